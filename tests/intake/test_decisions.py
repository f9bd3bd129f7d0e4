"""``lawgov add`` takes a table of decisions: each whole or not at all, once, and none that does not hold any more."""

import csv
import io
import json
import shutil

import pytest
from click.testing import CliRunner

from lawgov_analysis import load_figures
from lawgov_analysis.cli import main
from lawgov_analysis.decisions import decide, load_decisions, review_status
from lawgov_analysis.decisions.laying import cell_said
from lawgov_analysis.decisions.store import COLUMNS
from lawgov_analysis.intake import add

from helpers.drafted import CHANGAN, HENGLI, Towns

TEXT = "一、行政复议\n全年受理行政复议申请12件，办结10件。\n二、其他\n组织应急演练8次，参加360人次。\n"
KEY = f"{HENGLI}-2020"
ON = "2021-03-01T09:00:00Z"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    town = Towns(tmp_path_factory.mktemp("untouched") / "data").add(TEXT)
    return town.add("一、其他\n组织应急演练9次。\n", CHANGAN).folder


@pytest.fixture
def folder(untouched, tmp_path):
    return shutil.copytree(untouched, tmp_path / "data")


@pytest.fixture
def page(folder, tmp_path):
    """Returns a function that writes decisions as the page of the queue does."""

    def write(*decided, name="decisions-20210301-0900.csv", bom="\ufeff", end="\n"):
        lines = io.StringIO()
        writer = csv.DictWriter(lines, COLUMNS, lineterminator=end)
        writer.writeheader()
        for figure, field, value, *more in decided:
            writer.writerow({**row(folder, figure, field, value), **(more[0] if more else {})})
        file = tmp_path / name
        file.write_bytes((bom + lines.getvalue()).encode())
        return file

    return write


def row(folder, figure, field, value):
    shown = load_figures(HENGLI, 2020, folder).set_index("figure")
    told = {"place_code": HENGLI, "year": 2020, "figure": figure, "field": field, "value": value, "by": "李"}
    told |= {"on": ON, "reason": "看过原文"}
    if figure in shown.index:
        line = shown.loc[figure]
        was = cell_said(line.get(field, line["indicator"]))
        told |= {"surface": line["surface"], "start": line["start"], "measure": line["measure"], "was": was}
    return told


def take(folder, *files, **options):
    return add(files, data_dir=folder, **options)


def said(done):
    return [(each.state, each.brought, each.detail) for each in done]


def files(folder):
    return {file: file.read_bytes() for file in folder.rglob("*.csv")}


def test_what_was_decided_on_the_page_is_as_if_it_had_been_decided_here(folder, page, tmp_path):
    other = shutil.copytree(folder, tmp_path / "other")
    file = page((1, "review", "accepted"), (3, "indicator", ""), (4, "figure", "no"))
    (done,) = take(folder, file)
    assert (done.state, done.place_code, done.year, done.brought) == ("added", HENGLI, 2020, (3, 0))
    for figure, values in ((1, {"review": "accepted"}), (3, {"indicator": ""}), (4, {"figure": "no"})):
        decide(HENGLI, 2020, figure, values, "李", "看过原文", on=ON, data_dir=other)
    for name in (f"figures/{KEY}.csv", f"decisions/{KEY}.csv"):
        assert (folder / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize(("bom", "end"), [("", "\r\n"), ("\ufeff", "\n")])
def test_the_same_table_again_is_taken_once(folder, page, bom, end):
    file = page((1, "review", "accepted"), (1, "review", "accepted"), (2, "scope", "镇级"), bom=bom, end=end)
    assert said(take(folder, file)) == [("added", (2, 1), "")]
    before = files(folder)
    (again,) = take(folder, file)
    assert (again.state, again.brought, again.reasons) == ("unchanged", (0, 3), ("decided-already",))
    assert files(folder) == before


def test_what_has_changed_since_is_not_taken_and_the_rest_is(folder, page):
    file = page((1, "scope", "村级"), (2, "scope", "镇级"), (3, "review", "accepted"))
    decide(HENGLI, 2020, 2, {"scope": "村级"}, "王", "看过", data_dir=folder)
    decide(HENGLI, 2020, 3, {"indicator": ""}, "王", "看过", data_dir=folder)
    assert said(take(folder, file)) == [
        ("added", (1, 0), ""),
        ("refused", (0, 0), "3: figure 2: scope is 村级 now, it was empty when it was decided on"),
        ("refused", (0, 0), "4: figure 3: indicator is empty now, it was emergency_drills when it was decided on"),
    ]
    assert load_figures(HENGLI, 2020, folder)["scope"].iloc[1] == "村级"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"figure": "9"}, "2: figure 9: there is no such figure any more"),
        ({"surface": "13件"}, "2: figure 1: is “12件” now, it was “13件”"),
        ({"start": "3", "measure": "信访"}, "2: figure 1: counts 受理行政复议申请 now, it was 信访"),
        ({"field": "value", "value": "many", "measure": ""}, "2: value: must be a number, got “many”"),
        ({"field": "surface"}, "2: surface: no field that can be decided of a figure"),
        ({"by": "=cmd()"}, "2: by: must not begin with =: Excel would take it for a formula"),
        ({"figure": "0", "value": "approved", "surface": ""}, "2: review=approved: 4 of 4 figures were not checked"),
        ({"value": "withdrawn", "was": ""}, "2: review=withdrawn: does not say which decision it takes back"),
        ({"field": "related", "value": "1", "was": ""}, "2: related: 1 is no other figure"),
        ({"on": "2999-01-01T00:00:00Z"}, "2: on: 2999-01-01T00:00:00Z is still to come"),
    ],
)
def test_what_does_not_hold_is_said_in_one_line_and_nothing_is_written(folder, page, change, why):
    file = page((1, "review", "accepted", change))
    before = files(folder)
    (done,) = take(folder, file)
    assert (done.state, done.reasons, done.exit_code) == ("refused", ("decision-conflict",), 6)
    assert done.detail.startswith(why)
    assert "\n" not in done.detail
    assert files(folder) == before


def test_two_that_break_a_rule_together_are_told_apart(folder, page):
    parts = [(2, {"relation": "part", "related": "1"}), (1, {"relation": "part", "related": "2"})]
    rows = [(n, name, value, {"measure": "", "was": ""}) for n, of in parts for name, value in of.items()]
    done = take(folder, page(*rows))
    assert done[0].brought[0] == 3
    assert ["already said to be of figure" in each.detail for each in done[1:]] == [True]


@pytest.mark.parametrize(
    ("change", "why"),
    [({"on": "yesterday"}, "2:on: "), ({"place_code": "999999"}, "2:place_code: "), ({"by": ""}, "2:by: ")],
)
def test_a_table_that_breaks_a_rule_is_refused_whole(folder, page, change, why):
    file = page((1, "review", "accepted", change), (2, "review", "accepted"))
    (done,) = take(folder, file)
    assert (done.state, done.reasons, done.exit_code) == ("refused", ("bad-decisions",), 5)
    assert done.detail.startswith(why)
    assert load_decisions(HENGLI, 2020, folder).empty


def test_a_colleagues_file_of_decisions_goes_where_its_words_are(folder, tmp_path):
    theirs = shutil.copytree(folder, tmp_path / "theirs")
    decide(HENGLI, 2020, 1, {"scope": "镇级"}, "王", "看过", data_dir=theirs)
    decide(HENGLI, 2020, 2, {"scope": "村级"}, "王", "看过", data_dir=theirs)
    decide(HENGLI, 2020, 2, {"review": "withdrawn"}, "王", "看错", data_dir=theirs)
    file = theirs / f"decisions/{KEY}.csv"
    assert said(take(folder, file)) == [("added", (3, 0), "")]
    assert (folder / f"figures/{KEY}.csv").read_bytes() == (theirs / f"figures/{KEY}.csv").read_bytes()
    assert (folder / f"decisions/{KEY}.csv").read_bytes() == file.read_bytes()


def test_a_dry_run_says_the_same_and_writes_nothing(folder, page):
    file = page((1, "review", "accepted"), (9, "review", "accepted"))
    before = files(folder)
    done = take(folder, file, dry_run=True)
    assert files(folder) == before
    assert said(take(folder, file)) == said(done)


def test_a_report_without_a_table_is_said(folder, page):
    file = page((1, "review", "accepted", {"year": "2019"}))
    (done,) = take(folder, file)
    assert (done.state, done.exit_code) == ("refused", 4)


def test_another_table_and_one_without_rows_are_what_they_are(folder, page, tmp_path):
    other = tmp_path / "figures.csv"
    other.write_text("place_code,year\n", encoding="utf-8")
    done = take(folder, page(), other)
    assert [(each.state, each.reasons) for each in done] == [
        ("refused", ("table",)),
        ("unchanged", ("decided-already",)),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_says_what_became_of_them(folder, page, lang):
    file = page((1, "review", "accepted"), (9, "review", "accepted"))
    done = CliRunner().invoke(main, ["add", str(file), "--data-dir", str(folder), "--lang", lang])
    assert done.exit_code == 6
    assert {"zh": "1 条决定收下", "en": "1 decisions taken"}[lang] in done.stdout
    gone = {"zh": "第9项：已经没有这一项", "en": "figure 9: there is no such figure any more"}
    assert gone[lang] in done.stdout
    assert "1 decisions were not taken" in str(done.stderr)
    again = CliRunner().invoke(main, ["add", str(file), "--data-dir", str(folder), "--json"])
    assert [each["state"] for each in json.loads(again.stdout)] == ["unchanged", "refused"]


def test_all_of_a_report_reviewed_elsewhere_is_reviewed(folder, page):
    take(folder, page(*((number, "review", "accepted") for number in (1, 2, 3, 4))))
    assert review_status(HENGLI, 2020, folder)["status"].item() == "reviewed"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace(",", ";"), "parted by “;”"),
        (lambda text: text.replace(",", "\t"), "not by commas"),
        (lambda text: text.replace("\n", ",,\n"), "column"),
        (lambda text: text.replace("place_code,", "", 1), "place_code"),
    ],
)
def test_a_table_that_a_spreadsheet_made_another_of_is_said_to_be_one_of_decisions(folder, page, change, why):
    file = page((1, "review", "accepted"))
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    (done,) = take(folder, file)
    assert (done.state, done.reasons) == ("refused", ("bad-decisions",))
    assert why in done.detail


def test_a_table_whose_columns_were_moved_is_taken(folder, page):
    file = page((1, "review", "accepted"))
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    file.write_text("\n".join(",".join(reversed(one)) for one in rows), encoding="utf-8")
    assert said(take(folder, file)) == [("added", (1, 0), "")]


def test_line_ends_and_encodings_of_a_spreadsheet_are_no_fault_of_the_program(folder, page):
    for encoding, end, state in (("utf-16", "\r\n", "refused"), ("utf-8", "\r", "added")):
        file = page((1, "review", "accepted"))
        file.write_bytes(file.read_text(encoding="utf-8-sig").replace("\n", end).encode(encoding))
        assert [one.state for one in take(folder, file)] == [state]
