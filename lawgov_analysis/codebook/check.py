"""Check: every rule of the tables is tried by its own examples, and what no example needs is listed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import BadParameter, BadTable, nearest
from ..extraction.indicator import CLEAR_LEAD
from ..extraction.indicator_rules import all_rules
from ..tables import open_data
from ..tables.folder import Data, DataDir
from . import audit_trials, coding_trials, head_trials, relation_trials, scope_trials, statement_trials
from .remarks import notes
from .trial import Fault, Row, Trial

#: How a row of each table of rules is tried; in the order that a report goes through them.
TRIALS: dict[str, Callable[[Trial, Any], Iterator[Fault]]] = {
    "quantity_words": coding_trials.try_quantity_words,
    "head_words": head_trials.try_head_words,
    "words": coding_trials.try_words,
    "patterns": coding_trials.try_patterns,
    "exclusions": coding_trials.try_exclusions,
    "forms": coding_trials.try_forms,
    "recodings": coding_trials.try_recodings,
    "doubts": coding_trials.try_doubts,
    "filling": coding_trials.try_filling,
    "indicator_examples": coding_trials.try_indicator_examples,
    "relation_words": relation_trials.try_relation_words,
    "relation_examples": relation_trials.try_relation_examples,
    "scope_words": scope_trials.try_scope_words,
    "rules": audit_trials.try_rules,
    "messages": audit_trials.try_messages,
    "audit_words": audit_trials.try_audit_words,
    "audit_examples": audit_trials.try_audit_examples,
    "statement_words": statement_trials.try_statement_words,
    "statement_topics": statement_trials.try_statement_topics,
    "item_patterns": statement_trials.try_item_patterns,
}
RULE_TABLES = tuple(TRIALS)
#: All that gives figures their meaning.
CODEBOOK = ("units", "indicators", "renamed_indicators", "identities", *RULE_TABLES)
COLUMNS = ["kind", "file", "row", "column", "said"]
KINDS = {
    "failure": "例句不符、没有例句或写法不对",
    "dead": "没有例句用到的规则",
    "near_tie": f"领先不到 {CLEAR_LEAD} 的例句",
    "two_roles": "一词两用而没有说明",
    "idle": "没有例句用到的排除词",
}


def faults_of(trial: Trial, row: Row) -> list[Fault]:
    """Try a row by its own sentences: the column and what is wrong, in Chinese."""
    return list(TRIALS[row.table](trial, trial.at(row)))


def check_codebook(which: str | Path | None = None, data_dir: DataDir = None) -> pd.DataFrame:
    """Try every rule of the codebook by its own examples and counter-examples.

    Parameters
    ----------
    which : str or path-like, optional
        Only a table of rules, by its file or its name, or only what is about an indicator, by its id.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a remark, failures first: ``kind``, ``file``, ``row`` (the header is 1), ``column`` and ``said``, in
        Chinese. The kinds are ``failure`` (an example or a counter-example that is read otherwise, or a rule without
        one), and what is no failure: ``dead`` (a rule that no example uses), ``near_tie`` (an example that is won by
        less than the lead that counts as clear), ``two_roles`` (a word in two roles without a note), ``idle`` (an
        exclusion that excludes nothing in any example).

    Raises
    ------
    BadTable
        When a table breaks its schema, or names a set that there is not.
    BadParameter
        When there is neither such a table nor such an indicator.

    Examples
    --------
    >>> checked = check_codebook("recodings")
    >>> checked[checked["kind"] == "failure"].empty
    True
    """
    data = open_data(data_dir)
    _read_all(data)
    trial = Trial(data)
    data.made(all_rules)
    rows = rows_about(trial, which)
    remarks = [
        ("failure", trial.file(row.table), row.line, column, said)
        for row in rows
        for column, said in faults_of(trial, row)
    ]
    wanted = set(rows)
    for kind in list(KINDS)[1:]:
        remarks += [
            (kind, trial.file(table), line, column, said) for table, line, column, said in notes(trial, kind, wanted)
        ]
    return pd.DataFrame(remarks, columns=COLUMNS)


def _read_all(data: Data) -> None:
    """Read every table of the codebook, to say all that is wrong in them at once."""
    faults: list[str] = []
    for name in CODEBOOK:
        try:
            data.table(name)
        except BadTable as error:
            # A table that others stand on is said once.
            faults += [fault for fault in error.faults if fault not in faults]
    if faults:
        raise BadTable(faults)


def rows_about(trial: Trial, which: str | Path | None = None) -> list[Row]:
    """Return the rows of all tables of rules, of one table, or about one indicator."""
    if which is None:
        return [row for name in RULE_TABLES for row in trial.rows(name)]
    if name := _table_of(trial, which):
        return trial.rows(name)
    if str(which) not in trial.names or not which:
        near = nearest(str(which), [*trial.names, *RULE_TABLES], 3)
        hint = f"; the nearest are {', '.join(near)}" if near else ""
        raise BadParameter(f"{which} is no table of rules and no indicator{hint}")
    sets = {word[1:] for row in trial.table("patterns") if row.indicator == which for word in row.never.split("|")}
    return [
        row
        for name in ("patterns", "exclusions", "recodings", "indicator_examples")
        for row in trial.rows(name)
        if (trial.at(row).set in sets if name == "exclusions" else trial.at(row).indicator == which)
    ]


def _table_of(trial: Trial, which: str | Path) -> str:
    """Return the table of rules of a file or a name; none, where it is neither."""
    if which in RULE_TABLES:
        return str(which)
    given = Path(which)
    for name in RULE_TABLES:
        (file,) = trial.data.files(name)
        if given.absolute() == file.absolute() or (given.parts and file.parts[-len(given.parts) :] == given.parts):
            return name
    return ""


def check_text(remarks: pd.DataFrame, tried: int) -> str:
    """Return what was checked and is no failure as lines, in Chinese.

    Examples
    --------
    >>> print(check_text(pd.DataFrame(columns=COLUMNS), 12))
    试了 12 行，没有不符。
    """
    lines = [f"试了 {tried:,} 行，没有不符。"]
    for kind, title in list(KINDS.items())[1:]:
        listed = remarks[remarks["kind"] == kind]
        if len(listed):
            lines += ["", f"{title}（{len(listed):,}）："] + [f"  {_line(row)}" for row in listed.itertuples()]
    return "\n".join(lines)


def check(which: str | Path | None = None, data_dir: DataDir = None) -> str:
    """Return what `check_codebook` says as lines.

    Raises
    ------
    BadTable
        With every failure, when there is one.
    """
    remarks = check_codebook(which, data_dir)
    failures = remarks[remarks["kind"] == "failure"]
    if len(failures):
        raise BadTable([_line(row) for row in failures.itertuples()])
    return check_text(remarks, len(rows_about(Trial(open_data(data_dir)), which)))


def _line(row: Any) -> str:
    return f"{row.file}:{row.row}:{row.column}: {row.said}"
