"""Similarity: how much of the text of each report stands in that of another too, its numbers among it.

A passage that is the same but for its numbers is how such reports are written, year for year and in every town; with
the same numbers it was copied.
"""

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from ..tables import Data, DataDir, load_text, open_data
from .rules.shared_passages import CHARACTERS, PASSAGE, STEP, compared_letters, shared_passages

SIMILARITY_COLUMNS = ["place_code", "year", "other_code", "other_year", "passages", "like", "characters", "share"]
SIMILARITY_COLUMNS += ["places"]

#: So much of a text, in %, word for word as in another place's report, and as in its own of the year before.
ALIKE, AS_BEFORE = 10, 50
# What is between two stops; what is no part of a comparison that minds numbers.
PIECE = re.compile(r"[^。；;！!？?\n]+")
ASIDE = re.compile(r"20\d\d|[\W_]+")


def similarity(reports: Iterable[tuple[str, int]], data_dir: DataDir = None, before: bool = True) -> pd.DataFrame:
    """Hold the texts of reports against each other, those that are at hand.

    Parameters
    ----------
    reports : iterable of (str, int)
        Place codes and years; those of one year are compared, and with `before` each with its own of the year before.
    data_dir : path-like or Data, optional
    before : bool

    Returns
    -------
    pandas.DataFrame
        One row an ordered pair of reports whose texts are both at hand: ``place_code``, ``year``, ``other_code``,
        ``other_year``, ``passages`` (how many long ones of its text the other has too, numbers and set phrases aside),
        ``like`` (how much of its text these are, in %), ``characters`` (of these, what stands in the other word for
        word, with the same numbers, years aside; 0 where no long passage has a number), ``share`` (how much of its
        text that is, in %) and ``places`` (where the passages begin and end in its text).

    Examples
    --------
    >>> list(similarity([("441900106", 2020)]).columns)[:4]
    ['place_code', 'year', 'other_code', 'other_year']
    """
    data = open_data(data_dir)
    asked = list(dict.fromkeys((code, int(year)) for code, year in reports))
    earlier = [(code, year - 1) for code, year in asked] if before else []
    texts = {key: text for key in dict.fromkeys([*asked, *earlier]) if (text := load_text(*key, data))}
    grams = {key: _grams(text) for key, text in texts.items()}
    rows = []
    for key in asked:
        for other in texts:
            same_year = other[1] == key[1] and other in asked
            if key in texts and other != key and (same_year or other == (key[0], key[1] - 1)):
                rows.append([*key, *other, *_shared(texts, grams, key, other, data)])
    return pd.DataFrame(rows, columns=SIMILARITY_COLUMNS)


def copied(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep the pairs of reports of which one is in part the other, word for word and with the same numbers.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As from `similarity`.

    Examples
    --------
    >>> copied(similarity([("441900106", 2020)])).empty
    True
    """
    limit = (pairs["place_code"] == pairs["other_code"]).map({True: AS_BEFORE, False: ALIKE})
    return pairs[(pairs["share"] >= limit) & (pairs["characters"] >= CHARACTERS)]


def _shared(
    texts: dict[tuple[str, int], str],
    grams: dict[tuple[str, int], frozenset[str]],
    key: tuple[str, int],
    other: tuple[str, int],
    data: Data,
) -> list[object]:
    text = texts[key]
    # Most pairs have not even one run of letters in common, and need not be gone through.
    found = [] if grams[key].isdisjoint(grams[other]) else shared_passages(text, texts[other], data)
    length = sum(end - start for start, end in found)
    if length < CHARACTERS:
        return [0, 0.0, 0, 0.0, ()]
    beside = with_numbers(texts[other])
    passages = [word_for_word(text[start:end], beside) for start, end in found]
    # What has no number says the same everywhere; one long passage with the same numbers tells that it was copied.
    copied = any(has_number and length >= PASSAGE for length, has_number in passages)
    characters = sum(length for length, _ in passages) if copied else 0
    # Stops and line ends are no part of what is counted, so none of the whole: of a copy all is the same.
    whole = sum(map(len, PIECE.findall(text)))
    return [len(found), 100 * length / len(text), characters, 100 * characters / whole, tuple(found)]


def word_for_word(passage: str, beside: str) -> tuple[int, bool]:
    """Return how much of a passage stands in a text with the same numbers, and whether there is one among it."""
    pieces = [(piece, with_numbers(piece)) for piece in PIECE.findall(passage)]
    same = [(len(piece), kept) for piece, kept in pieces if kept and kept in beside]
    return sum(length for length, _ in same), any(re.search(r"\d", kept) for _, kept in same)


def with_numbers(text: str) -> str:
    """Return letters and numbers, written one way; without years, which are another in every report."""
    return ASIDE.sub("", unicodedata.normalize("NFKC", text))


def _grams(text: str) -> frozenset[str]:
    letters, _ = compared_letters(text)
    return frozenset(letters[at : at + STEP] for at in range(len(letters) - STEP + 1))
