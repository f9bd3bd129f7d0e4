"""Publication: what an executed notebook says, as one tidy tree that every format is made from.

Only known elements and attributes of HTML get into the tree, whatever a notebook shows: no script, no style, no frame,
nothing that is loaded from elsewhere.
"""

import re
from base64 import b64decode
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import etree, html

from ..presentation import Language, html_lang, width_em
from ..tables import is_official

TEMPLATES = Path(__file__).parent / "templates"
HEADINGS = ("h1", "h2", "h3", "h4")
BLOCKS = {*HEADINGS, "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "figure", "pre", "div", "blockquote"}
TABLE = {"caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
INLINE = {"a", "b", "strong", "em", "i", "code", "br", "sub", "sup", "small", "span", "img", "figcaption", "hr"}
# What these hold is for a browser, not for a reader; of any other element the text stays.
DROPPED = {"script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math", "head", "title"}
DROPPED |= {"input", "button", "select", "textarea", "link", "meta", "base", "audio", "video", "canvas"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "tr": {"id"},
    "p": {"id"},
    "li": {"id"},
}
# What a text may open: no id of the page itself.
ANCHOR = re.compile(r"[fnp][0-9]+")
# What a link opens, and the sentence that is its mark on paper: a figure, a statement, a plan of the year before.
NOTES = {"#f": "note_mark", "#n": "statement_mark", "#p": "last_plan_mark"}
PICTURE = re.compile(r"data:image/(png|jpeg|svg\+xml);base64,([A-Za-z0-9+/=]+)")
# What a drawing is made of: shapes and letters, and nothing that could load, run or take the place of another thing.
DRAWN = {
    "svg",
    "g",
    "defs",
    "pattern",
    "path",
    "rect",
    "line",
    "polyline",
    "polygon",
    "circle",
    "ellipse",
    "text",
    "use",
}
OUTWARD, FETCHED = re.compile("^on|base$"), re.compile(r"url\((?!#)|image|src\(|\\", re.IGNORECASE)
# Widths of columns in em: a page in small type, a column that is as wide as it may get, one that may be made narrower.
PAGE, WIDEST, LONG = 51, 22, 9
# So many headings are worth a list of contents on paper.
LISTED = 10
TITLE_BREAK = re.compile(r"(?<=\d年)(?=.)|(?<=: )(?=.)")


@dataclass(frozen=True, eq=False)
class Publication:
    """A report as it is published, in any format.

    Attributes
    ----------
    title : str
    facts : tuple of tuple of str
        The title block: place, year, source and dates, each a label and a text.
    dated : datetime.date
        The day that files give as theirs, so that two runs give the same bytes.
    language : Language
    body : lxml.html.HtmlElement
        ``main``, with what the notebook shows but its title.
    """

    title: str
    facts: tuple
    dated: date
    language: Language
    body: html.HtmlElement

    @property
    def lang(self):
        """The language as a tag of BCP 47."""
        return html_lang(self.language.lang)

    @property
    def title_lines(self):
        """The title, broken behind the year or a colon: where it may break within words, it would."""
        return [line.strip() for line in TITLE_BREAK.split(self.title, 1)]

    @cached_property
    def blocks(self):
        """What is shown, as a list of `dict`, for formats that are no HTML.

        Each has a ``kind``: heading (``level`` from 1, ``text``, ``id``), paragraph (``runs``), list (``ordered``,
        ``items``, each of runs), table (``caption``, ``head`` and ``rows`` of texts, ``cells``, the rows as runs, with
        their ``ids``, ``numeric`` and ``widths``, one a column), picture (``data``, ``format``, ``title``, ``alt``,
        ``width`` and ``height`` in pixels), code (``text``) or break (what follows begins a page). A run is a ``text``
        with ``bold``, ``italic``, ``code`` and ``href``; what opens a place of the document has a ``note`` too, the
        mark of that place on paper.
        """
        return list(_blocks(self.body))

    @property
    def contents(self):
        """The headings that are listed on paper; none where a few pages are seen at one look."""
        headings = [block for block in self.blocks if block["kind"] == "heading" and block["level"] < 3]
        return headings if len(headings) >= LISTED else []

    @property
    def lead(self):
        """How many blocks are the first chapter, which stands before the contents; 0 where it is the only one."""
        chapters = [at for at, block in enumerate(self.blocks) if block["kind"] == "heading" and block["level"] == 1]
        return chapters[1] if len(chapters) > 1 else 0


def publish(notebook, title, language, facts=(), dated=None):
    """Turn an executed notebook into a publication.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        With its outputs; its code is left out.
    title : str
        Used when the notebook shows no heading of the first level, which is else the title.
    language : Language
    facts : iterable of tuple of str
    dated : datetime.date, optional

    Returns
    -------
    Publication

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook, new_output
    >>> from lawgov_analysis.presentation import load_language
    >>> shown = new_output("stream", text="<b>横沥</b>")
    >>> made = publish(new_notebook(cells=[new_code_cell("1", outputs=[shown])]), "题", load_language())
    >>> made.blocks
    [{'kind': 'code', 'text': '<b>横沥</b>'}]
    """
    fragment, _ = page_exporter().from_notebook_node(notebook)
    body = html.fragment_fromstring(fragment, create_parent="main")
    _tidy(body)
    first = body.find(".//h1")
    if first is not None:
        title = _text(first)
        first.drop_tree()
    _complete(body, language)
    return Publication(title, tuple(facts), dated or date(1980, 1, 1), language, body)


# Compiled once a process, 20 ms of a publication's 35: it is made of files of the package and holds no data.
@lru_cache(maxsize=1)
def page_exporter():
    """Return what writes the cells of a notebook as HTML: who waits for these has it imported meanwhile."""
    # Only here: whoever plans reports without making one does not wait for it.
    from nbconvert import TemplateExporter

    shown = ["text/html", "image/png", "image/jpeg", "text/markdown", "text/plain"]
    # HTMLExporter would parse and write the page once more, to make cells focusable that the publication does not have.
    exporter = TemplateExporter(
        template_name="report",
        extra_template_basedirs=[str(TEMPLATES)],
        file_extension=".html",
        exclude_input=True,
        optimistic_validation=True,
    )
    exporter.config.NbConvertBase.display_data_priority = shown
    return exporter


def _tidy(body):
    """Take out what is not known."""
    for element in list(body.iterdescendants()):
        # Behind a heading of Markdown stands a mark that opens it, for a browser.
        if not isinstance(element.tag, str) or element.tag in DROPPED or element.get("class") == "anchor-link":
            element.drop_tree()
        elif element.tag in HEADINGS or element.tag in BLOCKS | TABLE | INLINE:
            _tidy_attributes(element)
        else:
            element.drop_tag()


def _tidy_attributes(element):
    numeric = "right" in element.get("style", "") and element.tag in ("th", "td")
    for name in set(element.attrib) - ATTRIBUTES.get(element.tag, set()):
        del element.attrib[name]
    if numeric:
        element.set("class", "numeric")
    if not ANCHOR.fullmatch(element.get("id", "")):
        element.attrib.pop("id", None)
    href = element.get("href", "")
    if element.tag == "a" and not (href.startswith("#") or is_official(href)):
        element.drop_tag()
    if element.tag == "img" and not _is_picture(element.get("src", "")):
        element.drop_tree()


def _is_picture(source):
    found = PICTURE.fullmatch(source)
    if not found or found[1] != "svg+xml":
        return bool(found)
    try:
        drawing = etree.fromstring(b64decode(found[2]), etree.XMLParser(resolve_entities=False, no_network=True))
    except (ValueError, etree.XMLSyntaxError):
        return False
    parts = list(drawing.iter())
    if not all(isinstance(part.tag, str) and etree.QName(part).localname in DRAWN for part in parts):
        return False
    # A mark is a path that is shown in many places: what shows parts that show parts in turn grows without end.
    marks = {f"#{part.get('id')}" for part in drawing.iter("{*}path")}
    given = [pair for part in parts for pair in part.attrib.items()]
    return not any(
        value not in marks if name.endswith("href") else OUTWARD.search(name) or FETCHED.search(value)
        for name, value in given
    )


def _complete(body, language):
    """Give headings and captions their ids, header cells their scope, pictures their captions, notes their marks."""
    places = {element.get("id") for element in body.iter("tr", "p", "li")}
    for link in list(body.iter("a")):
        kind, number = link.get("href")[:2], link.get("href")[2:]
        if kind in NOTES and number.isdecimal() and kind[1] + number in places:
            link.set("data-note", language.say(NOTES[kind], number=number))
        elif link.get("href").startswith("#"):
            link.drop_tag()
    for at, heading in enumerate(body.iter(*HEADINGS), 1):
        heading.set("id", f"s{at}")
    for at, table in enumerate(body.iter("table"), 1):
        for cell in table.iter("th"):
            if not cell.get("scope"):
                cell.set("scope", "col" if cell.getparent().getparent().tag == "thead" else "row")
        caption = table.find("caption")
        if caption is not None:
            caption.set("id", f"t{at}")
    for figure in body.iter("figure"):
        caption = figure.getnext()
        if caption is not None and caption.tag == "figcaption":
            caption.tail = None
            figure.append(caption)


def _blocks(parent):
    loose = []

    def flush():
        runs = _joined(loose)
        loose.clear()
        return [{"kind": "paragraph", "runs": runs}] if runs else []

    loose += _run(parent.text)
    for child in parent:
        made = _block(child)
        if made is None:
            loose += _runs(child)
        else:
            yield from flush()
            yield from made
        loose += _run(child.tail)
    yield from flush()


def _block(element):
    """The blocks of an element, or None when it is within a line."""
    tag = element.tag
    if re.fullmatch(r"h[1-6]", tag):
        # The title of the publication has the first level of HTML.
        text = _text(element)
        return [{"kind": "heading", "level": max(1, int(tag[1]) - 1), "text": text, "id": element.get("id", "")}]
    if tag in ("ul", "ol"):
        return [{"kind": "list", "ordered": tag == "ol", "items": list(_items(element))}]
    if tag == "table":
        return [_table(element)]
    if tag == "img":
        return [_picture(element, "")]
    if tag == "figure" and element.find(".//img") is not None:
        return [_picture(element.find(".//img"), _text(element.find("figcaption")))]
    if tag == "pre":
        return [{"kind": "code", "text": element.text_content().strip("\n")}]
    if tag in BLOCKS | {"figcaption"}:
        return list(_blocks(element))
    return [{"kind": "break"}] if tag == "hr" else None


def _items(listed):
    """The items of a list; those of lists within it follow the item that they are in."""
    for item in listed.iterchildren("li"):
        inner = [block for block in _blocks(item) if block["kind"] in ("paragraph", "list")]
        for block in inner:
            yield from [block["runs"]] if block["kind"] == "paragraph" else block["items"]


def _picture(image, title):
    kind, data = PICTURE.fullmatch(image.get("src")).groups()
    size = [int(found) if (found := image.get(side, "")).isdecimal() else 0 for side in ("width", "height")]
    return {
        "kind": "picture",
        "format": {"jpeg": "jpg", "svg+xml": "svg"}.get(kind, kind),
        "data": b64decode(data),
        "title": title,
        "alt": image.get("alt", ""),
        "width": size[0],
        "height": size[1],
    }


def _table(element):
    lines = [row for row in element.iter("tr") if row.getparent().tag != "thead"]
    head = [_cells(row) for row in element.iterfind("./thead/tr")]
    rows = [_cells(row) for row in lines]
    columns = max((len(row) for row in head + rows), default=0)
    head, rows = ([row + [([], False)] * (columns - len(row)) for row in part] for part in (head, rows))
    texts = [[["".join(run["text"] for run in runs) for runs, _ in row] for row in part] for part in (head, rows)]
    numeric = [bool(rows) and all(row[at][1] or not row[at][0] for row in rows) for at in range(columns)]
    marked = [["".join(run["text"] + run.get("note", "") for run in runs) for runs, _ in row] for row in rows]
    widths = _widths(texts[0], marked, columns)
    caption = _text(element.find("caption"))
    return {
        "kind": "table",
        "caption": caption,
        "head": texts[0],
        "rows": texts[1],
        "cells": [[runs for runs, _ in row] for row in rows],
        "ids": [row.get("id", "") for row in lines],
        "numeric": numeric,
        "widths": widths,
    }


def _cells(row):
    cells = []
    for cell in row.iterchildren("th", "td"):
        spanned = cell.get("colspan", "1")
        also = min(int(spanned), 100) - 1 if spanned.isdecimal() else 0
        cells += [(_joined(_runs(cell)), cell.get("class") == "numeric"), *[([], False)] * also]
    return cells


def _widths(head, rows, columns):
    """How wide each column is, in em: as wide as its longest text, but long ones wrap and give way to short ones."""
    padding, bold = 1.2, 1.08
    longest = [
        max([*(width_em(row[at]) * bold for row in head), *(width_em(row[at]) for row in rows)], default=1)
        for at in range(columns)
    ]
    widths = [max(1.5, min(width, WIDEST)) + padding for width in longest]
    for at, width in enumerate(longest):  # where there is room, nothing has to wrap
        widths[at] += max(0, min(width + padding - widths[at], PAGE - sum(widths)))
    is_long = [width > LONG for width in widths]
    over = sum(widths) - PAGE
    room = sum(width - LONG for width, long in zip(widths, is_long, strict=True) if long)
    if over > 0 and room > 0:
        kept = max(0, 1 - over / room)
        widths = [LONG + (width - LONG) * kept if long else width for width, long in zip(widths, is_long, strict=True)]
    return [round(width, 2) for width in widths]


def _runs(element, style=()):
    tag = element.tag
    own = {"b": "bold", "strong": "bold", "em": "italic", "i": "italic", "code": "code"}.get(tag)
    style = (*style, (own, True)) if own else style
    if tag == "a":
        style = (*style, ("href", element.get("href")))
        style = (*style, ("note", element.get("data-note"))) if element.get("data-note") else style
    runs = [{"text": "\n"}] if tag == "br" else _run(element.text, style)
    for child in element:
        runs += _runs(child, style) + _run(child.tail, style)
    return runs


def _run(text, style=()):
    return [{"text": re.sub(r"[^\S\xa0]+", " ", text), **dict(style)}] if text else []


def _joined(runs):
    """Runs without the white space around them; none when that is all there is."""
    runs = [dict(run) for run in runs]
    while runs and not runs[0]["text"].strip():
        runs.pop(0)
    while runs and not runs[-1]["text"].strip():
        runs.pop()
    if runs:
        runs[0]["text"] = runs[0]["text"].lstrip()
        runs[-1]["text"] = runs[-1]["text"].rstrip()
    return runs


def _text(element):
    return "" if element is None else " ".join(element.text_content().split())
