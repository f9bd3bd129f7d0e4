"""Words: the word lists of the audit, and which units are alike."""

from ..tables import Data, load_units


def audit_words(data: Data) -> dict[str, str]:
    """Return the word lists of the audit, {role: alternatives of a regular expression}."""
    return data.made(_words)


def _words(data: Data) -> dict[str, str]:
    return data.table("audit_words").set_index("role")["words"].to_dict()


def are_alike(one: str, other: str, data: Data, closely: bool = False) -> bool:
    """Return whether a figure in one unit may be told as a share of a figure in another.

    Whatever asks this in an audit asks it here. What is added, what cannot be larger and what should be one value is of
    one class of units throughout, the column ``unit_class``.

    Parameters
    ----------
    one, other : str
    data : Data
    closely : bool
        Whether the units must be measure words for one thing, as 件 and 宗 are. A relation that figures are known to
        have is checked in units of one class; where only the words around them suggest one, 3471件 is not among 9个.

    Returns
    -------
    bool

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> data = open_data()
    >>> [are_alike(one, other, data) for one, other in (("件", "宗"), ("件", "个"), ("人", "人次"))]
    [True, True, False]
    >>> are_alike("件", "个", data, closely=True)
    False
    """
    return one == other or data.made(_same_unit, one, other) or (not closely and data.made(_same_class, one, other))


def _same_unit(data: Data, one: str, other: str) -> bool:
    return any({one, other} <= set(group.split()) for group in audit_words(data)["same_unit"].split("|"))


def _same_class(data: Data, one: str, other: str) -> bool:
    classes = load_units(data)["class"]
    return classes.get(one, one) == classes.get(other, other)
