"""At one look: whose reports are judged, and what was found, in sentences that somebody can decide on."""

from ...auditing.similarity import copied
from ...presentation.blocks import View, bullets, heading, paragraph
from ...tables import records
from .evidence import NO, UNKNOWN
from .scoring import THOUGHT_OF, UNSCORED, moves
from .soundness import plans
from .words import (
    anonymous,
    band_name,
    core_nobody_states,
    day_of,
    detail,
    joined,
    kind_name,
    lacking,
    names_of,
    rule_name,
)


def title(subject):
    """Show the title, and what was named twice."""
    blocks = [heading(subject.title, level=1)]
    if subject.twice:
        # One line, whoever is meant: the edition without names says how many.
        names = names_of(subject, subject.twice, 5) if subject.show_names else ""
        key = "scorecard_twice" if names else "scorecard_twice_public"
        blocks.append(paragraph(subject.language.say(key, names=names, n=len(subject.twice))))
    return View(blocks, anonymous(subject, subject.places))


def summary(subject):
    """Show what was found, in the sentences that somebody can decide on."""
    say = subject.language.say
    places, scored = subject.places, subject.scored
    said = [say("scorecard_scope", n=len(places), year=subject.year, scored=len(scored))]
    for status in ("excerpt", "not_report", "none"):
        codes = places.loc[places["status"] == status, "place_code"].tolist()
        if codes:
            said.append(say(f"scorecard_scope_{status}", n=len(codes), names=names_of(subject, codes, 12)))
    if reposts := _reposts(subject):
        said.append(say("scorecard_scope_reposts", names=names_of(subject, reposts, 8)))
    if subject.few:
        kinds = subject.language.join(kind_name(subject, kind) for kind in subject.few)
        said.append(say("scorecard_scope_few", kinds=kinds))
    if scored.empty:
        said.append(say("scorecard_nothing_scored"))
        return View([heading(say("scorecard_summary")), paragraph(joined(said, subject))], anonymous(subject, places))
    unread = [code for code in scored["place_code"] if code not in subject.known.reviewed]
    points = [say("scorecard_unread", n=len(unread), names=names_of(subject, unread, 8))] if unread else []
    points += [_on_bands(subject), *_on_days(subject), *_on_parts(subject), *_on_figures(subject), *_on_core(subject)]
    points += [*_on_words(subject), *_on_plans(subject), *_on_sheets(subject)]
    blocks = [
        heading(say("scorecard_summary")),
        paragraph(joined(said, subject)),
        bullets(points),
        paragraph(say("scorecard_not_government")),
    ]
    return View(blocks, anonymous(subject, subject.scores))


def _reposts(subject):
    """The scored places whose text on record is a repost on a site that is no government's."""
    reports = subject.data.table("reports")
    own = reports[(reports["year"] == subject.year) & (reports["official"] == "no")]["place_code"]
    return [code for code in subject.scored["place_code"] if code in set(own)]


def _on_bands(subject):
    say, scored = subject.language.say, subject.scores
    parts, more = [], ""
    for band in [*subject.bands["band"], UNSCORED]:
        codes = scored.loc[scored["band"] == band, "place_code"].tolist()
        if codes:
            name = band_name(subject, band)
            parts.append(say("scorecard_band_of", band=name, n=len(codes), names=names_of(subject, codes, 8)))
    capped = scored[scored["capped"] != ""]
    for better, own in capped.groupby("capped", sort=False):
        names = names_of(subject, own["place_code"], 8)
        more += say("scorecard_bands_capped", names=names, better=band_name(subject, better))
    banded = scored[scored["band"] != UNSCORED]
    ways = moves(subject.judged, banded, subject.bands)
    if moved := ways.loc[ways["rules"].map(len) <= THOUGHT_OF, "place_code"].nunique():
        more += say("scorecard_bands_moved", n=len(banded), moved=moved, few=THOUGHT_OF)
    return say("scorecard_bands", bands=say("semicolon").join(parts)) + more


def _on_days(subject):
    say, judged = subject.language.say, subject.judged
    own = judged[judged["rule"].isin(_rules(subject, "compliance", "published"))]
    if own.empty:
        return []
    late, unknown = (own[own["answer"] == answer] for answer in (NO, UNKNOWN))
    if late.empty:
        known = len(own) - len(unknown)
        said = say("scorecard_none_late", n=known) if known else say("scorecard_no_days")
    else:
        parts = [
            say("scorecard_late_one", place=subject.names[row.place_code], day=day_of(subject, row.day))
            if row.day and subject.show_names
            else subject.names[row.place_code]
            for row in records(late)
        ]
        said = say("scorecard_late", n=len(late), places=subject.language.join(parts))
    known = len(own) - len(unknown)
    more = say("scorecard_days_unknown", n=len(unknown)) if len(unknown) and known else ""
    return [said + (more or ("" if late.empty and not known else say("stop").strip()))]


def _on_parts(subject):
    say = subject.language.say
    found = lacking(subject)
    found = found[(found["basis"] == "provision") & (found["answer"] == NO)]
    found = found[~found["rule"].isin(_rules(subject, "compliance", "published"))]
    if found.empty:
        return [say("scorecard_parts_all")]
    parts = [
        say("scorecard_lacks", item=rule_name(subject, rule), names=names_of(subject, own["place_code"], 8))
        for rule, own in found.groupby("rule", sort=False)
    ]
    return [say("scorecard_parts", parts=say("semicolon").join(parts))]


def _on_figures(subject):
    say = subject.language.say
    found = lacking(subject)
    found = found[(found["evidence"] == "findings") & (found["answer"] == NO)]
    if found.empty:
        return [say("scorecard_figures_hold")]
    parts = []
    for row in records(found):
        said = detail(subject, row, row.evidence, short=True)
        name = subject.names[row.place_code]
        parts.append(say("scorecard_case", place=name, said=said) if said else name)
    return [say("scorecard_figures", n=found["place_code"].nunique(), cases=say("semicolon").join(parts))]


def _on_core(subject):
    say, language = subject.language.say, subject.language
    said = []
    for level, n, core, nobody in core_nobody_states(subject):
        shown = nobody[:5]
        names = language.join(shown)
        if len(nobody) > len(shown):
            names = say("scorecard_and_so_on", names=names)
        said.append(say("scorecard_core_silent", level=level, n=n, m=len(nobody), names=names, core=core))
    return said


def _on_words(subject):
    say = subject.language.say
    pairs = subject.known.alike
    found = copied(pairs)
    if found.empty:
        return []
    if not subject.show_names:
        # Whoever has the texts finds the pair that is alike, and so whose numbers are whose.
        return [say("scorecard_alike_public", n=found["place_code"].nunique())]
    said, seen = [], set()
    for row in records(found):
        both = frozenset([(row.place_code, row.year), (row.other_code, row.other_year)])
        if both in seen:
            continue
        seen.add(both)
        key = "scorecard_alike_before" if row.place_code == row.other_code else "scorecard_alike"
        said.append(
            say(
                key,
                place=subject.names[row.place_code],
                other=subject.names[row.other_code],
                share=subject.language.percent(row.share, 0),
            )
        )
    return [say("scorecard_alike_some", pairs=say("semicolon").join(said))]


def _on_plans(subject):
    frame = plans(subject).frame
    frame = frame[frame["reviewed"]] if len(frame) else frame
    sums = {name: int(frame[name].sum()) for name in frame.columns if frame[name].dtype.kind == "i"}
    say = subject.language.say
    return [say("scorecard_of_plans", said=say("scorecard_plans_intro", **sums))] if sums.get("plans") else []


def _on_sheets(subject):
    """Who is asked to check something, and how much."""
    say, found = subject.language.say, lacking(subject)
    found = found[found["basis"] != "custom"]
    if not subject.show_names:
        return []
    if found.empty:
        return [say("scorecard_sent_none")]
    counts = found.groupby("place_code", sort=False).size()
    names = subject.language.join(
        say("scorecard_sent_one", place=subject.names[code], n=n) for code, n in counts.items()
    )
    return [say("scorecard_sent", n=len(counts), places=names)]


def _rules(subject, evidence, about):
    own = subject.rubric
    return own.loc[(own["evidence"] == evidence) & (own["about"] == about), "rule"].tolist()
