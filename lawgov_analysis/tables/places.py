"""Places: whose report it is, by code, slug or name."""

import re
from collections.abc import Iterable

import pandas as pd

from ..errors import LawgovError, UnknownPlace, nearest
from ..paths import shown_path
from .divisions import Division, bare, load_divisions
from .folder import Data, DataDir, open_data
from .gazetteer import Gazetteer, departments_of, gazetteer_of

# The levels of the codebook: a town and a street have the same duties, a county-level city those of a county.
_LEVELS = {"镇": "镇街", "乡": "镇街", "街道": "镇街", "园区": "镇街", "区": "县区", "县": "县区"}
# Numbers from here on are given to departments that data/departments.csv does not list.
FIRST_FREE, LAST_FREE = 950, 999
# 榆埠镇<2022: so it was called until then.
FORMER = re.compile(r"([^|<]+)<([0-9]{4})")
# So many digits of a code are its county's.
COUNTY = 6
OFFICE = re.compile(r"(?:委员会|办公[室厅]|[局厅院署部办所队社委]|中心)$")


def load_places(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the places that have a report, and what is added to the divisions of the country.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        Indexed by the official statistical division ``code`` (str), with columns ``slug``, ``name``, ``full_name``,
        ``level``, ``province``, ``city``, ``county``, ``population`` (persons), ``population_year``, ``aliases`` and
        ``former_names``.

    Raises
    ------
    BadTable
        When the table breaks its schema.

    Examples
    --------
    >>> int(load_places().query("city == '东莞市'")["population"].sum())
    10466625
    """
    return open_data(data_dir).table("places", index="code")


def levels_of(codes: pd.Series, data_dir: DataDir = None) -> pd.Series:
    """Return the level of the codebook that places are of: 镇街, 县区, 市, 省 or 部门.

    Parameters
    ----------
    codes : pandas.Series of str
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.Series of str
        Missing for a place that is neither in ``places.csv`` nor a division of the country.

    Examples
    --------
    >>> levels_of(pd.Series(["441900106", "440307", "110105"])).tolist()
    ['镇街', '县区', '县区']
    """
    data = open_data(data_dir)
    known, found = data.made(_levels), {}
    for code in codes.dropna().unique():
        level = known.get(code) or _level(code, gazetteer_of(data))
        is_county = (level == "市" and not code.endswith("00")) or (level == "园区" and len(code) == COUNTY)
        if level:
            found[code] = "县区" if is_county else _LEVELS.get(level, level)
    return codes.map(found).astype("str")


def check_places(codes: pd.Series, data: Data) -> None:
    """Check that places are known, but where a draft has none: of others nothing is told apart or expected.

    Raises
    ------
    UnknownPlace
    """
    unknown = codes[levels_of(codes, data).isna() & codes.ne("")]
    if len(unknown):
        raise UnknownPlace(
            f"unknown place: {unknown.iloc[0]} is no place of {shown_path(data.folder)}; "
            "figures of another data folder need its path as data_dir"
        )


def _levels(data: Data) -> dict[str, str]:
    return load_places(data)["level"].to_dict()


def place_in(code: str, year: int, data_dir: DataDir = None) -> tuple[str, str]:
    """Return what a place was called in the report of a year, and of which level it was then.

    Parameters
    ----------
    code : str
    year : int
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    name, level : str
        As of `levels_of`; two times nothing for a place that is not in ``places.csv``.

    Examples
    --------
    >>> city = "data/samples/city"
    >>> place_in("990102104", 2021, city), place_in("990102104", 2022, city)
    (('榆埠镇', '镇街'), ('榆埠街道', '镇街'))
    """
    data = open_data(data_dir)
    places = load_places(data)
    if code not in places.index:
        return "", ""
    former = FORMER.findall(places.loc[code, "former_names"])
    name = min(((int(until), name) for name, until in former if year < int(until)), default=(0, ""))[1]
    if not name:
        return places.loc[code, "name"], data.made(_level_by_code)[code]
    level = "街道" if name.endswith("街道") else name[-1]
    return name, _LEVELS.get(level, level)


def _level_by_code(data: Data) -> dict[str, str]:
    codes = load_places(data).index.to_series()
    return levels_of(codes, data).to_dict()


def kinds_of(codes: pd.Series, data_dir: DataDir = None) -> pd.Series:
    """Return what places are compared by: their level, and of departments which one it is.

    Parameters
    ----------
    codes : pandas.Series of str
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.Series of str
        As of `levels_of`; of a department with its number, and of one that has no standard number its code.

    Examples
    --------
    >>> kinds_of(pd.Series(["441900106", "441900902", "440307902", "441900950"])).tolist()
    ['镇街', '部门902', '部门902', '部门441900950']
    """
    levels = levels_of(codes, data_dir)
    numbers = codes.str[6:].where(codes.str[6:] < str(FIRST_FREE), codes)
    return levels.mask(levels == "部门", levels + numbers)


def _level(code: str, gazetteer: Gazetteer) -> str:
    if code in gazetteer:
        return gazetteer[code].level
    return "部门" if is_department(code) and code[:6] in gazetteer else ""


def is_department(code: str) -> bool:
    """Return whether a code is of a department: its government's six digits and a number from 901 on.

    Examples
    --------
    >>> is_department("441900902"), is_department("441900106")
    (True, False)
    """
    return len(code) == 9 and code[6:] > "900"


def find_place(name: str | int, data_dir: DataDir = None) -> pd.Series:
    """Find a place by code, slug, short name or full name, in ``places.csv``, else in the whole country.

    Parameters
    ----------
    name : str or int
        ``441900106``, ``dongguan-hengli``, ``横沥镇``, ``东莞市横沥镇`` or ``东莞市司法局``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.Series
        The row of `load_places`, or the one that it would have, as of `place_line`; its ``name`` attribute is the code.

    Raises
    ------
    UnknownPlace
        When no place, or more than one, has that name; the message gives the candidates, or the nearest.

    Examples
    --------
    >>> find_place("横沥镇").name, find_place("南沙区横沥镇").name, find_place("东莞市司法局").name
    ('441900106', '440115101', '441900902')
    """
    data = open_data(data_dir)
    places = load_places(data)
    wanted = str(name).strip()
    if wanted in places.index:
        return places.loc[wanted]
    for column in ("slug", "full_name", "name"):
        rows = places[places[column] == wanted]
        if len(rows) > 1:
            raise _means_several(wanted, [f"{row.full_name}({row.Index})" for row in rows.itertuples()])
        if len(rows) == 1:
            return rows.iloc[0]
    if wanted:
        line = _of_country(wanted, data)
        if line is not None:
            return line
    near = nearest(wanted, [*places["name"], *places["full_name"], *places["slug"], *places.index])
    hint = f"; the nearest are {'、'.join(dict.fromkeys(near))}" if near else ""
    raise UnknownPlace(
        f"unknown place: {wanted or '(empty)'} is no code, slug or name in the gazetteer{hint}; a place that is new "
        "needs a line of places.csv in the data folder first (docs/how-to/add-thirty-towns.md)"
    )


def full_name_of(code: str, data_dir: DataDir = None) -> str:
    """Return the full name of a place, whether or not it has a line; the code where there is none of it.

    Examples
    --------
    >>> full_name_of("441302110")
    '惠州市惠城区横沥镇'
    """
    try:
        return str(find_place(code, data_dir)["full_name"])
    except LawgovError:
        return code


def full_name_said(code: str, said: Iterable[str], data: Data) -> str:
    """Return the full name of a place as of `full_name_of`, of a department without a line as a report calls it.

    Parameters
    ----------
    code : str
    said : iterable of str
        Its title, then who signed it.
    data : Data

    Examples
    --------
    >>> full_name_said("341103905", ["滁州市南谯区教育体育局2023年法治政府建设年度报告"], open_data())
    '滁州市南谯区教育体育局'
    """
    has_no_line = is_department(code) and code not in load_places(data).index
    department = department_called(code, said, data) if has_no_line else ""
    return str(_line(code[:6], department, data)["full_name"]) if department else full_name_of(code, data)


def department_called(code: str, said: Iterable[str], data: Data) -> str:
    """Return the name of a standard department, without that of its government, as a report calls it.

    Parameters
    ----------
    code : str
    said : iterable of str
        Its title, then who signed it; none where only the code is known.
    data : Data

    Returns
    -------
    str
        Short names are given in full, in those of the same level; ``""`` when no standard department has the number.

    Examples
    --------
    >>> department_called("341103906", ["滁州市南谯区发改委2023年法治政府建设年度报告"], open_data())
    '发展和改革委员会'
    >>> department_called("430000912", (), open_data()), department_called("110000912", (), open_data())
    ('生态环境厅', '生态环境局')
    """
    names = [name for name, each in departments_of(data).items() if each.number == code[6:]]
    for words in said if names else ():
        own = max((name for name in names if name in words), key=len, default="")
        if own:
            fuller = (name for name in names if len(name) > len(own) and _unit(name) == _unit(own))
            return own if len(own) >= len(names[0]) else next(fuller, own)
    of_province = code[2:6] == "0000" and not gazetteer_of(data)[code[:6]].name.endswith("市")
    return next((name for name in names if of_province and name.endswith("厅")), (names or [""])[0])


def _unit(department: str) -> str:
    return department.removesuffix("员会")[-1]


def _means_several(wanted: str, said: list[str]) -> UnknownPlace:
    more = f" and {len(said) - 12} more" if len(said) > 12 else ""
    return UnknownPlace(f"the name {wanted} means several places: {'、'.join(said[:12])}{more}; name one by its code")


def _of_country(wanted: str, data: Data) -> pd.Series | None:
    """Return the line of a division or department by its code or name; None where there is none."""
    gazetteer = gazetteer_of(data)
    if wanted in gazetteer:
        return _line(wanted, "", data)
    if wanted.isdigit() and len(wanted) == 9 and wanted[:6] in gazetteer:
        department = department_called(wanted, (), data)
        return _line(wanted[:6], department, data) if department else None
    codes = codes_of(wanted, gazetteer)
    department = ""
    if not codes and OFFICE.search(wanted):
        # 示例市司法局: a department that is listed, else what follows the longest name of a place.
        cuts = [at for at in range(2, len(wanted) - 1) if wanted[at:] in departments_of(data)]
        for at in [*cuts, *range(len(wanted) - 2, 1, -1)]:
            codes = [code for code in codes_of(wanted[:at], gazetteer) if len(code) == 6]
            if codes:
                department = wanted[at:]
                break
    if len(codes) > 1:
        raise _means_several(wanted, [f"{gazetteer[code].full_name}{department}({code})" for code in codes])
    return _line(codes[0], department, data) if codes else None


def codes_of(name: str, gazetteer: Gazetteer, year: int | None = None) -> list[str]:
    """Return the codes that a printed name may mean: 横沥镇, 东莞市横沥镇, 广东省东莞市横沥镇, 东莞横沥镇.

    Parameters
    ----------
    name : str
    gazetteer : Gazetteer
    year : int, optional
        The year in which it was printed, for names that places had once.

    Returns
    -------
    list of str
    """
    for at in range(max(len(name) - 1, 0)):
        codes = [code for code in gazetteer.named(name[at:], year) if lies_in(gazetteer[code], name[:at])]
        if codes:
            return codes
    return []


def lies_in(place: Division, prefix: str) -> bool:
    """Return whether the names printed before a place's own are those above it.

    Examples
    --------
    >>> hengli = Division("441900106", "横沥镇", "镇", "广东省", "东莞市", "")
    >>> lies_in(hengli, "广东省东莞市"), lies_in(hengli, "东莞"), lies_in(hengli, "惠州市")
    (True, True, False)
    """
    for above in (place.province, place.city, place.county):
        for form in sorted({above, bare(above)} if above else (), key=len, reverse=True):
            if prefix.startswith(form):
                prefix = prefix[len(form) :]
                break
    return not prefix


def place_line(code: str, department: str = "", data_dir: DataDir = None) -> dict[str, str]:
    """Return the line of ``places.csv`` of a division, or of a department of its government.

    Parameters
    ----------
    code : str
        Of the division.
    department : str
        Name of the department without that of its government: 司法局. One that ``departments.csv`` does not list gets
        the next number of 950 to 999 that is free in ``places.csv``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    dict of str
        All columns; the line that stands in ``places.csv`` where there is one.

    Raises
    ------
    UnknownPlace
        When there is no such division, or it is below the county and has no departments that report.

    Examples
    --------
    >>> line = place_line("440115101")
    >>> line["slug"], line["full_name"], line["level"], line["county"]
    ('guangzhou-nansha-hengli', '广州市南沙区横沥镇', '镇', '南沙区')
    >>> line = place_line("441900", "司法局")
    >>> line["code"], line["slug"], line["full_name"], line["level"]
    ('441900902', 'dongguan-justice', '东莞市司法局', '部门')
    """
    line = _line(code, department, open_data(data_dir))
    return {"code": str(line.name), **{str(name): "" if pd.isna(said) else str(said) for name, said in line.items()}}


def _line(code: str, department: str, data: Data) -> pd.Series:
    places, gazetteer = load_places(data), gazetteer_of(data)
    if code not in gazetteer:
        raise UnknownPlace(f"unknown place: there is no division {code}; see data/divisions.csv")
    place = gazetteer[code]
    if not department:
        if code in places.index:
            return places.loc[code]
        full_name, slug = place.full_name, _slug(place)
    else:
        full_name = f"{places.loc[code, 'full_name'] if code in places.index else place.full_name}{department}"
        known = places.index[(places["level"] == "部门") & (places["full_name"] == full_name)]
        if len(known):
            return places.loc[known[0]]
        if len(code) != 6 or place.level == "部门":
            raise UnknownPlace(f"{place.full_name} is below the county: its {department} has no report of its own")
        number, part = _number(code, department, places, data)
        slug = f"{places.loc[code, 'slug'] if code in places.index else _slug(place)}-{part}"
        code = code + number
        if code in places.index:
            return places.loc[code]
    taken = set(places["slug"])
    if full_name in set(places["full_name"]):
        full_name = f"{full_name}（{code}）"
    line = dict.fromkeys(places.columns, "")
    line |= {"slug": f"{slug}-{code}" if slug in taken else slug, "full_name": full_name}
    line |= {"name": full_name if department else place.name, "level": "部门" if department else place.level}
    is_city = code[:6].endswith("00") and (place.level == "市" or place.name.endswith("市"))
    line |= {"province": place.province or place.name, "city": place.city or (place.name if is_city else "")}
    line |= {"county": place.county or (place.name if department and not code[:6].endswith("00") else "")}
    return pd.Series(line, name=code, dtype="object")


def _number(code: str, department: str, places: pd.DataFrame, data: Data) -> tuple[str, str]:
    """Return the number of a department and its part of a slug."""
    standard = departments_of(data).get(department)
    if standard:
        return standard.number, standard.slug
    taken = {each[6:] for each in places.index if each.startswith(code) and len(each) == 9}
    for number in range(FIRST_FREE, LAST_FREE + 1):
        if str(number) not in taken:
            return str(number), str(number)
    raise UnknownPlace(f"{department}: all numbers of departments of {code} from {FIRST_FREE} are taken")


def _slug(place: Division) -> str:
    """Return the slug of a division: the names above it and its own in pinyin, without their units."""
    divisions = load_divisions()
    if not place.pinyin:
        return place.code
    parts = []
    codes = [place.code[:4] + "00", place.code[:6]] if len(place.code) == 9 else [place.code[:4] + "00"]
    if place.city == place.province:
        codes[0] = place.code[:2] + "0000"
    if len(place.code) == 6 and place.code.endswith("00"):
        codes = []
    for code in codes:
        if code in divisions and divisions[code].name in place.above:
            parts.append(_spelt(divisions[code]))
    return "-".join(dict.fromkeys([*parts, _spelt(place)])) or place.code


def _spelt(place: Division) -> str:
    syllables = place.pinyin.split()
    kept = len(bare(place.name)) if len(syllables) == len(place.name) else len(syllables)
    short = bare(place.name)
    return "".join(syllables[:kept] if place.name.startswith(short) else syllables)
