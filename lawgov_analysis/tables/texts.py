"""Texts of reports, which stay with their owner: kept beside the tables where they were read, and in no other place."""

from hashlib import sha256
from pathlib import Path

from ..files import read_json, regular
from .folder import DataDir, open_data

FOLDER = "texts"
#: What was read of files that wait, one by one.
HIDDEN, STAGED = ".intake", "staged"


def text_file(place_code: str, year: int | str, data_dir: DataDir = None) -> Path:
    """Return where the text of a report is kept."""
    return open_data(data_dir).folder / FOLDER / f"{place_code}-{year}.txt"


def load_text(place_code: str, year: int | str, data_dir: DataDir = None) -> str:
    """Return the text of a report where it is at hand, ``""`` where it is not, or is another than the recorded one.

    Parameters
    ----------
    place_code : str
    year : int
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    str
        The text that ``start`` and ``end`` of its figures and statements point into.

    Examples
    --------
    >>> load_text("000000", 2020)
    ''
    """
    data = open_data(data_dir)
    try:
        content = regular(text_file(place_code, year, data)).read_bytes()
    except OSError:
        return ""
    reports = data.table("reports")
    recorded = reports.loc[(reports["place_code"] == place_code) & (reports["year"] == int(year)), "sha256"]
    if not len(recorded) or sha256(content).hexdigest() != recorded.iloc[0]:
        return ""
    return content.decode("utf-8", "surrogatepass")


def text_of_file(file_sha256: str, data_dir: DataDir = None) -> tuple[str, str]:
    """Return the title and the text of a file that waits, as it was last read; ``""`` where it is not at hand.

    Examples
    --------
    >>> text_of_file("0" * 64)
    ('', '')
    """
    staged = open_data(data_dir).folder / HIDDEN / STAGED
    for file in sorted(staged.glob(f"{file_sha256[:40]}-*.json")) if file_sha256.isalnum() else ():
        try:
            kept = read_json(file.read_bytes().decode("utf-8", "surrogatepass"))
            return str(kept["report"]["title"]), str(kept["text"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return "", ""
