"""Make the invented city: its published files, and the tables of what is true of them, the same on every run.

What is invented stands in facts/: the numbers (facts.csv), what each of them is (meanings.csv), how a topic may be
worded (wording.txt) and how each place composes its report (reports/). Run it after a change of these:
``python data/samples/city/make_city.py``. README.md says how they are written.
"""

import csv
import json
import re
import shutil
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate

from lawgov_analysis.documents import read_report
from lawgov_analysis.tables import is_official, text_file

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from make_samples import MADE, page_number, pdf_styles, undated  # noqa: E402 (it lies in the folder above)

FACTS = HERE / "facts"
YEARS = (2021, 2022, 2023)
# What a place of each level calls itself, its government, its head, its Party committee and the secretary of that.
OWN_WORDS = {
    "镇": {"T": "镇", "G": "镇政府", "H": "镇长", "P": "镇党委", "S": "镇党委书记"},
    "乡": {"T": "乡", "G": "乡政府", "H": "乡长", "P": "乡党委", "S": "乡党委书记"},
    "街道": {"T": "街道", "G": "办事处", "H": "办事处主任", "P": "街道党工委", "S": "党工委书记"},
}
HAN_DIGITS = "零一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
HALF_WIDTH = str.maketrans("，（）：；", ",():;")

TOPIC = re.compile(r"@([a-z_]+)(?:/(\d+)|(!))?")
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
TOKEN = re.compile(r"(\{[^{}]*\}|⟦/⟧|⟦[^⟧]*⟧|§\d)")
NUMBER = re.compile(r"([\d.]+)(万|亿)?(.*)")
YEARS_OF_LINE = re.compile(r"((?:\d{4}\|?)+): ?(.*)")
CONFORMING = re.compile(r"法治政府建设.*报告")


@dataclass
class Figure:
    """A figure as it is printed: what `row` has of it are columns of the table of figures."""

    row: dict
    fact: str
    start: int
    end: int
    about: str = ""


@dataclass
class Statement:
    """A statement as it is printed."""

    kind: str
    zh: str
    en: str
    cause: str
    topic: str
    deadline: str
    targets: list
    start: int
    section: str
    end: int = 0


@dataclass
class Piece:
    """A paragraph, or a cell of a table, and what stands in it by its offsets there."""

    text: str
    kind: str
    figures: list = field(default_factory=list)
    statements: list = field(default_factory=list)


@dataclass
class Edition:
    """One report: what its page says of it, and its text in pieces; a row of a table is a list of them."""

    place: dict
    year: int
    title: str
    signed: list
    issued: str
    published: str
    suffix: str
    page: str
    url: str
    document_type: str
    coverage: str
    until: int
    blocks: list

    @property
    def name(self):
        """The name of its file."""
        return f"{self.place['slug'].rpartition('-')[2]}-{self.year}.{self.suffix}"


def read_csv(path):
    """Read a table as a list of dicts."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_wording():
    """Read the topics: of each the four parts of its heading, and its wordings with whether they give the cause."""
    topics, name = {}, ""
    for line in (FACTS / "wording.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name, _, head = line[1:].partition("]")
            topics[name] = ([*head.strip().split("|"), "", "", "", ""], [])
        elif line[:2] in ("- ", "= "):
            topics[name][1].append((line[2:], line[0] == "-"))
    return topics


class City:
    """What is invented, read once."""

    def __init__(self):
        self.places = {row["code"]: row for row in read_csv(HERE / "places.csv")}
        self.meanings = {row["fact"]: row for row in read_csv(FACTS / "meanings.csv")}
        self.facts = {
            (row["place_code"], year, row["fact"]): float(row[str(year)])
            for row in read_csv(FACTS / "facts.csv")
            for year in YEARS
        }
        self.topics = read_wording()
        # Where each wording stands: the next place takes another.
        self.worded = defaultdict(set)

    def value(self, code, year, fact):
        """Return a fact; a rate is made of the two that it is of."""
        relation = self.meanings[fact]["relation"]
        if relation.startswith("ratio:"):
            part, whole = (self.value(code, year, each) for each in relation[6:].split("/"))
            return round(100 * part / whole, 1)
        if fact == "rec_correct_rate":
            wrong = ("rec_revoked", "rec_unlawful", "rec_ordered")
            of = self.value(code, year, "rec_concluded")
            return round(100 * sum(self.value(code, year, each) for each in wrong) / of, 1)
        return self.facts[code, year, fact]

    def editions(self):
        """Compose every report."""
        for number, path in enumerate(sorted((FACTS / "reports").glob("*.txt"))):
            head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
            head = dict(line.split(": ", 1) if ": " in line else (line[:-1], "") for line in head.splitlines())
            for at, year in enumerate(YEARS):
                yield self.edition(head, body, number, at, year)

    def edition(self, head, body, number, at, year):
        """Compose the report of a place and a year from its outline."""

        def said(key, default=""):
            return head.get(f"{key}{year}", head.get(key, default))

        def of_year(key):
            day = head[key].split("|")[at]
            return day and (day if day[:2] == "20" else f"{year + 1}-{day}")

        place = self.places[head["code"]]
        told = dict(part.split("=") for part in head.get("copies", "").split() if part)
        as_of = int(told.get(str(year), year))
        writer = Writer(self, place, as_of, number, int(said("until", "12")))
        macros = {"Y": str(year), "N": str(year + 1), **OWN_WORDS.get(said("level", place["level"]), {})}
        blocks = writer.compose(body, macros)
        if said("marks") == "half":
            for piece in pieces_of(blocks):
                piece.text = piece.text.translate(HALF_WIDTH)
        for piece in pieces_of(blocks):
            for figure in piece.figures:
                figure.row["period"] = figure.row["period"].replace("next", str(year + 1)).replace("now", str(year))
        issued, published = of_year("issued"), of_year("published")
        suffix = head["format"].split("|")[at]
        title = re.sub(r"\{([YN])\}", lambda match: macros[match[1]], said("title"))
        slug = place["slug"].rpartition("-")[2]
        host = said("host", f"www.{slug}.example.gov.cn")
        url = f"http://{host}/zwgk/fzzf/{(published or f'{year + 1}-01-31').replace('-', '')}.html"
        return Edition(
            place,
            year,
            title,
            [name for name in said("signed").split("|") if name],
            issued,
            published if suffix == "html" else "",
            suffix,
            said("page"),
            url,
            said("type", "年度报告"),
            said("coverage", "full"),
            int(said("until", "12")),
            blocks,
        )


def pieces_of(blocks):
    """Return the paragraphs and cells in the order of the text."""
    return [piece for block in blocks for piece in (block if isinstance(block, list) else [block])]


class Writer:
    """Writes the text of one report, and down what it writes."""

    def __init__(self, city, place, year, number, until):
        self.city, self.place, self.year, self.number, self.until = city, place, year, number, until
        self.chosen, self.levels, self.open = 0, [], None
        self.used = set()

    def compose(self, body, macros):
        """Return the blocks of an outline."""
        lines = []
        for line in body.splitlines():
            only = YEARS_OF_LINE.match(line)
            if only and str(self.year) not in only[1].split("|"):
                continue
            line = only[2] if only else line
            if lines and lines[-1].endswith("\\"):
                lines[-1] = lines[-1][:-1] + line
            elif line:
                lines.append(line)
        self.reserve("\n".join(lines))
        blocks, row = [], None
        for line in lines:
            text = TOPIC.sub(self.topic, line.rstrip("\\"))
            text = CHOICE.sub(self.choice, text)
            for name, value in macros.items():
                text = text.replace(f"{{{name}}}", value)
            if text.startswith("|"):
                row = [self.piece(cell, "cell") for cell in text[1:].split("|")]
                blocks.append(row)
            else:
                is_heading = re.fullmatch(r"(?:§\d)?(?:[^。：；，]*)", text) and text.startswith("§")
                blocks.append(self.piece(text, "heading" if is_heading else "text"))
        self.settle(blocks)
        return blocks

    def reserve(self, text):
        """Keep for the topics that cannot do without them, and for the outline itself, the facts that they print."""
        self.used |= facts_in(TOPIC.sub("", text))
        self.kept = {}
        for name, which, without in TOPIC.findall(text):
            wordings = self.city.topics[name][1]
            chosen = [wordings[each][0] for each in self.fitting(name, which, without)]
            self.kept[name] = set.intersection(*map(facts_in, chosen))
        self.used |= set().union(*self.kept.values())

    def fitting(self, name, which, without):
        """Return which wordings of a topic may be taken: the one named, with `!` those without a cause, or the rest."""
        wordings = self.city.topics[name][1]
        return [int(which) - 1] if which else [n for n, (_, gives) in enumerate(wordings) if gives != bool(without)]

    def topic(self, match):
        """Word a topic, in a way whose facts are not printed yet and that few other places have."""
        name, which, without = match.groups()
        (kind, *meta), wordings = self.city.topics[name]
        others, worded = self.used - self.kept[name], self.city.worded
        best = min(
            self.fitting(name, which, without),
            key=lambda each: (
                len(facts_in(wordings[each][0]) & others),
                len(worded[name, each] - {self.place["code"]}),
                (each + self.year) % len(wordings),
            ),
        )
        worded[name, best].add(self.place["code"])
        wording, gives_cause = wordings[best]
        self.used |= facts_in(wording)
        if not kind:
            return wording
        zh, en, of = meta[:3]
        cause = of if kind == "shortcoming" and gives_cause else ""
        topic = name if kind == "shortcoming" else "|".join(each for each in meta[2:] if each)
        if kind == "leadership":
            topic = ""
        return f"⟦{kind};{name};{cause};{topic.replace('|', '&')}|{zh}|{en}⟧{wording}⟦/⟧"

    def choice(self, match):
        """Take one of several words."""
        self.chosen += 1
        options = match[1].split("|")
        return options[digest(self.place["code"], self.year, self.chosen) % len(options)]

    def piece(self, marked, kind):
        """Read the marks of a paragraph or cell off."""
        piece = Piece("", kind)
        for token in TOKEN.split(marked):
            at = len(piece.text)
            if token.startswith("§"):
                level = int(token[1])
                counted = self.levels[level - 1] + 1 if len(self.levels) >= level else 1
                self.levels = [*self.levels[: level - 1], counted]
            elif token == "⟦/⟧":
                self.open.end = at
                self.open = None
            elif token.startswith("⟦"):
                self.open = self.statement(token[1:-1], at)
                piece.statements.append(self.open)
            elif token.startswith("{"):
                piece.text += self.slot(token[1:-1], piece)
            else:
                piece.text += token
        return piece

    @property
    def section(self):
        """The number of the section that the writer is in."""
        return ".".join(map(str, self.levels)) or "0"

    def statement(self, token, at):
        """Open a statement: ⟦kind;name;cause;topic|zh|en⟧, or ⟦kind;d=deadline|zh|en⟧ in an outline."""
        head, zh, en = token.split("|")
        kind, *more = head.split(";")
        deadline = next((part[2:] for part in more if part.startswith("d=")), "")
        _, cause, topic = more if len(more) == 3 else ("", "", "")
        return Statement(kind, zh, en, cause, topic, deadline, [], at, self.section)

    def slot(self, token, piece):
        """Print a number, and write down what it is."""
        name, *options = token.split(";")
        kept = dict(part.split("=", 1) for part in options if "=" in part)
        flags = [part for part in options if part and "=" not in part]
        if name.startswith("dir:"):
            fact = name[4:]
            grew = self.city.value(*self.of(fact)) >= self.city.value(self.place["code"], self.year - 1, fact)
            return "增长" if grew else "下降"
        row, (before, printed, after), fact = self.number_of(name, flags, kept)
        if "u" in kept:
            row["unit"] = kept["u"]
        row["section"] = self.section
        at = len(piece.text) + len(before)
        figure = Figure(row, kept.get("id", fact), at, at + len(printed))
        figure.about = kept.get("r", self.relation_of(name) if not name.startswith(("!", "=", "next:")) else "")
        piece.figures.append(figure)
        if self.open is not None:
            self.open.targets.append((figure, printed))
        return before + printed + after

    def of(self, fact):
        """Return the key of a fact of this report."""
        return self.place["code"], self.year, fact

    def relation_of(self, name):
        """Return the relation of a fact by the table of meanings."""
        return f"growth:{name[4:]}" if name.startswith("yoy:") else self.city.meanings[name]["relation"]

    def number_of(self, name, flags, kept):
        """Return the columns of a slot's figure, how it is printed, and the fact that it is of."""
        if name.startswith("="):
            words, indicator, value, unit, measure, scope = token_parts(name[1:])
            row = self.row(indicator, measure, scope, float(value), unit, "exact", "flow", kept)
            return {**row, "stated_as": "words"}, ("", words, ""), ""
        if name.startswith("!"):
            digits, scale, unit = NUMBER.fullmatch(name[1:]).groups()
            value = float(digits) * {"万": 1e4, "亿": 1e8}.get(scale, 1)
            meaning = {"indicator": "", "measure": "", "scope": "", "unit": unit, "basis": "flow"}
            printed, bound, stated = spelt(value, unit, flags, digits + (scale or ""))
            fact = ""
        elif name.startswith("yoy:"):
            fact = name[4:]
            now, before = self.city.value(*self.of(fact)), self.city.value(self.place["code"], self.year - 1, fact)
            stated = round(abs(100 * (now - before) / before), 1)
            printed, bound = ("", f"{stated:g}%", ""), "exact"
            meaning = {**self.city.meanings[fact], "unit": "%"}
            meaning["measure"] += "增长" if now >= before else "下降"
            fact = ""
        elif name.startswith("next:"):
            of = name[5:]
            value = self.city.value(self.place["code"], min(self.year + 1, YEARS[-1]), of)
            value = value // 10 * 10 if value > 20 else value
            meaning = {**self.city.meanings[of], "indicator": "", "scope": "", "basis": "flow"}
            bound = "at_least" if {"≥", "以上"} & set(flags) else "exact"
            stated, fact = value, ""
            printed = "", f"{value:g}{meaning['unit']}", "以上" if "以上" in flags else ""
            kept = {**kept, "P": "next"}
        else:
            fact, meaning = name, dict(self.city.meanings[name])
            units = [flag for flag in flags if flag not in STYLES]
            meaning["unit"] = units[0] if units else meaning["unit"]
            printed, bound, stated = spelt(self.city.value(*self.of(name)), meaning["unit"], flags)
        for key, column in (("i", "indicator"), ("m", "measure"), ("s", "scope")):
            meaning[column] = kept.get(key, meaning[column])
        basis = kept.get("B", meaning["basis"])
        row = self.row(
            meaning["indicator"], meaning["measure"], meaning["scope"], stated, meaning["unit"], bound, basis, kept
        )
        return row, printed, fact

    def row(self, indicator, measure, scope, value, unit, bound, basis, kept):
        """Return the columns of a figure."""
        period = kept.get("p", "next" if kept.get("P") else "now")
        if period == "now" and self.until < 12:
            last = {4: 30, 6: 30, 9: 30, 11: 30}.get(self.until, 31)
            period = f"now-{self.until:02d}-{last}" if basis == "stock" else f"now-01/now-{self.until:02d}"
        return {
            "indicator": indicator,
            "measure": measure,
            "scope": scope,
            "value": value,
            "unit": unit,
            "bound": bound,
            "period": period,
            "basis": basis,
        }

    def settle(self, blocks):
        """Number the figures and say which of them a relation is to."""
        figures = [figure for piece in pieces_of(blocks) for figure in piece.figures]
        numbers = {}
        for number, figure in enumerate(figures, 1):
            figure.row["figure"] = number
            if figure.fact:
                numbers.setdefault(figure.fact, number)
        for figure in figures:
            kind, _, names = figure.about.partition(":")
            others = [numbers.get(name) for name in names.split("/")]
            if kind and all(others) and figure.row["figure"] not in others:
                related = "/".join(map(str, others))
                figure.row |= {"relation": kind, "related": related, "relation_by": "stated"}


STYLES = {"comma", "wan", "余", "约", "近", "约wan", "wan余", "bare", "≥", "≤", "以上", "cn", "full"}


def token_parts(text):
    """Split the parts of a slot that is printed in words; the last may be missing."""
    return (*text.split("|"), "", "")[:6]


def facts_in(text):
    """Return the facts that a text prints."""
    slots = (slot[1:-1].split(";") for slot in re.findall(r"\{[^{}]*\}", text))
    return {name for name, *_ in slots if re.fullmatch(r"[a-z_]+", name)}


def digest(*of):
    """Return a number that is always the same for the same things."""
    return int.from_bytes(sha256("/".join(map(str, of)).encode()).digest()[:6], "big")


def spelt(value, unit, flags, digits=None):
    """Return how a number is printed with its unit, its bound, and the value that is printed so."""
    bound = "exact"
    style = next((flag for flag in flags if flag in STYLES and flag not in ("bare", "≥", "≤")), "")
    if "余" in style:
        bound = "at_least"
        value = rounded(value, down=True) if not digits else value
    elif "约" in style or "近" in style:
        bound = "about"
        value = rounded(value, up="近" in style) if not digits else value
    if "≥" in flags or "≤" in flags:
        bound = "at_least" if "≥" in flags else "at_most"
    more = "余" if "余" in style else ""
    if unit == "元" and not digits and value >= 1e4:
        style += "wan"
    if digits:
        text = digits[:-1] + more + digits[-1] if more and digits[-1] in "万亿" else digits + more
        printed = text + unit
    elif "wan" in style:
        scaled = round(value / 1e4, 2)
        value = scaled * 1e4
        printed = f"{scaled:g}万{more}{unit}"
    else:
        number = f"{value:,.0f}" if "comma" in style else han(int(value)) if style == "cn" else f"{value:.10g}"
        printed = (number.translate(FULL_WIDTH) if style == "full" else number) + more + unit
    if "bare" in flags:
        printed = printed.removesuffix(unit)
    before = "" if digits else next((word for word in "约近" if word in style), "")
    return (before, printed, ""), bound, round(value, 4)


def han(number):
    """Return a number below a hundred as it is written out."""
    tens, ones = divmod(number, 10)
    if number == 2:
        return "两"
    words = ("" if tens < 2 else HAN_DIGITS[tens]) + ("十" if tens else "")
    return words + (HAN_DIGITS[ones] if ones or not tens else "")


def rounded(value, down=False, up=False):
    """Return a number to its first two digits, or to tens where it has two."""
    if value < 10:
        return value
    step = 10 if value < 100 else 10 ** (len(str(int(value))) - 2)
    if up:
        return -(-value // step) * step
    return (value // step if down else round(value / step)) * step


def make_txt(edition):
    """Return the report as a text: its title, a paragraph a line, the cells of a table between tabs."""
    rows = [block if isinstance(block, list) else [block] for block in edition.blocks]
    lines = [edition.title, *("\t".join(cell.text for cell in row) for row in rows), *signature(edition)]
    return ("\n".join(lines) + "\n").encode()


def signature(edition):
    """Return the lines of the signature."""
    if not edition.issued:
        return edition.signed
    day = date.fromisoformat(edition.issued)
    return [*edition.signed, f"{day.year}年{day.month}月{day.day}日"]


def make_html(edition):
    """Return the report as a page of a site, with what such a page has around a text."""
    page = (FACTS / "pages" / f"{edition.page}.html").read_text(encoding="utf-8")
    body, rows = [], []
    for block in [*edition.blocks, None]:
        if isinstance(block, list):
            rows.append("<tr>" + "".join(f"<td>{escape(cell.text)}</td>" for cell in block) + "</tr>")
            continue
        if rows:
            body.append("<table border=1>\n" + "\n".join(rows) + "\n</table>")
            rows = []
        if block is not None:
            text = escape(block.text)
            body.append(f"<p><strong>{text}</strong></p>" if block.kind == "heading" else f"<p>　　{text}</p>")
    body += [f'<p style="text-align:right">{escape(line)}</p>' for line in signature(edition)]
    town = edition.place["name"]
    known = {
        "title": escape(edition.title),
        "site": f"示例市{edition.place['county']}{town}" if edition.place["county"] else edition.place["full_name"],
        "body": "\n".join(body),
        "published": edition.published,
        "issued": edition.issued,
        "issuer": " ".join(edition.signed),
        "place": town,
        "year": str(edition.year),
        "next": str(edition.year + 1),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: known[match[1]], page).encode()


def make_docx(edition):
    """Return the report as a Word file."""
    document = Document()
    document.core_properties.author = edition.place["name"]
    document.core_properties.title = edition.title
    document.core_properties.created = document.core_properties.modified = MADE
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    document.add_heading(edition.title, 0)
    table = None
    for block in edition.blocks:
        if isinstance(block, list):
            table = table or document.add_table(rows=0, cols=len(block), style="Table Grid")
            for cell, piece in zip(table.add_row().cells, block, strict=True):
                cell.text = piece.text
            continue
        table = None
        if block.kind == "heading":
            document.add_heading(block.text, 1)
        else:
            document.add_paragraph(block.text)
    for line in signature(edition):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    written = BytesIO()
    document.save(written)
    return undated(written)


def make_pdf(edition):
    """Return the report as a PDF with a text layer."""
    styles = pdf_styles()
    story = [Paragraph(escape(edition.title), styles["head"])]
    for block in edition.blocks:
        story.append(Paragraph(escape(block.text), styles["heading" if block.kind == "heading" else "plain"]))
    story += [Paragraph(escape(line), styles["signed"]) for line in signature(edition)]
    written = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 24 * mm)
    named = {"title": edition.title, "author": edition.place["name"]}
    document = SimpleDocTemplate(written, pagesize=A4, invariant=1, **named, **margins)
    document.build(story, onFirstPage=page_number, onLaterPages=page_number)
    return written.getvalue()


MAKERS = {"txt": make_txt, "html": make_html, "docx": make_docx, "pdf": make_pdf}


def place_in(text, edition):
    """Set the offsets of all that is known of a report in the text as it is read from its file."""
    at = [i for i, char in enumerate(text) if not char.isspace()]
    packed = "".join(text[i] for i in at)
    cursor = 0
    for piece in pieces_of(edition.blocks):
        mine = [i for i, char in enumerate(piece.text) if not char.isspace()]
        found = packed.find("".join(piece.text[i] for i in mine), cursor)
        if found < 0:
            raise SystemExit(f"{edition.name}: not read: {piece.text[:60]}")
        cursor = found + len(mine)
        where = {offset: found + n for n, offset in enumerate(mine)}
        for each in (*piece.figures, *piece.statements):
            start, last = at[where[each.start]], at[where[each.end - 1]]
            each.start, each.end = start, last + 1


def figure_rows(edition, text):
    """Return the rows of the table of figures."""
    for piece in pieces_of(edition.blocks):
        for figure in piece.figures:
            yield {
                "place_code": edition.place["code"],
                "year": edition.year,
                **figure.row,
                "value": f"{figure.row['value']:.10g}",
                "surface": re.sub(r"\s+", "", text[figure.start : figure.end]),
                "start": figure.start,
                "end": figure.end,
            }


def statement_rows(edition):
    """Return the rows of the table of statements."""
    statements = [statement for piece in pieces_of(edition.blocks) for statement in piece.statements]
    shortcomings = {each.topic: n for n, each in enumerate(statements, 1) if each.kind == "shortcoming"}
    for number, each in enumerate(statements, 1):
        figure, printed = each.targets[0] if each.targets else (None, "")
        value = f"{figure.row['value']:g}" if figure else ""
        answers = [str(shortcomings[topic]) for topic in each.topic.split("&") if topic in shortcomings]
        is_plan = each.kind == "plan"
        yield {
            "place_code": edition.place["code"],
            "year": edition.year,
            "statement": number,
            "kind": each.kind,
            "section": each.section,
            "text_zh": each.zh.replace("{q}", printed),
            "text_en": each.en.replace("{q}", value),
            "cause": each.cause,
            "quantity": printed if is_plan else "",
            "deadline": each.deadline,
            "answers": "|".join(answers) if is_plan else "",
            "start": each.start,
            "end": each.end,
        }


def item_rows(edition, statements):
    """Return the rows of the table of items: what a report has of what it must have."""
    kinds = Counter(statement["kind"] for statement in statements)
    text = "\n".join(piece.text for piece in pieces_of(edition.blocks))
    is_whole = edition.coverage == "full" and edition.document_type != "新闻"
    is_known_day = edition.published and is_official(edition.url)
    answers = {
        "has_part_achievements": True,
        "has_part_shortcomings": kinds["shortcoming"] > 0,
        "has_causes_of_shortcomings": any(statement["cause"] for statement in statements),
        "has_part_leaders_duty": kinds["leadership"] > 0,
        "has_part_next_plan": kinds["plan"] > 0,
        "has_part_other": "其他需要报告的" in text,
        "has_answer_to_last_year_plan": bool(re.search("上年报告|上年安排|对照上年", text)),
        "has_period_stated": edition.until < 12,
        "signed_jointly_by_party_and_government": len(edition.signed) > 1,
    }
    answers = {item: {True: "yes", False: "no"}[answer] if is_whole else "not_said" for item, answer in answers.items()}
    answers["has_conforming_title"] = "yes" if CONFORMING.search(edition.title) else "no"
    limit = f"{edition.year + 1}-03-01"
    answers["signed_by_1_march"] = ("yes" if edition.issued <= limit else "no") if edition.issued else "not_said"
    limit = f"{edition.year + 1}-04-01"
    answers["published_by_1_april"] = ("yes" if edition.published <= limit else "no") if is_known_day else "not_said"
    for item, answer in answers.items():
        yield {"place_code": edition.place["code"], "year": edition.year, "item": item, "answer": answer}


def report_row(edition, report):
    """Return the row of the table of reports."""
    return {
        "place_code": edition.place["code"],
        "year": edition.year,
        "issuer": " ".join(edition.signed),
        "document_type": edition.document_type,
        "title": edition.title,
        "issued_on": edition.issued,
        "published_on": edition.published,
        "period_end": f"{edition.year}-{edition.until}-30" if edition.until < 12 else "",
        "url": edition.url,
        "official": "yes" if is_official(edition.url) else "no",
        "sha256": report.sha256,
        "coverage": edition.coverage,
        # What is true of an invented city was not read, and so needs nobody to check it.
        "review": "reviewed",
    }


def write_csv(path, columns, rows):
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_package(folder):
    """Write what the folder says of its tables: of those that it has, what the package says; return their columns."""
    package = json.loads((HERE.parents[1] / "datapackage.json").read_text(encoding="utf-8"))
    own = {"places", "reports", "statements", "items", "figures", "corrections", "followups"}
    resources = [resource for resource in package["resources"] if resource["name"] in own]
    for resource in resources:
        if "files" in resource:
            resource["path"] = "figures/990101101-2021.csv"
    package = {"name": "city", "title": "示例市：虚构的一座城市", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return {each["name"]: [column["name"] for column in each["schema"]["fields"]] for each in resources}


def main():
    """Make all that is made of the facts."""
    for name in ("published", "figures", "texts"):
        shutil.rmtree(HERE / name, ignore_errors=True)
        (HERE / name).mkdir()
    columns = write_package(HERE)
    # Nobody has decided anything of an invented city's plans: its analysts are to.
    tables = {"reports": [], "statements": [], "items": [], "followups": []}
    for edition in sorted(City().editions(), key=lambda edition: (edition.place["code"], edition.year)):
        file = HERE / "published" / edition.name
        file.write_bytes(MAKERS[edition.suffix](edition))
        report = read_report(file, data_dir=HERE)
        place_in(report.text, edition)
        text_file(edition.place["code"], edition.year, HERE).write_bytes(report.text.encode())
        statements = list(statement_rows(edition))
        tables["reports"].append(report_row(edition, report))
        tables["statements"] += statements
        tables["items"] += item_rows(edition, statements)
        path = HERE / "figures" / f"{edition.place['code']}-{edition.year}.csv"
        write_csv(path, columns["figures"], figure_rows(edition, report.text))
    for name, rows in tables.items():
        write_csv(HERE / f"{name}.csv", columns[name], rows)


if __name__ == "__main__":
    main()
