"""Coding: which indicator of the codebook a figure states.

The rules are the rows of ``data/patterns.csv``, which an analyst edits without touching Python. A row names an
indicator and the words that a figure must have to be it:

========  ==============================================================================================
column    meaning
========  ==============================================================================================
counts    words of what is counted: ``|`` between alternatives, a space between words that must all occur
about     words of what is counted or of its surroundings (sentence, headings), written the same way
never     words that what is counted must not have
unit      units that the figure may have, or their classes in ``data/units.csv`` (event, person, times …); empty: any
          that fits the kind of the indicator
========  ==============================================================================================

Every row that matches earns the length of the words it found: those of the figure's own phrase in full, those that its
sentence carries on to it nearly, those of the surroundings the less the farther away they stand. The indicator with the
most is the figure's, unless another comes too close. A row without an indicator names something that the codebook does
not have (审结 of a court case); where it has the most, the figure is left uncoded.
"""

from dataclasses import dataclass
from functools import lru_cache

from .codebook import load_indicators, load_units
from .tables import read_table, resolve_data_dir

MONEY = ("元", "美元", "港元", "欧元")
PERCENT = ("%", "‰", "个百分点")

# A word that the sentence carries on counts for CARRIED of its length; one of the surroundings for NEARBY right before
# the figure, and for less by the character, down to FAR; the clause behind the figure counts for BEHIND, a heading for HEADING at any distance.
CARRIED, BORROWED, CONTRADICTED = 0.9, 0.3, 0.5
NEARBY, REACH, FAR, HEADING, BEHIND = 0.9, 100, 0.35, 0.45, 0.6

# Below DOUBTFUL a figure is left uncoded; a lead of CLEAR_LEAD characters over the next indicator is full certainty.
DOUBTFUL, CLEAR_LEAD, FULL_EVIDENCE = 0.5, 1.2, 4.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of ``data/patterns.csv``, its words split."""

    number: int
    indicator: str
    counts: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...]
    never: frozenset[str]
    units: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report says of a figure, from near to far.

    Attributes
    ----------
    phrase : str
        What it counts in its own words, e.g. ``受理``.
    carried : str
        The same with what its sentence carries on, e.g. ``受理行政复议申请``.
    whole : str
        The phrase of the figure that it is a part of.
    whole : str
        The phrase of the figure that it is a part of.
    before : str
        The text of its section before it, up to the figure.
    headings : str
        The headings that it stands under.
    behind : str
        The rest of its sentence, up to the next figure.
    """

    phrase: str
    carried: str = ""
    whole: str = ""
    before: str = ""
    headings: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that a figure fits: what was found, and how much it is worth.

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


NOTHING = Coding("", 0.0, ())


def code_figure(evidence, unit, level="", data_dir=None):
    """Code one figure.

    Parameters
    ----------
    evidence : Evidence or str
        What the report says of it; a str is its phrase alone.
    unit : str
        Its measure word.
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
    evidence = Evidence(evidence) if isinstance(evidence, str) else evidence
    return Coder(level, data_dir).code(evidence, unit)


class Coder:
    """Codes figures by one codebook.

    Parameters
    ----------
    level, data_dir
        As of `code_figure`.

    Raises
    ------
    BadTable
        When the codebook breaks its schema.

    Examples
    --------
    >>> Coder(level="镇").code(Evidence("受理行政复议申请"), "件").indicator
    'reconsideration_as_respondent'
    """

    def __init__(self, level="", data_dir=None):
        self.data_dir = resolve_data_dir(data_dir)
        self.level = level
        self.recodings = _recodings(self.data_dir)

    def code(self, evidence, unit):
        """Return the `Coding` of what is said of a figure in a unit."""
        best = {}
        for match in _rules_of_unit(unit, self.data_dir).matches(evidence):
            if match.indicator not in best or match.score > best[match.indicator].score:
                best[match.indicator] = match
        if not best:
            return NOTHING
        matches = tuple(sorted(best.values(), key=lambda match: -match.score))
        lead = matches[0].score - (matches[1].score if len(matches) > 1 else 0.0)
        confidence = min(1.0, matches[0].score / FULL_EVIDENCE) * min(1.0, lead / CLEAR_LEAD)
        indicator = matches[0].indicator if confidence >= DOUBTFUL else ""
        return Coding(self.recodings.get((self.level, indicator), indicator), round(confidence, 2), matches)


def near_misses(evidence, unit, data_dir=None):
    """Find the rules that only a word of ``never`` or the unit keeps out.

    Parameters
    ----------
    evidence, unit, data_dir
        As of `code_figure`.

    Returns
    -------
    list of tuple of (Match, str)
        The match it would be and what keeps it out, best first.

    Examples
    --------
    >>> match, reason = near_misses(Evidence("不予受理行政复议申请"), "件")[0]
    >>> match.indicator, reason
    ('reconsideration_accepted', '不予受理')
    """
    data_dir = resolve_data_dir(data_dir)
    words = _words_of(evidence.phrase, _all_rules(data_dir).lengths)
    carried = _words_of(evidence.carried, _all_rules(data_dir).lengths)
    fitting = set(_rules_of_unit(unit, data_dir).rules)
    found = []
    for rule in _all_rules(data_dir).rules:
        never = next(iter(sorted(rule.never & words, key=len, reverse=True)), "")
        if rule in fitting and not never:
            continue
        match = _match(rule, evidence, words, carried)
        if match:
            found.append((match, never or f"单位 {unit or '无'}"))
    return sorted(found, key=lambda pair: -pair[0].score)


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


class _Rules:
    """Rules that are looked up by their words, so that the time of a figure does not grow with the codebook."""

    def __init__(self, rules):
        self.rules = rules
        self.by_word = {}
        for rule in rules:
            for word in rule.counts[0]:
                self.by_word.setdefault(word, []).append(rule)
        words = (word for rule in rules for group in (*rule.counts, rule.never) for word in group)
        self.lengths = sorted({len(word) for word in words})

    def matches(self, evidence):
        """Yield the match of each rule that fits."""
        words = _words_of(evidence.phrase, self.lengths)
        carried = _words_of(evidence.carried, self.lengths) if evidence.carried != evidence.phrase else words
        seen = set()
        for word in self.by_word.keys() & (words | carried):
            for rule in self.by_word[word]:
                if rule.number not in seen and rule.never.isdisjoint(words):
                    seen.add(rule.number)
                    match = _match(rule, evidence, words, carried)
                    if match:
                        yield match


def _words_of(phrase, lengths):
    return {phrase[at : at + n] for n in lengths for at in range(len(phrase) - n + 1)}


def _match(rule, evidence, words, carried):
    """Match a rule to what is said; `words` and `carried` are the runs of characters of the two phrases."""
    found, score, own = [], 0.0, 0
    for alternatives in rule.counts:
        word = next((word for word in alternatives if word in words), None)
        if word is None:
            word = next((word for word in alternatives if word in carried), None)
            if word is None:
                return None
            score += CARRIED * len(word)
        else:
            own += 1
            score += len(word)
        found.append(word)
    # What is carried on completes a phrase; it never stands for one. What a figure is a part of may forbid what it is.
    if not own and evidence.phrase:
        return None
    if evidence.whole and any(word in evidence.whole for word in rule.never):
        return None
    # What the rule leaves unsaid of the phrase speaks against borrowing from the surroundings: 办理政协提案 is not the
    # 办理 of the 行政诉讼 before it.
    said = min(1.0, BORROWED + (1 - BORROWED) * score / max(1, len(evidence.phrase)))
    for alternatives in rule.about:
        worth, word = max((_worth(word, evidence), word) for word in alternatives)
        if not worth:
            return None
        found.append(word)
        score += worth if word in evidence.phrase else worth * said
    if not rule.never.isdisjoint(carried):
        score *= CONTRADICTED
    return Match(rule.indicator, score, rule.number, tuple(found))


def _worth(word, evidence):
    if word in evidence.phrase:
        return float(len(word))
    if word in evidence.carried:
        return CARRIED * len(word)
    worth, before = 0.0, evidence.before
    at = before.rfind(word)
    if at >= 0:
        worth = max(FAR, NEARBY * (1 - (len(before) - at - len(word)) / REACH))
    if word in evidence.behind:
        worth = max(worth, BEHIND)
    if word in evidence.headings:
        worth = max(worth, HEADING)
    # Digits and letters are half as wide as characters, and say half as much.
    return worth * (len(word) / 2 if word.isascii() else len(word))


@lru_cache(maxsize=8)
def _recodings(data_dir):
    return {(row.level, row.indicator): row.becomes for row in read_table("recodings", data_dir).itertuples()}


@lru_cache(maxsize=8)
def _all_rules(data_dir):
    kinds = load_indicators(data_dir)["kind"].to_dict()
    return _Rules(
        tuple(
            Rule(
                row.pattern,
                row.indicator,
                _groups(row.counts),
                _groups(row.about),
                frozenset(_alternatives(row.never)),
                frozenset(row.unit.split("|")) - {""},
                kinds.get(row.indicator, ""),
            )
            for row in load_patterns(data_dir).itertuples()
        )
    )


@lru_cache(maxsize=1024)
def _rules_of_unit(unit, data_dir):
    kind = "amount" if unit in MONEY else "rate" if unit in PERCENT else "count"
    names = _names_of_unit(unit, load_units(data_dir)["class"])
    return _Rules(
        tuple(
            rule
            for rule in _all_rules(data_dir).rules
            if (rule.units & names if rule.units and unit else rule.kind in (kind, ""))
        )
    )


def _names_of_unit(unit, classes):
    """Return the unit and its class: 家(次) is 家 and 家次, and so is of the times."""
    names = {unit, unit.removesuffix("(次)"), unit.replace("(次)", "次")}
    known = {classes[name] for name in names if name in classes}
    return names | (known or ({"times"} if unit.endswith("次") else set()))


def _groups(cell):
    return tuple(_alternatives(group) for group in cell.split())


def _alternatives(cell):
    # Longest first, so that the word found is the one that says most.
    return tuple(sorted(filter(None, cell.split("|")), key=len, reverse=True))
