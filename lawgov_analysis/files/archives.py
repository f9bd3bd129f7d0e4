"""Zip archives, which Office's files are: checked before they are read, and written without the time of writing.

Files are also sent in them, several in one: `members` gives each, as far as it is safe.
"""

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path

from ..errors import UnreadableReport
from .limits import MAX_MEMBERS, MAX_ONE, MAX_RATIO, MAX_SENT, MAX_UNPACKED, MAX_XML, MIN_OF_RATIO

# How Office's files of old begin, and those with a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHUNK = 2**20
HEADS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
# Names that stand in a document which is a zip, in its directory of names.
DOCUMENTS = ("[Content_Types].xml", "word/document.xml", "OFD.xml", "mimetype")
# What systems and programs put beside the files of a folder.
BESIDE = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\.|$)", re.IGNORECASE)
UTF_8, ENCRYPTED, UNICODE_PATH = 0x800, 0x1, 0x7075


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
        raise UnreadableReport(
            f"a {kind} of an old kind or with a password; save it as {extension} without one", "old-kind"
        )
    too_much = f"a {kind} that unpacks to far more than a report; refused"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            check_names({member.filename for member in members})
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise UnreadableReport(too_much, "too-large")
            if any(member.flag_bits & 1 for member in members):
                raise UnreadableReport(
                    "an encrypted file; open it with its password and save it without one", "encrypted"
                )
            room, xml_room = MAX_UNPACKED, MAX_XML
            for member in members:
                is_xml = member.filename.lower().endswith((".xml", ".rels"))
                size, has_entities = _unpack(archive, member, min(room, xml_room if is_xml else room))
                if size is None:
                    raise UnreadableReport(too_much, "too-large")
                if is_xml and has_entities:
                    raise UnreadableReport(
                        f"a {kind} with entities of its own; refused, save it anew as {extension}", "too-large"
                    )
                room -= size
                xml_room -= size if is_xml else 0
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise UnreadableReport(f"a damaged {kind}; download it again", "damaged") from None


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


def is_archive(data):
    """Return whether a file is a zip of files, and no document that is a zip itself.

    Parameters
    ----------
    data : bytes

    Examples
    --------
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     archive.writestr("report.txt", "text")
    >>> is_archive(file.getvalue()), is_archive(b"text")
    (True, False)
    """
    if not data.startswith(HEADS):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        # Of one that is damaged only the names themselves are left.
        return not any(name.encode() in data for name in DOCUMENTS)
    # What a document in the archive has of these stands in its own directory.
    return not any(name in DOCUMENTS for name in names)


def members(path):
    """Give each file in a zip archive.

    Parameters
    ----------
    path : path-like

    Yields
    ------
    str, bytes or UnreadableReport
        The name of a file, with the folders that it lies in, safe to write below a folder on every system and unlike
        all others; and the file, or why it is not given: encrypted, an archive itself, damaged, a link, a path that
        leads outside. Folders are left out, and what systems put beside files (``__MACOSX``, ``Thumbs.db``).

    Raises
    ------
    UnreadableReport
        When the archive is none, is damaged, or would unpack to more than anybody sends; nothing was given then.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "reports.zip"
    ...     with zipfile.ZipFile(path, "w") as archive:
    ...         archive.writestr("2023/a.txt", "text")
    ...         archive.writestr("../b.txt", "text")
    ...     [(name, data if isinstance(data, bytes) else str(data)) for name, data in members(path)]
    [('2023/a.txt', b'text'), ('b.txt', 'b.txt: its path leads out of the archive (../b.txt); refused')]
    """
    path = Path(path)
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise UnreadableReport(f"{path}: no such file") from None
    except PermissionError:
        raise UnreadableReport(
            f"{path}: no permission to read it, or another program has it open", "no-permission"
        ) from None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise UnreadableReport(f"{path.name}: no zip archive, or a damaged one; download it again", "damaged") from None
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not BESIDE.search(_name_of(info))]
        _check_sizes(path.name, infos)
        names = set()
        for info in infos:
            said = _name_of(info)
            name = _safe(said, names)
            yield name, _member(archive, info, name, said)


def _check_sizes(name, infos):
    if len(infos) > MAX_MEMBERS:
        raise UnreadableReport(
            f"{name}: {len(infos):,} files in one archive (limit {MAX_MEMBERS:,}); send them in parts"
        )
    if sum(info.file_size for info in infos) > MAX_SENT:
        raise UnreadableReport(f"{name}: it unpacks to more than {MAX_SENT // 2**20:,} MB; refused", "too-large")
    for info in infos:
        if info.file_size > MIN_OF_RATIO and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise UnreadableReport(f"{name}: a file in it unpacks to far more than any report; refused", "too-large")


def _name_of(info):
    """Return the name of a member: in UTF-8 if it says so, else as the program that packed it wrote it."""
    if info.flag_bits & UTF_8:
        return info.orig_filename.replace("\\", "/")
    written = info.orig_filename.encode("cp437", "replace")
    for encoding in ("ascii", "utf-8", "gb18030"):
        try:
            return _unicode_path(info.extra, written) or written.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.orig_filename.replace("\\", "/")


def _unicode_path(extra, written):
    """Return the name in UTF-8 that some programs put beside the one of the system, ``""`` where there is none."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and field[:1] == b"\1" and field[1:5] == zlib.crc32(written).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace").replace("\\", "/")
    return ""


def _safe(said, names):
    """Return a name that can be written below a folder on every system, unlike those before."""
    parts = []
    for part in said.split("/"):
        clean = UNSAFE.sub("_", part).rstrip(" .")
        if clean and part not in (".", ".."):
            parts.append(f"_{clean}" if RESERVED.match(clean) else clean[-150:])
    name = "/".join(parts[-8:]) or "_"
    stem, dot, suffix = name.rpartition(".")
    unlike, n = name, 2
    while unlike.casefold() in names:
        unlike, n = (f"{stem} ({n}).{suffix}" if dot and "/" not in suffix else f"{name} ({n})"), n + 1
    names.add(unlike.casefold())
    return unlike


def _member(archive, info, name, said):
    """Return a file, or the error that says why it is not given."""
    why = kind = ""
    if ".." in said.split("/") or said.startswith("/") or re.match("[A-Za-z]:", said):
        why = f"its path leads out of the archive ({said[:60]}); refused"
    elif info.flag_bits & ENCRYPTED:
        why, kind = "encrypted; unpack the archive with its password and name the files", "encrypted"
    elif stat.S_ISLNK(info.external_attr >> 16):
        why = "a link and no file; refused"
    elif info.file_size > MAX_ONE:
        why, kind = f"{info.file_size // 2**20:,} MB are no report (limit {MAX_ONE // 2**20} MB)", "too-large"
    if not why:
        try:
            data = archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
            why, kind = "damaged within the archive, or packed in a way that is not read; download it again", "damaged"
        else:
            if not (is_archive(data) or data.startswith(OTHER_ARCHIVES)):
                return data
            why, kind = "an archive in an archive; unpack it and name the files", "archive"
    return UnreadableReport(f"{name}: {why}", kind)


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
