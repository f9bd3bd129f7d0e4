"""Presence: who sits at a desk says so in a small file, and is told of the others; it never keeps anybody waiting."""

import contextlib
import json
import os
import time
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

#: Below the data folder; nothing in it is kept by git.
FOLDER = ".desk"
# In seconds: who did not say so for as long is not there any more, and how often it is said.
STALE, OFTEN = 60.0, 4.0
# What a file of another may be at most, and how many are looked at.
LONGEST, MOST = 2000, 50


@dataclass(frozen=True)
class Present:
    """Who sits at another desk.

    Attributes
    ----------
    by : str
        As he is called; ``""`` where he did not say.
    key : str
        Of his report, ``<place>-<year>``; ``""`` for all.
    item : str
        What he looks at.
    """

    by: str
    key: str
    item: str


class Presence:
    """One desk's own file, and those of the others. A folder that cannot be written, or is gone, does no harm."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.file = self.folder / f"{uuid4().hex}.json"
        self.last: tuple[float, str] = 0.0, ""
        # Also when the kernel ends, or nobody has the desk any more.
        self.leave = weakref.finalize(self, _remove, self.file)

    def say(self, by: str, key: str, item: str) -> None:
        """Say who is here, and at what."""
        said = json.dumps({"by": by, "key": key, "item": item}, ensure_ascii=False)
        now = time.monotonic()
        if (said == self.last[1] and now - self.last[0] < OFTEN) or not self.folder.parent.is_dir():
            return
        self.last = now, said
        with contextlib.suppress(OSError):
            if not self.folder.is_dir():
                self.folder.mkdir()
                (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
            # Not by a rename: a file of so little is written at once, and who reads half of it reads it again.
            self.file.write_text(said, encoding="utf-8")

    def others(self) -> Iterator[Present]:
        """Yield who else is here."""
        try:
            files = [entry for entry in os.scandir(self.folder) if entry.name.endswith(".json")]
        except OSError:
            return
        try:
            # The clock of whoever keeps the folder, which may be another machine.
            now = self.file.stat().st_mtime
        except OSError:
            now = time.time()
        for entry in files[:MOST]:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                status = entry.stat()
                if entry.name == self.file.name or now - status.st_mtime > STALE or status.st_size > LONGEST:
                    continue
                said = json.loads(Path(entry.path).read_text(encoding="utf-8"))
                yield Present(*(str(said.get(name) or "")[:100] for name in ("by", "key", "item")))


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()
    with contextlib.suppress(OSError):
        if [entry.name for entry in os.scandir(file.parent)] == [".gitignore"]:
            (file.parent / ".gitignore").unlink()
            file.parent.rmdir()
