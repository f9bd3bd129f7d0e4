"""Raised characters: the exponent of m² or 10⁴ belongs to its number, the mark of a note beside a number does not."""

import re

from ...text.characters import DIGIT, raised
from .content import left_out

CIRCLED = "①-⑳❶-❿⓪⓫-⓴㉑-㉟"
BRACKETED = re.compile(
    rf"[\[(（【〔［〈]\s*(?:注释?|附注|脚注)?\s*(?:{DIGIT}{{1,3}}|[{CIRCLED}]|[一二三四五六七八九十]{{1,2}}|[a-zA-Z*])"
    rf"(?:\s*[,，、-]\s*{DIGIT}{{1,3}})*\s*[\])）】〕］〉]"
)
MARK = re.compile(
    rf"(?:{BRACKETED.pattern}|(?:注释?|附注|脚注)\s*{DIGIT}{{0,2}}|[{CIRCLED}]|[*＊※†‡#]{{1,3}}"
    rf"|{DIGIT}{{1,2}}(?:\s*[,，、-]\s*{DIGIT}{{1,2}})*|[a-z])"
)
NUMBER = re.compile(f"{DIGIT}+")
UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdμn]?m|mm|hm|dm|in|ft|[A-Za-z])$")
UNIT_NAME = re.compile(r"(?:公里|[千厘毫分]?米)$")
TEN = re.compile(rf"(?:^|[^{DIGIT[1:-1]}.,])10$")
TIMES_TEN = re.compile(r"[×xX*·✕]\s*10$")
# How much of what stands before it says what a raised character is.
REACH = 12


class Raised:
    """The raised characters of a document: notes count up through it, exponents do not."""

    def __init__(self) -> None:
        self._last, self._marks = 0, []

    def set(self, before: str, text: str) -> str:
        """Return a raised text as it is printed in a line, ``""`` for the mark of a note.

        Parameters
        ----------
        before : str
            The end of what stands before it.
        text : str

        Examples
        --------
        >>> raised = Raised()
        >>> [raised.set("1.5万m", "2"), raised.set("35", "[1]"), raised.set("120", "2"), raised.set("3×10", "4")]
        ['²', '', '', '⁴']
        """
        said = text.strip()
        before = before[-REACH:].rstrip()
        rest = said[1:].lstrip(" ,，、")
        if said[:1] in ("2", "3") and rest and UNIT.search(before) and MARK.fullmatch(rest):
            # km² with the mark of a note behind it.
            return raised(said[0]) + self.set("", rest)
        if not MARK.fullmatch(said) or (NUMBER.fullmatch(said) and self._is_exponent(before, int(said))):
            return raised(text)
        numbers = [int(n) for n in re.findall(f"{DIGIT}{{1,3}}", said)]
        self._last = max(numbers, default=self._last)
        self.leave_out(said)
        return ""

    def leave_out(self, mark: str) -> None:
        """Remember the mark of a note that was left out."""
        self._marks.append(mark)

    def _is_exponent(self, before: str, n: int) -> bool:
        if TIMES_TEN.search(before):
            return True
        if n < 2:
            return False
        if n <= 4 and UNIT.search(before):
            return True
        counts_on = self._last == n - 1
        return not counts_on and bool(TEN.search(before) or (n <= 3 and UNIT_NAME.search(before)))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said of the marks that were left out."""
        return (left_out("a raised note mark", "注释符号", self._marks),) if self._marks else ()
