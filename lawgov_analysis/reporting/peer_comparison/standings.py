"""Standings: where a place stands among others, a rule each; what they say is in ``data/rules/peers/standings.csv``."""

from dataclasses import dataclass, field

from ...tables import load_indicators


@dataclass(frozen=True)
class Case:
    """What a rule looks at: one indicator of a place.

    Attributes
    ----------
    is_open : bool
        Whether the gate is.
    reason : str
        Why its own value is not compared; ``""`` where it is.
    others, needed : int
        How many other places state it alike, and how many there must be.
    low, high : float
        Between which its own value lies; of a ceiling in per cent.
    at_ceiling : bool
        Whether most places have 100 %.
    outside : str or None
        Outside of which limit of the funnel it lies, ``""`` within; None where there is no funnel.
    quartiles : list
        As from `spread_of`, of the others.
    """

    is_open: bool = True
    reason: str = ""
    others: int = 0
    needed: int = 0
    low: float = 0.0
    high: float = 0.0
    at_ceiling: bool = False
    outside: str | None = None
    quartiles: list = field(default_factory=list)


# In this order: the first that holds is said.
STANDINGS = {
    "no-gate": lambda case: not case.is_open,
    "not-stated": lambda case: case.reason == "not-stated",
    "cannot-tell": lambda case: case.reason == "cannot-tell",
    "not-comparable": lambda case: case.reason != "",
    "too-few": lambda case: case.others < case.needed,
    "at-ceiling": lambda case: case.at_ceiling and case.low >= 100,
    "below-ceiling": lambda case: case.at_ceiling and case.high < 100,
    "far-above": lambda case: case.outside == "far-above",
    "far-below": lambda case: case.outside == "far-below",
    "above": lambda case: case.outside == "above",
    "below": lambda case: case.outside == "below",
    "within": lambda case: case.outside == "",
    "upper-quarter": lambda case: case.low > case.quartiles[2][1],
    "lower-quarter": lambda case: case.high < case.quartiles[0][0],
    "middle-half": lambda case: case.low >= case.quartiles[0][1] and case.high <= case.quartiles[2][0],
    "unsure": lambda case: True,
}


def standing_in(case):
    """Return the standing of a case.

    Examples
    --------
    >>> standing_in(Case(reason="not-stated")), standing_in(Case(others=7, needed=8))
    ('not-stated', 'too-few')
    """
    return next(name for name, holds in STANDINGS.items() if holds(case))


def rates_between(rates):
    """Return between which rates lie, by the bounds of their numbers and of what these are divided by."""
    least = rates["per"] * rates["low"] / rates["exposure_high"]
    return least, rates["per"] * rates["high"] / rates["exposure_low"]


def standing_of(subject, indicator):
    """Return where a place stands in an indicator, with how many others there are and what its words are filled with.

    Where it has a rate that chance cannot be reckoned of, the quartiles are those of the rates; else of the values.
    """
    of_one = subject.stated[subject.stated["indicator"] == indicator]
    own, others = of_one[of_one["own"]], of_one[~of_one["own"] & (of_one["reason"] == "")]
    rates = subject.rated[subject.rated["indicator"] == indicator]
    mine = rates["own"].astype(bool)
    ceiling, rated = indicator in subject.ceilings, bool(mine.any())
    low, high = (own["low"].iloc[0], own["high"].iloc[0]) if len(own) else (0.0, 0.0)
    quartiles = subject.quartiles.get(indicator, [])
    if rated:
        least, most = rates_between(rates[mine])
        low, high, quartiles = least.iloc[0], most.iloc[0], subject.rate_quartiles.get(indicator, [])
    funnel = subject.funnels.get(indicator)
    case = Case(
        is_open=subject.gate.is_open,
        reason=own["reason"].iloc[0] if len(own) else "not-stated",
        others=len(others),
        needed=subject.terms.min_n,
        low=low,
        high=high,
        at_ceiling=ceiling,
        outside=funnel.rows.loc[funnel.rows["own"].astype(bool), "outside"].iloc[0] if funnel and rated else None,
        quartiles=quartiles,
    )
    printed = load_indicators(subject.data)["kind"][indicator] == "rate"
    by = "rate" if rated else "printed" if printed else "value"
    said = subject.data.table("peer_reasons", index="reason")[subject.lang]
    words = {
        "n": case.others,
        "needed": case.needed,
        "value": subject.language.percent(low),
        "reason": said.get(case.reason, ""),
        "by": subject.language.say(f"comparison_by_{by}"),
    }
    return standing_in(case), case.others, words
