"""The page of what waits: it shows what is said, runs nothing of a report, and can be gone through by keyboard."""

import re
import shutil
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reviewing.queue import queue_json, queue_text
from lawgov_analysis.reviewing.queue_page import queue_page

from helpers.browser import chromium, needs_browser
from helpers.drafted import CHANGAN, TEXT, Towns

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
    towns.add(text, OF_HOSTILE, url="http://www.example.com/a.html", official="no")
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
    page.get_by_role("button", name="数据").click()
    assert press("j") == "q3"
    page.get_by_role("button", name="全部").click()
    page.locator("#filter").fill("长安镇")
    assert page.locator("article:visible").count() == 1
    assert press("j") == "filter"


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
