"""What is shown of one figure: its sentence with the number marked, its definition, its source, what was found."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from ...auditing import load_rules
from ...auditing.findings import FINDING_COLUMNS
from ...codebook.card import card_rows
from ...decisions.anchors import closed_text
from ...decisions.said import WHOLLY
from ...decisions.store import stored_of
from ...errors import BadParameter
from ...paths import shown_path
from ...presentation import load_language, section_name
from ...tables import DataDir, address_of, is_official, load_text, open_data
from ...text.around import sentence_around
from .assets import wordings
from .pack import labels_of
from .table import are_own, found_in

# Of a passage that has no stops, a table of a page, so many characters to both sides are enough.
AROUND = 300
CUT = "……"
# What joins the parts of a number that is printed apart.
APART = "…"
# The columns of the codebook that an English card has: the others are in Chinese.
CARD_EN = ("definition_en", "domain", "unit", "basis", "numerator", "denominator", "clause", "name_zh")
# What a Chinese card leaves out: its own title, what is in English, and codes of ours.
NOT_OF_CARD = ("name_zh", "definition_en", "kind", "direction", "direction_role", "seen_in")
REPORT_ROWS = ("title", "issuer", "document_type", "issued_on", "published_on", "coverage")


class Details:
    """What can be asked of described figures.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `described_figures`.
    data_dir : path-like or Data, optional
    lang : str
    findings : pandas.DataFrame, optional
        What the audit found in them, as from `audit_figures`; where they are those of the data, what it finds there.

    Examples
    --------
    >>> from lawgov_analysis import described_figures
    >>> asked = Details(described_figures("横沥镇", 2020))
    >>> asked.detail(1)["printed"]
    {'surface': '450人次', 'position': '一、（二）2，第956—961字', 'url': 'http://www.dg.gov.cn/...'}
    """

    def __init__(
        self,
        table: pd.DataFrame,
        data_dir: DataDir = None,
        lang: str = "zh",
        findings: pd.DataFrame | None = None,
    ) -> None:
        self.data = open_data(data_dir)
        # Texts and decisions are of the figures of the data alone.
        self.lang, self.are_own = lang, are_own(table, self.data)
        self.language = load_language(lang, self.data)
        self.say = self.data.made(wordings, lang).say
        self.table = table
        if findings is None and self.are_own:
            findings = found_in(table, lang, self.data)
        self.findings = pd.DataFrame(columns=FINDING_COLUMNS) if findings is None else findings
        self._of_figure = _numbered(self.findings)
        reports = self.data.table("reports")
        keys = zip(reports["place_code"], reports["year"].astype(int), strict=True)
        self.reports: dict[tuple[str, int | None], Any] = dict(zip(keys, reports.to_dict("records"), strict=True))
        self._watched = self._stamp()
        self._texts: dict[tuple[str, int | None], str] = {}

    def detail(self, row: Any) -> dict[str, Any]:
        """Return what there is on a figure, by its row in the table.

        Raises
        ------
        BadParameter
            When there is no such row.
        """
        if type(row) is not int or not 0 <= row < len(self.table):
            raise BadParameter(f"there is no row {str(row)[:80]}; the table has {len(self.table)}")
        figure = self.table.iloc[row].to_dict()
        return self._detail(figure, self._report_of(figure["place"], figure["year"]))

    def _report_of(self, place: str, year: Any) -> "_Report":
        """Return what all figures of a report need: its text, its decisions, its address."""
        key = place, _whole(year)
        name = f"{place}-{'' if key[1] is None else key[1]}"
        url = self.reports.get(key, {}).get("url", "")
        if not self.are_own:
            return _Report(name, url, "", self.say("why_given"), [])
        # One that is not there yet may be put there; what is here stays, as long as the figures are the same.
        if key not in self._texts and (text := load_text(place, key[1] or 0, self.data)):
            self._texts[key] = text
        why = ""
        if key not in self._texts:
            gone = self.say("data_changed", folder=shown_path(self.data.folder))
            why = gone if self.has_changed() else self.say("why_no_text")
        return _Report(name, url, self._texts.get(key, ""), why, stored_of(name, self.data))

    def _detail(self, figure: Mapping[str, Any], report: "_Report") -> dict[str, Any]:
        place, year, number = figure["place"], _whole(figure["year"]), _whole(figure["figure"])
        sentence, why = self._sentence(figure, report)
        return {
            "sentence": sentence,
            "why": why,
            "printed": {
                "surface": figure["surface"],
                "position": self._position(figure),
                "url": address_of(figure["surface"].split(APART)[0], report.url),
            },
            "card": figure["indicator"] if figure["indicator"] in self.language.indicators.index else None,
            "report": report.name,
            "findings": self._of_figure.get((place, year, number), []),
            "decisions": self._decisions(number, report.decisions),
        }

    def card(self, name: str) -> dict[str, Any]:
        """Return the definition of an indicator.

        Raises
        ------
        BadParameter
            When there is no such indicator.

        Examples
        --------
        >>> from lawgov_analysis import described_figures
        >>> Details(described_figures("横沥镇", 2020), lang="en").card("reconsideration_accepted")["rows"][0]
        ['Id', 'reconsideration_accepted']
        """
        if name not in self.language.indicators.index:
            raise BadParameter(f"{str(name)[:80]} is no indicator")
        rows = [[self.say("card_id"), name]]
        said = card_rows(name, self.data)
        if self.lang == "zh":
            rows += [[title, self._card_cell(of, cell)] for of, title, cell in said if of not in NOT_OF_CARD]
        else:
            cells = {of: cell for of, _, cell in said}
            rows += [[self.say(f"card_{of}"), self._card_cell(of, cells[of])] for of in CARD_EN if of in cells]
        return {"title": self.language.indicator(name), "rows": rows}

    def report(self, name: str) -> dict[str, Any]:
        """Return where a report comes from, by its ``<place>-<year>``."""
        place, _, year = str(name).rpartition("-")
        of = self.reports.get((place, int(year))) if year.isdecimal() else None
        called = self.language.place(place) if place in self.language.places.index else place
        rows = [[self.say("report_place"), called], [self.say("report_year"), year]]
        if of is None:
            return {
                "title": f"{called} {year}",
                "rows": [*rows, [self.say("why"), self.say("report_unknown")]],
                "url": "",
            }
        for column in REPORT_ROWS:
            said = self._report_cell(column, of[column])
            if said:
                rows.append([self.say(f"report_{column}"), said])
        official = is_official(of["url"])
        if of["url"] and not official:
            # Only what is official is a link.
            rows.append([self.say("report_url"), of["url"]])
        return {"title": self.language.report_title(of), "rows": rows, "url": of["url"] if official else ""}

    def finding(self, name: str) -> dict[str, Any]:
        """Return what was found, by its number."""
        if not str(name).isdecimal() or int(name) >= len(self.findings):
            raise BadParameter(self.say("finding_gone"))
        found = self.findings.iloc[int(name)]
        return self._finding(found.to_dict(), load_rules(self.data))

    def _finding(self, found: Mapping[str, Any], rules: pd.DataFrame) -> dict[str, Any]:
        rule = found["rule"]
        title, meaning = rules.loc[rule, [f"title_{self.lang}", f"meaning_{self.lang}"]]
        return {
            "rule": rule,
            "severity": self.say(f"severity_{found['severity']}"),
            "message": found["message"],
            "explained": found["explained"] or self.say("finding_rule", rule=title, meaning=meaning),
        }

    def all(self) -> dict[str, Any]:
        """Return what there is on every figure, for a file: what several share is there once."""
        sentences: dict[str, int] = {}
        found, cards, reports, used = [], {}, {}, set()
        made: dict[tuple[Any, ...], _Report] = {}
        for figure in self.table.to_dict("records"):
            key = figure["place"], figure["year"]
            if key not in made:
                made[key] = self._report_of(*key)
            one = self._detail(figure, made[key])
            if one["sentence"]:
                one["sentence"]["text"] = sentences.setdefault(one["sentence"]["text"], len(sentences))
            cards[one["card"]] = reports[one["report"]] = None
            used |= set(one["findings"])
            found.append(one)
        rules = load_rules(self.data)
        numbers = sorted(used, key=int)
        rows = self.findings.iloc[[int(number) for number in numbers]].to_dict("records")
        return {
            "details": found,
            "sentences": list(sentences),
            "cards": {name: self.card(name) for name in cards if name},
            "reports": {name: self.report(name) for name in reports},
            "findings": {number: self._finding(row, rules) for number, row in zip(numbers, rows, strict=True)},
        }

    def has_changed(self) -> bool:
        """Return whether the data folder is another than it was, or is gone."""
        return not self.data.folder.is_dir() or not self.data.is_current() or self._stamp() != self._watched

    def _stamp(self) -> dict[str, Any]:
        """Return what the tables of figures are like that the figures are from."""
        if not self.are_own:
            return {}
        stamps = {}
        for file in self.data.files("figures"):
            try:
                status = file.stat()
            except OSError:
                continue
            stamps[file.name] = status.st_mtime_ns, status.st_size
        return stamps

    def _sentence(self, figure: Mapping[str, Any], report: "_Report") -> tuple[dict[str, Any] | None, str]:
        """Return the sentence of a figure and where in it the number is, or why there is none."""
        text = report.text
        if not text:
            return None, report.why
        if pd.isna(figure["start"]) or pd.isna(figure["end"]):
            return None, self.say("why_no_place")
        start, end = int(figure["start"]), int(figure["end"])
        there = closed_text(text[start:end])
        if not there or (APART not in figure["surface"] and there != closed_text(figure["surface"])):
            return None, self.say("why_not_there")
        begin, stop = sentence_around(text, start, end)
        before, after = text[begin:start], text[end:stop]
        if len(before) > AROUND:
            before = CUT + before[-AROUND:]
        if len(after) > AROUND:
            after = after[:AROUND] + CUT
        return {"text": before + text[start:end] + after, "mark": [len(before), len(before) + end - start]}, ""

    def _position(self, figure: Mapping[str, Any]) -> str:
        section = section_name(figure["section"], self.language) if figure["section"] else ""
        said = [self.say("position_section", section=section)] if section else []
        if not (pd.isna(figure["start"]) or pd.isna(figure["end"])):
            said.append(self.say("position_span", start=int(figure["start"]), end=int(figure["end"])))
        return self.say("position_joined").join(said)

    def _decisions(self, number: int | None, decisions: list[dict[str, str]]) -> list[dict[str, str]]:
        told = [one for one in decisions if one["figure"] == str(number) and not one["waits"]]
        titles = {field["name"]: field["title"] for field in self.data.fields("figures")} if told else {}
        found = []
        for one in told:
            wholly = WHOLLY.get((one["field"], one["value"]))
            field = titles.get(one["field"], one["field"]) if self.lang == "zh" else one["field"]
            value = wholly[self.lang == "zh"] if wholly else one["value"] or self.say("none")
            if one["field"] == "indicator" and one["value"] in self.language.indicators.index:
                value = self.language.indicator(one["value"])
            found.append({"field": field, "value": value, **{name: one[name] for name in ("by", "on", "reason")}})
        return found

    def _card_cell(self, column: str, cell: str) -> str:
        if column == "domain":
            return self.language.gloss(cell, "domain")
        if column in ("numerator", "denominator") and self.lang != "zh":
            return (
                self.language.indicator(cell.split()[-1])
                if cell.split()[-1] in self.language.indicators.index
                else cell
            )
        return labels_of("basis", [cell], self.lang, self.data)[0] if column == "basis" else cell

    def _report_cell(self, column: str, cell: Any) -> str:
        if cell is None or cell == "" or pd.isna(cell):
            return ""
        if column.endswith("_on"):
            return f"{cell:%Y-%m-%d}" if hasattr(cell, "strftime") else str(cell)
        if column == "document_type":
            return self.language.gloss(cell, "document_type")
        if column == "coverage":
            return labels_of("coverage", ["excerpt" if cell == "excerpt" else "whole"], self.lang, self.data)[0]
        return str(cell)


class _Report(NamedTuple):
    """What all figures of a report need."""

    name: str
    url: str
    text: str
    why: str
    decisions: list[dict[str, str]]


def details(
    table: pd.DataFrame,
    data_dir: DataDir = None,
    lang: str = "zh",
    findings: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Return what there is on every described figure, for a page that has no kernel to ask.

    Parameters
    ----------
    table, data_dir, lang, findings
        As of `Details`.

    Returns
    -------
    dict
        ``details``, a dict a row: ``sentence`` (``text``, a number in ``sentences``, and ``mark``, from where to where
        the number is), ``why`` there is none, ``printed``, and the ids of its ``card``, ``report`` and ``findings``,
        and the ``decisions`` on it; ``sentences``; and by their ids ``cards``, ``reports`` and ``findings``.

    Examples
    --------
    >>> from lawgov_analysis import described_figures
    >>> said = details(described_figures("横沥镇", 2020))
    >>> len(said["details"]), list(said["reports"])
    (65, ['441900106-2020'])
    """
    return Details(table, data_dir, lang, findings).all()


def _numbered(findings: pd.DataFrame) -> dict[tuple[str, int | None, int | None], list[str]]:
    """Return for each figure the numbers of what was found of it."""
    found: dict[tuple[str, int | None, int | None], list[str]] = {}
    columns = zip(findings["place_code"], findings["year"], findings["figures"], strict=True)
    for at, (place, year, figures) in enumerate(columns):
        for figure in dict.fromkeys(figures):
            found.setdefault((place, _whole(year), _whole(figure)), []).append(str(at))
    return found


def _whole(number: Any) -> int | None:
    return None if number is None or pd.isna(number) else int(number)
