"""The records of a Word file of 1997–2003 (.doc, .wps): where its text lies and how it is set, as [MS-DOC] says.

Each record is read as far as it goes: a program that writes one badly leaves the text alone.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...errors import UnreadableReport
from ...files.limits import MAX_CHARACTERS
from .content import TOO_LONG

# (code, operand) of each property, in the order that they hold in.
Properties = tuple[tuple[int, bytes], ...]

WORD_97, WORD_6 = 0xA5EC, 0xA5DC
# Word 6 and 95 have other records; nFib 193 is Word 97.
OLDEST = 0xC0
IS_ENCRYPTED, HAS_TABLE_1 = 0x0100, 0x0200
FIRST_PAIR = 154
PAGE = 512
# Positions of what is found in the table stream, in pairs of its place and length.
STYLES, NOTES, NOTES_TEXT, SECTIONS, HEADERS, CHARS, PARAGRAPHS, PIECES = 1, 2, 3, 6, 11, 12, 13, 33
SHAPES, END_NOTES, END_NOTES_TEXT, COMMENTS_TEXT, BOXES, LISTS, LIST_USES = 40, 46, 47, 5, 56, 73, 74
SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
STYLE, TABLE_DEFINITION, TABS = 0x4600, 0xD608, 0xC615
# Properties that a piece of a file that was saved in haste has by one byte: {its number: the property}.
SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x57: 0x0837, 0x5C: 0x083C, 0x62: 0x2A42, 0x68: 0x2A48}
MOST_STYLES, MOST_LISTS, LEVELS = 4_096, 4_096, 9
# Of a group of properties that is no page's own, which would hold for a whole text.
MOST_PROPERTIES = 256


def properties_of(data: bytes) -> Properties:
    r"""Return the properties of a group.

    Examples
    --------
    >>> properties_of(bytes.fromhex("3708 01 434a 1800"))
    ((2103, b'\x01'), (19011, b'\x18\x00'))
    """
    found, at = [], 0
    while at + 2 < len(data):
        code = data[at] | data[at + 1] << 8
        at += 2
        size = SIZES[code >> 13]
        if not size:
            if code == TABLE_DEFINITION:
                size = int.from_bytes(data[at : at + 2], "little") - 1
                at += 2
            elif code == TABS and data[at] == 255:
                # Too many to be counted in a byte: of each set their number, and four and three bytes of each.
                deleted = data[at + 1]
                added = data[at + 2 + 4 * deleted : at + 3 + 4 * deleted]
                size = 2 + 4 * deleted + 3 * (added[0] if added else 0)
                at += 1
            else:
                size = data[at]
                at += 1
        if size < 0 or at + size > len(data):
            break
        found.append((code, data[at : at + size]))
        at += size
    return tuple(found)


@dataclass(slots=True)
class Piece:
    """A part of the text that lies in one place of the file."""

    start: int
    end: int
    place: int
    is_narrow: bool
    modifier: int

    @property
    def width(self) -> int:
        """How many bytes a character has."""
        return 1 if self.is_narrow else 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """How a paragraph is set: its style, all of its properties, and the last of each."""

    style: int
    properties: Properties
    last: dict[int, bytes]


@dataclass(slots=True)
class Style:
    """A style: its number among those that Word knows, its kind, what it is based on, what it says."""

    known: int
    kind: int
    base: int
    name: str
    chars: Properties = ()
    paragraph: Properties = ()


@dataclass(slots=True)
class ListLevel:
    """How one level of a list is numbered; its text has ``%1`` for the number of the first level."""

    start: int
    format: int
    is_legal: bool
    follow: int
    text: str


@dataclass(slots=True)
class ListUse:
    """A use of a list, with the levels that begin anew or are set otherwise in it."""

    identifier: int
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, ListLevel] = field(default_factory=dict)


@dataclass(slots=True)
class WordFile:
    """The streams of a Word file and where in them everything is.

    Parameters
    ----------
    main, table : bytes
        The streams ``WordDocument`` and ``0Table`` or ``1Table``.
    data : bytes
        The stream ``Data``.
    """

    main: bytes
    table: bytes
    data: bytes
    lengths: tuple[int, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    text: str = ""
    _starts: list[int] = field(default_factory=list)
    _modifiers: list[Properties] = field(default_factory=list)
    _runs: dict[int, tuple[list[int], list[bytes | None]]] = field(default_factory=dict)
    _read: dict[bytes, Properties] = field(default_factory=dict)
    _set: dict[tuple[bytes | None, int], Paragraph] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lengths = struct.unpack_from("<8i", self.main, 76)
        if min(self.lengths) < 0:
            raise ValueError("a negative length")
        self._read_pieces()

    def found(self, number: int) -> bytes:
        """Return what is found in the table stream under a number."""
        at = FIRST_PAIR + 8 * number
        count = struct.unpack_from("<H", self.main, 152)[0]
        if number >= count:
            return b""
        start, length = struct.unpack_from("<2I", self.main, at)
        return self.table[start : start + length]

    def story(self, number: int) -> tuple[int, int]:
        """Return where a part of the text begins and ends: 0 the text, 1 notes, 2 margins, 4 comments, 5, 6 boxes."""
        start = sum(self.lengths[:number])
        return start, start + self.lengths[number]

    def _read_pieces(self) -> None:
        where = struct.unpack_from("<2I", self.main, FIRST_PAIR + 8 * PIECES)
        clx, at = self.table[where[0] : where[0] + where[1]], 0
        if len(clx) < where[1] or not clx:
            raise ValueError("no pieces")
        while clx[at] == 1:
            size = struct.unpack_from("<H", clx, at + 1)[0]
            self._modifiers.append(properties_of(clx[at + 3 : at + 3 + size])[:MOST_PROPERTIES])
            at += 3 + size
        if clx[at] != 2:
            raise ValueError("no pieces")
        size = struct.unpack_from("<I", clx, at + 1)[0]
        plc = clx[at + 5 : at + 5 + size]
        if len(plc) < size:
            raise ValueError("pieces are cut off")
        count = (len(plc) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", plc)
        if bounds[-1] > 2 * MAX_CHARACTERS:
            raise UnreadableReport(TOO_LONG, "too-large")
        said = []
        for n in range(count):
            place, modifier = struct.unpack_from("<IH", plc, 4 * (count + 1) + 8 * n + 2)
            start, end = bounds[n], bounds[n + 1]
            if end < start or (n == 0 and start):
                raise ValueError("pieces are out of order")
            is_narrow = bool(place & 0x4000_0000)
            place &= 0x3FFF_FFFF
            piece = Piece(start, end, place // 2 if is_narrow else place, is_narrow, modifier)
            data = self.main[piece.place : piece.place + (end - start) * piece.width]
            if len(data) < (end - start) * piece.width:
                raise ValueError("the text is cut off")
            # One character for each place: halves of one beyond the first plane are put together later.
            text = (
                data.decode("cp1252", "replace")
                if is_narrow
                else "".join(map(chr, struct.unpack(f"<{end - start}H", data)))
            )
            said.append(text)
            if piece.end > piece.start:
                self.pieces.append(piece)
                self._starts.append(start)
        self.text = "".join(said)
        if sum(self.lengths) > len(self.text):
            raise ValueError("the text is cut off")

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, Properties]]:
        """Yield the parts of a span of the text that are set alike, each with its own properties."""
        while start < end:
            piece = self._piece_at(start)
            place = piece.place + (start - piece.start) * piece.width
            group, until = self._at(CHARS, place)
            stop = min(end, piece.end)
            if until is not None:
                stop = min(stop, start + max(1, (until - place + piece.width - 1) // piece.width))
            yield start, stop, self._parsed(group) + self._of_piece(piece)
            start = stop

    def _piece_at(self, at: int) -> Piece:
        return self.pieces[bisect_right(self._starts, at) - 1]

    def paragraph_at(self, at: int) -> Paragraph:
        """Return how the paragraph is set whose mark is at a place of the text."""
        piece = self._piece_at(at)
        group, _ = self._at(PARAGRAPHS, piece.place + (at - piece.start) * piece.width)
        key = group, piece.modifier
        if key not in self._set:
            if group and len(group) >= 2:
                style, own = group[0] | group[1] << 8, self._huge(properties_of(group[2:]))
            else:
                style, own = 0, ()
            said = own + self._of_piece(piece)
            last = dict(said)
            self._set[key] = Paragraph(
                int.from_bytes(last.get(STYLE, style.to_bytes(2, "little")), "little"), said, last
            )
        return self._set[key]

    def _huge(self, properties: Properties) -> Properties:
        """Return the properties of a paragraph; more than a page has room for lie in the data stream."""
        for code, operand in properties:
            if code in (0x6646, 0x6645):
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self.data[at : at + 2], "little")
                return properties + properties_of(self.data[at + 2 : at + 2 + size])[:MOST_PROPERTIES]
        return properties

    def _parsed(self, group: bytes | None) -> Properties:
        if not group:
            return ()
        if group not in self._read:
            self._read[group] = properties_of(group)
        return self._read[group]

    def _of_piece(self, piece: Piece) -> Properties:
        modifier = piece.modifier
        if modifier & 1:
            return self._modifiers[modifier >> 1] if modifier >> 1 < len(self._modifiers) else ()
        code = SHORT.get(modifier >> 1 & 0x7F)
        return ((code, bytes([modifier >> 8])),) if code else ()

    def _at(self, kind: int, place: int) -> tuple[bytes | None, int | None]:
        """Return the properties of a place of the file, and up to which place they hold."""
        starts, groups = self._ranges(kind)
        n = bisect_right(starts, place) - 1
        return (groups[n] if n >= 0 else None), (starts[n + 1] if n + 1 < len(starts) else None)

    def _ranges(self, kind: int) -> tuple[list[int], list[bytes | None]]:
        if kind not in self._runs:
            found: dict[int, bytes | None] = {}
            for start, end, group in self._pages(kind):
                found[start] = group
                found.setdefault(end, None)
            starts = sorted(found)
            self._runs[kind] = starts, [found[start] for start in starts]
        return self._runs[kind]

    def _pages(self, kind: int) -> Iterator[tuple[int, int, bytes | None]]:
        plc = self.found(kind)
        count = (len(plc) - 4) // 8
        pages = struct.unpack_from(f"<{max(count, 0)}I", plc, 4 * (count + 1)) if count > 0 else ()
        for number in dict.fromkeys(page & 0x3F_FFFF for page in pages):
            page = self.main[number * PAGE : (number + 1) * PAGE]
            if len(page) < PAGE:
                continue
            runs = page[-1]
            step = 1 if kind == CHARS else 13
            if 4 * (runs + 1) + step * runs > PAGE:
                continue
            places = struct.unpack_from(f"<{runs + 1}I", page)
            for n in range(runs):
                at = 2 * page[4 * (runs + 1) + step * n]
                yield places[n], places[n + 1], _group(page, at, kind)

    def styles(self) -> dict[int, Style]:
        """Return the styles, by their numbers."""
        sheet = self.found(STYLES)
        if len(sheet) < 6:
            return {}
        head, count, base = struct.unpack_from("<3H", sheet)
        styles, at = {}, 2 + head
        for number in range(min(count, MOST_STYLES)):
            if at + 2 > len(sheet):
                break
            size = struct.unpack_from("<H", sheet, at)[0]
            record = sheet[at + 2 : at + 2 + size]
            at += 2 + size
            if len(record) > base + 2:
                styles[number] = _style(record, base)
        return styles

    def lists(self) -> tuple[dict[int, list[ListLevel]], list[ListUse]]:
        """Return the levels of each list by its identifier, and the uses of lists, the first of which is number 1."""
        plf = self.found(LISTS)
        if len(plf) < 2:
            return {}, []
        count = min(struct.unpack_from("<H", plf)[0], MOST_LISTS)
        # The levels lie behind what is said to be the length.
        start = struct.unpack_from("<I", self.main, FIRST_PAIR + 8 * LISTS)[0]
        at = start + 2 + 28 * count
        lists: dict[int, list[ListLevel]] = {}
        for n in range(count):
            identifier = struct.unpack_from("<i", plf, 2 + 28 * n)[0]
            is_simple = plf[2 + 28 * n + 26] & 1
            lists[identifier] = []
            for _ in range(1 if is_simple else LEVELS):
                level, at = _level(self.table, at)
                lists[identifier].append(level)
        return lists, _uses(self.found(LIST_USES))

    def plc(self, number: int, size: int) -> list[tuple[int, int, bytes]]:
        """Return the spans that a table of places has, each with its data of a size."""
        data = self.found(number)
        count = (len(data) - 4) // (4 + size)
        if count <= 0:
            return []
        places = struct.unpack_from(f"<{count + 1}I", data)
        behind = 4 * (count + 1)
        return [(places[n], places[n + 1], data[behind + size * n : behind + size * (n + 1)]) for n in range(count)]


def _group(page: bytes, at: int, kind: int) -> bytes | None:
    if not at or at >= PAGE - 1:
        return None
    size = page[at]
    if kind == CHARS:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 1 : at + 2 * size]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


def _style(record: bytes, base: int) -> Style:
    known, kind_base, count_next = struct.unpack_from("<3H", record)
    length = struct.unpack_from("<H", record, base)[0]
    name = record[base + 2 : base + 2 + 2 * length].decode("utf-16-le", "replace")
    style = Style(known & 0xFFF, kind_base & 0xF, kind_base >> 4, name)
    at = base + 2 + 2 * length + 2
    groups = []
    for _ in range(count_next & 0xF):
        if at + 2 > len(record):
            break
        size = struct.unpack_from("<H", record, at)[0]
        groups.append(record[at + 2 : at + 2 + size])
        at += 2 + size + (size & 1)
    if style.kind == 1 and groups:
        style.paragraph = properties_of(groups[0][2:])
        style.chars = properties_of(groups[1]) if len(groups) > 1 else ()
    elif style.kind == 2 and groups:
        style.chars = properties_of(groups[0])
    return style


def _level(table: bytes, at: int) -> tuple[ListLevel, int]:
    start, number_format, info = struct.unpack_from("<iBB", table, at)
    follow, chars, paragraph = table[at + 15], table[at + 24], table[at + 25]
    at += 28 + paragraph + chars
    length = struct.unpack_from("<H", table, at)[0]
    said = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = re.sub("[\0-\x08]", lambda found: f"%{ord(found[0]) + 1}", said)
    return ListLevel(start, number_format, bool(info & 4), follow, text), at + 2 + 2 * length


def _uses(plf: bytes) -> list[ListUse]:
    if len(plf) < 4:
        return []
    count = min(struct.unpack_from("<I", plf)[0], MOST_LISTS, (len(plf) - 4) // 16)
    uses = [ListUse(struct.unpack_from("<i", plf, 4 + 16 * n)[0]) for n in range(count)]
    at = 4 + 16 * count
    try:
        for n, use in enumerate(uses):
            at += 4
            for _ in range(plf[4 + 16 * n + 12]):
                start, flags = struct.unpack_from("<iI", plf, at)
                at += 8
                if flags & 0x10:
                    use.starts[flags & 0xF] = start
                if flags & 0x20:
                    use.levels[flags & 0xF], at = _level(plf, at)
    except (struct.error, IndexError):
        # The levels of these are set as in their lists.
        return uses
    return uses


def read_word_file(main: bytes, tables: Sequence[bytes], data: bytes) -> WordFile:
    """Return the records of a Word file.

    Parameters
    ----------
    main : bytes
        The stream ``WordDocument``.
    tables : sequence of bytes
        The streams ``0Table`` and ``1Table``.
    data : bytes
        The stream ``Data``.

    Raises
    ------
    UnreadableReport
        When it is encrypted or older than Word 97.
    ValueError, IndexError, struct.error
        When it is damaged.
    """
    magic, version = struct.unpack_from("<2H", main)
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & IS_ENCRYPTED:
        raise UnreadableReport("an encrypted Word file; open it with its password and save it without one", "encrypted")
    if magic == WORD_6 or (magic == WORD_97 and version < OLDEST):
        raise UnreadableReport(
            "a Word file of before 1997; open it in Word or WPS and save it as .docx (另存为)", "old-kind"
        )
    if magic != WORD_97:
        raise ValueError("no Word file")
    table = tables[1 if flags & HAS_TABLE_1 else 0]
    return WordFile(main, table, data)
