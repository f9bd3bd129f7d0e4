"""Diff and check: two data folders, two runs of reports, or reports and their data."""

import json
import os
from pathlib import Path

import pandas as pd

from ...errors import BadParameter, BadTable, LawgovError, NoData
from ...paths import PACKAGE_FILE, default_reports_dir, find_folder, shown_path
from ...presentation import LANGUAGES, in_language, load_language
from ...publishing.formats import file_of
from ...tables import DataDir, load_reports, open_data
from ..analyses import OF_DATA, find_notebook
from ..manifest import MANIFEST, NOTEBOOK, altered_files, read_manifest
from ..plan import plan_report
from .apart import between_subjects, is_apart
from .compare import FILE, Change, compare, compare_values
from .folders import Told, between_folders
from .shown import read_executed, show_again
from .why import reasons, say_reasons

COLUMNS = ["report", "title", "kind", "where", "key", "column", "old", "new", "echo", "why"]
NOTEBOOKS = {in_language(NOTEBOOK, lang): lang for lang in LANGUAGES}


def check_reports(reports: str | os.PathLike[str] | None = None, data_dir: DataDir = None) -> pd.DataFrame:
    """Compare reports that were made with what they would say now, without a kernel.

    The cells of the package's notebook are run in this process, with the parameters of the report: they call its public
    steps. What these show is held against what the report shows, table by table, value by value.

    Parameters
    ----------
    reports : path-like, optional
        A folder of reports, of one report, or an executed notebook; the folder that reports go to by default.
    data_dir : path-like, optional
        Another data folder than the one that each report names.

    Returns
    -------
    pandas.DataFrame
        One row a change, with ``report`` (its file), ``title``, ``kind`` (figure, rate, finding, sentence, table or
        chart; notebook where another version of that made it; file where one of its files is gone or was edited since
        it was made, by its manifest), ``where`` (the heading or caption above it), ``key`` (the number of a figure,
        what a row is about, the name of a file), ``column``, ``old``, ``new``, ``echo`` (whether only numbers of a
        figure told already changed in it) and ``why``, a list of texts: what of the data or programs changed since, by
        the manifest of the report. ``attrs["reports"]`` lists the files that were looked at, ``attrs["failed"]`` those
        that could not be made again, each with its `LawgovError`.

    Raises
    ------
    NoData
        When there is no such folder, or no report in it.
    BadParameter
        When it is a file that is no notebook.

    Examples
    --------
    >>> check_reports("nowhere")
    Traceback (most recent call last):
    lawgov_analysis.errors.NoData: nowhere: no such folder
    """
    folder = default_reports_dir(open_data(data_dir).folder) if reports is None else Path(reports)
    if folder.is_file() and folder.suffix != ".ipynb":
        raise BadParameter(f"{shown_path(folder)}: is no executed notebook; name its folder, or the {NOTEBOOK} in it")
    files, pages = executed_notebooks(folder), _pages_alone(folder)
    if not files and not pages:
        raise NoData(_no_reports(folder))
    told, titles = [], {}
    failed = [(shown_path(page), NoData(_alone_page(page))) for page in pages]
    for file in files:
        name = shown_path(file)
        try:
            executed = read_executed(file)
            titles[name] = executed.title
            again = show_again(executed, data_dir)
            of = compare if executed.sources == again.sources else compare_values
            changes = of(executed, again, _language(again))
            changes = [change for change in changes if data_dir is None or not _is_of_folder(change, again)]
            why = _why_stale(again) if changes else ()
            told += [Told(name, change, why) for change in changes]
            told += [Told(name, Change(FILE, "", other, state, "", "")) for other, state in _altered(file)]
        except LawgovError as error:
            failed.append((name, error))
    return _table(told, titles, [shown_path(file) for file in [*files, *pages]], failed)


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str], lang: str = "zh") -> pd.DataFrame:
    """Say what is otherwise in one of two data folders, runs or reports than in the other, and why.

    Parameters
    ----------
    old, new : path-like
        Two data folders; or two folders of reports, each of one or of many. Two yearly reports of other places or years
        are held against each other by indicator, rule and sentence, for their figures have other numbers.
    lang : str
        Of what is said of data folders, and of reasons.

    Returns
    -------
    pandas.DataFrame
        As from `check_reports`, with ``why``, a list of texts; of data folders ``report`` is ``<place code>-<year>``,
        and ``kind`` may be report (its line in ``reports.csv``), item, or codebook (a table that all share).

    Raises
    ------
    NoData, BadParameter, BadTable

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> diff(default_data_dir(), default_data_dir()).empty
    True
    """
    language = load_language(lang)
    kinds = [_kind(folder) for folder in (old, new)]
    if kinds[0] != kinds[1]:
        said = "; to compare reports with their data: lawgov check"
        said = said if DATA in kinds else ""
        raise BadParameter(f"{shown_path(old)} is a {kinds[0]}, {shown_path(new)} a {kinds[1]}{said}")
    if kinds[0] == DATA:
        told = between_folders(old, new, language)
        titles = _titles({each.report for each in told if each.report}, (new, old))
        return _table(told, titles, sorted(titles), [])
    return _between_runs(Path(old), Path(new), language)


def diff_json(table):
    """Return a table of changes as JSON, a list of objects."""
    return json.dumps(table.to_dict("records"), ensure_ascii=False, indent=1)


DATA, REPORT, REPORTS = "data folder", "report", "folder of reports"


def _kind(folder):
    path = Path(folder)
    if (find_folder(folder) / PACKAGE_FILE).is_file():
        return DATA
    if not path.exists():
        raise NoData(f"{shown_path(folder)}: no such folder")
    if found := executed_notebooks(path):
        return REPORT if path.is_file() or all(file.parent == path for file in found) else REPORTS
    raise NoData(_no_reports(Path(folder)))


def executed_notebooks(folder):
    """Return the executed notebooks of a folder of reports, or of one report, in every language.

    Parameters
    ----------
    folder : pathlib.Path
        An executed notebook is returned as it is.

    Returns
    -------
    list of pathlib.Path
        Sorted.
    """
    if folder.is_file():
        return [folder]
    found = [file for name in NOTEBOOKS for file in folder.rglob(name)]
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def _pages_alone(folder):
    """Return the pages of reports whose executed notebook is not there any more."""
    if folder.is_file():
        return []
    pages = {file_of("html", lang): name for name, lang in NOTEBOOKS.items()}
    found = [file for page, name in pages.items() for file in folder.rglob(page) if not file.with_name(name).is_file()]
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def _alone_page(page):
    return f"{shown_path(page)}: no {NOTEBOOK} of it is there, so that it cannot be held against its data"


def _altered(file):
    """Return the other files of a report that are not as they were written."""
    manifest = _manifest_file(file)
    if not manifest.is_file():
        return []
    was = read_manifest(manifest)
    if not was:
        raise BadTable([f"{shown_path(manifest)}: is no manifest: nothing tells whether the files were edited"])
    return [(name, state) for name, state in altered_files(was, manifest) if name != file.name]


def _no_reports(folder):
    if not folder.exists():
        return f"{shown_path(folder)}: no such folder"
    return f"{shown_path(folder)}: no report in it ({NOTEBOOK} of a report that was made)"


def _between_runs(old, new, language):
    files = [_by_name(folder) for folder in (old, new)]
    told, titles, failed = [], {}, []
    for name in sorted(files[0].keys() | files[1].keys()):
        here, there = (each.get(name) for each in files)
        if here is None or there is None:
            executed = read_executed(here or there)
            titles[name] = executed.title
            told.append(_alone(name, executed.title, here is not None))
            continue
        if here.read_bytes() == there.read_bytes():
            titles[name] = ""
            continue
        before, after = read_executed(here), read_executed(there)
        titles[name] = after.title
        if before.parameters.get("lang") != after.parameters.get("lang"):
            raise BadParameter(f"{shown_path(here)} and {shown_path(there)} are in two languages")
        if is_apart(before, after):
            titles[name] = f"{before.title} → {after.title}"
            told += [Told(name, *found) for found in between_subjects(before, after, _language(after))]
            continue
        why = tuple(say_reasons(reasons(_manifest(here), _manifest(there)), language))
        told += [Told(name, change, why) for change in compare(before, after, _language(after))]
    return _table(told, titles, sorted(titles), failed)


def _by_name(folder):
    files = executed_notebooks(folder)
    # Of one report each, whatever the two are called.
    if folder.is_file():
        return {NOTEBOOK: folder}
    return {file.relative_to(folder).as_posix(): file for file in files}


def _alone(name, title, is_old):
    return Told(name, Change("report", "", "", "", *((title, "") if is_old else ("", title))))


def _manifest(file):
    return read_manifest(_manifest_file(file))


def _manifest_file(file):
    return file.with_name(in_language(MANIFEST, NOTEBOOKS.get(file.name, "zh")))


def _language(executed):
    return load_language(executed.parameters.get("lang") or "zh")


def _why_stale(again):
    """Say what changed since a report was made, as far as its manifest tells."""
    was = _manifest(again.file)
    if not was:
        return ()
    given = {name: value for name, value in again.parameters.items() if name != OF_DATA}
    analysis = find_notebook(again.name)
    subject = analysis.begin(analysis.completed(given), again.parameters.get(OF_DATA) or None)
    return tuple(
        say_reasons(
            reasons(was, plan_report(subject, notebook=again.name).completed().made(subject).made_of), _language(again)
        )
    )


def _is_of_folder(change, again):
    """Return whether a change says only that the data were of another folder, which the user chose."""
    language = _language(again)
    return {change.old, change.new} == {language.say("data_own"), language.say("data_other")}


def _titles(keys, folders):
    titles = {}
    for folder in folders:
        for row in load_reports(data_dir=folder).to_dict("records"):
            titles.setdefault(f"{row['place_code']}-{row['year']}", row["title"])
    return {key: titles.get(key, "") for key in keys}


def _table(told, titles, reports, failed):
    rows = [
        {"report": each.report, "title": titles.get(each.report, ""), **each.change.record(), "why": list(each.why)}
        for each in told
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table.attrs.update(reports=reports, failed=failed)
    return table
