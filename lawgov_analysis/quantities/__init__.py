"""Text → numbers, and what each is: a figure, a date, a document number and the like."""

from .find import find_quantities, read_quantities, trace_quantities
from .quantity import KINDS, PERSONS, RATES, Quantity
from .rules import RULES

__all__ = [
    "KINDS",
    "PERSONS",
    "RATES",
    "RULES",
    "Quantity",
    "find_quantities",
    "read_quantities",
    "trace_quantities",
]
