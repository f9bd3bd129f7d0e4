"""The guided tour through the data of one report, as an analysis that can be run for any other."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from ..auditing import check_identities
from ..errors import NoData
from ..paths import default_data_dir
from ..tables import load_figures, save_figures
from .annual_report import facts, numbers, tables
from .annual_report import runs as reports
from .subject import YearReport

__all__ = ["Practice", "begin", "facts", "load", "numbers", "practise", "runs", "tables"]


class Tour(YearReport):
    """A report that the tour leads through; it is in Chinese."""

    @property
    def title(self):
        """The title of the tour."""
        return self.language.say("tour_title", place=self.place, year=self.year)

    @property
    def parameters(self):
        """What the notebook is given to be about it."""
        return {"place": self.place_code, "year": self.year}

    @property
    def folder(self):
        """Where it is written, below the folder of reports."""
        return f"{self.slug}/explore-{self.year}"

    @property
    def files(self):
        """What it shows beyond these data: the invented city."""
        return sorted(default_data_dir().glob("samples/city/**/*.csv"))


class Practice:
    """A copy of the data to practise on, in which one number was copied with two digits the wrong way round.

    Attributes
    ----------
    folder : pathlib.Path
        The data folder; it is gone when nothing holds this object any more.
    figure : int
        The number of the figure that is wrong there.
    printed, wrong : str
        Its value as the report prints it, and as the copy has it.
    """

    def __init__(self, tour):
        table = load_figures(tour.place_code, tour.year, data_dir=tour.data)
        at, self.wrong = _mistaken(table, tour)
        self.figure, self.printed = int(table.at[at, "figure"]), f"{table.at[at, 'value']:.0f}"
        kept = Path(mkdtemp(prefix="lawgov-practice-")).resolve()
        finalize(self, shutil.rmtree, kept, ignore_errors=True)
        self.folder = kept / "data"
        shutil.copytree(tour.data.folder, self.folder, ignore=shutil.ignore_patterns("samples", "*.py", ".*"))
        table.loc[at, "value"] = float(self.wrong)
        save_figures(table, self.folder / "figures" / f"{tour.place_code}-{tour.year}.csv")

    def __repr__(self):
        return f"练习用的数据副本：数据{self.figure}原文是{self.printed}，副本里误作{self.wrong}"


def load(place, year, data_dir=None):
    """Load the report of a place and year, with all that is known of it.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    Tour

    Raises
    ------
    UnknownPlace, NoData, BadTable

    Examples
    --------
    >>> load("横沥镇", 2020).folder
    'dongguan-hengli/explore-2020'
    """
    tour = begin(place, year, data_dir)
    tour.check()
    return tour


def begin(place, year, data_dir=None):
    """Return the report of a place and year, of which nothing is read yet; as `load` else."""
    return Tour(place, year, data_dir=data_dir)


def practise(tour):
    """Copy the data of a tour to a folder of its own, with one mistake to be found and corrected there.

    Parameters
    ----------
    tour : Tour

    Returns
    -------
    Practice

    Raises
    ------
    NoData
        When the report has no number of two different digits.

    Examples
    --------
    >>> practise(load("横沥镇", 2020))
    练习用的数据副本：数据51原文是447，副本里误作474
    """
    return Practice(tour)


def runs(data, place_codes=(), years=(), excerpts=False):
    """Return the parameters of each tour: those of the reports that are known whole."""
    return reports(data, place_codes, years, excerpts)


def _mistaken(table, tour):
    """Return which row a slip of the pen is made in, and the value then: a part, so that its sum no longer holds."""
    identities = check_identities(table, data_dir=tour.data)
    sums = identities.loc[identities["holds"] & (identities["identity"] == "parts"), "figures"]
    parts = table["figure"].isin({number for figures in sums for number in figures[1:]})
    for rows in (table[parts], table):
        for at, value in rows.loc[rows["bound"] == "exact", "value"].items():
            if wrong := _turned(f"{value:.0f}") if value == round(value) else "":
                return at, wrong
    raise NoData(f"{tour.place} {tour.year}: no number has two different digits that could be mistaken")


def _turned(digits):
    """Return a number with its last two digits that differ the wrong way round; ``""`` where there are none."""
    for at in range(len(digits) - 2, -1, -1):
        if digits[at] != digits[at + 1] and (at or digits[1] != "0"):
            return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return ""
