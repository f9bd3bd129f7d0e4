"""Words: how what was judged is said, in the tables and in the sheets that go back to the places."""

import re

import pandas as pd

from ...tables import records
from .evidence import NO, NOT_ASKED, PARTLY, UNKNOWN

# That none of so many reports has an item says something.
FEWEST = 3


def anonymous(subject, frame):
    """Return a table without what tells one place from another, where the edition has no names."""
    frame = frame.copy()
    if "place_code" in frame:
        frame.insert(0, "place", [subject.names[code] for code in frame["place_code"]])
    if subject.show_names:
        return frame
    telling = [
        "place_code",
        "url",
        "title",
        "issuer",
        "said",
        "other",
        "figures",
        "section",
        "other_code",
        "places",
        "day",
        "document_type",
    ]
    return frame.drop(columns=[name for name in telling if name in frame])


def day_of(subject, day, short=False):
    """Return a day as it is said."""
    language = subject.language
    if pd.isna(day) or day == "":
        return language.say("scorecard_unknown_day")
    day = pd.Timestamp(day)
    values = {
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "name": day.strftime("%B"),
        "short": day.strftime("%b"),
    }
    return language.say("scorecard_day_short" if short else "scorecard_day", **values)


def rule_name(subject, rule):
    """Return the name of a row of the rubric."""
    return subject.rule_names[rule]


def dimension_name(subject, dimension):
    """Return the name of a dimension."""
    if subject.lang == "zh":
        return dimension
    return subject.rubric.set_index("dimension").loc[[dimension], "dimension_en"].iloc[0]


def kind_name(subject, kind):
    """Return the name of what places stand among."""
    return subject.language.gloss(kind, "level")


def band_name(subject, band, capped=""):
    """Return the name of a band; of one that stands below its score, why."""
    bands = subject.bands.set_index("band")
    if band not in bands.index:
        return subject.language.say("scorecard_unscored")
    name = bands.loc[band, subject.lang]
    return subject.language.say("scorecard_capped", band=name, better=band_name(subject, capped)) if capped else name


def why_unknown(subject, reason):
    """Return why something cannot be told."""
    reasons = subject.data.table("compliance_reasons", index="reason")
    if reason in reasons.index:
        return reasons.loc[reason, subject.lang]
    return subject.language.say(f"scorecard_why_{reason}")


def detail(subject, row, evidence, about="", short=False):
    """Return what was counted or found, ``""`` where the item says it all; in a list its short form.

    Of the public edition nothing that could be looked up is said.
    """
    language = subject.language
    if evidence == "own_words" and row.other and row.answer in (PARTLY, NO):
        code, year = row.other
        return language.say(
            "scorecard_shared_with", other=subject.names[code], year=year, share=language.percent(row.value, 0)
        )
    if row.said and subject.show_names and short:
        return in_list(row.said, language)
    if row.said and subject.show_names:
        return ("" if subject.lang == "zh" else " ").join(map(tidy, row.said))
    if pd.notna(row.value) and evidence in ("core", "rate_counts", "exact", "new_numbers", "plans", "answered"):
        key = f"scorecard_value_{about if evidence == 'plans' else evidence}{'' if row.value else '_none'}"
        return language.say(key, value=int(row.value), of=int(row.of))
    if row.day and row.answer == NO and subject.show_names:
        key = f"scorecard_on_day_{about}" if about in ("signed", "published") else "scorecard_on_day"
        return language.say(key, day=day_of(subject, row.day))
    return ""


def in_list(messages, language):
    """Return messages of the audit as one item of a list: the first, without its full stop, and how many there are."""
    first = messages[0].removesuffix(language.say("audit_unsure")).rstrip("。. ")
    mark = language.say("semicolon")
    first = first.replace(mark, language.say("scorecard_and"))
    return language.say("scorecard_said_more", said=first, n=len(messages)) if len(messages) > 1 else first


def nobody_has(subject):
    """Return the rules of common practice that no report has: that is said once and not of each place.

    What a provision asks for, or does not add up, is asked of each all the same.
    """
    own = lacking(subject)
    own = own[(own["basis"] == "custom") & (own["answer"] == NO)].groupby("rule", sort=False).size()
    told = subject.judged[~subject.judged["answer"].isin([UNKNOWN, NOT_ASKED])].groupby("rule").size()
    return [rule for rule, n in own.items() if n == told[rule] and n >= FEWEST]


def tidy(message):
    """Return a message of the audit as a sentence that another may follow."""
    return message if re.search(r"[。.）)]$", message) else message + "。"


def names_of(subject, codes, at_most=None):
    """Return places by name, in their order; of many the first few and how many more."""
    names = [subject.names[code] for code in codes]
    if at_most and len(names) > at_most:
        shown = subject.language.join(names[:at_most])
        return subject.language.say("scorecard_and_more", names=shown, n=len(names))
    return subject.language.join(names)


def lacking(subject):
    """Return what was judged not to be there, or not wholly, with the rows of the rubric."""
    judged = subject.judged.merge(
        subject.rubric[["rule", "evidence", "about", "basis"]], on="rule", how="left", validate="many_to_one"
    )
    return judged[judged["answer"].isin([NO, PARTLY])]


def unknown(subject):
    """Return what could not be told."""
    return subject.judged[subject.judged["answer"] == UNKNOWN]


def asked(judged):
    """Return what was asked of the level of each place."""
    return judged[judged["answer"] != NOT_ASKED]


def by_place(judged, code):
    """Return the rows of a place, as named tuples."""
    return records(judged[judged["place_code"] == code])


def source(subject):
    """Return what stands below a chart: how many reports it is of."""
    return subject.language.say("scorecard_source", n=len(subject.scored), year=subject.year)


def joined(said, subject):
    """Return sentences as one paragraph."""
    return " ".join(said) if subject.lang == "en" else "".join(said)


def core_nobody_states(subject):
    """Yield, of the reports of each level, its name, how many they are, its core indicators, and which none states."""
    frame = subject.known.core_as_read
    for level, own in frame.groupby("level", sort=False) if len(frame) else ():
        counts = own.groupby("indicator", sort=False)["stated"].sum()
        nobody = [subject.language.indicator(name) for name in counts.index[counts == 0]]
        n = own["place_code"].nunique()
        if nobody and n > 1:
            yield kind_name(subject, level), n, len(counts), nobody
