"""Adding: what becomes of files that are doubtful, alike, contradicting, hostile."""

import json
import os
import shutil
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from lawgov_analysis import load_figures, load_statements
from lawgov_analysis.errors import BadParameter, BadTable, OutputError
from lawgov_analysis.intake import add
from lawgov_analysis.intake.store import Table, commit, held, recover
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import load_text, open_data

CITY = default_data_dir() / "samples" / "city"
TOWN, OTHER = "mingxi-2021.html", "jiangxi-2022.txt"

pytestmark = pytest.mark.usefixtures("here")


def states(done):
    return {each.file.replace("\\", "/").rpartition("published/")[2]: (each.state, each.reasons) for each in done}


def files_of(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_folder_is_begun_with_tables_of_its_own_and_the_codebook_of_the_package(tmp_path, published):
    town = published("danfeng-2021.html", words=[("丹枫镇", "横沥镇"), ("临屿区", "惠州市惠城区")])
    [done] = add(town, data_dir=tmp_path / "new" / "data")
    assert (done.state, done.place_code, done.year) == ("added", "441302110", 2021)
    data = open_data(tmp_path / "new" / "data")
    assert data.table("places")[["code", "slug", "full_name"]].values.tolist() == [
        ["441302110", "huizhou-huicheng-hengli", "惠州市惠城区横沥镇"]
    ]
    assert not data.has("indicators")
    assert len(load_figures(data_dir=data)) == done.figures


def test_a_folder_that_another_one_begins_is_left_to_it(tmp_path, published):
    town, data_dir = published(TOWN), tmp_path / "new"
    with held(data_dir), pytest.raises(OutputError, match="another lawgov add is at work there"):
        add(town, data_dir=data_dir)
    assert [each.name for each in data_dir.iterdir()] == [".intake"]


def test_a_folder_of_other_things_is_not_begun(tmp_path, published):
    (tmp_path / "thesis.docx").write_bytes(b"")
    with pytest.raises(OutputError, match=r"not a data folder: it has no datapackage\.json, but published, thesis"):
        add(published(TOWN), data_dir=tmp_path)


def test_nothing_is_written_by_a_dry_run(folder, published):
    published(TOWN)
    published("shating-2021.html")
    before = files_of(folder)
    done = add(published(OTHER).parent, data_dir=folder, dry_run=True)
    assert Counter(each.state for each in done) == {"added": 2, "queued": 1}
    assert files_of(folder) == before
    assert add(published(OTHER), data_dir=folder / "none", dry_run=True)[0].state == "added"
    assert not (folder / "none").exists()


def test_the_same_text_in_two_files_is_added_once(folder, published):
    published(TOWN)
    published(TOWN, "copy.html")
    published(TOWN, "page.html", words=[("</body>", "<p>版权所有:某某网站</p></body>")])
    done = add(published(OTHER).parent, data_dir=folder)
    assert states(done) == {
        "copy.html": ("added", ()),
        TOWN: ("unchanged", ("twin",)),
        "page.html": ("unchanged", ("twin",)),
        OTHER: ("added", ()),
    }


def test_nearly_the_same_text_waits_beside_the_one_that_was_added(folder, published):
    published(TOWN)
    text = (CITY / "published" / TOWN).read_text(encoding="utf-8")
    published(
        TOWN,
        "other.html",
        words=[("我镇", "全镇"), ("茗溪镇人民政府将", "我们将")][: text.count("我镇") > 0]
        or [("。</p>", "。谢谢。</p>")],
    )
    done = states(add(published(TOWN).parent, data_dir=folder))
    assert done == {TOWN: ("added", ()), "other.html": ("queued", ("near-twin",))}
    before = files_of(folder)
    add(published(TOWN).parent, data_dir=folder)
    assert files_of(folder) == before


def changed_number(published, name="other.html"):
    text = (CITY / "published" / TOWN).read_text(encoding="utf-8")
    number = next(part for part in text.split("宗")[0].split() if part) and "宗"
    at = text.index(number)
    digit = text[at - 1]
    return published(
        TOWN, name, words=[(text[at - 4 : at + 1], text[at - 4 : at - 1] + str((int(digit) + 1) % 10) + "宗")]
    )


def test_two_texts_of_one_report_both_wait(folder, published):
    published(TOWN)
    done = states(add(changed_number(published).parent, data_dir=folder))
    assert done == {TOWN: ("queued", ("two-texts",)), "other.html": ("queued", ("two-texts",))}
    assert len(open_data(folder).table("reports")) == 0


def test_of_two_texts_none_is_taken_alone_until_a_person_says_which(folder, published):
    town, other = published(TOWN), changed_number(published)
    add(town.parent, data_dir=folder)
    before = files_of(folder)
    for each, against in ((town, other), (other, town)):
        [done] = add(each, data_dir=folder)
        assert (done.state, done.reasons, done.detail) == ("queued", ("two-texts",), against.name)
    after = files_of(folder)
    assert {file: after[file] for file in before} == before
    # What was staged is no condition: another machine may have read the other one.
    shutil.rmtree(folder / ".intake")
    assert add(town, data_dir=folder)[0].state == "queued"
    [done] = add(town, data_dir=folder, force=True)
    assert (done.state, [Path(file).name for file in done.put_aside]) == ("added", [other.name])
    assert open_data(folder).table("queue")[["kind", "reasons"]].values.tolist() == [["left", "left"]]


def test_of_two_texts_the_one_that_is_not_put_aside_is_taken(folder, published):
    town, other = published(TOWN), changed_number(published)
    add(town.parent, data_dir=folder)
    add(other, data_dir=folder, leave=True)
    assert states(add(town.parent, data_dir=folder)) == {TOWN: ("added", ()), "other.html": ("unchanged", ("left",))}


def test_another_text_than_that_of_the_data_waits_until_it_is_forced(folder, published):
    first, other = published(TOWN), changed_number(published)
    add(first, data_dir=folder)
    assert states(add(other.parent, data_dir=folder))["other.html"] == ("queued", ("two-texts",))
    assert states(add(other.parent, data_dir=folder, force=True)) == {
        TOWN: ("added", ()),
        "other.html": ("queued", ("two-texts",)),
    }
    before = load_figures("茗溪镇", 2021, folder)
    assert states(add(other, data_dir=folder, force=True)) == {"other.html": ("added", ())}
    assert len(open_data(folder).table("queue")) == 0
    assert not load_figures("茗溪镇", 2021, folder)["value"].equals(before["value"])


def test_the_text_of_one_town_under_the_name_of_another_waits(folder, published):
    add(published(TOWN), data_dir=folder)
    done = add(published(TOWN), data_dir=folder, place="丹枫镇", year=2021)
    assert states(done) == {TOWN: ("queued", ("place-contradicted", "same-text-elsewhere"))} or done[0].reasons == (
        "place-contradicted",
    )


def test_a_place_of_several_waits_with_its_candidates(folder, published):
    text = (CITY / "published" / "luting-2022.txt").read_text(encoding="utf-8")
    names = [("鹭汀镇", "横沥镇")] + [(name, "") for name in ("示例市", "临屿区") if name in text]
    [done] = add(published("luting-2022.txt", words=names), data_dir=folder)
    assert (done.state, done.reasons) == ("queued", ("place-ambiguous",))
    [row] = open_data(folder).table("queue").to_dict("records")
    assert {"441302110", "440115101"} <= set(row["candidates"].split("|"))


def test_a_year_that_contradicts_itself_waits(folder, published):
    text = (CITY / "published" / OTHER).read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if "2022年" in line)
    town = published(OTHER, words=[(title, title.replace("2022", "2020"))])
    [done] = add(town, data_dir=folder)
    assert (done.state, done.reasons) == ("queued", ("year-contradicted",))
    assert "/" not in done.detail
    [done] = add(town, data_dir=folder, year=2022)
    assert done.reasons == ("year-contradicted",)
    [done] = add(town, data_dir=folder, year=2022, place="绛溪镇", force=True)
    assert (done.state, done.year) == ("added", 2022)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023年茗溪镇政府信息公开工作年度报告\n公开信息12条。", "not-a-report"),
        ("三台县人民法院工作报告\n2024年受理案件12638件，法治建设再上台阶。", "not-a-report"),
        ("关于安吉县2023年度法治政府建设情况的调研报告\n2023年办理案件12件。", "not-a-report"),
        ("关于印发《茗溪镇2023年法治政府建设工作要点》的通知\n完成12件。", "not-a-report"),
        ("茗溪镇2023年法治政府建设年度报告\n一、成效\n2023年办理案件12件。", "few-figures"),
        ("茗溪镇2023年法治政府建设年度报告\n2023年办理案件12件、调解5宗、普法3场、学法4次、检查9次。", "parts-missing"),
        ("茗溪镇司法所2023年法治政府建设工作总结\n办理案件12件。", "town-bureau"),
        ("法治政府建设年度报告\n办理案件12件。", "year-unknown"),
    ],
)
def test_what_is_no_whole_report_of_a_place_waits(folder, tmp_path, text, reason):
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    [done] = add(file, data_dir=folder)
    assert done.state == "queued"
    assert reason in done.reasons
    assert len(open_data(folder).table("reports")) == 0
    # Of what is no report neither the place nor the year nor its parts are asked.
    assert "not-a-report" not in done.reasons or done.reasons == ("not-a-report",)


@pytest.mark.parametrize(
    ("behind", "waits"),
    [
        ("绛溪镇2020年法治政府建设年度报告\n2020年办理案件777件。调解45宗。普法16场。", True),
        ("绛溪镇2020年法治政府建设年度报告\n版权所有", False),
        ("上一篇：绛溪镇2020年法治政府建设年度报告\n网站声明。联系我们。网站地图。", False),
        ("绛溪镇2023年法治政府建设工作计划\n办理案件777件。调解45宗。普法16场。", False),
    ],
)
def test_the_reports_of_two_years_in_one_file_wait(folder, published, behind, waits):
    text = (CITY / "published" / OTHER).read_text(encoding="utf-8")
    [done] = add(published(OTHER, words=[(text, f"{text}\n{behind}\n")]), data_dir=folder)
    assert ("several-reports" in done.reasons) == waits


def test_a_file_that_a_person_put_aside_waits_no_longer(folder, published):
    news = published("shating-2021.html")
    assert add(news, data_dir=folder)[0].state == "queued"
    assert add(news, data_dir=folder, leave=True)[0].reasons == ("left",)
    assert add(news, data_dir=folder)[0].reasons == ("left",)
    assert open_data(folder).table("queue")["kind"].tolist() == ["left"]
    assert add(news, place="沙汀街道", year=2021, data_dir=folder, force=True)[0].state == "added"
    assert open_data(folder).table("queue").empty


def test_hostile_files_are_refused_one_by_one(folder, published, tmp_path):
    place = published(TOWN).parent
    (place / "empty.html").write_bytes(b"")
    (place / "page.docx").write_bytes(b"\x00\x01\x02" * 400)
    (place / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 100)
    (place / "~$lock.docx").write_bytes(b"x")
    (place / ".hidden").write_bytes(b"x")
    (place / "page_files").mkdir()
    (place / "page_files" / "style.css").write_text("p{}", encoding="utf-8")
    (place / "page.html").write_bytes((CITY / "published" / OTHER).read_bytes())
    done = add(place, data_dir=folder)
    assert states(done) == {
        TOWN: ("added", ()),
        "page.html": ("added", ()),
        "broken.pdf": ("refused", ("damaged",)),
        "empty.html": ("refused", ("empty",)),
        "page.docx": ("refused", ("unknown-kind",)),
    }
    assert {each.exit_code for each in done if each.state == "refused"} == {7}
    assert all(each.detail for each in done if each.state == "refused")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes and links there")
def test_what_is_no_file_is_refused_and_nothing_waits_for_a_pipe(folder, published):
    place = published(TOWN).parent
    os.mkfifo(place / "pipe.txt")
    (place / "nowhere.txt").symlink_to("none")
    (place / "loop.txt").symlink_to("loop.txt")
    (place / "table.csv").write_text("a,b", encoding="utf-8")
    done = add(place, data_dir=folder)
    assert {
        each.file.rpartition("/")[2]: (each.reasons, each.detail[:4]) for each in done if each.state == "refused"
    } == {
        "loop.txt": (("unreadable",), "链接成环"),
        "nowhere.txt": (("no-file",), "链接指向"),
        "pipe.txt": (("unreadable",), "不是普通"),
        "table.csv": (("table",), ""),
    }


def test_what_is_empty_or_of_no_use_is_not_passed_over_in_silence(folder, published, tmp_path):
    (tmp_path / "empty").mkdir()
    named = [tmp_path / "empty", folder, "x" * 300, published(TOWN)]
    add(published(OTHER), data_dir=folder)
    done = add(named, data_dir=folder)
    assert [each.reasons for each in done] == [("nothing-there",), ("table",), ("no-file",), ()]
    with pytest.raises(BadParameter, match="an empty path"):
        add("", data_dir=folder)


@pytest.mark.parametrize("address", ["http://", "http://a/\nb", "http://x.cn/a b", 'http://x.cn/"><script>', "x.cn"])
def test_an_address_that_is_none_is_never_written(folder, published, address):
    with pytest.raises(BadParameter, match="--url must be an address"):
        add(published(TOWN), url=address, data_dir=folder)
    (published(TOWN).parent / "urls.csv").write_text(f'file,url\n{TOWN},"{address}"\n', encoding="utf-8")
    add(published(TOWN).parent, data_dir=folder)
    assert open_data(folder).table("reports")["url"].tolist() == [""]


def test_an_address_that_is_learnt_later_is_written(folder, published):
    town = published(TOWN)
    add(town, data_dir=folder)
    address = "http://www.linyu.example.gov.cn/1.html"
    assert [each.state for _ in "12" for each in add(town, url=address, data_dir=folder)] == ["added", "unchanged"]
    assert open_data(folder).table("reports")[["url", "official"]].values.tolist() == [[address, "yes"]]


def test_a_file_keeps_its_place_when_its_address_is_learnt_or_changed(folder, published):
    town = published(TOWN, words=[("临屿区", "某区"), ("茗溪镇", "横沥镇")])
    assert add(town, data_dir=folder)[0].state == "queued"
    add(town, place="990101105", year=2021, data_dir=folder, force=True)
    assert add(town, place="441900119", data_dir=folder)[0].detail == "正文是横沥镇，不是长安镇 (441900119)"

    def again(listed, **options):
        (town.parent / "urls.csv").write_text(f"file,url\n{TOWN},{listed}\n", encoding="utf-8")
        [done] = add(town, data_dir=folder, **options)
        return done.state, done.place_code, open_data(folder).table("reports")["url"].item(), done.detail

    first, second = (f"http://www.linyu.example.gov.cn/{n}.html" for n in "12")
    assert again(first) == ("added", "990101105", first, "")
    assert again(second) == ("unchanged", "990101105", first, f"网址仍记作 {first}，没有改成 {second}")
    assert again(first, url=second) == ("added", "990101105", second, "")
    assert again(second, force=True) == ("added", "990101105", second, "")


@pytest.mark.parametrize("said", ["foo,bar\n", "地区,年\n".encode("gbk").decode("latin-1")])
def test_a_table_of_the_folder_that_breaks_a_rule_is_told_before_anything_is_read(folder, published, said):
    (folder / "reports.csv").write_bytes(said.encode("latin-1"))
    with pytest.raises(BadTable, match=r"reports\.csv"):
        add(published(TOWN), data_dir=folder)


def test_a_table_of_figures_that_breaks_a_rule_keeps_its_report_waiting_and_no_other(folder, published):
    (folder / "figures").mkdir()
    (folder / "figures" / "990101105-2021.csv").write_text("a,b\n", encoding="utf-8")
    published(TOWN)
    done = states(add(published(OTHER).parent, data_dir=folder))
    assert done == {TOWN: ("queued", ("bad-table",)), OTHER: ("added", ())}
    assert "figures/990101105-2021.csv" in open_data(folder).table("queue")["detail"][0].replace("\\", "/")


def test_an_archive_is_a_folder(folder, published, tmp_path):
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.txt", "x")
    outer = published(TOWN).parent / "towns.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(CITY / "published" / OTHER, f"2022/{OTHER}")
        archive.write(inner, "inner.zip")
        archive.writestr("__MACOSX/x", "x")
    done = states(add(outer.parent, data_dir=folder))
    assert done == {
        TOWN: ("added", ()),
        f"towns.zip/2022/{OTHER}": ("added", ()),
        "towns.zip/inner.zip": ("refused", ("archive",)),
    }
    again = states(add(outer.parent, data_dir=folder))
    assert again[f"towns.zip/2022/{OTHER}"] == ("unchanged", ("in-data",))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_out_of_the_folder_is_refused_and_one_within_is_read_once(folder, published, tmp_path):
    place = published(TOWN).parent
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    (place / "out.txt").symlink_to(secret)
    (place / "folder").symlink_to(tmp_path)
    (place / "again.html").symlink_to(place / TOWN)
    done = states(add(place, data_dir=folder))
    assert done == {
        "again.html": ("added", ()),
        "folder": ("refused", ("outside",)),
        "out.txt": ("refused", ("outside",)),
    }


def test_a_name_that_is_no_file_is_refused_and_others_are_added(folder, published, tmp_path):
    done = add([tmp_path / "none.html", published(TOWN)], data_dir=folder)
    assert [(each.state, each.reasons) for each in done] == [("refused", ("no-file",)), ("added", ())]


@pytest.mark.parametrize("paths", [3, None, [Path("a.html"), 3]])
def test_what_is_no_path_is_refused_before_anything_is_read(tmp_path, paths):
    with pytest.raises(BadParameter, match="paths must be paths of files and folders, got"):
        add(paths, data_dir=tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_an_address_comes_from_the_page_a_list_or_a_link_beside_it(folder, published):
    address = "http://www.linyu.example.gov.cn/zwgk/1.html"
    published(TOWN, words=[("<head>", f'<head><link rel="canonical" href="{address}">')])
    place = published(OTHER).parent
    published("luting-2022.txt")
    (place / "urls.csv").write_text(f"file,url\n{OTHER},https://news.example.com/2.html\n", encoding="utf-8")
    (place / "luting-2022.url").write_text(
        "[InternetShortcut]\nURL=http://www.linyu.example.gov.cn/3.html\n", encoding="utf-8"
    )
    add(place, data_dir=folder)
    reports = open_data(folder).table("reports")
    assert reports[["url", "official"]].values.tolist() == [
        ["http://www.linyu.example.gov.cn/3.html", "yes"],
        [address, "yes"],
        ["https://news.example.com/2.html", "no"],
    ]


def test_a_list_of_addresses_is_told_its_wrong_lines(folder, published):
    place = published(TOWN).parent
    lines = f"file,url\n{TOWN},x\nmingxi-2021.htm,http://www.linyu.example.gov.cn/1.html\n"
    (place / "urls.csv").write_text(lines, encoding="utf-8")
    said, done = add(place, data_dir=folder)
    assert (said.state, said.reasons, done.state) == ("unchanged", ("wrong-list",), "added")
    assert said.detail == f"没有文件“mingxi-2021.htm”，相近的是“{TOWN}”；“{TOWN}”的不是网址"


def test_an_address_is_of_one_file(folder, published):
    with pytest.raises(BadParameter, match="--url is the address of one file"):
        add(published(TOWN).parent, url="http://www.dg.gov.cn/1.html", data_dir=folder)


def test_a_correction_in_the_table_becomes_a_decision_and_holds(folder, published):
    town = published(TOWN)
    add(town, data_dir=folder)
    file = folder / "figures" / "990101105-2021.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = lines[1].split(",")
    changed[5] = "镇级"
    file.write_text("".join([lines[0], ",".join(changed), *lines[2:]]), encoding="utf-8")
    assert add(town, data_dir=folder)[0].state == "unchanged"
    assert load_figures("茗溪镇", 2021, folder)["scope"][0] == "镇级"
    add(town, data_dir=folder, force=True)
    assert load_figures("茗溪镇", 2021, folder)["scope"][0] == "镇级"
    assert len((folder / "decisions" / "990101105-2021.csv").read_text(encoding="utf-8").splitlines()) == 2
    before = files_of(folder)
    add(town, data_dir=folder, force=True)
    assert files_of(folder) == before


def test_a_table_that_is_cut_short_is_no_correction(folder, published):
    town = published(TOWN)
    add(town, data_dir=folder)
    file = folder / "figures" / "990101105-2021.csv"
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    for cut in (whole[: len(whole) // 3], b"".join(lines[: len(lines) // 2])):
        file.write_bytes(cut)
        [done] = add(town, data_dir=folder, force=True)
        assert (done.state, done.reasons) == ("queued", ("bad-table",))
        assert file.read_bytes() == cut
    file.unlink()
    assert add(town, data_dir=folder)[0].state == "added"
    assert file.read_bytes() == whole
    assert not (folder / "decisions" / "990101105-2021.csv").exists()


def test_what_a_person_wrote_of_a_statement_stays(folder, published):
    town = published(TOWN)
    add(town, data_dir=folder)
    file = folder / "statements.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[1].split(",")
    cells[5], cells[6] = "用我们的话说。", "In our words."
    file.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    add(changed_number(published), data_dir=folder, force=True)
    assert load_statements("茗溪镇", 2021, folder)["text_zh"].tolist().count("用我们的话说。") == 1


def test_a_text_that_is_gone_is_kept_again(folder, published):
    town = published(TOWN)
    add(town, data_dir=folder)
    (folder / "texts" / "990101105-2021.txt").unlink()
    assert load_text("990101105", 2021, folder) == ""
    assert add(town, data_dir=folder)[0].state == "unchanged"
    assert load_text("990101105", 2021, folder) != ""


def test_another_one_that_adds_is_told_so(folder, published):
    add(published(TOWN), data_dir=folder)
    with held(folder), pytest.raises(OutputError, match="another lawgov add is at work there"):
        add(published(OTHER), data_dir=folder)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_said_before_anything_is_read(folder, published):
    folder.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            add(published(TOWN), data_dir=folder)
    finally:
        folder.chmod(0o700)


def test_a_change_is_whole_or_not_at_all(folder, published, monkeypatch):
    add(published(TOWN), data_dir=folder)
    commit(folder, {"reports.csv": b"a", "texts/1.txt": b"b"})
    assert (folder / "reports.csv").read_bytes() == b"a"
    # Killed before the list was written, and after it.
    beside = folder / ".intake" / "commit"
    beside.mkdir()
    (beside / "0").write_bytes(b"c")
    recover(folder)
    assert (folder / "reports.csv").read_bytes() == b"a"
    beside.mkdir()
    (beside / "1").write_bytes(b"d")
    (beside / "list.json").write_text(json.dumps({"reports.csv": "0", "texts/1.txt": "1"}), encoding="utf-8")
    recover(folder)
    assert (folder / "texts" / "1.txt").read_bytes() == b"d"
    assert not beside.exists()


def test_lines_of_other_reports_are_written_as_they_were(folder, published):
    add(published(TOWN), data_dir=folder)
    file = folder / "reports.csv"
    before = file.read_text(encoding="utf-8").splitlines()
    add(published(OTHER), data_dir=folder)
    assert file.read_text(encoding="utf-8").splitlines()[:2] == before
    table = Table(open_data(folder), "reports", ("place_code", "year"))
    assert table.content() == file.read_bytes()


def test_reports_that_persons_recorded_are_kept_as_they_are(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(CITY, data, ignore=shutil.ignore_patterns("published", "facts"))
    before = files_of(data)
    done = add(CITY / "published" / "mingxi-2023.html", data_dir=data)
    assert [(each.state, each.reasons) for each in done] == [("unchanged", ("in-data",))]
    after = {file: content for file, content in files_of(data).items() if file in before}
    assert after == before
    assert load_text("990101105", 2023, data)


def test_a_file_in_an_archive_is_named_as_the_queue_names_it(folder, published, tmp_path):
    outer = published(TOWN).parent / "towns.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(CITY / "published" / OTHER, f"2022/{OTHER}")
        archive.write(CITY / "published" / TOWN, TOWN)
        archive.writestr("2022/other.txt", "x")
    [wrong] = add(outer / "2022" / "jiangxi-2023.txt", data_dir=folder)
    assert (wrong.state, wrong.reasons) == ("refused", ("no-file",))
    assert f"2022/{OTHER}" in wrong.detail
    both = states(add([outer / "2022" / OTHER, outer / TOWN], data_dir=folder))
    assert both == {f"towns.zip/2022/{OTHER}": ("added", ()), f"towns.zip/{TOWN}": ("added", ())}
    assert states(add(outer.parent / TOWN / "x.txt", data_dir=folder)) == {f"{TOWN}/x.txt": ("refused", ("no-file",))}
