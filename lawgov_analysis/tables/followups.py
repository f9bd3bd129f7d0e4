"""Follow-ups: what became of plans, as persons decided, in ``data/followups.csv``."""

from pathlib import Path

import pandas as pd

from ..errors import BadTable
from ..paths import shown_path
from .folder import Data, DataDir, open_data
from .reports import load_statements


def load_followups(data_dir: DataDir = None) -> pd.DataFrame:
    """Load what persons decided of plans: whether the next report shows that they were carried out.

    Parameters
    ----------
    data_dir : path-like, optional
        Another data folder than the package's own; one without the table has no decisions.

    Returns
    -------
    pandas.DataFrame
        One row a plan and a later report: ``place_code``, ``plan_year``, ``statement`` (the plan), ``start`` (where it
        begins), ``year`` (of the report that was read), ``status`` (done, partly, not_mentioned or unknown), ``by``,
        ``on`` and ``reason``.

    Raises
    ------
    BadTable
        When the table breaks its schema, or a line is of no plan, of another one than it was, or of no later year.

    Examples
    --------
    >>> list(load_followups())
    ['place_code', 'plan_year', 'statement', 'start', 'year', 'status', 'by', 'on', 'reason']
    """
    data = open_data(data_dir)
    if not (data.has("followups") and data.files("followups")):
        return open_data().table("followups").head(0)
    return data.made(_checked).copy(deep=False)


def _checked(data: Data) -> pd.DataFrame:
    followups = data.table("followups")
    if followups.empty:
        return followups
    plans = load_statements(data_dir=data).query("kind == 'plan'")
    starts = {tuple(key): start for *key, start in plans[["place_code", "year", "statement", "start"]].to_numpy()}
    shown, faults = shown_path(Path(data.files("followups")[0])), []
    for line, row in enumerate(followups.itertuples(), 2):
        key = row.place_code, row.plan_year, row.statement
        if key not in starts:
            faults.append(f"{shown}:{line}:statement: {row.statement} is no plan of {row.place_code}-{row.plan_year}")
        elif row.year <= row.plan_year:
            faults.append(f"{shown}:{line}:year: must be after plan_year {row.plan_year}, got {row.year}")
        elif _differ(row.start, starts[key]):
            faults.append(
                f"{shown}:{line}:start: the plan begins at {_said(starts[key])} now and not at {_said(row.start)}; "
                "look again which plan is meant"
            )
    if faults:
        raise BadTable(faults)
    return followups


def _differ(one: object, other: object) -> bool:
    return _said(one) != _said(other)


def _said(start: object) -> str:
    return "nowhere" if pd.isna(start) else str(start)
