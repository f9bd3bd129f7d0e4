"""Trials of what codes a figure: words of numbers and of what is counted, rules, what keeps them out and recodes."""

from collections.abc import Iterator
from typing import Any

from ..documents import parse_report
from ..extraction.confidence import CLEARLY_SEEN, OF_SCANS, Doubts, compile_doubts, doubts_with
from ..extraction.forms import compile_forms
from ..extraction.pipeline import code_report
from ..extraction.record import Figure, Seen
from ..quantities import find_quantities
from ..tables.folder import Data
from ..text.numerals import write_plain
from .trial import Fault, Trial, missing, own_words

MOST_WORDS = 5
SEEN = {doubt: Seen(1, (0, 0, 1, 1), sure) for doubt, sure in zip(OF_SCANS, (CLEARLY_SEEN, 0.0), strict=True)}
BOUNDS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "≈"}


def try_quantity_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words that tell what a number is."""
    yield from missing(row, "note")
    read = _reads(row.example, trial.data)
    if read != row.reads:
        yield "example", f"应读作“{row.reads}”，实为“{read}”"
    if row.unlike:
        if not any(word in row.unlike for word in row.words.split("|")):
            yield "unlike", "应含有这一行的一个词"
        words = trial.data.table("quantity_words")
        other = trial.data.with_tables(
            {"quantity_words": words.assign(words=words["words"].where(words["role"] != row.role, "\0"))}
        )
        if (alike := _reads(row.unlike, other)) != (read := _reads(row.unlike, trial.data)):
            yield "unlike", f"没有这些词应读得一样，“{alike}”，实为“{read}”"


def try_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a word that tells what is counted."""
    yield from missing(row)
    if row.example:
        if (read := trial.sentences.reads(row.example)) != row.reads:
            yield "example", f"应读作“{row.reads}”，实为“{read}”"
        elif trial.sentences.reads_alike_without(row.example, row.role, row.word):
            yield "example", f"应因“{row.word}”（{row.role}）才这样读，没有它也读得一样"
    if row.unlike:
        if row.word not in row.unlike:
            yield "unlike", f"应含有“{row.word}”"
        elif not trial.sentences.reads_alike_without(row.unlike, row.role, row.word):
            yield "unlike", f"没有“{row.word}”（{row.role}）应读得一样，实为不同"


def try_patterns(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a rule that codes."""
    yield from missing(row, *(() if row.indicator else ("note",)))
    own = own_words(row)
    if len(own) > MOST_WORDS:
        yield "never", f"至多 {MOST_WORDS} 个词，实有 {len(own)} 个；写进 exclusions.csv 的词组，用 @词组"
    figure = yield from trial.figure(row, "example")
    if figure and trial.decided(figure) != row.pattern:
        yield "example", f"应由这条规则编为{trial.named(row.indicator)}，实为{trial.coded(figure)}"
    figure = yield from trial.figure(row, "unlike")
    if figure:
        groups = [group.split("|") for group in row.counts.split()]
        if not all(any(word in row.unlike for word in group) for group in groups):
            yield "unlike", "应含有这条规则 counts 的词"
        if trial.decided(figure) == row.pattern:
            yield "unlike", f"不应由这条规则决定，实为{trial.coded(figure)}"


def try_exclusions(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a word that keeps a figure from the rules that name its set."""
    yield from missing(row, "note")
    users = trial.users.get(row.set, [])
    if row.set in trial.levels:
        yield from _level_word(trial, row)
        return
    figure = yield from trial.figure(row, "example")
    if figure:
        against = trial.sentences.kept_out(figure.evidence, figure.quantity.unit) if figure.evidence else {}
        kept = [number for number in users if row.word in against.get(number, ())]
        # A kind is coded as its total is, whatever keeps its own words out.
        coded = "" if figure.coding.by == "kind" else figure.coding.indicator
        wrongly = [number for number in kept if trial.indicators[number] == coded != ""]
        if not kept:
            yield (
                "example",
                f"“{row.word}”应使数据不归入用 @{row.set} 的规则，实际没有一条被它排除；实为{trial.coded(figure)}",
            )
        elif len(wrongly) == len(kept):
            yield "example", f"不应编为{trial.named(figure.coding.indicator)}"
    figure = yield from trial.figure(row, "unlike")
    if figure:
        if row.word not in row.unlike:
            yield "unlike", f"应含有“{row.word}”"
        if trial.leading(figure) not in users:
            yield "unlike", f"应由用 @{row.set} 的规则决定，实为{trial.coded(figure)}"


def _level_word(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a word that recodings name: the figure means something else there, or keeps what it says."""
    recoded = [rule for rule in trial.table("recodings") if f"@{row.set}" in rule.level.split("|")]
    figure = yield from trial.figure(row, "example")
    if not figure:
        return
    if recoded:
        coded = trial.at_level(figure, row.word)
        if coded == figure.coding.indicator:
            yield "example", f"在“{row.word}”应改码，实为{trial.named(coded)}"
    elif row.word not in row.example:
        yield "example", f"应含有“{row.word}”"
    else:
        level = next(rule for rule in trial.table("recodings") if f"@{row.set}" in rule.unless.split("|")).level
        coded = trial.at_level(figure, trial.expanded(level)[0])
        if coded != figure.coding.indicator or not coded:
            yield "example", f"说了“{row.word}”应保留{trial.coded(figure)}，实为{trial.named(coded)}"


def try_recodings(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a code that means something else at a level."""
    yield from missing(row, "note")
    level = trial.expanded(row.level)[0]
    figure = yield from trial.figure(row, "example")
    if figure and figure.coding.indicator != row.indicator:
        yield "example", f"字面上应是{trial.named(row.indicator)}，实为{trial.coded(figure)}"
    elif figure and (coded := trial.at_level(figure, level)) != row.becomes:
        yield "example", f"在“{level}”应改为{trial.named(row.becomes)}，实为{trial.named(coded)}"
    figure = yield from trial.figure(row, "unlike")
    if figure and (coded := trial.at_level(figure, level)) != figure.coding.indicator:
        yield "unlike", f"在“{level}”应仍是{trial.coded(figure)}，实为{trial.named(coded)}"


def try_forms(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try an official form by some of its cells."""
    yield from missing(row, "note")
    if not any(form.columns for form in trial.data.made(compile_forms) if form.name == row.form):
        yield "form", "没有指标的 official_form 以此开头"
    for column, expected in (("example", row.reads), ("unlike", "")):
        figures = code_report(parse_report(getattr(row, column).replace("/", "\n"), data_dir=trial.data), trial.data)
        read = " ".join(figure.coding.indicator or "-" for figure in figures if figure.coding.by == "form")
        if read != expected:
            yield column, f"应读成“{expected}”，实为“{read}”"


def try_doubts(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try what lowers the confidence of a code."""
    yield from missing(row, "note")
    # Its example raises a doubt about scans when it is recognised so surely.
    seen, doubted = SEEN.get(row.doubt), trial.data.made(compile_doubts)
    for column, expected in (("example", True), ("unlike", False)):
        figure = yield from trial.figure(row, column)
        if figure and not figure.coding.indicator:
            yield column, "应编码，实为不编码"
        elif figure and (row.doubt in (doubts := doubted.as_seen(figure.coding, seen).doubts)) is not expected:
            heard = "、".join(doubts) or "没有疑点"
            yield column, f"{'应有' if expected else '不应有'}疑点 {row.doubt}，实为{heard}"


def try_filling(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a word that leaves nothing untold, or that names another body."""
    yield from missing(row, "note")
    table = trial.data.table("filling")
    without = doubts_with(table[(table["role"] != row.role) | (table["word"] != row.word)], trial.data)
    for column, expected in (("example", True), ("unlike", False)):
        figure = yield from trial.figure(row, column)
        if figure and not figure.coding.indicator:
            yield column, "应编码，实为不编码"
        elif figure:
            now, then = (len(_unexplained(doubts, figure)) for doubts in (trial.data.made(compile_doubts), without))
            if (now < then if row.role != "other_body" else now > then) is not expected:
                yield column, f"{'应因' if expected else '不应因'}“{row.word}”（{row.role}）改变说不清的词"


def _unexplained(doubts: Doubts, figure: Figure) -> str:
    evidence = figure.evidence
    return "".join(doubts.unexplained(figure.coding.matches[0], evidence.phrase)) if evidence else ""


def try_indicator_examples(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a sentence whose figure has a code, or none."""
    figure = yield from trial.figure(row, "text")
    if figure and figure.coding.indicator != row.indicator:
        yield "text", f"应为{trial.named(row.indicator)}，实为{trial.coded(figure)}"


def _reads(text: str, data: Data) -> str:
    figures = [quantity for quantity in find_quantities(text, data) if quantity.kind == "figure"]
    return " ".join(f"{BOUNDS[q.bound]}{write_plain(q.value, 10)}{q.unit}" for q in figures)
