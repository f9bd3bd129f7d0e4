"""Zip archives, which Word documents are, without the time at which they were written."""

import io
import zipfile


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
