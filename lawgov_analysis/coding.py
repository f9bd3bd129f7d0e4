"""Coding: which indicator of the codebook a figure states.

The rules are the rows of ``data/patterns.csv``, which an analyst edits without touching Python. A row names an
indicator and the words that a figure must have to be it:

========  ==============================================================================================
column    meaning
========  ==============================================================================================
counts    words of the measure, what is counted: ``|`` between alternatives, a space between words that must all occur
about     words of the measure or of its surroundings (the sentence, the section headings), written the same way
never     words that the measure must not have
unit      units that the figure may have; empty: any that fits the kind of the indicator
========  ==============================================================================================

Every row that matches earns the length of the words it found: those of the measure in full, those of the surroundings
the less the farther away they stand. The indicator with the most is the figure's, unless another comes too close. A row without an indicator names something that
the codebook does not have (审结 of a court case); where it has the most, the figure is left uncoded.
"""

from dataclasses import dataclass
from functools import lru_cache

from .codebook import load_indicators
from .tables import read_table, resolve_data_dir

MONEY = ("元", "美元", "港元", "欧元")
PERCENT = ("%", "‰", "个百分点")

# A word of the surroundings counts for NEARBY of its length right before the figure, and for less by the character,
# down to FAR; a heading counts for HEADING at any distance.
BORROWED = 0.3
NEARBY, REACH, FAR, HEADING = 0.9, 100, 0.35, 0.45

# Below DOUBTFUL a figure is left uncoded; a lead of CLEAR_LEAD characters over the next indicator is full certainty.
DOUBTFUL, CLEAR_LEAD, FULL_EVIDENCE = 0.5, 1.2, 4.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of ``data/patterns.csv``, its words split."""

    number: int
    indicator: str
    counts: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]
    units: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that a figure fits: what was found, and how much it is worth.

    Attributes
    ----------
    indicator : str
    score : float
        Characters of evidence.
    pattern : int
        The row of ``data/patterns.csv``.
    words : tuple of str
        The words found.
    """

    indicator: str
    score: float
    pattern: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """The indicator of a figure, ``""`` when none fits or two fit alike.

    Attributes
    ----------
    indicator : str
    confidence : float
        0 to 1; below `DOUBTFUL` the figure stays uncoded.
    matches : tuple of Match
        The best match of each indicator that fits, best first.
    """

    indicator: str
    confidence: float
    matches: tuple[Match, ...]


def code_figure(measure, unit, before="", headings="", level="", data_dir=None):
    """Code one figure.

    Parameters
    ----------
    measure : str
        What the figure counts, e.g. ``受理行政复议申请``.
    unit : str
        Its measure word.
    before : str
        The text of its section before it, up to the figure.
    headings : str
        The headings that it stands under.
    level : str
        The level of the place that reports, e.g. ``镇``: ``data/recodings.csv`` says what an indicator means there.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    Coding

    Raises
    ------
    BadTable
        When the codebook breaks its schema.

    Examples
    --------
    >>> code_figure("受理行政复议申请", "件").indicator
    'reconsideration_accepted'
    >>> code_figure("受理", "件").indicator
    ''
    >>> code_figure("受理行政复议申请", "件", level="镇").indicator
    'reconsideration_as_respondent'
    """
    best = {}
    data_dir = resolve_data_dir(data_dir)
    for pattern in _patterns_of_unit(unit, data_dir):
        match = _match(pattern, measure, before, headings)
        if match and (pattern.indicator not in best or match.score > best[pattern.indicator].score):
            best[pattern.indicator] = match
    matches = tuple(sorted(best.values(), key=lambda match: -match.score))
    if not matches:
        return Coding("", 0.0, ())
    lead = matches[0].score - (matches[1].score if len(matches) > 1 else 0.0)
    confidence = min(1.0, matches[0].score / FULL_EVIDENCE) * min(1.0, lead / CLEAR_LEAD)
    indicator = matches[0].indicator if confidence >= DOUBTFUL else ""
    return Coding(_recodings(data_dir).get((level, indicator), indicator), round(confidence, 2), matches)


def place_level(name, data_dir=None):
    """Return the level of a place that recodings speak of, by the end of its name.

    Examples
    --------
    >>> place_level("东莞市横沥镇人民政府"), place_level("深圳市龙岗区")
    ('镇', '')
    """
    levels = {level for level, _ in _recodings(resolve_data_dir(data_dir))}
    name = name.removesuffix("人民政府").removesuffix("办事处")
    return next((level for level in levels if name.endswith(level)), "")


def load_patterns(data_dir=None):
    """Load the coding rules.

    Returns
    -------
    pandas.DataFrame
        One row a rule: ``pattern`` (its number), ``indicator``, ``counts``, ``about``, ``never``, ``unit``.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> set(load_indicators().index) <= set(load_patterns()["indicator"])
    True
    """
    return read_table("patterns", data_dir)


def _match(pattern, measure, before, headings):
    words, score = [], 0.0
    for alternatives in pattern.counts:
        for word in alternatives:
            if word in measure:
                words.append(word)
                score += len(word)
                break
        else:
            return None
    for word in pattern.never:
        if word in measure:
            return None
    # What the pattern leaves unsaid of the measure speaks against borrowing from the surroundings: 办理政协提案 is not
    # the 办理 of the 行政诉讼 before it.
    said = BORROWED + (1 - BORROWED) * min(1.0, score / max(1, len(measure)))
    for alternatives in pattern.about:
        worth, found = max(((_worth(w, measure, before, headings), w) for w in alternatives))
        if not worth:
            return None
        words.append(found)
        score += worth if found in measure else worth * said
    return Match(pattern.indicator, score, pattern.number, tuple(words))


def _worth(word, measure, before, headings):
    if word in measure:
        return float(len(word))
    worth = 0.0
    at = before.rfind(word)
    if at >= 0:
        worth = max(FAR, NEARBY * (1 - (len(before) - at - len(word)) / REACH))
    if word in headings:
        worth = max(worth, HEADING)
    return worth * len(word)


@lru_cache(maxsize=8)
def _recodings(data_dir):
    return {(row.level, row.indicator): row.becomes for row in read_table("recodings", data_dir).itertuples()}


@lru_cache(maxsize=8)
def _patterns(data_dir):
    kinds = load_indicators(data_dir)["kind"].to_dict()
    return tuple(
        Pattern(
            row.pattern,
            row.indicator,
            _groups(row.counts),
            _groups(row.about),
            _alternatives(row.never),
            frozenset(row.unit.split("|")) - {""},
            kinds.get(row.indicator, ""),
        )
        for row in load_patterns(data_dir).itertuples()
    )


@lru_cache(maxsize=1024)
def _patterns_of_unit(unit, data_dir):
    kind = "amount" if unit in MONEY else "rate" if unit in PERCENT else "count"
    return tuple(
        pattern
        for pattern in _patterns(data_dir)
        if (unit in pattern.units if pattern.units and unit else pattern.kind in (kind, ""))
    )


def _groups(cell):
    return tuple(_alternatives(group) for group in cell.split())


def _alternatives(cell):
    # Longest first, so that the word found is the one that says most.
    return tuple(sorted(filter(None, cell.split("|")), key=len, reverse=True))
