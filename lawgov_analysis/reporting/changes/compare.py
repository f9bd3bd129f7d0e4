"""Compare: what one showing of an analysis says otherwise than another, block by block and cell by cell."""

import re
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FIGURE = re.compile(r"f(\d+)")
# A clause of a sentence with its mark; a comma within a number is none.
CLAUSE = re.compile(r".+?(?:[。；，：]|[;,:.](?= )|\n|$)", re.DOTALL)
ENDS = "。；，：;,. \n"
# A table or chart that is alone is told row by row up to so many.
ROWS = 6
# Characters of a sentence that are shown around what changed.
AROUND = 12
FIGURE_KIND, RATE, FINDING, SENTENCE, TABLE, CHART = "figure", "rate", "finding", "sentence", "table", "chart"
FORM = "notebook"
# A file of a report that is gone, or not as it was written.
FILE = "file"
# A value with its unit; what has brackets or two numbers is more than a value.
VALUE = re.compile(r"(\D*\d[\d,.]*%?)([^\d%（(]*)")


@dataclass(frozen=True)
class Change:
    """One thing that is said otherwise.

    Attributes
    ----------
    kind : str
        figure, rate, finding, sentence, table or chart; notebook where the cells are others.
    where : str
        The heading or the caption above it.
    key : str
        Of a figure its number; of a row what it is about.
    column : str
        Of a cell; ``""`` where it is the value.
    old, new : str
        ``""`` where nothing was said.
    echo : bool
        Whether only the numbers of a figure that is told changed in it.
    """

    kind: str
    where: str
    key: str
    column: str
    old: str
    new: str
    echo: bool = False

    def record(self):
        """Return it as a dict."""
        return asdict(self)


def compare(old, new, language):
    """Say what one showing of an analysis says otherwise than another.

    Parameters
    ----------
    old, new : Executed
    language : Language
        Of what is shown.

    Returns
    -------
    list of Change
        The figures first, by their numbers; then in the order of the old one.
    """
    words, changes = _Words(language), []
    for here, there, place in _paired(old.blocks, new.blocks):
        changes += _between(here, there, place, words)
    figures = list(dict.fromkeys(change for change in changes if change.kind == FIGURE_KIND))
    figures.sort(key=lambda change: int(change.key) if change.key.isdecimal() else 0)
    told = {pair for change in figures for pair in _numbers(change.old, change.new) or ()}
    others = [change for change in changes if change.kind != FIGURE_KIND]
    # A chart says again what its caption and its table say.
    return figures + list(dict.fromkeys(replace(change, echo=_is_echo(change, told)) for change in others))


def compare_values(old, new, language):
    """Say which figures have another value in one showing of an analysis than in another that is of another form.

    Parameters
    ----------
    old, new, language
        As for `compare`.

    Returns
    -------
    list of Change
        The first says that the cells of the notebook are others; then the figures by their numbers.
    """
    words = _Words(language)
    values = [_values(each.blocks, words) for each in (old, new)]
    return [Change(FORM, "", "", "", old.name, new.name), *_of_other_forms(*values)]


def _values(blocks, words):
    """Return the values that are shown of each figure, by its number and their unit."""
    values = {}
    for block in blocks:
        shown = list(block.figures)
        if words.value in block.columns:
            at = block.columns.index(words.value)
            shown += [(_number(row, block, words), row[1][at]) for row in block.rows if _number(row, block, words)]
        for number, text in shown:
            if found := VALUE.fullmatch(text):
                # Marks and words of a bound are of the form: ≈450万元 is 约450万元.
                values.setdefault(number, {}).setdefault(found[2], set()).add(NUMBER.findall(found[1])[-1])
    return values


def _of_other_forms(old, new):
    for number in sorted(old.keys() & new.keys(), key=int):
        for unit in old[number].keys() & new[number].keys():
            if not old[number][unit] & new[number][unit]:
                yield Change(FIGURE_KIND, "", number, "", min(old[number][unit]), min(new[number][unit]))


class _Words:
    """The words by which what is shown is told apart."""

    def __init__(self, language):
        self.number, self.value = language.say("column_number"), language.say("column_value")
        self.measure = language.say("column_measure")
        self.rows = lambda n: language.say("change_rows", n=n)
        severities = [language.say(f"severity_{name}") for name in ("error", "warning", "note")]
        self.finding = tuple(f"{name}{mark}" for name in severities for mark in "：:")


def _paired(old, new):
    """Give the blocks that belong together, None beside one that is alone, and the heading that they are under."""
    place = ""
    for here, there in _aligned(old, new, _block_key, lambda a, b: a.kind == b.kind):
        head = here or there
        if head.kind == "heading":
            place = head.text.lstrip("# ")
        yield here, there, place


def _block_key(block):
    said = block.caption if block.kind == "table" else block.text.partition("。")[0]
    return block.kind, NUMBER.sub("#", said)


def _aligned(old, new, key, alike):
    """Give what belongs together of two lists: the same by key, else in their order where they are alike."""
    matcher = SequenceMatcher(None, [key(one) for one in old], [key(one) for one in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        left, right = list(old[a:b]), list(new[c:d])
        if kind == "equal":
            yield from zip(left, right, strict=True)
            continue
        for one in left:
            other = next((each for each in right if alike(one, each)), None)
            if other is not None:
                at = right.index(other)
                yield from ((None, each) for each in right[:at])
                del right[: at + 1]
            yield one, other
        yield from ((None, each) for each in right)


def _between(here, there, place, words):
    if here is None or there is None:
        block = here or there
        # Where it says other things on another machine, there may be more of it too.
        return _alone(block, here is not None, place, words) if block.held else []
    linked = [_figure(*each) for each in _of_links(here, there)]
    if here.kind == "table":
        return linked + _of_tables(here, there, words)
    return linked + _of_words(here, there, place, words)


def _of_links(here, there):
    """Give the figures whose linked value is another one: number, old and new."""
    after = {}
    for number, text in there.figures:
        after.setdefault(number, []).append(text)
    for number, text in here.figures:
        if after.get(number):
            said = after[number].pop(0)
            if said != text:
                yield number, text, said


def _figure(number, old, new):
    return Change(FIGURE_KIND, "", number, "", *_without_unit(old, new))


def _of_words(here, there, place, words):
    if not here.held or here.text == there.text:
        return []
    if here.kind == "list":
        return _of_lists(here, there, place, words)
    if here.kind == "heading":
        return [Change(SENTENCE, "", "", "", *(block.text.lstrip("# ") for block in (here, there)))]
    return _of_texts(CHART if here.kind == "chart" else SENTENCE, here.text, there.text, place)


def _alone(block, is_old, place, words):
    def said(kind, text, key="", column=""):
        return Change(kind, place, key, column, *((text, "") if is_old else ("", text)))

    if block.kind == "table":
        place = block.caption
        if len(block.rows) > ROWS and not any(_number(row, block, words) for row in block.rows):
            return [said(TABLE, words.rows(len(block.rows)))]
        return [said(_row_kind(block, row, words), *_row_said(block, row, words)) for row in block.rows]
    if block.kind == "list":
        return [said(_item_kind(item, words), item.removeprefix("- ")) for item in block.text.splitlines()]
    place = "" if block.kind == "heading" else place
    return [said(CHART if block.kind == "chart" else SENTENCE, block.text.lstrip("# "))]


def _of_lists(here, there, place, words):
    changes = []
    items = [block.text.splitlines() for block in (here, there)]
    for old, new in _aligned(*items, lambda item: NUMBER.sub("#", item), _alike):
        if old != new:
            texts = [(item or "").removeprefix("- ") for item in (old, new)]
            changes += _of_texts(_item_kind(old or new, words), *texts, place)
    return changes


def _of_texts(kind, old, new, place):
    """Give the clauses of two texts that differ; a text that is hardly the same is told whole."""
    if not old or not new or not _alike(old, new):
        return [Change(kind, place, "", "", old, new)]
    pairs = _aligned(*(CLAUSE.findall(text) for text in (old, new)), lambda clause: NUMBER.sub("#", clause), _alike)
    changes = []
    for before, after in pairs:
        before, after = ((clause or "").strip(ENDS) for clause in (before, after))
        if before != after:
            changes.append(Change(kind, place, "", "", *_around(before, after)))
    return changes


def _item_kind(item, words):
    return FINDING if item.removeprefix("- ").startswith(words.finding) else SENTENCE


def _alike(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio() > 0.6


def _of_tables(here, there, words):
    """Give the cells of two tables that differ; which rows belong together their numbers do not say."""
    changes = []

    def key(row):
        # Where a source text may be at hand or not, what a row is about tells it.
        return tuple(NUMBER.sub("#", cell) for cell in row[1]) if here.held else _row_name(row, here, words)

    def alike(one, other):
        return _row_name(one, here, words) == _row_name(other, there, words) or _alike(
            "".join(one[1]), "".join(other[1])
        )

    for old, new in _aligned(here.rows, there.rows, key, alike):
        if old is None or new is None:
            block, row = (here, old) if new is None else (there, new)
            if block.held or _number(row, block, words):
                text, name, column = _row_said(block, row, words)
                kind, said = _row_kind(block, row, words), (text, "") if new is None else ("", text)
                changes.append(Change(kind, "" if kind == FIGURE_KIND else here.caption, name, column, *said))
            continue
        number = _number(old, here, words)
        before, after = dict(zip(here.columns, old[1], strict=False)), dict(zip(there.columns, new[1], strict=False))
        for column in (name for name in before if name in after):
            # Numbers of figures move with every row that comes in above; a sentence is not at hand everywhere.
            if before[column] == after[column] or (column == words.number and number):
                continue
            if not here.held and not (number and column == words.value):
                continue
            changes.append(_cell(before[column], after[column], column, number, old, here, words))
    return changes


def _cell(old, new, column, number, row, block, words):
    is_value = column == words.value
    if number and is_value:
        return _figure(number, old, new)
    old, new = _without_unit(old, new)
    kind = FIGURE_KIND if number else RATE if old.endswith("%") and new.endswith("%") else TABLE
    return Change(kind, "" if number else block.caption, number or _row_name(row, block, words), column, old, new)


def _without_unit(old, new):
    """Leave out of two values the unit that both have."""
    ends = [VALUE.fullmatch(text) for text in (old, new)]
    return (ends[0][1], ends[1][1]) if all(ends) and ends[0][2] == ends[1][2] else (old, new)


def _number(row, block, words):
    """Return the number of the figure that a row is of; ``""`` where it is of none."""
    if row[0]:
        found = FIGURE.fullmatch(row[0])
        return found[1] if found else ""
    return row[1][0] if block.columns[:1] == (words.number,) and words.value in block.columns else ""


def _row_name(row, block, words):
    """Return what a row is about: what it counts, else its first cell that is no number of a row."""
    cells = dict(zip(block.columns, row[1], strict=False))
    named = [text for column, text in cells.items() if column != words.number]
    return cells.get(words.measure) or next(iter(named), "")


def _row_kind(block, row, words):
    return FIGURE_KIND if _number(row, block, words) else TABLE


def _row_said(block, row, words):
    """Return what is said of a row that is alone: its value, its key and its column."""
    cells = dict(zip(block.columns, row[1], strict=False))
    number = _number(row, block, words)
    name = _row_name(row, block, words)
    if number:
        return f"{name} {cells.get(words.value, '')}".strip(), number, ""
    return " · ".join(filter(None, row[1])), name, ""


def _around(old, new):
    """Return of two texts what differs, with some characters around it."""
    if not old or not new:
        return old, new
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    first, last = blocks[0], blocks[-2] if len(blocks) > 1 else blocks[0]
    head = first.size if (first.a, first.b) == (0, 0) else 0
    tail = last.size if (last.a + last.size, last.b + last.size) == (len(old), len(new)) else 0
    tail = min(tail, len(old) - head, len(new) - head)
    # A number is shown whole.
    while head and (old[head - 1].isdigit() or old[head - 1] in ",."):
        head -= 1
    while tail and (old[-tail].isdigit() or old[-tail] in ",."):
        tail -= 1
    start = max(0, head - AROUND)

    def cut(text):
        end = len(text) - max(0, tail - AROUND)
        return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")

    return cut(old), cut(new)


def _numbers(old, new):
    """Return the numbers that differ between two texts that say the same but for numbers, else None."""
    if NUMBER.sub("#", old) != NUMBER.sub("#", new):
        return None
    pairs = zip(NUMBER.findall(old), NUMBER.findall(new), strict=True)
    return {pair for pair in pairs if pair[0] != pair[1]}


def _is_echo(change, told):
    pairs = _numbers(change.old, change.new)
    return bool(pairs) and pairs <= told
