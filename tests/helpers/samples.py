"""The report that every page of tests/samples/ carries, and a sentence that is read alike from every format."""

from helpers import TESTS

PAGES = TESTS / "samples"
REPORT = (PAGES / "report.txt").read_text(encoding="utf-8").splitlines()
TITLE, LINES = REPORT[0], REPORT[1:]
SENTENCE = "全镇依法调解纠纷1935宗,成功率99%。"
