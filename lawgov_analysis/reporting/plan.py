"""Plans of reports: their parameters checked, and what they will be made of; nothing is run yet."""

import json
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadParameter
from ..paths import default_notebooks_dir, default_reports_dir, shown_path
from ..presentation import check_language, in_language, load_language
from ..publishing.formats import file_of
from ..tables import open_data
from .manifest import (
    MANIFEST,
    data_sums,
    describe_inputs,
    describe_programs,
    format_reason,
    read_manifest,
    stale_reason,
)
from .subject import YearReport

TEMPLATE = "annual_report.ipynb"
NOTEBOOK = "report.ipynb"
FAILED = "report.failed.ipynb"


@dataclass(frozen=True)
class ReportPlan:
    """A report that can be made: checked parameters and what it will be made of.

    Attributes
    ----------
    place_code : str
    year : int
    lang : str
    data_dir : pathlib.Path or None
        None for the package's own data.
    folder : pathlib.Path
        Where the report goes, in every language.
    notebook : pathlib.Path
        The notebook that makes it.
    made_of : dict
        Parameters, inputs, notebook, code and versions, as the manifest says them.
    formats : tuple of str
        What is exported.
    """

    place_code: str
    year: int
    lang: str
    data_dir: Path | None
    folder: Path
    notebook: Path
    made_of: dict
    formats: tuple = ("html",)

    @property
    def own_table(self):
        """The name of its table of figures among the inputs."""
        return f"figures/{self.place_code}-{self.year}.csv"

    @property
    def own_text(self):
        """The name of its text among the inputs, where that is at hand."""
        return f"texts/{self.place_code}-{self.year}.txt"

    def subject(self):
        """Return the report that is planned, with all that is known of it.

        Raises
        ------
        UnknownPlace, BadTable
        """
        return YearReport(self.place_code, self.year, self.lang, self.data_dir)

    def file(self, name):
        """Return where a file of the report is, such as `NOTEBOOK`, by its name in Chinese."""
        return self.folder / in_language(name, self.lang)

    def reason(self):
        """Say why the report has to be made; ``""`` when it is there and nothing changed."""
        file = self.file(MANIFEST)
        manifest = read_manifest(file)
        names = [self.file(name).name for name in (NOTEBOOK, *map(file_of, self.formats))]
        stale = stale_reason(manifest, file, self.made_of, names)
        return stale or format_reason(manifest, self.formats)


def plan_report(subject, reports_dir=None, notebook=None):
    """Check what a report is made of, and say what it will be made of.

    Parameters
    ----------
    subject : YearReport
    reports_dir, notebook : path-like, optional
        Others than the package's own.

    Returns
    -------
    ReportPlan

    Raises
    ------
    NoData, BadTable, BadParameter

    Examples
    --------
    >>> plan_report(YearReport("横沥镇", 2020)).folder.parts[-2:]
    ('dongguan-hengli', '2020')
    """
    planner = ReportPlanner(subject.lang, subject.data_dir, reports_dir, notebook)
    subject.check()
    return planner.plan(subject.place_code, subject.year)


class ReportPlanner:
    """Plans reports of one data folder; what they have in common is read once.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like or Data, optional
    reports_dir, notebook : path-like, optional
        Others than the package's own.

    Raises
    ------
    BadTable, BadParameter

    Attributes
    ----------
    data : Data
    reports_dir : pathlib.Path
    """

    def __init__(self, lang="zh", data_dir=None, reports_dir=None, notebook=None):
        self.lang = check_language(lang)
        self.notebook = default_notebooks_dir() / TEMPLATE if notebook is None else Path(notebook).absolute()
        check_notebook(self.notebook)
        self.own_data = data_dir is None
        self.data = open_data(data_dir)
        self.reports_dir = default_reports_dir() if reports_dir is None else Path(reports_dir).absolute()
        self.language = load_language(lang, self.data)
        self.sums = data_sums(self.data)
        self.programs = describe_programs(self.notebook)

    def plan(self, place_code, year):
        """Plan the report of a place of the gazetteer; its tables are not read.

        Returns
        -------
        ReportPlan
        """
        return ReportPlan(
            place_code=place_code,
            year=year,
            lang=self.lang,
            data_dir=None if self.own_data else self.data.folder,
            folder=self.reports_dir / self.language.places.at[place_code, "slug"] / str(year),
            notebook=self.notebook,
            made_of={
                "parameters": {"place": place_code, "year": year, "lang": self.lang},
                "inputs": describe_inputs(place_code, year, self.data, self.sums),
                **self.programs,
            },
        )


def check_notebook(notebook):
    """Check that a notebook is there and takes parameters.

    Raises
    ------
    BadParameter
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        tags = [tag for cell in cells for tag in cell["metadata"].get("tags", [])]
    except OSError as error:
        raise BadParameter(f"{shown_path(notebook)}: the notebook cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadParameter(f"{shown_path(notebook)}: not a notebook of version 4") from None
    if "parameters" not in tags:
        raise BadParameter(
            f"{shown_path(notebook)}: has no cell tagged “parameters”, so that it cannot be told a place"
        )
