"""What is audited: figures, texts and tables, laid out so that one rule goes through many reports at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import pandas as pd

from ..documents import Report
from ..tables import (
    FIGURE_COLUMNS,
    KEY,
    Data,
    are_planned,
    load_indicators,
    load_panel,
    panel,
    records,
    same_unit,
    told_headline,
)
from ..tables.parquet import open_database
from ..text.offsets import FigureNumber, Position
from .checks.arithmetic import are_out_of_range, check_parts, check_rates, check_subsets
from .checks.consistency import Repeated, check_growths, said_again
from .checks.official import check_official
from .checks.others import Others, others_of
from .findings import Finding
from .layout import FigureRow, lay_out
from .words import audit_words

if TYPE_CHECKING:
    import duckdb

# No report has as many figures.
FIGURES = 10**7


class Subject(NamedTuple):
    """One audited report: its text, what ``reports.csv`` records of it, and the positions of its figures."""

    place_code: str
    year: int | None
    text: Report | None = None
    recorded: Any = None
    positions: tuple[Position, ...] = ()


@dataclass(eq=False)
class Panel:
    """The figures that audited reports are compared with, the audited ones among them.

    One serves any number of audits: what is worked out of all figures is kept by it.

    Attributes
    ----------
    data : Data
    figures : pandas.DataFrame, optional
        As from `lay_out`; of their reports these are what is compared with.
    of_data : bool
        Whether the figures of the data are compared with too; of them no more is read than that takes.
    """

    data: Data
    figures: pd.DataFrame | None = None
    of_data: bool = True

    def joined(self, figures: pd.DataFrame) -> "Panel":
        """Return the panel with figures in the place of those of their reports: of one report there is one state."""
        given = [figures]
        if self.figures is not None:
            given.append(self.figures[~_of_reports(self.figures, figures)])
        return replace(self, figures=pd.concat(given, ignore_index=True))

    def of_places(self, codes: Iterable[str]) -> pd.DataFrame:
        """Return the figures of some places."""
        codes, given = list(codes), self.figures
        own = [] if given is None else [given[given["place_code"].isin(codes)]]
        if self.of_data:
            known = load_panel(self.data, codes)
            own.append(lay_out(known if given is None else known[~_of_reports(known, given)], self.data))
        return own[0] if len(own) == 1 else pd.concat(own, ignore_index=True)

    def stated_by(self, codes: Iterable[str], years: Iterable[int], indicators: Iterable[str]) -> pd.DataFrame:
        """Return what some places state of some indicators in some years, with the columns `FIGURE_COLUMNS`."""
        codes, years, indicators = list(codes), list(years), list(indicators)
        given, own = self.figures, []
        if given is not None:
            is_of = given["place_code"].isin(codes) & given["year"].isin(years) & given["indicator"].isin(indicators)
            own.append(given[is_of])
        if self.of_data:
            known = load_panel(self.data, codes, years, indicators)
            own.append(known if given is None else known[~_of_reports(known, given)])
        return pd.concat([each[FIGURE_COLUMNS] for each in own], ignore_index=True)

    @cached_property
    def relation(self) -> "duckdb.DuckDBPyRelation":
        """All figures, as `lawgov_analysis.panel` gives them."""
        if self.figures is None:
            return panel(self.data)
        given = told_headline(self.figures[FIGURE_COLUMNS])
        if not self.of_data:
            return open_database().from_df(given)
        columns = ", ".join(f'"{name}"' for name in given)
        together = panel(self.data).query(
            "known",
            f"""SELECT {columns} FROM known ANTI JOIN given USING (place_code, year)
            UNION ALL SELECT {columns} FROM given""",
        )
        return cast("duckdb.DuckDBPyRelation", together)

    @cached_property
    def others(self) -> Callable[[int], Others | None]:
        """What counts of a year are compared with, worked out once for each year."""
        return lru_cache(maxsize=None)(partial(others_of, self))


def _of_reports(figures: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """Return which figures are of the same reports as others."""
    return pd.MultiIndex.from_frame(figures[KEY]).isin(pd.MultiIndex.from_frame(others[KEY].drop_duplicates()))


@dataclass(eq=False)
class Audited:
    """The figures, texts and tables of one audit.

    Attributes
    ----------
    figures : pandas.DataFrame
        As from `lay_out`, of any number of reports.
    panel : Panel
        What they are compared with.
    data : Data
    texts : tuple of Report
        The texts of audited reports, of those that are at hand.
    recorded : pandas.DataFrame
        Rows of ``reports.csv``.
    statements : pandas.DataFrame
        Rows of ``statements.csv``.
    against : tuple of Report
        Texts that passages may be shared with.
    is_draft : bool
        Whether the figures were drafted from a text and not yet reviewed: what a relation or an indicator says is then
        less than certain.
    """

    figures: pd.DataFrame
    panel: Panel
    data: Data
    texts: tuple[Report, ...] = ()
    recorded: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=KEY))
    statements: pd.DataFrame = field(default_factory=pd.DataFrame)
    against: tuple[Report, ...] = ()
    is_draft: bool = False

    @cached_property
    def words(self) -> dict[str, str]:
        """The word lists of the audit, by role."""
        return audit_words(self.data)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The codebook."""
        return load_indicators(self.data)

    @cached_property
    def rows(self) -> list[FigureRow]:
        """The figures one by one, as named tuples."""
        rows: list[Any] = records(self.figures)
        return rows

    @cached_property
    def subjects(self) -> list[Subject]:
        """The audited reports one by one."""
        texts = {(text.place_code, text.year): text for text in self.texts}
        codes = {*self.figures["place_code"], *(code for code, _ in texts)}
        of_these = records(self.recorded[self.recorded["place_code"].isin(codes)])
        recorded = {(row.place_code, row.year): row for row in of_these}
        positions: dict[int, list[Position]] = {}
        for at, report in enumerate(self.figures["report"].to_numpy()):
            positions.setdefault(report, []).append(Position(at))
        keys = {report: self._key(at[0]) for report, at in positions.items()}
        if len(keys) == len(texts) == 1 and not set(keys.values()) & set(texts):
            # The figures of a place, and a text that does not name it.
            texts = dict(zip(keys.values(), texts.values(), strict=True))
        subjects = [
            Subject(*key, texts.pop(key, None), recorded.get(key), tuple(positions[n])) for n, key in keys.items()
        ]
        return subjects + [Subject(*key, text, recorded.get(key)) for key, text in texts.items()]

    def text_of(self, at: Position) -> Report | None:
        """Return the text of the report that the figure at a position is of, None where it is not at hand."""
        return self._text_of_report.get(self.rows[at].report)

    @cached_property
    def _text_of_report(self) -> dict[int, Report | None]:
        reports = self.figures["report"].to_numpy()
        return {reports[one.positions[0]]: one.text for one in self.subjects if one.positions}

    @cached_property
    def of_field(self) -> dict[int, list[Position]]:
        """The positions of the figures of each report that are of the field and results, not planned."""
        reports: dict[int, list[Position]] = {}
        planned = are_planned(self.figures).tolist()
        for at, (row, is_planned) in enumerate(zip(self.rows, planned, strict=True)):
            if row.out_of_field == "" and not is_planned:
                reports.setdefault(row.report, []).append(Position(at))
        return reports

    # What the rules say

    def finding_on(
        self,
        positions: tuple[Position, ...],
        printed: str = "",
        expected: str = "",
        case: str = "",
        unsure: bool = False,
        **values: Any,
    ) -> Finding:
        """Return a finding on the figures at some positions, the first of which says whose report it is."""
        place_code, year = self._key(positions[0])
        numbers = tuple(FigureNumber(int(self.rows[at].figure)) for at in positions)
        values = {"year": year or "", "printed": printed, "expected": expected, **values}
        return Finding(place_code, year, numbers, printed, expected, case, values, unsure)

    def _key(self, at: Position) -> tuple[str, int | None]:
        row = self.rows[at]
        return row.place_code, None if pd.isna(row.year) else int(row.year)

    def finding_of(
        self, subject: Subject, printed: str = "", expected: str = "", case: str = "", **values: Any
    ) -> Finding:
        """Return a finding on a report as a whole."""
        values = {"year": subject.year or "", "printed": printed, "expected": expected, **values}
        return Finding(subject.place_code, subject.year, (), printed, expected, case, values)

    def day(self, subject: Subject, name: str) -> date | None:
        """Return a date that the text of a report gives, or else the record of it; None where neither does."""
        day = getattr(subject.text, name, None) or getattr(subject.recorded, name, None)
        return None if day is None or pd.isna(day) else date(day.year, day.month, day.day)

    # What the figures say of each other

    def of_one(self, relation: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the positions of the figures with a relation to one other, and the positions of those others."""
        at = np.flatnonzero((self.figures["relation"] == relation).to_numpy())
        other = self._positions(at, self.figures["related"].iloc[at])
        known = other >= 0
        return at[known], other[known]

    @cached_property
    def ratios(self) -> tuple[np.ndarray, list[tuple[Position, ...]], np.ndarray]:
        """The positions of the printed rates, of the figures that each numerator is the sum of, and of denominators."""
        at = np.flatnonzero((self.figures["relation"] == "ratio").to_numpy())
        sides = self.figures["related"].iloc[at].str.partition("/").reindex(columns=[0, 2])
        counts = sides[0].astype("str").str.split("+").reset_index(drop=True).explode()
        parts = self._positions(at[counts.index.to_numpy(dtype=int)], counts)
        total = self._positions(at, sides[2])
        of_rate: list[list[Position]] = [[] for _ in at]
        for place, part in zip(counts.index.tolist(), parts.tolist(), strict=True):
            of_rate[place].append(Position(part))
        known = (total >= 0) & np.array([min(each, default=-1) >= 0 for each in of_rate], dtype=bool)
        kept = [tuple(each) for each, is_known in zip(of_rate, known, strict=True) if is_known]
        return at[known], kept, total[known]

    @cached_property
    def growths(self) -> list[tuple[Position, tuple[Position, ...]]]:
        """The positions of the printed growths, each with a tuple of those of the figures that grew."""
        grown = []
        for at in map(Position, np.flatnonzero((self.figures["relation"] == "growth").to_numpy()).tolist()):
            numbers = pd.Series(self.rows[at].related.split(), dtype="str")
            bases = self._positions(np.full(len(numbers), at), numbers)
            if len(bases) and (bases >= 0).all():
                grown.append((at, tuple(map(Position, bases.tolist()))))
        return grown

    def position(self, at: Position, number: FigureNumber) -> Position:
        """Return where the figure of a number is, in the report of the figure at `at`."""
        return Position(int(self._positions(np.array([at]), pd.Series([number]))[0]))

    def _positions(self, at: np.ndarray, numbers: pd.Series) -> np.ndarray:
        """Return where the figures of some numbers are, each of the report of the figure at `at`; -1 for none."""
        read = pd.to_numeric(numbers, errors="coerce").to_numpy(dtype=float)
        wanted = self.figures["report"].to_numpy()[at] * FIGURES + np.nan_to_num(read, nan=0.0)
        return self._index.get_indexer(wanted.astype("int64"))

    @cached_property
    def _index(self) -> pd.Index:
        figures = self.figures
        return pd.Index(figures["report"].to_numpy() * FIGURES + figures["figure"].to_numpy(dtype="int64"))

    def are_alike(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return whether the figures at two lists of positions can give a rate: in like units, over one period."""
        unit = self.figures["unit"].to_numpy()
        pairs = list(zip(unit[one], unit[other], strict=True))
        alike = {pair: same_unit(*pair, self.data) for pair in set(pairs)}
        return np.array([alike[pair] for pair in pairs], dtype=bool) & self._are_of_one_time(one, other)

    def are_of_one_class(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return whether the figures at two lists of positions can be added, or one be the larger.

        Their units are of one class, and they are over one period: of 40件, 45件次 can be settled.
        """
        unit_class = self.figures["unit_class"].to_numpy()
        return (unit_class[one] == unit_class[other]) & self._are_of_one_time(one, other)

    def _are_of_one_time(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        period, basis = self.figures["period"].to_numpy(), self.figures["basis"].to_numpy()
        return (period[one] == period[other]) | (basis[one] == "stock") | (basis[other] == "stock")

    @cached_property
    def out_of_range(self) -> np.ndarray:
        """As from `are_out_of_range`."""
        return are_out_of_range(self)

    @cached_property
    def rate_checks(self) -> pd.DataFrame:
        """As from `check_rates`."""
        return check_rates(self)

    @cached_property
    def parts_checks(self) -> pd.DataFrame:
        """As from `check_parts`."""
        return check_parts(self)

    @cached_property
    def subset_checks(self) -> pd.DataFrame:
        """As from `check_subsets`."""
        return check_subsets(self)

    @cached_property
    def official_checks(self) -> pd.DataFrame:
        """As from `check_official`."""
        return check_official(self)

    @cached_property
    def growth_checks(self) -> pd.DataFrame:
        """As from `check_growths`."""
        return check_growths(self)

    @cached_property
    def said_again(self) -> list[Repeated]:
        """As from `said_again`."""
        return said_again(self)
