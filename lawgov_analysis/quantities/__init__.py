"""Text → numbers, and what each is: a figure, a date, a document number and the like."""

from .find import find_quantities, read_quantities, trace_quantities
from .quantity import KINDS, PERSONS, RATES, Quantity, is_of

__all__ = [
    "KINDS",
    "PERSONS",
    "RATES",
    "Quantity",
    "find_quantities",
    "is_of",
    "read_quantities",
    "trace_quantities",
]
