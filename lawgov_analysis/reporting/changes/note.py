"""Note: what a report that is made anew says otherwise than before, kept beside it."""

import json
from datetime import UTC, datetime

from ...errors import LawgovError
from ...presentation import in_language
from ...presentation.pages import page_templates
from .compare import compare
from .said import line_of
from .shown import executed_of, read_executed
from .why import reasons, say_reasons

#: The page, and what it is made of: the changes of each time, the last first.
NOTE, RECORD = "changes.html", "changes.json"
# Times that are kept, and lines of each.
KEPT, LINES = 20, 200


def change_note(file, executed, was, now, language):
    """Write down what a report that is made anew says otherwise than the one that is there, and why.

    Parameters
    ----------
    file : pathlib.Path
        The executed notebook that is there.
    executed : nbformat.NotebookNode
        The one that takes its place.
    was, now : dict
        The manifest that is there, and what the new one will be made of.
    language : Language

    Returns
    -------
    dict of str
        The files of the note by their names, ``changes.html`` and ``changes.json``, in the language of the report; none
        where no report was there.
    """
    if not file.is_file():
        return {}
    try:
        before, after = read_executed(file), executed_of(executed, file)
    except LawgovError:
        return {}  # what was there is no notebook: nothing can be said of it
    changes = [change.record() for change in compare(before, after, language)]
    entry = {
        "made": datetime.now(UTC).isoformat(timespec="minutes"),
        "before": was.get("times", {}).get("began", ""),
        "why": say_reasons(reasons(was, now), language),
        "count": len([change for change in changes if not change["echo"]]),
        "changes": changes[:LINES],
    }
    record = file.with_name(in_language(RECORD, language.lang))
    entries = [entry, *_earlier(record)][:KEPT]
    written = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    return {
        file.with_name(in_language(NOTE, language.lang)).name: note_page(entries, after.title, language),
        record.name: written,
    }


def note_page(entries, title, language):
    """Return the page of a change note."""
    templates = page_templates("lawgov_analysis.reporting.changes")
    told = [
        {
            **entry,
            "made": entry["made"][:16].replace("T", " "),
            "lines": [line_of(change, language) for change in entry["changes"] if not change["echo"]],
            "echoes": sum(change["echo"] for change in entry["changes"]),
        }
        for entry in entries
    ]
    return templates.get_template("changes.html.j2").render(
        say=language.say,
        lang="zh-CN" if language.lang == "zh" else language.lang,
        title=title,
        entries=told,
        style=templates.get_template("changes.css").render(),
    )


def _earlier(record):
    try:
        entries = json.loads(record.read_text(encoding="utf-8"))
        return [entry for entry in entries if entry.keys() >= {"made", "before", "why", "count", "changes"}]
    except (OSError, ValueError, AttributeError, TypeError):
        return []
