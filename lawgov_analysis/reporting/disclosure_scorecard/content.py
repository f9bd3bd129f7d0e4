"""Content: which item of the rubric and which core indicator a report has, and what most of them lack."""

import pandas as pd

from ...analysis.charts_matrix import answer_matrix
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import records
from .evidence import NO, NOT_ASKED, PARTLY, UNKNOWN, YES
from .words import anonymous, core_nobody_states, detail, lacking, names_of, nobody_has, rule_name, source

COMMONEST, CASES = 10, 2


def items(subject):
    """Show which place has which item of the rubric."""
    say, language = subject.language.say, subject.language
    blocks = [heading(say("scorecard_items"))]
    judged = subject.judged
    if judged.empty:
        return View([*blocks, paragraph(say("scorecard_nothing_scored"))], anonymous(subject, judged))
    cells = judged.assign(
        place=[subject.names[code] for code in judged["place_code"]],
        item=[rule_name(subject, rule) for rule in judged["rule"]],
        group=judged["dimension"],
    )
    # What no level here is asked is no row.
    cells = cells[
        ~cells["rule"].isin(set(subject.rubric["rule"]) - set(judged.loc[judged["answer"] != NOT_ASKED, "rule"]))
    ]
    blocks.append(paragraph(say("scorecard_items_intro")))
    if len(subject.scored) > 1:
        blocks.append(answer_matrix(cells, say("scorecard_matrix_title", year=subject.year), language, source(subject)))
    rows = []
    for row in records(subject.rubric):
        own = judged[judged["rule"] == row.rule]
        codes = {
            answer: own.loc[own["answer"] == answer, "place_code"].tolist() for answer in (YES, PARTLY, NO, UNKNOWN)
        }
        if any(codes.values()):
            counts = [str(len(codes[answer])) for answer in (YES, PARTLY, NO, UNKNOWN)]
            rows.append([getattr(row, subject.lang), *counts, names_of(subject, codes[NO], 8) or "—"])
    columns = [
        "column_item",
        *(f"scorecard_answer_{answer}" for answer in (YES, PARTLY, NO, UNKNOWN)),
        "scorecard_column_who",
    ]
    shown = pd.DataFrame(rows, columns=[say(name) for name in columns])
    blocks.append(table(shown, say("scorecard_items_caption"), numeric=shown.columns[1:5]))
    return View(blocks, anonymous(subject, judged))


def core_indicators(subject):
    """Show how many core indicators each report states, and which of them nobody does."""
    say, language = subject.language.say, subject.language
    blocks = [heading(say("scorecard_core"))]
    frame = subject.known.core_as_read
    if frame.empty:
        return View([*blocks, paragraph(say("scorecard_no_core"))], anonymous(subject, frame))
    blocks.append(paragraph(say("scorecard_core_intro")))
    said = [
        say("scorecard_core_nobody", level=level, n=n, m=len(nobody), names=language.join(nobody))
        for level, n, _, nobody in core_nobody_states(subject)
    ]
    counts = frame.groupby(["place_code"], sort=False)["stated"].agg(["sum", "size"])
    shown = pd.DataFrame(
        {
            say("column_place"): [subject.names[code] for code in counts.index],
            say("column_core"): counts["size"].astype("str"),
            say("column_core_stated"): counts["sum"].astype("str"),
            say("column_share"): [language.percent(100 * row["sum"] / row["size"], 0) for _, row in counts.iterrows()],
        }
    )
    if said:
        blocks.append(bullets(said))
    blocks.append(table(shown, say("scorecard_core_caption"), numeric=shown.columns[1:]))
    return View(blocks, anonymous(subject, frame))


def defects(subject):
    """Show the ten commonest defects, each with cases."""
    say, language = subject.language.say, subject.language
    blocks = [heading(say("scorecard_defects"))]
    if subject.scored.empty:
        return View([*blocks, paragraph(say("scorecard_nothing_scored"))], anonymous(subject, subject.judged))
    found, nobody = lacking(subject), nobody_has(subject)
    if nobody:
        names = language.join(rule_name(subject, rule) for rule in nobody)
        blocks.append(paragraph(say("scorecard_nobody_has", names=names)))
        found = found[~found["rule"].isin(nobody)]
    if found.empty:
        return View([*blocks, paragraph(say("scorecard_no_defects"))], anonymous(subject, found))
    judged = subject.judged[~subject.judged["answer"].isin([UNKNOWN, NOT_ASKED])].groupby("rule").size()
    counts = found.groupby("rule", sort=False)["answer"].agg(
        no=lambda a: (a == NO).sum(), partly=lambda a: (a == PARTLY).sum()
    )
    counts = counts.assign(judged=judged.reindex(counts.index))
    counts["at"] = counts.index.map({rule: at for at, rule in enumerate(subject.rubric["rule"])})
    # What is not there at all weighs before what is there in part.
    counts = counts.sort_values(["no", "partly", "at"], ascending=[False, False, True]).head(COMMONEST)
    rubric = subject.rubric.set_index("rule")
    rows = []
    for at, rule in enumerate(counts.index, 1):
        own = found[found["rule"] == rule].sort_values("points", kind="stable")
        cases = []
        for row in records(own)[:CASES]:
            said = detail(subject, row, row.evidence, row.about, short=True)
            name = subject.names[row.place_code]
            cases.append(say("scorecard_case", place=name, said=said) if said else name)
        rows.append(
            [str(at), rubric.loc[rule, subject.lang], say(f"scorecard_basis_{rubric.loc[rule, 'basis']}")]
            + [str(int(counts.loc[rule, name])) for name in ("no", "partly", "judged")]
            + [language.say("semicolon").join(cases)]
        )
    columns = [
        "column_number",
        "column_item",
        "scorecard_column_basis",
        "scorecard_answer_no",
        "scorecard_answer_partly",
    ]
    columns += ["scorecard_column_judged_n", "scorecard_column_cases"]
    shown = pd.DataFrame(rows, columns=[say(name) for name in columns])
    key = "scorecard_defects_intro" if len(rows) >= COMMONEST else "scorecard_defects_few"
    blocks += [
        paragraph(say(key, n=len(rows))),
        table(shown, say("scorecard_defects_caption"), numeric=[shown.columns[0], *shown.columns[3:6]]),
    ]
    return View(blocks, counts.drop(columns="at").reset_index())
