"""Described figures packed for the page: a header that says what each column is, and its codes or numbers as bytes.

The page (``explorer_engine.js``) reads the bytes as typed arrays, little-endian, without looking at each: half a
million figures are there at once.
"""

from typing import Any

import numpy as np
import pandas as pd

from ...auditing import load_rules
from ...decisions.said import HOW_FAR
from ...presentation import load_language
from ...tables import Data, DataDir, open_data
from .alike import level_labels
from .assets import words
from .query import BAR, FACETS, year_text

#: The columns of a pack in their order, and what kind each is of: a category, a number, or a set of categories.
PACKED = {
    "place": "category",
    "year": "category",
    "figure": "number",
    "section": "category",
    "domain": "category",
    "indicator": "category",
    "measure": "category",
    "scope": "category",
    "value": "number",
    "unit": "category",
    "bound": "category",
    "period": "category",
    "basis": "category",
    "surface": "category",
    "part_of": "number",
    "headline": "category",
    "confidence": "number",
    "finding": "set",
    "review": "category",
    "coverage": "category",
    "level": "category",
    "incomparable": "category",
}
#: Those that the table shows until others are chosen.
SHOWN = ("place", "year", "indicator", "measure", "scope", "value", "unit", "review")
# Columns of a described table that hold what a code of another is called.
CALLED = {"place": "place_name", "indicator": "indicator_name"}


def pack(table: pd.DataFrame, lang: str = "zh", data_dir: DataDir = None) -> tuple[dict[str, Any], list[bytes]]:
    """Pack described figures for the page.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `described_figures`; the page's row numbers are positions in it.
    lang : str
        Of headings and labels.
    data_dir : path-like or Data, optional

    Returns
    -------
    header : dict
        For JSON: ``rows``, ``lang``, ``columns``, ``facets``, and ``shown``, the columns that are shown at first. The
        values of a column are in the order in which it is sorted, ``""`` first where anything is missing.
    buffers : list of bytes
        The bytes of each column, whose ``buffer`` says which and whose ``type`` how they are read.

    Examples
    --------
    As one JSON with the bytes in base64, for a page that is tried without a kernel:

    >>> import base64, json
    >>> from lawgov_analysis import described_figures
    >>> header, buffers = pack(described_figures("横沥镇", 2020))
    >>> packed = json.dumps([header, [base64.b64encode(one).decode() for one in buffers]])
    >>> header["rows"], header["columns"][0]["values"], header["columns"][0]["labels"]
    (65, ['441900106'], ['东莞市横沥镇'])
    """
    data = open_data(data_dir)
    columns: list[dict[str, Any]] = []
    buffers: list[bytes] = []
    for name, kind in PACKED.items():
        make = {"category": _category, "number": _number, "set": _set}[kind]
        column, numbers = make(name, table, lang, data)
        titles = labels_of("column", [name], lang, data)
        columns.append({"name": name, "title": titles[0], "kind": kind, **column, "buffer": len(buffers)})
        buffers.append(numbers.tobytes())
    header = {"rows": len(table), "lang": lang, "columns": columns, "facets": list(FACETS), "shown": list(SHOWN)}
    return header, buffers


def finding_column(
    table: pd.DataFrame, lang: str = "zh", data_dir: DataDir = None
) -> tuple[dict[str, Any], list[bytes]]:
    """Pack the column of findings alone, which may be worked out later than the others.

    Returns
    -------
    column : dict
        As in the header of `pack`; its ``buffer`` is 0.
    buffers : list of bytes

    Examples
    --------
    >>> from lawgov_analysis import described_figures
    >>> column, buffers = finding_column(described_figures("横沥镇", 2020), "en")
    >>> column["kind"], len(buffers[0])
    ('set', 130)
    """
    data = open_data(data_dir)
    column, numbers = _set("finding", table, lang, data)
    title = labels_of("column", ["finding"], lang, data)[0]
    return {"name": "finding", "title": title, "kind": "set", **column, "buffer": 0}, [numbers.tobytes()]


def _category(name: str, table: pd.DataFrame, lang: str, data: Data) -> tuple[dict[str, Any], np.ndarray]:
    cells = year_text(table[name]) if name == "year" else table[name]
    codes, values = _coded(cells)
    column: dict[str, Any] = {"values": values}
    if name in CALLED:
        called = table[CALLED[name]].to_numpy()
        labels = list(values)
        first = np.full(len(values), -1)
        # Backwards, so that the first row of each value is what stays.
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        labels = [called[at] or value for at, value in zip(first.tolist(), values, strict=True)]
        if name == "indicator" and values and values[0] == "":
            labels[0] = words(lang, data)["uncoded"]
    else:
        labels = labels_of(name, values, lang, data)
    if labels != values:
        column["labels"] = labels
    numbers = codes.astype(_smallest(len(values)))
    return column | {"type": _type(numbers)}, numbers


def _coded(cells: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Return a column as codes, and the texts that they stand for in the order of their code points."""
    codes, known = pd.factorize(cells.to_numpy(dtype=object, na_value=""))
    order = sorted(range(len(known)), key=known.__getitem__)
    rank = np.empty(len(known), dtype=np.int64)
    rank[order] = np.arange(len(known))
    return rank[codes], [str(known[at]) for at in order]


def _number(name: str, table: pd.DataFrame, _lang: str, _data: Data) -> tuple[dict[str, Any], np.ndarray]:
    return {"type": "f64", "decimals": None}, table[name].to_numpy(dtype="<f8", na_value=np.nan)


def _set(name: str, table: pd.DataFrame, lang: str, data: Data) -> tuple[dict[str, Any], np.ndarray]:
    codes, said = _coded(table[name])
    sets = [one.split(BAR) if one else [] for one in said]
    values = sorted({rule for one in sets for rule in one})
    at = {rule: number for number, rule in enumerate(values)}
    numbers = codes.astype("<u2" if len(sets) <= 1 << 16 else "<u4")
    severity = load_rules(data)["severity"]
    column = {
        "values": values,
        "labels": labels_of(name, values, lang, data),
        "sets": [[at[rule] for rule in one] for one in sets],
        "hints": [rule for rule in values if severity.get(rule) == "note"],
    }
    return column | {"type": _type(numbers)}, numbers


def _smallest(values: int) -> str:
    """Return the smallest type that holds the codes of so many values."""
    return next(f"<u{size}" for size in (1, 2, 4) if values <= 1 << 8 * size)


def _type(numbers: np.ndarray) -> str:
    return f"u{8 * numbers.dtype.itemsize}"


def labels_of(name: str, values: list[str], lang: str, data: Data) -> list[str]:
    """Return what values of a column are called; a value without a name is its own.

    Parameters
    ----------
    name : str
        ``column`` for the headings of columns.
    values : list of str
    lang : str
    data : Data

    Returns
    -------
    list of str

    Examples
    --------
    >>> labels_of("review", ["unread", "?"], "en", open_data())
    ['unread', '?']
    """
    if name == "finding":
        titles = load_rules(data)[f"title_{lang}"]
        return [titles.get(value, value) for value in values]
    if name == "review":
        return [HOW_FAR[value][lang == "zh"] if value in HOW_FAR else value for value in values]
    if name == "domain":
        language = load_language(lang, data)
        return [language.gloss(value, "domain") for value in values]
    said = words(lang, data)
    if name == "level":
        return level_labels(values, load_language(lang, data).gloss, said, data)
    return [said.get(f"{name}_{value}".replace("-", "_"), value) for value in values]
