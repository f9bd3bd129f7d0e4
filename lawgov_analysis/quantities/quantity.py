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

    def judged(self, kind: str, rule: str) -> "Quantity":
        """Return the same as another kind by some rule; `dataclasses.replace` would take three times as long."""
        return Quantity(self.start, self.end, kind, self.value, self.unit, self.bound, self.head, self.decimals, rule)
