"""Divisions: every province, city, county and town of the country, by code and by the names that are printed.

Nothing here is read before a name or a code must be resolved by it: 44,700 rows take a tenth of a second.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..errors import BadTable
from ..files import regular
from ..paths import shown_path
from .folder import Data, DataDir, open_data

#: What a name of a division ends in, each with its rank from the widest to the narrowest.
RANKS = {
    **dict.fromkeys(("特别行政区", "自治区", "省"), 0),
    **dict.fromkeys(("自治州", "地区", "盟", "市", "州"), 1),
    **dict.fromkeys(("自治县", "自治旗", "县", "区", "旗", "特区", "林区"), 2),
    **dict.fromkeys(("街道", "镇", "乡", "苏木", "民族乡"), 3),
}
UNIT = re.compile(rf"(?:{'|'.join(sorted(RANKS, key=len, reverse=True))})$")
PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇"
    "|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固"
    "|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
# 恩施土家族苗族自治州 is called 恩施州, 得力其尔鄂温克民族乡 also 得力其尔乡.
OF_PEOPLES = re.compile(rf"^(.{{2,}}?)((?:(?:{PEOPLES})族?)+)(自治州|自治县|自治旗|自治区|民族乡|民族苏木|族乡)$")
SHORT_UNIT = {"自治州": "州", "自治县": "县", "自治旗": "旗", "自治区": "", "民族苏木": "苏木"}
BODY = re.compile(r"(?<=.)(?:管理委员会|管委会|行政委员会|办事处)$")
OF_BODY = re.compile(r"(?:街道|[区园])$")
# Rows that only group counties, and offices that the statistics count as a town: no printed name is one of them.
GROUPS = frozenset(("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"))
NO_PLACE = re.compile(r"(?:[局所厂矿院]|公司|办公室|单位|局直|农垦|筹备处|服务中心|管理中心)$")
ZONE = re.compile(
    r"(?:开发区|高新区|经开区|高新技术产业园区|产业区|工业区|管理区|示范区|试验区|实验区|名胜区|聚集区|食品区|新城)$"
)
# 石家庄高新技术产业开发区 is called 石家庄高新区; an economic zone is 经济开发区 until the State Council raises it.
KINDS_OF_ZONE = (
    ("高新区", "高新技术产业开发区", "高新技术开发区", "高新技术产业园区"),
    ("经开区", "经济技术开发区", "经济开发区"),
)
KIND_OF_ZONE = re.compile(rf"(?:{'|'.join(kind for kinds in KINDS_OF_ZONE for kind in kinds)}|开发区)$")
LONGEST_NAME = 24
COLUMNS = ("code", "name", "level", "parent", "pinyin")


@dataclass(frozen=True, slots=True)
class Division:
    """A division, or a place that only ``places.csv`` has.

    Attributes
    ----------
    code, name : str
    level : str
        As in ``places.csv``: 省, 市, 区, 县, 镇, 乡, 街道, 园区, 部门.
    province, city, county : str
        The names above it; ``""`` where there is none, and of its own level.
    pinyin : str
        Of its name, a space between syllables; ``""`` where that is not known.
    """

    code: str
    name: str
    level: str
    province: str
    city: str
    county: str
    pinyin: str = ""

    @property
    def above(self) -> tuple[str, ...]:
        """The names above it, the nearest first."""
        return tuple(dict.fromkeys(filter(None, (self.county, self.city, self.province))))

    @property
    def full_name(self) -> str:
        """Its name with those of its city and county, as a title prints it: 湛江市遂溪县河头镇."""
        if self.level == "省" or (self.level == "市" and self.code.endswith("00")):
            return self.name
        return f"{self.city or self.province}{self.county}{self.name}"


class Divisions:
    """The divisions of the country, by code and by name.

    Parameters
    ----------
    text : str
        Of ``divisions.csv``.
    """

    def __init__(self, text: str) -> None:
        header, _, body = text.replace("\r", "").partition("\n")
        if header != ",".join(COLUMNS):
            raise ValueError(header[:80])
        # Codes side by side in one string: objects of their own would take twice the time.
        self._names: dict[str, str] = {}
        self._rows: dict[str, str] = {}
        self._divisions: dict[str, Division] = {}
        for row in body.split("\n"):
            code, _, rest = row.partition(",")
            if rest:
                name = rest[: rest.index(",")]
                self._rows[code] = rest
                self._names[name] = f"{self._names[name]} {code}" if name in self._names else code
        for name in (*GROUPS, *RANKS):
            self._names.pop(name, None)
        self._rename()

    def _rename(self) -> None:
        """Take in the short names, and leave out what is no place."""
        named = list(self._names)
        for name in [name for name in named if name[-1] in "局所厂矿院司室位直垦处心"]:
            if NO_PLACE.search(name):
                del self._names[name]
        for name in [name for name in named if name[-1] in "乡木县州区旗会处" and ("族" in name or BODY.search(name))]:
            short = short_name(name)
            if name in self._names and short != name and len(short) > 1:
                self._add(short, self._names[name])
                # 新华街道办事处 is no name of its own beside the many 新华街道.
                if BODY.search(name) and OF_BODY.search(short):
                    del self._names[name]
        for name in [name for name in named if name[-1] in "区园城" and ZONE.search(name)]:
            for code in self._names[name].split():
                self._rename_zone(name, code)
        for name in [name for name in named if name.startswith("兵团") and len(name) > 4]:
            self._add(name.removeprefix("兵团"), self._names[name])

    def _rename_zone(self, name: str, code: str) -> None:
        """Take in what else a zone is called: 石家庄高新区, and 石家庄市 + 高新技术产业开发区."""
        rest, above = name, self[code].above
        for upper in reversed(above):
            begun = next((form for form in (upper, bare(upper)) if rest.startswith(form)), "")
            rest = rest[len(begun) :] if len(rest) - len(begun) > 2 else rest
        names = {rest} if len(rest) > 3 else set()
        if kind := KIND_OF_ZONE.search(rest):
            called = next((kinds for kinds in KINDS_OF_ZONE if kind[0] in kinds), (kind[0],))
            stems = {rest[: kind.start()], bare(above[0]) + rest[: kind.start()]}
            names |= {stem + each for stem in stems for each in called if stem + each != "开发区"}
        for each in names - {name}:
            self._add(each, code)

    def _add(self, name: str, codes: str) -> None:
        known = self._names.get(name, "").split()
        self._names[name] = " ".join(dict.fromkeys([*known, *codes.split()]))

    def named(self, name: str) -> tuple[str, ...]:
        """Return the codes of the divisions that are printed by a name: in full, or short as of `short_name`."""
        codes = self._names.get(name) or self._names.get(BODY.sub("", name), "")
        return tuple(codes.split())

    def has_name(self, name: str) -> bool:
        """Return whether a name, as it stands, is one of a division."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Go through the codes."""
        return iter(self._rows)

    def names(self) -> Iterable[str]:
        """Return all names."""
        return self._names.keys()

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self._rows and self._rows[code].split(",")[0] not in GROUPS

    def __getitem__(self, code: str) -> Division:
        """Return a division by its code."""
        if code not in self._divisions:
            self._divisions[code] = self._division(code)
        return self._divisions[code]

    def _division(self, code: str) -> Division:
        name, rank, parent, pinyin = self._rows[code].split(",")
        above = {"省级": "", "地级": "", "县级": ""}
        while parent:
            said, level, up, _ = self._rows[parent].split(",")
            above[level] = "" if said in GROUPS else said
            parent = up
        # A municipality is its own city.
        city = above["地级"] or (above["省级"] if above["省级"].endswith("市") and rank != "地级" else "")
        # 嘉峪关市 is a city, and what the statistics count as its only county.
        county = "" if above["县级"] == city else above["县级"]
        return Division(code, name, level_of_name(code, name, rank), above["省级"], city, county, pinyin)

    @cached_property
    def upper(self) -> dict[str, tuple[str, ...]]:
        """The codes of provinces, cities and counties by each of their names."""
        names: dict[str, list[str]] = {}
        for code in self._rows:
            if len(code) == 6 and code in self:
                for form in forms(self._rows[code].split(",")[0]):
                    names.setdefault(form, []).append(code)
        return {name: tuple(codes) for name, codes in names.items()}


def level_of_name(code: str, name: str, rank: str) -> str:
    """Return the level of ``places.csv`` that a division is of.

    Examples
    --------
    >>> level_of_name("429004", "仙桃市", "县级"), level_of_name("110105021", "南磨房地区", "乡级")
    ('市', '街道')
    >>> level_of_name("130171", "石家庄高新技术产业开发区", "县级")
    '园区'
    """
    if rank in ("省级", "地级"):
        return "省" if rank == "省级" else "市"
    if rank == "县级":
        # The statistics number zones that are no division from 71 on.
        if 71 <= int(code[4:6]) <= 79:
            return "园区"
        return next((level for last, level in (("市", "市"), ("区", "区"), ("岛", "区")) if name.endswith(last)), "县")
    for ends, level in (("镇", "镇"), ("乡", "乡"), ("苏木", "乡"), ("街道", "街道"), ("街道办事处", "街道")):
        if name.endswith(ends):
            return level
    return "街道" if name.endswith("地区") else "园区"


def short_name(name: str) -> str:
    """Return a name as it is mostly said: without the peoples that it lists and the body that stands for it.

    Examples
    --------
    >>> short_name("恩施土家族苗族自治州"), short_name("得力其尔鄂温克民族乡"), short_name("保康街道办事处")
    ('恩施州', '得力其尔乡', '保康街道')
    """
    if of_peoples := OF_PEOPLES.match(name):
        return of_peoples[1] + SHORT_UNIT.get(of_peoples[3], "乡")
    return BODY.sub("", name)


def bare(name: str) -> str:
    """Return a name without its unit; with it where one character would be left.

    Examples
    --------
    >>> bare("东莞市"), bare("唐县"), bare("内蒙古自治区"), bare("恩施土家族苗族自治州")
    ('东莞', '唐县', '内蒙古', '恩施')
    """
    short = UNIT.sub("", short_name(name))
    return short if len(short) > 1 else name


def forms(name: str) -> tuple[str, ...]:
    """Return the names under which a province, city or county is printed in full or short, without the bare one."""
    return tuple(dict.fromkeys((name, short_name(name))))


def load_divisions(data_dir: DataDir = None) -> Divisions:
    """Load the divisions of the country.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own; where it has no ``divisions.csv``, the package's is taken.

    Returns
    -------
    Divisions

    Raises
    ------
    BadTable
        When the table is no table of divisions.

    Examples
    --------
    >>> divisions = load_divisions()
    >>> [divisions[code].full_name for code in divisions.named("横沥镇")]
    ['广州市南沙区横沥镇', '惠州市惠城区横沥镇', '东莞市横沥镇']
    """
    data = open_data(data_dir)
    home = data if data.has("divisions") else open_data()
    return home.made_of_files(_read, "divisions")


def _read(data: Data, name: str, files: tuple[Path, ...]) -> Divisions:
    for file in files:
        try:
            return Divisions(regular(file).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, KeyError, IndexError) as error:
            raise BadTable([f"{shown_path(file)}: is no table of divisions ({error})"]) from None
    raise BadTable([f"{shown_path(data.folder)}: no file of the table {name} ({data.pattern(name)})"])
