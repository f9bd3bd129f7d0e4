"""Zip archives, which Office's files are: checked before they are read, and written without the time of writing."""

import io
import zipfile
import zlib

from .errors import UnreadableReport

# How Office's files of old begin, and those with a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_MEMBERS = 5_000
MAX_UNPACKED = 200 * 2**20
MAX_XML = 30 * 2**20
CHUNK = 2**20


def check_archive(data, kind, extension, check_names):
    """Refuse a file of Office that is damaged, or that unpacks to more than it says or than anyone writes.

    Parameters
    ----------
    data : bytes
    kind : str
        What it is for the message: Word file.
    extension : str
        To save it anew with: .docx.
    check_names : callable
        Called with the set of names in it first.

    Raises
    ------
    UnreadableReport
    """
    if data.startswith(OLE):
        raise UnreadableReport(f"a {kind} of an old kind or with a password; save it as {extension} without one")
    too_much = f"a {kind} that unpacks to far more than a report; refused"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            check_names({member.filename for member in members})
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise UnreadableReport(too_much)
            if any(member.flag_bits & 1 for member in members):
                raise UnreadableReport("an encrypted file; open it with its password and save it without one")
            room, xml_room = MAX_UNPACKED, MAX_XML
            for member in members:
                is_xml = member.filename.lower().endswith((".xml", ".rels"))
                size, has_entities = _unpack(archive, member, min(room, xml_room if is_xml else room))
                if size is None:
                    raise UnreadableReport(too_much)
                if is_xml and has_entities:
                    raise UnreadableReport(f"a {kind} with entities of its own; refused, save it anew as {extension}")
                room -= size
                xml_room -= size if is_xml else 0
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise UnreadableReport(f"a damaged {kind}; download it again") from None


def _unpack(archive, member, room):
    """Return the size of a member, None where it is more than `room`, and whether it declares a type of document.

    No file of Office does; entities that expand would be in one.
    """
    size, tail, has_entities = 0, b"", False
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > room:
                return None, has_entities
            head = (tail + chunk).replace(b"\0", b"")
            has_entities |= b"<!DOCTYPE" in head or b"<!ENTITY" in head
            tail = chunk[-32:]
    return size, has_entities


def with_constant_times(data):
    """Return an archive with the same files, each dated 1980, the first year that the format knows.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    bytes

    Examples
    --------
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     archive.writestr("a", "text")
    >>> zipfile.ZipFile(io.BytesIO(with_constant_times(file.getvalue()))).infolist()[0].date_time[0]
    1980
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as now:
        for name in was.namelist():
            info = zipfile.ZipInfo(name)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            now.writestr(info, was.read(name))
    return out.getvalue()
