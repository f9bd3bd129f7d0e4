"""Text → numbers, and what each is: a figure, a date, a document number and the like."""

from .find import find_quantities, read_quantities, trace_quantities
from .printed import is_printed
from .quantity import KINDS, PERSONS, RATES, Quantity
from .rules import RULES

__all__ = [
    "KINDS",
    "PERSONS",
    "RATES",
    "RULES",
    "Quantity",
    "find_quantities",
    "is_printed",
    "read_quantities",
    "trace_quantities",
]
