"""Files of other kinds: plain text, web archives, old Word files, RTF, OFD, pictures."""

import random
import struct
import zipfile
from base64 import encodebytes
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle

from PIL import Image

from ..case import EITHER, Case, Right, of_file, reads, refuses
from helpers.files import docx, html_table, markdown, page, paragraph, piped, text
from helpers.old_word import ole, para, word

SENTENCE = "全年办结调解98宗。"
READ = reads("98宗")
Made = Callable[[], bytes]
Cases = dict[str, tuple[Made, Right | tuple[Right, ...]]]
WORD_FILE = word([para("示例市示例镇2023年度法治政府建设年度报告"), para(SENTENCE), para("示例镇人民政府")])
UNSEEN = {
    "zero-width space": "\u200b",
    "joiner": "\u200d",
    "word joiner": "\u2060",
    "mark": "\ufeff",
    "hyphen": "\u00ad",
    "choice": "\ufe0f",
    "filler": "\u3164",
    "direction": "\u200e",
}


def cases() -> Iterator[Case]:
    """Give the cases of all these."""
    for kind, made in (
        ("text", _texts()),
        ("mail", _mails()),
        ("doc", _old_words()),
        ("rtf", _rtfs()),
        ("ofd", _ofds()),
        ("picture", _pictures()),
    ):
        for name, (make, right) in made.items():
            yield of_file(f"{kind}: {name}", make, right, quick=name in QUICK)
    chance = random.Random(17)
    for kind, whole in (
        ("doc", WORD_FILE),
        ("rtf", rtf(SENTENCE)),
        ("ofd", ofd(said(SENTENCE))),
        ("mail", mail(part(page(f"<p>{SENTENCE}</p>")))),
        ("text", text(SENTENCE)),
    ):
        for n in range(25):
            changed = bytearray(whole)
            for _ in range(chance.randrange(1, 20)):
                changed[chance.randrange(len(changed))] = chance.choice(b"\0\xff0129<>{}\\\r\n-=")
            yield of_file(f"{kind}: bytes changed, {n}", bytes(changed), EITHER, quick=n == 0)


QUICK = (
    "nothing wrong",
    "zero-width space in a number",
    "parts within parts, 500 deep",
    "a head of 1 MB",
    "groups 100,000 deep",
    "a loop of sectors",
    "a picture of 30,000 by 30,000",
)


def _texts() -> Cases:
    return {
        "nothing wrong": (lambda: text(SENTENCE), READ),
        **{
            f"{name} in a number": (lambda mark=mark: text(f"全年办结调解9{mark}8宗。"), EITHER)
            for name, mark in UNSEEN.items()
        },
        "a line of 1.5 million characters": (lambda: text("法" * 1_500_000 + SENTENCE), READ),
        "two million characters and more": (lambda: text("法" * 2_000_001), refuses("characters")),
        "9 MB": (lambda: text("法" * 3_000_000), refuses("limit 8 MB")),
        "a million line ends": (lambda: text("\n" * 1_000_000 + SENTENCE), READ),
        "200,000 lines": (lambda: text(f"{SENTENCE}\n" * 100_000), READ),
        "spaces without end": (lambda: text(" " * 1_000_000 + "a" + SENTENCE), READ),
        "wide spaces without end": (lambda: text("　" * 500_000 + "a" + SENTENCE), READ),
        "tabs without end": (lambda: text("\t" * 1_000_000 + SENTENCE), READ),
        "dashes without end": (lambda: text("-" * 1_000_000 + "\n" + SENTENCE), READ),
        "dots without end": (lambda: text("." * 1_000_000 + "\n" + SENTENCE), READ),
        "strokes of a table without end": (lambda: text("|" * 1_000_000 + "\n" + SENTENCE), READ),
        "a table of 20,000 rows": (
            lambda: markdown(piped([["项目", "数量"], *[["办结", "7宗"]] * 20_000]) + "\n" + SENTENCE),
            READ,
        ),
        "a table of 2,000 columns": (lambda: markdown(piped([["项"] * 2000, ["7宗"] * 2000]) + "\n" + SENTENCE), READ),
        "tables never closed": (lambda: markdown("<table><tr><td>" * 20_000 + SENTENCE), EITHER),
        "a thousand tables of HTML": (
            lambda: markdown((html_table([["项目", "数量"], ["办结", "7宗"]]) + "\n\n") * 1000 + SENTENCE),
            READ,
        ),
        **{
            f"{name} without end": (
                lambda mark=mark: markdown(mark * (900_000 // len(mark)) + "\n\n" + SENTENCE),
                EITHER,
            )
            for name, mark in {
                "stars": "*",
                "stars and letters": "**a",
                "lines": "_",
                "strikes": "~~a",
                "brackets": "[",
                "pictures": "![a](",
                "links": "[a](b",
                "notes": "[^",
                "dollars": "$1",
                "begins of tables": "\\begin{tabular}{",
                "codes": "`",
                "marks": "==a",
                "heads": "\n#",
                "quotes": "\n> ",
                "rules": "\n---",
                "backslashes": "\\",
                "fractions": "$\\frac{1}{",
                "comments": "<!--",
                "tags": "<b",
                "cells": "a  b\n",
                "ampersands": "&#",
                "bullets": "\n- ",
                "columns": "&\\multicolumn{2}{",
            }.items()
        },
        "a null": (lambda: text("全年办结\0调解98宗。"), EITHER),
        "controls": (lambda: text("全年办结\x1b[31m调解98宗。"), EITHER),
        "lone halves of characters": (lambda: text(SENTENCE) + b"\xed\xa0\x80", EITHER),
        "a text in UTF-7": (lambda: b"+ZeVefHm4- 98", EITHER),
        "random bytes": (lambda: random.Random(1).randbytes(200_000), refuses()),
        "random bytes of GB18030": (lambda: bytes(random.Random(1).choices(range(0x81, 0xFE), k=200_000)), EITHER),
        "one character": (lambda: "法".encode(), EITHER),
        "only marks": (lambda: ("\u200b" * 100_000).encode(), EITHER),
        "an XML bomb": (lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>', refuses("XML")),
        "a gzip": (lambda: b"\x1f\x8b" + bytes(99), refuses("archive")),
        "headings by dots": (lambda: text("\n".join(f"{n}.{n}.{n}." for n in range(50_000)) + "\n" + SENTENCE), READ),
        "headings within headings": (
            lambda: text(
                "\n".join(
                    f"{mark}成效"
                    for mark, _ in zip(cycle(("一、", "(一)", "1.", "(1)", "①")), range(50_000), strict=False)
                )
                + "\n"
                + SENTENCE
            ),
            READ,
        ),
        "contents without end": (
            lambda: text("\n".join(f"一、成效……{n}" for n in range(50_000)) + "\n" + SENTENCE),
            EITHER,
        ),
        "signatures without end": (lambda: text("示例镇人民政府\n2024年1月18日\n" * 20_000 + SENTENCE), EITHER),
        "titles without end": (lambda: text("示例市示例镇2023年度法治政府建设年度报告\n" * 20_000 + SENTENCE), EITHER),
        "names of places without end": (lambda: text("广东省东莞市横沥镇" * 30_000 + "\n" + SENTENCE), READ),
        "years without end": (lambda: text("2023年" * 100_000 + "\n" + SENTENCE), READ),
        "brackets without end": (lambda: text("（" * 300_000 + "\n" + SENTENCE), READ),
        "titles in brackets without end": (lambda: text("《" * 300_000 + "\n" + SENTENCE), READ),
    }


def mail(*parts: bytes, kind: str = "related", more: bytes = b"", edge: bytes = b"--b") -> bytes:
    head = b"From: <Saved by Blink>\r\nSubject: a\r\nMIME-Version: 1.0\r\n"
    head += f'Content-Type: multipart/{kind}; boundary="'.encode() + edge + b'"' + more + b"\r\n\r\n"
    return head + b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"


def part(data: bytes, said: str = "text/html; charset=utf-8", way: str = "base64") -> bytes:
    return f"Content-Type: {said}\r\nContent-Transfer-Encoding: {way}\r\n\r\n".encode() + (
        encodebytes(data) if way == "base64" else data
    )


def _mails() -> Cases:
    whole = page(f"<p>{SENTENCE}</p>")

    def within(deep: int) -> bytes:
        made = part(whole)
        for n in range(deep):
            edge = b"e%d" % n
            made = (
                b'Content-Type: multipart/mixed; boundary="'
                + edge
                + b'"\r\n\r\n--'
                + edge
                + b"\r\n"
                + made
                + b"\r\n--"
                + edge
                + b"--\r\n"
            )
        return mail(made)

    return {
        "nothing wrong": (lambda: mail(part(whole)), READ),
        **{f"parts within parts, {deep:,} deep": (lambda deep=deep: within(deep), EITHER) for deep in (10, 500, 5000)},
        "mails within mails": (lambda: mail(b"Content-Type: message/rfc822\r\n\r\n" * 3000 + part(whole)), EITHER),
        "a head of 1 MB": (
            lambda: b"MIME-Version: 1.0\r\nSubject: " + b"a" * 2**20 + b"\r\n" + mail(part(whole)),
            EITHER,
        ),
        "a head of 1 MB of lines": (
            lambda: b"MIME-Version: 1.0\r\nSubject: a" + b"\r\n b" * 250_000 + b"\r\n" + mail(part(whole)),
            EITHER,
        ),
        "100,000 heads": (lambda: b"MIME-Version: 1.0\r\n" + b"A: b\r\n" * 100_000 + mail(part(whole)), EITHER),
        "heads without a type": (lambda: b"A: " + b"a" * 60_000, EITHER),
        "lines of a head that go on": (lambda: (b"A: " + b"a" * 1900 + b"\r\n b" * 40 + b"\r\n") * 30, EITHER),
        "a type of 1 MB": (lambda: mail(part(whole, "text/html; a=" + "b" * 2**20)), EITHER),
        "a type of 9,000 parameters": (lambda: mail(part(whole, "text/html;" + "a*0=b;" * 1500)), EITHER),
        "an edge of 1 MB": (lambda: mail(part(whole), edge=b"b" * 2**20), EITHER),
        "an edge of marks": (lambda: mail(part(whole), edge=b"(" * 500), EITHER),
        "20,000 parts": (lambda: mail(*[part(b"a")] * 20_000), EITHER),
        "5,000 parts": (lambda: mail(*[part(b"a", "image/gif")] * 5000, part(whole)), READ),
        "no edge": (lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\na", EITHER),
        "no page": (lambda: mail(part(b"a", "image/gif")), refuses()),
        "base64 that is none": (
            lambda: mail(b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=!" * 100_000),
            EITHER,
        ),
        "quoted without end": (lambda: mail(part(whole + b"=" * 1_000_000, way="quoted-printable")), EITHER),
        "a way of nobody": (lambda: mail(part(whole, way="x-a")), EITHER),
        "uuencoded": (lambda: mail(part(b"begin 644 a\r\n" + b"#!!!!\r\n" * 10_000, way="x-uuencode")), EITHER),
        **{
            f"in {name}": (lambda name=name: mail(part(whole, f"text/html; charset={name}")), READ)
            for name in ("hex", "base64", "rot13", "undefined", "utf-7", "a", "idna")
        },
        "a charset of 60,000": (lambda: mail(part(whole, "text/html; charset=" + "a" * 9000)), EITHER),
        "a charset in other letters": (
            lambda: mail(b"Content-Type: text/html; charset*=utf-8''%E6%B3%95\r\n\r\n" + whole),
            EITHER,
        ),
        "a page that is a mail": (lambda: mail(part(mail(part(whole)))), EITHER),
        "a page that is a picture": (lambda: mail(part(b"\x89PNG" + bytes(99))), refuses()),
    }


def _old_words() -> Cases:
    data = WORD_FILE

    def patched(*changes: tuple[int, int], of: bytes = data) -> bytes:
        changed = bytearray(of)
        for at, value in changes:
            changed[at : at + 4] = struct.pack("<I", value)
        return bytes(changed)

    def looped() -> bytes:
        # Every sector is followed by itself.
        first = struct.unpack_from("<I", data, 76)[0]
        return patched(*((512 * (first + 1) + 4 * n, n) for n in range(100)))

    return {
        "nothing wrong": (lambda: data, READ),
        "a loop of sectors": (looped, refuses()),
        "a loop of the table of tables": (lambda: patched((68, 0), (72, 2**31 - 1)), EITHER),
        "two billion tables": (lambda: patched((44, 2**31 - 1)), EITHER),
        "a directory beyond the file": (lambda: patched((48, 2**31)), refuses()),
        "sectors of 2 GB": (lambda: data[:30] + b"\x1f\0" + data[32:], EITHER),
        "sectors of one byte": (lambda: data[:30] + b"\0\0" + data[32:], EITHER),
        "no streams": (lambda: ole({}), refuses()),
        "an empty stream": (lambda: ole({"WordDocument": b""}), refuses()),
        "a spreadsheet": (lambda: ole({"Workbook": b"a" * 5000}), refuses()),
        "5,000 streams": (lambda: ole({f"a{n}": b"" for n in range(5000)}), refuses()),
        "a stream of 0xFF": (
            lambda: ole({"WordDocument": b"\xec\xa5\xc1\0" + b"\xff" * 50_000, "1Table": b"\xff" * 50_000}),
            refuses(),
        ),
        "counts of 0xFF": (lambda: data.replace(struct.pack("<H", 93), b"\xff\xff", 1), EITHER),
        "50 MB of nothing": (lambda: data[:512] + bytes(50 * 2**20), refuses()),
        "20,000 paragraphs": (lambda: word([para(SENTENCE) for _ in range(20_000)]), READ),
        **{f"cut off, {n} of 12": (lambda n=n: data[: len(data) * n // 12], EITHER) for n in range(1, 12)},
        **{
            f"a length of 2 GB, {at}": (lambda at=at: patched((at, 2**31 - 1)), EITHER)
            for at in range(512, 512 + 1000, 40)
        },
    }


def rtf(said: str, before: bytes = b"", after: bytes = b"") -> bytes:
    coded = "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in said).encode()
    return b"{\\rtf1\\ansi\\ansicpg936 " + before + coded + b"\\par " + after + b"}"


def _rtfs() -> Cases:
    return {
        "nothing wrong": (lambda: rtf(SENTENCE), READ),
        "groups 100,000 deep": (lambda: rtf(SENTENCE, after=b"{" * 100_000 + b"}" * 100_000), EITHER),
        "groups 900 deep": (lambda: rtf(SENTENCE, after=b"{" * 900 + b"}" * 900), READ),
        "groups never closed": (lambda: b"{\\rtf1" + b"{" * 500_000, refuses()),
        "closed too often": (lambda: rtf(SENTENCE) + b"}" * 100_000, EITHER),
        "a million groups": (lambda: rtf(SENTENCE, after=b"{}" * 1_000_000), EITHER),
        "a word of 1 MB": (lambda: rtf(SENTENCE, after=b"\\" + b"a" * 1_000_000), EITHER),
        "a number of 1 MB": (lambda: rtf(SENTENCE, after=b"\\fs" + b"9" * 1_000_000), EITHER),
        "characters beyond all": (lambda: rtf(SENTENCE, after=b"\\u99999999?\\u-99999?\\'zz\\uc-5\\uc99999 "), EITHER),
        "binary beyond the file": (lambda: rtf(SENTENCE, after=b"\\bin999999999 "), EITHER),
        "binary of less than nothing": (lambda: rtf(SENTENCE, after=b"\\bin-5 " * 10_000), EITHER),
        "tables in tables": (lambda: rtf(SENTENCE, after=b"\\intbl\\itap500 a\\nestcell\\nestrow" * 2000), EITHER),
        "cells without end": (
            lambda: rtf(SENTENCE, after=b"\\trowd" + b"\\cellx1" * 50_000 + b"\\intbl a\\cell" * 50_000 + b"\\row"),
            EITHER,
        ),
        "rows without end": (lambda: rtf(SENTENCE, after=b"\\trowd\\cellx9\\intbl a\\cell\\row" * 20_000), READ),
        "fields in fields": (
            lambda: rtf(SENTENCE, after=b"{\\field{\\*\\fldinst A}{\\fldrslt " * 300 + b"}}" * 300),
            EITHER,
        ),
        "notes in notes": (lambda: rtf(SENTENCE, after=b"{\\footnote a" * 500 + b"}" * 500), EITHER),
        "a picture of 20 MB": (lambda: rtf(SENTENCE, after=b"{\\pict\\pngblip " + b"ff" * 10_000_000 + b"}"), READ),
        "fonts without end": (lambda: rtf(SENTENCE, before=b"{\\fonttbl" + b"{\\f1 a;}" * 50_000 + b"}"), READ),
        "styles based on each other": (
            lambda: rtf(SENTENCE, before=b"{\\stylesheet{\\s1\\sbasedon2 a;}{\\s2\\sbasedon1 b;}}\\s1 "),
            READ,
        ),
        "lists without end": (
            lambda: rtf(
                SENTENCE,
                before=b"{\\*\\listtable"
                + b"{\\list{\\listlevel\\levelstartat2147483647\\levelnfc4}\\listid1}" * 5000
                + b"}",
            ),
            READ,
        ),
        "two million characters": (lambda: rtf(SENTENCE, after=b"\\u27861?" * 2_100_000), EITHER),
        "struck out": (lambda: rtf(SENTENCE, after=b"\\strike\\'c1\\'ed 77\\strike0 "), reads("98宗", lacks=["77"])),
        "hidden": (lambda: rtf(SENTENCE, after=b"{\\v 77}"), reads("98宗", lacks=["77"])),
        "deleted": (lambda: rtf(SENTENCE, after=b"{\\deleted 77}"), reads("98宗", lacks=["77"])),
        "60 MB of line ends": (lambda: rtf(SENTENCE, after=b"\r\n" * 30_000_000), EITHER),
    }


SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def said(said: str, y: float = 30, more: str = "") -> str:
    steps = " ".join(["4"] * (len(said) - 1))
    return f'<ofd:TextObject ID="9" Boundary="25 {y} 160 4" Size="4" Font="1" {more}><ofd:TextCode X="0" Y="3.6" DeltaX="{steps}">{said}</ofd:TextCode></ofd:TextObject>'


def ofd(
    objects: str,
    document: str = "",
    files: dict[str, str | bytes] | None = None,
    pages: int = 1,
    box: str = "0 0 210 297",
) -> bytes:
    listed = '<ofd:Page ID="1" BaseLoc="P.xml"/>' * pages
    made: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/D.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>{document}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "D/P.xml": f'<ofd:Page {SPACE}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
        **(files or {}),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in made.items():
            archive.writestr(name, said)
    return out.getvalue()


def _ofds() -> Cases:
    sentence = said(SENTENCE)
    path = (
        '<ofd:PathObject ID="8" Boundary="0 0 210 297"><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>'
    )
    template = '<ofd:TemplatePage ID="7" BaseLoc="P.xml"/>'
    return {
        "nothing wrong": (lambda: ofd(sentence), READ),
        "601 pages": (lambda: ofd(sentence, pages=601), refuses()),
        "500 pages": (lambda: ofd(sentence, pages=500), READ),
        "blocks in blocks": (lambda: ofd("<ofd:PageBlock>" * 200 + sentence + "</ofd:PageBlock>" * 200), EITHER),
        "blocks in blocks, 50,000 deep": (
            lambda: ofd("<ofd:PageBlock>" * 50_000 + sentence + "</ofd:PageBlock>" * 50_000),
            EITHER,
        ),
        "a page that stands on itself": (lambda: ofd(sentence + '<ofd:Template TemplateID="7"/>', template), EITHER),
        "a path of a million steps": (lambda: ofd(sentence + path.format("M 0 0 " + "L 9 9 " * 1_000_000)), EITHER),
        "50,000 paths": (lambda: ofd(sentence + path.format("M 0 0 L 9 0") * 50_000), EITHER),
        "50,000 texts": (lambda: ofd(sentence + said("7", 50) * 50_000), EITHER),
        "steps beyond all": (
            lambda: ofd(
                sentence
                + '<ofd:TextObject Boundary="1 1 9 9" Size="4"><ofd:TextCode X="0" Y="1" DeltaX="g 999999999 1">7</ofd:TextCode></ofd:TextObject>'
            ),
            EITHER,
        ),
        "numbers that are none": (
            lambda: ofd(
                sentence
                + '<ofd:TextObject Boundary="nan inf 1e999 -" Size="nan"><ofd:TextCode X="nan" Y="inf" DeltaX="nan">7</ofd:TextCode></ofd:TextObject>'
            ),
            EITHER,
        ),
        "a page of no size": (lambda: ofd(sentence, box="0 0 0 0"), EITHER),
        "a page beyond numbers": (lambda: ofd(sentence, box="nan inf 1e999 -1e999"), EITHER),
        "not visible": (
            lambda: ofd(sentence + said("另调解77宗。", 50, 'Visible="false"')),
            reads("98宗", lacks=["77"]),
        ),
        "clear": (lambda: ofd(sentence + said("另调解77宗。", 50, 'Alpha="0"')), reads("98宗", lacks=["77"])),
        "beside the page": (lambda: ofd(sentence + said("另调解77宗。", 500)), reads("98宗", lacks=["77"])),
        "neither filled nor drawn": (
            lambda: ofd(sentence + said("另调解77宗。", 50, 'Fill="false"')),
            reads("98宗", lacks=["77"]),
        ),
        "entities": (
            lambda: ofd(sentence, files={"D/P.xml": f'<!DOCTYPE a [<!ENTITY a "b">]><ofd:Page {SPACE}/>'}),
            refuses(),
        ),
        "a root that leads outside": (
            lambda: ofd(
                sentence,
                files={
                    "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                },
            ),
            refuses(),
        ),
        "an XML of 31 MB": (lambda: ofd(sentence, files={"D/a.xml": b" " * 31 * 2**20}), refuses()),
        "a font of 190 MB": (lambda: ofd(sentence, files={"D/a.ttf": b" " * 190 * 2**20}), READ),
    }


def _pictures() -> Cases:
    def png(width: int, height: int) -> bytes:
        out = BytesIO()
        Image.new("1", (1, 1)).save(out, "PNG")
        data = bytearray(out.getvalue())
        data[16:24] = struct.pack(">II", width, height)
        return bytes(data)

    def saved(kind: str, size: tuple[int, int] = (20_000, 9_000)) -> bytes:
        out = BytesIO()
        Image.new("1" if kind in ("PNG", "TIFF") else "L", size).save(
            out, kind, **({"compression": "group4"} if kind == "TIFF" else {})
        )
        return out.getvalue()

    def frames() -> bytes:
        out = BytesIO()
        first, *others = [Image.new("1", (9, 9)) for _ in range(70)]
        first.save(out, "TIFF", save_all=True, append_images=others)
        return out.getvalue()

    return {
        "a picture of 30,000 by 30,000": (lambda: png(30_000, 30_000), refuses()),
        "a picture of 2 billion by 2 billion": (lambda: png(2**31 - 1, 2**31 - 1), refuses()),
        "a picture of no size": (lambda: png(0, 0), refuses()),
        "a picture of one pixel": (lambda: png(1, 1), refuses()),
        "a picture of 180 million pixels": (lambda: saved("PNG"), refuses()),
        "a fax of 180 million pixels": (lambda: saved("TIFF"), refuses()),
        "a GIF of 180 million pixels": (lambda: saved("GIF"), refuses()),
        "a tif of 70 pictures": (frames, refuses()),
        "a tif in a loop": (lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0", refuses()),
        "a tif of 60,000 tags": (
            lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\0\1\4\0\xff\xff\xff\xff\0\0\0\0" * 60_000,
            refuses(),
        ),
        "a JPEG that is none": (lambda: b"\xff\xd8\xff" + b"\xff\xe1\xff\xff" * 100_000, refuses()),
        "a BMP of less than no size": (
            lambda: b"BM" + bytes(12) + struct.pack("<Iii", 40, -5, -(2**31)) + bytes(99),
            refuses(),
        ),
        "a GIF without end": (lambda: b"GIF89a\xff\xff\xff\xff\x80\0\0" + b"!\xfe\1a\0" * 500_000, refuses()),
        "a picture in a Word file": (
            lambda: docx(paragraph(SENTENCE), parts=[("word/media/a.png", png(60_000, 60_000))]),
            READ,
        ),
    }
