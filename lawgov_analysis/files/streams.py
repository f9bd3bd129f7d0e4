"""Standard streams: what is printed is right to the byte, or the command says why it is not."""

import codecs
import errno
import os
import sys

from ..errors import BadParameter, LawgovError, OutputError
from ..messages import in_chinese, speaks_chinese
from ..paths import printable, shown_path
from .writing import DISK_FAULTS

# What the system says of a stream that cannot be written, and it names no file.
STREAM_FAULTS = {*DISK_FAULTS, errno.EBADF, errno.EIO}
# The file descriptor of the standard error.
LAST_STREAM = 2
# How much of what an encoding lacks is shown.
SHOWN = 20
LONGEST_NAME = 100
# Of what is told no more is repeated.
LONGEST_LINE = 1200


def open_streams():
    """Make the standard streams fit for what is printed.

    A terminal of another encoding shows what it can. What goes on into a file or another program is never short of a
    character: `told` says of what is printed that its encoding does not have it.

    Raises
    ------
    OutputError
        When the standard output is closed: what a command would print were lost without a word.
    """
    if sys.stdout is None:
        raise OutputError("the standard output is closed; let it go into a file, or nowhere")
    # What is opened next would else be taken for the stream that is closed, by us and by every process we start.
    while (nowhere := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(nowhere)
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (a device; to the end)
    codecs.register_error("printable", _escape_surrogates)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            to_read = stream is sys.stderr or stream.isatty()
            stream.reconfigure(errors="backslashreplace" if to_read else "printable")


def _escape_surrogates(error):
    """Write a name that is in no encoding escaped, as a handler of errors of encodings; leave all others."""
    text = error.object[error.start : error.end]
    if not all("\ud800" <= character <= "\udfff" for character in text):
        raise error
    return printable(text), error.end


def tell(said):
    """Tell the user something on the standard error, in the language they read, each line after ``lawgov``."""
    spoken = speaks_chinese(sys.stderr)
    for line in map(printable, str(said).split("\n")):
        line, mark = (in_chinese(line), "：") if spoken else (line, ": ")
        print(f"lawgov{mark}{line[:LONGEST_LINE]}", file=sys.stderr)


def told(error):
    """Return what the system, or an encoding, refuses as an error that is explained to the user.

    Parameters
    ----------
    error : OSError, UnicodeEncodeError, or what there is not enough memory for

    Returns
    -------
    LawgovError
        An `OutputError` where something could not be written.

    Examples
    --------
    >>> told(FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv"))
    LawgovError('a.csv: No such file or directory')
    """
    if isinstance(error, MemoryError | RuntimeError):
        return LawgovError("there is not enough memory")
    if isinstance(error, UnicodeEncodeError):
        lost = printable(error.object[error.start : error.end][:SHOWN])
        # Of an encoding that is a table of characters Python does not say the name.
        encoding = sys.stdout.encoding if error.encoding == "charmap" else error.encoding
        return OutputError(f"{encoding} has no “{lost}”: set PYTHONUTF8=1, or write a file with -o")
    said = error.strerror or str(error) or type(error).__name__
    if error.errno == errno.ENAMETOOLONG:
        return BadParameter(f"{said}: {printable(os.fsdecode(error.filename or ''))[:LONGEST_NAME]}…")
    if error.filename is not None:
        kind = OutputError if error.errno in DISK_FAULTS else LawgovError
        return kind(f"{shown_path(os.fsdecode(error.filename))}: {said}")
    if isinstance(error, FileNotFoundError):
        # Nothing else is not there and has no name.
        return LawgovError("the current folder is not there any more; go to another one (cd)")
    if error.errno not in STREAM_FAULTS:
        return LawgovError(said)
    _let_go_of_output()
    return OutputError(f"the standard output cannot be written: {said}")


def _let_go_of_output():
    """Send what is still to be printed nowhere: at its end Python would try it again, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
