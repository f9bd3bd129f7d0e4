"""Standings: what is worked out for all places at once is what each would find by itself."""

import numpy as np
import pandas as pd
import pytest

from lawgov_analysis.analysis import comparable, comparison_gate, standing_among, true_values
from lawgov_analysis.analysis.gate import judged_figures
from lawgov_analysis.analysis.standings import AROUND, QUARTILES
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import KEY, load_panel

CITY = default_data_dir() / "samples" / "city"


def by_hand(own, year, gate):
    """The quartiles of what others state of an indicator, as they are defined."""
    figures = comparable(load_panel(CITY), CITY)
    figures = figures[judged_figures(figures, CITY) == ""].merge(gate.reports, on=KEY)
    alike = figures[
        (figures[["indicator", "unit_class", "basis"]] == own[["indicator", "unit_class", "basis"]]).all(axis=1)
    ]
    alike = alike.assign(off=2 * (alike["year"] - year).abs() - (alike["year"] > year)).sort_values("off")
    alike = alike.drop_duplicates("place_code")
    values = np.array(true_values(alike["value"].to_numpy(), alike["bound"].to_numpy()))
    if alike["per_10k"].notna().all() and pd.notna(own["per_10k"]):
        values *= (alike["per_10k"] / alike["value"]).to_numpy()
    quartiles = np.quantile(values, list(QUARTILES.values()), axis=1, method="inverted_cdf")
    return [len(alike), *quartiles.ravel()]


@pytest.mark.parametrize(("place", "year"), [("990101101", 2022), ("990102101", 2023)])
def test_a_place_stands_beside_the_quartiles_of_the_others_alone(place, year):
    gate = comparison_gate(place, year, CITY)
    found = standing_among(place, year, gate, CITY).set_index("indicator")
    own = comparable(load_panel(CITY, [place], [year]), CITY).set_index("indicator", drop=False)
    assert len(found) > 3
    for name in found.index:
        wanted = by_hand(own.loc[name], year, gate)
        assert found.loc[name, ["others", *AROUND]].tolist() == wanted, name
