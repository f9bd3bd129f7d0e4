"""Tables that somebody hands to a public function: read by pandas itself, cut, put together or made otherwise."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pandas as pd

import lawgov_analysis as lawgov
from lawgov_analysis.errors import LawgovError
from lawgov_analysis.paths import default_data_dir

from ..case import Case, Limits, reads

FIGURES = default_data_dir() / "figures" / "441900106-2020.csv"
SAMPLE = default_data_dir() / "samples" / "shili-2023.txt"

Change = Callable[[pd.DataFrame], object]


def cases() -> Iterator[Case]:
    """Give a case of each function, which is called with all tables."""
    for name, call in FUNCTIONS.items():

        def act(call: Change = call) -> None:
            figures, answered = lawgov.load_figures("横沥镇", 2020), 0
            for change in CHANGES.values():
                try:
                    call(change(figures))
                except LawgovError:
                    continue
                answered += 1
            print(f"{answered} answered")

        yield Case(name, lambda folder: None, act, reads("answered"), ("x.csv",), name == "coverage", Limits(60, 2000))


FUNCTIONS: dict[str, Change] = {
    "audit_figures": lambda table: lawgov.audit_figures(table),
    "check_identities": lambda table: lawgov.check_identities(table),
    "compare_years": lambda table: lawgov.compare_years(table),
    "coverage": lambda table: lawgov.coverage(table),
    "derive_rates": lambda table: lawgov.derive_rates(table),
    "described_figures": lambda table: lawgov.described_figures(figures=table),
    "explore": lambda table: lawgov.explore(figures=table),
    "headed": lambda table: lawgov.headed(table),
    "headline": lambda table: lawgov.headline(table),
    "parts": lambda table: lawgov.parts(table, 48),
    "peers": lambda table: lawgov.peers(table, "441900106", 2020),
    "review_page": lambda table: lawgov.review_page(lawgov.read_report(SAMPLE), table),
    "save_figures": lambda table: lawgov.save_figures(table, "x.csv"),
    "standing": lambda table: lawgov.standing(table),
    "wide": lambda table: lawgov.wide(table),
}
CHANGES: dict[str, Change] = {
    "as it is": lambda t: t,
    "no row": lambda t: t.head(0),
    "nothing": lambda t: pd.DataFrame(),
    "a column of it": lambda t: t["value"],
    **{f"no {name}": lambda t, name=name: t.drop(columns=name) for name in ("value", "scope", "period", "unit")},
    "no figure": lambda t: t.set_index("figure"),
    "no place in the text": lambda t: t.drop(columns=["surface", "start", "end"]),
    "headings in capitals": lambda t: t.rename(columns=str.upper),
    "headings of two rows": lambda t: pd.concat({"a": t}, axis=1),
    "numbers for headings": lambda t: t.set_axis(range(t.shape[1]), axis=1),
    "a column twice": lambda t: pd.concat([t, t[["value"]]], axis=1),
    "values of text": lambda t: t.assign(value=t["value"].astype(str)),
    "values of nothing": lambda t: t.assign(value=None),
    "no values": lambda t: t.assign(value=float("nan")),
    "values without end": lambda t: t.assign(value=float("inf")),
    "whole values": lambda t: t.assign(value=t["value"].astype("int64")),
    "values with gaps": lambda t: t.assign(value=t["value"].astype("Float64").where(t["figure"] > 3)),
    "exact values": lambda t: t.assign(value=[Decimal(str(value)) for value in t["value"]]),
    "a year of text": lambda t: t.assign(year="2020"),
    "a year with places": lambda t: t.assign(year=2020.0),
    "no year": lambda t: t.assign(year=pd.array([pd.NA] * len(t), dtype="Int64")),
    "a code of digits": lambda t: t.assign(place_code=441900106),
    "no code": lambda t: t.assign(place_code=None),
    "an unknown code": lambda t: t.assign(place_code="999999"),
    "gaps for no indicator": lambda t: t.assign(indicator=t["indicator"].astype(object).where(t["indicator"] != "")),
    "an unknown indicator": lambda t: t.assign(indicator="nothing"),
    "read by pandas": lambda t: pd.read_csv(FIGURES),
    "read as text": lambda t: pd.read_csv(FIGURES, dtype="str"),
    "read as text without gaps": lambda t: pd.read_csv(FIGURES, dtype="str", keep_default_na=False),
    "categories": lambda t: t.astype(dict.fromkeys(("indicator", "unit", "relation", "bound", "period"), "category")),
    "kinds that pandas finds": lambda t: t.convert_dtypes(),
    "one index for all": lambda t: t.set_axis([0] * len(t)),
    "an index of two": lambda t: t.set_index(["place_code", "year"], drop=False),
    "without what it was loaded from": lambda t: pd.DataFrame(t.to_dict("list")),
    "turned round": lambda t: t[::-1],
    "twice": lambda t: pd.concat([t, t]),
    "one row": lambda t: t.head(1),
    "related to a word": lambda t: t.assign(related="x/y"),
    "related to itself": lambda t: t.assign(related=t["figure"].astype(str), relation="part"),
    "a ratio of nothing": lambda t: t.assign(related="2/2", relation="ratio", value=0.0),
    "an unknown relation": lambda t: t.assign(relation="piece"),
    "a time that is none": lambda t: t.assign(period="x"),
    "no time": lambda t: t.assign(period=""),
    "a time of pandas": lambda t: t.assign(period=pd.Period("2020")),
    "no print": lambda t: t.assign(surface=None),
    "laid out by indicators": lambda t: lawgov.wide(t),
    "under headings": lambda t: lawgov.headed(t),
}
