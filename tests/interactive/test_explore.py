"""One call shows figures: a page where a person runs the cell, a table that stays everywhere else."""

import csv
import io
import json
import re
import shutil

import numpy as np
import pandas as pd
import pytest

import lawgov_analysis as lawgov
from lawgov_analysis.errors import BadParameter, MissingPackage, OutputError
from lawgov_analysis.interactive.explorer import explorer as module
from lawgov_analysis.interactive.explorer import saved

from helpers.drafted import TEXT, Towns

CITY = "data/samples/city"
ASKED = {"facets": {"domain": ["矛盾纠纷与调解"]}, "text": "调解", "sort": [["value", "desc"]]}
COLUMNS = ["place", "measure", "value", "unit"]
CHANGING = re.compile(r"0x[0-9a-f]{6,}|\b[0-9a-f]{32}\b|\d{1,2}:\d{2}:\d{2}")


@pytest.fixture
def widget(monkeypatch):
    """Returns a function that shows an explorer to a person and gives its widget, with what its page is sent."""
    monkeypatch.setattr(module, "is_interactive", lambda: True)

    def show(explorer):
        bundle, _ = explorer._repr_mimebundle_()
        assert "application/vnd.jupyter.widget-view+json" in bundle
        assert bundle["text/html"].startswith("<table>")
        page = explorer._widget
        page.sent = []
        page.send = lambda content, buffers=None: page.sent.append((content, buffers))
        return page

    return show


def ask(page, kind, **payload):
    page._asked(page, {"number": 1, "kind": kind, "payload": payload}, [])
    content, buffers = page.sent.pop()
    assert "fault" not in content, content
    return content["answer"], buffers


def test_what_is_chosen_is_at_hand_as_a_table_as_code_and_by_its_rows():
    found = lawgov.explore("横沥镇", 2020)
    assert len(found.frame) == 65
    found.query = ASKED | {"columns": COLUMNS}
    assert found.query == ASKED | {"columns": COLUMNS}
    assert list(found.frame) == COLUMNS
    assert found.frame["value"].is_monotonic_decreasing
    names = {}
    exec(found.code, names)
    assert names["view"].equals(found.frame)


def test_a_query_that_asks_for_what_is_not_there_changes_nothing():
    found = lawgov.explore("横沥镇", 2020)
    found.query = ASKED
    with pytest.raises(BadParameter, match="domain"):
        found.query = {"facets": {"domain": ["天文"]}}
    assert found.query == ASKED


def test_figures_that_are_given_are_explored_and_named_in_the_code():
    figures = lawgov.load_figures("横沥镇", 2020)
    found = lawgov.explore(figures, indicator="mediation_success_rate")
    assert found.table["finding"].tolist() == ["rate-truncated"]
    names = {"figures": figures}
    exec(found.code, names)
    assert names["view"].equals(found.frame)
    described = lawgov.described_figures("横沥镇", 2020)
    again = lawgov.explore(described)
    assert again.details.detail(0)["why"] != found.details.detail(0)["why"]


def test_the_page_and_python_choose_together(widget):
    found = lawgov.explore("横沥镇", 2020)
    page = widget(found)
    assert page.header["rows"] == 65
    assert all(isinstance(one, bytes) for one in page.buffers)
    page.query = {"facets": {}, "text": "复议", "sort": [], "columns": None, "chart": "years"}
    assert found.frame["measure"].str.contains("复议").all()
    found.query = ASKED
    assert page.query == ASKED


def test_the_page_is_answered(widget):
    found = lawgov.explore("横沥镇", 2020, data_dir=None)
    page = widget(found)
    detail, _ = ask(page, "detail", row=60)
    assert detail["printed"]["surface"] == "99%"
    assert ask(page, "card", id=detail["card"])[0]["title"] == "人民调解成功率"
    assert ask(page, "report", id=detail["report"])[0]["url"]
    assert ask(page, "finding", id=detail["findings"][0])[0]["rule"] == "rate-truncated"
    assert ask(page, "code", query=ASKED)[0]["code"] == found.code_of(ASKED)
    assert ask(page, "xlsx", query=ASKED)[1][0][:2] == b"PK"
    assert b"lawgovVega" in ask(page, "vega")[1][0]
    page._asked(page, {"number": 2, "kind": "detail", "payload": {"row": 9999}}, [])
    assert "there is no row 9999" in page.sent.pop()[0]["fault"]


def test_findings_of_many_figures_are_worked_out_when_asked_for(widget, monkeypatch):
    monkeypatch.setattr(module, "FINDINGS_LATER", 10)
    found = lawgov.explore("横沥镇", 2020)
    page = widget(found)
    (column,) = (one for one in page.header["columns"] if one["name"] == "finding")
    assert column["pending"]
    assert ask(page, "detail", row=60)[0]["findings"] == []
    answer, buffers = ask(page, "findings")
    assert "rate-truncated" in answer["column"]["values"]
    assert len(buffers) == 1
    assert found.table["finding"].equals(lawgov.described_figures("横沥镇", 2020)["finding"])
    assert ask(page, "finding", id=ask(page, "detail", row=60)[0]["findings"][0])[0]["rule"] == "rate-truncated"


def test_where_nobody_looks_a_table_with_its_counts_is_shown():
    found = lawgov.explore(data_dir=CITY, domain="Government services", lang="en")
    shown = found._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert "<caption>The first 20 of 142 figures (places: 11; years: 2021–2023).</caption>" in shown["text/html"]
    assert shown["text/html"].count("<tr>") == 21
    found.query = {"text": "mediation", "columns": COLUMNS}
    assert "Chosen from 142 figures." in found._repr_mimebundle_()["text/plain"]
    assert found._widget is None


@pytest.mark.parametrize(("place", "said"), [(None, "各地比较"), ("榆埠镇", "历年")])
def test_one_indicator_is_charted_with_its_numbers_in_words(place, said):
    found = lawgov.explore(place, indicator="mediation_accepted", data_dir=CITY)
    chart = module.static_chart(found.frame, "zh", found.data)
    assert said in chart.alt
    assert "206" in chart.alt
    assert chart.svg().startswith("<svg")
    assert module.static_chart(lawgov.explore("横沥镇", 2020).frame, "zh", found.data) is None


def test_a_chart_draws_places_of_one_level_and_says_what_it_leaves_out():
    found = lawgov.explore(indicator="penalty_decisions", data_dir=CITY)
    said = module.static_chart(found.frame, "zh", found.data).alt
    assert "县区" not in said.partition("图中只有镇街")[0]
    assert said.endswith("另有2个县区、1个部门（市场监督管理局）的数不在图中：层级不同，不能相比。")
    town = lawgov.explore("鹭汀镇", indicator="penalty_decisions", data_dir=CITY)
    said = module.static_chart(town.frame, "zh", town.data).alt
    assert "2021年" not in said
    assert said.endswith("不能相比的数不在图中：不是全年的数 1 个。")


def test_what_a_notebook_that_runs_by_itself_keeps_is_the_same_each_time(monkeypatch):
    # Started from JupyterLab or VS Code, whose environment it has.
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
    monkeypatch.setenv("VSCODE_PID", "7")
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda one, **_: shown.append(one))
    for _ in range(2):
        lawgov.explore("榆埠镇", indicator="mediation_accepted", data_dir=CITY)._ipython_display_()
    table, chart, again, drawn_again = shown
    assert table == again
    assert not CHANGING.search(json.dumps(table))
    assert chart.alt == drawn_again.alt
    assert chart.svg() == drawn_again.svg()


def test_a_view_is_saved_in_words_and_none_of_it_is_a_formula(tmp_path):
    figures = lawgov.load_figures("横沥镇", 2020).head(2)
    figures["measure"] = ['=HYPERLINK("http://a")', "@x"]
    figures["scope"] = ["-1", '多"行\n'.strip()]
    found = lawgov.explore(figures)
    found.to_csv(tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff地方,年份,序号")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["计量对象"] for row in rows] == ['\'=HYPERLINK("http://a")', "'@x"]
    assert rows[0] | {"地方": "东莞市横沥镇", "数值": "10000", "界限": "不少于", "口径": "'-1"} == rows[0]
    found.query = {"columns": ["place", "value"]}
    found.to_csv(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().decode("utf-8-sig").startswith("地方,数值,界限,单位,性质\r\n")
    found.query = {}
    found.to_excel(tmp_path / "a.xlsx")
    (tmp_path / "b").touch()
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[2]][:3] == ["东莞市横沥镇", 2020, 1]
    assert sheet["G2"].value == '=HYPERLINK("http://a")'
    assert sheet["G2"].data_type == "s"
    with pytest.raises(OutputError):
        found.to_csv(tmp_path / "b" / "a.csv")


def test_what_a_workbook_cannot_be_is_said(monkeypatch, tmp_path):
    found = lawgov.explore("横沥镇", 2020)
    monkeypatch.setattr(saved, "MOST_ROWS", 10)
    with pytest.raises(BadParameter, match="CSV"):
        found.to_excel(tmp_path / "a.xlsx")
    monkeypatch.setattr(saved, "MOST_ROWS", 100)
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingPackage, match=r"lawgov_analysis\[publish\]"):
        found.to_excel(tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_hardly_any_data_is_no_trouble(widget):
    figures = lawgov.load_figures("横沥镇", 2020)
    for some in (figures.head(0), figures.head(1), figures.assign(value=np.nan)):
        found = lawgov.explore(some)
        assert len(found.frame) == len(some)
        assert found._repr_mimebundle_()
        assert module.static_chart(found.frame, "zh", found.data) is None
        assert len(saved.csv_text(found.frame, "zh", found.data).splitlines()) == len(some) + 1
        assert found.workbook(None)


def test_markup_in_names_is_text():
    name = "<script>alert(1)</script>" + "长" * 200
    figures = lawgov.load_figures("横沥镇", 2020).head(3).assign(measure=name)
    html = lawgov.explore(figures)._repr_mimebundle_()["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_folder_that_vanishes_leaves_the_view(tmp_path):
    town = Towns(tmp_path / "data").add(TEXT)
    found = lawgov.explore(data_dir=town.folder)
    shutil.rmtree(town.folder)
    found.query = {"text": "复议"}
    assert len(found.frame)
    assert found._repr_mimebundle_()["text/html"]
    assert pd.DataFrame(found.details.report(found.details.detail(0)["report"])["rows"]).shape[1] == 2


def test_what_cannot_be_explored_is_said():
    with pytest.raises(lawgov.LawgovError, match="横沥镇"):
        lawgov.explore("横历镇")
    with pytest.raises(BadParameter, match="zh, en"):
        lawgov.explore("横沥镇", lang="fr")


@pytest.mark.parametrize("message", [None, [], "x", {"kind": "detail", "payload": [1]}, {"kind": "\ud800" * 5000}])
def test_a_message_that_is_none_is_no_fault_of_the_kernel(widget, message):
    page = widget(lawgov.explore("横沥镇", 2020))
    page._asked(page, message, [])
    for said, _ in page.sent:
        assert "run the cell again" in said["fault"] or len(said["fault"]) < 600
        assert said["fault"].encode()


@pytest.mark.parametrize("row", [-1, 10**9, "x", "x" * 9999, None, True, 1.5, [0]])
def test_a_row_that_is_none_is_said_in_a_line(widget, row):
    page = widget(lawgov.explore("横沥镇", 2020))
    page._asked(page, {"number": 1, "kind": "detail", "payload": {"row": row}}, [])
    fault = page.sent.pop()[0]["fault"]
    assert fault.startswith("there is no row")
    assert len(fault) < 200
