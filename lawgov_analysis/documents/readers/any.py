"""Readers: from the bytes of a report file to its text, whatever kind of file it is.

The kind is told by what the file holds, never by its name: a page saved as .doc is read as a page. Whatever a file
holds is hostile until it is parsed: each reader bounds how much it unpacks, and says in one line why it refuses.
"""

import codecs
import re
import stat
from os import PathLike
from pathlib import Path

from ...errors import UnreadableReport
from ...files.archives import OLE
from ...text.characters import ANY_HAN_RANGE
from .content import Content
from .mht import is_saved_page, page_of_archive

MAX_BYTES = 100 * 2**20
MAX_PAGE_BYTES = 20 * 2**20
MAX_TEXT_BYTES = 8 * 2**20

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TAGS = (
    rb"!doctype\s+html|html|head|body|meta|title|div|table|center|p|span|font|h[1-6]|script|style|link|article|section"
)
PAGE = re.compile(
    rb"(?>\s+|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,200}\?>)*+<(?:" + TAGS + rb")[\s>/]", re.IGNORECASE | re.DOTALL
)
# A head or a type of document is no piece of HTML in Markdown, which has headings, rules of tables and bold words.
WHOLE_PAGE = re.compile(rb"\s*<(?:!doctype|html[^<>]*>\s*<head|head|meta|title)", re.IGNORECASE)
MARKDOWN = re.compile(rb"^#{1,6}[ \t]+\S|^\|[ \t]*:?-{2,}|\*\*[^\s*][^*\r\n]{0,300}\*\*", re.MULTILINE)
XML = re.compile(rb"\s*<(?:\?xml|!doctype|!entity)", re.IGNORECASE)
RTF = re.compile(rb"\s*\{\\rtf")
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
ENDS_OF_LINES = re.compile("\r\n?")

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
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
        content = _read(data)
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


def _read(data: bytes) -> Content:
    # Each kind's library takes a tenth of a second to load: only that of the file at hand is.
    if b"%PDF-" in data[:1024]:
        from .pdf import read_pdf

        return read_pdf(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_package(data)
    if data.startswith(OLE):
        from .ole_word import read_ole

        return read_ole(data)
    if RTF.match(data):
        from .rtf import read_rtf

        return read_rtf(data[data.index(b"{") :])
    if data.startswith(PICTURES):
        from .scan import read_picture

        return read_picture(data)
    _refuse_others(data)
    if is_saved_page(data):
        data = page_of_archive(data)
    if PAGE.match(_without_bom(data[:8192])) and not _is_markdown(data):
        if len(data) > MAX_PAGE_BYTES:
            raise UnreadableReport(
                f"a page of {_megabytes(len(data))} is no report (limit {_megabytes(MAX_PAGE_BYTES)})",
                "too-large",
            )
        from .html import read_html

        return read_html(_decode(data, CHARSET.search(data[:4096])))
    if XML.match(_without_bom(data[:256])):
        if b"http://schemas.microsoft.com/office/2006/xmlPackage" in data[:4096] and len(data) <= MAX_PAGE_BYTES:
            from .docx import read_docx

            return read_docx(data)
        if b"schemas.microsoft.com/office/word/2003/wordml" in data[:4096]:
            raise UnreadableReport(
                "a Word file of 2003 in XML; open it in Word or WPS and save it as .docx (另存为)", "old-kind"
            )
        raise UnreadableReport("an XML file and no web page; open it and save it as docx, html or txt", "unknown-kind")
    if len(data) > MAX_TEXT_BYTES:
        raise UnreadableReport(
            f"a text of {_megabytes(len(data))} is no report (limit {_megabytes(MAX_TEXT_BYTES)})", "too-large"
        )
    return _read_text(data)


def _read_package(data: bytes) -> Content:
    if b"OFD.xml" in data and b"word/document.xml" not in data:
        from .ofd import read_ofd

        return read_ofd(data)
    from .docx import read_docx

    return read_docx(data)


def _read_text(data: bytes) -> Content:
    from .plain import read_text

    return read_text(ENDS_OF_LINES.sub("\n", _decode(data)))


def _is_markdown(data: bytes) -> bool:
    """Return whether what begins with a tag of a page is Markdown: a program wrote its first table or picture so."""
    if b"<body" in data[:8192].lower() and b"</html>" not in data[:65536].lower():
        return False
    return bool(MARKDOWN.search(data, data.find(b"</html>") + 1)) and not WHOLE_PAGE.match(_without_bom(data[:8192]))


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
    if PAGE.match(_without_bom(data[:8192])) and len(data) <= MAX_PAGE_BYTES:
        from .html import read_fragment

        return read_fragment(_decode(data, CHARSET.search(data[:4096])))
    return _read(data)


def _refuse_others(data: bytes) -> None:
    """Raise an error for the kinds of files that a report is found in but that cannot be read."""
    if data.startswith(ARCHIVES):
        raise UnreadableReport("an archive; unpack it and name the report in it", "archive")


def _without_bom(start: bytes) -> bytes:
    for bom, encoding in BOMS:
        if start.startswith(bom):
            return start[: len(start) & ~3].decode(encoding, "ignore").encode()
    return start


def _decode(data: bytes, declared: re.Match[bytes] | None = None) -> str:
    """Decode a text: by its mark, as UTF-8, as what it declares, as GB18030, whichever fits first without a fault."""
    encodings = [encoding for bom, encoding in BOMS if data.startswith(bom)][:1] or ["utf-8"]
    if declared:
        encodings.append(_known(declared[1].decode("ascii")))
    for encoding in (*encodings, "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if CONTROLS.search(text):
            break
        if encoding != "gb18030" or _is_chinese(text):
            return text
    if declared:
        # A browser shows a page with a few broken bytes, and so does this.
        text = data.decode(encodings[-1], "replace")
        if 1000 * text.count("\ufffd") <= len(text):
            return CONTROLS.sub("", text)
    raise UnreadableReport(
        "neither text in UTF-8, UTF-16 or GB18030 nor html, docx, doc, rtf, ofd or pdf; save it as one of these",
        "unknown-kind",
    )


def _known(charset: str) -> str:
    """Return Python's name of an encoding; GB2312 and GBK are parts of GB18030."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return "gb18030"
    return "gb18030" if name in ("gb2312", "gbk", "hz") else name


def _is_chinese(text: str) -> bool:
    """Return whether decoded characters are the common ones: almost any bytes are some characters in GB18030."""
    han = re.findall(f"[{ANY_HAN_RANGE}\ue000-\uf8ff]", text[:20_000])
    common = sum(0xB0 <= char.encode("gb2312", "ignore")[:1].ljust(1, b"\0")[0] <= 0xD7 for char in han)
    return common >= 0.7 * len(han)
