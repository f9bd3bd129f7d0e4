"""Material: what an audit looks at, laid out so that one rule goes through the figures of many reports at once."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..analysis import unit_class
from ..errors import BadTable
from ..tables import FIGURE_COLUMNS, load_indicators, records
from .findings import Finding

KEY = ["place_code", "year"]
# 约450万元 may be a tenth more or less.
ABOUT = 0.1
PRINTED_NUMBER = r"[\d,，]*\d(?:[.．](\d+))?\s*(?:余|多|几)?\s*([十百千]?[万亿]?)"
SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
# No report has as many figures.
FIGURES = 10**7


def once(work):
    """Let what is worked out of a material, or of a panel, be kept with it: several rules and audits ask for it."""
    name = f"_{work.__name__}_once"

    @wraps(work)
    def kept(source):
        if name not in vars(source):
            vars(source)[name] = work(source)
        return vars(source)[name]

    return kept


class Subject(NamedTuple):
    """One audited report: its text, what ``reports.csv`` records of it, and the positions of its figures."""

    place_code: str
    year: int | None
    text: object = None
    recorded: object = None
    positions: tuple[int, ...] = ()


@dataclass(eq=False)
class Panel:
    """The figures that audited reports are compared with, the audited ones among them.

    One serves any number of audits: what a rule works out of all figures can be kept by it.

    Attributes
    ----------
    figures : pandas.DataFrame
        As from `lay_out`.
    data_dir : path-like or None
    """

    figures: pd.DataFrame
    data: object = None

    def of_places(self, codes):
        """Return the figures of some places."""
        at = [self._by_place[code] for code in codes if code in self._by_place]
        return self.figures.iloc[np.concatenate(at)] if at else self.figures[:0]

    @cached_property
    def _by_place(self):
        return self.figures.groupby("place_code", sort=False).indices


@dataclass(eq=False)
class Material:
    """The figures, texts and tables of one audit.

    Attributes
    ----------
    figures : pandas.DataFrame
        As from `lay_out`, of any number of reports.
    panel : Panel
        What they are compared with.
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
    data_dir : path-like or None
    """

    figures: pd.DataFrame
    panel: Panel
    texts: tuple = ()
    recorded: pd.DataFrame = field(default_factory=pd.DataFrame)
    statements: pd.DataFrame = field(default_factory=pd.DataFrame)
    against: tuple = ()
    is_draft: bool = False
    data: object = None

    @cached_property
    def indicators(self):
        """The codebook."""
        return load_indicators(self.data)

    @cached_property
    def rows(self):
        """The figures one by one, as named tuples."""
        return records(self.figures)

    @cached_property
    def subjects(self):
        """The audited reports one by one."""
        recorded = {(row.place_code, row.year): row for row in records(self.recorded)}
        texts = {(text.place_code, text.year): text for text in self.texts}
        positions = {}
        for at, report in enumerate(self.figures["report"].to_numpy()):
            positions.setdefault(report, []).append(at)
        keys = {report: self._key(at[0]) for report, at in positions.items()}
        if len(keys) == len(texts) == 1 and not set(keys.values()) & set(texts):
            # The figures of a place, and a text that does not name it.
            texts = dict(zip(keys.values(), texts.values(), strict=True))
        subjects = [
            Subject(*key, texts.pop(key, None), recorded.get(key), tuple(positions[n])) for n, key in keys.items()
        ]
        return subjects + [Subject(*key, text, recorded.get(key)) for key, text in texts.items()]

    def text_of(self, at):
        """Return the text of the report that the figure at a position is of, None where it is not at hand."""
        return self._text_of_report.get(self.rows[at].report)

    @cached_property
    def _text_of_report(self):
        reports = self.figures["report"].to_numpy()
        return {reports[one.positions[0]]: one.text for one in self.subjects if one.positions}

    def found(self, positions, printed="", expected="", case="", unsure=False, **values):
        """Return a finding on the figures at some positions, the first of which says whose report it is."""
        place_code, year = self._key(positions[0])
        numbers = tuple(int(self.rows[at].figure) for at in positions)
        values = {"year": year or "", "printed": printed, "expected": expected, **values}
        return Finding(place_code, year, numbers, printed, expected, case, values, unsure)

    def _key(self, at):
        row = self.rows[at]
        return row.place_code, None if pd.isna(row.year) else int(row.year)

    def said(self, subject, printed="", expected="", case="", **values):
        """Return a finding on a report as a whole."""
        values = {"year": subject.year or "", "printed": printed, "expected": expected, **values}
        return Finding(subject.place_code, subject.year, (), printed, expected, case, values)

    def day(self, subject, name):
        """Return a date that the text of a report gives, or else the record of it; None where neither does."""
        day = getattr(subject.text, name, None) or getattr(subject.recorded, name, None)
        return None if day is None or pd.isna(day) else date(day.year, day.month, day.day)

    def of_one(self, relation):
        """Return the positions of the figures with a relation to one other, and the positions of those others."""
        at = np.flatnonzero((self.figures["relation"] == relation).to_numpy())
        return _known(at, self._positions(at, self.figures["related"].iloc[at]))

    @cached_property
    def ratios(self):
        """The positions of the printed rates, their numerators and their denominators."""
        at = np.flatnonzero((self.figures["relation"] == "ratio").to_numpy())
        sides = self.figures["related"].iloc[at].str.partition("/").reindex(columns=[0, 2])
        return _known(at, *(self._positions(at, sides[side]) for side in sides))

    @cached_property
    def growths(self):
        """The positions of the printed growths, each with a tuple of those of the figures that grew."""
        grown = []
        for at in np.flatnonzero((self.figures["relation"] == "growth").to_numpy()):
            numbers = pd.Series(self.rows[at].related.split(), dtype="str")
            bases = self._positions(np.full(len(numbers), at), numbers)
            if len(bases) and (bases >= 0).all():
                grown.append((int(at), tuple(map(int, bases))))
        return grown

    def position(self, at, number):
        """Return where the figure of a number is, in the report of the figure at `at`."""
        return int(self._positions(np.array([at]), pd.Series([number]))[0])

    def _positions(self, at, numbers):
        """Return where the figures of some numbers are, each of the report of the figure at `at`; -1 for none."""
        numbers = pd.to_numeric(numbers, errors="coerce").to_numpy(dtype=float)
        wanted = self.figures["report"].to_numpy()[at] * FIGURES + np.nan_to_num(numbers, nan=0.0)
        return self._index.get_indexer(wanted.astype("int64"))

    @cached_property
    def _index(self):
        figures = self.figures
        return pd.Index(figures["report"].to_numpy() * FIGURES + figures["figure"].to_numpy(dtype="int64"))


def lay_out(figures, data_dir=None):
    """Lay figures out for an audit.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures` or `extract_figures`, of any number of reports.
    data_dir : path-like, optional

    Returns
    -------
    pandas.DataFrame
        The figures in their order with these columns more: ``report`` (a number for each place and year), ``before``
        and ``unsure`` (as from `add_claims`), ``confidence`` (1 where the figures are reviewed), ``unit_class``, and
        ``low`` and ``high``, between which the true value lies. A whole number is itself; 3.07万件 was rounded to a
        hundred, so it is 30,650 to 30,750; 400余人次 is at least 400; 约450万元 a tenth more or less.

    Raises
    ------
    BadTable
        When a column is missing, or a report has two figures of one number.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> hengli = lay_out(load_figures("横沥镇", 2020)).set_index("surface")
    >>> hengli.loc[["400余人次", "450万元", "199宗"], ["low", "high"]].values.tolist()
    [[400.0, inf], [4050000.0, 4950000.0], [199.0, 199.0]]
    """
    missing = [name for name in FIGURE_COLUMNS if name not in figures]
    if missing:
        raise BadTable([f"figures:1:{','.join(missing)}: missing; the columns are {','.join(FIGURE_COLUMNS)}"])
    table = figures[FIGURE_COLUMNS].reset_index(drop=True)
    table["confidence"] = figures["confidence"].fillna(0).to_numpy() if "confidence" in figures else 1.0
    table["unsure"] = figures["unsure"].to_numpy() if "unsure" in figures else False
    table["before"] = figures["before"].to_numpy() if "before" in figures else 0
    table["report"] = table.groupby(KEY, sort=False, dropna=False).ngroup()
    repeated = table[table.duplicated(["report", "figure"])]
    if len(repeated):
        faults = [
            f"figures:{line + 2}:figure: is twice in one report, got “{n}”" for line, n in repeated["figure"].items()
        ]
        raise BadTable(faults)
    table["unit_class"] = unit_class(table["unit"], data_dir)
    table["low"], table["high"] = _interval(table)
    return table


def _interval(table):
    value, bound = table["value"].to_numpy(dtype=float), table["bound"].to_numpy()
    slack = _rounding(table)
    slack = np.where(bound == "about", np.maximum(ABOUT * np.abs(value), slack), slack)
    low = np.where(bound == "at_most", -np.inf, np.where(bound == "at_least", value, value - slack))
    high = np.where(bound == "at_least", np.inf, np.where(bound == "at_most", value, value + slack))
    return low, high


def _rounding(table):
    """Half of the last printed digit, of what is printed in 万 or with decimals; 0 for whole numbers."""
    slack = np.zeros(len(table))
    value = table["value"].to_numpy(dtype=float)
    at = np.flatnonzero(table["surface"].str.contains("[万亿]").to_numpy(dtype=bool) | (value % 1 != 0))
    if len(at):
        read = table["surface"].iloc[at].str.extract(PRINTED_NUMBER)
        decimals = read[0].str.len().fillna(0).to_numpy(dtype=float)
        scale = np.array([np.prod([SCALES[char] for char in chars]) for chars in read[1].fillna("")])
        slack[at] = np.where((scale == 1) & (decimals == 0), 0.0, scale / 10**decimals / 2)
    return slack


def _known(at, *others):
    known = np.logical_and.reduce([other >= 0 for other in others])
    return (at[known], *(other[known] for other in others))
