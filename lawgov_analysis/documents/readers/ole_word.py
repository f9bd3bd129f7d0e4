"""Read a Word file of 1997–2003: Word's .doc and .dot, and the .wps of WPS Writer, which is the same inside.

Its records are made to the tags of a docx and read as one. What of the file is hostile, a chain of sectors that never
ends, a text that lies in itself a thousand times, is bounded before.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import lxml.etree as etree
from lxml.etree import _Element as Element

from ...errors import UnreadableReport
from .content import Content
from .docx import read_package
from .docx_package import qn
from .ole_streams import Streams
from .ole_word_records import (
    BOXES,
    COMMENTS_TEXT,
    END_NOTES,
    END_NOTES_TEXT,
    HEADERS,
    NOTES,
    NOTES_TEXT,
    SECTIONS,
    SHAPES,
    ListLevel,
    Paragraph,
    Properties,
    WordFile,
    read_word_file,
)
from .word_made import (
    FOLLOWS,
    FORMATS,
    Blocks,
    Chars,
    Made,
    Row,
    add,
    add_properties,
    add_run,
    add_text,
)

DAMAGED = "a damaged or cut off Word file; download it again, or save it anew as .docx (另存为)"
MAX_STREAM = 80 * 2**20
# Codes of properties.
IN_TABLE, ENDS_ROW, DEPTH, ENDS_INNER_CELL, ENDS_INNER_ROW = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
LIST_LEVEL, LIST_USE, SHADE_OLD, SHADE = 0x260A, 0x460B, 0x442D, 0xC64D
CELLS, CELL_SHADES_OLD, CELL_SHADES, VERTICAL, MERGED = 0xD608, 0xD609, 0xD612, 0xD62B, 0x5624
CHAR_STYLE, DELETED, SPECIAL, IS_OBJECT, IS_DATA, IS_OLE = 0x4A30, 0x0800, 0x0855, 0x0856, 0x0806, 0x080A
PLAIN = 0x2A33
SWITCHES = {0x0837: "strike", 0x2A53: "dstrike", 0x083C: "vanish", 0x0818: "specVanish"}
COLOR_OLD, COLOR, ALIGN, SIZE, POSITION = 0x2A42, 0x6870, 0x2A48, 0x4A43, 0x4845
HIGHLIGHT, CHAR_SHADE_OLD, CHAR_SHADE, SYMBOL = 0x2A0C, 0x4866, 0xCA71, 0x6A09
ALIGNS = {0: "baseline", 1: "superscript", 2: "subscript"}
WHITE_OF_OLD, AUTO = 8, 0xFF00_0000
FIRST_CONTENTS = 19
SIGNS = {
    "\x0b": "\n",
    "\x0c": "\n",
    "\x0e": "\n",
    "\x1e": "\x1e",
    "\x1f": "",
    "\xa0": " ",
    "\x02": "",
    "\x03": "",
    "\x04": "",
    "\x05": "",
}
ENDS = frozenset("\r\x07")
FIRST_MARGIN = 6


def read_ole(data: bytes) -> Content:
    """Read the text of an old file of Office's, if it is Word's.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When it is another program's, encrypted, older than Word 97, damaged or cut off.
    """
    try:
        streams = Streams(data)
        _refuse_others(streams.names)
        tables = streams.read("0Table"), streams.read("1Table")
        word = read_word_file(streams.read("WordDocument"), tables, streams.read("Data"))
        made = _Maker(word, streams.title).make()
    except (struct.error, IndexError, ValueError):
        raise UnreadableReport(DAMAGED, "damaged") from None
    return read_package(made)


def _refuse_others(names: frozenset[str]) -> None:
    if "EncryptedPackage" in names:
        raise UnreadableReport(
            "an encrypted Office file; open it with its password and save it without one", "encrypted"
        )
    if "WordDocument" in names:
        return
    for name, what in (
        ("CONTENTS", "a file of Microsoft Works"),
        ("MatOST", "a file of Microsoft Works"),
        ("Workbook", "an old spreadsheet"),
        ("Book", "an old spreadsheet"),
        ("PowerPoint Document", "an old presentation"),
        ("__properties_version1.0", "a mail"),
    ):
        if name in names:
            raise UnreadableReport(f"{what} and no report's text; save the text as .docx (另存为)", "no-report-there")
    raise UnreadableReport("an old Office file and no report's text; save the text as .docx (另存为)", "old-kind")


def _last(properties: Properties, code: int) -> bytes | None:
    return next((operand for known, operand in reversed(properties) if known == code), None)


def _number(operand: bytes | None, default: int = 0) -> int:
    return default if operand is None else int.from_bytes(operand, "little")


class _Maker:
    """Makes the tags of a docx from the records of a Word file.

    Parameters
    ----------
    word : WordFile
    title : str
    """

    def __init__(self, word: WordFile, title: str) -> None:
        self._word, self._made = word, Made(title=title)
        self._styles = word.styles()
        self._chars: dict[Properties, Chars] = {}
        self._marks: dict[int, list[tuple[str, str]]] = {}
        self._shapes: dict[int, list[Element]] = {}
        self._room = len(word.text)
        self._section_ends = {end - 1 for _, end, _ in word.plc(SECTIONS, 12)}

    def make(self) -> Made:
        """Return the document."""
        body = add(self._made.document, "body")
        self._add_styles()
        # What is left of a damaged table of lists numbers nothing.
        with suppress(struct.error, IndexError):
            self._add_lists()
        notes = (
            (NOTES, NOTES_TEXT, 1, "footnotes", "footnote"),
            (END_NOTES, END_NOTES_TEXT, 5, "endnotes", "endnote"),
        )
        for references, texts, story, kind, tag in notes:
            self._add_notes(references, texts, story, kind, tag)
        unplaced = list(self._boxes())
        self._write(*self._word.story(0), body)
        for span in unplaced:
            self._write_box(add(add(body, "p"), "r"), span)
        self._add_margins()
        return self._made

    def _write(self, start: int, end: int, parent: Element) -> None:
        """Put the paragraphs of a span of the text into an element; each place of it is in one span."""
        self._room -= max(0, end - start)
        if self._room < 0:
            raise ValueError("spans overlap")
        blocks = Blocks()
        for first, last in self._paragraphs(start, end):
            self._paragraph(first, last, blocks)
        blocks.into(parent)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where each paragraph begins, and where its mark is."""
        text, first = self._word.text, start
        for at in range(start, end):
            char = text[at]
            if char in ENDS or (char == "\x0c" and at in self._section_ends):
                yield first, at
                first = at + 1
        if first < end:
            yield first, end

    def _paragraph(self, first: int, last: int, blocks: Blocks) -> None:
        word = self._word
        mark = word.text[last : last + 1]
        how = word.paragraph_at(min(last, len(word.text) - 1))
        depth = max(_number(how.last.get(DEPTH)), 1) if _number(how.last.get(IN_TABLE)) else 0
        if _number(how.last.get(ENDS_ROW if depth == 1 else ENDS_INNER_ROW)) and depth:
            blocks.end_row(depth, self._row(how.properties, last))
            return
        paragraph = etree.Element(qn("w:p"))
        self._add_paragraph_properties(paragraph, how, last)
        self._add_runs(paragraph, first, last)
        blocks.add(paragraph, depth)
        if (mark == "\x07" and depth == 1) or (depth > 1 and _number(how.last.get(ENDS_INNER_CELL))):
            blocks.end_cell(depth)

    def _add_paragraph_properties(self, paragraph: Element, how: Paragraph, mark: int) -> None:
        own = add(paragraph, "pPr")
        if how.style in self._styles:
            add(own, "pStyle", str(how.style))
        self._add_list_use(own, how.last)
        shade = how.last.get(SHADE) or how.last.get(SHADE_OLD)
        if shade and _is_dark(shade):
            add(own, "shd", "clear", fill="808080")
        for _, _, said in self._word.runs(mark, min(mark + 1, len(self._word.text))):
            chars = self._look(said)
            switches = dict(chars.switches)
            if chars.deleted or (switches.get("vanish") and switches.get("specVanish")):
                of_mark = add(own, "rPr")
                if chars.deleted:
                    add(of_mark, "del")
                else:
                    add(of_mark, "vanish")
                    add(of_mark, "specVanish")

    @staticmethod
    def _add_list_use(parent: Element, last: dict[int, bytes]) -> None:
        use, level = last.get(LIST_USE), last.get(LIST_LEVEL)
        if use is None and level is None:
            return
        numbered = add(parent, "numPr")
        if level is not None:
            add(numbered, "ilvl", str(_number(level)))
        if use is not None:
            add(numbered, "numId", str(_number(use)))

    def _add_runs(self, paragraph: Element, first: int, last: int) -> None:
        fields: list[bool] = []
        for start, end, properties in self._word.runs(first, last):
            chars = self._look(properties)
            is_special = bool(_number(_last(properties, SPECIAL)))
            said = ""
            at = start
            for at in range(start, end):
                char = self._word.text[at]
                if char >= " " and at not in self._marks and not (is_special and char == "("):
                    said += SIGNS.get(char, char)
                    continue
                if char == "\t":
                    said += char
                    continue
                self._say(paragraph, said, chars, fields)
                said = ""
                self._add_sign(paragraph, at, char, properties, chars, fields, is_special)
            self._say(paragraph, said, chars, fields)

    def _say(self, paragraph: Element, text: str, chars: Chars, fields: list[bool]) -> None:
        if text:
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            add_text(paragraph, text, chars, is_code=bool(fields) and not fields[-1])

    def _add_sign(
        self,
        paragraph: Element,
        at: int,
        char: str,
        properties: Properties,
        chars: Chars,
        fields: list[bool],
        is_special: bool,
    ) -> None:
        """Add what a character stands for that is no letter."""
        for tag, number in self._marks.get(at, ()):
            reference = add(add_run(paragraph), f"{tag}Reference")
            reference.set(qn("w:id"), number)
        if at in self._marks and char >= " ":
            self._say(paragraph, char, chars, fields)
        elif char in "\x13\x14\x15":
            kind = {"\x13": "begin", "\x14": "separate", "\x15": "end"}[char]
            if char == "\x13":
                fields.append(False)
            elif char == "\x14" and fields:
                fields[-1] = True
            elif char == "\x15" and fields:
                fields.pop()
            add(add_run(paragraph), "fldChar", fldCharType=kind)
        elif char == "\x01" and not _number(_last(properties, IS_DATA)):
            is_object = _number(_last(properties, IS_OLE)) or _number(_last(properties, IS_OBJECT))
            etree.SubElement(add_run(paragraph), qn("o:OLEObject" if is_object else "a:blip"))
        elif char == "\x08":
            boxes = self._shapes.pop(at, [])
            run = add_run(paragraph)
            run.extend(boxes)
            if not boxes:
                etree.SubElement(run, qn("a:blip"))
        elif char == "(" and is_special:
            symbol = _last(properties, SYMBOL)
            if symbol is None:
                self._say(paragraph, char, chars, fields)
            elif not (fields and not fields[-1]):
                add(add_run(paragraph, chars), "sym")
        else:
            self._say(paragraph, SIGNS.get(char, ""), chars, fields)

    def _look(self, properties: Properties) -> Chars:
        if properties not in self._chars:
            self._chars[properties] = _chars(properties)
        return self._chars[properties]

    def _row(self, properties: Properties, mark: int) -> Row:
        definition = _last(properties, CELLS)
        deleted = any(self._look(said).deleted for _, _, said in self._word.runs(mark, mark + 1))
        if not definition:
            return Row(deleted=deleted)
        count = definition[0]
        edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
        flags = [
            _number(definition[at : at + 2]) if at + 2 <= len(definition) else 0
            for at in range(1 + 2 * (count + 1), 1 + 2 * (count + 1) + 20 * count, 20)
        ]
        across, down = [], ["" if not flag & 0x60 else "restart" if flag & 0x40 else "continue" for flag in flags]
        began = 0
        for merge in (flag & 3 for flag in flags):
            # The first of some merged cells is 1 in old files and 2 or 3 in newer ones, the others are what it is not.
            began = merge if merge and (not began or merge == began) else began if merge else 0
            across.append("" if not merge else "restart" if merge == began else "continue")
        for code, operand in properties:
            if code == VERTICAL and len(operand) == 2 and operand[0] < count:
                down[operand[0]] = {0: "", 1: "continue", 3: "restart"}.get(operand[1], "")
            elif code == MERGED and len(operand) == 2:
                for n in range(operand[0], min(operand[1], count)):
                    across[n] = "restart" if n == operand[0] else "continue"
        return Row(edges, across, down, _dark_cells(properties), deleted)

    def _add_styles(self) -> None:
        root = self._made.add_part("styles", "styles")
        for number, style in self._styles.items():
            if style.kind not in (1, 2):
                continue
            made = add(root, "style", type="paragraph" if style.kind == 1 else "character", styleId=str(number))
            if number == 0:
                made.set(qn("w:default"), "1")
            contents = style.known - FIRST_CONTENTS + 1
            add(made, "name", f"toc {contents}" if 1 <= contents <= 9 else style.name.split(",")[0])
            if style.base != 0xFFF:
                add(made, "basedOn", str(style.base))
            self._add_list_use(add(made, "pPr"), dict(style.paragraph))
            add_properties(made, self._look(style.chars))

    def _add_lists(self) -> None:
        lists, uses = self._word.lists()
        root = self._made.add_part("numbering", "numbering")
        numbers = {identifier: str(n) for n, identifier in enumerate(lists)}
        for identifier, levels in lists.items():
            abstract = add(root, "abstractNum", abstractNumId=numbers[identifier])
            for depth, level in enumerate(levels):
                _add_level(abstract, depth, level)
        for n, use in enumerate(uses, 1):
            if use.identifier not in numbers:
                continue
            number = add(root, "num", numId=str(n))
            add(number, "abstractNumId", numbers[use.identifier])
            for depth in sorted({*use.starts, *use.levels}):
                override = add(number, "lvlOverride", ilvl=str(depth))
                if depth in use.starts:
                    add(override, "startOverride", str(use.starts[depth]))
                if depth in use.levels:
                    _add_level(override, depth, use.levels[depth])

    def _add_notes(self, references: int, texts: int, story: int, kind: str, tag: str) -> None:
        start, end = self._word.story(story)
        if start == end:
            return
        root = self._made.add_part(kind, kind)
        for n, ((at, _, _), (first, last)) in enumerate(
            zip(self._word.plc(references, 2), pairwise(self._places(texts)), strict=False)
        ):
            number = str(n + 1)
            self._marks.setdefault(at, []).append((tag, number))
            self._write(min(start + first, end), min(start + last, end), add(root, tag, id=number))

    def _places(self, number: int) -> list[int]:
        data = self._word.found(number)
        return list(struct.unpack_from(f"<{len(data) // 4}I", data))

    def _boxes(self) -> Iterator[tuple[int, int]]:
        """Hang each text box on the place of its shape; yield those whose place is not known."""
        start, end = self._word.story(6)
        if start == end:
            return
        shapes = {_number(data[:4]): at for at, _, data in self._word.plc(SHAPES, 26)}
        left = []
        for first, last, data in self._word.plc(BOXES, 22):
            span = min(start + first, end), min(start + last, end)
            at = shapes.get(_number(data[14:18]))
            if at is None:
                left.append(span)
            else:
                holder = etree.Element(qn("w:r"))
                self._write_box(holder, span)
                self._shapes.setdefault(at, []).extend(holder)
        yield from left

    def _write_box(self, parent: Element, span: tuple[int, int]) -> None:
        self._write(*span, add(parent, "txbxContent"))

    def _add_margins(self) -> None:
        """Add what stands in headers, footers and comments, of which only the text is asked."""
        start, end = self._word.story(2)
        places = self._places(HEADERS)[FIRST_MARGIN:]
        for first, last in pairwise(places) if start < end else ():
            if first < last:
                body = etree.Element(qn("w:hdr"))
                self._write(min(start + first, end), min(start + last, end), body)
                self._made.add_part("header", "hdr").extend(body)
        start, end = self._word.story(4)
        if start < end:
            root = self._made.add_part("comments", "comments")
            for first, last in pairwise(self._places(COMMENTS_TEXT)):
                self._write(min(start + first, end), min(start + last, end), add(root, "comment"))


def _chars(properties: Properties) -> Chars:
    """Return what properties say of some characters."""
    switches: dict[str, bool] = {}
    color, align, style, size, position = "", "", "", None, None
    shaded = deleted = False
    for code, operand in properties:
        value = _number(operand)
        if code == PLAIN:
            switches, color, align, size, position, shaded = {}, "", "", None, None, False
        elif code in SWITCHES:
            # As in the style is 128, and 129 is not as there: only what is on in no style is switched here.
            if value != 0x80:
                switches[SWITCHES[code]] = value in (1, 0x81)
        elif code == DELETED:
            deleted = value not in (0, 0x80)
        elif code == COLOR:
            color = "" if value >= AUTO else operand[:3].hex().upper()
        elif code == COLOR_OLD:
            color = "FFFFFF" if value == WHITE_OF_OLD else "" if value == 0 else "000001"
        elif code == ALIGN:
            align = ALIGNS.get(value, "")
        elif code == SIZE:
            size = value
        elif code == POSITION:
            position = int.from_bytes(operand, "little", signed=True)
        elif code == HIGHLIGHT:
            shaded = value not in (0, WHITE_OF_OLD)
        elif code in (CHAR_SHADE_OLD, CHAR_SHADE):
            shaded = _is_dark(operand)
        elif code == CHAR_STYLE:
            style = str(value)
    return Chars(tuple(switches.items()), color, align, size, position, shaded, style, deleted)


def _is_dark(shade: bytes) -> bool:
    """Return whether a shading is of another colour than the paper."""
    if len(shade) >= 10:
        fore, back, pattern = struct.unpack_from("<IIH", shade)
        if pattern == 0xFFFF:
            return False
        color = fore if pattern == 1 else back
        return pattern > 1 or not (color >= AUTO or min(color.to_bytes(4, "little")[:3]) >= 0xF4)
    value = _number(shade[:2])
    if value == 0xFFFF:
        return False
    fore, back, pattern = value & 0x1F, value >> 5 & 0x1F, value >> 10
    return pattern > 1 or (fore if pattern == 1 else back) not in (0, WHITE_OF_OLD)


def _dark_cells(properties: Properties) -> frozenset[int]:
    for code, size in ((CELL_SHADES, 10), (CELL_SHADES_OLD, 2)):
        said = _last(properties, code)
        if said:
            return frozenset(n for n in range(len(said) // size) if _is_dark(said[size * n : size * (n + 1)]))
    return frozenset()


def _add_level(parent: Element, depth: int, level: ListLevel) -> None:
    made = add(parent, "lvl", ilvl=str(depth))
    add(made, "start", str(level.start))
    add(made, "numFmt", FORMATS.get(level.format, "decimal"))
    add(made, "suff", FOLLOWS.get(level.follow, "tab"))
    add(made, "lvlText", level.text)
    if level.is_legal:
        add(made, "isLgl")
