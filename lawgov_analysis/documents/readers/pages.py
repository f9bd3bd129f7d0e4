"""From the lines of pages to text: without what is printed around them, the lines of each paragraph joined."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ...text.marks import HEADINGS, mark_of
from ...text.numerals import NUMERAL_CHARS, read_chinese
from ..furniture import is_furniture
from .pdf_characters import Character
from .pdf_columns import in_columns
from .pdf_drawing import Box
from .pdf_lines import Line, set_lines, texts_of, tidy_lines, without_side_notes
from .pdf_tables import join_tables, with_ruled_tables, with_set_tables
from .raised import Raised

# Of so few lines none may have the edge of another.
FEW_LINES = 6
# Headers and page numbers stand in the outer tenth of a page.
MARGIN = 0.1

NUMBER = rf"(?:[0-9]{{1,4}}|[{NUMERAL_CHARS}]{{1,5}}|[ivxIVX]{{1,6}})"
PAGE_NUMBER = re.compile(
    rf"[\s\-—–_·•~第|]*(?:p\.?|pages?|页码?[:：]?)?\s*({NUMBER})\s*(?:页|頁)?"
    rf"(?:\s*[/／,，共(（]?\s*(?:共|of|之)?\s*{NUMBER}\s*[页頁]?[)）]?)?[\s\-—–_·•~|]*",
    re.I,
)
OF_PAGE = (
    r"(?:第\s*|p\.?\s*|page\s*)?[0-9]{1,4}\s*页?(?:\s*[/／,，共(（]\s*共?\s*[0-9]{1,4}\s*页?[)）]?|\s*of\s*[0-9]{1,4})?"
)
NUMBER_AT_END = re.compile(rf"(?<![0-9.]){OF_PAGE}[\s\-—–_·•~|]*$", re.I)
NUMBER_AT_HEAD = re.compile(rf"^[\s\-—–_·•~|]*{OF_PAGE}[\-—–_·•~|]*\s", re.I)
ROMAN = {"i": 1, "v": 5, "x": 10}
MARK = re.compile(rf"{mark_of(*HEADINGS)}|附件")
BARE_NUMBER = re.compile(r"[0-9]+|[ivxIVX]+|[一二三四五六七八九十百]+")
NOTE = re.compile(r"\s*(?:[\[〔(（【]?(?:注|[0-9]{1,2}|[①-⑳⁰¹²³⁴-⁹]|\*|※)[\]〕)）】]?)")
# The notes of a page are set in so much of the size of the text.
SMALL = 0.92
CLOSED = re.compile(r"[。；;：:！!？?][”’）)]?$")
UNBREAKABLE = re.compile(r"[0-9A-Za-z(（《“‘\[【<]")


def join_pages(pages: list[list[Line]], sizes: Sequence[tuple[float, float]]) -> tuple[str, list[Line]]:
    """Return the text of some pages, one paragraph a line, and the lines that it is of.

    Parameters
    ----------
    pages : list of list of Line
        As of `set_page`.
    sizes : sequence of (float, float)
        The width of the column of each page, and its height.
    """
    body = join_tables(_without_furniture(pages, [height for _, height in sizes]))
    return "\n".join(_paragraphs(body, median(width for width, _ in sizes))), body


def set_page(
    characters: Sequence[Character],
    rules: Sequence[Box],
    number: int,
    width: float,
    raised: Raised,
    sideways: bool = False,
) -> tuple[list[Line], float, list[str]]:
    """Set the characters of a page in lines and tables.

    Parameters
    ----------
    characters : sequence of Character
        In the order that they were written in.
    rules : sequence of Box
        The straight lines on the page.
    number : int
        Of the page.
    width : float
        Of the page.
    raised : Raised
    sideways : bool
        Whether the text was set sideways: then it is not given in the order that it is read in.

    Returns
    -------
    list of Line, float, list of str
        The lines, the width of a column, and what is set beside the text.
    """
    lines = set_lines(with_ruled_tables(characters, rules, number, raised), number, raised)
    lines, beside = without_side_notes(lines)
    if sideways:
        lines.sort(key=lambda line: -line.y0)
    lines, width = in_columns(lines, width)
    return tidy_lines(with_set_tables(lines)), width, beside


def _without_furniture(pages: list[list[Line]], heights: list[float]) -> list[Line]:
    """Drop page numbers and the lines that stand at one place of several pages' margins."""
    margins = [
        (number, line)
        for number, lines in enumerate(pages)
        for line in lines
        if not line.rows and min(line.y0, heights[number] - line.y1) < MARGIN * heights[number]
    ]
    # 青石镇人民政府 3 and 青石镇人民政府 4 are one running head.
    places = Counter((_unnumbered(line.text), round(line.y0 / 4)) for _, line in margins)
    offsets: Counter[int] = Counter()
    for number, line in margins:
        said = _page_number(line.text)
        if said is not None:
            offsets[said - number] += 1
    numbered = offsets.most_common(1)[0][0] if offsets else 0
    heads = _heads(pages)
    furniture = set()
    for number, line in margins:
        said, text = _page_number(line.text), line.text.strip()
        counts_on = said is not None and said - number == numbered and (offsets[numbered] > 1 or numbered == 1)
        decorated = said is not None and not BARE_NUMBER.fullmatch(text)
        repeated = places[_unnumbered(line.text), round(line.y0 / 4)] >= max(2, len(pages) / 3)
        is_head = number > 0 and line.y0 > heights[number] / 2 and _closed(line.text) in heads
        if counts_on or decorated or repeated or is_head:
            furniture.add(id(line))
    return [line for lines in pages for line in lines if id(line) not in furniture]


def _page_number(text: str) -> int | None:
    """Return the number of a page that a line has alone: 3, 第三页, Page 3 of 5, iii."""
    found = PAGE_NUMBER.fullmatch(text)
    if not found:
        return None
    said = found[1].lower()
    if said.isdecimal():
        return int(said)
    if said[0] not in ROMAN:
        return read_chinese(said)
    values = [ROMAN[char] for char in said]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def _closed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _unnumbered(text: str) -> str:
    """Return a line of a margin without the number of its page, at its end or its head."""
    for pattern in (NUMBER_AT_END, NUMBER_AT_HEAD):
        left = pattern.sub("", text).strip()
        if left and left != text:
            return left
    return text


def _heads(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Return what may be said again at the head of the pages: the title, which is the first lines of the first page."""
    first = [line for line in (pages[0] if pages else []) if not line.rows][:3]
    size = median([line.size for lines in pages for line in lines if not line.rows] or [0])
    title = [_closed(line.text) for line in first if line.size > 1.15 * size]
    return {*title, "".join(title)} - {""}


def _paragraphs(lines: list[Line], width: float) -> list[str]:
    """Put the lines together; a note at the foot of a page stands behind the paragraph that goes on over it."""
    text = [line for line in lines if not line.rows]
    if not text:
        return texts_of(lines)
    notes = _foot_notes(text, median(line.size for line in text))
    noted = {id(line) for line in notes}
    lines = [line for line in lines if id(line) not in noted]
    # What a browser prints at the edges of a page is set wider than the text.
    column = _column([line for line in text if id(line) not in noted and not is_furniture(line.text)] or text, width)
    paragraphs: list[str] = []
    above: Line | None = None
    for line in lines:
        if above is None or line.rows or above.rows:
            new = texts_of([line])
        elif _same_row(above, line):
            paragraphs[-1] += f" {line.text}"
            new = []
        elif column.continues(above, line):
            glue = " " if _is_latin(above.text[-1]) and _is_latin(line.text[0]) else ""
            paragraphs[-1] += glue + line.text
            new = []
        else:
            new = [line.text]
        if new:
            # A line that breaks off within a number is a paragraph's end for its layout alone.
            is_end = above is not None and bool(above.rows or CLOSED.search(above.text) or MARK.match(line.text))
            ended = [note for note in notes if is_end and note.page < line.page]
            paragraphs += _joined(ended, width) + new
            notes = [note for note in notes if note not in ended]
        above = line
    return paragraphs + _joined(notes, width)


def _joined(notes: list[Line], width: float) -> list[str]:
    """Return the paragraphs of notes, which are all of one size."""
    if not notes:
        return []
    column = _column(notes, width)
    paragraphs = [notes[0].text]
    for above, line in pairwise(notes):
        if column.continues(above, line) and not NOTE.match(line.text):
            paragraphs[-1] += line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _foot_notes(lines: Sequence[Line], size: float) -> list[Line]:
    """Return the lines of notes: small ones, below all others of their page, where the page goes on."""
    notes = []
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for number, of_page in by_page.items():
        foot = min((line.y0 for line in of_page if line.size >= SMALL * size), default=0)
        small = [line for line in of_page if line.size < SMALL * size and line.y1 <= foot]
        if small and number != max(by_page) and NOTE.match(small[0].text):
            notes += small
    return notes


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _same_row(above: Line, line: Line) -> bool:
    return above.page == line.page and abs(above.y0 - line.y0) < 0.3 * line.size and line.x0 > above.x1


@dataclass(frozen=True, slots=True)
class _Column:
    """How the text is set: its edges, the size of most lines, the step from line to line, whether paragraphs indent."""

    left: float
    right: float
    size: float
    leading: float
    indents: bool

    def continues(self, above: Line, line: Line) -> bool:
        """Return whether a line goes on with the paragraph of the one above."""
        if abs(above.size - line.size) > 0.2 * above.size:
            return False
        closed, marked = bool(CLOSED.search(above.text)), bool(MARK.match(line.text))
        indented = line.x0 > self.left + 0.8 * self.size
        step = (above.y0 - line.y0) / max(1, above.size / self.size) if above.page == line.page else 0
        if step > (1.15 if closed or (marked and not self.indents) else 1.5) * self.leading:
            return False
        if above.size > 1.15 * self.size and self._is_centred(above) and self._is_centred(line):
            # The lines of a title.
            return not closed
        if max(above.x0, line.x0) > self.left + 0.4 * (self.right - self.left):
            # The lines of a signature.
            return False
        if above.x1 < self.right - 2.2 * above.size:
            # A number or a bracket is not broken, so the line before it may be short.
            wide = above.x1 - self.left > 0.6 * (self.right - self.left)
            return wide and not closed and not indented and bool(UNBREAKABLE.match(line.text))
        if indented:
            return not closed and not marked and line.x0 < self.left + 4 * self.size
        return self.indents or not (closed and marked)

    def _is_centred(self, line: Line) -> bool:
        return abs((line.x0 - self.left) - (self.right - line.x1)) < 2 * line.size


def _column(lines: list[Line], width: float) -> _Column:
    """Measure how the lines are set; an edge is the outermost that several lines have."""
    size = median(line.size for line in lines)
    several = max(2, len(lines) // 30) if len(lines) > FEW_LINES else 1
    lefts = Counter(round(line.x0 / size) for line in lines)
    left = size * min((edge for edge, n in lefts.items() if n >= several), default=min(lefts))
    rights = Counter(round(line.x1 / size) for line in lines if line.x1 > 0.7 * width)
    often = max(rights.values(), default=0) / 2
    # Where no line is full, the margins are as wide on the right as on the left.
    right = size * max((edge for edge, n in rights.items() if n >= max(2, often)), default=(width - left) / size)
    steps = [above.y0 - line.y0 for above, line in pairwise(lines) if above.page == line.page and above.y0 > line.y0]
    indented = sum(1.2 * size < line.x0 - left < 3 * size for line in lines)
    return _Column(
        left=left,
        right=right,
        size=size,
        leading=median(steps) if steps else 1.5 * size,
        indents=indented >= max(2, len(lines) // 12),
    )
