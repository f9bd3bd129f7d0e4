"""Arithmetic: what numbers alone tell of figures: by chance, as a share of each other, to so many places."""

from ...quantities import Quantity
from ..record import value_of
from ..vocabulary import Vocabulary

# 12.3 + 6.3 is 18.6 to as many places.
PLACES = 6
# Two numbers add up to a total below this by chance too often.
CHANCE = 30
# What a rate is rounded by is half of its last place.
HALF = 0.5001


def last_place(quantity: Quantity) -> float:
    """Return what the last printed digit of a rate counts: 0.1 for 99.5%; of 九成 no more is taken than of 90%."""
    return 10.0 ** -max(0, quantity.decimals)


def is_share(
    some: Quantity, whole: Quantity, rate: Quantity, words: Vocabulary, coarsest: float = 0.1, blur: float = 0.0
) -> bool:
    """Return whether a quantity can be some of another, and a rate with decimals is the share of the two, rounded.

    What the two were rounded by themselves is `blur`, as a share of them.
    """
    place, n, d = last_place(rate), value_of(some), value_of(whole)
    return (
        place <= coarsest
        and 0 < n < d
        and words.same_unit(some.unit, whole.unit)
        and abs(100 * n / d - value_of(rate)) <= place * HALF + blur * 100 * n / d
    )
