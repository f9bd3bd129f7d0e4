"""The review desk in a browser: each key does what it says, and nothing is lost."""

import json
from pathlib import Path

import pytest

from lawgov_analysis import extract_figures, load_figures, parse_report
from lawgov_analysis.decisions import load_decisions, overlay, review_status
from lawgov_analysis.interactive.desk.desk import Desk
from lawgov_analysis.interactive.desk.widget import DeskWidget
from lawgov_analysis.presentation.pages import page_templates
from lawgov_analysis.tables import open_data

from helpers.browser import chromium, needs_browser
from helpers.drafted import HENGLI, Towns

pytestmark = needs_browser
HOST = (Path(__file__).parents[1] / "helpers" / "desk_host.js").read_text(encoding="utf-8")


def words_in(lang):
    table = open_data().table("desk_sentences")
    return dict(zip(table["key"], table[lang], strict=True))


def page_of(lang):
    """Return a page with a desk, whose host is told of in `fakeHost`."""
    templates = page_templates("lawgov_analysis.interactive")
    parts = {name: templates.get_template(name).render() for name in ("desk.css", "theme.js", "desk_front.js")}
    look = "body { margin: 0 } @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } }"
    return f"""<!DOCTYPE html><html lang="{lang}"><meta charset="utf-8"><title>desk</title>
      <style>{parts["desk.css"]} {look}</style>
      <main><label>cell <textarea id="cell"></textarea></label><div id="desk" class="page"></div></main>
      <script>const words = {json.dumps(words_in(lang), ensure_ascii=False)};
      let host, desk; const seen = [];
      document.addEventListener('keydown', event => seen.push(event.key));
      {parts["theme.js"]}{parts["desk_front.js"]}{HOST}
      async function begin(number, options) {{
        desk?.destroy(); seen.length = 0;
        host = fakeHost(number, options);
        desk = mountDesk(document.querySelector('#desk'), {{ host, lang: {json.dumps(lang)}, words }});
        await desk.ready;
        await new Promise(requestAnimationFrame);
      }}</script></html>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    said = []
    file = tmp_path_factory.mktemp("desk") / "desk.html"
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(5000)
        page.clock.install()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.turn = lambda lang: (file.write_text(page_of(lang), encoding="utf-8"), page.goto(file.as_uri()))
        page.turn("zh")
        yield page
    assert said == []


def begin(page, number=3, options="{}"):
    page.evaluate(f"begin({number}, {options})")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
        page.evaluate("new Promise(resolve => requestAnimationFrame(() => resolve()))")


def asked(page, *kinds):
    """What the kernel was asked, of these kinds."""
    return [payload for kind, payload in page.evaluate("host.asked") if kind in kinds]


def said(page):
    return page.locator(".said").inner_text()


def numbers(payloads):
    return [int(payload["id"].rpartition("-")[2]) for payload in payloads]


def has_focus(page):
    return page.evaluate("document.activeElement.matches('.desk')")


def test_forty_four_figures_take_forty_four_keys(page):
    begin(page, 44)
    press(page, *"a" * 44)
    assert numbers(asked(page, "accept")) == list(range(1, 45))
    assert page.locator(".count").inner_text() == "44 / 44"
    assert "44个数都看过了" in page.locator(".item").inner_text()
    assert has_focus(page)


def test_the_sentence_stands_large_with_its_number_marked_and_the_next_is_fetched_ahead(page):
    begin(page)
    assert page.locator("blockquote mark").inner_text() == "8次"
    assert numbers(asked(page, "show")) == [1, 2]
    assert "一年内组织的应急演练次数" in page.locator(".card").inner_text()
    assert page.locator("details").get_attribute("open") is None
    press(page, "t", "j")
    assert page.locator("details").get_attribute("open") == ""
    assert page.locator("blockquote mark").inner_text() == "9次"


def test_keys_act_only_where_the_desk_has_the_focus_and_none_reaches_what_is_around(page):
    begin(page)
    page.locator("#cell").fill("")
    page.locator("#cell").focus()
    press(page, *"asxu")
    assert page.locator("#cell").input_value() == "asxu"
    assert asked(page, "accept", "skip", "correct", "undo") == []
    assert page.locator(".hint").is_visible()
    page.evaluate("seen.length = 0")
    page.locator(".item").click()
    press(page, *"jkzdb?", "Escape", "s")
    assert page.evaluate("seen") == []
    assert numbers(asked(page, "skip")) == [1]
    assert not page.locator(".hint").is_visible()


def test_the_desk_takes_the_focus_from_nobody_who_types(page):
    page.locator("#cell").focus()
    begin(page)
    assert page.evaluate("document.activeElement.id") == "cell"
    page.locator("#cell").blur()
    begin(page)
    assert has_focus(page)


def test_what_was_read_is_corrected_in_a_form_of_which_only_what_changed_is_sent(page):
    begin(page)
    press(page, "c")
    assert page.evaluate("document.activeElement.name") == "indicator"
    page.keyboard.type("法治 培训")
    press(page, "Enter")
    assert page.locator("input[name=indicator]").input_value() == "法治培训 law_training_sessions"
    page.locator("input[name=value]").fill("80")
    page.locator("select[name=bound]").select_option("at_least")
    page.locator("input[name=reason]").fill("数的是培训")
    press(page, "Enter")
    values = {"indicator": "law_training_sessions", "value": "80", "bound": "at_least"}
    assert asked(page, "correct") == [
        {"id": "441900106-2020-1", "values": values, "reason": "数的是培训", "settle": False}
    ]
    assert page.locator("blockquote mark").inner_text() == "9次"
    assert has_focus(page)


def test_a_form_that_is_refused_or_left_keeps_what_was_typed(page):
    begin(page)
    page.evaluate("host.fault = ['correct', 'value: must be a number']")
    press(page, "c")
    page.locator("input[name=value]").fill("八次")
    press(page, "Enter")
    assert page.locator("form [role=alert]").inner_text() == "value: must be a number"
    assert page.evaluate("document.activeElement.name") == "value"
    press(page, "Escape", "j", "k")
    assert "改了一半" in page.locator("[role=option]").first.inner_text()
    press(page, "c")
    assert page.locator("input[name=value]").input_value() == "八次"
    begin(page)
    press(page, "c")
    assert page.locator("input[name=value]").input_value() == "八次"
    page.locator("input[name=value]").fill("8")
    press(page, "Enter")
    assert "没有改动" in page.locator("form [role=alert]").inner_text()
    press(page, "Escape")
    assert page.evaluate("sessionStorage.getItem('lawgov-desk-drafts')") == "{}"


def test_one_key_chooses_a_candidate_leaves_uncoded_or_strikes_out(page):
    begin(page, 4)
    press(page, "2", "0", "x", "9")
    values = [payload["values"] for payload in asked(page, "correct")]
    assert values == [{"indicator": "indicator_7"}, {"indicator": ""}, {"figure": "no"}]
    assert said(page) == "没有第9个候选"


def test_a_candidates_definition_is_seen_before_it_is_chosen(page):
    begin(page)
    press(page, "Shift+Digit1")
    assert "公职人员的法治专题培训" in page.locator(".card").inner_text()
    assert asked(page, "correct") == []
    page.locator(".candidates button").first.focus()
    assert "公职人员的法治专题培训" in page.locator(".card").inner_text()
    page.locator(".item").focus()
    assert "应急演练" in page.locator(".card").inner_text()


def test_with_a_chinese_input_method_on_the_keys_are_those_of_their_places(page):
    begin(page)
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code: 'KeyA'}))")
    assert numbers(asked(page, "accept")) == [1]
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '？'}))")
    assert page.locator(".panel.help").is_visible()


def test_undo_says_what_it_took_back_and_goes_there(page):
    begin(page)
    press(page, "a", "s", "u")
    assert said(page) == "第2项：收回了（review=accepted）"
    assert page.locator("blockquote mark").inner_text() == "9次"
    press(page, "u")
    assert page.locator("blockquote mark").inner_text() == "8次"
    press(page, "u")
    assert said(page) == "没有您自己的决定可以收回"
    assert page.locator(".count").inner_text() == "0 / 3"


def test_what_could_not_be_written_down_is_said_and_comes_back(page):
    begin(page, 2)
    page.evaluate("host.fault = ['accept', 'data/decisions: cannot be written']")
    press(page, "a")
    assert "第1项没有记下：data/decisions: cannot be written" in page.locator(".alarm").inner_text()
    assert page.locator("[role=option]").first.get_attribute("data-done") == "fault"
    page.evaluate("host.fault = null")
    press(page, "a", "a")
    assert numbers(asked(page, "accept")) == [1, 2, 1]
    assert page.locator(".alarm").inner_text() == ""


def test_what_is_answered_late_is_told_of_the_list_as_it_is_then(page):
    begin(page)
    page.evaluate("host.hold = ['accept', new Promise(resolve => { host.release = resolve; })]")
    press(page, "a")
    page.evaluate("host.changed = ['441900106-2020-3']")
    page.clock.run_for(6000)
    page.wait_for_function("host.asked.filter(([kind]) => kind === 'list').length === 2")
    page.evaluate("host.fault = ['accept', 'cannot be written']")
    page.evaluate("host.release()")
    page.locator("[role=option]").first.locator(".tick", has_text="!").wait_for()


def test_what_is_not_yet_shown_is_not_accepted_nor_by_a_key_held_down(page):
    begin(page)
    page.evaluate("host.hold = ['show', new Promise(resolve => { host.release = resolve; })]")
    press(page, "j", "j", "a")
    assert asked(page, "accept") == []
    assert "还没有取到" in said(page)
    page.evaluate("host.release()")
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', repeat: true}))")
    assert asked(page, "accept") == []
    press(page, "a")
    assert numbers(asked(page, "accept")) == [3]


@pytest.mark.parametrize("fault", ["", "value: must be a number"])
def test_whoever_goes_on_while_a_correction_is_written_down_stays_there(page, fault):
    begin(page)
    page.evaluate("host.hold = ['correct', new Promise(resolve => { host.release = resolve; })]")
    page.evaluate("fault => { host.fault = fault && ['correct', fault]; }", fault)
    press(page, "c")
    page.locator("input[name=value]").fill("80")
    press(page, "Enter")
    page.locator("#cell").focus()
    page.evaluate("host.release()")
    page.locator(".item:not([aria-busy])").filter(has_text=fault or "第2项").wait_for()
    at = page.evaluate("document.activeElement.id")
    page.evaluate("document.activeElement.blur(), sessionStorage.clear()")
    assert at == "cell"


def test_a_kernel_that_is_gone_is_said_and_what_was_typed_stays(page):
    begin(page)
    press(page, "c")
    page.locator("input[name=value]").fill("80")
    page.evaluate("host.live = false")
    page.clock.run_for(6000)
    assert "再运行这个单元格" in page.locator(".alarm").inner_text()
    assert page.locator("input[name=value]").input_value() == "80"
    press(page, "Escape", "a", "u")
    assert asked(page, "accept", "undo") == []
    page.evaluate("sessionStorage.clear()")


def test_who_else_is_here_is_told_and_what_they_changed_is_read_anew(page):
    begin(page)
    page.evaluate("host.others = [{by: '王芳', on: '第2项', said: '王芳也在核对第2项'}]")
    page.evaluate("host.changed = ['441900106-2020-2']")
    page.clock.run_for(6000)
    page.locator(".company", has_text="王芳也在核对第2项").wait_for()
    press(page, "j")
    assert numbers(asked(page, "show"))[:3] == [1, 2, 2]


def test_a_name_is_asked_for_first_and_approval_is_asked_in_words(page):
    begin(page, 1, "{by: ''}")
    assert page.evaluate("document.activeElement.type") == "text"
    press(page, "Enter")
    assert page.locator(".panel [role=alert]").inner_text() == "请填写姓名"
    page.keyboard.type("王芳")
    press(page, "Enter")
    assert asked(page, "name") == [{"by": "王芳"}]
    assert has_focus(page)
    press(page, "a", "p")
    assert "王芳：复核 东莞市横沥镇 2020" in page.locator(".panel").inner_text()
    press(page, "Escape")
    assert asked(page, "approve") == []
    press(page, "p", "Enter")
    assert asked(page, "approve") == [{"place": "441900106", "year": 2020}]
    assert said(page) == "东莞市横沥镇 2020：已复核"


def test_a_folder_that_cannot_be_written_is_only_looked_at(page):
    begin(page, 2, "{change: {list: {readonly: '不能写：可以看'}}}")
    press(page, "a", "c", "j")
    assert asked(page, "accept") == []
    assert page.locator("form").count() == 0
    assert page.locator(".locked").inner_text() == "不能写：可以看"
    assert page.locator("blockquote mark").inner_text() == "9次"


def test_markup_is_shown_and_not_run(page):
    hostile = "<img src=x onerror=alert(1)>"
    begin(
        page, 1, json.dumps({"change": {"show": {"sentence": hostile, "mark": [0, 4], "url": "javascript:alert(1)"}}})
    )
    assert page.locator("blockquote").inner_text() == hostile
    assert page.locator("#desk img, #desk a").count() == 0


def test_what_is_decided_at_the_desk_stands_in_the_figures_and_in_a_new_reading(page, tmp_path):
    text = f"一、履职\n组织应急演练8次，参加360人次。\n{'走访企业45家，收集诉求71条。' * 2}"
    towns = Towns(tmp_path / "data").add(text)
    widget = DeskWidget(Desk(HENGLI, 2020, data_dir=towns.folder))
    page.expose_function("askDesk", lambda kind, payload: getattr(widget, f"answer_{kind}")(payload))
    page.evaluate(
        """async () => {
          desk.destroy();
          const ask = (kind, payload = {}) => askDesk(kind, payload);
          desk = mountDesk(document.querySelector('#desk'), {host: {ask}, lang: 'zh', words});
          await desk.ready;
        }"""
    )
    page.locator(".panel input").fill("李明")
    press(page, "Enter", "c")
    page.locator("input[name=measure]").fill("应急疏散演练")
    press(page, "Enter")
    for number in range(1, 6):
        page.locator(".count", has_text=f"{number} / 6").wait_for()
        page.locator(".item:not([aria-busy])").wait_for()
        press(page, "a")
    page.locator(".count", has_text="6 / 6").wait_for()
    assert load_figures(HENGLI, 2020, towns.folder).query("surface == '8次'")["measure"].tolist() == ["应急疏散演练"]
    assert review_status(HENGLI, 2020, towns.folder)["status"].tolist() == ["reviewed"]
    reading = extract_figures(parse_report(text, place=HENGLI, year=2020))
    told = overlay(reading, text, load_decisions(HENGLI, 2020, towns.folder), towns.folder)
    assert told.figures.query("surface == '8次'")["measure"].tolist() == ["应急疏散演练"]
    press(page, "u")
    page.locator(".count", has_text="5 / 6").wait_for()
    widget.close()


def test_axe_finds_nothing_wrong_in_either_language_and_light(page):
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for lang, scheme, width, keys in (("zh", "light", 1280, "a"), ("en", "dark", 800, "c"), ("zh", "dark", 390, "?")):
        page.turn(lang)
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        begin(page, 12)
        press(page, *keys)
        violations = Axe().run(page, context="#desk").response["violations"]
        found += [(each["id"], each["nodes"][0]["html"]) for each in violations]
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert found == []
