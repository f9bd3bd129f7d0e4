"""Card: all that the codebook says of one indicator, to look up and to print."""

from dataclasses import dataclass

from ..errors import BadParameter, nearest
from ..presentation.cells import card_html
from ..tables import load_indicators, load_patterns, open_data
from ..tables.folder import Data, DataDir

LONGEST = 80
RENAMED = "renamed_indicators"
# Columns whose ids are shown with their names.
OF_IDS = ("numerator", "denominator", "confusable")


@dataclass(frozen=True)
class Card:
    """The definition card of an indicator: printed it is text, in a cell of a notebook a table.

    Attributes
    ----------
    id, name : str
        Of the indicator; its name in Chinese, as the codebook has it.
    rows : tuple of tuple of str
        Title and text of each column of its row that is filled.
    rules : tuple of tuple of str
        Name and example of each rule that codes it.
    renamed : tuple of str
        Which former ids it stands in the place of, and why.
    """

    id: str
    name: str
    rows: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    renamed: tuple[str, ...]

    def __str__(self) -> str:
        lines = [self.id, *(f"{title}：{said}" for title, said in self.rows), "", self._of_rules()]
        lines += [f"  {name}  {said}" for name, said in self.rules]
        return "\n".join([*lines, *(f"  改名：{line}" for line in self.renamed)])

    __repr__ = __str__

    def _of_rules(self) -> str:
        return f"规则（{len(self.rules)}）："

    def _repr_html_(self) -> str:
        rules = "\n".join(f"{name}  {said}" for name, said in self.rules)
        more = [(self._of_rules().rstrip("："), rules)] if rules else []
        more += [("改名", "\n".join(self.renamed))] if self.renamed else []
        return card_html(f"{self.name} {self.id}", [*self.rows, *more])


def show_indicator(indicator: str, data_dir: DataDir = None) -> Card:
    """Return the definition card of an indicator: each column of its row that is filled, and the rules that code it.

    Parameters
    ----------
    indicator : str
        Its id, or its Chinese name.
    data_dir : path-like, optional

    Returns
    -------
    Card

    Raises
    ------
    BadParameter
        When there is no such indicator; one that was renamed is said with what replaces it, another with the nearest.

    Examples
    --------
    >>> card = show_indicator("受理行政复议案件数")
    >>> card.id, card.name, card.rows[1]
    ('reconsideration_accepted', '受理行政复议案件数', ('英文名', 'reconsideration cases accepted'))
    """
    data = open_data(data_dir)
    indicators = load_indicators(data)
    indicator = str(indicator)
    named = indicators.index[indicators["name_zh"] == indicator]
    if indicator not in indicators.index and not len(named):
        raise BadParameter(_unknown(indicator, data))
    id_ = indicator if indicator in indicators.index else named[0]
    patterns = load_patterns(data)
    rules = patterns.loc[patterns["indicator"] == id_]
    return Card(
        id_,
        indicators.at[id_, "name_zh"],
        tuple((title, said) for _, title, said in card_rows(id_, data)),
        tuple(zip(rules["name"], rules["example"], strict=True)),
        tuple(_renames(id_, data)),
    )


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
