"""The review desk: each key is a decision at once, taken back to the byte, and nobody decides unseen."""

import json
import os
import shutil

import pytest

from lawgov_analysis import LawgovError, explore, extract_figures, load_figures, parse_report, review
from lawgov_analysis.decisions import decide, load_decisions, overlay, review_status
from lawgov_analysis.interactive.desk import review as review_module
from lawgov_analysis.interactive.desk import widget as widget_module
from lawgov_analysis.interactive.desk.desk import Desk
from lawgov_analysis.interactive.desk.presence import FOLDER, STALE

from helpers.drafted import CHANGAN, HENGLI, Towns

# 应急演练 is coded with doubt; the others surely.
TEXT = "一、行政复议\n全年受理行政复议申请12件，办结10件。\n二、其他\n组织应急演练8次，参加360人次。另有专班3个。\n"
KEY = f"{HENGLI}-2020"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    town = Towns(tmp_path_factory.mktemp("untouched") / "data").add(TEXT)
    town.add("一、其他\n组织应急演练9次。\n", CHANGAN)
    return town.folder


@pytest.fixture
def folder(untouched, tmp_path):
    return shutil.copytree(untouched, tmp_path / "data")


@pytest.fixture
def desk(folder):
    return Desk("横沥镇", 2020, "李", data_dir=folder)


def item(number):
    return f"{KEY}-{number}"


def table(folder):
    return (folder / f"figures/{KEY}.csv").read_bytes()


def ids(desk):
    return [int(each["id"].rpartition("-")[2]) for each in desk.queue()["items"]]


def figure(folder, number, name):
    return load_figures(HENGLI, 2020, folder).set_index("figure").at[number, name]


def test_what_waits_comes_first_then_the_report_in_the_order_of_the_text(desk, folder):
    waiting = desk.queue()
    assert ids(desk) == [3, 1, 2, 4, 5]
    first = waiting["items"][0]
    assert (first["surface"], first["place"], first["done"]) == ("8次", "东莞市横沥镇", "")
    assert first["why"]
    assert waiting["report"]["status"] == "unread"
    assert [waiting["by"], waiting["readonly"], waiting["can_undo"]] == ["李", "", False]
    desk.accept(item(1))
    assert ids(desk) == [3, 2, 4, 5, 1]


def test_a_figure_is_shown_with_its_sentence_and_why_it_was_read_so(desk):
    shown = desk.show(item(3))
    begin, end = shown["mark"]
    assert shown["sentence"][begin:end] == "8次"
    assert ["读作", "数据：8次"] in shown["trace"]
    assert shown["card"]["title"].endswith(shown["fields"]["indicator"])
    assert "定义" in dict(shown["card"]["rows"])
    assert set(shown["fields"]) == set(shown["titles"])
    assert set(shown["choices"]) <= set(shown["fields"])
    assert shown["fields"]["value"] in ("8", "8.0")
    assert json.dumps(shown, ensure_ascii=False)


def test_each_key_is_a_decision_at_once_and_the_next_one_comes(desk, folder):
    done = desk.accept(item(3))
    assert (done["item"]["done"], done["next"], done["status"]["reviewed"]) == ("accepted", item(1), 1)
    assert load_decisions(HENGLI, 2020, folder)[["field", "value", "by"]].to_numpy().tolist() == [
        ["review", "accepted", "李"]
    ]
    done = desk.correct(item(1), {"scope": "镇级", "unit": "件", "figure": "yes"})
    assert (done["item"]["done"], "镇级" in done["said"]) == ("corrected", True)
    # What stayed as it was shown is no decision.
    assert load_decisions(HENGLI, 2020, folder)["field"].tolist() == ["review", "scope"]
    assert desk.skip(item(2))["next"] == item(4)
    desk.accept(item(4))
    assert desk.accept(item(5))["next"] == item(2)
    assert desk.accept(item(2))["next"] is None
    assert review_status(HENGLI, 2020, folder)["status"].item() == "reviewed"


def test_a_correction_stands_in_the_figures_and_survives_a_new_reading(desk, folder):
    desk.correct(item(3), {"scope": "镇级", "indicator": ""}, "只是镇级的")
    assert figure(folder, 3, "scope") == "镇级"
    assert figure(folder, 3, "indicator") == ""
    longer = "前言：开展普法12场。\n" + TEXT
    again = extract_figures(parse_report(longer, place=HENGLI, year=2020))
    laid = overlay(again, longer, load_decisions(HENGLI, 2020, folder), folder).figures
    assert laid.loc[laid["surface"] == "8次", ["scope", "indicator"]].to_numpy().tolist() == [["镇级", ""]]


def test_undo_goes_back_one_by_one_to_the_byte(desk, folder):
    before = [table(folder)]
    desk.accept(item(3))
    before.append(table(folder))
    desk.correct(item(1), {"scope": "镇级"})
    before.append(table(folder))
    desk.skip(item(2))
    desk.correct(item(4), {"figure": "no"})
    assert desk.undo()["id"] == item(4)
    assert table(folder) == before[2]
    assert (desk.undo()["id"], table(folder)) == (item(2), before[2])
    assert (desk.undo()["id"], table(folder)) == (item(1), before[1])
    done = desk.undo()
    assert (done["id"], done["item"]["done"], done["can_undo"]) == (item(3), "", False)
    assert table(folder) == before[0]
    with pytest.raises(LawgovError, match="没有您自己的决定"):
        desk.undo()
    assert review_status(HENGLI, 2020, folder)["status"].item() == "unread"


def test_after_the_kernel_was_restarted_nothing_is_lost_and_undo_goes_on(desk, folder):
    before = table(folder)
    desk.correct(item(3), {"scope": "镇级"})
    decide(HENGLI, 2020, 1, {"scope": "村级"}, "王", "看过", data_dir=folder)
    again = Desk("横沥镇", 2020, "李", data_dir=folder)
    assert again.queue()["can_undo"]
    assert again.undo()["id"] == item(3)
    with pytest.raises(LawgovError, match="没有您自己的决定"):
        again.undo()
    decide(HENGLI, 2020, 1, {"review": "withdrawn"}, "王", "看错", data_dir=folder)
    assert table(folder) == before


def test_what_was_struck_out_is_still_listed_and_can_be_brought_back(desk, folder):
    before = table(folder)
    assert desk.correct(item(5), {"figure": "no"})["item"]["done"] == "struck"
    assert ids(desk)[-1] == 5
    shown = desk.show(item(5))
    assert (shown["surface"], shown["fields"]) == ("3个", {"figure": "no"})
    with pytest.raises(LawgovError, match="已删去"):
        desk.accept(item(5))
    desk.correct(item(5), {"figure": "yes"})
    assert table(folder) == before


def test_nobody_accepts_what_he_did_not_see(desk, folder):
    desk.show(item(1))
    decide(HENGLI, 2020, 1, {"scope": "村级"}, "王", "看过", data_dir=folder)
    with pytest.raises(LawgovError, match="第1项在此期间变了（口径 ∅ → 村级）"):
        desk.accept(item(1))
    assert len(load_decisions(HENGLI, 2020, folder)) == 1
    assert desk.show(item(1))["fields"]["scope"] == "村级"
    desk.accept(item(1))
    assert figure(folder, 1, "scope") == "村级"


def test_a_table_that_is_read_anew_meanwhile_is_noticed(desk, folder):
    desk.show(item(5))
    other = extract_figures(parse_report(TEXT.replace("另有专班3个。", ""), place=HENGLI, year=2020))
    from lawgov_analysis.tables import figures_csv

    (folder / f"figures/{KEY}.csv").write_text(figures_csv(other), encoding="utf-8")
    with pytest.raises(LawgovError, match="没有这一项"):
        desk.accept(item(5))
    assert ids(desk) == [3, 1, 2, 4]


def test_two_at_once_are_told_of_each_other(desk, folder):
    second = Desk("横沥镇", 2020, "王", data_dir=folder)
    assert desk.others()["others"] == []
    second.show(item(2))
    (there,) = desk.others()["others"]
    assert (there["by"], there["on"]) == ("王", "第2项")
    second.accept(item(2))
    told = desk.others()
    assert told["changed"] == [item(2)]
    assert told["items"] == []
    assert told["said"] == "王刚定了第2项"
    assert desk.others()["changed"] == []
    # One's own are no news.
    desk.accept(item(1))
    assert desk.others()["changed"] == []
    second.close()
    assert desk.others()["others"] == []
    desk.close()
    assert not (folder / FOLDER).exists()


def test_who_has_gone_without_a_word_is_there_no_more(desk, folder):
    second = Desk("横沥镇", 2020, "王", data_dir=folder)
    second.others()
    file = second.presence.file
    then = file.stat().st_mtime - STALE - 1
    os.utime(file, (then, then))
    assert desk.others()["others"] == []
    (folder / FOLDER / "x.json").write_text("{half", encoding="utf-8")
    assert desk.others()["others"] == []


def test_what_another_does_in_another_report_is_nothing_to_this_one(desk, folder):
    second = Desk("长安镇", 2020, "王", data_dir=folder)
    second.accept(f"{CHANGAN}-2020-1")
    assert desk.others() == {"others": [], "changed": [], "items": [], "said": ""}
    everywhere = Desk(by="张", lang="en", data_dir=folder)
    assert {each["by"] for each in everywhere.others()["others"]} == {"李", "王"}


def test_all_reports_have_one_desk(folder):
    desk = Desk(by="李", data_dir=folder)
    waiting = desk.queue()
    assert [each["id"] for each in waiting["items"]] == [item(3), f"{CHANGAN}-2020-1"]
    assert waiting["report"] == {}
    done = desk.accept(item(3))
    assert (done["next"], done["said"]) == (f"{CHANGAN}-2020-1", "第3项 8次 读得对")
    assert desk.accept(done["next"])["next"] is None
    assert desk.undo()["id"] == f"{CHANGAN}-2020-1"


def test_a_second_person_approves_and_the_first_is_refused_in_words(desk, folder):
    for number in (1, 2, 3, 4, 5):
        done = desk.accept(item(number))
    assert not done["status"]["can_approve"]
    with pytest.raises(LawgovError, match="有5项只有李自己核对过：复核要另一个人"):
        desk.approve()
    second = Desk("横沥镇", 2020, "王", data_dir=folder)
    assert second.queue()["report"]["can_approve"]
    assert second.approve()["status"]["status"] == "approved"
    assert second.undo()["status"]["status"] == "reviewed"
    with pytest.raises(LawgovError, match="哪一份"):
        Desk(by="王", data_dir=folder).approve()


def test_a_decision_says_who_made_it(folder):
    desk = Desk("横沥镇", 2020, data_dir=folder)
    assert desk.queue()["by"] == ""
    for act in (lambda: desk.accept(item(1)), desk.approve, desk.undo, lambda: desk.name("  ")):
        with pytest.raises(LawgovError, match="先填写姓名"):
            act()
    with pytest.raises(LawgovError, match="Excel would take it for a formula"):
        desk.name("=1+1")
    desk.skip(item(1))
    desk.name(" 李\n明 ")
    desk.accept(item(1))
    assert load_decisions(HENGLI, 2020, folder)["by"].tolist() == ["李 明"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "没有改动"),
        ({"value": "12"}, "没有改动"),
        ({"value": "many"}, "value"),
        ({"indicator": "fines_amout"}, "the nearest are"),
        ({"surface": "x"}, "no field that can be decided"),
        ({"measure": None}, "measure: must be a text or a number, got NoneType"),
        ({"scope": ["镇级"]}, "scope: must be a text or a number, got list"),
        ({"measure": "=cmd()"}, "Excel would take it for a formula"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(desk, folder, values, said):
    before = {file: file.read_bytes() for file in folder.rglob("*.csv")}
    with pytest.raises(LawgovError, match=said) as caught:
        desk.correct(item(1), values)
    assert "\n" not in str(caught.value)
    assert {file: file.read_bytes() for file in folder.rglob("*.csv")} == before


ODD = [None, [1], f"{KEY}-{'9' * 5000}", f"{HENGLI}-２０２０-１", f"{HENGLI}-²-1"]


@pytest.mark.parametrize("wrong", ["", "x", "441900106-2020", f"{KEY}-99", "<b>-2020-1", "../../x-1-1", *ODD])
def test_what_is_no_figure_is_none(desk, wrong):
    with pytest.raises(LawgovError):
        desk.show(wrong)


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_half_written(desk, folder, monkeypatch):
    shutil.rmtree(folder / "decisions", ignore_errors=True)
    (folder / "decisions").write_text("no folder", encoding="utf-8")
    before = table(folder)
    assert desk.show(item(1))["sentence"]
    with pytest.raises(LawgovError, match="cannot be written") as caught:
        desk.accept(item(1))
    assert "\n" not in str(caught.value)
    assert table(folder) == before
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "不能写" in desk.queue()["readonly"]


@pytest.mark.parametrize("broken", ["{}", "<<<<<<< HEAD\n{}", "a,b\n1,2\n", "{}<<<<<<< HEAD\n", ""])
def test_decisions_that_a_merge_left_broken_are_named(desk, folder, broken):
    desk.show(item(1))
    desk.accept(item(1))
    file = folder / f"decisions/{KEY}.csv"
    file.write_text(broken.format(file.read_text(encoding="utf-8")), encoding="utf-8")
    if broken == "{}":
        assert desk.others()["changed"] == []
        return
    for act in (lambda: Desk("横沥镇", 2020, "李", data_dir=folder), lambda: explore(data_dir=folder), desk.others):
        with pytest.raises(LawgovError, match=f"{KEY}.csv"):
            act()


def test_a_folder_that_vanished_is_said_and_goes_on_when_it_is_back(desk, folder):
    away = folder.rename(folder.parent / "away")
    for act in (desk.queue, desk.others, lambda: desk.show(item(1)), lambda: desk.accept(item(1))):
        with pytest.raises(LawgovError, match="数据文件夹不在了"):
            act()
    desk.close()
    assert not folder.exists()
    away.rename(folder)
    assert desk.accept(item(1))["item"]["done"] == "accepted"


def test_a_text_that_is_not_at_hand_leaves_what_was_printed(folder):
    (folder / f"texts/{KEY}.txt").unlink()
    shown = Desk("横沥镇", 2020, "李", data_dir=folder).show(item(3))
    assert (shown["sentence"], shown["surface"], shown["mark"]) == ("", "8次", [])
    assert shown["no_sentence"] == "正文不在手边，对照来源核对"


def test_a_report_that_is_reviewed_lists_its_figures_too():
    desk = Desk("横沥镇", 2020, lang="en")
    waiting = desk.queue()
    assert (len(waiting["items"]), waiting["said"]) == (65, "No figure waits for review")
    assert {each["done"] for each in waiting["items"]} == {"reviewed"}


def test_no_such_report(folder):
    with pytest.raises(LawgovError, match="2019"):
        Desk("横沥镇", 2019, data_dir=folder)


@pytest.fixture
def page(desk, monkeypatch):
    """The widget, and what it sends."""

    class Templates:
        def get_template(self, name):
            return self

        def render(self):
            return "export default { render() {} };"

    monkeypatch.setattr(widget_module, "page_templates", lambda package: Templates())
    page = widget_module.DeskWidget(desk)
    sent = []
    monkeypatch.setattr(page, "send", lambda said, buffers=None: sent.append(said))
    page.sent = sent
    return page


def ask(page, kind, **payload):
    page._asked(page, {"number": 7, "kind": kind, "payload": payload}, [])
    return page.sent[-1]


def test_the_page_is_answered_and_a_fault_is_a_line(page, folder):
    assert ask(page, "list")["answer"]["items"][0]["id"] == item(3)
    assert ask(page, "show", id=item(3))["answer"]["surface"] == "8次"
    assert ask(page, "accept", id=item(3))["answer"]["next"] == item(1)
    assert ask(page, "correct", id=item(1), values={"scope": "镇级"}, reason="看过")["answer"]["item"]["done"]
    assert ask(page, "skip", id=item(2))["answer"]["item"]["label"] == "先放着"
    assert ask(page, "undo")["answer"]["id"] == item(2)
    assert ask(page, "name", by="王")["answer"]["by"] == "王"
    assert ask(page, "others")["answer"]["others"] == []
    assert "没有人核对过" in ask(page, "approve")["fault"]
    assert ask(page, "show", id="none")["fault"]
    assert ask(page, "accept", id=item(1), reason=[1])["fault"] == "reason: must be a text, got list"
    assert ask(page, "correct", id=item(1), values="x")["fault"] == "values must be those of fields, got str"
    assert ask(page, "leave")["answer"] == {}
    assert json.dumps(page.sent, ensure_ascii=False)
    assert page.words["title"] == "核对台"


def test_where_nobody_can_press_a_key_there_is_a_list_that_stays(folder, monkeypatch):
    shown = review("横沥镇", 2020, data_dir=folder)
    said = shown._repr_mimebundle_()
    assert set(said) == {"text/plain", "text/html"}
    assert said["text/plain"].splitlines()[0] == "核对台 东莞市横沥镇 2020年：等人核对的还有5项"
    assert said == review("横沥镇", 2020, data_dir=folder)._repr_mimebundle_()
    assert '<th scope="col">' in said["text/html"]


def test_in_a_notebook_the_page_comes_with_the_list(desk, page, monkeypatch):
    shown = review_module.Review(desk)
    vars(shown)["widget"] = page
    monkeypatch.setattr(review_module, "is_interactive", lambda: True)
    data, _ = shown._repr_mimebundle_()
    assert set(data) >= {"application/vnd.jupyter.widget-view+json", "text/plain", "text/html"}


def test_markup_and_long_names_are_shown_and_never_run(folder):
    file = folder / f"figures/{KEY}.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("8次", "<img/>8次"), encoding="utf-8")
    desk = Desk("横沥镇", 2020, "长" * 200, data_dir=folder)
    html = review_module.Review(desk)._repr_html_()
    assert "&lt;img/&gt;" in html
    assert "<img" not in html
    desk.accept(item(1))
    second = Desk("横沥镇", 2020, "王", data_dir=folder)
    assert [len(each["by"]) for each in second.others()["others"]] == [100]
