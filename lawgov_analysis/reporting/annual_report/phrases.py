"""Phrases: how the figures of a report are said within a sentence, the main ones first."""

import re
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from ...presentation.blocks import linked
from ...presentation.language import full_width, is_within
from ...tables import headline, records
from ...text.dates import last_day
from ..periods import period_said

# Words of the whole that are left out of the name of its part have so many letters at least.
SHORTEST = 4
# A whole whose words have a verb of their own takes none before it: 调解成功 of 人民调解组织受理案件.
VERBS = re.compile("受理|收到|接到|办理|发生|应[考训到参]|共")
# Since when a running total counts: of what is within it and of the year alone it is not said.
SINCE = re.compile(r"^[^，,]{2,16}?以来[，,]?(?:累计|总共|共)?(?=..)")
YEAR = re.compile(r"\d{4}年$")


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
        """What each figure counts, by its number; two that are of one name are told apart."""
        names = {number: self._name(row) for number, row in self.rows.items()}
        often = Counter(names.values())
        return {number: self._told_apart(row, names, often) for number, row in self.rows.items()}

    def _told_apart(self, row, names, often):
        """The name of a figure: where another has it too, with its scope, or with the whole that it is a part of."""
        name = names[row.figure]
        narrowed = row.scope and not YEAR.match(row.scope) and row.basis != "cumulative"
        if self.language.lang != "zh" or often[name] == 1 or not narrowed or row.relation == "growth":
            return name
        if not is_within(row.scope, row.measure):
            return full_width(f"{name}（{row.scope}）")
        seen, whole = {row.figure}, self._whole(row)
        while whole is not None and often[names[whole.figure]] > 1 and whole.figure not in seen:
            seen.add(whole.figure)
            whole = self._whole(whole)
        if whole is not None and names[whole.figure] != name:
            return full_width(f"{names[whole.figure]}:{name}")
        return name if self._whole(row) is None else self.language.say("named_in_part", name=name)

    def _whole(self, row):
        """The figure that a figure is a part of; None where there is none, or several."""
        return self.rows.get(int(row.related)) if row.related.isdigit() else None

    def _name(self, row):
        """What a figure counts; a part whose verb stands before the whole words of its whole is said after them."""
        whole = self._whole(row)
        if row.measure == row.unit:
            # The last row of a table has no more than the unit of its column.
            return self.language.say("named_total")
        if self.language.lang == "zh" and whole is not None and VERBS.search(whole.measure):
            own = row.measure.removesuffix(whole.measure)
            if own and own != row.measure:
                return full_width(f"{whole.measure}:{own}")
        if self.language.lang == "zh" and whole is not None and whole.basis == "cumulative" != row.basis:
            row = row._replace(measure=SINCE.sub("", row.measure))
        return self.language.name(row)

    def value(self, number):
        """Return the value of a figure, which opens its place in the source.

        Of a running total with when it began, of another year with that year; of what is stated in words, as 全覆盖, or
        demanded, that it is so.
        """
        row = self.rows[number]
        said = linked(self.language.figure_said(row, self.text), f"f{number}")
        if row.stated_as == "words":
            return self.language.say("said_in_words", value=said)
        if row.indicator and self.language.indicators.at[row.indicator, "kind"] == "target":
            return self.language.say("said_target", value=said)
        if not self.is_of_year(row):
            return self.language.say("said_of", value=said, period=period_said(row, self.language))
        if row.basis != "cumulative":
            return said
        since = row.period.partition("/")[0][:4]
        case = "said_since" if since.isdigit() and "/" in row.period else "said_cumulative"
        return self.language.say(case, value=said, since=since)

    def is_of_year(self, row):
        """Return whether a figure is of the whole year of its report; what is planned and a running total pass too.

        Parameters
        ----------
        row : namedtuple
            Of the figures.

        Returns
        -------
        bool
        """
        if row.basis == "cumulative":
            return True
        first, _, last = row.period.rpartition("/")
        end = last_day(last)
        if end.year != row.year:
            return end.year > row.year
        return not first or row.basis == "stock" or (first[:4] == last[:4] and (end.month, end.day) == (12, 31))

    def _without_rates(self, known):
        """The figures that are among others in their own unit, and of which no rate can be derived."""
        for row in self.rows.values():
            if row.figure in known or row.relation != "subset" or row.relation_by == "likely":
                continue
            whole = self._whole(row)
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
            ``""`` where there are none but growths and numbers of other years.
        """
        numbers = {number for number in numbers if self.is_of_year(self.rows[number])}
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
        # Of which part it is the report says elsewhere: as 其中罚没款 it would be the whole again.
        nameless = language.say("named_in_part", name=self.names[row.figure])
        rates = [rate for rate in rates if self.names[rate.numerator] != nameless]
        if not rates:
            return whole
        kinds = sum(rate.relation == "part" for rate in rates)
        if kinds:
            return language.say("in_kinds", whole=whole, n=kinds)
        return language.say("of_them", whole=whole, figures=language.join(self._part(row, rate) for rate in rates))

    def _part(self, whole, rate):
        """A part with its value, and its share as far as one is given."""
        row = self.rows[rate.numerator]
        name = self._within(self.names[rate.numerator], self.names[whole.figure])
        if name in self.names[whole.figure] and row.period != whole.period and row.period.isdecimal():
            name = self.language.say("named_of_year", period=row.period)
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
