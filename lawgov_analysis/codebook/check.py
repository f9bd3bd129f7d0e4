"""Check: every rule of the tables is tried by its own examples, and what no example needs is listed."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..auditing import audit_figures
from ..documents import parse_report
from ..errors import BadParameter, BadTable, nearest
from ..extraction import extract_figures
from ..extraction.confidence import CLEARLY_SEEN, OF_SCANS, Doubts, compile_doubts, doubts_with
from ..extraction.indicator import CLEAR_LEAD, Coder
from ..extraction.indicator_rules import all_rules
from ..extraction.record import Figure, Match, Seen
from ..extraction.statement_words import compiled
from ..paths import shown_path
from ..quantities import find_quantities
from ..tables import load_indicators, open_data
from ..tables.folder import Data, DataDir
from ..tables.read import records
from ..text.numerals import write_plain
from .relation_trials import relations_read
from .sentences import BadExample, Sentences, report_around
from .statement_trials import is_answered, item_read, statements_read

#: The tables of rules, in the order that a report goes through them.
RULE_TABLES = (
    "quantity_words",
    "words",
    "patterns",
    "exclusions",
    "recodings",
    "doubts",
    "filling",
    "indicator_examples",
    "relation_words",
    "relation_examples",
    "rules",
    "messages",
    "audit_words",
    "audit_examples",
    "statement_words",
    "statement_topics",
    "item_patterns",
)
#: All that gives figures their meaning.
CODEBOOK = ("units", "indicators", "renamed_indicators", "identities", *RULE_TABLES)
MOST_WORDS = 5
# A pattern that is found nowhere.
NOTHING = "(?!)"
SEEN = {doubt: Seen(1, (0, 0, 1, 1), sure) for doubt, sure in zip(OF_SCANS, (CLEARLY_SEEN, 0.0), strict=True)}
BOUNDS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "≈"}
COLUMNS = ["kind", "file", "row", "column", "said"]
KINDS = {
    "failure": "例句不符、没有例句或写法不对",
    "dead": "没有例句用到的规则",
    "near_tie": f"领先不到 {CLEAR_LEAD} 的例句",
    "two_roles": "一词两用而没有说明",
    "idle": "没有例句用到的排除词",
}

#: The tables that what is no failure is listed of.
NOTED = {
    "dead": {"patterns"},
    "near_tie": {"patterns", "indicator_examples"},
    "two_roles": {"words"},
    "idle": {"patterns", "exclusions"},
}

_Fault = tuple[str, str]


class Row(NamedTuple):
    """Where a row of a table stands."""

    table: str
    line: int


class Trial:
    """All rules of some data and the sentences that they are tried by.

    Parameters
    ----------
    data : Data
    """

    def __init__(self, data: Data) -> None:
        self.data, self.sentences = data, Sentences(data)
        self.names = {**load_indicators(data)["name_zh"].to_dict(), "": "不编码"}
        self._tables: dict[str, list[Any]] = {}

    def table(self, name: str) -> list[Any]:
        """Return the rows of a table."""
        if name not in self._tables:
            self._tables[name] = records(self.data.table(name))
        return self._tables[name]

    def rows(self, name: str) -> list[Row]:
        """Return where each row of a table stands."""
        return [Row(name, line) for line in range(2, len(self.table(name)) + 2)]

    def at(self, row: Row) -> Any:
        """Return a row."""
        return self.table(row.table)[row.line - 2]

    def file(self, name: str) -> str:
        """Return the file of a table, as messages show it."""
        return shown_path(self.data.files(name)[0])

    def faults(self, row: Row) -> list[_Fault]:
        """Try a row by its own sentences: the column and what is wrong, in Chinese."""
        return list(TRIALS[row.table](self, self.at(row)))

    # Quantities and words

    def _quantity_words(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        read = self._reads(row.example)
        if read != row.reads:
            yield "example", f"应读作“{row.reads}”，实为“{read}”"
        if row.unlike:
            if not any(word in row.unlike for word in row.words.split("|")):
                yield "unlike", "应含有这一行的一个词"
            words = self.data.table("quantity_words")
            other = self.data.with_tables(
                {"quantity_words": words.assign(words=words["words"].where(words["role"] != row.role, "\0"))}
            )
            if (alike := _reads(row.unlike, other)) != (read := self._reads(row.unlike)):
                yield "unlike", f"没有这些词应读得一样，“{alike}”，实为“{read}”"

    def _reads(self, text: str) -> str:
        return _reads(text, self.data)

    def _words(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row)
        if row.example:
            if (read := self.sentences.reads(row.example)) != row.reads:
                yield "example", f"应读作“{row.reads}”，实为“{read}”"
            elif self.sentences.reads_alike_without(row.example, row.role, row.word):
                yield "example", f"应因“{row.word}”（{row.role}）才这样读，没有它也读得一样"
        if row.unlike:
            if row.word not in row.unlike:
                yield "unlike", f"应含有“{row.word}”"
            elif not self.sentences.reads_alike_without(row.unlike, row.role, row.word):
                yield "unlike", f"没有“{row.word}”（{row.role}）应读得一样，实为不同"

    # Indicators

    def _patterns(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, *(() if row.indicator else ("note",)))
        own = [word for word in row.never.split("|") if word and not word.startswith("@")]
        if len(own) > MOST_WORDS:
            yield "never", f"至多 {MOST_WORDS} 个词，实有 {len(own)} 个；写进 exclusions.csv 的词组，用 @词组"
        figure = yield from self._figure(row, "example")
        if figure and self._decided(figure) != row.pattern:
            yield "example", f"应由这条规则编为{self._named(row.indicator)}，实为{self._coded(figure)}"
        figure = yield from self._figure(row, "unlike")
        if figure:
            groups = [group.split("|") for group in row.counts.split()]
            if not all(any(word in row.unlike for word in group) for group in groups):
                yield "unlike", "应含有这条规则 counts 的词"
            if self._decided(figure) == row.pattern:
                yield "unlike", f"不应由这条规则决定，实为{self._coded(figure)}"

    def _exclusions(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        users = self._users.get(row.set, [])
        if row.set in self._levels:
            yield from self._level_word(row)
            return
        figure = yield from self._figure(row, "example")
        if figure:
            against = self.sentences.kept_out(figure.evidence, figure.quantity.unit) if figure.evidence else {}
            kept = [number for number in users if row.word in against.get(number, ())]
            wrongly = [number for number in kept if self._indicators[number] == figure.coding.indicator != ""]
            if not kept:
                yield (
                    "example",
                    f"“{row.word}”应使数据不归入用 @{row.set} 的规则，实际没有一条被它排除；实为{self._coded(figure)}",
                )
            elif len(wrongly) == len(kept):
                yield "example", f"不应编为{self._named(figure.coding.indicator)}"
        figure = yield from self._figure(row, "unlike")
        if figure:
            if row.word not in row.unlike:
                yield "unlike", f"应含有“{row.word}”"
            if self._leading(figure) not in users:
                yield "unlike", f"应由用 @{row.set} 的规则决定，实为{self._coded(figure)}"

    def _level_word(self, row: Any) -> Iterator[_Fault]:
        """Try a word that recodings name: the figure means something else there, or keeps what it says."""
        recoded = [rule for rule in self.table("recodings") if f"@{row.set}" in rule.level.split("|")]
        figure = yield from self._figure(row, "example")
        if not figure:
            return
        if recoded:
            coded = self._at_level(figure, row.word)
            if coded == figure.coding.indicator:
                yield "example", f"在“{row.word}”应改码，实为{self._named(coded)}"
        elif row.word not in row.example:
            yield "example", f"应含有“{row.word}”"
        else:
            level = next(rule for rule in self.table("recodings") if f"@{row.set}" in rule.unless.split("|")).level
            coded = self._at_level(figure, self._expanded(level)[0])
            if coded != figure.coding.indicator or not coded:
                yield "example", f"说了“{row.word}”应保留{self._coded(figure)}，实为{self._named(coded)}"

    def _recodings(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        level = self._expanded(row.level)[0]
        figure = yield from self._figure(row, "example")
        if figure and figure.coding.indicator != row.indicator:
            yield "example", f"字面上应是{self._named(row.indicator)}，实为{self._coded(figure)}"
        elif figure and (coded := self._at_level(figure, level)) != row.becomes:
            yield "example", f"在“{level}”应改为{self._named(row.becomes)}，实为{self._named(coded)}"
        figure = yield from self._figure(row, "unlike")
        if figure and (coded := self._at_level(figure, level)) != figure.coding.indicator:
            yield "unlike", f"在“{level}”应仍是{self._coded(figure)}，实为{self._named(coded)}"

    def _doubts(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        # Its example raises a doubt about scans when it is recognised so surely.
        seen = SEEN.get(row.doubt)
        for column, expected in (("example", True), ("unlike", False)):
            figure = yield from self._figure(row, column)
            if figure and not figure.coding.indicator:
                yield column, "应编码，实为不编码"
            elif figure and (row.doubt in (doubts := self.doubts.as_seen(figure.coding, seen).doubts)) is not expected:
                heard = "、".join(doubts) or "没有疑点"
                yield column, f"{'应有' if expected else '不应有'}疑点 {row.doubt}，实为{heard}"

    def _filling(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        table = self.data.table("filling")
        without = doubts_with(table[(table["role"] != row.role) | (table["word"] != row.word)], self.data)
        for column, expected in (("example", True), ("unlike", False)):
            figure = yield from self._figure(row, column)
            if figure and not figure.coding.indicator:
                yield column, "应编码，实为不编码"
            elif figure:
                now, then = (len(self._unexplained(doubts, figure)) for doubts in (self.doubts, without))
                if (now < then if row.role != "other_body" else now > then) is not expected:
                    yield column, f"{'应因' if expected else '不应因'}“{row.word}”（{row.role}）改变说不清的词"

    @staticmethod
    def _unexplained(doubts: Doubts, figure: Figure) -> str:
        evidence = figure.evidence
        return "".join(doubts.unexplained(figure.coding.matches[0], evidence.phrase)) if evidence else ""

    @cached_property
    def doubts(self) -> Doubts:
        """What speaks against codes."""
        return self.data.made(compile_doubts)

    def _indicator_examples(self, row: Any) -> Iterator[_Fault]:
        figure = yield from self._figure(row, "text")
        if figure and figure.coding.indicator != row.indicator:
            yield "text", f"应为{self._named(row.indicator)}，实为{self._coded(figure)}"

    def _figure(self, row: Any, column: str) -> Any:
        """Return the figure in braces of a cell, saying what is wrong with the braces; None without one."""
        text = getattr(row, column)
        if not text:
            return None
        try:
            return self.sentences.marked(text)
        except BadExample as error:
            yield column, str(error)
            return None

    def _at_level(self, figure: Figure, level: str) -> str:
        return Coder(level, self.data).code(figure.evidence, figure.quantity.unit).indicator if figure.evidence else ""

    def _decided(self, figure: Figure) -> int:
        """Return the number of the rule that a figure is coded by, or left uncoded by; 0 where none is."""
        coding = figure.coding
        is_left = bool(coding.matches) and not coding.matches[0].indicator
        return self._leading(figure) if coding.indicator or is_left else 0

    def _leading(self, figure: Figure) -> int:
        """Return the number of the rule with the most evidence, whether or not it is enough; 0 where none fits."""
        first = next(iter(figure.coding.matches), None)
        return first.pattern if first else 0

    def _coded(self, figure: Figure) -> str:
        rule = self._rule_names.get(self._decided(figure))
        return self._named(figure.coding.indicator) + (f"（{rule}）" if rule else "")

    def _named(self, indicator: str) -> str:
        return f"{self.names.get(indicator, '')} {indicator}".strip()

    def _expanded(self, cell: str) -> list[str]:
        return [
            word
            for name in cell.split("|")
            for word in ([r.word for r in self.table("exclusions") if r.set == name[1:]] if name[:1] == "@" else [name])
        ]

    @cached_property
    def _rule_names(self) -> dict[int, str]:
        return {row.pattern: row.name for row in self.table("patterns")}

    @cached_property
    def _indicators(self) -> dict[int, str]:
        return {row.pattern: row.indicator for row in self.table("patterns")}

    @cached_property
    def _users(self) -> dict[str, list[int]]:
        """The numbers of the rules that name each set."""
        users: dict[str, list[int]] = {}
        for row in self.table("patterns"):
            for word in row.never.split("|"):
                if word.startswith("@"):
                    users.setdefault(word[1:], []).append(row.pattern)
        return users

    @cached_property
    def _levels(self) -> set[str]:
        """The sets that recodings name."""
        cells = [cell for row in self.table("recodings") for cell in (row.level, row.unless)]
        return {word[1:] for cell in cells for word in cell.split("|") if word.startswith("@")}

    # Relations

    def _relation_examples(self, row: Any) -> Iterator[_Fault]:
        table = extract_figures(parse_report(row.text, data_dir=self.data), self.data)
        pairs = zip(table["relation"], table["related"], strict=True)
        read = " | ".join(f"{relation} {related}".strip() or "-" for relation, related in pairs)
        if read != row.relations:
            yield "relations", f"应为“{row.relations}”，实为“{read}”"

    # Audit

    def _rules(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note", instead="note")
        yield from self._audit_texts(row, lambda found: row.rule in set(found["rule"]))

    def _messages(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note", instead="note")
        said = re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(row.zh)) + r".*", re.DOTALL)
        yield from self._audit_texts(
            row, lambda found: any(said.fullmatch(text) for text in found.loc[found["rule"] == row.rule, "message"])
        )

    def _audit_texts(self, row: Any, speaks: Callable[[pd.DataFrame], bool]) -> Iterator[_Fault]:
        for column, expected in (("example", True), ("unlike", False)):
            text = getattr(row, column)
            if text and speaks(found := self.audited[text]) is not expected:
                heard = ", ".join(dict.fromkeys(found["rule"])) or "没有"
                yield column, f"规则 {row.rule} {'应这样说' if expected else '不应这样说'}，实际说话的规则：{heard}"

    def _relation_words(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        read = relations_read(row.example, self.data)
        without = self.data.with_tables({"relation_words": _without(self.data.table("relation_words"), row)})
        if read.shown != row.reads:
            yield "example", f"应读作“{row.reads}”，实为“{read.shown}”"
        elif relations_read(row.example, self.data, without) == read:
            yield "example", f"应因这些词（{row.role}）才这样读，没有它们也读得一样"
        if row.unlike and _finds(row.kind, row.words, row.unlike):
            yield "unlike", "不应含有这一行的词"

    def _audit_words(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        for column, expected in (("example", True), ("unlike", False)):
            text = getattr(row, column)
            if text and _finds(row.kind, row.words, text) is not expected:
                yield column, f"{'应含有' if expected else '不应含有'}这一行的词"

    def _audit_examples(self, row: Any) -> Iterator[_Fault]:
        found = self.audited[row.text]
        errors = set(found.loc[found["severity"] == "error", "rule"])
        if row.rule and row.rule not in set(found["rule"]):
            yield "rule", f"规则 {row.rule} 应说话，实际说话的规则：{', '.join(dict.fromkeys(found['rule'])) or '没有'}"
        if errors - {row.rule}:
            yield "text", f"不应有错误，实为 {', '.join(sorted(errors - {row.rule}))}"

    # Statements and items

    def _statement_words(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row, "note")
        words = self.data.table("statement_words")
        without = self.data.with_tables(
            {"statement_words": words.assign(words=words["words"].where(words["role"] != row.role, "\0"))}
        )
        if (read := statements_read(row.example, self.data)) != row.reads:
            yield "example", f"应读作“{row.reads}”，实为“{read}”"
        elif statements_read(row.example, without) == read:
            yield "example", f"应因这些词（{row.role}）才这样读，没有它们也读得一样"
        if row.unlike:
            if not compiled([row.words]).search(row.unlike):
                yield "unlike", "应含有这一行的一个词"
            if (alike := statements_read(row.unlike, without)) != (read := statements_read(row.unlike, self.data)):
                yield "unlike", f"没有这些词应读得一样，“{alike}”，实为“{read}”"

    def _statement_topics(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row)
        for column, expected in (("example", True), ("unlike", False)):
            text = getattr(row, column)
            if text and not compiled([row.words]).search(text.partition("/")[0]):
                yield column, "不足里应含有这一行的一个词"
            elif text and is_answered(text, self.data) is not expected:
                yield column, f"安排{'应' if expected else '不应'}对应不足"

    def _item_patterns(self, row: Any) -> Iterator[_Fault]:
        yield from _missing(row)
        read, rule = item_read(row.item, row.example, self.data)
        if (read, rule) != (row.answer, row.name):
            yield "example", f"应由这条规则答 {row.answer}，实为 {read}（{rule or '没有规则'}）"
        if row.unlike:
            if not any(compiled([group]).search(row.unlike) for group in row.words.split()):
                yield "unlike", "应含有这条规则的一个词"
            if item_read(row.item, row.unlike, self.data)[0] == row.answer:
                yield "unlike", f"不应答 {row.answer}"

    @cached_property
    def audited(self) -> dict[str, pd.DataFrame]:
        """The findings on each text that the audit is tried by, all at once: one by one takes six times as long."""
        texts = [row.text for row in self.table("audit_examples")]
        texts += [
            text for name in ("rules", "messages") for row in self.table(name) for text in (row.example, row.unlike)
        ]
        texts = list(dict.fromkeys(filter(None, texts)))
        reports = [
            replace(parse_report(report_around(text.replace("/", "\n")), data_dir=self.data), place_code=f"99{at:07d}")
            for at, text in enumerate(texts)
        ]
        figures = [extract_figures(r, self.data).assign(place_code=r.place_code) for r in reports]
        findings = audit_figures(pd.concat(figures, ignore_index=True), reports, data_dir=self.data)
        by_place = dict(iter(findings.groupby("place_code")))
        return {text: by_place.get(r.place_code, findings[:0]) for text, r in zip(texts, reports, strict=True)}

    # What no example needs

    def notes(self, kind: str, wanted: Collection[Row] | None = None) -> Iterator[tuple[str, int, str, str]]:
        """Yield what is listed of a kind and is no failure: table, line, column, what is said. All was tried before.

        Of some rows alone, what none of them can be is not looked for.
        """
        if wanted is not None and not NOTED[kind] & {row.table for row in wanted}:
            return
        listed = {
            "dead": self._dead,
            "near_tie": lambda: self._near_ties(wanted),
            "two_roles": self._two_roles,
            "idle": self._idle,
        }[kind]()
        yield from (note for note in listed if wanted is None or Row(*note[:2]) in wanted)

    def _dead(self) -> Iterator[tuple[str, int, str, str]]:
        used = {self._decided(figure) for figure in self.sentences.all_figures()}
        for line, row in enumerate(self.table("patterns"), 2):
            if row.pattern not in used:
                yield "patterns", line, "name", row.name

    def _coded_examples(self, wanted: Collection[Row] | None = None) -> Iterator[tuple[str, int, str, Figure]]:
        """Give table, line, column and figure of each sentence that is there to be coded, or of some."""
        for name, column in (("patterns", "example"), ("indicator_examples", "text")):
            for line, row in enumerate(self.table(name), 2):
                if wanted is None or Row(name, line) in wanted:
                    with suppress(BadExample):
                        yield name, line, column, self.sentences.marked(getattr(row, column))

    def _near_ties(self, wanted: Collection[Row] | None) -> Iterator[tuple[str, int, str, str]]:
        for name, line, column, figure in self._coded_examples(wanted):
            first, second = [*figure.coding.matches, None, None][:2]
            if figure.coding.indicator and second and first.score - second.score < CLEAR_LEAD:
                yield name, line, column, self._tie(first, second)

    def _tie(self, first: Match, second: Match) -> str:
        names = [self._rule_names[match.pattern] for match in (first, second)]
        return f"{names[0]} 领先 {names[1]} {first.score - second.score:.2f}"

    def _two_roles(self) -> Iterator[tuple[str, int, str, str]]:
        roles: dict[str, list[str]] = {}
        for row in self.table("words"):
            roles.setdefault(row.word, []).append(row.role)
        for line, row in enumerate(self.table("words"), 2):
            if len(roles[row.word]) > 1 and not row.note:
                yield "words", line, "note", f"{row.word}：{' '.join(roles[row.word])}"

    def _idle(self) -> Iterator[tuple[str, int, str, str]]:
        against: dict[int, set[str]] = {}
        # What is tried alone may exclude in the example of another rule.
        list(self._coded_examples())
        for figure in self.sentences.all_figures():
            if figure.evidence:
                for number, words in self.sentences.kept_out(figure.evidence, figure.quantity.unit).items():
                    against.setdefault(number, set()).update(words)
        for line, row in enumerate(self.table("exclusions"), 2):
            users = self._users.get(row.set, ())
            if row.set not in self._levels and not any(row.word in against.get(number, ()) for number in users):
                yield "exclusions", line, "word", f"@{row.set} {row.word}"
        for line, row in enumerate(self.table("patterns"), 2):
            words = [word for word in row.never.split("|") if word and not word.startswith("@")]
            idle = [word for word in words if word not in against.get(row.pattern, ())]
            if idle:
                yield "patterns", line, "never", "|".join(idle)


TRIALS: dict[str, Callable[[Trial, Any], Iterator[_Fault]]] = {name: getattr(Trial, f"_{name}") for name in RULE_TABLES}


def check_codebook(which: str | Path | None = None, data_dir: DataDir = None) -> pd.DataFrame:
    """Try every rule of the codebook by its own examples and counter-examples.

    Parameters
    ----------
    which : str or path-like, optional
        Only a table of rules, by its file or its name, or only what is about an indicator, by its id.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a remark, failures first: ``kind``, ``file``, ``row`` (the header is 1), ``column`` and ``said``, in
        Chinese. The kinds are ``failure`` (an example or a counter-example that is read otherwise, or a rule without
        one), and what is no failure: ``dead`` (a rule that no example uses), ``near_tie`` (an example that is won by
        less than the lead that counts as clear), ``two_roles`` (a word in two roles without a note), ``idle`` (an
        exclusion that excludes nothing in any example).

    Raises
    ------
    BadTable
        When a table breaks its schema, or names a set that there is not.
    BadParameter
        When there is neither such a table nor such an indicator.

    Examples
    --------
    >>> checked = check_codebook("recodings")
    >>> checked[checked["kind"] == "failure"].empty
    True
    """
    data = open_data(data_dir)
    _read_all(data)
    trial = Trial(data)
    data.made(all_rules)
    rows = rows_about(trial, which)
    remarks = [
        ("failure", trial.file(row.table), row.line, column, said) for row in rows for column, said in trial.faults(row)
    ]
    wanted = set(rows)
    for kind in list(KINDS)[1:]:
        remarks += [
            (kind, trial.file(table), line, column, said) for table, line, column, said in trial.notes(kind, wanted)
        ]
    return pd.DataFrame(remarks, columns=COLUMNS)


def _read_all(data: Data) -> None:
    """Read every table of the codebook, to say all that is wrong in them at once."""
    faults: list[str] = []
    for name in CODEBOOK:
        try:
            data.table(name)
        except BadTable as error:
            # A table that others stand on is said once.
            faults += [fault for fault in error.faults if fault not in faults]
    if faults:
        raise BadTable(faults)


def rows_about(trial: Trial, which: str | Path | None = None) -> list[Row]:
    """Return the rows of all tables of rules, of one table, or about one indicator."""
    if which is None:
        return [row for name in RULE_TABLES for row in trial.rows(name)]
    if name := _table_of(trial, which):
        return trial.rows(name)
    if str(which) not in trial.names or not which:
        near = nearest(str(which), [*trial.names, *RULE_TABLES], 3)
        hint = f"; the nearest are {', '.join(near)}" if near else ""
        raise BadParameter(f"{which} is no table of rules and no indicator{hint}")
    sets = {word[1:] for row in trial.table("patterns") if row.indicator == which for word in row.never.split("|")}
    return [
        row
        for name in ("patterns", "exclusions", "recodings", "indicator_examples")
        for row in trial.rows(name)
        if (trial.at(row).set in sets if name == "exclusions" else trial.at(row).indicator == which)
    ]


def _table_of(trial: Trial, which: str | Path) -> str:
    """Return the table of rules of a file or a name; none, where it is neither."""
    if which in RULE_TABLES:
        return str(which)
    given = Path(which)
    for name in RULE_TABLES:
        (file,) = trial.data.files(name)
        if given.absolute() == file.absolute() or (given.parts and file.parts[-len(given.parts) :] == given.parts):
            return name
    return ""


def check_text(remarks: pd.DataFrame, tried: int) -> str:
    """Return what was checked and is no failure as lines, in Chinese.

    Examples
    --------
    >>> print(check_text(pd.DataFrame(columns=COLUMNS), 12))
    试了 12 行，没有不符。
    """
    lines = [f"试了 {tried:,} 行，没有不符。"]
    for kind, title in list(KINDS.items())[1:]:
        listed = remarks[remarks["kind"] == kind]
        if len(listed):
            lines += ["", f"{title}（{len(listed):,}）："] + [f"  {_line(row)}" for row in listed.itertuples()]
    return "\n".join(lines)


def check(which: str | Path | None = None, data_dir: DataDir = None) -> str:
    """Return what `check_codebook` says as lines.

    Raises
    ------
    BadTable
        With every failure, when there is one.
    """
    remarks = check_codebook(which, data_dir)
    failures = remarks[remarks["kind"] == "failure"]
    if len(failures):
        raise BadTable([_line(row) for row in failures.itertuples()])
    return check_text(remarks, len(rows_about(Trial(open_data(data_dir)), which)))


def _line(row: Any) -> str:
    return f"{row.file}:{row.row}:{row.column}: {row.said}"


def _missing(row: Any, *columns: str, instead: str = "") -> Iterator[_Fault]:
    """Say of a rule that it has no example, and which other columns are empty that must not be."""
    if not row.example and not (instead and getattr(row, instead)):
        yield "example", "没有例句"
    for column in columns:
        if not getattr(row, column):
            yield column, "没有说明"


def _reads(text: str, data: Data) -> str:
    figures = [quantity for quantity in find_quantities(text, data) if quantity.kind == "figure"]
    return " ".join(f"{BOUNDS[q.bound]}{write_plain(q.value, 10)}{q.unit}" for q in figures)


def _without(words: pd.DataFrame, row: Any) -> pd.DataFrame:
    """Return the words of relations of which one row finds nothing."""
    mine = (words["role"] == row.role) & (words["words"] == row.words)
    nothing = f"{NOTHING}~{NOTHING}" if row.kind in ("pairs", "couples") else NOTHING
    kind = "pattern" if row.kind == "words" else row.kind
    return words.assign(kind=words["kind"].mask(mine, kind), words=words["words"].mask(mine, nothing))


def _finds(kind: str, words: str, phrase: str) -> bool:
    """Return whether words of the audit or of relations are found in a phrase, of two patterns the first."""
    if kind in ("pattern", "couples"):
        return bool(re.search(words.partition("~")[0] if kind == "couples" else words, phrase))
    split: Sequence[str] = list(words) if kind == "letters" else re.split(r"[|~ ]", words)
    return any(word in phrase for word in split)
