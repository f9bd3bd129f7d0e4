"""Findings: the registry of the audit's rules, and how what they find is said.

A rule is a function of `Material` that yields a `Finding` for each fault; its severity, meaning, example and messages
are the rows of its id in ``data/audit``. To add a rule, write the function, name it with `rule`, and add its rows.
"""

from datetime import date
from typing import NamedTuple

import pandas as pd

from ..presentation import capital, load_language
from ..tables import open_data

SEVERITIES = ["error", "warning", "note"]
FINDING_COLUMNS = ["rule", "severity", "place_code", "year", "figures", "printed", "expected", "message", "explained"]
# A message names this many figures, the column ``figures`` has them all.
LONGEST_LIST = 5

RULES = {}


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
    figures: tuple[int, ...] = ()
    printed: str = ""
    expected: str = ""
    case: str = ""
    values: dict = {}  # noqa: RUF012 (never changed)
    unsure: bool = False


class Unit(NamedTuple):
    """A unit to be named in a message: the measure word in Chinese, what its class counts in English."""

    unit: str
    unit_class: str


def rule(name):
    """Register a function as the rule of that id."""

    def register(function):
        RULES[name] = function
        return function

    return register


def audit_words(data_dir=None):
    """Return the word lists of the audit, {role: alternatives of a regular expression}."""
    return open_data(data_dir).made(_words)


def _words(data):
    return data.table("audit_words").set_index("role")["words"].to_dict()


def load_rules(data_dir=None):
    """Load the rules of the audit.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``rule``, the id, in the order they are applied: ``severity`` (error: cannot be right whatever was
        meant; warning: likely wrong, or against the provisions on such reports; note: a reader should know), then
        ``title``, ``meaning`` and ``example``, each in Chinese (``_zh``) and English (``_en``).

    Examples
    --------
    >>> load_rules().loc["rate-truncated", ["severity", "title_en"]].tolist()
    ['error', 'A rate cut off instead of rounded']
    """
    return open_data(data_dir).table("rules", index="rule")


def count_open(findings):
    """Count the findings of each severity that no correction explains.

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
    >>> count_open(word_findings([]))
    {'error': 0, 'warning': 0, 'note': 0}
    """
    counts = findings.loc[findings["explained"] == "", "severity"].value_counts()
    return {severity: int(counts.get(severity, 0)) for severity in SEVERITIES}


def word_findings(found, lang="zh", data_dir=None):
    """Put findings into words.

    Parameters
    ----------
    found : iterable of (str, Finding)
        Each with the id of its rule.
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Where the names of indicators are; the package's own data by default.

    Returns
    -------
    pandas.DataFrame
        With the columns `FINDING_COLUMNS`; nothing is explained yet.

    Raises
    ------
    BadParameter
        When `lang` is neither.
    """
    data = open_data(data_dir)
    words = load_language(lang, data)
    severities, messages = load_rules(data)["severity"].to_dict(), data.made(_messages, lang)
    unsure = words.say("audit_unsure")
    rows = [
        (
            name,
            "warning" if finding.unsure else severities[name],
            finding.place_code,
            finding.year,
            finding.figures,
            finding.printed,
            finding.expected,
            capital(messages[name, finding.case].format(**_filled(finding.values, words))) + unsure * finding.unsure,
            "",
        )
        for name, finding in found
    ]
    table = pd.DataFrame(rows, columns=FINDING_COLUMNS)
    text = dict.fromkeys(["rule", "severity", "place_code", "printed", "expected", "message", "explained"], "str")
    return table.astype({**text, "year": "Int64"})


def _messages(data, lang):
    return data.table("messages").set_index(["rule", "case"])[lang].to_dict()


def _filled(values, words):
    """Return what a message is filled with; a figure gives its name and, as ``…_value``, its quantity."""
    filled = {}
    for key, value in values.items():
        if isinstance(value, list):
            shown = [
                f"{_name(figure, words)}{_gap(words)}{_quantity(figure, words)}" for figure in value[:LONGEST_LIST]
            ]
            filled[key] = words.join(shown) + ("…" if len(value) > LONGEST_LIST else "")
        elif isinstance(value, Unit):
            filled[key] = value.unit if words.lang == "zh" else words.gloss(value.unit_class, "unit_class")
        elif hasattr(value, "name_zh"):
            filled[key] = getattr(value, f"name_{words.lang}")
        elif isinstance(value, tuple):
            filled[key], filled[f"{key}_value"] = _name(value, words), _quantity(value, words)
        elif isinstance(value, date):
            filled[key] = value.isoformat()
        elif isinstance(value, float):
            filled[key] = words.number(value)
        else:
            filled[key] = value
    return filled


def _gap(words):
    return "" if words.lang == "zh" else ": "


def _name(figure, words):
    known = not figure.indicator or figure.indicator in words.indicators.index
    return words.name(figure) if known else figure.measure


def _quantity(figure, words):
    return words.quantity(figure.value, figure.unit, figure.bound)
