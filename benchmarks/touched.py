"""Which reports a change touches: values and rows are changed at random, and what is planned is held against the pages.

    python benchmarks/touched.py [--rounds 3] [--seed 1] [--kinds value,statement]
    python benchmarks/touched.py --plan 1000

Of each kind of change it says how many reports were made anew before reports were told by what they show, how many are
planned now, and how many pages differ. A page that differs and is not planned ends it with exit code 1: it would have
been left stale. With --plan it says how many CPU seconds it takes to plan so many reports of invented towns, when
nothing changed, and when one value of one town did.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from lawgov_analysis.batch.plan import plan_batch
from lawgov_analysis.errors import LawgovError
from lawgov_analysis.publishing.formats import describe_formats
from lawgov_analysis.reporting.annual_report.results import Cells, results_of
from lawgov_analysis.reporting.manifest import manifest_text
from lawgov_analysis.reporting.plan import ReportPlanner
from lawgov_analysis.tables import load_figures

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from helpers.changed import KINDS, change
from helpers.many_towns import YEAR, make_data
from helpers.touched import Reports, Table, city_with_rules, with_what_is_drawn


def show_plans(size):
    """Time the plans of many reports, whose manifests are written as they would be, but for what their audits find."""
    with TemporaryDirectory() as folder:
        data_dir, reports_dir = make_data(Path(folder, "data"), size), Path(folder, "reports")
        planner = ReportPlanner("zh", data_dir, reports_dir)
        plans = [planner.plan(given) for given in planner.analysis.runs(planner.data)]
        names = sorted(set(load_figures(plans[0].parameters["place"], data_dir=data_dir)["indicator"]) - {""})
        asked = [(plan.parameters, dict.fromkeys(names, " ")) for plan in plans]
        shown = results_of("others", asked, planner.data)
        cells = Cells(planner.data)
        codebook = planner.sums.indicators(names)
        for plan, parts in zip(plans, shown, strict=True):
            made_of = plan.completed().made_of
            of = {name: f"{cells.near('镇街', name, YEAR)}{parts[name]}" for name in names}
            for name, its in (
                ("indicators.csv", codebook),
                ("findings", {"all": "-" * 12}),
                ("followed", {"all": ""}),
                ("others", of | {"left out": parts["left out"]}),
            ):
                made_of["inputs"][name] = {"whole": made_of["inputs"][name], **its}
            plan.folder.mkdir(parents=True)
            for name in ("report.html", "report.ipynb"):
                plan.file(name).write_text("", encoding="utf-8")
            said = manifest_text(made_of | {"formats": describe_formats(("html",))}, plan.folder)
            plan.file("manifest.json").write_text(said, encoding="utf-8")
        print("| reports | what changed | CPU s | made anew |\n|---|---|---|---|")
        _time_plan(size, "nothing", data_dir, reports_dir)
        table = Table(sorted((data_dir / "figures").glob("*.csv"))[size // 2])
        next(row for row in table.rows if row["indicator"] == "disputes_occurred")["value"] = "1"
        table.write()
        _time_plan(size, "one value", data_dir, reports_dir)
        _time_plan(size, "the same, planned again", data_dir, reports_dir)


def _time_plan(size, what, data_dir, reports_dir):
    began = time.process_time()
    planned = plan_batch(data_dir=data_dir, reports_dir=reports_dir)
    print(f"| {size} | {what} | {time.process_time() - began:.1f} | {len(planned.of('left'))} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--year", type=int, default=2022)
    parser.add_argument("--lang", default="zh")
    parser.add_argument("--analyses", default="annual_report,panel_followup,peer_comparison,disclosure_scorecard")
    parser.add_argument("--plan", type=int, default=0)
    given = parser.parse_args()
    if given.plan:
        return show_plans(given.plan)
    with_what_is_drawn(setattr)
    chance = random.Random(given.seed)
    stale, counts = [], defaultdict(list)
    with TemporaryDirectory() as folder:
        data_dir = city_with_rules(Path(folder, "data"))
        reports = Reports(data_dir, Path(folder, "reports"), given.analyses.split(","), (), [given.year], given.lang)
        reports.record()
        before = reports.pages()
        assert not any(reports.planned()), [r for r in reports.planned() if r][:3]
        print(f"{len(before)} reports")
        for kind in given.kinds.split(","):
            for _ in range(given.rounds):
                with change(kind, data_dir, chance) as said:
                    began = time.process_time()
                    try:
                        planned = reports.planned()
                    except LawgovError as error:
                        print(f"{kind}: {said}: refused, {str(error).splitlines()[0][-80:]}", flush=True)
                        continue
                    seconds = time.process_time() - began
                    after = reports.pages()
                differing = [one != other for one, other in zip(before, after, strict=True)]
                failed = [not other for other in after]
                missed = [
                    run
                    for run, is_planned, differs, fails in zip(reports.runs, planned, differing, failed, strict=True)
                    if differs and not fails and not is_planned
                ]
                made = sum(map(bool, planned))
                counts[kind].append((made, sum(differing), sum(failed)))
                why = next((reason for reason in planned if reason), "")
                print(f"{kind}: {said}: {made} planned, {sum(differing)} differ, {sum(failed)} fail", end="")
                print(f" ({seconds:.1f} s; {why})", flush=True)
                for run in missed:
                    stale.append((kind, said, run))
                    print(f"  STALE {run}", flush=True)
    print("\n| change | before | planned | differ |\n|---|---|---|---|")
    for kind, of in counts.items():
        mean = [sum(column) / len(of) for column in zip(*of, strict=True)]
        print(f"| {kind} | {len(before)} | {mean[0]:.1f} | {mean[1]:.1f} |")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
