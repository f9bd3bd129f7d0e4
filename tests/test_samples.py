"""The sample report reads the same from every format, and as a person reads it."""

import json
import re
import subprocess
import sys
import zipfile

import pytest

from lawgov_analysis.documents import read_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import figures_csv, load_figures

from helpers import ROOT
from helpers.files import retyped
from helpers.scoring import read_gold, score

SAMPLES = default_data_dir() / "samples"
FORMATS = ("html", "mht", "docx", "docm", "dotx", "doc", "wps", "rtf", "pdf", "ofd")
# Published texts are not ours to commit: they lie beside the project where somebody has them.
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def text():
    return (SAMPLES / "shili-2023.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def gold():
    return read_gold(SAMPLES / "shili-2023.gold.csv")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Return the sample read from each format; those that differ in their name or type alone are made here."""
    folder = tmp_path_factory.mktemp("formats")
    docx = (SAMPLES / "shili-2023.docx").read_bytes()
    (folder / "shili-2023.docm").write_bytes(retyped(docx, "application/vnd.ms-word.document.macroEnabled.main+xml"))
    (folder / "shili-2023.dotx").write_bytes(
        retyped(docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")
    )
    (folder / "shili-2023.wps").write_bytes((SAMPLES / "shili-2023.doc").read_bytes())
    files = {suffix: SAMPLES / f"shili-2023.{suffix}" for suffix in ("txt", *FORMATS)}
    made = {suffix: folder / file.name for suffix, file in files.items() if (folder / file.name).exists()}
    return {suffix: read_report(file) for suffix, file in {**files, **made}.items()}


@pytest.fixture(scope="module")
def figures_of(reports):
    return {suffix: extract_figures(report) for suffix, report in reports.items()}


def test_the_sample_has_the_length_of_a_report(text):
    assert 2500 <= len(text) <= 3500


def test_the_gold_table_accounts_for_every_digit(text, gold):
    covered = {at for row in gold.itertuples() for at in range(row.start, row.end)}
    assert {match.start() for match in re.finditer(r"[0-9０-９]", text)} <= covered


def test_the_gold_table_points_into_the_text(text, gold):
    assert gold["start"].is_monotonic_increasing
    assert (gold["start"].iloc[1:].to_numpy() >= gold["end"].iloc[:-1].to_numpy()).all()
    for row in gold.itertuples():
        assert text[row.start : row.end] == row.surface


def test_the_two_faults_of_the_sample_are_the_ones_it_says(gold):
    figures = gold[gold["kind"] != "not_figure"].set_index("start")
    values, wrong = figures["value"].astype(float), []
    for relation, rows in figures.groupby("relation"):
        kind, _, numbers = relation.partition(":")
        others = [int(start) for start in re.findall(r"\d+", numbers)]
        if kind == "part" and values[rows.index].sum() != values[others[0]]:
            wrong.append(figures.loc[others[0], "surface"])
        if kind == "ratio":
            (start,) = rows.index
            decimals = len(figures.loc[start, "value"].partition(".")[2])
            if round(100 * values[others[0]] / values[others[1]], decimals) != values[start]:
                wrong.append(figures.loc[start, "surface"])
    assert sorted(wrong) == ["1,526条", "96%"]


def test_a_person_and_the_library_read_the_sample_alike(figures_of, gold):
    result = score(figures_of["txt"], gold)
    said = "\n".join(result["said"])
    assert result["value"] == 1.0, said
    assert result["unit"] >= 0.98, said
    assert result["bound"] >= 0.98, said
    assert result["measure"] >= 0.9, said
    assert result["indicator"] >= 0.85, said


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_figures(figures_of, suffix):
    columns = ["surface", "value", "unit", "bound", "measure"]
    ours, texts = figures_of[suffix][columns], figures_of["txt"][columns]
    assert ours.values.tolist() == texts.values.tolist()


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_outline_and_meaning(figures_of, suffix):
    columns = ["section", "indicator", "period", "basis", "relation", "related"]
    ours, texts = figures_of[suffix][columns], figures_of["txt"][columns]
    assert ours.values.tolist() == texts.values.tolist()


@pytest.mark.parametrize("suffix", ["txt", *FORMATS])
def test_every_format_says_what_report_it_is(reports, suffix):
    report = reports[suffix]
    assert report.year == 2023
    assert report.title == "示例市示例镇2023年度法治政府建设年度报告"
    assert str(report.issued_on) == "2024-01-18"


def test_the_furniture_of_the_page_is_left_out():
    text = read_report(SAMPLES / "shili-2023.html").text
    for furniture in ("上一篇", "分享到", "ICP备", "浏览次数", "公办学位", "网站标识码"):
        assert furniture not in text


def make_samples(folder):
    folder.mkdir()
    for name in ("make_samples.py", "shili-2023.txt"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    subprocess.run([sys.executable, str(folder / "make_samples.py")], check=True)
    return folder


def body_of(docx):
    with zipfile.ZipFile(docx) as members:
        return members.read("word/document.xml")


def test_the_formats_are_made_from_the_text_with_the_same_bytes_on_every_run(tmp_path):
    one, other = make_samples(tmp_path / "one"), make_samples(tmp_path / "other")
    for suffix in ("html", "mht", "docx", "pdf", "ofd"):
        name = f"shili-2023.{suffix}"
        assert (one / name).read_bytes() == (other / name).read_bytes(), suffix
    # Compressed bytes depend on the zlib of a system: of the committed files, what they hold is compared.
    assert (one / "shili-2023.html").read_bytes() == (SAMPLES / "shili-2023.html").read_bytes()
    assert body_of(one / "shili-2023.docx") == body_of(SAMPLES / "shili-2023.docx")
    for suffix in ("mht", "pdf", "ofd"):
        name = f"shili-2023.{suffix}"
        assert read_report(one / name).text == read_report(SAMPLES / name).text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published text is not beside the project")
def test_a_published_report_is_read_as_a_person_reads_it(tmp_path):
    corpus = SHARED / "corpus"
    figures = tmp_path / "figures.csv"
    figures.write_text(figures_csv(extract_figures(read_report(corpus / "hengli_2020.txt"))), encoding="utf-8")
    scorer, gold = SHARED / "tools" / "score_extraction.py", corpus / "hengli_2020.gold.csv"
    command = [sys.executable, scorer, figures, gold, "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    scores = json.loads(done.stdout)
    assert scores["f1"] == scores["unit"] == scores["bound"] == 1.0, scores
    assert scores["measure"] >= 0.95, scores
    assert scores["relation_recall"] >= 0.9, scores


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published texts are not beside the project")
@pytest.mark.parametrize(
    ("text", "place", "year"), [("hengli_2020", "横沥镇", 2020), ("guangming_2021", "440311", 2021)]
)
def test_a_published_report_is_coded_as_it_was_reviewed(text, place, year):
    read = extract_figures(read_report(SHARED / "corpus" / f"{text}.txt", place, year))
    reviewed = load_figures(place, year).query("stated_as != 'words'")
    coded = {row.start: row.indicator for row in read.itertuples()}
    said = [
        (row.indicator, next((coded[at] for at in range(row.start, row.end) if at in coded), ""))
        for row in reviewed.itertuples()
    ]
    wrong = [both for both in said if both[1] and both[0] != both[1]]
    assert len(wrong) <= 0.1 * len(said), wrong
    assert sum(one == other for one, other in said) >= 0.8 * len(said)
