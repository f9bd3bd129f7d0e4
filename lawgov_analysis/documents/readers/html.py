"""Read a web page: the text of the report without what the site puts around it.

An extractor of main text says where on the page the report is; the page itself says what is there. The extractor alone
would take in lines around the report that have numbers, part table cells that belong together, and print 10² as 102:
docs/decisions/web-pages.md.
"""

import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

import lxml.etree as etree
import trafilatura
from lxml import html
from lxml.etree import _Element as Element

from ...errors import UnreadableReport
from ...text.characters import ANY_HAN, raised, tidy
from ...text.dates import read_day
from ...text.marks import OF_REPORTS, mark_of
from ..furniture import is_furniture
from ..identity import read_published
from .content import MAX_CHARACTERS, TOO_LONG, Content, join_cells

MAX_ELEMENTS = 100_000
LONGEST_ROW = 400
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
        *("select", "option", "button", "textarea", "input", "video", "audio", "canvas", "map"),
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
PREFORMATTED = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
PICTURE_DATA = re.compile(r"data:[\w/+.-]{1,50};base64,[A-Za-z0-9+/=]*")
INLINE_TAGS = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|small|big|o:p|st1:\w{1,30}|a)\b[^<>]{0,5000}>", re.IGNORECASE
)
ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
WIDE = "[\u2014-\u2026\u3001-\uffef]"
# A line end of the source beside a Chinese character is no space.
SOURCE_BREAK = re.compile(rf"(?<={WIDE})[ \t]*[\r\n][ \t\r\n]*|[ \t]*[\r\n][ \t\r\n]*(?={WIDE})")
PROSE = re.compile(r"[。；;，,]")
MARK = re.compile(mark_of(*OF_REPORTS))
STAMP = re.compile(r"[\d\s:./-]{8,20}")
ENDS_SENTENCE = re.compile(r"[。；;]$")
FIELD = re.compile(r"\d.*[法政案纠审]|[法政案纠审].*\d")

FILE = re.compile(r"\.(?:docx?|pdf|wps|ofd)(?:[?#]|$)", re.IGNORECASE)
NEXT_PAGE = re.compile(r"[\[【<>]*下一页[\]】<>»]*")
TITLE_META = ("articletitle", "og:title")
DATE_META = ("pubdate", "publishdate", "publish-date", "article:published_time", "firstpublishedtime", "createdate")
SITE = re.compile(r"\s*[_|]+\s*|\s+[-–—]+\s+|[-–—]+(?=[^-–—]*(?:政府|网|网站|门户|局|平台|公开)$)")
IS_TITLE = re.compile("报告|法治|依法|情况|总结")

# It warns of pages without main text; here that is an error of its own.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


@dataclass(slots=True)
class _Line:
    text: str
    linked: int
    block: Element

    @property
    def is_link(self) -> bool:
        return 2 * self.linked > len(self.text) and not ENDS_SENTENCE.search(self.text)

    @property
    def is_of_page(self) -> bool:
        return self.is_link or is_furniture(self.text)

    @property
    def is_prose(self) -> bool:
        return len(self.text) >= FINGERPRINT and bool(PROSE.search(self.text)) and not self.is_of_page


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
        raise UnreadableReport("a page that declares entities of its own; refused, save its text as .txt")
    root = _parse(page)
    for hidden_too in (False, True):
        lines = _Setter(hidden_too).set(root)
        if sum(len(line.text) for line in lines) > MAX_CHARACTERS:
            raise UnreadableReport(TOO_LONG)
        above, body = _find_body(lines, root)
        if _is_report(body):
            break
    else:
        raise UnreadableReport(f"no report on this page, {_where_else(root)}")
    text = "\n".join(line.text for line in body)
    return Content(text, _title(root), _published_on(root, above), _notes(root))


def _parse(page: str) -> Element:
    """Parse a page; where unclosed tags pile up, without them."""
    page = PICTURE_DATA.sub("", page)
    for flattened in (False, True):
        source = INLINE_TAGS.sub("", page) if flattened else page
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        try:
            root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            raise UnreadableReport("an empty page; open it and save it again") from None
        # libxml2 drops what lies deeper than 256 elements, and says so only here.
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            break
    else:
        raise UnreadableReport("a page of too many elements within each other; copy the report and save it as .txt")
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise UnreadableReport(f"a page of more than {MAX_ELEMENTS:,} elements; copy the report and save it as .txt")
    return root


class _Setter:
    """Sets a page in lines as a browser does, each with the block that it stands in."""

    def __init__(self, hidden_too: bool) -> None:
        self._hidden_too, self._preformatted, self._linked = hidden_too, 0, 0
        self._lines: list[_Line] = []
        self._pieces: list[str] = []

    def set(self, root: Element) -> list[_Line]:
        self._walk(root, root, False)
        self._end_line(root)
        return self._lines

    def _walk(self, element: Element, block: Element, linked: bool) -> None:
        if not isinstance(element.tag, str) or element.tag in UNSEEN or self._is_hidden(element):
            return
        outer, is_block = block, element.tag in BLOCKS
        if is_block:
            self._end_line(outer)
            block = element
        elif element.tag in BREAKS:
            self._end_line(outer)
        linked = linked or (element.tag == "a" and "href" in element.attrib)
        preformatted = element.tag == "pre" or bool(PREFORMATTED.search(element.get("style", "")))
        self._preformatted += preformatted
        first, most = len(self._lines), 0
        self._say(element.text, block, linked, element.tag == "sup")
        for child in element:
            before = len(self._lines)
            self._walk(child, block, linked)
            most = max(most, len(self._lines) - before)
            self._say(child.tail, block, linked)
        self._preformatted -= preformatted
        if is_block:
            self._end_line(block)
        if element.tag == "tr" and most == 1:
            self._join_cells(element, first)

    def _is_hidden(self, element: Element) -> bool:
        hidden = "hidden" in element.attrib or HIDDEN.search(element.get("style", ""))
        return bool(hidden) and not self._hidden_too

    def _say(self, text: str | None, block: Element, linked: bool, is_raised: bool = False) -> None:
        for n, line in enumerate(re.split(r"\r?\n", text or "") if self._preformatted else [text or ""]):
            if n:
                self._end_line(block)
            self._pieces.append(raised(line) if is_raised else line)
            self._linked += len(line.strip()) if linked else 0

    def _end_line(self, block: Element) -> None:
        text = SOURCE_BREAK.sub("", "".join(self._pieces).strip())
        text = tidy(re.sub(r"[^\S\x85\u2028\u2029]+", " ", text))
        if text:
            self._lines.append(_Line(text, self._linked, block))
        self._pieces, self._linked = [], 0

    def _join_cells(self, row: Element, first: int) -> None:
        cells = self._lines[first:]
        if sum(len(cell.text) for cell in cells) <= LONGEST_ROW:
            text = join_cells([cell.text for cell in cells])
            self._lines[first:] = [_Line(text, sum(cell.linked for cell in cells), row)]


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
    text = trafilatura.extract(
        deepcopy(root), favor_precision=True, include_comments=False, include_tables=True, deduplicate=False
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
    return max(fitting, key=lambda element: (held[element] - others[element], -held[element]), default=None)


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
    return ("the page has a link 下一页: if the report goes on there, its rest was not read",) if pages else ()


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
