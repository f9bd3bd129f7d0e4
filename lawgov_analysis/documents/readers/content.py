"""Content: what a reader finds in a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...errors import UnreadableReport
from ...files.limits import MAX_CHARACTERS
from ...text.offsets import Offset

TOO_LONG = f"more than {MAX_CHARACTERS:,} characters are no report"

# How much of what was left out a note shows.
LONGEST_PIECE, MOST_PIECES = 40, 5


class Glyph(NamedTuple):
    """A character of a text that was recognised on a picture.

    Attributes
    ----------
    offset : Offset
        In the text.
    page : int
        From 1.
    x0, y0, x1, y1 : float
        Where it stands on the page as it is shown, in points from the lower left corner.
    certainty : float
        How sure the engine is of it, 0 to 1.
    """

    offset: Offset
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    certainty: float


class NeedsEngine(UnreadableReport):
    """A file that is a scan, which takes longer to recognise than other files to read."""

    def __init__(self, said: str = "a scan within another file; recognise its text (OCR) and save that") -> None:
        super().__init__(said, "scan")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a report and what its file says beside it.

    Attributes
    ----------
    text : str
        The body, one paragraph a line.
    title : str
        The title that the file gives outside of the text, ``""`` where it has none.
    published_on : datetime.date or None
        The date that a web page gives.
    notes : tuple of str
        What was not read of the file, a line each, as from `left_out`.
    glyphs : tuple of Glyph
        Of a scan, its characters in the order of the text, as far as it is known where each stands.
    """

    text: str
    title: str = ""
    published_on: date | None = None
    notes: tuple[str, ...] = ()
    glyphs: tuple[Glyph, ...] = ()


def left_out(what: str, in_chinese: str, pieces: Iterable[str] = ()) -> str:
    """Return the note on what a reader left out, in English and Chinese, with what was there, shortened.

    Every reader says it so, of whatever it leaves out: struck-out text, hidden text, parts of the file, pictures.

    Parameters
    ----------
    what : str
        ``struck-out text``; it goes on with *was not read*.
    in_chinese : str
        ``删除线文字``; it goes on with 未读.
    pieces : iterable of str
        The texts that were left out, in their order.

    Examples
    --------
    >>> left_out("struck-out text", "删除线文字", ["12", "9"])
    'struck-out text was not read (删除线文字未读): 12 | 9'
    """
    said = [" ".join(piece.split()) for piece in pieces]
    said = [piece if len(piece) <= LONGEST_PIECE else f"{piece[:LONGEST_PIECE]}…" for piece in said if piece]
    more = [f"… ({len(said)})"] if len(said) > MOST_PIECES else []
    shown = " | ".join([*said[:MOST_PIECES], *more])
    return f"{what} was not read ({in_chinese}未读)" + (f": {shown}" if shown else "")
