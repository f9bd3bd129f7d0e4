"""What is wrong in a table of rules is said by its file, row and column, all at once."""

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import check_codebook
from lawgov_analysis.cli import main
from lawgov_analysis.codebook.check import COLUMNS, TRIALS, check_text, faults_of, rows_about
from lawgov_analysis.codebook.trial import Row, Trial
from lawgov_analysis.errors import BadParameter, BadTable
from lawgov_analysis.tables import open_data, read_table

from helpers.invented import with_few_rules

PATTERNS = "rules/indicator/patterns.csv"


@pytest.fixture
def data_dir(tmp_path, request):
    return with_few_rules(tmp_path / "data", *getattr(request, "param", ()))


def has_too(*tables):
    """Have the data folder some tables more of its own."""
    return pytest.mark.parametrize("data_dir", [tables], indirect=True, ids=" ".join)


@pytest.fixture
def change(data_dir):
    """Change the cells of the first row of a table whose cells are as said, e.g. ``change("patterns", …)``."""

    def change(name, where, **cells):
        file = open_data(data_dir).files(name)[0]
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        at = table.index[(table[list(where)] == list(where.values())).all(axis=1)][0]
        table.loc[at, list(cells)] = list(cells.values())
        table.to_csv(file, index=False, lineterminator="\n")
        return f"{file.name}:{at + 2}"

    return change


def said_by_check(which, data_dir):
    checked = check_codebook(which, data_dir)
    return [
        f"{Path(row.file).name}:{row.row}:{row.column}: {row.said}"
        for row in checked[checked["kind"] == "failure"].itertuples()
    ]


@pytest.fixture(scope="module")
def failed_before(tmp_path_factory):
    """What few rules say by themselves: without those that compete with them some counter-examples are theirs."""
    data_dir = with_few_rules(tmp_path_factory.mktemp("few") / "data")
    return {name: set(said_by_check(name, data_dir)) for name in ("patterns", "exclusions")}


@pytest.fixture
def failures(failed_before, data_dir):
    return lambda which: [said for said in said_by_check(which, data_dir) if said not in failed_before[which]]


def test_a_rule_without_an_example_fails(change, failures):
    place = change("patterns", {"name": "fines_amount.罚款"}, example="")
    assert failures("patterns") == [f"{place}:example: 没有例句"]


def test_more_words_than_five_in_never_fail(change, failures):
    never = read_table("patterns").set_index("name").loc["fines_amount.罚款", "never"]
    place = change("patterns", {"name": "fines_amount.罚款"}, never=f"{never}|甲甲|乙乙|丙丙|丁丁|戊戊|己己")
    [said] = failures("patterns")
    assert said.startswith(f"{place}:never: 至多 5 个词，实有 ")


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("罚没款86.4万元", "应有一个数据写在 { } 里"),
        ("罚没款{86.4万元},其中罚款{50万元}", "应有一个数据写在 { } 里"),
        ("{罚没款}86.4万元", "{罚没款} 里应有一个数据，读出 0 个"),
    ],
)
def test_an_example_marks_one_figure(change, failures, example, said):
    place = change("patterns", {"name": "fines_amount.罚款"}, example=example)
    assert failures("patterns") == [f"{place}:example: {said}"]


def test_an_example_that_another_rule_decides_fails(change, failures):
    place = change("patterns", {"name": "fines_amount.罚款"}, example="受理行政复议申请{12件}")
    [said] = failures("patterns")
    assert said.startswith(f"{place}:example: 应由这条规则编为罚款金额 fines_amount，实为受理行政复议案件数")


def test_a_counter_example_that_the_rule_decides_fails():
    trial = Trial(open_data())
    row = next(row for row in trial.table("patterns") if row.name == "fines_amount.罚款")
    [(column, said)] = TRIALS["patterns"](trial, row._replace(unlike=row.example))
    assert column == "unlike"
    assert said.startswith("不应由这条规则决定，实为罚款金额 fines_amount")


def test_sets_that_there_are_not_are_refused_all_at_once(change, data_dir):
    places = [change("patterns", {"name": name}, never="@statute") for name in ("fines_amount.罚款", "none.日均")]
    with pytest.raises(BadTable) as refused:
        check_codebook(data_dir=data_dir)
    assert len(refused.value.faults) == 2
    assert all(
        f"{place}:never: is not in the table exclusions; the nearest are @statutes" in str(refused.value)
        for place in places
    )


@has_too("indicators", "renamed_indicators", "identities")
def test_all_tables_of_the_codebook_are_read_and_their_faults_said_at_once(change, data_dir):
    definition = change("indicators", {"id": "fines_amount"}, definition_zh="\u3000")
    round_trip = change("renamed_indicators", {"old": "rule_of_law_topics_at_meetings"}, new="no_such")
    words = change("patterns", {"name": "fines_amount.罚款"}, counts=" ")
    identity = change("identities", {}, right="no_such")
    with pytest.raises(BadTable) as caught:
        check_codebook("recodings", data_dir)
    said = str(caught.value)
    assert f"{definition}:definition_zh: must not be empty" in said
    assert said.count(f"{definition}:") == 1
    assert f"{words}:counts: must not be empty" in said
    # Ids are only looked for in a table that is whole.
    change("indicators", {"id": "fines_amount"}, definition_zh="罚没的金额。")
    with pytest.raises(BadTable) as caught:
        check_codebook("recodings", data_dir)
    said = str(caught.value)
    assert all(f"{place}: " in said for place in (f"{round_trip}:new", f"{words}:counts", f"{identity}:right"))


@has_too("words")
def test_a_word_that_changes_nothing_is_no_example_of_its_role(change, data_dir):
    row = read_table("words").query("role == 'verb' and word == '受理'").iloc[0]
    place = change("words", {"word": row["word"], "role": row["role"]}, example="评查案卷12宗", reads="12宗=评查案卷")
    faults = faults_of(Trial(open_data(data_dir)), Row("words", int(place.split(":")[1])))
    assert faults == [("example", "应因“受理”（verb）才这样读，没有它也读得一样")]


def faults_of_relation_words(role, **cells):
    trial = Trial(open_data())
    row = next(row for row in trial.table("relation_words") if row.role == role)
    return list(TRIALS["relation_words"](trial, row._replace(**cells)))


@pytest.mark.parametrize("role", ["handed_over", "outcome_of", "outcome_pair", "due_rate", "opener"])
def test_words_of_relations_that_change_nothing_in_their_example_fail(role):
    example = "全年办理案件22件,同比增长22.2%。"
    [(column, said)] = faults_of_relation_words(role, example=example, reads="- | growth 1")
    assert (column, said) == ("example", f"应因这些词（{role}）才这样读，没有它们也读得一样")


def test_an_example_of_words_of_relations_that_is_read_otherwise_fails():
    assert faults_of_relation_words("handed_over", reads="- | subset 1 | subset 2") == [
        ("example", "应读作“- | subset 1 | subset 2”，实为“- | subset 1 | subset 1”")
    ]


@pytest.mark.parametrize(("role", "unlike"), [("handed_over", "移送8件"), ("outcome_of", "不予许可8件")])
def test_a_counter_example_with_words_of_relations_fails(role, unlike):
    assert faults_of_relation_words(role, unlike=unlike) == [("unlike", "不应含有这一行的词")]


def test_an_exclusion_that_excludes_nothing_in_its_example_fails(change, failures):
    place = change("exclusions", {"set": "statutes", "word": "处罚法"}, example="受理行政复议申请{12件}")
    [said] = [line for line in failures("exclusions") if line.startswith(f"{place}:")]
    assert "“处罚法”应使数据不归入用 @statutes 的规则，实际没有一条被它排除" in said


def test_what_is_listed_fails_nothing():
    listed = pd.DataFrame([("near_tie", "a.csv", 2, "text", "甲 领先 乙 0.90")], columns=COLUMNS)
    assert check_text(listed, 3).splitlines() == [
        "试了 3 行，没有不符。",
        "",
        "领先不到 1.2 的例句（1）：",
        "  a.csv:2:text: 甲 领先 乙 0.90",
    ]


def test_a_table_is_named_by_its_file_and_what_is_none_by_the_nearest():
    trial = Trial(open_data())
    assert rows_about(trial, "measure/words.csv") == rows_about(trial, "words") == trial.rows("words")
    about = rows_about(trial, "fines_amount")
    assert {trial.at(row).indicator for row in about if row.table != "exclusions"} == {"fines_amount"}
    with pytest.raises(BadParameter, match=r"fines_amont is no table of rules and no indicator; .* fines_amount"):
        check_codebook("fines_amont")


def test_the_command_says_each_failure_and_exits_with_five(change, data_dir):
    places = [
        change("recodings", {"level": "@township", "indicator": name}, example="")
        for name in ("reconsideration_received", "reconsideration_accepted")
    ]
    done = CliRunner().invoke(main, ["codebook", "check", "recodings", "--data-dir", str(data_dir)])
    assert done.exit_code == 5
    said = [line.split(": ")[1].rpartition("/")[2] for line in done.stderr.splitlines()]
    assert {f"{place}:example" for place in places} < set(said)
    assert CliRunner().invoke(main, ["codebook", "check", "recodings"]).output.startswith("试了 ")
