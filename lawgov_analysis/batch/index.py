"""What a batch leaves for readers and machines: ``index.html``, in English ``index.en.html``, and ``batch.json``."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from ..auditing import audit_all
from ..errors import BadTable, NoData
from ..files import write_whole
from ..interactive.explorer import beside
from ..presentation import LANGUAGES, html_lang, in_language, load_language
from ..presentation.pages import page_templates, policy_hash
from ..publishing.formats import file_of
from ..reporting.analyses import ANALYSES
from ..reporting.changes import NOTE
from ..reporting.manifest import MANIFEST, read_manifest
from ..reporting.plan import FAILED, about
from ..reporting.supervision import PAGE, write_page
from .plan import STATES

INDEX, RECORD = "index.html", "batch.json"
# The order of a report's files on the page; the page of the batch's language is the link of the place.
KINDS = [".html", ".docx", ".pdf", ".xlsx", ".ipynb"]


def prepare_index(batch):
    """Do what can be done of the pages of `write_index` before the reports are there; that says what goes wrong.

    Parameters
    ----------
    batch : Batch
    """
    with suppress(Exception):
        beside.write_page(batch.reports_dir, batch.data, batch.lang)
        audit_all(batch.lang, batch.data)


def write_index(batch, of_all=True):
    """Write the page of every report of a folder, those of all figures and for the supervising office, and the record.

    Parameters
    ----------
    batch : Batch
    of_all : bool
        Whether those two are made, which takes long where there are very many reports; else they stay as they are.

    Raises
    ------
    OutputError
    """
    if of_all:
        with suppress(BadTable, NoData):  # of a table that breaks a rule nothing can be said over all reports
            write_page(batch.reports_dir, batch.data, batch.lang)
            beside.write_page(batch.reports_dir, batch.data, batch.lang)
    # A page of a language that is there already is kept up with.
    others = [
        lang for lang in LANGUAGES if lang != batch.lang and (batch.reports_dir / in_language(INDEX, lang)).is_file()
    ]
    for lang in (batch.lang, *others):
        write_whole(batch.reports_dir / in_language(INDEX, lang), index_page(replace(batch, lang=lang)))
    write_whole(batch.reports_dir / RECORD, batch_record(batch))


def batch_record(batch):
    """Return what became of a batch as JSON.

    Parameters
    ----------
    batch : Batch

    Returns
    -------
    str
    """
    reports = [
        {
            "analysis": report.analysis,
            "place_code": report.place_code,
            "place": report.place,
            "year": report.year,
            "parameters": report.plan.parameters if report.plan else report.parameters,
            "lang": batch.lang,
            "state": report.state,
            "reason": report.reason,
            "error": report.error,
            "exit_code": report.exit_code,
            "seconds": report.seconds,
            "cpu_seconds": report.cpu_seconds,
            "memory": report.memory,
            "folder": report.plan.folder.relative_to(batch.reports_dir).as_posix() if report.plan else None,
        }
        for report in batch.reports
    ]
    record = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "counts": {state: len(batch.of(state)) for state in STATES},
        "reports": reports,
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def index_page(batch):
    """Return the page of every report of a folder, those of other batches too; it sorts and loads nothing.

    Parameters
    ----------
    batch : Batch

    Returns
    -------
    str
    """
    language = load_language(batch.lang)
    failed = [
        {"report": report, "notebook": _failed_notebook(report, batch.reports_dir)} for report in batch.of("failed")
    ]
    templates = page_templates("lawgov_analysis.batch")
    template = templates.get_template("index.html.j2")
    script = templates.get_template("index.js").render()
    rows = _rows(batch.reports_dir, batch.lang)
    supervision, explorer = in_language(PAGE, batch.lang), in_language(beside.PAGE, batch.lang)
    return template.render(
        say=language.say,
        lang=html_lang(batch.lang),
        rows=rows[ANALYSES[0]],
        others=[(name, its) for name, its in rows.items() if its and name != ANALYSES[0]],
        supervision=supervision if (batch.reports_dir / supervision).is_file() else "",
        explorer=explorer if (batch.reports_dir / explorer).is_file() else "",
        failed=failed,
        style=templates.get_template("index.css").render(),
        script=script,
        script_hash=policy_hash(script),
    )


def _rows(reports_dir, lang):
    """What is said of each report of a folder, by analysis."""
    rows = {name: [] for name in ANALYSES}
    names = [in_language(MANIFEST, each) for each in LANGUAGES]
    for folder in {file.parent for name in names for file in reports_dir.glob(f"*/*/{name}")}:
        made = _manifests(folder, lang)
        if not made:
            continue
        first, manifest = next(iter(made.items()))
        files = [name for each in made.values() for name in sorted(each["files"], key=_kind) if _is_report(name)]
        changes = folder / in_language(NOTE, first)
        page = file_of("html", first)
        parameters = manifest["parameters"]
        row = {
            "findings": ["—"],
            "review": None,
            "title": manifest.get("title", ""),
            **manifest["numbers"],
            "code": str(parameters.get("place", "")),
            "year": parameters.get("year") or 0,
            "about": about(parameters),
            "page": _address(folder / page, reports_dir),
            "files": [(name.partition(".")[2], _address(folder / name, reports_dir)) for name in files if name != page],
            "changes": _address(changes, reports_dir) if changes.is_file() else "",
            "made": manifest["times"]["began"][:16].replace("T", " "),
        }
        rows.get(manifest.get("analysis", ANALYSES[0]), []).append(row)
    return {
        name: sorted(its, key=lambda row: tuple(str(row[name]) for name in ("code", "year", "about")))
        for name, its in rows.items()
    }


def _manifests(folder, lang):
    """Return the manifests of a folder by language, that of the batch first."""
    read = {each: read_manifest(folder / in_language(MANIFEST, each)) for each in LANGUAGES}
    made = [each for each in read if "numbers" in read[each] and file_of("html", each) in read[each]["files"]]
    return {each: read[each] for each in sorted(made, key=lambda each: each != lang)}


def _is_report(name):
    return name.startswith("report.")


def _kind(name):
    return next((at for at, kind in enumerate(KINDS) if name.endswith(kind)), len(KINDS))


def _failed_notebook(report, reports_dir):
    kept = report.plan and report.plan.file(FAILED)
    return _address(kept, reports_dir) if kept and kept.is_file() else ""


def _address(file, reports_dir):
    return quote(file.relative_to(reports_dir).as_posix())
