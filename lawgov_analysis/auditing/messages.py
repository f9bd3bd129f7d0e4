"""Messages: findings put into words of either language."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from ..presentation import Language, capital, load_language
from ..presentation.wordings import Wordings
from ..tables import Data, DataDir, load_text, open_data
from .findings import FINDING_COLUMNS, Finding, Unit, load_rules
from .layout import FigureRow

# A message names this many figures, the column ``figures`` has them all.
LONGEST_LIST = 5


def word_findings(found: Iterable[tuple[str, Finding]], lang: str = "zh", data_dir: DataDir = None) -> pd.DataFrame:
    """Put findings into words.

    Parameters
    ----------
    found : iterable of (str, Finding)
        Each with the id of its rule.
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like or Data, optional
        Where the names of indicators are; the package's own data by default.

    Returns
    -------
    pandas.DataFrame
        With the columns `FINDING_COLUMNS`; nothing is explained yet.

    Raises
    ------
    BadParameter
        When `lang` is neither.
    BadTable
        When a finding has no message, or one with room for a value that is not there.

    Examples
    --------
    >>> word_findings([("part-missing", Finding("441900106", 2020, case="plans"))])["message"].item()
    '没有写下一年度的主要安排。'
    """
    data = open_data(data_dir)
    language = load_language(lang, data)
    rules, messages = load_rules(data), data.made(_messages, lang)
    severities, about = rules["severity"].to_dict(), rules["about"].to_dict()
    unsure = language.say("audit_unsure")
    rows = [
        (
            name,
            "warning" if finding.unsure and severities[name] == "error" else severities[name],
            finding.place_code,
            finding.year,
            finding.figures,
            finding.printed,
            finding.expected,
            capital(messages.say(name, finding.case, **_filled(finding.values, language, data)))
            + unsure * finding.unsure,
            "",
            about[name],
        )
        for name, finding in found
    ]
    table = pd.DataFrame(rows, columns=FINDING_COLUMNS)
    text = dict.fromkeys(
        ["rule", "severity", "about", "place_code", "printed", "expected", "message", "explained"], "str"
    )
    return table.astype({**text, "year": "Int64"})


def _messages(data: Data, lang: str) -> Wordings:
    return Wordings(data, "messages", ["rule", "case"], lang)


def _filled(values: dict[str, Any], language: Language, data: Data) -> dict[str, Any]:
    """Return what a message is filled with; a figure gives its name and, as ``…_value``, its quantity."""
    filled = {}
    for key, value in values.items():
        if isinstance(value, list):
            shown = [
                f"{_name(figure, language)}{_gap(language)}{_quantity(figure, language, data)}"
                for figure in value[:LONGEST_LIST]
            ]
            filled[key] = language.join(shown) + ("…" if len(value) > LONGEST_LIST else "")
        elif isinstance(value, Unit):
            filled[key] = value.unit if language.lang == "zh" else language.gloss(value.unit_class, "unit_class")
        elif hasattr(value, "name_zh"):
            filled[key] = getattr(value, f"name_{language.lang}")
        elif hasattr(value, "surface"):
            filled[key], filled[f"{key}_value"] = _name(value, language), _quantity(value, language, data)
        elif isinstance(value, date):
            filled[key] = value.isoformat()
        elif isinstance(value, float):
            filled[key] = language.number(value)
        else:
            filled[key] = value
    return filled


def _gap(language: Language) -> str:
    return "" if language.lang == "zh" else ": "


def _name(figure: FigureRow, language: Language) -> str:
    known = not figure.indicator or figure.indicator in language.indicators.index
    return language.name(figure) if known else figure.measure


def _quantity(figure: FigureRow, language: Language, data: Data) -> str:
    """Return a quantity as its report prints it: 近550人次, where the text is at hand to say so."""
    is_bound = figure.bound != "exact" and not pd.isna(figure.start)
    return language.figure_said(figure, load_text(figure.place_code, figure.year, data) if is_bound else "")
