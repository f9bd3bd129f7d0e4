"""Whatever a sound report prints, every hard rule is silent; broken in one place, exactly that rule speaks.

Reports are invented many at a time and audited together, as `audit_figures` does it for a province.
"""

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_analysis.auditing import audit_figures, check_identities

from helpers.audited import HARD, figure, table

REPORTS = 12
UNITS = ["宗", "件", "条", "人次", "家次"]
INDICATORS = ["mediation_accepted", "contracts_reviewed", "legal_opinions_issued", "weibo_posts"]

counts = st.integers(1, 100_000)
units = st.sampled_from(UNITS)


def percent(count, total, decimals, rounding):
    step = Decimal(1).scaleb(-decimals)
    return (100 * Decimal(count) / Decimal(total)).quantize(step, rounding)


def printed_rate(value, **columns):
    return figure(float(value), "%", "办结率", surface=f"办结率{value}%", **columns)


@st.composite
def rates(draw):
    total, unit, decimals = draw(counts), draw(units), draw(st.integers(0, 2))
    count = draw(st.integers(0, total))
    value = percent(count, total, decimals, draw(st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])))
    part = figure(count, unit, "办结", relation="subset", related=0)
    return [figure(total, unit, "受理"), part, printed_rate(value, relation="ratio", related=(1, 0))]


@st.composite
def partitions(draw):
    values, unit = draw(st.lists(counts, min_size=2, max_size=9)), draw(units)
    kinds = [figure(value, unit, f"第{n}类", relation="part", related=0) for n, value in enumerate(values)]
    return [figure(sum(values), unit, "合计"), *kinds]


@st.composite
def subsets(draw):
    total, unit = draw(counts), draw(units)
    return [figure(total, unit), figure(draw(st.integers(0, total)), unit, relation="subset", related=0)]


@st.composite
def growths(draw):
    before, now, decimals = draw(counts), draw(counts), draw(st.integers(0, 2))
    rises = now >= before
    value = abs(percent(now, before, decimals, ROUND_HALF_UP) - 100)
    said = "同比增长" if rises else "同比下降"
    growth = figure(float(value), "%", said, relation="growth", related=0, surface=f"{said}{value}%")
    return [figure(now, "件", "受理案件"), growth]


@st.composite
def scopes(draw):
    indicator, unit = draw(st.sampled_from(INDICATORS)), draw(units)
    names = draw(st.lists(st.sampled_from(["", "环保", "交通", "村(社区)"]), unique=True, min_size=1, max_size=4))
    return [figure(draw(counts), unit, indicator=indicator, scope=name) for name in names]


@st.composite
def lone(draw):
    """A figure that nothing can be checked by: people beside person-times, a bound, a running total."""
    unit, bound = (
        draw(st.sampled_from([*UNITS, "元", "%", "亩"])),
        draw(st.sampled_from(["exact", "at_least", "about"])),
    )
    value = draw(st.integers(0, 100)) if unit == "%" else draw(counts)
    return [figure(value, unit, draw(st.sampled_from(["受理", "满意率", "投入"])), bound=bound)]


sound_blocks = st.one_of(rates(), partitions(), subsets(), growths(), lone())


def report(blocks, at):
    """The table of one report; relations of a block are to its own rows, counted from 0."""
    rows = []
    for block in blocks:
        first = len(rows) + 1
        for row in block:
            related = row.get("related", "")
            if isinstance(related, tuple):
                related = "/".join(str(first + n) for n in related)
            elif related != "":
                related = str(first + related)
            rows.append({**row, "related": related})
    return table(*rows, place=f"99{at:07d}")


def spoken(reports):
    """The hard rules that speak, a set for each report."""
    figures = pd.concat([report(blocks, at) for at, blocks in enumerate(reports)], ignore_index=True)
    findings = audit_figures(figures)
    findings = findings[findings["rule"].isin(HARD)]
    codes = [f"99{at:07d}" for at in range(len(reports))]
    return [set(findings.loc[findings["place_code"] == code, "rule"]) for code in codes]


sound_reports = st.lists(
    st.tuples(st.lists(sound_blocks, max_size=5), scopes()).map(lambda both: [*both[0], both[1]]),
    min_size=1,
    max_size=REPORTS,
)


@settings(max_examples=15)
@given(sound_reports)
def test_of_sound_reports_every_hard_rule_is_silent(reports):
    assert spoken(reports) == [set()] * len(reports)


@settings(max_examples=15)
@given(sound_reports)
def test_every_identity_of_a_sound_report_holds(reports):
    figures = pd.concat([report(blocks, at) for at, blocks in enumerate(reports)], ignore_index=True)
    assert check_identities(figures)["holds"].all()


@settings(max_examples=15)
@given(sound_reports, st.data())
def test_bounds_only_widen(reports, data):
    vague = [
        [[{**row, "bound": data.draw(st.sampled_from(["exact", "about"]))} for row in block] for block in blocks]
        for blocks in reports
    ]
    assert spoken(vague) == [set()] * len(reports)


@st.composite
def broken(draw):
    """A block with one fault, and the rule that must find it."""
    fault = draw(st.sampled_from(sorted(FAULTS)))
    return FAULTS[fault](draw), fault


def miscalculated(draw):
    total, unit = draw(st.integers(2, 100_000)), draw(units)
    count, decimals = draw(st.integers(0, total)), draw(st.integers(0, 2))
    true, step = percent(count, total, decimals, ROUND_DOWN), Decimal(1).scaleb(-decimals)
    # Two steps up are neither rounded nor cut off, and so are two steps down.
    wrong = true + 2 * step if true + 2 * step <= 100 else true - 2 * step
    part = figure(count, unit, "办结", relation="subset", related=0)
    return [figure(total, unit, "受理"), part, printed_rate(wrong, relation="ratio", related=(1, 0))]


def cut_off(draw):
    decimals, unit = draw(st.integers(0, 1)), draw(units)
    total = draw(st.integers(100, 100_000))
    count = draw(st.integers(0, total).filter(lambda n: _is_rounded_up(n, total, decimals)))
    value = percent(count, total, decimals, ROUND_DOWN)
    part = figure(count, unit, "办结", relation="subset", related=0)
    return [figure(total, unit, "受理"), part, printed_rate(value, relation="ratio", related=(1, 0))]


def _is_rounded_up(count, total, decimals):
    down, up, even = (percent(count, total, decimals, way) for way in (ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN))
    return down not in (up, even)


def beyond(draw):
    value = draw(st.one_of(st.integers(101, 999), st.integers(-99, -1)))
    # 办结率-1% has a dash.
    return [figure(value, "%", "办结率")]


def missummed(draw):
    block = draw(partitions())
    total = block[0]["value"]
    off = draw(st.integers(1, 1000))
    block[0]["value"] = total + off if total % (total + off) else total + off + 1
    return block


def exceeding(draw):
    block = draw(subsets())
    block[1]["value"] = block[0]["value"] + draw(counts)
    return block


def contradicting(draw):
    row = figure(draw(counts), draw(units), "调解纠纷", indicator="mediation_succeeded")
    return [row, {**row, "value": row["value"] + draw(counts)}]


def impossible(draw):
    now = draw(st.integers(2, 20))
    rises = draw(st.booleans())
    claims = [n for n in range(1, 99) if not _has_whole_number(now, n if rises else -n)]
    value = draw(st.sampled_from(claims))
    said = "同比增长" if rises else "同比下降"
    growth = figure(value, "%", said, relation="growth", related=0, surface=f"{said}{value}%")
    return [figure(now, "件", "受理案件"), growth]


def _has_whole_number(now, growth):
    low, high = 100 * now / (100 + growth + 1), 100 * now / max(100 + growth - 1, 1e-9)
    return math.floor(high + 1e-6) >= math.ceil(low - 1e-6)


FAULTS = {
    "rate-mismatch": miscalculated,
    "rate-truncated": cut_off,
    "rate-out-of-range": beyond,
    "parts-mismatch": missummed,
    "subset-exceeds-total": exceeding,
    "conflicting-values": contradicting,
    "growth-mismatch": impossible,
}


@settings(max_examples=30)
@given(st.lists(st.tuples(st.lists(sound_blocks, max_size=3), broken()), min_size=1, max_size=REPORTS), st.data())
def test_broken_in_one_place_exactly_that_rule_speaks(reports, data):
    laid = []
    for blocks, (block, _) in reports:
        at = data.draw(st.integers(0, len(blocks)))
        laid.append([*blocks[:at], block, *blocks[at:]])
    assert spoken(laid) == [{fault} for _, (_, fault) in reports]
