"""The parts of a Word file: the document and what it refers to, whatever kind of Word file it is.

A docm, a dotx and a file in the strict form hold the same as a docx. What a file refers to and does not hold
(``NULL``, an anchor, a lost picture) is of no concern to its text.
"""

import io
import posixpath
import re
import zipfile
from base64 import b64decode
from typing import NamedTuple
from urllib.parse import unquote

import lxml.etree as etree
from lxml.etree import _Element as Element

from ...errors import UnreadableReport
from ...files.limits import MAX_TAGS

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
# The strict form names the same things otherwise.
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|(?:officeDocument|drawingml)/\w+)")
FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
MAIN = "officeDocument"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"


def qn(name: str) -> str:
    """Return the full name of a tag: ``w:p`` of Word, ``m:t`` of a formula, ``r:id`` of a relationship.

    Examples
    --------
    >>> qn("w:p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    prefix, _, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


PREFIXES = {
    "w": WORD,
    "r": f"{OFFICE}/relationships",
    "m": f"{OFFICE}/math",
    "a": f"{DRAWING}/main",
    "c": f"{DRAWING}/chart",
    "dgm": f"{DRAWING}/diagram",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


class Relation(NamedTuple):
    """What a part refers to: the last word of its type, and the name of the part, ``""`` where the file has none."""

    kind: str
    name: str


class Package:
    """The parts of a Word file.

    Parameters
    ----------
    data : bytes
        Checked by `archives.check_archive`.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._members = {name.replace("\\", "/").strip("/").lower(): name for name in self._archive.namelist()}
        said = next((each.name for each in self.relations("").values() if each.kind == MAIN and each.name), "")
        self._main = said or "word/document.xml"
        #: {id: what it refers to}
        self.references = self.relations(self._main)

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the ids that it refers by; of no part, what the file does."""
        folder, base = posixpath.split(name)
        member = self._members.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
        if member is None:
            return {}
        try:
            root = self._parse(self._archive.read(member))
        except etree.XMLSyntaxError:
            return {}
        return {
            each.get("Id", ""): Relation(each.get("Type", "").rpartition("/")[2], self._target(folder, each))
            for each in root.iter("{*}Relationship")
        }

    def _target(self, folder: str, relation: Element) -> str:
        target = unquote(relation.get("Target", "")).replace("\\", "/")
        if relation.get("TargetMode") == "External":
            return ""
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        return name if name.lower() in self._members else ""

    @property
    def document(self) -> Element:
        """The root of the document."""
        try:
            return self._part(self._main)
        except KeyError:
            raise UnreadableReport(
                "a damaged Word file: its text is missing; save it anew as .docx", "damaged"
            ) from None

    def parts(self, kind: str) -> list[Element]:
        """Return the roots of the parts of a kind that the document refers to: styles, numbering, footnotes."""
        names = dict.fromkeys(each.name for each in self.references.values() if each.kind == kind and each.name)
        return [self._part(name) for name in names]

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._archive.read(self._members[name.lower()])

    @property
    def title(self) -> str:
        """The title that the file gives beside its text."""
        name = next((each.name for each in self.relations("").values() if each.kind == "core-properties"), "")
        try:
            return self._part(name).findtext(TITLE, "") if name else ""
        except etree.XMLSyntaxError:
            return ""

    def _part(self, name: str) -> Element:
        return self._parse(self.read(name))

    @staticmethod
    def _parse(data: bytes) -> Element:
        if b"purl.oclc.org/ooxml" in data:
            data = STRICT.sub(_transitional, data)
        return parse(data)


def is_flat(data: bytes) -> bool:
    """Return whether a file is Word's in one XML (Word XML 文档), its parts one after the other."""
    return FLAT in data[:4096]


def archive_of_flat(data: bytes) -> bytes:
    """Return the archive of a Word file that was saved as one XML.

    Raises
    ------
    lxml.etree.XMLSyntaxError, ValueError
        When it is damaged.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for part in parse(data).iter(f"{{{FLAT.decode()}}}part"):
            name = part.get(f"{{{FLAT.decode()}}}name", "").lstrip("/")
            for held in part.iterchildren("{*}*"):
                is_xml = held.tag.endswith("}xmlData") and len(held) > 0
                archive.writestr(name, etree.tostring(held[0]) if is_xml else b64decode(held.text or ""))
        archive.writestr("[Content_Types].xml", "<Types/>")
    return written.getvalue()


def parse(data: bytes) -> Element:
    """Return the root of an XML file: what it declares is not looked up, and its depth and its tags are bounded."""
    if data.count(b"<") > MAX_TAGS:
        raise UnreadableReport(
            f"a file of more than {MAX_TAGS:,} tags is no report; save its text as .txt", "too-large"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _transitional(name: re.Match[bytes]) -> bytes:
    said = name[1].replace(b"wordprocessingml/main", b"wordprocessingml/2006/main")
    said = re.sub(rb"^(officeDocument|drawingml)/", rb"\1/2006/", said)
    return b"http://schemas.openxmlformats.org/" + said
