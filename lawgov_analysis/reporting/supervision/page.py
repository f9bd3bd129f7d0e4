"""The page for the supervising office, ``supervision.html`` beside the page of all reports."""

import re
from pathlib import Path

import pandas as pd

from ...auditing import compliance, load_compliance_rules, load_rules, repeated_rules
from ...auditing.similarity import ALIKE, AS_BEFORE
from ...decisions import review_status
from ...files import write_whole
from ...presentation import html_lang, in_language, load_language
from ...presentation.blocks import heading, linked, paragraph, table
from ...presentation.language import full_width
from ...presentation.pages import MADE_OF, page_templates, said_made_of
from ...publishing.formats import file_of
from ...tables import find_place, left_out, open_data
from ..manifest import of_all_data
from .rollup import NOT_ASSESSABLE, roll_up
from .tables import findings_by_rule, late_of, missing_reports, unstated_clauses, unstated_indicators
from .texts import STATUSES, lacking_of, plans_followed, repeated_reports, shared_texts

PAGE = "supervision.html"
REPORT = file_of("html")
LINK = re.compile(r'href="#r(\d+)"')
# Names that are told of a list, and rows of a table; the frames have all.
NAMED, ROWS = 12, 400


def write_page(reports_dir, data_dir=None, lang="zh"):
    """Write the page for the supervising office, unless it is there and made of the same.

    Parameters
    ----------
    reports_dir : path-like
    data_dir : path-like or Data, optional
    lang : str
        ``zh``, or ``en``: ``supervision.en.html``.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    NoData, BadTable, BadParameter, OutputError
    """
    file = Path(reports_dir) / in_language(PAGE, lang)
    if said_made_of(file) != _made_of(data_dir, lang, reports_dir):
        write_whole(file, supervision_page(data_dir, lang, reports_dir))
    return file


def _made_of(data_dir, lang, reports_dir):
    """Return what the page is made of: all data, and which reports are there to be linked."""
    name = in_language(REPORT, lang)
    there = [] if reports_dir is None else Path(reports_dir).glob(f"*/*/{name}")
    return of_all_data(data_dir, lang, sorted(file.parent.as_posix() for file in there))


def supervision_page(data_dir=None, lang="zh", reports_dir=None):
    """Return the page for the supervising office as HTML; it loads nothing.

    Parameters
    ----------
    data_dir : path-like or Data, optional
    lang : str
    reports_dir : path-like, optional
        Where the page will lie: the reports that are there are linked.

    Returns
    -------
    str

    Examples
    --------
    >>> supervision_page("data/samples/city")[:15]
    '<!DOCTYPE html>'
    """
    data = open_data(data_dir)
    language = load_language(lang, data)
    page = _Page(data, language, None if reports_dir is None else Path(reports_dir))
    blocks = [*page.missing(), *page.late(), *page.lacking(), *page.unstated(), *page.findings()]
    blocks += [*page.sums(), *page.copied(), *page.plans()]
    templates = page_templates("lawgov_analysis.reporting.supervision")
    return templates.get_template("supervision.html.j2").render(
        say=language.say,
        lang=html_lang(lang),
        intro=page.intro(),
        blocks=[page.with_links(block.html) for block in blocks],
        style=templates.get_template("supervision.css").render(),
        made_of_name=MADE_OF,
        made_of=_made_of(data, lang, reports_dir),
    )


class _Page:
    """The parts of the page, each a list of blocks."""

    def __init__(self, data, language, reports_dir):
        self.data, self.language, self.reports_dir = data, language, reports_dir
        self.addresses = []
        self.asked = compliance(data_dir=data)
        self.reasons = data.table("supervision_reasons", index="reason")[language.lang]

    def say(self, sentence, **values):
        return self.language.say(f"supervision_{sentence}", **values)

    def intro(self):
        reports = self.data.table("reports")
        years = sorted(set(reports["year"]))
        span = f"{years[0]}—{years[-1]}" if years[1:] else "".join(map(str, years))
        reviewed = int(review_status(data_dir=self.data)["status"].isin(["reviewed", "approved"]).sum())
        places = reports["place_code"].nunique()
        said = self.say("intro", n=len(reports), places=places, years=span, reviewed=reviewed)
        broken = left_out(self.data)
        return said + (self.say("left_out", files=self.language.join(broken)) if broken else "")

    def linked(self, text, code, year, figure=None):
        """Return a text that opens the report of a place and year, at a figure of it, where that report is there."""
        if self.reports_dir is None or code not in self.language.places.index:
            return text
        slug, name = self.language.places.loc[code, "slug"], in_language(REPORT, self.language.lang)
        if not (self.reports_dir / slug / str(year) / name).is_file():
            return text
        self.addresses.append(f"{slug}/{year}/{name}" + (f"#f{figure}" if figure else ""))
        return linked(text, f"r{len(self.addresses) - 1}")

    def with_links(self, html):
        return LINK.sub(lambda found: f'href="{self.addresses[int(found[1])]}"', html)

    def place(self, code):
        if code in self.language.places.index:
            return self.language.place(code)
        return find_place(code, self.data)["name"]

    def places(self, codes):
        """Name places in short; of many the first and how many more there are."""
        named = self.language.join(self.short(code) for code in codes[:NAMED])
        return named if len(codes) <= NAMED else self.say("more", names=named, n=len(codes) - NAMED)

    def short(self, code):
        known = code in self.language.places.index
        return self.language.place(code, full=False) if known else self.place(code)

    def table(self, rows, caption, columns, numeric=(), **values):
        frame = pd.DataFrame(rows[:ROWS], columns=[self.say(f"column_{name}") for name in columns])
        shown = table(
            frame, self.say(caption, n=len(rows), **values), numeric=[self.say(f"column_{name}") for name in numeric]
        )
        return [shown] if len(rows) <= ROWS else [shown, paragraph(self.say("cut", n=len(rows) - ROWS))]

    def report(self, row):
        return self.linked(self.place(row["place_code"]), row["place_code"], row["year"])

    def number(self, row):
        """Return the number of a district, which opens its place in the report."""
        said = self.language.said(row["value"], row["unit"], row["bound"])
        return self.linked(said, row["place_code"], row["year"], row["figure"])

    def missing(self):
        rows = missing_reports(self.data)
        blocks = [heading(self.say("missing"))]
        not_asked = self.language.say("semicolon").join(
            self.say("not_asked_of", year=year, level=self.language.gloss(level, "level"), have=have, all=of)
            for year, level, have, of in rows.attrs["not_asked"]
        )
        rest = [paragraph(self.say("not_asked", counts=not_asked))] if not_asked else []
        if rows.empty:
            return [*blocks, paragraph(self.say("missing_none")), *rest]
        cells = [[self.report(row), str(row["year"]), self.reasons[row["reason"]]] for row in rows.to_dict("records")]
        blocks.append(paragraph(self.say("missing_meaning")))
        return [*blocks, *self.table(cells, "missing_caption", ["place", "year", "what"]), *rest]

    def late(self):
        rows = late_of(self.asked)
        names = load_compliance_rules(self.data)[self.language.lang]
        no, unknown = rows[rows["answer"] == "no"], rows[rows["answer"] == "unknown"]
        blocks = [heading(self.say("late"))]
        if no.empty:
            blocks.append(paragraph(self.say("late_none")))
        else:
            cells = [
                [
                    self.report(row),
                    str(row["year"]),
                    names[row["rule"]],
                    row["day"] or "—",
                    self.say("binding" if row["binding"] else "not_binding"),
                ]
                for row in no.to_dict("records")
            ]
            blocks += self.table(cells, "late_caption", ["place", "year", "asked", "day", "binds"])
        if len(unknown):
            counts = [
                self.say("late_unknown_of", asked=names[rule], n=int(n))
                for rule, n in unknown["rule"].value_counts().items()
            ]
            blocks.append(paragraph(self.say("late_unknown", counts=self.language.say("semicolon").join(counts))))
        return blocks

    def lacking(self):
        rows = lacking_of(self.asked)
        names = load_compliance_rules(self.data)[self.language.lang]
        blocks = [heading(self.say("lacking")), paragraph(self.say("lacking_meaning"))]
        if rows.empty:
            return [*blocks, paragraph(self.say("lacking_none"))]
        cells = [
            [names[row["rule"]], self.clause(row["clause"]), str(len(row["reports"])), self.reports(row["reports"])]
            for row in rows.to_dict("records")
        ]
        return [*blocks, *self.table(cells, "lacking_caption", ["asked", "clause", "lacking", "where"], ["lacking"])]

    def unstated(self):
        clauses, indicators = unstated_clauses(self.data), unstated_indicators(self.data)
        blocks = [heading(self.say("unstated"))]
        if clauses.empty and indicators.empty:
            return [*blocks, paragraph(self.say("unstated_none"))]
        blocks.append(paragraph(self.say("unstated_meaning")))
        if len(clauses):
            cells = [
                [
                    self.language.gloss(row["level"], "level"),
                    self.clause(row["clause"]),
                    self.language.join(map(self.language.indicator, row["indicators"])),
                    str(row["reports"]),
                ]
                for row in clauses.to_dict("records")
            ]
            blocks += self.table(cells, "clauses_caption", ["level", "clause", "core", "reports"], ["reports"])
        if len(indicators):
            cells = [
                [
                    self.language.gloss(row["level"], "level"),
                    self.language.indicator(row["indicator"]),
                    self.language.join(map(self.clause, row["clause"].split("|"))) if row["clause"] else "—",
                    str(row["reports"]),
                ]
                for row in indicators.to_dict("records")
            ]
            blocks += self.table(cells, "indicators_caption", ["level", "indicator", "clause", "reports"], ["reports"])
        uncoded = sum(pd.concat([clauses, indicators]).groupby("level")["uncoded"].first())
        return [*blocks, paragraph(self.say("uncoded", n=uncoded))] if uncoded else blocks

    def clause(self, clause):
        said = clause.replace(":", " ")
        return full_width(said) if self.language.lang == "zh" else said

    def findings(self):
        found = findings_by_rule(self.data, self.language.lang)
        titles = load_rules(self.data)[f"title_{self.language.lang}"]
        blocks = [heading(self.say("findings"))]
        if found.empty:
            return [*blocks, paragraph(self.say("findings_none"))]
        cells = [
            [
                self.language.say(f"severity_{row['severity']}"),
                titles[row["rule"]],
                str(row["findings"]),
                self.reports(row["reports"]),
            ]
            for row in found.to_dict("records")
        ]
        blocks.append(paragraph(self.say("findings_meaning")))
        return [*blocks, *self.table(cells, "findings_caption", ["severity", "rule", "n", "where"], ["n"])]

    def reports(self, keys):
        named = [
            self.linked(self.say("place_year", place=self.short(code), year=year), code, year)
            for code, year in keys[:NAMED]
        ]
        said = self.language.join(named)
        return said if len(keys) <= NAMED else self.say("more", names=said, n=len(keys) - NAMED)

    def sums(self):
        rows = roll_up(data_dir=self.data)
        blocks = [heading(self.say("sums"))]
        if rows.empty:
            return [*blocks, paragraph(self.say("sums_none"))]
        added = rows[rows["answer"] != NOT_ASSESSABLE]
        blocks.append(paragraph(self.say("sums_meaning")))
        if len(added):
            cells = [
                [
                    self.short(row["place_code"]),
                    str(row["year"]),
                    self.language.indicator(row["indicator"]),
                    self.number(row),
                    self.language.quantity(row["sum"], row["unit"]),
                    self.difference(row),
                ]
                for row in added.to_dict("records")
            ]
            columns = ["district", "year", "indicator", "value", "sum", "difference"]
            blocks += self.table(cells, "sums_caption", columns, ["value", "sum", "difference"])
        return blocks + self.not_assessable(rows[rows["answer"] == NOT_ASSESSABLE])

    def difference(self, row):
        if not row["difference"]:
            return self.say("equal")
        return ("+" if row["difference"] > 0 else "−") + self.language.number(abs(row["difference"]))

    def not_assessable(self, rows):
        """Tell what cannot be added, where half of the towns or more state it; of the rest how many there are."""
        near = rows[2 * rows["stated"] >= rows["towns"]]
        blocks = []
        if len(near):
            cells = [
                [
                    self.short(row["place_code"]),
                    str(row["year"]),
                    self.language.indicator(row["indicator"]),
                    self.number(row),
                    self.say("stated_of", stated=row["stated"], towns=row["towns"]),
                    self.say("because", reason=self.reasons[row["reason"]], who=self.places(row["who"])),
                ]
                for row in near.to_dict("records")
            ]
            columns = ["district", "year", "indicator", "value", "stated", "why"]
            blocks += self.table(cells, "not_assessable_caption", columns, ["value"])
        if len(rows) > len(near):
            blocks.append(paragraph(self.say("not_assessable_rest", n=len(rows) - len(near))))
        return blocks

    def copied(self):
        """Tell what is last year's again, and what another place's report has too."""
        again, shared = repeated_reports(self.data), shared_texts(self.data)
        total = len(self.data.table("reports"))
        blocks = [heading(self.say("copied"))]
        blocks.append(paragraph(self.say("copied_meaning", n=total, known=shared.attrs["at_hand"])))
        if again.empty and shared.empty:
            return [*blocks, paragraph(self.say("copied_none"))]
        if len(again):
            names = repeated_rules(self.data)[self.language.lang]
            semicolon = self.language.say("semicolon")
            cells = [
                [self.report(row), str(row["year"]), semicolon.join(names[rule] for rule in row["rules"])]
                for row in again.to_dict("records")
            ]
            blocks += self.table(cells, "again_caption", ["place", "year", "what"])
        if len(shared):
            cells = [
                [
                    self.report(row),
                    str(row["year"]),
                    self.reports([(row["other_code"], row["other_year"])]),
                    str(row["passages"]),
                    self.language.number(row["characters"]),
                    self.language.percent(row["share"], 0),
                ]
                for row in shared.to_dict("records")
            ]
            columns = ["place", "year", "other", "passages", "characters", "share"]
            blocks += self.table(cells, "shared_caption", columns, columns[3:], share=ALIKE, before=AS_BEFORE)
        return blocks

    def plans(self):
        """Tell of each report what became of last year's plans."""
        rows = plans_followed(self.data)
        blocks = [heading(self.say("plans"))]
        if rows.empty:
            return [*blocks, paragraph(self.say("plans_none"))]
        counted = ["plans", *STATUSES]
        totals = {name: int(rows[name].sum()) for name in [*counted, "decided"]}
        blocks.append(paragraph(self.say("plans_meaning", n=len(rows), **totals)))
        rows = rows[rows["not_mentioned"] + rows["partly"] > 0]
        if rows.empty:
            return blocks
        cells = [
            [self.report(row), str(row["year"]), *(str(row[name]) for name in counted)]
            for row in rows.to_dict("records")
        ]
        return [*blocks, *self.table(cells, "plans_caption", ["place", "year", *counted], counted)]
