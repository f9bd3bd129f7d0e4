"""The report that is handed through reporting: what is known of it is looked up once."""

import sys
from collections import Counter

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from lawgov_analysis.errors import BadParameter, BadTable, NoData, UnknownPlace
from lawgov_analysis.reporting import render_report
from lawgov_analysis.reporting.annual_report import disclosure, fields, load, quality, shortcomings_and_plans
from lawgov_analysis.reporting.inputs import data_sums
from lawgov_analysis.reporting.subject import YearReport
from lawgov_analysis.tables import hold_figures, open_data

from helpers.invented import copy_of_data

HENGLI = ("441900106", 2020)
LOOK_UPS = ["load_figures", "load_reports", "load_statements", "derive_rates", "coverage", "audit_report"]


@pytest.fixture
def looked_up(monkeypatch):
    """How often each of `LOOK_UPS` was called from reporting and batch, with what."""
    counts = Counter()

    def counting(name, look_up):
        def counted(*about, **options):
            counts[name, *(each for each in about if isinstance(each, str | int))] += 1
            return look_up(*about, **options)

        return counted

    for room in [
        name for name in sys.modules if name.startswith(("lawgov_analysis.reporting", "lawgov_analysis.batch"))
    ]:
        for name in LOOK_UPS:
            if hasattr(sys.modules[room], name):
                monkeypatch.setattr(sys.modules[room], name, counting(name, getattr(sys.modules[room], name)))
    return counts


@pytest.fixture
def notebook(tmp_path):
    parameters = "place = None\nyear = None\nlang = None\ndata_dir = None"
    made = new_notebook(cells=[new_code_cell(parameters, metadata={"tags": ["parameters"]}), new_code_cell("year")])
    made.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(made, tmp_path / "quick.ipynb")
    return tmp_path / "quick.ipynb"


def test_one_render_looks_each_thing_up_once(tmp_path, notebook, looked_up):
    render_report(*HENGLI, reports_dir=tmp_path / "reports", notebook=notebook, formats="html,xlsx")
    counts = {key: n for key, n in looked_up.items() if key[1:] in ((), HENGLI)}
    expected = {(name, *HENGLI) for name in ("load_figures", "load_reports", "load_statements", "audit_report")}
    assert counts == dict.fromkeys([*expected, ("derive_rates",), ("coverage",)], 1)


def test_all_parts_of_the_analysis_look_each_thing_up_once(looked_up):
    report = load(*HENGLI)
    for _ in range(2):
        for step in (disclosure, fields, shortcomings_and_plans, quality):
            step(report)
    assert set(looked_up.values()) == {1}
    assert {name for name, *_ in looked_up} == set(LOOK_UPS)


@pytest.mark.parametrize(
    ("about", "error"),
    [
        (("没有镇", 2020), UnknownPlace),
        (("横沥镇", "二〇"), NoData),
        (("横沥镇", 2020.5), NoData),
        (("横沥镇", 2020, "fr"), BadParameter),
        (("横沥镇", 1999), NoData),
    ],
)
def test_a_report_that_is_none_is_said(about, error):
    with pytest.raises(error):
        YearReport(*about).check()


def test_a_bad_table_is_said_before_anything_is_written(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "reports")
    table = data_dir / "figures" / "441900106-2020.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",exact,", ",perhaps,", 1), encoding="utf-8")
    with pytest.raises(BadTable):
        render_report(*HENGLI, data_dir=data_dir, reports_dir=tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


def test_the_data_of_a_report_are_those_that_were_handed_on():
    data = open_data()
    assert YearReport(*HENGLI, data_dir=data).data is data
    assert YearReport(*HENGLI).data_dir is None


def test_a_word_that_is_changed_is_another_input_in_the_same_process(tmp_path):
    data_dir = copy_of_data(tmp_path / "data", "sentences")
    before = data_sums(data_dir).shared
    assert data_sums(data_dir).shared == before
    sentences = data_dir / "presentation" / "sentences.csv"
    sentences.write_text(sentences.read_text(encoding="utf-8").replace("年度数据分析", "分析"), encoding="utf-8")
    after = data_sums(data_dir).shared
    assert [name for name in before if after[name] != before[name]] == ["presentation/sentences.csv"]


def test_where_figures_are_held_so_is_a_report_that_was_loaded():
    data = hold_figures(open_data("data/samples/city").with_tables({}))
    report = load("枫渚镇", 2022, data_dir=data)
    assert load("990102101", 2022, data_dir=data) is report
    assert report.data is data
    assert load("枫渚镇", 2022, data_dir="data/samples/city") is not report
