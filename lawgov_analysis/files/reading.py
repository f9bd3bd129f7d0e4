"""Inputs: what is opened is a file of a size that fits, and no pipe or device that would never end."""

import errno
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
