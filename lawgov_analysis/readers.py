"""Readers: from the bytes of a report file to its text, whatever kind of file it is."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Content:
    text: str
    title: str = ""
    published_on: date | None = None


def read_file(path):
    text = Path(path).read_bytes().decode("utf-8-sig")
    return Content(text.replace("\r\n", "\n").replace("\r", "\n"))
