"""Forms: the tables of official statistics, each cell of which the codebook knows by its heads; helps `indicator`.

``official_form`` of an indicator says in which form it is counted and under which heads, from the table to the cell:
``政府信息公开年报·表四·行政诉讼·复议后起诉·结果维持``. A row of ``rules/indicator/forms.csv`` says what a form is
called where it is printed, and which words of its heads tell nothing. So a cell is what its heads say, and no pattern
is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ..tables import load_indicators
from ..tables.folder import Data
from ..text.offsets import Offset, Position
from .record import Figure, Passage
from .vocabulary import any_word

# 表一·合计, 表三·不予公开1至8项之和·总计（2019年格式）: the parts of a path, and of which style the form is.
_STYLE = re.compile("（[^（）]*(?:样式|格式)）$")
# What no form prints, but the codebook adds up.
_SUMMED = "之和"
# 三、, （一）, 1.: what numbers a head; 本年, 2024年: when; and what stands between its words.
_NUMBERED = re.compile(r"(?:^|(?<=·))(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.、．])")
_WHEN = re.compile(r"\d{4}年度?|[本上]年度?")
_BETWEEN = re.compile(r"[\s·、，,。:：“”\"()（）]")
_OF_ALL = re.compile("全[国省市州盟县区旗镇乡]")
# How many lines above a table say what it is: its caption, its unit, a head over all of it.
_LINES_ABOVE = 4
_LONGEST_ABOVE = 400
# How many characters of a line from its first figure on may be one cell.
_LONGEST_CELL = 80


@dataclass(frozen=True, slots=True)
class Form:
    """A form, and where its indicators stand in it.

    Attributes
    ----------
    name : str
        As ``official_form`` begins.
    title : re.Pattern
        What it is called above it.
    filling : re.Pattern
        What heads say beside what tells a cell.
    columns : dict
        ``{heads from the outermost to the innermost: indicator}``
    """

    name: str
    title: re.Pattern[str]
    filling: re.Pattern[str]
    columns: dict[tuple[str, ...], str]

    def indicator_of(self, head: str) -> str:
        """Return what the heads of a cell, joined, are in the form; empty where they are no column of it."""
        said = _plain(head)
        found = {parts: code for parts, code in self.columns.items() if self._is_told(parts, said)}
        # 总计 of a row is told by fewer heads than the cells beside it.
        longest = max(found, key=lambda parts: sum(map(len, parts)), default=None)
        return found[longest] if longest else ""

    def _is_told(self, parts: tuple[str, ...], said: str) -> bool:
        """Return whether heads say all parts of a path in their order, and nothing else that tells."""
        rest, at = [], 0
        for part in parts:
            start = said.find(part, at)
            if start < 0:
                return False
            rest.append(said[at:start])
            at = start + len(part)
        return all(self.filling.fullmatch(each) for each in (*rest, said[at:]))


@dataclass(slots=True)
class FormReader:
    """Tells of the figures of a report, in their order, which stand in a form.

    Attributes
    ----------
    figures : sequence of Figure
    passage : Passage
    """

    figures: Sequence[Figure]
    passage: Passage
    _form: Form | None = field(default=None, init=False)

    def indicator_of(self, position: Position) -> str | None:
        """Return the indicator of a cell of a form, empty where it is none of its columns; None outside of forms."""
        figure = self.figures[position]
        start, text = figure.quantity.start, self.passage.text
        before = self.figures[position - 1].quantity.end if position else Offset(0)
        lines = text[before:start].split("\n")[bool(position) :]
        if lines:
            is_row = "\t" in lines[-1] + text[start : start + _LONGEST_CELL].partition("\n")[0]
            if not position or not is_row or any(each.strip() and "\t" not in each for each in lines[:-1]):
                self._form = self._form_above(figure) if is_row else None
        # A row with other cells than its table has no heads, and is no cell of the form.
        if self._form is None:
            return None
        head, cell = figure.quantity.head, figure.quantity.cell
        # 公安局 | 警告: in a row of each body, or of all of them, the columns are those of the form too.
        rest = _OF_ALL.sub("", head)
        for name in cell.limits.split("、") if cell else ():
            rest = rest.replace(name, "")
        return self._form.indicator_of(head) or self._form.indicator_of(rest)

    def _form_above(self, figure: Figure) -> Form | None:
        start = figure.quantity.start
        lines = self.passage.text[max(0, start - 10 * _LONGEST_ABOVE) : start].split("\n")[:-1]
        while lines and ("\t" in lines[-1] or not lines[-1].strip()):
            lines.pop()
        # Above another table stands what that is called.
        above = takewhile(lambda line: "\t" not in line and len(line) < _LONGEST_ABOVE, reversed(lines[-_LINES_ABOVE:]))
        titles = [section.title for section in reversed(figure.headings)]
        forms = self.passage.data.made(compile_forms)
        named = (re.sub(r"\s", "", line) for line in (*above, *titles))
        return next((form for line in named for form in forms if form.title.search(line)), None)


def compile_forms(data: Data) -> list[Form]:
    """Return the forms of ``forms.csv`` with the indicators that name them."""
    codes = load_indicators(data)["official_form"]
    return [
        Form(
            row.form,
            re.compile(any_word(row.title.split("|"))),
            re.compile(f"(?:{any_word(filter(None, map(_plain, row.filling.split('|'))))})*"),
            {_parts(said, row.form): code for code, said in codes.items() if _is_column(said, row.form)},
        )
        for row in data.table("forms").itertuples()
    ]


def _is_column(said: str, form: str) -> bool:
    return said.startswith(f"{form}·") and _SUMMED not in said


def _parts(said: str, form: str) -> tuple[str, ...]:
    """Return the heads of a path below its form, each as `_plain` has it."""
    path = _STYLE.sub("", said.removeprefix(f"{form}·"))
    # 三、本年度办理结果（三）不予公开4.保护第三方合法权益: three heads in one.
    path = re.sub(r"(?<=[^·])(?=[（(][一二三四五六七]+[)）]|\d\.)", "·", path)
    return tuple(filter(None, (_plain(part) for part in path.split("·"))))


def _plain(said: str) -> str:
    """Return heads without their numbers, their time and their punctuation."""
    return _BETWEEN.sub("", _WHEN.sub("", _NUMBERED.sub("", said)))
