"""Texts that are edited while every character is followed, to know where a figure of the old one stands in the new."""

import random
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
FILLERS = "进一步切实持续深入全面扎实有效依法稳步积极认真"


@dataclass
class Sign:
    """A character, and the offset that it had in the old text: None where it is new."""

    sign: str
    origin: int | None = None


class Edited:
    """A text that is edited.

    Parameters
    ----------
    text : str
    chance : random.Random
    kept : list of (int, int)
        Spans whose digits no edit of words changes.
    """

    def __init__(self, text: str, chance: random.Random, kept: list[tuple[int, int]]) -> None:
        self.signs = [Sign(sign, at) for at, sign in enumerate(text)]
        self.chance = chance
        self.kept = {at for start, end in kept for at in range(start, end)}

    @property
    def text(self) -> str:
        return "".join(each.sign for each in self.signs)

    def places(self) -> dict[int, int]:
        """Return where each old offset is now."""
        return {each.origin: at for at, each in enumerate(self.signs) if each.origin is not None}

    def lines(self) -> list[tuple[int, int]]:
        """Return the spans of the lines, each with its end."""
        ends = [at + 1 for at, each in enumerate(self.signs) if each.sign == "\n"]
        bounds = [0, *ends, *([len(self.signs)] if not ends or ends[-1] < len(self.signs) else [])]
        return [*pairwise(bounds)]

    def insert(self, at: int, words: str) -> None:
        self.signs[at:at] = [Sign(sign) for sign in words]

    def insert_line(self, line: str) -> None:
        """Put a paragraph between two others."""
        start, _ = self.chance.choice(self.lines())
        self.insert(start, line.rstrip("\n") + "\n")

    def copy_line(self) -> None:
        """Put a paragraph that there is once more, elsewhere."""
        start, end = self.chance.choice(self.lines())
        self.insert_line("".join(each.sign for each in self.signs[start:end]))

    def delete_line(self) -> None:
        start, end = self.chance.choice(self.lines())
        del self.signs[start:end]

    def move_line(self) -> None:
        start, end = self.chance.choice(self.lines())
        line = self.signs[start:end]
        del self.signs[start:end]
        if self.signs:
            start, _ = self.chance.choice(self.lines())
            self.signs[start:start] = line

    def widen(self) -> None:
        """Print some digits in full width."""
        start = self.chance.randrange(max(1, len(self.signs)))
        for each in self.signs[start : start + 200]:
            each.sign = each.sign.translate(WIDE)

    def space(self) -> None:
        """Put spaces between words, also within a figure."""
        for _ in range(8):
            at = self.chance.randrange(len(self.signs) + 1)
            around = "".join(each.sign for each in self.signs[max(0, at - 1) : at + 1])
            if not any(sign.isdigit() or sign in ".．,，" for sign in around):
                self.insert(at, self.chance.choice([" ", "\u3000"]))

    def reword(self, near: int | None = None) -> None:
        """Change a word or two: put in, take out, replace; digits stay."""
        at = self._beside(near)
        if at is None:
            return
        kind = self.chance.choice(["in", "out", "for"])
        size = self.chance.randint(1, 4)
        span = self.signs[at : at + size]
        free = all(not self._is_kept(each) and not each.sign.isdigit() and each.sign != "\n" for each in span)
        if kind != "in" and free:
            del self.signs[at : at + size]
        if kind != "out" and (at == 0 or not self._within(at)):
            self.insert(at, "".join(self.chance.choices(FILLERS, k=size)))

    def correct(self, near: int | None = None) -> None:
        """Print another number in the place of one that is not kept."""
        digits = [at for at, each in enumerate(self.signs) if each.sign.isdigit() and not self._is_kept(each)]
        if near is not None:
            place = self.places().get(near)
            digits = [at for at in digits if place is not None and abs(at - place) < 30]
        if digits:
            at = self.chance.choice(digits)
            self.signs[at] = Sign(self.chance.choice([d for d in "123456789" if d != self.signs[at].sign]))

    def cut_clause(self, near: int | None = None) -> None:
        """Take out from one comma to the next."""
        at = self._beside(near)
        stops = [place for place, each in enumerate(self.signs) if each.sign in ",，;；。\n"]
        before = max((stop for stop in stops if at is not None and stop < at), default=None)
        after = min((stop for stop in stops if at is not None and stop >= at), default=None)
        if before is not None and after is not None:
            del self.signs[before + 1 : after + 1]

    def _beside(self, near: int | None) -> int | None:
        if near is None:
            return self.chance.randrange(len(self.signs)) if self.signs else None
        place = self.places().get(near)
        if place is None:
            return None
        return min(max(0, place + self.chance.randint(-14, 14)), len(self.signs) - 1)

    def _is_kept(self, each: Sign) -> bool:
        return each.origin is not None and each.origin in self.kept

    def _within(self, at: int) -> bool:
        """Return whether a place is within a number or a figure that is kept."""
        if at >= len(self.signs):
            return False
        left, right = self.signs[at - 1], self.signs[at]
        kept = self._is_kept(left) and self._is_kept(right)
        return kept or (left.sign.isdigit() and (right.sign.isdigit() or right.sign in ".．"))

    def now(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a span of the old text is now, None where it is not whole any more."""
        places = self.places()
        at = [places.get(offset) for offset in range(start, end)]
        found = [place for place in at if place is not None]
        if len(found) < len(at) or not found or found != sorted(found):
            return None
        within = "".join(each.sign for each in self.signs[found[0] : found[-1] + 1] if each.origin is None)
        return (found[0], found[-1] + 1) if not within.strip() else None


def read_otherwise(reading: pd.DataFrame, chance: random.Random, kept: set[int]) -> pd.DataFrame:
    """Return a reading as a changed reader gives it: other sections, numbers and relations, some figures not found.

    Parameters
    ----------
    reading : pandas.DataFrame
    chance : random.Random
    kept : set of int
        Starts of figures that are found.
    """
    stays = [int(start) in kept or chance.random() > 0.15 for start in reading["start"]]
    table = reading[pd.Series(stays, reading.index, dtype=bool)].reset_index(drop=True)
    return table.assign(
        figure=range(1, len(table) + 1),
        section=[f"{1 + chance.randrange(9)}.{1 + chance.randrange(9)}" for _ in range(len(table))],
        related="",
        relation="",
        relation_by="",
    )


def many_alike(chance: random.Random) -> str:
    """Return an invented report of sentences that are much alike, with few numbers between them."""
    acts = ["受理", "办结", "调解", "检查", "立案", "化解", "开展", "培训"]
    objects = ["行政复议申请", "信访事项", "矛盾纠纷", "执法检查", "案件", ""]
    heads = ["推进依法行政", "化解矛盾纠纷", "加强监督", "普法宣传"]
    numbers = [str(chance.randint(1, 30)) for _ in range(chance.randint(1, 4))]
    lines = ["示例镇2023年法治政府建设年度报告"]
    for number in range(chance.randint(3, 8)):
        lines.append("一二三四五六七八"[number] + "、" + chance.choice(heads))
        for _ in range(chance.randint(1, 5)):
            clauses = [
                chance.choice(acts) + chance.choice(objects) + chance.choice(numbers) + "件"
                for _ in range(chance.randint(1, 4))
            ]
            lines.append(chance.choice(["全年", "", "一是", "共"]) + "，".join(clauses) + "。")
    return "\n".join(lines) + "\n"
