"""What a report says of itself: title, year, issuer, dates, and what of a copied page is not the report."""

from datetime import date

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.documents.furniture import is_furniture
from lawgov_analysis.documents.identity import read_identity, read_published

TITLE = "青石镇2023年法治政府建设年度报告"
BODY = "2023年,我镇扎实推进法治政府建设。\n一、成效\n全年调解纠纷30件。"


def identity_of(tail, head=TITLE):
    return read_identity(f"{head}\n{BODY}\n{tail}")


# Signature


@pytest.mark.parametrize(
    ("tail", "issuer"),
    [
        ("青石镇人民政府\n2024年1月18日", "青石镇人民政府"),
        ("中共青石镇委员会 青石镇人民政府\n2024年1月18日", "中共青石镇委员会 青石镇人民政府"),
        ("中共青石镇委员会\n青石镇人民政府\n2024年1月18日", "中共青石镇委员会 青石镇人民政府"),
        ("中共青石镇委员会、青石镇人民政府\n2024年1月18日", "中共青石镇委员会、青石镇人民政府"),
        ("2024年1月18日\n青石镇人民政府", "青石镇人民政府"),
        ("2024年1月18日\n中共青石镇委员会\n青石镇人民政府", "中共青石镇委员会 青石镇人民政府"),
        ("青石镇人民政府　　2024年1月18日", "青石镇人民政府"),
        ("青石镇人民政府(盖章)\n2024年1月18日", "青石镇人民政府"),
        ("青 石 镇 人 民 政 府\n2024 年 1 月 18 日", "青石镇人民政府"),
        ("(此件公开发布)\n青石镇人民政府\n2024年1月18日", "青石镇人民政府"),
        ("青石街道办事处\n2024年1月18日", "青石街道办事处"),
        ("青石县司法局\n2024年1月18日", "青石县司法局"),
        ("　　　　青石镇党委 青石镇政府\n　　　　2024年1月18日", "青石镇党委 青石镇政府"),
        ("青石镇\n2024年1月18日", "青石镇"),
        ("2023年法治政府建设\n2024年1月18日", ""),
        ("2024年1月18日", ""),
    ],
)
def test_the_signature_is_read_in_every_form(tail, issuer):
    identity = identity_of(tail)
    assert identity.issuer == issuer
    assert identity.issued_on == date(2024, 1, 18)


@pytest.mark.parametrize(
    "day",
    [
        "2024年1月8日",
        "2024年01月08日",
        "2024年元月8日",
        "2024-01-08",
        "2024.1.8",
        "2024/1/8",
        "２０２４年１月８日",
        "2024 年 1 月 8 日",
        "二〇二四年一月八日",
        "二○二四年一月八日",
        "二零二四年元月八日",
    ],
)
def test_the_day_of_a_signature_is_read_in_every_style(day):
    assert identity_of(f"青石镇人民政府\n{day}").issued_on == date(2024, 1, 8)


def test_a_signature_without_a_day_is_read():
    identity = identity_of("青石镇人民政府")
    assert (identity.issuer, identity.issued_on) == ("青石镇人民政府", None)


def test_a_signature_of_a_month_has_no_day():
    identity = identity_of("青石县司法局\n2024年1月")
    assert (identity.issuer, identity.issued_on) == ("青石县司法局", None)


def test_a_report_without_a_signature_has_none():
    identity = identity_of("")
    assert (identity.issuer, identity.issued_on, identity.signature) == ("", None, None)


def test_a_signature_is_not_part_of_the_last_section():
    text = f"{TITLE}\n{BODY}\n青石镇人民政府\n2024年1月18日"
    identity = read_identity(text)
    assert text[identity.body_end :] == "青石镇人民政府\n2024年1月18日"
    assert text[slice(*identity.signature)] == "青石镇人民政府\n2024年1月18日"


def test_a_day_in_the_last_sentence_is_no_signature():
    assert identity_of("截至2024年1月18日,均已办结。").issued_on is None


def test_an_annex_below_the_signature_leaves_it_whole():
    identity = identity_of("青石镇人民政府\n2024年1月18日\n附件:办件统计表\n受理 12件")
    assert (identity.issuer, identity.issued_on) == ("青石镇人民政府", date(2024, 1, 18))


# Title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (TITLE, TITLE),
        ("关于2023年度法治政府建设情况的报告", "关于2023年度法治政府建设情况的报告"),
        ("青石镇人民政府\n关于2023年度法治政府建设情况的报告", "青石镇人民政府关于2023年度法治政府建设情况的报告"),
        ("青石镇人民政\n府关于2023年度法治政府建设情况的报告", "青石镇人民政府关于2023年度法治政府建设情况的报告"),
        ("青石镇2023年法治政府\n建设年度报告", TITLE),
        ("青石镇法治政府建设年度报告(2023年)", "青石镇法治政府建设年度报告(2023年)"),
        ("《青石镇2023年法治政府建设年度报告》", TITLE),
        (f"标题:{TITLE}", TITLE),
        ("青石镇2023年法治政府建设工作总结", "青石镇2023年法治政府建设工作总结"),
        ("青石镇法治政府建设2022年工作总结暨2023年计划", "青石镇法治政府建设2022年工作总结暨2023年计划"),
        (f"首页 > 政务公开 > 法治政府建设\n发布时间:2024-01-22\n{TITLE}", TITLE),
        (f"{TITLE}\n县委、县政府:", TITLE),
        ("", ""),
        ("各位代表:", ""),
    ],
)
def test_the_title_is_found_above_the_text(head, title):
    assert read_identity(f"{head}\n{BODY}").title == title


def test_what_the_title_calls_itself_signs_a_report():
    identity = identity_of("青石海关\n2024年1月18日", "中华人民共和国青石海关2023年法治政府建设年度报告")
    assert (identity.issuer, identity.issued_on) == ("青石海关", date(2024, 1, 18))


def test_the_title_that_the_file_gives_serves_where_the_text_has_none():
    assert read_identity(BODY, TITLE).title == TITLE
    assert read_identity(f"青石镇2022年法治政府建设年度报告\n{BODY}", TITLE).title == "青石镇2022年法治政府建设年度报告"


def test_a_day_in_brackets_below_the_title_is_that_of_the_report():
    assert read_identity(f"{TITLE}\n(2024年1月18日)\n{BODY}").issued_on == date(2024, 1, 18)


# Year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"{TITLE}\n{BODY}", 2023),
        (f"关于2023年度法治政府建设情况的报告\n{BODY}", 2023),
        (f"二〇二三年度青石镇法治政府建设报告\n{BODY}", 2023),
        ("青石镇法治政府建设2022年工作总结暨2023年计划\n我镇依法办事。\n一、2023年计划\n培训6期。", 2022),
        ("法治政府建设年度报告\n2022年,我镇落实《法治政府建设实施纲要(2021—2025年)》,依法办事。", 2022),
        ("法治政府建设年度报告\n落实2021—2025年规划。现将2022年工作情况报告如下:\n一、成效", 2022),
        ("法治政府建设年度报告\n我镇依法办事。\n一、2022年工作成效\n调解30件。\n二、2023年工作打算\n培训6期。", 2022),
        ("法治政府建设年度报告\n我镇依法办事。\n一、成效\n调解30件。\n二、2023年工作打算\n培训6期。", 2022),
        ("法治政府建设年度报告\n我镇依法办事。\n青石镇人民政府\n2024年1月18日", 2023),
        ("法治政府建设年度报告\n我镇依法办事。\n青石镇人民政府\n2023年12月20日", 2023),
        ("法治政府建设年度报告\n发布时间:2024-03-22\n我镇依法办事。", 2023),
        ("法治政府建设年度报告\n我镇依法办事,受理2035件。", None),
    ],
)
def test_the_year_reported_on_is_judged_by_all_that_is_said(text, year):
    assert parse_report(text).year == year


# Furniture


ABOVE = "首页 > 政务公开 > 法治政府建设\n发布时间:2024-01-22 10:30 来源:司法所 浏览次数:1234\n字体:[大 中 小] 打印"
BELOW = "上一篇:第4季度投诉12件\n相关新闻\n新增学位1500个 2024-01-20\n版权所有:青石镇人民政府 电话:028-37600000"


def test_the_numbers_of_a_copied_page_are_told_from_those_of_the_report():
    text = f"{ABOVE}\n{TITLE}\n{BODY}\n青石镇人民政府\n2024年1月18日\n{BELOW}"
    identity = read_identity(text)
    furniture = [text[start:end] for start, end in identity.furniture]
    assert "\n".join(furniture) == f"{ABOVE}\n{BELOW}"
    assert (identity.title, identity.issuer) == (TITLE, "青石镇人民政府")
    assert (identity.issued_on, identity.published_on) == (date(2024, 1, 18), date(2024, 1, 22))


def test_whole_sentences_at_the_foot_of_a_page_are_the_pages():
    report = "".join(f"({n})全年受理群众申请{n}35件,办结30件,办结率98%。\n" for n in "一二三四五六七八九")
    foot = "版权所有:青石镇人民政府\n本网站由青石镇人民政府主办。"
    text = f"{TITLE}\n{BODY}\n{report}青石镇人民政府\n2024年1月18日\n{foot}"
    identity = read_identity(text)
    assert identity.issuer == "青石镇人民政府"
    assert [text[start:end] for start, end in identity.furniture] == [foot]


def test_a_report_has_no_furniture_of_its_own():
    text = f"{TITLE}\n{BODY}\n关闭违规企业12家。\n打印资料300份,发放群众。\n青石镇人民政府\n2024年1月18日"
    assert read_identity(text).furniture == ()


def test_a_section_below_a_word_of_the_page_still_is_the_reports():
    text = f"{TITLE}\n{BODY}\n相关链接\n二、不足\n仍有7项未办。"
    assert read_identity(text).furniture == ()


@pytest.mark.parametrize(
    "line",
    [
        "浏览次数：1234",
        "浏览：1234次",
        "阅读 2048",
        "访问:第88次",
        "点击数:368",
        "您是第 123 位访问者",
        "点赞 15",
        "点赞(3)",
        "浏览[1,234]次",
        "【打印】 【关闭】",
        "打印本页 关闭窗口",
        "分享到: 微信 微博",
        "上一篇：第4季度督查12件",
        "下一条",
        "- 相关新闻",
        "字体：[大 中 小]",
        "发布时间：2024-01-22 10:30 来源：青石镇",
        "发布日期\t2024-01-22",
        "索 引 号：511423001/2024-00012",
        "责任编辑：张三",
        "主办:青石镇人民政府",
        "蜀ICP备05001234号-1",
        "川公网安备51142302000012号",
        "当前位置：首页 > 政务公开",
        "返回顶部",
        "大 中 小",
        "11/28/26, 1:57 PM 青石镇2024年法治政府建设年度报告",
        "2026/11/28 13:57",
        "https://www.example.com/a.html 1/2",
    ],
)
def test_a_line_of_the_page_is_known(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "关闭违规企业12家",
        "下载安装反诈软件1200人",
        "打印宣传资料300份",
        "收藏单位2家",
        "返回群众资金20万元",
        "分享经验3次。",
        "访问企业20家",
        "浏览器使用率达到90%",
        "阅读量38万次,点赞2万次",
        "阅读量突破38万次",
        "点赞2.5万",
        "时间紧任务重",
        "小微企业12家",
        "大力推进法治建设",
        "中心组学习12次",
        "地址核查20处",
        "举报奖励12起",
        "相关信息公开120条",
        "相关政策宣传12场",
        "首页公示12条",
        "名称变更12家",
        "来源清晰,责任明确。",
        "2024/2025年度检查12次",
        "https://www.example.com开通,访问12万次",
    ],
)
def test_a_line_of_a_report_may_begin_with_a_word_of_pages(line):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["今天是2024年3月5日", TITLE, "2024-01-22 10:30 来源:司法所"], date(2024, 1, 22)),
        (["发布日期\t2024-01-22\t成文日期\t2024-01-18"], date(2024, 1, 22)),
        (["成文日期:2024-01-18"], None),
        ([TITLE], None),
        ([], None),
    ],
)
def test_the_day_of_publication_is_told_from_other_days(lines, day):
    assert read_published(lines) == day
