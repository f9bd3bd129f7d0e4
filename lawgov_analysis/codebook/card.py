"""Card: all that the codebook says of one indicator, to look up and to print."""

from ..errors import BadParameter, nearest
from ..tables import load_indicators, load_patterns, open_data
from ..tables.folder import Data, DataDir

LONGEST = 80
RENAMED = "renamed_indicators"
# Columns whose ids are shown with their names.
OF_IDS = ("numerator", "denominator", "confusable")


def show_indicator(indicator: str, data_dir: DataDir = None) -> str:
    """Return the definition card of an indicator: each column of its row that is filled, and the rules that code it.

    Parameters
    ----------
    indicator : str
        Its id, or its Chinese name.
    data_dir : path-like, optional

    Returns
    -------
    str

    Raises
    ------
    BadParameter
        When there is no such indicator; one that was renamed is said with what replaces it, another with the nearest.

    Examples
    --------
    >>> print(show_indicator("reconsideration_accepted").splitlines()[0])
    reconsideration_accepted
    """
    data = open_data(data_dir)
    indicators = load_indicators(data)
    named = indicators.index[indicators["name_zh"] == indicator]
    if indicator not in indicators.index and not len(named):
        raise BadParameter(_unknown(indicator, data))
    id_ = indicator if indicator in indicators.index else named[0]
    lines = [id_, *(f"{title}：{said}" for _, title, said in card_rows(id_, data))]
    patterns = load_patterns(data)
    rules = patterns.loc[patterns["indicator"] == id_]
    lines += ["", f"规则（{len(rules)}）："]
    lines += [f"  {name}  {said}" for name, said in zip(rules["name"], rules["example"], strict=True)]
    lines += [f"  改名：{line}" for line in _renames(id_, data)]
    return "\n".join(lines)


def card_rows(indicator: str, data_dir: DataDir = None) -> list[tuple[str, str, str]]:
    """Return what the codebook says of an indicator: of each column that is filled its name, its title and its cell.

    Parameters
    ----------
    indicator : str
        Its id.
    data_dir : path-like, optional

    Returns
    -------
    list of tuple of str

    Examples
    --------
    >>> card_rows("reconsideration_accepted")[0]
    ('name_zh', '中文名', '受理行政复议案件数')
    """
    data = open_data(data_dir)
    indicators = load_indicators(data)
    row, names = indicators.loc[indicator], indicators["name_zh"]
    rows = []
    for field in data.fields("indicators"):
        name = field["name"]
        said = "" if name == "id" else str(row.get(name, ""))
        if name in OF_IDS and said:
            said = "、".join(f"{names.get(one, '')} {one}".strip() for one in said.split("|"))
        if said:
            rows.append((name, field["title"], said.replace("|", " | ")))
    return rows


def _renames(indicator: str, data: Data) -> list[str]:
    if not data.known(RENAMED):
        return []
    table = data.table(RENAMED)
    return [f"{row.old} → {row.new}：{row.reason}" for row in table[table["new"] == indicator].itertuples()]


def _unknown(indicator: str, data: Data) -> str:
    if data.known(RENAMED):
        table = data.table(RENAMED)
        new = table[table["old"] == indicator]
        if len(new):
            became = "; ".join(f"{row.new} ({row.reason})" for row in new.itertuples())
            return f"{indicator} is no indicator any more; it became {became}"
    indicators = load_indicators(data)
    ids = dict(zip(indicators["name_zh"], indicators.index, strict=True))
    for aliases, id_ in zip(indicators["aliases"], indicators.index, strict=True):
        ids.update((alias, id_) for alias in aliases.split("|") if alias and alias not in ids)
    by_name = [f"{name} {ids[name]}" for name in nearest(indicator, ids, 3)]
    near = ", ".join(nearest(indicator, indicators.index, 3) or by_name)
    shown = indicator[:LONGEST] + "…" if len(indicator) > LONGEST else indicator or "“”"
    return f"{' '.join(shown.split()) or '“ ”'} is no indicator" + (f"; the nearest are {near}" if near else "")
