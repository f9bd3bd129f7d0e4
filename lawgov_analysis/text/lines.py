"""Lines as they were written: without what a margin or a program set between the characters of a number or a word.

Text that was copied from a page of fixed width breaks anywhere, ``450万⏎元``, and text that was recognised or justified
has spaces anywhere, ``行 政 复 议 4 6 2 3 件``. Marks of no width and notes' numbers, ``1935¹件``, stand in
numbers. None is of the sentence, so none is looked at: `set_right` is asked for a whole text, and `Lines` says of each
piece of what is read where it is printed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from .characters import HAN, HAN_RANGE, RAISED, UNSEEN, plain_text, tabbed
from .marks import NUMERAL, mark_of
from .numerals import NUMERAL_CHARS
from .offsets import Offset

#: Where a piece of a text begins and ends.
Span = tuple[Offset, Offset]

# In half-widths. A heading among paragraphs that are longer than any line of a page is not taken for a cut line, nor is
# an item of a list that is narrower than any page.
NARROWEST_PAGE, WIDEST_PAGE = 40, 160
# A line that ends well before the margin was not cut, except in the middle of a number.
NEARLY_FULL = 0.85
SHORTEST_CUT = 10
ENDS_IN_NUMBER = re.compile(rf"[0-9{NUMERAL_CHARS}余多][.,]?[ ]*$")
CUT_UNIT = re.compile(
    r"[0-9万亿余多][ ]?(?:平\n[ ]?方|公\n[ ]?[里斤顷]|个\n[ ]?百分点|[人家户场批件]\n[ ]?次(?![要数]))"
)
# No paragraph begins with a mark that closes.
CLOSES = (",", "、", ";", "。", ":", "!", "?", ")", "”", "》", "%")
# It goes on without a paragraph's indentation, and is no list mark, no page number and no row of a table.
GOES_ON = re.compile(
    rf"[ ]?(?!{mark_of('part', 'chapter', 'node', 'han', 'han_bracket', 'latin', 'latin_bracket', 'latin_half', 'shi')}"
    rf"|[0-9]{{1,4}}[ ]*$|第{NUMERAL}条)"
    rf"(?:[0-9A-Za-z%“《(]|[.,·][0-9]|{HAN})"
)

# The number of a note, raised or in brackets, behind a word or a number. Of 10⁴ and 12公里² it is none, nor of a list
# in a sentence: 包括:[1]立案, 其中①立案②结案.
NOTED = f"0-9{HAN_RANGE}〇%‰)”》"
NUMBER_OF_NOTE = rf"(?:[0-9]{{1,3}}|[①-⑳]|[{RAISED}]{{1,3}}|[一二三四五六七八九十]{{1,2}})"
MARK_OF_NOTE = re.compile(
    rf"[{RAISED}](?<=[{NOTED}].)(?<![米里].)(?<![×xX*]10.)[{RAISED}]{{0,2}}"
    rf"|[\[【〔(](?<=[{NOTED}].)(?:注释?[ :]{{0,2}}{NUMBER_OF_NOTE}|[{RAISED}]{{1,3}})[\]】〕)]"
    rf"|[\[【](?<=[0-9].)[0-9]{{1,2}}[\]】](?={HAN})|[\[【](?<=[{NOTED}].)[0-9]{{1,2}}[\]】](?!{HAN})"
    rf"|[①-⑳*※](?<=[0-9].)(?={HAN})"
)
UNWRITTEN = re.compile(rf"{UNSEEN}+|{MARK_OF_NOTE.pattern}")

# What may stand at either side of a space that nobody wrote. An outline's mark behind it (二是) begins anew, and what
# stands between digits is looked at on its own: 公安 35 8 are two cells of a row.
SET = f"{HAN_RANGE}〇、。《》“”‘’〔〕【】,;:!?()%‰"
INSERTED = re.compile(rf"[ ](?<=[{SET}][ ])[ ]?(?=[{SET}])(?!{mark_of('shi', 'han', 'yao')})")
BESIDE_DIGITS = re.compile(rf"[ ](?:(?<=[、{HAN_RANGE}][ ])(?=-?[0-9])|(?<=[0-9][ ])(?={HAN}))")
# 3 加强领导 at the head of a line or a sentence is numbered.
NUMBERED = re.compile(r"(?:^|[\n\t。;:!?])[ ]*[0-9.]{1,9}[ ]$")
# Of so many characters at least one is such a space where they are everywhere.
FEW = 20
SPACED_DIGITS = re.compile("[0-9.,][ ][0-9.,]")
BEHIND_WORD = rf"(?:(?<={HAN})|(?<={HAN}[ ]))"
# Units of which there are parts; 12. 5件 may be a list mark and a count.
PARTED = "(?:[%‰万亿倍元吨亩]|个?百分点|公[ ]?[里顷]|平[ ]?方|千[ ]?米|学[ ]?时)"
# 4 6 2 3 件, 1 0 . 5 万份; 5 ,120名; 1 . 36亿元, 12. 5公里.
SPREAD = re.compile(
    r"(?<![0-9.,])(?<![0-9.,][ ])[0-9](?>(?:[ ][0-9])+(?:[ ]?\.[ ]?[0-9](?:[ ][0-9])*)?)(?![ ]?[0-9.])"
    rf"(?=[ ]?(?:[%‰]|{HAN}))"
    rf"|(?<![0-9.,])[0-9]{{1,3}}[ ],[0-9]{{3}}(?![0-9])(?=[ ]?(?:[%‰]|{HAN}))"
    rf"|{BEHIND_WORD}[0-9]{{1,9}}(?:[ ]\.[ ]?|\.[ ])(?!(?:19|20)[0-9]{{2}}[ ]?年)[0-9]{{1,4}}(?=[ ]?{PARTED})"
)


@dataclass(frozen=True, slots=True)
class Lines:
    """A text without what was set into it.

    Attributes
    ----------
    text : str
    cuts : list of Offset
        Offsets in `text` in front of which something was taken out, rising.
    printed : list of Offset
        Where the character at each cut stands in the text with all that was set into it.
    """

    text: str
    cuts: list[Offset]
    printed: list[Offset]

    def printed_at(self, offset: Offset) -> Offset:
        """Return where the character at an offset of `text` stands in the text as it is printed."""
        place = bisect_right(self.cuts, offset) - 1
        return Offset(offset + self.printed[place] - self.cuts[place]) if place >= 0 else offset

    def printed_span(self, start: Offset, end: Offset) -> Span:
        """Return where a piece of `text`, of a character at least, begins and ends in the text as it is printed."""
        return self.printed_at(start), Offset(self.printed_at(Offset(end - 1)) + 1)

    def printed_part(self, start: Offset, end: Offset) -> Span:
        """Return where a part of `text` that lasts until the next begins and ends in the text as it is printed."""
        return self.printed_at(start), self.printed_at(end)

    def read_at(self, offset: Offset) -> Offset:
        """Return where a character as it is printed stands in `text`, or what follows it there if it was taken out."""
        place = bisect_right(self.printed, offset)
        read = Offset(offset - self.printed[place - 1] + self.cuts[place - 1]) if place else offset
        return min(read, self.cuts[place]) if place < len(self.cuts) else read

    def take_out(self, printed: str) -> str:
        """Return another text of the same offsets without what was taken out of this."""
        pieces, at, taken = [], 0, 0
        for cut, goes_on in zip(self.cuts, self.printed, strict=True):
            pieces.append(printed[at : cut + taken])
            at, taken = goes_on, goes_on - cut
        return "".join([*pieces, printed[at:]]) if pieces else printed


class Written:
    """A text as it was written, in both ways to read it, each made when it is first asked for.

    What ends with its line (a title, a signature, a heading) is read line by line, where a lone space may part two
    names: of 中共长乐镇委员会 长乐镇人民政府 either body signed, and 委员会长乐镇 is no place. A sentence is read on
    over the ends of lines, and no space in it says anything. So the second way takes out of any text what the first
    takes out only of one that has spaces everywhere, and the line ends that a margin set.

    Parameters
    ----------
    printed : str
        The text.
    """

    def __init__(self, printed: str) -> None:
        self.printed = printed

    @cached_property
    def tabbed(self) -> str:
        """The text as it is printed, with tabs for the strokes between the cells of a table, as from `tabbed`."""
        return tabbed(self.printed)

    @cached_property
    def plain(self) -> str:
        """What is tabbed with one form for each character, as from `plain_text`."""
        return plain_text(self.tabbed)

    @cached_property
    def by_line(self) -> Lines:
        """The text line by line, as from `close_up`."""
        return close_up(self.plain)

    @cached_property
    def running(self) -> Lines:
        """The text read on, as from `rejoin`."""
        return rejoin(self.plain)


@lru_cache(maxsize=4)
def set_right(text: str) -> Written:
    r"""Set a text right: whoever reads it next reads the same, without it being set right again.

    Examples
    --------
    >>> written = set_right("示例镇委员会 示例镇人民政府\n全年共组织行政执法人员参加培训并考核合格4\n51名")
    >>> written.by_line.text
    '示例镇委员会 示例镇人民政府\n全年共组织行政执法人员参加培训并考核合格4\n51名'
    >>> written.running.text
    '示例镇委员会示例镇人民政府\n全年共组织行政执法人员参加培训并考核合格451名'
    """
    return Written(text)


def rejoin(plain: str) -> Lines:
    r"""Take out the line ends and spaces that may cut a number in two, or from its unit, or a word.

    A short line, one that ends a sentence, and one before a list mark, a page number or an indentation are left alone,
    and so are wide gaps and spaces beside Latin words.

    Parameters
    ----------
    plain : str
        As from `plain_text`.

    Returns
    -------
    Lines

    Examples
    --------
    >>> lines = rejoin("全年共组织行政执法人员参加专题培训并考核合格4\n51名,发放证 件 1 2 0 本。")
    >>> lines.text, lines.printed_at(22), lines.printed_at(23), lines.read_at(24)
    ('全年共组织行政执法人员参加专题培训并考核合格451名,发放证件120本。', 22, 24, 23)
    """
    lines = _without_marks(plain)
    lines = _also_without(plain, lines, _line_ends(lines.text))
    return _also_without(plain, lines, _spaces(lines.text))


def as_written(text: str) -> str:
    """Return a piece of a text, such as a heading, as it was written: without what `rejoin` takes out of it.

    Examples
    --------
    >>> as_written("（一）依 法 行 政，共 ４ ６ 件。")
    '（一）依法行政，共４６件。'
    """
    return rejoin(plain_text(text)).take_out(text)


def close_up(plain: str) -> Lines:
    """Take the spaces out of a text that has them everywhere; of another, as most are, take nothing out.

    Where spaces are few they may well be the writer's: 责任编辑 王某.

    Parameters
    ----------
    plain : str
        As from `plain_text`.

    Returns
    -------
    Lines

    Examples
    --------
    >>> close_up("示 例 镇 2020 年 度 报 告").text, close_up("示例镇人民政府 示例镇委员会").text
    ('示例镇2020年度报告', '示例镇人民政府 示例镇委员会')
    """
    lines = _without_marks(plain)
    text = lines.text
    spaces = sum(1 for _ in INSERTED.finditer(text)) if " " in text else 0
    return _also_without(plain, lines, _spaces(text) if spaces > 2 and FEW * spaces > len(text) else [])


def _without_marks(plain: str) -> Lines:
    """Take out marks that nobody sees and the numbers of notes."""
    return _without(plain, (found.span() for found in UNWRITTEN.finditer(plain)))


def _also_without(plain: str, lines: Lines, spans: list[tuple[int, int]]) -> Lines:
    """Take spans of what is left of a text, which rise, out of it too."""
    if not spans:
        return lines
    printed = [lines.printed_span(Offset(start), Offset(end)) for start, end in spans]
    earlier = [(goes_on - taken, goes_on) for goes_on, taken in _taken(lines)]
    return _without(plain, sorted([*printed, *earlier]))


def _taken(lines: Lines) -> Iterator[tuple[Offset, int]]:
    """Yield where the text goes on behind each cut, and how much was taken out there."""
    before = 0
    for cut, goes_on in zip(lines.cuts, lines.printed, strict=True):
        yield goes_on, goes_on - cut - before
        before = goes_on - cut


def _without(plain: str, spans: Iterable[tuple[int, int]]) -> Lines:
    """Take spans, which rise and may touch, out of a text."""
    pieces, cuts, printed, at, length = [], [], [], 0, 0
    for start, end in spans:
        if start > at or not cuts:
            pieces.append(plain[at:start])
            length += start - at
            cuts.append(length)
            printed.append(end)
        else:
            printed[-1] = max(end, at)
        at = max(end, at)
    return Lines("".join([*pieces, plain[at:]]) if pieces else plain, cuts, printed)


def _line_ends(plain: str) -> list[tuple[int, int]]:
    """Return the spans of the line ends that a margin set, with the spaces around them."""
    lines = plain.split("\n")
    full = NEARLY_FULL * max(NARROWEST_PAGE, min(WIDEST_PAGE, _width(max(lines, key=len))))
    spans, at = [], 0
    for line, following in pairwise(lines):
        at += len(line) + 1
        if _is_cut(line, following, full):
            trailing = len(line) - len(line.rstrip(" "))
            spans.append((at - 1 - trailing, at + following.startswith(" ")))
    return spans


def _spaces(text: str) -> list[tuple[int, int]]:
    """Return the spans of the spaces that nobody wrote."""
    if " " not in text:
        return []
    spans = [found.span() for found in INSERTED.finditer(text)]
    spans += [
        found.span()
        for found in BESIDE_DIGITS.finditer(text)
        if not NUMBERED.search(text, max(0, found.start() - 12), found.end())
    ]
    if SPACED_DIGITS.search(text):
        for number in SPREAD.finditer(text):
            start = number.start()
            spans += [(start + n, start + n + 1) for n, char in enumerate(number[0]) if char == " "]
    return sorted(spans)


def _is_cut(line: str, following: str, full: float) -> bool:
    if len(line) < SHORTEST_CUT or "\t" in line or "\t" in following:
        return False
    if following.startswith(CLOSES) or CUT_UNIT.search("\n".join((line.rstrip(" ")[-3:], following[:4]))):
        return True
    if not GOES_ON.match(following):
        return False
    if _width(line) < full and not ENDS_IN_NUMBER.search(line):
        return False
    return line.rstrip(" ")[-1:] not in ("。", ";", ":", "!", "?", "")


def _width(line: str) -> int:
    """Return the width of a line in half-widths: two a Chinese character, one a digit."""
    return (len(line) + len(line.encode("utf-8", "surrogatepass"))) // 2
