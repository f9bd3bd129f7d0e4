"""What other places state beside a town's own: what is compared, what is not, and what is per resident or per case."""

import numpy as np
import pandas as pd
import pytest

from lawgov_analysis.analysis.beside import rates_beside, spread_of, values_beside
from lawgov_analysis.analysis.gate import FIGURE_RULES, REPORT_RULES, Terms, judged_figures, members
from lawgov_analysis.tables import open_data, read_table

from helpers.audited import figure, table
from helpers.invented import add_report, without_reports

CITY = "data/samples/city"
OWN = ("990000001", 2023)
OTHERS = [f"9900001{n:02}" for n in range(9)]
REASONS = read_table("peer_reasons").set_index("reason")


def accepted(value, **more):
    return figure(value, "宗", indicator="mediation_accepted", start=0, end=3, **more)


def succeeded(value, **more):
    return figure(value, "宗", indicator="mediation_succeeded", start=4, end=7, **more)


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """Ten towns; what is odd of some of them is in the order of `OTHERS`."""
    data_dir = without_reports(tmp_path_factory.mktemp("towns") / "data")
    odd = {
        OTHERS[0]: [accepted(100, bound="at_least"), succeeded(95)],
        OTHERS[1]: [accepted(90), succeeded(95)],
        OTHERS[2]: [succeeded(95)],
        OTHERS[3]: [accepted(12), accepted(15)],
        OTHERS[4]: [figure(320, "人次", indicator="mediation_accepted", start=0, end=3)],
        OTHERS[5]: [accepted(35, basis="stock")],
        OTHERS[6]: [accepted(40, period="2023-01/2023-11")],
        OTHERS[7]: [accepted(300, basis="cumulative", period="2021/2023"), accepted(110)],
    }
    for code in (OWN[0], *OTHERS):
        figures = table(*odd.get(code, [accepted(100), succeeded(95)]), place=code)
        add_report(
            data_dir, figures.assign(year=2023, period=figures["period"].replace("2020", "2023")), population=50_000
        )
    return open_data(data_dir)


def test_each_value_says_why_it_is_not_compared(towns):
    values = values_beside(*OWN, ["mediation_accepted"], towns).set_index("place_code")["reason"].to_dict()
    assert values == {
        OWN[0]: "",
        OTHERS[0]: "",
        OTHERS[1]: "",
        OTHERS[2]: "not-stated",
        OTHERS[3]: "two-values",
        OTHERS[4]: "other-unit",
        OTHERS[5]: "other-basis",
        OTHERS[6]: "part-of-year",
        OTHERS[7]: "",
        OTHERS[8]: "",
    }


def test_the_years_own_number_is_taken_and_not_the_running_total(towns):
    values = values_beside(*OWN, ["mediation_accepted"], towns).set_index("place_code")
    assert values.loc[OTHERS[7], "value"] == 110


def test_a_bound_is_no_exact_value_and_leaves_its_rank_open(towns):
    rates = rates_beside(values_beside(*OWN, ["mediation_accepted"], towns), towns).set_index("place_code")
    bound, exact = rates.loc[OTHERS[0]], rates.loc[OTHERS[8]]
    assert (bound["rate_high"], bound["best"], bound["rate_bound"]) == (np.inf, 1, "at_least")
    assert bound["rate_low"] == exact["rate_low"]
    assert exact["rate_bound"] == "exact"


def test_a_share_needs_its_whole_and_is_no_more_than_it(towns):
    rates = rates_beside(values_beside(*OWN, ["mediation_succeeded"], towns), towns, min_n=3).set_index("place_code")
    assert rates.loc[OWN[0], ["denominator", "method", "rate"]].tolist() == ["受理数", "share", 95.0]
    assert rates["reason"].to_dict() == {
        OWN[0]: "",
        OTHERS[0]: "",
        OTHERS[1]: "part-exceeds-whole",
        OTHERS[2]: "no-denominator",
        OTHERS[8]: "",
    }


def test_another_denominator_is_taken_where_it_is_asked_for(towns):
    rates = rates_beside(values_beside(*OWN, ["mediation_succeeded"], towns), towns, "常住人口")
    assert set(rates["denominator"]) == {"常住人口"}
    assert rates_beside(values_beside(*OWN, ["mediation_succeeded"], towns), towns, "企业").empty


def test_no_interval_where_chance_cannot_be_reckoned_of():
    values = values_beside("990101101", 2022, ["enforcement_officers"], CITY)
    rates = rates_beside(values, CITY)
    assert rates["rate"].notna().all()
    assert rates[["rate_low", "best"]].isna().all(axis=None)


def test_quartiles_of_bounds_are_ranges():
    assert spread_of([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]) == [
        (q, q) for q in np.quantile([1, 2, 3, 4, 5], [0.25, 0.5, 0.75])
    ]
    assert spread_of([3, 5], [3, np.inf])[1] == (4.0, np.inf)


def test_districts_are_never_beside_towns():
    assert set(members("990101", 2022, CITY)["place_code"]) == {"990101", "990102"}
    assert "990101" not in set(members("990101101", 2022, CITY)["place_code"])


def test_the_terms_say_who_is_in():
    strict = members("990101101", 2021, CITY, Terms(window=0)).set_index("place_code")
    out = strict[strict["reason"] != ""]["reason"].to_dict()
    assert out == {"990102001": "not-of-a-year", "990102103": "not-official", "990102201": "excerpt"}
    loose = members("990101101", 2021, CITY, Terms(window=0, full_only=False, official_only=False))
    assert loose.loc[loose["reason"] != "", "place_code"].tolist() == ["990102001"]
    near = members("990101101", 2021, CITY).set_index("place_code")
    assert near.loc["990102201", ["year", "reason"]].tolist() == [2022, ""]
    few = members("990101101", 2022, CITY, Terms(places=("990101102", "990101")))
    assert few["place_code"].tolist() == ["990101101", "990101102"]


def test_what_an_excerpt_lacks_is_not_taken_for_silence():
    terms = Terms(window=0, full_only=False)
    values = values_beside("990101101", 2021, ["government_reports_heard"], CITY, terms).set_index("place_code")
    assert values.loc["990102201", "reason"] == "cannot-tell"


# The rules


REPORT = {"year": 2023, "document_type": "年度报告", "coverage": "full", "official": "yes"}


def test_every_reason_has_its_rule():
    of = REASONS.groupby("of").groups
    assert set(of["report"]) == {*REPORT_RULES, "no-report"}
    assert set(of["figure"]) == set(FIGURE_RULES)


@pytest.mark.parametrize("column", ["example", "unlike"])
@pytest.mark.parametrize("rule", REPORT_RULES)
def test_a_report_is_kept_out_by_its_example(rule, column):
    name, value = REASONS.loc[rule, column].split("=")
    report = pd.DataFrame([REPORT | {name: int(value) if name == "year" else value}])
    assert REPORT_RULES[rule](report, 2023, Terms()).tolist() == [column == "example"]


@pytest.mark.parametrize("column", ["example", "unlike"])
@pytest.mark.parametrize("rule", FIGURE_RULES)
def test_a_figure_is_kept_out_by_its_example(rule, column):
    name, value = REASONS.loc[rule, column].split("=")
    figures = table(accepted(100), place=OWN[0], year=2023).assign(out_of_field="")
    figures[name] = [float(value) if value and name in ("start", "value") else np.nan if name == "start" else value]
    assert (judged_figures(figures).iloc[0] == rule) == (column == "example")


def test_every_denominator_is_one_of_the_codebook():
    codebook = read_table("indicators").set_index("id")
    known = {name for names in codebook["comparable_by"] for name in names.split("|")}
    pairs = set(zip(codebook["numerator"], codebook["denominator"], strict=True))
    for row in read_table("peer_denominators").itertuples():
        assert row.denominator in known
        assert row.stated_by in {"", *codebook.index}
        if row.indicator:
            assert row.denominator in codebook.loc[row.indicator, "comparable_by"].split("|")
        # What is a share of something is the numerator of a rate of the codebook.
        assert row.method != "share" or (row.indicator, row.stated_by) in pairs


@pytest.mark.parametrize("row", [*read_table("peer_denominators").itertuples()], ids=lambda row: row.zh + row.indicator)
def test_the_example_of_a_denominator_is_reckoned_right(row):
    stated, rate = row.example.split("：")
    of, count = ("".join(letter for letter in part if letter.isdigit()) for part in stated.split("，"))
    assert round(row.per * int(count) / int(of), 1) == float(rate)
