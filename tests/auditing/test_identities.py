"""Every identity that figures state is listed, those that hold and those that do not."""

from lawgov_analysis.auditing import check_identities
from lawgov_analysis.tables import load_figures

from helpers.audited import figure, rate, table


def test_the_seven_kinds_of_hengli_sum():
    identities = check_identities(load_figures("横沥镇", 2020)).query("identity == 'parts'")
    assert identities["holds"].tolist() == [True]
    assert identities["expected"].item() == "1935条"


def test_an_identity_names_its_figure_first_and_what_it_is_of():
    rows = check_identities(rate("96", 38, 40))[["identity", "figures", "printed", "expected", "holds"]]
    assert rows.to_numpy().tolist() == [
        ["subset", (2, 1), "38宗", "≤40宗", True],
        ["ratio", (3, 2, 1), "96%", "95.0%", False],
    ]


def test_a_growth_is_an_identity_also_where_the_year_before_is_not_known():
    growth = figure(22.2, "%", "同比上升", relation="growth", related="1", surface="同比上升22.2%")
    rows = check_identities(table(figure(22, "起"), growth))
    assert rows[["identity", "figures", "expected", "holds"]].to_numpy().tolist() == [["growth", (2, 1), "", True]]


def test_figures_that_state_nothing_have_no_identity():
    identities = check_identities(table(figure(9, "起")))
    assert identities.empty
    assert identities["holds"].dtype == bool
