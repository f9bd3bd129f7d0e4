"""Gazetteer: whose report a text is, by the places that `load_places` knows and the names that it prints."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import Protocol

from ..tables import Data, DataDir, load_places, open_data
from ..text.characters import HAN
from ..text.dates import ARABIC_YEAR, CHINESE_YEAR

# From the widest to the narrowest: a chain of names goes down (东莞市横沥镇), never up.
UNITS = (
    ("特别行政区", "自治区", "省"),
    ("自治州", "地区", "盟", "市"),
    ("自治县", "自治旗", "经济技术开发区", "开发区", "高新区", "新区", "园区", "县", "区", "旗"),
    ("街道", "镇", "乡", "苏木"),
)
RANK = {unit: rank for rank, units in enumerate(UNITS) for unit in units}
UNIT = "|".join(sorted(RANK, key=len, reverse=True))
# 全镇, 我市 … are no names; words of a sentence that goes on are no part of one.
ANY_UNIT = re.compile(UNIT)
STEP = re.compile(rf"({HAN}{{1,9}}?)({UNIT})")
NO_NAME = re.compile(r"[我全本各该上下省市县区乡镇村]{1,2}")
GOES_ON = re.compile(r"[在以持认按为将是的及与聚推落对和于年请提报送]")
OWN_BODY = re.compile(
    r"(?:人民)?政府|(?:管理|工作|党工)?委员会|党委|党工委|工委|办事处|管委会|街道办(?:事处)?|委|[市县区镇乡]委|[、,\s和]+"
)
DEPARTMENT = re.compile(rf"{HAN}{{0,20}}?(?:委员会|办公室|管委会|[局厅院署部办所队站处委]|中心)(?![室会])")
LEADING = re.compile(rf"^(?:中国共产党|中共|关于|[《“\s]|(?:{ARABIC_YEAR}|{CHINESE_YEAR})年度?)+")
TRAILING = re.compile(r"关于|20\d\d|２０|二[〇○零]|年度|法治|依法|推进|贯彻|[《\s(（]|$")
SELF = re.compile(r"[我全本](镇|乡|街道|区|县|市)")
# The words of the opening after which a report names its place: 2023年,示例镇坚持 …
OPENING = re.compile(rf"(?:^|年(?:度|来|以来)?[,，、]?|[。：:]|来[,，])\s*(?={HAN})")


class _Place(Protocol):
    """A row of the gazetteer."""

    Index: str
    name: str
    level: str
    province: str
    city: str
    county: str


def recognise_place(
    text: str,
    title: str = "",
    issuer: str = "",
    data_dir: DataDir = None,
    among: Container[str] | None = None,
) -> tuple[str, str]:
    """Recognise whose report a text is: by its title, its signature, its opening, its body.

    Parameters
    ----------
    text : str
        The report.
    title, issuer : str
        Its title and the bodies that signed it.
    data_dir : path-like, optional
        Another data folder than the package's own.
    among : container of str, optional
        The codes of the places that it may be; all of the gazetteer by default.

    Returns
    -------
    (str, str)
        The code and the name of the place. Where the gazetteer does not have it, or a department reports, the code is
        ``""`` and the name as printed; both are ``""`` where no name is found.

    Notes
    -----
    Many towns share a name. A name that the text itself sets in another county or city than the gazetteer does is left
    without a code.

    Examples
    --------
    >>> recognise_place("我镇依法办事。", issuer="中共横沥镇委员会 横沥镇人民政府")
    ('441900106', '横沥镇')
    >>> recognise_place("", title="唐河县龙潭镇2023年法治政府建设年度报告")
    ('', '龙潭镇')
    >>> recognise_place("", title="示例市司法局2023年法治政府建设年度报告")
    ('', '示例市司法局')
    """
    rows = open_data(data_dir).made(_rows)
    if among is not None:
        rows = [row for row in rows if row.Index in among]
    openings = [text[match.end() : match.end() + 30] for match in OPENING.finditer(text[:300])]
    names = [_organisation(said, rows) for said in (title, *issuer.split()[::-1]) if said]
    names += [_organisation(said, rows, in_sentence=True) for said in openings]
    chain, department = next((name for name in names if any(name)), ("", ""))
    if department:
        return "", chain + department
    row = _row(chain, rows, text) if chain else _most_named(text, rows)
    if row is not None:
        return row.Index, row.name
    return "", chain[_last_name(chain) :]


def _rows(data: Data) -> tuple[_Place, ...]:
    return tuple(load_places(data).itertuples())


def _organisation(said: str, rows: Sequence[_Place], in_sentence: bool = False) -> tuple[str, str]:
    """Split the beginning of a phrase into a chain of place names and a department: 乐昌市 + 司法局."""
    said = LEADING.sub("", said)
    at = _chain_end(said, in_sentence)
    # 松山湖 has no 镇 to its name.
    at += max((len(row.name) for row in rows if said.startswith(row.name, at)), default=0)
    rest = TRAILING.split(said[at:], maxsplit=1)[0]
    if in_sentence:
        department = DEPARTMENT.match(rest[:12]) if at else None
        return said[:at], department[0] if department and not OWN_BODY.match(rest) else ""
    if not OWN_BODY.sub("", rest):
        return said[:at], ""
    department = DEPARTMENT.match(rest)
    return said[:at], department[0] if department else ""


def _chain_end(said: str, in_sentence: bool = False) -> int:
    at, rank = 0, -1
    while step := STEP.match(said, at):
        if RANK[step[2]] < rank or NO_NAME.fullmatch(step[1]) or (in_sentence and GOES_ON.search(step[1])):
            break
        at, rank = step.end(), RANK[step[2]]
        # 城区街道: a name may itself end like a unit.
        while unit := ANY_UNIT.match(said, at):
            at, rank = unit.end(), RANK[unit[0]]
    return at


def _last_name(chain: str) -> int:
    """Return where the narrowest name of a chain begins: 镇 of 示例市示例镇."""
    at = last = 0
    while at < len(chain) and (step := STEP.match(chain, at)):
        last, at = at, step.end()
        while unit := ANY_UNIT.match(chain, at):
            at = unit.end()
    return last


def _row(chain: str, rows: Sequence[_Place], text: str) -> _Place | None:
    """Return the gazetteer's row of a printed name, None when it has none or the text sets it elsewhere."""
    fitting = [row for row in rows if chain.endswith(row.name) and _lies_in(chain[: -len(row.name)], row)]
    if len(fitting) > 1:
        fitting = [row for row in fitting if (row.county and row.county in text) or row.city in text]
    if len(fitting) != 1:
        return None
    row = fitting[0]
    if chain == row.name:
        said = re.findall(rf"({HAN}{{2,7}}?[市县区旗])(?={row.name})", text)
        if said and not any(_ends_in(name, row) for name in said):
            return None
    return row


def _lies_in(prefix: str, row: _Place) -> bool:
    """Return whether the names printed before a place's own are those above it."""
    for above in (row.province, row.city, row.county):
        prefix = prefix.replace(above, "", 1) if above else prefix
    return not prefix


def _ends_in(name: str, row: _Place) -> bool:
    return any(above and name.endswith(above) for above in (row.province, row.city, row.county))


def _most_named(text: str, rows: Sequence[_Place]) -> _Place | None:
    """Return the place that the body names most, of the level that it calls itself by (我镇, 全区)."""
    levels = Counter(match[1] for match in SELF.finditer(text)).most_common(1)
    if not levels:
        return None
    counts: Counter[_Place] = Counter()
    for row in rows:
        if row.level == levels[0][0]:
            counts[row] = len(re.findall(rf"(?<!{HAN}){row.name}", text))
    best = counts.most_common(2)
    return best[0][0] if best and best[0][1] and (len(best) < 2 or best[0][1] > best[1][1]) else None
