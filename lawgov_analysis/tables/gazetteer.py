"""The gazetteer: the divisions of the country and what ``places.csv`` adds, by every name that is printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import BadTable
from .divisions import LONGEST_NAME, Division, Divisions, bare, forms, load_divisions
from .folder import Data

UPPER = ("省", "市", "区", "县")


@dataclass(frozen=True, slots=True)
class Department:
    """A department that every government has under much the same name."""

    number: str
    name: str
    slug: str


class Gazetteer:
    """Places by code and by name.

    Parameters
    ----------
    divisions : Divisions
    rows : iterable
        Of ``places.csv``.
    """

    def __init__(self, divisions: Divisions, rows: Iterable) -> None:
        self._divisions = divisions
        self._own: dict[str, Division] = {}
        self._names: dict[str, dict[str, int]] = {}
        self._departments: dict[str, str] = {}
        self._of_no_government: set[str] = set()
        self._former: dict[str, frozenset[str]] = {}
        for row in rows:
            pinyin = ""
            if row.code in divisions:
                known = divisions[row.code]
                if row.name != known.name:
                    _check_name(row, known)
                pinyin = known.pinyin
            place = Division(row.code, row.name, row.level, row.province, row.city, row.county, pinyin)
            self._own[row.code] = place
            if row.level == "部门":
                names = (row.full_name, *filter(None, row.aliases.split("|")))
                self._departments |= dict.fromkeys(names, row.code)
                upper = tuple(form for above in place.above for form in forms(above))
                self._of_no_government |= {name for name in names if not name.startswith(upper)}
                continue
            for name in (row.name, *filter(None, row.aliases.split("|"))):
                self._names.setdefault(name, {})[row.code] = 9999
            for said in filter(None, row.former_names.split("|")):
                name, _, until = said.partition("<")
                self._names.setdefault(name, {})[row.code] = int(until or 9999)
                self._former[row.code] = self._former.get(row.code, frozenset()) | {name}

    def __contains__(self, code: object) -> bool:
        return code in self._own or code in self._divisions

    def __getitem__(self, code: str) -> Division:
        """Return a place by its code."""
        return self._own.get(code) or self._divisions[code]

    def named(self, name: str, year: int | None = None) -> tuple[str, ...]:
        """Return the codes of the places that a name may mean; a former name only until it was given up."""
        country = self._divisions.named(name)
        own = self._names.get(name)
        if not own:
            return country
        fitting = [code for code, until in own.items() if year is None or year < until]
        return tuple(dict.fromkeys((*fitting, *country)))

    def former_names(self, code: str) -> frozenset[str]:
        """Return the names that a place had once."""
        return self._former.get(code, frozenset())

    def department(self, name: str) -> str:
        """Return the code of a department of ``places.csv`` by its full name, ``""`` where there is none."""
        return self._departments.get(name, "")

    def department_at(self, said: str) -> str:
        """Return the longest name of a department of no government that words begin with: 拱北海关."""
        return max((name for name in self._of_no_government if said.startswith(name)), key=len, default="")

    def longest_at(self, said: str, at: int) -> int:
        """Return where the longest name of a place ends that begins at a position, the position itself for none."""
        for end in range(min(len(said), at + LONGEST_NAME), at + 1, -1):
            name = said[at:end]
            if self._divisions.has_name(name) or name in self._names:
                return end
        return at

    @cached_property
    def upper(self) -> dict[str, tuple[str, ...]]:
        """The codes of what lies above towns, by name in full or short."""
        names = dict(self._divisions.upper)
        for place in self._own.values():
            if place.level in UPPER:
                for form in forms(place.name):
                    names[form] = tuple(dict.fromkeys((*names.get(form, ()), place.code)))
            for above in place.above:
                names.setdefault(above, ())
        return names

    @cached_property
    def endings(self) -> dict[str, tuple[int, ...]]:
        """How long names above towns are, the longest first, by the two characters that they end in."""
        lengths: dict[str, set[int]] = {}
        for name in self.upper:
            if len(name) > 2:
                lengths.setdefault(name[-2:], set()).add(len(name))
        return {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}

    @cached_property
    def spelt(self) -> dict[str, tuple[str, ...]]:
        """The codes of what lies above towns, by its name in pinyin, with its unit and without."""
        names: dict[str, tuple[str, ...]] = {}
        for codes in {codes for codes in self.upper.values() if codes}:
            for code in codes:
                place = self[code]
                syllables, short = place.pinyin.split(), bare(place.name)
                without = syllables[: len(short)] if place.name.startswith(short) else syllables
                for said in {"".join(syllables), "".join(without)} - {""}:
                    names[said] = tuple(dict.fromkeys((*names.get(said, ()), code)))
        return names

    @cached_property
    def bare_upper(self) -> dict[str, tuple[str, ...]]:
        """The names above towns, by what is left of them without their unit: 东莞."""
        names: dict[str, tuple[str, ...]] = {}
        for name in self.upper:
            # 喀什叶城县, 喀什地叶城县 are printed too.
            for short in {bare(name), name[:-1] if name.endswith("地区") else bare(name)} - {name}:
                names[short] = (*names.get(short, ()), name)
        return names


def _check_name(row: Any, known: Division) -> None:
    """Check that a row of ``places.csv`` is of the division that has its code."""
    said = (row.name, *row.aliases.split("|"), *(former.partition("<")[0] for former in row.former_names.split("|")))
    called = {form for name in filter(None, said) for form in (*forms(name), bare(name))}
    if called.isdisjoint((*forms(known.name), bare(known.name))):
        fault = (
            f"places.csv: {row.code} is the code of {known.full_name} in divisions.csv, not of {row.name}; "
            f"take a free one of {row.code[:6]}, or write in former_names what the place was called before"
        )
        raise BadTable([fault])


def gazetteer_of(data: Data) -> Gazetteer:
    """Return the gazetteer of a data folder, made once."""
    return data.made(_gazetteer)


def _gazetteer(data: Data) -> Gazetteer:
    return Gazetteer(load_divisions(data), data.table("places").itertuples())


def departments_of(data: Data) -> dict[str, Department]:
    """Return the standard departments by each of their names."""
    return data.made(_departments)


def _departments(data: Data) -> dict[str, Department]:
    return {
        name: Department(row.number, row.name, row.slug)
        for row in data.table("departments").itertuples()
        for name in (row.name, *filter(None, row.aliases.split("|")))
    }
