"""Disclosure: which core indicators of its level a report states, and which it does not."""

import pandas as pd

from ...analysis import core_not_stated
from ...presentation.blocks import View, heading, paragraph, table
from ...tables import load_indicators


def disclosure(subject):
    """Return how many core indicators of its level the report states, by domain, and which it does not state.

    Nothing of an excerpt: what it lacks the report may state. Nothing where the level has no core indicators.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    View
        Its frame is that of `lawgov_analysis.coverage`.

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> disclosure(load("横沥镇", 2020)).frame.set_index("domain").loc["政务公开", ["core_stated", "core"]].tolist()
    [1, 2]
    """
    given, language, say = subject.coverage, subject.language, subject.say
    core = given[given["core"] > 0]
    if not subject.is_full or core.empty:
        return View(frame=given)
    level = language.gloss(given["level"].iloc[0], "level")
    lacking = _not_stated(subject, given["level"].iloc[0])
    shown = pd.DataFrame(
        {
            say("column_domain"): [language.gloss(name, "domain") for name in core["domain"]],
            say("column_core_stated"): [
                f"{stated}/{of}" for stated, of in zip(core["core_stated"], core["core"], strict=True)
            ],
            say("column_not_stated"): [
                language.join(map(language.indicator, lacking.get(name, ()))) or "—" for name in core["domain"]
            ],
        }
    )
    said = [
        say("abstract_core", level=level, core=core["core"].sum(), stated=core["core_stated"].sum()),
        _silence(subject, core),
        say("disclosure_core"),
    ]
    return View(
        [
            heading(say("disclosure")),
            paragraph(subject.sentences(said)),
            table(shown, say("disclosure_caption"), numeric=shown.columns[1:2]),
        ],
        given,
    )


def _not_stated(subject, level):
    """The core indicators of each domain that the report does not state."""
    domains = load_indicators(subject.data)["domain"]
    lacking = core_not_stated(subject.figures, level, subject.data)
    return {name: [one for one in lacking if domains[one] == name] for name in set(domains[lacking])}


def _silence(subject, core):
    """Which domains of the core indicators have no figure, as far as that is known."""
    if (core["stated"] > 0).all():
        return subject.say("disclosure_all")
    names = subject.language.join(subject.language.gloss(name, "domain") for name in subject.silent)
    return subject.say("disclosure_silent", n=len(subject.silent), of=len(core), names=names) if subject.silent else ""


def undecided(subject):
    """Say that no domain is told to have no figure, where figures without an indicator may be of any.

    Parameters
    ----------
    subject : AnnualSubject

    Returns
    -------
    str
        ``""`` where domains are told, or all have figures.
    """
    core = subject.coverage[subject.coverage["core"] > 0]
    uncoded = (subject.figures["indicator"] == "").any()
    if not subject.is_full or not uncoded or (core["stated"] > 0).all():
        return ""
    return "" if subject.silent else subject.say("disclosure_unknown")
