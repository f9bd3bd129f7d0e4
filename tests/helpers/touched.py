"""Reports as their plans see them: pages made in this process without drawing, to hold against what is planned."""

import csv
import shutil
from hashlib import sha256

from lawgov_analysis.analysis.charts import Chart
from lawgov_analysis.errors import LawgovError
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.publishing.formats import describe_formats
from lawgov_analysis.reporting.manifest import manifest_text
from lawgov_analysis.reporting.plan import ReportPlanner
from lawgov_analysis.reporting.touched import reasons_of

from . import executed

CITY = default_data_dir() / "samples" / "city"
ANALYSES = ("annual_report", "panel_followup", "peer_comparison", "disclosure_scorecard")


def city_with_rules(folder):
    """Write the data of the invented city together with the rules that the package lends it, so that these change."""
    shutil.copytree(default_data_dir(), folder, ignore=shutil.ignore_patterns("figures", "samples", "decisions", ".*"))
    for file in CITY.rglob("*"):
        if file.is_file() and file.parent.name in ("city", "figures", "texts") and file.name != "datapackage.json":
            (folder / file.relative_to(CITY)).parent.mkdir(exist_ok=True)
            shutil.copyfile(file, folder / file.relative_to(CITY))
    (folder / "decisions").mkdir()
    return folder


class Reports:
    """The reports of a data folder, each known by its parameters.

    Parameters
    ----------
    data_dir, reports_dir : pathlib.Path
    analyses : iterable of str
    places, years : collection
        Only of these.
    lang : str
    """

    def __init__(self, data_dir, reports_dir, analyses=ANALYSES, places=(), years=(), lang="zh"):
        self.data_dir, self.reports_dir, self.lang = data_dir, reports_dir, lang
        self.runs = []
        for name in analyses:
            planner = ReportPlanner(lang, data_dir, reports_dir, name)
            self.runs += [(name, given) for given in planner.analysis.runs(planner.data, places, years, True)]

    def plans(self):
        """Return the plans of all reports as the data are now; None of one that cannot be planned."""
        planners = {
            name: ReportPlanner(self.lang, self.data_dir, self.reports_dir, name)
            for name in dict.fromkeys(name for name, _ in self.runs)
        }
        found = []
        for name, given in self.runs:
            try:
                found.append(planners[name].plan(given))
            except LawgovError:
                found.append(None)
        return found

    def record(self):
        """Leave of each report what its maker would: files of its names, and its manifest."""
        for plan in self.plans():
            made = plan.completed().made(plan.subject())
            plan.folder.mkdir(parents=True, exist_ok=True)
            for name in ("report.html", "report.ipynb"):
                plan.file(name).write_text("", encoding="utf-8")
            said = made.made_of | {"formats": describe_formats(("html",))}
            plan.file("manifest.json").write_text(manifest_text(said, plan.folder), encoding="utf-8")

    def planned(self):
        """Return the reason of each report."""
        plans = self.plans()
        reasons = iter(reasons_of([plan for plan in plans if plan]))
        return ["cannot be planned" if plan is None else next(reasons) for plan in plans]

    def pages(self):
        """Return a sum of what each report shows, ``""`` of one that cannot be made."""
        return [self._page(name, given) for name, given in self.runs]

    def _page(self, name, given):
        try:
            notebook = executed.executed_notebook(name, **given, lang=self.lang, data_dir=str(self.data_dir))
        except LawgovError:
            return ""
        shown = [output["data"] for cell in notebook["cells"] for output in cell.get("outputs", [])]
        return sha256(repr(shown).encode()).hexdigest()


def with_what_is_drawn(monkey):
    """Have a chart told by all that is plotted, and not by its description alone."""
    told = executed._output

    def output(shown):
        if isinstance(shown, Chart):
            return {"data": {"text": shown.alt + shown.title + shown.data.to_csv()}}
        return told(shown)

    monkey(executed, "_output", output)


class Table:
    """A table of the data that is changed, and put back."""

    def __init__(self, file):
        self.file, self.before = file, file.read_bytes() if file.exists() else None
        lines = csv.DictReader(self.before.decode("utf-8-sig").splitlines(keepends=True)) if self.before else None
        self.rows = list(lines) if lines else []
        self.columns = lines.fieldnames if lines else []

    def write(self):
        """Write the rows as they are now."""
        with self.file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, self.columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)

    def put_back(self):
        """Write what stood there before."""
        self.file.write_bytes(self.before)
