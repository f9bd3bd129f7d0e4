"""Disclosure: which core indicators of its level a report states, and which it does not."""

import pandas as pd

from ...presentation.blocks import View, heading, paragraph, table
from ...tables import load_indicators
from .sections import silent_domains


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
        _silence(subject),
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
    indicators, figures = load_indicators(subject.data), subject.figures
    stated = set(figures.loc[figures["relation"] != "growth", "indicator"])
    core = indicators[indicators["core"].str.split("|").map(lambda levels: level in levels)]
    return core.index[~core.index.isin(stated)].to_series().groupby(core["domain"]).agg(list).to_dict()


def _silence(subject):
    """Which domains have no figure, as far as that is known."""
    uncoded = int((subject.figures["indicator"] == "").sum())
    if (subject.coverage["stated"] > 0).all():
        return subject.say("disclosure_all")
    if uncoded:
        return subject.say("disclosure_unknown", n=uncoded)
    silent = silent_domains(subject.figures, subject.section_of, subject.data)
    names = subject.language.join(subject.language.gloss(name, "domain") for name in silent)
    return subject.say("disclosure_silent", n=len(silent), names=names) if silent else ""
