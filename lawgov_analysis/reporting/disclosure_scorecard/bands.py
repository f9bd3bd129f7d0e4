"""Bands: the scores, how far they hang on the weights, and the rubric that they follow."""

import pandas as pd

from ...analysis.charts_matrix import stacked_scores
from ...presentation.blocks import View, heading, paragraph, table
from ...tables import records
from .scoring import THOUGHT_OF, UNSCORED, moves
from .words import anonymous, band_name, dimension_name, kind_name, rule_name, source

# So many items are named of which any one would do.
NAMED = 3


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
        blocks.append(stacked_scores(bars, list(named.values()), title, language, source(subject)))
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


def _group(subject, row):
    return subject.language.say("scorecard_group", kind=kind_name(subject, row.kind), band=band_name(subject, row.band))


def _score(value):
    return "—" if pd.isna(value) else f"{value:.1f}"
