"""What waits for a person, over all reports: what is listed, in which order, and what is said of it."""

import json
import os
import shlex

import pandas as pd
import pytest
from click.testing import CliRunner

from lawgov_analysis import parse_report
from lawgov_analysis.cli import main
from lawgov_analysis.errors import UnknownPlace
from lawgov_analysis.reviewing.queue import queue, queue_json, queue_text
from lawgov_analysis.tables import open_data

from helpers.drafted import CHANGAN, HENGLI, TEXT, Towns

PERSONNEL = "行政执法人员33名，其中持证31名，持证率96.3%。"
# One folder for all that only look, as each folder is compiled anew: a town a case.
TOWNS = {
    "441900101": "审结行政诉讼案件96件，败诉7件，败诉率7.3%。",
    "441900102": "各站所处罚违法行为12宗。",
    "441900103": "主动公开政府信息810条，其中政策文件78条、财政资金83条、其他649条。",
    "441900104": "组织应急演练8次，较上年的6次增加2次，同比增长33.3%。",
    "441900105": f"{TEXT}{PERSONNEL}",
    "441900107": f"{TEXT}存在问题：执法力量不足。",
    "441900108": "作出行政处罚决定30宗，其中警告4宗。",
    "441900109": "\x1b[2J\x9b组织应急演练8次\u202e，参加360人次。\n",
}
REVIEWED, ACCEPTED, UNCODED, EXPLAINED, DIFFER = "441900110", "441900111", "441900112", "441900113", "441900114"
NO_TEXT, OTHER_TEXT, LOWER, EARLY, SEEN = "441900115", "441900116", "441900117", "441900118", "441900121"
FILES = {
    "far.pdf": {
        "reasons": "place-ambiguous",
        "detail": "place-ambiguous: 长安镇",
        "candidates": f"110101001|310101002|320102002|330102001|{CHANGAN}|{HENGLI}",
        "year": 2023,
    },
    "a.pdf": {"reasons": "place-unknown", "year": 2023},
    "b.pdf": {"reasons": "year-unknown", "place_code": HENGLI},
    "c.pdf": {"reasons": "parts-missing", "place_code": HENGLI, "year": 2023},
    "news.pdf": {"reasons": "year-contradicted|news", "place_code": HENGLI, "year": 2023},
    "published/one.pdf": {"reasons": "two-texts", "detail": "two-texts: two.pdf", "place_code": CHANGAN, "year": 2023},
    "published/two.pdf": {"reasons": "two-texts", "detail": "two-texts: one.pdf", "place_code": CHANGAN, "year": 2023},
    "left.pdf": {"kind": "left", "reasons": "news", "place_code": HENGLI, "year": 2023},
    "$(touch pwned).html": {"reasons": "place-unknown"},
    "'.html": {"reasons": "place-unknown"},
    "`x`.html": {"reasons": "place-unknown"},
    "a b;c.html": {"reasons": "place-unknown"},
    "\u202egnp.html": {"reasons": "place-unknown"},
    "other.pdf": {"reasons": "of-another-version", "place_code": HENGLI, "year": 2022},
}
STAGED = {
    "published/one.pdf": (
        "长安镇2023年报告",
        "长安镇2023年报告\n2023年，长安镇推进法治政府建设。\n走访企业45家，收集诉求71条。",
    ),
    "published/two.pdf": ("", "长安镇2023年\n报告\n2023年，长安镇推进法治政府建设。\n走访企业45家，收集诉求78条。"),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Towns with a report each, and files that wait, for tests that only look."""
    towns = Towns(tmp_path_factory.mktemp("town") / "data").add(TEXT).add(TEXT, CHANGAN)
    for code, text in TOWNS.items():
        towns.add(text, code)
    for code in (ACCEPTED, UNCODED, DIFFER):
        towns.add(TEXT, code)
    towns.add(TEXT, REVIEWED, review="reviewed").add(PERSONNEL, EXPLAINED).add(TEXT, NO_TEXT, keep=False)
    towns.add(TEXT, OTHER_TEXT)
    (towns.folder / f"texts/{OTHER_TEXT}-2020.txt").write_text(f"前言。{TEXT}", encoding="utf-8")
    towns.add(TEXT, LOWER, change=lambda figures: figures.assign(confidence=0.3))
    towns.add(f"{TEXT}{PERSONNEL}", EARLY, issued_on="2020-12-28").add(
        f"{TEXT}{PERSONNEL}", SEEN, issued_on="2020-12-28"
    )
    begin = TOWNS["441900107"].index("执法力量")
    where = {"section": "1", "start": begin, "end": begin + 6}
    towns.line("statements.csv", place_code="441900107", year=2020, statement=1, kind="shortcoming", **where)
    (towns.folder / ".intake" / "staged").mkdir(parents=True)
    for number, (file, cells) in enumerate(FILES.items()):
        towns.line("queue.csv", **{"kind": "file", "file": file, "file_sha256": f"{number:040}{0:024}", **cells})
        if file in STAGED:
            title, text = STAGED[file]
            kept = {"staged": {}, "report": {"title": title}, "text": text}
            (towns.folder / f".intake/staged/{number:040}-0.json").write_text(json.dumps(kept), encoding="utf-8")
    towns.decide(ACCEPTED, 2020, 1, "review=accepted")
    towns.decide(UNCODED, 2020, 1, "indicator=")
    towns.decide(EXPLAINED, 2020, "1-3", "review=accepted")
    towns.decide(SEEN, 2020, 0, "review=read")
    towns.decide(DIFFER, 2020, 1, "indicator=")
    other = ["decide", DIFFER, "2020", "1", "indicator=law_training_sessions", "--by", "王", "--reason", "是培训"]
    CliRunner().invoke(main, [*other, "--data-dir", str(towns.folder)])
    return towns


@pytest.fixture(scope="module")
def table(town):
    """All that waits."""
    return town.waiting()


@pytest.fixture
def towns(tmp_path):
    return Towns(tmp_path / "data")


def of(table, reason):
    """The rows that wait for a reason."""
    return table[[reason in reasons for reasons in table["reasons"]]].to_dict("records")


def of_file(table, file):
    """The row of a file that waits."""
    (row,) = [row for row in table.to_dict("records") if row["file"] == file]
    return row


def test_nothing_waits_in_the_data_that_people_made():
    assert queue().query("kind == 'figure'").empty


def test_what_a_figure_could_be_is_counted_in_its_unit(town):
    (row,) = of(town.waiting("441900101"), "doubtful")
    assert (row["surface"], row["candidates"]) == ("7件", [])


def test_a_core_indicator_coded_with_doubt_waits_with_its_sentence_and_its_reasons(town):
    (row,) = of(town.waiting(HENGLI), "core-doubtful")
    assert (row["place"], row["year"], row["figure"], row["surface"]) == ("东莞市横沥镇", 2020, 1, "8次")
    assert row["sentence"] == "组织应急演练8次，参加360人次。"
    begin, end = row["mark"]
    assert row["sentence"][begin:end] == "8次"
    assert "emergency_drills" in row["understood"]
    assert "2020年" in row["understood"]
    assert "词语太少" in row["why"]
    assert "把握50%" in row["why"]
    assert row["commands"][0]["run"].startswith("lawgov decide 441900106 2020 1 review=accepted --by ")


@pytest.mark.parametrize("code", [ACCEPTED, UNCODED], ids=["accepted", "uncoded"])
def test_what_a_person_decided_waits_no_longer(town, code):
    assert not of(town.waiting(code), "core-doubtful")


def test_a_report_that_people_reviewed_does_not_wait_for_its_codes(town):
    assert not of(town.waiting(REVIEWED), "core-doubtful")


def test_the_doubtful_code_of_a_core_indicator_comes_before_that_of_another(table):
    reasons = [reasons[0] for reasons in table["reasons"]]
    last = max(at for at, reason in enumerate(reasons) if reason == "core-doubtful")
    assert last < reasons.index("doubtful")


def test_a_lower_confidence_weighs_more(table):
    assert of(table, "core-doubtful")[0]["place_code"] == LOWER


def test_a_figure_left_uncoded_that_looks_like_what_the_report_lacks_waits(town):
    (row,) = of(town.waiting("441900102"), "core-missing")
    assert [each["code"] for each in row["candidates"]][:1] == ["penalty_cases"]
    assert row["commands"][0]["run"].startswith("lawgov decide 441900102 2020 1 indicator=penalty_cases ")


def test_the_parts_of_what_is_coded_do_not_wait(town):
    assert town.waiting("441900103").empty


def test_a_growth_and_the_level_before_wait_with_what_grew(town):
    assert [row["surface"] for row in of(town.waiting("441900104"), "core-doubtful")] == ["8次"]


def test_a_fault_that_the_audit_finds_comes_before_a_doubtful_code(town):
    first = town.waiting("441900105").iloc[0]
    assert first["kind"] == "finding"
    assert first["reasons"] == ["audit-error"]
    assert "93.9%" in first["why"]
    assert first["sentence"].startswith("行政执法人员33名")


def test_a_fault_whose_figures_were_accepted_is_the_reports_own_and_waits_no_longer(town):
    assert not of(town.waiting(EXPLAINED), "audit-error")


def test_a_warning_waits_until_a_person_has_seen_the_report_and_an_error_longer(town):
    (row,) = of(town.waiting(EARLY), "audit-warning")
    assert "还没有结束" in row["why"]
    assert row["commands"][0]["run"].startswith(f"lawgov decide {EARLY} 2020 0 review=read ")
    assert "review=read" in row["settle"]
    seen = town.waiting(SEEN)
    assert not of(seen, "audit-warning")
    assert of(seen, "audit-error")


def test_figures_in_the_same_words_and_doubt_are_one_with_a_command_for_each(table):
    row = next(row for row in of(table, "core-doubtful") if CHANGAN in {each["place_code"] for each in row["same"]})
    others = {each["place_code"]: each for each in row["same"]}
    assert HENGLI in others
    assert {LOWER, ACCEPTED, UNCODED, REVIEWED}.isdisjoint(others)
    same = others[CHANGAN]
    assert (same["year"], same["figure"], same["sentence"][slice(*same["mark"])]) == (2020, 1, "8次")
    accept = row["commands"][0]["run"].splitlines()
    assert [line.split()[2] for line in accept] == [row["place_code"], *others]
    assert f"等{len(accept)}处" in queue_text(table)


def test_without_the_text_the_printed_form_the_place_and_the_address_are_said(town):
    table = town.waiting(NO_TEXT)
    (row,) = of(table, "core-doubtful")
    assert (row["sentence"], row["mark"], row["surface"], row["start"]) == ("", [], "8次", TEXT.index("8次"))
    said = queue_text(table)
    assert "8次" in said
    assert "http://www.dg.gov.cn/a.html" in said


def test_a_text_that_is_another_than_the_figures_are_from_is_not_shown(town):
    (row,) = of(town.waiting(OTHER_TEXT), "core-doubtful")
    assert row["sentence"] == ""
    assert row["surface"] == "8次"


def test_a_statement_without_a_paraphrase_comes_last_with_the_words_of_the_report(town):
    last = town.waiting("441900107").iloc[-1]
    assert (last["kind"], last["sentence"], last["understood"]) == ("statement", "执法力量不足", "1 不足")


def test_the_statements_of_a_report_wait_as_one(tmp_path):
    towns = Towns(tmp_path / "data").add(TEXT)
    for number in (1, 2):
        towns.line(
            "statements.csv",
            place_code=HENGLI,
            year=2020,
            statement=number,
            kind="plan",
            section="1",
            start=number,
            end=number + 4,
        )
    (row,) = of(towns.waiting(), "no-paraphrase")
    assert row["understood"] == "1 安排；2 安排"


def test_a_table_that_breaks_a_rule_waits_and_the_others_are_listed(towns):
    towns.add(TEXT).add(TEXT, CHANGAN)
    file = towns.folder / f"figures/{CHANGAN}-2020.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",flow,", ",flaw,"), encoding="utf-8")
    table = towns.waiting()
    (row,) = of(table, "broken-table")
    assert row["file"] == f"figures/{CHANGAN}-2020.csv"
    assert "basis: must be one of" in row["why"]
    assert of(table, "core-doubtful")


def test_tables_that_all_break_a_rule_wait_all(towns):
    towns.add(TEXT)
    file = towns.folder / f"figures/{HENGLI}-2020.csv"
    file.write_text("a,b\n", encoding="utf-8")
    assert [row["file"] for row in of(towns.waiting(), "broken-table")] == [f"figures/{HENGLI}-2020.csv"]


def test_another_table_that_breaks_a_rule_is_said_in_one_line(towns):
    towns.add(TEXT)
    with (towns.folder / "reports.csv").open("a", encoding="utf-8") as lines:
        lines.write("foo,bar\n")
    done = CliRunner().invoke(main, ["queue", "--data-dir", str(towns.folder)])
    assert (done.exit_code, "Traceback" in done.output) == (5, False)


def test_only_one_place_is_listed_where_it_is_asked_for(town):
    assert set(town.waiting("东坑镇")["place_code"]) == {"441900109"}
    with pytest.raises(UnknownPlace):
        town.waiting("长安乡")


def test_a_short_list_says_how_many_there_are_and_reads_only_the_texts_of_its_rows(town, monkeypatch):
    read = []
    from lawgov_analysis.reviewing import queue_rows

    monkeypatch.setattr(
        queue_rows, "parse_report", lambda *args, **more: read.append(more["place"]) or parse_report(*args, **more)
    )
    table = town.waiting("441900107", limit=1)
    total = len(town.waiting("441900107"))
    assert (len(table), table.attrs["total"], read[:1], total > 1) == (1, total, ["441900107"], True)
    assert queue_text(table).splitlines()[-1] == f"等人处理的共{total}条，这里是最要紧的1条；--limit 列更多。"


def test_the_keys_of_the_json_are_the_columns(town):
    rows = json.loads(queue_json(town.waiting("441900105")))
    assert list(rows[0]) == [
        "kind", "place_code", "place", "year", "figure", "file", "reasons", "why", "weight", "sentence", "mark",
        "surface", "start", "url", "understood", "candidates", "settle", "commands", "source",
        "source_sha256", "page", "box", "same", "read", "involved",
    ]  # fmt: skip
    assert rows[0]["page"] is None
    assert rows[0]["box"] == ""


def test_the_command_lists_as_text_as_json_and_as_a_page(town, tmp_path):
    def run(*words):
        return CliRunner().invoke(main, ["queue", "--place", "441900105", *words, "--data-dir", str(town.folder)])

    assert "【8次】" in run().output
    assert "confidence 50%" in run("--lang", "en").output
    assert json.loads(run("--json").output)[0]["kind"] == "finding"
    page = tmp_path / "queue.html"
    assert run("--html", str(page)).exit_code == 0
    assert "<mark>8次</mark>" in page.read_text(encoding="utf-8")


def test_commands_begin_as_the_program_was_started(town, monkeypatch):
    monkeypatch.setenv("LAWGOV_COMMAND", "python3 run.py")
    runs = [each["run"] for commands in town.waiting("441900105")["commands"] for each in commands]
    runs += [each["run"] for each in of_file(town.waiting(), "c.pdf")["commands"]]
    assert {tuple(run.split()[:2]) for run in runs} == {("python3", "run.py")}


def test_no_line_is_wider_than_the_console_but_commands(table):
    said = queue_text(table, width=60)
    from lawgov_analysis.text.terminal import columns_of

    wide = [line for line in said.splitlines() if columns_of(line) > 60]
    assert [line for line in wide if "lawgov " not in line and "http" not in line] == []


def test_a_console_is_not_moved_by_what_a_report_prints(table):
    assert queue_text(table).replace("\n", "").isprintable()


def test_the_commands_name_another_folder_of_data_as_a_shell_takes_it(tmp_path):
    towns = Towns(tmp_path / "my data; rm -rf $HOME").add(TEXT)
    (run,) = {each["run"] for each in towns.waiting().iloc[0]["commands"] if "accepted" in each["run"]}
    assert run.endswith(f"--data-dir '{towns.folder}'") or run.endswith(f'--data-dir "{towns.folder}"')


def test_two_persons_who_differ_wait_together_with_what_each_said(town):
    (row,) = of(town.waiting(DIFFER), "decision-differ")
    assert "李" in row["understood"]
    assert "王" in row["understood"]
    assert "law_training_sessions" in [each["code"] for each in row["candidates"]]
    assert row["sentence"][slice(*row["mark"])] == "8次"


def test_a_decision_whose_words_are_gone_is_not_decided_again_by_its_old_number(tmp_path):
    towns = Towns(tmp_path / "data").add(TEXT)
    towns.decide(HENGLI, 2020, 1, "indicator=")
    (file,) = (towns.folder / "decisions").glob(f"{HENGLI}-*.csv")
    lines = pd.read_csv(file, dtype=str, keep_default_na=False).assign(waits="gone")
    lines.to_csv(file, index=False, lineterminator="\n")
    (row,) = of(towns.waiting(), "decision-gone")
    again, settle = (each["run"] for each in row["commands"])
    assert f"decide {HENGLI} 2020 序号 indicator= " in again
    assert f"decide {HENGLI} 2020 0 review=read --settle " in settle


def test_the_table_of_reasons_has_all_that_are_given_and_no_more():
    reasons = open_data().table("queue_reasons")
    assert (reasons["weight"].diff().dropna() <= 0).all()
    assert set(reasons["kind"]) == {"file", "figure", "decision", "statement", "finding"}


def test_the_tables_are_not_changed(town):
    before = {file: file.read_bytes() for file in town.folder.rglob("*.csv")}
    town.waiting(HENGLI)
    assert {file: file.read_bytes() for file in town.folder.rglob("*.csv")} == before


def test_a_file_that_was_not_taken_waits_with_the_places_near_first_and_no_more_than_five(table):
    assert set(table["kind"][: len(FILES) - 2]) == {"file"}
    row = of_file(table, "far.pdf")
    assert [each["name"] for each in row["candidates"]][:2] == ["东莞市长安镇", "东莞市横沥镇"]
    assert len(row["candidates"]) == 5
    assert row["understood"] == "可能的地方共6处"
    assert row["commands"][1]["run"].startswith(f"lawgov add far.pdf --place {HENGLI} --year 2023")
    assert row["why"].endswith("（长安镇）")


def test_what_a_file_lacks_is_what_its_command_asks_for(table):
    runs = {name: of_file(table, name)["commands"][0]["run"] for name in ("a.pdf", "b.pdf", "c.pdf")}
    assert [run.partition(" --data-dir")[0] for run in runs.values()] == [
        "lawgov add a.pdf --place 地区代码 --year 2023",
        f"lawgov add b.pdf --place {HENGLI} --year 年度",
        f"lawgov add c.pdf --place {HENGLI} --year 2023 --force",
    ]


def test_what_is_no_report_is_put_aside_first_whatever_else_is_said_of_it(table):
    row = of_file(table, "news.pdf")
    assert row["reasons"] == ["news", "year-contradicted"]
    assert row["commands"][0]["run"].startswith("lawgov add news.pdf --leave ")
    assert "--leave" in row["settle"]


def test_two_texts_that_claim_one_report_wait_as_one_and_show_where_they_differ(table):
    (row,) = of(table, "two-texts")
    takes = [each["run"].split()[2] for each in row["commands"] if "--force" in each["run"]]
    assert (row["file"], takes) == ("published/one.pdf、published/two.pdf", ["published/one.pdf", "published/two.pdf"])
    assert row["commands"][-1]["run"].split()[2:5] == [*takes, "--leave"]
    assert row["sentence"].splitlines() == [
        "长安镇2023年报告",
        "2023年，长安镇推进法治政府建设。",
        "one.pdf：走访企业45家，收集诉求71条。",
        "two.pdf：走访企业45家，收集诉求78条。",
    ]
    assert "东莞市长安镇 2023 one.pdf、two.pdf" in queue_text(table)


def test_a_file_that_a_person_put_aside_waits_no_longer(table):
    assert "left.pdf" not in set(table["file"])


@pytest.mark.skipif(os.name == "nt", reason="as a shell of Unix takes it")
def test_the_name_of_a_file_is_no_command(table):
    names = ["$(touch pwned).html", "'.html", "`x`.html", "a b;c.html"]
    assert [shlex.split(of_file(table, name)["commands"][0]["run"])[2] for name in names] == names


def test_a_name_that_nobody_can_type_is_shown_without_a_command(table):
    assert of_file(table, "\ufffdgnp.html")["commands"] == []


def test_a_reason_that_no_table_has_is_said_by_its_name(table):
    assert of_file(table, "other.pdf")["why"] == "of-another-version"
