"""What waits for a person over all reports, found from the tables.

It is found without a text, so that a thousand reports take seconds: files that `add` would not take by itself,
decisions that no longer fit, figures whose code is in doubt, figures left uncoded that look like what the report should
have, what the audit says, statements without a paraphrase.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ..auditing import audit_figures
from ..auditing.audit import OF_THE_WHOLE
from ..auditing.audited import Panel
from ..decisions import load_decisions, review_status, settled, waiting
from ..errors import BadTable
from ..extraction.indicator import Coder, place_level
from ..extraction.record import Evidence
from ..tables import (
    KEY,
    Data,
    are_planned,
    faults_of_table,
    levels_of,
    load_indicators,
    load_panel,
    load_places,
    load_statements,
    misnamed,
    places_together,
    records,
)
from ..tables.drafted import rows_of_file
from .explain import CLEAR

#: Of the tables of drafts.
OF_DRAFTS = ["confidence", "page", "box"]
# Of figures in the same words, as many as a person looks through at a time.
TOGETHER = 20
# How much one whose code is at the least confidence weighs more than one that is nearly clear.
OF_CONFIDENCE = 10
# A figure that a scope narrows stands in no comparison of places.
SCOPED = 5
# What is a part of what is coded is rightly left uncoded: 受理245宗，其中邻里76宗.
PARTS = ("part", "subset")
BROKEN = "broken-table"
# Why a file waits that claims a report which another has claimed.
TWO_TEXTS = "two-texts"
# What says that a file is no report at all: then nothing else about it matters.
NO_REPORT = ("news", "not-a-report")
# The kind of a file that a person put aside.
LEFT = "left"
# What a file weighs whose reason no table has, as those of other versions may.
UNKNOWN_WEIGHT = 80.0


@dataclass(frozen=True)
class Item:
    """Something that waits for a person.

    Attributes
    ----------
    kind : str
        file, figure, decision, statement or finding.
    reasons : tuple of str
        Ids in the tables of reasons, the weightiest first.
    weight : float
        How much harm it would do if it were printed wrong, 0 to 100.
    place_code : str
    year : int or None
    number : int or None
        Of its figure or statement; of a finding that of its first figure.
    file : str
        Of a file as it was named.
    detail : str
        What is to be said besides.
    candidates : tuple of str
        Ids of indicators that it could be, codes of places that a file could be of.
    row : Any
        The line of the table, where it has one.
    more : dict
        What a draft knows besides: ``confidence``, ``page``, ``box``, and the ``others`` in the same words; of a
        finding its ``figures`` and their ``rows``; the ``files`` that claim one report, with their ``sums``.
    """

    kind: str
    reasons: tuple[str, ...]
    weight: float
    place_code: str = ""
    year: int | None = None
    number: int | None = None
    file: str = ""
    detail: str = ""
    candidates: tuple[str, ...] = ()
    row: Any = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def order(self) -> tuple:
        """What the queue is sorted by: the worst first, then by place, year and where it stands."""
        return -self.weight, self.place_code, self.year or 0, self.number or 0, self.kind, self.file, self.reasons

    @property
    def alike(self) -> tuple | None:
        """What figures have in common that one look settles: the words, how they were read and why they wait."""
        if self.kind != "figure" or self.more["box"]:
            return None
        row = self.row
        read = row.measure, row.unit, row.bound, row.indicator, row.scope, row.basis, row.relation
        return *read, self.reasons, self.candidates, self.weight, self.more["confidence"]


def together(items: Iterable[Item]) -> list[Item]:
    """Return things that wait in their order, with figures in the same words and the same doubt as one."""
    kept: list[Item] = []
    first: dict[tuple, Item] = {}
    for item in items:
        same = first.get(item.alike or ())
        if same is not None and len(same.more["others"]) < TOGETHER - 1:
            same.more["others"].append(item)
            continue
        kept.append(item)
        if item.alike:
            first[item.alike] = item
    return kept


def gather(data: Data, code: str | None = None, lang: str = "zh") -> Iterator[Item]:
    """Yield what waits, in no order: of one place or of all.

    Parameters
    ----------
    data : Data
    code : str, optional
        Of a place.
    lang : str
        Of what the audit says.
    """
    weights = data.made(_weights)
    waits = waiting(data)
    waits = waits if code is None else waits[waits["place_code"] == code]
    yield from _of_decisions(waits, weights)
    known = set(zip(waits["place_code"], waits["year"].astype("int64"), strict=True))
    for item in _queued(data, weights):
        # What became of a decision when it was last laid stands in its own table too.
        is_known = item.kind == "decision" and (item.place_code, item.year) in known
        if code in (None, item.place_code, *item.candidates) and not is_known:
            yield item
    decided, panel = _Decided(data), Panel(data)
    for codes in places_together(data, None if code is None else [code]):
        figures = _figures(data, codes)
        yield from _broken(figures.attrs["broken"], weights)
        if not figures.empty:
            yield from _of_figures(figures, decided, weights, data)
            yield from _of_audit(figures, decided, weights, lang, panel)
    statements = load_statements(data_dir=data)
    bare = statements[(statements["text_zh"] == "") & ((statements["place_code"] == code) | (code is None))]
    for (place_code, year), rows in bare.groupby(KEY):
        of = records(rows)
        # Whoever writes one of a report writes them all: many at the end of a list hide how little the rest is.
        yield Item(
            "statement", ("no-paraphrase",), weights["no-paraphrase"], place_code, year, row=of[0], more={"rows": of}
        )


def _weights(data: Data) -> dict[str, float]:
    """Return how much each reason weighs."""
    weights: dict[str, float] = {}
    for name in ("intake_reasons", "queue_reasons"):
        if data.known(name):
            table = data.table(name)
            weights |= dict(zip(table["reason"], table["weight"].astype(float), strict=True))
    return weights


def _queued(data: Data, weights: dict[str, float]) -> Iterator[Item]:
    """Yield the files and reports that `add` would not take by itself; texts that claim one report are one thing."""
    if not (data.known("queue") and data.has("queue") and data.files("queue")):
        return
    together: dict[tuple, list[Any]] = {}
    for at, row in enumerate(records(data.table("queue"))):
        if row.kind != LEFT:
            is_claimed = TWO_TEXTS in row.reasons.split("|")
            together.setdefault((row.place_code, row.year) if is_claimed else (at,), []).append(row)
    for rows in together.values():
        row = rows[0]
        reasons = {reason: weights.get(reason, UNKNOWN_WEIGHT) for each in rows for reason in each.reasons.split("|")}
        order = sorted(filter(None, reasons), key=lambda reason: (reason not in NO_REPORT, -reasons[reason]))
        yield Item(
            "decision" if row.kind == "decision" else "file",
            tuple(order),
            reasons[order[0]] if order else UNKNOWN_WEIGHT,
            row.place_code,
            None if pd.isna(row.year) else int(row.year),
            None if pd.isna(row.figure) else int(row.figure),
            row.file,
            row.detail,
            tuple(filter(None, row.candidates.split("|"))),
            more={"files": [each.file for each in rows], "sums": [each.file_sha256 for each in rows]},
        )


def _figures(data: Data, codes: Collection[str]) -> pd.DataFrame:
    """Return the figures of the reports of places that keep the rules, with what their drafts know besides.

    ``attrs["broken"]`` has the faults of the tables that do not.
    """
    codes = set(codes)
    files = tuple(file for file in data.files("figures") if file.name.partition("-")[0] in codes)
    broken = {}
    try:
        figures = load_panel(data, codes) if files else pd.DataFrame()
    except BadTable:
        # Where no table keeps the rules there is no panel; another table that breaks one is said as such.
        figures = pd.DataFrame()
        broken = {file.name: faults for file in files if (faults := _faults(data, file))}
        if not broken:
            raise
    left_out = [*figures.attrs.get("left_out", []), *(file.name for file in files if misnamed(file))]
    broken |= {name: _faults(data, data.folder / "figures" / name) for name in left_out}
    if not figures.empty:
        drafts = data.made_of_chosen(_drafts, "figures", files)
        figures = figures.merge(drafts, on=[*KEY, "figure"], how="left")
    figures.attrs["broken"] = broken
    return figures


def _faults(data: Data, file: Path) -> list[str]:
    """Return what is wrong with a table of figures itself; nothing where that is right."""
    return [fault for fault in faults_of_table(file, data) if f"{file.name}:" in fault]


def _drafts(data: Data, _name: str, files: Sequence[Path]) -> pd.DataFrame:
    """Return what the tables of drafts have that reviewed ones have not; the rest of them is checked elsewhere."""
    rows = []
    for file in files:
        for row in rows_of_file(file):
            if "confidence" not in row:
                break
            rows.append([row.get(name) or "" for name in (*KEY, "figure", *OF_DRAFTS)])
    table = pd.DataFrame(rows, columns=[*KEY, "figure", *OF_DRAFTS], dtype="str")
    numbers = {name: pd.to_numeric(table[name], errors="coerce") for name in ("year", "figure", "confidence", "page")}
    table = table.assign(**numbers, draft=True).dropna(subset=["year", "figure"])
    return table.astype({"year": "int64", "figure": "int64"}).drop_duplicates([*KEY, "figure"])


def _broken(tables: dict[str, list[str]], weights: dict[str, float]) -> Iterator[Item]:
    """Yield the tables of figures that break a rule, with the first of their faults."""
    for name, faults in tables.items():
        of, _, year = name.removesuffix(".csv").partition("-")
        number = int(year) if year.isdecimal() else None
        detail = "；".join(fault.partition(f"{name}:")[2].strip() for fault in faults[:1])
        yield Item("file", (BROKEN,), weights[BROKEN], of, number, file=f"figures/{name}", detail=detail)


class _Decided:
    """What people decided, as it was last laid over the tables."""

    def __init__(self, data: Data) -> None:
        self.data = data
        reports = data.table("reports")
        reviewed = reports[reports["review"].isin(["reviewed", "approved"])]
        self.reviewed = set(zip(reviewed["place_code"], reviewed["year"].tolist(), strict=True))
        self.fields: dict[tuple[str, int], dict[int, set[str]]] = {}
        self.read: dict[tuple[str, int], bool] = {}

    def has(self, row: Any) -> bool:
        """Return whether a person saw a figure and said what it is."""
        key = row.place_code, row.year
        if key not in self.fields:
            self.fields[key] = settled(*key, self.data)
        return not {"indicator", "review"}.isdisjoint(self.fields[key].get(row.figure, ()))

    def has_report(self, row: Any) -> bool:
        """Return whether a person has gone through the whole report of a finding, not only some of its figures."""
        key = row.place_code, row.year
        if key in self.reviewed:
            return True
        if key not in self.read:
            told = load_decisions(*key, self.data)
            of_whole = told[(told["figure"] == 0) & (told["field"] == "review") & (told["waits"] == "")]
            is_reviewed = review_status(*key, self.data)["status"].isin(["reviewed", "approved"]).any()
            self.read[key] = bool(len(of_whole) or is_reviewed)
        return self.read[key]


def _of_decisions(waits: pd.DataFrame, weights: dict[str, float]) -> Iterator[Item]:
    """Yield the decisions that could not be laid, those of persons who differ on one thing together."""
    together: dict[tuple, list[dict[str, str]]] = {}
    for at, line in enumerate(waits.to_dict("records")):
        named = tuple(line[name] for name in (*KEY, "figure", "field"))
        together.setdefault(named if line["waits"] == "differ" else (*named, at), []).append(line)
    for lines in together.values():
        line, reason = lines[0], f"decision-{lines[0]['waits']}"
        code, year, number = line["place_code"], int(line["year"]), int(line["figure"]) or None
        yield Item("decision", (reason,), weights.get(reason, UNKNOWN_WEIGHT), code, year, number, row=lines)


def _of_figures(figures: pd.DataFrame, decided: _Decided, weights: dict[str, float], data: Data) -> Iterator[Item]:
    """Yield the figures of drafts whose code is in doubt, and those left uncoded that look like a core indicator."""
    drafts = figures[figures["draft"].eq(True)]
    if drafts.empty:
        return
    core = data.made(_core)
    levels = dict(zip(drafts["place_code"], levels_of(drafts["place_code"], data).astype("str"), strict=True))
    given = set(zip(figures["place_code"], figures["year"], figures["indicator"], strict=True))
    looks_like = _Looks(data)
    compared: set[tuple] = set()
    for row in records(drafts.assign(planned=are_planned(drafts))):
        if (row.place_code, row.year) in decided.reviewed or decided.has(row):
            continue
        of_level = core.get(levels[row.place_code], frozenset())
        reasons, candidates = [], ()
        # What it grew by, and from which level, has the code of what grew.
        counts = row.place_code, row.year, row.section, row.measure, row.unit, row.indicator
        follows = (row.relation == "growth" and row.related) or (counts in compared and _is_earlier(row))
        if follows:
            continue
        compared.add(counts)
        if row.indicator and row.confidence < CLEAR:
            reasons.append("core-doubtful" if row.indicator in of_level else "doubtful")
        elif not row.indicator and not row.out_of_field and row.relation != "growth" and not row.planned:
            candidates = tuple(code for code in looks_like(row) if code in of_level)
            if candidates and (row.place_code, row.year, candidates[0]) not in given:
                reasons.append("core-missing")
            elif candidates and row.relation not in PARTS:
                reasons.append("core-again")
        if row.box:
            reasons.append("from-picture")
        if not reasons:
            continue
        reasons.sort(key=lambda reason: -weights[reason])
        weight = weights[reasons[0]]
        if row.confidence < CLEAR:
            weight += OF_CONFIDENCE * (CLEAR - row.confidence)
        more = {name: None if pd.isna(value := getattr(row, name)) else value for name in OF_DRAFTS} | {"others": []}
        yield Item(
            "figure",
            tuple(reasons),
            round(max(0.0, weight - SCOPED * bool(row.scope)), 1),
            row.place_code,
            row.year,
            row.figure,
            candidates=candidates,
            row=row,
            more=more,
        )


def _core(data: Data) -> dict[str, frozenset[str]]:
    """Return the core indicators by level."""
    core: dict[str, set[str]] = {}
    for indicator, levels in load_indicators(data)["core"].items():
        for level in filter(None, levels.split("|")):
            core.setdefault(level, set()).add(str(indicator))
    return {level: frozenset(indicators) for level, indicators in core.items()}


def _is_earlier(row: Any) -> bool:
    """Return whether a figure is of a time before the year that its report is on."""
    ends = row.period.rpartition("/")[2]
    return ends[:4].isdecimal() and int(ends[:4]) < row.year


class _Looks:
    """Tells what figures look like by the words of their measure, each once."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.names = load_places(data)["full_name"].to_dict()
        self.coders: dict[str, Coder] = {}
        self.told: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def __call__(self, row: Any) -> tuple[str, ...]:
        """Return the indicators of a figure that is not coded, the likeliest first."""
        level = place_level(self.names.get(row.place_code, ""), self.data)
        key = level, row.measure, row.unit
        if key not in self.told:
            self.told[key] = self._tell(*key)
        return self.told[key]

    def _tell(self, level: str, measure: str, unit: str) -> tuple[str, ...]:
        coder = self.coders.get(level) or self.coders.setdefault(level, Coder(level, self.data))
        coding = coder.code(Evidence(measure), unit)
        if coding.by not in ("rule", "recoded", "doubtful"):
            return ()
        return tuple(dict.fromkeys(filter(None, [coding.indicator, *(match.indicator for match in coding.matches)])))


def _of_audit(
    figures: pd.DataFrame, decided: _Decided, weights: dict[str, float], lang: str, panel: Panel
) -> Iterator[Item]:
    """Yield the faults that the audit of the tables finds and that nobody has explained or looked at."""
    data, plain = panel.data, figures.drop(columns=[*OF_DRAFTS, "draft"])
    findings = audit_figures(plain, among=panel, lang=lang, data_dir=data)
    reports = data.table("reports")
    excerpts = {(row.place_code, row.year) for row in records(reports) if row.coverage == "excerpt"}
    rows = {(row.place_code, row.year, row.figure): row for row in records(figures)}
    for row in records(findings):
        if row.severity == "note" or row.about != "report" or row.explained:
            continue
        if row.rule in OF_THE_WHOLE and (row.place_code, row.year) in excerpts:
            continue
        involved = [rows[row.place_code, row.year, number] for number in row.figures]
        if involved and all(decided.has(each) for each in involved):
            continue
        # Of a warning there is often nothing to be done but to know it: 12月28日落款，这一年还没有结束.
        if row.severity == "warning" and decided.has_report(row):
            continue
        yield Item(
            "finding",
            (f"audit-{row.severity}",),
            weights[f"audit-{row.severity}"],
            row.place_code,
            row.year,
            row.figures[0] if row.figures else None,
            detail=row.message,
            row=involved[0] if involved else None,
            more={
                "figures": row.figures,
                "rows": {each.figure: each for each in involved},
                "rule": row.rule,
                "printed": row.printed,
                "expected": row.expected,
            },
        )
