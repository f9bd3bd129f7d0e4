"""How the time that it takes to read grows with what is read: the exponent of each kind, which is 1 where it is linear.

    python3 run.py python benchmarks/linear.py               every kind
    python3 run.py python benchmarks/linear.py page docx     those whose names begin so

Each kind is read at one, four and sixteen times its size, the best of several in this process, without the start of a
process of its own; the exponent is that of the last step, where constant costs weigh least. It ends with 1 when one
of them is above 1.15.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from math import log
from pathlib import Path

# What tests import stands in their folder.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from lawgov_analysis.documents.readers.any import _reader_of

from campaign.kinds.pdf import pdf, shown
from helpers.files import docx, html_table, markdown, page, paragraph, piped, run, text, word_table
from helpers.old_word import para, word

MOST = 1.15
SAID = "全年办结调解98宗，同比增长5%。"
# What is measured is longer than this, in seconds: below it is the clock's.
SHORTEST = 0.04

Kind = tuple[str, Callable[[int], bytes], int]


def rtf(body: bytes) -> bytes:
    """Return an RTF file."""
    return b"{\\rtf1\\ansi\\ansicpg936 " + body + b"}"


def coded(said: str) -> bytes:
    """Return a text as RTF has it."""
    return "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in said).encode() + b"\\par "


def of_readers() -> Iterator[Kind]:
    """Give the kinds of files: name, what makes one of a size, the smallest size."""
    yield "text, lines", lambda n: text(f"{SAID}\n" * n), 1500
    yield "text, one line", lambda n: text(SAID * n), 4000
    yield "text, spaces", lambda n: text(" " * n + SAID), 100_000
    yield "text, headings", lambda n: text("一、成效\n(一)普法。\n1.办讲座8场。\n" * n), 300
    yield "markdown, stars", lambda n: markdown("**办结98宗** " * n), 1500
    yield "markdown, a table", lambda n: markdown(piped([["项目", "数量"], *[["办结", "7宗"]] * n])), 500
    yield "markdown, tags", lambda n: markdown("办结<b>98</b>宗。\n" * n), 500
    yield "page, paragraphs", lambda n: page(f"<p>{SAID}</p>" * n), 300
    yield "page, spans", lambda n: page(f"<p>{'<span>办结98宗。</span>' * n}</p>"), 500
    yield "page, spaces", lambda n: page(f"<p>全年{' ' * n}{SAID}</p>"), 100_000
    yield "page, line ends", lambda n: page("<p>全年" + " \n" * n + "a</p>" + SAID), 100_000
    yield "page, a table", lambda n: page(html_table([["项目", "数量"], *[["办结", "7宗"]] * n])), 200
    yield "page, many tables", lambda n: page(html_table([["项目", "数量"], ["办结", "7宗"]]) * n + SAID), 30
    yield "page, links", lambda n: page("<a href=a>上一篇</a>" * n + f"<p>{SAID}</p>"), 500
    yield "page, classes", lambda n: page("<style>.x{display:none}</style>" + f'<p class="y">{SAID}</p>' * n), 200
    yield "page, raised", lambda n: page(f"<p>{SAID}{'<sup>[1]</sup>' * n}</p>"), 500
    yield "page, dashes", lambda n: page(f"<h1>{'-' * n}</h1><p>{SAID}</p>"), 50_000
    yield "page, attributes", lambda n: page(f"<p {' '.join(f'a{k}=1' for k in range(200))}>{SAID}</p>" * n), 10
    yield "docx, paragraphs", lambda n: docx(*[paragraph(SAID)] * n), 300
    yield "docx, runs", lambda n: docx(f"<w:p>{run('法') * n}</w:p>"), 1000
    yield "docx, a table", lambda n: docx(word_table([["办结", "7宗"]] * n)), 200
    yield "docx, many tables", lambda n: docx(*[word_table([["办结", "7宗"]])] * n), 100
    yield "docx, styles", _styled, 200
    yield "docx, lists", _listed, 200
    yield "docx, fields", lambda n: docx(*[_field()] * n), 200
    yield "doc, paragraphs", lambda n: word([para(SAID) for _ in range(n)]), 200
    yield "rtf, paragraphs", lambda n: rtf(coded(SAID) * n), 200
    yield "rtf, groups", lambda n: rtf(coded(SAID) + b"{}" * n), 3000
    yield "rtf, a picture", lambda n: rtf(coded(SAID) + b"{\\pict " + b"ff" * n + b"}"), 500_000
    yield "rtf, rows", lambda n: rtf(coded(SAID) + b"\\trowd\\cellx9\\intbl a\\cell\\row" * n), 200
    yield "pdf, lines", _pdf_of(lambda n: [(SAID, 40, 780 - 12 * (k % 60)) for k in range(n)]), 60
    yield "pdf, one place", _pdf_of(lambda n: [(SAID, 40, 600)] * n), 60


def _styled(count: int) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(count)
    )
    return docx(*[paragraph(SAID, properties=f'<w:pStyle w:val="s{n}"/>') for n in range(count)], styles=styles)


def _listed(count: int) -> bytes:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    own = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>{level}</w:lvlOverride>' * count
    word_space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbering = (
        f'<w:numbering xmlns:w="{word_space}"><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/>{own}</w:num></w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return docx(
        *[paragraph(SAID, properties=listed)] * count,
        parts=[("word/numbering.xml", numbering)],
        relations=[("rIdN", "numbering", "numbering.xml", "")],
    )


def _field() -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>REF a</w:instrText></w:r>"
    return f"<w:p>{mark.format('begin')}{code}{mark.format('separate')}{run(SAID)}{mark.format('end')}</w:p>"


def _pdf_of(lines: Callable[[int], Iterable[tuple[str, int, int]]]) -> Callable[[int], bytes]:
    """Return what makes a PDF of some lines, each where it stands on the one page."""

    def make(count: int) -> bytes:
        return pdf(b"".join(shown(said, x, y, 8) for said, x, y in lines(count)))

    return make


KINDS = (of_readers,)


def seconds(data: bytes) -> float:
    """Return the seconds of a processor that it takes to read a file, the best of some times."""
    read = _reader_of(data)
    best, spent = float("inf"), 0.0
    while spent < 1.0:
        began = time.process_time()
        read(data)
        took = time.process_time() - began
        best, spent = min(best, took), spent + max(took, 0.1)
    return best


def main() -> int:
    """Measure every kind."""
    # As in the process that reads.
    gc.disable()
    chosen = tuple(sys.argv[1:])
    steep = 0
    print(f"{'kind':20} {'1x':>8} {'4x':>8} {'16x':>8}  exponent")
    for name, make, size in (kind for kinds in KINDS for kind in kinds()):
        if chosen and not name.startswith(chosen):
            continue
        took = [seconds(make(size * times)) for times in (1, 4, 16)]
        exponent = log(took[2] / took[1]) / log(4)
        is_steep = exponent > MOST and took[2] > SHORTEST
        steep += is_steep
        shown = " ".join(f"{1000 * each:5.0f} ms" for each in took)
        print(f"{name:20} {shown} {exponent:6.2f}{' !' * is_steep}", flush=True)
    return int(steep > 0)


if __name__ == "__main__":
    sys.exit(main())
