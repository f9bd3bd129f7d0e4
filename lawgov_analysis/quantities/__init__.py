"""Text → numbers, and what each is: a figure, a date, a document number and the like."""

from .find import KINDS, Quantity, find_quantities, read_quantities
from .units import PERSONS, RATES, is_of, same_unit

__all__ = ["KINDS", "PERSONS", "RATES", "Quantity", "find_quantities", "is_of", "read_quantities", "same_unit"]
