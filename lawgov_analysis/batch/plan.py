"""Plans of many reports: which have to be made, and why; nothing is written yet."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import BadParameter, BadTable, LawgovError, NoData
from ..paths import shown_path
from ..publishing.formats import available, check_formats
from ..reporting.analyses import ANALYSES, EACH
from ..reporting.plan import ReportPlan, ReportPlanner, about
from ..reporting.touched import reasons_of
from ..tables import find_place, load_places, load_reports, unlisted_tables
from ..text.dates import check_year

STATES = MADE, SKIPPED, FAILED, LEFT = "made", "skipped", "failed", "left"


@dataclass(frozen=True)
class BatchReport:
    """A report of a batch.

    Attributes
    ----------
    place_code : str
        What the report is about: the code of a place, or what several are told by.
    place : str
        Its full name, ``""`` for several.
    year : int or None
        None for a place that has no report at all, and where a report is of several years.
    plan : ReportPlan or None
        None when it cannot be made.
    reason : str
        Why it has to be made; ``""`` when it is there and nothing changed.
    state : str
        ``made``, ``skipped``, ``failed``, or ``left`` to be made.
    error : str
        Why it failed, in one line.
    exit_code : int
        Of the kind of error.
    seconds, cpu_seconds, memory
        As of `Attempt`.
    analysis, each : str
        As of `Analysis`.
    notebook : str
        The notebook as it was named, ``""`` for the yearly report's own.
    parameters : dict
        Those of its run.
    """

    place_code: str
    place: str
    year: int | None
    plan: ReportPlan | None = None
    reason: str = ""
    state: str = LEFT
    error: str = ""
    exit_code: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory: int = 0
    analysis: str = ANALYSES[0]
    each: str = EACH[0]
    notebook: str = ""
    parameters: dict = field(default_factory=dict)

    def __str__(self):
        named = "" if self.analysis == ANALYSES[0] else self.analysis
        said = about(self.parameters) or " ".join(map(str, filter(None, [self.place_code, self.year])))
        return " ".join(filter(None, [named, self.place, said]))


@dataclass
class Batch:
    """The reports of a batch and what became of them.

    Attributes
    ----------
    reports_dir : pathlib.Path
    reports : list of BatchReport
        By notebook, in the order of ``data/reports.csv``.
    lang : str
    data : Data
        What they are made of.
    missing : tuple of str
        A line for each format that needs a package that is not installed.
    """

    reports_dir: Path
    reports: list = field(default_factory=list)
    lang: str = "zh"
    missing: tuple = ()
    data: object = None

    def of(self, state):
        """Return the reports of a state."""
        return [report for report in self.reports if report.state == state]

    def __str__(self):
        made, skipped, failed, left = (len(self.of(state)) for state in STATES)
        return f"{made} made, {skipped} skipped, {failed} failed, {left} left"


def plan_batch(
    places=(),
    years=(),
    lang="zh",
    data_dir=None,
    reports_dir=None,
    force=False,
    excerpts=False,
    notebook=None,
    formats=("html",),
):
    """Say which reports have to be made, and why; nothing is written.

    Parameters
    ----------
    places : iterable of str
        Codes, slugs or names; all by default.
    years : iterable of int
        All by default.
    lang, data_dir, reports_dir
        As of `lawgov_analysis.reporting.plan.ReportPlanner`.
    force : bool
        Make those too that nothing changed of.
    excerpts : bool
        Yearly reports of those too of which only an excerpt is known.
    notebook : str or path-like, or several
        As of `lawgov_analysis.reporting.analyses.find_notebook`; the yearly report by default.
    formats : str or iterable of str
        As of `lawgov_analysis.publishing.formats.check_formats`.

    Returns
    -------
    Batch
        What cannot be made is ``failed`` already: a report without figures, figures without their line in
        ``reports.csv``, a place without a report.

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> str(plan_batch(["横沥镇"], reports_dir="nowhere"))
    '0 made, 0 skipped, 0 failed, 1 left'
    """
    named = [each or "" for each in (notebook if isinstance(notebook, list | tuple) else [notebook])] or [""]
    formats, missing = available(check_formats(formats), lang)
    planners = [ReportPlanner(lang, data_dir, reports_dir, each or ANALYSES[0], formats) for each in named]
    years = [check_year(year) for year in years]
    data = planners[0].data
    codes = list(dict.fromkeys(find_place(place, data).name for place in places))
    batch = Batch(planners[0].reports_dir, lang=lang, missing=missing, data=data)
    lacking = []
    for planner, its in zip(planners, named, strict=True):
        analysis = planner.analysis
        made_by = {"analysis": analysis.name, "each": analysis.each, "notebook": str(its)}
        try:
            planned = _yearly if analysis.each == "report" else _runs
            batch.reports += planned(planner, codes, years, excerpts, made_by)
        except NoData as error:
            lacking.append(BatchReport("", "", None, **_failed(error), **made_by))
            if len(lacking) == len(planners):
                raise
    batch.reports = _with_reasons(batch.reports, force) + lacking
    _check_folders(batch.reports)
    return batch


def _yearly(planner, codes, years, excerpts, made_by):
    """The reports of a notebook that is run for each one of ``reports.csv``, and what is amiss with these."""
    known = load_reports(data_dir=planner.data)
    known = known[known["year"].isin(years or known["year"])]
    known = known[known["place_code"].isin(codes or known["place_code"])]
    wanted = planner.analysis.runs(planner.data, codes, years, excerpts)
    unlisted = [
        (key, said)
        for key, said in unlisted_tables(planner.data)
        if key[0] in (codes or key) and key[1] in (years or key)
    ]
    if not wanted and not unlisted:
        raise NoData(_no_report(codes, years, known, planner.language))
    language = planner.language
    there = set(planner.data.names("figures"))
    for parameters in wanted:
        code, year = parameters["place"], parameters["year"]
        if f"{code}-{year}.csv" in there:
            found = {"plan": planner.plan(parameters)}
        else:
            said = f"{shown_path(planner.data.folder)} has no figures/{code}-{year}.csv"
            found = _failed(NoData(said))
        yield BatchReport(code, language.place(code), year, parameters=parameters, **found, **made_by)
    for (code, year), said in unlisted:
        place = language.place(code) if code in language.places.index else ""
        yield BatchReport(code, place, year, **_failed(BadTable([said])), **made_by)
    found = {*(each["place"] for each in wanted), *(code for (code, _), _ in unlisted)}
    for code in codes:
        if code not in found:
            error = NoData(_no_report([code], years, known[known["place_code"] == code], language))
            year = years[0] if len(years) == 1 else None
            yield BatchReport(code, language.place(code), year, **_failed(error), **made_by)


def _runs(planner, codes, years, excerpts, made_by):
    """The reports of a notebook that is run for a place or a region."""
    analysis, places = planner.analysis, load_places(planner.data).index
    found = analysis.runs(planner.data, codes, years, excerpts)
    if not found:
        raise NoData(f"{analysis.name}: nothing to make of {_of(codes, years, planner.language)} in the data")
    for parameters in found:
        code = parameters.get(analysis.about)
        # The region 990100 is no place, and not the city of that code.
        known = analysis.each == "place" and isinstance(code, str) and code in places
        place = planner.language.place(code) if known else ""
        try:
            found = {"plan": planner.plan(parameters)}
        except LawgovError as error:  # of this one, which ends no other
            found = _failed(error)
        yield BatchReport(str(code), place, parameters.get("year"), parameters=parameters, **found, **made_by)


def _failed(error):
    return {"state": FAILED, "error": str(error).splitlines()[0], "exit_code": error.exit_code}


def _with_reasons(reports, force):
    reasons = iter(reasons_of([report.plan for report in reports if report.plan]))
    return [_with_reason(report, next(reasons), force) if report.plan else report for report in reports]


def _with_reason(report, reason, force):
    reason = reason or ("asked for" if force else "")
    if not reason:
        return replace(report, state=SKIPPED)
    return replace(report, plan=report.plan.completed(), reason=reason)


def _check_folders(reports):
    """Two that are made at the same time may not write into one folder."""
    owners = {}
    for report in reports:
        if report.plan and owners.setdefault(report.plan.folder, report) is not report:
            other = owners[report.plan.folder]
            raise BadParameter(
                f"{other} and {report} are written into one folder, {report.plan.folder.name}: two batches"
            )


def _no_report(codes, years, known, language):
    hint = "; it is known from an excerpt: --excerpts makes a report of that" if len(known) else ""
    return f"no full report of {_of(codes, years, language)} in the data{hint}"


def _of(codes, years, language):
    when = f" for {', '.join(map(str, years))}" if years else ""
    return ("、".join(language.place(code) for code in codes) or "any place") + when
