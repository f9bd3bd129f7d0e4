"""Decoded: the bytes of a text or a page as characters, by its mark, as it says itself, or as what it must be."""

import codecs
import re

from ...errors import UnreadableReport
from ...text.characters import ANY_HAN_RANGE

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages are in besides; Python knows many more that no browser does, and some that are none (hex, rot13, utf-7).
OF_PAGES = frozenset(("utf-8", "utf-16", "utf-16-le", "utf-16-be", "big5", "big5hkscs", "iso8859-1", "cp1252", "ascii"))
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def without_bom(start: bytes) -> bytes:
    """Return the beginning of a file in UTF-8, whatever its mark says that it is in."""
    for bom, encoding in BOMS:
        if start.startswith(bom):
            return start[: len(start) & ~3].decode(encoding, "ignore").encode()
    return start


def decode(data: bytes, declared: re.Match[bytes] | None = None) -> str:
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


def decode_page(data: bytes) -> str:
    """Decode a page, which may say at its head what it is in."""
    return decode(data, CHARSET.search(data[:4096]))


def _known(charset: str) -> str:
    """Return Python's name of an encoding; GB2312 and GBK are parts of GB18030."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, UnicodeError):
        return "gb18030"
    return name if name in OF_PAGES else "gb18030"


def _is_chinese(text: str) -> bool:
    """Return whether decoded characters are the common ones: almost any bytes are some characters in GB18030."""
    han = re.findall(f"[{ANY_HAN_RANGE}\ue000-\uf8ff]", text[:20_000])
    common = sum(0xB0 <= char.encode("gb2312", "ignore")[:1].ljust(1, b"\0")[0] <= 0xD7 for char in han)
    return common >= 0.7 * len(han)
