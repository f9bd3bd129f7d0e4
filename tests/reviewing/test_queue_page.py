"""The page of what waits: it shows what is said, runs nothing of a report, and can be gone through by keyboard."""

import csv
import io
import re
import shutil
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from lawgov_analysis.cli import main
from lawgov_analysis.decisions import load_decisions
from lawgov_analysis.decisions.store import COLUMNS
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reviewing.queue import queue_json, queue_text
from lawgov_analysis.reviewing.queue_page import queue_page

from helpers.browser import chromium, needs_browser
from helpers.drafted import CHANGAN, HENGLI, TEXT, Towns

OF_HOSTILE, SCANNED = "441900101", "441900102"
SAMPLE = default_data_dir() / "samples" / "shili-2023.pdf"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'--></style></script></title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    '=HYPERLINK("http://example.com","x")',
    "$(touch pwned)`touch pwned`",
    "长" * 200,
]


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """Towns with a fault, figures in the same words, hostile texts, a file that waits and one read from pictures."""
    towns = Towns(tmp_path_factory.mktemp("towns") / "data")
    towns.add(f"{TEXT}行政执法人员33名，其中持证31名，持证率96.3%。").add(TEXT, CHANGAN, keep=False)
    text = "".join(f"{hostile}组织应急演练{n}次，参加360人次。\n" for n, hostile in enumerate(HOSTILE, 1))
    # A table that somebody edits may hold what no reader leaves.
    edited = {"change": lambda figures: figures.replace({"measure": {"^HYPERLINK": "=HYPERLINK"}}, regex=True)}
    towns.add(text, OF_HOSTILE, url="http://www.example.com/a.html", official="no", **edited)
    towns.line("queue.csv", kind="file", file="published/a.html", file_sha256="0" * 64, reasons="place-unknown")
    known = {"source": "scan.pdf", "file_sha256": sha256(SAMPLE.read_bytes()).hexdigest()}
    towns.add(TEXT, SCANNED, change=lambda figures: figures.assign(page=1, box="100 700 150 712"), **known)
    return towns


@pytest.fixture(scope="module")
def table(towns):
    table = towns.waiting()
    return table[~table["place_code"].isin([OF_HOSTILE, SCANNED])]


def saved(tmp_path, html):
    file = tmp_path / "queue.html"
    file.write_text(html, encoding="utf-8")
    return file.as_uri()


def test_hostile_texts_and_names_are_shown_and_never_run(towns):
    table = towns.waiting(OF_HOSTILE)
    shown = table.loc[table["sentence"].str.len().sort_values(ascending=False).index[: len(HOSTILE)]]
    columns = ("file", "place", "url", "why", "understood", "settle", "source")
    page = Page(queue_page(shown.assign(**dict.fromkeys(columns, HOSTILE))))
    assert not {"img", "svg", "b"} & {tag for tag, _ in page.elements}
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert [hostile for hostile in HOSTILE if hostile not in page.text] == []
    assert queue_text(shown)
    assert queue_json(shown)


def test_an_address_that_is_no_governments_is_no_link(towns):
    page = Page(queue_page(towns.waiting(OF_HOSTILE)))
    assert "http://www.example.com/a.html" in page.text
    assert [attributes for tag, attributes in page.elements if tag == "a"] == []


def test_the_page_allows_itself_one_script_one_style_and_no_network(table):
    html = queue_page(table)
    (policy,) = [attributes["content"] for tag, attributes in Page(html).elements if "http-equiv" in attributes]
    wanted = ["default-src 'none'", r"style-src 'sha256-\S+'", r"script-src 'sha256-\S+'", "img-src data:"]
    assert re.fullmatch("; ".join([*wanted, "base-uri 'none'", "form-action 'none'"]), policy)
    assert not re.search(r"<link|<iframe|\ssrc=|\sstyle=|@import|url\(", html)


def test_the_same_queue_makes_the_same_page(table):
    assert queue_page(table) == queue_page(table)


def test_where_nothing_waits_the_page_says_so(table):
    empty = table.head(0)
    empty.attrs["total"] = 0
    assert "没有等人处理的" in queue_page(empty)


@pytest.fixture(scope="module")
def page():
    """A page of a browser that says nothing of its own."""
    said = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert said == []


@needs_browser
def test_axe_finds_nothing_wrong_with_the_page(tmp_path, towns, table, page):
    from axe_playwright_python.sync_playwright import Axe

    for lang, scheme, width in (("zh", "light", 1280), ("en", "dark", 390)):
        shown = table if lang == "zh" else towns.waiting(lang=lang)
        shown = shown.assign(place=["长" * 200, *shown["place"][1:]])
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        page.goto(saved(tmp_path, queue_page(shown, lang)))
        violations = Axe().run(page).response["violations"]
        assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


@needs_browser
def test_the_list_is_gone_through_by_keys_and_made_shorter_by_kind_and_words(tmp_path, table, page):
    page.goto(saved(tmp_path, queue_page(table)))

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)
        return page.evaluate("document.activeElement.id")

    assert press("j") == "q1"
    assert press("j", "ArrowDown") == "q3"
    assert press("ArrowUp", "k") == "q1"
    assert press("k") == "q1"
    page.locator("button[data-kind=figure]").click()
    assert press("j") == "q3"
    page.locator("button[data-kind='']").click()
    page.locator("#filter").fill("长安镇")
    assert page.locator("article:visible").count() == 1
    assert press("j") == "filter"


@pytest.fixture
def open_page(tmp_path, towns, page):
    """The page of three towns with a name given, ready to be decided on."""
    table = towns.waiting()
    table = table[~table["place_code"].isin([OF_HOSTILE, SCANNED])]
    page.goto(saved(tmp_path, queue_page(table, data_dir=towns.folder)))
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.reload()
    page.locator("#by").fill("李明")
    page.keyboard.press("Enter")
    return page


def turn_to(page, kind):
    page.locator(f"article[data-kind={kind}]").first.focus()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def downloaded(page):
    """The table that the page gives out, its columns and its lines."""
    with page.expect_download() as caught:
        press(page, "d")
    assert re.fullmatch(r"decisions-\d{8}-\d{4}\.csv", caught.value.suggested_filename)
    text = Path(caught.value.path()).read_bytes().decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    return reader.fieldnames, list(reader)


def added(tmp_path, towns, page, code=OF_HOSTILE):
    """The decisions on a report after `lawgov add` has taken what the page gives out."""
    with page.expect_download() as caught:
        press(page, "d")
    file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(file)
    folder = shutil.copytree(towns.folder, tmp_path / "data")
    done = CliRunner().invoke(main, ["add", str(file), "--data-dir", str(folder)])
    assert done.exit_code == 0, done.output
    return load_decisions(code, 2020, folder)


def said(page):
    return page.locator("#said").inner_text()


@needs_browser
def test_what_was_decided_by_keys_is_downloaded_as_a_table_that_add_takes(tmp_path, towns, open_page):
    turn_to(open_page, "figure")
    press(open_page, "a")
    assert "连同另外1处同样的写法" in said(open_page)
    turn_to(open_page, "finding")
    press(open_page, "c")
    open_page.locator("form [name=value]").fill("96.30")
    open_page.locator("form [name=field]").select_option("scope")
    open_page.locator("form [name=other]").fill("镇级, “一线”")
    open_page.locator("form [name=reason]").fill("看过扫描件")
    press(open_page, "Enter")
    columns, lines = downloaded(open_page)
    assert columns == COLUMNS
    accepted = [line for line in lines if line["field"] == "review"]
    assert {(line["place_code"], line["figure"], line["value"]) for line in accepted} == {
        (HENGLI, "1", "accepted"),
        (CHANGAN, "1", "accepted"),
    }
    assert {line["was"] for line in accepted} == {"emergency_drills"}
    assert {(line["by"], line["reason"]) for line in accepted} == {("李明", "看过原文")}
    corrected = {line["field"]: line for line in lines if line["field"] != "review"}
    assert (corrected["value"]["value"], corrected["value"]["was"]) == ("96.30", "96.3")
    assert (corrected["scope"]["value"], corrected["scope"]["was"], corrected["scope"]["measure"]) == (
        "镇级, “一线”",
        "",
        "",
    )
    assert corrected["scope"]["reason"] == "看过扫描件"
    told = added(tmp_path, towns, open_page, HENGLI)
    assert set(zip(told["field"], told["value"], told["waits"], strict=True)) == {
        ("review", "accepted", ""),
        ("value", "96.30", ""),
        ("scope", "镇级, “一线”", ""),
    }
    assert {line["surface"] for line in accepted} == {"8次"}


@needs_browser
def test_what_was_gathered_is_there_after_a_reload_and_one_is_asked_before_leaving(open_page):
    turn_to(open_page, "figure")
    press(open_page, "0")
    asked = []
    open_page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_page.reload()
    assert asked == ["beforeunload"]
    assert "1条还在" in said(open_page)
    assert open_page.locator("#by").input_value() == "李明"
    _, lines = downloaded(open_page)
    assert {(line["field"], line["value"], line["was"]) for line in lines} == {("indicator", "", "emergency_drills")}
    open_page.reload()
    assert asked == ["beforeunload"]


@needs_browser
def test_a_key_takes_back_and_says_what(open_page):
    turn_to(open_page, "figure")
    press(open_page, "x", "u")
    assert "收回了" in said(open_page)
    assert "不是数据" in said(open_page)
    assert open_page.locator("article.done").count() == 0
    press(open_page, "u")
    assert said(open_page) == "没有可以收回的"
    press(open_page, "d")
    assert said(open_page) == "还没有决定"


@needs_browser
def test_a_name_is_needed_and_neither_it_nor_a_reason_may_be_a_formula(open_page):
    open_page.locator("#by").fill("")
    turn_to(open_page, "figure")
    press(open_page, "a")
    assert "先填姓名" in said(open_page)
    open_page.keyboard.type("=1+1")
    press(open_page, "Enter", "a")
    assert "Excel" in said(open_page)
    open_page.locator("#by").fill("李明")
    press(open_page, "Enter", "c")
    open_page.locator("form [name=value]").fill("9")
    open_page.locator("form [name=reason]").fill("@x")
    press(open_page, "Enter")
    assert "Excel" in open_page.locator("form [role=alert]").inner_text()
    press(open_page, "Escape")
    assert open_page.locator("form").count() == 0
    assert open_page.locator("article.done").count() == 0


@needs_browser
def test_keys_typed_into_a_field_do_nothing_else(open_page):
    open_page.locator("#filter").fill("")
    open_page.keyboard.type("acxs")
    assert open_page.locator("#filter").input_value() == "acxs"
    assert open_page.locator("article.done, article.later, form").count() == 0
    open_page.locator("#filter").fill("")
    turn_to(open_page, "file")
    press(open_page, "a")
    assert said(open_page) == "这一条要用下面的命令"


@needs_browser
def test_what_excel_would_take_for_a_formula_leaves_the_page_as_text(tmp_path, towns, page):
    table = towns.waiting(OF_HOSTILE)
    table = table[[row.get("measure", "").startswith("=") for row in table["read"]]].head(1)
    assert len(table) == 1
    page.goto(saved(tmp_path, queue_page(table, data_dir=towns.folder)))
    page.locator("#by").fill("李明")
    press(page, "Enter", "a")
    _, lines = downloaded(page)
    assert lines[0]["measure"].startswith("'=HYPERLINK")
    told = added(tmp_path, towns, page)
    assert told.iloc[0]["measure"].startswith("=HYPERLINK")


def test_what_was_read_from_a_picture_is_shown_with_it(tmp_path, towns):
    (tmp_path / "scans" / "town").mkdir(parents=True)
    scan = tmp_path / "scans" / "town" / "scan.pdf"
    shutil.copy(SAMPLE, scan)
    table = towns.waiting(SCANNED)
    assert "from-picture" in table["reasons"][0]
    assert '<img src="data:image/png;base64,' in queue_page(table, files=tmp_path / "scans")
    scan.write_bytes(b"another")
    assert "<img" not in queue_page(table, files=tmp_path / "scans")
    assert "<img" not in queue_page(table)
