"""Staged: all that one file gives, worked out by itself, before it is held against the other files and the tables."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pandas as pd

from ..auditing import audit_figures
from ..documents import Report, read_report
from ..errors import LawgovError
from ..extraction import extract_figures, extract_items, extract_statements
from ..files import read_json, write_whole
from ..tables import Data, figures_csv, is_official
from ..tables.places import full_name_said
from ..text.dates import last_day
from .address import HEAD, own_address
from .judged import NO_REPORT, Doubt, coverage, document_type, doubts_of_kind, doubts_of_place, doubts_of_year
from .rules import ADDED, QUEUED, REFUSED, UNREADABLE

SENTENCE = re.compile(r"[^。;；\n]+")
NO_WORD = re.compile(r"[\W_]+")
# A cause that the report gives, in whose words nobody has put it yet.
IN_THE_TEXT = "见原文"
DATE = re.compile(r"(?:(20\d\d)年)?\s?(?:(1[0-2]|0?[1-9])月)?(?:份)?(?:\s?([12]\d|3[01]|0?[1-9])日)?")
BY_YEAR_END = re.compile(r"年底|年末|年内|全年")


# How many figures, at the least, must say the day that all of a report go to.
LEAST_TO_END = 3
# Figures of a half, or of three quarters' months before, are told beside those of the year.
EARLIEST_END = 9


@dataclass(frozen=True)
class Task:
    """A file to stage.

    Attributes
    ----------
    name, path, url, sha256
        As of `Found`.
    place, year
        As the user gave them.
    is_vouched_for : bool
        Whether a person says that this file is a report, and of what place and year: nothing is doubtful then.
    keep_at : str
        The file that what is staged is written to; ``""`` when only what came of it is asked for.
    """

    name: str
    path: str
    url: str
    sha256: str
    place: str | int | None
    year: int | None
    is_vouched_for: bool
    keep_at: str


@dataclass(frozen=True)
class Staged:
    """What came of a file by itself.

    Attributes
    ----------
    name : str
    file_sha256 : str
    state : str
        ``added`` when nothing is against it, ``queued`` or ``refused``.
    doubts : list of (str, str)
        The reasons, each with what more there is to say.
    place_code, year
        Of the report, ``""`` and None where they are not known.
    candidates : list of str
        Codes of the places that it may be of.
    figures, statements : int
        How many there are.
    exit_code : int
        Of the kind of error, when it is refused.
    text_sha256, words_hash : str
        Of its text; of the words of it alone.
    sentences : list of int
        A number for each sentence, the same for the same words.
    surfaces : str
        A digest of its numbers as printed.
    coverage : str
    keep_at : str
        Where the rest is.
    place : str
        The full name of whose it is, as it calls itself.
    """

    name: str
    file_sha256: str = ""
    state: str = ADDED
    doubts: list[Doubt] = field(default_factory=list)
    place_code: str = ""
    year: int | None = None
    candidates: list[str] = field(default_factory=list)
    figures: int = 0
    statements: int = 0
    exit_code: int = 0
    text_sha256: str = ""
    words_hash: str = ""
    sentences: list[int] = field(default_factory=list)
    surfaces: str = ""
    coverage: str = "full"
    keep_at: str = ""
    place: str = ""


def refused(task: Task, reason: str, detail: str = "", exit_code: int = 7) -> Staged:
    """Return what came of a file that cannot be read."""
    return Staged(task.name, task.sha256, REFUSED, [(reason, detail)], exit_code=exit_code)


def stage(task: Task, data: Data) -> Staged:
    """Read a file, judge it and extract what it says; what the tables need of it is written where the task says."""
    try:
        url = task.url or own_address(_head(task.path))
        report = read_report(task.path, task.place, task.year, data, url)
    except LawgovError as error:
        said = " ".join(str(error).split())
        shown = Path(task.path).name
        kind = getattr(error, "kind", "") or UNREADABLE
        return refused(task, kind, said.removeprefix(f"{shown}: "), error.exit_code)
    except MemoryError:
        return refused(task, "died", "out of memory")
    except Exception as error:  # a fault of ours must not end the other files
        return refused(task, "died", f"{type(error).__name__}: {error}", 1)
    try:
        return _stage(task, report, url, data)
    except MemoryError:
        return refused(task, "died", "out of memory")
    except Exception as error:
        return refused(task, "died", f"{type(error).__name__}: {error}", 1)


def _stage(task: Task, report: Report, url: str, data: Data) -> Staged:
    placed = report.placed
    figures = extract_figures(report, data)
    statements = extract_statements(report, data)
    items = extract_items(report, data)
    findings = audit_figures(figures.head(0), report, data_dir=data, only=["wrong-year"])
    kind, covered = document_type(report, placed, data), coverage(report, data)
    parts = dict(zip(items["item"], items["answer"], strict=True))
    wrong_year = findings.loc[(findings["rule"] == "wrong-year") & (findings["severity"] != "note"), "message"].tolist()
    doubts = doubts_of_kind(report, kind, covered, len(figures), parts, data)
    if kind not in NO_REPORT:
        against = "place-contradicted" if task.place is not None else "year-contradicted"
        doubts = [
            *doubts_of_place(report, placed, task.place, data),
            *([(against, report.contradicted_zh)] if report.contradicted else []),
            *doubts_of_year(report, Path(task.name).name, task.year, wrong_year, data),
            *doubts,
        ]
    if task.is_vouched_for:
        doubts = [doubt for doubt in doubts if not placed.code or report.year is None]
    words = _words(report)
    tables: dict[str, Any] = {"figures": "", "statements": [], "items": []}
    if placed.code and report.year is not None:
        tables["figures"] = figures_csv(figures)
        tables["statements"] = statement_rows(statements, report.year)
        tables["items"] = _rows(items, ("place_code", "year", "item", "answer", "section", "note"))
    staged = Staged(
        name=task.name,
        file_sha256=task.sha256,
        state=QUEUED if doubts else ADDED,
        doubts=list(dict.fromkeys(doubts)),
        place_code=placed.code,
        year=report.year,
        candidates=list(placed.candidates),
        figures=len(figures),
        statements=len(statements),
        text_sha256=report.sha256,
        words_hash=_hashed("".join(words)),
        sentences=sorted({int(_hashed(each)[:12], 16) for each in words if len(each) > 5}),
        surfaces=surfaces_of(figures["surface"]),
        coverage=covered,
        keep_at=task.keep_at,
        place=full_name_said(placed.code, (report.title, report.issuer), data) if placed.code else "",
    )
    if task.keep_at:
        row = _report_row(report, placed.code, kind, covered, url, task, figures)
        payload = {
            "staged": asdict(staged),
            "report": row,
            "text": report.text,
            **tables,
        }
        write_whole(task.keep_at, json.dumps(payload, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return staged


def load_staged(path: str | Path) -> tuple[Staged, dict[str, Any]] | None:
    """Return what was staged of a file and the rest of it, None when it is not there whole."""
    try:
        payload = read_json(Path(path).read_bytes().decode("utf-8", "surrogatepass"))
        kept = payload.pop("staged")
        kept["doubts"] = [tuple(doubt) for doubt in kept["doubts"]]
        return Staged(**kept), payload
    except (OSError, ValueError, KeyError, TypeError):
        return None


def alike(staged: Staged, sentences: list[int]) -> float:
    """Return which share of the sentences of two texts are the same."""
    mine, other = set(staged.sentences), set(sentences)
    return len(mine & other) / max(1, len(mine | other))


def words_of_text(text: str) -> tuple[str, list[int]]:
    """Return the digest of the words of a text and the numbers of its sentences, as of `Staged`."""
    words = [NO_WORD.sub("", match[0]) for match in SENTENCE.finditer(text)]
    words = [each for each in words if each]
    return _hashed("".join(words)), sorted({int(_hashed(each)[:12], 16) for each in words if len(each) > 5})


def surfaces_of(surfaces: Iterable[str]) -> str:
    """Return a digest of numbers as they are printed."""
    return _hashed(" ".join(surfaces))


def _words(report: Report) -> list[str]:
    """Return the words of each sentence, without signs and what is the page's."""
    text = report.text
    for start, end in sorted(report.furniture, reverse=True):
        text = f"{text[:start]}\n{text[end:]}"
    words = [NO_WORD.sub("", match[0]) for match in SENTENCE.finditer(text)]
    return [each for each in words if each]


def _hashed(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _head(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(HEAD)


def period_end(figures: pd.DataFrame, year: int | None) -> str:
    """Return the day that the figures of a report go to, where they say one and the same, short of the year's end.

    Parameters
    ----------
    figures : pandas.DataFrame
        With ``period``, ``basis`` and ``relation``.
    year : int or None

    Returns
    -------
    str
        A day; empty where the figures are of the whole year, of several times, or where but a few say it.

    Examples
    --------
    >>> told = pd.DataFrame({"period": ["2022-01-01/2022-10-31", "2022-01/2022-10", "2022-01/2022-10", "2022"]})
    >>> period_end(told.assign(basis="flow", relation=""), 2022)
    '2022-10-31'
    >>> period_end(told[-2:].assign(basis="flow", relation=""), 2022)
    ''
    """
    if year is None:
        return ""
    flows = figures[(figures["basis"] == "flow") & (figures["relation"] != "growth")]
    flows = flows[flows["period"].str.startswith(str(year))]
    since = flows["period"].str.extract(rf"^{year}-01(?:-01)?/({year}-.+)$")[0].dropna()
    others = flows["period"].str.contains("/").sum() - len(since)
    ends = {last_day(until) for until in since}
    if others or len(ends) != 1 or len(since) < LEAST_TO_END or len(since) * 2 < len(flows):
        return ""
    (end,) = ends
    return end.isoformat() if EARLIEST_END <= end.month < 12 else ""


def _report_row(
    report: Report, code: str, kind: str, covered: str, url: str, task: Task, figures: pd.DataFrame
) -> dict[str, str]:
    def day(value: Any) -> str:
        return value.isoformat() if value else ""

    return {
        "place_code": code,
        "year": str(report.year or ""),
        "issuer": report.issuer,
        "document_type": kind,
        "title": " ".join(report.title.split()),
        "issued_on": day(report.issued_on),
        "published_on": day(report.published_on),
        "period_end": period_end(figures, report.year),
        "url": url,
        "official": ("yes" if is_official(url) else "no") if url else "",
        "sha256": report.sha256,
        "coverage": covered,
        "file_sha256": task.sha256,
        "source": Path(task.name).name,
        "notes": " | ".join(" ".join(note.split()) for note in report.notes),
    }


def statement_rows(statements: pd.DataFrame, year: int) -> list[dict[str, str]]:
    """Return drafted statements as rows of the table: the report's words stay in its text."""
    columns = ("place_code", "year", "statement", "kind", "section", "quantity", "deadline", "answers", "start", "end")
    rows = _rows(statements, columns)
    for row, cause in zip(rows, statements["cause"], strict=True):
        row["cause"] = IN_THE_TEXT if cause else ""
        row["deadline"] = _deadline(row["deadline"], year)
        row["text_zh"] = row["text_en"] = ""
    return rows


def _deadline(printed: str, year: int) -> str:
    """Return the last day, month or year that a deadline names; a plan without a year is of the next one."""
    said = re.search(r"\d.*", printed)
    match = DATE.match(said[0]) if said else None
    if match and any(match.groups()):
        of, month, day = match.groups()
        parts = [of or str(year + 1), month and f"{int(month):02}", month and day and f"{int(day):02}"]
        return "-".join(part for part in parts if part)
    return str(year + 1) if BY_YEAR_END.search(printed) else ""


def _rows(table: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, str]]:
    shown = {name: ["" if pd.isna(value) else str(value) for value in table[name].tolist()] for name in columns}
    return [dict(zip(shown, cells, strict=True)) for cells in zip(*shown.values(), strict=True)]
