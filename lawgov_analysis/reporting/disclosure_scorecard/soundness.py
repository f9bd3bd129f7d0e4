"""Soundness: whether the figures hold, how plans are written, and whose words are another's."""

import pandas as pd

from ...analysis.charts_matrix import share_matrix
from ...auditing.similarity import ALIKE, AS_BEFORE, copied
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import records
from .words import anonymous, joined, source

FAULTS = ["rate-mismatch", "rate-out-of-range", "parts-mismatch", "subset-exceeds-total", "conflicting-values"]
FAULTS += ["growth-mismatch"]
NOT_WHOLE = ["period-incomplete"]


def trust(subject):
    """Show what can be checked in the figures of each report, and what does not hold."""
    say, language = subject.language.say, subject.language
    blocks = [heading(say("scorecard_trust"))]
    rows, said = [], []
    for place in records(subject.scored):
        code, known = place.place_code, subject.known.of(place.place_code)
        figures, open_ = known.figures, known.findings
        faults = open_[open_["rule"].isin(FAULTS)]
        partial = open_[open_["rule"].isin(NOT_WHOLE)]
        rates = figures[figures["unit"].isin(["%", "‰"]) & (figures["relation"] != "growth")]
        rows.append(
            {
                "place_code": code,
                "figures": len(figures),
                "relations": len(known.identities),
                "hold": int(known.identities["holds"].sum()),
                "faults": len(faults),
                "rates": len(rates),
                "all_hundred": bool((open_["rule"] == "all-hundred").any()),
                "vague": int((figures["bound"] != "exact").sum()),
                "not_whole": len(partial),
            }
        )
        said += [
            say("scorecard_of_place", place=subject.names[code], said=text)
            for text in [*faults["message"], *partial["message"]]
        ]
    frame = pd.DataFrame(rows)
    if frame.empty:
        return View([*blocks, paragraph(say("scorecard_nothing_scored"))], frame)
    checked, held = int(frame["relations"].sum()), int(frame["hold"].sum())
    alone = int((frame["relations"] == 0).sum())
    intro = [say("scorecard_trust_intro", checked=checked, held=held)]
    blocks.append(paragraph(joined([*intro, *([say("scorecard_trust_alone", n=alone)] if alone else [])], subject)))
    if said and subject.show_names:
        blocks.append(bullets(said))
    numbers = ["figures", "relations", "hold", "faults", "rates", "vague", "not_whole"]
    shown = pd.DataFrame({say("column_place"): [subject.names[code] for code in frame["place_code"]]})
    for name in numbers:
        shown[say(f"scorecard_column_{name}")] = [language.number(value) for value in frame[name]]
    blocks.append(table(shown, say("scorecard_trust_caption"), numeric=shown.columns[1:]))
    return View(blocks, anonymous(subject, frame))


def plans(subject):
    """Show how the shortcomings and plans are written: how many, with causes, numbers and days, and answered."""
    say = subject.language.say
    blocks = [heading(say("scorecard_plans"))]
    rows = []
    for code in subject.scored["place_code"]:
        stated = subject.known.of(code).statements
        short, plan = (stated[stated["kind"] == kind] for kind in ("shortcoming", "plan"))
        answered = {n for numbers in plan["answers"] for n in str(numbers).split("|")} & set(
            short["statement"].astype(str)
        )
        rows.append(
            {
                "place_code": code,
                "shortcomings": len(short),
                "with_cause": int((short["cause"] != "").sum()),
                "answered": len(answered),
                "plans": len(plan),
                "with_quantity": int((plan["quantity"] != "").sum()),
                "with_deadline": int((plan["deadline"] != "").sum()),
                "reviewed": code in subject.known.reviewed,
            }
        )
    frame = pd.DataFrame(rows)
    if frame.empty:
        return View([*blocks, paragraph(say("scorecard_nothing_scored"))], frame)
    read, columns = frame[frame["reviewed"]], list(frame.columns[1:-1])
    if len(read):
        blocks.append(paragraph(say("scorecard_plans_intro", **{name: int(read[name].sum()) for name in columns})))
    if unread := len(frame) - len(read):
        key = "scorecard_plans_unread" if len(read) else "scorecard_plans_none_read"
        blocks.append(paragraph(say(key, n=unread)))
    if read.empty:
        return View(blocks, anonymous(subject, frame))
    shown = pd.DataFrame({say("column_place"): [subject.names[code] for code in frame["place_code"]]})
    for name in columns:
        # What the program read of a report is neither for nor against it.
        shown[say(f"scorecard_column_{name}")] = frame[name].astype("str").where(frame["reviewed"], "—")
    blocks.append(table(shown, say("scorecard_plans_caption"), numeric=shown.columns[1:]))
    return View(blocks, anonymous(subject, frame))


def similarity(subject):
    """Show whose texts are alike, of those that are at hand."""
    say, language = subject.language.say, subject.language
    blocks = [heading(say("scorecard_similarity"))]
    if subject.scored.empty:
        return View([*blocks, paragraph(say("scorecard_nothing_scored"))], anonymous(subject, subject.judged))
    keys = subject.known.codes
    pairs = subject.known.alike
    at_hand = [code for code in subject.scored["place_code"] if code in subject.known.texts]
    if pairs.empty:
        return View(
            [*blocks, paragraph(say("scorecard_no_texts", n=len(keys), known=len(at_hand)))], anonymous(subject, pairs)
        )
    blocks.append(paragraph(say("scorecard_similarity_intro", n=len(keys), known=len(at_hand))))
    found = copied(pairs)
    if not subject.show_names:
        key = "scorecard_nothing_alike" if found.empty else "scorecard_alike_public"
        said = say(key, share=ALIKE, before=AS_BEFORE, n=found["place_code"].nunique())
        return View([*blocks, paragraph(said)], anonymous(subject, pairs))
    beside = pairs[pairs["other_year"] == subject.year]
    if len(at_hand) > 2 and (found["other_year"] == subject.year).any():
        names = [subject.names[code] for code in at_hand]
        square = beside.pivot_table("share", "place_code", "other_code").reindex(at_hand, columns=at_hand)
        square.index, square.columns = names, names
        blocks.append(
            share_matrix(square, say("scorecard_similarity_title", year=subject.year), language, source(subject))
        )
    if found.empty:
        blocks.append(paragraph(say("scorecard_nothing_alike", share=ALIKE, before=AS_BEFORE)))
    else:
        shown = pd.DataFrame(
            {
                say("column_place"): [subject.names[row.place_code] for row in records(found)],
                say("scorecard_column_other"): [
                    say("place_year", place=subject.names[row.other_code], year=row.other_year)
                    for row in records(found)
                ],
                say("scorecard_column_passages"): found["passages"].astype("str"),
                say("scorecard_column_characters"): [language.number(n) for n in found["characters"]],
                say("column_share"): [language.percent(share, 0) for share in found["share"]],
                say("scorecard_column_like"): [language.percent(share, 0) for share in found["like"]],
            }
        )
        blocks.append(
            table(shown, say("scorecard_similarity_caption", share=ALIKE, before=AS_BEFORE), numeric=shown.columns[2:])
        )
    frame = pairs.assign(other=[subject.names[code] for code in pairs["other_code"]])
    return View(blocks, anonymous(subject, frame))
