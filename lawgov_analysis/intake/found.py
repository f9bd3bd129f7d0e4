"""Found: the files to add, of files, folders and archives that a user names."""

import csv
import io
import os
import re
import stat
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ..errors import UnreadableReport, nearest
from ..files.archives import is_archive, members
from ..paths import PACKAGE_FILE, shown_path
from .address import is_address
from .rules import UNREADABLE

SKIPPED = re.compile(r"\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)
# What a browser saves beside a page: its pictures, scripts and styles.
BESIDE_PAGE = re.compile(r"(.+?)(?:_files|\.files|_file)$", re.IGNORECASE)
PAGES = (".html", ".htm", ".mht", ".mhtml", ".shtml")
LINKS = (".url", ".webloc")
URLS = "urls.csv"
LINK = re.compile(r"^\s*URL\s*=\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
# What is a table is no report.
TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".et", ".json")
# Of all archives of one run together.
MAX_UNPACKED = 2000 * 2**20
MAX_BYTES = 100 * 2**20
# The columns that a table of decisions has, and no other.
DECIDED = {"figure", "field", "value", "by", "on", "reason"}
# What parts the names of columns, as spreadsheets save them.
BETWEEN = re.compile(r"\"?[,;\t]\"?|\"")
CHUNK = 2**20
# Of wrong lines of a list, those that are said one by one.
NAMED = 5


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
    is_list : bool
        Whether it is a list of addresses, of which something is wrong.
    is_decisions : bool
        Whether it is a table of decisions.
    sha256 : str
        Of its bytes.
    """

    name: str
    path: Path | None = None
    url: str = ""
    refused: tuple[str, ...] = ()
    sha256: str = field(default="")
    is_list: bool = False
    is_decisions: bool = False


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
    walk = _Walk(unpack_to)
    for path in map(Path, paths):
        yield from walk.named(path)


class _Walk:
    """One walk over what is named."""

    def __init__(self, unpack_to: Path) -> None:
        self.unpack_to = unpack_to
        self.seen: set[Path] = set()
        self.room = MAX_UNPACKED

    def named(self, path: Path) -> Iterator[Found]:
        """Yield the files of what is named: at least one, or why there is none."""
        name = shown_path(path)
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            archive = next((above for above in path.parents if above.is_file()), None)
            if archive is None or not _is_readable_archive(archive):
                yield Found(name, refused=("no-file", ""))
            else:
                # As the queue names what is in an archive.
                yield from self._member(archive, path.relative_to(archive).as_posix(), name)
        except (OSError, ValueError) as error:
            yield Found(name, refused=("no-file", getattr(error, "strerror", None) or str(error)))
        else:
            if not stat.S_ISDIR(mode):
                yield from self._one(path, _links_beside(path.parent, [path.name]))
                return
            count = -1
            for count, found in enumerate(self._in_folder(path, path.resolve())):  # noqa: B007
                yield found
            if count < 0:
                yield Found(name, refused=("nothing-there", ""))

    def _in_folder(self, folder: Path, top: Path) -> Iterator[Found]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Found(shown_path(folder), refused=(UNREADABLE, f"the folder cannot be read ({error.strerror})"))
            return
        names = [entry.name for entry in entries]
        if PACKAGE_FILE in names:
            yield Found(shown_path(folder), refused=("table", "数据文件夹 (a data folder)"))
            return
        links = _links_beside(folder, names)
        wrong = "；".join(_wrong_in_list(folder, names)) if URLS in names else ""
        if wrong:
            yield Found(shown_path(folder / URLS), refused=("wrong-list", wrong), is_list=True)
        for entry in entries:
            path = folder / entry.name
            if SKIPPED.match(entry.name) or entry.name == URLS or entry.name.lower().endswith(LINKS):
                continue
            refused = _bad_link(path, top) if entry.is_symlink() else ()
            if refused:
                yield Found(shown_path(path), refused=refused)
            elif entry.is_dir():
                # A link to a folder of the same tree is walked where that is.
                if not entry.is_symlink() and not _is_beside_page(entry.name, names):
                    yield from self._in_folder(path, top)
            else:
                yield from self._one(path, links)

    def _one(self, path: Path, links: dict[str, str]) -> Iterator[Found]:
        name = shown_path(path)
        try:
            whole = path.resolve()
            if whole in self.seen:
                return
            self.seen.add(whole)
            # Before it is opened: a pipe would be waited for.
            if not stat.S_ISREG(path.stat().st_mode):
                raise UnreadableReport("不是普通文件 (no regular file)")
            if path.name.lower().endswith(TABLES):
                is_decisions = are_decisions(path)
                refused = () if is_decisions else ("table", "")
                digest = digest_of(path) if is_decisions else ""
                yield Found(name, whole, refused=refused, sha256=digest, is_decisions=is_decisions)
                return
            if _is_archive(path):
                yield from self._members(path, name)
                return
            digest = digest_of(path)
        except (OSError, UnreadableReport, RuntimeError) as error:
            yield Found(name, refused=_why(error))
            return
        yield Found(name, whole, links.get(path.name, ""), sha256=digest)

    def _member(self, archive: Path, inner: str, shown: str) -> Iterator[Found]:
        """Yield a file of an archive, or those of a folder of it, or the nearest names where there is none."""
        whole = archive.resolve()
        if whole in self.seen or whole / inner in self.seen:
            return
        self.seen.add(whole / inner)
        inside = yield from self._members(archive, shown_path(archive), inner)
        if inside and not any(_is_in(name, inner) for name in inside):
            # A name whose folders are wrong or left out is near by itself.
            last = {PurePosixPath(each).name: each for each in inside}
            near = nearest(inner, inside) or [last[name] for name in nearest(PurePosixPath(inner).name, last)]
            hint = f"; the nearest are {'、'.join(near)}" if near else ""
            yield Found(shown, refused=_why(UnreadableReport(f"the archive has no {inner}{hint}", "no-file")))

    def _members(self, path: Path, shown: str, only: str = "") -> Generator[Found, None, list[str]]:
        """Yield the files of an archive, unpacked: all, or one or those of a folder; return the names of all.

        None are returned of one that cannot be read to its end, or that holds nothing: this is yielded.
        """
        # The folder that the archive lies in, and its name, may say whose its files are. Each walk has one of its own.
        place = self.unpack_to / str(len(self.seen)) / path.resolve().parent.name[:40] / path.stem[:40]
        digests: dict[str, Path] = {}
        names: list[str] = []
        try:
            for name, content in members(path):
                if any(SKIPPED.match(part) for part in PurePosixPath(name).parts):
                    continue
                names.append(name)
                if only and not _is_in(name, only):
                    continue
                below = f"{shown}/{name}"
                if isinstance(content, UnreadableReport):
                    yield Found(below, refused=_why(content, name))
                elif name.lower().endswith(TABLES):
                    yield Found(below, refused=("table", ""))
                else:
                    digest = sha256(content).hexdigest()
                    if digest not in digests:
                        self.room -= len(content)
                        if self.room < 0:
                            limit = MAX_UNPACKED // 2**20
                            raise UnreadableReport(
                                f"more than {limit:,} MB of archives in one run; add it by itself", "too-large"
                            )
                        digests[digest] = place / str(len(names)) / PurePosixPath(name)
                        digests[digest].parent.mkdir(parents=True, exist_ok=True)
                        digests[digest].write_bytes(content)
                    yield Found(below, digests[digest], sha256=digest)
        except UnreadableReport as error:
            yield Found(shown, refused=_why(error, path.name))
        except OSError as error:
            yield Found(shown, refused=(UNREADABLE, f"cannot be unpacked ({error.strerror})"))
        else:
            if not names:
                yield Found(shown, refused=("nothing-there", ""))
            return names
        return []


def _is_in(name: str, wanted: str) -> bool:
    """Return whether a file of an archive is the one that is wanted, or one of that folder."""
    return name == wanted or name.startswith(f"{wanted}/")


def _is_readable_archive(path: Path) -> bool:
    try:
        return _is_archive(path)
    except OSError:
        return False


def are_decisions(path: Path) -> bool:
    """Return whether a file begins as a table of decisions does, also one that a spreadsheet made another of."""
    with path.open("rb") as file:
        head = file.readline(CHUNK).decode("utf-8-sig", errors="replace")
    return DECIDED.issubset(BETWEEN.split(head.strip()))


def _why(error: Exception, name: str = "") -> tuple[str, str]:
    """Return the reason why a file is refused, and what the error says besides the name."""
    said = getattr(error, "strerror", None) or str(error)
    return getattr(error, "kind", "") or UNREADABLE, said.removeprefix(f"{name}: ")


def _bad_link(path: Path, top: Path) -> tuple[str, ...]:
    """Return why a link is not followed, with the reason; nothing when it leads to somewhere in the folder."""
    try:
        whole = path.resolve(strict=True)
    except FileNotFoundError:
        return "no-file", "链接指向的文件不存在 (the link leads nowhere)"
    except (OSError, RuntimeError):
        return UNREADABLE, "链接成环 (the link leads to itself)"
    return () if whole.is_relative_to(top) else ("outside", "")


def _is_beside_page(name: str, names: list[str]) -> bool:
    of = BESIDE_PAGE.match(name)
    return bool(of) and any(
        other.lower().startswith(of[1].lower()) and other.lower().endswith(PAGES) for other in names
    )


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
        raise UnreadableReport(f"{status.st_size / 2**20:,.0f} MB are no report", "too-large")
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _is_archive(path: Path) -> bool:
    """Return whether a file is a zip of files, and no document, which many are zips too."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06") and is_archive(path.read_bytes())


def _list_of(folder: Path) -> dict[str, str]:
    """Return what ``urls.csv`` (file,url) says, be it right or wrong."""
    try:
        text = (folder / URLS).read_text(encoding="utf-8-sig", errors="replace")
        rows = list(csv.DictReader(io.StringIO(text)))
    except (OSError, csv.Error):
        return {}
    return {row["file"].strip(): str(row.get("url") or "").strip() for row in rows if row.get("file")}


def _wrong_in_list(folder: Path, names: list[str]) -> Iterator[str]:
    """Say which lines of the list are of no file, or have no address."""
    listed = _list_of(folder)
    if not listed:
        yield "没有 file,url 两列 (no columns file,url)"
    absent = [name for name in listed if name not in names]
    for name in absent[:NAMED]:
        near = nearest(name, names, n=1)
        yield f"没有文件“{name}”{f'，相近的是“{near[0]}”' if near else ''}"
    if len(absent) > NAMED:
        yield f"一共{len(absent)}个文件没有"
    yield from (f"“{name}”的不是网址" for name, url in listed.items() if name in names and not is_address(url))


def _links_beside(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the addresses of files as ``urls.csv`` (file,url) or a link of the same name beside them says."""
    links = {name: url for name, url in _list_of(folder).items() if is_address(url)}
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
    return found[1] if found and is_address(found[1]) else ""
