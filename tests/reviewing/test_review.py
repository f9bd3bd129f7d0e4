"""What an analyst sees of an extraction: every number, every change, every reason."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product

import pytest

from lawgov_analysis import load_figures, trace
from lawgov_analysis.decisions.diff import DIFF_COLUMNS, diff_figures
from lawgov_analysis.documents import parse_report, read_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.presentation.blocks import page_frame
from lawgov_analysis.quantities import KINDS
from lawgov_analysis.reviewing import review_page
from lawgov_analysis.reviewing.explain import explain

from helpers.browser import chromium, needs_browser

SAMPLE = default_data_dir() / "samples" / "shili-2023.txt"


@pytest.fixture(scope="module")
def report():
    return read_report(SAMPLE)


@pytest.fixture(scope="module")
def figures(report):
    return extract_figures(report)


@pytest.fixture(scope="module")
def page(report, figures):
    return review_page(report, figures)


# explain


def test_every_digit_of_the_text_is_accounted_for(report):
    numbers = explain(report)
    covered = {at for row in numbers.itertuples() for at in range(row.start, row.end)}
    digits = {match.start() for match in re.finditer(r"[0-9０-９]", report.text)}
    assert digits <= covered


def test_numbers_come_in_order_and_do_not_overlap(report):
    numbers = explain(report)
    assert (numbers["start"].iloc[1:].to_numpy() >= numbers["end"].iloc[:-1].to_numpy()).all()
    assert [report.text[row.start : row.end] for row in numbers.itertuples()] == numbers["surface"].tolist()


def test_what_is_no_figure_has_its_class():
    text = "2023年印发〔2023〕15号文件,落实“1+3+N”部署,办理12345热线工单20件。"
    assert explain(parse_report(text)).set_index("surface")["kind"].to_dict() == {
        "2023年": "date",
        "2023〕15号": "document_number",
        "1+3+N": "slogan",
        "12345": "name",
        "20件": "figure",
    }


COPIED = "评查案卷40宗。\n浏览次数:1234\n相关新闻\n新增学位1500个"


def test_a_number_of_the_page_around_is_told_from_a_figure():
    kinds = explain(parse_report(COPIED)).set_index("surface")["kind"]
    assert kinds.to_dict() == {"40宗": "figure", "1234": "furniture", "1500个": "furniture"}


def test_a_text_without_numbers_has_an_empty_table_with_the_same_columns():
    empty = explain(parse_report("本年度工作有序开展。"))
    assert empty.empty
    assert list(empty.columns) == list(explain(parse_report("评查案卷40宗。")).columns)


# diff_figures


def table(text):
    return extract_figures(parse_report(text))


def changes(old, new):
    return diff_figures(old, new)[["change", "surface", "column", "old", "new"]].to_numpy().tolist()


def test_nothing_changed_is_an_empty_table(figures):
    difference = diff_figures(figures, figures)
    assert difference.empty
    assert list(difference.columns) == DIFF_COLUMNS


def test_a_draft_and_its_saved_copy_are_the_same(figures):
    saved = figures.drop(columns="confidence").assign(year=2023)
    assert diff_figures(saved, figures).empty


def test_an_excerpt_without_offsets_is_the_same_as_itself():
    excerpts = load_figures(year=2025)
    assert diff_figures(excerpts, excerpts.copy()).empty


def test_a_changed_cell_shows_both_values():
    old = table("评查案卷40宗,罚没款86.4万元。")
    new = old.assign(value=[41.0, 864000.0], bound=["at_least", "exact"])
    assert changes(old, new) == [
        ["changed", "40宗", "value", "40", "41"],
        ["changed", "40宗", "bound", "exact", "at_least"],
    ]


def test_a_sentence_added_above_is_one_added_figure_and_not_many_changes():
    old = table("收到信访30件,办结28件。罚没款86.4万元。")
    new = table("出动执法人员90人次。收到信访30件,办结28件。罚没款86.4万元。")
    assert [change[:2] for change in changes(old, new)] == [["added", "90人次"]]


def test_a_figure_that_is_gone_shows_its_measure():
    old, new = table("评查案卷40宗,罚没款86.4万元。"), table("罚没款86.4万元。")
    assert changes(old, new) == [["removed", "40宗", "", "评查案卷", ""]]


def test_equal_figures_keep_their_order_when_the_text_moved():
    old = table("政策文件20条、机构职能20条、财政信息92条。")
    new = table("本年度,政策文件20条、机构职能20条、财政信息92条。")
    assert not [change for change in changes(old, new) if change[2] in ("measure", "value")]


def test_a_relation_to_another_figure_is_a_change():
    old = table("收到信访30件,办结28件。")
    assert old["related"].tolist() == ["", "1"]
    assert changes(old, old.assign(relation="", related="")) == [
        ["changed", "28件", "relation", "subset", ""],
        ["changed", "28件", "related", "1", ""],
    ]


def test_a_relation_to_an_added_figure_says_that_it_is_new():
    new = table("收到信访30件,办结28件。")
    old = new.iloc[[1]].assign(figure=1, relation="", related="")
    assert ["changed", "28件", "related", "", "新1"] in changes(old, new)


def test_a_longer_surface_at_the_same_place_is_a_change_of_that_figure():
    old = table("评查案卷40宗。")
    new = old.assign(surface="40宗案", end=old["end"] + 1)
    assert changes(old, new) == [["changed", "40宗", "surface", "40宗", "40宗案"]]


@pytest.mark.parametrize(("old", "new"), [("", "评查案卷40宗。"), ("评查案卷40宗。", "")])
def test_an_empty_table_may_be_compared(old, new):
    assert len(diff_figures(table(old), table(new))) == 1


def test_changes_come_in_the_order_of_the_text():
    old = table("评查案卷40宗,罚没款86.4万元,出动执法人员90人次。")
    new = old.assign(unit=["件", "元", "人"])
    assert diff_figures(old, new)["figure"].tolist() == [1, 3]


# review_page


class Page(HTMLParser):
    """What a browser would make of a page: its elements in order, and the text of the article."""

    VOID = frozenset(["meta", "br", "link", "img", "input", "hr"])

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.article = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "article" in self.open and "sup" not in self.open:
            self.article += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_page_is_well_formed(page):
    assert page.startswith("<!DOCTYPE html>")
    parsed = Page(page)
    assert parsed.open == []
    assert parsed.all("html") == [{"lang": "zh-CN"}]
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_link_leads_to_a_place_on_the_page(page):
    parsed = Page(page)
    ids = {attributes["id"] for _, attributes in parsed.elements if "id" in attributes}
    for link in parsed.all("a"):
        if "href" in link:
            assert link["href"].removeprefix("#") in ids


def test_the_page_shows_the_text_unchanged(page, report):
    assert re.sub(r"\s", "", Page(page).article) == re.sub(r"\s", "", report.text)


def test_every_figure_is_marked_in_place_and_explained_below(page, figures):
    parsed = Page(page)
    marks = [mark for mark in parsed.all("mark") if "id" in mark]
    assert [mark["id"] for mark in marks] == [f"t{number}" for number in figures["figure"]]
    rows = [row["id"] for row in parsed.all("tr") if "id" in row]
    assert rows == [f"f{number}" for number in figures["figure"]]


def test_hovering_says_what_was_understood():
    report = parse_report("全年罚没款约86.4万元。")
    (mark,) = [mark for mark in Page(review_page(report, extract_figures(report))).all("mark") if "id" in mark]
    for said in ("约 864,000 元", "罚没款", "罚没金额"):
        assert said in mark["title"]


def test_kinds_are_told_apart_by_more_than_colour(page):
    parsed = Page(page)
    classes = {mark["class"].split()[0] for mark in parsed.all("mark")}
    assert classes == {"count", "rate", "amount", "growth"}
    style = re.search("<style>(.*)</style>", page, re.DOTALL)[1]
    for sort, line in (("rate", "double"), ("amount", "dashed"), ("growth", "dotted")):
        assert re.search(rf"mark\.{sort} {{[^}}]*text-decoration-style: {line}", style)


def marked(text, change=lambda figures: figures):
    report = parse_report(text)
    page = review_page(report, change(extract_figures(report)))
    return page, [mark["class"].split() for mark in Page(page).all("mark") if "id" in mark]


def test_an_uncoded_figure_stands_out():
    _, (classes,) = marked("赠送月饼30箱。")
    assert "uncoded" in classes


def test_a_doubtful_figure_stands_out():
    _, (classes,) = marked("评查案卷40宗。", lambda figures: figures.assign(confidence=0.6))
    assert "doubtful" in classes


def test_a_figure_without_confidence_is_a_reviewed_one():
    _, (classes,) = marked("评查案卷40宗。", lambda figures: figures.drop(columns="confidence"))
    assert classes == ["count"]


def test_an_unknown_measure_word_stands_out():
    page, (classes,) = marked("清运垃圾共12坨。")
    assert "unit" in classes
    assert "! 量词不识" in page


def test_a_number_without_a_measure_word_stands_out():
    page, (classes,) = marked("评查案卷40宗。", lambda figures: figures.assign(unit=""))
    assert "unit" in classes
    assert "! 没有量词" in page


def test_a_zero_without_a_measure_word_needs_none():
    _, (classes,) = marked("窗口服务零投诉。")
    assert "unit" not in classes


def test_what_is_no_figure_is_grey_with_its_class():
    page, _ = marked("2023年评查案卷40宗。")
    (grey,) = [span for span in Page(page).all("span") if "date" in span.get("class", "") and "not" in span["class"]]
    assert grey["data-label"] == KINDS["date"]


def test_a_number_of_the_page_around_is_grey():
    page, marks = marked(COPIED)
    assert len(marks) == 1
    assert page.count('data-label="网页附属"') == 2


def test_what_of_the_file_was_not_read_is_said_on_the_page(report, figures, page):
    assert "未读全" not in page
    noted = review_page(replace(report, notes=("page 3 is a picture",)), figures)
    assert re.search("未读全</span> page 3 is a picture", noted)


def test_a_figure_that_the_table_leaves_out_is_shown_as_such():
    page, marks = marked("评查案卷40宗。", lambda figures: figures.iloc[:0])
    assert marks == []
    assert "表中未收" in page


def test_headings_are_in_the_outline_with_their_number_of_figures(page, report):
    for section in report.sections:
        assert f'href="#s{section.number}"' in page
        assert f'id="s{section.number}"' in page


def test_a_section_without_figures_is_named():
    page, _ = marked("一、主要成效\n评查案卷40宗。\n二、存在不足\n力量不够。\n三、下年安排\n继续努力。")
    assert re.search(r"<b>2</b><span>处章节没有数据", page)


def test_figures_of_another_text_are_not_marked_where_they_do_not_stand(report):
    page = review_page(report, load_figures("横沥镇", 2020))
    assert [mark for mark in Page(page).all("mark") if "id" in mark] == []
    assert "不在文中原处" in page


def test_an_excerpt_without_offsets_can_be_shown():
    excerpt = load_figures("440307", 2021)
    page = review_page(parse_report(""), excerpt)
    assert page.count("<tr id=") == len(excerpt)


# Why a figure is read as it is


def test_every_figure_says_each_decision_with_its_rule(report, figures, page):
    said = {f"w{row.figure}": set() for row in figures.itertuples()}
    for number, decisions in re.findall(r'<aside class="why" id="(w\d+)".*?<dl>(.*?)</dl>', page, re.DOTALL):
        said[number] |= set(re.findall(r"<dd>.*? <code>(.*?)</code></dd>", decisions))
    traced = trace(report)
    of_code = traced[traced["stage"].isin(["number", "measure", "relation", "indicator", "doubt", "candidate"])]
    for row in of_code.dropna(subset="figure").itertuples():
        assert row.rule in said[f"w{row.figure}"]


def test_what_speaks_against_a_code_is_said_beside_it():
    page, _ = marked("排查经营场所86处。")
    assert page.count("有一个词说不清与该指标有什么关系：经营") == 2


def test_rules_that_came_near_are_said_of_what_is_not_surely_coded():
    assert "<dt>排除</dt>" in marked("派发破损普法月饼12箱，不予受理行政复议申请2件。")[0]
    assert "<dt>排除</dt>" not in marked("受理行政复议申请12件。")[0]


def test_what_the_table_codes_otherwise_is_said_so():
    page, _ = marked("评查案卷40宗。", lambda figures: figures.assign(indicator="contracts_reviewed"))
    assert "表中另作</span> 审查合同数" in page
    assert "表中另作</span> 未编码" in marked("评查案卷40宗。", lambda figures: figures.assign(indicator=""))[0]
    assert "表中另作" not in marked("评查案卷40宗。")[0]


def test_a_figure_that_a_reviewer_put_in_leads_to_the_table():
    text = "依法行政2023年。"
    figure = extract_figures(parse_report("评查案卷40宗。")).assign(surface="2023", start=4, end=8)
    page = review_page(parse_report(text), figure)
    assert 'href="#f1"' in page
    assert "#w1" not in page


def test_what_is_no_figure_is_listed_by_its_kind_and_rule():
    page, _ = marked("2022年、2023年印发〔2023〕15号文件12份，2023年检查9次。")
    assert "<dt>日期 <code>quantities/shapes year</code></dt>\n<dd>2022年、2023年×2</dd>" in page
    assert "不是数据的数" not in marked("评查案卷40宗。")[0]


@pytest.fixture(scope="module")
def tab():
    """A tab of a browser."""
    with chromium() as browser:
        yield browser.new_page()


@needs_browser
def test_a_click_or_a_key_shows_why_without_leaving_the_place(tmp_path, page, tab):
    (tmp_path / "review.html").write_text(page, encoding="utf-8")
    for width in (800, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto((tmp_path / "review.html").as_uri())
        number = tab.locator("#t40 sup a")
        number.scroll_into_view_if_needed()
        where = tab.evaluate("scrollY")
        number.click()
        assert tab.locator(".why:visible").count() == 1
        assert "quantities/context measure" in tab.locator("#w40").inner_text()
        assert tab.evaluate("scrollY") == where
        tab.locator("#t41 sup a").focus()
        tab.keyboard.press("Enter")
        assert tab.locator(".why:visible").get_attribute("id") == "w41"
        for _ in range(2):
            tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.textContent") == "收起"
        tab.keyboard.press("Enter")
        assert tab.locator(".why:visible").count() == 0


@needs_browser
def test_links_of_a_page_within_a_notebook_stay_on_it(tmp_path, page, tab):
    frame = page_frame(page, "核对页")._repr_html_()
    (tmp_path / "notebook.html").write_text(f'<!DOCTYPE html><meta charset="utf-8">{frame}', encoding="utf-8")
    tab.set_viewport_size({"width": 1000, "height": 700})
    tab.goto((tmp_path / "notebook.html").as_uri())
    (framed,) = tab.main_frame.child_frames
    framed.locator("#t12 sup a").click()
    framed.locator("#w12").wait_for(state="visible")


HOSTILE = [
    "<script>alert(1)</script>评查案卷40宗",
    '"><img src=x onerror=alert(1)>评查案卷40宗',
    "'--></style></title></article><svg onload=alert(1)>评查案卷40宗",
    "{{ 7 * 7 }}{% raw %}评查案卷40宗",
    "javascript:alert(1)//评查案卷40宗&lt;b&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    report = parse_report(f"{text}\n一、{text}\n评查案卷40宗。")
    report = replace(report, title=text, source=text, place_name=text, issuer=text)
    figures = extract_figures(report).assign(measure=text, scope=text, period=text, section=text)
    page = review_page(report, figures)
    parsed = Page(page)
    assert not {"script", "img", "svg", "b x"} & {tag for tag, _ in parsed.elements}
    assert not [name for _, attributes in parsed.elements for name in attributes if name.startswith("on")]
    assert all(link["href"].startswith("#") for link in parsed.all("a") if "href" in link)
    assert re.sub(r"\s", "", parsed.article) == re.sub(r"\s", "", report.text)


def test_the_page_forbids_itself_scripts_and_the_network(page):
    (policy,) = [meta["content"] for meta in Page(page).all("meta") if meta.get("http-equiv")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|\sstyle=|@import|url\(|https?://", page)


@needs_browser
def test_axe_finds_nothing_wrong_with_the_page(tmp_path, report, figures, tab):
    from axe_playwright_python.sync_playwright import Axe

    # Enough for every kind of what is said of a figure: of all of them axe would take ten seconds.
    figures = figures.head(24)
    # What asks for a second look stands out by colours of its own.
    asking = figures.assign(
        confidence=figures["confidence"].mask(figures["figure"] % 5 == 0, 0.5),
        unit=figures["unit"].mask(figures["figure"] % 7 == 0, "坨"),
        start=figures["start"].mask(figures["figure"] % 11 == 0, 1),
    )
    asking["indicator"] = asking["indicator"].mask(figures["figure"] % 3 == 0, "")
    html = review_page(replace(report, notes=("page 3 is a picture",)), asking)
    (tmp_path / "review.html").write_text(html.replace("<details>", "<details open>"), encoding="utf-8")
    for scheme, width in product(("light", "dark"), (390, 1280)):
        tab.set_viewport_size({"width": width, "height": 844})
        tab.emulate_media(color_scheme=scheme)
        tab.goto(f"{(tmp_path / 'review.html').as_uri()}#w1")
        assert tab.locator("#w1").is_visible()
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        # Each scheme and each width once: of a page with so many words it takes a second.
        if (scheme, width) not in (("light", 390), ("dark", 1280)):
            continue
        violations = Axe().run(tab).response["violations"]
        assert [(scheme, width, found["id"], found["nodes"][0]["html"]) for found in violations] == []


def test_a_large_report_makes_a_page_of_bounded_size():
    line = "全镇组织执法培训{}期,培训执法人员{}人次,合格率{}%,同比增长{}%,投入经费约{}万元,各项工作有序推进。"
    text = "\n".join(line.format(n, n + 200, 90 + n % 10, n % 30, n + 1) for n in range(1, 401))[:20_000]
    report = parse_report(text)
    figures = extract_figures(report)
    assert len(figures) > 500
    assert len(review_page(report, figures).encode()) < 1_600 * len(figures)


def test_the_same_report_makes_the_same_page(report, figures, page):
    assert review_page(report, figures) == page
