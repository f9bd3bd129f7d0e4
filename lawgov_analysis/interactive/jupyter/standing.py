"""Whether a report's notebook says what its data say now, and how it is made anew."""

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...errors import BadParameter
from ...messages import in_chinese
from ...paths import command, default_data_dir, default_reports_dir, find_folder, shown_path
from ...presentation import LANGUAGES, check_language, in_language, load_language
from ...reporting.analyses import ANALYSES, OF_DATA, OF_EXAMPLE, find_notebook
from ...reporting.changes import check_reports
from ...reporting.changes.said import line_of
from ...reporting.changes.shown import Executed, read_executed
from ...reporting.manifest import NOTEBOOK

#: What the notebook of a report is called, in each language.
NAMES = tuple(in_language(NOTEBOOK, lang) for lang in LANGUAGES)
CURRENT, CHANGED, FAILED, FOREIGN = "current", "changed", "failed", "foreign"
#: How many lines are told; the others are counted.
MOST = 100
KEPT = 64

_told: dict[tuple[Path, str], tuple[Any, dict[str, Any]]] = {}


def standing(file: str | os.PathLike[str], lang: str = "zh") -> dict[str, Any]:
    """Say whether a report is current with its data; what was said stands until a file is another.

    Parameters
    ----------
    file : path-like
        Its executed notebook.
    lang : str
        Of what is said.

    Returns
    -------
    dict
        ``state`` (``current``, ``changed``, ``failed``, or ``foreign`` and nothing more of it, where the notebook is
        none of the package's), ``n`` (how many things are said otherwise), ``lines`` (what
        is, each a text), ``why`` (what changed since it was made, as texts), ``fault`` (why nothing could be compared)
        and ``command`` (what makes it anew; ``""`` where nothing of the package does).

    Raises
    ------
    NoData, BadTable, BadParameter
        When it is no notebook of a report.
    """
    file, language = Path(file).absolute(), load_language(check_language(lang))
    if file.name not in NAMES:
        raise BadParameter(f"{shown_path(file)}: is no report's notebook, which is called {' or '.join(NAMES)}")
    executed = read_executed(file)
    if not executed.name:
        return {"state": FOREIGN}
    stamp = _stamp(file, executed)
    if (kept := _told.get((file, lang))) and kept[0] == stamp:
        return kept[1]
    table = check_reports(file)
    fault = next((str(error) for _, error in table.attrs["failed"]), "")
    lines = [line_of(row, language) for row in table[~table["echo"].astype(bool)].to_dict("records")]
    said = {
        "state": FAILED if fault else CHANGED if lines else CURRENT,
        "n": len(lines),
        "lines": lines[:MOST],
        "why": list(dict.fromkeys(text for texts in table["why"] for text in texts)),
        "fault": in_chinese(fault) if lang == "zh" else fault,
        "command": _command(file, executed),
    }
    while len(_told) >= KEPT:
        del _told[next(iter(_told))]
    _told[file, lang] = stamp, said
    return said


def _stamp(file: Path, executed: Executed) -> tuple[Any, ...]:
    """What the answer depends on: the files of the report, and those of its data and of the package's own."""
    folders = {file.parent, default_data_dir(), find_folder(executed.parameters.get(OF_DATA) or default_data_dir())}
    return tuple(seen for folder in sorted(folders) for seen in _seen(folder))


def _seen(folder: Path) -> Iterator[tuple[str, int, int]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _seen(Path(entry.path))
        else:
            stat = entry.stat(follow_symlinks=False)
            yield entry.path, stat.st_mtime_ns, stat.st_size


def _command(file: Path, executed: Executed) -> str:
    if executed.name not in ANALYSES:
        return ""
    analysis, given = find_notebook(executed.name), dict(executed.parameters)
    data_dir, lang = given.pop(OF_DATA, None), given.pop("lang", None)
    if analysis.name == ANALYSES[0]:
        words = ["report", given.get("place"), given.get("year")]
    else:
        words = ["notebook", analysis.name]
        for name, value in given.items():
            own = name in (analysis.about, *OF_EXAMPLE)
            if value not in (None, "", []) and (own or value != analysis.defaults.get(name)):
                words += ["-p", name, ",".join(map(str, value)) if isinstance(value, list) else value]
    words += ["--lang", lang] if lang not in (None, "zh") else []
    words += ["--data-dir", data_dir] if data_dir else []
    if not file.is_relative_to(default_reports_dir(data_dir)):
        # A report is two folders below it; a terminal may be in another folder than the server.
        words += ["--reports-dir", file.parents[2]]
    said = [str(word) for word in words]
    return f"{command()} {subprocess.list2cmdline(said) if os.name == 'nt' else shlex.join(said)}"
