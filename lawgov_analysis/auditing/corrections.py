"""Corrections: findings that are known and explained."""

import pandas as pd

from ..errors import BadTable
from ..tables.corrections import KEY


def explain_findings(
    findings: pd.DataFrame, corrections: pd.DataFrame, figures: pd.DataFrame, lang: str = "zh", strict: bool = True
) -> pd.DataFrame:
    """Mark the findings that corrections explain.

    Parameters
    ----------
    findings : pandas.DataFrame
        As from `audit_figures`.
    corrections : pandas.DataFrame
        As from `load_corrections`.
    figures : pandas.DataFrame
        The figures audited.
    lang : str
        Of the reason.
    strict : bool
        Whether a correction of an audited figure that explains no finding is an error.

    Returns
    -------
    pandas.DataFrame
        The findings, the reason in ``explained``.

    Raises
    ------
    BadTable
        When a correction explains nothing: the audit no longer finds the fault.
    """
    findings = findings.copy()
    audited = corrections.reset_index()
    audited = audited[audited["place_code"].isin(figures["place_code"].unique())]
    if audited.empty:
        return findings
    audited = audited.merge(figures[[*KEY, "value"]], on=KEY)
    faults = []
    for row in audited[audited["value"] == audited["expect"]].itertuples():
        of_it = (
            (findings["rule"] == row.rule) & (findings["place_code"] == row.place_code) & (findings["year"] == row.year)
        )
        of_it &= findings["figures"].map(lambda numbers, figure=row.figure: figure in numbers)
        findings.loc[of_it.fillna(False).astype(bool), "explained"] = getattr(row, f"reason_{lang}")
        if strict and not of_it.any():
            faults.append(
                f"corrections.csv:{row.index + 2}:rule: {row.rule} finds nothing on figure {row.figure}; drop the entry"
            )
    if faults:
        raise BadTable(faults)
    return findings
