"""What a cell of the report shows: headings, paragraphs, lists and tables as HTML, with the same as plain text.

Text of data is escaped here and nowhere else.
"""

from html import escape

from IPython.display import display

from ..tables import is_official


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
        for block in self:
            display(block)


def heading(text, level=2):
    """Return a heading.

    Examples
    --------
    >>> heading("普法 & 宣传")._repr_html_()
    '<h2>普法 &amp; 宣传</h2>'
    """
    return Html(f"<h{level}>{escape(text)}</h{level}>", f"{'#' * level} {text}")


def paragraph(text):
    """Return a paragraph."""
    return Html(f"<p>{escape(text)}</p>", text)


def bullets(texts):
    """Return a list.

    Examples
    --------
    >>> bullets(["一", "二"])
    - 一
    - 二
    """
    texts = list(texts)
    items = "\n".join(f"<li>{escape(text)}</li>" for text in texts)
    return Html(f"<ul>\n{items}\n</ul>", "\n".join(f"- {text}" for text in texts))


def caption(text):
    """Return what is said below the picture before it.

    Examples
    --------
    >>> caption("各公开渠道发布的信息（2020年）")._repr_html_()
    '<figcaption>各公开渠道发布的信息（2020年）</figcaption>'
    """
    return Html(f"<figcaption>{escape(text)}</figcaption>", text)


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


def table(frame, caption, numeric=()):
    """Return a table of texts; the columns `numeric` are aligned right.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of texts or whole numbers, shown without its index.
    caption : str
    numeric : collection of str

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
    body = "\n".join(
        "<tr>" + "".join(f"<td{a}>{escape(cell)}</td>" for cell, a in zip(row, align, strict=True)) + "</tr>"
        for row in rows
    )
    html = (
        f"<table>\n<caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
    return Html(html, "\n".join([caption, " | ".join(map(str, frame.columns)), *map(" | ".join, rows)]))


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
