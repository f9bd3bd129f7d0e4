"""Shown: what an executed notebook shows, block by block, as it stands in its file or as its views give it now."""

import ast
import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from itertools import zip_longest

import pandas as pd

from ...errors import BadParameter, BadTable, LawgovError, NoData
from ...files import read_json, regular
from ...paths import default_notebooks_dir, find_folder, shown_path
from ..analyses import called

PARAMETERS, INJECTED = "parameters", "injected-parameters"
# What differs from machine to machine, or with a text that is at hand here and not there.
UNHELD = "nbval-ignore-output"
LINKED = re.compile(r'<a href="#f(\d+)">([^<]*)</a>')


@dataclass(frozen=True)
class Shown:
    """A block of a notebook.

    Attributes
    ----------
    kind : str
        heading, table, list, caption, chart, or text.
    text : str
        Its plain text; of a list a line an item.
    level : int
        Of a heading.
    caption : str
        Of a table.
    columns : tuple of str
        Of a table.
    rows : tuple of (str, tuple of str)
        Of a table: the id of each row, ``""`` where it has none, and its cells.
    figures : tuple of (str, str)
        The numbers of the figures that are linked in it, each with the text of its link.
    held : bool
        Whether it says the same on every machine.
    """

    kind: str
    text: str
    level: int = 0
    caption: str = ""
    columns: tuple = ()
    rows: tuple = ()
    figures: tuple = ()
    held: bool = True


@dataclass(frozen=True)
class Executed:
    """An executed notebook.

    Attributes
    ----------
    file : pathlib.Path
    name : str
        Of the notebook that it was made by; ``""`` where it is none of the package's.
    parameters : dict
    sources : tuple of str
        Of its code cells, without those of its parameters.
    blocks : tuple of Shown
    """

    file: object
    name: str
    parameters: dict
    sources: tuple
    blocks: tuple

    @property
    def title(self):
        """What it is called: its first heading."""
        return next((block.text.lstrip("# ") for block in self.blocks if block.kind == "heading"), "")


def read_executed(file):
    """Read an executed notebook.

    Parameters
    ----------
    file : pathlib.Path

    Returns
    -------
    Executed

    Raises
    ------
    NoData
        When there is no such file.
    BadTable
        When it is no notebook.
    """
    return executed_of(_read(file), file)


def executed_of(notebook, file):
    """Return what a notebook shows that was run and will be written to a file.

    Parameters
    ----------
    notebook : dict
        As nbformat has it.
    file : pathlib.Path

    Returns
    -------
    Executed
    """
    return Executed(
        file,
        called(notebook),
        _parameters(notebook),
        tuple(_source(cell) for cell in _code(notebook) if not _tags(cell) & {PARAMETERS, INJECTED}),
        tuple(block for cell in _code(notebook) for block in _stored(cell)),
    )


def show_again(executed, data_dir=None):
    """Return an executed notebook as it would be made now, without a kernel.

    The cells are those of the package's notebook, which call its public steps: they run in this process, and no code of
    the file does. Charts are not drawn; their alternative text has their numbers.

    Parameters
    ----------
    executed : Executed
    data_dir : path-like, optional
        Another data folder than the one that it names.

    Returns
    -------
    Executed

    Raises
    ------
    BadParameter
        When no notebook of the package made it, or it was given what that no longer takes.
    LawgovError
        As its steps say it.
    """
    shown = shown_path(executed.file)
    if not executed.name:
        raise BadParameter(f"{shown}: was made by no notebook of the package, so that nothing can make it again")
    source = default_notebooks_dir() / f"{executed.name}.ipynb"
    notebook = _read(source)
    known = _parameters(notebook)
    given = {**executed.parameters, **({} if data_dir is None else {"data_dir": str(data_dir)})}
    if unknown := sorted(given.keys() - known.keys()):
        said = f"was made with {', '.join(unknown)}, which {executed.name} does not take any more; make it anew"
        raise BadParameter(f"{shown}: {said}")
    _check_folder(given.get("data_dir"), shown)
    names, blocks, sources = {}, [], []
    for cell in _code(notebook):
        source = _source(cell)
        shows = _run(source, names, shown)
        if PARAMETERS in _tags(cell):
            names |= given
        else:
            sources.append(source)
        blocks += [_held(block, cell) for block in shows]
    return Executed(executed.file, executed.name, {**known, **given}, tuple(sources), tuple(blocks))


def _check_folder(data_dir, shown):
    if data_dir and not find_folder(data_dir).is_dir():
        raise NoData(f"{shown}: its data folder {data_dir} is not there; name another with --data-dir")


def _run(source, names, shown):
    """Run a cell in this process; return what it shows."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    is_value = isinstance(last, ast.Expr)
    body = ast.Module(tree.body[: -1 if is_value else None], [])
    printed, value = io.StringIO(), None
    try:
        with redirect_stdout(printed):
            exec(compile(body, shown, "exec"), names)
            if is_value:
                value = eval(compile(ast.Expression(last.value), shown, "eval"), names)
    except LawgovError:
        raise
    except (
        Exception
    ) as error:  # what a table or a step of today does to an old report is told, and the next is looked at
        raise BadTable([f"{shown}: cannot be made from its data: {type(error).__name__}: {error}"]) from None
    blocks = [Shown("text", printed.getvalue().strip())] if printed.getvalue().strip() else []
    return [*blocks, *_blocks(value)]


def _blocks(value):
    """Give what a value shows, as the cell of a notebook would."""
    if value is None:
        return
    if isinstance(value, list):
        for each in value:
            yield from _blocks(each)
    elif hasattr(value, "alt") and hasattr(value, "title"):
        yield Shown("chart", value.alt)
        yield Shown("caption", value.title)
    else:
        # As pandas shows a table in a notebook; in a terminal it makes fit.
        with pd.option_context("display.max_columns", 20):
            html = value._repr_html_() if hasattr(value, "_repr_html_") else ""
        # A break of the page says nothing.
        if text := repr(value).strip():
            yield _block(html or "", text)


def _stored(cell):
    """Give what a cell showed when it was run."""
    for output in cell.get("outputs", ()):
        data = {kind: "".join(part) for kind, part in output.get("data", {}).items() if isinstance(part, str | list)}
        text = data.get("text/plain", "".join(output.get("text", ()))).strip()
        if "image/png" in data:  # of a version that drew pictures of dots
            yield _held(Shown("chart", text), cell)
        elif text:
            yield _held(_block(data.get("text/html", ""), text), cell)


def _held(block, cell):
    return replace(block, held=UNHELD not in _tags(cell))


# Most of what is made anew is what was there.
@lru_cache(maxsize=512)
def _block(html, text):
    figures = tuple((number, unescape(said)) for number, said in LINKED.findall(html))
    if found := re.match(r"<h([1-6])", html):
        return Shown("heading", text, int(found[1]))
    if html.startswith("<table") or 'class="dataframe"' in html:
        table = _Table()
        table.feed(html)
        return Shown(
            "table", text, caption=table.caption, columns=tuple(table.columns), rows=tuple(table.rows), figures=figures
        )
    kinds = {"<ul": "list", "<ol": "list", "<figure": "chart", "<figcaption": "caption"}
    return Shown(next((kind for tag, kind in kinds.items() if html.startswith(tag)), "text"), text, figures=figures)


class _Table(HTMLParser):
    """The caption, the columns and the rows of a table."""

    def __init__(self):
        super().__init__()
        self.caption, self.columns, self.rows, self.cells, self.id, self.text = "", [], [], [], "", []
        self.is_head = True

    def handle_starttag(self, tag, attrs):
        if tag in ("th", "td", "caption"):
            self.text = []
        elif tag == "tbody":
            self.is_head = False
        elif tag == "tr":
            self.cells, self.id = [], dict(attrs).get("id", "")

    def handle_data(self, data):
        self.text.append(data)

    def handle_endtag(self, tag):
        said = "".join(self.text).strip()
        if tag == "caption":
            self.caption = said
        elif tag in ("th", "td"):
            self.cells.append(said)
        elif tag == "tr" and self.is_head:
            # The name of an index stands on a line of its own.
            above = self.columns or self.cells
            self.columns = [name or below for name, below in zip_longest(above, self.cells, fillvalue="")]
        elif tag == "tr" and self.cells:
            self.rows.append((self.id, tuple(self.cells)))


def _read(file):
    try:
        notebook = read_json(regular(file).read_text(encoding="utf-8"))
        cells = notebook["cells"]
        if not all(isinstance(cell["metadata"], dict) and cell["cell_type"] for cell in cells):
            raise ValueError
    except FileNotFoundError:
        raise NoData(f"{shown_path(file)}: no such notebook") from None
    except OSError as error:
        raise BadTable([f"{shown_path(file)}: cannot be read: {error.strerror}"]) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadTable([f"{shown_path(file)}: not a notebook of version 4"]) from None
    return notebook


def _code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _tags(cell):
    return set(cell["metadata"].get("tags", ()))


def _source(cell):
    return "".join(cell["source"])


def _parameters(notebook):
    """Return the values of the parameters; only what is a value is read, nothing is run."""
    values = {}
    for cell in _code(notebook):
        if not _tags(cell) & {PARAMETERS, INJECTED}:
            continue
        for node in _parsed(_source(cell)):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            for target in targets:
                if isinstance(target, ast.Name) and getattr(node, "value", None) is not None:
                    try:
                        values[target.id] = ast.literal_eval(node.value)
                    except ValueError:
                        continue
    return values


def _parsed(source):
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []
