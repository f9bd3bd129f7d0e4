"""What a person needs to see of a file that waits, so that it need not be opened: its title and where it differs."""

import re

from ..text.terminal import one_line

# Of a line of a text, as much as tells what it is.
SHOWN = 90
# A line with fewer letters is a name or a date.
SHORTEST = 12
CLAUSE = re.compile(r"[^，。；;\n]+[，。；;\n]?")
NO_WORD = re.compile(r"[\W_]+")


def name_of(files: str) -> str:
    """Return the names of files without their folders.

    Examples
    --------
    >>> name_of("published/a.html、published/b.docx")
    'a.html、b.docx'
    """
    return re.sub(r"[^、]*[/\\]", "", files)


def folder_of(files: str) -> str:
    """Return the folder of the first of some files, ``""`` where none is named.

    Examples
    --------
    >>> folder_of("published/town/a.html、published/b.docx")
    'published/town/'
    """
    first = files.partition("、")[0]
    return first[: len(first) - len(name_of(first))]


def opening(title: str, text: str) -> list[str]:
    r"""Return the title of a text and the first line that follows it.

    Examples
    --------
    >>> opening("某镇2023年报告", "某镇2023年报告\n2024年1月\n2023年，我镇推进法治政府建设，成效如下。")
    ['某镇2023年报告', '2023年，我镇推进法治政府建设，成效如下。']
    """
    title = one_line(title)
    letters = NO_WORD.sub("", title)
    lines = [one_line(line) for line in text.splitlines()]
    # A title may be broken into lines.
    own = [at for at, line in enumerate(lines) if letters and len(line) > 3 and NO_WORD.sub("", line) in letters]
    below = lines[own[-1] + 1 :] if own else lines
    first = next((line for line in below if len(line) >= SHORTEST), "")
    return [_short(line) for line in (title, first) if line]


def first_differing(one: str, other: str, titles: str = "") -> tuple[str, str]:
    """Return the first words of each of two texts that the other and the titles have not, and the words before them.

    Examples
    --------
    >>> first_differing("罚款3万元。普法12场，培训3次。", "罚款3万元。普法14场，培训3次。")
    ('罚款3万元。普法12场', '罚款3万元。普法14场')
    """
    return _first(one, NO_WORD.sub("", other + titles)), _first(other, NO_WORD.sub("", one + titles))


def _first(text: str, letters: str) -> str:
    before = ""
    for match in CLAUSE.finditer(text):
        clause = NO_WORD.sub("", match[0])
        if clause and clause not in letters:
            return _short(one_line(before + match[0]).rstrip("，；;"))
        before = match[0]
    return ""


def _short(line: str) -> str:
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
