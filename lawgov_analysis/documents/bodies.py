"""Bodies: who is named in a title or signs a report, as a chain of places and a department: 乐昌市 + 司法局."""

import re
from collections.abc import Container
from dataclasses import dataclass

from ..tables.gazetteer import Gazetteer
from ..text.characters import HAN, HAN_RANGE
from ..text.dates import ARABIC_YEAR, CHINESE_YEAR

# From the widest to the narrowest: a chain of names goes down (东莞市横沥镇), never up.
UNITS = (
    ("特别行政区", "自治区", "省"),
    ("自治州", "地区", "盟", "市"),
    ("自治县", "自治旗", "经济技术开发区", "开发区", "高新区", "经开区", "新区", "园区", "县", "区", "旗"),
    ("街道", "镇", "乡", "苏木"),
)
RANK = {unit: rank for rank, units in enumerate(UNITS) for unit in units}
UNIT = "|".join(sorted(RANK, key=len, reverse=True))
ENDS_IN_UNIT = re.compile(rf"(?:{UNIT})$")
# 全镇, 我市 … are no names; words of a sentence that goes on are no part of one.
STEP = re.compile(rf"({HAN}{{1,9}}?)({UNIT})")
ANY_UNIT = re.compile(UNIT)
NO_NAME = re.compile(r"[我全本各该上下省市县区乡镇村]{1,2}")
GOES_ON = re.compile(r"[在以持认按为将是的及与聚推落对和于年请提报送]")
# 新城镇化, 新城镇居民 is not 新城镇; 城区街道 goes on from 城区.
NO_END = re.compile(r"[化居村直级]")
NAME_GOES_ON = re.compile(r"街道|镇")
OWN_BODY = re.compile(
    r"(?:[省市县区旗镇乡]?(?:人民)?政府)|(?:管理|工作|党工)?委员会|党委|党工委|工委|办事处|管委会|街道办(?:事处)?"
    r"|[省市县区旗镇乡]委|委|党政|行政公署|行署|[、,\s和]+"
)
# What keeps a government's account of the rule of law publishes that of its government.
OF_RULE = re.compile(
    r"(?:中共)?[省市县区旗]?委?(?:全面)?依法治[省市县区旗](?:工作)?(?:委员会|领导小组)?办(?:公室)?"
    r"|法治[省市县区旗]?(?:政府)?建设(?:工作)?(?:领导|协调)小组(?:办公室)?|(?:推进)?依法行政(?:工作)?领导小组(?:办公室)?"
    r"|(?:人民政府)?法制(?:办公室|办|局)|法治办(?:公室)?"
)
DEPARTMENT = re.compile(rf"{HAN}{{1,24}}?(?:委员会|办公室|管委会|[局厅院署部办所队站处委社]|中心|公司)(?![室会])")
# What a title may say between a name and its topic. Anything else may be of a part of the place: 水务系统, 龙岗分局.
NEUTRAL = re.compile(
    r"(?:全面|深入|扎实|切实|认真|积极|持续|坚持|落实|开展|召开|加强|强化|报送|工作|本级|党政|领导班子|主要负责人|负责人"
    r"|履行|第一责任人|职责|的|在|对|[、,，:：])"
)
NATIONAL = r"国家税务总局|中华人民共和国"
# A division of the corps is one body with its city: 第八师石河子市.
CORPS = rf"新疆生产建设兵团(?=第)|第[一二三四五六七八九十]{{1,3}}师(?=[{HAN_RANGE}〇○0-9]{{2,5}}[市团])"
LEADING = re.compile(
    rf"^(?:中国共产党|中共|关于|印发|发布|公布|报送|{NATIONAL}|{CORPS}|[《“【\[\s]|(?:{ARABIC_YEAR}|{CHINESE_YEAR})年度?)+"
)
TRAILING = re.compile(r"关于|20\d\d|２０|二[〇○零]|年度|上半年|法治|依法|推进|贯彻|[《\s(（_—|-]|$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is printed.

    Attributes
    ----------
    chain : tuple of str
        The names of places, the widest first.
    department : str
        ``""`` where it is the government itself, or its Party committee, or their office for the rule of law.
    rest : str
        What stands behind the chain and is no body that is known.
    """

    chain: tuple[str, ...]
    department: str = ""
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.chain or self.department)


def read_body(said: str, gazetteer: Gazetteer, departments: Container[str], in_sentence: bool = False) -> Body:
    """Read the body that a phrase begins with.

    Parameters
    ----------
    said : str
        A title, a line of a signature, or the words of an opening.
    gazetteer : Gazetteer
    departments : container of str
        The names of departments.
    in_sentence : bool
        Whether a sentence goes on behind it.

    Returns
    -------
    Body

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> from lawgov_analysis.tables.gazetteer import departments_of, gazetteer_of
    >>> about = gazetteer_of(open_data()), departments_of(open_data())
    >>> read_body("中共唐河县龙潭镇委员会", *about).chain
    ('唐河县', '龙潭镇')
    >>> body = read_body("东莞市住房和城乡建设局2023年法治政府建设年度报告", *about)
    >>> body.chain, body.department
    (('东莞市',), '住房和城乡建设局')
    """
    said = LEADING.sub("", said)
    # 市司法局 of a city that the signature names.
    if said[:1] in "省市县区旗州本" and _department_at(said, 1, departments, listed=True):
        said = said[1:]
    if alone := gazetteer.department_at(said):
        return Body((), alone, _unread(TRAILING.split(said[len(alone) :], maxsplit=1)[0]))
    chain, at = _chain(said, gazetteer, departments, in_sentence)
    if in_sentence:
        rest = TRAILING.split(said[at : at + 12], maxsplit=1)[0]
        department = DEPARTMENT.match(rest) if chain else None
        # 在浉河区委的领导下 is a sentence that goes on.
        department = department if department and not GOES_ON.match(department[0]) else None
        own = OWN_BODY.match(said, at) or OF_RULE.match(said, at)
        return Body(chain, department[0] if department and not own else "")
    if OF_RULE.match(said, at):
        return Body(chain)
    rest = TRAILING.split(said[at:], maxsplit=1)[0]
    if rest.startswith(("人民政府办公", "政府办公", "政府办", "府办")):
        department = next((end for end in range(len(rest), 1, -1) if rest[:end] in departments), 0)
        return Body(chain, rest[:department])
    for end in range(len(rest), 1, -1):
        if rest[:end] in departments:
            return Body(chain, rest[:end], _unread(rest[end:]))
    unread = _unread(_without(chain, rest))
    if not unread:
        return Body(chain)
    if DEPARTMENT.fullmatch(rest) and not OWN_BODY.match(rest):
        return Body(chain, rest)
    department = None if OWN_BODY.match(rest) else DEPARTMENT.match(rest)
    return Body(chain, department[0], rest[department.end() :]) if department else Body(chain, "", unread)


def _unread(rest: str) -> str:
    # A sentence may follow what is neutral.
    neutral = NEUTRAL.match(rest)
    return "" if neutral else OWN_BODY.sub("", rest).strip("()（）、:：】]〕 ")


def _without(chain: tuple[str, ...], rest: str) -> str:
    """Return what follows without the own name said again: 委唐河县人民政府 of 唐河县委唐河县人民政府."""
    for name in chain:
        rest = rest.replace(name, "")
    return rest.replace("中共", "")


def _chain(
    said: str, gazetteer: Gazetteer, departments: Container[str], in_sentence: bool
) -> tuple[tuple[str, ...], int]:
    chain: list[str] = []
    at, rank = 0, -1
    while at < len(said):
        end = gazetteer.longest_at(said, at)
        name = said[at:end]
        if name and not ENDS_IN_UNIT.search(name) and len(name) < 3:
            end, name = at, ""
        more = NAME_GOES_ON.match(said, end) if name.endswith("区") else None
        if more and gazetteer.longest_at(said, end) == end:
            end = more.end()
            name = said[at:end]
        if not name:
            # 住房和城乡建设局 is no 住房和城乡, 委全面依法治区 no 区.
            if chain and (OF_RULE.match(said, at) or _department_at(said, at, departments)):
                break
            if split := _bare_chain(said, at, gazetteer):
                chain += split
                at += sum(map(len, split))
                rank = min(_ranks(split[-1], gazetteer))
                continue
            if not (chain or in_sentence) and (alone := _bare_alone(said, gazetteer)):
                return alone
            step = STEP.match(said, at)
            if not step or NO_NAME.fullmatch(step[1]) or (in_sentence and GOES_ON.search(step[1])):
                break
            end = step.end()
            # 城区街道: a name may itself end like a unit.
            while (unit := ANY_UNIT.match(said, end)) and unit[0][0] != said[end - 1]:
                end = unit.end()
            name = said[at:end]
        ranks = [each for each in _ranks(name, gazetteer) if each >= rank]
        if not ranks or (in_sentence and NO_END.match(said, end)):
            break
        chain.append(name)
        at, rank = end, min(ranks)
    return tuple(chain), at


def _ranks(name: str, gazetteer: Gazetteer) -> set[int]:
    """Return the ranks that a name may have: that of what it is a name of, else that of its unit."""
    codes = gazetteer.named(name) or gazetteer.upper.get(name, ())
    if codes:
        return {
            3 if len(code) > 6 else 0 if code.endswith("0000") else 1 if code.endswith("00") else 2 for code in codes
        }
    unit = ENDS_IN_UNIT.search(name)
    return {RANK[unit[0]] if unit else 3}


def _department_at(said: str, at: int, departments: Container[str], listed: bool = False) -> bool:
    rest = TRAILING.split(said[at:], maxsplit=1)[0]
    known = any(rest[:end] in departments for end in range(2, len(rest) + 1))
    return known or bool(
        not listed and DEPARTMENT.fullmatch(rest) and not re.search("人民政府|办事处|管委会|工委", rest)
    )


def _bare_alone(said: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], int] | None:
    """Return the name above towns that a title begins with and nothing more: 东莞 of 东莞2023年."""
    for length in range(4, 1, -1):
        names = gazetteer.bare_upper.get(said[:length], ())
        if len(names) == 1 and TRAILING.match(said, length):
            return names, length
    return None


def _bare_chain(said: str, at: int, gazetteer: Gazetteer) -> list[str]:
    """Return names without their unit and the name that they lead to: 东莞 + 横沥镇."""
    for length in range(2, 8):
        name = said[at : at + length]
        if name in gazetteer.bare_upper:
            end = gazetteer.longest_at(said, at + length)
            if end > at + length and ENDS_IN_UNIT.search(said[at + length : end]):
                return [name, said[at + length : end]]
            deeper = _bare_chain(said, at + length, gazetteer)
            if deeper:
                return [name, *deeper]
    return []
