"""Drafted: what the program wrote of a report last, so that what a person changed since is known."""

import csv
import io
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from ..files import regular
from .folder import Data

#: The places of the digests in the column ``drafted`` of the reports.
FIGURES, STATEMENTS, ITEMS = range(3)


def redrafted(place_code: str, year: int, before: str, after: str, data: Data) -> dict[Path, str]:
    """Return the table of reports to write when the program changes the figures of one, for what it wrote is known.

    Parameters
    ----------
    place_code : str
    year : int
    before, after : str
        The table of figures as it is and as it will be, as CSV.
    data : Data

    Returns
    -------
    dict of str
        By its file; empty where a person changed the table since the program wrote it, or made it.
    """
    if not data.files("reports"):
        return {}
    (file,) = data.files("reports")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        rows, columns = list(reader), list(reader.fieldnames or ())
    was, now = digest(rows_of_csv(before)), digest(rows_of_csv(after))
    for row in rows:
        if row["place_code"] == place_code and row["year"] == str(year) and (row.get("drafted") or "").startswith(was):
            row["drafted"] = now + row["drafted"][len(was) :]
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            return {file: out.getvalue()}
    return {}


def rows_of_csv(text: str) -> list[dict[str, str]]:
    r"""Return the rows of a table that is written as CSV.

    Examples
    --------
    >>> rows_of_csv("unit,class\n件,count\n")
    [{'unit': '件', 'class': 'count'}]
    """
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return [{name: cell or "" for name, cell in row.items() if name} for row in csv.DictReader(lines)]


def rows_of_file(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table as they are written; none of a file that cannot be read, of which others tell why."""
    try:
        return rows_of_csv(regular(file).read_text(encoding="utf-8-sig", errors="replace"))
    except (OSError, csv.Error):
        return []


def digest(rows: Iterable[Mapping[str, str]]) -> str:
    """Return a short digest of rows, the same however they are written and in whatever order.

    Examples
    --------
    >>> digest([{"unit": "件", "class": ""}]) == digest([{"unit": "件"}])
    True
    """
    lines = sorted("\x1f".join(f"{name}={cell}" for name, cell in sorted(row.items()) if cell) for row in rows)
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
