"""The review desk in a browser: each key does what it says, and nothing is lost."""

import json
from pathlib import Path

import pytest

from lawgov_analysis.presentation.pages import page_templates
from lawgov_analysis.tables import open_data

from helpers.browser import chromium, needs_browser

pytestmark = needs_browser
HOST = (Path(__file__).parents[1] / "helpers" / "desk_host.js").read_text(encoding="utf-8")


def words_in(lang):
    table = open_data().table("desk_sentences")
    return dict(zip(table["key"], table[lang], strict=True))


def page_of(lang):
    """Return a page with a desk, whose host is told of in `fakeHost`."""
    templates = page_templates("lawgov_analysis.interactive")
    parts = {name: templates.get_template(name).render() for name in ("desk.css", "theme.js", "desk_front.js")}
    return f"""<!DOCTYPE html><html lang="{lang}"><meta charset="utf-8"><title>desk</title><style>{parts["desk.css"]}
      body {{ margin: 0; padding: 12px; background: #fff }} @media (prefers-color-scheme: dark) {{ body {{ background: #111 }} }}
      </style><main><h1 style="display:none">desk</h1><label>cell <textarea id="cell"></textarea></label><div id="desk" class="page"></div></main>
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
