"""What describes a figure is joined with it: names, what was found, who checked it, whether it may be compared."""

import numpy as np
import pandas as pd
import pytest

from lawgov_analysis import described_figures, extract_figures, headline, load_figures, parse_report
from lawgov_analysis.decisions import decide, figure_status
from lawgov_analysis.errors import BadParameter, NoData, UnknownPlace
from lawgov_analysis.interactive.explorer.table import DESCRIBED, FINDINGS_LATER, are_own
from lawgov_analysis.tables import open_data

from helpers.drafted import TEXT, Towns

CITY = "data/samples/city"
HENGLI = "441900106"


def test_figures_have_their_names_findings_and_whole():
    figures = described_figures("横沥镇", 2020).set_index("figure")
    assert figures.loc[61, ["place_name", "indicator_name", "finding"]].tolist() == [
        "东莞市横沥镇",
        "人民调解成功率",
        "rate-truncated",
    ]
    assert set(figures.loc[figures["part_of"] == 48, "relation"]) == {"part"}
    assert figures["part_of"].notna().sum() == (figures["relation"] == "part").sum() == 7
    assert list(described_figures("横沥镇", 2020)) == DESCRIBED


def test_one_figure_of_each_indicator_of_a_report_may_be_compared():
    figures = described_figures()
    main = figures[figures["headline"] == "yes"]
    assert not main.duplicated(["place", "year", "indicator"]).any()
    assert len(main) == len(headline(load_figures()))


def test_a_place_has_its_level_and_a_department_which_one_it_is():
    figures = described_figures(data_dir=CITY)
    levels = dict(zip(figures["place_name"], figures["level"], strict=True))
    assert set(levels.values()) == {"镇街", "县区", "部门901"}
    assert levels["示例市砚湖区榆埠街道"] == "镇街"
    assert levels["示例市砚湖区"] == "县区"


def test_why_a_main_figure_is_compared_with_none_is_on_record():
    figures = described_figures(data_dir=CITY)
    main = figures[figures["headline"] == "yes"]
    assert set(figures.loc[figures["headline"] == "", "incomparable"]) == {""}
    found = main[main["incomparable"] != ""].groupby("incomparable")
    assert {reason: set(zip(of["place_name"], of["year"], strict=True)) for reason, of in found} == {
        "excerpt": {("示例市砚湖区琴坞乡", 2021)},
        "not-of-a-year": {("示例市砚湖区沙汀街道", 2021)},
        "part-of-year": {("示例市临屿区鹭汀镇", 2021)},
        "cumulative": set(
            main[main["basis"] == "cumulative"][["place_name", "year"]].itertuples(index=False, name=None)
        ),
    }


def test_a_report_that_was_signed_before_its_year_ended_is_beside_no_whole_year(tmp_path):
    town = Towns(tmp_path / "data").add(TEXT)
    reports = town.folder / "reports.csv"
    table = pd.read_csv(reports, dtype="str")
    for day, wanted in (("2020-12-28", {"signed-early"}), ("2021-01-20", {""})):
        table.assign(issued_on=day, document_type="年度报告", coverage="full").to_csv(reports, index=False)
        figures = described_figures("横沥镇", 2020, data_dir=town.folder)
        assert set(figures.loc[figures["headline"] == "yes", "incomparable"]) == wanted


def test_names_are_in_the_language():
    figures = described_figures("横沥镇", 2020, indicator="人民调解成功率", lang="en")
    assert figures["place_name"].item() == "Hengli Town, Dongguan"
    assert figures["indicator_name"].item() == "Success rate of people's mediation"


def test_several_places_years_and_domains_may_be_asked_for():
    figures = described_figures(["横沥镇", "静海区"], [2020], domain=["行政执法", "Government services"])
    assert set(figures["place"]) == {HENGLI, "120118"}
    assert set(figures["domain"]) == {"行政执法", "政务服务"}
    assert set(described_figures("横沥镇", indicator="")["indicator"]) == {""}


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"place": "横历镇"}, UnknownPlace, "横沥镇"),
        ({"place": "横沥镇", "year": 1999}, NoData, "2020"),
        (
            {"place": "横沥镇", "year": "二〇二〇"},
            BadParameter,
            "a whole number like 2020, got “二〇二〇”",
        ),
        ({"place": "横沥镇", "year": 2020.5}, BadParameter, "year must be a whole number"),
        ({"year": float("nan"), "figures": load_figures()}, BadParameter, "year must be a whole number"),
        ({"place": 1.5}, UnknownPlace, "1.5"),
        ({"indicator": object}, BadParameter, "unknown indicator"),
        ({"indicator": "mediation_acepted"}, BadParameter, "mediation_accepted"),
        ({"domain": "行政职法"}, BadParameter, "行政执法"),
        ({"domain": "nosuch"}, BadParameter, "政务公开"),
        ({"lang": "fr"}, BadParameter, "zh, en"),
        ({"figures": [1]}, BadParameter, "must be DataFrame"),
        ({"figures": pd.DataFrame({"value": [1]})}, BadParameter, "no column place_code"),
        ({"figures": load_figures().assign(value="many")}, BadParameter, "value: must be a number in each row"),
        ({"figures": pd.concat([load_figures()] * 2)}, BadParameter, "twice"),
        (
            {"figures": pd.concat([load_figures(), load_figures()[["unit"]]], axis=1)},
            BadParameter,
            "unit is twice among the columns",
        ),
        ({"figures": load_figures().assign(value=np.inf)}, BadParameter, "value: must be a number in each row"),
        ({"figures": load_figures().assign(value=True)}, BadParameter, "value: must be a number in each row"),
        ({"figures": load_figures().assign(figure=np.nan)}, BadParameter, "figure: must be a number in each row"),
        ({"figures": load_figures().assign(figure=1.5)}, BadParameter, "figure: must be a whole number in each row"),
        ({"figures": load_figures().assign(start="-1")}, BadParameter, "start: must be from 0"),
        ({"figures": load_figures().assign(year=10**30)}, BadParameter, "year: must be from 2000 to 2100"),
        ({"figures": load_figures().assign(measure=1.5)}, BadParameter, "measure: must be a text in each row"),
        (
            {"figures": load_figures().assign(unit=[["件"]] * len(load_figures()))},
            BadParameter,
            "unit: must be a text in each row",
        ),
        ({"figures": load_figures().assign(section="]]>")}, BadParameter, "section: must match"),
        ({"figures": load_figures().assign(period="last year")}, BadParameter, "period: must match"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(asked, error, said):
    with pytest.raises(error) as fault:
        described_figures(**asked)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


def test_no_figures_one_and_figures_without_values_are_described_too():
    figures = load_figures("横沥镇", 2020)
    for some in (figures.head(0), figures.head(1), figures.assign(value=np.nan), figures.assign(period="")):
        described = described_figures(figures=some)
        assert len(described) == len(some)
        assert list(described) == DESCRIBED


def test_texts_that_are_missing_and_codes_that_are_numbers_are_texts():
    figures = load_figures("横沥镇", 2020)
    described = described_figures(figures=figures)
    given = figures.astype(
        {"place_code": int, "unit": "category", "indicator": "category", "bound": object, "year": str, "value": object}
    )
    given["scope"] = given["scope"].astype(object).where(given["scope"] != "", None)
    again = described_figures(figures=given)
    assert again.equals(described.assign(year=again["year"]))
    assert again["year"].tolist() == described["year"].tolist()


def test_a_draft_that_knows_neither_place_nor_year_is_described_too():
    draft = extract_figures(parse_report("一、行政复议\n全年受理行政复议申请12件。\n"))
    assert described_figures(figures=draft)[["place", "value", "review"]].to_numpy().tolist() == [["", 12.0, "unread"]]


def test_figures_in_any_order_are_put_in_that_of_the_text():
    figures = load_figures("横沥镇", 2020).head(9)
    mixed = described_figures(figures=figures.sample(frac=1, random_state=1))
    assert mixed.equals(described_figures(figures=figures))


def test_hostile_names_stay_what_they_are():
    name = "<script>alert(1)</script>=1+1" + "长" * 200
    figures = load_figures("横沥镇", 2020).assign(place_code="999999999", measure=name, indicator="no_such")
    described = described_figures(figures=figures)
    assert set(described["measure"]) == {name}
    assert set(described["place_name"]) == {"999999999"}
    assert set(described["indicator_name"]) == {"no_such"}
    assert set(described["coverage"]) == {""}


def test_what_is_described_is_chosen_from_and_stays_that_of_the_data():
    figures = described_figures()
    some = described_figures("横沥镇", figures=figures)
    assert some["place"].unique().tolist() == [HENGLI]
    assert are_own(some, open_data())
    assert not are_own(described_figures(figures=load_figures()), open_data())
    assert not are_own(figures, open_data(CITY))


def test_many_figures_are_described_without_their_findings():
    one = load_figures("横沥镇", 2020)
    many = pd.concat([one] * (FINDINGS_LATER // len(one) + 1), ignore_index=True)
    many["figure"] = range(1, len(many) + 1)
    assert set(described_figures(figures=many)["finding"]) == {""}


def test_a_figure_that_somebody_decided_on_is_reviewed_and_the_others_are_not(tmp_path):
    town = Towns(tmp_path / "data").add(TEXT)

    def review():
        figures = described_figures("横沥镇", 2020, data_dir=town.folder)
        return dict(zip(figures["figure"], figures["review"], strict=True))

    assert set(review().values()) == {"unread"}
    decide("横沥镇", 2020, "2", {"review": "accepted"}, "李", "看过原文", data_dir=town.folder)
    assert review()[2] == "reviewed"
    assert {status for number, status in review().items() if number != 2} == {"unread"}
    decide("横沥镇", 2020, "0", {"review": "read"}, "李", "看过原文", data_dir=town.folder)
    assert (review()[1], review()[2]) == ("read", "reviewed")
    decide("横沥镇", 2020, "all", {"review": "accepted"}, "李", "看过原文", data_dir=town.folder)
    assert set(review().values()) == {"reviewed"}
    decide("横沥镇", 2020, "0", {"review": "approved"}, "王", "复核过", data_dir=town.folder)
    assert set(review().values()) == {"approved"}
    assert set(figure_status(load_figures("横沥镇", 2020, town.folder), town.folder)) == {"approved"}


def test_a_place_that_is_none_is_not_all_places():
    with pytest.raises(UnknownPlace):
        described_figures(place=[None])
