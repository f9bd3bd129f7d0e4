"""The explorer as one file: opened from disk without a network it shows and saves all, and runs nothing of a report."""

import re
from html import unescape

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis.cli import main
from lawgov_analysis.interactive.explorer import beside, described_figures
from lawgov_analysis.interactive.explorer.page import explorer_page
from lawgov_analysis.presentation.pages import policy_hash

from helpers.browser import chromium, needs_browser
from helpers.drafted import CHANGAN, TEXT, Towns

HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--<script>--></style></title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}\u2028",
    '=HYPERLINK("http://example.com","x")',
    "=cmd|'/c calc'!A1",
    "长" * 200,
]
# What a policy forbade is told to the console as well, but a test of these alone would miss a page that listens.
LISTEN = "addEventListener('securitypolicyviolation', (event) => console.log(`forbidden: ${event.violatedDirective}`))"


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """A town with a fault and one with hostile texts, both at hand."""
    towns = Towns(tmp_path_factory.mktemp("towns") / "data")
    towns.add(f"{TEXT}行政执法人员33名，其中持证31名，持证率96.3%。")
    towns.add("".join(f"{text}组织应急演练{n}次，参加360人次。\n" for n, text in enumerate(HOSTILE, 1)), CHANGAN)
    return towns


@pytest.fixture(scope="module")
def figures(towns):
    return described_figures(data_dir=towns.folder)


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def at(browser, tmp_path_factory):
    """Open a page from disk; whatever it asks the network for, says, forbids or opens is a fault."""
    folder, said = tmp_path_factory.mktemp("pages"), []
    tab = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
    tab.set_default_timeout(5000)
    tab.add_init_script(LISTEN)
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    tab.on("request", lambda request: said.append(request.url) if not request.url.startswith(folder.as_uri()) else None)

    def open_page(html, scheme="light", width=1280):
        file = folder / "浏览 100% #1.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme)
        tab.goto(file.as_uri())
        return tab

    yield open_page
    assert said == []


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(main, ["explore", *map(str, words)])


def rows(tab):
    return tab.locator(".lx-table tbody tr[data-at]")


@needs_browser
def test_from_disk_it_filters_sorts_charts_and_opens_a_number_at_its_sentence(at, towns, figures):
    tab = at(explorer_page(figures, data_dir=towns.folder))
    assert tab.title() == "法治政府建设年度报告数据"
    assert f"{len(figures)} 个数据" in tab.locator("header").inner_text()
    tab.locator(".lx-search").fill("持证率")
    tab.keyboard.press("Enter")
    rows(tab).first.click()
    assert tab.locator(".lx-detail mark").inner_text() == "96.3%"
    tab.get_by_role("button", name="全部清除").click()
    tab.locator(".dt-scroll-head th[data-name=value] button").click()
    assert rows(tab).first.locator(".lx-number").inner_text() == f"{figures['value'].min():g}"
    tab.get_by_role("tab", name="图").click()
    tab.locator(".lx-drawing svg").wait_for()


@needs_browser
def test_hostile_texts_and_names_are_shown_and_never_run(at, towns, figures):
    names = pd.Series((HOSTILE * len(figures))[: len(figures)], index=figures.index)
    hostile = figures.assign(**dict.fromkeys(["place_name", "measure", "scope", "period", "unit"], names))
    tab = at(explorer_page(hostile, data_dir=towns.folder), width=800)
    assert tab.evaluate("document.documentElement.scrollWidth") == 800
    at_hand = figures["place"] == CHANGAN
    for n in range(len(HOSTILE)):
        tab.locator(f".lx-table tbody tr[data-at='{at_hand.argmax() + n}']").click()
        tab.locator(".lx-detail mark").wait_for()
        assert HOSTILE[(at_hand.argmax() + n) % len(HOSTILE)].strip() in tab.locator(".lx-detail").inner_text()
        tab.keyboard.press("Escape")
    assert tab.locator("img, #explorer script").count() == 0
    with tab.expect_download() as loading:
        tab.get_by_role("button", name="下载 CSV").click()
    saved = loading.value.path().read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    assert b"\"'=HYPERLINK(" in saved
    assert b",'=cmd|'/c calc'!A1," in saved
    assert not re.search(rb"[,\n]\"?[=+@]", saved)


@needs_browser
@pytest.mark.parametrize(("lang", "scheme", "width"), [("zh", "light", 800), ("en", "dark", 1280)])
def test_axe_finds_nothing_wrong_where_there_are_sentences(at, towns, figures, lang, scheme, width):
    # Without sentences, in both languages, both themes and with a chart: tests/interactive/test_front.py.
    from axe_playwright_python.sync_playwright import Axe

    table = figures if lang == "zh" else described_figures(lang=lang, findings=False, data_dir=towns.folder)
    tab = at(explorer_page(table, lang, towns.folder), scheme, width)
    rows(tab).nth(1).click()
    tab.locator(".lx-detail mark").wait_for()
    found = Axe().run(tab).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@needs_browser
def test_hardly_any_data_is_no_trouble(at, towns, figures):
    assert "没有数据" in at(explorer_page(figures[:0], data_dir=towns.folder)).locator("#explorer").inner_text()
    tab = at(explorer_page(figures[:1].assign(value=float("nan")), data_dir=towns.folder))
    assert "没有数值" in rows(tab).inner_text()


@needs_browser
def test_where_no_script_may_run_the_page_says_what_to_do(browser, tmp_path, figures):
    file = tmp_path / "explorer.html"
    file.write_text(explorer_page(figures[:1]), encoding="utf-8")
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(file.as_uri())
    assert "请把文件存到电脑上，再用浏览器打开" in tab.locator("body").inner_text()
    tab.close()


def test_the_page_names_all_that_may_run_in_it_and_nothing_else(towns, figures):
    html = explorer_page(figures, data_dir=towns.folder)
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1]
    ours = re.findall(r'<script(?: type="text/plain" id="vega")?>(.*?)</script>', html, re.DOTALL)
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)[1]
    hashes = " ".join(f"'{policy_hash(text)}'" for text in reversed(ours))
    wanted = f"default-src 'none'; style-src '{policy_hash(style)}'; script-src {hashes}"
    assert policy == f"{wanted}; base-uri 'none'; form-action 'none'"
    assert html.count("<script>") == 1


def test_the_same_figures_make_the_same_page(towns, figures):
    again = described_figures(data_dir=towns.folder)
    assert explorer_page(again, data_dir=towns.folder) == explorer_page(figures, data_dir=towns.folder)


def test_the_page_beside_the_reports_is_written_anew_only_when_the_data_changed(towns, tmp_path, monkeypatch):
    file = beside.write_page(tmp_path, towns.folder)
    assert file.name == "explorer.html"
    file.write_text(file.read_text(encoding="utf-8") + "<!-- as it was -->", encoding="utf-8")
    beside.write_page(tmp_path, towns.folder)
    assert file.read_text(encoding="utf-8").endswith("<!-- as it was -->")
    other = towns.folder / "figures" / f"{CHANGAN}-2020.csv"
    before = other.read_text(encoding="utf-8")
    other.write_text(before.replace("360", "361"), encoding="utf-8")
    beside.write_page(tmp_path, towns.folder)
    other.write_text(before, encoding="utf-8")
    assert not file.read_text(encoding="utf-8").endswith("<!-- as it was -->")


def test_of_more_figures_than_a_file_holds_well_it_says_how_a_part_is_made(towns, tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "MOST", 1)
    html = unescape(beside.write_page(tmp_path, towns.folder, "en").read_text(encoding="utf-8"))
    run = "lawgov explore --html explorer-441900.html --place 441900 --lang en"
    assert f'<code>{run} --data-dir "{towns.folder}"</code>' in html
    assert "<script" not in html


def test_the_command_writes_what_is_chosen_and_says_what_it_wrote(run, tmp_path):
    file = tmp_path / "explorer.html"
    done = run("--html", file, "--place", "横沥镇", "--year", "2020", "--domain", "行政执法", "--lang", "en")
    assert re.fullmatch(r".*explorer\.html: \d+ figures of 1 reports?, 1\.\d MB\n", done.stdout), done.output
    assert '<html lang="en">' in file.read_text(encoding="utf-8")
    assert run("--html", file, "--place", "东莞市").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--html", f"{'长' * 300}.html", "--place", "横沥镇"], 8, "cannot be written: File name too long"),
        (["--html", "nowhere/explorer.html", "--place", "横沥镇"], 8, "nowhere: no such folder; make it first"),
        ([], 2, "name the file: --html explorer.html; in a notebook lawgov.explore() shows the same"),
        (["--html", "x.html", "--place", "横历镇"], 3, "unknown place: 横历镇"),
        (
            ["--html", "x.html", "--place", "横沥镇", "--year", "1999"],
            4,
            "no report of 东莞市横沥镇 for 1999",
        ),
        (["--html", "x.html", "--place", "横沥镇", "--indicator", "theory_group_law_study"], 4, "no figures of 横沥镇"),
        (["--html", "x.html", "--domain", "行政执"], 6, "行政执法"),
        (["--html", "x.html", "--lang", "fr"], 6, "unknown language fr"),
        (["--html", "notes.html"], 8, "notes.html is there and is no page of this command; name another file"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is_overwritten(run, tmp_path, monkeypatch, words, code, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.html").write_text("<p>mine", encoding="utf-8")
    done = run(*words)
    assert done.exit_code == code
    assert said in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["notes.html"]
    assert (tmp_path / "notes.html").read_text(encoding="utf-8") == "<p>mine"
