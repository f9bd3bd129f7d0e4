"""A table that comes back from whoever corrected it, as offices save and fill one, told as the table that it is of.

What is in the data keeps its rules to the letter. What comes back went through Excel or WPS: it has a title above its
headings or a sheet of notes in front, Chinese headings, 约 for ``about``, the name of an indicator for its id,
full-width digits, 97% that is stored as 0.97, cells that are merged, blank rows at its end, and it is saved in GBK or
with tabs. All of that says one thing, so it is read. What says two things is refused, and what is left out is named.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import BadTable
from ..messages import in_chinese
from ..text.characters import HAN, plain_text, tidy
from .checks import unlike_header
from .files import Grid, read_grids

# Above the headings there may be a title, who filled the table in, a blank row.
ROWS_ABOVE = 30
FEWEST_HEADINGS = 3
# What a merged cell may say of all its rows; a number, or what it was printed as, is of one.
OF_EACH_ROW = ("figure", "value", "measure", "surface", "start", "end", "related", "overlaps")
STRUCK = "is struck out; delete the row, or take the line away and write what holds"
# Between two words of Latin letters alone a line break is a space.
BROKEN = re.compile(r"(?<=[^A-Za-z0-9])\n|\n(?=[^A-Za-z0-9])")
NUMBER = re.compile(r"(-?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)[ ]?(万|亿|%)?")
SCALES = {"万": 10**4, "亿": 10**8}
WORDS = {
    "bound": {
        "exact": "确数 确切 精确 准确 等于 无",
        "at_least": "至少 以上 不少于 不低于 不小于 超过 超 逾 余 多 起码 ≥ >=",
        "at_most": "至多 以下 以内 不超过 不高于 不大于 不多于 最多 ≤ <=",
        "about": "约 大约 约数 近 左右 上下 大概 约为 ≈",
    },
    "basis": {
        "flow": "流量 期间发生 期间 当年 当期 本年",
        "stock": "存量 期末存量 期末 时点",
        "cumulative": "累计 累计数 历年累计",
    },
    "relation": {
        "part": "分项 部分 组成 构成",
        "subset": "其中 子集 其中数",
        "ratio": "比率 比例 占比 率",
        "growth": "增减 增长 增幅 同比 增长率 下降",
    },
    "relation_by": {
        "stated": "明说 明示 原文明说 报告明说",
        "computed": "算得 计算 复算",
        "likely": "推断 推定 可能",
    },
    "stated_as": {"number": "数字 数", "words": "文字 用文字写的"},
}
MEANT = {column: {word: value for value, words in of.items() for word in words.split()} for column, of in WORDS.items()}
PERIOD = re.compile(
    r"([0-9]{4})年?(?:度|全年)?(?:(上|下)半年|第?([1-4一二三四])季度|([0-9]{1,2})(?:月?[-~至到]([0-9]{1,2}))?月)?"
)
QUARTERS = "一二三四"

FAULT = re.compile(r"(?P<where>.*?):(?P<line>\d+):(?:(?P<column>[a-z_,]+):)? (?P<rule>.*)", re.DOTALL)
CHINESE = re.compile(HAN)
# What a fault ends with: the cell, which whoever reads of it in Chinese has before them.
GOT = ", got “"


@dataclass(frozen=True, slots=True)
class Returned:
    """The rows of a table that came back.

    Attributes
    ----------
    columns : list of str
    rows : list of (int, list of str)
        The number of each row in its file and its cells.
    headings : dict of str
        The heading that each column stands under.
    notes : list of str
        What of the file was left out, a line each.
    sheet : str
        Of a workbook whose table is not on its first sheet, the name of the sheet.
    line : int
        Of the headings.
    """

    columns: list[str]
    rows: list[tuple[int, list[str]]]
    headings: dict[str, str]
    notes: list[str] = field(default_factory=list)
    sheet: str = ""
    line: int = 1


def read_returned(
    path: Path, fields: Sequence[dict[str, Any]], table_of: Callable[[str], pd.DataFrame], shown: str
) -> Returned:
    """Read a table that came back.

    Parameters
    ----------
    path : pathlib.Path
    fields : list of dict
        Of the table's schema.
    table_of : callable
        Gives another table by its name: the headings that a workbook is given, the names of the indicators.
    shown : str
        The path as messages show it.

    Returns
    -------
    Returned

    Raises
    ------
    BadTable
        When a cell says two things or none, and when the file is no table.
    OSError
    """
    grids = read_grids(path, shown)
    known = _headings(fields, table_of)
    placed = [(_find_head(grid, known), grid) for grid in grids]
    at, grid = next(((at, grid) for at, grid in placed if at is not None), (0, grids[0] if grids else Grid("", [])))
    if not grid.rows:
        return Returned([], [], {})
    line, head = grid.rows[at]
    names = [known.get(_key(cell), "") for cell in head]
    notes = [
        f"{shown}: the sheet “{other.name}” was not read (未读这张工作表), the table is on “{grid.name}”"
        for other in grids
        if other is not grid and other.rows and other.name not in OWN_SHEETS
    ]
    above = "".join(tidy("".join(cells)) for _, cells in grid.rows[:at])
    if above:
        notes.append(
            f"{shown}:{line}: the headings stand here; what is above was not read (表头以上未读): “{above[:30]}”"
        )
    faults = [f"{shown}:{first}:{_of(names, at)}: {rule}" for first, at, rule in grid.faults if _of(names, at)]
    rows = _unmerged(grid, names, line, shown, faults)
    faults += [f"{shown}:{number}:{name}: {STRUCK}" for number, name in _struck(grid, names, line)]
    notes += _unknown_columns(head, names, rows, shown)
    columns = [name for name in names if name and name not in HELPING]
    read, ids, too_long = [], indicator_ids(table_of), list[tuple[int, int]]()
    renamed = {old: new for old, new in _renamed(table_of).items() if old not in ids.values()}
    for number, cells in rows:
        said = {
            name: cell
            for at, (name, cell) in enumerate(zip(names, cells, strict=False))
            # What a formula says of an indicator may be of the one before.
            if name and not (name == "indicator_name" and (number, at) in grid.formulas)
        }
        if not any(tidy(cell) for name, cell in said.items() if name not in HELPING):
            continue
        if not any(tidy(said.get(name, "")) for name in ("value", "surface", "measure")) and not _whole(
            plain_text(tidy(said.get("figure", "")))
        ):
            left_out = "".join(map(tidy, cells))
            notes.append(f"{shown}:{number}: no figure, so the row was not read (未读这一行): “{left_out[:30]}”")
            continue
        extra = [cell for cell in cells[len(head) :] if tidy(cell)]
        if extra:
            too_long.append((number, len(cells)))
            continue
        row = {name: said_as_table(name, said.get(name, "")) for name in columns}
        if "indicator" in row:
            given = renamed.get(row["indicator"], row["indicator"])
            if given != row["indicator"]:
                notes.append(f"{shown}:{number}:indicator: {row['indicator']} was renamed to {given}, which was taken")
            row["indicator"], fault = _indicator(given, said.get("indicator_name", ""), ids)
            faults += [f"{shown}:{number}:indicator_name: {fault}"] if fault else []
        read.append((number, [row[name] for name in columns]))
    headings = {name: tidy(cell) for name, cell in zip(names, head, strict=True) if name}
    faults += unlike_header(too_long, len(head), shown)
    if faults:
        raise BadTable(in_chinese_too(fault, headings) for fault in faults)
    return Returned(columns, read, headings, notes, grid.name if grid is not grids[0] else "", line)


#: Columns that a workbook has for whoever corrects it, and the sheet beside it.
HELPING = ("indicator_name", "sentence")
OWN_SHEETS = ("代码本",)


def _headings(fields: Sequence[dict[str, Any]], table_of: Callable[[str], pd.DataFrame]) -> dict[str, str]:
    """Return the column of each heading: its name, its titles, those of the workbooks that we write."""
    known = {}
    layout = table_of("workbook")
    columns = {field["name"] for field in fields}
    for row in layout[layout["sheet"].isin(["draft", "figures"])].itertuples():
        if row.column in columns or row.column in HELPING:
            known |= {_key(row.zh): row.column, _key(row.en): row.column}
    known |= {_key(field[part]): field["name"] for field in fields for part in ("title", "name") if part in field}
    return {key: name for key, name in known.items() if key}


def _key(heading: str) -> str:
    """Return a heading without what is added to it: 数值（元） and 数值* are 数值."""
    plain = re.sub(r"\s", "", plain_text(tidy(heading))).lower()
    return re.sub(r"\([^()]*\)$|\*$|^\*", "", plain)


def _find_head(grid: Grid, known: Mapping[str, str]) -> int | None:
    """Return the place of the row of headings, None where a sheet has none."""
    found = [len({known[_key(cell)] for cell in cells if _key(cell) in known}) for _, cells in grid.rows[:ROWS_ABOVE]]
    return found.index(max(found)) if max(found, default=0) >= FEWEST_HEADINGS else None


def _of(names: Sequence[str], at: int) -> str:
    return names[at] if at < len(names) and names[at] not in HELPING else ""


def _unmerged(
    grid: Grid, names: Sequence[str], line: int, shown: str, faults: list[str]
) -> list[tuple[int, list[str]]]:
    """Return the rows below the headings, a cell that is merged over rows said in each of them."""
    rows = [(number, [*cells]) for number, cells in grid.rows if number > line]
    place = dict(rows)
    for first, last, left, right in grid.merged:
        covered = [name for name in (_of(names, at) for at in range(left, right + 1)) if name]
        numbers = [number for number in range(first, last + 1) if number in place]
        if last <= line or not covered or not numbers:
            continue
        if first <= line or len(covered) > 1 or covered[0] in OF_EACH_ROW:
            over = f"rows {first} to {last}" if last > first else f"columns {', '.join(covered)}"
            faults.append(
                f"{shown}:{max(first, line + 1)}:{covered[0]}: is merged over {over}; unmerge it (取消合并单元格) and"
                " fill in each cell"
            )
            continue
        at = next(at for at in range(left, right + 1) if _of(names, at))
        said = place[numbers[0]][left] if left < len(place[numbers[0]]) else ""
        for number in numbers:
            cells = place[number]
            # A row that is blank but for the merged cell is no figure.
            if at < len(cells) and (number == first or any(cells)):
                cells[at] = said
    return rows


def _struck(grid: Grid, names: Sequence[str], line: int) -> list[tuple[int, str]]:
    """Return the rows below the headings that have a cell which is struck out, each with the first such column."""
    found: dict[int, str] = {}
    for number, at in sorted(grid.struck):
        if number > line and _of(names, at):
            found.setdefault(number, _of(names, at))
    return [*found.items()]


def _unknown_columns(
    head: Sequence[str], names: Sequence[str], rows: Sequence[tuple[int, list[str]]], shown: str
) -> list[str]:
    left_out = [
        tidy(head[at]) or f"number {at + 1}, without a heading"
        for at, name in enumerate(names)
        if not name and any(at < len(cells) and tidy(cells[at]) for _, cells in rows)
    ]
    return [f"{shown}: the column “{name}” is none of the table and was not read (未读这一列)" for name in left_out]


def said_as_table(name: str, cell: str) -> str:
    """Return a cell as the table has it."""
    if name == "surface":
        return cell.strip()
    if name in ("measure", "scope"):
        return _in_one_line(cell)
    cell = tidy(cell)
    plain = plain_text(cell)
    if name in MEANT:
        return MEANT[name].get(plain, plain)
    match name:
        case "value" | "confidence":
            return _number(plain, per_cent=1 if name == "value" else 100) or cell
        case "figure" | "start" | "end" | "place_code":
            return _whole(plain) or cell
        case "year":
            return _whole(plain.removesuffix("度").removesuffix("年")) or cell
        case "period":
            return _period(plain) or plain
        case "related":
            return re.sub(r"[ ]*[、,;][ ]*", " ", plain)
        case "overlaps":
            return re.sub(r"[ ]*[、,; ][ ]*", "|", plain)
        case "section" | "unit":
            return plain
    return cell


def _in_one_line(cell: str) -> str:
    """Return words without the line breaks and the hard spaces that a cell was given."""
    lines = (" ".join(line.split()) for line in cell.replace("_x000D_", "").splitlines())
    return BROKEN.sub("", "\n".join(filter(None, lines))).replace("\n", " ")


def _number(plain: str, per_cent: int) -> str:
    """Return a number without what a table has none of: 1,935, 3.07万, 97%."""
    found = NUMBER.fullmatch(plain)
    if not found:
        return ""
    sign, digits, scale = found.groups()
    digits = digits.replace(",", "")
    if scale in SCALES:
        digits = f"{float(digits) * SCALES[scale]:.15g}"
    elif scale == "%" and per_cent > 1:
        digits = f"{float(digits) / per_cent:.15g}"
    return sign + digits


def _whole(plain: str) -> str:
    found = re.fullmatch(r"([0-9]{1,18})(?:\.0+)?", plain.replace(",", ""))
    return found[1] if found else ""


def _period(plain: str) -> str:
    """Return a period as the table writes it: 2023年, 2023年上半年, 2023年1-6月."""
    found = PERIOD.fullmatch(plain.replace(" ", ""))
    if not found or plain.isdecimal():
        return ""
    year, half, quarter, first, last = found.groups()
    if half:
        months = (1, 6) if half == "上" else (7, 12)
    elif quarter:
        number = QUARTERS.find(quarter) if quarter in QUARTERS else int(quarter) - 1
        months = (3 * number + 1, 3 * number + 3)
    elif first:
        months = (int(first), int(last or first))
    else:
        return year
    if not 1 <= months[0] <= months[1] <= 12:
        return ""
    return f"{year}-{months[0]:02}" + (f"/{year}-{months[1]:02}" if months[1] > months[0] else "")


def _indicator(given: str, name: str, ids: Mapping[str, str]) -> tuple[str, str]:
    """Return the id of an indicator that may be given by its name, and what is wrong with the name beside it."""
    given, meant, name = ids.get(_named(given), given), ids.get(_named(name), ""), tidy(name)
    if not name or meant == given:
        return given, ""
    if meant and not given:
        return meant, ""
    wrong = f"says “{name}” and the indicator is “{given}”" if meant else f"“{name}” is no name of an indicator"
    return given, f"{wrong}; correct the column indicator, the name follows it"


def _named(name: str) -> str:
    return re.sub(r"\s", "", plain_text(name))


def indicator_ids(table_of: Callable[[str], pd.DataFrame]) -> dict[str, str]:
    """Return the id of each name that one indicator alone has."""
    indicators = table_of("indicators")
    named: dict[str, set[str]] = {}
    for row in indicators[["id", "name_zh", "aliases"]].itertuples():
        for name in row.aliases.split("|"):
            named.setdefault(_named(name), set()).add(row.id)
    ids = {name: one.pop() for name, one in named.items() if name and len(one) == 1}
    for row in indicators.itertuples():
        ids |= {_named(row.name_zh): row.id, row.id: row.id}
    return ids


def _renamed(table_of: Callable[[str], pd.DataFrame]) -> dict[str, str]:
    """Return the new id of each indicator that has one alone."""
    table = table_of("renamed_indicators")
    alone = table.drop_duplicates("old", keep=False)
    return dict(zip(alone["old"], alone["new"], strict=True))


def in_chinese_too(fault: str, headings: Mapping[str, str], titles: Mapping[str, str] | None = None) -> str:
    """Return a fault with what it says in Chinese behind it, of a table whose headings are Chinese.

    Parameters
    ----------
    fault : str
        As from `said`.
    headings : dict of str
        The heading of each column.
    titles : dict of str, optional
        What a column that the table lacks would be headed.

    Examples
    --------
    >>> in_chinese_too("a.xlsx:3:value: must be a number, got “三十”", {"value": "数值"})
    'a.xlsx:3:value: must be a number, got “三十”（第3行“数值”：应为数字）'
    >>> in_chinese_too("a.csv:3:value: must be a number, got “三十”", {"value": "value"})
    'a.csv:3:value: must be a number, got “三十”'
    """
    found = FAULT.fullmatch(fault)
    if not found or not any(CHINESE.search(heading) for heading in headings.values()):
        return fault
    rule = rule_in_chinese(found["rule"])
    if not rule:
        return fault
    columns = (found["column"] or "").split(",")
    headed = {**(titles or {}), **headings}
    named = "、".join(headed.get(column, column) for column in columns if column)
    shown = f"“{named}”" if named else ""
    return f"{fault}（第{found['line']}行{shown}：{rule}）"


def rule_in_chinese(rule: str) -> str:
    """Return what a fault says of a cell in Chinese, nothing where it has no words for it.

    Examples
    --------
    >>> rule_in_chinese("must be a number, got “三十”")
    '应为数字'
    """
    said = rule.strip().partition(GOT)[0]
    chinese = in_chinese(said)
    return chinese if chinese != said else ""
