"""What a cell of the report shows: headings, paragraphs, lists and tables as HTML, with the same as plain text.

Text of data is escaped here and nowhere else.
"""

import re
from functools import cached_property
from html import escape, unescape

import pandas as pd

from ..tables import is_official

# Marks of private use, which survive whatever sentence a text is filled into: target, text, end.
MARKED = re.compile("\ue000([^\ue000-\ue002]*)\ue001([^\ue000-\ue002]*)\ue002")
PLACE = re.compile("[a-z][0-9]+")
STRAY = str.maketrans("", "", "\ue000\ue001\ue002")


class Html:
    """A piece of HTML with the plain text that says the same."""

    def __init__(self, html, text):
        self.html, self.text = html, text

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return self.html


class Blocks(list):
    """Several things that one cell shows, one output each."""

    def _ipython_display_(self):
        # Not above: who makes no notebook does not wait for IPython.
        from IPython.display import display

        for block in self:
            if isinstance(block, Html):
                # It is known how it is shown: ten formatters need not be asked.
                display({"text/plain": block.text, "text/html": block.html}, raw=True)
            else:
                display(block)


class View(Blocks):
    """What one step of an analysis gives: shown by its cell, and handed on as a table.

    Attributes
    ----------
    frame : pandas.DataFrame
        What the blocks say, as data: raw values, no text made for print. It is given, or what makes it is: most are
        never asked for.

    Examples
    --------
    >>> view = View([paragraph("共1项")], pd.DataFrame({"value": [1]}))
    >>> view, view.frame["value"].item()
    ([共1项], 1)
    """

    def __init__(self, blocks=(), frame=pd.DataFrame):
        super().__init__(blocks)
        self._frame = frame

    @cached_property
    def frame(self):
        """The table."""
        return self._frame() if callable(self._frame) else self._frame


def linked(text, target):
    """Return a text that opens another place, to be filled into a paragraph, a list or a table.

    Parameters
    ----------
    text : str
    target : str
        The id of what it opens in the same document, a letter and a number: ``f43`` is the place of figure 43. Or an
        official web address; any other is left out.

    Returns
    -------
    str

    Examples
    --------
    >>> said = paragraph("发布信息" + linked("1,935条", "f43"))
    >>> said, said._repr_html_()
    (发布信息1,935条, '<p>发布信息<a href="#f43">1,935条</a></p>')
    """
    return f"\ue000{target}\ue001{text}\ue002"


def plain(text):
    """Return a text without the marks of what it opens.

    Examples
    --------
    >>> plain(linked("1,935条", "f43"))
    '1,935条'
    """
    return MARKED.sub(r"\2", text).translate(STRAY)


def _html(text):
    return MARKED.sub(_link, escape(text)).translate(STRAY)


def _link(marked):
    target, text = marked.groups()
    if PLACE.fullmatch(target):
        return f'<a href="#{target}">{text}</a>'
    return f'<a href="{target}">{text}</a>' if is_official(unescape(target)) else text


def heading(text, level=2):
    """Return a heading.

    Examples
    --------
    >>> heading("普法 & 宣传")._repr_html_()
    '<h2>普法 &amp; 宣传</h2>'
    """
    return Html(f"<h{level}>{_html(text)}</h{level}>", f"{'#' * level} {plain(text)}")


def paragraph(text):
    """Return a paragraph."""
    return Html(f"<p>{_html(text)}</p>", plain(text))


def bullets(texts):
    """Return a list.

    Examples
    --------
    >>> bullets(["一", "二"])
    - 一
    - 二
    """
    texts = list(texts)
    items = "\n".join(f"<li>{_html(text)}</li>" for text in texts)
    return Html(f"<ul>\n{items}\n</ul>", "\n".join(f"- {plain(text)}" for text in texts))


def new_page():
    """Return what begins a new page on paper; on a screen nothing is seen of it.

    Examples
    --------
    >>> new_page()._repr_html_()
    '<hr>'
    """
    return Html("<hr>", "")


def caption(text):
    """Return what is said below the picture before it.

    Examples
    --------
    >>> caption("各公开渠道发布的信息（2020年）")._repr_html_()
    '<figcaption>各公开渠道发布的信息（2020年）</figcaption>'
    """
    return Html(f"<figcaption>{_html(text)}</figcaption>", plain(text))


def link(label, url, before=""):
    """Return a paragraph that is a link; anything but an official web address is shown as text.

    Examples
    --------
    >>> link("原文", "http://www.example.gov.cn/1.html")._repr_html_()
    '<p><a href="http://www.example.gov.cn/1.html">原文</a></p>'
    >>> link("原文", "http://gov.cn.example.com/1.html")._repr_html_()
    '<p>原文</p>'
    """
    if not is_official(url):
        return paragraph(f"{before}{label}")
    html = f'<p>{escape(before)}<a href="{escape(url)}">{escape(label)}</a></p>'
    return Html(html, f"{before}{label} {url}")


def table(frame, caption, numeric=(), anchors=()):
    """Return a table of texts; the columns `numeric` are aligned right.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of texts or whole numbers, shown without its index.
    caption : str
    numeric : collection of str
    anchors : iterable of str
        The id of each row, for what is `linked` to it; ``""`` for a row that has none.

    Returns
    -------
    Html

    Examples
    --------
    >>> import pandas as pd
    >>> table(pd.DataFrame({"指标": ["讲座"], "数值": ["99场次"]}), "表1", numeric=["数值"])
    表1
    指标 | 数值
    讲座 | 99场次
    """
    align = [f' style="text-align:{"right" if name in numeric else "left"}"' for name in frame.columns]
    rows = [["" if cell is None else str(cell) for cell in row] for row in frame.to_numpy(dtype=object).tolist()]
    head = "".join(f'<th scope="col"{a}>{escape(str(n))}</th>' for n, a in zip(frame.columns, align, strict=True))
    ids = [f' id="{escape(anchor)}"' if anchor else "" for anchor in anchors] or [""] * len(rows)
    body = "\n".join(
        f"<tr{own}>" + "".join(f"<td{a}>{_html(cell)}</td>" for cell, a in zip(row, align, strict=True)) + "</tr>"
        for row, own in zip(rows, ids, strict=True)
    )
    html = (
        f"<table>\n<caption>{_html(caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
    return Html(
        html,
        "\n".join([plain(caption), " | ".join(map(str, frame.columns)), *(plain(" | ".join(row)) for row in rows)]),
    )


def page_frame(page, said, height=560):
    """Return a whole HTML page within a frame of its own, which can neither run scripts nor reach what is around it.

    Parameters
    ----------
    page : str
        HTML.
    said : str
        What it shows: the title of the frame and its plain text.
    height : int
        In pixels.

    Returns
    -------
    Html

    Examples
    --------
    >>> page_frame("<p>示例</p>", "核对页")
    核对页
    """
    # The links of a framed page would else lead to the page around it, which the frame may not load.
    page = page.replace("<head>", '<head>\n<base href="about:srcdoc">', 1)
    style = f"width:100%;height:{height}px;border:1px solid #c8d3de"
    return Html(f'<iframe sandbox title="{escape(said)}" srcdoc="{escape(page)}" style="{style}"></iframe>', said)
