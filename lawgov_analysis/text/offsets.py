"""Offsets: what an integer counts, so that one kind is never taken for another."""

from typing import NewType

#: Where a character stands in a text, from 0; of which text, a docstring says.
Offset = NewType("Offset", int)

#: Which figure of a list is meant, from 0.
Position = NewType("Position", int)

#: Which figure of a report is meant, from 1, as the column ``figure`` has it.
FigureNumber = NewType("FigureNumber", int)
