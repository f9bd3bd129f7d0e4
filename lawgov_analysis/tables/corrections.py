"""Corrections: faults of a source that are known and explained, in ``data/corrections.csv``.

A correction changes no figure. It says which figure is wrong, by which rule, what it should be, and why; the audit then
shows the finding as explained. The entry is refused once the figure is no longer the faulty one.
"""

from pathlib import Path

import pandas as pd

from ..errors import BadTable
from ..paths import shown_path
from .figures import load_figures
from .folder import Data, DataDir, open_data

KEY = ["place_code", "year", "figure"]


def load_corrections(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the known faults of sources.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own; one without the table has no corrections.

    Returns
    -------
    pandas.DataFrame
        One row a fault: ``place_code``, ``year``, ``figure``, ``rule`` (that finds it), ``expect`` (the faulty value,
        as recorded), ``should_be``, ``reason_zh``, ``reason_en``.

    Raises
    ------
    BadTable
        When the table breaks its schema, or a figure is no longer the faulty one.

    Examples
    --------
    >>> list(load_corrections())
    ['place_code', 'year', 'figure', 'rule', 'expect', 'should_be', 'reason_zh', 'reason_en']
    """
    data = open_data(data_dir)
    if not (data.has("corrections") and data.files("corrections")):
        return open_data().table("corrections").head(0)
    corrections = data.table("corrections")
    reports = sorted(set(zip(corrections["place_code"], corrections["year"], strict=True)))
    files = tuple(data.folder_of("figures") / f"{code}-{year}.csv" for code, year in reports)
    return (
        data.made_of_chosen(_expected, "figures", files, (tuple(reports),)).copy(deep=False) if files else corrections
    )


def _expected(data: Data, _name: str, _files: tuple[Path, ...], reports: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """Return the corrections once each figure is the faulty one that it is about."""
    corrections = data.table("corrections")
    figures = pd.concat([load_figures(*report, data) for report in reports])
    now = corrections.merge(figures[[*KEY, "value"]], on=KEY, how="left")["value"]
    shown, faults = shown_path(data.files("corrections")[0]), []
    for line, (row, value) in enumerate(zip(corrections.itertuples(), now, strict=True), 2):
        if pd.isna(value):
            faults.append(f"{shown}:{line}:figure: {row.figure} is no figure of {row.place_code}-{row.year}")
        elif value != row.expect:
            rule = f"the figure is {value:.15g} now and not the faulty {row.expect:.15g}; drop the entry or look again"
            faults.append(f"{shown}:{line}:expect: {rule}")
    if faults:
        raise BadTable(faults)
    return corrections
