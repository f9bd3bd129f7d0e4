"""Scoring: from what was judged to a score, a band, and how firmly the band stands when the weights change.

The score of a report is ``100 × Σ wᵢ pᵢ / Σ wᵢ`` over the items that were judged (weight w, points p from 0 to 1): what
is unknown or not asked of its level stands neither above nor below the line. A score reaches a limit T when
``Σ wᵢ (pᵢ − T) ≥ 0``, which is linear in the weights. So how far the weights must change for another band, and which of
them, is computed exactly and not tried out.
"""

import pandas as pd

from .evidence import NOT_ASKED, UNKNOWN

# How far each weight is changed, by itself or with others.
CHANGE = 0.2
# Scores are shown with one decimal, and bands go by what is shown.
HALF = 0.05
SCORE_COLUMNS = ["place_code", "score", "judged", "asked", "band", "at", "lowest", "highest", "band_lowest"]
SCORE_COLUMNS += ["band_highest", "steady", "capped"]
UNSCORED = "unscored"
# A set of more weights that all change in the right way is no case that anybody would think of.
THOUGHT_OF = 3


def score(judged, bands, places):
    """Score reports.

    Parameters
    ----------
    judged : pandas.DataFrame
        As from `judge`.
    bands : pandas.DataFrame
        As from `load_bands`, the best first.
    places : pandas.DataFrame
        Those that are scored, in the order in which they are shown within a band.

    Returns
    -------
    pandas.DataFrame
        One row a report, by groups and bands: ``score`` (0 to 100), ``judged`` (% of the weight that was asked that was
        judged), ``asked`` (that weight), ``band`` and its place ``at`` among the bands (unscored, behind them all,
        where too little was judged), ``lowest`` and ``highest`` (the score when every weight may change by a fifth up
        or down, all at once), their bands, and ``steady`` (up to which change of all weights, in %, the band cannot
        change).
    """
    rows = []
    for code in places["place_code"]:
        own = judged[judged["place_code"] == code]
        asked = own.loc[own["answer"] != NOT_ASKED, "weight"].sum()
        known = own[~own["answer"].isin([NOT_ASKED, UNKNOWN])]
        weights, points = known["weight"].to_numpy(float), known["points"].to_numpy(float)
        share = 100 * weights.sum() / asked if asked else 0.0
        if not weights.sum():
            rows.append(
                [code, float("nan"), share, asked, UNSCORED, len(bands), *[float("nan")] * 2, *[UNSCORED] * 2, 0, ""]
            )
            continue
        reached = 100 * (weights @ points) / weights.sum()
        at, alone = band_of(reached, share, bands), band_of(reached, 100, bands)
        lowest, highest = extremes(weights, points)
        names = [*bands["band"], UNSCORED]
        ends = [names[band_of(end, share, bands)] for end in (lowest, highest)]
        rows.append(
            [
                code,
                reached,
                share,
                asked,
                names[at],
                at,
                lowest,
                highest,
                *ends,
                steady(weights, points, at, share, bands),
                names[alone] if alone < at < len(bands) else "",
            ]
        )
    scores = pd.DataFrame(rows, columns=SCORE_COLUMNS)
    scores["kind"] = scores["place_code"].map(places.set_index("place_code")["kind"])
    group = scores["kind"].map({kind: n for n, kind in enumerate(dict.fromkeys(places["kind"]))})
    order = pd.DataFrame({"group": group, "at": scores["at"]}).sort_values(["group", "at"], kind="stable").index
    return scores.loc[order].reset_index(drop=True)


def band_of(reached, judged, bands):
    """Return the place of the best band that a score reaches, as far as enough was judged; else behind the last.

    Examples
    --------
    >>> from .weighing import load_bands
    >>> [band_of(92, 80, load_bands()), band_of(92, 65, load_bands()), band_of(92, 50, load_bands())]
    [0, 1, 4]
    """
    for at, (limit, enough) in enumerate(zip(bands["score_from"], bands["judged_from"], strict=True)):
        if reached >= limit - HALF and judged >= enough:
            return at
    return len(bands)


def extremes(weights, points, change=CHANGE):
    """Return the lowest and the highest score when each weight may change by a share, all at once.

    The extremes of a weighted mean lie where the items above some limit have their largest weights and the others
    their smallest, or the other way round; there are as many such cases as items.

    Examples
    --------
    >>> import numpy as np
    >>> [round(float(end), 1) for end in extremes(np.array([50.0, 50.0]), np.array([1.0, 0.0]))]
    [40.0, 60.0]
    """
    order = points.argsort()
    weights, points = weights[order], points[order]
    less, more = weights * (1 - change), weights * (1 + change)
    ends = []
    for first, last in ((less, more), (more, less)):
        reached = []
        for at in range(len(weights) + 1):
            total = first[:at].sum() + last[at:].sum()
            reached.append(100 * (first[:at] @ points[:at] + last[at:] @ points[at:]) / total)
        ends.append(reached)
    return min(ends[1]), max(ends[0])


def steady(weights, points, at, judged, bands):
    """Return up to which change of all weights, in %, the band of a score cannot change.

    Examples
    --------
    >>> import numpy as np
    >>> from .weighing import load_bands
    >>> round(float(steady(np.array([85.0, 15.0]), np.array([1.0, 0.0]), 1, 100, load_bands())), 1)
    17.4
    """
    limits = _limits(at, judged, bands)
    changes = [
        100 * abs(weights @ (points - limit)) / abs(weights * (points - limit)).sum()
        for limit in limits
        if abs(weights * (points - limit)).sum()
    ]
    return min([100.0, *changes])


def moves(judged, scores, bands, change=CHANGE):
    """Say which change of a single weight moves which place to which band, and else how few together would.

    Parameters
    ----------
    judged, scores, bands : pandas.DataFrame
    change : float

    Returns
    -------
    pandas.DataFrame
        One row a way in which a place gets into another band: ``place_code``, ``band``, ``to``, ``rules`` (a tuple: one
        item, or where none is enough by itself the fewest that are, changed together) and ``more`` (whether each of
        these is given more weight or less).
    """
    rows, names = [], [*bands["band"], UNSCORED]
    for own in scores.itertuples():
        if own.band == UNSCORED:
            continue
        known = judged[(judged["place_code"] == own.place_code) & judged["points"].notna()]
        weights, points = known["weight"].to_numpy(float), known["points"].to_numpy(float)
        for limit, to in _neighbours(own.at, own.judged, bands):
            distance = weights @ (points - limit)
            effects = weights * (points - limit) * change
            downwards = distance >= 0
            # What a change of each weight can do towards the limit, up or down as it helps.
            strength = abs(effects)
            single = [at for at in range(len(weights)) if _crosses(distance, strength[at], downwards)]
            sets = [(at,) for at in single]
            if not sets:
                order, total, taken = strength.argsort(kind="stable")[::-1], 0.0, []
                for at in order:
                    taken.append(at)
                    total += strength[at]
                    if _crosses(distance, total, downwards):
                        sets = [tuple(taken)]
                        break
            for chosen in sets:
                more = tuple(bool((effects[at] < 0) == downwards) for at in chosen)
                rules = tuple(known["rule"].iloc[at] for at in chosen)
                rows.append([own.place_code, own.band, names[to], rules, more])
    return pd.DataFrame(rows, columns=["place_code", "band", "to", "rules", "more"])


def _crosses(distance, strength, downwards):
    """Return whether a change of so much strength leads over the limit; at the limit itself it is reached."""
    return strength > distance + 1e-9 if downwards else strength >= -distance - 1e-9


def _limits(at, judged, bands):
    return [limit for limit, _ in _neighbours(at, judged, bands)]


def _neighbours(at, judged, bands):
    """The limits of a band, as points from 0 to 1, each with the band beyond it, of those that enough is judged for."""
    open_ = [n for n in range(len(bands)) if judged >= bands["judged_from"].iloc[n]]
    if at not in open_:
        return []
    place, found = open_.index(at), []
    if place > 0:
        better = open_[place - 1]
        found.append(((bands["score_from"].iloc[better] - HALF) / 100, better))
    if place + 1 < len(open_):
        found.append(((bands["score_from"].iloc[at] - HALF) / 100, open_[place + 1]))
    return found
