"""What is asked of a report, line by line: whether it is there, and what tells it."""

import pandas as pd

from ....auditing import load_compliance_rules
from ....presentation import section_name
from ....presentation.blocks import table

# The parts stand in one line of the page. What the provisions ask for comes first.
FOUR_PARTS = ["part_results", "part_shortcomings", "part_leaders", "part_plan"]
LINES = ["signed", "published", "parts", "causes", "joint_signature", "title", "last_plan"]
BECAME = ["done", "partly", "not_mentioned", "unknown"]


def asked_table(known):
    """Return the table of compliance, a line for each thing that is asked of this level.

    Parameters
    ----------
    known : Known

    Returns
    -------
    Html
    """
    say = known.language.say
    names = _lines(known)
    titles = _titles(known)
    shown = pd.DataFrame(
        [[titles[name], *(_parts(known) if name == "parts" else _line(known, name))] for name in names],
        columns=[say(f"front_column_{column}") for column in ("asked", "answer", "found")],
    )
    by_law = sum(1 for name in names if name == "parts" or known.complied[name].clause)
    return table(shown, say("front_compliance_caption", n=by_law))


def answered(known, answer):
    """Return the names of the lines that have an answer.

    Parameters
    ----------
    known : Known
    answer : str
        ``yes``, ``no`` or ``unknown``.

    Returns
    -------
    list of str
    """
    titles = _titles(known)
    return [titles[name] for name in _lines(known) if _answer(known, name) == answer]


def _lines(known):
    return [name for name in LINES if name == "parts" or name in known.complied]


def _titles(known):
    rules = load_compliance_rules(known.data)
    return rules[known.language.lang].to_dict() | {"parts": known.language.say("front_parts")}


def _answer(known, name):
    if name != "parts":
        return known.complied[name].answer
    answers = {known.complied[each].answer for each in FOUR_PARTS}
    return next(answer for answer in ("no", "unknown", "yes") if answer in answers)


def _line(known, name):
    """Return the answer of a rule and what tells it."""
    row, say = known.complied[name], known.language.say
    answer, report, is_chinese = say(f"front_{row.answer}"), known.report.report, known.language.lang == "zh"
    if name == "last_plan" and known.followed:
        return answer, _plans(known, row)
    if row.answer == "unknown":
        return answer, _why(known, row)
    if name in ("signed", "published") and row.day:
        said = "signed" if row.section == "sig" else "published" if known.is_official else "reposted"
        text = say(f"front_{said}_on", date=known.date(row.day))
        # The provisions ask when it was reported, of which the signature tells the earliest day.
        asides = ["front_inferred"] * (name == "signed") + ["front_reference"] * (not row.binding)
        return answer, say("front_with", text=text, evidence=say("comma").join(map(say, asides))) if asides else text
    if (
        name == "causes"
        and row.answer == "yes"
        and known.is_reviewed
        and all(each.cause for each in known.shortcomings)
    ):
        return answer, _placed(say("front_causes_of", n=len(known.shortcomings)), row, known)
    if name == "joint_signature" and report["issuer"] and is_chinese:
        return answer, report["issuer"]
    if name == "title" and report["title"] and is_chinese:
        return answer, say("titled", title=report["title"])
    return answer, _placed(say(f"front_{name}_{row.answer}"), row, known)


def _plans(known, row):
    """Return what became of last year's plans, by how many."""
    say = known.language.say
    counts = {status: sum(plan.status == status for plan in known.followed) for status in BECAME}
    told = say("comma").join(say(f"front_became_{status}", n=n) for status, n in counts.items() if n)
    said = say("front_became", n=len(known.followed), told=told)
    itself = known.items.get(row.item)
    if itself is None or itself.answer != "yes":
        return said if row.answer != "no" else say("semicolon").join([say("front_last_plan_no"), said])
    return say("semicolon").join([_placed(say("front_last_plan_yes"), row, known), said])


def _parts(known):
    """Return the line of the four parts that must be there."""
    rows, say = [known.complied[name] for name in FOUR_PARTS], known.language.say
    if {row.answer for row in rows} == {"unknown"}:
        return say("front_unknown"), _why(known, rows[0])
    said = []
    for row in rows:
        part = say(f"front_{row.rule}")
        said.append(_placed(part, row, known) if row.answer == "yes" else say(f"front_part_{row.answer}", part=part))
    return say(f"front_{_answer(known, 'parts')}"), known.language.join(said)


def _placed(text, row, known):
    where = section_name(row.section, known.language)
    return known.language.say("front_with", text=text, evidence=where) if where else text


def _why(known, row):
    reasons = known.data.table("compliance_reasons", index="reason")
    return reasons.loc[row.reason, known.language.lang]
