"""What falls short, what is planned and what the leaders did, read from invented reports of many layouts."""

import pandas as pd
import pytest

from lawgov_analysis import extract_figures, extract_statements, load_statements, parse_report
from lawgov_analysis.documents import read_report
from lawgov_analysis.extraction.statement_words import pattern_of

from helpers import ROOT
from helpers.statements import plain, read_marked

REPORTS = sorted((ROOT / "tests" / "statements").glob("*.txt"))
CORPUS = ROOT.parent / "shared" / "corpus"
TERMS = ("cause", "quantity", "deadline")


def read(text, year=2023):
    return extract_statements(parse_report(text, year=year))


def said(text, year=2023):
    return [(row.kind, row.printed) for row in read(text, year).itertuples()]


def overlapping(table, kind, start, end):
    own = table[table["kind"] == kind]
    return own[(own["start"] < end) & (own["end"] > start)]


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_a_report_is_read_as_it_is_marked(file):
    text, marked = read_marked(file.read_text(encoding="utf-8"))
    table = extract_statements(parse_report(text))
    rows = [overlapping(table, each.kind, each.start, each.end) for each in marked]
    assert [len(found) for found in rows] == [1] * len(marked)
    assert len(table) == len(marked)
    numbers = [int(found["statement"].iloc[0]) for found in rows]
    shortcomings = [number for number, each in zip(numbers, marked, strict=True) if each.kind == "shortcoming"]
    for each, found in zip(marked, rows, strict=True):
        row = found.iloc[0]
        for term in TERMS:
            wanted, got = plain("".join(each.terms.get(term, []))), plain(row[term])
            assert bool(wanted) == bool(got), (term, row["printed"])
            assert wanted in got or got in wanted, (term, row["printed"])
        answers = {shortcomings.index(int(number)) + 1 for number in row["answers"].split("|") if number}
        assert answers == each.answers, row["printed"]


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_offsets_are_of_the_text_as_it_is_printed(file):
    report = parse_report(read_marked(file.read_text(encoding="utf-8"))[0])
    for row in extract_statements(report).itertuples():
        printed = report.text[row.start : row.end]
        assert "".join(printed.split()).startswith("".join(row.printed.split())[:4])


def test_the_paraphrase_is_left_to_a_person():
    table = read("二、存在不足\n一是执法力量不足。二是普法不深入。")
    assert set(table["text_zh"]) == set(table["text_en"]) == {""}


def test_a_text_without_statements_gives_an_empty_table():
    table = read("全年调解纠纷86宗。")
    assert table.empty
    assert list(table)[:5] == ["place_code", "year", "statement", "kind", "section"]


@pytest.mark.parametrize(
    "sentence",
    [
        "对存在问题的12家企业责令整改。",
        "检查发现商户仍存在占道经营问题,依法处罚3家。",
        "针对执法不规范的问题约谈单位2家。",
        "排查矛盾纠纷,解决群众反映的突出问题41个。",
        "研究部署下一步疫情防控工作。",
        "全镇共有困难群众120户。",
        "取得执法证的有31人,没有发生执法争议。",
        "不存在排除、限制竞争的问题。",
        "聚焦难点堵点,打通服务群众最后一公里。",
    ],
)
def test_what_was_done_about_problems_is_no_shortcoming_and_no_plan(sentence):
    assert said(f"一、工作成效\n{sentence}全年办案12件。") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "副镇长带队检查12次。",
        "镇长热线受理来电80个。",
        "行政机关主要负责人出庭应诉3件。",
        "组织全县领导干部开展法治讲座3场。",
        "召开依法治镇领导机构会议2次。",
        "局长办公会审议事项12项。",
        "培训企业主要负责人90人。",
    ],
)
def test_the_deeds_of_others_are_not_the_leaders(sentence):
    assert said(f"一、工作成效\n{sentence}") == []


def test_leaders_elsewhere_do_not_count_beside_their_own_chapter():
    text = "一、工作成效\n各单位主要负责人年终述法。\n二、党政主要负责人履职情况\n镇长主持专题会议2次。"
    assert said(text) == [("leadership", "镇长主持专题会议2次。")]


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("一是执法力量不足,主要原因是编制少。二是普法不深。", ["编制少", ""]),
        ("一是由于编制少,执法力量不足。二是普法不深。", ["编制少", ""]),
        ("一是受经费限制,装备落后。二是普法不深。", ["经费", ""]),
        ("一是执法力量不足。二是普法不深。\n上述问题的根源在于重视不够。", ["重视不够", "重视不够"]),
        ("一是执法力量不足。二是普法不深。\n这些问题,主要是我们抓得不紧。", ["我们抓得不紧", "我们抓得不紧"]),
        ("执法力量不足。主要原因是编制少。普法不深。", ["编制少", ""]),
        ("一是执法力量不足;二是普法不深。主要原因是经费紧张。", ["经费紧张", "经费紧张"]),
        (
            "装备落后;普法不深。以上不足的产生,既有历史因素,也与我们抓得不紧有关。",
            ["既有历史因素,也与我们抓得不紧有关"] * 2,
        ),
        ("一是因地制宜的制度不多。二是普法不深。", ["", ""]),
        ("二、存在不足\n一是案卷归档慢,主要是人手偏紧。\n二是普法面不广,主要是在山区。", ["人手偏紧", ""]),
    ],
)
def test_a_cause_is_of_the_shortcoming_that_it_is_given_for(text, causes):
    table = read(f"二、存在不足\n{text}")
    assert table["cause"].tolist() == causes


@pytest.mark.parametrize(
    ("plan", "quantity", "deadline"),
    [
        ("培训不少于4期", "不少于4期", ""),
        ("覆盖率达100%", "100%", ""),
        ("2024年6月底前建成平台", "", "2024年6月底前"),
        ("年底前新增调解室2个", "2个", "年底前"),
        ("用两年时间建成平台", "", ""),
        ("两年内建成平台", "", "两年内"),
        ("上半年出台裁量基准", "", "上半年"),
        ("到2025年建成平台", "", "到2025年"),
        ("落实《2024年工作要点》", "", ""),
        ("每季度开展一次评查", "每季度开展一次", ""),
        ("巩固近三年内的成果", "", ""),
        ("在10日内办结", "", ""),
        ("“八五”普法再提升", "", ""),
    ],
)
def test_a_plan_has_the_number_and_the_day_that_it_prints(plan, quantity, deadline):
    table = read(f"三、下一步打算\n一是{plan}。二是拍摄短视频。")
    assert table[["quantity", "deadline"]].iloc[0].tolist() == [quantity, deadline]


def test_what_a_plan_is_aimed_at_is_a_shortcoming_where_nothing_else_says_it():
    text = "三、下一步打算\n一是针对普法形式陈旧的问题,拍摄短视频。二是办好讲座。"
    assert said(text)[1] == ("shortcoming", "普法形式陈旧")
    known = f"二、存在不足\n一是普法形式陈旧。二是案卷潦草。\n{text}"
    assert [kind for kind, _ in said(known)] == ["shortcoming", "shortcoming", "plan", "plan"]
    assert read(known)["answers"].tolist()[2] == "1"


def test_a_plan_answers_nothing_where_no_word_tells():
    table = read("二、存在不足\n一是执法力量不足。二是案卷潦草。\n三、下一步打算\n一是拍摄短视频。二是优化大厅布局。")
    assert table["answers"].tolist() == [""] * 4


def test_an_item_of_many_sentences_is_as_many_plans():
    plans = "完善公开目录。开展旁听庭审。修订应急预案。"
    text = f"三、下一步打算\n(一)强化保障。{plans}\n(二)办好讲座。邀请律师授课。"
    assert len(read(text)) == 4


def test_more_shortcomings_on_one_topic_than_tell_apart_are_not_answered():
    short = "".join(f"{n}.第{n}中队执法力量不足。\n" for n in range(1, 8))
    table = read(f"二、存在不足\n{short}三、下一步打算\n1.充实执法力量。\n2.办好讲座。")
    assert set(table["answers"]) == {""}


CITY = ROOT / "data" / "samples" / "city"


def city():
    reports = pd.read_csv(CITY / "reports.csv", dtype=str, keep_default_na=False)
    own = {row.sha256: (row.place_code, int(row.year)) for row in reports.itertuples()}
    for file in sorted((CITY / "published").iterdir()):
        report = read_report(file, data_dir=CITY)
        if report.sha256 in own:
            yield report, *own[report.sha256]


def test_the_statements_of_the_sample_city_are_found():
    truth = load_statements(data_dir=CITY)
    found = {kind: [0, 0, 0] for kind in ("leadership", "shortcoming", "plan")}
    for report, code, year in city():
        table = extract_statements(report, CITY)
        own = truth[(truth["place_code"] == code) & (truth["year"] == year)]
        for kind, counts in found.items():
            there = own[own["kind"] == kind]
            hits = sum(bool(len(overlapping(table, kind, row.start, row.end))) for row in there.itertuples())
            for at, n in enumerate((hits, len(there), int((table["kind"] == kind).sum()))):
                counts[at] += n
    for kind, (hits, wanted, drafted) in found.items():
        assert 2 * hits / (wanted + drafted) >= 0.97, (kind, hits, wanted, drafted)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the published texts are not beside the project")
@pytest.mark.parametrize(
    ("text", "place", "year"), [("hengli_2020", "441900106", 2020), ("guangming_2021", "440311", 2021)]
)
def test_the_statements_of_the_two_reports_are_found(text, place, year):
    table = extract_statements(read_report(CORPUS / f"{text}.txt", place, year))
    truth = load_statements(place, year)
    hits = [len(overlapping(table, row.kind, row.start, row.end)) > 0 for row in truth.itertuples()]
    # Of Guangming a committee's meeting, which names no leader.
    assert sum(hits) >= len(truth) - 1
    assert len(table) <= len(truth)


LIST = "1.执法装备落后。\n2.档案管理不规范。\n3.普法不深。\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"二、存在的问题\n{LIST}2024年工作计划\n1.更新装备。\n2.规范档案。\n3.办讲座。\n4.评查案卷。", "sssPPPP"),
        (f"二、存在的问题\n{LIST}下一步,我镇将做好以下工作:\n1.更新装备。\n2.规范档案。", "sssPP"),
        (
            "一、成效\n(一)普法。下一步,办好讲座。\n(二)执法。全年办案12件。\n下一步,评查案卷。\n(三)调解纠纷30件。",
            "PP",
        ),
        ("(四)存在的不足。1.执法装备落后。2.案卷潦草。\n(五)下一步打算。1.更新装备。2.评查案卷。", "ssPP"),
        ("二、存在的不足\n一是装备落后。下一步将更新装备。二是案卷潦草。下一步将评查案卷。", "sPsP"),
        ("我镇法治建设还有不小距离。主要表现为以下两个“不够”:一是审核不够严;二是监督不够有力。", "ss"),
        (
            "二、存在不足\n工作还有需要改进的地方。装备落后。\n三、党政主要负责人履行推进法治建设第一责任人职责,加强法治政府建设的有关情况\n(一)县长主持会议2次。\n(二)县长带头学法。",
            "sll",
        ),
        ("一、重点工作\n调解纠纷30件。\n二、其他工作\n办讲座3场。", ""),
    ],
)
def test_what_a_sentence_opens_ends_where_another_list_goes_on(text, kinds):
    letters = {"shortcoming": "s", "plan": "P", "leadership": "l"}
    assert "".join(letters[kind] for kind, _ in said(text)) == kinds


AHEAD = [
    "2024年度推进法治政府建设的主要安排",
    "2024年度法治政府建设工作打算",
    "2024年法治建设重点",
    "二〇二四年工作安排",
    "下一年度主要安排",
    "下一步工作举措",
    "改进措施及努力方向",
    "下一步工作安排情况",
    "2024年工作安排情况",
    "2023年工作打算",
    "抓短板,下步打算更加清晰",
    "工作计划",
]
DONE_ALREADY = [
    "2023年度法治政府建设工作安排部署情况",
    "贯彻落实年度安排情况",
    "主要安排及成效",
    "2023年重点工作",
    "2022年工作计划",
    "整改措施及成效",
    "聚焦重点任务",
    "研究部署下一步工作",
    "召开座谈会3场,征集意见建议90条",
    "为今后工作奠定基础",
    "印发《2024年工作要点》",
    "工作情况及下一步打算",
    "2024年1月5日,召开述法会",
]


@pytest.mark.parametrize(
    ("heading", "is_plan"), [*((each, True) for each in AHEAD), *((each, False) for each in DONE_ALREADY)]
)
def test_figures_and_statements_take_the_same_headings_for_plans(heading, is_plan):
    parts = f"一、成效\n调解纠纷30件。\n二、{heading}\n(一)组织应急演练4场。\n"
    report = parse_report(f"示例镇2023年法治政府建设报告\n{parts}")
    figures = extract_figures(report)
    target = figures[figures["surface"] == "4场"].iloc[0]
    assert (target["period"], target["indicator"] == "") == (("2024", True) if is_plan else ("2023", False))
    assert ("plan" in set(extract_statements(report)["kind"])) is is_plan


def test_what_looks_back_under_plans_is_no_plan():
    lines = (
        "一、主要成效\n全年调解纠纷30件。\n二、2024年度主要安排\n截至2023年底已建成法治文化公园12个。2024年开展培训6场。",
        "一、主要成效\n下一步，力争化解率达到98%。\n2023年调解纠纷30件。",
    )
    figures = [extract_figures(parse_report(f"示例镇2023年法治政府建设年度报告\n{text}")) for text in lines]
    assert figures[0]["period"].tolist() == ["2023", "2023-12-31", "2024"]
    assert figures[1]["period"].tolist() == ["2024", "2023"]


def test_of_words_as_long_as_each_other_the_first_in_the_table_is_tried_first():
    assert pattern_of(["公布", "公开|建立清单", "公布"]) == "建立清单|公布|公开"


@pytest.mark.parametrize(
    "heading",
    ["三、下步工作\n", "三、下步工作 ", "三、来年工作：", "三、工作计划 ", "三、2024年工作安排 ", "三、下步打算。"],
)
def test_a_plan_on_the_line_of_its_heading_or_below_it_is_read(heading):
    text = "一、工作情况\n举办培训4期。\n二、不足\n普法不深入。\n"
    assert said(f"{text}{heading}2024年举办培训10期，力争败诉率降至10%以下。")[-1][0] == "plan"


@pytest.mark.parametrize(
    ("sentence", "plans"),
    [("投诉量控制在50件以下。", 1), ("重点做好以下工作。", 0), ("2024年做好以下3项工作。", 0)],
)
def test_below_a_number_no_list_is_opened(sentence, plans):
    assert [kind for kind, _ in said(f"一、成效\n举办培训4期。\n三、下步打算\n{sentence}")].count("plan") == plans
