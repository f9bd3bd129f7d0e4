"""Text → numbers, and what each is: a figure, a date, a document number and the like."""

from .find import find_quantities, read_quantities, trace_quantities
from .quantity import KINDS, PERSONS, RATES, Quantity

__all__ = [
    "KINDS",
    "PERSONS",
    "RATES",
    "Quantity",
    "find_quantities",
    "read_quantities",
    "trace_quantities",
]
