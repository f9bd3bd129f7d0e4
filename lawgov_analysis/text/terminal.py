"""Terminal: texts as lines of a console, in columns that line up whatever letters are in them."""

from unicodedata import category, east_asian_width

# What stands for a letter that would do something to a console or to the order of what is read, and is none.
NO_LETTER, NO_LETTERS = "\ufffd", ("Cc", "Cf", "Cs")


def one_line(text: str) -> str:
    r"""Return a text on one line.

    Examples
    --------
    >>> one_line("受理申请\n 12件")
    '受理申请 12件'
    """
    return " ".join(text.split())


def harmless(text: str) -> str:
    r"""Return a text without what moves a console or turns the reading round; as long as it was.

    Examples
    --------
    >>> harmless("横沥镇\x1b[2J")
    '横沥镇�[2J'
    """
    if text.isprintable():
        return text
    kept = "\n\t"
    return "".join(NO_LETTER if letter not in kept and category(letter) in NO_LETTERS else letter for letter in text)


def columns_of(text: str) -> int:
    """Return how many columns of a console a text takes.

    Examples
    --------
    >>> columns_of("12件")
    4
    """
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, columns: int) -> str:
    """Return a text filled up with spaces to so many columns.

    Examples
    --------
    >>> padded("读作", 6)
    '读作  '
    """
    return text + " " * (columns - columns_of(text))


def cut_to(text: str, columns: int) -> str:
    """Return a text of at most so many columns; what is cut off ends in an ellipsis.

    Examples
    --------
    >>> cut_to("受理行政复议申请", 9), cut_to("受理", 9)
    ('受理行政…', '受理')
    """
    if columns_of(text) <= columns:
        return text
    kept, left = [], columns - 1
    for letter in text:
        left -= columns_of(letter)
        if left < 0:
            break
        kept.append(letter)
    return "".join(kept) + "…"


def folded(text: str, columns: int) -> list[str]:
    """Return a text as lines of at most so many columns, broken after a space or a mark where there is one.

    Examples
    --------
    >>> folded("收到信访30件；办结28件", 16)
    ['收到信访30件；', '办结28件']
    """
    lines = []
    while columns_of(text) > columns:
        head = cut_to(text, columns + 1)[:-1] or text[0]
        breaks = [at for at, letter in enumerate(head, 1) if letter in " ；，、;,"]
        head = head[: breaks[-1]] if breaks and 2 * breaks[-1] > len(head) else head
        lines.append(head.rstrip())
        text = text[len(head) :].lstrip()
    return [*lines, text]
