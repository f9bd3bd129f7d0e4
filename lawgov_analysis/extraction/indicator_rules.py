"""The rules that say which indicator a figure states, and how much what a report says of it is worth.

They are the rows of ``patterns.csv`` in ``data/rules/indicator/``, which an analyst edits without touching Python. A
row names an indicator and the words that a figure must have to be it:

========  =========================================================================================================
column    meaning
========  =========================================================================================================
counts    words of what is counted: ``|`` between alternatives, a space between words that must all occur
about     words of what is counted or of its surroundings (sentence, headings), written the same way
never     words that what is counted must not have; ``@trade`` stands for all of that set in ``exclusions.csv``
unit      units that the figure may have, or their classes in ``data/units.csv`` (event, person, times …); empty:
          any that fits the kind of the indicator
maybe     what else may be said in these words; a code by such a rule is doubted
========  =========================================================================================================

Every row that matches earns the length of the words it found: those of the figure's own phrase in full, those that its
sentence carries on to it nearly, those of the surroundings the less the farther away they stand. The indicator with the
most is the figure's, unless another comes too close. A row without an indicator names something that the codebook does
not have (审结 of a court case); where it has the most, the figure is left uncoded.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from ..errors import BadTable, nearest
from ..paths import shown_path
from ..quantities import RATES
from ..tables import load_indicators, load_patterns, load_units
from ..tables.folder import Data, made_of
from .deed import is_named
from .recall import recalled
from .record import Evidence, Match

MONEY = ("元", "美元", "港元", "欧元")
# What rules are made of, and the tables that these name.
CODED_BY = ("patterns", "exclusions", "indicators", "units")

_Tree: TypeAlias = dict[str, Any]

# How much of its length a word counts for that the sentence carries on.
CARRIED = 0.9
# How much of its score a rule keeps that forbids such a word.
CONTRADICTED = 0.5
# How much of its length a word of the surroundings counts for: right before the figure,
NEARBY = 0.9
# and for less by the character, up to so many characters before it,
REACH = 100
# down to this;
FAR = 0.35
# in a heading;
HEADING = 0.45
# in the clause behind the figure;
BEHIND = 0.6
# and how much of that where a rule explains nothing of the phrase.
BORROWED = 0.3
# A phrase ends with the kind of thing it names, in so many characters: 评查行政执法案卷;
HEAD = 6
# a word of more characters than these names it anywhere.
SHORT = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of ``patterns.csv``, its words split."""

    number: int
    indicator: str
    counts: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...]
    never: frozenset[str]
    units: frozenset[str]
    kind: str
    maybe: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """A rule all of whose words for what is counted a figure has, before it is looked at what stands around it.

    Attributes
    ----------
    rule : Rule
    score : float
        Characters of evidence.
    words : tuple of str
        The words found.
    own : tuple of str
        Those of them that the phrase itself has.
    is_contradicted : bool
        Whether what the sentence carries on has a word that the rule forbids.
    """

    rule: Rule
    score: float
    words: tuple[str, ...]
    own: tuple[str, ...]
    is_contradicted: bool


class RuleSet:
    """Rules that are looked up by their words, so that the time of a figure does not grow with the codebook.

    Parameters
    ----------
    rules : tuple of Rule
    tree : dict, optional
        Of the words of these and other rules, as of `_tree_of`.
    """

    def __init__(self, rules: tuple[Rule, ...], tree: _Tree | None = None) -> None:
        self.rules = rules
        self.by_word: dict[str, list[Rule]] = {}
        for rule in rules:
            for word in rule.counts[0]:
                self.by_word.setdefault(word, []).append(rule)
        self.tree = _tree_of(rules) if tree is None else tree

    def matches(self, evidence: Evidence) -> Iterator[Match]:
        """Yield the match of each rule that fits."""
        for fit in self._fits((evidence.phrase, evidence.carried, evidence.actor)):
            match = match_fit(fit, evidence)
            if match:
                yield match

    @recalled
    def _fits(self, said: tuple[str, str, str]) -> tuple[Fit, ...]:
        """Return the rules that fit a phrase with what is carried on to it and who acts, and do not forbid it."""
        phrase, further, actor = said
        words = self.words_of(phrase)
        carried = self.words_of(further) if further != phrase else words
        if actor:
            carried = carried | {actor}
        fits, seen = [], set()
        for word in words if carried is words else words | carried:
            for rule in self.by_word.get(word, ()):
                if rule.number not in seen and rule.never.isdisjoint(words) and actor not in rule.never:
                    seen.add(rule.number)
                    fit = fit_rule(rule, words, carried)
                    if fit:
                        fits.append(fit)
        return tuple(fits)

    def words_of(self, phrase: str) -> set[str]:
        """Return the words of the rules that a phrase has."""
        found, begin, end = [], self.tree.get, len(phrase)
        for at, first in enumerate(phrase, 1):
            branch = begin(first)
            while branch is not None:
                if "" in branch:
                    found.append(branch[""])
                if at == end:
                    break
                branch = branch.get(phrase[at])
                at += 1
        return set(found)


def _tree_of(rules: tuple[Rule, ...]) -> _Tree:
    """Return the words of what rules count, by one character after the other; "" holds the word that ends there."""
    tree: _Tree = {}
    for word in {word for rule in rules for group in (*rule.counts, rule.never) for word in group}:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})
        branch[""] = word
    return tree


def fit_rule(rule: Rule, words: Set[str], carried: Set[str]) -> Fit | None:
    """Fit a rule to what is counted: `words` and `carried` are the words of rules in the two phrases."""
    found, own, score = [], [], 0.0
    for alternatives in rule.counts:
        word = _first(alternatives, words)
        if word is not None:
            own.append(word)
            score += len(word)
        else:
            word = _first(alternatives, carried)
            if word is None:
                return None
            score += CARRIED * len(word)
        found.append(word)
    return Fit(rule, score, tuple(found), tuple(own), not rule.never.isdisjoint(carried))


def match_fit(fit: Fit, evidence: Evidence) -> Match | None:
    """Match a rule that fits what is counted to all that is said."""
    rule, score, phrase, doers = fit.rule, fit.score, evidence.phrase, evidence.doers
    # What is carried on completes a phrase; it never stands for one. 12个成员单位制定专项方案 are units, and no plans.
    own = any(word in doers for word in fit.own) if doers else fit.own
    if phrase and not own:
        return None
    # What a figure is a part of may forbid what it is, unless it names that beside others: of 审查决策、合同50件,
    # 其中合同40件 the contracts are none of the decisions.
    if evidence.whole and any(_is_named(word, evidence.whole) for word in rule.never):
        is_listed = any("、" in said and word in said for said in evidence.whole for word in fit.own)
        if not is_listed:
            return None
    found, borrowed = fit.words, 0.0
    if rule.about:
        everything, others = evidence.everything, []
        # What the rule leaves unsaid of the phrase speaks against borrowing from the surroundings: 办理政协提案 is not
        # the 办理 of the 行政诉讼 before it.
        said = min(1.0, BORROWED + (1 - BORROWED) * score / max(1, len(phrase)))
        for alternatives in rule.about:
            heard = [word for word in alternatives if word in everything]
            if not heard:
                return None
            worth, word = max((_worth(word, evidence), word) for word in heard)
            others.append(word)
            worth = worth if word in phrase else worth * said
            score += worth
            if word not in phrase and word not in evidence.carried:
                borrowed += worth
        found = (*found, *others)
    if rule.indicator and not is_named(evidence.deed, rule.kind, found):
        return None
    # 行政复议案件中,政府信息公开类17件 are none of what was disclosed.
    if rule.indicator and evidence.cases and not any(word in evidence.cases for word in found):
        return None
    return Match(rule.indicator, score * CONTRADICTED if fit.is_contradicted else score, rule.number, found, borrowed)


def words_against(rule: Rule, evidence: Evidence, words: Set[str], carried: Set[str]) -> set[str]:
    """Return the words of a rule's ``never`` that keep it from a figure, or halve what it earns; as of `fit_rule`."""
    said = {word for word in rule.never if word == evidence.actor or _is_named(word, evidence.whole)}
    return said | (rule.never & (words | carried))


def _is_named(word: str, whole: tuple[str, ...]) -> bool:
    return len(word) > 1 and any(word in (said if len(word) > SHORT else said[-HEAD:]) for said in whole)


def _first(alternatives: tuple[str, ...], words: Set[str]) -> str | None:
    for word in alternatives:
        if word in words:
            return word
    return None


def _worth(word: str, evidence: Evidence) -> float:
    if word in evidence.phrase:
        return float(len(word))
    if word in evidence.carried or word == evidence.actor:
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


@made_of(*CODED_BY)
def all_rules(data: Data) -> RuleSet:
    """Return all rules of the data as a `RuleSet`; a set that ``exclusions.csv`` does not have is a `BadTable`."""
    kinds = load_indicators(data)["kind"].to_dict()
    patterns = load_patterns(data)
    return RuleSet(
        tuple(
            Rule(
                row.pattern,
                row.indicator,
                _groups(row.counts),
                _groups(row.about),
                frozenset(never),
                frozenset(row.unit.split("|")) - {""},
                kinds.get(row.indicator, ""),
                row.maybe,
            )
            for row, never in zip(patterns.itertuples(), expand_sets(data, "patterns", patterns["never"]), strict=True)
        )
    )


def rules_of_unit(data: Data, unit: str) -> RuleSet:
    """Return the rules that a figure in a unit may fit as a `RuleSet`."""
    kind = "amount" if unit in MONEY else "rate" if unit in RATES else "count"
    if not unit:
        return data.made(_rules_of_names, kind, None)
    # 甲次, 乙次 …: of what texts print only the names that rules have, or what is kept would grow with the texts.
    return data.made(_rules_of_names, kind, names_of_unit(unit, data) & data.made(_names_of_rules))


@made_of("units")
def _classes(data: Data) -> dict[str, str]:
    return load_units(data)["class"].to_dict()


@made_of(*CODED_BY)
def _names_of_rules(data: Data) -> frozenset[str]:
    return frozenset(name for rule in data.made(all_rules).rules for name in rule.units)


@made_of(*CODED_BY)
def _rules_of_names(data: Data, kind: str, names: frozenset[str] | None) -> RuleSet:
    """Return the rules of a kind, and of a unit by its names; without a unit (None) a figure may have any."""
    return RuleSet(
        tuple(
            rule
            for rule in data.made(all_rules).rules
            if (rule.units & names if rule.units and names is not None else rule.kind in (kind, ""))
        ),
        data.made(all_rules).tree,
    )


def names_of_unit(unit: str, data: Data) -> frozenset[str]:
    """Return the unit and its class: 家(次) is 家 and 家次, and so is of the times; 个学时 is 学时."""
    classes = data.made(_classes)
    names = {unit, unit.partition("(")[0], unit.replace("(次)", "次"), unit.removeprefix("个") or unit}
    known = {classes[name] for name in names if name in classes}
    return frozenset(names | (known or ({"times"} if unit.endswith("次") else set())))


def _groups(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_alternatives(group) for group in cell.split())


def _alternatives(cell: str) -> tuple[str, ...]:
    # Longest first, so that the word found is the one that says most.
    return tuple(sorted(filter(None, cell.split("|")), key=len, reverse=True))


def expand_sets(data: Data, table: str, cells: pd.Series) -> list[tuple[str, ...]]:
    """Return the words of each cell of a column: for ``@trade`` those of that set of ``exclusions.csv``.

    Parameters
    ----------
    data : Data
    table : str
        Which table the column is of.
    cells : pandas.Series

    Returns
    -------
    list of tuple of str

    Raises
    ------
    BadTable
        With every set that there is not.
    """
    sets = data.table("exclusions").groupby("set")["word"].agg(tuple).to_dict()
    named = [_alternatives(cell) for cell in cells]
    (file,) = data.files(table)
    faults = [
        f"{shown_path(file)}:{line}:{cells.name}: {word} is no set of exclusions.csv{_nearest(word, sets)}"
        for line, words in enumerate(named, 2)
        for word in words
        if word.startswith("@") and word[1:] not in sets
    ]
    if faults:
        raise BadTable(faults)
    return [tuple(word for name in words for word in sets.get(name[1:], (name,))) for words in named]


def _nearest(name: str, sets: Mapping[str, tuple[str, ...]]) -> str:
    near = nearest(name[1:], sets, 1)
    return f"; the nearest is @{near[0]}" if near else ""
