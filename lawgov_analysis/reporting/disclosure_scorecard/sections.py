"""The parts of the scorecard, each a step of its notebook: what it shows, and the same as a table."""

from urllib.parse import urlsplit

import pandas as pd

from ...analysis.charts_matrix import answer_matrix, day_dots, share_matrix, stacked_scores
from ...auditing.similarity import ALIKE, AS_BEFORE, copied
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import load_reports, records
from .evidence import NO, NOT_ASKED, PARTLY, UNKNOWN, YES
from .scoring import UNSCORED, moves
from .words import (
    anonymous,
    band_name,
    day_of,
    detail,
    dimension_name,
    kind_name,
    lacking,
    names_of,
    nobody_has,
    rule_name,
)

COMMONEST, CASES = 10, 2
# A set of more weights that all change in the right way is no case that anybody would think of.
THOUGHT_OF = 3
FAULTS = ["rate-mismatch", "rate-out-of-range", "parts-mismatch", "subset-exceeds-total", "conflicting-values"]
FAULTS += ["growth-mismatch"]
NOT_WHOLE = ["period-incomplete"]
# So many items are named of which any one would do.
NAMED = 3
# Years from its own in which the days of a report can lie that is drawn.
DRAWN = 3


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
        return View([heading(say("scorecard_summary")), paragraph(_joined(said, subject))], anonymous(subject, places))
    unread = [code for code in scored["place_code"] if code not in subject.known.reviewed]
    points = [say("scorecard_unread", n=len(unread), names=names_of(subject, unread, 8))] if unread else []
    points += [_on_bands(subject), *_on_days(subject), *_on_parts(subject), *_on_figures(subject), *_on_core(subject)]
    points += [*_on_words(subject), *_on_plans(subject), *_on_sheets(subject)]
    blocks = [
        heading(say("scorecard_summary")),
        paragraph(_joined(said, subject)),
        bullets(points),
        paragraph(say("scorecard_not_government")),
    ]
    return View(blocks, anonymous(subject, subject.scores))


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
                _source(subject),
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


TYPES = {"年度报告": "annual", "总结": "summary", "部门报告": "department", "新闻": "news", "其他": "other"}


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
        blocks.append(
            answer_matrix(cells, say("scorecard_matrix_title", year=subject.year), language, _source(subject))
        )
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
    frame = _core_as_read(subject)
    if frame.empty:
        return View([*blocks, paragraph(say("scorecard_no_core"))], anonymous(subject, frame))
    blocks.append(paragraph(say("scorecard_core_intro")))
    said = []
    for level, own in frame.groupby("level", sort=False):
        n = own["place_code"].nunique()
        counts = own.groupby("indicator", sort=False)["stated"].sum()
        nobody = [language.indicator(name) for name in counts.index[counts == 0]]
        named = kind_name(subject, level)
        if nobody and n > 1:
            said.append(say("scorecard_core_nobody", level=named, n=n, m=len(nobody), names=language.join(nobody)))
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
    blocks.append(paragraph(_joined([*intro, *([say("scorecard_trust_alone", n=alone)] if alone else [])], subject)))
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
            share_matrix(square, say("scorecard_similarity_title", year=subject.year), language, _source(subject))
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


def scores(subject):
    """Show the scores in their dimensions, by bands."""
    say, language = subject.language.say, subject.language
    blocks = [heading(say("scorecard_scores"))]
    frame = _with_dimensions(subject)
    if frame.empty:
        return View([*blocks, paragraph(say("scorecard_nothing_scored"))], anonymous(subject, frame))
    blocks += [paragraph(say("scorecard_denominator")), paragraph(say("scorecard_order"))]
    dimensions = list(dict.fromkeys(subject.rubric["dimension"]))
    named = {dimension: dimension_name(subject, dimension) for dimension in dimensions}
    drawn = frame[frame["score"].notna()]
    if len(drawn) > 1:
        bars = pd.DataFrame(
            {
                "place": [subject.names[code] for code in drawn["place_code"]],
                "group": [_group(subject, row) for row in records(drawn)],
                "text": [say("scorecard_bar", score=_score(row.score)) for row in records(drawn)],
                **{named[name]: drawn[name].to_numpy() for name in dimensions},
            }
        )
        title = say("scorecard_scores_title", year=subject.year)
        blocks.append(stacked_scores(bars, list(named.values()), title, language, _source(subject)))
    shown = pd.DataFrame(
        {
            say("scorecard_column_kind"): [kind_name(subject, kind) for kind in frame["kind"]],
            say("scorecard_column_band"): [band_name(subject, row.band, row.capped) for row in records(frame)],
            say("column_place"): [subject.names[code] for code in frame["place_code"]],
            say("scorecard_column_score"): [_score(value) for value in frame["score"]],
            say("scorecard_column_judged"): [language.percent(value, 0) for value in frame["judged"]],
        }
    )
    blocks.append(table(shown, say("scorecard_scores_caption", year=subject.year), numeric=shown.columns[3:]))
    return View(blocks, anonymous(subject, frame))


def sensitivity(subject):
    """Show which bands another weighing would change, and which weights they hang on."""
    say, language = subject.language.say, subject.language
    blocks = [heading(say("scorecard_sensitivity"))]
    scored = subject.scores[subject.scores["band"] != UNSCORED]
    if scored.empty:
        return View([*blocks, paragraph(say("scorecard_nothing_scored"))], anonymous(subject, scored))
    found = moves(subject.judged, scored, subject.bands)
    single = found[found["rules"].map(len) == 1]
    moved = scored[scored["steady"] < 20]
    by_one = single["place_code"].nunique()
    said = say("scorecard_sensitivity_none", n=len(scored))
    if len(moved):
        said = say(
            "scorecard_sensitivity_some",
            n=len(scored),
            steady=len(scored) - len(moved),
            moved=len(moved),
            single=by_one,
        )
    blocks += [paragraph(say("scorecard_sensitivity_how")), paragraph(said)]
    shown = pd.DataFrame(
        {
            say("column_place"): [subject.names[code] for code in scored["place_code"]],
            say("scorecard_column_score"): [_score(value) for value in scored["score"]],
            say("scorecard_column_band"): [band_name(subject, row.band, row.capped) for row in records(scored)],
            say("scorecard_column_range"): [
                say("scorecard_range", low=_score(row.lowest), high=_score(row.highest)) for row in records(scored)
            ],
            say("scorecard_column_steady"): [
                "—" if row.steady > 99.9 else language.percent(row.steady, 1) for row in records(scored)
            ],
            say("scorecard_column_moves"): [_moves(subject, found, row) for row in records(scored)],
        }
    )
    blocks.append(table(shown, say("scorecard_sensitivity_caption"), numeric=shown.columns[[1, 3, 4]]))
    return View(blocks, anonymous(subject, found))


def rubric(subject):
    """Show the rubric: what is judged, how, and how much it weighs; and the bands."""
    say, language = subject.language.say, subject.language
    own = subject.rubric
    levels = [language.join(kind_name(subject, one) for one in row.split("|") if row) for row in own["levels"]]
    shown = pd.DataFrame(
        {
            say("scorecard_column_dimension"): [dimension_name(subject, name) for name in own["dimension"]],
            say("column_item"): [
                name + (say("in_brackets", text=level) if level else "")
                for name, level in zip(own[subject.lang], levels, strict=True)
            ],
            say("scorecard_column_weight"): [language.number(weight) for weight in own["weight"]],
            say("scorecard_column_basis"): [say(f"scorecard_basis_{basis}") for basis in own["basis"]],
            say("scorecard_column_how"): own[f"how_{subject.lang}"],
        }
    )
    bands = subject.bands
    of_bands = pd.DataFrame(
        {
            say("scorecard_column_band"): bands[subject.lang],
            say("scorecard_column_from"): [language.number(limit) for limit in bands["score_from"]],
            say("scorecard_column_judged_from"): [language.percent(limit, 0) for limit in bands["judged_from"]],
        }
    )
    blocks = [
        heading(say("scorecard_rubric")),
        paragraph(say("scorecard_rubric_intro")),
        table(shown, say("scorecard_rubric_caption", n=len(own)), numeric=[shown.columns[2]]),
        table(of_bands, say("scorecard_bands_caption"), numeric=of_bands.columns[1:]),
    ]
    return View(blocks, own)


# What the sentences of the summary rest on.


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
    say, language, frame = subject.language.say, subject.language, _core_as_read(subject)
    said = []
    for level, own in frame.groupby("level", sort=False) if len(frame) else ():
        n = own["place_code"].nunique()
        counts = own.groupby("indicator", sort=False)["stated"].sum()
        nobody = [language.indicator(name) for name in counts.index[counts == 0]]
        if nobody and n > 1:
            shown = nobody[:5]
            named = language.join(shown)
            if len(nobody) > len(shown):
                named = say("scorecard_and_so_on", names=named)
            said.append(
                say(
                    "scorecard_core_silent",
                    level=kind_name(subject, level),
                    n=n,
                    m=len(nobody),
                    names=named,
                    core=len(counts),
                )
            )
    return said


def _core_as_read(subject):
    """The core indicators of the reports that people have read; of others the program may not have seen one."""
    frame = subject.known.core
    return frame[frame["place_code"].isin(subject.known.reviewed - subject.known.uncoded)]


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


def _with_dimensions(subject):
    """The scores with the points of each dimension, which sum to them."""
    frame = subject.scores.copy()
    known = subject.judged[subject.judged["points"].notna()]
    whole = known.groupby("place_code")["weight"].sum()
    points = (100 * known["weight"] * known["points"]).groupby([known["place_code"], known["dimension"]]).sum()
    for name in dict.fromkeys(subject.rubric["dimension"]):
        frame[name] = [
            points.get((code, name), 0.0) / whole[code] if code in whole.index else float("nan")
            for code in frame["place_code"]
        ]
    return frame


def _moves(subject, found, row):
    """Say which weights the band of a place hangs on."""
    say, language = subject.language.say, subject.language
    own = found[found["place_code"] == row.place_code]
    said = []
    if row.capped:
        bands = subject.bands.set_index("band")
        enough = language.percent(bands.loc[row.capped, "judged_from"], 0)
        said.append(say("scorecard_capped_move", better=band_name(subject, row.capped), enough=enough))
    elif own.empty:
        return say("scorecard_no_move")
    for to, ways in own.groupby("to", sort=False):
        single = [
            (rules[0], more[0]) for rules, more in zip(ways["rules"], ways["more"], strict=True) if len(rules) == 1
        ]
        together = [way for way in zip(ways["rules"], ways["more"], strict=True) if len(way[0]) > 1]
        band = band_name(subject, to)
        if single:
            names = [
                say(f"scorecard_{'more' if more else 'less'}", item=rule_name(subject, rule)) for rule, more in single
            ]
            key = "scorecard_move_one" if len(names) > 1 else "scorecard_move_single"
            listed = language.join(names[:NAMED])
            if len(names) > NAMED:
                listed = say("scorecard_move_more", names=listed, n=len(names))
            said.append(say(key, names=listed, band=band))
        for rules, more in together:
            if len(rules) <= THOUGHT_OF:
                names = [
                    say(f"scorecard_{'more' if up else 'less'}", item=rule_name(subject, rule))
                    for rule, up in zip(rules, more, strict=True)
                ]
                said.append(say("scorecard_move_some", names=language.join(names), band=band))
            else:
                said.append(say("scorecard_move_many", n=len(rules), band=band))
    return say("semicolon").join(said)


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


def _group(subject, row):
    return subject.language.say("scorecard_group", kind=kind_name(subject, row.kind), band=band_name(subject, row.band))


def _rules(subject, evidence, about):
    own = subject.rubric
    return own.loc[(own["evidence"] == evidence) & (own["about"] == about), "rule"].tolist()


def _score(value):
    return "—" if pd.isna(value) else f"{value:.1f}"


def _source(subject):
    return subject.language.say("scorecard_source", n=len(subject.scored), year=subject.year)


def _joined(said, subject):
    return " ".join(said) if subject.lang == "en" else "".join(said)
