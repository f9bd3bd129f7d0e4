"""Web pages: the report of any layout, and nothing of the page around it."""

import pytest

from lawgov_analysis.documents import read_report
from lawgov_analysis.documents.readers.any import read_file
from lawgov_analysis.documents.readers.html import read_html
from lawgov_analysis.extraction import extract_figures

from helpers.samples import LINES, PAGES, SENTENCE, TITLE


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_of_any_layout_gives_the_report_and_nothing_else(page):
    lines = read_file(page).text.split("\n")
    table = (
        ["类别\t数量", "行政许可\t120件", "行政处罚\t35件", "行政检查\t1850次"] if page.stem == "table_in_text" else []
    )
    expected = [*LINES[:3], *table, *LINES[3:]]
    assert lines in (expected, [TITLE, *expected])


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_of_any_layout_says_what_report_it_is(page):
    report = read_report(page)
    assert (report.title, report.place_name, report.year) == (TITLE, "青石镇", 2023)
    assert (report.issuer, str(report.issued_on)) == ("青石镇人民政府", "2024-01-18")
    if page.stem != "bare_body":
        assert str(report.published_on) == "2024-01-22"


def test_every_layout_gives_the_same_figures():
    tables = [extract_figures(read_report(page)) for page in PAGES.glob("*.html") if page.stem != "table_in_text"]
    first = tables[0][["value", "unit", "bound", "section", "measure"]].values.tolist()
    assert len(first) == 15
    for table in tables[1:]:
        assert table[["value", "unit", "bound", "section", "measure"]].values.tolist() == first


def page_of(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_a_number_cut_by_tags_is_whole(read):
    body = (
        "<p>全镇依法调解纠纷<span>1</span><span style='x'>93</span><b>5</b>宗,成功率<font>99</font>&#46;<i>5</i>%。</p>"
    )
    assert read(page_of(body)).text == "全镇依法调解纠纷1935宗,成功率99.5%。"


def test_spaces_of_the_source_are_none_of_the_text(read):
    body = "<p>\n　　全镇依法\n    调解纠纷\r\n  1935宗,&nbsp;成功\u200b率99%。\n</p>"
    assert read(page_of(body)).text == "全镇依法调解纠纷1935宗, 成功率99%。"


@pytest.mark.parametrize("block", ["<pre>{}</pre>", "<div style='white-space: pre-wrap'>{}</div>"])
def test_lines_of_preformatted_text_stay_lines(read, block):
    lines = ["一、成效", SENTENCE, "二、不足", "仍有7项未办。"]
    assert read(page_of(block.format("\r\n　　".join(lines)))).text.split("\n") == lines


def test_a_page_that_only_links_to_the_report_names_the_file(refusal):
    link = f"<p>附件:<a href='/2024/P0201.docx?v=1'>{TITLE}.docx</a></p>"
    assert f"{TITLE}.docx; download that" in refusal(page_of(f"<h1>{TITLE}</h1>{link}"), "index.html")


def test_a_report_of_several_pages_is_noted(read):
    assert read(page_of(f"<p>{SENTENCE}</p>")).notes == ()
    (note,) = read(page_of(f"<p>{SENTENCE}</p><a href='2.html'>下一页</a>")).notes
    assert "下一页" in note


def test_a_page_that_is_cut_off_is_noted(read):
    whole = f"<html><body><p>{SENTENCE}</p><p>{SENTENCE}</p></body></html>"
    assert read(whole.encode()).notes == ()
    (note,) = read(whole[: whole.rindex("</p>")].encode()).notes
    assert "cut off" in note


def test_a_raised_digit_stays_raised(read):
    assert "1.5万m²" in read(page_of("<p>拆除违法建筑面积1.5万m<sup>2</sup>,依法处理。</p>")).text


def test_what_a_page_hides_is_not_read(read):
    body = f"<p>{SENTENCE}</p><p style='display: none'>依法办结88件,完成。</p><p hidden>依法办结77件,完成。</p>"
    assert read(page_of(body)).text == SENTENCE


def test_a_report_that_a_script_shows_later_is_read(read):
    assert read(page_of(f"<div style='display:none'><p>{SENTENCE}</p></div>")).text == SENTENCE


def test_a_page_named_otherwise_is_a_page(read):
    assert read(page_of(f"<p>{SENTENCE}</p>"), "report.doc").text == SENTENCE


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gb18030", '<meta charset="gb2312">'),
        ("gb18030", ""),
        ("utf-8", '<meta charset="gb2312">'),
        ("big5", '<meta http-equiv="Content-Type" content="text/html; charset=big5">'),
    ],
)
def test_a_page_is_read_in_its_encoding_whatever_it_declares(read, encoding, head):
    text = "全市依法受理行政案件1935件,成功99件。"
    assert read(page_of(f"<p>{text}</p>", head).encode(encoding)).text == text


def test_a_page_with_a_broken_byte_is_read_as_a_browser_does(read):
    head = b'<meta charset="utf-8"><meta name="description" content="' + "依法".encode()[:-1] + b'">'
    body = "".join(f"<p>{SENTENCE}</p>" for _ in range(40))
    assert SENTENCE in read(b"<html><head>" + head + f"</head><body>{body}</body></html>".encode()).text


def test_a_page_saved_as_one_file_is_read(read):
    head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    part = "--x\r\nContent-Type: text/html; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    data = (head + part).encode() + page_of(f"<p>{SENTENCE}</p>").encode("gb18030") + b"\r\n--x--\r\n"
    assert read(data, "report.mht").text == SENTENCE


def test_pictures_within_a_page_do_not_count(read):
    picture = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    assert (
        read(page_of(f"<p>{SENTENCE}</p>{picture}<p>依法办结7件,完成。</p>")).text == f"{SENTENCE}\n依法办结7件,完成。"
    )


def test_a_day_of_the_page_is_not_that_of_its_publication(read):
    body = f"<p>今天是2024年3月5日</p><h1>{TITLE}</h1><p>成文日期:2024-01-18</p><p>{SENTENCE}</p>"
    assert read(page_of(body)).published_on is None
    dated = body.replace("成文日期", "发布日期:2024-01-22 成文日期")
    assert str(read(page_of(dated)).published_on) == "2024-01-22"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"{TITLE}_青石镇人民政府网", TITLE),
        (f"{TITLE}-青石镇人民政府", TITLE),
        (f"青石县政府门户网站 - {TITLE}", TITLE),
        ("青石镇2021-2022年法治政府建设情况", "青石镇2021-2022年法治政府建设情况"),
        ("青石镇人民政府", ""),
    ],
)
def test_the_title_of_a_window_is_told_from_the_site(read, title, expected):
    assert read(page_of(f"<p>{SENTENCE}</p>", f"<title>{title}</title>")).title == expected


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<a href='/'>首页</a>" * 9,
        "<ul>" + "<li><a href='/1'>青石镇依法调解纠纷12宗,成功11宗</a> 2024-01-02</li>" * 30 + "</ul>",
        "<h1>404</h1><p>抱歉,您访问的页面不存在,3秒后返回首页。</p>",
        f"<div id='app'></div><script>var report = '{SENTENCE}'</script>",
    ],
    ids=["empty", "navigation", "a list of news", "not found", "text in a script"],
)
def test_a_page_without_a_report_is_refused(refusal, body):
    assert "no report on this page" in refusal(page_of(body), "index.html")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ('<!DOCTYPE html [<!ENTITY a "依法"><!ENTITY b "&a;&a;&a;">]>' + page_of(f"<p>&b;{SENTENCE}</p>"), "entities"),
        ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page_of(f"<p>{SENTENCE}&x;</p>"), "entities"),
        (f"<html><body>{'<div>' * 1_000_000}{SENTENCE}", "within each other"),
        (f"<html><body>{'<p>a</p>' * 120_000}", "elements"),
        (f"<html><body><p>{'依法' * 1_100_000}。</p>", "characters"),
    ],
    ids=["entities", "files", "deep", "wide", "long"],
)
def test_a_hostile_page_is_refused(refusal, page, reason):
    assert reason in refusal(page, "report.html")


def test_tags_that_are_never_closed_hide_nothing(read):
    lines = [f"全镇依法调解纠纷{n}宗,成功。" for n in range(600)]
    body = "".join(f"<font size=3><span><p>{line}</p>" for line in lines)
    assert read(page_of(body)).text.split("\n") == lines


def test_short_paragraphs_behind_the_only_long_one_are_of_the_report():
    prose = "全镇深入贯彻习近平法治思想,全年调解纠纷1935宗,现将有关情况报告如下。"
    page = f"<body><p>{prose}</p><p>处罚86宗。</p><p>调解212宗。</p></body>"
    assert read_html(page).text == f"{prose}\n处罚86宗。\n调解212宗。"
