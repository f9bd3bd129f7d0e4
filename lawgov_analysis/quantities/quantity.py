"""What a number in a text is read as."""

from dataclasses import dataclass, field

from ..text.offsets import Offset

KINDS = {
    "figure": "数据",
    "date": "日期",
    "year_range": "起止年份",
    "period": "时段",
    "deadline": "时限",
    "frequency": "频次要求",
    "ordinal": "序数、名次",
    "document_number": "文号、门牌号",
    "identifier": "号码",
    "name": "名称",
    "slogan": "口号、提法",
    "title": "书名号内",
    "outline": "层次序号",
    "page": "页码",
    "vague": "约数词",
    "idiom": "固定词语",
    "misprint": "印得不成数",
}
PERSONS = ("人", "名", "位", "人次")
RATES = ("%", "‰", "个百分点")


def joined(first: str, second: str) -> str:
    """Return two heads as one, with what both say said once.

    Examples
    --------
    >>> joined("人民调解", "调解成功"), joined("行政检查", "检查"), joined("法律援助", "受理")
    ('人民调解成功', '行政检查', '法律援助受理')
    """
    if second in first or first in second:
        return max(first, second, key=len)
    shared = next((n for n in range(min(len(first), len(second)), 1, -1) if first.endswith(second[:n])), 0)
    return first + second[shared:]


@dataclass(frozen=True, slots=True)
class Cell:
    """What the heads of a cell of a table say, each for itself.

    Attributes
    ----------
    over : str
        What all of the table counts, by its caption or the name of its part: ``行政复议案件审结``.
    counted : str
        What the heads of the cell count: ``受理`` of 甲区 | 受理; `over` where they only sum up or say how many.
    limits : str
        To which place, body or part of a year the heads limit it: ``甲区``, ``一季度``; ``""`` of a total.
    label : str
        The head of its row, without a word of total.
    column : str
        The head of its column, without a word of total.
    sums : str
        ``all`` in a row or a column of totals, ``some`` in one of subtotals.
    beside : str
        What stands around it that tells what it is about: the heads left of it and the caption, which ends it.
    completes : str
        What `over` completes: ``all``; only what is ``thin``, in the row of all the things that it names; or nothing.
    at : int
        Which column it stands in.
    """

    over: str = ""
    counted: str = ""
    limits: str = ""
    label: str = ""
    column: str = ""
    sums: str = ""
    beside: str = ""
    completes: str = ""
    at: int = 0

    def is_completed(self, is_thin: bool) -> bool:
        """Whether what the cell counts is of what `over` names."""
        return self.completes == "all" or (is_thin and self.completes == "thin")

    def whole(self, phrase: str) -> str:
        """Return a phrase with what the table counts before it: 人民调解 and 调解成功 are 人民调解成功.

        Examples
        --------
        >>> Cell("人民调解").whole("调解成功")
        '人民调解成功'
        """
        return joined(self.over, phrase)

    @property
    def is_told(self) -> bool:
        """Whether the table's name says what the cell counts."""
        return self.completes == "all" or (bool(self.over) and self.counted.startswith(self.over))

    @property
    def is_of_some(self) -> bool:
        """Whether it sums up rows of which nothing tells which they are."""
        return self.sums == "some" and not (self.label or self.limits)


@dataclass(slots=True, unsafe_hash=True)
class Quantity:
    """A number in a text, and what it is; never changed once it is made; to freeze it would take thrice the time.

    Attributes
    ----------
    start, end : Offset
        In the text, from the first character of the number to the end of its unit. A word of bound
        before the number or behind the unit is outside, one between them (``400余人次``) inside.
    kind : str
        ``figure``, or what it is instead: one of `KINDS`.
    value : float or None
        In `unit`, multipliers multiplied out; tenths (成) and fractions in per cent. None where what is no
        figure has no value of its own.
    unit : str
        The measure word; ``""`` where none is printed, ``名`` where it is left out (``47公职人员``), ``件`` of cases
        of which there were none (``没有发生败诉案件``).
    bound : str
        ``exact``, ``at_least``, ``at_most`` or ``about``.
    head : str
        In a table, what the heads of its column and of its row say that it counts: ``2019年行政处罚``.
    cell : Cell or None
        In a table, what each of its heads says.
    decimals : int
        How many are printed behind the point: 1 of ``99.0%``, 2 of ``3.07万件``, -1 of ``九成``, which is printed to
        ten; 0 of a fraction.
    rule : str
        The name of the shape or rule that made this reading of it; a comparison does not look at it.
    """

    start: Offset
    end: Offset
    kind: str
    value: float | None = None
    unit: str = ""
    bound: str = "exact"
    head: str = ""
    decimals: int = 0
    rule: str = field(default="", compare=False)
    cell: Cell | None = None
