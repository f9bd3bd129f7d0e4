"""Text → numbers, and what each is: a figure, a date, a document number and the like."""

from .find import find_quantities, read_quantities, trace_quantities
from .printed import AS_PRINTED, BOUND_PRINTED, is_printed, is_printed_bound, is_printed_unit, unlike_print
from .quantity import KINDS, PERSONS, RATES, Cell, Quantity
from .rules import RULES

__all__ = [
    "AS_PRINTED",
    "BOUND_PRINTED",
    "KINDS",
    "PERSONS",
    "RATES",
    "RULES",
    "Cell",
    "Quantity",
    "find_quantities",
    "is_printed",
    "is_printed_bound",
    "is_printed_unit",
    "read_quantities",
    "trace_quantities",
    "unlike_print",
]
