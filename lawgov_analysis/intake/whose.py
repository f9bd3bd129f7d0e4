"""Whose: the place or body whose report a text is."""

from dataclasses import dataclass

from ..documents import Report
from ..documents.place import recognise_place
from ..errors import UnknownPlace
from ..tables import Data, find_place, load_places


@dataclass(frozen=True)
class Placed:
    """Whose report it is; ``code`` is empty where that is unknown or may be one of several."""

    code: str = ""
    name: str = ""
    level: str = ""
    department: str = ""
    candidates: tuple[str, ...] = ()
    why: str = ""


def line_of_place(code: str, data: Data) -> dict[str, str]:
    """Return the line of ``places.csv`` of a place that has none."""
    raise UnknownPlace(f"{code} is not in data/places.csv")


def whose(report: Report, place: str | None, url: str, folder: str, data: Data) -> Placed:
    """Say whose report a text is."""
    if place is not None:
        row = find_place(place, data)
        return Placed(row.name, row["name"], row["level"], why="given")
    code, name = recognise_place(report.text, report.title, report.issuer, data)
    places = load_places(data)
    if not code and name:
        fitting = places.index[(places["full_name"] == name) & (places["level"] == "部门")]
        code = fitting[0] if len(fitting) == 1 else ""
    level = places.at[code, "level"] if code else ""
    return Placed(code, name, level, name if level == "部门" else "")
