"""Reports with their statements marked: [s|…] falls short, [p>1|…] a plan that answers the first, [l|…] the leaders.

Within, {c:…} is the cause, {q:…} the number, {d:…} the day; a cause outside of all is that of all before it.
"""

import re
from dataclasses import dataclass, field

KINDS = {"s": "shortcoming", "p": "plan", "l": "leadership"}
TERMS = {"c": "cause", "q": "quantity", "d": "deadline"}
MARKS = re.compile(r"(\[[slp](?:>[\d,]+)?\||\{[cqd]:|[\]}])")
OPENS = re.compile(r"\[([slp])(?:>([\d,]+))?\|")


@dataclass
class Marked:
    kind: str
    answers: set[int]
    start: int
    end: int = 0
    terms: dict[str, list[str]] = field(default_factory=dict)


def read_marked(raw):
    """Return a text without its marks, and what is marked in it."""
    body = raw.partition("@text\n")[2]
    text, statements, opened, terms = "", [], [], []
    for piece in MARKS.split(body):
        if opens := OPENS.fullmatch(piece):
            answers = {int(number) for number in (opens[2] or "").split(",") if number}
            opened.append(Marked(KINDS[opens[1]], answers, len(text)))
            statements.append(opened[-1])
        elif re.fullmatch(r"\{[cqd]:", piece):
            terms.append((TERMS[piece[1]], len(text)))
        elif piece == "]":
            opened.pop().end = len(text)
        elif piece == "}":
            term, start = terms.pop()
            whose = opened[-1:] or [each for each in statements if each.kind == "shortcoming"]
            for each in whose:
                each.terms.setdefault(term, []).append(text[start:])
        else:
            text += piece
    return text, statements


def plain(said):
    return re.sub(r"[\s、,;:。]", "", said)
