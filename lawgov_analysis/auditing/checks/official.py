"""What official forms make equal: the sides of a row of ``data/identities.csv``, where a report states all of them.

新收 + 上年结转 = 总计 + 结转下年度. No word of a report need say so, but a free text may count otherwise than the form,
so what does not hold is to be looked at, and no error.
"""

from typing import TYPE_CHECKING

import pandas as pd

from ...tables import records
from ...text.numerals import write_plain
from .arithmetic import SUMMED, TOLERANCE, sum_of
from .balances import check_balances

if TYPE_CHECKING:
    from ..audited import Audited

CHECKED = ["identity", "left", "right", "expected", "printed", "holds"]


def check_official(audited: "Audited") -> pd.DataFrame:
    """Add up both sides of every identity of the official forms that a report states whole, and of its balances.

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
    rows, stated = audited.rows, dict[int, dict[str, list[int]]]()
    for at, row in enumerate(rows):
        if row.indicator and not row.scope and row.relation != "growth" and row.period == str(row.year):
            stated.setdefault(row.report, {}).setdefault(row.indicator, []).append(at)
    forms = [
        (form.identity, form.left.split("+"), form.right.split("+"))
        for form in records(audited.data.table("identities"))
    ]
    said = {(check.total, frozenset(check.parts)) for check in records(audited.parts_checks)}
    found, known = [], set[frozenset[int]]()
    for of_report in stated.values():
        at = {indicator: positions[0] for indicator, positions in of_report.items() if len(positions) == 1}
        for name, left, right in forms:
            if not at.keys() >= {*left, *right}:
                continue
            sides = [tuple(at[term] for term in terms) for terms in (left, right)]
            if len(sides[1]) == 1 and (sides[1][0], frozenset(sides[0])) in said:
                continue
            if len({rows[each].unit_class for side in sides for each in side}) > 1:
                continue
            (low, high, value), (least, most, printed) = (
                [sum_of(name, side, rows) for name in SUMMED] for side in sides
            )
            slack = TOLERANCE * max(abs(high), 1.0)
            unit = rows[sides[1][0]].unit
            told = (f"{write_plain(each)}{unit}" for each in (value, printed))
            found.append((name, *sides, *told, low <= most + slack and least <= high + slack))
            known.add(frozenset(sides[0] + sides[1]))
    found += [each for each in check_balances(audited) if frozenset(each[1] + each[2]) not in known]
    return pd.DataFrame(found, columns=CHECKED).astype({"holds": bool})
