"""``lawgov decide``: what a person decides is written down and laid over the table, or refused in one line."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import cache
from hashlib import sha256

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import load_figures, parse_report
from lawgov_analysis.cli import main
from lawgov_analysis.decisions import (
    add_decisions,
    keep_state,
    load_decisions,
    overlay,
    review_status,
    settled,
    text_at_hand,
    waiting,
)
from lawgov_analysis.decisions import decide as write_decision
from lawgov_analysis.decisions.checking import checked_values
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.tables import figures_csv, open_data

from helpers.drafted import HENGLI, Towns

TEXT = (
    "2020年法治政府建设年度报告\n"
    "一、行政复议\n全年受理行政复议申请12件，办结10件，综合纠错率20%。\n"
    "二、信访\n全年受理信访事项12件，办结11件。另有专班3个。\n"
)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A data folder with the report of one town, as it was read."""
    return Towns(tmp_path_factory.mktemp("untouched") / "data").add(TEXT)


@pytest.fixture
def town(untouched, tmp_path):
    """The same, to decide on."""
    return copied(untouched, tmp_path)


def copied(town, folder):
    other = copy(town)
    other.folder = shutil.copytree(town.folder, folder / "data")
    return other


def run(town, figure, *values, by="李", reason="看过原文"):
    arguments = ["decide", "横沥镇", "2020", str(figure), *values, "--by", by, "--reason", reason]
    return CliRunner().invoke(main, [*arguments, "--data-dir", str(town.folder)])


def decide(town, figure, *values, **more):
    done = run(town, figure, *values, **more)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def files(town):
    return {file: file.read_bytes() for file in town.folder.rglob("*.csv")}


def figures(town):
    return load_figures(HENGLI, 2020, town.folder).set_index("figure", drop=False)


@cache
def read(text):
    return extract_figures(parse_report(text, place=HENGLI, year=2020))


def again(town, text=TEXT):
    """The decisions laid over a new reading of a text."""
    return overlay(read(text), text, load_decisions(HENGLI, 2020, town.folder), town.folder)


def test_a_decision_is_in_the_table_at_once_and_in_every_reading(town):
    decide(town, 4, "scope=镇级")
    assert figures(town)["scope"].tolist() == again(town).figures["scope"].tolist() == ["", "", "", "镇级", "", ""]
    moved = TEXT.replace("一、", "前言：办结12件。\n一、")
    assert again(town, moved).figures["scope"].tolist() == ["", "", "", "", "镇级", "", ""]
    assert settled(HENGLI, 2020, town.folder) == {4: {"scope"}}


def test_a_figure_that_is_none_goes_and_the_others_keep_their_numbers(town):
    decide(town, 2, "figure=no")
    assert figures(town).index.tolist() == [1, 3, 4, 5, 6]
    assert figures(town).loc[3, "related"] == ""
    decide(town, 2, "figure=yes", reason="看错了")
    assert figures(town).index.tolist() == [1, 2, 3, 4, 5, 6]
    assert figures_csv(figures(town)) == figures_csv(again(town).figures.drop(columns="confidence"))


def of_a_scan(drafted):
    return drafted.assign(page=pd.array([1] * 5 + [2], "Int64"), box="10 20 30 40")


def test_a_number_that_was_recognised_wrongly_in_a_picture_may_be_corrected(tmp_path):
    town = Towns(tmp_path / "data").add(TEXT, change=of_a_scan)
    decide(town, 1, "value=17")
    assert figures(town).loc[1, ["value", "surface"]].tolist() == [17, "12件"]


def test_what_only_a_draft_has_comes_back_with_a_figure(tmp_path):
    town = Towns(tmp_path / "data").add(TEXT, change=of_a_scan)
    table = town.folder / f"figures/{HENGLI}-2020.csv"
    before = table.read_text(encoding="utf-8")
    decide(town, 6, "figure=no")
    assert table.read_text(encoding="utf-8") == "".join(before.splitlines(keepends=True)[:-1])
    decide(town, 6, "figure=yes")
    assert table.read_text(encoding="utf-8") == before


def test_a_figure_that_was_missed_is_added_where_it_stands(tmp_path):
    def without_the_last(drafted):
        return drafted.iloc[:-1]

    town = Towns(tmp_path / "data").add(TEXT, change=without_the_last)
    decide(town, "new", "surface=3个", "value=3", "unit=个", "measure=专班")
    assert figures(town).loc[6, ["surface", "value", "measure", "section"]].tolist() == ["3个", 3.0, "专班", "2"]
    assert figures(town)["start"].is_monotonic_increasing
    assert again(town).figures["measure"].tolist()[-1] == "专班"
    town.folder.joinpath("texts", f"{HENGLI}-2020.txt").unlink()
    done = run(town, "new", "surface=12件", "value=12", "measure=专班")
    assert (done.exit_code, "the text is not at hand" in done.stderr) == (6, True)


def test_related_figures_are_named_by_where_they_stand(town):
    decide(town, 5, "relation=subset", "related=4")
    moved = again(town, TEXT.replace("一、", "前言：办结9件。\n一、")).figures.set_index("figure")
    assert moved.loc[6, ["surface", "related", "relation_by"]].tolist() == ["11件", "5", "stated"]
    gone = again(town, TEXT.replace("全年受理信访事项12件，", ""))
    assert set(gone.waiting["waits"]) == {"related"}
    assert set(gone.waiting["field"]) >= {"relation", "related"}
    assert gone.figures["relation"].tolist()[3] == ""


@pytest.mark.parametrize(
    ("figure", "values", "code", "said"),
    [
        (1, ["scop=镇级"], 6, "scop: no field that can be decided of a figure; the nearest are scope"),
        (1, ["indicator=reconsideration_acepted"], 6, "the nearest are reconsideration_accepted"),
        (1, ["unit=jian"], 6, "unit: “jian” is not in the table units"),
        (1, ["value=7"], 6, "printed is “12件”, got “7”（第1项“数值”：与原文“12件”不符：万、亿要乘出，比率以%计）"),
        (1, ["unit=公斤"], 6, "printed is “12件”, got “公斤”（第1项“单位”：原文“12件”不是这个单位）"),
        (
            1,
            ["bound=约"],
            6,
            "bound: must be what the words around it say; printed is “受理行政复议申请12件，办结10件，综”",
        ),
        (1, ["unit=公里斤"], 6, "“公里斤” is not in the table units; the nearest are 公里、公斤"),
        (1, ["bound=exakt"], 6, "must be one of exact, at_least, at_most, about, got “exakt”; the nearest is exact"),
        (1, ["value=十二"], 6, "value: must be a number, got “十二”"),
        (1, ["figure=none"], 6, "figure: must be yes or no, got “none”"),
        (1, ["period=2020年春"], 6, "period: must be written like 2020, 2020-01/2020-06 or ../2020-12-31, got"),
        (1, ["measure="], 6, "measure: must not be empty"),
        (1, ["relation=subset", "related=99"], 6, "related: 99 is no other figure"),
        (1, ["relation=subset", "related=1"], 6, "related: 1 is no other figure"),
        (1, ["relation=ratio", "related=2"], 6, "figure 1: related: a ratio needs its two counts"),
        (1, ["out_of_field=不是", "indicator=inspections"], 6, "figure 1: indicator: must be empty"),
        (99, ["scope=镇级"], 6, "figure 99: 441900106-2020 has no such figure; there are 1 to 6"),
        ("5-2", ["review=accepted"], 6, "5-2: ends before it begins; write 2-5"),
        ("六", ["scope=镇级"], 6, "六: no figure; give a number"),
        (0, ["scope=镇级"], 6, "scope: no field that can be decided of the whole report; the nearest are review"),
        ("new", ["surface=99件", "value=99", "measure=件数"], 6, "“99件” is not in the text"),
        ("new", ["surface=3个", "value=3", "measure=专班"], 6, "“3个” there is figure 6 already"),
        (1, ["period=2020-13"], 6, "period: no such day or month"),
        (1, ["period=2020-06/2020-01"], 6, "or one that ends before it begins"),
        (1, ["measure==cmd()"], 6, "measure: must not begin with =: Excel would take it for a formula"),
        (1, ["scope=\udcff"], 6, "scope: has characters that cannot be printed"),
        (1, ["=件"], 2, "=件: give FIELD=VALUE"),
        (1, ["scope"], 2, "scope: give FIELD=VALUE"),
        (1, [], 6, "nothing to decide"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line_and_nothing_is_written(untouched, figure, values, code, said):
    before = files(untouched)
    done = run(untouched, figure, *values)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr
    assert code == 2 or done.stderr.count("\n") == 1
    assert files(untouched) == before


@pytest.mark.parametrize("who", [{"by": " "}, {"reason": ""}])
def test_a_decision_says_who_and_why(untouched, who):
    done = run(untouched, 1, "scope=镇级", **who)
    assert done.exit_code == 6
    assert "must not be empty" in done.stderr
    with pytest.raises(BadParameter, match="must not be empty"):
        write_decision(HENGLI, 2020, 1, {"scope": "镇级"}, **{"by": "李明", "reason": "看过", next(iter(who)): None})


def test_a_figure_is_no_part_of_its_own_part(town):
    decide(town, 2, "relation=subset", "related=1")
    done = run(town, 1, "relation=subset", "related=2")
    assert (done.exit_code, "figure 2 is already said to be of figure 1" in done.stderr) == (6, True)


@pytest.mark.parametrize("period", ["2020", "2020-02", "2020-01/2020-06", "../2020-12-31", "2020-02-29"])
def test_a_period_is_of_the_calendar(period):
    assert checked_values({"period": period}, whole=False) == {"period": period}


def test_what_is_said_on_two_lines_is_kept_on_one(town):
    decide(town, 1, "scope=镇\n级", by="李\n明")
    assert figures(town).loc[1, "scope"] == "镇 级"
    assert load_decisions(HENGLI, 2020, town.folder)["by"].tolist() == ["李 明"]


@pytest.fixture
def about(tmp_path):
    """The town, whose first number is 约12件."""
    return Towns(tmp_path / "data").add(TEXT.replace("复议申请12件", "复议申请约12件"))


def test_values_are_read_as_in_a_workbook(about):
    decide(about, 1, "bound=确数", "indicator=受理行政复议案件数", "value=0.0012万")
    assert figures(about).loc[1, ["bound", "value"]].tolist() == ["exact", 12]


def test_only_what_is_decided_is_held_against_the_print(town):
    table = town.folder / f"figures/{HENGLI}-2020.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",12,件,", ",7,公斤,"), encoding="utf-8")
    for value in ("scope=镇级", "unit=件", "value=12"):
        decide(town, 1, value)
    assert figures(town).loc[1, ["value", "unit"]].tolist() == [12, "件"]


def test_what_was_decided_is_said_in_the_words_of_the_table(about):
    assert "关系：其中 → 增减" in decide(about, 5, "relation=growth")
    assert "界限：约 → 确数" in decide(about, 1, "bound=确数")
    assert "bound: exact → about" in decide(about, 1, "bound=约", "--lang", "en")


def test_two_persons_who_differ_wait_until_one_gives_in(town):
    decide(town, 1, "scope=镇级")
    assert "待定：两人决定不同" in decide(town, 1, "scope=村级", by="王")
    assert figures(town).loc[1, "scope"] == ""
    assert waiting(town.folder)[["by", "value", "waits"]].to_numpy().tolist() == [
        ["李", "镇级", "differ"],
        ["王", "村级", "differ"],
    ]
    decide(town, 1, "scope=镇级", by="王", reason="李说得对")
    assert figures(town).loc[1, "scope"] == "镇级"
    assert waiting(town.folder).empty


def test_a_third_person_may_settle_what_two_differ_on(town):
    decide(town, 1, "scope=镇级")
    decide(town, 1, "scope=村级", by="王")
    decide(town, 1, "scope=县级", by="张")
    assert figures(town).loc[1, "scope"] == ""
    decide(town, 1, "scope=县级", "--settle", by="张", reason="商定")
    assert figures(town).loc[1, "scope"] == "县级"
    assert waiting(town.folder).empty


def test_the_later_decision_of_a_person_wins(town):
    decide(town, 1, "scope=镇级")
    decide(town, 1, "scope=村级")
    assert figures(town).loc[1, "scope"] == "村级"
    assert len(load_decisions(HENGLI, 2020, town.folder)) == 2


def test_one_strikes_out_what_another_codes(town):
    decide(town, 1, "scope=镇级")
    decide(town, 1, "figure=no", by="王")
    assert 1 in figures(town).index
    assert waiting(town.folder)["waits"].tolist() == ["differ", "differ"]


def test_what_is_decided_is_sure(town):
    decide(town, 1, "indicator=inspections")
    decide(town, 2, "review=accepted")
    head, *rows = (town.folder / f"figures/{HENGLI}-2020.csv").read_text(encoding="utf-8").splitlines()
    assert head.endswith(",confidence")
    assert rows[0].endswith(",1.0")
    assert settled(HENGLI, 2020, town.folder) == {1: {"indicator"}, 2: {"review"}}


@pytest.mark.parametrize(("figure", "sure"), [(3, ""), (4, "0.9")])
def test_what_two_differ_on_is_as_sure_as_it_was_read(town, figure, sure):
    def confidence():
        return table.read_text(encoding="utf-8").splitlines()[figure].rpartition(",")[2]

    table = town.folder / f"figures/{HENGLI}-2020.csv"
    assert confidence() == sure
    decide(town, figure, "indicator=inspections")
    assert confidence() == "1.0"
    decide(town, figure, "indicator=fines_amount", by="王")
    assert confidence() == sure


def test_several_figures_are_decided_at_once(town):
    decide(town, "1,3-4", "review=accepted")
    decide(town, "all", "basis=flow")
    assert {number for number, fields in settled(HENGLI, 2020, town.folder).items() if "review" in fields} == {1, 3, 4}


def test_two_at_once_lose_nothing(town):
    def write(figure, by):
        for at in range(3):
            write_decision(HENGLI, 2020, figure, {"scope": f"第{at}"}, by, "r", data_dir=town.folder)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (1, 2), "李王"))
    assert load_decisions(HENGLI, 2020, town.folder).groupby("by").size().to_dict() == {"李": 3, "王": 3}
    assert figures(town)["scope"].tolist()[:2] == ["第2", "第2"]


def test_an_add_that_was_cut_short_is_carried_out_first(town):
    cut = town.folder / ".intake/commit/list.json"
    cut.parent.mkdir(parents=True)
    cut.write_text("{}", encoding="utf-8")
    done = run(town, 1, "scope=镇级")
    assert (done.exit_code, "was cut short there" in done.stderr) == (8, True)


FINED = TEXT.replace("综合纠错率20%", "罚款45.9万元")
CORRECTED = FINED.replace("45.9", "47.2")
REWORDED = CORRECTED.replace("办结10件", "审结9件")


@pytest.fixture(scope="module")
def as_corrected(tmp_path_factory):
    """A town whose report was corrected after two persons had decided on figure 3."""
    town = Towns(tmp_path_factory.mktemp("corrected") / "data").add(FINED)
    decide(town, 3, "indicator=")
    decide(town, 3, "indicator=fines_amount")
    decide(town, 3, "review=accepted")
    decide(town, 3, "scope=镇级", by="王")
    laid = again(town, CORRECTED)
    keep_state(f"{HENGLI}-2020", laid.decisions, town.folder)
    (town.folder / f"texts/{HENGLI}-2020.txt").write_text(CORRECTED, encoding="utf-8")
    reports = town.folder / "reports.csv"
    sums = [sha256(text.encode()).hexdigest() for text in (FINED, CORRECTED)]
    reports.write_text(reports.read_text(encoding="utf-8").replace(*sums), encoding="utf-8")
    (town.folder / f"figures/{HENGLI}-2020.csv").write_text(figures_csv(laid.figures), encoding="utf-8")
    return town


@pytest.fixture
def corrected(as_corrected, tmp_path):
    return copied(as_corrected, tmp_path)


def waits(town):
    return waiting(town.folder)[["by", "field", "value"]].to_numpy().tolist()


LI, LI_SAW, WANG = ["李", "indicator", "fines_amount"], ["李", "review", "accepted"], ["王", "scope", "镇级"]


def test_what_a_person_decided_before_of_the_same_never_waits(corrected):
    assert waits(corrected) == [LI, LI_SAW, WANG]
    assert set(waiting(corrected.folder)["figure"]) == {"3"}


@pytest.mark.parametrize(
    ("figure", "values", "by", "left"),
    [
        (3, ["indicator=fines_amount"], "李", [WANG]),
        (3, ["review=accepted"], "李", [WANG]),
        (3, ["scope=村级"], "李", [LI, WANG]),
        (3, ["review=accepted", "--settle"], "张", []),
        (3, ["scope=县级", "--settle"], "李", [LI]),
        (3, ["review=accepted"], "张", [LI, LI_SAW, WANG]),
        (2, ["indicator="], "李", [LI, LI_SAW, WANG]),
        (2, ["review=accepted", "--settle"], "张", [LI, LI_SAW, WANG]),
        (0, ["review=read"], "李", [LI, LI_SAW, WANG]),
        (0, ["review=read", "--settle"], "张", []),
    ],
)
def test_a_decision_settles_what_waits_of_the_same_figure_and_no_other(corrected, figure, values, by, left):
    decide(corrected, figure, *values, by=by)
    assert waits(corrected) == left
    # So it stays, also where the words around are others then.
    moved = again(corrected, REWORDED)
    assert len(moved.waiting[moved.waiting["surface"] == "45.9万元"]) == len(left)


def test_what_was_settled_is_laid_again_where_its_number_is_back(corrected):
    decide(corrected, 3, "review=accepted")
    assert again(corrected, FINED).held == 4
    assert set(again(corrected, FINED).figures["scope"]) == {"", "镇级"}


def test_a_report_is_approved_by_a_second_person_once_nothing_waits(corrected):
    def refused(by):
        done = run(corrected, 0, "review=approved", by=by)
        assert done.exit_code == 6
        return done.stderr

    assert "3 decisions wait for a person" in refused("王")
    decide(corrected, 3, "review=accepted", "--settle")
    assert "5 of 6 figures were not checked" in refused("王")
    decide(corrected, "1-2,4-6", "review=accepted")
    assert "6 of 6 figures were checked by 李 alone; a second person approves" in refused("李")
    assert "已复核" in decide(corrected, 0, "review=approved", by="王")
    assert review_status("横沥镇", 2020, corrected.folder)["status"].tolist() == ["approved"]


def test_what_was_changed_is_said_from_what_to_what(town):
    said = decide(town, 1, "indicator=罚款金额").splitlines()
    was = "作为被申请人的行政复议案件数 reconsideration_as_respondent"
    doubt = " —— 请再看：这个指标以元计，这里是件"
    assert said[0] == f"横沥镇 2020 第1项 12件 指标：{was} → 罚款金额 fines_amount{doubt}"
    assert said[1].startswith("数据表已改：")
    assert said[1].endswith(f"figures/{HENGLI}-2020.csv")
    assert decide(town, 1, "indicator=").startswith("横沥镇 2020 第1项 12件 指标：罚款金额 fines_amount → （不编）\n")
    assert decide(town, "1,3-5", "review=accepted").startswith("横沥镇 2020 第1、3-5项 读得对\n")
    english = decide(town, 1, "scope=镇级", "--lang", "en").splitlines()
    assert (english[0], english[2]) == ("横沥镇 2020 figure 1 12件 scope: (empty) → 镇级", "review: being read")
    assert "还有2条决定等人" in decide(town, 1, "scope=村级", by="王")


def test_the_name_of_no_indicator_is_refused_with_the_nearest(untouched):
    said = run(untouched, 1, "indicator=罚款总额").stderr
    assert "“罚款总额” is not in the table indicators; the nearest are fines_amount 罚款金额" in said


@pytest.mark.parametrize("place", [HENGLI, "dongguan-hengli", "横沥镇"])
def test_a_place_is_told_by_its_code_slug_or_name(town, place):
    add_decisions(f"{place}-2020", load_decisions(place, 2020, town.folder), town.folder)
    decide(town, 1, "scope=镇级")
    assert len(load_decisions(place, 2020, town.folder)) == 1
    assert settled(place, 2020, town.folder) == {1: {"scope"}}
    assert text_at_hand(f"{place}-2020", open_data(town.folder))[0] == TEXT


def test_a_decision_shows_what_it_changed_as_text_and_in_a_cell_where_its_folder_is_gone_too(town):
    decided = write_decision("横沥镇", 2020, 1, {"measure": "<b>件"}, by="李", reason="看过原文", data_dir=town.folder)
    assert "第1项 12件 计量对象：" in repr(decided).splitlines()[0]
    assert "&lt;b&gt;件" in decided._repr_html_()
    shutil.rmtree(town.folder)
    assert "&lt;b&gt;件" in decided._repr_html_()
