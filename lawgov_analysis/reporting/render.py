"""Reporting: from a planned report to its finished folder.

The notebook is run by papermill, exported, and its folder appears whole.

What runs and exports notebooks is imported when one is run: it takes seconds, which no other command should wait for,
nor the kernel of a notebook.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import psutil

from ..errors import BadParameter, NotebookFailed, OutputError
from ..files import DISK_FAULTS, replace_folder, restore_folder, write_whole, writing
from ..paths import find_folder, portable_path, shown_path
from ..publishing.formats import available, check_formats, describe_formats, export, file_of
from ..tables import DataDir, open_data
from .analyses import ANALYSES, OF_DATA, analysis_package, find_notebook
from .changes import change_note
from .manifest import MANIFEST, NOTEBOOK, formats_in, manifest_text, read_manifest
from .plan import FAILED, ReportPlanner

#: The tag of a cell of text that is for the notebook alone.
OUTLINE = "outline"
# Held while modules are kept from being imported, which is true of the whole process.
LOADING = Lock()


@dataclass(frozen=True)
class RenderedReport:
    """A report's folder after `render_report`.

    Attributes
    ----------
    folder : pathlib.Path
    written : bool
        False when nothing had changed and the report was left alone.
    reason : str
        Why it was made.
    formats : tuple of str
        Those asked for that are there.
    missing : tuple of str
        A line for each format that needs a package that is not installed.
    lang : str
        The language that it is in.
    """

    folder: Path
    written: bool
    reason: str
    formats: tuple = ()
    missing: tuple = ()
    lang: str = "zh"


def render_report(
    place: str | int,
    year: int | str,
    lang: str = "zh",
    data_dir: DataDir = None,
    reports_dir: str | os.PathLike[str] | None = None,
    force: bool = False,
    notebook: str | os.PathLike[str] = ANALYSES[0],
    formats: str | Iterable[str] = ("html",),
    forked: bool = False,
) -> RenderedReport:
    """Make one yearly report: run the notebook and write its folder in one move.

    The formats that the folder has already are made too, so that it never holds two states of a report.

    Parameters
    ----------
    place : str
        A code, slug, 横沥镇 or 东莞市横沥镇.
    year : int
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.
    reports_dir : path-like, optional
        Where it goes; by default to ``reports`` beside the data.
    force : bool
        Make it even when nothing changed.
    notebook : str or path-like
        Another notebook than the package's own.
    formats : iterable of str
        Of ``html``, ``docx``, ``pdf``, ``xlsx``, or ``all``.
    forked : bool
        Whether its cells may run in a process forked from this one, which saves a second or two: they find what this
        one imported, and changed. An ordinary kernel runs them else, and where nothing forks.

    Returns
    -------
    RenderedReport
        Its folder holds ``report.ipynb``, a file each format and ``manifest.json``; beside them, where they were made,
        those of the report in English: ``report.en.ipynb`` and so on.

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter
        Before any kernel starts.
    NotebookFailed
        The notebook as far as it came is kept as ``report.failed.ipynb``; an earlier report stays whole.
    OutputError
        When the folder cannot be written.

    Examples
    --------
    >>> rendered = render_report("横沥镇", 2020)  # doctest: +SKIP
    >>> rendered.folder.name  # doctest: +SKIP
    '2020'
    """
    parameters = {"place": place, "year": year, "lang": lang}
    return _render(find_notebook(notebook), parameters, data_dir, reports_dir, force, formats, forked)


def render_notebook(
    name: str | os.PathLike[str],
    parameters: Mapping[str, Any] | None = None,
    data_dir: DataDir = None,
    reports_dir: str | os.PathLike[str] | None = None,
    force: bool = False,
    formats: str | Iterable[str] = ("html",),
    forked: bool = False,
) -> RenderedReport:
    """Make one report of any analysis: run its notebook and write its folder in one move.

    Parameters
    ----------
    name : str or path-like
        ``annual_report``, ``disclosure_scorecard``, ``panel_followup``, ``peer_comparison``, ``explore``, or a notebook
        of one's own, a copy of one of these.
    parameters : dict, optional
        Its parameters, as papermill would give them; the others are as the notebook has them.
    data_dir : path-like, optional
        Another data folder than the package's own. Where neither this nor whom it is about is given, it is the
        notebook's own example.
    reports_dir, force, formats, forked
        As of `render_report`.

    Returns
    -------
    RenderedReport

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter
        Before any kernel starts.
    NotebookFailed, OutputError
        As by `render_report`.

    Examples
    --------
    >>> render_notebook("panel_followup", {"place": "横沥镇"}, formats=["html", "xlsx"])  # doctest: +SKIP
    """
    analysis, given = find_notebook(name), dict(parameters or {})
    analysis.check(given)
    if data_dir is not None and given.get(OF_DATA) and open_data(given[OF_DATA]) is not open_data(data_dir):
        raise BadParameter(f"{OF_DATA} is given twice: {given[OF_DATA]} and {data_dir}")
    if data_dir is None:
        # A place and the folder that it is in go together.
        data_dir = given.get(OF_DATA) or (None if {analysis.about, OF_DATA} & given.keys() else analysis.example)
    return _render(analysis, given, data_dir, reports_dir, force, formats, forked)


def _render(analysis, parameters, data_dir, reports_dir, force, formats, forked):
    with analysis.naming_example(parameters):
        parameters = analysis.completed(parameters)
        wanted, missing = available(check_formats(formats), parameters.get("lang") or "zh")
        subject = analysis.load(parameters, data_dir)
    plan = ReportPlanner(subject.lang, data_dir, reports_dir, analysis.notebook, wanted).plan_of(subject)
    restore_folder(plan.folder)
    reason = plan.reason()
    if not (reason or force):
        return RenderedReport(plan.folder, False, "", wanted, missing, plan.lang)
    reusable = not force and not replace(plan, formats=()).reason()
    make_report(plan.completed(), subject, forked and can_fork(), reusable=reusable)
    return RenderedReport(plan.folder, True, reason or "asked for", wanted, missing, plan.lang)


def can_fork():
    """Return whether this process can be forked: the system can, and no other thread would be lost half-way."""
    return hasattr(os, "fork") and psutil.Process().num_threads() == 1


def load_notebook_libraries():
    """Import what runs notebooks, and make our engines known to papermill.

    The package rfc3987_syntax, by which jsonschema can check addresses, is held back meanwhile: no notebook has any to
    check, and to compile its grammar takes 0.85 s, more than all the rest of this (0.7 s).
    """
    unneeded = "rfc3987_syntax"
    # Where nothing forks the reports of a batch are made by threads, which begin at the same moment.
    with LOADING:
        sys.modules.setdefault(unneeded, None)
        try:
            from .engines import register_engines
        finally:
            if sys.modules[unneeded] is None:
                del sys.modules[unneeded]
        register_engines()


def make_report(plan, subject, forked=False, until=None, reusable=False, alone=False):
    """Make a planned report; see `render_report`.

    Parameters
    ----------
    plan : ReportPlan
        As from ``completed``. Formats that need a package that is not installed are left out.
    subject
        What is planned, as of `ReportPlan.subject`.
    forked : bool
        Whether the notebook runs in a process forked from this one, which must have one thread only, instead of an
        ordinary kernel. The outputs are the same.
    until : float, optional
        When the notebook must be done, of `time.monotonic`.
    reusable : bool
        Whether the notebook of the folder serves again, as it is of the same data, notebook and code.
    alone : bool
        Whether this process makes this report and nothing else: then the cells of a notebook that only calls the steps
        of an analysis, which leave nothing behind that is in the way, run in it and not in a fork.
    """
    load_notebook_libraries()
    import nbformat

    check_writable(plan.folder)
    began = datetime.now(UTC)
    before = formats_in(read_manifest(plan.file(MANIFEST)), plan.lang)
    formats, _ = available(check_formats([*plan.formats, *before]))
    # Before the cells, which a fork then finds audited.
    numbers = plan.analysis.module.numbers(subject)
    plan = plan.made(subject, formats)
    executed = (
        nbformat.read(plan.file(NOTEBOOK), as_version=4) if reusable else run_notebook(plan, forked, until, alone)
    )
    files = export_files(subject, executed, formats, plan.analysis.name)
    files |= {} if reusable else change_note(plan, executed, subject)
    seconds = (datetime.now(UTC) - began).total_seconds()
    times = {"began": began.isoformat(timespec="seconds"), "seconds": round(seconds, 2)}
    with replace_folder(plan.folder) as folder:
        write_whole(folder / plan.file(NOTEBOOK).name, nbformat.writes(executed) + "\n")
        for name, content in files.items():
            (folder / name).write_bytes(content)
        said = {"analysis": plan.analysis.name, "title": subject.title, **plan.made_of}
        said |= {"formats": describe_formats(formats), "times": times, "numbers": numbers}
        write_whole(folder / plan.file(MANIFEST).name, manifest_text(said, folder))
    # A format that can no longer be made would stay behind as of the old data.
    for file in {plan.file(name) for name in (*map(file_of, before), FAILED)}:
        if file.name not in files:
            file.unlink(missing_ok=True)


def export_files(subject, executed, formats, analysis=ANALYSES[0]):
    """Return the files of an executed notebook, each name with its bytes.

    Parameters
    ----------
    subject
        As from the ``load`` of its analysis.
    executed : nbformat.NotebookNode
    formats : iterable of str
    analysis : str

    Returns
    -------
    dict of bytes
    """
    publication = publication_of(subject, executed, analysis)

    def tables():
        return analysis_package(analysis).tables(subject)

    return {file_of(name, subject.lang): export(name, publication, tables) for name in formats}


def publication_of(subject, executed, analysis=ANALYSES[0]):
    """Turn an executed notebook into its publication, with its title block.

    Parameters
    ----------
    subject
        As from the ``load`` of its analysis.
    executed : nbformat.NotebookNode
        What is there for its outline alone, in two languages, is left out.
    analysis : str

    Returns
    -------
    Publication
    """
    from nbformat import NotebookNode

    from ..publishing.publication import publish

    shown = [cell for cell in executed.cells if OUTLINE not in cell.metadata.get("tags", [])]
    facts, dated = analysis_package(analysis).facts(subject)
    return publish(NotebookNode({**executed, "cells": shown}), subject.title, subject.language, facts, dated)


def check_writable(folder):
    """Say that a folder cannot be written before any work is done for it.

    Raises
    ------
    OutputError
    """
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=folder.parent):
            pass
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{shown_path(folder)} cannot be written: a file of that name is in the way")


def run_notebook(plan, forked=False, until=None, alone=False):
    """Run the notebook of a planned report by papermill.

    Parameters
    ----------
    plan, forked, until, alone
        As for `make_report`.

    Returns
    -------
    nbformat.NotebookNode
        Executed, without what differs between two runs.

    Raises
    ------
    NotebookFailed
    """
    load_notebook_libraries()
    import papermill
    from papermill.exceptions import PapermillExecutionError
    from zmq.error import ZMQBaseError

    from .engines import FORKED, KERNEL

    parameters = dict(plan.parameters)
    if plan.data_dir is not None:
        # As it is found on other machines too, unless this one would find another.
        portable = portable_path(plan.data_dir)
        parameters[OF_DATA] = portable if find_folder(portable) == plan.data_dir else str(plan.data_dir)
    elif plan.analysis.example is not None:
        parameters[OF_DATA] = None
    with TemporaryDirectory() as folder:
        # Here and not in the report's folder, whose name may have braces, which papermill would fill in.
        output = Path(folder, NOTEBOOK)
        try:
            executed = papermill.execute_notebook(
                str(plan.analysis.notebook),
                str(output),
                parameters=parameters,
                engine_name=FORKED if forked else KERNEL,
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                shutdown_kernel="immediate",
                # Else ipykernel warns on the terminal at every start that a local kernel speaks without encryption.
                extra_arguments=["--log-level=ERROR"],
                until=until,
                here=alone and plan.analysis.is_plain,
            )
        except PapermillExecutionError as error:
            raise _failed(plan, output, f"{error.ename}: {error.evalue}") from None
        except (OSError, RuntimeError, ZMQBaseError) as error:
            if isinstance(error, OSError) and error.errno in DISK_FAULTS:
                with writing(Path(folder)):
                    raise
            # Of the kernel, or on the way to it: there is nothing in the notebook that would say more.
            said = str(error).partition("\n")[0] or type(error).__name__
            raise NotebookFailed(f"{plan}: its notebook could not be run: {said}") from None
        return normalise(executed)


def _failed(plan, output, why):
    """Keep a failed notebook, with the error on top, beside the old report."""
    said = f"the {plan} failed: {why}"
    if not output.is_file():
        return NotebookFailed(said)
    kept = plan.file(FAILED)
    write_whole(kept, output.read_text(encoding="utf-8"))
    return NotebookFailed(f"{said} (see {shown_path(kept)})")


def normalise(notebook):
    """Take out of an executed notebook what differs between two runs that say the same.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place: metadata of the run, the version of the language, random cell ids.

    Returns
    -------
    nbformat.NotebookNode
    """
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    ours = {name: said for name, said in notebook.metadata.items() if name == "lawgov"}
    notebook.metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, **ours}
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = {"tags": tags} if tags else {}
        if tags and "injected-parameters" in tags:
            cell.id = "injected-parameters"
    return notebook
