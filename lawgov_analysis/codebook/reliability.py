"""Reliability: how often a code is wrong that was said with so much confidence, on texts that people marked."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from ..documents import parse_report
from ..errors import BadParameter, OutputError, UnreadableReport
from ..extraction import code_report
from ..extraction.record import Figure
from ..files import regular, write_whole
from ..paths import shown_path
from ..tables import load_indicators, open_data
from ..tables.folder import Data, DataDir

MARK = re.compile(r"\{([^{}|\n]+)\|([^{}|\n]*)(?:\|[^{}\n]*)?\}")
# The mark of a figure that the codebook has no indicator for.
NONE = "-"
CODES = ["text", "start", "marked", "said", "confidence", "doubts"]
#: Where the bands of confidence begin, the surest first.
BANDS = (1.0, 0.95, 0.85, 0.7, 0.5, 0.0)
TABLE = ["from", "to", "said", "wrong", "share"]


def read_codes(marked: Sequence[str | Path], data_dir: DataDir = None) -> pd.DataFrame:
    """Read marked texts, and hold the codes that are said against the marks.

    A mark is ``{12件|reconsideration_accepted}``; an empty indicator says that the codebook has none, ``a/b`` that
    either is right, ``?a`` that it may as well be left out. What is marked after another ``|`` is not read.

    Parameters
    ----------
    marked : sequence of str or path-like
        Text files, folders of them, and tables that ``-o`` wrote before.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a marked figure, and one a code said of what is not marked: ``text`` (the file's name), ``start`` (in
        the text without marks), ``marked`` (``-`` where none fits, empty of what is not marked), ``said``,
        ``confidence`` (missing without a code) and ``doubts``. Growth rates are left out: they have the code of what
        grew.

    Raises
    ------
    BadParameter
        When a file is not there or has no mark, or a mark names no indicator of the codebook.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = file.write_text("受理行政复议申请{12件|reconsideration_accepted}。", encoding="utf-8")
    >>> read_codes([file])[["marked", "said", "confidence"]].values.tolist()
    [['reconsideration_accepted', 'reconsideration_accepted', 0.95]]
    """
    data = open_data(data_dir)
    tables = []
    for file in _files(marked):
        if file.suffix.lower() == ".csv":
            table = _codes_in(file)
            if list(table) != CODES:
                raise BadParameter(f"{shown_path(file)} is no table of codes: its columns must be {', '.join(CODES)}")
            tables.append(table.fillna({"marked": "", "said": "", "doubts": ""}))
        else:
            tables.append(pd.DataFrame(_codes_of(file, data), columns=CODES))
    return pd.concat(tables, ignore_index=True).astype({"confidence": "float64"})


def save_codes(codes: pd.DataFrame, output: str | Path, force: bool = False) -> None:
    """Write what `read_codes` gave as a table: facts, and no sentence of a text.

    Raises
    ------
    BadParameter
        When its name is not that of a CSV file.
    OutputError
        When the file is there, unless `force`, or cannot be written.
    """
    if Path(output).suffix.lower() != ".csv":
        raise BadParameter(f"{shown_path(output)}: its name must end in .csv")
    if Path(output).exists() and not force:
        raise OutputError(f"{shown_path(output)} is there already; --force overwrites it")
    write_whole(output, codes.to_csv(index=False, lineterminator="\n"))


def _files(marked: Sequence[str | Path]) -> Iterator[Path]:
    for given in map(Path, marked):
        if given.is_dir():
            texts = sorted(file for file in given.glob("*.txt") if file.is_file())
            if not texts:
                raise BadParameter(f"{shown_path(given)}: there is no text (.txt) in it")
            yield from texts
        elif given.is_file():
            yield given
        else:
            raise BadParameter(f"{shown_path(given)}: there is no such file or folder")


def _codes_in(file: Path) -> pd.DataFrame:
    texts = dict.fromkeys(("text", "marked", "said", "doubts"), "str")
    try:
        return pd.read_csv(file, dtype=texts, encoding="utf-8-sig")
    except ValueError as error:
        raise BadParameter(f"{shown_path(file)} is no table of codes: {error}") from None


def _codes_of(file: Path, data: Data) -> Iterator[tuple[str, int, str, str, float | None, str]]:
    text, marks = unmark(file, data)
    report = parse_report(text, data_dir=data)
    read = {}
    for figure in code_report(report, data):
        start, end = report.lines.printed_span(figure.quantity.start, figure.quantity.end)
        # A text that is tidied as it is read may begin later than the marked one.
        read[start + text.find(report.text)] = end - start, figure
    for start, (end, marked) in marks.items():
        at = next((at for at, (length, _) in read.items() if at < end and start < at + length), None)
        figure = None if at is None else read.pop(at)[1]
        if figure is None:
            yield file.stem, start, marked, "", None, ""
        elif figure.relation.kind != "growth":
            said = figure.coding.indicator
            yield file.stem, start, marked, said, _sure(figure), " ".join(figure.coding.doubts)
    for at, (_, figure) in read.items():
        if figure.coding.indicator and figure.relation.kind != "growth":
            yield file.stem, at, "", figure.coding.indicator, _sure(figure), " ".join(figure.coding.doubts)


def _sure(figure: Figure) -> float | None:
    return figure.coding.confidence if figure.coding.indicator else None


def unmark(file: Path, data: Data) -> tuple[str, dict[int, tuple[int, str]]]:
    """Return a marked text without its marks, and of each where it begins: where it ends, and its indicator."""
    known = set(load_indicators(data).index)
    try:
        marked = regular(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableReport(f"{shown_path(file)}: not UTF-8; save it as “UTF-8”") from None
    except OSError as error:
        raise UnreadableReport(f"{shown_path(file)}: cannot be read: {error.strerror}") from None
    text, at, marks = "", 0, {}
    for mark in MARK.finditer(marked):
        for name in filter(None, mark[2].lstrip("?").split("/")):
            if name not in known and name != NONE:
                raise BadParameter(f"{shown_path(file)}: {mark[0]} names no indicator of the codebook: {name}")
        text += marked[at : mark.start()]
        marks[len(text)] = len(text) + len(mark[1]), mark[2] or NONE
        text += mark[1]
        at = mark.end()
    if not marks:
        raise BadParameter(f"{shown_path(file)} has no marked figure; a mark is {{12件|reconsideration_accepted}}")
    return text + marked[at:], marks


def is_right(marked: str, said: str) -> bool:
    """Return whether a code that is said agrees with a mark.

    Examples
    --------
    >>> is_right("a/b", "b"), is_right("?a", ""), is_right("", "a"), is_right("-", "")
    (True, True, False, True)
    """
    either = {"" if name == NONE else name for name in marked.lstrip("?").split("/")}
    return said in (either | {""} if marked.startswith("?") else either)


def reliability(codes: pd.DataFrame) -> pd.DataFrame:
    """Count by bands of confidence how many codes are wrong.

    Parameters
    ----------
    codes : pandas.DataFrame
        As from `read_codes`.

    Returns
    -------
    pandas.DataFrame
        One row a band, the surest first: ``from`` and ``to`` (not included, but for 1), ``said``, ``wrong`` and
        ``share``, which is missing where nothing was said.

    Examples
    --------
    >>> codes = pd.DataFrame([("a", 0, "x", "x", 1.0, ""), ("a", 9, "x", "y", 0.6, "")], columns=CODES)
    >>> reliability(codes)[["from", "said", "wrong"]].values.tolist()[:5]
    [[1.0, 1.0, 0.0], [0.95, 0.0, 0.0], [0.85, 0.0, 0.0], [0.7, 0.0, 0.0], [0.5, 1.0, 1.0]]
    """
    said = codes[codes["said"] != ""]
    wrong = pd.Series([not is_right(row.marked, row.said) for row in said.itertuples()], said.index, dtype="bool")
    rows = []
    for low, high in zip(BANDS, (1.0, *BANDS), strict=False):
        within = (said["confidence"] >= low) & ((said["confidence"] < high) | (low == 1.0))
        count, bad = int(within.sum()), int((within & wrong).sum())
        rows.append((low, high, count, bad, bad / count if count else None))
    return pd.DataFrame(rows, columns=TABLE).astype({"share": "float64"})


def reliability_text(codes: pd.DataFrame) -> str:
    """Return precision, recall and the table of `reliability` as Markdown, in Chinese and English.

    Examples
    --------
    >>> codes = pd.DataFrame([("a", 0, "x", "x", 1.0, "")], columns=CODES)
    >>> reliability_text(codes).splitlines()[0]
    '1 段文字，标了 1 个数据。编码 1 个，对 1 个（精确率 1.000）；应编 1 个，编对 1 个（召回率 1.000）。'
    """
    marks = codes[codes["marked"] != ""]
    said = codes[codes["said"] != ""]
    right = sum(is_right(row.marked, row.said) for row in said.itertuples())
    due = [row for row in codes.itertuples() if not is_right(row.marked, "")]
    found = sum(is_right(row.marked, row.said) for row in due)
    texts = codes["text"].nunique()
    precision, recall = _share(right, len(said)), _share(found, len(due))
    zh = f"{texts} 段文字，标了 {len(marks)} 个数据。编码 {len(said)} 个，对 {right} 个（精确率 {precision}）；"
    zh += f"应编 {len(due)} 个，编对 {found} 个（召回率 {recall}）。"
    en = f"*{texts} texts, {len(marks)} figures marked: precision {precision}, recall {recall}.*"
    lines = [zh, "", en, "", "| 把握 confidence | 编码 said | 错 wrong | 错的比例 share |", "|---|---|---|---|"]
    for row in reliability(codes).itertuples(index=False):
        band = "1" if row[0] == 1 else f"{row[0]:g}–{row[1]:g}"
        share = "" if pd.isna(row.share) else f"{row.share:.1%}"
        lines.append(f"| {band} | {row.said} | {row.wrong} | {share} |")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"
