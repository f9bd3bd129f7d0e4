"""One object holds the tables of a folder: an edited one is seen at the next call, a faulty one said by its row."""

import gc
import json
import shutil
from types import FunctionType, ModuleType

import pytest
from click.testing import CliRunner

from lawgov_analysis import audit_report, coverage, extract_figures, load_figures, parse_report, render_report
from lawgov_analysis.cli import main
from lawgov_analysis.documents.place import identify
from lawgov_analysis.errors import BadTable
from lawgov_analysis.extraction import indicator, indicator_rules, vocabulary
from lawgov_analysis.extraction.indicator import code_figure
from lawgov_analysis.extraction.indicator_rules import all_rules
from lawgov_analysis.extraction.items import item_rules
from lawgov_analysis.extraction.record import Evidence
from lawgov_analysis.extraction.statement_words import statement_words
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.presentation import language
from lawgov_analysis.quantities import find_quantities
from lawgov_analysis.quantities.grammar import compile_grammar
from lawgov_analysis.quantities.head_words import compile_heads
from lawgov_analysis.reporting import annual_report
from lawgov_analysis.reporting.inputs import codebook_sums
from lawgov_analysis.reporting.plan import plan_report
from lawgov_analysis.tables import folder, load_indicators, open_data
from lawgov_analysis.tables.codebook import ids_of_names
from lawgov_analysis.tables.folder import HELD_OPEN, Data

from helpers.invented import add_indicator, copy_of_data

WORDS = "rules/measure/words.csv"
PATTERNS = "rules/indicator/patterns.csv"
QUANTITY_WORDS = "rules/quantities/words.csv"


@pytest.fixture
def data_dir(tmp_path):
    """A data folder of our own to edit."""
    return copy_of_data(tmp_path / "data")


def append(file, line):
    with file.open("a", encoding="utf-8") as table:
        table.write(line + "\n")


def replace(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_folder_is_the_same_object_until_a_table_is_changed(data_dir):
    data = open_data(data_dir)
    assert len(data.table("words")) > 1
    assert open_data(data_dir) is data
    assert open_data(data) is data
    append(data_dir / WORDS, "试验,noun,,,,")
    assert open_data(data_dir) is not data


def test_the_data_of_the_package_stay_open_while_other_folders_come_and_go(tmp_path):
    package = open_data()
    for number in range(HELD_OPEN + 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
        open_data(folder)
    assert open_data() is package


def test_a_new_table_of_figures_throws_nothing_else_away(data_dir):
    data = open_data(data_dir)
    reports = len(load_figures(data_dir=data_dir).groupby("place_code"))
    (data_dir / "figures" / "441900119-2024.csv").unlink()
    assert open_data(data_dir) is data
    assert len(load_figures(data_dir=data_dir).groupby("place_code")) == reports - 1


def test_an_indicator_and_its_pattern_are_seen_by_the_coder_at_the_next_call(data_dir):
    said = Evidence("发放月饼", "", ())
    assert code_figure(said, "盒", data_dir=data_dir).indicator == ""
    add_indicator(data_dir, "moon_cakes", name_zh="月饼", unit="盒")
    append(data_dir / PATTERNS, "9999,moon_cakes.月饼,moon_cakes,月饼,,,,,,,")
    assert "moon_cakes" in load_indicators(data_dir).index
    assert code_figure(said, "盒", data_dir=data_dir).indicator == "moon_cakes"


def test_a_unit_a_word_and_a_bound_are_seen_at_the_next_call(data_dir):
    assert find_quantities("屋架36榀完工", data_dir)[0].unit == ""
    header = (data_dir / "units.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    append(
        data_dir / "units.csv",
        ",".join({"unit": "榀", "class": "count", "chinese": "always"}.get(c, "") for c in header),
    )
    assert find_quantities("屋架36榀完工", data_dir)[0].unit == "榀"
    replace(data_dir / QUANTITY_WORDS, "\nat_least_before,", "\nat_least_before,整整|")
    assert find_quantities("受理整整36件", data_dir)[0].bound == "at_least"


def test_a_place_is_recognised_at_the_next_call(data_dir):
    assert identify("", title="新设镇2023年法治政府建设年度报告", data_dir=data_dir).code == ""
    append(data_dir / "places.csv", "990000009,xinshe,新设镇,示例市新设镇,镇,示例省,示例市,,52000,2020,,")
    assert identify("", title="新设镇2023年法治政府建设年度报告", data_dir=data_dir).code == "990000009"


def test_the_words_of_a_finding_are_seen_at_the_next_call(data_dir):
    before = audit_report("横沥镇", 2020, data_dir=data_dir).findings["message"]
    replace(data_dir / "rules" / "audit" / "messages.csv", "rate-truncated,,", "rate-truncated,,改过：")
    after = audit_report("横沥镇", 2020, data_dir=data_dir).findings["message"]
    assert not before.str.startswith("改过").any()
    assert after.str.startswith("改过").any()


def test_a_word_list_of_the_audit_is_seen_at_the_next_call(data_dir):
    vague = audit_report("横沥镇", 2020, data_dir=data_dir).findings
    assert "rate-truncated" in set(vague["rule"])
    rules = (data_dir / "rules" / "audit" / "rules.csv").read_text(encoding="utf-8")
    (data_dir / "rules" / "audit" / "rules.csv").write_text(
        rules.replace("rate-truncated,error", "rate-truncated,note"), encoding="utf-8"
    )
    found = audit_report("横沥镇", 2020, data_dir=data_dir).findings.set_index("rule")
    assert found.at["rate-truncated", "severity"] == "note"


def test_a_folder_without_codebook_units_and_rules_takes_those_of_the_package(tmp_path, forks):
    package = json.loads((default_data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    own = {"places", "reports", "statements", "figures"}
    package["resources"] = [resource for resource in package["resources"] if resource["name"] in own]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    for name in ("places", "reports", "statements"):
        shutil.copy(default_data_dir() / f"{name}.csv", tmp_path)
    (tmp_path / "figures").mkdir()
    shutil.copy(default_data_dir() / "figures" / "441900106-2020.csv", tmp_path / "figures")
    figures = load_figures("横沥镇", 2020, tmp_path)
    assert coverage(figures, tmp_path).equals(coverage(load_figures("横沥镇", 2020)))
    text = "2020年,全镇受理行政复议申请12件。"
    assert extract_figures(parse_report(text, data_dir=tmp_path), tmp_path).equals(extract_figures(parse_report(text)))
    assert render_report("横沥镇", 2020, data_dir=tmp_path, reports_dir=tmp_path / "reports").written


def test_what_a_folder_says_of_its_reports_is_never_the_packages(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    with pytest.raises(BadTable, match="has no table figures"):
        load_figures(data_dir=tmp_path)


def test_what_is_made_of_borrowed_tables_alone_is_the_packages(tmp_path):
    package = open_data()
    assert open_data(copy_of_data(tmp_path / "borrows", "places")).made(all_rules) is package.made(all_rules)
    for own in ("patterns", "exclusions", "indicators"):
        assert open_data(copy_of_data(tmp_path / own, own)).made(all_rules) is not package.made(all_rules)


def test_tables_that_are_tried_make_anew_only_what_is_made_of_them():
    data = open_data()
    without = data.with_tables({"patterns": data.table("patterns")[1:]})
    assert len(without.made(all_rules).rules) == len(data.made(all_rules).rules) - 1
    assert without.made(compile_grammar) is data.made(compile_grammar)
    assert without.with_tables({"words": data.table("words")}).made(compile_grammar) is data.made(compile_grammar)


def test_what_a_folder_borrows_is_made_anew_when_the_package_changes(data_dir, tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "default_data_dir", lambda: data_dir)
    borrows = copy_of_data(tmp_path / "borrows", "places")
    assert find_quantities("屋架36榀完工", borrows)[0].unit == ""
    header = (data_dir / "units.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    row = {"unit": "榀", "class": "count", "chinese": "always"}
    append(data_dir / "units.csv", ",".join(row.get(column, "") for column in header))
    assert find_quantities("屋架36榀完工", borrows)[0].unit == "榀"


class Reads(Data):
    """The data of the package, which note what is read of them."""

    def __init__(self):
        super().__init__(default_data_dir())
        self.asked = set()

    def _owner(self, name):
        self.asked.add(name)
        return super()._owner(name)


SHARED = [
    (compile_grammar, ()),
    (compile_heads, ()),
    (item_rules, ()),
    (statement_words, ()),
    (all_rules, ()),
    (indicator._recodings, ()),
    (indicator_rules._classes, ()),
    (indicator_rules._names_of_rules, ()),
    (indicator_rules._rules_of_names, ("count", None)),
    (vocabulary._compiled, ()),
    (language._words, ("zh",)),
    (codebook_sums, ()),
    (ids_of_names, ()),
]


@pytest.mark.parametrize(("make", "about"), SHARED, ids=lambda made: getattr(made, "__name__", ""))
def test_what_is_shared_is_made_of_the_tables_it_names_and_keeps_no_data(make, about):
    data = Reads()
    made = make(data, *about)
    assert data.asked <= folder._made_of[make]
    assert not any(isinstance(each, Data) for each in reached(made))


def test_everything_that_is_shared_is_looked_at():
    assert {make for make, _ in SHARED} == set(folder._made_of)


def reached(made):
    """All objects that one leads to, without classes, modules and what functions close over."""
    seen, left = {}, [made]
    while left:
        each = left.pop()
        if id(each) not in seen and not isinstance(each, (type, ModuleType, FunctionType)):
            seen[id(each)] = each
            left += gc.get_referents(each)
    return seen.values()


SPOILED = [
    ("units.csv", "unit,class", "unit,klass", "units.csv:1:class: missing"),
    ("units.csv", "\n件,count", "\n件,cuont", "units.csv:2:class: must be one of"),
    (QUANTITY_WORDS, "role,words", "role,word", f"{QUANTITY_WORDS}:1:words: missing"),
    (QUANTITY_WORDS, "\nat_least_before,", "\nat_laest_before,", f"{QUANTITY_WORDS}:2:role: must be one of"),
    (QUANTITY_WORDS, "\nat_least_before,", "\nat_most_before,", f"{QUANTITY_WORDS}:3:role: must be unique"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), SPOILED)
def test_a_faulty_table_of_the_grammar_is_said_by_row_and_column_without_a_traceback(data_dir, name, old, new, said):
    replace(data_dir / name, old, new)
    report = default_data_dir() / "samples" / "shili-2023.txt"
    done = CliRunner().invoke(main, ["extract", str(report), "--data-dir", str(data_dir)])
    assert done.exit_code == BadTable.exit_code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "role"), [(QUANTITY_WORDS, "not_bound"), (WORDS, "stock")])
def test_a_role_without_a_row_is_said(data_dir, name, role):
    file = data_dir / name
    rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(row for row in rows if role not in row.split(",")) + "\n", encoding="utf-8")
    with pytest.raises(BadTable, match=rf"{name}: has no row of the role {role}"):
        extract_figures(parse_report("办理36件。", data_dir=data_dir), data_dir)


@pytest.mark.parametrize("path", ["../places.csv", "/etc/passwd", "a/../../places.csv", "..\\places.csv"])
def test_a_package_that_leads_out_of_its_folder_is_refused(tmp_path, path):
    resource = {"name": "places", "path": path, "schema": {"fields": []}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}), encoding="utf-8")
    with pytest.raises(BadTable, match="leads out of its folder"):
        open_data(tmp_path)


def test_a_table_that_nobody_read_does_not_end_what_was_made(data_dir):
    data = open_data(data_dir)
    find_quantities("受理36件", data_dir)
    append(data_dir / "statements.csv", "")
    assert open_data(data_dir) is data
    append(data_dir / "units.csv", "")
    assert open_data(data_dir) is not data


def test_a_report_is_made_anew_when_a_word_of_its_own_folder_changed(data_dir, tmp_path, forks):
    def reason():
        return plan_report(annual_report.load("横沥镇", 2020, "zh", data_dir), tmp_path / "reports").reason()

    assert render_report("横沥镇", 2020, data_dir=data_dir, reports_dir=tmp_path / "reports").written
    assert reason() == ""
    replace(data_dir / "rules" / "audit" / "messages.csv", "rate-truncated,,", "rate-truncated,,改过：")
    assert reason() == "what the audit finds changed"
