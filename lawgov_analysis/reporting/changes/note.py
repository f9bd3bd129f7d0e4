"""Note: what a report that is made anew says otherwise than before, kept beside it."""

import json
from datetime import UTC, datetime

from ...decisions import load_decisions
from ...errors import LawgovError
from ...files import read_json
from ...presentation import html_lang
from ...presentation.pages import page_templates
from ..manifest import MANIFEST, NOTEBOOK, read_manifest
from .compare import FIGURE_KIND, compare
from .said import line_of, why_of
from .shown import executed_of, read_executed
from .why import reasons, say_reasons

#: The page, and what it is made of: the changes of each time, the last first.
NOTE, RECORD = "changes.html", "changes.json"
# Times that are kept, and lines of each.
KEPT, LINES = 20, 200
SAID = {"made", "before", "why", "count", "changes"}


def change_note(plan, executed, subject):
    """Write down what a report that is made anew says otherwise than the one that is there, and why.

    Parameters
    ----------
    plan : ReportPlan
        Of the report, whose folder still has the one before.
    executed : nbformat.NotebookNode
        The notebook that takes the place of that one's.
    subject
        What the report is about.

    Returns
    -------
    dict of bytes
        The files of the note by their names, ``changes.html`` and ``changes.json``, in the language of the report; none
        where no report was there, or it is made again of the same and says the same.
    """
    file, language = plan.file(NOTEBOOK), subject.language
    if not file.is_file():
        return {}
    try:
        before, after = read_executed(file), executed_of(executed, file)
    except LawgovError:
        return {}  # what was there is no notebook: nothing can be said of it
    was = read_manifest(plan.file(MANIFEST))
    changes = compare(before, after, language)
    why = say_reasons(reasons(was, plan.made_of), language)
    # Of a report without a manifest, such as one kept as a reference, nobody knows what it was made of.
    if not changes and (not was or not why):
        return {}
    decided = _decided(was, plan.parameters, subject)
    entry = {
        "made": datetime.now(UTC).isoformat(timespec="minutes"),
        "before": was.get("times", {}).get("began", ""),
        "why": why,
        "count": len([change for change in changes if not change.echo]),
        "changes": [{**change.record(), "why": decided.get(_cell(change), [])} for change in changes[:LINES]],
    }
    entries = [entry, *_earlier(plan.file(RECORD))][:KEPT]
    written = {
        NOTE: note_page(entries, subject.title, language),
        RECORD: json.dumps(entries, ensure_ascii=False, indent=1),
    }
    return {plan.file(name).name: text.encode() for name, text in written.items()}


def _decided(was, parameters, subject):
    """Return what people decided since a report was made, in words, by the number of the figure."""
    began = was.get("times", {}).get("began", "")
    if not began or not {"place", "year"} <= parameters.keys():
        return {}
    decided = {}
    for row in load_decisions(parameters["place"], parameters["year"], subject.data).to_dict("records"):
        # A time in the manifest has its zone, one of a decision may not.
        if row["figure"] and str(row["on"])[:10] >= began[:10]:
            said = subject.language.say(
                "change_why_decided", by=row["by"], on=str(row["on"])[:10], reason=row["reason"]
            )
            decided.setdefault(str(row["figure"]), []).append(said)
    return {number: list(dict.fromkeys(said)) for number, said in decided.items()}


def _cell(change):
    return change.key if change.kind == FIGURE_KIND else None


def note_page(entries, title, language):
    """Return the page of a change note."""
    templates = page_templates("lawgov_analysis.reporting.changes")
    told = [
        {
            **entry,
            "made": entry["made"][:16].replace("T", " "),
            "lines": [
                line_of(change, language) + why_of(change["why"], language)
                for change in entry["changes"]
                if not change["echo"]
            ],
            "echoes": sum(change["echo"] for change in entry["changes"]),
        }
        for entry in entries
    ]
    return templates.get_template("changes.html.j2").render(
        say=language.say,
        lang=html_lang(language.lang),
        title=title,
        entries=told,
        style=templates.get_template("changes.css").render(),
    )


def _earlier(record):
    try:
        entries = read_json(record.read_text(encoding="utf-8"))
        return [entry for entry in entries if entry.keys() >= SAID]
    except (OSError, ValueError, AttributeError, TypeError):
        return []
