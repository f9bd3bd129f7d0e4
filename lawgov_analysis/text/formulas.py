"""Formulas: what a spreadsheet would take a cell for, and how a table keeps it from that."""

import re

# What a spreadsheet takes for a formula begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Of the words of a person, whose ends are no spaces: a dash opens a remark.
FORMULA_IN_WORDS = ("=", "+", "@")
_DEFUSED = re.compile(f"'(?=[{re.escape(''.join(FORMULA))}])")


def as_cell(text: str) -> str:
    """Return a text as the cell of a CSV table that no spreadsheet takes for a formula.

    Examples
    --------
    >>> as_cell("=1+1"), as_cell("办结3件")
    ("'=1+1", '办结3件')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def of_cell(cell: str) -> str:
    """Return the text of which `as_cell` made a cell.

    Examples
    --------
    >>> of_cell("'=1+1"), of_cell("'十四五'")
    ('=1+1', "'十四五'")
    """
    return cell[1:] if _DEFUSED.match(cell) else cell
