"""Identity: what a report says of itself: title, year, issuer, dates, and where its body ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..text.characters import HAN_OR_ZERO, HAN_RANGE
from ..text.dates import DAY, day_of, read_day, read_year
from ..text.lines import Span, Written
from ..text.marks import OF_REPORTS, mark_of
from ..text.offsets import Offset
from .bodies import LEADING
from .furniture import is_furniture
from .outline import Section

PUBLISHED = re.compile(r"(?:发布|发表|更新|公开)(?:时间|日期|于)\s?[:：\]】|]?\s*")
NOT_PUBLISHED = re.compile(r"今天|现在|成文|发文|生成|有效|失效|实施")
DRAWN_UP = re.compile(r"(?:成文|发文|生成)(?:时间|日期)\s?[:：\]】|]?\s*")

BODIES = (
    r"人民政府|委员会|办事处|管委会|党工委|党委|党组|工委|市委|县委|区委|镇委|乡委|政府|领导小组|办公室|集团|公司"
    r"|[局厅部院署处办所站队会]|中心"
)
ISSUER = re.compile(rf"{HAN_OR_ZERO}[{HAN_RANGE}〇()（）、·]{{1,40}}?(?:{BODIES})")
STAMPED = re.compile(r"[(（](?:盖章|公章|章|代章)[)）]$")
SENTENCE = re.compile(r"[。;；]")
LONGEST_SIGNATURE = 8
# What a page says below a report, in whole sentences, is at most this share of them.
PAGE_PROSE = 0.1
OUTLINE_MARK = re.compile(mark_of(*OF_REPORTS))

TITLE = re.compile(
    r"(?:报\s?告|情况|总\s?结|汇报|白皮书|年报|总结.{1,20}(?:计划|安排|打算|思路|要点))(?:\s?[(（][^()（）]{1,20}[)）])?"
)
TOPIC = re.compile(r"关于|20\d\d|二[〇○零]|法治|依法|推进|贯彻")
LONGEST_HEADING = 80
# 2021年工作设想 is of the report of 2020.
PLANS = re.compile(r"设想|计划|打算|安排|思路|谋划|展望|下一?步|重点|目标任务|努力方向")
RESULTS = re.compile(r"成效|情况|举措|总结|措施|工作|建设|做法|进展|履职|推进|不足|问题")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says of itself.

    Attributes
    ----------
    title : str
        As printed; ``""`` where the text has none.
    issuer : str
        The signing bodies, separated by a space.
    issued_on, published_on : datetime.date or None
        The date of the signature; the date that the page gives.
    body_end : Offset
        Offset where the body ends: at the signature or the page's furniture.
    signature : (Offset, Offset) or None
        Offsets of the signature.
    furniture : tuple of (Offset, Offset)
        Offsets of what is the page's: 浏览次数 above the report, 相关新闻 below it.
    """

    title: str
    issuer: str
    issued_on: date | None
    published_on: date | None
    body_end: Offset
    signature: Span | None
    furniture: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: Offset
    end: Offset
    text: str


def read_identity(text: str, title: str = "") -> Identity:
    r"""Read what a report says of itself.

    Parameters
    ----------
    text : str
        The report.
    title : str, optional
        The title that the file gives outside of the text.

    Returns
    -------
    Identity

    Examples
    --------
    >>> text = "示例镇2023年法治政府建设报告\n全年调解纠纷30件。\n示例镇人民政府\n二〇二四年一月十八日"
    >>> identity = read_identity(text)
    >>> identity.title, identity.issuer, str(identity.issued_on)
    ('示例镇2023年法治政府建设报告', '示例镇人民政府', '2024-01-18')
    """
    lines = [
        _Line(Offset(match.start()), Offset(match.end()), match[0].strip())
        for match in re.finditer(r"[^\n]+", text)
        if match[0].strip()
    ]
    prose = [n for n, line in enumerate(lines) if _is_prose(line.text)]
    cut = _page_begins(lines, prose)
    last = max((n for n in prose if n < cut), default=None)
    head = lines[:12] if last is None else lines[: min(12, last + 1)]
    tail = [] if last is None else lines[last + 1 :]
    title = _title(head) or title
    signed, issuer, issued_on = _signature(tail, title)
    around = "\n".join(line.text for line in [*head, *tail] if len(line.text) < 200)
    length = Offset(len(text))
    end = lines[cut].start if cut < len(lines) else length
    above = [(line.start, line.end) for line in lines[: prose[0]] if is_furniture(line.text)] if prose else []
    below = [(max(end, signed[1]) if signed else end, length)]
    return Identity(
        title=title,
        issuer=issuer,
        issued_on=issued_on or _dated(DRAWN_UP, around) or _subtitle_date(head),
        published_on=_dated(PUBLISHED, around),
        body_end=signed[0] if signed else end,
        signature=signed,
        furniture=tuple(span for span in (*above, *below) if span[0] < span[1]),
    )


def _page_begins(lines: list[_Line], prose: list[int]) -> int:
    """Return the number of the line below the report with which the page goes on: 相关新闻, 上一篇, 版权所有."""
    room = PAGE_PROSE * sum(len(lines[n].text) for n in prose)
    whole, cut = set(prose), len(lines)
    for n in reversed(range(len(lines))):
        if is_furniture(lines[n].text):
            cut = n
        elif n in whole:
            room -= len(lines[n].text)
            if room < 0 or OUTLINE_MARK.match(lines[n].text):
                break
    return cut


def read_published(lines: list[str]) -> date | None:
    """Read the day that a page says it was published: by its word, else the one day below the title.

    Parameters
    ----------
    lines : list of str
        The lines above the text.

    Returns
    -------
    datetime.date or None

    Examples
    --------
    >>> read_published(["今天是2024年3月5日", "青石镇年度报告", "2024-01-22 10:30 来源:司法所"])
    datetime.date(2024, 1, 22)
    """
    day = _dated(PUBLISHED, "\n".join(lines))
    if day:
        return day
    days = [read_day(line) for line in lines if not NOT_PUBLISHED.search(line)]
    return next((day for day in days[::-1] if day), None)


def judge_year(
    written: Written, title: str, sections: Sequence[Section], issued_on: date | None, published_on: date | None
) -> int | None:
    """Judge which year a report is of: by its title, else by most of what the text says.

    Parameters
    ----------
    written : Written
        The report's text, as from `set_right`.
    title : str
        Its title.
    sections : sequence of Section
        Its outline.
    issued_on, published_on : datetime.date or None
        Its dates.

    Returns
    -------
    int or None

    Examples
    --------
    >>> from lawgov_analysis.text.lines import set_right
    >>> judge_year(set_right("2020年,我镇依法办事。"), "", (), None, None)
    2020
    """
    year = read_year(title)
    if year:
        return year
    weights: dict[int, int] = {}

    def say(said: int | None, weight: int) -> None:
        if said:
            weights[said] = weights.get(said, 0) + weight

    text = written.running.take_out(written.printed)
    first = next((line for line in text[:2000].split("\n") if _is_prose(line)), "")
    opening = re.search(r"现[将就对].{0,30}(?:报告|汇报|总结|公布|公开)", text[:4000])
    say(read_year(opening[0]) if opening else None, 5)
    say(read_year(first[:40]), 4)
    for section in sections:
        heading = heading_of(section.title)
        year = read_year(heading) if section.level < 3 else None
        if year and PLANS.search(heading):
            say(year - 1, 3)
        elif year and RESULTS.search(heading):
            say(year, 3)
    if weights:
        return max(weights, key=weights.__getitem__)
    for day in (issued_on, published_on):
        if day:
            return day.year - (day.month < 7)
    return None


def heading_of(title: str) -> str:
    """Return a section's heading, up to the end of its first clause where it runs on into a sentence.

    Examples
    --------
    >>> heading_of("加快规范化建设，到2024年底全部达标")
    '加快规范化建设'
    """
    return re.split(r"[,，:：;；。]", title.lstrip(",，:： "), maxsplit=1)[0]


def _is_prose(line: str) -> bool:
    return bool(SENTENCE.search(line)) and not is_furniture(line)


def _signature(tail: list[_Line], title: str) -> tuple[Span | None, str, date | None]:
    """Return the offsets of the signature in the lines behind the last sentence, its bodies and its date."""
    dated = None
    for n, line in enumerate(tail):
        match = DAY.search(line.text)
        rest = line.text[: match.start()] + line.text[match.end() :] if match else ""
        whole = match and not rest.strip(" ()（）　")
        if not match or not day_of(match) or is_furniture(line.text) or not (whole or _issuers(rest, title)):
            continue
        # Related news has dates too; a signature's day is spelt out or stands below a body.
        if "年" in match[0] or not whole or (n and _issuers(tail[n - 1].text, title)):
            dated = n, match, rest
            break
    if dated is None:
        first = next((n for n, line in enumerate(tail) if _issuers(line.text, title)), None)
        if first is None or any(is_furniture(line.text) for line in tail[:first]):
            return None, "", None
        last = first
        while last + 1 < len(tail) and last - first < LONGEST_SIGNATURE and _issuers(tail[last + 1].text, title):
            last += 1
        bodies = [_issuers(line.text, title) for line in tail[first : last + 1]]
        return (tail[first].start, tail[last].end), " ".join(bodies), None
    n, match, rest = dated
    first, last = n, n
    while first and n - first < LONGEST_SIGNATURE and _issuers(tail[first - 1].text, title):
        first -= 1
    if first == n and not _issuers(rest, title):
        while last + 1 < len(tail) and last - n < LONGEST_SIGNATURE and _issuers(tail[last + 1].text, title):
            last += 1
    bodies = [_issuers(line.text, title) for line in tail[first:n]]
    bodies += [_issuers(rest, title)] + [_issuers(line.text, title) for line in tail[n + 1 : last + 1]]
    return (tail[first].start, tail[last].end), " ".join(filter(None, bodies)), day_of(match)


def _issuers(line: str, title: str = "") -> str:
    """Return the bodies that a line of a signature names, else ``""``; 拱北海关 is one that the title begins with."""
    if len(line) > LONGEST_HEADING:
        return ""
    # 横 沥 镇 人 民 政 府 is set apart to fill the line.
    if re.fullmatch(rf"{HAN_OR_ZERO}(?:\s{{1,4}}{HAN_OR_ZERO})+", line):
        line = re.sub(r"\s", "", line)
    named, begun = [], LEADING.sub("", title)
    for word in line.split():
        if named and is_furniture(word):
            break
        body = STAMPED.sub("", word)
        if not (ISSUER.fullmatch(body) or (len(body) > 1 and begun.startswith(body) and body != begun)):
            return ""
        named.append(body)
    return " ".join(named)


def _title(head: list[_Line]) -> str:
    """Return the title among the first lines, its lines joined."""
    for n, line in enumerate(head):
        # 一、2021年主要工作情况 opens the body of a page that puts the title elsewhere.
        if _is_prose(line.text) or OUTLINE_MARK.match(line.text):
            return ""
        text = re.sub(r"^标\s*题\s*[:：\]】|]*\s*", "", line.text).strip("《》 ")
        if is_furniture(text) or len(text) > LONGEST_HEADING or re.search("[,，:：]", text):
            continue
        following = head[n + 1].text if n + 1 < len(head) else ""
        if not TITLE.search(text):
            joined = text + following
            if not (re.search("法治|依法", text) and len(following) < 30 and TITLE.fullmatch(following[-2:])):
                continue
            text = joined
        elif not re.search(rf"(?:{TITLE.pattern})$", text):
            continue
        before = head[n - 1].text if n else ""
        if (
            before
            and not is_furniture(before)
            and (before.endswith("关于") or _issuers(before) or _goes_on(before, text))
        ):
            text = before + text
        return text
    return ""


def _goes_on(before: str, line: str) -> bool:
    """Return whether a line goes on in the name of the body that the one above begins: 示例镇人民政, 府2023年."""
    topic = TOPIC.search(line)
    return bool(topic and 0 < topic.start() < 6 and _issuers(before + line[: topic.start()]))


def _subtitle_date(head: list[_Line]) -> date | None:
    """Return the date that stands alone, in brackets, below a title."""
    for line in head:
        if re.fullmatch(rf"[(（]\s?(?:{DAY.pattern})\s?[)）]", line.text):
            return read_day(line.text)
    return None


def _dated(words: re.Pattern[str], text: str) -> date | None:
    for match in words.finditer(text):
        day = DAY.match(text, match.end())
        if day and day_of(day):
            return day_of(day)
    return None
