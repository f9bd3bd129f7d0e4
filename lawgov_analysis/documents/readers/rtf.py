r"""Read an RTF file: of Word, of WPS Writer, of LibreOffice, of old office systems.

What it says is made to the tags of a docx and read as one. The marks of lists are printed in most files
(``\listtext``); where a program leaves them out they are counted from the tables of lists.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import lxml.etree as etree
from lxml.etree import _Element as Element

from ...errors import UnreadableReport
from ...files.limits import MAX_CHARACTERS
from .content import TOO_LONG, Content
from .decoded import code_page
from .docx import read_package
from .docx_package import qn
from .word_made import (
    AS_ALL,
    FOLLOWS,
    FORMATS,
    UNSPEAKABLE,
    Blocks,
    Chars,
    Made,
    Row,
    add,
    add_properties,
    add_run,
    add_text,
)

DEEPEST, DEEPEST_STORY, MOST_TOKENS = 1_000, 20, 2_500_000
DAMAGED = "a damaged or cut off RTF file; download it again, or save it anew as .docx (另存为)"
ENDLESS = "an RTF file with groups within each other without end; refused"
TOO_MUCH = "an RTF file with far more in it than a report; save its text as .docx (另存为)"
MARKS = rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|"
TOKEN = re.compile(MARKS + rb"([^\\{}\r\n]+)|[\r\n\\]", re.DOTALL)
# The second byte of a character that nobody escaped may be what is a mark of RTF elsewhere.
WIDE_TOKEN = re.compile(
    MARKS + rb"((?>(?:[^\\{}\r\n\x81-\xfe]++|[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe])+))|[\r\n\\]", re.DOTALL
)
IS_WIDE = re.compile(rb"\\ansicpg(?:936|950|932|949)|\\fcharset(?:134|136|128|129)")
HEAD = 65_536
CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    204: "cp1251",
    161: "cp1253",
}
DOUBLE = frozenset(("cp932", "cp949", "gb18030", "big5hkscs"))
HAN_NAMED = re.compile("[\u3400-\u9fff]")
# What a control word stands for.
CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
SIGNS = {"~": " ", "_": "\x1e", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
# Groups of which nothing is text.
SKIPPED = frozenset(
    (
        *("pict", "nonshppict", "objdata", "objclass", "objname", "themedata", "colorschememapping", "datastore"),
        *("latentstyles", "rsidtbl", "generator", "xmlnstbl", "listpicture", "pnseclvl", "bkmkstart", "bkmkend"),
        *("filetbl", "revtbl", "userprops", "operator", "author", "keywords", "subject", "company", "doccomm"),
        *("category", "manager", "comment", "hlinkbase", "creatim", "revtim", "printim", "buptim", "atnid"),
        *("atnauthor", "atndate", "atnref", "atntime", "atnparent", "atnicn", "atrfstart", "atrfend", "xe", "tc"),
        *("template", "passwordhash", "fontemb", "fontfile", "falt", "panose", "shprslt", "sp", "sn", "sv"),
        *("nonesttables", "mmathPict", "pgptbl", "docvar", "ffname", "ffdeftext", "ffhelptext", "ffstattext"),
        *("ffentrymcr", "ffexitmcr", "ffformat", "datafield", "pntxta", "pntxtb", "pnlvlbody", "levelnumbers"),
        *("listname", "liststylename", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "defchp"),
        *("defpap", "wgrffmtfilter", "mailmerge", "protusertbl", "pn", "ts", "ds"),
    )
)
# Groups that are marked as such that older readers skip, and are read here.
STARRED = frozenset(
    (
        *("fldinst", "shppict", "shpinst", "shptxt", "shpgrp", "listtable", "listoverridetable", "list"),
        *("listlevel", "nesttableprops", "annotation", "ud", "pntext", "moMath", "moMathPara", "cs", "do"),
        *("listoverride", "leveltext"),
    )
)
CLOSES = frozenset("）)〕】］]、")
HEADERS = frozenset(f"{kind}{which}" for kind in ("header", "footer") for which in ("", "l", "r", "f"))
TO_CLOSE = frozenset(("info", "title", "fonttbl", "colortbl", "stylesheet"))
SWITCHES = {"strike": "strike", "striked": "dstrike", "v": "vanish", "webhidden": "vanish", "spv": "specVanish"}
MARK = re.compile("[0-9A-Za-z一-鿿〇①-⓿㈠-㊰]")
LEVELS = 9


def read_rtf(data: bytes) -> Content:
    r"""Read the text of an RTF file.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When it is cut off, or has more in it, or within each other, than any report.

    Examples
    --------
    >>> read_rtf(rb"{\rtf1\ansi\ansicpg936 \'b5\'f7\'bd\'e286\u23447?\par}").text
    '调解86宗'
    """
    made = _Reader(data.lstrip()).read()
    return read_package(made)


@dataclass(slots=True)
class _State:
    """What holds in a group, and is put back at its end."""

    target: str = "text"
    chars: Chars = AS_ALL
    font: int = -1
    skips: int = 1
    in_table: bool = False
    depth: int = 1
    style: str = ""
    use: str = ""
    level: str = ""
    shaded: bool = False
    at_end: "Callable[[], None] | None" = None


@dataclass(slots=True)
class _Story:
    """A text by itself: the document, a note, a text box, a header."""

    blocks: Blocks = field(default_factory=Blocks)
    paragraph: Element | None = None
    mark: str = ""
    edges: list[int] = field(default_factory=list)
    across: list[str] = field(default_factory=list)
    down: list[str] = field(default_factory=list)
    dark: set[int] = field(default_factory=set)
    left: int = 0
    next_across: str = ""
    next_down: str = ""
    next_dark: bool = False
    fields: list[bool] = field(default_factory=list)


class _Reader:
    """Reads a file from its beginning to its end.

    Parameters
    ----------
    data : bytes
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._made = Made()
        self._state, self._stack = _State(), list[_State]()
        self._story, self._stories = _Story(), list[_Story]()
        self._encoding, self._default_font = "cp1252", -1
        self._fonts: dict[int, str] = {}
        self._colors: list[str] = []
        self._color = [-1, -1, -1]
        self._bytes, self._units = bytearray(), list[str]()
        self._to_skip = 0
        self._room = MAX_CHARACTERS
        self._notes = 0
        self._prints_marks = False
        self._marked: list[tuple[Element, str]] = []
        self._numbered: list[Element] = []
        self._styles = self._made.add_part("styles", "styles")
        self._named: Element | None = None
        self._said = ""
        self._font = -1
        self._lists = self._made.add_part("numbering", "numbering")
        self._list: Element | None = None
        self._level: Element | None = None

    def read(self) -> Made:
        """Return the document."""
        body = add(self._made.document, "body")
        at, end, count = 0, len(self._data), 0
        starred = False
        pattern = WIDE_TOKEN if IS_WIDE.search(self._data[:HEAD]) else TOKEN
        while at < end:
            token = pattern.match(self._data, at)
            if token is None:
                raise UnreadableReport(DAMAGED, "damaged")
            at = token.end()
            count += 1
            if count > MOST_TOKENS:
                raise UnreadableReport(TOO_MUCH, "too-large")
            word, number, byte, sign, brace, text = token.groups()
            if brace == b"{":
                self._open()
            elif brace == b"}":
                if not self._stack:
                    break
                self._close()
                if not self._stack:
                    break
            elif self._state.target == "skipped":
                # Pictures, for the most part.
                if word == b"bin":
                    at += max(0, int(number or 0))
            elif sign == b"*":
                starred = True
                continue
            elif word is not None:
                name = word.decode("ascii")
                if name == "bin":
                    at += max(0, int(number or 0))
                elif starred and name not in STARRED and not self._is_target(name):
                    self._state.target = "skipped"
                else:
                    self._do(name, None if number is None else int(number))
            elif byte is not None:
                self._add_bytes(bytes([int(byte, 16)]))
            elif sign is not None:
                self._add_sign(sign)
            elif text is not None:
                self._add_bytes(text)
            starred = False
        if self._stack or self._stories:
            raise UnreadableReport(DAMAGED, "damaged")
        self._end_story(body)
        self._print_marks()
        return self._made

    # Groups

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        if len(self._stack) >= DEEPEST:
            raise UnreadableReport(ENDLESS, "too-large")
        self._stack.append(self._state)
        self._state = replace(self._state, at_end=None)

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        at_end = self._state.at_end
        if at_end:
            at_end()
        self._state = self._stack.pop()

    @staticmethod
    def _is_target(name: str) -> bool:
        return name in HEADERS or name in TO_CLOSE or name in SKIPPED or name in ("footnote", "listtext", "fldrslt")

    # Text

    def _add_bytes(self, data: bytes) -> None:
        if self._to_skip:
            # What is there for programs that know no Unicode: a byte counts as one.
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        if data:
            self._flush_units()
            self._bytes += data

    def _add_sign(self, sign: bytes) -> None:
        said = sign.decode("latin-1")
        if self._to_skip:
            self._to_skip -= 1
        elif said in "\r\n":
            self._flush()
            self._end_paragraph()
        elif said in SIGNS:
            self._flush()
            self._say(SIGNS[said])

    def _add_unit(self, number: int) -> None:
        self._flush_bytes()
        self._units.append(chr(number & 0xFFFF))
        self._to_skip = self._state.skips

    def _flush(self) -> None:
        self._flush_bytes()
        self._flush_units()

    def _flush_units(self) -> None:
        if self._units:
            said = "".join(self._units).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            self._units.clear()
            self._say(said)

    def _flush_bytes(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._say(self._decoded(data))

    def _decoded(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        font = self._state.font if self._state.font >= 0 else self._default_font
        own = self._fonts.get(font, "")
        for encoding in dict.fromkeys((own or self._encoding, self._encoding, "cp1252")):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        return data.decode(self._encoding if self._encoding in DOUBLE else "latin-1", "replace")

    def _say(self, text: str) -> None:
        target = self._state.target
        if target == "text":
            self._room -= len(text)
            if self._room < 0:
                raise UnreadableReport(TOO_LONG, "too-large")
            is_code = bool(self._story.fields) and not self._story.fields[-1]
            add_text(self._paragraph(), text, self._state.chars, is_code)
        elif target == "mark":
            self._story.mark += text
        elif target in ("fonts", "styles", "title", "level text"):
            self._said += text
            if target == "fonts" and ";" in text:
                self._end_font()
            if target == "styles" and ";" in text:
                self._end_style()
        elif target == "colors":
            for _ in range(text.count(";")):
                red, green, blue = self._color
                self._colors.append("" if red < 0 else f"{red & 255:02X}{green & 255:02X}{blue & 255:02X}")
                self._color = [-1, -1, -1]

    def _paragraph(self) -> Element:
        if self._story.paragraph is None:
            self._story.paragraph = etree.Element(qn("w:p"))
            add(self._story.paragraph, "pPr")
        return self._story.paragraph

    def _end_paragraph(self, is_cell: bool = False) -> None:
        if self._state.target != "text":
            return
        story, state = self._story, self._state
        paragraph = self._paragraph()
        own = paragraph[0]
        if state.style:
            add(own, "pStyle", state.style)
        if state.use:
            numbered = add(own, "numPr")
            add(numbered, "ilvl", state.level or "0")
            add(numbered, "numId", state.use)
            self._numbered.append(numbered)
        if state.shaded:
            add(own, "shd", "clear", fill="808080")
        switches = dict(state.chars.switches)
        if state.chars.deleted:
            add(add(own, "rPr"), "del")
        elif switches.get("vanish") and switches.get("specVanish"):
            of_mark = add(own, "rPr")
            add(of_mark, "vanish")
            add(of_mark, "specVanish")
        if story.mark:
            self._marked.append((own, story.mark))
        story.blocks.add(paragraph, state.depth if state.in_table or is_cell else 0)
        story.paragraph, story.mark = None, ""

    def _print_marks(self) -> None:
        """Set the printed marks of lists before their paragraphs; they say all that the tables of lists do."""
        if not self._prints_marks:
            return
        for numbered in self._numbered:
            numbered.getparent().remove(numbered)
        for number in self._styles.iter(qn("w:numPr")):
            number.clear()
        for own, mark in self._marked:
            said = UNSPEAKABLE.sub("", mark).strip()
            if MARK.search(said):
                run = etree.Element(qn("w:r"))
                # A tab follows most marks; without it 1. and 8场 would be one number, and none is behind a bracket.
                add(run, "t").text = said + (" " if mark[-1:].isspace() and said[-1] not in CLOSES else "")
                own.addnext(run)

    # Stories

    def _begin_story(self, at_end: "Callable[[], None]") -> None:
        if len(self._stories) >= DEEPEST_STORY:
            raise UnreadableReport(ENDLESS, "too-large")
        self._stories.append(self._story)
        self._story = _Story()
        self._state.at_end = at_end
        self._state.target, self._state.chars = "text", AS_ALL
        self._state.in_table, self._state.depth, self._state.use, self._state.style = False, 1, "", ""

    def _end_story(self, parent: Element) -> None:
        if self._story.paragraph is not None:
            self._state.target = "text"
            self._end_paragraph()
        self._story.blocks.into(parent)

    def _begin_note(self) -> None:
        holder = self._paragraph()
        self._notes += 1
        number = str(self._notes)
        add(add_run(holder), "footnoteReference", id=number)

        def end() -> None:
            roots = self._made.parts("footnotes")
            root = roots[0] if roots else self._made.add_part("footnotes", "footnotes")
            self._end_story(add(root, "footnote", id=number))
            self._story = self._stories.pop()

        self._begin_story(end)

    def _begin_box(self) -> None:
        run = add_run(self._paragraph())

        def end() -> None:
            self._end_story(add(run, "txbxContent"))
            self._story = self._stories.pop()

        self._begin_story(end)

    def _begin_margin(self, kind: str) -> None:
        def end() -> None:
            if kind == "comments":
                roots = self._made.parts(kind)
                root = roots[0] if roots else self._made.add_part(kind, kind)
                self._end_story(add(root, "comment"))
            else:
                self._end_story(self._made.add_part("header", "hdr"))
            self._story = self._stories.pop()

        self._begin_story(end)

    # Control words

    def _do(self, name: str, number: int | None) -> None:
        if self._to_skip and name in CHARACTERS:
            self._to_skip -= 1
            return
        self._to_skip = 0
        if name == "u" and number is not None:
            self._add_unit(number)
            return
        self._flush()
        state = self._state
        if name in CHARACTERS:
            self._say(CHARACTERS[name])
        elif name in ("par", "sect") or (name == "softline"):
            self._end_paragraph()
        elif name == "uc":
            state.skips = max(0, number if number is not None else 1)
        elif self._set_table(name, number) or self._set_chars(name, number) or self._set_paragraph(name, number):
            pass
        else:
            self._enter(name, number)

    def _set_chars(self, name: str, number: int | None) -> bool:
        state = self._state
        chars, is_on = state.chars, number != 0
        if name == "plain":
            state.chars, state.font = Chars(deleted=chars.deleted) if chars.deleted else AS_ALL, -1
        elif name == "f":
            if state.target == "fonts":
                self._font, self._said = number or 0, ""
            else:
                state.font = number or 0
        elif name in SWITCHES:
            switches = {**dict(chars.switches), SWITCHES[name]: is_on}
            state.chars = replace(chars, switches=tuple(switches.items()))
        elif name == "deleted":
            state.chars = replace(chars, deleted=is_on)
        elif name == "cf":
            colors = self._colors
            said = colors[number] if number and 0 <= number < len(colors) else ""
            state.chars = replace(chars, color=said)
        elif name in ("super", "sub", "nosupersub"):
            align = {"super": "superscript", "sub": "subscript"}.get(name, "baseline") if is_on else "baseline"
            state.chars = replace(chars, align=align)
        elif name in ("up", "dn"):
            moved = 6 if number is None else number
            state.chars = replace(chars, position=moved if name == "up" else -moved)
        elif name == "fs":
            state.chars = replace(chars, size=24 if number is None else number)
        elif name in ("highlight", "chcbpat", "cb"):
            colors = self._colors
            said = colors[number] if number and 0 <= number < len(colors) else ""
            state.chars = replace(chars, shaded=said not in ("", "FFFFFF"))
        elif name == "cs" and state.target != "styles":
            state.chars = replace(chars, style=f"c{number}")
        elif name == "msup":
            state.chars = replace(chars, align="superscript")
        elif name == "mden":
            self._say("/")
        else:
            return False
        return True

    def _set_paragraph(self, name: str, number: int | None) -> bool:
        state = self._state
        if name == "pard":
            state.in_table, state.depth, state.style, state.use, state.level = False, 1, "", "", ""
            state.shaded = False
        elif name == "intbl":
            state.in_table = True
        elif name == "itap":
            state.depth = max(1, number or 0)
            state.in_table = bool(number)
        elif name == "s" and state.target == "text":
            state.style = f"s{number}"
        elif name == "ls" and state.target in ("text", "styles"):
            state.use = str(number)
        elif name == "ilvl":
            state.level = str(number or 0)
        elif name == "cbpat":
            said = self._colors[number] if number and 0 <= number < len(self._colors) else ""
            state.shaded = said not in ("", "FFFFFF")
        else:
            return False
        return True

    def _set_table(self, name: str, number: int | None) -> bool:
        story = self._story
        if name == "trowd":
            story.edges, story.across, story.down, story.dark, story.left = [], [], [], set(), 0
            story.next_across = story.next_down = ""
            story.next_dark = False
        elif name == "trleft":
            story.left = number or 0
        elif name in ("clmgf", "clmrg"):
            story.next_across = "restart" if name == "clmgf" else "continue"
        elif name in ("clvmgf", "clvmrg"):
            story.next_down = "restart" if name == "clvmgf" else "continue"
        elif name == "clcbpat":
            said = self._colors[number] if number and 0 <= number < len(self._colors) else ""
            story.next_dark = said not in ("", "FFFFFF")
        elif name == "cellx":
            if story.next_dark:
                story.dark.add(len(story.edges))
            story.edges.append(number or 0)
            story.across.append(story.next_across)
            story.down.append(story.next_down)
            story.next_across = story.next_down = ""
            story.next_dark = False
        elif name in ("cell", "nestcell", "row", "nestrow") and self._state.target != "text":
            pass
        elif name in ("cell", "nestcell"):
            depth = 1 if name == "cell" else max(2, self._state.depth)
            was, self._state.depth = self._state.depth, depth
            self._end_paragraph(is_cell=True)
            self._state.depth = was
            story.blocks.end_cell(depth)
        elif name in ("row", "nestrow"):
            row = Row((story.left, *story.edges), (*story.across,), (*story.down,), frozenset(story.dark))
            depth = 1 if name == "row" else max(2, self._state.depth)
            if story.paragraph is not None and story.paragraph.find(f"{{*}}r/{qn('w:t')}") is not None:
                self._set_table("cell" if depth == 1 else "nestcell", None)
            story.paragraph, story.mark = None, ""
            story.blocks.end_row(depth, row)
        else:
            return False
        return True

    def _enter(self, name: str, number: int | None) -> None:
        """Go on with a word that says what a group is, or what the whole file is."""
        state = self._state
        if name in ("ansi", "mac", "pc", "pca"):
            self._encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(name, self._encoding)
        elif name == "ansicpg":
            self._encoding = code_page(number or 0)
            try:
                b"".decode(self._encoding)
            except LookupError:
                self._encoding = "cp1252"
        elif name == "deff":
            self._default_font = number or 0
        elif name == "fonttbl":
            state.target = "fonts"
        elif name == "fcharset" and state.target == "fonts":
            self._fonts[self._font] = CODE_PAGES.get(number or 0, "")
        elif name == "colortbl":
            state.target = "colors"
        elif name in ("red", "green", "blue") and state.target == "colors":
            self._color[("red", "green", "blue").index(name)] = number or 0
        elif name == "stylesheet":
            state.target = "styles"
        elif name in ("s", "cs") and state.target == "styles":
            self._begin_style(name, number)
        elif name == "sbasedon" and self._named is not None:
            add(self._named, "basedOn", f"{self._named.get(qn('w:styleId'), 's')[0]}{number}")
        elif name == "info":
            state.target = "info"
        elif name == "title" and state.target == "info":
            state.target, self._said = "title", ""
            state.at_end = self._end_title
        elif name in SKIPPED or name in ("ftnsep", "aftnsep"):
            if name == "pict" and state.target == "text":
                etree.SubElement(add_run(self._paragraph()), qn("a:blip"))
            state.target = "skipped"
        elif name in ("listtable", "listoverridetable"):
            state.target = "lists"
        elif state.target == "lists":
            self._read_list(name, number)
        elif state.target != "text":
            if state.target == "upr" and name == "ud":
                state.target = "text"
        elif name in HEADERS:
            self._begin_margin("header")
        elif name == "footnote":
            self._begin_note()
        elif name == "annotation":
            self._begin_margin("comments")
        elif name in ("shptxt", "dptxbxtext"):
            self._begin_box()
        elif name in ("listtext", "pntext"):
            state.target = "mark"
            self._prints_marks = True
            self._story.mark = ""
        elif name == "field":
            add(add_run(self._paragraph()), "fldChar", fldCharType="begin")
            self._story.fields.append(False)
            state.at_end = self._end_field
        elif name == "fldrslt" and self._story.fields:
            add(add_run(self._paragraph()), "fldChar", fldCharType="separate")
            self._story.fields[-1] = True
        elif name == "upr":
            state.target = "upr"
        elif name == "object":
            etree.SubElement(add_run(self._paragraph()), qn("o:OLEObject"))

    def _end_field(self) -> None:
        if self._story.fields:
            self._story.fields.pop()
            add(add_run(self._paragraph()), "fldChar", fldCharType="end")

    def _end_title(self) -> None:
        self._made.title = self._said.strip()

    def _end_font(self) -> None:
        if HAN_NAMED.search(self._said) and self._fonts.get(self._font, "") not in DOUBLE:
            self._fonts[self._font] = "gb18030"
        self._said = ""

    def _begin_style(self, kind: str, number: int | None) -> None:
        self._said = ""
        self._named = add(
            self._styles, "style", type="paragraph" if kind == "s" else "character", styleId=f"{kind[0]}{number}"
        )

    def _end_style(self) -> None:
        name = self._said.rpartition(";")[0].strip()
        if self._named is None:
            self._named = add(self._styles, "style", type="paragraph", styleId="s0")
        if self._named.get(qn("w:styleId")) == "s0":
            self._named.set(qn("w:default"), "1")
        add(self._named, "name", name)
        if self._state.use:
            numbered = add(add(self._named, "pPr"), "numPr")
            add(numbered, "ilvl", self._state.level or "0")
            add(numbered, "numId", self._state.use)
        add_properties(self._named, replace(self._state.chars, style=""))
        self._named, self._said = None, ""

    # Lists

    def _read_list(self, name: str, number: int | None) -> None:
        """Read the tables of lists."""
        said = str(number or 0)
        if name == "list":
            self._list, self._level = add(self._lists, "abstractNum"), None
        elif name == "listoverride":
            self._list, self._level = add(self._lists, "num"), None
        elif name == "listid" and self._list is not None:
            if self._list.tag == qn("w:num"):
                add(self._list, "abstractNumId", said)
            else:
                self._list.set(qn("w:abstractNumId"), said)
        elif name == "ls" and self._list is not None:
            self._list.set(qn("w:numId"), said)
        elif name == "listlevel" and self._list is not None:
            depth = sum(1 for _ in self._list.iterchildren(qn("w:lvl")))
            if depth < LEVELS and self._list.tag != qn("w:num"):
                self._level = add(self._list, "lvl", ilvl=str(depth))
        elif self._level is None:
            return
        elif name == "levelnfc":
            add(self._level, "numFmt", FORMATS.get(number or 0, "decimal"))
        elif name == "levelstartat":
            add(self._level, "start", said)
        elif name == "levelfollow":
            add(self._level, "suff", FOLLOWS.get(number or 0, "tab"))
        elif name == "levellegal" and number != 0:
            add(self._level, "isLgl")
        elif name == "leveltext":
            self._state.target, self._said = "level text", ""
            self._state.at_end = self._end_level_text

    def _end_level_text(self) -> None:
        # Its length stands before it, and a semicolon behind.
        said = re.sub("[\0-\x08]", lambda found: f"%{ord(found[0]) + 1}", self._said[1:].removesuffix(";"))
        if self._level is not None:
            add(self._level, "lvlText", UNSPEAKABLE.sub("", said))
