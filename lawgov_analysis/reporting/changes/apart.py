"""Apart: two yearly reports of other years or places, held against each other by what they state and not by numbers.

The figures of two reports have numbers of their own: figure 20 of one is something else than figure 20 of the other. So
they are matched by indicator and scope, findings by rule, rates by the indicators of their two counts.
"""

from ...analysis import compare_years, derive_rates, year_reasons
from ...auditing import load_rules
from ...errors import BadParameter
from ...paths import shown_path
from ...tables import load_figures
from ..analyses import ANALYSES, OF_DATA, find_notebook
from .compare import FIGURE_KIND, FINDING, RATE, SENTENCE, Change

OF_FORM = ("lang", OF_DATA)
# What one of them does not state was neither put in nor struck out.
NOTHING = "—"


def is_apart(old, new):
    """Return whether two executed notebooks are about other places or years, and not two runs of one report."""
    # One that only the newer version of a notebook has makes no other subject.
    names = (old.parameters.keys() & new.parameters.keys()) - set(OF_FORM)
    return old.name != new.name or any(old.parameters[name] != new.parameters[name] for name in names)


def between_subjects(old, new, language):
    """Say what one yearly report states otherwise than another.

    Parameters
    ----------
    old, new : Executed
    language : Language

    Returns
    -------
    list of (Change, tuple of str)
        Each with why its two values are not comparable, where they are of one place and are not.

    Raises
    ------
    BadParameter
        When they are no yearly reports.
    """
    if {old.name, new.name} != {ANALYSES[0]}:
        said = "only yearly reports of other places or years can be compared, and two runs with the same parameters"
        raise BadParameter(f"{shown_path(old.file)} and {shown_path(new.file)} are of other parameters: {said}")
    analysis = find_notebook(ANALYSES[0])
    subjects = []
    for each in (old, new):
        given = {name: value for name, value in each.parameters.items() if name != OF_DATA}
        subjects.append(analysis.load(analysis.completed(given), each.parameters.get(OF_DATA) or None))
    parts = (_figures, _rates, _findings, _sentences)
    return [found for part in parts for found in part(subjects, language)]


def _figures(subjects, language):
    stated = []
    for subject in subjects:
        own = subject.figures[(subject.figures["indicator"] != "") & (subject.figures["relation"] != "growth")]
        own = own.drop_duplicates(["indicator", "scope"])
        stated.append({(row["indicator"], row["scope"]): row for row in own.to_dict("records")})
    why = _reasons(subjects, language)
    return [
        (Change(FIGURE_KIND, "", _named(key, language), "", *values), why.get(key, ()))
        for key, values in _differing(stated, lambda row: _value(row, language))
    ]


def _named(key, language):
    indicator, scope = key
    name = language.indicator(indicator)
    return name + language.say("in_brackets", text=language.gloss(scope)) if scope else name


def _value(row, language):
    return language.said(row["value"], row["unit"], row["bound"], row["surface"])


def _reasons(subjects, language):
    """Return why two years of a place are not comparable, by indicator and scope."""
    old, new = subjects
    if old.place_code != new.place_code or old.data is not new.data or new.year != old.year + 1:
        return {}
    compared = compare_years(load_figures(new.place_code, data_dir=new.data), new.data)
    broken = compared[(compared["year"] == new.year) & ~compared["comparable"]]
    texts = year_reasons(new.data)[language.lang]
    return {
        (row["indicator"], row["scope"]): (language.say("change_not_comparable", reason=texts[row["reason"]]),)
        for row in broken.to_dict("records")
    }


def _rates(subjects, language):
    stated = []
    for subject in subjects:
        names = subject.figures.set_index("figure")["indicator"].to_dict()
        found = {}
        for row in derive_rates(subject.figures, subject.data).to_dict("records"):
            pair = names.get(row["numerator"], ""), names.get(row["denominator"], "")
            if all(pair):
                found.setdefault(pair, row)
        stated.append(found)
    return [
        (Change(RATE, "", " / ".join(map(language.indicator, pair)), "", *values), ())
        for pair, values in _differing(stated, lambda row: language.percent(row["rate"], bound=row["bound"]))
    ]


def _findings(subjects, language):
    titles, stated = load_rules(subjects[1].data)[f"title_{language.lang}"], []
    for subject in subjects:
        found = subject.audit.findings
        found = found[(found["about"] == "report") & (found["explained"] == "")]
        texts = found.groupby("rule", sort=False)["message"].agg(list)
        stated.append({rule: " ".join(messages) for rule, messages in texts.items()})
    return [(Change(FINDING, "", titles[rule], "", *values), ()) for rule, values in _differing(stated, str)]


def _sentences(subjects, language):
    """Shortcomings and plans that only one of the two states, in the words of the data."""
    said = []
    for subject in subjects:
        rows = subject.statements[[f"text_{language.lang}", "kind"]].itertuples(index=False)
        said.append({(kind, text): text for text, kind in rows if text})
    return [
        (Change(SENTENCE, "", language.say(f"kind_{kind}"), "", *values), ())
        for (kind, _), values in _differing(said, str)
    ]


def _differing(both, value):
    old, new = both
    for key in [*old, *(key for key in new if key not in old)]:
        values = tuple(value(each[key]) if key in each else NOTHING for each in (old, new))
        if values[0] != values[1]:
            yield key, values
