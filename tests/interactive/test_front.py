"""The explorer's page in a browser: what is chosen is seen, opened and saved, by mouse or keys, and none of it runs."""

import json
from pathlib import Path

import pytest

from lawgov_analysis.interactive.explorer import assets
from lawgov_analysis.presentation.pages import page_templates

from helpers.browser import chromium, needs_browser
from helpers.packed import LABELS, NAMES, details, pack, page, saved, towns

pytestmark = needs_browser

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'--></style></script></title><svg onload=alert(1)>",
    '=HYPERLINK("http://example.com","x")',
    "长" * 200,
]
WIDGET = """([source, header, base64, vega, finding, found]) =>
  import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'}))).then(({default: {render}}) => {
    const bytes = (text) => new DataView(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer);
    const traits = {header, buffers: base64.map(bytes), query: {}};
    const acts = {};
    const model = window.model = {
      comm_live: true, asked: [], saved: 0,
      get: (name) => traits[name],
      set: (name, value) => { traits[name] = value; },
      save_changes: () => { model.saved += 1; },
      on: (name, act) => (acts[name] ||= []).push(act),
      off: () => {},
      tell: (name, ...said) => (acts[name] || []).forEach((act) => act(...said)),
      send({number, kind}) {
        model.asked.push(kind);
        const detail = {sentence: null, why: '没有原文', printed: {surface: '1'}, findings: [], decisions: []};
        const answers = {code: {code: 'lawgov.explore("横沥镇")'}, detail, vega: {}, findings: {column: finding}};
        const buffers = {vega: [new TextEncoder().encode(vega)], findings: [bytes(found)]};
        model.tell('msg:custom', {number, answer: answers[kind]}, buffers[kind] || []);
      },
    };
    document.body.replaceChildren(document.createElement('div'));
    render({model, el: document.body.firstChild});
  })"""


# What each query gives, and the values of facets whose count is not how many rows they would show.
ENGINE = """([header, buffers, queries]) => {
  ENGINE
  const engine = packEngine(header, buffers.map((one) => new Uint8Array(one)));
  return queries.map((query) => {
    const {rows, counts} = engine.view(query);
    const wrong = [];
    for (const name of engine.facets()) {
      for (const [at, value] of [...engine.column(name).values, ''].entries()) {
        const counted = value === '' && name === 'finding' ? counts[name].none : counts[name].values[at];
        const would = engine.view({...query, facets: {...query.facets, [name]: [value]}}).rows.length;
        if (counted !== undefined && counted !== would) wrong.push([name, value, counted, would]);
      }
    }
    return [[...rows], wrong];
  });
}"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def at(browser, tmp_path_factory):
    """Open a page of rows, and see that it says nothing of its own: no error, and nothing its policy forbids."""
    folder, said, made = tmp_path_factory.mktemp("pages"), [], {}
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.set_default_timeout(8000)
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))

    def open_page(rows=None, lang="zh", query=None, scheme="light", width=1280, labels=LABELS):
        key = json.dumps([rows, lang, query, labels], default=str)
        if key not in made:
            of = towns() if rows is None else rows
            made[key] = saved(folder, page(*pack(of, lang, labels), details(of), query), f"{len(made)}.html")
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme)
        tab.goto(made[key])
        return tab

    yield open_page
    assert said == []


def status(tab):
    return tab.locator(".lx-status").inner_text()


def row(tab, n):
    return tab.locator(".lx-table tbody tr[data-at]").nth(n)


def facet(tab, name):
    return tab.locator(f".lx-facet[data-facet={name}]")


def focused(tab):
    return tab.evaluate("(({className, id, dataset}) => className + id + (dataset.at ?? ''))(document.activeElement)")


def test_what_is_chosen_changes_table_and_chart_and_is_said(at):
    tab = at()
    assert status(tab) == "共 300 个数据，没有隐藏"
    facet(tab, "place").get_by_label("虚构市第2镇").check()
    facet(tab, "year").get_by_label("2019").check()
    facet(tab, "year").get_by_label("2020").check()
    assert status(tab) == "显示 10 / 300 个数据，隐藏 290 个：已选 地方 1、年份 2"
    assert {row(tab, n).locator("td").first.inner_text() for n in range(10)} == {"虚构市第2镇"}
    facet(tab, "place").get_by_label("虚构市第3镇").check()
    # What both have in common takes no room, and is still there to be read out and copied.
    assert tab.locator(".lx-table td .lx-common").first.bounding_box()["width"] == 0
    assert row(tab, 0).locator("td").first.inner_text() == "虚构市第2镇"
    facet(tab, "place").get_by_label("虚构市第3镇").uncheck()
    assert facet(tab, "place").locator(".lx-count").first.inner_text() == "10"
    tab.get_by_role("tab", name="图").click()
    tab.locator(".lx-drawing svg").wait_for()
    assert "2 个数" in tab.locator(".lx-numbers summary").inner_text()
    tab.locator(".lx-choose select").first.select_option(label="行政检查次数（次、本年，2 个）")
    tab.get_by_text("空心的 2 个").wait_for()
    tab.get_by_role("button", name="取消 年份：2020").click()
    tab.get_by_text("图中的 1 个数").wait_for()
    assert focused(tab).startswith("lx-chip")
    tab.get_by_role("button", name="全部清除").click()
    assert status(tab) == "共 300 个数据，没有隐藏"
    assert tab.locator(".lx-chips").is_hidden()


def test_a_chart_draws_only_what_may_be_compared_and_says_the_rest(at):
    tab = at()
    tab.get_by_role("tab", name="图").click()
    tab.locator(".lx-drawing svg").wait_for()
    notes = tab.locator(".lx-notes").inner_text()
    assert "图中是可以比较的 50 个数据；视图中其余 250 个" in notes
    assert "图中只有镇街；另有1个县区的数不在图中：层级不同，不能相比。" in notes
    assert "同一指标另有不能相比的数不在图中：只收录了摘录 5 个。" in notes
    # One of ten lines stands out when it is chosen or its number is come to, with its name.
    lit = tab.locator(".lx-drawing .mark-text text")
    tab.get_by_role("combobox", name="突出显示").select_option("虚构市第2镇")
    lit.get_by_text("虚构市第2镇").wait_for()
    tab.locator(".lx-numbers summary").click()
    tab.locator(".lx-numbers tbody tr", has_text="虚构市第5镇").locator("button").first.focus()
    lit.get_by_text("虚构市第5镇").wait_for()
    tab.locator(".lx-numbers summary").click()
    lit.get_by_text("虚构市第2镇").wait_for()
    tab.get_by_role("radio", name="各地比较").check()
    tab.get_by_text("2023年各地比较：行政处罚案件数").wait_for()
    names = tab.locator(".lx-drawing .role-axis-label text").filter(has_text="镇")
    assert names.all_text_contents()[:2] == ["第11镇", "第10镇"]
    assert "另有1个县区的数" in tab.locator(".lx-notes").inner_text()
    assert "只收录了摘录 1 个" in tab.locator(".lx-notes").inner_text()
    level = tab.get_by_role("combobox", name="层级")
    level.select_option(label="县区（5 个）")
    tab.get_by_text("图中只有县区；另有10个镇街的数不在图中").wait_for()
    level.select_option(label="镇街（50 个）")
    tab.get_by_text("图中的 10 个数").wait_for()
    tab.locator(".lx-drawing .mark-rect path").first.click()
    assert tab.locator(".lx-detail h2:focus").inner_text() == "虚构市第11镇 2023年 · 第2项"
    tab.keyboard.press("Escape")
    assert tab.locator(".lx-numbers tbody").is_hidden()
    tab.locator(".lx-numbers summary").click()
    assert tab.locator(".lx-numbers tbody tr").first.inner_text().split() == ["虚构市第11镇", "2023", "785", "件"]
    tab.get_by_role("radio", name="构成").check()
    tab.get_by_text("虚构市第1镇2019年：行政处罚案件数 · 处罚案件 395 件的构成").wait_for()
    assert "185" in tab.locator(".lx-numbers tbody tr").nth(2).inner_text()
    names = [each.split(None, 1)[0] for each in tab.locator(".lx-numbers tbody th").all_inner_texts()]
    assert names[:2] == ["普通程序", "简易程序"]
    tab.locator(".lx-numbers tbody button").first.click()
    assert tab.locator(".lx-detail h2").inner_text() == "虚构市第1镇 2019年 · 第3项"


def test_a_heading_sorts_up_down_and_back_with_what_is_missing_last(at):
    tab = at()
    head = tab.locator(".dt-scroll-head th[data-name=value]")
    values = []
    for _ in range(3):
        head.get_by_role("button").click()
        values.append([head.get_attribute("aria-sort"), row(tab, 0).locator(".lx-number").inner_text()])
    assert values == [["ascending", "90"], ["descending", "8,631"], [None, "4,147.5"]]
    head.get_by_role("button").click()
    row(tab, 0).focus()
    tab.keyboard.press("End")
    tab.locator("tr[data-at='299']:focus").wait_for()
    assert tab.locator("tr[data-at='299'] .lx-number").inner_text() == "没有数值"


def test_a_click_opens_the_sentence_and_escape_closes_it(at):
    tab = at()
    row(tab, 2).click()
    assert tab.locator(".lx-detail mark").inner_text() == "120件"
    assert row(tab, 2).get_attribute("aria-selected") == "true"
    row(tab, 1).click()
    detail = tab.locator(".lx-detail")
    detail.get_by_text("请对照原文。").wait_for()
    assert "原文没有收录" in detail.inner_text()
    assert "一年内的次数。" in detail.inner_text()
    tab.keyboard.press("Escape")
    assert detail.is_hidden()
    assert focused(tab).endswith("-11")


def test_at_800_pixels_the_open_figure_leaves_the_numbers_of_the_table_in_sight(at):
    tab = at(width=800)
    row(tab, 9).click()
    tab.locator(".lx-detail dl").first.wait_for()
    detail = tab.locator(".lx-detail").bounding_box()
    number = row(tab, 9).locator(".lx-number").bounding_box()
    assert number["y"] + number["height"] <= detail["y"]
    assert number["x"] + number["width"] <= 800


def test_all_is_done_with_keys_alone(at):
    tab = at()

    def press(*keys):
        for key in keys:
            tab.keyboard.press(key)
        return focused(tab)

    assert press("Tab").startswith("lx-skip")
    assert press("Enter").endswith("-00")
    assert press("ArrowDown", "ArrowDown").endswith("-22")
    assert press("Enter") == ""
    assert tab.locator(".lx-detail h2:focus").inner_text() == "虚构市第1镇 2019年 · 第3项"
    assert press("Escape").endswith("-22")
    assert press("Space", "Escape").endswith("-22")
    press("PageDown", "x")
    assert tab.locator(":focus[data-lm-suppress-shortcuts]").count() == 1
    press("Control+F2")
    assert tab.locator(":focus[data-lm-suppress-shortcuts]").count() == 0
    tab.locator(".lx-search").focus()
    assert press("Tab") == ""
    press("Tab", "Tab", "ArrowDown", "Space")
    assert status(tab) == "显示 25 / 300 个数据，隐藏 275 个：已选 地方 1"
    tab.locator(".lx-search").focus()
    tab.keyboard.type("检查 ４")
    press("Enter")
    assert status(tab).endswith("已选 地方 1、文字“检查 ４”")
    press("Escape")
    assert status(tab).endswith("已选 地方 1")
    tab.get_by_role("tab", name="表格").focus()
    press("ArrowRight")
    assert tab.get_by_role("tabpanel").count() == 1
    assert tab.get_by_role("tab", name="图").get_attribute("aria-selected") == "true"


def test_columns_are_chosen_and_a_number_is_saved_with_its_unit_and_bound(at):
    tab = at(query={"facets": {"place": ["虚构市第2镇"], "year": ["2019"]}, "sort": [["value", "desc"]]})
    tab.locator(".lx-chooser summary").click()
    tab.locator(".lx-menu").get_by_label("原文").uncheck()
    tab.locator(".lx-menu").get_by_label("序号").check()
    tab.keyboard.press("Escape")
    assert tab.locator(".lx-menu").is_hidden()
    assert row(tab, 0).locator("td").nth(2).inner_text() == "1"
    with tab.expect_download() as loading:
        tab.get_by_role("button", name="下载 CSV").click()
    text = loading.value.path().read_text("utf-8")
    lines = text.split("\n")
    assert lines[0] == "\ufeff地方,年份,序号,指标,计量对象,数值,界限,单位,性质,核查发现,核对"
    assert lines[1] == "虚构市第2镇,2019,1,行政检查次数,检查,4536,不少于,次,本年,,已读"


def test_what_stands_in_the_data_is_shown_and_never_runs(at):
    texts = set(NAMES) - {"figure", "value", "part_of", "confidence", "finding", "headline", "incomparable"}
    rows = [
        {
            **dict.fromkeys(texts, text),
            **{"figure": n, "value": n, "finding": [text], "headline": "yes", "year": f"20{n:02}", "bound": "exact"},
            "level": HOSTILE[1],
        }
        for n, text in enumerate(HOSTILE, 1)
    ]
    for width in (1280, 800):
        tab = at(rows, labels={}, width=width)
        assert tab.evaluate("document.documentElement.scrollWidth") == width
    tab = at(rows, labels={}, query={"facets": {"place": HOSTILE, "nowhere": ["<b>x</b>"]}, "text": ""})
    row(tab, 0).click()
    assert "<script>alert(1)</script>" in tab.locator(".lx-detail").inner_text()
    for n in (1, 2):
        row(tab, n).click()
    tab.get_by_role("tab", name="图").click()
    tab.locator(".lx-drawing svg").wait_for()
    assert "onerror=alert(1)" in tab.locator(".lx-drawing").inner_text()
    assert tab.locator("img, b b").count() == 0
    with tab.expect_download() as loading:
        tab.get_by_role("button", name="下载 CSV").click()
    assert "\"'=HYPERLINK(" in loading.value.path().read_text("utf-8")


def test_a_query_with_what_is_not_there_shows_so(at):
    query = {"facets": {"place": ["没有的地方"], "no": ["x"]}, "sort": [["no", "asc"], "bad"], "columns": ["no"]}
    tab = at(query=query | {"chart": 7})
    assert "没有符合条件的数据" in status(tab)
    assert "没有的地方（没有这个值）" in tab.locator(".lx-chips").inner_text()
    assert "请减少条件" in tab.locator(".lx-table").inner_text()
    tab.get_by_role("button", name="取消 地方：没有的地方").click()
    assert status(tab) == "显示 300 / 300 个数据，隐藏 0 个：已选 no 1"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "没有数据"),
        ([{"place": "a", "value": 1.0}], "共 1 个数据"),
        ([{"place": "a"}, {"place": "b"}], "没有数值"),
    ],
    ids=["none", "one", "no value"],
)
def test_hardly_any_data_is_no_trouble(at, rows, said):
    tab = at(rows)
    assert said in tab.locator("#explorer").inner_text()
    if rows:
        tab.get_by_role("tab", name="图").click()
        tab.get_by_text("没有可以画图比较的数据").wait_for()


def test_the_engine_means_by_a_query_what_python_means_and_counts_what_a_choice_would_show(browser):
    said = json.loads((Path(__file__).parent / "queries.json").read_text("utf-8"))
    rows = [
        row | {"year": str(row["year"]), "finding": row["finding"].split("|") if row["finding"] else []}
        for row in said["table"]
    ]
    labels = {name: {row[name]: row[f"{name}_name"] for row in rows} for name in ("place", "indicator")}
    header, buffers = pack(rows, labels=labels)
    templates = page_templates("lawgov_analysis.interactive")
    tab = browser.new_page()
    answers = tab.evaluate(
        ENGINE.replace("ENGINE", templates.get_template("explorer_engine.js").render()),
        [header, [list(buffer) for buffer in buffers], [case["query"] for case in said["cases"]]],
    )
    tab.close()
    assert [[case["about"], rows] for case, (rows, _) in zip(said["cases"], answers, strict=True)] == [
        [case["about"], case["rows"]] for case in said["cases"]
    ]
    assert [wrong for _, wrong in answers] == [[]] * len(answers)


@pytest.mark.parametrize(
    ("lang", "scheme", "shown"),
    [("zh", "light", "table"), ("en", "dark", "table"), ("zh", "dark", "chart"), ("en", "light", "chart")],
)
def test_axe_finds_nothing_wrong(at, lang, scheme, shown):
    from axe_playwright_python.sync_playwright import Axe

    tab = at(lang=lang, scheme=scheme, width=1280 if lang == "zh" else 800)
    if lang == "en":
        tab.locator(".lx-toggle").click()
    tab.locator(".lx-facet input[type=checkbox]").first.check()
    if lang == "en":
        tab.keyboard.press("Escape")
        assert focused(tab) == "lx-toggle"
        assert tab.locator(".lx-facets").is_hidden()
    row(tab, 1).click()
    tab.locator(".lx-detail dl").first.wait_for()
    if shown == "chart":
        tab.get_by_role("tab").nth(1).click()
        tab.locator(".lx-drawing svg").wait_for()
        tab.locator(".lx-numbers summary").press("Enter")
    found = Axe().run(tab).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_the_widget_tells_the_kernel_its_query_and_goes_on_without_it(browser):
    from base64 import b64encode

    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    said = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    header, buffers = pack(towns(4))
    at = NAMES.index("finding")
    found, buffers[at] = buffers[at], bytes(len(buffers[at]))
    finding = header["columns"][at] | {"buffer": 0}
    header["columns"][at] = finding | {"buffer": at, "pending": True, "values": [], "labels": [], "sets": [[]]}
    given = [assets.widget_module("zh"), header, [b64encode(one).decode() for one in buffers], assets.vega_source()]
    tab.evaluate(WIDGET, [*given, finding, b64encode(found).decode()])
    facet(tab, "place").get_by_label("虚构市第2镇").check()
    assert tab.evaluate("model.get('query').facets") == {"place": ["虚构市第2镇"]}
    tab.evaluate("model.set('query', {facets: {}, text: '普通'}); model.tell('change:query')")
    assert status(tab) == "显示 20 / 100 个数据，隐藏 80 个：已选 文字“普通”"
    tab.get_by_role("button", name="复制为代码").click()
    tab.get_by_text('lawgov.explore("横沥镇")').wait_for()
    row(tab, 0).click()
    tab.get_by_text("没有原文").wait_for()
    tab.locator(".lx-facet[data-facet=finding] summary").click()
    tab.get_by_role("button", name="运行核查").click()
    tab.get_by_role("button", name="全部清除").click()
    facet(tab, "finding").get_by_label("部分大于总数").check()
    assert status(tab).startswith("显示 5 / 100 个数据")
    tab.get_by_role("button", name="全部清除").click()
    tab.get_by_role("tab", name="图").click()
    tab.locator(".lx-drawing svg").wait_for()
    tab.get_by_role("tab", name="表格").click()
    assert tab.evaluate("model.asked") == ["code", "detail", "findings", "vega"]
    assert tab.evaluate("model.get('query')") == {}
    saves = tab.evaluate("model.saved")
    tab.evaluate("model.comm_live = false; model.tell('comm_live_update')")
    assert "请重新运行本单元格" in tab.locator(".lx-banner").inner_text()
    facet(tab, "year").get_by_label("2021").check()
    assert status(tab).startswith("显示 20 / 100 个数据")
    assert tab.evaluate("model.saved") == saves
    row(tab, 1).click()
    tab.locator(".lx-detail").get_by_text("内核已断开").wait_for()
    tab.close()
    assert said == []
