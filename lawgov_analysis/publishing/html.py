"""A publication as one HTML page: nothing to load, nothing that runs."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from itertools import zip_longest

from jinja2 import Environment, FileSystemLoader
from lxml import html

from ..presentation import width_em
from ..tables import is_official
from .publication import LONG, TEMPLATES

NUMBERED = ("h2", "h3")
WITH_STYLE = 10  # columns of a table that report.css can keep unbroken


def html_page(publication):
    """Return a publication as a page.

    Its policy allows its own style and pictures within it, and nothing else; the outline stands beside the text.

    Parameters
    ----------
    publication : Publication

    Returns
    -------
    str
    """
    style = (TEMPLATES / "report" / "report.css").read_text(encoding="utf-8")
    return _template().render(
        publication=publication,
        say=publication.words.say,
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode("ascii"),
        outline=_outline(publication.body),
        main=_main(publication.body),
    )


# Compiled once a process, 5 ms of a page's 13: it is a file of the package and holds no data.
@lru_cache(maxsize=1)
def _template():
    loader = FileSystemLoader(TEMPLATES / "report")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.tests["official"] = is_official
    return environment.get_template("page.html")


def _outline(body):
    """The numbered headings, those of the second level under those of the first."""
    chapters = []
    for heading in body.iter(*NUMBERED):
        entry = {"id": heading.get("id"), "text": heading.text_content(), "inner": []}
        if heading.tag == "h3" and chapters:
            chapters[-1]["inner"].append(entry)
        else:
            chapters.append(entry)
    return chapters


def _main(body):
    """The text, with tables that can be scrolled sideways where the screen is narrow."""
    body = html.fromstring(html.tostring(body, encoding="unicode"))
    for table in list(body.iter("table")):
        region = html.Element("div", {"class": "scroll", "role": "region", "tabindex": "0"})
        caption = table.find("caption")
        if caption is None:
            region.set("aria-label", "table")
        else:
            region.set("aria-labelledby", caption.get("id"))
        table.set("class", " ".join(f"short{at}" for at in _short_columns(table)))
        table.addprevious(region)
        region.tail, table.tail = table.tail, None
        region.append(table)
    for heading in body.iter(*NUMBERED):
        anchor = html.Element("a", {"class": "anchor", "href": f"#{heading.get('id')}", "aria-hidden": "true"})
        anchor.set("tabindex", "-1")
        anchor.text = "#"
        heading.append(anchor)
    return "".join(html.tostring(child, encoding="unicode") for child in body)


def _short_columns(table):
    """The numbers, from one, of columns whose cells are too short to be broken, as 760-767 would be at its dash."""
    columns = zip_longest(*(row.iterchildren("td") for row in table.iterfind("tbody/tr")))
    texts = [[cell.text_content() for cell in column if cell is not None] for column in columns]
    return [at for at, column in enumerate(texts[:WITH_STYLE], 1) if max(map(width_em, column)) <= LONG]
