"""Plans of reports: their parameters checked, and what they will be made of; nothing is run yet."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from ..paths import default_reports_dir
from ..presentation import check_language, in_language, load_language
from ..tables import open_data
from .analyses import ANALYSES, Analysis, find_notebook
from .inputs import Reads, Sums, data_sums, digest, inputs_of, made_inputs, wholes_of
from .manifest import describe_programs
from .touched import reasons_of

FAILED = "report.failed.ipynb"
#: The parameters that say in short whom and when a report is about.
ABOUT = ("place", "places", "year", "from_year", "to_year")


@dataclass(frozen=True)
class ReportPlan:
    """A report that can be made: checked parameters and what it will be made of.

    Attributes
    ----------
    analysis : Analysis
        The notebook that makes it, and the package that this calls.
    data_dir : pathlib.Path or None
        None for the package's own data.
    folder : pathlib.Path
        Where the report goes, in every language.
    made_of : dict
        Parameters, notebook, code and versions, as the manifest says them; of a `completed` plan the inputs too.
    shared : str
        A digest of the inputs that all reports of the data have in common.
    formats : tuple of str
        What is exported.
    reads : Reads or None
        What it reads of the data; None for all.
    files : tuple of path-like
        What it is made of beyond these.
    sums : Sums or None
        Of the data as they are now; None where the plan is completed.
    """

    analysis: Analysis
    data_dir: Path | None
    folder: Path
    made_of: dict
    shared: str = ""
    formats: tuple = ("html",)
    reads: Reads | None = None
    files: tuple = ()
    sums: Sums | None = field(default=None, repr=False, compare=False)

    @property
    def parameters(self):
        """What the notebook is given."""
        return self.made_of["parameters"]

    @property
    def lang(self):
        """The language that it is written in."""
        return self.parameters.get("lang", "zh")

    def subject(self):
        """Return what the report is about, with all parameters checked.

        Raises
        ------
        UnknownPlace, NoData, BadTable, BadParameter
        """
        return self.analysis.load(self.parameters, self.data_dir)

    def file(self, name):
        """Return where a file of the report is, such as `NOTEBOOK`, by its name in Chinese."""
        return self.folder / in_language(name, self.lang)

    def reason(self):
        """Say why the report has to be made; ``""`` when it is there and nothing of it changed."""
        (reason,) = reasons_of([self])
        return reason

    def wholes(self):
        """Return the sums of its inputs, as of `wholes_of`."""
        return wholes_of(self.reads, self.sums, self.files)

    def completed(self):
        """Return the plan with the sums of its inputs as they are now, to be made from, by another process too."""
        made_of = {**self.made_of, "inputs": inputs_of(self.reads, self.sums, self.wholes())}
        return replace(self, made_of=made_of, sums=None)

    def made(self, subject, formats=()):
        """Return the completed plan with the inputs of its subject, as the manifest says them."""
        module = self.analysis.module
        inputs = made_inputs(self.made_of["inputs"], self.reads, subject, module, formats or self.formats)
        return replace(self, made_of={**self.made_of, "inputs": inputs})

    def __str__(self):
        noun = "report" if self.analysis.name == ANALYSES[0] else self.analysis.name
        return f"{noun} of {about(self.parameters)}"


def about(parameters):
    """Say in short whom and when a report is about.

    Examples
    --------
    >>> about({"place": "441900106", "year": 2020, "lang": "zh"})
    '441900106 2020'
    """
    said = [parameters[name] for name in ABOUT if parameters.get(name) not in (None, "", [])]
    return " ".join(",".join(map(str, each)) if isinstance(each, list | tuple) else str(each) for each in said)


def plan_report(subject, reports_dir=None, notebook=ANALYSES[0]):
    """Say what a report will be made of.

    Parameters
    ----------
    subject
        As from the ``load`` of its analysis.
    reports_dir : path-like, optional
        Another than `default_reports_dir` gives for these data.
    notebook : str or path-like
        As of `find_notebook`.

    Returns
    -------
    ReportPlan

    Raises
    ------
    BadTable, BadParameter

    Examples
    --------
    >>> from lawgov_analysis.reporting.annual_report import load
    >>> plan_report(load("横沥镇", 2020)).folder.parts[-2:]
    ('dongguan-hengli', '2020')
    """
    return ReportPlanner(subject.lang, subject.data_dir, reports_dir, notebook).plan_of(subject)


class ReportPlanner:
    """Plans reports of one notebook and data folder; what they have in common is read once.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like or Data, optional
    reports_dir : path-like, optional
        Another than `default_reports_dir` gives for these data.
    notebook : str or path-like
        As of `find_notebook`.
    formats : tuple of str
        What is exported.

    Raises
    ------
    BadTable, BadParameter

    Attributes
    ----------
    analysis : Analysis
    data : Data
    reports_dir : pathlib.Path
    """

    def __init__(self, lang="zh", data_dir=None, reports_dir=None, notebook=ANALYSES[0], formats=("html",)):
        self.formats = formats
        self.lang = check_language(lang)
        self.analysis = find_notebook(notebook)
        self.own_data = data_dir in (None, "")
        self.data = open_data(data_dir)
        self.reports_dir = (
            default_reports_dir(self.data.folder) if reports_dir is None else Path(reports_dir).absolute()
        )
        self.language = load_language(lang, self.data)
        self.sums = data_sums(self.data)
        self.shared = digest(self.sums.shared)
        self.programs = describe_programs(self.analysis.notebook)

    def plan(self, parameters):
        """Plan a report by its parameters; its tables are not read where that can wait.

        Returns
        -------
        ReportPlan

        Raises
        ------
        UnknownPlace, NoData, BadTable, BadParameter
        """
        given = self.analysis.completed(parameters)
        if "lang" in self.analysis.known:
            given["lang"] = self.lang
        with self.analysis.naming_example(parameters):
            return self.plan_of(self.analysis.begin(given, self.data))

    def plan_of(self, subject):
        """Plan a report by its subject.

        Returns
        -------
        ReportPlan
        """
        return ReportPlan(
            analysis=self.analysis,
            data_dir=None if self.own_data else self.data.folder,
            folder=self.reports_dir / self.analysis.folder(subject.folder),
            made_of={"parameters": dict(subject.parameters), **self.programs},
            shared=self.shared,
            formats=self.formats,
            # What a notebook of one's own looks up besides nobody knows.
            reads=getattr(subject, "reads", None) if self.analysis.is_plain else None,
            files=tuple(getattr(subject, "files", ())),
            sums=self.sums,
        )
