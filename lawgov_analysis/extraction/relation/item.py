"""Item: a figure of a sentence while it is told what it opens from."""

from dataclasses import dataclass

from ...quantities import Quantity
from ...text.offsets import Offset, Position
from ..record import Clause

# What share the figure at an offset is said to be.
Shares = dict[Offset, Quantity]


@dataclass(slots=True, eq=False)
class Item:
    """A figure while it is being told what it opens from.

    Attributes
    ----------
    quantity : Quantity
    clause : Clause
    value : float
    whole : Position or None
        The figure that 其中 or a bracket opens from.
    is_sorted : bool
        Whether it is an item of a list that sorts a total: 从类型看.
    is_among : bool
        Whether it is one of a list behind 在…中, or of one that sorts.
    is_past : bool
        Whether it is what a bracket says of another year.
    """

    quantity: Quantity
    clause: Clause
    value: float
    whole: Position | None = None
    is_sorted: bool = False
    is_among: bool = False
    is_past: bool = False
