"""What a cell of a notebook shows of one thing: a small table of what is known, with headers that are read out."""

from collections.abc import Iterable
from html import escape

from .language import html_lang

STYLE = "text-align: left; vertical-align: top; white-space: pre-line"


def card_html(title: str, rows: Iterable[tuple[str, str]], lang: str = "zh") -> str:
    """Return a table of two columns, what and what of it; all that is filled in is escaped.

    Parameters
    ----------
    title : str
        Its caption.
    rows : iterable of tuple of str
        Label and text.
    lang : str

    Returns
    -------
    str

    Examples
    --------
    >>> card_html("A & B", [("年度", "2020")])[:50]
    '<table lang="zh-CN"><caption style="text-align: le'
    """
    cells = "".join(
        f'<tr><th scope="row" style="{STYLE}">{escape(label)}</th><td style="{STYLE}">{escape(text)}</td></tr>'
        for label, text in rows
    )
    caption = f'<caption style="text-align: left; font-weight: bold">{escape(title)}</caption>'
    return f'<table lang="{html_lang(lang)}">{caption}<tbody>{cells}</tbody></table>'


def lines_html(lines: Iterable[str], lang: str = "zh") -> str:
    """Return a list of lines; all of them are escaped.

    Parameters
    ----------
    lines : iterable of str
    lang : str

    Returns
    -------
    str

    Examples
    --------
    >>> lines_html(["447 < 474"])
    '<ul lang="zh-CN"><li>447 &lt; 474</li></ul>'
    """
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul lang="{html_lang(lang)}">{items}</ul>'
