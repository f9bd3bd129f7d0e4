"""Store: the checked figures of many reports as Parquet files, of which a question reads only what it asks for.

The tables under ``figures/`` are the truth, which people edit; what stands here is made of them, brought up to date
when one of them was changed, and may be deleted at any time. Each part has the reports of a year, where there are very
many those of a province and year, or of a city or county. Why it is DuckDB and Parquet: docs/decisions/panel-store.md.
"""

import json
import re
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from filelock import FileLock

from ..errors import OutputError
from ..files import read_json, write_whole
from .folder import TOLD_APART, Data, Stamp, written, written_each
from .parquet import asked, begin_home, column_of, database, home_of, of_parquets, rules_of, tidy, write_parquet

#: Below so many tables these are read themselves, which takes no longer.
FEWEST = 60
# So many tables at most begin with the digits that a part is of, of a province, a city or a county: one change makes no
# more anew.
MANY, DIGITS = 10_000, (0, 2, 4, 6)
NAMED = re.compile(r"[0-9]{6,9}-[0-9]{4}\.csv")
# The last answers are held, where they are small.
HELD, ROWS_HELD = 4, 200_000
KEY, LINE = ["place_code", "year"], "line"

#: Checks tables by themselves: those that are right in one frame, in their order, and the names of the others.
Check = Callable[[list[Path]], tuple[pd.DataFrame, list[str]]]


class Seen(NamedTuple):
    """A table as it was when it was read."""

    stamp: Stamp | None
    sha256: str


@dataclass(frozen=True)
class Part:
    """The reports of a year, or of a province, a city or a county and year.

    Attributes
    ----------
    parquet : str
        The name of its file, ``""`` where none of its tables is right.
    sha256 : str
        Of that file, which a process looks at before it asks it anything: a damaged one may give wrong numbers.
    rows : int
        The figures in it.
    seen : dict of Seen
        Its tables, by their names.
    bad : frozenset of str
        Those among them that break a rule and are not in the file.
    indicators : dict of int
        Those of its figures, each with a sum of all that its figures say.
    """

    parquet: str = ""
    sha256: str = ""
    rows: int = 0
    seen: Mapping[str, Seen] = field(default_factory=dict)
    bad: frozenset[str] = frozenset()
    indicators: Mapping[str, int] = field(default_factory=dict)


class Kept(NamedTuple):
    """What the store has of some tables; see `Store.kept`."""

    parquets: tuple[str, ...]
    rows: int
    bad: tuple[str, ...]
    indicators: Mapping[str, int]


class Store:
    """The store of a data folder.

    Parameters
    ----------
    data : Data
    check : callable
        Reads and checks tables by themselves; see `Check`.
    """

    def __init__(self, data: Data, check: Check) -> None:
        self.tables = data.folder_of("figures")
        self.folder = home_of(data.folder)
        self._data, self._check = data, check
        #: What was last worked out of its figures, by name, and what all it was made of.
        self.worked_out: dict[str, tuple[bytes, pd.DataFrame]] = {}
        self._looked_at: dict[str, Part] = {}
        self._rules = rules_of(data.fields("figures"))
        self._parts: dict[str, tuple[tuple[Stamp | None, ...], Part]] = {}
        self._fields = {each["name"]: each for each in data.fields("figures")}
        self._asked_again = lru_cache(maxsize=HELD)(self._asked)

    def kept(self, wanted: Mapping[str, Sequence[str]], places: Collection[str] | None = None) -> Kept:
        """Bring the store up to date with some tables.

        Parameters
        ----------
        wanted : dict
            As from `tables_of`.
        places : collection of str, optional
            Of what places they are; of all by default.

        Returns
        -------
        Kept
            The files that have their figures, beside those of others; the tables that break a rule; all indicators
            of these files, each with the sum of what its figures say.

        Raises
        ------
        OutputError
            When it cannot be written.
        """
        parts = {key: self._current(key, its, places) for key, its in wanted.items()}
        return Kept(
            tuple(str(self.folder / part.parquet) for part in parts.values() if part.parquet),
            sum(part.rows for part in parts.values()),
            tuple(name for key, part in parts.items() if part.bad for name in wanted[key] if name in part.bad),
            _together(part.indicators for part in parts.values()),
        )

    def has_read(self, keys: Iterable[str]) -> bool:
        """Return whether this process has read the lists of these parts: then to ask is quicker than to read a table.

        Parameters
        ----------
        keys : iterable of str
            As of `tables_of`.
        """
        return all(key in self._parts or key in self._looked_at for key in keys)

    def ask(
        self,
        kept: Kept,
        columns: Iterable[str],
        bad: Iterable[str] = (),
        places: Iterable[str] | None = None,
        indicators: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Return figures, in the order of their tables.

        Parameters
        ----------
        kept : Kept
        columns : iterable of str
        bad : iterable of str
            Names of tables whose figures are left out.
        places, indicators : iterable of str, optional
            Only of these.

        Returns
        -------
        pandas.DataFrame
        """
        among = [None if each is None else tuple(each) for each in (places, indicators)]
        ask = self._asked_again if kept.rows <= ROWS_HELD else self._asked
        return ask(kept.parquets, tuple(columns), tuple(bad), *among).copy(deep=False)

    def _asked(
        self,
        parquets: tuple[str, ...],
        columns: tuple[str, ...],
        bad: tuple[str, ...],
        places: tuple[str, ...] | None,
        indicators: tuple[str, ...] | None,
    ) -> pd.DataFrame:
        where, given = [without(bad)], []
        for name, among in (("place_code", places), ("indicator", indicators)):
            if among is not None:
                where.append(f"{name} IN (SELECT unnest(?))")
                given.append(list(among))
        chosen = ", ".join(f'"{name}"' for name in dict.fromkeys([*columns, *KEY]))
        found = asked(f"SELECT {chosen} FROM {of_parquets(parquets)} WHERE {' AND '.join(where)}", given)
        figures = pd.DataFrame({name: column_of(found[name], self._fields[name]) for name in columns})
        if len(parquets) == 1:
            return figures
        # Each file is in the order of the tables; to sort them all in the query would take twice the time of it.
        codes, _ = pd.factorize(found["place_code"], sort=True)
        return figures.take(np.lexsort((found["year"], codes))).reset_index(drop=True)

    def sums(self, wanted: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return the sha256 of tables by their names, read only where they were changed; `wanted` as for `kept`."""
        parts = {key: self._current(key, its, None) for key, its in wanted.items()}
        return {name: parts[key].seen[name].sha256 for key, its in wanted.items() for name in its}

    def _current(self, key: str, names: Sequence[str], places: Collection[str] | None) -> Part:
        if self._data.held and key in self._looked_at:
            return self._looked_at[key]
        part = self._read(key)
        if any(self._changed(part, names, places)):
            with self._alone():
                part = self._read(key)  # another process may have done it meanwhile
                changed, gone = self._changed(part, names, places)
                if changed or gone:
                    part = self._made(key, part, changed, gone)
                    self._parts.pop(key, None)
        if places is None:
            self._looked_at[key] = part
        return part

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from writing, which a killed one does no longer."""
        try:
            begin_home(self.folder)
            lock = FileLock(self.folder / "lock")
            lock.acquire()
        except OSError as error:
            raise OutputError(f"{self.folder}: cannot be written: {error.strerror}") from None
        try:
            yield
        finally:
            lock.release()

    def forget(self) -> None:
        """Look at all of it again: a file of the store was damaged, or taken away."""
        self._parts.clear()
        self._looked_at.clear()
        self._asked_again.cache_clear()

    def _changed(self, part: Part, names: Sequence[str], places: Collection[str] | None) -> tuple[list[str], list[str]]:
        """Return the tables that are not as they were read, and those that are there no more."""
        seen, now = part.seen, written_each(self.tables, names)
        changed = [
            name for name, stamp in zip(names, now, strict=True) if name not in seen or stamp != seen[name].stamp
        ]
        if not changed and len(seen) == len(names):
            return [], []
        others = seen.keys() - set(names)
        return changed, [name for name in others if places is None or name.partition("-")[0] in places]

    def _read(self, key: str) -> Part:
        seen, part = self._parts.get(key, ((), Part()))
        file = self.folder / f"{key}.json"
        try:
            if self._stamps(file, part) != seen:
                said = read_json(file.read_text(encoding="utf-8"))
                if said["rules"] != self._rules:
                    return Part()
                tables = {
                    str(name): Seen(tuple(at) if at else None, digest) for name, (at, digest) in said["seen"].items()
                }
                bad, indicators = frozenset(said["bad"]), dict(said["indicators"])
                part = Part(said["parquet"], said["sha256"], said["rows"], tables, bad, indicators)
                seen = self._stamps(file, part)
                if part.parquet and _sum_of(self.folder / part.parquet) != part.sha256:
                    return Part()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Part()
        self._parts[key] = seen, part
        return part

    def _stamps(self, file: Path, part: Part) -> tuple[Stamp | None, ...]:
        return written(file), written(self.folder / part.parquet) if part.parquet else None

    def _made(self, key: str, part: Part, changed: Sequence[str], gone: Sequence[str]) -> Part:
        """Make a part anew: what was changed is read, all else taken over."""
        now, seen = time.time_ns(), {name: each for name, each in part.seen.items() if name not in gone}
        to_read = []
        for name in changed:
            stamp = written(self.tables / name)
            try:
                digest = _sum_of(self.tables / name)
            except OSError:
                digest = ""
            if name not in part.seen or part.seen[name].sha256 != digest or name in part.bad:
                to_read.append(name)
            seen[name] = Seen(stamp if stamp and now - max(stamp[:2]) > TOLD_APART else None, digest)
        bad = part.bad - set(gone) - set(to_read)
        if not to_read and not gone:
            made = replace(part, seen=seen, bad=bad)
        else:
            figures, wrong = self._check([self.tables / name for name in to_read]) if to_read else (None, [])
            made = self._written(key, part, figures, [*to_read, *gone], seen, bad | set(wrong))
        said = {
            "rules": self._rules,
            "parquet": made.parquet,
            "sha256": made.sha256,
            "rows": made.rows,
            "bad": sorted(made.bad),
            "indicators": made.indicators,
            "seen": made.seen,
        }
        write_whole(self.folder / f"{key}.json", json.dumps(said))
        self._tidy(key, made.parquet)
        return made

    def _tidy(self, key: str, parquet: str) -> None:
        """Delete what a part was before, and the parts that it was cut out of, or is put together from."""
        tidy(self.folder, _parquets(key), parquet)
        for listed in self.folder.glob(f"{key[:4]}*.json"):
            other = listed.stem
            if other != key and (other.startswith(key) or key.startswith(other)):
                tidy(self.folder, _parquets(other), "")
                with suppress(OSError):
                    # Else nothing would tell of its file, which somebody may still read.
                    if not any(self.folder.glob(_parquets(other))):
                        listed.unlink()

    def _written(
        self,
        key: str,
        part: Part,
        figures: pd.DataFrame | None,
        out: Collection[str],
        seen: Mapping[str, Seen],
        bad: Collection[str],
    ) -> Part:
        sums = [self._rules, {name: each.sha256 for name, each in seen.items()}, sorted(bad)]
        parquet = f"{key}-{sha256(json.dumps(sums, sort_keys=True).encode()).hexdigest()[:16]}.parquet"
        of = []
        with database() as opened:
            if part.parquet:
                opened.execute("CREATE TEMP TABLE gone AS SELECT unnest(?) AS name", [list(out)])
                of.append(
                    f"SELECT * FROM {of_parquets([self.folder / part.parquet])} "
                    "WHERE place_code || '-' || year || '.csv' NOT IN (SELECT name FROM gone)"
                )
            if figures is not None and len(figures):
                line = figures.groupby(KEY, sort=False).cumcount()
                opened.register("read", figures.assign(**{LINE: line}))
                of.append("SELECT * FROM read")
            if not of:
                return Part(seen=seen, bad=frozenset(bad))
            opened.execute(f"CREATE TEMP TABLE figures AS {' UNION ALL BY NAME '.join(of)}")
            (rows,) = opened.execute("SELECT count(*) FROM figures").fetchall()[0]
            if not rows:
                return Part(seen=seen, bad=frozenset(bad))
            sums = f"""SELECT indicator, sum(hash(each)) FROM (
                SELECT * EXCLUDE ({LINE}) FROM figures WHERE indicator <> '') AS each GROUP BY indicator"""
            indicators = dict(opened.execute(sums).fetchall())
            ordered = f"SELECT * FROM figures ORDER BY {', '.join([*KEY, LINE])}"
            write_parquet(opened, ordered, self.folder / parquet)
        return Part(parquet, _sum_of(self.folder / parquet), rows, seen, frozenset(bad), indicators)


def _parquets(key: str) -> str:
    return f"{key}-{'?' * 16}.parquet"


def _sum_of(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _together(sums: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for each in sums:
        found.update(each)
    return dict(found)


def tables_of(
    names: tuple[str, ...], places: Collection[str] | None = None, years: Collection[int] | None = None
) -> dict[str, Sequence[str]]:
    """Return the names of the tables of some places and years, by the part of the store that each is in.

    Parameters
    ----------
    names : tuple of str
        All that there are, sorted.
    places : collection of str, optional
    years : collection of int, optional

    Returns
    -------
    dict

    Examples
    --------
    >>> tables_of(("441900106-2020.csv", "441900106-2021.csv"), years=[2021])
    {'2021': ['441900106-2021.csv']}
    """
    if places is None:
        parts = _by_part(names, MANY)
    else:
        # A code is before a sign that comes next after the one that parts it from the year.
        ends = [[bisect_left(names, f"{code}{sign}") for sign in "-."] for code in sorted(places)]
        parts = _parted((name for first, last in ends for name in names[first:last]), names, MANY)
    wanted = None if years is None else {str(int(year)) for year in years}
    return {key: its for key, its in parts.items() if wanted is None or key[:4] in wanted}


@lru_cache(maxsize=8)
def _by_part(names: tuple[str, ...], most: int) -> dict[str, Sequence[str]]:
    return _parted(names, names, most)


def _parted(names: Iterable[str], among: Sequence[str], most: int) -> dict[str, Sequence[str]]:
    """Return some names out of all by the part that each is in."""
    parts: dict[str, list[str]] = {}
    begins: dict[str, str] = {}
    for name in names:
        key = "other"
        if NAMED.fullmatch(name):
            code, _, year = name.removesuffix(".csv").partition("-")
            county = code[: DIGITS[-1]]
            if county not in begins:
                begins[county] = _begins(county, among, most)
            key = "-".join(filter(None, (year, begins[county])))
        parts.setdefault(key, []).append(name)
    return dict(parts)


def _begins(county: str, among: Sequence[str], most: int) -> str:
    """Return the first digits of the code of a county that no more names begin with, if any; else all of them."""
    chosen = (county[:digits] for digits in DIGITS)
    # A sign that comes next after the digits.
    return next((one for one in chosen if bisect_left(among, f"{one}:") - bisect_left(among, one) <= most), county)


def without(names: Iterable[str]) -> str:
    """Return the SQL condition that a row is of none of some tables."""
    keys = ", ".join(f"'{name.removesuffix('.csv')}'" for name in names if NAMED.fullmatch(name))
    return f"place_code || '-' || year NOT IN ({keys})" if keys else "true"
