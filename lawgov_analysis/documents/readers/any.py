"""Readers: from the bytes of a report file to its text, whatever kind of file it is.

The kind is told by what the file holds, never by its name: a page saved as .doc is read as a page. Whatever a file
holds is hostile until it is parsed: each reader bounds how much it unpacks, and says in one line why it refuses; and
works in a process of its own, which the system holds to its limits (`files.limited`).
"""

import re
import stat
from collections.abc import Callable
from os import PathLike
from pathlib import Path

from ...errors import LawgovError, UnreadableReport
from ...files.archives import OLE
from ...files.limited import LimitExceeded, Limits, call
from ...files.limits import MAX_BYTES, MAX_HERE, MAX_PAGE_BYTES, MAX_TEXT_BYTES, RECOGNISING, reading
from .content import Content, NeedsEngine
from .decoded import decode, decode_page, without_bom
from .mht import is_saved_page, page_of_archive

TAGS = (
    rb"!doctype\s+html|html|head|body|meta|title|div|table|center|p|span|font|h[1-6]|script|style|link|article|section"
)
PAGE = re.compile(
    rb"(?>(?>\s+|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,200}\?>)*)<(?:" + TAGS + rb")[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
# A head or a type of document is no piece of HTML in Markdown, which has headings, rules of tables and bold words.
WHOLE_PAGE = re.compile(rb"\s*<(?:!doctype|html[^<>]*>\s*<head|head|meta|title)", re.IGNORECASE)
MARKDOWN = re.compile(rb"^#{1,6}[ \t]+\S|^\|[ \t]*:?-{2,}|\*\*[^\s*][^*\r\n]{0,300}\*\*", re.MULTILINE)
XML = re.compile(rb"\s*<(?:\?xml|!doctype|!entity)", re.IGNORECASE)
RTF = re.compile(rb"\s*\{\\rtf")
ENDS_OF_LINES = re.compile("\r\n?")

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
SAVE = "save its text as .txt or .docx"
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def read_file(path: str | PathLike[str]) -> Content:
    r"""Read the text of a report file.

    Parameters
    ----------
    path : path-like
        A text, a web page or its archive (mht), a Word file (docx, doc, wps, rtf), an OFD, or a PDF; a scan, as a PDF
        or a picture, with the extra ``ocr``.

    Returns
    -------
    Content

    Raises
    ------
    UnreadableReport
        When the file cannot be read; the message says why and what to do.

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> read_file(default_data_dir() / "samples" / "shili-2023.pdf").text[:24]
    '示例市示例镇2023年度法治政府建设年度报告\n2'
    """
    path = Path(path)
    data = _read_bytes(path)
    try:
        content = _read_within_limits(data)
    except UnreadableReport as error:
        raise UnreadableReport(f"{path.name}: {error}", error.kind) from None
    if not content.text.strip():
        raise UnreadableReport(f"{path.name}: no text in it", "empty")
    return content


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
            raise UnreadableReport(f"{path}: {what}; name the file of one report")
        if status.st_size > MAX_BYTES:
            raise UnreadableReport(_too_large(path.name, status.st_size, MAX_BYTES), "too-large")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        # A path has one stroke where an address has two.
        address = re.fullmatch(r"(https?:)/+(.+)", path.as_posix(), re.IGNORECASE)
        if address:
            raise UnreadableReport(
                f"{address[1]}//{address[2]}: an address, and nothing is fetched; save the page and name its file"
            ) from None
        raise UnreadableReport(f"{path}: no such file") from None
    except PermissionError:
        raise UnreadableReport(
            f"{path}: no permission to read it, or another program has it open", "no-permission"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableReport(f"{path}: cannot be opened ({reason})") from None
    if len(data) > MAX_BYTES:
        raise UnreadableReport(_too_large(path.name, len(data), MAX_BYTES), "too-large")
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UnreadableReport(f"{path.name}: the file is empty; download or save it again", "empty")
    return data


def _too_large(name: str, size: int, limit: int) -> str:
    return f"{name}: {_megabytes(size)} are no report (limit {_megabytes(limit)}); save its text alone"


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.0f} MB"


def _reader_of(data: bytes) -> Callable[[bytes], Content]:
    """Return what reads a file, by what it holds; its library is loaded here, before a process is forked for it."""
    # Each takes a tenth of a second to load: only that of the file at hand is.
    if b"%PDF-" in data[:1024]:
        from .pdf import read_pdf

        return read_pdf
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if b"OFD.xml" in data and b"word/document.xml" not in data:
            from .ofd import read_ofd

            return read_ofd
        from .docx import read_docx

        return read_docx
    if data.startswith(OLE):
        from .ole_word import read_ole

        return read_ole
    if RTF.match(data):
        from .rtf import read_rtf

        return read_rtf
    if data.startswith(PICTURES):
        from .scan import read_picture

        return read_picture
    if data.startswith(ARCHIVES):
        raise UnreadableReport("an archive; unpack it and name the report in it", "archive")
    if is_saved_page(data):
        from . import html  # noqa: F401

        return _read_saved_page
    if PAGE.match(without_bom(data[:8192])) and not _is_markdown(data):
        _refuse_larger("a page", data, MAX_PAGE_BYTES)
        from .html import read_page

        return read_page
    if XML.match(without_bom(data[:256])):
        if b"http://schemas.microsoft.com/office/2006/xmlPackage" in data[:4096] and len(data) <= MAX_PAGE_BYTES:
            from .docx import read_docx

            return read_docx
        if b"schemas.microsoft.com/office/word/2003/wordml" in data[:4096]:
            raise UnreadableReport(
                "a Word file of 2003 in XML; open it in Word or WPS and save it as .docx (另存为)", "old-kind"
            )
        raise UnreadableReport("an XML file and no web page; open it and save it as docx, html or txt", "unknown-kind")
    _refuse_larger("a text", data, MAX_TEXT_BYTES)
    return _read_text


def _refuse_larger(what: str, data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise UnreadableReport(
            f"{what} of {_megabytes(len(data))} is no report (limit {_megabytes(limit)})", "too-large"
        )


def _read_saved_page(data: bytes) -> Content:
    page = page_of_archive(data)
    return _reader_of(page)(page)


def _read_text(data: bytes) -> Content:
    from .plain import read_text

    return read_text(ENDS_OF_LINES.sub("\n", decode(data)))


def _read_within_limits(data: bytes) -> Content:
    """Read a file of a stranger, in a process of its own but for a short text."""
    read = _reader_of(data)
    if read is _read_text and len(data) <= MAX_HERE and b"<" not in data:
        return read(data)
    limits = RECOGNISING if data.startswith(PICTURES) else reading(len(data))
    try:
        try:
            return call(read, data, limits=limits)
        except NeedsEngine:
            limits = RECOGNISING
            return call(read, data, True, limits=limits)
    except LimitExceeded as error:
        raise UnreadableReport(_ended(error, limits), "timeout" if error.what == "time" else "too-large") from None
    except RecursionError:
        raise UnreadableReport(f"its parts stand too deep within each other; {SAVE}", "too-large") from None
    except (LawgovError, OSError):
        raise
    except Exception as error:
        # What no reader foresees in a file that is broken: whoever has it is told so, and what to do.
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise UnreadableReport(f"damaged, or of a kind that is not read ({said}); {SAVE}", "damaged") from None


def _ended(error: LimitExceeded, limits: Limits) -> str:
    """Say why a file was not read to its end."""
    if error.what == "time":
        return f"more than {limits.seconds:,.0f} seconds of work to read, as no report is; {SAVE}"
    if error.what == "memory":
        return f"more than {limits.gigabytes:g} GB of memory to read, as no report is; {SAVE}"
    return f"it ends the library that reads it ({error.detail}), so it is damaged; {SAVE}"


def _is_markdown(data: bytes) -> bool:
    """Return whether what begins with a tag of a page is Markdown: a program wrote its first table or picture so."""
    if b"<body" in data[:8192].lower() and b"</html>" not in data[:65536].lower():
        return False
    return bool(MARKDOWN.search(data, data.find(b"</html>") + 1)) and not WHOLE_PAGE.match(without_bom(data[:8192]))


def read_part(data: bytes, depth: int) -> Content:
    """Read a file that is part of another: it need be no whole report.

    Parameters
    ----------
    data : bytes
    depth : int
        Of how many files it is a part.
    """
    if data.startswith(b"PK\x03\x04"):
        from .docx import read_docx

        return read_docx(data, depth)
    data = page_of_archive(data) if is_saved_page(data) else data
    if PAGE.match(without_bom(data[:8192])) and len(data) <= MAX_PAGE_BYTES:
        from .html import read_fragment

        return read_fragment(decode_page(data))
    return _reader_of(data)(data)
