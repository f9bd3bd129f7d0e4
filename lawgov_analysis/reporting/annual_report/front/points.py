"""Points: what the rules of the front page say of a report, the weightiest first."""

from itertools import islice
from typing import NamedTuple

from ....errors import BadTable
from ....paths import shown_path
from ....presentation import capital, section_name
from ....presentation.wordings import Wordings
from ....tables import records
from ....text.numerals import read_chinese
from .told import TOLD_BY

STRONG, PROBLEM = "strong", "problem"
SHOWN = 3
# A sentence names so many places of the outline; its figures open each its own.
PLACES = 2
# The laws that a rule of the front page may rest on, as the codebook names them.
LAWS = {"督察规定": "inspection"}


class Point(NamedTuple):
    """A sentence of the front page.

    Attributes
    ----------
    rule : str
        Id of ``data/rules/front/rules.csv``.
    text : str
        With its evidence.
    advice : str
        What answers a problem.
    figures : tuple of int
    sections : tuple of str
    clause : str
    weight : int
    """

    rule: str
    text: str
    advice: str
    figures: tuple
    sections: tuple
    clause: str
    weight: int


def points_of(known, kind):
    """Return the points of a kind, the weightiest first; none of what is no whole report of the year.

    Parameters
    ----------
    known : Known
    kind : str
        ``strong`` or ``problem``.

    Returns
    -------
    list of Point
    """
    if not known.is_whole:
        return []
    if kind not in known.points:
        known.points[kind] = _points(known, kind)
    return known.points[kind]


def _points(known, kind):
    rules = front_rules(known.data)
    # Of the strong points one a rule: each is of another kind.
    most = 1 if kind == STRONG else None
    return [
        _point(known, rule, each)
        for rule in sorted(rules, key=lambda rule: -rule.weight)
        if rule.kind == kind
        for each in islice(TOLD_BY[rule.told_by](known, rule), most)
    ]


def front_rules(data):
    """Return the rules of the front page, as rows.

    Raises
    ------
    BadTable
        When nothing tells one.
    """
    rules = records(data.table("front_rules"))
    if unknown := [rule for rule in rules if rule.told_by not in TOLD_BY]:
        file = shown_path(data.files("front_rules")[0])
        raise BadTable([f"{file}: rule {rule.rule}: nothing is told_by “{rule.told_by}”" for rule in unknown])
    return rules


def _words(data, column):
    return Wordings(data, "front_rules", ["rule"], column)


def _point(known, rule, found):
    language, data = known.language, known.data
    said = data.made(_words, language.lang).say(rule.rule, **found.values)
    advice = data.made(_words, f"advice_{language.lang}").say(rule.rule, **found.values)
    sections = found.sections or tuple(known.figures[n].section for n in found.figures)
    sections = tuple(dict.fromkeys(filter(None, sections)))
    text = with_evidence(said, sections, rule.clause, language)
    return Point(rule.rule, text, advice, found.figures, sections, rule.clause, rule.weight)


def with_evidence(said, sections, clause, language):
    """Return a sentence with the places and the provision that it rests on."""
    said = capital(said.rstrip("。."))
    evidence = [section_name(section, language) for section in sections[:PLACES]]
    if len(sections) > PLACES:
        evidence[-1] += language.say("front_more")
    evidence += [clause_name(clause, language)] if clause else []
    if not evidence:
        return said + language.say("stop").rstrip()
    return language.say("front_evidence", said=said, evidence=language.say("semicolon").join(evidence))


def clause_name(clause, language):
    """Return the name of a provision as in ``督察规定:四``."""
    law, _, part = clause.partition(":")
    chapter = part if language.lang == "zh" else read_chinese(part) or part
    return language.say("front_clause", law=language.say(f"front_law_{LAWS[law]}"), chapter=chapter)
