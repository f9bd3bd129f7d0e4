"""Read the page in a web archive (.mht, .mhtml): what a browser saved, or Word or WPS Writer as 单个文件网页."""

import re
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from ...errors import UnreadableReport
from ...files.limits import MAX_HEAD, MAX_LINES, MAX_PARTS

CONTENT_TYPE = re.compile(rb"^content-type:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
# The head of a mail: lines of names and what they say, one of which is MIME's.
HEAD = re.compile(
    rb"\s*(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,50}\r?\n){0,40}?"
    rb"(?:MIME-Version:|Content-Type:\s*(?:multipart/|text/html))",
    re.IGNORECASE,
)
DAMAGED = "a damaged web archive (.mht); open it in a browser and save it as .html"


def is_saved_page(data: bytes) -> bool:
    r"""Return whether a file is a web archive.

    Examples
    --------
    >>> is_saved_page(b"From: <Saved by Blink>\r\nSubject: a\r\nMIME-Version: 1.0\r\n")
    True
    """
    return bool(HEAD.match(data[:65536]))


def page_of_archive(data: bytes) -> bytes:
    """Return the page in a web archive, with its encoding said before it.

    Parameters
    ----------
    data : bytes

    Raises
    ------
    UnreadableReport
        When there is no page in it, or parts without end.
    """
    if (
        data.count(b"\n") > MAX_LINES
        or data.count(b"\n--") > MAX_PARTS
        or any(len(said[0]) > MAX_HEAD for said in CONTENT_TYPE.finditer(data))
    ):
        raise UnreadableReport("a web archive with far more in it than a report; refused", "too-large")
    try:
        message = message_from_bytes(data.lstrip())
        part = _page(message)
        page = part.get_payload(decode=True) if part is not None else None
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
        raise UnreadableReport(DAMAGED, "damaged") from None
    if any(each.get_content_disposition() == "attachment" for each in message.walk()):
        # What it says itself is seldom the report.
        raise UnreadableReport(
            "an e-mail with attachments; save these and read the one that is the report", "unknown-kind"
        )
    if part is None or not isinstance(page, bytes) or not page.strip():
        raise UnreadableReport(DAMAGED, "damaged")
    if any(isinstance(each, CloseBoundaryNotFoundDefect) for each in message.defects) and b"</html>" not in page:
        raise UnreadableReport("a web archive (.mht) that is cut off; download it again", "damaged")
    # The archive's header names the encoding, the page often does not.
    charset = part.get_content_charset()
    return (b"" if not charset else b"<!--charset=" + charset.encode("ascii", "replace") + b"-->") + page


def _page(message: Message) -> Message | None:
    """Return the part that the archive begins with, or the first page in it."""
    start = str(message.get_param("start") or "")
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    begun = [part for part in pages if start and str(part.get("Content-ID", "")).strip() == start]
    return next(iter([*begun, *pages]), None)
