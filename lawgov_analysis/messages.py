"""Messages: what a person is told, in the language they read.

The code says everything in English, where it is found by searching. What is printed, or shown in a notebook, is looked
up here: ``data/presentation/messages.csv`` has of each message the English and the Chinese wording, with holes for what
is told of. The name of a hole says what it holds:

- ``{file}``: anything, which is kept to the letter;
- ``{WHY}``: a message that has a row of its own, or nothing, where it stands beside another hole;
- ``{n}``, ``{line}``: digits;
- ``{known}``, ``{near}``, ``{years}``, ``{values}``, ``{kinds}``: a list, whose commas and *or* become 、;
- ``{_what}``: what the Chinese wording leaves out, as it says so itself.

What has no row is told as it is.
"""

import csv
import os
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, zip_longest
from typing import IO

from .paths import default_data_dir

#: What chooses the language of messages and help; that of reports and other outputs is ``--lang``.
CHOSEN_BY = "LAWGOV_LANG"
LANGUAGES = ("zh", "en")
TABLE = "presentation/messages.csv"
HOLE = re.compile(r"\{([A-Za-z_]\w*)\}")
DIGITS = ("n", "line")
LISTS, BETWEEN = ("known", "near", "years", "values", "kinds"), re.compile(", | or ")
# A message within a message within a message, and what is longer than any: of a text that is none, little is looked up.
DEEPEST, LONGEST = 6, 1200
# What a message begins with that stands right behind a hole.
BEGINS = " ;,.:(（"
# What a console must be able to print.
LETTERS = "中文，：“”（）…"
# The primary language of Windows' own interface.
WINDOWS_PRIMARY, WINDOWS_CHINESE = 0x3FF, 0x04


@dataclass(frozen=True)
class Wording:
    """A row of the table: each wording as its literal texts, at even places, and the names of the holes between."""

    said: tuple[str, ...]
    zh: tuple[str, ...]

    def holes(self, text: str, depth: int) -> dict[str, str] | None:
        """Return what a text has in each hole, None where it is another message."""
        found = self._pattern.fullmatch(text) if self._longest in text else None
        if found is None:
            return None
        holes = found.groupdict()
        beside = zip(self.said[1::2], self.said[3::2], self.said[2:-1:2], strict=False)
        for before, name, between in beside:
            if not between:
                holes |= _parted(before, name, holes[before] + holes[name], depth)
        return holes

    @cached_property
    def _longest(self) -> str:
        return max(self.said[::2], key=len)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Of two holes side by side the second takes all, and is parted. A message begins with something.
        holes = [f"(?P<{name}>{'[0-9,]+' if name in DIGITS else '.*?'})" for name in self.said[1::2]]
        literals = [re.escape(self.said[0]) or "(?=[^:;,])", *map(re.escape, self.said[2::2])]
        return re.compile("".join(chain.from_iterable(zip_longest(literals, holes, fillvalue=""))))

    @cached_property
    def letters(self) -> int:
        """How many letters of it are in no hole."""
        return sum(letter.isalpha() for literal in self.said[::2] for letter in literal)

    @cached_property
    def characters(self) -> int:
        """How many letters and marks of it are in no hole."""
        return sum(map(len, self.said[::2]))

    @cached_property
    def is_chinese(self) -> bool:
        """Whether it has Chinese words of its own."""
        return is_chinese("".join(self.zh[::2]))


def is_chinese(text: str) -> bool:
    """Return whether a text has Chinese characters.

    Examples
    --------
    >>> is_chinese("没有 a.csv"), is_chinese("a.csv: ")
    (True, False)
    """
    return any("一" <= letter <= "鿿" for letter in text)


def _parted(before: str, name: str, text: str, depth: int) -> dict[str, str]:
    """Part a text between two holes: the second holds a message, or nothing."""
    starts = (at for at, letter in enumerate(text) if letter in BEGINS and _line(text[at:], depth - 1)[1])
    at = next(starts, len(text))
    return {before: text[:at], name: text[at:]}


def language() -> str:
    """Return the language that messages and help are told in: ``LAWGOV_LANG``, else the system's.

    Examples
    --------
    >>> language() in LANGUAGES
    True
    """
    chosen = os.environ.get(CHOSEN_BY, "")
    if chosen in LANGUAGES:
        return chosen
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not named and os.name == "nt":
        import ctypes

        return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & WINDOWS_PRIMARY == WINDOWS_CHINESE else "en"
    return "zh" if named.startswith("zh") else "en"


def speaks_chinese(stream: IO[str] | None = None) -> bool:
    """Return whether messages are told in Chinese, and a stream that is given can print it."""
    if language() != "zh":
        return False
    try:
        LETTERS.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def for_reader(text: str, stream: IO[str] | None = None) -> str:
    """Return a message in the language of whoever reads it on a stream, or in a notebook."""
    return in_chinese(text) if speaks_chinese(stream) else text


def in_chinese(text: str) -> str:
    """Return a message in Chinese, each line by itself; a line that has no row stays as it is.

    Examples
    --------
    >>> in_chinese("nofile.txt: no such file"), in_chinese("of this nothing is known")
    ('nofile.txt：没有这个文件', 'of this nothing is known')
    """
    return "\n".join(_line(line, DEEPEST)[1] or line for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _line(text: str, depth: int) -> tuple[int, str]:
    """Return a message of one line in Chinese, and how many letters of it rows have: the row with most is meant.

    Nothing is returned where there are no words for it.
    """
    best, chinese = (0, 0), ""
    for row in wordings() if text and depth and len(text) <= LONGEST else ():
        holes = row.holes(text, depth)
        if holes is None:
            continue
        within = {name: _line(of, depth - 1) for name, of in holes.items() if name.isupper()}
        told = {name: BETWEEN.sub("、", of) if name in LISTS else of for name, of in holes.items()}
        told |= {name: said for name, (_, said) in within.items() if said}
        explained = row.letters + sum(part for part, _ in within.values()), row.characters
        # What is in a hole may be Chinese as it is.
        if explained > best and (row.is_chinese or any(is_chinese(told[name]) for name in within)):
            chinese = "".join(told.get(piece, piece) if at % 2 else piece for at, piece in enumerate(row.zh))
            best = explained
    return best[0], chinese


@lru_cache(maxsize=1)
def wordings() -> tuple[Wording, ...]:
    """Return the rows of the table, those with fewest holes first; none where the table cannot be read."""
    try:
        with (default_data_dir() / TABLE).open(encoding="utf-8-sig", newline="") as lines:
            rows = [
                Wording(tuple(HOLE.split(row["said"])), tuple(HOLE.split(row["zh"]))) for row in csv.DictReader(lines)
            ]
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        # Whoever is told of a fault must be told, in English where need be.
        return ()
    return tuple(sorted(rows, key=lambda row: len(row.said)))
