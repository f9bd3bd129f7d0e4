"""Inputs: what is opened is a file of a size that fits, and no pipe or device that would never end."""

import errno
import json
import os
import stat
from pathlib import Path

from .limits import MAX_DATA_BYTES


def regular(path, most=MAX_DATA_BYTES):
    """Return the path of a file that may be opened: a regular one, not too large.

    Parameters
    ----------
    path : path-like
    most : int
        Bytes.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    OSError
        When there is none, or it is a folder, a pipe, a device, or too large; its ``strerror`` says which.

    Examples
    --------
    >>> regular(os.devnull)
    Traceback (most recent call last):
    OSError: [Errno 22] no regular file
    """
    path = path if isinstance(path, Path) else Path(path)
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "no regular file")
    if status.st_size > most:
        raise OSError(errno.EFBIG, f"more than {most // 2**20} MB")
    return path


def read_json(content):
    """Return what JSON says; what is nested deeper than Python follows is none either.

    Parameters
    ----------
    content : str or bytes

    Raises
    ------
    ValueError

    Examples
    --------
    >>> read_json("[" * 100_000)
    Traceback (most recent call last):
    ValueError: nested too deep
    """
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("nested too deep") from None
