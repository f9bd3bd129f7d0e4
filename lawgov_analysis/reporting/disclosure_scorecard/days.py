"""Days: who signed and published when and where, and whether in time."""

from urllib.parse import urlsplit

import pandas as pd

from ...analysis.charts_matrix import day_dots
from ...presentation.blocks import View, heading, paragraph, table
from ...tables import load_reports, records
from .evidence import NO, NOT_ASKED, YES
from .words import anonymous, day_of, source

# Years from its own in which the days of a report can lie that is drawn.
DRAWN = 3
TYPES = {"年度报告": "annual", "总结": "summary", "部门报告": "department", "新闻": "news", "其他": "other"}


def publication(subject):
    """Show who published when and where."""
    say, language = subject.language.say, subject.language
    reported = subject.places[subject.places["status"] != "none"]
    rows = []
    told = subject.known.compliance
    for place in records(reported):
        report = load_reports(place.place_code, subject.year, subject.data).iloc[0]
        answers = {row.rule: row for row in records(told[told["place_code"] == place.place_code])}
        is_news = place.status == "not_report"
        rows.append(
            {
                "place_code": place.place_code,
                "kind": place.kind,
                "document_type": report["document_type"],
                "signed": pd.NaT if is_news else report["issued_on"],
                "published": pd.NaT if is_news else report["published_on"],
                "signed_in_time": answers["signed"].answer if "signed" in answers else NOT_ASKED,
                "signed_binds": bool("signed" in answers and answers["signed"].binding),
                "published_in_time": answers["published"].answer if "published" in answers else NOT_ASKED,
                "official": report["official"],
                "url": report["url"],
                "status": place.status,
            }
        )
    frame = pd.DataFrame(rows)
    blocks = [heading(say("scorecard_publication"))]
    if frame.empty:
        return View([*blocks, paragraph(say("scorecard_no_reports"))], frame)
    frame["signed"], frame["published"] = (pd.to_datetime(frame[name]) for name in ("signed", "published"))
    own = frame[frame["status"] == "scored"]
    # Late is also what is recorded as late, or was signed too late, though its day is not on record.
    late, judged = own[own["published_in_time"] == NO], own[own["published_in_time"].isin([YES, NO])]
    dated = own[own["published"].notna()]
    blocks.append(
        paragraph(
            say(
                "scorecard_publication_intro",
                n=len(own),
                known=len(dated),
                judged=len(judged),
                unknown=len(own) - len(judged),
                late=len(late),
            )
        )
    )
    # A figure with one dot says less than its sentence.
    if len(dated) > 3 and subject.show_names:
        blocks.append(
            day_dots(
                _days(subject, own),
                subject.year,
                say("scorecard_dots_title", year=subject.year),
                language,
                source(subject),
            )
        )
    shown = pd.DataFrame(
        {
            say("column_place"): [subject.names[code] for code in frame["place_code"]],
            # The one summary of work among reports would tell whose it is.
            **(
                {
                    say("row_document_type"): [
                        say(f"scorecard_type_{kind}") for kind in frame["document_type"].map(TYPES)
                    ]
                }
                if subject.show_names
                else {}
            ),
            say("scorecard_column_signed"): [_signed(subject, row) for row in records(frame)],
            say("scorecard_column_published"): [_published(subject, row) for row in records(frame)],
            say("scorecard_column_where"): [_where(subject, row) for row in records(frame)],
        }
    )
    blocks.append(table(shown, say("scorecard_publication_caption", year=subject.year)))
    if ((frame["signed_in_time"] == NO) & ~frame["signed_binds"]).any():
        blocks.append(paragraph(say("scorecard_signed_note")))
    if not subject.show_names:
        blocks.append(paragraph(say("scorecard_public_note")))
    return View(blocks, anonymous(subject, _without_days(subject, frame)))


def _days(subject, frame):
    signed, published = (
        [day if _can_be_drawn(subject, day) else pd.NaT for day in frame[name]] for name in ("signed", "published")
    )
    texts = []
    for row in records(frame):
        if pd.isna(row.published):
            texts.append(subject.language.say("scorecard_no_day"))
        else:
            key = "scorecard_late_day" if row.published_in_time == NO else "scorecard_in_time"
            texts.append(subject.language.say(key, day=day_of(subject, row.published, short=True)))
    return pd.DataFrame(
        {
            "place": [subject.names[code] for code in frame["place_code"]],
            "signed": pd.to_datetime(pd.Series(signed, dtype="datetime64[ns]")).to_numpy(),
            "published": pd.to_datetime(pd.Series(published, dtype="datetime64[ns]")).to_numpy(),
            "text": texts,
        }
    )


def _can_be_drawn(subject, day):
    """Whether a day lies near the year, so that the others are not pressed together; its text says it in any case."""
    return pd.isna(day) or abs(day.year - subject.year) <= DRAWN


def _without_days(subject, frame):
    return frame if subject.show_names else frame.drop(columns=["signed", "published"])


def _signed(subject, row):
    if not subject.show_names:
        return _side(subject, row.signed, row.signed_in_time, "signed")
    said = day_of(subject, row.signed)
    if row.signed_in_time == NO and row.status == "scored":
        return subject.language.say("scorecard_signed_late" if row.signed_binds else "scorecard_signed_after", day=said)
    return said


def _published(subject, row):
    if row.status != "scored":
        return subject.language.say(f"scorecard_status_{row.status}")
    if not subject.show_names:
        return _side(subject, row.published, row.published_in_time, "published")
    said = day_of(subject, row.published)
    return subject.language.say("scorecard_published_late", day=said) if row.published_in_time == NO else said


def _side(subject, day, in_time, name):
    """On which side of its limit a day is: the day itself would tell whose report it is."""
    if pd.isna(day) or in_time not in (YES, NO):
        return subject.language.say("scorecard_unknown_day")
    return subject.language.say(f"scorecard_{'by' if in_time == YES else 'after'}_limit_{name}")


def _where(subject, row):
    if row.official == "no":
        return subject.language.say("scorecard_unofficial")
    if not row.url:
        return subject.language.say("scorecard_no_address")
    return (
        urlsplit(row.url).hostname.removeprefix("www.")
        if subject.show_names
        else subject.language.say("scorecard_official")
    )
