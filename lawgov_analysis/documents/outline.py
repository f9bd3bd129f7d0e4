"""Outline: the sections of a report, from the marks that it numbers them by.

Every writer has another set of marks (`text.marks`). So depth is not read from the mark but from the order in which
marks open: a mark that goes on counting is the next of its kind, a mark that begins with one opens a level below. What
does not count up is no mark: 统一是, 本条第(二)款, a lone 二是.
"""

import re
from dataclasses import dataclass

from ..text.characters import TITLED
from ..text.marks import HEADINGS, NUMERAL, STYLES, mark_of, read_number
from ..text.offsets import Offset

LONGEST_TITLE = 60
DEEPEST = 10
# A short line of a table of contents ends in dots and a page number.
CONTENTS_TAIL = re.compile(r"[\s.．·…]*+\d{0,3}\s*$")

# In running text a mark follows the end of a clause; elsewhere the same letters are words.
AFTER_SENTENCE = "。;；:：!！?？"
AFTER_CLAUSE = AFTER_SENTENCE + ",，、)）”"
AFTER_PART = r"(?=[^\S\n]|[:：、,，]|\n|[^\W\d_])"
FOLLOWED = {
    **dict.fromkeys(("part", "chapter", "node"), AFTER_PART),
    "han": f"(?!{NUMERAL}[、,，和至级类])",
    **dict.fromkeys(("han_bracket", "latin_bracket"), "、?"),
}
MARKS = re.compile(rf"(?:^|(?<=[{AFTER_CLAUSE}]))[^\S\n]*{mark_of(*STYLES, then=FOLLOWED, named=True)}", re.MULTILINE)
RANK = {style: rank for rank, style in enumerate(HEADINGS)}
# In running text (二)款 and 1、 within a list of names are no headings.
INLINE_NOT = re.compile(rf"[款条]|项(?!目)|{NUMERAL}、")
# A row of a table, whose first cell is numbered: behind it stands another, or the next line is a row. A tab behind a
# heading that ends in 。 is a gap, and one at the end of a line is nothing.
ROW = re.compile(r"[^\t\n。；;:：]+\t(?:\t*[^\t\n]|\t*\n[^\t\n]*\t)")
QUOTED = re.compile(rf"{TITLED}|“[^“”\n]{1, 100}”|「[^「」\n]{1, 100}」")

# (1, 7, 2) is 1.7.2.
Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a report.

    Attributes
    ----------
    number : str
        Outline path: ``1.7.2`` is 一、(七)二是; ``sig`` is the signature.
    level : int
        Depth, 1 for the widest; the signature has 1.
    mark : str
        As printed: ``二是``; ``""`` for the signature.
    title : str
        The heading without its mark, up to its first 。 or the end of the line.
    start, end : Offset
        Offsets of the whole section in the text, its heading included.
    """

    number: str
    level: int
    mark: str
    title: str
    start: Offset
    end: Offset


@dataclass(frozen=True, slots=True)
class _Mark:
    style: str
    n: int | None
    start: Offset
    end: Offset
    leads: bool  # at the beginning of a line
    ends_sentence: bool  # what is before it is a whole sentence


@dataclass(slots=True)
class _Level:
    style: str
    n: int
    ends_sentence: bool
    children: int = 0


def find_sections(text: str, end: Offset | None = None) -> list[Section]:
    r"""Find the sections of a report.

    Parameters
    ----------
    text : str
        The report.
    end : Offset, optional
        Where its body ends, the beginning of the signature or of the page's furniture.

    Returns
    -------
    list of Section
        In the order of the text; a section lies wholly within the one that its number names.

    Notes
    -----
    A section's number counts the sections of its parent, so a numbering that runs on over several parents (1. 2. in
    the first, 3. in the second) still gives 1.1, 1.2, 2.1. A misprinted number (一、二、四、五) is taken as meant.

    Examples
    --------
    >>> text = "一、成效\n(一)普法。一是办讲座8场。二是发资料。\n(二)调解。\n二、不足\n统一是难点。"
    >>> [(section.number, section.mark, section.title) for section in find_sections(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('1', '一、', '成效'), ('1.1', '(一)', '普法'), ('1.1.1', '一是', '办讲座8场'), ('1.1.2', '二是', '发资料'),
     ('1.2', '(二)', '调解'), ('2', '二、', '不足')]
    """
    end = Offset(len(text)) if end is None else end
    marks = _without_contents(text, _find_marks(text, end))
    opened = _open_levels(marks)
    lone = _lone_enumerations(opened)
    if lone:
        opened = _open_levels([mark for mark in marks if mark.start not in lone])
    sections: list[Section] = []
    below: list[tuple[int, Offset]] = []
    # From the last to the first: a section ends where the next of its level or a wider one begins.
    for mark, path in reversed(opened):
        level = len(path)
        while below and below[-1][0] > level:
            below.pop()
        ends = below[-1][1] if below else end
        if below and below[-1][0] == level:
            below.pop()
        below.append((level, mark.start))
        number = ".".join(map(str, path))
        printed = text[mark.start : mark.end]
        sections.append(Section(number, level, printed, _title(text, mark.end, ends), mark.start, ends))
    return sections[::-1]


def _find_marks(text: str, end: Offset) -> list[_Mark]:
    """Return what looks like a mark, in the order of the text."""
    quoted = [match.span() for match in QUOTED.finditer(text, 0, end)]
    marks, at = [], 0
    for match in MARKS.finditer(text, 0, end):
        # The group of a style ends behind that of its number.
        style = match.lastgroup or ""
        start, end_of_mark = map(Offset, match.span(style))
        before = text[match.start() - 1] if match.start() else "\n"
        leads = before == "\n"
        while at < len(quoted) and quoted[at][1] <= start:
            at += 1
        if not leads and at < len(quoted) and quoted[at][0] < start:
            continue
        if leads and ROW.match(text, end_of_mark):
            continue
        inline_heading = not leads and style in RANK
        if inline_heading and (before not in AFTER_SENTENCE or INLINE_NOT.match(text, end_of_mark)):
            continue
        n = read_number(match[f"{style}_n"])
        if n is None and style != "adverb":
            continue
        ends_sentence = leads or before in "。!！?？"
        marks.append(_Mark(style, n, start, end_of_mark, leads, ends_sentence))
    return marks


def _without_contents(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Drop a table of contents: all before the first heading, where the same comes again as a heading further on."""
    headings = [mark for mark in marks if mark.leads and mark.style in ("part", "chapter", "han")]
    first = next((mark for mark in headings if mark.n == 1), None)
    if first is None:
        return marks
    line = _contents_line(text, first)
    for mark in headings:
        if mark.start > first.start and mark.n == 1 and _contents_line(text, mark) == line:
            return [later for later in marks if later.start >= mark.start]
    return marks


def _contents_line(text: str, mark: _Mark) -> str:
    line = text[mark.start : mark.start + LONGEST_TITLE].partition("\n")[0]
    return CONTENTS_TAIL.sub("", line)


def _open_levels(marks: list[_Mark]) -> list[tuple[_Mark, Path]]:
    """Pair each mark that counts up with its path, e.g. (1, 7, 2)."""
    following = _following(marks)
    stack: list[_Level] = []
    paths: list[int] = []
    opened: list[tuple[_Mark, Path]] = []
    last_of: dict[str, int] = {}
    root = _Level("", 0, True)
    for position, mark in enumerate(marks):
        depth = _depth(stack, mark, following[position], last_of)
        if depth is None:
            continue
        n = mark.n if mark.n is not None else stack[depth].n + 1
        parent = stack[depth - 1] if depth else root
        parent.children += 1
        del stack[depth:], paths[depth:]
        stack.append(_Level(mark.style, n, mark.ends_sentence))
        paths.append(parent.children)
        last_of[mark.style] = n
        opened.append((mark, tuple(paths)))
    return opened


def _following(marks: list[_Mark]) -> list[int | None]:
    """For each mark, the number of the next one of its style that begins a line."""
    following: list[int | None] = []
    next_of: dict[str, int | None] = {}
    for mark in reversed(marks):
        following.append(next_of.get(mark.style))
        if mark.leads:
            next_of[mark.style] = mark.n
    return following[::-1]


def _depth(stack: list[_Level], mark: _Mark, following: int | None, last_of: dict[str, int]) -> int | None:
    """Return the depth that a mark opens at, None when it is no mark."""
    same = [depth for depth, level in enumerate(stack) if level.style == mark.style]
    next_of = [depth for depth in same if mark.n in (None, stack[depth].n + 1)]
    if next_of:
        alike = [depth for depth in next_of if stack[depth].ends_sentence == mark.ends_sentence]
        return (alike or next_of)[-1]
    if mark.n == 1:
        if same and mark.ends_sentence:
            # A second count within one section goes on where the first ended.
            return same[0]
        below = _below(stack, mark)
        return below if below < DEEPEST else None
    if mark.n is None or not mark.leads or mark.style not in RANK:
        return None
    if same:
        # A misprint, when the count goes on from it.
        slip = mark.n - stack[same[-1]].n
        return same[-1] if slip in (0, 2) and following == mark.n + 1 else None
    return _below(stack, mark) if last_of.get(mark.style) == mark.n - 1 else None


def _below(stack: list[_Level], mark: _Mark) -> int:
    """Return the depth of a new level: a heading is never within a narrower heading, or an enumeration, before it."""
    depth = len(stack)
    if mark.leads and mark.style in RANK:
        while depth and RANK.get(stack[depth - 1].style, len(RANK)) > RANK[mark.style]:
            depth -= 1
    return depth


def _lone_enumerations(opened: list[tuple[_Mark, Path]]) -> set[Offset]:
    """Return the starts of the marks in running text that nothing follows: one thing is no enumeration."""
    siblings: dict[tuple[Path, str], list[_Mark]] = {}
    for mark, path in opened:
        siblings.setdefault((path[:-1], mark.style), []).append(mark)
    return {
        marks[0].start
        for (_, style), marks in siblings.items()
        if len(marks) == 1 and (style not in RANK or not marks[0].leads)
    }


def _title(text: str, start: Offset, end: Offset) -> str:
    stop = min(end, start + LONGEST_TITLE)
    found = re.compile(r"[。\n]").search(text, start, stop)
    return text[start : found.start() if found else stop].strip()
