"""What ``lawgov explore`` does: figures are chosen, and the page of them is written."""

from collections.abc import Iterable
from pathlib import Path

import click
import pandas as pd

from ...errors import NoData, OutputError
from ...files import write_whole
from ...paths import shown_path
from ...presentation import check_language
from ...tables import Data, find_place, load_panel, open_data
from .beside import said_made_of
from .figures import described_figures
from .page import explorer_page
from .query import Query, view


def explore(
    html: Path | None,
    places: Iterable[str],
    years: Iterable[int],
    indicators: Iterable[str],
    domains: Iterable[str],
    lang: str,
    data_dir: Path | None,
) -> None:
    """Write the page of chosen figures and say what was written; see the command.

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter, OutputError
    """
    if html is None:
        raise click.UsageError("name the file: --html explorer.html; in a notebook lawgov.explore() shows the same")
    check_language(lang)
    if html.is_file() and not said_made_of(html):
        raise OutputError(f"{shown_path(html)} is there and is no page of this command; name another file")
    data = open_data(data_dir)
    panel = load_panel(data)
    for file in panel.attrs["left_out"]:
        click.echo(f"lawgov: {file} breaks the rules of its table and is left out; lawgov audit says how", err=True)
    table = described_figures(figures=_of(panel, list(places), list(years), data), lang=lang, data_dir=data)
    facets = {"indicator": list(indicators), "domain": list(domains)}
    table = view(table, Query.of({"facets": facets}, table)).reset_index(drop=True)
    page = explorer_page(table, lang, data)
    write_whole(html, page)
    reports = len(table[["place", "year"]].drop_duplicates())
    size = len(page.encode()) / 1e6
    click.echo(f"{shown_path(html)}: {len(table):,} figures of {reports:,} reports, {size:.1f} MB")


def _of(panel: pd.DataFrame, places: list[str], years: list[int], data: Data) -> pd.DataFrame:
    """Return the figures of some places, of a city or county with all below it, in some years."""
    known = panel
    if places:
        starts = tuple(_start(find_place(place, data).name) for place in places)
        known = known[known["place_code"].str.startswith(starts)]
    if years:
        known = known[known["year"].isin(years)]
    if known.empty:
        when = f" for {', '.join(map(str, years))}" if years else ""
        raise NoData(f"no figures of {'、'.join(places) or 'any place'}{when} in the data")
    return known


def _start(code: str) -> str:
    """Return what the codes of a place and of all below it begin with.

    Examples
    --------
    >>> _start("441900"), _start("440307"), _start("441900106")
    ('4419', '440307', '441900106')
    """
    while len(code) <= 6 and code.endswith("00") and len(code) > 2:
        code = code[:-2]
    return code
