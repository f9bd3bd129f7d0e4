"""Harm to others: words of a report that are a script, a formula or a path, in each thing that is written of it."""

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lawgov_analysis import extract_figures, headed, read_report, review_page, trace
from lawgov_analysis.cli import main

from ..case import Case, Limits, reads
from .environment import SAID
from .table import REPORT, folder_of_data

#: What would run, or lead outside, where it were not kept from it.
PAYLOADS = {
    "a script": "<script>alert(1)</script>",
    "an end of a script": "</script><script>alert(1)</script>",
    "an end of a style": "</style><img src=x onerror=alert(1)>",
    "an end of a title": "</title><svg onload=alert(1)>",
    "an end of a text": "</textarea><script>alert(1)</script>",
    "an end of a comment": "--><script>alert(1)</script><!--",
    "an attribute": '" onmouseover="alert(1)" x="',
    "an attribute in single marks": "' onmouseover='alert(1)' x='",
    "an entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a template": "{{constructor.constructor('alert(1)')()}}",
    "a template of Jinja": "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "a literal of a script": "${alert(1)}`",
    "separators of lines": "\u2028alert(1)\u2029",
    "an address": "javascript:alert(1)",
    "Markdown": "[x](javascript:alert(1)) ![x](http://nowhere.invalid/a.png)",
    "mathematics": "$\\input{/etc/passwd}$",
    "a formula": '=HYPERLINK("http://nowhere.invalid","x")',
    "a formula with a plus": "+cmd|'/c calc'!A1",
    "a formula with a minus": "-2+3+cmd|'/c calc'!A1",
    "a formula with an at": "@SUM(1+1)*cmd|'/c calc'!A1",
    "a formula behind a tab": "\t=1+1",
    "typst": '#read("/etc/passwd")',
    "typst in brackets": ']#eval("1")[',
    "XML": "]]><x/><![CDATA[",
    "a terminal": "\x1b]0;owned\x07\x1b[2J",
    "that turns around": "\u202egnp.exe",
}
RUNS = re.compile(r"<script>alert|<img src=x|<svg onload|onmouseover=[\"']alert|href=[\"']?javascript:", re.IGNORECASE)
FORMULA = re.compile(r"<f>[^<]*(?:HYPERLINK|cmd|SUM\(1\+1|1\+1)", re.IGNORECASE)


def cases() -> Iterator[Case]:
    """Give the cases of words that would run."""
    for what, words in PAYLOADS.items():
        yield _case(f"in a report: {what}", words, _of_report)
    for what, words in PAYLOADS.items():
        yield _case(f"in the data: {what}", words, _of_data)


def _case(name: str, words: str, act: Callable[[str], list[str]]) -> Case:
    def call() -> None:
        print(*(act(words) or ["safe"]), sep="\n")

    return Case(name, folder_of_data, call, reads("safe"), ("*",), limits=Limits(seconds=90, lines=8))


def _command(*words: str) -> None:
    try:
        main(words, prog_name="lawgov")
    except SystemExit as ended:
        if ended.code:
            raise


def harm_in(folder: Path) -> list[str]:
    """Return what of the files of a folder would run, or is fetched."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".html":
            page = file.read_text(encoding="utf-8")
            # What is data for a script stands in one, with its marks escaped.
            found += [f"{file.name}: {each}" for each in RUNS.findall(_without_data(page))]
        elif file.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    said = archive.read(name).decode("utf-8", "replace")
                    found += [f"{file.name}/{name}: {each}" for each in FORMULA.findall(said)]
                    if "nowhere.invalid" in said and name.endswith(".rels"):
                        found.append(f"{file.name}/{name}: a link outside")
        elif file.suffix == ".csv" and "data" not in file.parts:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                found += [
                    f"{file.name}: {cell[:40]}"
                    for row in csv.reader(lines)
                    for cell in row
                    if (cell[:1] in "=@\t" and cell) or re.match(r"[+-](?![0-9.]+$)", cell)
                ]
    return found


def _without_data(page: str) -> str:
    return re.sub(r"(?s)<script type=[\"']?application/json[\"']?[^>]*>.*?</script>", "", page)


def _of_report(words: str) -> list[str]:
    name = words.replace("/", "∕").replace("\x00", "")[:60].strip() or "a"
    said = SAID.replace("办理投诉1234件", f"{words}办理投诉1234件，{words}12件").replace(
        "执法力量不足", f"{words}执法力量不足"
    )
    file = Path(f"{name}.txt")
    file.write_text(said, encoding="utf-8")
    place = ("--place", "横沥镇", "--year", "2023", "--force")
    _command(
        "extract", f"./{file}", *place, "-o", "f.csv", "--html", "p.html", "--statements", "s.csv", "--items", "i.csv"
    )
    _command("extract", f"./{file}", *place, "-o", "f.xlsx", "--statements", "s.xlsx", "--items", "i.xlsx")
    _command("add", f"./{file}", "--data-dir", "data")
    _command("queue", "--html", "q.html", "--data-dir", "data")
    report = read_report(file, "横沥镇", 2023)
    figures = extract_figures(report)
    Path("review.html").write_text(review_page(report, figures), encoding="utf-8")
    Path("card.html").write_text(report._repr_html_() if hasattr(report, "_repr_html_") else "", encoding="utf-8")
    Path("trace.html").write_text(headed(trace(report))._repr_html_(), encoding="utf-8")
    return harm_in(Path())


def _of_data(words: str) -> list[str]:
    """Put the words into every text of the figures of a report, and make what is made of it."""
    file = Path("data/figures") / f"{REPORT}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    word = " ".join(words.split())
    for row in rows[:8]:
        row["measure"], row["scope"] = f"{word}{row['measure']}"[:200], word
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    _command(
        "report",
        "横沥镇",
        "2020",
        "--data-dir",
        "data",
        "--reports-dir",
        "out",
        "--format",
        "html,xlsx,docx",
        "--force",
    )
    _command("explore", "--html", "x.html", "--place", "横沥镇", "--data-dir", "data")
    return harm_in(Path())
