"""Sentences: read once however many rules are tried by them, with all words or without one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from ..documents import Report, parse_report
from ..extraction.indicator_rules import Rule, RuleSet, all_rules, rules_of_unit, words_against
from ..extraction.pipeline import begin, cells_of, code_report, pass_stages, passage_of
from ..extraction.record import Evidence, Figure
from ..extraction.vocabulary import with_lists
from ..tables.folder import Data

MARKED = re.compile(r"[^{}]*\{[^{}]+\}[^{}]*")
#: What a word of ``words.csv`` may change of a figure.
READ = ["surface", "measure", "indicator", "relation", "related", "period", "basis", "scope"]


class BadExample(ValueError):
    """A sentence that no rule can be tried by; said in Chinese."""


class Sentences:
    """The sentences of the rules as some data read them.

    Parameters
    ----------
    data : Data
    """

    def __init__(self, data: Data) -> None:
        self.data = data
        self._read: dict[str, tuple[Report, list[Figure]]] = {}
        self._bare: dict[int, RuleSet] = {}

    @cached_property
    def _lists(self) -> Mapping[str, Sequence[str]]:
        words = self.data.table("words")
        return {role: list(said) for role, said in words.groupby("role")["word"]}

    @cached_property
    def _rules(self) -> dict[int, Rule]:
        return {rule.number: rule for rule in self.data.made(all_rules).rules}

    @cached_property
    def _freed(self) -> dict[int, Rule]:
        """The rules with no word that keeps a figure from them."""
        return {number: replace(rule, never=frozenset()) for number, rule in self._rules.items()}

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of a text without braces."""
        return self._reading(text)[1]

    def all_figures(self) -> list[Figure]:
        """Return the figures of all texts that were read."""
        return [figure for _, figures in self._read.values() for figure in figures]

    def _reading(self, text: str) -> tuple[Report, list[Figure]]:
        if text not in self._read:
            report = parse_report(text, data_dir=self.data)
            self._read[text] = report, code_report(report, self.data)
        return self._read[text]

    def marked(self, text: str) -> Figure:
        """Return the figure in braces of a text.

        Raises
        ------
        BadExample
            When the braces do not hold one figure.
        """
        if not MARKED.fullmatch(text):
            raise BadExample("应有一个数据写在 { } 里")
        head, _, tail = text.partition("{")
        surface, _, tail = tail.partition("}")
        # A sentence ends: what is not the end of a line may be broken off.
        report, figures = self._reading(f"{head}{surface}{tail}。" if "\n" not in text else f"{head}{surface}{tail}")
        starts = [report.lines.printed_span(f.quantity.start, f.quantity.end)[0] for f in figures]
        found = [
            figure
            for figure, start in zip(figures, starts, strict=True)
            if len(head) <= start < len(head) + len(surface)
        ]
        if len(found) != 1:
            raise BadExample(f"{{{surface}}} 里应有一个数据，读出 {len(found)} 个")
        return found[0]

    def reads(self, text: str) -> str:
        """Return what each figure of a text counts: ``12件=受理申请 · 10件=审结申请``."""
        report, figures = self._reading(text)
        cells = cells_of(figures, report)
        return " · ".join(
            f"{surface}={measure}" for surface, measure in zip(cells["surface"], cells["measure"], strict=True)
        )

    def reads_alike_without(self, text: str, role: str, word: str) -> bool:
        """Return whether a text is read the same when a word has not one of its roles."""
        report, figures = self._reading(text)
        passage = passage_of(report, self.data)
        # Words that a text does not have are none of its pattern, which is compiled in a hundredth of the time.
        lists = {name: [one for one in words if one in passage.text] for name, words in self._lists.items()}
        without = lists | {role: [one for one in lists[role] if one != word]}
        other = pass_stages(begin(report, self.data), replace(passage, words=with_lists(passage.words, lists, without)))
        read, alike = (cells_of(some, report) for some in (figures, other))
        return all(read[name] == alike[name] for name in READ)

    def kept_out(self, evidence: Evidence, unit: str) -> dict[int, set[str]]:
        """Return the rules that would fit a figure but for words of ``never``, and these words."""
        rules = rules_of_unit(self.data, unit)
        if id(rules) not in self._bare:
            self._bare[id(rules)] = RuleSet(tuple(self._freed[rule.number] for rule in rules.rules), rules.tree)
        words, carried = rules.words_of(evidence.phrase), rules.words_of(evidence.carried)
        fitting = [match.pattern for match in self._bare[id(rules)].matches(evidence)]
        against = {number: words_against(self._rules[number], evidence, words, carried) for number in fitting}
        return {number: said for number, said in against.items() if said}


def report_around(*paragraphs: str, year: int = 2023, town: str = "示例镇") -> str:
    """Return a whole and sound report around paragraphs of results, for what only a report shows.

    Examples
    --------
    >>> report_around("办结率120%。").splitlines()[:4:3]
    ['示例镇2023年法治政府建设年度报告', '办结率120%。']
    """
    results = "\n".join(paragraphs)
    return (
        f"{town}{year}年法治政府建设年度报告\n"
        f"{year}年,{town}扎实推进法治政府建设。现将有关情况报告如下:\n"
        f"一、{year}年主要举措和成效\n{results}\n"
        "二、存在的不足和原因\n执法力量与任务不相适应,主要原因是专业人才短缺。\n"
        "三、党政主要负责人履行推进法治建设第一责任人职责情况\n镇党委书记、镇长坚持重要工作亲自部署。\n"
        f"四、{year + 1}年工作安排\n提升执法能力,办好民生实事。\n"
        f"{town}人民政府\n{year + 1}年1月18日\n"
    )
