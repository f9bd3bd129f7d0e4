"""The figures table: what it holds, and that it comes back as it was saved."""

import shutil
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from lawgov_analysis import (
    coverage,
    load_figures,
    load_indicators,
    load_places,
    load_reports,
    load_statements,
    panel,
    queue,
)
from lawgov_analysis.errors import BadParameter, BadTable, NoData, OutputError, UnknownPlace
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import FIGURE_COLUMNS, figures_csv, headline, load_panel, save_figures

from helpers import ROOT
from helpers.invented import copy_of_data

# The published texts stay with their owners: they lie beside the project where somebody has them.
CORPUS = ROOT.parent / "shared"


@pytest.fixture
def data_dir(tmp_path):
    return copy_of_data(tmp_path / "data", "reports")


def spoil(data_dir, old, new):
    file = data_dir / "figures" / "441900106-2020.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_the_columns_are_those_of_the_design():
    assert ",".join(FIGURE_COLUMNS) == (
        "place_code,year,figure,section,indicator,scope,measure,value,unit,bound,period,basis,relation,related,"
        "surface,start,end,relation_by,stated_as,overlaps,out_of_field"
    )


def test_the_reference_report_has_65_figures_in_the_order_of_its_text():
    figures = load_figures("横沥镇", 2020)
    assert figures["figure"].tolist() == list(range(1, 66))
    assert figures["start"].is_monotonic_increasing


def test_columns_have_one_type_whatever_is_loaded():
    for figures in (load_figures(), load_figures("横沥镇"), load_figures(year=2025)):
        assert figures[["year", "value", "start", "end"]].dtypes.tolist() == ["int64", "float64", "Int64", "Int64"]
        assert set(figures[["place_code", "measure", "unit", "related"]].dtypes) == {pd.Series(["text"]).dtype}


def test_the_parts_of_the_disclosure_total_sum_to_it():
    figures = load_figures("横沥镇", 2020).set_index("figure")
    (total,) = set(figures.query("relation == 'part'")["related"])
    assert figures.query("relation == 'part'")["value"].sum() == figures.loc[int(total), "value"] == 1935


def test_every_indicator_of_a_figure_fits_its_unit():
    figures = load_figures().query("indicator != '' and relation != 'growth'")
    kinds = figures["indicator"].map(load_indicators()["kind"])
    assert set(figures.loc[kinds == "amount", "unit"]) == {"元"}
    assert set(figures.loc[kinds == "rate", "unit"]) <= {"%"}
    assert not set(figures.loc[kinds == "count", "unit"]) & {"元", "%"}


def test_every_report_has_figures_and_every_figure_a_report():
    reports, figures = load_reports(), load_figures()
    keys = ["place_code", "year"]
    assert set(reports[keys].itertuples(index=False)) == set(figures[keys].itertuples(index=False))


def test_an_excerpt_has_no_offsets_and_a_full_report_has_them_all():
    figures = load_figures().merge(load_reports()[["place_code", "year", "coverage"]])
    assert figures.query("coverage == 'full'")[["start", "end"]].notna().all().all()
    assert figures.query("coverage == 'excerpt'")[["start", "end"]].isna().all().all()
    assert len(figures.query("coverage == 'excerpt'")) == 81


def test_a_full_report_says_which_text_its_offsets_are_of():
    full = load_reports().query("coverage == 'full'")
    assert full["sha256"].str.fullmatch("[0-9a-f]{64}").all()
    signed = dict(zip(full["place_code"], full["issued_on"], strict=True))
    assert signed == {"440311": pd.Timestamp(2022, 1, 5), "441900106": pd.Timestamp(2021, 1, 29)}


def test_an_indicator_has_one_headline_figure_a_report():
    chosen = headline(load_figures())
    assert not chosen.duplicated(["place_code", "year", "indicator"]).any()
    assert set(chosen["scope"]) == {""}
    assert "growth" not in set(chosen["relation"])


def test_statements_are_of_reports_that_are_there():
    statements = load_statements()
    keys = ["place_code", "year"]
    assert set(statements[keys].itertuples(index=False)) <= set(load_reports()[keys].itertuples(index=False))


@pytest.mark.skipif(not (CORPUS / "corpus").is_dir(), reason="the published text is not beside the project")
def test_the_offsets_reproduce_the_published_text():
    text = (CORPUS / "corpus" / "hengli_2020.txt").read_text(encoding="utf-8-sig")
    assert sha256(text.encode()).hexdigest() == load_reports("横沥镇", 2020)["sha256"].item()
    for figure in load_figures("横沥镇", 2020).itertuples():
        assert text[figure.start : figure.end] == figure.surface


def test_figures_come_back_as_they_were_saved(tmp_path, data_dir):
    figures = load_figures("横沥镇", 2020)
    file = data_dir / "figures" / "441900106-2020.csv"
    file.unlink()
    save_figures(figures, file)
    pd.testing.assert_frame_equal(load_figures("横沥镇", 2020, data_dir), figures)


def test_the_committed_tables_are_written_as_we_write_them():
    for file in sorted((default_data_dir() / "figures").glob("*.csv")):
        code, _, year = file.stem.partition("-")
        assert file.read_text(encoding="utf-8") == figures_csv(load_figures(code, int(year))), file.name


def test_values_are_written_whole_and_exact():
    figures = load_figures("横沥镇", 2020).head(3).assign(value=[4500000.0, 99.5, 0.1])
    assert [line.split(",")[7] for line in figures_csv(figures).splitlines()[1:]] == ["4500000", "99.5", "0.1"]


def test_a_draft_keeps_its_confidence_and_is_still_a_table(data_dir):
    figures = load_figures("横沥镇", 2020)
    file = data_dir / "figures" / "441900106-2020.csv"
    save_figures(figures.assign(confidence=[None, *[0.5] * 64]), file)
    assert file.read_text(encoding="utf-8").splitlines()[0].endswith(",out_of_field,confidence")
    pd.testing.assert_frame_equal(load_figures("横沥镇", 2020, data_dir), figures)


def test_saving_makes_the_folder_and_leaves_nothing_beside_the_file(tmp_path):
    file = tmp_path / "new" / "folder" / "figures.csv"
    save_figures(load_figures("横沥镇", 2020), file)
    assert [path.name for path in file.parent.iterdir()] == ["figures.csv"]
    assert b"\r" not in file.read_bytes()


def test_a_failed_save_leaves_the_old_table_whole(tmp_path, monkeypatch):
    file = tmp_path / "figures.csv"
    file.write_text("reviewed", encoding="utf-8")

    def full_disk(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OutputError, match=r"figures\.csv cannot be written: No space left on device"):
        save_figures(load_figures("横沥镇", 2020), file)
    assert file.read_text(encoding="utf-8") == "reviewed"
    assert [path.name for path in tmp_path.iterdir()] == ["figures.csv"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written: "):
        save_figures(load_figures("横沥镇", 2020), tmp_path / "file" / "figures.csv")


@pytest.mark.parametrize(
    ("place", "year", "error", "message"),
    [
        ("横历镇", None, UnknownPlace, "the nearest are .*横沥镇"),
        ("横沥镇", 1999, NoData, "no report of 东莞市横沥镇 for 1999; there are those of 2020"),
        (None, 1999, NoData, "no report of the year 1999; there are reports of 2020, "),
    ],
)
@pytest.mark.parametrize("load", [load_figures, load_reports])
def test_what_is_not_there_is_said_with_what_is(load, place, year, error, message):
    with pytest.raises(error, match=message):
        load(place, year)


def test_a_place_without_a_report_has_no_data():
    silent = load_places().index.difference(load_reports()["place_code"])[0]
    with pytest.raises(NoData, match=f"no report of .* \\({silent}\\) in the data"):
        load_figures(silent)


@pytest.mark.parametrize(("place", "year"), [("横沥镇", 2023), ("横沥镇", "2023")])
def test_figures_without_their_line_among_the_reports_are_said_with_what_is_missing(data_dir, place, year):
    table = data_dir / "figures" / "441900106-2020.csv"
    text = table.read_text(encoding="utf-8").replace("441900106,2020", "441900106,2023")
    table.with_name("441900106-2023.csv").write_text(text, encoding="utf-8")
    said = r"reports\.csv: no line of place_code 441900106 and year 2023, which .*figures.441900106-2023\.csv has"
    with pytest.raises(BadTable, match=said):
        load_reports(place, year, data_dir)
    with pytest.raises(NoData, match=r"no report of .* for 1999"):
        load_reports("横沥镇", 1999, data_dir)


def test_a_year_may_be_text():
    assert len(load_figures("横沥镇", "2020")) == 65


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",ratio,60/59,", ",ratio,60/99,", ":62:related: 99 is no other figure of this report"),
        (",ratio,60/59,", ",ratio,60/61,", ":62:related: 61 is no other figure of this report"),
        (",ratio,60/59,", ",,60/59,", ":62:relation: must not be empty where related is filled"),
        (",ratio,60/59,", ",ratio,60,", ":62:related: a ratio needs its two counts, e.g. 51/50"),
        (",exact,2020,", ",exact,last year,", ":period: must match "),
        (",760,767,", ",767,760,", ":2:end: must be after start"),
        (",760,767,", ",760,,", ":2:end: must be after start"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(data_dir, old, new, fault):
    spoil(data_dir, old, new)
    with pytest.raises(BadTable) as caught:
        load_figures("横沥镇", 2020, data_dir)
    assert any(fault in said for said in caught.value.faults)


def test_a_file_of_another_place_than_its_name_is_refused(data_dir):
    folder = data_dir / "figures"
    shutil.copy(folder / "441900106-2020.csv", folder / "441900119-2024.csv")
    with pytest.raises(BadTable):
        load_figures("441900119", 2024, data_dir)


def test_a_row_that_strayed_into_another_towns_table_leaves_out_that_table_alone(data_dir):
    row = (data_dir / "figures" / "441900115-2024.csv").read_text(encoding="utf-8").splitlines()[1]
    file = data_dir / "figures" / "441900106-2020.csv"
    file.write_text(file.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    assert load_panel(data_dir).attrs["left_out"] == ["441900106-2020.csv"]
    with pytest.raises(BadTable, match="csv:67:place_code,year: must be 441900106 and 2020, as the file name says"):
        load_figures("横沥镇", 2020, data_dir)


@pytest.mark.parametrize("name", ["441900106-2020 - 副本.csv", "横沥2020.csv", "441900106.csv"])
def test_a_table_that_is_named_by_no_report_is_told_by_its_name_alone(data_dir, name):
    shutil.copy(data_dir / "figures" / "441900106-2020.csv", data_dir / "figures" / name)
    with pytest.raises(BadTable) as refused:
        load_figures(data_dir=data_dir)
    (said,) = refused.value.faults
    assert said.endswith(f"{name}: must be named by the code of its place and its year, e.g. 441900106-2020.csv")
    assert load_panel(data_dir).attrs["left_out"] == [name]
    assert len(load_figures("横沥镇", 2020, data_dir)) == 65
    waits = queue(data_dir=data_dir)
    (why,) = waits["why"][waits["file"] == f"figures/{name}"]
    assert why.endswith("must be named by the code of its place and its year, e.g. 441900106-2020.csv")


def test_the_name_of_an_indicator_for_its_id_is_told_the_id(data_dir):
    name = load_indicators().loc["officers_dispatched", "name_zh"]
    spoil(data_dir, ",officers_dispatched,", f",{name},")
    with pytest.raises(BadTable, match=f"that is the name of officers_dispatched, got “{name}”"):
        load_figures("横沥镇", 2020, data_dir)


def test_a_table_of_figures_without_a_row_is_not_taken_for_a_report(data_dir):
    file = data_dir / "figures" / "441900106-2020.csv"
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(BadTable, match="has no row"):
        load_figures("横沥镇", 2020, data_dir)


def test_indicators_are_asked_for_by_id_or_name_and_an_unknown_one_is_refused():
    by_name = load_figures("横沥镇", 2020, indicators="调解协议涉及金额")
    assert by_name["indicator"].unique().tolist() == ["mediation_amount"]
    assert by_name.equals(load_figures("横沥镇", 2020, indicators=["mediation_amount"]))
    for unknown, said in ((["mediation_amont"], "the nearest are mediation_amount"), ("5", "5 is no indicator")):
        with pytest.raises(BadParameter, match=said):
            load_figures("横沥镇", 2020, indicators=unknown)


def test_one_name_is_asked_for_as_a_list_of_one():
    assert list(load_figures("横沥镇", 2020, columns="value")) == ["value"]
    alone = panel(years=2020, indicators="mediation_amount").df()
    assert alone["indicator"].unique().tolist() == ["mediation_amount"]
    assert alone.equals(panel(years=[2020], indicators=["调解协议涉及金额"]).df())
    with pytest.raises(BadParameter, match="mediation_amont is no indicator"):
        panel(indicators="mediation_amont")


def test_a_table_that_is_none_of_figures_is_refused_by_its_columns():
    with pytest.raises(BadParameter, match="figures: no column place_code, year, indicator, relation; give"):
        coverage(pd.DataFrame())
