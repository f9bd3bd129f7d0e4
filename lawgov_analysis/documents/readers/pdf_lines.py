"""The lines of a PDF's page: its characters put together as they stand beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from ...text.characters import tidy
from .grid import Cell
from .pdf_characters import Character
from .raised import Raised

# A raised character is smaller than those beside it by so much, and its base line so high above theirs.
SMALLER, HIGHER = 0.85, 0.12
# Of so few characters below each other nothing is set from the top to the bottom.
FEWEST_STACKED = 4


@dataclass(slots=True)
class Line:
    """A line of a page, or a table on it.

    Attributes
    ----------
    page : int
    x0, y0, x1, y1 : float
        Where it stands, in points from the lower left corner; its height is that of most of its characters.
    text : str
    gaps : list of (float, float, int)
        End, start and length of the text before each gap that is wider than a character.
    rows : list of str
        Of a table, its lines; of a line none.
    cells : list of list of Cell
        Of a table, its rows.
    edges : tuple of float
        Of a table with rules, where its columns begin and end.
    em, base : float
        The size of its font and the height of its base line.
    raised : str
        What is raised at its end, of which it is not yet known what it is.
    shift : float
        How far to the left of its place on the page it was set, as if its column were the first.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    boxes: list[tuple[float, float]] = field(default_factory=list)
    gaps: list[tuple[float, float, int]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    cells: list[list[Cell]] = field(default_factory=list)
    edges: tuple[float, ...] = ()
    em: float = 0
    base: float = 0
    raised: str = ""
    shift: float = 0

    @property
    def size(self) -> float:
        """Its height."""
        return self.y1 - self.y0

    def goes_on(self, char: Character) -> bool:
        """Return whether a character stands in this line, right of what is there."""
        if self.rows or char.x0 <= self.x1 - self.size:
            return False
        shared = min(self.y1, char.y1) - max(self.y0, char.y0)
        # Of one that is raised high little is beside the others.
        enough = 0.1 if self._raises(char) else 0.5
        return shared > enough * min(self.size, char.size) and (enough == 0.5 or char.x0 < self.x1 + self.size)

    def add(self, char: Character, raised: Raised) -> None:
        """Set a character at the end of the line."""
        gap = char.x0 - self.x1
        is_raised = self._raises(char)
        if not is_raised:
            self.end_raised(raised)
        if gap > self.size:
            self.gaps.append((self.x1, char.x0, len(self.text)))
        if gap > 1.2 * self.size or (char.spaced and _parts_words(self.text[-1:], char.text, gap, self.size)):
            self.text += " "
        if is_raised:
            self.raised += char.text
        else:
            self.text += char.text
            self.boxes.append((char.y0, char.y1))
        self.x1 = max(self.x1, char.x1)

    def _raises(self, char: Character) -> bool:
        return char.look.em < SMALLER * self.em and char.base > self.base + HIGHER * self.em

    def end_raised(self, raised: Raised) -> None:
        """Set what is raised at the end of the line, which is an exponent or the mark of a note."""
        if self.raised:
            self.text += raised.set(self.text, self.raised)
            self.raised = ""

    def measure(self) -> None:
        """Take the height of most characters, where a bracket stands out."""
        self.y0, self.y1 = (median(edges) for edges in zip(*self.boxes, strict=True))
        self.boxes = []


def set_lines(characters: Iterable[Character | Line], page: int, raised: Raised) -> list[Line]:
    """Set the characters of a page in lines.

    Parameters
    ----------
    characters : iterable of Character or Line
        In the order that they were written in; a table in the place of its first character.
    page : int
    raised : Raised

    Returns
    -------
    list of Line
    """
    lines: list[Line] = []
    for char in characters:
        line = lines[-1] if lines else None
        if isinstance(char, Line):
            lines.append(char)
        elif line and line.goes_on(char):
            line.add(char, raised)
        else:
            boxes = [(char.y0, char.y1)]
            line = Line(page, char.x0, char.y0, char.x1, char.y1, char.text, boxes, em=char.look.em, base=char.base)
            lines.append(line)
    for line in lines:
        if not line.rows:
            line.end_raised(raised)
            line.measure()
    return lines


def without_side_notes(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Leave out what is set from the top to the bottom beside the text; return the other lines and what was there."""
    beside = [line for line in lines if len(line.text.strip()) > 2 or line.rows]
    if not beside:
        return [*lines], []
    left, right = min(line.x0 for line in beside), max(line.x1 for line in beside)
    kept: list[Line] = []
    notes: list[str] = []
    run: list[Line] = []

    def end() -> None:
        is_beside = run and (run[0].x1 <= left or run[0].x0 >= right)
        if is_beside and len(run) >= FEWEST_STACKED:
            notes.append("".join(line.text.strip() for line in run))
        else:
            kept.extend(run)
        run.clear()

    for line in lines:
        is_one = len(line.text.strip()) <= 2 and not line.rows
        goes_on = run and abs(run[-1].x0 - line.x0) < line.size and 0 < run[-1].y0 - line.y0 < 3 * line.size
        if not (is_one and goes_on):
            end()
        if is_one:
            run.append(line)
        else:
            kept.append(line)
    end()
    return kept, notes


def tidied(text: str) -> str:
    """Return a text of whole characters, of which PDFs hold halves, as `tidy` does."""
    return tidy(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def tidy_lines(lines: Iterable[Line]) -> list[Line]:
    """Tidy the text of each line, of whose gaps nothing is asked any more; leave out those that say nothing."""
    kept = []
    for line in lines:
        line.text = tidied(line.text)
        if line.text or line.rows:
            kept.append(line)
    return kept


def _parts_words(before: str, after: str, gap: float, size: float) -> bool:
    """Return whether a space that was not written sets words apart: only Latin ones have such, and numbers if wide."""
    if before.isdigit() and after.isdigit():
        return gap > 0.25 * size
    return before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())


def texts_of(lines: Sequence[Line]) -> list[str]:
    """Return all texts of some lines, those of the tables among them too."""
    return [text for line in lines for text in (line.rows or [line.text])]
