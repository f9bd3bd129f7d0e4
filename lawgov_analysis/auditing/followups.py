"""Follow-ups: what the next report says of last year's plans, proposed by words and numbers until a person decides."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..analysis import load_years, unit_class
from ..analysis.gate import OF_THE_YEAR
from ..documents import parse_report
from ..extraction import extract_figures
from ..extraction.statement_words import compiled, statement_words
from ..quantities import RATES
from ..tables import (
    FIGURE_COLUMNS,
    Data,
    DataDir,
    are_planned,
    find_place,
    load_followups,
    load_indicators,
    load_reports,
    load_statements,
    load_text,
    open_data,
    records,
)
from ..text.characters import HAN_RANGE
from ..text.dates import last_day
from ..text.numerals import read_chinese
from .words import audit_words

#: So many Chinese characters that stand in a plan and in a sentence tell that both are of one thing.
SHARED = 4
#: Fewer pairs of characters are no likeness that a person need look at.
LIKE = 2
#: An indicator that the extraction is less sure of is none that a plan is held to.
SURE = 0.7
#: Of what there shall be none at all, none in the next report is enough.
SURE_OF_NONE = 0.5
#: So much of a plan's own words a sentence has that a person should look at.
PART = 0.25
#: In the place of the number that a plan sets.
SOME = 60
SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
CLAUSE = re.compile(r"(?:[^，,。；;：:\n]|(?<=\d),(?=\d{3}))+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
PRINTED = re.compile(r"\d+(?:\.\d+)?")
HAN = re.compile(f"[{HAN_RANGE}]+")
QUOTED = re.compile(r"“([^“”\n]{2,20})”")
ORDINAL = re.compile(r"^(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+是|\d+[.．、])")
NUMBER = r"(?<![\d.])(\d+|[一二两三四五六七八九十]+)"
#: How much it grew, and how many there are of it, behind the name of what grew.
GREW = r"(?:同比|环比|[较比](?:上年|去年|上一年))?(?:再)?"
HOW_MANY = re.compile("(?:次数|数量|总量|总数|件数|频次|数|量)$")
#: Of what stands in several words nobody knows which of them was done.
SEVERAL = re.compile("[、和及与]")
#: How many of them there are by now: 已有9个.
SOME_OF = re.compile(r"(?:已有|已建成|已完成|目前有)(?:\d+|[一二两三四五六七八九十]+)[^\d，,。；;]{1,2}")
#: A clause that goes on with what the one before is on: 已于9月底建成开放.
GOES_ON = re.compile("已|均|全部|于|并|目前|现|其中|.*人手一")
COLUMNS = [
    "place_code",
    "plan_year",
    "statement",
    "plan",
    "section",
    "start",
    "end",
    "year",
    "status",
    "rule",
    "evidence",
    "figures",
    "decided",
    "by",
    "on",
    "reason",
]


class Evidence(NamedTuple):
    """What in the next report a status is proposed by: sentences, by their offsets there, and figures."""

    spans: tuple[tuple[int, int], ...] = ()
    figures: tuple[int, ...] = ()


@dataclass(eq=False)
class Case:
    """A plan and the report of the next year.

    Attributes
    ----------
    plan : str
        As the report of its year prints it; in our own words where that text is not at hand.
    targets : tuple
        The figures that it sets, rows of the table.
    report : tuple
        What is recorded of the next report, a row of `load_reports`.
    text : str
        The next report without what it plans and falls short of, of the same length; ``""`` where it is not at hand.
    again : tuple of str
        What the next report plans.
    figures : pandas.DataFrame
        What the next report counts of its own year.
    data : Data
    department : bool
        Whether the place is a department.
    shortcomings : tuple of str
        What the next report falls short of.
    growths : pandas.DataFrame
        By how much something grew, as the next report says of its own year.
    said : pandas.DataFrame, optional
        All that the next report counts of its own year, without an indicator and of some alone too.
    before : frozenset of str
        What the plan's own report counts, in its words.
    """

    plan: str
    targets: tuple[Any, ...]
    report: Any
    text: str
    again: tuple[str, ...]
    figures: pd.DataFrame
    data: Data
    department: bool = False
    shortcomings: tuple[str, ...] = ()
    growths: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=FIGURE_COLUMNS))
    said: pd.DataFrame | None = None
    before: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> dict[str, re.Pattern[str]]:
        """The words of ``rules/followups/words.csv``, a pattern each role."""
        return self.data.made(_words)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The names in quotes and the runs of characters that are the plan's own, and not those of every report."""
        return tuple(_runs(self.plan, self.data))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where the sentences of the next report stand."""
        return [match.span() for match in SENTENCE.finditer(self.text) if match[0].strip()]

    def saying(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return the sentences that have one of some words."""
        return [(start, end) for start, end in self.sentences if any(word in self.text[start:end] for word in words)]

    @cached_property
    def referring(self) -> list[tuple[int, int]]:
        """The sentences that speak of last year's plans and of this one's matter."""
        return [span for span in self.saying(self.own) if self.words["last_year"].search(self.text[slice(*span)])]

    @cached_property
    def thing(self) -> "Thing | None":
        """The one thing that the plan makes or does; None where it is several or no thing."""
        return _thing(self.plan, self)

    @cached_property
    def windows(self) -> "list[tuple[tuple[int, int], str, Thing]]":
        """What the next report says of the thing: sentences, each with the clause that names it and what goes on."""
        found, thing = [], self.thing
        if thing is None:
            return []
        for start, end in self.sentences:
            clauses = CLAUSE.findall(self.text[start:end])
            for at, clause in enumerate(clauses):
                if thing.is_named(clause):
                    follows = clauses[at + 1 : at + 2]
                    window = "，".join([clause, *filter(GOES_ON.match, follows)])
                    if not self.words["not_it"].search(window):
                        found.append(((start, end), window, thing))
        return found

    @cached_property
    def counted(self) -> list[tuple[Any, tuple[str, ...]]]:
        """The figures that the plan sets, each with the indicators that it would count as had it been done."""
        return [(target, _indicators(target, self.plan, self)) for target in self.targets]

    @cached_property
    def reached(self) -> list[tuple[Any, list[Any]]]:
        """The figures that the plan sets, each with those of the next report that count the same."""
        found = []
        for target, indicators in self.counted:
            if target.relation == "growth":
                same = _grown_alike(target, self)
            else:
                same = self.of_class(self.figures[self.figures["indicator"].isin(indicators)], target)
            if len(set(same["value"])) == 1:
                found.append((target, records(same)))
        return found

    def of_class(self, same: pd.DataFrame, target: Any) -> pd.DataFrame:
        """Return those of some figures that count in the units of a target; none is none in any unit."""
        classes = self.data.table("units", index="unit")["class"]
        alike = unit_class(same["unit"], self.data) == classes.get(target.unit, target.unit)
        return same[alike | ((target.value == 0) & ((same["unit"] == "") | (target.unit == "")))]

    @cached_property
    def akin(self) -> list[Any]:
        """Figures of the next report that count in another way what the plan sets, where none counts it the same."""
        kin = self.data.table("year_definitions")
        pairs = {*zip(kin["one"], kin["other"], strict=True), *zip(kin["other"], kin["one"], strict=True)}
        found = []
        for target, indicators in self.counted:
            others = {other for one, other in pairs if one in indicators}
            if not self.figures["indicator"].isin(indicators).any():
                found += records(self.of_class(self.figures[self.figures["indicator"].isin(others)], target))
        return found

    def is_limit(self, target: Any) -> bool:
        """Return whether a number of the plan is the most that it shall be: 控制在100件."""
        clause = _clause(target, self.plan)
        return target.value == 0 or target.bound == "at_most" or bool(self.words["at_most"].search(clause))


class Thing(NamedTuple):
    """What a plan makes or does, by its own words.

    Attributes
    ----------
    clause : str
        The clause that says it.
    tail : str
        The end of its name, long enough to be no other's: 口袋公园; of 轮训 these two characters.
    actor : str
        Whose it is, where the tail alone does not tell: 执法人员; else ``""``.
    numbers : tuple
        How many there shall be, each with its unit.
    all_of : bool
        Whether it shall be everywhere or of everybody.
    """

    clause: str
    tail: str
    actor: str
    numbers: tuple[tuple[int, str], ...]
    all_of: bool

    def is_named(self, clause: str) -> bool:
        """Return whether a clause names it."""
        return self.tail in clause and self.actor in clause


def follow_up(place_code: str | int, year: int | str, data_dir: DataDir = None) -> pd.DataFrame:
    """Say of each plan of last year's report what the report of a year says of it.

    What is proposed is proposed by words and numbers: a person decides, in ``data/followups.csv``, and what they
    decided holds. A plan that is only spoken of is ``unknown``; ``not_mentioned`` is no verdict that nothing was done.

    Parameters
    ----------
    place_code : str
        Or another name of the place, as of `load_figures`.
    year : int
        The year of the report that is read for what became of them.
    data_dir : path-like or Data, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a plan of the report of the year before: ``place_code``, ``plan_year``, ``statement``; the ``plan`` (in
        our own words where there are any, else as printed, or ``""``), its ``section``, ``start`` and ``end``; the
        ``year``; the ``status`` (done, partly, not_mentioned or unknown) and the ``rule`` that proposes it, an id of
        ``data/rules/followups/rules.csv``; the ``evidence``, offsets of sentences in the report of the year, and
        ``figures``, numbers of its figures; whether it is ``decided``, ``by`` whom, ``on`` which day and for what
        ``reason``. No row where the report of the year before is not recorded or plans nothing.

    Raises
    ------
    UnknownPlace, NoData, BadTable

    Examples
    --------
    >>> plans = follow_up("丹枫镇", 2023, "data/samples/city").set_index("statement")
    >>> plans.loc[5, ["plan", "status", "rule"]].tolist()
    ['在20个村民小组建成法治宣传栏。', 'partly', 'referred-partly']
    """
    data = open_data(data_dir)
    code, year = str(find_place(place_code, data).name), int(year)
    both = year - 1, year
    files = tuple(file for each in both for file in data.files("figures", f"{code}-{each}"))
    texts = tuple(load_text(code, each, data) for each in both)
    # Once for all who ask: a page says what became of each plan, and whether they are spoken of at all.
    return data.made_of_chosen(_followed_up, "figures", files, about=(code, year, texts)).copy()


def _followed_up(
    data: Data, _name: str, _files: tuple[Path, ...], code: str, year: int, texts: tuple[str, str]
) -> pd.DataFrame:
    report = next(load_reports(code, year, data).itertuples())
    decided = {
        (row.plan_year, row.statement): row
        for row in load_followups(data).itertuples()
        if (row.place_code, row.year) == (code, year)
    }
    rows = []
    for plan, case in _cases(code, year, report, texts, data):
        rule, status, found = propose(case)
        person = decided.get((plan.year, plan.statement))
        said = (person.by, person.on, person.reason) if person is not None else ("", pd.NaT, "")
        rows.append(
            (
                *(code, plan.year, plan.statement, plan.text_zh or case.plan, plan.section, plan.start, plan.end, year),
                *(status if person is None else person.status, rule, found.spans, found.figures),
                *(person is not None, *said),
            )
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    text = dict.fromkeys(["place_code", "plan", "section", "status", "rule", "by", "reason"], "str")
    whole = {"plan_year": "int64", "statement": "int64", "year": "int64", "start": "Int64", "end": "Int64"}
    return table.astype({**text, **whole, "decided": bool, "on": "datetime64[us]"})


def propose(case: Case) -> tuple[str, str, Evidence]:
    """Return the first rule of ``rules/followups/rules.csv`` that applies, its status, and what it goes by."""
    rules = followup_rules(case.data)
    for rule in rules.index:
        found = RULES[rule](case)
        if found is not None:
            return rule, rules.loc[rule, "status"], found
    raise AssertionError("the last rule applies to every plan")


def followup_rules(data_dir: DataDir = None) -> pd.DataFrame:
    """Load the rules by which it is proposed what became of a plan.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``rule``, in the order in which they are tried: ``status``, ``zh``, ``en``, ``example``, ``unlike``
        and ``note``.

    Examples
    --------
    >>> followup_rules().loc["number-reached", "status"]
    'done'
    """
    return open_data(data_dir).table("followup_rules", index="rule")


def _cases(code: str, year: int, report: Any, texts: tuple[str, str], data: Data) -> list[tuple[Any, Case]]:
    """Return the plans of the year before with what the report of the year may say of them."""
    stated = load_statements(code, data_dir=data)
    plans = records(stated[(stated["year"] == year - 1) & (stated["kind"] == "plan")])
    if not plans:
        return []
    before, text = texts
    own = records(stated[(stated["year"] == year) & (stated["kind"] != "leadership")])
    placed = [each for each in own if _has_place(each)]
    again, wanting = (
        tuple(text[each.start : each.end] for each in placed if (each.kind == "plan") is is_plan)
        for is_plan in (True, False)
    )
    for each in own:
        if _has_place(each):
            blank = re.sub(r"[^\n]", " ", text[each.start : each.end])
            text = text[: each.start] + blank + text[each.end :]
    indicators = load_indicators(data)
    planned = load_years(code, [year - 1], data)
    words = frozenset(planned.loc[(planned["relation"] != "growth") & ~are_planned(planned), "measure"])
    planned = planned[are_planned(planned) | (planned["indicator"].map(indicators["kind"]) == "target")]
    counted = load_years(code, [year], data)
    # What there is at the end of the year tells nothing of what was done in it; a rate is the year's.
    whole = (counted["basis"] == "flow") | counted["unit"].isin(RATES)
    counted = counted[(counted["period"] == str(year)) & whole]
    said = counted[counted["relation"] != "growth"]
    counted = counted[counted["scope"] == ""]
    growths = counted[counted["relation"] == "growth"]
    counted = counted[(counted["relation"] != "growth") & (counted["indicator"] != "")]
    department = code[6:] > "900"
    cases = []
    for plan in plans:
        printed = before[plan.start : plan.end] if before and _has_place(plan) else plan.text_zh
        # By 2026 is too early to tell.
        targets = tuple(row for row in records(planned) if _sets(plan, row) and _is_due(row, year))
        about = (again, counted, data, department, wanting, growths, said, words)
        cases.append((plan, Case(printed, targets, report, text, *about)))
    return cases


def _has_place(statement: Any) -> bool:
    return not (pd.isna(statement.start) or pd.isna(statement.end))


def _sets(plan: Any, figure: Any) -> bool:
    """Return whether a plan sets a figure: it stands within the plan, or is the number of it."""
    if _has_place(plan) and _has_place(figure):
        return plan.start <= figure.start < plan.end
    return bool(figure.surface) and figure.surface in plan.quantity


def _is_due(figure: Any, year: int) -> bool:
    """Return whether what is planned is planned for a year at the latest."""
    return last_day(figure.period.rpartition("/")[2]).year <= year


def _words(data: Data) -> dict[str, re.Pattern[str]]:
    table = data.table("followup_words")
    return {role: compiled([words]) for role, words in zip(table["role"], table["words"], strict=True)}


def _runs(text: str, data: Data) -> list[str]:
    """Return the names in quotes and the runs of Chinese characters that not every report has."""
    everywhere = data.made(statement_words).everywhere
    quoted = [name for name in QUOTED.findall(text) if len(name) >= SHARED]
    runs = [text[at : at + SHARED] for at in range(len(text) - SHARED + 1)]
    own = [run for run in runs if HAN.fullmatch(run) and not everywhere.search(run)]
    return list(dict.fromkeys([*quoted, *own]))


def _thing(plan: str, case: Case) -> Thing | None:
    """Return the one thing that a plan makes or does, None where it is several, or nothing that can be there."""
    words = case.words
    clauses = [each for each in CLAUSE.findall(ORDINAL.sub("", plan.strip())) if words["makes"].search(each)]
    if len(clauses) != 1:
        return None
    numbers = tuple(_numbers(clauses[0], case.data))
    bare = case.data.made(_numbered).sub("", clauses[0])
    bare = words["limit"].sub("", words["every"].sub("", bare)).rstrip("。；; ")
    every = bool(words["every"].search(clauses[0]))
    tail, rest = bare[-SHARED:], bare[:-2]
    if SEVERAL.search(bare) or not HAN.fullmatch(tail) or words["plain"].search(bare[-2:]):
        return None
    if tail in case.own and _pairs(tail, case.data) and any(tail in case.text[slice(*each)] for each in case.sentences):
        return Thing(clauses[0], tail, "", numbers, every)
    actor = words["actor"].search(rest)
    return Thing(clauses[0], bare[-2:], actor[0], numbers, every) if actor else None


def _numbered(data: Data) -> re.Pattern[str]:
    """Whole numbers with their units, as a pattern."""
    units: list[str] = sorted(map(re.escape, data.table("units")["unit"]), key=len, reverse=True)
    return re.compile(f"{NUMBER}({'|'.join(units)})")


def _numbers(text: str, data: Data) -> list[tuple[int, str]]:
    """Return the whole numbers of a text with their units: 2 and 处 of 两处公园."""
    found = data.made(_numbered).findall(THOUSANDS.sub("", text))
    read = [(int(number) if number.isdigit() else read_chinese(number), unit) for number, unit in found]
    return [(number, unit) for number, unit in read if number is not None]


def _counts(number: tuple[int, str], others: list[tuple[int, str]], data: Data) -> list[int]:
    """Return those of some numbers that count as one does: 2个 and 两处 do, 2次 and 2期 do not."""
    classes = data.table("units", index="unit")["class"]
    own = classes.get(number[1], number[1])
    return [n for n, unit in others if unit == number[1] or (own != "event" and classes.get(unit, unit) == own)]


def _pairs(text: str, data: Data) -> set[str]:
    """Return the pairs of Chinese characters of a text that not every report has."""
    words = data.made(statement_words)
    bare = words.everywhere.sub(lambda match: " " * len(match[0]), text)
    pairs = {bare[at : at + 2] for at in range(len(bare) - 1)}
    return {pair for pair in pairs if HAN.fullmatch(pair) and not words.common_pair.search(pair)}


def _indicators(target: Any, plan: str, case: Case) -> tuple[str, ...]:
    """Return the indicators that a number of a plan counts, said as if it were done; none where that is not sure."""
    kinds = load_indicators(case.data)["kind"]
    own = (target.indicator,) if target.indicator and kinds[target.indicator] != "target" else ()
    printed, clause = re.sub(r"\s", "", target.surface), _clause(target, plan)
    if not clause or target.relation == "growth":
        return own
    # How many there are tells nothing of what is counted, and towns say it in the same words.
    done = case.words["limit"].sub("", case.words["at_most"].sub("", clause))
    sure = SURE
    if PRINTED.search(printed):
        done, unit = done.replace(printed, f"{SOME}{target.unit}"), target.unit
    else:
        # 无败诉: none of what is counted.
        done, unit, sure = f"{done.replace(printed, '')}{SOME}件", "件", SURE_OF_NONE
    # Who creates some says it of those that are new, and not of how many there are.
    ways = dict.fromkeys([done, case.words["creates"].sub("新增", done)])
    found = (case.data.made(_counted_by, each, unit, sure) for each in ways if not own or each != done)
    return tuple(filter(None, dict.fromkeys([*own, *found])))


def _clause(target: Any, plan: str) -> str:
    """Return the clause of a plan that prints a number, without blanks."""
    printed = re.sub(r"\s", "", target.surface)
    return next((each for each in CLAUSE.findall(re.sub(r"\s", "", plan)) if printed in each), "")


def _grown_alike(target: Any, case: Case) -> pd.DataFrame:
    """Return the growths that the next report prints of what a plan would have grow, in its direction."""
    grown, by = _grown_by(target, case.data)
    counted = case.figures.set_index("figure")
    kept = []
    for row in records(case.growths):
        other, sign = _grown_by(row, case.data)
        base = counted.loc[[int(row.related)]].iloc[0] if row.related in set(counted.index.astype("str")) else None
        same = grown == other or (
            base is not None
            and base["indicator"] == case.data.made(_counted_by, f"{grown}{SOME}{base['unit']}", base["unit"], SURE)
        )
        kept.append(same and by == sign != 0 and row.unit == target.unit)
    return case.growths[pd.Series(kept, index=case.growths.index, dtype=bool)]


def _grown_by(growth: Any, data: Data) -> tuple[str, int]:
    """Return what grew, and 1 for a rise, -1 for a fall, 0 where the words do not say."""
    words = audit_words(data)
    found = re.search(rf"{GREW}(?:(?P<rise>{words['rise']})|(?:{words['fall']}))(?:了|率|幅度|幅)*$", growth.measure)
    if found is None or growth.value < 0:
        return growth.measure, 0
    return HOW_MANY.sub("", growth.measure[: found.start()]), 1 if found["rise"] else -1


def _counted_by(data: Data, clause: str, unit: str, sure: float) -> str:
    """Return the indicator that the number in a clause counts, ``""`` where that is not sure."""
    report = parse_report(f"某镇某年法治政府建设报告\n一、主要工作\n{clause}。\n", data_dir=data)
    read = extract_figures(report, data_dir=data)
    same = read[(read["value"] == SOME) & (read["unit"] == unit) & (read["confidence"] >= sure)]
    return str(same["indicator"].iloc[0]) if len(same) == 1 else ""


# One function for each line of data/rules/followups/rules.csv; what it returns is what the rule goes by.


def _not_yearly(case: Case) -> Evidence | None:
    kind = case.report.document_type
    return None if kind in OF_THE_YEAR or (case.department and kind == "部门报告") else Evidence()


def _excerpt(case: Case) -> Evidence | None:
    return Evidence() if case.report.coverage == "excerpt" else None


def _referred_partly(case: Case) -> Evidence | None:
    found = [span for span in case.referring if case.words["unfinished"].search(case.text[slice(*span)])]
    return Evidence(tuple(found)) if found else None


def _referred_done(case: Case) -> Evidence | None:
    found = [span for span in case.referring if case.words["finished"].search(case.text[slice(*span)])]
    return Evidence(tuple(found)) if found else None


def _reaches(target: Any, row: Any, case: Case) -> bool | None:
    """Return whether a figure reaches what a plan sets; None where its bound leaves it open."""
    if case.is_limit(target):
        over = row.value > target.value
        return None if row.bound not in ("exact", "at_least" if over else "at_most") else not over
    below = row.value < target.value
    return None if row.bound not in ("exact", "at_most" if below else "at_least") else not below


def _number_reached(case: Case) -> Evidence | None:
    found = {
        target.figure: row.figure
        for target, rows in case.reached
        for row in rows
        if _reaches(target, row, case) is True
    }
    # Of a plan that sets two numbers both have to be.
    return Evidence(figures=tuple(found.values())) if found and len(found) == len(case.targets) else None


def _missed(case: Case, at_most: bool) -> Evidence | None:
    found = [
        row.figure
        for target, rows in case.reached
        for row in rows
        if case.is_limit(target) is at_most and row.value > 0 and _reaches(target, row, case) is False
    ]
    return Evidence(figures=tuple(found)) if found else None


def _number_below(case: Case) -> Evidence | None:
    return _missed(case, at_most=False)


def _number_over(case: Case) -> Evidence | None:
    return _missed(case, at_most=True)


def _number_worded(case: Case) -> Evidence | None:
    if len(case.targets) != 1 or case.targets[0].relation == "growth":
        return None
    (target,) = case.targets
    bare = case.data.made(_numbered).sub("", THOUSANDS.sub("", ORDINAL.sub("", case.plan.strip())))
    bare = case.words["limit"].sub("", bare).rstrip("。；; ")
    if not HAN.fullmatch(bare):
        return None
    said = case.figures if case.said is None else case.said
    measures, does = said["measure"], case.words["does"]
    name = does.sub("", bare)
    named = (measures.str.replace(does, "", regex=True) == name) & (len(name) >= SHARED)
    if len(bare) >= SHARED and not case.words["plain"].search(bare[-2:]):
        named |= measures.str.endswith(bare) & said["figure"].isin(case.figures["figure"])
    # 结案率保持96%以上, of a place that speaks of one 结案率 in both years.
    alike = {each for each in case.before if each.endswith(bare)}
    if target.unit in RATES and bare.endswith("率") and len(alike) == 1:
        named |= measures.isin(alike)
    rows = records(case.of_class(said[named & ~measures.str.contains(case.words["not_made"])], target))
    return Evidence(figures=(rows[0].figure,)) if len(rows) == 1 and _reaches(target, rows[0], case) else None


def _number_akin(case: Case) -> Evidence | None:
    return Evidence(figures=tuple(row.figure for row in case.akin)) if case.akin else None


def _said_partly(case: Case) -> Evidence | None:
    found = []
    for span, window, thing in case.windows:
        some = _numbers("".join(SOME_OF.findall(window)), case.data)
        fewer = any(n < number[0] for number in thing.numbers for n in _counts(number, some, case.data))
        if case.words["underway"].search(window) or fewer:
            found.append(span)
    return Evidence(tuple(found)) if found else None


def _said_done(case: Case) -> Evidence | None:
    found, reached = [], {target.figure: rows for target, rows in case.reached}
    for span, window, thing in case.windows:
        others = [target for target in case.targets if target.surface not in thing.clause]
        if not all(any(_reaches(one, row, case) for row in reached.get(one.figure, [])) for one in others):
            # Of four things that a sentence plans one is done.
            continue
        said = _numbers(window, case.data)
        many = [number for number in thing.numbers if number[0] > 1]
        enough = all(number[0] in _counts(number, said, case.data) for number in many)
        everyone = not thing.all_of or case.words["everyone"].search(window)
        made = case.words["made"].search(window) and not case.words["not_made"].search(window)
        if made and everyone and enough:
            found.append(span)
    return Evidence(tuple(found)) if found else None


def _number_said(case: Case) -> Evidence | None:
    numbers, names = _numbers(case.plan, case.data), [name for name in QUOTED.findall(case.plan) if len(name) >= SHARED]
    if len(numbers) != 1 or len(names) != 1 or numbers[0][0] < 2:
        return None
    found = []
    for span in case.saying(names):
        said = _numbers(case.text[slice(*span)], case.data)
        if numbers[0] in said and not case.words["not_made"].search(case.text[slice(*span)]):
            found.append(span)
    return Evidence(tuple(found)) if found else None


def _again_alike(case: Case) -> Evidence | None:
    return Evidence() if any(run in each for run in case.own for each in (*case.again, *case.shortcomings)) else None


def _no_text(case: Case) -> Evidence | None:
    return None if case.text else Evidence()


def _again_planned(case: Case) -> Evidence | None:
    said = [(re.sub(rf"[^{HAN_RANGE}]", "", each), _printed(each)) for each in (case.plan, *case.again)]
    return Evidence() if said[0][0] and said[0] in said[1:] else None


def _printed(text: str) -> list[str]:
    return PRINTED.findall(THOUSANDS.sub("", ORDINAL.sub("", text.strip())))


def _number_absent(case: Case) -> Evidence | None:
    stated = set(case.figures["indicator"])
    if not case.targets or any(target.relation == "growth" for target in case.targets):
        return None
    if any(stated & set(indicators) for _, indicators in case.counted):
        return None
    named = [run for target in case.targets for run in _runs(target.measure, case.data)]
    named += [name for name in QUOTED.findall(case.plan) if len(name) >= SHARED]
    return Evidence() if named and not case.saying(named) else None


def _words_absent(case: Case) -> Evidence | None:
    own = _pairs(case.plan, case.data)
    return Evidence() if len(own) >= LIKE and not case.saying(sorted(own)) else None


def _on_it(case: Case) -> Evidence | None:
    own = _pairs(case.plan, case.data)
    likeness = {span: len(own & _pairs(case.text[slice(*span)], case.data)) for span in case.sentences}
    most = max(likeness.values(), default=0)
    nearest = [span for span, shared in likeness.items() if shared == most >= max(LIKE, PART * len(own))]
    return Evidence(tuple(nearest[:1])) if nearest else None


def _little(_case: Case) -> Evidence | None:
    return Evidence()


RULES: dict[str, Callable[[Case], Evidence | None]] = {
    "not-yearly": _not_yearly,
    "excerpt": _excerpt,
    "referred-partly": _referred_partly,
    "referred-done": _referred_done,
    "number-reached": _number_reached,
    "number-below": _number_below,
    "number-over": _number_over,
    "number-worded": _number_worded,
    "number-akin": _number_akin,
    "no-text": _no_text,
    "again-planned": _again_planned,
    "said-partly": _said_partly,
    "said-done": _said_done,
    "number-said": _number_said,
    "again-alike": _again_alike,
    "number-absent": _number_absent,
    "words-absent": _words_absent,
    "on-it": _on_it,
    "little": _little,
}
