"""Notebooks that are made for a user: a copy of an analysis with its parameters filled in, or one to begin with."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import BadParameter, OutputError
from ...files import writing
from ...paths import PACKAGE_FILE, find_folder, portable_path
from ...presentation import check_language
from ...presentation.wordings import Wordings
from ...reporting.analyses import OF_DATA, SUFFIX, find_notebook
from ...tables import open_data
from .form import OFFERED, TEXT, TOUR, WORDS, parameters_of

#: Where they are made, below the folder that JupyterLab shows.
OWN_FOLDER = "analyses"
#: What names a file or a folder, which a notebook may be far from.
PATHS = (OF_DATA, "rubric")
#: A notebook of one call: its name, and what is called.
CALLS = {"browse": "explore", "review": "review"}
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def new_analysis(name: str, given: Mapping[str, Any], root: str | os.PathLike[str]) -> str:
    """Write a copy of an analysis's notebook with its parameters filled in, and nothing run yet.

    Parameters
    ----------
    name : str
        ``annual_report``, ``disclosure_scorecard``, ``panel_followup`` or ``peer_comparison``.
    given : dict
        Its parameters, as typed in a form; what is empty is left to the analysis.
    root : path-like
        The folder that JupyterLab shows; a data folder or a rubric is looked for below it too.

    Returns
    -------
    str
        The new file, below `root`, with ``/``; none that was there is written over.

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter
        As the analysis itself says it.
    OutputError
        When nothing can be written there.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     new_analysis("annual_report", {"place": "横沥镇", "year": "2020"}, folder)
    ...     new_analysis("annual_report", {"place": "横沥镇", "year": "2020"}, folder)
    'analyses/dongguan-hengli-2020/annual_report.ipynb'
    'analyses/dongguan-hengli-2020/annual_report-2.ipynb'
    """
    if name not in OFFERED:
        raise BadParameter(f"unknown analysis {name}: it is one of {', '.join(OFFERED)}")
    analysis = find_notebook(name)
    analysis.check(given)
    said = {key: value for key, value in given.items() if value not in ("", None)}
    for key in PATHS:
        if key in said:
            said[key] = path_below(key, said[key], root)
    data_dir = said.pop(OF_DATA, "")
    # What a notebook is shown with is of its example; who begins anew has said whom and when it is about.
    subject = analysis.load(said, data_dir)
    notebook = json.loads(analysis.notebook.read_text(encoding="utf-8"))
    filled = {**dict(subject.parameters), OF_DATA: data_dir}
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            cell["source"] = fill_in("".join(cell["source"]), filled).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            # They are of another place.
            cell |= {"outputs": [], "execution_count": None}
    folder = f"{OWN_FOLDER}/{subject.folder.replace('/', '-')}"
    return _write_new(notebook, folder, name, root)


def path_below(name: str, value: Any, root: str | os.PathLike[str]) -> str:
    """Return a path as a notebook finds it, wherever that is.

    It is below the root, of what comes with the package, or a data folder that is named by its whole path.
    """
    below = Path(root, str(value)).resolve()
    if below.exists() and below.is_relative_to(Path(root).resolve()):
        portable = portable_path(below)
        return portable if find_folder(portable) == below else str(below)
    if name == OF_DATA and Path(value).is_absolute() and Path(value, PACKAGE_FILE).is_file():
        return str(below)
    beside = portable_path(find_folder(str(value)).resolve())
    if Path(beside).is_absolute() or not find_folder(beside).exists():
        whole = ", unless the whole path of a data folder is given" if name == OF_DATA else ""
        raise BadParameter(f"{name} {value} is not there: it is looked for in the folder that JupyterLab shows{whole}")
    return beside


def fill_in(source: str, values: Mapping[str, Any]) -> str:
    """Return a cell of parameters with other values; types, comments and order stay.

    Parameters
    ----------
    source : str
    values : dict
        Several values of a text stand with commas between them, and nothing is as the notebook says it.

    Returns
    -------
    str

    Examples
    --------
    >>> fill_in('place: str = "9901"  # 代码 · code', {"place": "441900106"})
    'place: str = "441900106"  # 代码 · code'
    """
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    for each in parameters_of(source):
        if each["name"] not in values:
            continue
        (line, begin, end), value = each["at"], values[each["name"]]
        before = lines[line - 1]
        lines[line - 1] = before[:begin] + _literal(value, each["kind"]).encode() + before[end:]
    return b"".join(lines).decode()


def _literal(value: Any, kind: str) -> str:
    if isinstance(value, list | tuple):
        value = ",".join(map(str, value))
    if kind != TEXT and (value is None or isinstance(value, bool | int)):
        return repr(value)
    value = "" if value is None else value
    # As Python reads it too; one that is no number where a number is asked for was refused before.
    return json.dumps(str(value), ensure_ascii=False)


def new_notebook(kind: str, root: str | os.PathLike[str], lang: str = "zh") -> str:
    """Return a notebook to begin with, which is written where it is not there yet.

    Parameters
    ----------
    kind : str
        ``tour``, ``browse`` or ``review``.
    root : path-like
        The folder that JupyterLab shows. The tour of a checkout is opened where it is, when that is below it.
    lang : str
        Of what a cell says.

    Returns
    -------
    str
        The file below `root`, with ``/``.

    Raises
    ------
    BadParameter, OutputError
    """
    if kind == "tour":
        tour, root_dir = find_notebook(TOUR).notebook.resolve(), Path(root).resolve()
        if tour.is_relative_to(root_dir):
            return tour.relative_to(root_dir).as_posix()
        notebook = json.loads(tour.read_text(encoding="utf-8"))
        kind = TOUR
    elif kind in CALLS:
        words = Wordings(open_data(), WORDS, ["key"], check_language(lang))
        given = "" if lang == "zh" else f'lang="{lang}"'
        cells = [
            {"cell_type": "markdown", "id": "what", "metadata": {}, "source": words.say(f"{kind}_said")},
            {
                "cell_type": "code",
                "id": "call",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": f"import lawgov_analysis as lawgov\n\nlawgov.{CALLS[kind]}({given})",
            },
        ]
        notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    else:
        raise BadParameter(f"unknown notebook {kind}: it is one of tour, {', '.join(CALLS)}")
    if Path(root, OWN_FOLDER, f"{kind}{SUFFIX}").is_file():
        return f"{OWN_FOLDER}/{kind}{SUFFIX}"
    return _write_new(notebook, OWN_FOLDER, kind, root)


def _write_new(notebook: dict[str, Any], folder: str, stem: str, root: str | os.PathLike[str]) -> str:
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    into = Path(root, folder)
    with writing(into):
        into.mkdir(parents=True, exist_ok=True)
        if not into.resolve().is_relative_to(Path(root).resolve()):
            raise OutputError(f"{folder} leads out of the folder that JupyterLab shows: nothing is written there")
        number = 1
        while True:
            name = f"{stem}{SUFFIX}" if number == 1 else f"{stem}-{number}{SUFFIX}"
            try:
                with (into / name).open("x", encoding="utf-8", newline="\n") as file:
                    file.write(text)
            except FileExistsError:
                number += 1
            else:
                return f"{folder}/{name}"
