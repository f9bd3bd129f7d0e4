"""JupyterLab for real: it starts in the user's language and runs the guided tour from top to bottom."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from helpers import ROOT
from helpers.browser import chromium, needs_browser

# Seconds after which a state that is waited for will not come, however loaded the machine.
CEILING = 180
# Milliseconds between two looks at a page while a kernel works: by itself Playwright has every frame of it drawn.
LOOKED_AT = 50


@contextmanager
def lab(folder, locale):
    """JupyterLab by run.py on a free port, with settings of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "LC_ALL": locale,
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
    }
    options = [
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--IdentityProvider.token=",
        "--expose-app-in-browser",
        # Nobody asks them here, and those of this machine are looked for and started.
        "--LanguageServerManager.autodetect=False",
    ]
    autosave = folder / "settings" / "@jupyterlab" / "docmanager-extension" / "plugin.jupyterlab-settings"
    autosave.parent.mkdir(parents=True)
    autosave.write_text('{"autosave": false}', encoding="utf-8")
    with (folder / "lab.log").open("wb") as log:
        command = [sys.executable, str(ROOT / "run.py"), "lab", *options]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api", server, folder / "lab.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:  # while a kernel starts it does not listen
                server.kill()
                server.wait()


def wait_for(address, server, log):
    until = time.monotonic() + CEILING
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=CEILING):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab does not answer: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


of_this_venv = pytest.mark.skipif(
    Path(sys.prefix) != ROOT / ".venv", reason="run.py starts the JupyterLab of .venv, not this one"
)


@pytest.fixture
def made():
    """Files that are removed when nobody asks for them any more: JupyterLab has a dialog for one that is gone."""
    files = []
    yield files
    for file in files:
        kept = file.parent / ".ipynb_checkpoints"
        (kept / f"{file.stem}-checkpoint.ipynb").unlink(missing_ok=True)
        file.unlink()
        for folder in (kept, file.parent, file.parent.parent):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


@needs_browser
@of_this_venv
def test_the_tour_runs_in_the_users_language(tmp_path, made):
    with lab(tmp_path, "zh_CN.UTF-8") as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(CEILING * 1000)
        page.goto(f"{address}/lab/tree/notebooks/explore.ipynb?reset")
        bar = page.locator(".lm-MenuBar-itemLabel", has_text=re.compile("^运行$"))
        bar.wait_for()
        page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for()
        run_all(page, bar)
        explores(page)
        corrects_one_number(page)
        # No question whether to load news from the net.
        assert page.locator(".Toastify__toast").count() == 0
        begins_an_analysis_from_a_form(page, made)
        says_whether_a_report_is_current(page)


@of_this_venv
def test_of_another_language_jupyterlab_speaks_english(tmp_path):
    # It asks the server in which language its words are; a browser for the same would take three seconds.
    with lab(tmp_path, "en_GB.UTF-8") as address:
        assert preset(address, "translation-extension:plugin")["locale"] == "default"
        assert asked(f"{address}/lab/api/translations/default")["data"] == {}
        assert preset(address, "apputils-extension:notification")["fetchNews"] == "false"


def explores(page):
    """Filter by mouse, see the table and chart follow, go to a row's sentence by keys, and on to the next cell."""
    city = cell(page, "city")
    city.locator(".lx-drawing svg").wait_for()
    # It takes the keys when it is there, which is later than that its cell has run.
    has_the_keys(page, ".desk")
    assert violations(page, ".jp-Cell:has(.lx-drawing svg) .lawgov") == []
    city.locator(".lx-facet[data-facet=place]").get_by_label("示例市临屿区苇塘镇").check()
    city.locator(".lx-status", has_text="显示 1 / 10 个数据，隐藏 9 个").wait_for()
    city.locator(".lx-numbers summary", has_text="图中的 1 个数").wait_for()
    city.get_by_role("tab", name="表格").click()
    rows = city.locator(".lx-table tbody tr[data-at]")
    rows.first.wait_for()
    assert rows.count() == 1
    city.get_by_role("button", name="全部清除").click()
    rows.nth(9).wait_for()
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    sentence = city.locator(".lx-detail mark")
    sentence.wait_for()
    assert re.fullmatch("[0-9]+场次?", sentence.inner_text())
    assert violations(page, ".lx-detail:not([hidden])") == []
    page.keyboard.press("Escape")
    city.locator(".lx-detail").wait_for(state="hidden")
    page.keyboard.press("Shift+Enter")
    is_chosen(page, "practice-said")


def corrects_one_number(page):
    """Correct by keys what was copied wrong; it stands in the figures, and in those of a new reading too."""
    page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    for name in ("practice", "audit-said", "audit", "review-said", "review"):
        page.keyboard.press("Shift+Enter")
        is_chosen(page, name)
    page.keyboard.press("Shift+Enter")
    has_the_keys(page, ".desk")
    desk = cell(page, "review").locator(".desk")
    item = desk.locator(".item:not([aria-busy])")
    for number in (48, 49, 50, 51):
        item.filter(has_text=f"第{number}项").wait_for()
        if number < 51:
            page.keyboard.press("j")
    assert "474" in item.inner_text()
    assert item.locator("mark").inner_text() == "447条"
    assert violations(page, ".desk") == []
    page.keyboard.press("c")
    desk.locator("input[name=value]:focus").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("447")
    page.keyboard.press("Enter")
    desk.get_by_text("第51项 447条 数值：474 → 447").wait_for()
    # Until then Enter is a key of the form's.
    desk.locator("form").wait_for(state="detached")
    for name in ("decide-said", "decide"):
        page.keyboard.press("Shift+Enter")
        is_chosen(page, name)
    page.evaluate(
        "source => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.setSource(source)", ANEW
    )
    page.keyboard.press("Shift+Enter")
    cell(page, "decide").locator(".jp-OutputArea-output", has_text="[447.0, 474.0, 447.0]").wait_for()


# The figure as it stands, as it is read without what was decided, and as it stands after a new reading.
ANEW = """
from lawgov_analysis.decisions import load_decisions
from lawgov_analysis.decisions.laying import overlay, unlaid

about = tour.place_code, tour.year, practice.folder
decisions = load_decisions(*about)
stands = lawgov.load_figures(*about[:2], data_dir=practice.folder)
read = unlaid(stands, decisions)
anew = overlay(read, "", decisions, practice.folder).figures
print([float(table.set_index("figure").at[practice.figure, "value"]) for table in (stands, read, anew)])
"""


def cell(page, name):
    """The cell of the notebook that has an id."""
    at = page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.id)").index(name)
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").nth(at)


def has_the_keys(page, of):
    page.wait_for_function("of => document.activeElement?.closest(of)", arg=of, polling=LOOKED_AT)


def is_chosen(page, name):
    """Wait until a cell is the one that Shift+Enter would run."""
    page.wait_for_function("id => window.jupyterapp.shell.currentWidget.content.activeCell.model.id === id", arg=name)


def begins_an_analysis_from_a_form(page, made):
    """Go from the launcher to a notebook with its parameters filled in; what is wrong keeps the form open."""
    page.evaluate("() => { window.jupyterapp.commands.execute('launcher:create') }")
    page.locator(".jp-LauncherCard", has_text="新的分析").click()
    form = page.locator(".jp-Dialog")
    form.get_by_label("地方", exact=True).fill("东莞市横沥镇")
    year = form.get_by_label("报告年度", exact=True)
    # The newest of those that there are.
    assert year.input_value() == "2020"
    year.fill("1999")
    form.get_by_role("button", name="生成并打开").click()
    form.get_by_role("alert").filter(has_text="有这些年度的：2020").wait_for()
    assert violations(page, ".jp-Dialog") == []
    year.fill("2020")
    year.press("Enter")
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget?.context?.path.startsWith('analyses/')")
    made.append(ROOT / page.evaluate("window.jupyterapp.shell.currentWidget.context.path"))
    cell = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell").first
    cell.filter(has_text='place: str = "441900106"').wait_for()
    assert "year: int = 2020" in cell.inner_text()
    page.evaluate("window.jupyterapp.shell.currentWidget.dispose()")


def says_whether_a_report_is_current(page):
    """Show by a sign in a report's notebook that it says what its data say, or by a list what it says otherwise."""
    path = "reports/dongguan-hengli/2020/report.ipynb"
    page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }) }", path)
    sign = page.locator(".lawgov-sign")
    sign.get_by_text("与数据一致").wait_for()
    told = {"state": "changed", "n": 1, "lines": ["48: 1,935 → <b>1,936</b>"], "why": [], "command": "lawgov check"}
    page.route("**/lawgov/standing*", lambda route: route.fulfill(json=told))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    sign.get_by_text("数据已变：有 1 处与现在不同").wait_for()
    sign.get_by_role("button", name="看看变了什么").click()
    assert page.locator(".lawgov-lines li").inner_text() == told["lines"][0]
    assert violations(page, ".jp-Dialog") + violations(page, ".lawgov-sign") == []
    page.keyboard.press("Escape")


def violations(page, of):
    """What axe finds wrong with a part of the page."""
    from axe_playwright_python.sync_playwright import Axe

    return [(found["id"], found["help"]) for found in Axe().run(page, context=of).response["violations"]]


def preset(address, plugin):
    """What a setting is for a user who has chosen nothing."""
    schema = asked(f"{address}/lab/api/settings/@jupyterlab/{plugin}")["schema"]
    return {name: said.get("default") for name, said in schema["properties"].items()}


def asked(address):
    with urlopen(address, timeout=CEILING) as answer:
        return json.load(answer)


def run_all(page, bar):
    """Run every cell; none fails, and the charts are there with their numbers as text."""
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    # It says so before it has a kernel too, without which cells are passed over.
    page.wait_for_function(
        """() => {
          const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
          return kernel && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
        }""",
        polling=LOOKED_AT,
    )
    # Else the numbers and charts of the file could be taken for those of this run.
    page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    bar.click()
    # Without a restart: while a kernel that has just begun starts anew, the server may take its connection for another.
    page.locator("[data-command='runmenu:run-all']").click()
    page.wait_for_function(
        """() => {
          const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(e => e.textContent);
          const ran = prompts.length && prompts.every(text => /[0-9]/.test(text));
          // After a cell that fails the others do not run.
          return ran || document.querySelector("[data-mime-type='application/vnd.jupyter.error']");
        }""",
        polling=LOOKED_AT,
    )
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").all_inner_texts() == []
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    charts = page.locator(".jp-OutputArea-output img")
    charts.nth(1).wait_for()
    assert charts.count() == 2
    assert all(charts.nth(at).evaluate("image => image.naturalWidth > 500") for at in range(2))
