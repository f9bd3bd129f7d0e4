"""Make anew what the tests compare with: executed notebooks, reference reports, golden tables, the README's picture.

usage: python3 run.py python tests/update_golden.py

Read the diff before you commit it: every changed number needs a reason.
"""

from contextlib import contextmanager

import nbformat
from nbclient import NotebookClient

import lawgov_analysis as lawgov
from lawgov_analysis.analysis import charts
from lawgov_analysis.reporting.render import normalise, render_notebook

from helpers import ROOT, TESTS
from helpers.references import REFERENCES

GOLDEN = TESTS / "golden"
PLACE, YEAR = "441900106", 2020
DISCLOSED = 48


def golden_tables():
    """Return what the library computes of the reference report: {name: table}."""
    figures = lawgov.load_figures(PLACE, YEAR)
    return {
        "rates": lawgov.derive_rates(figures),
        "coverage": lawgov.coverage(figures),
        "peers": lawgov.peers(lawgov.load_figures(), PLACE, YEAR),
    }


def golden_csv(table):
    return table.to_csv(index=False, lineterminator="\n", float_format="%.6g")


def readme_picture():
    kinds = lawgov.parts(lawgov.load_figures(PLACE, YEAR), DISCLOSED)
    return charts.composition(kinds, "横沥镇2020年主动公开的1,935条信息，分7类").png()


@contextmanager
def without_texts():
    """Put the texts of real reports aside meanwhile: their sentences are never committed."""
    texts, aside = ROOT / "data" / "texts", ROOT / "data" / ".intake" / "texts"
    if not texts.is_dir():
        yield
        return
    aside.parent.mkdir(exist_ok=True)
    texts.rename(aside)
    try:
        yield
    finally:
        aside.rename(texts)


def main():
    with without_texts():
        make()


def make():
    for file in [*sorted((ROOT / "notebooks").glob("*.ipynb")), ROOT / "docs" / "how_a_sentence_is_read.ipynb"]:
        notebook = nbformat.read(file, as_version=4)
        NotebookClient(notebook, resources={"metadata": {"path": str(file.parent)}}).execute()
        file.write_text(nbformat.writes(normalise(notebook)) + "\n", encoding="utf-8", newline="\n")
    GOLDEN.mkdir(exist_ok=True)
    for name, table in golden_tables().items():
        (GOLDEN / f"hengli-2020-{name}.csv").write_text(golden_csv(table), encoding="utf-8", newline="\n")
    (ROOT / "docs" / "disclosure.png").write_bytes(readme_picture())
    for name, parameters in REFERENCES.values():
        render_notebook(name, parameters, force=True)


if __name__ == "__main__":
    main()
