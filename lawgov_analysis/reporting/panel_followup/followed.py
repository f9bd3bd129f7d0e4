"""What reports say of the year before: growths, plans, and what they repeat."""

import re

import pandas as pd

from ...auditing import followup_rules, repeated_rules
from ...presentation.blocks import View, bullets, heading, paragraph, table
from ...tables import records
from ...text.around import opening_words
from .words import nothing, opens_figure, opens_sentence, where

COUNTED = re.compile("[一二三四五六七八九十]+是")
#: Fewer plans are read sooner in the table.
FEWEST_PLANS = 4


def growth(subject):
    """Return the growths that the reports claim, held against the report of the year before.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.auditing.growth_claims`, of all years.
    """
    say, language = subject.language.say, subject.language
    head, blocks = heading(say("panel_growth")), []
    rules = repeated_rules(subject.data)[language.lang]
    figures = {(row.year, row.figure): row for row in records(subject.figures)}
    if len(subject.growths):
        rows = []
        for claim in records(subject.growths):
            printed = figures[claim.year, claim.figure]
            grown = [figures[claim.year, base] for base in claim.bases]
            rows.append(
                [
                    str(claim.year),
                    opens_figure(subject, language.name(printed), claim.year, claim.figure),
                    _figure(subject, printed),
                    "—" if pd.isna(claim.before) else language.quantity(claim.before, grown[0].unit),
                    "—" if pd.isna(claim.expected) else _signed(language, claim.expected, printed.unit),
                    rules[claim.rule],
                ]
            )
        names = ("year", "claim", "claimed", "before", "expected", "verdict")
        heads = [say(f"panel_column_{name}") for name in names]
        shown = pd.DataFrame(rows, columns=heads)
        blocks.append(table(shown, say("panel_growth_caption", n=len(rows)), numeric=heads[2:5]))
    if len(subject.restated):
        rows = [
            [
                str(row.year),
                language.indicator(row.indicator),
                opens_figure(subject, language.quantity(row.value, row.unit), row.year, row.figure),
                opens_figure(subject, language.quantity(row.base_value, row.base_unit), row.year - 1, row.base_figure),
                rules[row.rule],
            ]
            for row in records(subject.restated)
        ]
        heads = [say(f"panel_column_{name}") for name in ("year", "number", "restated", "before", "verdict")]
        shown = pd.DataFrame(rows, columns=heads)
        blocks.append(table(shown, say("panel_restated_caption", n=len(rows)), numeric=heads[2:4]))
    return View([head, *blocks] if blocks else nothing(subject, head, "panel_no_growth"), subject.growths)


def _signed(language, growth, unit):
    sign = "" if growth == 0 else "+" if growth > 0 else "−"
    return sign + language.quantity(round(abs(growth), 1), unit)


def plans(subject):
    """Return the plans of each year and what the next report says of them.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.follow_up`, of all years.
    """
    # Only here: whoever plans a run draws nothing.
    from ...analysis.charts_years import status_strip

    say = subject.language.say
    head, told = heading(say("panel_plans")), subject.plans
    stated = [year for year, number in subject.statements if subject.statements[year, number].kind == "plan"]
    open_ = [str(year) for year in sorted(set(stated)) if year in subject.years and year + 1 not in subject.years]
    still = [paragraph(say("panel_plans_open", years=subject.language.join(open_)))] if open_ else []
    if told.empty:
        return View(nothing(subject, head, "panel_no_plans", *still), told)
    rules = followup_rules(subject.data)[subject.lang]
    rows = [
        [
            str(row.plan_year),
            stated_said(subject, row.plan_year, row.statement),
            say(f"panel_status_{row.status}"),
            _grounds(subject, row, rules),
            say("panel_decided", by=row.by, on=row.on.strftime("%Y-%m-%d")) if row.decided else say("panel_proposed"),
        ]
        for row in records(told)
    ]
    heads = [say(f"panel_column_{name}") for name in ("plan_year", "plan", "status", "grounds", "decided")]
    blocks = [paragraph(say("panel_plans_intro"))]
    if len(told) >= FEWEST_PLANS:
        first, last = told["plan_year"].min(), told["plan_year"].max()
        title = say("panel_plans_title" if first < last else "panel_plans_title_one", first=first, last=last)
        blocks.append(status_strip(told, title, subject.language))
    blocks.append(table(pd.DataFrame(rows, columns=heads), say("panel_plans_caption", n=len(rows))))
    return View([head, *blocks, *still], told)


def stated_said(subject, year, number):
    """Return a statement in our words, else how it begins in its report; it opens its place."""
    row, text = subject.statements[year, number], subject.texts.get(year, "")
    said = getattr(row, f"text_{subject.lang}")
    section = where(subject, row.section)
    if text and not pd.isna(row.start):
        printed = text[int(row.start) : int(row.end)]
        item = COUNTED.match(printed)
        part = where(subject, row.section.split(".")[0])
        # 二是 is no （二）.
        section = part + subject.language.say("quoted", text=item[0]) if item else section
        said = said or subject.language.say("quoted", text=_within_quotes(opening_words(printed)))
    case = "in_brackets" if said else "statement_in_annex"
    place = subject.language.say(case, text=section)
    return said + ("" if pd.isna(row.start) else opens_sentence(subject, place, year, number))


def _figure(subject, row):
    """Say a figure with the words of its bound."""
    return subject.language.figure_said(row, subject.texts[row.year])


def _within_quotes(text):
    return text.replace("“", "‘").replace("”", "’")


def _grounds(subject, row, rules):
    """Say what a status goes by, with the sentences and figures that it opens."""
    say = subject.language.say
    figures = {(figure.year, figure.figure): figure for figure in records(subject.figures)}
    shown = [
        opens_sentence(subject, say("panel_sentence", n=n), row.year, *span) for n, span in enumerate(row.evidence, 1)
    ]
    shown += [
        opens_figure(subject, _figure(subject, figures[row.year, number]), row.year, number) for number in row.figures
    ]
    said = row.reason if row.decided else rules[row.rule]
    return said + (say("in_brackets", text=subject.language.join(shown)) if shown else "")


def repeats(subject):
    """Return the shortcomings that recur, and what of numbers and text is last year's.

    Parameters
    ----------
    subject : PanelSubject

    Returns
    -------
    View
        Its frame has a row a year: ``year``, ``numbers`` (those that can be compared), ``same``, ``share`` (of the text
        in passages that are last year's, numbers aside) and ``verbatim`` (in sentences that are so with their numbers).
    """
    say = subject.language.say
    frame = again(subject)
    if len(subject.years) == 1:
        return View([], frame)
    blocks = [heading(say("panel_repeats")), heading(say("panel_shortcomings"), level=3), *_recurring(subject)]
    blocks.append(heading(say("panel_again"), level=3))
    if frame.empty:
        return View([*blocks, paragraph(say("panel_no_pairs"))], frame)
    rules = repeated_rules(subject.data)[subject.lang]
    rows = [
        [
            str(row.year),
            str(row.numbers),
            str(row.same),
            say("panel_no_text") if pd.isna(row.share) else f"{100 * row.share:.0f}%",
            say("panel_no_text") if pd.isna(row.verbatim) else f"{100 * row.verbatim:.0f}%",
        ]
        for row in records(frame)
    ]
    heads = [say(f"panel_column_{name}") for name in ("year", "numbers", "same", "share", "verbatim")]
    shown = table(pd.DataFrame(rows, columns=heads), say("panel_again_caption"), numeric=heads[1:])
    told = subject.numbers_again
    claims = [
        say("panel_claim", year=year, said=rules[rule])
        for year in subject.passages
        for rule in (*dict.fromkeys(told.loc[told["year"] == year, "rule"]), subject.passages[year].attrs["rule"])
        if rule
    ]
    said = [bullets(claims)] if claims else [paragraph(say("panel_no_claim"))]
    return View([*blocks, *said, shown, paragraph(say("panel_again_note"))], frame)


def again(subject):
    """Return how much of each report is last year's, a row a year, as the frame of `repeats`."""
    told = subject.numbers_again
    rows = [
        (
            year,
            int((told["year"] == year).sum()),
            int(told.loc[told["year"] == year, "same"].sum()),
            passages.attrs["share"],
            passages.attrs["verbatim"],
        )
        for year, passages in subject.passages.items()
    ]
    return pd.DataFrame(rows, columns=["year", "numbers", "same", "share", "verbatim"])


def _recurring(subject):
    say, language = subject.language.say, subject.language
    told = subject.shortcomings
    if told.empty:
        return [paragraph(say("panel_no_recurring"))]
    rows = [
        [
            str(row.year),
            stated_said(subject, row.year, row.statement),
            str(row.base_year),
            stated_said(subject, row.base_year, row.base_statement),
            language.join(language.gloss(topic, "topic") for topic in row.topics.split("|")),
        ]
        for row in records(told)
    ]
    heads = [say(f"panel_column_{name}") for name in ("year", "shortcoming", "earlier", "shortcoming_before", "topic")]
    return [
        paragraph(say("panel_recurring_intro")),
        table(pd.DataFrame(rows, columns=heads), say("panel_recurring_caption", n=len(rows))),
    ]
