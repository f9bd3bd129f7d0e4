"""Said: how a statement of a report is named within the analysis, and what opens it."""

import pandas as pd

from ...presentation import section_name
from ...text.around import opening_words


def in_words(subject, statement, text):
    """Return a statement in our words, else how it begins in the text of its report; ``""`` where neither is known."""
    said = getattr(statement, f"text_{subject.lang}")
    if said or pd.isna(statement.start) or not text:
        return said
    return subject.say("quoted", text=opening_words(text[int(statement.start) : int(statement.end)]))


def opens(subject, section, said):
    """Return what opens a statement: its place, after what is said of it."""
    where = section_name(section, subject.language) or subject.say("source_words")
    return subject.say("in_brackets" if said else "statement_in_annex", text=where)
