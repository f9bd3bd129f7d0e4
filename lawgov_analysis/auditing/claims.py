"""Claims: the relations that a report's words state of its figures, where their arithmetic does not bear them out.

An extraction relates figures only where they add up: 评查案卷40宗,合格38宗,合格率96% gives no ratio, for 38 of 40 is
not 96 %. That keeps what is misread out of the tables, but it is just what an audit looks for. Here the words alone
decide: a rate named after the outcome that it follows, parts that say that they are all there are, what 其中 opens, the
year before. What the words only suggest is marked as unsure.
"""

import re
from itertools import combinations, pairwise
from typing import Any

import pandas as pd

from ..tables import Data, DataDir, open_data, same_unit
from ..text.characters import HAN
from ..text.offsets import FigureNumber, Position
from .shown import PERCENT, printed_decimals
from .words import audit_words

Sentence = list[Position]
# The count and the total that a rate is of, and whether that is only likely.
Pair = tuple[Position, Position, bool]

BREAK = re.compile(r"[。！!？?\n]")
RATE_NAME = re.compile(
    rf"(?P<stem>{HAN}{{1,12}}?)(?:率|比例|占比)"
    r"(?:均|也|都)?(?:达到了?|达|为|是|约|高达|超过?|实现|保持在?)*$"
)
SHARE = re.compile(r"约?占(?:比|总数|全部|总量|其中|全[镇县区市年])?的?(?:比例|比重)?(?:达到|达|为|约)?")
RANGE_TO = re.compile(r"(?:增|升|提高|上升|增长|减|降|下降|减少|增加)(?:加|少|长|低)?(?:到|至)了?$")
# The brackets of 村(社区)调委会 are within a clause.
OWN_CLAUSE = re.compile(r"(?:[^,，;；。:：、()（）\n]|[(（][^()（）]*[)）])*$")
TAIL = re.compile(r"[^,，;；。:：()（）、\n]*")
# Characters between a count and what is said of it: 40宗,其中合格38宗.
LONGEST_GAP = 24
# Characters that lead up to a figure, where none stands before it.
LONGEST_LEAD = 80
# Figures; a longer sentence is read in pieces.
LONGEST_SENTENCE = 40
# Characters before a count, and behind it, in which a word says that cases of earlier years are among it.
CARRIED_BEFORE = 40
CARRIED_BEHIND = 20
# Counts so many figures from a rate may be its own.
REACH = 6
# A list of kinds within a twentieth of its total may be meant to be whole.
NEARLY = 0.05
# A rate that is off by more percentage points is of a total that is not printed.
FAR = 30


def add_claims(figures: pd.DataFrame, text: str, data_dir: DataDir = None) -> pd.DataFrame:
    """Add to drafted figures the relations that the text states of them and that do not add up.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `extract_figures`, of one report.
    text : str
        The report.
    data_dir : path-like or Data, optional
        Where the words are; the package's own data by default.

    Returns
    -------
    pandas.DataFrame
        The figures, some with ``relation`` and ``related`` that they did not have; with ``before``, the number of the
        figure of the year before that the text gives beside a growth (0 for none); and with ``unsure``, whether the
        relation is likely rather than said.

    Examples
    --------
    >>> from lawgov_analysis import extract_figures, parse_report
    >>> report = parse_report("2023年,评查行政执法案卷40宗,合格38宗,合格率96%。")
    >>> add_claims(extract_figures(report), report.text)[["surface", "relation", "related"]].values.tolist()
    [['40宗', '', ''], ['38宗', 'subset', '1'], ['96%', 'ratio', '2/1']]
    """
    reader = _Reader(figures, text, open_data(data_dir))
    for sentence in reader.sentences:
        reader.relate_subsets(sentence)
        reader.relate_parts(sentence)
        reader.relate_totals(sentence)
        reader.relate_rates(sentence)
        reader.relate_years_before(sentence)
    told = {"relation": reader.relation, "related": reader.related}
    told = {name: pd.Series(column, index=figures.index, dtype="str") for name, column in told.items()}
    told["before"] = pd.Series(reader.before, index=figures.index, dtype="int64")
    return figures.assign(**told, unsure=pd.Series(reader.unsure, index=figures.index, dtype=bool))


class _Reader:
    """The figures of a text by position, with the words around them."""

    def __init__(self, figures: pd.DataFrame, text: str, data: Data) -> None:
        self.rows: list[Any] = list(figures.itertuples())
        self.text, self.data, self.words = text, data, audit_words(data)
        self.relation, self.related = figures["relation"].tolist(), figures["related"].tolist()
        self.before, self.unsure = [0] * len(self.rows), [False] * len(self.rows)
        self.at = {FigureNumber(int(row.figure)): Position(at) for at, row in enumerate(self.rows)}
        self.sentences = self._sentences()

    def _sentences(self) -> list[Sentence]:
        sentences: list[Sentence] = []
        sentence: Sentence = []
        for at, row in enumerate(self.rows):
            ends = sentence and BREAK.search(self.text, int(self.rows[sentence[-1]].end), int(row.start))
            if ends or len(sentence) == LONGEST_SENTENCE:
                sentences.append(sentence)
                sentence = []
            sentence.append(Position(at))
        return [*sentences, sentence] if sentence else sentences

    def gap(self, one: Position, other: Position) -> str:
        """Return the text between two figures."""
        return self.text[int(self.rows[one].end) : int(self.rows[other].start)]

    def lead(self, position: Position) -> str:
        """Return the words of a figure's own clause before it, not reaching back over the figure before."""
        start = int(self.rows[position].start)
        before = self.text[int(self.rows[position - 1].end) if position else max(0, start - LONGEST_LEAD) : start]
        return _found(OWN_CLAUSE.search(before))

    def tail(self, position: Position) -> str:
        """Return the words of a figure's own clause behind it, up to the next figure."""
        end = int(self.rows[position].end)
        ceiling = int(self.rows[position + 1].start) if position + 1 < len(self.rows) else len(self.text)
        return _found(TAIL.match(self.text, end, ceiling))

    def phrase(self, position: Position) -> str:
        """Return the words of a figure's own clause on both sides of it."""
        return self.lead(position) + self.tail(position)

    def is_count(self, position: Position) -> bool:
        """Return whether a figure counts things, and is neither a rate nor a growth."""
        return self.rows[position].unit not in (*PERCENT, "个百分点", "倍") and self.relation[position] != "growth"

    def are_alike(self, one: Position, other: Position) -> bool:
        """Return whether two figures are in measure words for one thing."""
        return same_unit(self.rows[one].unit, self.rows[other].unit, self.data)

    def relate(
        self, position: Position, relation: str, *others: Position, between: str = " ", unsure: bool = False
    ) -> None:
        """Give a figure a relation to others, instead of the one that it has."""
        self.relation[position], self.unsure[position] = relation, unsure
        self.related[position] = between.join(str(int(self.rows[other].figure)) for other in others)

    def whole_of(self, position: Position) -> Position | None:
        """Return the position of the figure that one is a subset of, None where it is of none."""
        return self.at.get(FigureNumber(int(self.related[position]))) if self.relation[position] == "subset" else None

    def relate_subsets(self, sentence: Sentence) -> None:
        """Relate what 其中 opens, or an outcome, that is more than every figure before it that it could be of."""
        for previous, position in pairwise(sentence):
            if self.relation[position] or not (self.is_count(previous) and self.is_count(position)):
                continue
            earlier = [at for at in sentence if at < position and self.is_count(at) and self.are_alike(at, position)]
            more = all(self.rows[position].value > self.rows[other].value for other in earlier)
            if not more or previous not in earlier:
                continue
            gap = self.gap(previous, position)
            if re.match(r"[,，;；(（]?\s*(?:其中|内)", gap) and len(gap) <= LONGEST_GAP:
                self.relate(position, "subset", previous)
            elif re.fullmatch(r"[,，]?[^,，;；:：、]*", gap) and not self._is_carried_over(previous, position):
                if self._is_outcome(previous, position, "outcome_pair"):
                    self.relate(position, "subset", previous)
                elif self._is_outcome(previous, position, "outcome_pair_unsure"):
                    self.relate(position, "subset", previous, unsure=True)

    def _is_carried_over(self, previous: Position, position: Position) -> bool:
        start = max(0, int(self.rows[previous].start) - CARRIED_BEFORE)
        around = self.text[start : int(self.rows[position].end) + CARRIED_BEHIND]
        return bool(re.search(self.words["carried_over"], around))

    def _is_outcome(self, previous: Position, position: Position, role: str) -> bool:
        """Return whether the words say that one count is of another's: 发现隐患230处,完成整改243处."""
        pairs = (pair.split("~") for pair in self.words[role].split("|"))
        first, second = self.phrase(previous), self.phrase(position)
        return any(one in first and other in second for one, other in pairs)

    def relate_parts(self, sentence: Sentence) -> None:
        """Relate subsets that the words say, or let suppose, to be all there are of their whole."""
        for whole in filter(self.is_count, sentence):
            children = self._children(sentence, whole)
            is_all = len(children) > 1 and self._is_all(whole, children)
            if is_all or (len(children) > 1 and self._may_be_all(whole, children)):
                for child in children:
                    self.relate(child, "part", whole, unsure=not is_all)
            elif any(self.whole_of(child) == whole for child in children):
                for child in children:
                    if self.relation[child] == "" and self.rows[child].value > self.rows[whole].value:
                        self.relate(child, "subset", whole)

    def _children(self, sentence: Sentence, whole: Position) -> list[Position]:
        """Return the run of figures that are of the one before them, or that a list of its parts goes on with."""
        children, end = [], int(self.rows[whole].end)
        opened = re.match(r"[:：]", self.text[end : end + 1]) or self._says_all(whole)
        for other in sentence[sentence.index(whole) + 1 :]:
            of_it = self.whole_of(other) == whole
            too_large = self.rows[other].value > self.rows[whole].value
            listed = children and re.fullmatch(r"[、,，和及与;；][^,，;；。:：()（）]*", self.gap(children[-1], other))
            # 取消4项、合并9项；公布1162项: behind a semicolon or a comma the sentence has turned to another matter.
            too_large = too_large and listed and listed[0][0] not in ",，;；"
            goes_on = self.relation[other] == "" and ((opened and (listed or not children)) or too_large)
            if not self.are_alike(other, whole) or not (of_it or goes_on):
                break
            children.append(other)
        return children

    def _says_all(self, whole: Position) -> bool:
        end = int(self.rows[whole].end)
        behind = self.text[end : end + LONGEST_LEAD]
        return re.match(rf"[^,，;；。]{{0,8}}[,，:：]?(?:{self.words['all_opener']})", behind) is not None

    def _is_all(self, whole: Position, children: list[Position]) -> bool:
        phrases = [self.phrase(child) for child in children]
        if self._says_all(whole) or re.search(self.words["rest"], phrases[-1]):
            return True
        kinds = all(self.gap(*both).startswith("、") for both in pairwise(children))
        if len(children) >= 3 and kinds and re.match(r"[:：](?!.*其中)", self.gap(whole, children[0])):
            return True
        if len(children) != 2:
            return False
        first, second = phrases
        undone = re.search(rf"未({HAN}{{2}})", second)
        if undone and undone[1] in first and f"未{undone[1]}" not in first:
            return True
        pairs = [pair.split("~") for pair in self.words["complement"].split("|")]
        if any((one in first and other in second) or (other in first and one in second) for one, other in pairs):
            return True
        named = re.split(r"[和与及、]", re.sub(r"(?:共|合计|总计|等).*$", "", self.lead(whole)))
        bare = [re.sub(r"^其中|\s", "", phrase) for phrase in phrases]
        return len(named) == 2 and all(one and name.endswith(one) for one, name in zip(bare, named, strict=True))

    def _may_be_all(self, whole: Position, children: list[Position]) -> bool:
        """Return whether a list of kinds comes so near to its whole that it may be meant to be all of it."""
        total = self.rows[whole].value
        exact = all(self.rows[at].bound == "exact" for at in (whole, *children))
        near = abs(sum(self.rows[child].value for child in children) - total) <= NEARLY * total
        return exact and near and (len(children) >= 3 or self.rows[whole].unit == "元")

    def relate_totals(self, sentence: Sentence) -> None:
        """Relate a list to what 合计 sums it up to."""
        for position in sentence:
            if not self.is_count(position) or not re.search(self.words["sum_up"], self.lead(position)):
                continue
            run = []
            for other in map(Position, range(position - 1, sentence[0] - 1, -1)):
                if not self.is_count(other) or not self.are_alike(other, position) or self.relation[other]:
                    break
                if run and not re.fullmatch(r"[、和及与,，][^,，;；。:：]*", self.gap(other, run[0])):
                    break
                run.insert(0, other)
            if len(run) > 1 and run[0] == sentence[0]:
                for other in run:
                    self.relate(other, "part", position)

    def relate_rates(self, sentence: Sentence) -> None:
        """Relate a rate named after the outcome that it follows, or that follows it in brackets.

        A ratio that the extraction found by its arithmetic stays only where it recomputes, or the words agree.
        """
        for position in sentence:
            if self.rows[position].unit not in PERCENT or self.relation[position] not in ("", "ratio"):
                continue
            pair = self._pair_before(sentence, position) or self._pair_after(sentence, position)
            if self._can_be(sentence, position) or self._recomputes(position):
                continue
            if pair and self._contradicts(position, *pair[:2]):
                self.relate(position, "ratio", *pair[:2], between="/", unsure=pair[2])
            elif self.relation[position]:
                self.relation[position], self.related[position] = "", ""

    def _can_be(self, sentence: Sentence, position: Position) -> bool:
        """Return whether any two counts of the sentence near a rate, or one and the sum of two, give it."""
        near = [at for at in sentence if abs(at - position) <= REACH and self.is_count(at)]
        for count in near:
            totals = [self.rows[at].value for at in near if at != count and self.are_alike(at, count)]
            totals += [one + other for one, other in combinations(totals, 2)]
            if any(self._is_near(position, count, total) for total in totals):
                return True
        return False

    def _recomputes(self, position: Position) -> bool:
        """Return whether the ratio that the extraction found, be it of two sentences, gives a rate."""
        numbers = [FigureNumber(int(number)) for number in self.related[position].split("/") if number]
        pair = [self.at[number] for number in numbers if number in self.at]
        return len(numbers) == len(pair) == 2 and self._is_near(position, pair[0], self.rows[pair[1]].value)

    def _is_near(self, position: Position, count: Position, total: float) -> bool:
        rate, decimals = self.rows[position].value, printed_decimals(self.rows[position])
        return total > 0 and abs(100 * self.rows[count].value / total - rate) <= 0.5 * 10.0**-decimals + 1e-9

    def _pair_before(self, sentence: Sentence, position: Position) -> Pair | None:
        """Return the count and the total that a rate follows right away: 受理40宗,合格38宗,合格率96%."""
        count = Position(position - 1)
        while count in sentence and self.rows[count].unit in PERCENT:
            count = Position(count - 1)
        if count not in sentence or not self.is_count(count) or position - count > 3:
            return None
        gap = re.sub(r"[(（][^()（）]*[)）]", "", self.gap(count, position))
        if len(gap) > LONGEST_GAP * (position - count):
            return None
        between = map(Position, range(count + 1, position))
        if any(self._recomputes(rate) and self._numerator(rate) == count for rate in between):
            # 网上办理90件,网办率90%,提前办结率98%: the count has given its rate.
            return None
        if re.search(self.words["unfinished"], self.phrase(count)) and not re.search(
            self.words["unfinished"], self.lead(position)
        ):
            return None
        total = self.whole_of(count)
        if SHARE.fullmatch(self.lead(position)):
            return (count, total, False) if total is not None else None
        if (
            re.search(r"[;；:：()（]", gap)
            or not re.search(r"[,，、]", gap)
            or not RATE_NAME.search(self.lead(position))
        ):
            return None
        if total is None:
            earlier = [
                other for other in sentence if other < count and self.is_count(other) and self.are_alike(other, count)
            ]
            if not earlier or earlier[-1] != count - 1 or self.rows[earlier[-1]].value < self.rows[count].value:
                return None
            total = earlier[-1]
            if abs(100 * self.rows[count].value / self.rows[total].value - self.rows[position].value) > FAR:
                # 审查128件,制定11件,规范率100%: a misprint is not as far off, but another total is.
                return None
        # 行政复议41件、行政诉讼17件,纠错1件 is of both.
        beside = Position(total - 1)
        if beside in sentence and self.are_alike(total, beside) and re.match("[、和及与]", self.gap(beside, total)):
            return None
        # 25个村中,23个村建成工作室,覆盖率92%
        among = total == count - 1 and re.fullmatch(r"[^,，;；。]{0,16}中[,，]?[已共]?有?", self.gap(total, count))
        return (count, total, False) if among else self._named(position, count, total)

    def _numerator(self, position: Position) -> Position | None:
        if self.relation[position] != "ratio":
            return None
        return self.at.get(FigureNumber(int(self.related[position].split("/")[0])))

    def _pair_after(self, sentence: Sentence, position: Position) -> Pair | None:
        """Return the count and the total in the brackets, or behind 即, that explain a rate."""
        one, other = Position(position + 1), Position(position + 2)
        if other not in sentence or not re.match(r"[(（]|[,，]即", self.gap(position, one)):
            return None
        if not (self.is_count(one) and self.is_count(other) and self.are_alike(one, other)):
            return None
        count, total = sorted((one, other), key=lambda at: self.rows[at].value)
        near = max(len(self.gap(position, one)), len(self.gap(one, other))) <= LONGEST_GAP
        return self._named(position, count, total) if near else None

    def _named(self, position: Position, count: Position, total: Position) -> Pair | None:
        """Return count, total and doubt where a rate is named after the count's outcome: 出庭应诉率 of 出庭应诉7件."""
        name = RATE_NAME.search(self.lead(position))
        stem = re.sub(self.words["agent"], "", name["stem"]) if name else ""
        if name is None or re.search(self.words["change"], stem):
            return None
        letters = set(re.sub(self.words["qualifier"], "", stem) or stem)
        own, both = set(self.phrase(count)), set(self.phrase(count) + self.phrase(total))
        if letters and letters <= both and len(letters - own) * 2 <= len(letters):
            return count, total, False
        synonyms = (group.split() for group in self.words["synonym"].split("|"))
        alike = any(any(w in stem for w in group) and any(w in self.phrase(count) for w in group) for group in synonyms)
        return (count, total, True) if alike else None

    def _contradicts(self, position: Position, count: Position, total: Position) -> bool:
        """Return whether a rate cannot be of these counts; 按时办结 is some of 办结, so its share is only the least."""
        rate, part, whole = (self.rows[at] for at in (position, count, total))
        if not whole.value:
            return False
        computed = 100 * part.value / whole.value
        said, done = (
            set(re.findall(self.words["qualifier"], words)) for words in (self.lead(position), self.phrase(count))
        )
        if done - said and not said - done:
            return rate.value < computed
        if said - done and not done - said:
            return rate.value > computed
        return said == done

    def relate_years_before(self, sentence: Sentence) -> None:
        """Find the figure of the year before, between this year's and its growth, or right before this year's."""
        for position in sentence:
            if self.relation[position] != "growth" or position - 2 not in sentence:
                continue
            now, then = Position(position - 2), Position(position - 1)
            if not (self.is_count(now) and self.is_count(then) and self.are_alike(now, then)):
                continue
            if re.search(self.words["left_over"], self.lead(now) + self.lead(then)):
                continue
            last_year = self.words["last_year"]
            if re.search(last_year, self.lead(then)) and not re.search(last_year, self.lead(now)):
                pass
            elif re.search(RANGE_TO, self.lead(then)) or re.search(last_year, self.lead(now)):
                now, then = then, now
            else:
                continue
            self.relate(position, "growth", now)
            self.before[position] = int(self.rows[then].figure)


def _found(match: re.Match[str] | None) -> str:
    """Return what a pattern that may be empty found, which it always does."""
    return match[0] if match else ""
