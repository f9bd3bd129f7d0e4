"""Manifests: what a report was made of, so that it is made again when that changes, and only then."""

import json
import os
import platform
import re
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version

from ..files import read_json, regular
from ..paths import PACKAGE
from ..publishing.formats import FORMATS, describe_formats, file_of
from .inputs import data_sums, digest, file_sha256, wholes_of

MANIFEST, NOTEBOOK = "manifest.json", "report.ipynb"


def describe_programs(notebook):
    """Describe the programs that a report is made with.

    Parameters
    ----------
    notebook : path-like
        The notebook that is run.

    Returns
    -------
    dict
        ``notebook`` and ``code`` (sha256 of the notebook and of this package), ``versions`` (Python and
        every package that this one needs).

    Examples
    --------
    >>> from lawgov_analysis.paths import default_notebooks_dir
    >>> sorted(describe_programs(default_notebooks_dir() / "annual_report.ipynb"))
    ['code', 'notebook', 'versions']
    """
    return {"notebook": file_sha256(notebook), **describe_package()}


def describe_package():
    """Describe this package and what it stands on.

    Returns
    -------
    dict
        ``code`` and ``versions``, as of `describe_programs`.

    Examples
    --------
    >>> sorted(describe_package())
    ['code', 'versions']
    """
    return {"code": _code_sha256(), "versions": dict(_versions())}


def of_all_data(data_dir, *said):
    """Return a sum of all data and of this package, for a page that shows all, with what else it depends on.

    Parameters
    ----------
    data_dir : path-like or Data
    *said
        What else it depends on, as its language.

    Returns
    -------
    str

    Examples
    --------
    >>> of_all_data("data/samples/city", "zh") == of_all_data("data/samples/city", "en")
    False
    """
    sums = data_sums(data_dir)
    return digest(sorted(wholes_of(None, sums).items()), sums.data.folder.as_posix(), describe_package(), said)


@lru_cache(maxsize=1)  # what is imported stays what it is
def _code_sha256():
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*")]
    total = sha256()
    for file in sorted(file for file in files if file.is_file()):
        total.update(f"{file.relative_to(PACKAGE).as_posix()} {file_sha256(file)}\n".encode())
    return total.hexdigest()


@lru_cache(maxsize=1)  # what is imported stays what it is
def _versions():
    try:
        needed = [re.match(r"[\w.-]+", line)[0] for line in requires("lawgov_analysis") if "extra ==" not in line]
        found = [(name, version(name)) for name in ("lawgov_analysis", *needed)]
    except PackageNotFoundError:
        found = []
    return (("python", platform.python_version()), *found)


def read_manifest(file):
    """Read the manifest of a report; an unreadable one is empty.

    Parameters
    ----------
    file : pathlib.Path

    Returns
    -------
    dict
    """
    try:
        manifest = read_json(regular(file).read_bytes().decode())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


IS = {"missing": "is missing", "edited": "is not as it was written"}


def stale_reason(manifest, file, wanted):
    """Say why a report has to be made whatever its data are, or nothing.

    Parameters
    ----------
    manifest : dict
        As from `read_manifest`.
    file : pathlib.Path
        Where it is from, beside the report's other files.
    wanted : dict
        What the manifest of an up-to-date report says: parameters, notebook, code, versions.

    Returns
    -------
    str
        One reason, e.g. ``the code changed``.

    Examples
    --------
    >>> from pathlib import Path
    >>> stale_reason({}, Path("nowhere", MANIFEST), {})
    'not made yet'
    """
    if not manifest:
        return f"{file.name} cannot be read" if file.exists() else "not made yet"
    for key in ("parameters", "versions"):
        was, now = manifest.get(key, {}), wanted[key]
        if was != now:
            return f"{named(sorted(name for name in {*was, *now} if was.get(name) != now.get(name)))} changed"
    for key in ("code", "notebook"):
        if manifest.get(key) != wanted[key]:
            return f"the {key} changed"
    return ""


def named(names, most=3):
    """Return names as a text, of many the first and how many more there are.

    Examples
    --------
    >>> named(["a", "b", "c", "d"])
    'a, b, c and 1 more'
    """
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def unmade_reason(manifest, file, names):
    """Say which file of a report is not there, or not as it was written; nothing where all are.

    Parameters
    ----------
    manifest, file
        As for `stale_reason`.
    names : iterable of str
        Names of the files that are asked for.

    Examples
    --------
    >>> from pathlib import Path
    >>> unmade_reason({"files": {}}, Path("nowhere", MANIFEST), ["report.html"])
    'report.html not made yet'
    """
    known = manifest.get("files", {})
    for name in names:
        if name not in known:
            return f"{name} not made yet"
    return next((f"{name} {IS[state]}" for name, state in altered_files(manifest, file)), "")


def altered_files(manifest, file):
    """Give the files of a report that are not as they were written: name, and missing or edited.

    Parameters
    ----------
    manifest, file
        As for `stale_reason`.

    Examples
    --------
    >>> from pathlib import Path
    >>> list(altered_files({"files": {"report.html": {}}}, Path("nowhere", MANIFEST)))
    [('report.html', 'missing')]
    """
    folder = os.fspath(file.parent)
    for name, said in manifest.get("files", {}).items():
        written = os.path.join(folder, name)  # noqa: PTH118 (a Path takes longer than the rest, for thousands)
        try:
            seen = os.stat(written)  # noqa: PTH116
        except OSError:
            yield name, "missing"
            continue
        if not _is_as_written(written, seen, said, manifest.get("modified_ns", {}).get(name)):
            yield name, "edited"


def _is_as_written(file, seen, said, modified_ns):
    """Compare a file with its manifest; one of another time, such as a copy, is read to tell."""
    if seen.st_size != said["bytes"]:
        return False
    return seen.st_mtime_ns == modified_ns or file_sha256(file) == said["sha256"]


def manifest_text(manifest, folder):
    """Return a manifest as text, completed by the files of a folder with their sizes, times and sha256."""
    written = [file for file in sorted(folder.iterdir()) if file.is_file()]
    files = {file.name: {"bytes": file.stat().st_size, "sha256": file_sha256(file)} for file in written}
    times = {file.name: file.stat().st_mtime_ns for file in written}
    return json.dumps({**manifest, "files": files, "modified_ns": times}, ensure_ascii=False, indent=1) + "\n"


def formats_in(manifest, lang="zh"):
    """Return the formats that a report's manifest lists.

    Examples
    --------
    >>> formats_in({"files": {"report.html": {}, "report.ipynb": {}}})
    ('html',)
    """
    files = manifest.get("files", {})
    return tuple(name for name in FORMATS if file_of(name, lang) in files)


def format_reason(manifest, formats):
    """Say which of the formats were made with another version of their package; ``""`` for none."""
    was, now = manifest.get("formats", {}), describe_formats(formats)
    changed = [name for name in now if was.get(name) != now[name]]
    return f"{json.dumps(now[changed[0]])[1:-1]} is new" if changed else ""
