"""Findings: what the rules of the audit say, and what is recorded of each rule.

A rule is a function of `Audited` that yields a `Finding` for each fault; its severity, meaning, example and messages
are the rows of its id in ``data/rules/audit``. To add a rule, write the function, list it in ``rules/__init__.py``, and
add its rows.
"""

from typing import Any, NamedTuple

import pandas as pd

from ..tables import DataDir, open_data
from ..text.offsets import FigureNumber

SEVERITIES = ["error", "warning", "note"]
# A fault of the report is a matter for those who wrote it; a note of this library (no indicator for it, a unit that our
# codebook does not expect) is not, and the two are never counted together.
ABOUT = ["report", "library"]
FINDING_COLUMNS = ["rule", "severity", "place_code", "year", "figures", "printed", "expected", "message", "explained"]
FINDING_COLUMNS += ["about"]


class Finding(NamedTuple):
    """What a rule says of a report, before it is put into words.

    Attributes
    ----------
    place_code : str
    year : int or None
    figures : tuple of int
        The numbers of the figures involved.
    printed, expected : str
        What the report prints, and what it should be; ``""`` where there is no such thing.
    case : str
        Which message of the rule says it.
    values : dict
        What the message is filled with: texts, numbers, dates, rows of figures, lists of these, rows of the
        codebook.
    unsure : bool
        Whether it rests on a relation that is likely rather than said: an error is then a warning.
    """

    place_code: str
    year: int | None
    figures: tuple[FigureNumber, ...] = ()
    printed: str = ""
    expected: str = ""
    case: str = ""
    values: dict[str, Any] = {}  # noqa: RUF012 (never changed)
    unsure: bool = False


class Unit(NamedTuple):
    """A unit to be named in a message: the measure word in Chinese, what its class counts in English."""

    unit: str
    unit_class: str


def load_rules(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the rules of the audit.

    Parameters
    ----------
    data_dir : path-like or Data, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``rule``, the id, in the order they are applied: ``severity`` (error: cannot be right whatever was
        meant; warning: likely wrong, or against the provisions on such reports; note: a reader should know), ``about``
        (report: a fault of the report; library: a note of this library on its own codebook and records), then
        ``title``, ``meaning`` and ``example``, each in Chinese (``_zh``) and English (``_en``).

    Examples
    --------
    >>> load_rules().loc["rate-truncated", ["severity", "title_en"]].tolist()
    ['note', 'A rate cut off instead of rounded']
    """
    return open_data(data_dir).table("rules", index="rule")


def count_open(findings: pd.DataFrame) -> dict[str, int]:
    """Count the faults of the report of each severity that no correction explains; notes of the library are none.

    Parameters
    ----------
    findings : pandas.DataFrame
        As from `lawgov_analysis.auditing.audit.audit_figures`.

    Returns
    -------
    dict of int
        By severity, in the order of `SEVERITIES`.

    Examples
    --------
    >>> from lawgov_analysis.auditing import audit_report
    >>> count_open(audit_report("清溪镇", 2024).findings)
    {'error': 0, 'warning': 0, 'note': 1}
    """
    open_faults = (findings["explained"] == "") & (findings["about"] == "report")
    counts = findings.loc[open_faults, "severity"].value_counts()
    return {severity: int(counts.get(severity, 0)) for severity in SEVERITIES}
