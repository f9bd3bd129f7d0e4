"""Said: changes as lines of text, each report's under its name."""

import re

from ...presentation import load_language
from .compare import FILE, FORM

ECHOES = "change_echoes"
# A figure of one of several years: the year and four digits.
OF_YEAR = re.compile(r"(20\d\d)(\d{4})")


def check_text(table, lang="zh"):
    """Return what `check_reports` found as text.

    Parameters
    ----------
    table : pandas.DataFrame
    lang : str

    Returns
    -------
    str
        The name of each report that differs with its lines below; the last line says how many do.
    """
    language = load_language(lang)
    differing, looked_at = table["report"].nunique(), len(table.attrs["reports"]) - len(table.attrs["failed"])
    sentence = "change_checked_differ" if differing else "change_checked_equal"
    # Where nothing could be compared, nothing is said to agree.
    counted = [language.say(sentence, n=looked_at, differing=differing)] if looked_at or differing else []
    failed = len(table.attrs["failed"])
    counted += [language.say("change_checked_failed", n=failed)] if failed else []
    return "\n".join([*_of_reports(table, language), *counted])


def diff_text(table, lang="zh"):
    """Return what `diff` found as text, the reasons below the changes that they are of."""
    language = load_language(lang)
    if table.empty:
        return language.say("change_none")
    return "\n".join([*_of_reports(table, language), language.say("change_count", n=int((~table["echo"]).sum()))])


def _of_reports(table, language):
    for (report, title), rows in table.groupby(["report", "title"], sort=False):
        yield " ".join(filter(None, [report or language.say("change_shared"), title]))
        # Where all have the same reasons, these are said once.
        whys = rows["why"].map(tuple)
        same = whys.nunique() == 1
        for row, why in zip(rows.to_dict("records"), whys, strict=True):
            if not row["echo"]:
                yield f"  {line_of(row, language)}{'' if same else why_of(why, language)}"
        echoes = int(rows["echo"].sum())
        if echoes:
            yield f"  {language.say(ECHOES, n=echoes)}"
        if same and whys.iloc[0]:
            yield f"  {language.say('change_why', why=language.say('semicolon').join(whys.iloc[0]))}"


def why_of(why, language):
    """Return reasons in brackets, to stand behind a line; ``""`` where there is none."""
    return language.say("in_brackets", text=language.say("semicolon").join(why)) if why else ""


def _of_year(found):
    return f"{found[1]} · {int(found[2])}"


def line_of(row, language):
    """Return a change as one line: ``43: 1,935 → 1,936``.

    Parameters
    ----------
    row : dict
        Of the table of changes.
    language : Language

    Returns
    -------
    str
    """
    if row["kind"] == FORM:
        return language.say("change_form")
    if row["kind"] == FILE:
        return language.say(f"change_file_{row['column']}", name=row["key"])
    place = [row["where"], OF_YEAR.sub(_of_year, row["key"]), row["column"]]
    if row["kind"] in ("report", "item", "finding", "codebook") or (row["kind"] == "rate" and not row["where"]):
        place.insert(0, language.say(f"change_kind_{row['kind']}"))
    head = " · ".join(dict.fromkeys(filter(None, place)))
    old, new = row["old"], row["new"]
    if not row["old"] or not row["new"]:
        said = language.say("change_added" if not row["old"] else "change_gone", text=row["new"] or row["old"])
    else:
        said = f"{old} → {new}"
    return f"{head}: {said}" if head else said
