"""Every identity that figures state is listed, those that hold and those that do not."""

from lawgov_analysis.auditing import check_identities
from lawgov_analysis.tables import load_figures

from helpers.audited import figure, only, rate, table


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


def disclosed(*values):
    ids = ("disclosure_applications", "disclosure_carried_over")
    ids += ("disclosure_applications_concluded", "disclosure_carried_forward")
    return table(*(figure(value, "件", id_, indicator=id_) for value, id_ in zip(values, ids, strict=True)))


def test_what_an_official_form_makes_equal_is_checked_and_is_no_error():
    (held,) = check_identities(disclosed(88, 2, 87, 3)).to_dict("records")
    assert (held["identity"], held["printed"], held["expected"], held["holds"]) == ("official", "90件", "90件", True)
    finding = only(disclosed(88, 2, 87, 4), "parts-mismatch")
    assert (finding["severity"], finding["printed"], finding["expected"]) == ("warning", "91件", "90件")
