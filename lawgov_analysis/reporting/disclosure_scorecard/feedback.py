"""Feedback: a sheet for each place, to be sent back: what to check, what could be better, what we could not tell.

Notes on our own codebook are not in it, and of what could not be told only what the place can clear up.
"""

import pandas as pd

from ...presentation import capital, section_name
from ...presentation.blocks import View, heading, new_page, paragraph, table
from ...tables import load_reports, records
from .evidence import UNKNOWN
from .scoring import UNSCORED
from .words import band_name, detail, lacking, nobody_has, rule_name, tidy

# What a place is asked first: what the provisions ask for, then what does not add up, then what could be better.
BASES = ["provision", "fault", "custom"]
# A place knows the day on which it published; that our text is not at hand is no matter of it.
CAN_TELL = ("no_day", "reposted", "not_said", "not_recorded")


def feedback(subject):
    """Show a sheet for each scored place, on a page of its own, and ask the others for their reports.

    Nothing in the edition without names.
    """
    say = subject.language.say
    if not subject.show_names:
        return View([], pd.DataFrame(columns=["place", "basis", "rule"]))
    found, sheets, rows, counts = lacking(subject), [], [], []
    nobody = nobody_has(subject)
    found = found[~found["rule"].isin(nobody)]
    for place in records(subject.scored):
        own = found[found["place_code"] == place.place_code]
        own = own.sort_values("basis", key=lambda bases: bases.map(BASES.index), kind="stable")
        open_ = subject.judged[subject.judged["place_code"] == place.place_code]
        open_ = open_[(open_["answer"] == UNKNOWN) & open_["reason"].isin(CAN_TELL)]
        asked = [_asked(subject, row) for row in records(own)]
        sheets += [new_page(), *_sheet(subject, place, asked, records(open_))]
        must = sum(basis != "custom" for basis, *_ in asked)
        counts.append([subject.names[place.place_code], *map(str, (must, len(asked) - must, len(open_)))])
        rows += [[place.place_code, *row] for row in asked]
    blocks = [new_page(), heading(say("scorecard_feedback")), paragraph(say("scorecard_feedback_intro"))]
    if counts:
        columns = ["column_place", "scorecard_column_check", "scorecard_column_better", "scorecard_column_tell"]
        shown = pd.DataFrame(counts, columns=[say(name) for name in columns])
        blocks += [heading(say("scorecard_sheets"), level=3)]
        blocks += [table(shown, say("scorecard_sheets_caption"), numeric=shown.columns[1:]), *sheets]
    waiting = subject.places[subject.places["status"] != "scored"]
    if len(waiting):
        shown = pd.DataFrame(
            {
                say("column_place"): [subject.names[code] for code in waiting["place_code"]],
                say("scorecard_column_why"): [say(f"scorecard_wanted_{status}") for status in waiting["status"]],
            }
        )
        blocks += [
            new_page(),
            heading(say("scorecard_wanted"), level=3),
            paragraph(say("scorecard_wanted_intro", year=subject.year)),
        ]
        blocks.append(table(shown, say("scorecard_wanted_caption")))
    return View(blocks, pd.DataFrame(rows, columns=["place_code", "basis", "rule", "content", "where"]))


def _asked(subject, row):
    """What a place is asked about an item: its basis and rule, the words, and where to look."""
    rubric = subject.rubric.set_index("rule")
    found = said = detail(subject, row, row.evidence, row.about)
    asks = rubric.loc[row.rule, f"ask_{subject.lang}"]
    # A message of the audit says itself what does not add up.
    if row.said:
        is_asked = said.endswith(subject.language.say("audit_unsure").strip())
        asks = "" if is_asked else subject.language.say("scorecard_please_check")
    said = tidy(said) if subject.lang == "zh" else capital(said.rstrip(".")) + ". "
    return row.basis, row.rule, (said if found else "") + asks, _where(subject, row)


def _where(subject, row):
    if row.section:
        return section_name(row.section, subject.language)
    if row.figures and len(row.figures) <= 6:
        figures = subject.known.of(row.place_code).printed.set_index("figure")
        names = [section_name(figures.loc[number, "section"], subject.language) for number in row.figures]
        return subject.language.join(dict.fromkeys(filter(None, names)))
    return ""


def _sheet(subject, place, asked, open_):
    say, language = subject.language.say, subject.language
    report = load_reports(place.place_code, subject.year, subject.data).iloc[0]
    own = subject.scores.set_index("place_code").loc[place.place_code]
    # To the place itself the sheet is of the report as it is titled.
    about = language.report_title(report)
    titled = say("titled", title=about) if report["title"] and subject.lang == "zh" else about
    key = "scorecard_sheet_unscored" if own["band"] == UNSCORED else "scorecard_sheet_score"
    told = say(
        key,
        score=f"{own['score']:.1f}",
        band=band_name(subject, own["band"], own["capped"]),
        judged=language.percent(own["judged"], 0),
    )
    name = subject.names[place.place_code]
    must = [row for row in asked if row[0] != "custom"]
    blocks = [
        heading(say("scorecard_sheet_title", place=language.place(place.place_code), year=subject.year), level=4),
        paragraph(
            say("scorecard_sheet_to", name=report["issuer"] if report["issuer"] and subject.lang == "zh" else name)
        ),
        paragraph(capital(say("scorecard_sheet_intro", report=titled))),
    ]
    if place.place_code not in subject.known.reviewed:
        blocks.append(paragraph(say("scorecard_sheet_unread")))
    if must:
        blocks.append(
            table(_asked_table(subject, must, "scorecard_reply"), say("scorecard_sheet_check", place=name, n=len(must)))
        )
    else:
        blocks.append(paragraph(say("scorecard_sheet_nothing")))
    better = [row for row in asked if row[0] == "custom"]
    if better:
        blocks.append(
            table(
                _asked_table(subject, better, "scorecard_reply_better"),
                say("scorecard_sheet_better", place=name, n=len(better)),
            )
        )
    missing = _missing_core(subject, place)
    if missing:
        blocks.append(paragraph(say("scorecard_sheet_core", n=len(missing), names=language.join(missing))))
    if open_:
        shown = language.join(rule_name(subject, row.rule) for row in open_)
        blocks.append(paragraph(say("scorecard_sheet_unknown", n=len(open_), items=shown)))
    if report["official"] == "no":
        blocks.append(paragraph(say("scorecard_sheet_unofficial")))
    blocks += [
        paragraph(say("scorecard_sheet_scored", scored=told)),
        paragraph(say("scorecard_sheet_end")),
        paragraph(say("scorecard_sheet_from")),
    ]
    return blocks


def _asked_table(subject, rows, reply):
    say = subject.language.say
    return pd.DataFrame(
        {
            say("column_number"): [str(at) for at in range(1, len(rows) + 1)],
            say("column_item"): [rule_name(subject, rule) for _, rule, _, _ in rows],
            say("scorecard_column_content"): [said for _, _, said, _ in rows],
            say("column_section"): [where or "—" for _, _, _, where in rows],
            say("scorecard_column_reply"): [say(reply) for _ in rows],
        }
    )


def _missing_core(subject, place):
    """The core indicators without a number, by name: where the row on them is not full."""
    rules = subject.rubric.loc[subject.rubric["evidence"] == "core", "rule"]
    judged = subject.judged
    own = judged[(judged["place_code"] == place.place_code) & judged["rule"].isin(rules)]
    if own.empty or not own["points"].lt(1).any():
        return []
    frame = subject.known.core
    frame = frame[(frame["place_code"] == place.place_code) & ~frame["stated"]]
    return [subject.language.indicator(name) for name in frame["indicator"]]
