"""Touched: which reports have to be made, as something that they show, or that they are made by, changed; and why."""

from ..errors import LawgovError
from ..presentation import in_language
from ..publishing.formats import file_of
from .inputs import WHOLE, parts_of
from .manifest import MANIFEST, NOTEBOOK, format_reason, named, read_manifest, stale_reason, unmade_reason

#: What is said of an input that changed, by how its name begins; the first that fits.
SAID = (
    ("others", "what others state changed: {parts}"),
    ("findings", "what the audit finds changed"),
    ("followed", "what became of its plans changed"),
    ("figures/*.csv", "figures of those it is compared with changed: {parts}"),
    ("figures/", "its figures changed: {name}"),
    ("indicators.csv", "the codebook changed: {parts}"),
    ("title", "it is called otherwise"),
)


def reasons_of(plans):
    """Say of each planned report why it has to be made; ``""`` where it is there and nothing of it changed.

    What reports work out of many tables is worked out anew for those alone of which one of these changed, all at once.

    Parameters
    ----------
    plans : list of ReportPlan

    Returns
    -------
    list of str
    """
    reasons, doubtful = [], {}
    for at, plan in enumerate(plans):
        reason, unsure = _compared(plan)
        reasons.append(reason)
        for name, recorded in unsure.items():
            doubtful.setdefault((plan.analysis.name, plan.lang, id(plan.sums), name), []).append((at, recorded))
    for (*_, name), asked in doubtful.items():
        asked = [(at, recorded) for at, recorded in asked if not reasons[at]]
        worked_out = _worked_out(name, [(plans[at], recorded) for at, recorded in asked])
        for (at, recorded), now in zip(asked, worked_out, strict=True):
            reasons[at] = now if isinstance(now, str) else _differing(name, recorded, now)
    return reasons


def _compared(plan):
    """Return the reason to make a report, and what has to be worked out to know that there is none."""
    file = plan.file(MANIFEST)
    manifest = read_manifest(file)
    if reason := stale_reason(manifest, file, plan.made_of):
        return reason, {}
    was, now = manifest.get("inputs", {}), plan.wholes()
    wholes = {name: said.get(WHOLE) if isinstance(said, dict) else said for name, said in was.items()}
    results = {result.name for result in plan.reads.results} if plan.reads else set()
    changed, unsure = [], {}
    for name in [name for name, total in now.items() if total != wholes.get(name)]:
        recorded = was.get(name)
        in_parts = isinstance(recorded, dict)
        if in_parts and name in results:
            unsure[name] = recorded
            continue
        parts = parts_of(name, plan.reads, plan.sums, recorded) if in_parts else None
        if parts is None:
            changed.append(_say(name, ()))
        elif said := _differing(name, recorded, parts):
            changed.append(said)
    changed += [_say(name, ()) for name in was if name not in now]
    if changed:
        return named(changed), {}
    names = [in_language(name, plan.lang) for name in (NOTEBOOK, *map(file_of, plan.formats))]
    reason = unmade_reason(manifest, file, names) or format_reason(manifest, plan.formats)
    return reason, {} if reason else unsure


def _worked_out(name, asked):
    """Return what a result of reports is now, or why that cannot be said."""
    if not asked:
        return []
    first = asked[0][0]
    module, data = first.analysis.module, first.sums.data
    if hasattr(module, "results_of"):
        try:
            return module.results_of(name, [(plan.parameters, recorded) for plan, recorded in asked], data, first.lang)
        except LawgovError as error:
            return [str(error).splitlines()[0]] * len(asked)
    found = []
    for plan, _ in asked:
        try:
            found.append(module.results(plan.subject(), name))
        except LawgovError as error:  # it is told when the report is made
            found.append(str(error).splitlines()[0])
    return found


def _differing(name, was, now):
    if was == now:
        return ""
    parts = sorted(part for part in {*was, *now} - {WHOLE} if was.get(part) != now.get(part))
    return _say(name, parts) if parts else ""


def _say(name, parts):
    said = next((said for begins, said in SAID if name.startswith(begins)), "")
    shown = named(list(parts))
    if said:
        return said.format(name=name, parts=shown or name)
    return f"{name} changed" + (f": {shown}" if shown else "")
