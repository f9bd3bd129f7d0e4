"""What waits for a person, over all reports: what is listed, in which order, and what is said of it."""

import json
import os
import shlex

import pytest
from click.testing import CliRunner

from lawgov_analysis import parse_report
from lawgov_analysis.cli import main
from lawgov_analysis.errors import UnknownPlace
from lawgov_analysis.review.queue import queue, queue_json, queue_text
from lawgov_analysis.tables import open_data

from helpers.drafted import CHANGAN, HENGLI, TEXT, Towns


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A town with one report, for tests that only look."""
    return Towns(tmp_path_factory.mktemp("town") / "data").add(TEXT)


@pytest.fixture
def towns(tmp_path):
    return Towns(tmp_path / "data")


def of(table, reason):
    """The rows that wait for a reason."""
    return table[[reason in reasons for reasons in table["reasons"]]].to_dict("records")


def test_nothing_waits_in_the_data_that_people_made():
    assert queue().query("kind == 'figure'").empty


def test_what_a_figure_could_be_is_counted_in_its_unit(towns):
    (row,) = of(towns.add("审结行政诉讼案件96件，败诉7件，败诉率7.3%。").waiting(), "doubtful")
    assert (row["surface"], row["candidates"]) == ("7件", [])


def test_a_core_indicator_coded_with_doubt_waits_with_its_sentence_and_its_reasons(town):
    (row,) = of(town.waiting(), "core-doubtful")
    assert (row["place"], row["year"], row["figure"], row["surface"]) == ("东莞市横沥镇", 2020, 1, "8次")
    assert row["sentence"] == "组织应急演练8次，参加360人次。"
    begin, end = row["mark"]
    assert row["sentence"][begin:end] == "8次"
    assert "emergency_drills" in row["understood"]
    assert "2020年" in row["understood"]
    assert "词语太少" in row["why"]
    assert "把握50%" in row["why"]
    assert row["commands"][0]["run"].startswith("lawgov decide 441900106 2020 1 review=accepted --by ")


@pytest.mark.parametrize("decision", ["review=accepted", "indicator="])
def test_what_a_person_decided_waits_no_longer(towns, decision):
    towns.add(TEXT)
    towns.decide(HENGLI, 2020, 1, decision)
    assert not of(towns.waiting(), "core-doubtful")


def test_a_report_that_people_reviewed_does_not_wait_for_its_codes(towns):
    assert not of(towns.add(TEXT, review="reviewed").waiting(), "core-doubtful")


def test_the_doubtful_code_of_a_core_indicator_comes_before_that_of_another(towns):
    table = towns.add("作出行政处罚决定30宗，其中警告4宗。", CHANGAN).add(TEXT).waiting()
    assert [reasons[0] for reasons in table["reasons"]] == ["core-doubtful", "doubtful"]


def test_a_lower_confidence_weighs_more(towns):
    def lower(figures):
        return figures.assign(confidence=figures["confidence"].mask(figures["figure"] == 1, 0.42))

    table = towns.add(TEXT).add(TEXT, CHANGAN, change=lower).waiting()
    assert table["place_code"].tolist() == [CHANGAN, HENGLI]


def test_a_figure_left_uncoded_that_looks_like_what_the_report_lacks_waits(towns):
    text = "汛期前后组织防汛、危化品演练8场。"
    (row,) = of(towns.add(text).waiting(), "core-missing")
    assert [each["code"] for each in row["candidates"]][:1] == ["emergency_drills"]
    assert row["commands"][0]["run"].startswith("lawgov decide 441900106 2020 1 indicator=emergency_drills ")


def test_the_parts_of_what_is_coded_do_not_wait(towns):
    text = "主动公开政府信息810条，其中政策文件78条、财政资金83条、其他649条。"
    assert towns.add(text).waiting().empty


def test_a_growth_and_the_level_before_wait_with_what_grew(towns):
    text = "组织应急演练8次，较上年的6次增加2次，同比增长33.3%。"
    assert [row["surface"] for row in of(towns.add(text).waiting(), "core-doubtful")] == ["8次"]


def test_a_fault_that_the_audit_finds_comes_before_a_doubtful_code(towns):
    table = towns.add(f"{TEXT}行政执法人员33名，其中持证31名，持证率96.3%。").waiting()
    first = table.iloc[0]
    assert first["kind"] == "finding"
    assert first["reasons"] == ["audit-error"]
    assert "93.9%" in first["why"]
    assert first["sentence"].startswith("行政执法人员33名")


def test_a_fault_whose_figures_were_accepted_is_the_reports_own_and_waits_no_longer(towns):
    towns.add("行政执法人员33名，其中持证31名，持证率96.3%。")
    assert of(towns.waiting(), "audit-error")
    for number in (1, 2, 3):
        towns.decide(HENGLI, 2020, number, "review=accepted")
    assert not of(towns.waiting(), "audit-error")


def test_without_the_text_the_printed_form_the_place_and_the_address_are_said(towns):
    table = towns.add(TEXT, keep=False).waiting()
    (row,) = of(table, "core-doubtful")
    assert (row["sentence"], row["mark"], row["surface"], row["start"]) == ("", [], "8次", TEXT.index("8次"))
    said = queue_text(table)
    assert "8次" in said
    assert "http://www.dg.gov.cn/a.html" in said


def test_a_text_that_is_another_than_the_figures_are_from_is_not_shown(towns):
    towns.add(TEXT)
    (towns.folder / f"texts/{HENGLI}-2020.txt").write_text(f"前言。{TEXT}", encoding="utf-8")
    (row,) = of(towns.waiting(), "core-doubtful")
    assert row["sentence"] == ""
    assert row["surface"] == "8次"


def test_a_statement_without_a_paraphrase_comes_last_with_the_words_of_the_report(towns):
    towns.add(f"{TEXT}存在问题：执法力量不足。")
    begin = (towns.folder / f"texts/{HENGLI}-2020.txt").read_text(encoding="utf-8").index("执法力量")
    towns.line(
        "statements.csv",
        place_code=HENGLI,
        year=2020,
        statement=1,
        kind="shortcoming",
        section="1",
        start=begin,
        end=begin + 6,
    )
    last = towns.waiting().iloc[-1]
    assert (last["kind"], last["sentence"]) == ("statement", "执法力量不足")


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


def test_only_one_place_is_listed_where_it_is_asked_for(towns):
    towns.add(TEXT).add(TEXT, CHANGAN)
    assert set(towns.waiting("长安镇")["place_code"]) == {CHANGAN}
    with pytest.raises(UnknownPlace):
        towns.waiting("长安乡")


def test_a_short_list_says_how_many_there_are_and_reads_only_the_texts_of_its_rows(towns, monkeypatch):
    towns.add(TEXT).add(TEXT, CHANGAN)
    read = []
    from lawgov_analysis.review import queue_rows

    monkeypatch.setattr(
        queue_rows, "parse_report", lambda *args, **more: read.append(more["place"]) or parse_report(*args, **more)
    )
    table = towns.waiting(limit=1)
    assert (len(table), table.attrs["total"], len(read)) == (1, 2, 1)
    assert queue_text(table).splitlines()[-1] == "等人处理的共2条，这里是最要紧的1条；--limit 列更多。"


def test_the_keys_of_the_json_are_the_columns(town):
    rows = json.loads(queue_json(town.waiting()))
    assert list(rows[0]) == [
        "kind", "place_code", "place", "year", "figure", "file", "reasons", "why", "weight", "sentence", "mark",
        "surface", "start", "url", "understood", "candidates", "settle", "commands", "source",
        "source_sha256", "page", "box",
    ]  # fmt: skip
    assert rows[0]["page"] is None
    assert rows[0]["box"] == ""


def test_the_command_lists_as_text_as_json_and_as_a_page(town, tmp_path):
    run = CliRunner().invoke
    assert "【8次】" in run(main, ["queue", "--data-dir", str(town.folder)]).output
    assert "confidence 50%" in run(main, ["queue", "--lang", "en", "--data-dir", str(town.folder)]).output
    assert json.loads(run(main, ["queue", "--json", "--data-dir", str(town.folder)]).output)[0]["kind"] == "figure"
    page = tmp_path / "queue.html"
    assert run(main, ["queue", "--html", str(page), "--data-dir", str(town.folder)]).exit_code == 0
    assert "<mark>8次</mark>" in page.read_text(encoding="utf-8")


def test_no_line_is_wider_than_the_console_but_commands(town):
    said = queue_text(town.waiting(), width=60)
    from lawgov_analysis.presentation.terminal import columns_of

    assert [line for line in said.splitlines() if columns_of(line) > 60 and "lawgov " not in line] == []


def test_a_console_is_not_moved_by_what_a_report_prints(towns):
    said = queue_text(towns.add("\x1b[2J\x9b组织应急演练8次\u202e，参加360人次。\n").waiting())
    assert said.replace("\n", "").isprintable()


def test_the_commands_name_another_folder_of_data_as_a_shell_takes_it(tmp_path):
    towns = Towns(tmp_path / "my data; rm -rf $HOME").add(TEXT)
    (run,) = {each["run"] for each in towns.waiting().iloc[0]["commands"] if "accepted" in each["run"]}
    assert run.endswith(f"--data-dir '{towns.folder}'") or run.endswith(f'--data-dir "{towns.folder}"')


def test_two_persons_who_differ_wait_together_with_what_each_said(towns):
    towns.add(TEXT)
    towns.decide(HENGLI, 2020, 1, "indicator=")
    other = ["decide", HENGLI, "2020", "1", "indicator=law_training_sessions", "--by", "王", "--reason", "是培训"]
    CliRunner().invoke(main, [*other, "--data-dir", str(towns.folder)])
    (row,) = of(towns.waiting(), "decision-differ")
    assert "李" in row["understood"]
    assert "王" in row["understood"]
    assert "law_training_sessions" in [each["code"] for each in row["candidates"]]
    assert row["sentence"][slice(*row["mark"])] == "8次"


def test_the_table_of_reasons_has_all_that_are_given_and_no_more():
    reasons = open_data().table("queue_reasons")
    assert (reasons["weight"].diff().dropna() <= 0).all()
    assert set(reasons["kind"]) == {"file", "figure", "decision", "statement", "finding"}


def test_the_tables_are_not_changed(town):
    before = {file: file.read_bytes() for file in town.folder.rglob("*.csv")}
    town.waiting()
    assert {file: file.read_bytes() for file in town.folder.rglob("*.csv")} == before


def waits(towns, **cells):
    """Put a file before a person, as `add` does."""
    known = {"kind": "file", "file": "published/report.html", "file_sha256": "0" * 64}
    towns.line("queue.csv", **{**known, **cells})


def test_a_file_that_was_not_taken_comes_first_with_the_places_that_it_could_be_of(towns):
    towns.add(TEXT)
    waits(
        towns, year=2023, reasons="place-ambiguous", detail="place-ambiguous: 长安镇", candidates=f"{HENGLI}|{CHANGAN}"
    )
    first = towns.waiting().iloc[0]
    assert (first["kind"], first["file"]) == ("file", "published/report.html")
    assert [each["name"] for each in first["candidates"]] == ["东莞市横沥镇", "东莞市长安镇"]
    assert first["commands"][1]["run"].startswith(f"lawgov add published/report.html --place {CHANGAN} --year 2023")
    assert first["why"].endswith("（长安镇）")


def test_what_a_file_lacks_is_what_its_command_asks_for(towns):
    towns.add(TEXT)
    waits(towns, file="a.pdf", reasons="place-unknown", year=2023)
    waits(towns, file="b.pdf", reasons="year-unknown", place_code=HENGLI)
    waits(towns, file="c.pdf", reasons="news", place_code=HENGLI, year=2023)
    runs = {row["file"]: row["commands"][0]["run"] for row in towns.waiting().to_dict("records") if row["file"]}
    assert [runs[name].partition(" --data-dir")[0] for name in ("a.pdf", "b.pdf", "c.pdf")] == [
        "lawgov add a.pdf --place 地区代码 --year 2023",
        f"lawgov add b.pdf --place {HENGLI} --year 年度",
        f"lawgov add c.pdf --place {HENGLI} --year 2023 --force",
    ]


def test_two_texts_that_claim_one_report_wait_as_one(towns):
    towns.add(TEXT)
    for file, other in (("a.pdf", "b.pdf"), ("b.pdf", "a.pdf")):
        waits(towns, file=file, reasons="two-texts", detail=f"two-texts: {other}", place_code=HENGLI, year=2023)
    (row,) = of(towns.waiting(), "two-texts")
    takes = [each["run"].split()[2] for each in row["commands"] if "--force" in each["run"]]
    assert (row["file"], takes) == ("a.pdf、b.pdf", ["a.pdf", "b.pdf"])


def test_the_places_near_those_of_the_data_are_named_first_and_no_more_than_five(towns):
    towns.add(TEXT)
    far = ["110101001", "310101002", "320102002", "330102001", "370102001"]
    waits(towns, reasons="place-ambiguous", candidates="|".join([*far, CHANGAN]))
    first = towns.waiting().iloc[0]
    assert first["candidates"][0]["code"] == CHANGAN
    assert len(first["candidates"]) == 5
    assert first["understood"] == "可能的地方共6处"


def test_a_file_that_a_person_put_aside_waits_no_longer(towns):
    waits(towns.add(TEXT), kind="left", reasons="news", place_code=HENGLI, year=2023)
    assert "file" not in set(towns.waiting()["kind"])


@pytest.mark.skipif(os.name == "nt", reason="as a shell of Unix takes it")
def test_the_name_of_a_file_is_no_command(towns):
    names = ["$(touch pwned).html", "'.html", "`x`.html", "a b;c.html"]
    towns.add(TEXT)
    for name in names:
        waits(towns, file=name, reasons="place-unknown")
    runs = [row["commands"][0]["run"] for row in of(towns.waiting(), "place-unknown")]
    assert [shlex.split(run)[2] for run in runs] == names


def test_a_name_that_nobody_can_type_is_shown_without_a_command(towns):
    towns.add(TEXT)
    waits(towns, file="\u202egnp.html", reasons="place-unknown")
    first = towns.waiting().iloc[0]
    assert first["commands"] == []
    assert first["file"] == "\ufffdgnp.html"


def test_a_reason_that_no_table_has_is_said_by_its_name(towns):
    towns.add(TEXT)
    waits(towns, reasons="of-another-version", place_code=HENGLI, year=2023)
    assert towns.waiting().iloc[0]["why"] == "of-another-version"
