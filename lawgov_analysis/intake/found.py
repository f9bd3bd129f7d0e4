"""Found: the files to add, of files, folders and archives that a user names."""

import csv
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ..errors import UnreadableReport
from ..paths import shown_path

SKIPPED = re.compile(r"\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)
# What a browser saves beside a page: its pictures, scripts and styles.
BESIDE_PAGE = re.compile(r"(.+?)(?:_files|\.files|_file)$", re.IGNORECASE)
PAGES = (".html", ".htm", ".mht", ".mhtml", ".shtml")
LINKS = (".url", ".webloc")
URLS = "urls.csv"
LINK = re.compile(r"^\s*URL\s*=\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
MAX_BYTES = 100 * 2**20
CHUNK = 2**20
OFFICE = re.compile(r"\[Content_Types\]\.xml|OFD\.xml|mimetype", re.IGNORECASE)
MAX_MEMBERS, MAX_UNPACKED = 5_000, 500 * 2**20


@dataclass(frozen=True)
class Found:
    """A file to add, or what was named and is none.

    Attributes
    ----------
    name : str
        As it is shown: the path as it was named, of a member of an archive below that of the archive.
    path : pathlib.Path or None
        Where it can be read.
    folder : str
        The folders that it lies in, which may say whose it is.
    url : str
        Its address, where a list or a link beside it says it.
    refused : tuple of (str, str)
        The reason why it is not read, and what more there is to say of it; ``()`` when it is.
    sha256 : str
        Of its bytes.
    """

    name: str
    path: Path | None = None
    folder: str = ""
    url: str = ""
    refused: tuple[str, ...] = ()
    sha256: str = field(default="")


def find_files(paths: Iterable[str | os.PathLike[str]], unpack_to: Path) -> Iterator[Found]:
    """Find the files to add, in the order of their names, each once.

    Parameters
    ----------
    paths : iterable of path-like
        Files and folders.
    unpack_to : pathlib.Path
        A folder for what is in archives.

    Yields
    ------
    Found
    """
    seen: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            yield from _in_folder(path, path.resolve(), seen, unpack_to)
        elif not path.exists():
            yield Found(shown_path(path), refused=("no-file", ""))
        else:
            yield from _one(path, seen, unpack_to, _links_beside(path.parent, [path.name]))


def _in_folder(folder: Path, top: Path, seen: set[Path], unpack_to: Path) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(shown_path(folder), refused=("unreadable", f"the folder cannot be read ({error.strerror})"))
        return
    names = [entry.name for entry in entries]
    links = _links_beside(folder, names)
    for entry in entries:
        path = folder / entry.name
        if SKIPPED.match(entry.name) or entry.name == URLS or entry.name.lower().endswith(LINKS):
            continue
        if entry.is_symlink() and not _is_below(path, top):
            yield Found(shown_path(path), refused=("outside", ""))
        elif entry.is_dir():
            # A link to a folder of the same tree is walked where that is.
            if not entry.is_symlink() and not _is_beside_page(entry.name, names):
                yield from _in_folder(path, top, seen, unpack_to)
        else:
            yield from _one(path, seen, unpack_to, links)


def _is_below(path: Path, top: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(top)
    except (OSError, RuntimeError):
        return False


def _is_beside_page(name: str, names: list[str]) -> bool:
    of = BESIDE_PAGE.match(name)
    return bool(of) and any(
        other.lower().startswith(of[1].lower()) and other.lower().endswith(PAGES) for other in names
    )


def _one(path: Path, seen: set[Path], unpack_to: Path, links: dict[str, str]) -> Iterator[Found]:
    whole = path.resolve()
    if whole in seen:
        return
    seen.add(whole)
    name, folder = shown_path(path), "/".join(whole.parent.parts[-4:])
    try:
        if _is_archive(path):
            yield from _members(path, name, folder, unpack_to)
            return
        digest = digest_of(path)
    except (OSError, UnreadableReport) as error:
        yield Found(name, refused=("unreadable", getattr(error, "strerror", None) or str(error)))
        return
    yield Found(name, path, folder, links.get(path.name, ""), sha256=digest)


def digest_of(path: Path) -> str:
    """Return the sha256 of a file.

    Raises
    ------
    OSError
    UnreadableReport
        When it is no regular file or larger than any report.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableReport("no regular file")
    if status.st_size > MAX_BYTES:
        raise UnreadableReport(f"{status.st_size / 2**20:,.0f} MB are no report")
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _links_beside(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the addresses of files as ``urls.csv`` (file,url) or a link of the same name beside them says."""
    links = {}
    try:
        text = (folder / URLS).read_text(encoding="utf-8-sig", errors="replace")
        for row in csv.DictReader(io.StringIO(text)):
            if row.get("file") and str(row.get("url", "")).startswith(("http://", "https://")):
                links[row["file"].strip()] = row["url"].strip()
    except (OSError, csv.Error):
        pass
    try:
        there = {entry.name for entry in os.scandir(folder)}
    except OSError:
        return links
    for name in names:
        for link in (f"{name}.url", f"{Path(name).stem}.url"):
            said = _link(folder / link) if name not in links and link in there and name != link else ""
            if said:
                links[name] = said
    return links


def _link(path: Path) -> str:
    try:
        if path.stat().st_size > 2**16:
            return ""
        found = LINK.search(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return found[1] if found else ""


# Archives


def _is_archive(path: Path) -> bool:
    """Return whether a file is a zip of files, and none of Office's, which are zips too."""
    with path.open("rb") as file:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(OFFICE.fullmatch(name) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _members(path: Path, shown: str, folder: str, unpack_to: Path) -> Iterator[Found]:
    """Yield the files of an archive, unpacked."""
    place = unpack_to / sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True)
    count = 0
    try:
        for name, content in members_of(path):
            parts = PurePosixPath(name).parts
            if any(SKIPPED.match(part) for part in parts):
                continue
            below = f"{shown}/{name}"
            if content.startswith((b"PK\x03\x04",)) and _is_archive_of(content):
                yield Found(below, refused=("unreadable", "an archive in an archive; unpack it first"))
                continue
            count += 1
            file = place / f"{count}-{parts[-1][-80:]}"
            file.write_bytes(content)
            inside = "/".join((folder, path.stem, *parts[:-1]))
            yield Found(below, file, inside, sha256=sha256(content).hexdigest())
    except UnreadableReport as error:
        yield Found(shown, refused=("unreadable", str(error)))


def _is_archive_of(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not any(OFFICE.fullmatch(name) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def members_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file of an archive.

    Raises
    ------
    UnreadableReport
    """
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise UnreadableReport("an archive that unpacks to far more than reports; refused")
            for member in sorted(members, key=_name_of):
                if member.flag_bits & 1:
                    raise UnreadableReport("an archive with a password; unpack it")
                with archive.open(member) as file:
                    content = file.read(min(room, MAX_BYTES) + 1)
                room -= len(content)
                if room < 0 or len(content) > MAX_BYTES:
                    raise UnreadableReport("an archive that unpacks to far more than reports; refused")
                yield _name_of(member), content
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, MemoryError):
        raise UnreadableReport("a damaged archive; download it again") from None
    except Exception as error:  # zlib.error and its like
        if isinstance(error, UnreadableReport):
            raise
        raise UnreadableReport("a damaged archive; download it again") from None


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; Chinese systems wrote names in GBK without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("gb18030")
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(re.sub(r'[<>:"|?*\x00-\x1f]', "_", part) for part in parts) or "_"
