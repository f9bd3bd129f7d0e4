"""The reference reports: one of each analysis, and two yearly reports, committed as they were made; see testpaths."""

from . import ROOT

#: The analysis and the parameters of each, by its folder below reports/; those not named are as in the notebook.
REFERENCES = {
    "dongguan-hengli/2020": ("annual_report", {"place": "441900106", "year": 2020}),
    "shenzhen-guangming/2021": ("annual_report", {"place": "440311", "year": 2021}),
    "shili/disclosure_scorecard-2022": ("disclosure_scorecard", {}),
    "shili-linyu-danfeng/panel_followup-2021-2023": ("panel_followup", {}),
    "shili-linyu-danfeng/peer_comparison-2022": ("peer_comparison", {}),
}
FILES = {folder: ROOT / "reports" / folder / "report.ipynb" for folder in REFERENCES}
