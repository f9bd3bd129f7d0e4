"""Manifests: what a report was made of, so that it is made again when that changes, and only then."""

import json
import platform
import re
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from ..decisions import decisions_file
from ..errors import BadTable
from ..files import regular
from ..paths import PACKAGE, portable_path, shown_path
from ..publishing.formats import FORMATS, describe_formats, file_of
from ..tables import open_data, text_file

MANIFEST = "manifest.json"
TEXTS, DECISIONS = "texts/*.txt", "decisions/*.csv"


def file_sha256(path):
    """Return the sha256 of a file, in hexadecimal.

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> len(file_sha256(default_data_dir() / "datapackage.json"))
    64
    """
    return sha256(Path(path).read_bytes()).hexdigest()


def describe_inputs(reports=None, data_dir=None, sums=None, files=()):
    """List the data that an analysis is made of, each with its sha256.

    Parameters
    ----------
    reports : iterable of tuple, optional
        The reports that it is about, each a place code and a year; all of the folder by default.
    data_dir : path-like, optional
    sums : tuple of dict, optional
        What `data_sums` returned, so that the folder is looked at once for many reports.
    files : iterable of path-like
        What it is made of beyond the data folder.

    Returns
    -------
    dict of str
        File names below the data folder, the package's own for tables that the folder does not have;
        ``figures/*.csv`` stands for all figures together, which a place is compared with; so do ``texts/*.txt`` and
        ``decisions/*.csv`` where all reports are read.

    Examples
    --------
    >>> sorted(describe_inputs([("441900106", 2020)]))[:2]
    ['corrections.csv', 'datapackage.json']
    """
    data = open_data(data_dir)
    shared, figures = sums or data_sums(data)
    found = {**shared, **{portable_path(Path(file).absolute()): _sum(Path(file)) for file in files}}
    # A report's words stand where nobody has put them in short; how many figures were decided on is said.
    if reports is None:
        for name in (TEXTS, DECISIONS):
            found[name] = _together({file.name: _sum(file) for file in sorted(data.folder.glob(name))})
        return found
    for place_code, year in reports:
        own = f"figures/{place_code}-{year}.csv"
        found |= {own: figures[own]} if own in figures else {}
        beside = (text_file(place_code, year, data), decisions_file(f"{place_code}-{year}", data))
        found |= {f"{file.parent.name}/{file.name}": _sum(file) for file in beside if file.is_file()}
    return found


def data_sums(data_dir=None):
    """Return the sha256 of every file that a report is made of.

    Parameters
    ----------
    data_dir : path-like, optional

    Returns
    -------
    tuple of dict
        Of the files that all reports share, ``figures/*.csv`` for all tables of figures together; and of each of these.

    Examples
    --------
    >>> shared, figures = data_sums()
    >>> "places.csv" in shared, "figures/441900106-2020.csv" in figures
    (True, True)
    """
    return open_data(data_dir).made_of_files(_data_sums, "figures")


def _data_sums(data, _name, tables):
    # The sentences that rules are tried with make no report, nor does what waits, tells what may be added or is said
    # by what is used by hand.
    others = ("examples.csv", "queue.csv", "explorer_sentences.csv", "desk_sentences.csv", "lab_sentences.csv")
    read = {name: file for name, file in data.sources().items() if file.name not in others and "intake" not in name}
    shared = {name: _sum(file) for name, file in read.items() if file.exists()}
    figures = {file.relative_to(data.folder).as_posix(): _sum(file) for file in tables}
    return {**shared, "figures/*.csv": _together(figures)}, figures


def _together(sums):
    return sha256("".join(f"{name} {digest}\n" for name, digest in sums.items()).encode()).hexdigest()


def _sum(file):
    try:
        return file_sha256(file)
    except OSError as error:
        raise BadTable([f"{shown_path(file)}: cannot be read: {error.strerror}"]) from None


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
        manifest = json.loads(regular(file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


IS = {"missing": "is missing", "edited": "is not as it was written"}


def stale_reason(manifest, file, wanted, files):
    """Say why a report has to be made, or nothing when its files are whole and made of the same.

    Parameters
    ----------
    manifest : dict
        As from `read_manifest`.
    file : pathlib.Path
        Where it is from, beside the report's other files.
    wanted : dict
        What the manifest of an up-to-date report says: parameters, inputs, notebook, code, versions.
    files : iterable of str
        Names of the files that are asked for.

    Returns
    -------
    str
        One reason, e.g. ``figures/441900106-2020.csv changed``.

    Examples
    --------
    >>> stale_reason({}, Path("nowhere", MANIFEST), {}, ["report.html"])
    'not made yet'
    """
    if not manifest:
        return f"{file.name} cannot be read" if file.exists() else "not made yet"
    for key in ("parameters", "inputs", "versions"):
        was, now = manifest.get(key, {}), wanted[key]
        changed = sorted(name for name in {*was, *now} if was.get(name) != now.get(name))
        if changed:
            named = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
            return f"{named} changed"
    for key in ("notebook", "code"):
        if manifest.get(key) != wanted[key]:
            return f"the {key} changed"
    known = manifest.get("files", {})
    for name in files:
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
    >>> list(altered_files({"files": {"report.html": {}}}, Path("nowhere", MANIFEST)))
    [('report.html', 'missing')]
    """
    for name, said in manifest.get("files", {}).items():
        written = file.with_name(name)
        if not written.is_file():
            yield name, "missing"
        elif not _is_as_written(written, said, manifest.get("modified_ns", {}).get(name)):
            yield name, "edited"


def _is_as_written(file, said, modified_ns):
    """Compare a file with its manifest; one of another time, such as a copy, is read to tell."""
    seen = file.stat()
    if seen.st_size != said["bytes"]:
        return False
    return seen.st_mtime_ns == modified_ns or file_sha256(file) == said["sha256"]


def manifest_text(manifest, folder):
    """Return a manifest as text, completed by the files of a folder with their sizes, times and sha256."""
    written = [file for file in sorted(folder.iterdir()) if file.is_file()]
    files = {file.name: {"bytes": file.stat().st_size, "sha256": file_sha256(file)} for file in written}
    times = {file.name: file.stat().st_mtime_ns for file in written}
    return json.dumps({**manifest, "files": files, "modified_ns": times}, ensure_ascii=False, indent=2) + "\n"


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
