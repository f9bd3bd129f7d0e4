"""Identities: what the figures of a report state of each other, whether it holds or not."""

from typing import NamedTuple

import pandas as pd

from ..tables import records
from ..text.numerals import write_plain
from ..text.offsets import Position
from .audited import Audited
from .shown import percent_range, printed_decimals, shown, shown_rate

IDENTITY_COLUMNS = ["place_code", "year", "identity", "figures", "printed", "expected", "holds"]


class Identity(NamedTuple):
    """One identity: the position of the figure that it is of, its kind, and the positions of the other figures."""

    at: Position
    kind: str
    others: tuple[Position, ...]
    printed: str
    expected: str
    holds: bool


def list_identities(audited: Audited) -> pd.DataFrame:
    """List every identity of audited figures, in the order of the text.

    Parameters
    ----------
    audited : Audited

    Returns
    -------
    pandas.DataFrame
        As of `lawgov_analysis.auditing.check_identities`.
    """
    rows = audited.rows
    found = [*_parts(audited), *_official(audited), *_ratios(audited), *_subsets(audited), *_growths(audited)]
    table = [
        (
            rows[one.at].place_code,
            rows[one.at].year,
            one.kind,
            tuple(int(rows[at].figure) for at in (one.at, *one.others)),
            one.printed,
            one.expected,
            bool(one.holds),
        )
        for one in sorted(found, key=lambda one: one.at)
    ]
    return pd.DataFrame(table, columns=IDENTITY_COLUMNS).astype({"holds": bool})


def _parts(audited: Audited) -> list[Identity]:
    found = []
    for check in records(audited.parts_checks):
        total = audited.rows[check.total]
        expected = f"{write_plain(check.sum)}{total.unit}"
        found.append(Identity(check.total, "parts", check.parts, shown(total), expected, check.holds))
    return found


def _official(audited: Audited) -> list[Identity]:
    found = []
    for check in records(audited.official_checks):
        first, *others = check.right
        others += check.left
        found.append(Identity(first, "official", tuple(others), check.printed, check.expected, check.holds))
    return found


def _ratios(audited: Audited) -> list[Identity]:
    found = []
    for check in records(audited.rate_checks):
        rate, others = audited.rows[check.rate], (*check.parts, check.total)
        expected = percent_range(check.low, check.high, max(printed_decimals(rate), 1), rate.unit)
        found.append(Identity(check.rate, "ratio", others, shown_rate(rate), expected, check.verdict == "holds"))
    return found


def _subsets(audited: Audited) -> list[Identity]:
    found = []
    inferred = audited.figures["relation_by"].eq("likely").tolist()
    for check in records(audited.subset_checks):
        part, total = audited.rows[check.part], audited.rows[check.total]
        if inferred[check.part]:
            continue
        expected = f"≤{write_plain(total.value)}{total.unit}"
        found.append(Identity(check.part, "subset", (check.total,), shown(part), expected, check.holds))
    return found


def _growths(audited: Audited) -> list[Identity]:
    found = []
    for check in records(audited.growth_checks):
        growth = audited.rows[check.growth]
        expected = "" if pd.isna(check.expected) else f"{check.expected:+.1f}{growth.unit}"
        found.append(Identity(check.growth, "growth", check.bases, shown_rate(growth), expected, check.holds))
    return found
