"""What ``lawgov explore`` does: figures are chosen, and the page of them is written."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ...errors import NoData, OutputError
from ...files import write_whole, writing
from ...files.streams import tell
from ...messages import for_reader
from ...paths import shown_path
from ...presentation import check_language
from ...presentation.pages import said_made_of
from ...tables import Data, find_place, left_out, misnamed, open_data
from .beside import start_of
from .page import explorer_page
from .table import FINDINGS_LATER, described_figures, found_in, rules_of


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
    if not html.absolute().parent.is_dir():
        raise OutputError(f"{shown_path(html.parent)}: no such folder; make it first, or name another")
    with writing(html):
        is_there = html.is_file()
    if is_there and not said_made_of(html):
        raise OutputError(f"{shown_path(html)} is there and is no page of this command; name another file")
    data = open_data(data_dir)
    places, years = list(places), list(years)
    table = described_figures(
        place=_below(places, data) or None,
        year=years or None,
        indicator=list(indicators) or None,
        domain=list(domains) or None,
        lang=lang,
        data_dir=data,
    )
    if table.empty:
        raise NoData(f"no figures of {', '.join(map(str, [*places, *years, *indicators, *domains]))} in the data")
    if len(table) > FINDINGS_LATER:
        # In a notebook they are worked out when they are asked for; a file has no kernel to ask.
        table["finding"] = rules_of(table, found_in(None, lang, data))
    for file in left_out(data) if not places and not years else ():
        said = f"{file} breaks the rules of its table and is left out; lawgov audit says how"
        tell(misnamed(data.folder_of("figures") / file) or said)
    page = explorer_page(table, lang, data)
    write_whole(html, page)
    reports = len(table[["place", "year"]].drop_duplicates())
    of = f"{reports:,} report{'' if reports == 1 else 's'}"
    said = f"{shown_path(html)}: {len(table):,} figures of {of}, {len(page.encode()) / 1e6:.1f} MB"
    click.echo(for_reader(said, sys.stdout))


def _below(places: list[str], data: Data) -> list[str]:
    """Return the codes of places that have reports: of a city or a county those of all below it too."""
    codes = [find_place(place, data).name for place in places]
    known = sorted(set(data.table("reports")["place_code"]))
    found = [[each for each in known if each.startswith(start_of(code))] or [code] for code in codes]
    return list(dict.fromkeys(each for its in found for each in its))
