"""Outputs: a file or a folder of files appears whole or not at all, whenever the process is killed."""

import errno
import glob
import os
import platform
import re
import shutil
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from time import sleep

from psutil import pid_exists

from ..errors import OutputError
from ..paths import shown_path

LOCK = ".lock"
# In the folder whose folders are moved; the file stays, the lock on it ends with its holder.
MOVES = ".moves.lock"
# How many characters of a name its partial has.
PARTIAL_NAME = 20
# Which machine a partial is of: of another, that writes to the same folder, nobody here knows what is at work.
MACHINE = blake2b(platform.node().encode(), digest_size=4).hexdigest()
# Whose process a partial is of.
PARTIAL = re.compile(r"\.([0-9]{1,9})\.part$")
# What Windows says of a file that another program has open: access denied, and a sharing violation.
HELD = {5, 32}
# How long one waits for that program, in seconds.
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
# Partials that threads of this process are at.
UNDER_WAY = set()
# A limit of a file's size is one of the place too: nothing else fits there.
DISK_FAULTS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}


def write_whole(path, content):
    """Write a file in one move; a text in UTF-8 with LF line ends.

    Parameters
    ----------
    path : path-like
        An existing file is replaced; folders are made as needed.
    content : str or bytes

    Raises
    ------
    OutputError
        When it cannot be written; what was there before is still there.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "new", "file.txt"), "横沥镇")
    ...     Path(folder, "new", "file.txt").read_text(encoding="utf-8")
    '横沥镇'
    """
    write_all({path: content})


def write_all(contents):
    """Write files together: all are written beside their places before the first takes its place.

    Parameters
    ----------
    contents : dict
        {path: str or bytes}, each as of `write_whole`.

    Raises
    ------
    OutputError
        When one cannot be written; nothing is changed then.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_all({Path(folder, "a.csv"): "甲", Path(folder, "b.csv"): "乙"})
    ...     sorted(file.name for file in Path(folder).iterdir())
    ['a.csv', 'b.csv']
    """
    partials = {}
    try:
        for path, content in contents.items():
            path = Path(path)
            with writing(path):
                if path == Path("-"):
                    raise OSError(errno.EINVAL, "no name of a file; leave it out to print")
                if path.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                if path.exists() and not path.is_file():
                    # A device or a pipe: it would be gone, and a file stand in its place.
                    raise OSError(errno.EINVAL, "it is no regular file")
                path.parent.mkdir(parents=True, exist_ok=True)
                # A name may be as long as a system takes one: that of its partial is not longer.
                _tidy(path.parent.absolute())
                ending = f"{token_hex(4)}.{MACHINE}.{os.getpid()}.part"
                partial = path.with_name(f".{path.name[:PARTIAL_NAME]}.{ending}")
                partials[path] = partial
                UNDER_WAY.add(partial)
                partial.write_bytes(content.encode() if isinstance(content, str) else content)
        for path, partial in partials.items():
            with writing(path):
                _move(partial, path)
    except BaseException:
        for partial in partials.values():
            _unlink(partial)
        raise
    finally:
        UNDER_WAY.difference_update(partials.values())


def leave_nothing_half_written():
    """Delete the files that threads have under way, of a process that ends without them."""
    for partial in [*UNDER_WAY]:
        _unlink(partial)


@contextmanager
def replace_folder(folder):
    """Give an empty folder to fill; at the end it takes the place of `folder` in one move.

    Files of the old folder that the new one does not have are kept, so that what a user put there stays.

    Parameters
    ----------
    folder : pathlib.Path

    Yields
    ------
    pathlib.Path
        Beside `folder`, so that the move does not copy.

    Raises
    ------
    OutputError
        When it cannot be written; `folder` is then as it was.
    """
    staged, old = _beside(folder, f"{os.getpid()}.part"), _beside(folder, "old")
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(folder):
            restore_folder(folder)
        try:
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir()
            yield staged
            with _one_at_a_time(folder):
                if folder.exists():
                    for file in folder.iterdir():
                        if not (staged / file.name).exists():
                            (shutil.copytree if file.is_dir() else shutil.copy2)(file, staged / file.name)
                    _move(folder, old)
                try:
                    _move(staged, folder)
                except OSError:
                    restore_folder(folder)
                    raise
                shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def restore_folder(folder):
    """Put back the old folder when a process was killed between the two halves of its move."""
    old = _beside(folder, "old")
    if old.is_dir() and not folder.exists():
        _move(old, folder)
    elif old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
    for staged in folder.parent.glob(f".{glob.escape(folder.name)}.*.part"):
        if _is_left(staged):
            shutil.rmtree(staged, ignore_errors=True)


# Once for each folder: one of all figures of the country has 200,000 files.
@lru_cache(maxsize=1000)
def _tidy(folder):
    """Delete the files that processes which were killed left half-written in a folder."""
    with suppress(OSError):
        for partial in folder.glob(f".*.{MACHINE}.*.part"):
            if _is_left(partial):
                _unlink(partial)


def _is_left(partial):
    left_by = PARTIAL.search(partial.name)
    return left_by is not None and not pid_exists(int(left_by[1]))


@contextmanager
def hold_folder(folder, said, patience=0.0):
    """Hold a folder alone, among those who ask; the system lets go of it when the process ends, however it ends.

    Parameters
    ----------
    folder : pathlib.Path
        Made when it is not there.
    said : str
        What another one is told, e.g. ``another batch is at work there``.
    patience : float
        How many seconds another one waits before it is told.

    Raises
    ------
    OutputError
        When it is held already, or cannot be written.
    """
    # Here, because only what writes folders needs it.
    from filelock import FileLock, Timeout

    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOCK).touch()
    lock = FileLock(folder / LOCK, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(f"{shown_path(folder)}: {said}") from None
    except (OSError, NotImplementedError):
        pass  # a file system without locks
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _one_at_a_time(folder):
    """Wait for others that move a folder: the report in the other language may be done at the same moment."""
    from filelock import FileLock

    lock = FileLock(folder.parent / MOVES)
    # A file system without locks has one user.
    with suppress(OSError, NotImplementedError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing(path):
    """Say an `OSError` as an `OutputError` that names `path` and the reason."""
    try:
        yield
    except OSError as error:
        said = f"{shown_path(path)} cannot be written: {error.strerror or error}"
        said += "; close it in the program that has it open" if _is_held(error) else ""
        raise OutputError(said, error.errno in DISK_FAULTS) from None


def _move(source, target):
    """Move a file or a folder; on Windows whoever looks at one, as a virus scanner does, holds it for a moment."""
    for pause in PAUSES:
        try:
            source.replace(target)
            return
        except PermissionError as error:
            if not _is_held(error):
                raise
            sleep(pause)
    source.replace(target)


def _is_held(error):
    return getattr(error, "winerror", None) in HELD


def _beside(folder, ending):
    return folder.with_name(f".{folder.name}.{ending}")


def _unlink(file):
    with suppress(OSError):
        file.unlink(missing_ok=True)
