"""The rubric: what is judged, how much it weighs, and from which score a band begins."""

from os import PathLike
from pathlib import Path

from ...auditing import load_rules
from ...errors import BadParameter, BadTable, nearest
from ...paths import find_folder, shown_path
from ...tables import load_indicators, open_data, records

WHOLE = 100
# Columns of the statements that a plan may have.
OF_PLANS = ("quantity", "deadline")


def load_rubric(file=None, data_dir=None):
    """Load a rubric: the package's own, or a table of the same columns.

    Parameters
    ----------
    file : path-like, optional
    data_dir : path-like or Data, optional

    Returns
    -------
    pandas.DataFrame
        As ``data/rules/scorecard/rubric.csv``, one row an item.

    Raises
    ------
    BadParameter
        When there is no such file.
    BadTable
        When it breaks its schema, or its weights do not sum to 100.

    Examples
    --------
    >>> rubric = load_rubric()
    >>> float(rubric["weight"].sum()), rubric["dimension"].nunique()
    (100.0, 6)
    """
    data = open_data(data_dir)
    if file is None:
        (path,) = data.files("scorecard_rubric")
        rubric = data.table("scorecard_rubric")
    else:
        path = find_folder(file)
        if not path.is_file():
            raise BadParameter(
                f"no such rubric: {shown_path(path)}; it is a table like data/rules/scorecard/rubric.csv"
            )
        rubric = data.read("scorecard_rubric", [path])
    _check(rubric, path, data)
    return rubric.reset_index(drop=True)


def load_bands(data_dir=None):
    """Load the bands, the best first.

    Examples
    --------
    >>> load_bands()["band"].tolist()
    ['excellent', 'good', 'fair', 'weak']
    """
    bands = open_data(data_dir).table("scorecard_bands")
    return bands.sort_values("score_from", ascending=False, kind="stable").reset_index(drop=True)


def rubric_path(file):
    """Return where a rubric is that was named, as text that finds it from any folder."""
    if not isinstance(file, (str, PathLike)) or isinstance(file, bool):
        raise BadParameter(f"rubric is the path of a table like data/rules/scorecard/rubric.csv, got {file}")
    return Path(find_folder(file)).as_posix()


def _check(rubric, path, data):
    total = float(rubric["weight"].sum())
    if abs(total - WHOLE) > 1e-6:
        raise BadTable([f"{shown_path(path)}: the weights sum to {total:g}, not {WHOLE}; change some of them"])
    known = {
        "compliance": list(data.table("compliance_rules")["rule"]),
        "item": list(load_indicators(data).query("kind == 'item'").index),
        # Notes on our own codebook are nobody's fault.
        "findings": list(load_rules(data).query("about == 'report'").index),
        "plans": list(OF_PLANS),
    }
    known["text_findings"] = known["findings"]
    faults = []
    for line, row in enumerate(records(rubric), 2):
        if row.evidence in known:
            for name in row.about.split("|"):
                if name not in known[row.evidence]:
                    near = nearest(name, known[row.evidence], 1)
                    if row.evidence.endswith("findings") and name in load_rules(data).index:
                        faults.append(
                            f"{shown_path(path)}:{line}:about: {name} is a note on our codebook, no fault of a place"
                        )
                        continue
                    meant = f"did you mean {near[0]}?" if near else f"one of {', '.join(known[row.evidence][:8])} …"
                    faults.append(f"{shown_path(path)}:{line}:about: {row.evidence} knows no “{name}”; {meant}")
        if (row.none_at == row.none_at) != (row.full_at == row.full_at) or row.none_at == row.full_at:
            faults.append(f"{shown_path(path)}:{line}:full_at: none_at and full_at are given both, and differ")
    if faults:
        raise BadTable(faults)
