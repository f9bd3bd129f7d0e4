"""What official forms make equal: the sides of a row of ``data/identities.csv``, where a report states all of them.

新收 + 上年结转 = 总计 + 结转下年度. No word of a report need say so, but a free text may count otherwise than the form,
so what does not hold is to be looked at, and no error.
"""

from typing import TYPE_CHECKING

import pandas as pd

from ...tables import records
from ...text.numerals import write_plain
from .arithmetic import TOLERANCE

if TYPE_CHECKING:
    from ..audited import Audited

CHECKED = ["identity", "left", "right", "expected", "printed", "holds"]


def check_official(audited: "Audited") -> pd.DataFrame:
    """Add up both sides of every identity of the official forms that a report states whole.

    Parameters
    ----------
    audited : Audited

    Returns
    -------
    pandas.DataFrame
        One row an identity of a report: its name ``identity``; the positions ``left`` and ``right`` (tuples) of the
        headline figures of the year on either side; what these sum to, as text: ``expected`` (left) and ``printed``
        (right); and whether it ``holds``. What the words of the report relate
        as parts of a total is checked as such, and is not here.
    """
    figures = audited.figures
    stated = figures[
        (figures["scope"] == "")
        & (figures["indicator"] != "")
        & (figures["relation"] != "growth")
        & (figures["period"] == figures["year"].astype("str"))
    ]
    stated = stated[~stated.duplicated(["report", "indicator"], keep=False)]
    forms = [
        (form.identity, form.left.split("+"), form.right.split("+"))
        for form in records(audited.data.table("identities"))
    ]
    said = {(check.total, frozenset(check.parts)) for check in records(audited.parts_checks)}
    found = []
    for _, own in stated.groupby("report", sort=False):
        at = dict(zip(own["indicator"], own.index, strict=True))
        for name, left, right in forms:
            if not at.keys() >= {*left, *right}:
                continue
            sides = [tuple(at[term] for term in terms) for terms in (left, right)]
            if len(sides[1]) == 1 and (sides[1][0], frozenset(sides[0])) in said:
                continue
            if len(set(figures.loc[[*sides[0], *sides[1]], "unit_class"])) > 1:
                continue
            (low, high), (least, most) = (figures.loc[list(side), ["low", "high"]].sum() for side in sides)
            slack = TOLERANCE * max(abs(high), 1.0)
            unit = audited.rows[sides[1][0]].unit
            sums = [f"{write_plain(figures.loc[list(side), 'value'].sum())}{unit}" for side in sides]
            found.append((name, *sides, *sums, low <= most + slack and least <= high + slack))
    return pd.DataFrame(found, columns=CHECKED).astype({"holds": bool})
