"""Decisions last: laid over texts that were shifted and edited and over other readings, none is lost, none misplaced.

Every character is followed through the edits, so that where a figure stands afterwards is known without the anchors.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import pytest

from lawgov_analysis import extract_figures, parse_report, read_report
from lawgov_analysis.decisions import overlay
from lawgov_analysis.decisions.anchors import closed_text
from lawgov_analysis.decisions.differences import Told
from lawgov_analysis.decisions.store import table_of
from lawgov_analysis.paths import default_data_dir

from helpers.edited import Edited, many_alike, read_otherwise

PUBLISHED = default_data_dir() / "samples" / "city" / "published"
ENOUGH = 120


@cache
def published():
    """The texts of the invented city: {name of the file: text}."""
    return {file.stem: read_report(file).text for file in sorted(PUBLISHED.glob("*.*"))}


def read(text):
    return extract_figures(parse_report(text, place="441900106", year=2023))


@cache
def first_reading(text):
    return read(text)


def foreign_line(chance, town):
    """A paragraph of the report of another town: that of another year may have the same sentences."""
    other = chance.choice([name for name in published() if name.split("-")[0] != town.split("-")[0]])
    return chance.choice(published()[other].split("\n"))


def shift(edited, chance, town, near):
    """Paragraphs come and go; digits get wide; spaces come between words."""
    chance.choice(
        [
            lambda: edited.insert_line(foreign_line(chance, town)),
            lambda: edited.insert(0, "前言。\n" * chance.randint(1, 3)),
            edited.delete_line,
            edited.widen,
            edited.space,
        ]
    )()


def edit(edited, chance, town, near):
    """Words beside a figure change, a neighbour's number is corrected, a clause is taken out."""
    chance.choice(
        [
            lambda: shift(edited, chance, town, near),
            lambda: edited.reword(near),
            lambda: edited.reword(near),
            lambda: edited.correct(near),
            lambda: edited.cut_clause(near),
            edited.reword,
            edited.correct,
        ]
    )()


def wreck(edited, chance, town, near):
    """The clauses of the figures themselves are taken out, so that what is like them comes nearer; lines come twice."""
    cut = [lambda: edited.cut_clause(near)] * 3
    chance.choice([*cut, edited.copy_line, edited.copy_line, edited.delete_line, edited.reword])()


def nothing(edited, chance, town, near):
    """The text is the same; the reader is another."""


@dataclass
class Outcome:
    counts: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)

    @property
    def share(self):
        """Of the decisions whose figure is still there, how many are laid."""
        return self.counts["laid"] / (self.counts["laid"] + self.counts["there, waits"])


def try_out(seed, change, outcome, *, alike=False, changed_reader=False):
    """Decide on some figures of a report, change it, lay the decisions anew, and see where each went."""
    chance = random.Random(seed)
    town = chance.choice([*published()])
    text = many_alike(chance) if alike else published()[town]
    rows = first_reading(text).to_dict("records")
    chosen = {
        at: chance.choice(["field", "field", "none", "missed"])
        for at in chance.sample(range(len(rows)), min(len(rows), chance.randint(1, 10)))
    }
    decisions = decided(rows, chosen, text)
    spans = {at: (int(rows[at]["start"]), int(rows[at]["end"])) for at in chosen}
    edited = Edited(text, chance, [*spans.values()])
    for _ in range(chance.randint(1, 8)):
        change(edited, chance, town, chance.choice([*spans.values()])[0])
    now = {at: edited.now(*spans[at]) for at in chosen}
    reading = read(edited.text)
    if changed_reader:
        found = {place[0] for at, place in now.items() if place and chosen[at] != "missed"}
        reading = read_otherwise(reading, chance, found)
        unseen = {place[0] for at, place in now.items() if place and chosen[at] == "missed"}
        reading = reading[~reading["start"].isin(unseen)].reset_index(drop=True)
    laid = overlay(reading, edited.text, decisions)
    texts = text, edited.text
    judge(seed, outcome, chosen, spans, now, reading, laid, texts)


def words_at(text, start):
    """The words on either side of an offset, as they read however they are printed."""
    return closed_text(text[:start])[-10:], closed_text(text[start:])[:12]


def decided(rows, chosen, text):
    told = Told(first_reading(text), first_reading(text), text, "李", "看过原文", "2024-01-01T00:00:00Z")
    decisions = []
    for at, kind in chosen.items():
        if kind == "none":
            decisions.append(told.of(rows[at], "figure", "no", ""))
            continue
        if kind == "missed":
            decisions.append(told.of(rows[at], "figure", "yes", ""))
            decisions += [told.of(rows[at], name, value, "") for name, value in (("value", "7"), ("measure", "计"))]
        decisions.append(told.of(rows[at], "scope", f"第{at}", ""))
    return table_of(decisions)


def judge(seed, outcome, chosen, spans, now, reading, laid, texts):
    """Count what became of each decision; a fault is one that is neither laid nor waits, or is on another figure."""
    waits = {int(row["start"]) for row in laid.waiting.to_dict("records")}
    before = {int(start): int(end) for start, end in zip(reading["start"], reading["end"], strict=True)}
    struck = before.keys() - {int(start) for start in laid.figures["start"]}
    words = {at: words_at(texts[0], spans[at][0]) for at in chosen}
    # What stands there to the letter was moved, for all that is known: a line was copied and its original cut.
    moved = {words[at] for at in chosen if chosen[at] == "none"}
    for at, kind in chosen.items():
        place, marked = now[at], laid.figures[laid.figures["scope"] == f"第{at}"]
        if spans[at][0] in waits:
            outcome.counts["there, waits" if place else "gone, waits"] += 1
            outcome.faults += [(seed, at, "waits and is laid")] * len(marked)
        elif kind == "none":
            mine = {start for start in struck if place and start < place[1] and place[0] < before[start]}
            struck -= mine
            still = place and any(start < place[1] and place[0] < end for start, end in before.items()) and not mine
            outcome.counts["lost" if still else "laid"] += 1
            outcome.faults += [(seed, at, "is still a figure")] if still else []
        else:
            starts = [int(start) for start in marked["start"]]
            right = len(starts) == 1 and (
                (place and overlaps(marked.iloc[0], place)) or words_at(texts[1], starts[0]) == words[at]
            )
            outcome.counts["laid" if right else "misplaced"] += 1
            outcome.faults += [] if right else [(seed, at, kind, place, marked[["start", "end"]].values.tolist())]
    others = [start for start in struck if words_at(texts[1], start) not in moved]
    outcome.faults += [(seed, start, "was struck out for another") for start in others]


def overlaps(row, place):
    return row["start"] < place[1] and place[0] < row["end"]


@pytest.mark.parametrize(
    ("change", "changed_reader", "least"),
    [
        (shift, False, 0.97),
        (shift, True, 0.95),
        (edit, False, 0.93),
        (edit, True, 0.93),
        (wreck, False, 0),
        (nothing, True, 1),
    ],
    ids=["shifted", "shifted and read otherwise", "edited", "edited and read otherwise", "cut", "read otherwise"],
)
def test_no_decision_is_lost_or_on_another_figure(change, changed_reader, least):
    outcome, seed = Outcome(), 0
    while outcome.counts.total() < ENOUGH:
        # In turn a published report and one of sentences that are much alike, which cuts are hardest in.
        try_out(seed, change, outcome, alike=change is wreck or seed % 2 > 0, changed_reader=changed_reader)
        seed += 1
    assert outcome.faults == []
    assert outcome.share >= least
