"""The guided tour through the data of one report, as an analysis that can be run for any other."""

from .annual_report import facts, numbers, tables
from .annual_report import runs as reports
from .subject import YearReport

__all__ = ["begin", "facts", "load", "numbers", "runs", "tables"]


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


def runs(data, place_codes=(), years=(), excerpts=False):
    """Return the parameters of each tour: those of the reports that are known whole."""
    return reports(data, place_codes, years, excerpts)
