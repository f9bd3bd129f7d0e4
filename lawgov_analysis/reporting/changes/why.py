"""Why: what else changed between two states of a report, as their manifests tell."""

from ..inputs import WHOLE

# What a name among the inputs of a manifest is; the first that fits.
OF_INPUTS = (
    ("texts/", "source"),
    ("decisions/", "decision"),
    ("figures/*.csv", "others"),
    ("others", "others"),
    ("figures/", "figures"),
    ("statements.csv", "figures"),
    ("items.csv", "figures"),
    ("followups.csv", "decision"),
    ("reports.csv", "reports"),
    ("places.csv", "reports"),
    ("corrections.csv", "corrections"),
    ("presentation/", "words"),
)
CODEBOOK = "codebook"


def reasons(was, now):
    """Say what differs between what two states of a report were made of.

    Parameters
    ----------
    was, now : dict
        Manifests; ``{}`` where there is none.

    Returns
    -------
    list of (str, tuple of str)
        The kind of each reason and the names of what changed: parameters, source, figures, decision, others, reports,
        corrections, codebook, words, notebook, code, versions; ``unrecorded`` where a manifest is missing, and
        nothing where both are of the same.

    Examples
    --------
    >>> reasons({"inputs": {"units.csv": "1"}, "code": "a"}, {"inputs": {"units.csv": "2"}, "code": "b"})
    [('codebook', ('units.csv',)), ('code', ())]
    >>> reasons({}, {"code": "b"})
    [('unrecorded', ())]
    """
    if not was or not now:
        return [("unrecorded", ())]
    found = {}
    for name in _differing(was.get("parameters", {}), now.get("parameters", {})):
        found.setdefault("parameters", []).append(name)
    for name in differing_inputs(was.get("inputs", {}), now.get("inputs", {})):
        found.setdefault(kind_of_input(name), []).append(name)
    # The table of one report is in that of all; it is named once.
    if "figures" in found:
        found.pop("others", None)
    for name in ("notebook", "code"):
        if was.get(name) != now.get(name):
            found[name] = []
    for name in _differing(was.get("versions", {}), now.get("versions", {})):
        found.setdefault("versions", []).append(name)
    return [(kind, tuple(names)) for kind, names in found.items()]


def kind_of_input(name):
    """Return what an input of a report is, by its name below the data folder.

    Examples
    --------
    >>> kind_of_input("texts/441900106-2020.txt"), kind_of_input("rules/measure/words.csv")
    ('source', 'codebook')
    """
    return next((kind for start, kind in OF_INPUTS if name.startswith(start)), CODEBOOK)


def say_reasons(found, language, most=3):
    """Return reasons as texts.

    Parameters
    ----------
    found : list of (str, tuple of str)
        As from `reasons`.
    language : Language
    most : int
        How many names of each are told.

    Returns
    -------
    list of str
    """
    said = []
    for kind, names in found:
        named = language.join(names[:most])
        if len(names) > most:
            named = language.say("change_names_more", names=named, n=len(names) - most)
        said.append(language.say(f"change_why_{kind}", names=named))
    return said


def differing_inputs(was, now):
    """Return the names of the inputs that differ; of one that is read in part, where such a part does.

    Examples
    --------
    >>> was = {"units.csv": "1", "reports.csv": {"whole": "2", "441900106": "3"}}
    >>> differing_inputs(was, {"units.csv": "4", "reports.csv": {"whole": "5", "441900106": "3"}})
    ['units.csv']
    """
    parts = [{name: _in_part(total) for name, total in inputs.items()} for inputs in (was, now)]
    return _differing(*parts)


def _in_part(total):
    if isinstance(total, dict) and len(total) > 1:
        return {part: each for part, each in total.items() if part != WHOLE}
    return total


def _differing(was, now):
    return sorted(name for name in {*was, *now} if was.get(name) != now.get(name))
