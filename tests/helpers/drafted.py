"""Data folders of towns whose figures were drafted and that nobody has looked at."""

import csv
import shutil
from hashlib import sha256

from click.testing import CliRunner

from lawgov_analysis import extract_figures, parse_report
from lawgov_analysis.cli import main
from lawgov_analysis.intake.store import begin_folder
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.reviewing.queue import queue
from lawgov_analysis.tables import figures_csv

HENGLI, CHANGAN = "441900106", "441900119"
# 组织应急演练 is coded with doubt, 排查企业 surely; 防汛演练 is left uncoded and looks like 应急演练.
TEXT = "一、履职情况\n组织应急演练8次，参加360人次。\n二、其他\n全年受理行政复议申请12件。\n"


class Towns:
    """A data folder, and what is done to it."""

    def __init__(self, folder):
        self.folder = folder
        begin_folder(folder)
        shutil.copy(default_data_dir() / "places.csv", folder / "places.csv")
        (folder / "texts").mkdir()

    def add(self, text, code=HENGLI, year=2020, keep=True, change=lambda figures: figures, **more):
        """Add a report as `add` would; `change` is what else its draft has."""
        known = {
            "document_type": "年度报告",
            "coverage": "full",
            "url": "http://www.dg.gov.cn/a.html",
            "official": "yes",
        }
        known["sha256"] = sha256(text.encode()).hexdigest()
        self.line("reports.csv", place_code=code, year=year, **{**known, **more})
        figures = change(extract_figures(parse_report(text, place=code, year=year)))
        (self.folder / f"figures/{code}-{year}.csv").write_text(figures_csv(figures), encoding="utf-8")
        if keep:
            (self.folder / f"texts/{code}-{year}.txt").write_bytes(text.encode())
        return self

    def line(self, name, **cells):
        """Add a line to a table."""
        file = self.folder / name
        with file.open(encoding="utf-8", newline="") as lines:
            columns = csv.DictReader(lines).fieldnames
        with file.open("a", encoding="utf-8", newline="") as lines:
            csv.DictWriter(lines, columns, lineterminator="\n").writerow(cells)

    def waiting(self, *args, **options):
        return queue(*args, data_dir=self.folder, **options)

    def decide(self, *words):
        done = CliRunner().invoke(
            main, ["decide", *map(str, words), "--by", "李", "--reason", "看过原文", "--data-dir", str(self.folder)]
        )
        assert done.exit_code == 0, done.output
