"""The streams within an old file of Office's, a small file system of sectors ([MS-CFB]).

Read with bounds at each step: no chain is longer than the file has sectors, no stream is given that is cut off.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ...errors import UnreadableReport
from .decoded import code_page

HEADER, SLOTS = 512, 109
LAST = 0xFFFF_FFFA
NONE = 0xFFFF_FFFF
ENTRY = 128
STORAGE, STREAM, ROOT = 1, 2, 5
MOST_ENTRIES = 10_000
MAX_STREAM = 80 * 2**20
TITLE, CODE_PAGE = 2, 1


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int
    name: str


class Streams:
    """The streams at the root of a file.

    Parameters
    ----------
    data : bytes

    Attributes
    ----------
    names : frozenset of str
        Of the streams and folders at the root.

    Raises
    ------
    ValueError, IndexError, struct.error
        When it is damaged, here and in each method.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("no such size of sectors")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._count = len(data) // self._size + 1
        first_entry, self._cutoff = struct.unpack_from("<I4xI", data, 48)
        first_mini, first_extra = struct.unpack_from("<I4xI", data, 60)
        self._table = self._table_sectors(first_extra)
        self._mini_table = b"".join(self._sectors(first_mini)) if first_mini < LAST else b""
        entries = self._entries(first_entry)
        if not entries or entries[0].kind != ROOT:
            raise ValueError("no root")
        self._entries_at_root = self._children(entries)
        self._root = entries[0]
        self._mini: bytes | None = None
        self.names = frozenset(self._entries_at_root)

    def read(self, name: str) -> bytes:
        """Return a stream, ``b""`` where there is none."""
        entry = self._entries_at_root.get(name)
        if entry is None or entry.kind != STREAM or not entry.size:
            return b""
        if entry.size > MAX_STREAM:
            raise UnreadableReport(
                "a Word file with far more in it than a report; save its text as .docx (另存为)", "too-large"
            )
        if entry.size < self._cutoff:
            return self._read_mini(entry)
        return self._whole(self._sectors(entry.start, entry.size), entry.size)

    @property
    def title(self) -> str:
        """The title that the file gives beside its text."""
        try:
            return _title(self.read("\x05SummaryInformation"))
        except (struct.error, IndexError, ValueError):
            return ""

    @staticmethod
    def _whole(parts: Iterator[bytes], size: int) -> bytes:
        data = b"".join(parts)
        if len(data) < size:
            raise ValueError("a stream is cut off")
        return data[:size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _table_sectors(self, first_extra: int) -> list[int]:
        """Return the sectors of the table that says which sector follows each."""
        numbers = [n for n in struct.unpack_from(f"<{SLOTS}I", self._data, 76) if n < LAST]
        slots = self._size // 4
        extra, steps = first_extra, 0
        while extra < LAST:
            steps += 1
            if steps > self._count // slots + 1:
                raise ValueError("a chain without end")
            *said, extra = struct.unpack(f"<{slots}I", self._sector(extra))
            numbers += [n for n in said if n < LAST]
        return numbers

    def _next(self, number: int) -> int:
        slots = self._size // 4
        at = (self._table[number // slots] + 1) * self._size + 4 * (number % slots)
        return struct.unpack_from("<I", self._data, at)[0]

    def _sectors(self, first: int, size: int | None = None) -> Iterator[bytes]:
        """Yield the sectors of a chain, as many as a size needs."""
        left = self._count if size is None else -(-size // self._size)
        number = first
        while number < LAST:
            if not left:
                if size is None:
                    raise ValueError("a chain without end")
                return
            left -= 1
            yield self._sector(number)
            number = self._next(number) if left or size is None else NONE

    def _read_mini(self, entry: _Entry) -> bytes:
        if self._mini is None:
            if self._root.size > MAX_STREAM:
                raise ValueError("a stream without end")
            self._mini = self._whole(self._sectors(self._root.start, self._root.size), self._root.size)
        parts, number = [], entry.start
        for _ in range(-(-entry.size // self._mini_size)):
            if number >= LAST:
                break
            parts.append(self._mini[number * self._mini_size : (number + 1) * self._mini_size])
            number = struct.unpack_from("<I", self._mini_table, 4 * number)[0]
        return self._whole(iter(parts), entry.size)

    def _entries(self, first: int) -> list[_Entry]:
        entries = []
        for sector in self._sectors(first):
            for at in range(0, len(sector) - ENTRY + 1, ENTRY):
                length, kind, _, left, right, child = struct.unpack_from("<HBB3I", sector, at + 64)
                start, size = struct.unpack_from("<2I", sector, at + 116)
                name = sector[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                entries.append(_Entry(kind, left, right, child, start, size, name))
            if len(entries) > MOST_ENTRIES:
                raise ValueError("a directory without end")
        return entries

    @staticmethod
    def _children(entries: list[_Entry]) -> dict[str, _Entry]:
        """Return the entries of the root, which are a tree."""
        found: dict[str, _Entry] = {}
        seen: set[int] = set()
        waiting = [entries[0].child]
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(entries):
                continue
            seen.add(number)
            entry = entries[number]
            if entry.kind in (STORAGE, STREAM):
                found.setdefault(entry.name, entry)
            waiting += [entry.left, entry.right]
        return found


def _title(data: bytes) -> str:
    """Return the title in a set of properties."""
    if len(data) < 48:
        return ""
    section = struct.unpack_from("<I", data, 44)[0]
    count = min(struct.unpack_from("<I", data, section + 4)[0], 100)
    places = dict(struct.unpack_from("<2I", data, section + 8 + 8 * n) for n in range(count))
    if TITLE not in places:
        return ""
    at = section + places[TITLE]
    kind, size = struct.unpack_from("<2I", data, at)
    if kind == 0x1F:
        return data[at + 8 : at + 8 + 2 * min(size, 1000)].decode("utf-16-le", "replace").strip("\0 ")
    page = struct.unpack_from("<H", data, section + places[CODE_PAGE] + 4)[0] if CODE_PAGE in places else 936
    try:
        return data[at + 8 : at + 8 + min(size, 1000)].decode(code_page(page), "replace").strip("\0 ")
    except LookupError:
        return ""
