"""Inputs: the data that a report is made of, at the grain at which it reads them.

A table of all places is told row by row: a report is of its own place's rows. What it says of other places is told by
what it says: so a town's new figure is a reason for the pages that show it, and for no other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..errors import BadTable
from ..paths import portable_path
from ..tables import Data, DataDir, figure_sums, kinds_of, levels_of, open_data
from ..tables.figures import table_sum
from ..tables.folder import made_of
from ..tables.texts import FOLDER as TEXTS

#: Beside the parts of an input that a report reads: the sum of all of it, which tells that no part can have changed.
WHOLE = "whole"
FIGURES, DECISIONS = "figures", "decisions"
OTHERS = f"{FIGURES}/*.csv"
INDICATORS = "indicators.csv"
#: The part of the codebook that every report reads: what is asked of all, and in which order.
COMMON, ORDER = "core", "order"
#: Tables with rows of places: the name of each, and its column with their codes.
OF_PLACES = {
    "places.csv": ("places", "code"),
    **{f"{name}.csv": (name, "place_code") for name in ("reports", "statements", "items", "corrections", "followups")},
}
#: What makes no report: sentences that rules are tried with, what waits, tells what may be added, or is used by
#: hand, and what a person is told.
BY_HAND = (
    "/examples.csv",
    "queue.csv",
    "explorer_sentences.csv",
    "desk_sentences.csv",
    "lab_sentences.csv",
    "presentation/messages.csv",
)
#: Tables of which a report reads rows of other places too. What it reads of its county, to find shared passages: which
#: texts there are, and how their places are called.
OF_COUNTY = {
    "places.csv": ["code", "slug", "name", "full_name", "level"],
    "reports.csv": ["place_code", "year", "sha256"],
}
#: What a plan is read by, to be held against the next report's numbers.
CODING = (
    *(f"rules/indicator/{name}.csv" for name in ("patterns", "exclusions", "recodings", "doubts", "filling")),
    *(f"rules/{name}/words.csv" for name in ("measure", "relation", "quantities", "statements")),
    "rules/statements/topics.csv",
)
#: The format that shows the codebook whole.
SHOWS_CODEBOOK = "xlsx"
# So many digits of a sum tell two states apart.
DIGITS = 12
MIXED = np.uint64(0x9E3779B97F4A7C15)


class Reads(NamedTuple):
    """What an analysis reads of the data; all that is not named here it reads whole.

    Attributes
    ----------
    places : tuple of str
        The codes of those whose rows it reads in the tables of places, and whose figures and decisions.
    kinds : tuple of str
        The kinds of places, as of `kinds_of` or `levels_of`, whose rows and figures it reads besides.
    years : tuple of int
        Of those the first and the last year whose figures it reads.
    texts : tuple of (str, int)
        The beginning of a code, and a year: of these it reads the texts.
    skipped : frozenset of str
        Tables that it does not read, by their paths.
    by_indicator : bool
        Whether it reads of the codebook what is asked of all, and the rows of its own indicators.
    results : tuple of Result
        What it works out of several tables and shows no more of them, as of the ``results`` of its package.
    title : str
        What it is called, where that tells of other places.
    """

    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 0)
    texts: tuple[tuple[str, int], ...] = ()
    skipped: frozenset[str] = frozenset()
    by_indicator: bool = False
    results: tuple["Result", ...] = ()
    title: str = ""


class Result(NamedTuple):
    """Something that an analysis works out of several tables, of which it shows that and no more.

    Attributes
    ----------
    name : str
    tables : tuple of str
        The paths of the tables that it is worked out of.
    also : tuple of str
        Tables of which the report reads parts by itself besides.
    """

    name: str
    tables: tuple[str, ...]
    also: tuple[str, ...] = ()


def digest(*said: Any) -> str:
    """Return a short sum of what is said.

    Examples
    --------
    >>> len(digest("one")), digest("one") == digest("other")
    (12, False)
    """
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def file_sha256(path: str | Path) -> str:
    """Return the sha256 of a file, in hexadecimal.

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> len(file_sha256(default_data_dir() / "datapackage.json"))
    64
    """
    return sha256(Path(path).read_bytes()).hexdigest()


def row_sums(table: pd.DataFrame) -> np.ndarray:
    """Return a number for each row of a table, which tells what stands in it.

    Examples
    --------
    >>> one, other, again = row_sums(pd.DataFrame({"name": ["a", "b", "a"], "value": [1, 1, 1]}))
    >>> bool(one == other), bool(one == again)
    (False, True)
    """
    return pd.util.hash_pandas_object(table, index=False).to_numpy(dtype=np.uint64)


def sums_by(keys: pd.Series, table: pd.DataFrame) -> dict[Any, str]:
    """Return a sum of the rows of each key, which minds their order and tells no row of another key.

    Examples
    --------
    >>> keys, table = pd.Series(["a", "b", "a"]), pd.DataFrame({"value": [1, 1, 2]})
    >>> turned = sums_by(keys, table.iloc[::-1].reset_index(drop=True))
    >>> turned["a"] == sums_by(keys, table)["a"], turned["b"] == sums_by(keys, table)["b"]
    (False, True)
    """
    keys = keys.reset_index(drop=True)
    within = keys.groupby(keys, sort=False).cumcount().to_numpy(dtype=np.uint64)
    mixed = pd.util.hash_array(row_sums(table) ^ ((within + np.uint64(1)) * MIXED))
    totals = pd.Series(mixed).groupby(keys, sort=False).sum()
    return {key: f"{int(total):016x}"[:DIGITS] for key, total in totals.items()}


@dataclass(eq=False)
class Sums:
    """The sums of what stands in a data folder, each worked out when it is asked for; see `data_sums`.

    Attributes
    ----------
    data : Data
    shared : dict of str
        The sum of every table of one file, by its path; ``figures/*.csv`` stands for all figures together.
    figures : dict of str
        The sum of each table of figures, by its name without ending.
    """

    data: Data
    shared: dict[str, str]
    figures: dict[str, str]
    _rows: dict[Any, dict[str, str]] = field(default_factory=dict)
    _kept: dict[Any, dict[str, str]] = field(default_factory=dict)
    _results: dict[Any, str] = field(default_factory=dict)

    @cached_property
    def of_reports(self) -> dict[str, str]:
        """Those of `shared` that reports are made of, without what is there for who works by hand."""
        return {
            path: total for path, total in self.shared.items() if not path.endswith(BY_HAND) and "/intake/" not in path
        }

    def kept(self, reads: "Reads") -> dict[str, str]:
        """Return those of `of_reports` of which a report reads some part by itself."""
        of = reads.skipped, reads.results, bool(reads.kinds)
        if of not in self._kept:
            worked_out = {path for result in reads.results for path in result.tables if path not in result.also}
            skipped = reads.skipped | worked_out | (set() if reads.kinds else {OTHERS})
            self._kept[of] = {path: total for path, total in self.of_reports.items() if path not in skipped}
        return self._kept[of]

    def result(self, result: "Result") -> str:
        """Return the sum of the tables that a result is worked out of."""
        if result not in self._results:
            self._results[result] = digest([self.shared.get(path) for path in result.tables])
        return self._results[result]

    def row(self, path: str, key: str) -> str:
        """Return the sum of the rows of a place, or of a kind of places, in a table; ``""`` where it has none."""
        # Of *镇街 a kind, of 441900* a county.
        by = self._by_kind if key.startswith("*") else self._by_county if "*" in key else self._by_place
        if (path, by) not in self._rows:
            name, column = OF_PLACES[path]
            try:
                table = self.data.table(name)
            except BadTable:  # of which no row can be told from another
                return self.shared[path]
            self._rows[path, by] = by(path, table, table[column])
        return self._rows[path, by].get(key, "")

    def _by_place(self, _path: str, table: pd.DataFrame, codes: pd.Series) -> dict[str, str]:
        return sums_by(codes, table)

    def _by_kind(self, _path: str, table: pd.DataFrame, codes: pd.Series) -> dict[str, str]:
        kinds = [sums_by(group(codes, self.data).fillna(""), table) for group in (kinds_of, levels_of)]
        return {f"*{kind}": total for of in kinds for kind, total in of.items()}

    def _by_county(self, path: str, table: pd.DataFrame, codes: pd.Series) -> dict[str, str]:
        counties = codes.str[:COUNTY] + "*"
        counties = counties + table["year"].astype("str") if "year" in table else counties
        return sums_by(counties, table[OF_COUNTY[path]]) if path in OF_COUNTY else {}

    @cached_property
    def of_figures(self) -> dict[str, str]:
        """The sum of all tables of figures of each place, and of each kind of places and year."""
        return self._together(self.figures)

    def of_kind(self, kind: str, first: int, last: int) -> str:
        """Return the sum of the tables of figures of a kind of places over some years."""
        return digest([self._figures_by_kind.get((kind, year), "") for year in range(first, last + 1)])

    @cached_property
    def _figures_by_kind(self) -> dict[tuple[str, int], str]:
        codes = pd.Series(list(self.figures), dtype="str").str.partition("-")
        kinds, levels = (group(codes[0], self.data).fillna("") for group in (kinds_of, levels_of))
        found: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for of, level, year, (stem, total) in zip(kinds, levels, codes[2], self.figures.items(), strict=True):
            for kind in {of, level}:
                found.setdefault((kind, int(year) if year.isdecimal() else 0), []).append((stem, total))
        return {key: digest(said) for key, said in found.items()}

    @cached_property
    def decisions(self) -> dict[str, str]:
        """The sum of what was decided of each place."""
        return self._together(_files_in(self.data.folder / DECISIONS, "*.csv"))

    def text(self, begins: str, year: int) -> str:
        """Return the sum of the texts of a year of places that begin so, ``""`` where none is at hand."""
        return self._texts.get((begins, year), "")

    @cached_property
    def _texts(self) -> dict[tuple[str, int], str]:
        found: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for stem, total in _files_in(self.data.folder / TEXTS, "*.txt").items():
            code, _, year = stem.rpartition("-")
            if year.isdecimal():
                for begins in (code, f"{code[:COUNTY]}*"):
                    found.setdefault((begins, int(year)), []).append((stem, total))
        return {key: digest(said) for key, said in found.items()}

    @staticmethod
    def _together(files: dict[str, str]) -> dict[str, str]:
        found: dict[str, list[tuple[str, str]]] = {}
        for stem, total in files.items():
            found.setdefault(stem.partition("-")[0], []).append((stem, total))
        return {code: digest(said) for code, said in found.items()}

    def indicators(self, names: Iterable[str]) -> dict[str, str]:
        """Return the sums of the rows of some indicators, of what is asked of all, and of their order in the codebook.

        Parameters
        ----------
        names : iterable of str

        Returns
        -------
        dict of str
        """
        names = sorted({name for name in names if name} - {COMMON, ORDER, WHOLE})
        rows = self.data.made(codebook_sums)
        own = {name: rows.get(name, "") for name in (COMMON, *names)}
        return {**own, ORDER: digest(sorted({*names, *self._asked}, key=self._place_of))}

    @cached_property
    def _asked(self) -> list[str]:
        table = self.data.table("indicators")
        return table.loc[(table["core"].fillna("") != "") | table["kind"].isin(["item", "target"]), "id"].tolist()

    @cached_property
    def _place_of(self) -> Any:
        places = {name: at for at, name in enumerate(self.data.table("indicators")["id"])}
        return lambda name: places.get(name, -1)


#: The digits of a code that are those of its county.
COUNTY = 6


def data_sums(data_dir: DataDir = None) -> Sums:
    """Return the sums of what reports are made of.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    Sums

    Examples
    --------
    >>> sums = data_sums()
    >>> "places.csv" in sums.shared, "441900106-2020" in sums.figures, sums.row("reports.csv", "441900106") != ""
    (True, True, True)
    """
    return open_data(data_dir).made_of_files(_data_sums, FIGURES)


def _data_sums(data: Data, _name: str, _tables: Iterable[Path]) -> Sums:
    shared = {name: _sum(file) for name, file in data.sources().items() if file.exists()}
    figures = {stem: total[:DIGITS] for stem, total in figure_sums(data).items()}
    return Sums(data, {**shared, OTHERS: digest(list(figures.items()))}, figures)


@made_of("indicators", "units")
def codebook_sums(data: Data) -> dict[str, str]:
    """Return the sum of the row of each indicator, and of what is asked of all."""
    table = data.table("indicators")
    asked = (table["core"].fillna("") != "") | table["kind"].isin(["item", "target"])
    common = [row_sums(table[asked]).tolist(), list(dict.fromkeys(table["domain"]))]
    return {**sums_by(table["id"], table), COMMON: digest(common)}


def _files_in(folder: Path, which: str) -> dict[str, str]:
    return {file.stem: _sum(file) for file in sorted(folder.glob(which))}


def _sum(file: Path) -> str:
    return table_sum(file)[:DIGITS]


def wholes_of(reads: Reads | None, sums: Sums, files: Iterable[Path] = ()) -> dict[str, str]:
    """Return of each input of a report the sum of all of it, and of the files that are its own.

    Parameters
    ----------
    reads : Reads or None
        None for a report that reads all.
    sums : Sums
    files : iterable of path-like
        What it is made of beyond the data folder.

    Returns
    -------
    dict of str
        File names below the data folder, the package's own for tables that the folder does not have; a ``*`` in a name
        stands for all such files together.
    """
    own = {portable_path(Path(file).absolute()): _sum(Path(file)) for file in files}
    if reads is None:
        # A report's words stand where nobody has put them in short; how many figures were decided on is said.
        own[f"{TEXTS}/*.txt"] = digest(_files_in(sums.data.folder / TEXTS, "*.txt"))
        own[f"{DECISIONS}/*.csv"] = digest(sums.decisions)
        return sums.shared | own
    for code in reads.places:
        own[f"{FIGURES}/{code}-*.csv"] = sums.of_figures.get(code, "")
        if decided := sums.decisions.get(code):
            own[f"{DECISIONS}/{code}-*.csv"] = decided
    for begins, year in _texts_of(reads, sums):
        if said := sums.text(begins, year):
            own[f"{TEXTS}/{begins}-{year}.txt"] = said
    if reads.title:
        own["title"] = reads.title
    for result in reads.results:
        own[result.name] = sums.result(result)
    return sums.kept(reads) | own


def _texts_of(reads: Reads, sums: Sums) -> list[tuple[str, int]]:
    """Return whose texts a report reads: where its own is not at hand, it is held against none of its county."""
    at_hand = any(sums.text(code, year) for code in reads.places for begins, year in reads.texts if begins[-1:] == "*")
    return [(begins, year) for begins, year in reads.texts if at_hand or not begins.endswith("*")]


def parts_of(path: str, reads: Reads | None, sums: Sums, recorded: Iterable[str] = ()) -> dict[str, str] | None:
    """Return the sums of the parts of an input that a report reads; None where it reads all of it.

    Parameters
    ----------
    path : str
        A name as of `wholes_of`.
    reads, sums
        As of `wholes_of`.
    recorded : iterable of str
        Of the codebook, the indicators that the report has.

    Returns
    -------
    dict of str
    """
    if reads is None:
        return None
    if path in OF_PLACES and (reads.places or reads.kinds):
        of = [(begins, year) for begins, year in _texts_of(reads, sums) if begins.endswith("*") and path in OF_COUNTY]
        counties = [f"{begins}{year}" if "year" in OF_COUNTY[path] else begins for begins, year in of]
        kinds = [f"*{kind}" for kind in reads.kinds] if path in OF_COUNTY else []
        keys = [*reads.places, *kinds, *counties]
        return {key: sums.row(path, key) for key in keys}
    if path == OTHERS and reads.kinds:
        first, last = reads.years
        return {f"{kind} {first}–{last}": sums.of_kind(kind, first, last) for kind in reads.kinds}
    if path == INDICATORS and reads.by_indicator:
        return sums.indicators(recorded)
    return None


def inputs_of(reads: Reads | None, sums: Sums, wholes: dict[str, str]) -> dict[str, Any]:
    """Return the inputs of a report as its manifest says them, as far as they are known before it is made.

    Parameters
    ----------
    reads, sums
        As of `wholes_of`.
    wholes : dict of str
        As from `wholes_of`.

    Returns
    -------
    dict
        A sum of each; of one that is read in part, those of its parts and of the ``whole``.

    Examples
    --------
    >>> sums = data_sums()
    >>> reads = Reads(places=("441900106",))
    >>> sorted(inputs_of(reads, sums, wholes_of(reads, sums))["reports.csv"])
    ['441900106', 'whole']
    """
    found: dict[str, Any] = dict(wholes)
    for path, total in wholes.items():
        # Which indicators a report has is known when its figures are read.
        parts = None if path == INDICATORS else parts_of(path, reads, sums)
        if parts is not None:
            found[path] = {WHOLE: total, **parts}
    return found


def made_inputs(
    inputs: dict[str, Any], reads: Reads | None, subject: Any, module: Any, formats: Iterable[str]
) -> dict[str, Any]:
    """Return the inputs of a report that is made, with what is known of them when its figures are read.

    Parameters
    ----------
    inputs : dict
        As from `inputs_of`.
    reads : Reads or None
        As of `wholes_of`.
    subject
        With ``data`` and, where it reads the codebook by indicator, ``coded``: the indicators that it has.
    module
        Its analysis, with ``results`` where it reads any.
    formats : iterable of str
        What it is made as: a workbook has the codebook whole.

    Returns
    -------
    dict
    """
    reads, found = reads or Reads(), dict(inputs)
    if reads.by_indicator and SHOWS_CODEBOOK not in formats:
        parts = Sums(subject.data, {}, {}).indicators(subject.coded)
        found[INDICATORS] = {WHOLE: inputs[INDICATORS], **parts}
    for result in reads.results:
        found[result.name] = {WHOLE: inputs[result.name], **module.results(subject, result.name)}
    return found
