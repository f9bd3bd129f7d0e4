"""Why a sentence is read as it is: every decision with the rule that made it."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import extract_figures, parse_report, trace
from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadParameter
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.presentation import LANGUAGES
from lawgov_analysis.quantities import KINDS, RULES, trace_quantities
from lawgov_analysis.reviewing.tracing import TRACE_COLUMNS, only_figures, trace_text

from helpers.invented import add_indicator, copy_of_data
from helpers.passages import load_passages

SAMPLE = default_data_dir() / "samples" / "shili-2023.txt"
SENTENCE = "2023年受理行政复议申请12件，审结10件，同比增长25%；其中撤销2件、维持8件。"


def decisions(text, stage, **options):
    """What a stage decided of each number: (surface, decision, rule)."""
    table = trace(text, **options)
    return table.loc[table["stage"] == stage, ["surface", "decision", "rule"]].to_numpy().tolist()


def details(text, stage, **options):
    table = trace(text, **options)
    return table.loc[table["stage"] == stage, "detail"].tolist()


# What is no figure


def test_what_is_no_figure_says_what_it_is_and_by_which_rule():
    read = decisions("2023年印发〔2023〕15号文件，落实“1+3+N”部署，办理12345热线工单20件。", "number")
    assert read == [
        ["2023年", "date", "quantities/shapes year"],
        ["2023〕15号", "document_number", "quantities/shapes bracketed_document_number"],
        ["1+3+N", "slogan", "quantities/shapes added_slogan"],
        ["12345", "name", "quantities/context hotline"],
        ["20件", "figure", "quantities/context measure"],
    ]


def test_what_is_no_figure_has_one_row_without_a_number_of_a_figure():
    (row,) = trace("第184号令").itertuples()
    assert pd.isna(row.figure)
    assert KINDS["document_number"] in row.detail
    assert "第184号令" in row.detail


def test_a_number_of_the_page_around_is_no_figure():
    table = trace("评查案卷40宗。\n浏览次数:1234\n相关新闻\n新增学位1500个")
    assert table["figure"].dropna().unique().tolist() == [1]
    assert table.loc[table["decision"] == "furniture", "surface"].tolist() == ["1234", "1500个"]


def test_every_rule_of_a_reading_is_known_with_an_example():
    read = {rule for _, text, _ in load_passages() for _, _, rule in trace_quantities(text)}
    assert len(read) > 40
    assert read <= set(RULES)
    assert [name for name, rule in RULES.items() if not rule.takes] == []


# What is a figure


def test_every_figure_passes_the_stages_in_order():
    order = ["number", "clause", "list", "measure", "deed", "relation", "indicator"]
    order += ["doubt", "candidate", "excluded", "period", "scope"]
    for _, stages in trace(SENTENCE).dropna(subset="figure").groupby("figure")["stage"]:
        assert sorted(stages, key=order.index) == stages.tolist()
        assert {"number", "clause", "measure", "indicator", "period"} <= set(stages)


def test_what_is_traced_is_what_is_extracted():
    empty = pd.DataFrame({"surface": [], "decision": []})
    for name, text, _ in load_passages()[::12]:
        report = parse_report(text, year=2023)
        table, figures = trace(report), extract_figures(report).set_index("figure")
        of = {stage: rows.set_index("figure") for stage, rows in table.dropna(subset="figure").groupby("stage")}
        assert of["number"]["surface"].tolist() == figures["surface"].tolist(), name
        assert of["indicator"]["decision"].tolist() == figures["indicator"].tolist(), name
        spans = (figures["period"] + " " + figures["basis"]).str.strip()
        assert of["period"]["decision"].tolist() == spans.tolist(), name
        related = (figures["relation"] + " " + figures["related"]).str.strip()
        assert of.get("relation", empty)["decision"].tolist() == related[related != ""].tolist(), name
        scoped = of.get("scope", empty)["decision"]
        assert scoped.tolist() == figures.loc[scoped.index, "scope"].tolist(), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_decision_names_its_rule_and_says_it_in_words(lang):
    for _, text, _ in load_passages()[lang == "en" :: 2]:
        table = trace(text, year=2023, lang=lang)
        assert table[["rule", "detail"]].ne("").all(axis=None)


def test_a_measure_says_its_verb_and_what_was_carried_on():
    _, second, *_ = details(SENTENCE, "measure")
    for said in ("审结行政复议申请", "审结", "行政复议申请"):
        assert said in second
    rules = [rule for _, _, rule in decisions(SENTENCE, "measure")]
    assert rules[:2] == [
        "measure/words.csv verb 受理; measure words.before",
        "measure/words.csv verb 审结; measure words.before + carried.topic",
    ]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("开展执法培训3期、440人次", "figure.before"),
        ("培训合格率由90%上升到97%", "figure.level"),
        ("每组3至5人", "figure.range"),
        ("开展活动52场，同比增加7场，参与2万人", "words.before"),
        ("审结案件118件，其中民事案件78件", "words.before + list.whole"),
    ],
)
def test_a_measure_says_how_it_was_put_together(text, by):
    assert decisions(text, "measure")[-1][2].rpartition("measure ")[2] == by


def test_what_was_only_wanted_says_the_word_that_wants_it():
    assert decisions("力争办结率达到98%。", "deed") == [["98%", "planned", "measure/words.csv planned 力争"]]
    assert decisions("办结率达到98%。", "deed") == []


def test_a_relation_says_its_kind_its_figures_and_its_finder():
    read = [row[1:] for row in decisions(SENTENCE, "relation")]
    assert read[0] == ["subset 1", "relation subset.outcome"]
    assert [decision for decision, _ in read] == ["subset 1", "growth 2", "part 2", "part 2"]
    assert "第1项（12件）" in details(SENTENCE, "relation")[0]


def test_a_list_says_the_figure_that_it_opens_from():
    assert [row[:2] for row in decisions(SENTENCE, "list")] == [["2件", "2"], ["8件", "2"]]


def test_a_period_says_what_told_it():
    read = decisions("2023年有效期满的文件清理9件。上半年检查30次。检查40次。", "period", year=2023)
    assert [row[1:] for row in read] == [
        ["2023 flow", "period year"],
        ["2023-01/2023-06 flow", "period half"],
        ["2023 flow", "period report"],
    ]


def test_without_a_year_the_period_is_said_to_be_unknown():
    assert decisions("评查案卷40宗。", "period") == [["40宗", "flow", "period report"]]
    assert "未知" in details("评查案卷40宗。", "period")[0]


def test_a_scope_says_why_it_is_there():
    text = "全镇评查案卷40宗。城建办评查案卷8宗。近三年评查案卷90宗。"
    assert [row[2] for row in decisions(text, "scope", year=2023)] == ["scope headline", "scope beside", "scope time"]


# How it is coded


@pytest.fixture
def moon_cakes(tmp_path):
    """A codebook with one indicator more, whose rule we know."""
    data_dir = copy_of_data(tmp_path / "data", "indicators", "patterns")
    add_indicator(data_dir, "moon_cakes_shared", name_zh="普法月饼数")
    with (data_dir / "rules" / "indicator" / "patterns.csv").open("a", encoding="utf-8") as patterns:
        patterns.write("9001,moon_cakes_shared.月饼,moon_cakes_shared,普法月饼 派发|分享,,破损|过期,个|盒,,,,\n")
    return data_dir


def of_moon_cakes(text, stage, data_dir):
    table = trace(text, data_dir=data_dir)
    return table[(table["stage"] == stage) & (table["rule"] == "indicator/patterns.csv moon_cakes_shared.月饼")]


def test_a_code_names_its_pattern_and_the_words_it_found(moon_cakes):
    (row,) = of_moon_cakes("派发普法月饼12个", "indicator", moon_cakes).itertuples()
    assert row.decision == "moon_cakes_shared"
    for said in ("普法月饼数", "普法月饼 派发", "把握"):
        assert said in row.detail


def test_a_rule_that_one_word_keeps_out_is_shown_with_that_word(moon_cakes):
    assert of_moon_cakes("派发破损普法月饼12个", "indicator", moon_cakes).empty
    assert "破损" in of_moon_cakes("派发破损普法月饼12个", "excluded", moon_cakes)["detail"].item()


def test_a_rule_that_the_unit_keeps_out_is_shown_with_the_unit(moon_cakes):
    assert "箱" in of_moon_cakes("派发普法月饼12箱", "excluded", moon_cakes)["detail"].item()


def test_what_a_rule_without_an_indicator_left_uncoded_says_which_and_why():
    (row,) = decisions("取消和下放行政权力事项63项", "indicator")
    assert row[1:] == ["", "indicator/patterns.csv none.取消调整"]
    assert "不编码：取消、下放混在一个数里" in details("取消和下放行政权力事项63项", "indicator")[0]


def test_what_was_not_done_says_the_indicator_that_it_would_be_of():
    assert decisions("力争调解纠纷120件", "excluded")[0][1] == "mediation_accepted"
    assert "mediation_accepted" not in [row[1] for row in decisions("调解纠纷120件", "excluded")]


def test_of_each_other_indicator_the_nearest_rule_is_shown_once():
    for _, text, _ in load_passages()[::12]:
        rows = trace(text).query("stage == 'excluded' and decision != ''")
        assert not rows.duplicated(["figure", "decision"]).any()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("购买月饼12坨", "unfit"),
        ("由20%下降到7%", "superseded"),
        ("一、主要成效\n依法办事。\n二、下一步打算\n评查案卷40宗。", "planned"),
    ],
)
def test_what_is_uncoded_says_why(text, rule):
    assert decisions(text, "indicator")[0][1:] == ["", f"indicator {rule}"]


def test_a_growth_is_coded_as_what_grows():
    assert decisions("评查案卷40宗，同比增长20%", "indicator")[1][1:] == ["case_files_reviewed", "indicator growth"]


def test_a_growth_follows_what_grows_where_that_has_no_code_or_is_not_said():
    assert details("购买月饼12坨，同比增长20%", "indicator")[1] == "不编码：跟着第1项（12坨）"
    assert details("地区生产总值同比增长5.2%。", "indicator") == ["不编码：没有说是哪个数的增减"]


def test_a_code_of_another_level_names_the_row_of_recodings():
    ((_, code, rule),) = decisions("受理行政复议申请12件", "indicator", place="横沥镇")
    assert code == "reconsideration_as_respondent"
    assert rule.startswith("indicator/recodings.csv 镇 reconsideration_accepted; indicator/patterns.csv ")


def test_a_doubt_is_said_in_the_words_of_its_table_with_the_words_that_raise_it():
    ((_, doubt, rule),) = decisions("排查经营场所86处", "doubt")
    assert (doubt, rule) == ("unexplained_word", "indicator/doubts.csv unexplained_word")
    assert "有一个词说不清与该指标有什么关系：经营" in details("排查经营场所86处", "doubt")[0]


def test_scores_fall_among_what_fits():
    for _, text, _ in load_passages()[::20]:
        fits = trace(text).query("stage == 'indicator' or stage == 'candidate'").dropna(subset="figure")
        scores = fits["detail"].str.extract(r"，([\d.]+)分")[0].astype("float64")
        for _, of_figure in scores.groupby(fits["figure"]):
            assert of_figure.dropna().is_monotonic_decreasing


# How it is shown


def test_a_text_without_numbers_is_an_empty_table_with_the_same_columns():
    assert trace("有序开展各项工作").empty
    assert list(trace("").columns) == TRACE_COLUMNS
    assert trace("").dtypes.equals(trace(SENTENCE).dtypes)


def test_english_says_the_same_decisions():
    chinese, english = trace(SENTENCE), trace(SENTENCE, lang="en")
    pd.testing.assert_frame_equal(chinese.drop(columns="detail"), english.drop(columns="detail"))
    assert not chinese["detail"].equals(english["detail"])


def test_another_language_is_refused():
    with pytest.raises(BadParameter, match="unknown language fr"):
        trace(SENTENCE, lang="fr")


def test_rules_stand_in_a_column_whatever_the_width_of_the_letters():
    lines = [line for line in trace_text(trace(SENTENCE)).splitlines() if line.startswith("  ")]
    at = {wide(line[: line.rindex("quantities/" if "quantities/" in line else "period ")]) for line in lines[:1]}
    assert len(at) == 1
    columns = {wide(line[: line.index(rule)]) for line in lines for rule in (" period ", " scope ") if rule in line}
    assert len(columns) == 1


def wide(text):
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)


def test_a_figure_of_a_report_is_traced_by_its_number():
    table = only_figures(trace(SENTENCE), [3, 1])
    assert table["figure"].unique().tolist() == [1, 3]
    with pytest.raises(BadParameter, match="there is no figure 9; the text has 5"):
        only_figures(trace(SENTENCE), [9])


def run(*arguments):
    return CliRunner().invoke(main, arguments)


def test_the_command_prints_each_number_with_its_decisions():
    done = run("trace", SENTENCE)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "2023年  不是数据",
        *(f"{surface}  第{number}项" for number, surface in enumerate(["12件", "10件", "25%", "2件", "8件"], 1)),
    ]


def test_the_command_prints_json():
    rows = json.loads(run("trace", "第184号令，检查12件", "--json").stdout)
    assert list(rows[0]) == TRACE_COLUMNS
    assert [row["figure"] for row in rows[:2]] == [None, 1]


def test_the_command_traces_one_figure_of_a_report():
    done = run("trace", "--report", str(SAMPLE), "--figure", "2")
    assert done.exit_code == 0
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == ["3次  第2项"]


def test_a_figure_that_a_report_does_not_have_is_one_clear_line():
    done = run("trace", "--report", str(SAMPLE), "--figure", "999")
    assert (done.exit_code, done.stdout) == (BadParameter.exit_code, "")
    assert done.stderr == "lawgov: there is no figure 999; the text has 134\n"


@pytest.mark.parametrize("arguments", [(), ("受理3件", "--report", str(SAMPLE))])
def test_the_command_takes_a_sentence_or_a_report(arguments):
    done = run("trace", *arguments)
    assert done.exit_code == 2
    assert "give a sentence, or a report" in done.stderr


def test_the_test_of_the_codebook_is_the_trace_cut_down_to_the_indicator():
    whole, part = (run(*command, SENTENCE).stdout.splitlines() for command in (("trace",), ("codebook", "test")))
    stages = {line.split()[0] for line in part if line.startswith(" ")}
    assert stages <= {"指标", "疑点", "其次", "排除"}
    assert [" ".join(line.split()) for line in part if line.startswith("  指标")] == [
        " ".join(line.split()) for line in whole if line.startswith("  指标")
    ]
