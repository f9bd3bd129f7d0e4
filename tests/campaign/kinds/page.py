"""Web pages."""

from collections.abc import Iterator

from ..case import Case, of_file, reads, refuses
from helpers.files import page


def cases() -> Iterator[Case]:
    """Give the cases of web pages."""
    said = "<p>全年办结调解98宗。</p>"
    yield of_file("a page with nothing wrong", page(said), reads("98宗"), quick=True)
    yield of_file("comments without end", b"<!---->" * 40 + "法治".encode(), (reads("法治"), refuses()), quick=True)
