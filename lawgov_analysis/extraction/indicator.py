"""Coding: which indicator of the codebook a figure states.

The rules of ``data/patterns.csv`` (see `coding_rules`) that a figure fits compete: the indicator with the most evidence
is the figure's, unless another comes too close. Where a rule without an indicator has the most, or nothing has enough,
the figure is left uncoded: a doubtful code is worse than none.
"""

from dataclasses import dataclass

from ..tables import open_data
from .indicator_rules import Evidence, Match, all_rules, expanded, load_roles, match_rule, rules_of_unit

# Below DOUBTFUL a figure is left uncoded; a lead of CLEAR_LEAD characters over the next indicator is full certainty.
DOUBTFUL, CLEAR_LEAD, FULL_EVIDENCE = 0.5, 1.2, 4.0
# The departments that decide reconsideration cases for their government.
RECONSIDERING = ("司法局", "司法厅")


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
        self.data = open_data(data_dir)
        self.level = level
        self.recodings = self.data.made(_recodings)

    def code(self, evidence, unit):
        """Return the `Coding` of what is said of a figure in a unit."""
        best = {}
        # Of rules that earn alike the first in the table is named, whatever order they were found in.
        found = rules_of_unit(self.data, unit).matches(evidence)
        for match in sorted(found, key=lambda match: (-match.score, match.pattern)):
            best.setdefault(match.indicator, match)
        if not best:
            return NOTHING
        matches = tuple(best.values())
        lead = matches[0].score - (matches[1].score if len(matches) > 1 else 0.0)
        confidence = min(1.0, matches[0].score / FULL_EVIDENCE) * min(1.0, lead / CLEAR_LEAD)
        indicator = matches[0].indicator if confidence >= DOUBTFUL else ""
        return Coding(self._recoded(indicator, evidence), round(confidence, 2), matches)

    def _recoded(self, indicator, evidence):
        """Return what an indicator means at this level, unless the report says that it means what it says."""
        if (self.level, indicator) not in self.recodings:
            return indicator
        becomes, unless = self.recodings[self.level, indicator]
        said = f"{evidence.before} {evidence.phrase} {evidence.carried}"
        return indicator if any(word in said for word in unless) else becomes


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
    >>> near = near_misses(Evidence("不予受理行政复议申请"), "件")
    >>> ("reconsideration_accepted", "不予受理") in [(match.indicator, reason) for match, reason in near]
    True
    """
    data = open_data(data_dir)
    rules = data.made(all_rules)
    words, carried = rules.words_of(evidence.phrase), rules.words_of(evidence.carried)
    fitting = set(rules_of_unit(data, unit).rules)
    found = []
    for rule in rules.rules:
        never = next(iter(sorted(rule.never & words, key=len, reverse=True)), "")
        if rule in fitting and not never:
            continue
        match = match_rule(rule, evidence, words, carried)
        if match:
            found.append((match, never or f"单位 {unit or '无'}"))
    return sorted(found, key=lambda pair: (-pair[0].score, pair[0].pattern))


def place_level(name, data_dir=None):
    """Return the level of a place that recodings speak of, by the end of its name.

    Examples
    --------
    >>> place_level("东莞市横沥镇人民政府"), place_level("深圳市龙岗区"), place_level("示例市交通运输局")
    ('镇', '', '局')
    >>> place_level("示例市司法局")
    ''
    """
    if name.endswith(RECONSIDERING):
        return ""
    levels = {level for level, _ in open_data(data_dir).made(_recodings)}
    name = name.removesuffix("人民政府").removesuffix("办事处")
    return next((level for level in levels if name.endswith(level)), "")


def _recodings(data):
    roles, recodings = load_roles(data), {}
    for row in data.table("recodings").itertuples():
        where = f"recodings.csv:{row.Index + 2}"
        unless = tuple(expanded(row.unless, roles, f"{where}:unless"))
        for level in expanded(row.level, roles, f"{where}:level"):
            recodings[level, row.indicator] = row.becomes, unless
    return recodings
