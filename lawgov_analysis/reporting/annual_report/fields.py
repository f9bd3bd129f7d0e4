"""Fields: the figures of the report, section by section, beside those of the year before.

Sections stand in the order of the outline of 2021—2025; ``data/presentation/sections.csv`` says what belongs where.
"""

from collections import Counter

import pandas as pd

from ...analysis import parts
from ...analysis.charts import LEAST_MARKS, alike_marks, bars, composition, shares
from ...analysis.years import left_over
from ...presentation import capital
from ...presentation.blocks import View, heading, paragraph, table
from .last_year import OF_A_REPORT
from .plans import stated
from .sections import LEADERSHIP, is_charted

# A sentence names them all; of more it names the main ones.
FEW = 3
# A total of two parts is said in a sentence.
LEAST_PARTS = 3


def fields(subject):
    """Return how many figures the report has, and how many can be held against the year before.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame has the figures of law-based government, each with its ``section`` of the analysis as ``field``.
    """
    say, printed, figures = subject.say, subject.printed, subject.figures
    planned = len(subject.planned)
    outside = len(printed) - len(figures) - planned
    counts = {"printed": len(printed), "figures": len(figures), "outside": outside, "planned": planned}
    named = subject.language.report_title(subject.report)
    if not subject.report["title"]:
        named = say("report_of", title=named)
    elif subject.lang == "zh":
        named = say("titled", title=named)
    said = [say("fields_full" if subject.is_full else "abstract_excerpt", report=named, **counts)]
    said.append(say("fields_outside", **counts) if outside else "")
    said.append(say("fields_planned", n=planned) if planned else "")
    said.append(say("fields_order"))
    said.append(_compared(subject))
    frame = figures.assign(field=subject.section_of)
    return View([heading(say("fields")), paragraph(capital(subject.sentences(said)))], frame)


def _compared(subject):
    """How many figures can be held against the year before."""
    last, say = subject.last_year, subject.say
    if not last.is_known:
        return say("last_year_unknown", last=subject.year - 1)
    comparable = int(last.frame["comparable"].sum())
    values = {"last": subject.year - 1, "n": len(last.frame), "comparable": comparable}
    if last.frame.empty:
        return say("last_year_none", **values)
    if comparable == len(last.frame):
        return say("last_year_all", **values)
    counts = last.frame.loc[~last.frame["comparable"], "reason"].value_counts(sort=False)
    if len(counts) == 1 and not comparable:
        return say("last_year_not_one", **values, reason=last.reason(counts.index[0]))
    reasons = [
        say(
            "last_year_reason_of_all" if name in OF_A_REPORT else "last_year_reason",
            short=last.reason(name, "short_"),
            reason=last.reason(name),
            n=n,
        )
        for name, n in counts.items()
    ]
    return subject.sentences(
        [say("last_year", **values), say("last_year_reasons", reasons=say("semicolon").join(reasons))]
    )


def section(subject, name):
    """Return one section: what it says in short, what can be charted, and all its figures.

    Parameters
    ----------
    subject : AnnualSubject
    name : str
        Its id in ``sections.csv``.

    Returns
    -------
    View
        Empty where the report has nothing of it; its frame has the figures, and beside them ``base_value``,
        ``comparable``, ``reason`` and ``change`` where the year before states them too.

    Raises
    ------
    KeyError
        When there is no such section.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> section(load("横沥镇", 2020), "mediation")[1]
    本部分载明5个数据，主要是：挂牌成立个人调解工作室1个（原文以文字载明）；全镇发生各类矛盾纠纷200宗，其中调解成功199宗（99.5%）；调解协议涉及金额约450万元。
    """
    title = getattr(subject.sections[name], f"title_{subject.lang}")
    figures = subject.by_section.get(name, subject.beside_last_year[:0])
    acts = stated(subject, "leadership", "leadership_acts", level=4) if name == LEADERSHIP else []
    if figures.empty:
        return View([heading(title, level=3), *acts] if acts else [], figures)
    case = "section" if len(figures) > FEW else "section_few"
    main = subject.phrases.main(figures["figure"], FEW)
    said = subject.say(case, n=len(figures), figures=main) if main else ""
    text = [paragraph(said)] if said else []
    blocks = [heading(title, level=3), *acts, *text, *_charts(subject, name, title, figures)]
    # What the sentence says whole needs no table.
    numbers = figures["figure"]
    if any(subject.value(number) not in said or number in subject.last_year.rows for number in numbers):
        blocks.append(figure_table(subject, figures, subject.say("section_caption", title=title)))
    return View(blocks, figures)


def figure_table(subject, figures, caption):
    """Return figures as a table, beside what the year before states of them and how it compares.

    Parameters
    ----------
    subject : AnnualSubject
    figures : pandas.DataFrame
    caption : str

    Returns
    -------
    Html
    """
    say, last = subject.say, subject.last_year
    numbers = figures["figure"].tolist()
    shown = {
        say("column_measure"): [subject.phrases.names[number] for number in numbers],
        say("column_this_year"): [subject.value(number) for number in numbers],
    }
    numeric = [say("column_this_year")]
    if any(number in last.rows or number in last.restated for number in numbers):
        shown[say("column_last_year")] = [last.value(number) for number in numbers]
        shown[say("column_change")] = [last.change(number) for number in numbers]
        numeric.append(say("column_last_year"))
    return table(pd.DataFrame(shown), caption, numeric=numeric)


def _charts(subject, name, title, figures):
    """The pictures of a section: of totals that break down, and of what is alike four times at least."""
    options = {"lang": subject.language, "source": subject.source, "data_dir": subject.data}
    rows = [subject.phrases.rows[number] for number in figures["figure"]]
    for total in dict.fromkeys(row.related for row in rows if row.relation == "part"):
        yield from _composition(subject, int(total), options)
    for alike in _alike_rates(subject, {row.figure for row in rows}):
        yield shares(_named(subject, alike), subject.say("shares_title", title=title), **options)
    for layout in subject.layouts:
        chosen = [
            layout.section == name and is_charted(row, layout) and subject.phrases.is_of_year(row) for row in rows
        ]
        if sum(chosen) >= LEAST_MARKS:
            chart_title = subject.say("chart_title", title=getattr(layout, f"title_{subject.lang}"))
            for alike in alike_marks(figures[chosen]):
                yield bars(alike, chart_title, **options)


def _alike_rates(subject, numbers):
    """The rates of some figures that are of one total, where they are worth a picture."""
    own = [rate for rate in subject.phrases.rates if rate.numerator in numbers and rate.relation != "part"]
    of_totals = Counter(rate.denominator for rate in own if rate.rate <= 100)
    for total in sorted(total for total, n in of_totals.items() if n >= LEAST_MARKS):
        rates = subject.rates[(subject.rates["denominator"] == total) & (subject.rates["rate"] <= 100)]
        yield rates[rates["numerator"].isin(numbers) & (rates["relation"] != "part")]


def _named(subject, rates):
    rows = subject.phrases.rows
    numerators, totals = ([rows[n] for n in rates[side]] for side in ("numerator", "denominator"))
    return rates.assign(
        name=[subject.phrases.names[row.figure] for row in numerators],
        of_name=[subject.phrases.names[row.figure] for row in totals],
        unit=[row.unit for row in numerators],
        count_bound=[row.bound for row in numerators],
        total_bound=[row.bound for row in totals],
    )


def _composition(subject, total, options):
    language, whole = subject.language, subject.phrases.rows[total]
    kinds = parts(subject.figures, total)
    named = kinds["figure"].notna()
    if named.sum() < LEAST_PARTS or total in subject.doubtful or (kinds["value"] < 0).any():
        return
    old = left_over(subject.data)
    if any(old.search(subject.phrases.rows[number].measure) for number in kinds.loc[named, "figure"]):
        # What was left over from the year before is no kind of case.
        return
    if subject.lang != "zh":
        kinds["label"] = [
            label if pd.isna(number) or label in subject.phrases.scopes else subject.phrases.names[number]
            for number, label in zip(kinds["figure"], kinds["label"], strict=True)
        ]
    largest = kinds[named].iloc[0]
    title = subject.say(
        "composition_title",
        name=subject.phrases.names[total],
        value=language.quantity(whole.value, whole.unit, whole.bound),
        n=int(named.sum()),
        largest=language.gloss(largest["label"]),
        share=language.percent(largest["share"]),
    )
    yield composition(kinds, title, **options)
