"""Read a web page: the text of the report without what the site puts around it.

An extractor of main text says where on the page the report is; the page itself says what is there. The extractor alone
would take in lines around the report that have numbers, part table cells that belong together, and print 10² as 102:
docs/decisions/web-pages.md.
"""

import logging
import re
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import lxml.etree as etree
import trafilatura
from lxml import html
from lxml.etree import _Element as Element

from ...errors import UnreadableReport
from ...files.limits import MAX_CHARACTERS, MAX_ELEMENTS, MAX_SPAN
from ...text.characters import ANY_HAN, tidy
from ...text.dates import read_day
from ...text.marks import OF_REPORTS, mark_of
from ..furniture import is_furniture
from ..identity import read_published
from .content import TOO_LONG, Content, left_out
from .decoded import decode_page
from .grid import Cell, has_figures, lay_out_rows
from .html_looks import PLAIN, Look, Looks
from .raised import BRACKETED, Raised

MANY_ELEMENTS = 2_000
# This much of a line at its ends tells it from others.
FINGERPRINT = 10
# The part of the prose that an element must hold to be the report's.
NEARLY_ALL = 0.9
SHORTEST_REPORT = 100
FEWEST_MARKS = 3

# A form may hold the whole page (ASP.NET), a header the title.
UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "math", "nav"),
        *("select", "option", "button", "textarea", "input", "video", "audio", "canvas", "map", "rt", "rp", "embed"),
    )
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "dir", "div", "fieldset"),
        *(
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "html",
            "legend",
            "main",
            "p",
            "pre",
            "section",
            "summary",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "ul", "ol", "li", "menu"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    )
)
BREAKS = frozenset(("br", "hr"))
# {what is said to be left out: its name in English and Chinese}
LEFT_OUT = {
    "struck": ("struck-out text", "删除线文字"),
    "hidden": ("hidden text", "隐藏文字"),
    "white": ("text of the colour of its ground", "与底色相同的文字"),
    "field": ("a form field", "表单栏"),
    "frame": ("an embedded frame or object", "嵌入的框架或对象"),
    "picture": ("a picture, and any text in it,", "图片及其中文字"),
}
FRAMES = frozenset(("iframe", "object", "embed", "svg", "canvas"))
FIELDS = frozenset(("input", "textarea", "select"))
DECORATION = re.compile(r"icon|logo|spacer|blank|arrow|filetype|\.gif(?:[?#]|$)", re.IGNORECASE)
SMALLEST_PICTURE = 60
PICTURE_DATA = re.compile(r"data:[\w/+.-]{1,50};base64,[A-Za-z0-9+/=]*")
# Attributes without end, which no parser reads in good time.
LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,30})\s[^<>]{30000,}>")
# What ends a page that goes on: the second of two that were joined, or what a program appended.
BEGIN_OF_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
END_OF_PAGE = re.compile(r"</html\s*>", re.IGNORECASE)
END_OF_BODY = re.compile(r"</body\s*>", re.IGNORECASE)
FRAME_TAGS = re.compile(r"</?(?:html|body|head)\b[^<>]{0,5000}>|<!doctype[^<>]{0,500}>", re.IGNORECASE)
INLINE_TAGS = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|small|big|o:p|st1:\w{1,30}|a)\b[^<>]{0,5000}>", re.IGNORECASE
)
ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
WIDE = re.compile("[\u2014-\u2026\u3001-\uffef]")
# What is one space, but for the ends of lines that Unicode has of its own.
SPACES = re.compile(r"[^\S\x85\u2028\u2029]+")
PROSE = re.compile(r"[。；;，,]")
MARK = re.compile(mark_of(*OF_REPORTS))
STAMP = re.compile(r"[\d\s:./-]{8,20}")
ENDS_SENTENCE = re.compile(r"[。；;]$")
FIELD = re.compile(r"\d.*[法政案纠审]|[法政案纠审].*\d")

FILE = re.compile(r"\.(?:docx?|pdf|wps|ofd)(?:[?#]|$)", re.IGNORECASE)
NEXT_PAGE = re.compile(r"[\[【<>]*下一页[\]】<>»]*")
TITLE_META = ("articletitle", "og:title")
DATE_META = ("pubdate", "publishdate", "publish-date", "article:published_time", "firstpublishedtime", "createdate")
SITE = re.compile(
    r"\s*[_|]+\s*|\s+[-–—]+\s+|[-–—]+(?=[^-–—]*(?:政府|网|网站|门户|局|平台|公开)$)"
    # The small site of a town is called like the town.
    r"|[-–—]+(?=[^-–—\d]{1,12}(?:[省市县区旗镇乡]|街道)$)"
)
IS_TITLE = re.compile("报告|法治|依法|情况|总结")

# It warns of pages without main text; here that is an error of its own.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


@dataclass(slots=True)
class _Line:
    text: str
    linked: int
    block: Element
    table: Element | None = None

    @property
    def is_link(self) -> bool:
        return 2 * self.linked > len(self.text) and not ENDS_SENTENCE.search(self.text)

    @property
    def is_of_page(self) -> bool:
        # 名称, 时间 at the head of a table of figures are no labels of the page.
        return self.is_link or (self.table is None and is_furniture(self.text))

    @property
    def is_prose(self) -> bool:
        return len(self.text) >= FINGERPRINT and bool(PROSE.search(self.text)) and not self.is_of_page


def read_page(data: bytes) -> Content:
    """Read the report of a web page from its file.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        As of `read_html`.
    """
    return read_html(decode_page(data))


def read_html(page: str) -> Content:
    """Read the report of a web page.

    Parameters
    ----------
    page : str
        The page's source.

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When the page has no report, declares entities, or is larger or deeper than any page of a report.

    Examples
    --------
    >>> read_html("<p>全镇依法调解纠纷<b>1</b>935宗,成功率99%。</p><p>浏览次数:88</p>").text
    '全镇依法调解纠纷1935宗,成功率99%。'
    """
    if ENTITY.search(page):
        raise UnreadableReport("a page that declares entities of its own; refused, save its text as .txt", "too-large")
    root = _parse(page)
    looks = Looks(root)
    for hidden_too in (False, True):
        setter = _Setter(looks, hidden_too)
        lines = setter.set(root)
        if sum(len(line.text) for line in lines) > MAX_CHARACTERS:
            raise UnreadableReport(TOO_LONG, "too-large")
        above, body = _find_body(lines, root)
        if _is_report(body):
            break
    else:
        raise UnreadableReport(f"no report on this page, {_where_else(root)}", "no-report-there")
    notes = (*_notes(root), *setter.said(body))
    if BEGIN_OF_PAGE.search(page) and not (END_OF_PAGE.search(page) or END_OF_BODY.search(page)):
        notes += ("the page is cut off: download it again, its rest may be missing (网页不完整，后面的内容可能缺失)",)
    if looks.is_given_up:
        notes += ("its style sheets are too large to be held against it: hidden text may be in it (可能含有隐藏文字)",)
    return Content(_joined(body), _title(root), _published_on(root, above), notes)


def read_fragment(page: str) -> Content:
    """Read all that a piece of a page shows: it is part of a report and need be no whole one.

    Examples
    --------
    >>> read_fragment("<p>另办结<s>3</s>17件。</p>").text
    '另办结17件。'
    """
    root = _parse(page)
    setter = _Setter(Looks(root), hidden_too=False)
    lines = setter.set(root)
    return Content(_joined(lines), notes=setter.said(lines))


def _joined(lines: list[_Line]) -> str:
    """Return the text of lines, an empty one between two tables: each has heads of its own."""
    text, before = [], None
    for line in lines:
        if before is not None and before.table is not None and line.table not in (None, before.table):
            text.append("")
        text.append(line.text)
        before = line
    return "\n".join(text)


def _parse(page: str) -> Element:
    """Parse a page; where unclosed tags pile up, without them."""
    page = LONG_TAG.sub(r"<\1>", PICTURE_DATA.sub("", page))
    end = END_OF_PAGE.search(page)
    if end and page[end.end() :].strip():
        page = END_OF_BODY.sub("", page[: end.start()]) + FRAME_TAGS.sub("", page[end.end() :])
    for flattened in (False, True):
        source = INLINE_TAGS.sub("", page) if flattened else page
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        try:
            root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            raise UnreadableReport("an empty page; open it and save it again", "empty") from None
        # libxml2 drops what lies deeper than 256 elements, and says so only here.
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            break
    else:
        raise UnreadableReport(
            "a page of too many elements within each other; copy the report and save it as .txt", "too-large"
        )
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise UnreadableReport(
            f"a page of more than {MAX_ELEMENTS:,} elements; copy the report and save it as .txt", "too-large"
        )
    return root


class _Setter:
    """Sets a page in lines as a browser does, each with the block that it stands in.

    Parameters
    ----------
    looks : Looks
    hidden_too : bool
        Whether blocks that are hidden are read, because nothing else is a report: a script may show them.
    """

    def __init__(self, looks: Looks, hidden_too: bool) -> None:
        self._looks, self._hidden_too = looks, hidden_too
        self._linked = 0
        self._lines: list[_Line] = []
        # Of the line: its pieces, each with whether it is raised.
        self._pieces: list[tuple[str, bool]] = []
        self._raised = Raised()
        # What was left out, with the line that it would stand in.
        self._left_out: list[tuple[str, str, int, Element]] = []
        self._tables: list[_Rows] = []

    def set(self, root: Element) -> list[_Line]:
        self._walk(root, root, False, PLAIN)
        self._end_line(root)
        return self._lines

    def said(self, body: list[_Line]) -> tuple[str, ...]:
        """Return what is said of all that was left out of the lines of the report."""
        inside = {id(line) for line in body}
        numbers = [n for n, line in enumerate(self._lines) if id(line) in inside]
        pieces: dict[str, list[str]] = {}
        for what, text, number, block in self._left_out if numbers else ():
            # What comes before the first line stands at its number too.
            is_of_first = number == numbers[0] and self._lines[number].block is block
            if numbers[0] < number <= numbers[-1] or is_of_first:
                pieces.setdefault(what, []).append(text)
        for what in ("picture", "frame"):
            if what in pieces:
                number = len(pieces[what])
                pieces[what] = [f"{number} ×"] if number > 1 else []
        notes = [left_out(*LEFT_OUT[what], pieces[what]) for what in LEFT_OUT if what in pieces]
        return (*notes, *self._raised.notes)

    def _walk(self, element: Element, block: Element, linked: bool, around: Look) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag in UNSEEN or tag == "img":
            self._leave_out_element(element, block)
            return
        look = self._looks.look(element, around)
        if look is None and self._hidden_too and tag in BLOCKS:
            look = around
        if look is None:
            self._leave_out("hidden", "".join(element.itertext()), block)
            return
        outer, is_block = block, tag in BLOCKS
        if is_block:
            self._end_line(outer)
            block = element
        elif tag in BREAKS:
            self._end_line(outer)
        if tag == "a" and "href" in element.attrib:
            linked = True
            if element.get("href", "").startswith("#") and BRACKETED.fullmatch("".join(element.itertext()).strip()):
                look = replace(look, raised=True)
        first = len(self._lines)
        if tag == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append((element, []))
        self._say(element.text, block, linked, look)
        for child in element:
            self._walk(child, block, linked, look)
            self._say(child.tail, block, linked, look)
        if is_block:
            self._end_line(block)
        if tag in ("td", "th") and self._tables and self._tables[-1]:
            self._tables[-1][-1][1].append((element, first, len(self._lines)))
        elif tag == "table":
            self._set_table(element, self._tables.pop(), first)

    def _leave_out_element(self, element: Element, block: Element) -> None:
        """Remember a picture, a frame or a field that may hold a text which is not read."""
        tag = element.tag
        if tag == "img":
            sides = [element.get(side, "").removesuffix("px") for side in ("width", "height")]
            is_small = any(side.isdigit() and int(side) < SMALLEST_PICTURE for side in sides)
            if not is_small and not DECORATION.search(element.get("src", "")):
                self._leave_out("picture", "×", block)
        elif tag in FRAMES:
            self._leave_out("frame", "×", block)
        elif tag in FIELDS and element.get("type", "text").lower() == "text":
            chosen = [each.text or "" for each in element.iter("option") if "selected" in each.attrib]
            self._leave_out("field", element.get("value") or "".join(chosen) or element.text or "", block)

    def _leave_out(self, what: str, text: str, block: Element) -> None:
        if text.strip():
            self._left_out.append((what, text, len(self._lines), block))

    def _say(self, text: str | None, block: Element, linked: bool, look: Look) -> None:
        if not text:
            return
        why = look.unseen
        if why and not (self._hidden_too and why == "hidden" and block.tag in BLOCKS and len(text) >= FINGERPRINT):
            self._leave_out(why, text, block)
            return
        for n, line in enumerate(re.split(r"\r?\n", text) if look.preformatted else [text]):
            if n:
                self._end_line(block)
            self._pieces.append((line, look.raised))
            self._linked += len(line.strip()) if linked else 0

    def _end_line(self, block: Element) -> None:
        if not self._pieces:
            return
        said = ""
        for is_raised, pieces in groupby(self._pieces, key=lambda piece: piece[1]):
            piece = "".join(text for text, _ in pieces)
            said += self._raised.set(said[-20:], piece) if is_raised else piece
        text = tidy(SPACES.sub(_space, said.strip()))
        if text:
            self._lines.append(_Line(text, self._linked, block))
        self._pieces, self._linked = [], 0

    def _set_table(self, table: Element, rows: "_Rows", first: int) -> None:
        """Set the lines of a table anew, one a row where its cells are short."""
        # A foot stands below whatever comes before it in the source.
        rows.sort(key=lambda row: next(row[0].iterancestors("tfoot", "table"), table).tag == "tfoot")
        in_cells: set[int] = set()
        grid: list[list[Cell]] = []
        for _, cells in rows:
            grid.append([])
            for cell, start, end in cells:
                in_cells.update(range(start, end))
                said = tuple(line.text for line in self._lines[start:end])
                grid[-1].append(Cell(said, _span(cell, "colspan"), _span(cell, "rowspan")))
        lines = [line for n, line in enumerate(self._lines[first:], first) if n not in in_cells]
        of_figures = table if has_figures(cell for row in grid for cell in row) else None
        for (row, cells), texts in zip(rows, lay_out_rows(grid), strict=True):
            old = [line for _, start, end in cells for line in self._lines[start:end]]
            if [line.text for line in old] == texts:
                lines += old
            else:
                linked = sum(line.linked for line in old)
                lines += [_Line(text, linked, row, of_figures if "\t" in text else None) for text in texts]
        self._lines[first:] = lines


def _space(found: re.Match[str]) -> str:
    """Return what a run of spaces is: a line end of the source beside a Chinese character is none."""
    said, (start, end) = found[0], found.span()
    is_break = ("\n" in said or "\r" in said) and not said.strip(" \t\r\n")
    if is_break and any(WIDE.match(found.string, at) for at in (start - 1, end) if at >= 0):
        return ""
    return " "


# Of a table its rows, of each row its cells, of each cell its first line and the one behind its last.
_Rows = list[tuple[Element, list[tuple[Element, int, int]]]]


def _span(cell: Element, name: str) -> int:
    said = re.match(r"\s*([0-9]{1,6})", cell.get(name, ""))
    span = int(said[1]) if said else 1
    # A span of no rows goes down to the end of the table.
    return MAX_SPAN if span == 0 and name == "rowspan" else min(max(span, 1), MAX_SPAN)


def _find_body(lines: list[_Line], root: Element) -> tuple[list[_Line], list[_Line]]:
    """Return the lines above the report and its own."""
    weights = _evidence(lines, _extracted(root))
    holder = _narrowest(lines, weights)
    inside = [line for line in lines if weights and _within(line.block, holder)]
    told = [n for n, line in enumerate(inside) if id(line) in weights]
    if not told:
        return lines, []
    first, last = _begin(inside, told[0]), _end(inside, told[-1])
    body = [line for line in inside[first:last] if not line.is_of_page]
    return lines[: lines.index(inside[told[0]])], body


def _evidence(lines: list[_Line], found: set[str]) -> dict[int, int]:
    """Return the lengths of the lines that are surely the report's: {id of the line: length}.

    A report has numbered sections as nothing else on a page has, and that is the better sign; where it has none, what
    the extractor found is believed, unless it missed the most of the page.
    """
    own = [line for line in lines if not line.is_of_page]
    marked = [line for line in own if MARK.match(line.text)]
    extracted = [line for line in own if line.is_prose and _fingerprints(line.text) & found]
    prose = [line for line in own if line.is_prose]
    surely = marked if len(marked) >= FEWEST_MARKS else prose
    agreed = {id(line) for line in extracted} & {id(line) for line in surely}
    if 2 * sum(len(line.text) for line in surely if id(line) in agreed) >= sum(len(line.text) for line in surely):
        surely = [*marked, *extracted] if surely is marked else extracted
    # A table of figures is no menu and no list of news; of a short report it is the most.
    surely = [*surely, *(line for line in lines if line.table is not None and surely)]
    return {id(line): len(line.text) for line in surely}


def _begin(inside: list[_Line], at: int) -> int:
    """Return where the report begins, at or above a line that is surely its: below the last line of the page."""
    above = [n for n in range(at) if inside[n].is_of_page or STAMP.fullmatch(inside[n].text)]
    begins = above[-1] + 1 if above else 0
    return 0 if any(MARK.match(line.text) for line in inside[:begins] if line.is_prose) else begins


def _end(inside: list[_Line], at: int) -> int:
    """Return where the report ends, behind a line that is surely its: at the page's next line (相关新闻, 上一篇)."""
    ends = next((n for n in range(at, len(inside)) if inside[n].is_of_page), len(inside))
    return len(inside) if any(MARK.match(line.text) for line in inside[ends:] if line.is_prose) else ends


def _extracted(root: Element) -> set[str]:
    """Return the fingerprints of what the extractor takes for the main text."""
    root = deepcopy(root)
    for cell in root.iter("td", "th"):
        # It fills up whatever a cell says that it spans, and only its words are looked at.
        for span in ("rowspan", "colspan"):
            cell.attrib.pop(span, None)
    # What it tries where it finds little takes with the square of a page.
    is_large = sum(1 for _ in root.iter()) > MANY_ELEMENTS
    text = trafilatura.extract(
        root, fast=is_large, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False
    )
    text = re.sub(r"\s", "", text or "")
    return {text[at : at + FINGERPRINT] for at in range(len(text) - FINGERPRINT + 1)}


def _fingerprints(text: str) -> set[str]:
    text = re.sub(r"\s", "", text)
    return {text[:FINGERPRINT], text[-FINGERPRINT:]}


def _narrowest(lines: list[_Line], weights: dict[int, int]) -> Element | None:
    """Return the narrowest element that holds nearly all of the weights; a wider one if that adds less of others."""
    held, others = {}, {}
    for line in lines:
        weight = weights.get(id(line), 0)
        element = line.block if weight or line.is_prose else None
        while element is not None:
            held[element] = held.get(element, 0) + weight
            others[element] = others.get(element, 0) + (0 if weight else len(line.text))
            element = element.getparent()
    enough = NEARLY_ALL * sum(weights.values())
    fitting = [element for element, weight in held.items() if weight >= enough]
    # A paragraph holds no report: its short neighbours (处罚86宗。) are of it too, where that adds nothing of others.
    return max(
        fitting,
        key=lambda element: (held[element] - others[element], -held[element], element.tag != "p"),
        default=None,
    )


def _within(element: Element | None, holder: Element | None) -> bool:
    while element is not None and element is not holder:
        element = element.getparent()
    return element is holder


def _is_report(body: list[_Line]) -> bool:
    prose = [line.text for line in body if line.is_prose]
    han = sum(len(re.findall(ANY_HAN, line)) for line in prose)
    return han >= SHORTEST_REPORT or any(FIELD.search(line) for line in prose)


def _where_else(root: Element) -> str:
    """Say where the report may be that is not on the page."""
    for link in root.iter("a"):
        if FILE.search(link.get("href", "")):
            name = tidy("".join(link.itertext())) or link.get("href").rpartition("/")[2]
            return f"but a link to a file, {name[:60]}; download that"
    return "or a script loads its text; open the page, copy the report and save it as .txt"


def _notes(root: Element) -> tuple[str, ...]:
    pages = [link for link in root.iter("a") if NEXT_PAGE.fullmatch(tidy("".join(link.itertext())))]
    return (
        ("the page has a link 下一页: if the report goes on there, its rest was not read (后面的内容未读)",)
        if pages
        else ()
    )


def _metas(root: Element) -> dict[str, str]:
    metas = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        metas.setdefault(name.strip().lower(), meta.get("content") or "")
    return metas


def _title(root: Element) -> str:
    """Return the title of the article: as the page's data give it, else its heading or its window's title."""
    metas = _metas(root)
    said = [metas.get(name, "") for name in TITLE_META]
    said += ["".join(heading.itertext()) for heading in root.iter("h1")]
    said += [title.text or "" for title in root.iter("title")]
    for title in said:
        parts = [tidy(part) for part in SITE.split(re.sub(r"\s+", " ", title))]
        named = next((part for part in parts if IS_TITLE.search(part)), "")
        if named:
            return named
    return ""


def _published_on(root: Element, above: list[_Line]) -> date | None:
    """Return the day that a page was published: as its data say, else as it prints above the text."""
    metas = _metas(root)
    for name in DATE_META:
        day = read_day(metas.get(name, ""))
        if day:
            return day
    return read_published([line.text for line in above if not line.is_link])
