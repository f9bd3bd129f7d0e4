"""The store of the panel: whatever happens to the tables or to it, it answers what the tables say."""

import os
import random
import shutil
import signal
import time
from contextlib import nullcontext

import pandas as pd
import pytest

from lawgov_analysis import load_figures, panel
from lawgov_analysis.errors import BadParameter, BadTable
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import figures, folder, load_panel, open_data, parquet, store

from helpers.touched import Table

PLACES = ["990100901", "990101", "990101101", "990102104"]


@pytest.fixture
def city(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "FEWEST", 3)
    source, folder = default_data_dir() / "samples" / "city", tmp_path / "city"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("published", "facts", "texts", "figures", ".panel"))
    (folder / "figures").mkdir()
    for code in PLACES:
        for file in (source / "figures").glob(f"{code}-*.csv"):
            shutil.copy2(file, folder / "figures")
    return folder


def tables(city):
    return sorted((city / "figures").glob("*.csv"))


def read_from_tables(data_dir, monkeypatch, **asked):
    with monkeypatch.context() as patch:
        patch.setattr(figures, "FEWEST", 10**9)
        return load_panel(data_dir, **asked)


def assert_answers_as_the_tables(city, monkeypatch, **asked):
    wanted, got = read_from_tables(city, monkeypatch, **asked), load_panel(city, **asked)
    pd.testing.assert_frame_equal(got, wanted)
    assert sorted(got.attrs["left_out"]) == sorted(wanted.attrs["left_out"])


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"years": [2022]},
        {"places": ["990101101", "990101", "990100901"]},
        {"indicators": ["mediation_accepted", ""], "columns": ["value", "place_code"]},
        {"places": ["990101101", "990101"], "years": [2021, 2022], "indicators": ["mediation_accepted"]},
        {"indicators": ["no_such"]},
    ],
)
def test_it_answers_what_the_tables_say_in_their_order_and_types(city, monkeypatch, asked):
    assert_answers_as_the_tables(city, monkeypatch, **asked)
    assert (city / ".panel" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_it_is_where_a_county_has_a_part_of_its_own_too(city, monkeypatch):
    names = open_data(city).names("figures")
    counties = {name[:6] for name in names}
    load_panel(city)
    for parquet_of_a_year in (city / ".panel").glob("*.parquet"):
        os.utime(parquet_of_a_year, (0, 0))
    monkeypatch.setattr(store, "MANY", max(sum(name[:6] == county for name in names) for county in counties))
    assert_answers_as_the_tables(city, monkeypatch)
    made = {f"{year}-{county}" for year in range(2021, 2024) for county in counties}
    assert {file.stem for file in (city / ".panel").glob("*.json")} == made
    # What they were cut out of is gone.
    assert {file.stem[:-17] for file in (city / ".panel").glob("*.parquet")} == made
    assert store.tables_of(names, places=["990101101"]).keys() <= made


def test_whatever_is_done_to_tables_is_answered_at_once(city, monkeypatch):
    chance, kept = random.Random(17), {file: file.read_text(encoding="utf-8") for file in tables(city)}

    def new_value(file):
        lines = kept[file].splitlines(keepends=True)
        cells = lines[1].split(",")
        lines[1] = lines[1].replace(f",{cells[7]},", f",{chance.randrange(9)},", 1)
        file.write_text("".join(lines), encoding="utf-8")

    def broken(file):
        file.write_text(kept[file].replace("exact", "exakt", 1), encoding="utf-8")

    def of_other_lines(file):
        file.write_text(kept[file].rstrip("\n").rpartition("\n")[0] + "\n", encoding="utf-8")

    def as_it_was(file):
        file.write_text(kept[file], encoding="utf-8")

    def touched(file):
        os.utime(file, (time.time(), time.time())) if file.exists() else as_it_was(file)

    def gone(file):
        file.unlink(missing_ok=True)

    for _ in range(6):
        for _ in range(chance.randrange(1, 4)):
            chance.choice([new_value, broken, of_other_lines, as_it_was, touched, gone])(chance.choice(list(kept)))
        assert_answers_as_the_tables(city, monkeypatch)
        assert_answers_as_the_tables(city, monkeypatch, places=PLACES[2:])


def test_a_single_report_is_read_from_the_store_that_was_read_and_a_faulty_one_told(city, monkeypatch):
    load_panel(city)
    monkeypatch.setattr(figures, "FEWEST", 6)
    one, right = tables(city)[0], load_figures("990100901", 2021, city)
    pd.testing.assert_frame_equal(right, open_data(city).read("figures", [one]))
    for file in tables(city):
        if file.stem.endswith("-2021"):
            file.write_text(file.read_text(encoding="utf-8").replace(",exact,", ",exactly,"), encoding="utf-8")
    with pytest.raises(BadTable, match="exactly"):
        load_figures("990100901", 2021, city)
    assert load_panel(city, years=[2022]).attrs["left_out"] == []
    assert {file.stem for file in (city / ".panel").glob("*.json")} == {"2021", "2022", "2023"}


def test_a_change_within_one_tick_of_the_clock_is_seen(city, monkeypatch):
    file = tables(city)[0]
    load_panel(city)
    status, text = file.stat(), file.read_text(encoding="utf-8")
    file.write_text(text.replace(",exact,", ",about,", 1), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    assert_answers_as_the_tables(city, monkeypatch)


@pytest.mark.parametrize(
    "spoil", ["delete all", "delete parquet", "cut parquet", "other parquet", "one bit", "cut json", "odd json", "deep"]
)
def test_a_store_that_was_damaged_or_deleted_is_made_anew(city, monkeypatch, spoil):
    before = panel(city).df()
    folder = city / ".panel"
    parquets, said = sorted(folder.glob("*.parquet")), sorted(folder.glob("*.json"))
    open_data(city).made(figures._store)._asked_again.cache_clear()
    match spoil:
        case "delete all":
            shutil.rmtree(folder)
        case "delete parquet":
            parquets[0].unlink()
        case "cut parquet":
            parquets[0].write_bytes(parquets[0].read_bytes()[:-9])
        case "other parquet":
            parquets[0].write_bytes(bytes(parquets[0].stat().st_size))
        case "one bit":
            data = bytearray(parquets[0].read_bytes())
            data[len(data) // 4] ^= 1
            parquets[0].write_bytes(data)
        case "cut json":
            said[0].write_bytes(said[0].read_bytes()[:-9])
        case "odd json":
            said[0].write_text("[]", encoding="utf-8")
        case "deep":
            said[0].write_text("[" * 100_000, encoding="utf-8")
    pd.testing.assert_frame_equal(panel(city).df(), before)
    assert_answers_as_the_tables(city, monkeypatch)


def test_without_leave_to_write_beside_the_tables_it_is_in_the_users_cache(city, monkeypatch, tmp_path):
    monkeypatch.setattr(parquet.os, "access", lambda *about: False)
    monkeypatch.setattr(parquet, "user_cache_path", lambda name: tmp_path / name)
    assert_answers_as_the_tables(city, monkeypatch)
    assert not (city / ".panel").exists()
    assert list((tmp_path / "lawgov_analysis" / "panel").glob("*/*.parquet"))


def test_where_nothing_can_be_written_the_tables_are_read(city, monkeypatch):
    (city / ".panel").write_text("no folder", encoding="utf-8")
    assert_answers_as_the_tables(city, monkeypatch)
    assert len(panel(city)) == len(load_panel(city))


def test_what_another_table_says_of_them_is_held_to_at_each_question(city):
    before = load_panel(city)
    reports = city / "reports.csv"
    lines = reports.read_text(encoding="utf-8").splitlines()
    reports.write_text(
        "\n".join(line for line in lines if not line.startswith("990101101,2022")) + "\n", encoding="utf-8"
    )
    after = load_panel(city)
    assert after.attrs["left_out"] == ["990101101-2022.csv"]
    assert len(after) == len(before.query("not (place_code == '990101101' and year == 2022)"))
    with pytest.raises(BadTable, match="990101101-2022"):
        load_figures(data_dir=city)


def test_an_indicator_that_is_none_any_more_is_told_as_from_the_tables(city, monkeypatch):
    load_panel(city)
    codebook = open_data(city).table("indicators")
    fewer = open_data(city).with_tables({"indicators": codebook[codebook["id"] != "mediation_accepted"]})
    assert_answers_as_the_tables(fewer, monkeypatch)
    assert load_panel(fewer).attrs["left_out"]
    with pytest.raises(BadTable, match=r"indicator: is not in the table indicators.*got “mediation_accepted”"):
        load_figures(data_dir=fewer)


def test_a_question_by_the_librarys_own_idiom_reads_what_load_panel_reads(city):
    asked = panel(city).filter("indicator = 'mediation_accepted' AND year = 2022").order("place_code").project("value")
    wanted = load_panel(city, years=[2022], indicators=["mediation_accepted"], columns=["value"])
    assert asked.df()["value"].tolist() == wanted["value"].tolist()


def test_a_column_that_figures_do_not_have_is_named_with_the_nearest(city):
    with pytest.raises(BadParameter, match="none named valu; did you mean value"):
        load_figures(data_dir=city, columns=["valu"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_two_that_write_at_once_and_one_that_is_killed_leave_it_right(city, monkeypatch):
    chance = random.Random(3)
    for turn in range(3):
        for file in tables(city)[turn::3]:
            text = file.read_text(encoding="utf-8")
            file.write_text(text.rstrip("\n").rpartition("\n")[0] + "\n", encoding="utf-8")
        children = []
        for _ in range(2):
            child = os.fork()
            if not child:
                try:
                    load_panel(city)
                finally:
                    os._exit(0)
            children.append(child)
        time.sleep(chance.random() / 8)
        os.kill(children[0], signal.SIGKILL)
        for child in children:
            os.waitpid(child, 0)
        assert_answers_as_the_tables(city, monkeypatch)


def test_figures_that_are_held_are_not_looked_at_again(city):
    data = figures.hold_figures(city)
    before = load_panel(data)
    tables(city)[0].unlink()
    assert len(load_panel(data)) == len(before) > len(load_panel(open_data(city).with_tables({})))


def test_what_is_worked_out_of_figures_is_kept_until_one_of_them_or_a_table_is_another(city):
    made = []

    def total(stated, _data, year):
        found = stated.aggregate("indicator, sum(value) AS total", "indicator").df()
        made.append((year, set(found["indicator"]) - {""}))
        return found

    def asked(code=b"1", year=2022):
        fields = [{"name": "indicator", "type": "string"}, {"name": "total", "type": "number"}]
        data = open_data(city).with_tables({})
        found = figures.kept_of_figures(total, data, f"total-{year}", [year], fields, code, (year,))
        return found[found["indicator"] != ""].set_index("indicator")["total"].to_dict()

    first = asked()
    assert asked() == first
    asked(b"2")  # another program
    assert made == [(2022, {*first})] * 2
    of_years = {int(file.stem[-4:]): Table(file) for file in tables(city)}
    for year in (2021, 2022):
        table = of_years[year]
        row = next(row for row in table.rows if row["indicator"] in first and not row["related"])
        name, row["value"] = row["indicator"], f"{float(row['value']) + 7:g}"
        table.write()
        assert asked(b"2") == (first if year == 2021 else {**first, name: first[name] + 7})
    # The year beside is no part of it, and of this one no more is worked out than was changed.
    assert made[2:] == [(2022, {name})]
    # What a table that breaks a rule stated is taken away.
    table.rows[0]["bound"] = "exactly"
    table.write()
    assert asked(b"2") != {**first, name: first[name] + 7}
    assert made[3][1] <= {row["indicator"] for row in table.rows} < {*first, ""}
    places = Table(city / "places.csv")
    places.rows[0]["population"] = "4321"
    places.write()
    now = asked(b"2")
    shutil.rmtree(city / ".panel")
    assert asked(b"2") == now
    assert made[4:] == [(2022, {*now})] * 2


def test_what_is_changed_while_it_is_worked_out_is_no_part_of_it(city):
    changed, found = tables(city)[0], []

    def rows(stated, _data, _year):
        if not found:
            changed.write_text("".join(changed.read_text(encoding="utf-8").splitlines(True)[:2]), encoding="utf-8")
        found.append(stated.aggregate("indicator, count(*) AS rows", "indicator").df())
        return found[-1]

    def asked():
        fields = [{"name": "indicator", "type": "string"}]
        fields += [{"name": "rows", "type": "integer", "constraints": {"required": True}}]
        years = range(2021, 2024)
        data = open_data(city).with_tables({})
        counted = figures.kept_of_figures(rows, data, "rows", years, fields, b"", (2022,))
        return counted.loc[counted["indicator"] != "", "rows"].sum()

    before = changed.read_text(encoding="utf-8")
    many = asked()
    assert asked() < many
    changed.write_text(before, encoding="utf-8")
    assert asked() == many
    assert len(found) == 2


@pytest.mark.parametrize("name", ["reports", "places", "statements"])
def test_a_large_table_is_checked_once_and_again_when_it_or_another_was_changed(city, monkeypatch, name):
    wanted = open_data(city).table(name)
    monkeypatch.setattr(folder, "LARGE", 0)
    read = []
    made, again = (open_data(city).with_tables({}) for _ in range(2))
    pd.testing.assert_frame_equal(made.table(name), wanted)
    monkeypatch.setattr(again, "read", lambda *about: read.append(about))
    pd.testing.assert_frame_equal(again.table(name), wanted)
    assert not read
    file = city / "places.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("990101101,", "990101199,"), encoding="utf-8")
    with pytest.raises(BadTable) if name != "places" else nullcontext():
        assert "990101199" in open_data(city).table(name)["code"].tolist()
