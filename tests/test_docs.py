"""The pages under docs/ say what is true: each is made anew, or held against what it tells of."""

import csv
import inspect
import json
import re
import subprocess
import sys
import tomllib

import pytest

import lawgov_analysis
from lawgov_analysis.paths import PACKAGE, default_data_dir
from lawgov_analysis.tables import FIGURE_COLUMNS

import make_reference
from helpers import ROOT
from helpers.browser import chromium, needs_browser

DOCS = ROOT / "docs"
ARCHITECTURE = (DOCS / "ARCHITECTURE.md").read_text(encoding="utf-8")
GLOSSARY = (DOCS / "GLOSSARY.md").read_text(encoding="utf-8")
PAGES = ["api.md", "audit-rules.md", "cli.md", "relations.md", "reliability.md", "tables.md"]


def commands(group, words=()):
    for name, command in group.commands.items():
        yield " ".join([*words, name])
        yield from commands(command, (*words, name)) if hasattr(command, "commands") else ()


def described():
    """Every column of every table, and every value of those that have a list of them."""
    package = json.loads((default_data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"]:
        for field in [*table["schema"]["fields"], *table["schema"].get("draft_fields", [])]:
            yield table["name"], field["name"], ""
            for value in field.get("constraints", {}).get("enum") or field.get("each", {}).get("enum", []):
                yield table["name"], field["name"], value


@pytest.fixture(scope="module")
def made():
    """The pages of the reference as they would be written now."""
    return make_reference.pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_as_it_would_be_written_now(name, made):
    said = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert said == made[name], "python3 run.py python docs/make_reference.py writes it"


def test_every_page_of_the_reference_is_made(made):
    assert sorted(made) == sorted(file.name for file in (DOCS / "reference").glob("*.md")) == PAGES


def test_every_public_name_is_said_in_chinese():
    assert sorted(make_reference.NAMES) == sorted(lawgov_analysis.__all__)


def test_every_column_and_every_value_has_a_meaning():
    page = (DOCS / "reference" / "tables.md").read_text(encoding="utf-8")
    tables = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    for table, column, value in described():
        under = re.search(rf"^### {table}\.{column}\n(.*?)(?=^### |\Z)", tables[table], re.MULTILINE | re.DOTALL)
        rows = under[1] if value else tables[table]
        row = re.search(rf"^\| `{re.escape(value or column)}` \|(.*)\|$", rows, re.MULTILINE)
        assert row, (table, column, value)
        assert row[1].split(" | ")[-1].strip(), (table, column, value)


def test_a_column_without_a_meaning_is_named():
    with pytest.raises(KeyError, match=r"no row for figures\.colour: say in it what that means"):
        make_reference.meaning("figures", "colour")


def test_no_meaning_is_of_what_is_no_longer_there():
    with (DOCS / "reference" / "meanings.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    known = set(described())
    known |= {("*", column, value) for _, column, value in known}
    assert [key for row in rows if (key := (row["table"], row["column"], row["value"])) not in known] == []
    assert [row for row in rows if not row["zh"] or bool(row["value"]) != bool(row["en"])] == []


def test_the_glossary_says_each_of_its_words_in_both_languages():
    rows = re.findall(r"^\| \*\*(.+?)\*\* (.*?) \| (.+?) \| (.+?) \|$", GLOSSARY, re.MULTILINE)
    assert len(rows) == GLOSSARY.count("| **") > 30
    for word, chinese, in_chinese, in_english in rows:
        assert re.search("[\u4e00-\u9fff]", chinese), word
        assert in_chinese.endswith("。"), word
        assert in_english.endswith("."), word
    words = {word for word, *_ in rows}
    assert {"report", "figure", "quantity", "finding", "identity", "panel", "furniture", "excerpt", "codebook"} <= words
    assert {"gate", "place", "level"} <= words


def test_the_glossary_has_what_a_figure_says():
    bounds = ["exact", "at_least", "at_most", "about"]
    kinds = ["part", "subset", "ratio", "growth", "flow", "stock", "cumulative"]
    for word in [*FIGURE_COLUMNS, *bounds, *kinds]:
        # A place code and a year are said in the data dictionary alone.
        if word not in ("place_code", "year", "value", "related"):
            assert re.search(rf"\b{word}\b", GLOSSARY), word


def test_the_architecture_has_the_folders_in_the_order_of_the_contract():
    table = ARCHITECTURE.split("## The folders")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", table, re.MULTILINE)
    said = [(int(line), name) for line, names in rows for name in re.findall(r"`(\w+)(?:/|\.py)`", names)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]["layers"]
    lines = [(len(contract) - n, name) for n, layer in enumerate(contract) for name in layer.split(" | ")]
    assert sorted(said) == sorted(lines)


def test_every_file_that_the_architecture_names_is_there():
    names = re.findall(r"`([\w./-]+(?:\.py|\.csv|\.json|\.ipynb|\.toml|\.md|/))`", ARCHITECTURE)
    assert len(names) > 60
    missing = {name for name in names if not ((ROOT / name).exists() or (PACKAGE / name).exists())}
    assert missing == set()


def test_a_newcomer_finds_which_file_fills_a_column():
    table = ARCHITECTURE.split("## From a text to figures")[1].split("\n## ")[0]
    filled = {
        column
        for row in re.findall(r"^\|.*\| ([^|]*) \|$", table, re.MULTILINE)
        for column in re.findall(r"`(\w+)`", row)
    }
    assert {*FIGURE_COLUMNS, "confidence"} - filled == {
        "place_code",
        "year",
        "figure",
        "stated_as",
        "overlaps",
        "out_of_field",
    }


def test_the_architecture_has_the_stages_of_the_extraction():
    from lawgov_analysis.extraction.pipeline import STAGES

    table = ARCHITECTURE.split("## From a text to figures")[1].split("\n## ")[0]
    said = re.findall(r"^\| (\w+) \| `[\w./]+` \| ([\w ]+) \| ([\w ]+) \|", table, re.MULTILINE)
    assert said == [(stage.function.__name__, stage.needs, stage.gives) for stage in STAGES]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site, built as `python3 run.py docs` builds it: warnings are errors."""
    # Beside it lie the pictures of the notebook.
    folder = tmp_path_factory.mktemp("site") / "html"
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "-c", "docs", ".", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_site_has_every_page(site):
    pages = [file.relative_to(ROOT) for file in DOCS.rglob("*.md") if "_site" not in file.parts]
    for page in pages:
        assert (site / page.with_suffix(".html")).is_file(), page
    assert "核对台" in (site / "notebooks" / "explore.html").read_text(encoding="utf-8")
    assert 'href="docs/index.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_the_site_loads_nothing_from_elsewhere(site):
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=\"((?:https?:)?//[^\"]+)", page)
        assert loaded == [], file.name


def test_the_site_is_searched_in_chinese(site):
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(re.search(r"Search\.setIndex\((.*)\)$", index.strip(), re.DOTALL)[1])["terms"]
    assert {"口径", "指标", "核查"} <= set(terms)


@needs_browser
def test_a_word_of_either_language_is_found(site):
    with chromium() as browser:
        page = browser.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        for word, title in ("流量", "词汇 · Glossary"), ("derive_rates", "程序接口 · API"):
            page.goto(f"{(site / 'search.html').as_uri()}?q={word}")
            page.locator("#search-results a", has_text=title).first.wait_for()
        assert errors == []


@pytest.mark.parametrize("name", [name for name in lawgov_analysis.__all__ if name[0].islower()])
def test_help_says_what_a_function_takes_and_gives_with_an_example(name):
    function = getattr(lawgov_analysis, name)
    said = inspect.getdoc(function)
    takes = ["Parameters"] if inspect.signature(function).parameters else []
    gives = [] if name == "save_figures" else ["Returns"]
    sections = [f"\n{title}\n{'-' * len(title)}\n" for title in [*takes, *gives, "Examples"]]
    assert said.partition("\n")[0].endswith((".", ":"))
    assert [section for section in sections if section not in said] == []


def test_what_is_offered_after_a_dot_is_what_is_public():
    assert dir(lawgov_analysis) == sorted([*lawgov_analysis.__all__, "charts"])
