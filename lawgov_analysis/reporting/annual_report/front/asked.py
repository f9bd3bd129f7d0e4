"""What is asked of a report, line by line: whether it is there, and what tells it."""

import pandas as pd

from ....auditing import load_compliance_rules
from ....presentation import section_name
from ....presentation.blocks import table

# The parts stand in one line of the page. What the provisions ask for comes first.
FOUR_PARTS = ["part_results", "part_shortcomings", "part_leaders", "part_plan"]
LINES = ["signed", "published", "parts", "causes", "joint_signature", "title", "last_plan", "period"]


def asked_table(known):
    """Return the table of compliance, a line for each thing that is asked of this level.

    Parameters
    ----------
    known : Known

    Returns
    -------
    Html
    """
    say, rules = known.language.say, load_compliance_rules(known.data)
    names = [name for name in LINES if name == "parts" or name in known.complied]
    titles = rules[known.language.lang].to_dict() | {"parts": say("front_parts")}
    shown = pd.DataFrame(
        [[titles[name], *(_parts(known) if name == "parts" else _line(known, name))] for name in names],
        columns=[say(f"front_column_{column}") for column in ("asked", "answer", "found")],
    )
    by_law = sum(1 for name in names if name == "parts" or known.complied[name].clause)
    return table(shown, say("front_compliance_caption", n=by_law))


def _line(known, name):
    """Return the answer of a rule and what tells it."""
    row, say = known.complied[name], known.language.say
    answer, report, is_chinese = say(f"front_{row.answer}"), known.report.report, known.language.lang == "zh"
    if row.answer == "unknown":
        return answer, _why(known, row)
    if name in ("signed", "published") and row.day:
        text = say("front_signed_on" if row.section == "sig" else "front_published_on", date=known.date(row.day))
        return answer, text if row.binding else say("front_not_binding", text=text)
    if name == "period" and row.answer == "yes" and row.day:
        return answer, say("front_until", date=known.date(row.day))
    if name == "joint_signature" and report["issuer"] and is_chinese:
        return answer, report["issuer"]
    if name == "title" and report["title"] and is_chinese:
        return answer, say("titled", title=report["title"])
    return answer, _placed(say(f"front_{name}_{row.answer}"), row, known)


def _parts(known):
    """Return the line of the four parts that must be there."""
    rows, say = [known.complied[name] for name in FOUR_PARTS], known.language.say
    answers = {row.answer for row in rows}
    if answers == {"unknown"}:
        return say("front_unknown"), _why(known, rows[0])
    answer = "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"
    said = []
    for row in rows:
        part = say(f"front_{row.rule}")
        said.append(_placed(part, row, known) if row.answer == "yes" else say(f"front_part_{row.answer}", part=part))
    return say(f"front_{answer}"), known.language.join(said)


def _placed(text, row, known):
    where = section_name(row.section, known.language)
    return known.language.say("front_with", text=text, evidence=where) if where else text


def _why(known, row):
    reasons = known.data.table("compliance_reasons", index="reason")
    return reasons.loc[row.reason, known.language.lang]
