"""What JupyterLab's server answers: places, forms that become notebooks, and whether a report is current."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

import lawgov_jupyter
from lawgov_analysis.errors import OutputError
from lawgov_analysis.interactive.jupyter import analyses, new_analysis, new_notebook
from lawgov_analysis.interactive.jupyter.made import fill_in
from lawgov_analysis.paths import default_data_dir, default_notebooks_dir
from lawgov_analysis.reporting.analyses import find_notebook
from lawgov_analysis.tables.folder import OWN

from helpers import ROOT
from helpers.executed import executed_notebook

TOKEN = "of-a-test"
LABEXTENSION = ROOT / "lawgov_analysis" / "interactive" / "jupyter" / "labextension"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The folder that the server shows: a report, and the data that it was made of."""
    folder = tmp_path_factory.mktemp("shown")
    data = folder / "mine"
    told = json.loads((default_data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    # What else is asked for is the package's own.
    told["resources"] = [each for each in told["resources"] if each["name"] in {*OWN, "places"}]
    (data / "figures").mkdir(parents=True)
    (data / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    tables = [each["path"] for each in told["resources"] if each["name"] != "figures"]
    for name in (*tables, "figures/441900106-2020.csv"):
        shutil.copy(default_data_dir() / name, data / name)
    report = folder / "reports" / "dongguan-hengli" / "2020" / "report.ipynb"
    report.parent.mkdir(parents=True)
    made = executed_notebook("annual_report", place="441900106", year=2020, lang="zh", data_dir=str(data))
    report.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ask(root, tmp_path_factory):
    """Ask the handlers, in an application of the server's own, and give the status and what is said."""
    state = tmp_path_factory.mktemp("state")
    options = [f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={TOKEN}", "--allow-root", "--log-level=50"]
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as runner:
        for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
            patch.setenv(f"JUPYTER_{name}", str(state))
        # What it would do at Ctrl-C is for a program.
        patch.setattr(ServerApp, "init_signal", lambda app: None)

        async def start():
            app = ServerApp()
            app.initialize(options, find_extensions=False, new_httpserver=False)
            lawgov_jupyter._load_jupyter_server_extension(app)
            bound, port = bind_unused_port()
            listening = HTTPServer(app.web_app)
            listening.add_socket(bound)
            return app, listening, f"http://127.0.0.1:{port}/lawgov"

        app, listening, address = runner.run(start())

        async def answered(url, **more):
            return await AsyncHTTPClient().fetch(url, raise_error=False, request_timeout=120, **more)

        def asked(name, body=None, headers=None, **query):
            headers = {"Authorization": f"token {TOKEN}"} if headers is None else headers
            more = {} if body is None else {"method": "POST", "body": json.dumps(body)}
            answer = runner.run(answered(f"{address}/{name}?{urlencode(query)}", headers=headers, **more))
            return answer.code, json.loads(answer.body or "{}")

        async def stop():
            listening.stop()
            await listening.close_all_connections()
            await app._cleanup()

        yield asked
        runner.run(stop())


def analysis(name="annual_report", **parameters):
    return {"kind": "analysis", "analysis": name, "parameters": parameters}


@pytest.mark.parametrize("name", ["words", "form", "places", "standing", "notebooks"])
def test_nobody_is_answered_who_is_not_let_in(ask, name):
    assert ask(name, headers={}, path="reports/report.ipynb")[0] in (403, 405)
    assert ask(name, body={}, headers={})[0] in (403, 405)


def test_who_comes_from_another_page_makes_no_notebook(ask, root):
    # A browser sends its cookie along; what only our page knows is missing.
    status, _ = ask("notebooks", analysis(place="横沥镇", year="2020"), {"Cookie": "username=x", "Origin": "x"})
    assert status in (403, 404)
    assert not (root / "analyses").exists()


def test_the_words_come_without_the_package():
    code = "import sys; from lawgov_jupyter import words\n"
    code += "print(words('zh')['new_analysis'], 'lawgov_analysis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.split() == ["新的分析", "False"]


def test_the_form_has_the_places_with_reports_and_the_parameters_in_words(ask):
    status, form = ask("form", lang="en")
    assert status == 200
    assert {"code": "441900106", "name": "东莞市横沥镇", "years": [2020]} in form["places"]
    peers = form["analyses"][-1]
    assert peers["title"] == "A place among its like"
    found = {each["name"]: each for each in peers["parameters"]}
    assert found["min_n"]["value"] == 8
    assert found["min_n"]["hint"] == "with fewer other places nothing is compared"
    assert found["full_only"]["kind"] == "flag"
    assert [name for name, each in found.items() if each["first"]] == ["place", "year"]
    # Those of its example are not what somebody wants who begins anew.
    assert {found[name]["value"] for name in ("place", "year", "data_dir")} == {""}


def test_another_data_folder_has_other_places(ask):
    status, said = ask("places", data_dir="data/samples/city")
    assert status == 200
    assert "990101101" in {each["code"] for each in said["places"]}


@pytest.mark.parametrize("folder", ["/etc", "../../etc", "nowhere"])
def test_a_data_folder_elsewhere_is_not_looked_into(ask, folder):
    status, said = ask("places", data_dir=folder, lang="en")
    assert status == 400
    looked = f"data_dir {folder} is not there: it is looked for in the folder that JupyterLab shows"
    assert said["fault"] == f"{looked}, unless the whole path of a data folder is given"


def test_a_data_folder_may_be_named_by_its_whole_path(ask, tmp_path):
    folder = shutil.copytree(default_data_dir() / "samples" / "city", tmp_path / "elsewhere")
    status, said = ask("places", data_dir=str(folder))
    assert (status, "990101101" in {each["code"] for each in said["places"]}) == (200, True)


def test_a_form_becomes_a_notebook_that_has_run_nothing_yet(ask, root):
    status, said = ask("notebooks", analysis(place="东莞市横沥镇", year="2020", lang="en", data_dir="mine"))
    assert (status, said) == (200, {"path": "analyses/dongguan-hengli-2020/annual_report.ipynb"})
    notebook = json.loads((root / said["path"]).read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert "".join(code[0]["source"]).splitlines()[:3] == [
        'place: str = "441900106"  # 代码、短名或名称 · code, slug or name',
        "year: int = 2020",
        'lang: str = "en"  # zh, en',
    ]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    # It can be run as a report as well.
    made = find_notebook(root / said["path"])
    assert (made.name, made.defaults["data_dir"]) == ("annual_report", str(root / "mine"))


def test_no_notebook_is_written_over(ask, root):
    bodies = [ask("notebooks", analysis("panel_followup", place="990101101", data_dir="data/samples/city"))[1]] * 2
    first = root / bodies[0]["path"]
    first.write_text("mine", encoding="utf-8")
    _, second = ask("notebooks", analysis("panel_followup", place="990101101", data_dir="data/samples/city"))
    assert second["path"].endswith("panel_followup-2.ipynb")
    assert first.read_text(encoding="utf-8") == "mine"
    source = (root / second["path"]).read_text(encoding="utf-8")
    assert r"from_year: int = 2021" in source
    assert r"data_dir: str = \"data/samples/city\"" in source


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (analysis(place="横沥镇", year="1999"), "没有东莞市横沥镇 1999 年的报告；有这些年度的：2020"),
        (analysis(place="横历镇", year="2020"), "没有这个地区：“横历镇”"),
        (analysis(place="横沥镇"), "annual_report 需要 year"),
        (analysis(place="横沥镇", year='2020"; import os'), "年度是 2020 这样的数"),
        (analysis(jahr="2020"), "annual_report 没有参数 jahr"),
        (analysis("../../etc/passwd"), "没有分析 ../../etc/passwd：应为其中之一：annual_report"),
        (analysis("disclosure_scorecard", year="2022", rubric="/etc/passwd"), "没有 rubric /etc/passwd"),
        ({"kind": "tuor"}, "没有笔记本 tuor：应为其中之一：tour、browse、review"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_written(ask, root, body, said):
    before = sorted(root.rglob("*"))
    status, answer = ask("notebooks", body)
    assert status == 400
    assert said in answer["fault"]
    assert "\n" not in answer["fault"]
    assert sorted(root.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path):
    (tmp_path / "analyses").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match=r"analyses.* cannot be written"):
        new_analysis("annual_report", {"place": "横沥镇", "year": 2020}, tmp_path)


def test_a_notebook_to_begin_with_is_made_once(ask, root):
    for kind, call in (("browse", "lawgov.explore()"), ("review", "lawgov.review()")):
        (first, said), (_, again) = [ask("notebooks", {"kind": kind}, lang=lang) for lang in ("zh", "en")]
        assert (first, said) == (200, again)
        assert call in (root / said["path"]).read_text(encoding="utf-8")
    # The tour is elsewhere than what is shown: it is copied to where it can be opened.
    _, tour = ask("notebooks", {"kind": "tour"})
    assert (root / tour["path"]).read_text(encoding="utf-8").startswith('{\n "cells"')


def test_the_tour_of_a_checkout_is_opened_where_it_is():
    assert new_notebook("tour", default_notebooks_dir().parent) == "notebooks/explore.ipynb"


def test_a_report_is_current_until_a_value_changes(ask, root):
    path = "reports/dongguan-hengli/2020/report.ipynb"
    status, said = ask("standing", path=path)
    assert (status, said["state"], said["lines"]) == (200, "current", [])
    figures = root / "mine" / "figures" / "441900106-2020.csv"
    text = figures.read_text(encoding="utf-8")
    assert text.count("1935") == 2
    figures.write_text(text.replace("1935", "1936"), encoding="utf-8")
    _, said = ask("standing", path=path)
    assert (said["state"], said["n"]) == ("changed", len(said["lines"]))
    assert said["lines"][0] == "48: 1,935 → 1,936"
    assert said["command"].startswith("lawgov report 441900106 2020 --data-dir ")
    # It goes there by itself: beside its data.
    assert said["command"].endswith(f"--data-dir {root / 'mine'}")
    figures.write_text(text, encoding="utf-8")
    assert ask("standing", path=path)[1]["state"] == "current"


@pytest.mark.parametrize(
    ("path", "status"),
    [("../report.ipynb", 404), ("/etc/passwd", 400), ("reports/report.ipynb", 400), ("mine/places.csv", 400)],
)
def test_only_a_report_below_the_root_is_looked_at(ask, path, status):
    assert ask("standing", path=path)[0] == status


def test_a_notebook_of_others_that_is_called_alike_is_left_alone(ask, root):
    (root / "report.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4}', encoding="utf-8")
    assert ask("standing", path="report.ipynb") == (200, {"state": "foreign"})


def test_what_is_filled_in_is_a_value_whatever_it_says():
    source = 'place: str = "9901"  # 代码 · code\nyear: int = 2022\n'
    evil = 'x"); import os; os.system("rm -rf /") #\n'
    names = {}
    exec(fill_in(source, {"place": evil, "year": 2020}), names)
    assert (names["place"], names["year"]) == (evil, 2020)


def test_every_parameter_of_every_analysis_has_a_label():
    for lang in ("zh", "en"):
        assert all(each["label"] for found in analyses(lang) for each in found["parameters"])


def test_every_word_that_the_page_says_is_there():
    source = (LABEXTENSION / "static" / "lab.js").read_text(encoding="utf-8")
    said = set(re.findall(r"say\('(\w+)'", source))
    assert {"category", "form_failed", "sign_show"} <= said <= lawgov_jupyter.words("en").keys()
    states = {f"sign_{state}" for state in ("current", "changed", "failed")}
    assert states <= lawgov_jupyter.words("zh").keys()


def test_what_jupyterlab_is_told_of_the_extension_is_there():
    told = json.loads((LABEXTENSION / "package.json").read_text(encoding="utf-8"))
    assert (LABEXTENSION / told["jupyterlab"]["_build"]["load"]).is_file()
