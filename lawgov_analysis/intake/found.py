"""Found: the files to add, of files, folders and archives that a user names."""

import csv
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ..archives import is_archive, members
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


@dataclass(frozen=True)
class Found:
    """A file to add, or what was named and is none.

    Attributes
    ----------
    name : str
        As it is shown: the path as it was named, of a member of an archive below that of the archive.
    path : pathlib.Path or None
        Where it can be read.
    url : str
        Its address, where a list or a link beside it says it.
    refused : tuple of (str, str)
        The reason why it is not read, and what more there is to say of it; ``()`` when it is.
    sha256 : str
        Of its bytes.
    """

    name: str
    path: Path | None = None
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
    name = shown_path(path)
    try:
        if _is_archive(path):
            yield from _members(path, name, unpack_to, len(seen))
            return
        digest = digest_of(path)
    except (OSError, UnreadableReport) as error:
        yield Found(name, refused=("unreadable", getattr(error, "strerror", None) or str(error)))
        return
    yield Found(name, whole, links.get(path.name, ""), sha256=digest)


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


def _is_archive(path: Path) -> bool:
    """Return whether a file is a zip of files, and no document, which many are zips too."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06") and is_archive(path.read_bytes())


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


def _members(path: Path, shown: str, unpack_to: Path, count: int) -> Iterator[Found]:
    """Yield the files of an archive, unpacked."""
    # The folder that the archive lies in, and its name, may say whose its files are.
    place = unpack_to / str(count) / path.resolve().parent.name[:40] / path.stem[:40]
    try:
        for name, content in members(path):
            if any(SKIPPED.match(part) for part in PurePosixPath(name).parts):
                continue
            if isinstance(content, UnreadableReport):
                yield Found(f"{shown}/{name}", refused=("unreadable", str(content).removeprefix(f"{name}: ")))
                continue
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            yield Found(f"{shown}/{name}", file, sha256=sha256(content).hexdigest())
    except UnreadableReport as error:
        yield Found(shown, refused=("unreadable", str(error).removeprefix(f"{path.name}: ")))
    except OSError as error:
        yield Found(shown, refused=("unreadable", f"cannot be unpacked ({error.strerror})"))
