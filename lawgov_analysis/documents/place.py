"""Whose report a text is: by its title, its signature, the places it names, its address and its folder.

A name is no proof: 横沥镇 is in 东莞, in 广州 and in 惠州. Which of them it is needs a second sign. Where two remain,
or signs contradict each other, the report has no code but candidates.
"""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace

from ..tables import Data, DataDir, open_data
from ..tables.divisions import KIND_OF_ZONE, KINDS_OF_ZONE, bare, forms
from ..tables.gazetteer import Gazetteer, departments_of, gazetteer_of
from ..tables.places import codes_of
from ..text.characters import HAN
from .bodies import ANY_UNIT, ENDS_IN_UNIT, Body, read_body
from .site import host_labels, names_another, site_weight

SELF = re.compile(r"[我全本](镇|乡|街道|区|县|市|旗|州|省)")
OWN_OFFICE = re.compile(r"[我本全](?:局|委|厅|办)(?!员)")
# The words of the opening after which a report names its place: 2023年,示例镇坚持 …
OPENING = re.compile(rf"(?:^|年(?:度|来|以来)?[,，、]?|[。：:]|来[,，])\s*(?={HAN})")
APART = re.compile(r"[—_|丨｜（(：:】\]〕]\s*")
UPPER_UNIT = re.compile("[省市县区旗州盟]")
GOVERNED = re.compile(r"(?:委|人民政府|政府|司法局|人大)")
NAMED = re.compile(rf"(?<!{HAN})({HAN}{{1,8}}?(?:街道|[镇乡区县市旗州]))")
TOWNS = ("镇", "乡", "街道", "园区")
# What a department that answers for the rule of law publishes is mostly the report of its government.
FOR_ITS_GOVERNMENT = ("司法局", "司法厅", "人民政府办公室", "人民政府办公厅", "政府办公室", "政府办", "府办")
# With more candidates than these, the first letters of a host fit one by chance.
FEW = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """Whose report a text is, and how that is known.

    Attributes
    ----------
    code : str
        Of the place or department; ``""`` where it is not known, or not which of several.
    name : str
        As printed; ``""`` where no name is found.
    level : str
        As in ``places.csv``.
    department : str
        Name of the department, without that of its government; ``""`` for a place.
    candidates : tuple of str
        Codes of those that it may be, where it has no code.
    basis : str
        The sign that decided: title, issuer, text, url, folder, given; ``""`` for none.
    why : str
        In a few words.
    """

    code: str = ""
    name: str = ""
    level: str = ""
    department: str = ""
    candidates: tuple[str, ...] = ()
    basis: str = ""
    why: str = ""


@dataclass(frozen=True)
class _Signs:
    """What a report says of where it belongs."""

    text: str
    labels: tuple[str, ...]
    folders: tuple[tuple[str, ...], ...]
    gazetteer: Gazetteer
    year: int | None
    among: Container[str] | None

    def named(self, name: str) -> list[str]:
        codes = self.gazetteer.named(name, self.year)
        return [code for code in codes if self.among is None or code in self.among]


def identify(
    text: str,
    title: str = "",
    issuer: str = "",
    url: str = "",
    folder: str = "",
    data_dir: DataDir = None,
    among: Collection[str] | None = None,
    year: int | None = None,
) -> Placed:
    """Identify whose report a text is.

    Parameters
    ----------
    text : str
        The report.
    title, issuer : str
        Its title and the bodies that signed it.
    url : str
        Its address, as far as known.
    folder : str
        The folders that its file lies in; the name of the file may follow.
    data_dir : path-like, optional
        Another data folder than the package's own.
    among : collection of str, optional
        The codes of the places that it may be; all by default.
    year : int, optional
        The year that it is about, for names that places had once.

    Returns
    -------
    Placed

    Examples
    --------
    >>> placed = identify("我镇依法办事。", issuer="中共横沥镇委员会 横沥镇人民政府")
    >>> placed.code, placed.name, placed.candidates
    ('', '横沥镇', ('441900106', '440115101', '441302110'))
    >>> identify("市委、东莞市全面依法治市委员会", issuer="横沥镇人民政府").code
    '441900106'
    >>> identify("", title="唐河县龙潭镇2023年法治政府建设年度报告").code
    '411328107'
    >>> identify("", title="东莞市司法局2023年法治政府建设年度报告").code
    '441900902'
    """
    if not (title or issuer or url or folder or ANY_UNIT.search(text)):
        # A sentence without a place needs no gazetteer.
        return Placed(why="it names no place")
    data = open_data(data_dir)
    gazetteer, departments = gazetteer_of(data), departments_of(data)
    signs = _Signs(text, host_labels(url), _folders(folder, gazetteer, departments), gazetteer, year, among)

    def read(said: str, in_sentence: bool = False) -> Body:
        return read_body(said, gazetteer, departments, in_sentence)

    titled, signed = _of_title(title, read), [read(said) for said in issuer.split()[::-1]]
    openings = [read(text[match.end() : match.end() + 40], True) for match in OPENING.finditer(text[:300])]
    level = _own_level(text)
    # 东莞市委要求 opens the report of a town that says 我镇.
    openings = sorted(openings, key=lambda body: bool(level and body.chain and not body.chain[-1].endswith(level)))
    bodies = [("title", body) for body in titled] + [("issuer", body) for body in signed]
    bodies += [("text", body) for body in openings]
    bodies = [(basis, body) for basis, body in bodies if body]
    if bodies and not (bodies[0][0] == "text" and level and not "".join(bodies[0][1].chain).endswith(level)):
        return _of_bodies(bodies, signs, data)
    return _of_body_of_text(signs)


def _of_title(title: str, read) -> list[Body]:
    """Return the bodies of a title, the one that it is about first: 示例市 of 示例市司法局关于示例市."""
    if not title:
        return []
    first, about, rest = title.partition("关于")
    bodies = [read(title)]
    if first and about and (of := read(rest)) and of.chain:
        bodies = [of, bodies[0]]
    if not any(bodies):
        # 【法治政府建设年报】示例镇2023年 …, 法治政府建设年报丨示例镇2023年 …
        bodies = [read(title[match.end() :]) for match in APART.finditer(title)]
    return [body for body in bodies if body]


def _own_level(text: str) -> str:
    """Return what a text calls its own place most: 镇 of 我镇, 全镇."""
    levels = Counter(match[1] for match in SELF.finditer(text)).most_common(1)
    return levels[0][0] if levels else ""


def _of_bodies(bodies: list[tuple[str, Body]], signs: _Signs, data: Data) -> Placed:
    basis, own = bodies[0]
    if not own.chain:
        # 司法局2023年 …: of which government says another body.
        chain = next((body.chain for _, body in bodies[1:] if body.chain), ())
        own = replace(own, chain=chain)
    printed = "".join(own.chain[-1:]) if not own.department else "".join(own.chain) + own.department
    placed = _narrow(own.chain, basis, bodies[1:], signs)
    if own.rest:
        why = f"“{own.rest}” behind the name may be of a part of it"
        candidates = () if own.department else (placed.code,) if placed.code else placed.candidates
        placed = replace(placed, code="", name=printed + own.rest, department=own.department)
        return replace(placed, level="部门" if own.department else placed.level, candidates=candidates, why=why)
    signing = [body for said, body in bodies if said == "issuer" and body.department]
    if own.department:
        code = signs.gazetteer.department(own.department)
        if code and not own.chain:
            # 拱北海关 is of no government.
            why = "only one of that name"
            return Placed(code, own.department, "部门", own.department, basis=basis, why=why)
        return _department(placed, own, printed, basis, signs, data)
    others = [body for body in signing if not body.department.endswith(FOR_ITS_GOVERNMENT)]
    if len(placed.code) == 6 and others:
        of = _department(placed, others[0], "", "issuer", signs, data)
        return replace(
            placed, code="", candidates=(placed.code, *filter(None, (of.code, *of.candidates))),
            why=f"the title names {placed.name}, {''.join(others[0].chain)}{others[0].department} signed it",
        )  # fmt: skip
    said = Counter(match[1] for match in SELF.finditer(signs.text))
    of_town = sum(said[level] for level in ("镇", "乡", "街道"))
    if len(placed.code) == 6 and of_town > 2 and of_town == said.total():
        why = f"the text is of a town, its {basis} names {placed.name}"
        return replace(placed, code="", candidates=(placed.code,), why=why)
    return placed


def _department(placed: Placed, own: Body, printed: str, basis: str, signs: _Signs, data: Data) -> Placed:
    """Return the department of a government that is placed."""
    known = departments_of(data).get(own.department)
    name = known.name if known else own.department
    found = replace(placed, name=printed, level="部门", department=name)
    if not placed.code and not placed.candidates:
        return replace(found, code="", candidates=())
    codes = [placed.code] if placed.code else list(placed.candidates)
    if len(codes[0]) == 9:
        return replace(found, code="", candidates=(), why=f"{own.department} is below the county: no report of its own")
    of = []
    for code in codes:
        written = signs.gazetteer.department(f"{signs.gazetteer[code].full_name}{own.department}")
        of += [written or (f"{code}{known.number}" if known else "")]
    if not placed.code:
        return replace(found, candidates=tuple(filter(None, of)))
    if not of[0]:
        why = f"{own.department} is not in departments.csv: name it by --place"
        return replace(found, code="", candidates=(), why=why)
    if basis != "title" and own.department.endswith(FOR_ITS_GOVERNMENT) and not OWN_OFFICE.search(signs.text):
        why = f"{printed} signed it, but it may be the report of {placed.name}"
        return replace(found, code="", candidates=(of[0], placed.code), why=why)
    return replace(found, code=of[0])


def _narrow(chain: Sequence[str], basis: str, others: Iterable[tuple[str, Body]], signs: _Signs) -> Placed:
    """Return the place that a chain of names is of, by all signs."""
    if not chain:
        return Placed(basis=basis, why="no place is named")
    gazetteer, name = signs.gazetteer, chain[-1]
    known = signs.named(name)
    fitting = [code for code in known if _lies_below(code, chain[:-1], gazetteer)]
    if KIND_OF_ZONE.fullmatch(name) and chain[:-1]:
        # 天津经济技术开发区 is none that a district of 天津 has.
        fitting = [code for code in fitting if chain[-2] in _forms(gazetteer[code].above[0])]
        name = name if fitting else "".join(chain[-2:])
    place = Placed(name=name, basis=basis)
    if not fitting:
        where = f" in {''.join(chain[:-1])}" if known and name == chain[-1] and chain[:-1] else ""
        now = _of_other_unit(chain, signs)
        said = f"; it may be {'、'.join(gazetteer[code].full_name for code in now)} now" if now else ""
        return replace(place, level=_level(name), candidates=now, why=f"no {name} is known{where}{said}")
    against: list[str] = []
    for said, body in others:
        kept = fitting
        if body.chain[-1:] == (name,):
            kept = [code for code in fitting if _lies_below(code, body.chain[:-1], gazetteer)]
            if not kept:
                return replace(place, level=_level(name), why=f"{name} is said to be in {''.join(body.chain[:-1])}")
        elif body.chain and (elsewhere := codes_of("".join(body.chain), gazetteer, signs.year)):
            kept = [code for code in fitting if any(_is_above(up, code, gazetteer) for up in elsewhere)]
            if not kept and not body.department and said != "text" and not against:
                against = elsewhere
        if kept and len(kept) < len(fitting):
            place = replace(place, basis=said if len(kept) == 1 else basis)
            fitting = kept
    if len(fitting) == 1:
        place = replace(place, why="only one of that name" if len(known) == 1 else "by the names beside it")
    return _weigh(replace(place, level=_level(name)), fitting, known, against, signs)


def _weigh(place: Placed, fitting: list[str], known: list[str], against: list[str], signs: _Signs) -> Placed:
    """Weigh what the text, the address and the folder say of the places that remain."""
    gazetteer = signs.gazetteer
    left, basis, why = fitting, place.basis, place.why
    for sign, supported, doubt in (
        ("text", *_by_text(place.name, fitting, signs)),
        ("url", *_by_site(fitting, known, signs)),
        ("folder", *_by_folder(place.name, fitting, signs)),
    ):
        kept = [code for code in left if code in supported]
        if doubt or (supported and not kept):
            said = doubt or f"the {sign} says another {place.name}"
            return replace(place, candidates=tuple(dict.fromkeys((*left, *supported))), basis="", why=said)
        if supported and len(kept) < len(left):
            left = kept
            if len(left) == 1:
                basis, why = sign, f"by the {sign}"
    if against:
        candidates = tuple(dict.fromkeys((*left, *against)))
        return replace(place, candidates=candidates, basis="", why="title and signature name different places")
    # 嘉峪关市 is a city, and what the statistics count as its only county.
    left = [code for code in left if code[:4] + "00" == code or code[:4] + "00" not in left]
    if len(left) > 1:
        level = _same_level(left, gazetteer)
        return replace(place, level=level, candidates=tuple(left), why=f"{len(left)} places are called {place.name}")
    found = gazetteer[left[0]]
    # A name that it had then is what the report means; an alias is not.
    is_former = place.name != found.name and place.name in _former(left[0], signs)
    name = place.name if is_former else found.name
    return replace(place, code=left[0], name=name, level=found.level, basis=basis, why=why)


def _former(code: str, signs: _Signs) -> frozenset[str]:
    return signs.gazetteer.former_names(code)


def _same_level(codes: Sequence[str], gazetteer: Gazetteer) -> str:
    levels = {gazetteer[code].level for code in codes}
    return levels.pop() if len(levels) == 1 else ""


def _level(name: str) -> str:
    if KIND_OF_ZONE.search(name):
        return "园区"
    ends = {"街道": "街道", "镇": "镇", "乡": "乡", "苏木": "乡", "区": "区", "县": "县", "旗": "县", "市": "市"}
    return next((level for end, level in ends.items() if name.endswith(end)), "")


def _lies_below(code: str, names: Iterable[str], gazetteer: Gazetteer) -> bool:
    """Return whether all of some printed names are of what a place lies in."""
    said = _names_above(code, gazetteer)
    # 繁昌县 became 繁昌区: a county that is none any more is told by its name without the unit.
    return all(name in said or (name not in gazetteer.upper and len(name) > 2 and bare(name) in said) for name in names)


def _of_other_unit(chain: Sequence[str], signs: _Signs) -> tuple[str, ...]:
    """Return the few places of the same name and another unit, where a chain says: 榆埠街道 of 砚湖区榆埠镇."""
    kind = KIND_OF_ZONE.search(chain[-1])
    if kind:
        # What was 昆山开发区 may be 昆山经济技术开发区 by now.
        stem = "".join(chain)[: -len(kind[0])]
        called = [stem + each[0] for each in KINDS_OF_ZONE] + [f"{stem}开发区"]
        return tuple(dict.fromkeys(code for name in called for code in signs.named(name)))
    stem = ENDS_IN_UNIT.sub("", chain[-1])
    if len(stem) < 2 and len(chain[-1]) > 2:
        return ()
    found = [
        code
        for unit in ("街道", "镇", "乡", "区", "县", "市", "县区")
        if f"{stem}{unit}" != chain[-1]
        for code in signs.named(f"{stem}{unit}")
        if _lies_below(code, chain[:-1], signs.gazetteer) and (chain[:-1] or len(code) == 6)
    ]
    found = list(dict.fromkeys(found))
    return tuple(found) if len(found) <= FEW else ()


def _names_above(code: str, gazetteer: Gazetteer) -> set[str]:
    return {form for above in gazetteer[code].above for form in _forms(above)}


def _forms(above: str) -> tuple[str, ...]:
    return (*forms(above), bare(above), above.removesuffix("区"))


def _is_above(upper: str, code: str, gazetteer: Gazetteer) -> bool:
    return gazetteer[upper].name in gazetteer[code].above and upper[:2] == code[:2]


def _by_text(name: str, codes: list[str], signs: _Signs) -> tuple[list[str], str]:
    """Return the places that the text sets this name in, and what it says against all of them."""
    gazetteer, text = signs.gazetteer, signs.text
    said = mentioned(text, gazetteer)
    scores = {code: _score(code, said, gazetteer) for code in codes}
    before = set()
    for match in re.finditer(re.escape(name), text):
        before |= _upper_before(text, match.start(), gazetteer)
    if before:
        kept = [code for code in codes if before & set(_names_above(code, gazetteer))]
        if not kept:
            return [], f"the text speaks of {name} in {'、'.join(sorted(before))}"
        # 赴东莞市横沥镇学习 does not make it 东莞's where the county of another is named.
        return [code for code in codes if code in kept or scores[code][0]], ""
    best = [
        code
        for code, score in scores.items()
        if any(score)
        and all(
            code == other or (score != theirs and all(a >= b for a, b in zip(score, theirs, strict=True)))
            for other, theirs in scores.items()
        )
    ]
    if best:
        return best, ""
    supported = [code for code, score in scores.items() if any(score)]
    if supported or gazetteer[codes[0]].level not in TOWNS:
        return supported, ""
    governed = Counter(
        upper for upper, times in said.items() for _ in range(times) if re.search(rf"{upper}{GOVERNED.pattern}", text)
    )
    foreign = [upper for upper, times in governed.items() if times > 1 and gazetteer.upper[upper]]
    bares = {bare(above) for code in codes for above in gazetteer[code].above}
    if foreign and not any(each in text for each in bares):
        return [], f"the text speaks of {foreign[0]}, where no {name} is known"
    return [], ""


def _score(code: str, said: Counter[str], gazetteer: Gazetteer) -> tuple[bool, ...]:
    """Return whether the text names the county, the city and the province of a place."""
    place = gazetteer[code]
    return tuple(
        bool(above and above != place.name and any(said[form] for form in (*forms(above), f"={bare(above)}")))
        for above in (place.county, place.city, place.province)
    )


def _upper_before(text: str, at: int, gazetteer: Gazetteer) -> set[str]:
    """Return the name of a county, city or province that stands directly before a position."""
    for length in gazetteer.endings.get(text[at - 2 : at], ()) if at > 1 else ():
        name = text[at - length : at]
        if name in gazetteer.upper:
            return {name}
    for length in range(4, 1, -1):
        if at >= length and text[at - length : at] in gazetteer.bare_upper:
            return {text[at - length : at]}
    return set()


def mentioned(text: str, gazetteer: Gazetteer) -> Counter[str]:
    """Count the counties, cities and provinces that a text names; ``=东莞`` is one without its unit.

    Parameters
    ----------
    text : str
    gazetteer : Gazetteer

    Returns
    -------
    collections.Counter of str

    Examples
    --------
    >>> gazetteer = gazetteer_of(open_data())
    >>> dict(mentioned("唐河县委要求,全省和县里都要落实", gazetteer))
    {'唐河县': 1}
    """
    found: Counter[str] = Counter()
    for match in UPPER_UNIT.finditer(text):
        end = match.end()
        short = text[end - 2 : end]
        if (
            short in gazetteer.upper
            and short not in COMMON
            and SETS_APART.match(text[max(0, end - 3) : end - 2] or " ")
        ):
            found[short] += 1
        for length in gazetteer.endings.get(text[end - 2 : end], ()):
            if length <= end and (name := text[end - length : end]) in gazetteer.upper and name not in COMMON:
                found[name] += 1
                break
    return found


# What may stand before a name of two characters: 在易县委领导下, but not 省和县.
SETS_APART = re.compile(rf"(?!{HAN}|[和与及]).|[在由经于据按从对向受市州省]", re.DOTALL)
# Names that are words of any text.
COMMON = frozenset(
    (
        *("城区", "郊区", "矿区", "东区", "西区", "和县", "新县", "成县", "新城区", "老城区", "开发区", "高新区"),
        *("市中区", "城中区", "中原区", "新市区", "特别行政区"),
    )
)


def _by_site(codes: list[str], known: list[str], signs: _Signs) -> tuple[list[str], str]:
    """Return the places whose site the address is, and what it says against all of them."""
    if not signs.labels:
        return [], ""
    every = {code: site_weight(signs.labels, signs.gazetteer[code], signs.gazetteer) for code in known}
    weights = {code: every[code] for code in codes}
    best = max(weights.values())
    if not best:
        if len(known) <= FEW and any(every.values()):
            return [code for code in known if every[code]], ""
        others = names_another(signs.labels, signs.gazetteer)
        names = "、".join(signs.gazetteer[code].full_name for code in others[:3])
        return [], f"the address is of {names}" if others else ""
    supported = [code for code, weight in weights.items() if weight == best]
    if best == 1 and len(codes) > FEW:
        return [], ""
    return supported, ""


def _folders(folder: str, gazetteer: Gazetteer, departments: Container[str]) -> tuple[tuple[str, ...], ...]:
    """Return the chains of names that folders are called by; of the last part also what a name begins with."""
    parts = [part for part in re.split(r"[\\/]", folder) if part]
    chains = []
    for part in parts:
        body = read_body(part, gazetteer, departments)
        whole = "".join(body.chain) == part
        is_file = part is parts[-1] and "." in part
        if body.chain and not body.department and (whole or is_file):
            chains.append(body.chain)
    return tuple(chain for chain in chains if gazetteer.named(chain[-1]))


def _by_folder(name: str, codes: list[str], signs: _Signs) -> tuple[list[str], str]:
    """Return the places that lie where the folders say, and what they say against all of them."""
    kept = codes
    for chain in signs.folders:
        # 循化县 is what people call 循化撒拉族自治县.
        called = kept if chain[-1] == name else [code for code in kept if code in signs.gazetteer.named(chain[-1])]
        if called:
            inside = [code for code in called if _lies_below(code, chain[:-1], signs.gazetteer)]
        else:
            own = [signs.gazetteer[code].name for code in kept]
            inside = [
                code
                for code, mine in zip(kept, own, strict=True)
                if set(chain) <= {*_names_above(code, signs.gazetteer), mine}
            ]
        if not inside:
            return [], f"its folder is of {''.join(chain)}"
        kept = inside
    return (kept, "") if len(kept) < len(codes) else ([], "")


def _of_body_of_text(signs: _Signs) -> Placed:
    """Place a report that names nobody: by the place that its text names most, else by its folder."""
    level = _own_level(signs.text)
    counts = Counter(match[1] for match in NAMED.finditer(signs.text) if signs.named(match[1]))
    own = Counter({name: times for name, times in counts.items() if level and name.endswith(level)})
    best = own.most_common(2)
    if best and best[0][1] > 1 and (len(best) < 2 or best[0][1] > best[1][1]):
        return _narrow((best[0][0],), "text", (), signs)
    if signs.folders:
        chain = tuple(dict.fromkeys(name for each in signs.folders for name in each))
        placed = replace(_narrow(chain, "folder", (), signs), basis="folder")
        if placed.code and not (level and chain[-1].endswith(level)):
            return replace(placed, code="", candidates=(placed.code,), why="only its folder says whose it is")
        return placed
    towns = [name for name in counts if _level(name) in TOWNS]
    if len(towns) == 1:
        placed = _narrow((towns[0],), "text", (), signs)
        candidates = (placed.code,) if placed.code else placed.candidates
        return replace(placed, code="", candidates=candidates, why=f"it names no place as its own, but {towns[0]}")
    candidates = names_another(signs.labels, signs.gazetteer)
    if candidates:
        return Placed(candidates=candidates, why="only its address says whose it may be")
    return Placed(why="it names no place")
