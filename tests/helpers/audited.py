"""Invented figures for the tests of the audit, and what its rules say of them."""

import pandas as pd

from lawgov_analysis.auditing import audit_figures, load_rules
from lawgov_analysis.codebook.sentences import report_around
from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import extract_figures
from lawgov_analysis.tables import FIGURE_COLUMNS, MAY_LACK

PLACE, YEAR = "990000001", 2023
report_text = report_around
# How a rate was rounded is as easily said falsely as that it is wrong.
HARD = load_rules().query("severity == 'error' or rule == 'rate-truncated'").index.tolist()


def figure(value, unit, measure="计量对象", **columns):
    """One row of a figures table; what is printed is the value and the unit, unless said."""
    return {"value": float(value), "unit": unit, "measure": measure, **columns}


def table(*rows, place=PLACE, year=YEAR):
    """A figures table of invented rows."""
    figures = pd.DataFrame(rows)
    defaults = {
        "place_code": place,
        "year": year,
        "figure": range(1, len(figures) + 1),
        "section": "",
        "indicator": "",
        "scope": "",
        "bound": "exact",
        "period": str(year),
        "basis": "flow",
        "relation": "",
        "related": "",
        **dict.fromkeys(MAY_LACK, ""),
        "start": pd.NA,
        "end": pd.NA,
    }
    for name, default in defaults.items():
        if name not in figures:
            figures[name] = default
        elif default is not pd.NA and not isinstance(default, range):
            figures[name] = figures[name].fillna(default)
    figures["relation_by"] = figures["relation_by"].mask(
        (figures["relation_by"] == "") & (figures["relation"] != ""), "stated"
    )
    printed = [f"{value:.15g}{unit}" for value, unit in zip(figures["value"], figures["unit"], strict=True)]
    surface = pd.Series(printed, index=figures.index)
    figures["surface"] = figures["surface"].fillna(surface) if "surface" in figures else surface
    if "relation_by" not in figures:
        figures["relation_by"] = figures["relation"].map(lambda relation: "stated" if relation else "")
    return figures.reindex(columns=FIGURE_COLUMNS, fill_value="").astype(
        {"start": "Int64", "end": "Int64", "value": "float64"}
    )


def rate(printed, count, total, **columns):
    """The rows of a total, a count of it, and the rate that is printed for them, as text: 99.0."""
    row = {"relation": "ratio", "related": "2/1", "surface": f"成功率{printed}%", **columns}
    return table(
        figure(total, "宗", "受理"),
        figure(count, "宗", "调解成功", relation="subset", related="1"),
        figure(float(printed), "%", "调解成功率", **row),
    )


def disputes(printed):
    """The rows of disputes taken, settled, and their rate, all with their indicators; 96.9 is right."""
    indicators = ["mediation_accepted", "mediation_succeeded", "mediation_success_rate"]
    return rate(printed, 2784, 2872).assign(indicator=indicators)


def found(figures, report=None, **options):
    """The rules that speak."""
    return set(audit_figures(figures, report, **options)["rule"])


def hard(figures, report=None, **options):
    return found(figures, report, **options) & set(HARD)


def only(figures, rule, **options):
    """The one finding of a rule."""
    findings = audit_figures(figures, **options)
    return findings[findings["rule"] == rule].squeeze(axis=0)


def audit(text, **options):
    report = parse_report(text)
    return audit_figures(extract_figures(report), report, **options)
