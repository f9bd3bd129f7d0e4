"""Phrases: how the figures of a report are said within a sentence, the main ones first."""

import re
from functools import cached_property
from typing import NamedTuple

from ...presentation.blocks import linked
from ...presentation.language import full_width, is_within
from ...tables import headline, records

# Words of the whole that are left out of the name of its part have so many letters at least.
SHORTEST = 4
# A whole whose words have a verb of their own takes none before it: 调解成功 of 人民调解组织受理案件.
VERBS = re.compile("受理|收到|接到|办理|发生|应[考训到参]|共")


class Among(NamedTuple):
    """A figure among another, of which no rate is given."""

    numerator: int
    denominator: int
    relation: str
    printed_figure: float = float("nan")
    rate: float = float("nan")


class Phrases:
    """The figures of one report in words; each value opens its place in the source.

    Parameters
    ----------
    subject : YearReport

    Examples
    --------
    >>> from lawgov_analysis.presentation.blocks import plain
    >>> from lawgov_analysis.reporting.subject import YearReport
    >>> plain(Phrases(YearReport("横沥镇", 2020)).main([59, 60, 61], 1))
    '全镇发生各类矛盾纠纷200宗，其中调解成功199宗（99.5%）'
    """

    def __init__(self, subject):
        self.language, self.text = subject.language, subject.text
        self.rows = {row.figure: row for row in records(subject.printed)}
        self.rates = [rate for rate in records(subject.rates) if rate.rate == rate.rate]
        self.rates += self._without_rates({rate.numerator for rate in self.rates})
        self.headline = set(headline(subject.figures)["figure"])
        self.scopes = set(subject.printed["scope"])
        self.seen_in = subject.language.indicators["seen_in"].to_dict()

    @cached_property
    def names(self):
        """What each figure counts, by its number."""
        return {number: self._name(row) for number, row in self.rows.items()}

    def _name(self, row):
        """What a figure counts; a part whose verb stands before the whole words of its whole is said after them."""
        whole = self.rows.get(int(row.related)) if row.related.isdigit() else None
        if self.language.lang == "zh" and whole is not None and VERBS.search(whole.measure):
            own = row.measure.removesuffix(whole.measure)
            if own and own != row.measure:
                return full_width(f"{whole.measure}:{own}")
        return self.language.name(row)

    def value(self, number):
        """Return the value of a figure, which opens its place in the source.

        Of a running total with when it began; of what is stated in words, as 全覆盖, or demanded, that it is so.
        """
        row = self.rows[number]
        said = linked(self.language.figure_said(row, self.text), f"f{number}")
        if row.stated_as == "words":
            return self.language.say("said_in_words", value=said)
        if row.indicator and self.language.indicators.at[row.indicator, "kind"] == "target":
            return self.language.say("said_target", value=said)
        if row.basis != "cumulative":
            return said
        since = row.period.partition("/")[0][:4]
        case = "said_since" if since.isdigit() and "/" in row.period else "said_cumulative"
        return self.language.say(case, value=said, since=since)

    def _without_rates(self, known):
        """The figures that are among others in their own unit, and of which no rate can be derived."""
        for row in self.rows.values():
            if (
                row.figure in known
                or row.relation != "subset"
                or row.relation_by == "likely"
                or not row.related.isdigit()
            ):
                continue
            whole = self.rows.get(int(row.related))
            if whole is not None and whole.unit == row.unit:
                yield Among(row.figure, whole.figure, row.relation)

    def main(self, numbers, n):
        """Return some of the figures, the `n` main ones, as one phrase.

        First totals with what they break down into, then headline figures, those that most reports state first.

        Parameters
        ----------
        numbers : iterable of int
            Of the figures to choose from.
        n : int

        Returns
        -------
        str
        """
        numbers = set(numbers)
        rates = [rate for rate in self.rates if {rate.numerator, rate.denominator} <= numbers]
        said = {number for rate in rates for number in (rate.numerator, rate.printed_figure)}
        totals = {rate.denominator for rate in rates}

        def importance(row):
            return row.figure in totals, row.figure in self.headline, self.seen_in.get(row.indicator, -1)

        left = [self.rows[number] for number in sorted(numbers - said)]
        left = sorted((row for row in left if row.relation != "growth"), key=importance, reverse=True)
        chosen = sorted(left[:n], key=lambda row: row.figure)
        return self.language.say("semicolon").join(
            self._phrase(row, [rate for rate in rates if rate.denominator == row.figure]) for row in chosen
        )

    def _phrase(self, row, rates):
        """A figure with its value, and with its subsets and their rates or the number of its parts."""
        language = self.language
        whole = language.say("figure", name=self.names[row.figure], value=self.value(row.figure))
        if not rates:
            return whole
        if any(rate.relation == "part" for rate in rates):
            return language.say("in_kinds", whole=whole, n=len(rates))
        return language.say("of_them", whole=whole, figures=language.join(self._part(row, rate) for rate in rates))

    def _part(self, whole, rate):
        """A part with its value, and its share as far as one is given."""
        name = self._within(self.names[rate.numerator], self.names[whole.figure])
        values = {"name": name, "value": self.value(rate.numerator)}
        if rate.rate != rate.rate:
            return self.language.say("figure", **values)
        return self.language.say("figure_share", **values, rate=self.language.percent(rate.rate, bound=rate.bound))

    def _within(self, name, whole):
        """What a part counts, without the words of its whole: of 矛盾纠纷 it is 调解成功 that is meant."""
        if self.language.lang != "zh" or name in whole:
            return name
        before, among, own = name.partition("中")
        if among and len(before) >= SHORTEST and own and is_within(before, whole):
            return own
        for length in range(len(name) - 2, SHORTEST - 1, -1):
            if name[:length] in whole:
                return name[length:].lstrip("：")
        return name
