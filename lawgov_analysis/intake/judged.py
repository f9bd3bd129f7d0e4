"""Judged: what kind of document a file is, and what is doubtful about it, before it is added."""

import re

from ..documents import Report
from ..documents.place import Placed
from ..extraction import statement_words
from ..tables import Data, DataDir, open_data
from ..text.characters import plain_text
from ..text.dates import read_year
from ..text.marks import OF_REPORTS, mark_of
from .rules import limit, reasons_of, says

# How much of a text is its opening.
OPENING = 400
LONGEST_HEADLINE = 60
SENTENCE = re.compile(r"[。，,；;：:]")
# A title with fewer sentences behind it is a link to another page.
SENTENCES_OF_REPORT = 3
MARK = re.compile(mark_of(*OF_REPORTS))
NAMED_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
PARTS = {
    "成效": "has_part_achievements",
    "不足": "has_part_shortcomings",
    "打算": "has_part_next_plan",
}

# The reasons by the type of document.
NO_REPORT = {"新闻": "news", "其他": "not-a-report"}

Doubt = tuple[str, str]


def document_type(report: Report, placed: Placed, data: Data) -> str:
    r"""Return the type of document: 年度报告, 总结, 部门报告, 新闻 or 其他.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> from lawgov_analysis.tables import open_data
    >>> report = parse_report("2021年法治政府建设工作总结\n全年办案12件。")
    >>> document_type(report, Placed(), open_data())
    '总结'
    """
    title = re.sub(r"\s", "", report.title or _headline(report.text))
    opening = report.text[: OPENING + len(title)]
    if _is_news(title, opening, data):
        return "新闻"
    about = title or opening
    if not _names_report(about, data) or says("never_report", title, data):
        return "其他"
    if says("other_title", title, data) and not says("report_title", title, data):
        return "其他"
    if placed.level == "部门":
        return "部门报告"
    return "年度报告" if says("statutory_title", about, data) or not says("summary_title", about, data) else "总结"


def no_report(report: Report, lang: str = "zh", data_dir: DataDir = None) -> str:
    """Return what is said of a text that is no report, as where it is added; nothing of one that is.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> no_report(parse_report("今天天气很好，买菜花了35元。"))
    '不像法治政府建设报告'
    """
    data = open_data(data_dir)
    kind = document_type(report, report.placed, data)
    return str(reasons_of(data).at[NO_REPORT[kind], lang]) if kind in NO_REPORT else ""


def _headline(text: str) -> str:
    """Return the first line of a text where that is no sentence and opens no part of a report."""
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return first if _is_headline(first) else ""


def _is_headline(line: str) -> bool:
    return len(line) <= LONGEST_HEADLINE and not SENTENCE.search(line) and not MARK.match(line)


def _names_report(said: str, data: Data) -> bool:
    """Return whether what is said names a report on law-based government."""
    return says("report_title", said, data) and says("subject", said, data)


def _is_news(title: str, opening: str, data: Data) -> bool:
    if says("news_title", title, data) and not says("report_ends", title, data):
        return True
    opens = data.made(statement_words).news_opening.search(plain_text(opening))
    return opens is not None and not says("report_ends", title, data)


def coverage(report: Report, data: Data) -> str:
    """Return ``full`` or ``excerpt``."""
    said = report.title or report.text[:60]
    return "excerpt" if data.made(statement_words).excerpt.search(said) else "full"


def doubts_of_place(report: Report, placed: Placed, given: str | None, data: Data) -> list[Doubt]:
    """Say what is doubtful about whose report it is."""
    named = placed.name or report.place_name
    if given is None and says("town_bureau", named, data):
        return [("town-bureau", named)]
    if placed.code:
        return []
    if not placed.candidates:
        return [("place-unknown", _as_titled(named, report.title))]
    return [("place-ambiguous" if len(placed.candidates) > 1 else "place-unsaid", named)]


def _as_titled(named: str, title: str) -> str:
    """Return the name of a place with what a title has before it: a zone is named by its county.

    Examples
    --------
    >>> _as_titled("经济开发区", "关于安吉经济开发区2023年法治政府建设情况的报告")
    '安吉经济开发区'
    """
    found = re.search(rf"[\u4e00-\u9fff]*{re.escape(named)}", "".join(title.split())) if named else None
    return found[0].removeprefix("关于") if found else named


def doubts_of_year(report: Report, name: str, given: int | None, wrong_year: list[str], data: Data) -> list[Doubt]:
    """Say what is doubtful about the year that it is of.

    Parameters
    ----------
    report : Report
    name : str
        Of the file, which may name a year.
    given : int or None
        The year that the user gave.
    wrong_year : list of str
        What the audit says of the years that the text names.
    data : Data
    """
    if report.year is None:
        return [("year-unknown", "")]
    if given is not None:
        return []
    if wrong_year:
        return [("year-contradicted", wrong_year[0])]
    year, signed = report.year, report.issued_on
    titled = read_year(report.title)
    said = f"{'标题' if titled == year else '正文'}说{year}年"
    if signed:
        early = (signed.year, signed.month) < (year, limit("signed_from_month", data))
        if early or signed.year > year + limit("signed_within_years", data):
            return [("year-contradicted", f"{said}，落款是{signed.year}年{signed.month}月{signed.day}日")]
    if titled is None:
        named = {int(found) for found in NAMED_YEAR.findall(name)}
        if named and year not in named:
            return [("year-contradicted", f"{said}，文件名是“{name}”")]
        if f"{year}" not in report.text and not named:
            return [("year-unknown", f"可能是{year}年")]
    return []


def doubts_of_kind(
    report: Report, kind: str, covered: str, figures: int, parts: dict[str, str], data: Data
) -> list[Doubt]:
    """Say why a text may be no report, or no whole one: of what is none, nothing else is asked.

    Parameters
    ----------
    report : Report
    kind : str
        As from `document_type`.
    covered : str
        As from `coverage`.
    figures : int
        How many it has.
    parts : dict of str
        The answers to its items.
    data : Data
    """
    scanned = [("ocr", "")] if report.glyphs else []
    if kind in NO_REPORT:
        return [(NO_REPORT[kind], report.title or _headline(report.text)), *scanned]
    found: list[Doubt] = scanned
    cut = [note for note in report.notes if says("cut_off", note, data) and "下一页" in note]
    if cut:
        found.append(("cut-off", cut[0]))
    if another := _another_report(report, data):
        found.append(("several-reports", another))
    if covered == "full":
        if figures < limit("fewest_figures", data):
            found.append(("few-figures", str(figures)))
        lacking = [part for part, item in PARTS.items() if parts.get(item) != "yes"]
        if "成效" in lacking or {"不足", "打算"}.issubset(lacking):
            found.append(("parts-missing", "、".join(lacking)))
    return found


def _another_report(report: Report, data: Data) -> str:
    """Return the title of another year's report that begins within a text; nothing without one."""
    rest, own = report.text, (None, report.year, read_year(report.title))
    while rest:
        line, _, rest = rest.partition("\n")
        said = re.sub(r"\s", "", line)
        if not _is_headline(said) or read_year(said) in own:
            continue
        is_title = _names_report(said, data) and says("report_ends", said, data)
        if is_title and not says("never_report", said, data) and rest.count("。") >= SENTENCES_OF_REPORT:
            return said
    return ""
