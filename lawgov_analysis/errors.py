"""Errors that a user can cause: one class and one exit code per kind.

Each message is one line that names the thing, the rule it breaks and, where there is one, the nearest right value.
The command line prints it after ``lawgov:`` without a traceback and exits with `exit_code`.

======================  ====  ==========================================================
class                   code  meaning
======================  ====  ==========================================================
`LawgovError`           1     any other failure that is explained to the user
(click's usage error)   2     the command's words are wrong
`UnknownPlace`          3     no place of that name or code in ``data/places.csv``
`NoData`                4     the place has no report of that year
`BadTable`              5     a table under ``data/`` breaks its schema
`BadParameter`          6     a parameter has a value that does not exist
`UnreadableReport`      7     a report file cannot be read
`OutputError`           8     an output cannot be written, or would overwrite reviewed work
`NotebookFailed`        9     a notebook stopped with an error
`MissingPackage`        10    a format needs a package that is not installed
`UnidentifiedReport`    11    of which place and year a report is, is missing or contradicted
`Stopped`               130   the user stopped a batch
======================  ====  ==========================================================
"""

from difflib import get_close_matches

from .messages import for_reader

# A table that is none breaks its schema in every row: nobody reads so many lines, nor one so long.
MOST_FAULTS, LONGEST_FAULT = 50, 1000


class LawgovError(Exception):
    """Base of every error that is explained to the user in one line."""

    exit_code = 1

    def _render_traceback_(self):
        # What IPython shows: in a notebook too the line is all that helps.
        return [f"{type(self).__name__}: {for_reader(str(self))}"]


class UnknownPlace(LawgovError):
    """No such place in the gazetteer."""

    exit_code = 3


class NoData(LawgovError):
    """The place has no report, or none of that year."""

    exit_code = 4


class BadTable(LawgovError):
    """A table breaks its schema; the message has the first faults, and says how many more there are.

    Attributes
    ----------
    faults : list of str
        Every fault found, each ``file:row:column: rule``; the row counts the header as 1.
    """

    exit_code = 5

    def __init__(self, faults):
        self.faults = list(faults)
        said = [fault if len(fault) <= LONGEST_FAULT else f"{fault[:LONGEST_FAULT]}…" for fault in self.faults]
        more = len(said) - MOST_FAULTS
        super().__init__("\n".join([*said[:MOST_FAULTS], *([f"… and {more:,} more faults"] if more > 0 else [])]))

    def __reduce__(self):
        # What it says is made of the faults, in the process too that it comes back to.
        return type(self), (self.faults,)


class BadParameter(LawgovError):
    """A parameter has a value that does not exist."""

    exit_code = 6


class UnreadableReport(LawgovError):
    """A report file cannot be read.

    Attributes
    ----------
    kind : str
        Why, by a reason of ``data/rules/intake/reasons.csv``; ``""`` when it is of none of these kinds.
    """

    exit_code = 7

    def __init__(self, said, kind=""):
        super().__init__(said)
        self.kind = kind


class OutputError(LawgovError):
    """An output cannot be written, or would overwrite reviewed work.

    Attributes
    ----------
    of_disk : bool
        Whether the disk is full or read-only, so that nothing else can be written either.
    """

    exit_code = 8

    def __init__(self, said, of_disk=False):
        super().__init__(said)
        self.of_disk = of_disk


class NotebookFailed(LawgovError):
    """A notebook stopped with an error."""

    exit_code = 9


class MissingPackage(LawgovError):
    """A format needs a package that is not installed; the other formats were made."""

    exit_code = 10


class UnidentifiedReport(LawgovError):
    """Of which place and year a report is: it does not say, or it says another than the user."""

    exit_code = 11


#: The name of a thread that whoever stops a command does not wait for.
UNWAITED = "not waited for"


class Stopped(LawgovError):
    """The user stopped a batch; what was made stays."""

    exit_code = 130


def not_installed(package):
    """Say that a package that is optional is missing, and what brings it.

    Examples
    --------
    >>> not_installed("typst")
    'the package typst is not installed; it comes with pip install "lawgov_analysis[publish]"'
    """
    return f'the package {package} is not installed; it comes with pip install "lawgov_analysis[publish]"'


def nearest(name, known, n=3):
    """Return the known names closest to `name`, for an error message.

    Parameters
    ----------
    name : str
        What the user wrote.
    known : iterable of str
        The right values.
    n : int
        How many to return at the most.

    Returns
    -------
    list of str

    Examples
    --------
    >>> nearest("横历镇", ["横沥镇", "横栏镇", "长安镇"], n=2)
    ['横沥镇', '横栏镇']
    >>> nearest("moon", ["横沥镇"])
    []
    """
    return get_close_matches(str(name), list(known), n=n, cutoff=0.5)
