"""Plans of many reports: which have to be made, and why; nothing is written yet."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import BadTable, NoData
from ..paths import shown_path
from ..publishing.formats import available, check_formats
from ..reporting.plan import ReportPlan, ReportPlanner
from ..reporting.subject import check_year
from ..tables import find_place, load_reports, unlisted_tables

STATES = MADE, SKIPPED, FAILED, LEFT = "made", "skipped", "failed", "left"


@dataclass(frozen=True)
class BatchReport:
    """A report of a batch.

    Attributes
    ----------
    place_code : str
    place : str
        Its full name.
    year : int or None
        None for a place that has no report at all.
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

    def __str__(self):
        return " ".join(map(str, filter(None, [self.place, self.place_code, self.year])))


@dataclass
class Batch:
    """The reports of a batch and what became of them.

    Attributes
    ----------
    reports_dir : pathlib.Path
    reports : list of BatchReport
        In the order of ``data/reports.csv``.
    lang : str
    missing : tuple of str
        A line for each format that needs a package that is not installed.
    """

    reports_dir: Path
    reports: list = field(default_factory=list)
    lang: str = "zh"
    missing: tuple = ()

    def of(self, state):
        """Return the reports of a state."""
        return [report for report in self.reports if report.state == state]

    def __str__(self):
        return ", ".join(f"{len(self.of(state))} {state}" for state in STATES)


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
    lang, data_dir, reports_dir, notebook
        As of `lawgov_analysis.reporting.plan.ReportPlanner`.
    force : bool
        Make those too that nothing changed of.
    excerpts : bool
        Those too of which only an excerpt is known.
    formats : str or iterable of str
        As of `lawgov_analysis.publishing.formats.check_formats`.

    Returns
    -------
    Batch
        A report without figures, figures without their line in ``reports.csv``, and a place without a report, are
        ``failed`` already.

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> str(plan_batch(["横沥镇"], reports_dir="nowhere"))
    '0 made, 0 skipped, 0 failed, 1 left'
    """
    planner = ReportPlanner(lang, data_dir, reports_dir, notebook)
    formats, missing = available(check_formats(formats), lang)
    years = [check_year(year) for year in years]
    codes = list(dict.fromkeys(find_place(place, planner.data).name for place in places))
    known = load_reports(data_dir=planner.data)
    known = known[known["year"].isin(years or known["year"])]
    known = known[known["place_code"].isin(codes or known["place_code"])]
    wanted = known if excerpts else known[known["coverage"] == "full"]
    unlisted = [
        (key, said)
        for key, said in unlisted_tables(planner.data)
        if key[0] in (codes or key) and key[1] in (years or key)
    ]
    if wanted.empty and not unlisted:
        raise NoData(_no_report(codes, years, known, planner.language))
    batch = Batch(planner.reports_dir, lang=lang, missing=missing)
    there = {file.name for file in planner.data.files("figures")}
    for code, year in zip(wanted["place_code"], wanted["year"].tolist(), strict=True):
        report = BatchReport(code, planner.language.place(code), year)
        if f"{code}-{year}.csv" in there:
            plan = replace(planner.plan(code, year), formats=formats)
            reason = plan.reason() or ("asked for" if force else "")
            batch.reports.append(replace(report, plan=plan, reason=reason, state=LEFT if reason else SKIPPED))
        else:
            said = f"{shown_path(planner.data.folder)} has no figures/{code}-{year}.csv"
            batch.reports.append(replace(report, state=FAILED, error=said, exit_code=NoData.exit_code))
    for (code, year), said in unlisted:
        place = planner.language.place(code) if code in planner.language.places.index else ""
        batch.reports.append(BatchReport(code, place, year, state=FAILED, error=said, exit_code=BadTable.exit_code))
    for code in codes:
        if code not in {*wanted["place_code"], *(code for (code, _), _ in unlisted)}:
            said = _no_report([code], years, known[known["place_code"] == code], planner.language)
            report = BatchReport(code, planner.language.place(code), years[0] if len(years) == 1 else None)
            batch.reports.append(replace(report, state=FAILED, error=said, exit_code=NoData.exit_code))
    return batch


def _no_report(codes, years, known, language):
    of = "、".join(language.place(code) for code in codes) or "any place"
    when = f" for {', '.join(map(str, years))}" if years else ""
    hint = "; it is known from an excerpt: --excerpts makes a report of that" if len(known) else ""
    return f"no full report of {of}{when} in the data{hint}"
