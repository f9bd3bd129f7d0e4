"""Plain text: as it is, except for the marks of Markdown, which programs that recognise text write, and tables.

A text without such marks is not touched. In one with them they are taken away: ``**98**宗`` is 98宗, ``# 一、成效`` a
heading; its tables, those in HTML and those that are set with spaces are laid out as any other (`grid`).
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ...errors import UnreadableReport
from ...text.characters import HAN, STROKES
from .content import Content, left_out
from .grid import TIME, VALUE, Cell, lay_out
from .raised import Raised

TAGS = (
    "table|thead|tbody|tfoot|tr|td|th|caption|html|body|br|hr|p|div|span|b|strong|i|em|u|s|del|strike|ins|sup|sub|center"
    "|font|img|a|h[1-6]|ul|ol|li|mark|small|big|blockquote|details|summary|style"
)
TAG = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]{{0,2000}})?/?>|<!--", re.IGNORECASE)
TABLE_TAG = re.compile(r"<(?P<close>/?)table\b[^<>]{0,2000}>", re.IGNORECASE)
FRAME = re.compile(r"</?(?:html|body)\b[^<>]{0,500}>", re.IGNORECASE)
HEADING = re.compile(rf"^[ ]{{0,3}}#{{1,6}}(?:[ \t]+(?=\S)|(?=[{HAN[1:-1]}(（]))", re.MULTILINE)
HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
# What a rule of a table is made of, and what of it is drawn: |---|:-:|, +====+, ├──┼──┤.
RULES = frozenset(" \t|:+=-")
BOXES = frozenset(" \t─━═┄┅┈┉╌╍┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╭╮╰╯│┃║|+=-")
DRAWN = frozenset("─━═┄┅┈┉╌╍")
PIPE = re.compile(r"(?<!\\)\|")
BOLD = re.compile(
    r"(?:(?P<stars>\*\*\*?)(?=[^\s*])(?P<bold>(?:[^*\n]|\*(?!\*))+)(?<=[^\s*])(?P=stars)(?!\*)"
    r"|(?P<lines>___?)(?=[^\s_])(?P<strong>(?:[^_\n]|_(?!_))+)(?<=[^\s_])(?P=lines)(?!_))"
)
# **98 ** and ** 98 **, as programs that recognise text set them.
SPACED_BOLD = re.compile(r"(?<!\*)\*\*[ ]*([^*\n]{1,60}?)[ ]*\*\*(?!\*)")
EMPHASIS = re.compile(r"(?<![*\w\\])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![*\w])")
STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,2000}?)(?<=\S)~~")
PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)")
LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,500})\]\((?=[^()\n]{0,2000}[/.#@])[^()\s]{1,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)"
)
NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,20})\]")
NOTE = re.compile(r"^[ ]{0,3}\[\^[^\]\s]{1,20}\]:[ \t]*", re.MULTILINE)
RAISED = re.compile(r"(?<=[\w%])\^([0-9\[\]①-⑳,-]{1,8})\^")
FORMULA = re.compile(r"\$\$?(?=[^$\n]{0,160}[0-9\\^])([^$\n]{1,160})\$\$?|\\\((.{1,160}?)\\\)")
CODE = re.compile(r"`([^`\n]{1,500})`")
MARKED = re.compile(r"==(?=\S)([^=\n]{1,500}?)(?<=\S)==")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$&<])")
FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^`\n]{0,40}$")
QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)(?!\d{1,4}[ \t]*[-—]?[ \t]*$)")
RULE = re.compile(r"^[ ]{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$|^[ ]{0,3}=={2,}[ \t]*$")
ENDS_SENTENCE = re.compile("[。；;]")

LATEX = {
    **{r"\%": "%", r"\times": "×", r"\sim": "~", r"\cdot": "·", r"\pm": "±", r"\div": "÷", r"\backslash": "\\"},
    **dict.fromkeys((r"\geqslant", r"\geq", r"\ge"), "≥"),
    **dict.fromkeys((r"\leqslant", r"\leq", r"\le"), "≤"),
    **{
        r"\approx": "≈",
        r"\circ": "°",
        r"\quad": " ",
        r"\,": "",
        r"\;": " ",
        r"\ ": " ",
        r"\&": "&",
        r"\#": "#",
        "~": " ",
    },
}
LATEX_COMMAND = re.compile(
    "|".join(re.escape(command) + r"(?![A-Za-z])" for command in sorted(LATEX, key=len, reverse=True))
)
WRAPPED = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit|textbf|operatorname|mbox|rm|bf|textcircled|underline)\s*\{([^{}]{0,100})\}"
)
PARTED = re.compile(r"\\[dt]?frac\s*\{([^{}]{1,40})\}\s*\{([^{}]{1,40})\}")
POWER = re.compile(r"\^\s*(?:\{([^{}]{1,20})\}|(\S))")

# \begin{tabular}{|l|l|} 事项 & 数量 \\ \hline … \end{tabular}
TABULAR = re.compile(r"\\begin\{(tabular[x*]?|longtable|array)\}")
COLUMNS = re.compile(r"(?:\s*(?:\[[^\[\]]{0,20}\]|\{[^{}]{0,40}(?:\{[^{}]{0,40}\}[^{}]{0,40}){0,20}\})){1,2}")
DRAWN_RULE = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|cline\{[^{}]{0,20}\}|cmidrule[^{}]{0,9}\{[^{}]{0,20}\})"
)
SPANNING = re.compile(
    r"\\multi(?P<way>column|row)\s*\{\s*(?P<n>\d{1,3})\s*\}\s*\{[^{}]{0,40}\}\s*\{(?P<said>.{0,500})\}\s*$", re.DOTALL
)

# What parts the cells of a table that is set with spaces.
GAP = re.compile(r"[ \u3000\xa0]{2,}|\u3000|[ \xa0]\u3000")
WIDEST_TABLE = 160
FEWEST_ROWS = 2


def is_markdown(text: str) -> bool:
    r"""Return whether a text has marks of Markdown or HTML, so that what it prints differs from what it says.

    Examples
    --------
    >>> is_markdown("# 一、成效\n办结 **98** 宗"), is_markdown("一、成效\n办结98宗*、35件#。")
    (True, False)
    """
    return any(
        mark in text and pattern.search(text)
        for mark, pattern in (
            ("#", HEADING),
            ("**", BOLD),
            ("__", BOLD),
            ("<", TAG),
            ("](", PICTURE),
            ("~~", STRUCK),
            ("[^", NOTE_MARK),
            ("$", FORMULA),
            ("\\begin{", TABULAR),
        )
    ) or any("|" in line and _is_rule(line) for line in text.split("\n"))


def _is_rule(line: str) -> bool:
    """Return whether a line is drawn between two rows of a table."""
    drawn = set(line)
    if drawn <= RULES:
        return bool(drawn & set("|+")) and any(each in line for each in ("--", "==", "|-", "-|", ":-", "-:"))
    return drawn <= BOXES and bool(drawn & DRAWN)


def _without_comments(text: str) -> str:
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        at = end + len("-->")
    return "".join([*pieces, text[at:]])


def read_text(text: str) -> Content:
    r"""Read a plain text.

    Parameters
    ----------
    text : str
        With ``\n`` at the ends of its lines.

    Returns
    -------
    Content
        The text as it is where it has no marks and no table that is set with spaces or strokes.

    Examples
    --------
    >>> read_text("# 一、成效\n\n| 事项 | 数量(件) |\n| --- | --- |\n| 行政许可 | **1201** |").text
    '一、成效\n\n事项\t数量(件)\n行政许可\t1201'
    >>> read_text("事项        2022年   2023年\n行政检查              1850").text
    '事项\t2022年\t2023年\n行政检查\t\t1850'
    """
    cleaner = _Cleaner()
    if is_markdown(text):
        text = "\n".join(cleaner.lines(FRAME.sub("", _without_comments(text))))
    elif text.translate(STROKES).count("|") > 3:
        text = "\n".join(_with_tables(text.split("\n"), lambda cell: cell))
    if GAP.search(text) or " " in text:
        text = "\n".join(_align(text.split("\n")))
    return Content(text, notes=cleaner.said())


@dataclass(slots=True)
class _Cleaner:
    """Takes the marks out of a text."""

    raised: Raised = field(default_factory=Raised)
    struck: list[str] = field(default_factory=list)
    pictures: int = 0
    notes: list[str] = field(default_factory=list)

    def said(self) -> tuple[str, ...]:
        notes = [left_out("struck-out text", "删除线文字", self.struck)] if self.struck else []
        if self.pictures:
            number = [f"{self.pictures} ×"] if self.pictures > 1 else []
            notes.append(left_out("a picture, and any text in it,", "图片及其中文字", number))
        return tuple(dict.fromkeys([*notes, *self.raised.notes, *self.notes]))

    def lines(self, text: str) -> Iterator[str]:
        """Yield the lines without their marks, the tables laid out."""
        for part, kind in _parts(text):
            if kind == "html":
                yield from self._fragment(part)
            elif kind == "latex":
                yield from self._tabular(part)
            else:
                yield from _with_tables(
                    [line for line in map(self._line, part.split("\n")) if line is not None], self.inline
                )

    def _line(self, line: str) -> str | None:
        """Return a line without the marks at its beginning, None for one that is a mark alone."""
        if FENCE.match(line) or (RULE.match(line) and "|" not in line):
            return None
        line = BULLET.sub("", QUOTE.sub("", line))
        heading = HEADING.match(line)
        if heading:
            line = HEADING_END.sub("", line[heading.end() :])
        line = NOTE.sub("", line)
        if "|" in line or _is_rule(line):
            # Its cells are read one by one.
            return line
        return self.inline(line)

    def inline(self, text: str) -> str:
        """Return a text without the marks in it."""
        if TAG.search(text):
            text = "\n".join(self._fragment(text))
        text = PICTURE.sub(self._picture, text)
        text = LINK.sub(r"\1", text)
        text = NOTE_MARK.sub(self._note_mark, text)
        text = STRUCK.sub(self._strike, text)
        if "$" in text or "\\(" in text:
            text = FORMULA.sub(self._formula, text)
        text = RAISED.sub(lambda power: self.raised.set(text[: power.start()][-20:], power[1]), text)
        text = BOLD.sub(lambda found: found["bold"] or found["strong"], text)
        for mark in (SPACED_BOLD, EMPHASIS, MARKED, CODE):
            text = mark.sub(r"\1", text)
        # What is left of a pair that is broken over two lines.
        text = re.sub(r"(?<!\*)\*\*(?!\*)", "", text) if text.count("**") % 2 and text.count("*") == 2 else text
        return html.unescape(ESCAPED.sub(r"\1", text))

    def _picture(self, found: re.Match[str]) -> str:
        self.pictures += 1
        return ""

    def _note_mark(self, found: re.Match[str]) -> str:
        self.raised.leave_out(f"[{found[1]}]")
        return ""

    def _strike(self, found: re.Match[str]) -> str:
        self.struck.append(found[1])
        return ""

    def _formula(self, found: re.Match[str]) -> str:
        said = found[1] or found[2]
        if re.search(HAN, WRAPPED.sub("", said)):
            return found[0]
        said = self._plain(said)
        before = found.string[: found.start()][-20:].rstrip()
        said = POWER.sub(lambda power: self._power(before + said[: power.start()], power), said)
        said = re.sub(r"[ ]*([×≥≤~≈±÷])[ ]*", r"\1", re.sub(r"[{}]", "", said).strip())
        return re.sub(r"(?<=[0-9.,])[ ]+(?=[0-9.,%‰a-z])", "", said)

    def _plain(self, said: str) -> str:
        """Return LaTeX without its commands, but for raised characters."""
        for _ in range(3):
            said = WRAPPED.sub(r"\1", said)
        said = PARTED.sub(r"\1/\2", said).replace("{,}", ",")
        return LATEX_COMMAND.sub(lambda command: LATEX[command[0]], said)

    def _power(self, before: str, power: re.Match[str]) -> str:
        text = power[1] or power[2]
        return text if text == "°" else self.raised.set(before.rstrip(" }"), text)

    def _tabular(self, source: str) -> list[str]:
        """Lay out a table in LaTeX."""
        columns = COLUMNS.match(source)
        body = DRAWN_RULE.sub("", source[columns.end() if columns else 0 :])
        rows: list[list[Cell]] = []
        # {column: rows that are left of the cell that hangs down into it}
        hanging: dict[int, int] = {}
        for line in re.split(r"\\\\(?:\[[^\[\]]{0,20}\])?", body):
            if not line.strip():
                continue
            rows.append([])
            column = 0
            for said in re.split(r"(?<!\\)&", line):
                spans = {"column": 1, "row": 1}
                while found := SPANNING.match(said.strip()):
                    spans[found["way"]], said = max(1, int(found["n"])), found["said"]
                if not hanging.get(column):
                    text = " ".join(self.inline(self._plain(said)).split())
                    rows[-1].append(Cell((text,) if text else (), spans["column"], spans["row"]))
                    hanging[column] = spans["row"]
                hanging[column] -= 1
                column += spans["column"]
        return lay_out(rows)

    def _fragment(self, source: str) -> list[str]:
        """Return the lines of a piece of HTML."""
        from .html import read_fragment

        try:
            content = read_fragment(source)
        except UnreadableReport:
            return [TAG.sub("", source)] if TAG.sub("", source).strip() else []
        self.notes += content.notes
        return content.text.split("\n")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text in turn, each with what it is: a table in ``html`` or in ``latex``, or neither."""
    at = depth = start = 0
    for tag in TABLE_TAG.finditer(text):
        if not tag["close"]:
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield from _latex_tables(text[at:start].removesuffix("\n"))
                yield text[start : tag.end()], "html"
                at = tag.end() + text.startswith("\n", tag.end())
    if text[at:]:
        yield from _latex_tables(text[at:])


def _latex_tables(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while begin := TABULAR.search(text, at):
        end = text.find(f"\\end{{{begin[1]}}}", begin.end())
        if end < 0:
            break
        yield text[at : begin.start()].removesuffix("\n"), ""
        yield text[begin.end() : end], "latex"
        at = end + len(f"\\end{{{begin[1]}}}")
        at += text.startswith("\n", at)
    yield text[at:], ""


def _with_tables(lines: list[str], inline: Callable[[str], str]) -> Iterator[str]:
    """Yield lines with those that are rows of a table, set with strokes, laid out."""
    block: list[str] = []
    for line in [*lines, None]:
        straight = "" if line is None else line.translate(STROKES)
        if straight.count("|") >= 2 or (block and "|" in straight) or _is_rule(straight):
            block.append(straight)
            continue
        if block:
            yield from _piped(block, inline)
            block = []
        if line is not None:
            yield line


def _piped(block: list[str], inline: Callable[[str], str]) -> list[str]:
    """Lay out lines that are set with strokes, if they are a table."""
    ruled = [_is_rule(line) for line in block]
    told = [line.strip() for line, is_rule in zip(block, ruled, strict=True) if not is_rule]
    is_table = any(ruled) or (len(told) >= FEWEST_ROWS and all(line[:1] == line[-1:] == "|" for line in told))
    if not is_table or not told:
        return [inline(line) for line in block]
    rows: list[list[list[str]]] = []
    # With a rule between every two rows, what stands between two rules is one row.
    boxed = sum(ruled) > 2
    fresh = True
    for line, is_rule in zip(block, ruled, strict=True):
        if is_rule:
            fresh = True
            continue
        line = line.strip().removeprefix("|")
        line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
        cells = [
            [part for part in (piece.strip() for piece in inline(cell.strip()).split("\n")) if part]
            for cell in PIPE.split(line)
        ]
        if boxed and not fresh and len(cells) == len(rows[-1]):
            rows[-1] = [[*above, *cell] for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        fresh = False
    return lay_out([[Cell(tuple(cell)) for cell in row] for row in rows])


@dataclass(frozen=True, slots=True)
class _Word:
    """A cell of a line that is set with spaces, and between which columns of the page it stands."""

    text: str
    start: int
    end: int


def _align(lines: list[str]) -> Iterator[str]:
    """Yield lines with those that are rows of a table, set with spaces, laid out."""
    block: list[str] = []
    for line in [*lines, None]:
        # What strokes part is parted by nothing else.
        is_open = line and "\t" not in line and "|" not in line.translate(STROKES)
        if is_open and len(line) <= WIDEST_TABLE and not ENDS_SENTENCE.search(line):
            block.append(line)
            continue
        yield from _aligned(block)
        block = []
        if line is not None:
            yield line


def _aligned(block: list[str]) -> list[str]:
    """Lay out the runs of lines in a block that are rows of a table."""
    set_lines: list[str] = []
    run: list[list[_Word]] = []
    printed: list[str] = []
    for line in [*block, ""]:
        words = _words(line)
        if len(words) > 1:
            run.append(words)
            printed.append(line)
            continue
        if run:
            set_lines += _table(run, printed)
            run, printed = [], []
        if line:
            set_lines.append(line)
    return set_lines


def _words(line: str) -> list[_Word]:
    """Return the cells of a line: what gaps of two spaces part, or one where nothing else does."""
    gap = GAP if GAP.search(line.strip()) else re.compile(" ")
    words, column = [], 0
    for n, piece in enumerate(re.split(f"({gap.pattern})", line)):
        width = (len(piece) + len(piece.encode("utf-8", "surrogatepass"))) // 2
        if n % 2 == 0 and piece.strip():
            indent = len(piece) - len(piece.lstrip(" "))
            words.append(_Word(piece.strip(), column + indent, column + width))
        column += width
    return words


def _table(run: list[list[_Word]], printed: list[str]) -> list[str]:
    """Lay out a run of lines if they are a table: a head of words, and rows that begin with a word and have values."""
    if any(VALUE.fullmatch(word.text) and not TIME.fullmatch(word.text) for word in run[0]):
        # No head: as it is printed.
        return printed
    rows = run[1:]
    valued = [row for row in rows if any(VALUE.fullmatch(word.text) for word in row[1:])]
    if not rows or len(valued) < max(1, (len(rows) + 1) // 2) or any(VALUE.fullmatch(row[0].text) for row in rows[:1]):
        return printed
    width = len(run[0])
    wide = [GAP.search(line.strip()) is not None for line in printed]
    if all(len(row) == width for row in run) and (
        all(wide) or (len(run) > FEWEST_ROWS and width > 2 and len(valued) == len(rows))
    ):
        columns = [[word.text for word in row] for row in run]
    elif all(wide) or sum(wide) >= len(wide) - 1:
        columns = _columns(run)
    else:
        columns = []
    return lay_out([[Cell((text,) if text else ()) for text in row] for row in columns]) if columns else printed


def _columns(run: list[list[_Word]]) -> list[list[str]]:
    """Return the rows of a table by where its words stand on the page; none where they stand in no columns."""
    spans: list[list[int]] = []
    for word in sorted((word for row in run for word in row), key=lambda word: word.start):
        if spans and word.start < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], word.end)
        else:
            spans.append([word.start, word.end])
    if len(spans) != max(map(len, run)):
        return []
    rows = []
    for row in run:
        cells = [""] * len(spans)
        for word in row:
            cells[next(n for n, (start, end) in enumerate(spans) if start <= word.start < end)] = word.text
        rows.append(cells)
    return rows
