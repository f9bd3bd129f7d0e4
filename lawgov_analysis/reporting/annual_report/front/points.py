"""Points: what the rules of the front page say of a report, the weightiest first."""

from typing import NamedTuple

from ....errors import BadTable
from ....paths import shown_path
from ....presentation import capital, section_name
from ....presentation.wordings import Wordings
from ....tables import records
from .told import TOLD_BY

STRONG, PROBLEM = "strong", "problem"
SHOWN = 3


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
    return [
        _point(known, rule, each)
        for rule in sorted(rules, key=lambda rule: -rule.weight)
        if rule.kind == kind
        for each in TOLD_BY[rule.told_by](known, rule)
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
    advice = getattr(rule, f"advice_{language.lang}").format(**found.values)
    sections = found.sections or tuple(known.figures[n].section for n in found.figures)
    sections = tuple(dict.fromkeys(filter(None, sections)))
    text = with_evidence(said, sections, rule.clause, language)
    return Point(rule.rule, text, advice, found.figures, sections, rule.clause, rule.weight)


def with_evidence(said, sections, clause, language):
    """Return a sentence with the places and the provision that it rests on."""
    said = capital(said.rstrip("。."))
    evidence = [section_name(section, language) for section in sections[:SHOWN]]
    evidence += [clause_name(clause, language)] if clause else []
    if not evidence:
        return said + language.say("stop").rstrip()
    return language.say("front_evidence", said=said, evidence=language.say("semicolon").join(evidence))


def clause_name(clause, language):
    """Return the name of a provision as in ``督察规定:四``."""
    law, _, part = clause.partition(":")
    return language.say("front_clause", law=language.gloss(law), chapter=part) if part else language.gloss(law)
