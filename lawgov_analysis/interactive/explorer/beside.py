"""The page of all figures beside the reports, ``explorer.html``: written anew when what it is made of has changed."""

from collections.abc import Iterable
from contextlib import suppress
from os import PathLike
from pathlib import Path

import pandas as pd

from ...errors import UnknownPlace
from ...files import write_whole
from ...paths import command, default_data_dir, shown_path
from ...presentation import html_lang, in_language, load_language
from ...presentation.pages import MADE_OF, page_templates, policy_hash, said_made_of
from ...reporting.manifest import of_all_data
from ...tables import Data, DataDir, find_place, open_data, panel
from .assets import words
from .page import explorer_page
from .table import described_figures

PAGE = "explorer.html"
# Of these a page has ten megabytes, which a mail takes and a browser opens within a second or two; of more a page
# says how one is made of a part.
MOST = 20_000


def write_page(reports_dir: str | PathLike[str], data_dir: DataDir = None, lang: str = "zh") -> Path:
    """Write the page of all figures beside the reports, unless it is there and made of the same.

    Parameters
    ----------
    reports_dir : path-like
    data_dir : path-like or Data, optional
    lang : {'zh', 'en'}
        In English it is ``explorer.en.html``.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    NoData, BadTable, OutputError
    """
    data = open_data(data_dir)
    file = Path(reports_dir) / in_language(PAGE, lang)
    made_of = of_all_data(data, lang)
    if said_made_of(file) == made_of:
        return file
    counts = panel(data).aggregate("place_code, count(*) AS n").df().set_index("place_code")["n"]
    if counts.sum() > MOST:
        write_whole(file, parts_page(counts, lang, data, made_of))
    else:
        write_whole(file, explorer_page(described_figures(lang=lang, data_dir=data), lang, data, made_of))
    return file


def parts_page(counts: pd.Series, lang: str, data: Data, made_of: str) -> str:
    """Return the page that stands there when the figures are too many for one file: how one is made of a city.

    Parameters
    ----------
    counts : pandas.Series of int
        How many figures each place has, by its code.
    lang : {'zh', 'en'}
    data : Data
    made_of : str
        As from `of_all_data`.

    Returns
    -------
    str
    """
    language, said = load_language(lang, data), words(lang, data)
    options = ["" if lang == "zh" else f" --lang {lang}"]
    options.append("" if data.folder == default_data_dir() else f' --data-dir "{shown_path(data.folder)}"')
    rows = []
    for code, name in _cities(counts.index, data).items():
        rows.append(
            {
                "name": language.place(code) if code in language.places.index else name,
                "count": f"{counts[counts.index.str.startswith(start_of(code))].sum():,}",
                "run": f"{command()} explore --html explorer-{code}.html --place {code}{''.join(options)}",
            }
        )
    templates = page_templates("lawgov_analysis.interactive")
    style = templates.get_template("explorer_parts.css").render()
    return templates.get_template("explorer_parts.html").render(
        lang=html_lang(lang),
        title=said["file_title"],
        intro=said["file_too_many"].format(n=f"{counts.sum():,}", most=f"{MOST:,}"),
        heads=[said["file_part"], said["file_part_figures"], said["file_part_command"]],
        rows=rows,
        made_of=made_of,
        made_of_name=MADE_OF,
        style=style,
        style_hash=policy_hash(style),
    )


def _cities(codes: Iterable[str], data: Data) -> dict[str, str]:
    """Return the cities that places lie in by their codes, with their names; where there is no city, the province."""
    found = {}
    for prefix in sorted({code[:4] for code in codes}):
        for code in (f"{prefix}00", f"{prefix[:2]}0000"):
            with suppress(UnknownPlace):
                found[code] = find_place(code, data)["full_name"]
                break
    return found


def start_of(code: str) -> str:
    """Return what the codes of a place and of all below it begin with.

    Parameters
    ----------
    code : str

    Returns
    -------
    str

    Examples
    --------
    >>> start_of("441900"), start_of("440307"), start_of("441900106")
    ('4419', '440307', '441900106')
    """
    while 2 < len(code) <= 6 and code.endswith("00"):
        code = code[:-2]
    return code
