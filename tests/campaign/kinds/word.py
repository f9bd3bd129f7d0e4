"""Word files: docx, docm and what is packed like them."""

import random
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from ..case import EITHER, Case, Right, of_file, reads, refuses
from helpers.files import SPACES, docx, paragraph, run, word_table

SAID = paragraph("全年办结调解98宗。")
SECRET = "另调解77宗。"
READ = reads("98宗")
Made = Callable[[], bytes]

HIDDEN: dict[str, Made] = {
    "struck out": lambda: docx(SAID, paragraph(run(SECRET, "<w:strike/>"))),
    "struck out twice": lambda: docx(SAID, paragraph(run(SECRET, "<w:dstrike/>"))),
    "that vanishes": lambda: docx(SAID, paragraph(run(SECRET, "<w:vanish/>"))),
    "that vanishes by its style": lambda: docx(
        SAID,
        paragraph(run(SECRET, '<w:rStyle w:val="h"/>')),
        styles='<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>',
    ),
    "that vanishes by its paragraph's style": lambda: docx(
        SAID,
        paragraph(SECRET, properties='<w:pStyle w:val="h"/>'),
        styles='<w:style w:type="paragraph" w:styleId="g"><w:name w:val="g"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="h"/><w:basedOn w:val="g"/></w:style>',
    ),
    "that vanishes by the defaults": lambda: docx(
        paragraph(run("全年办结调解98宗。", '<w:vanish w:val="0"/>')),
        SECRET,
        styles="<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>",
        whole=False,
    ),
    "in white": lambda: docx(SAID, paragraph(run(SECRET, '<w:color w:val="FFFFFF"/>'))),
    "in no size": lambda: docx(SAID, paragraph(run(SECRET, '<w:sz w:val="1"/>'))),
    "hidden on the web": lambda: docx(SAID, paragraph(run(SECRET, "<w:specVanish/><w:vanish/>"))),
    "deleted": lambda: docx(SAID, f'<w:p><w:del w:id="1"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>'),
    "moved away": lambda: docx(SAID, f'<w:p><w:moveFrom w:id="1">{run(SECRET)}</w:moveFrom></w:p>'),
    "in a deleted row": lambda: docx(
        SAID,
        word_table([["调解", "77宗"], ["普法", "5场"]]).replace(
            "<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>', 1
        ),
    ),
    "in a hidden row": lambda: docx(
        SAID, word_table([["调解", "77宗"], ["普法", "5场"]]).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1)
    ),
    "in a deleted cell": lambda: docx(
        SAID, word_table([["77宗", "普法"], ["8", "5场"]]).replace("<w:tcPr>", '<w:tcPr><w:cellDel w:id="1"/>', 1)
    ),
    "in a comment": lambda: docx(
        SAID,
        parts=[("word/comments.xml", f"<w:comments {SPACES}><w:comment>{paragraph(SECRET)}</w:comment></w:comments>")],
        relations=[("rIdC", "comments", "comments.xml", "")],
    ),
    "for programs of old": lambda: docx(
        SAID,
        f"<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>{SECRET}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ),
    "that is a field's code": lambda: docx(
        SAID,
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{SECRET}</w:instrText>'
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>',
    ),
    "that says what to type": lambda: docx(
        SAID, f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph(SECRET)}</w:sdtContent></w:sdt>"
    ),
    "in a section that is deleted": lambda: docx(SAID, f'<w:moveFrom w:id="1">{paragraph(SECRET)}</w:moveFrom>'),
}


def numbered(level: str, overrides: str = "", count: int = 1, more: str = "") -> bytes:
    """Return a file whose paragraphs have automatic numbers."""
    numbering = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/>{overrides}</w:num>{more}</w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return docx(
        *[paragraph("全年办结调解98宗。", properties=listed)] * count,
        parts=[("word/numbering.xml", numbering)],
        relations=[("rIdN", "numbering", "numbering.xml", "")],
    )


def level(form: str = "decimal", text: str = "%1.", start: str = "1", more: str = "") -> str:
    """Return a level of a list."""
    return f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def style(name: str, base: str = "", look: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:rPr>{look}</w:rPr></w:style>'
    )


def rezipped(change: Callable[[zipfile.ZipFile, zipfile.ZipFile], None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a Word file packed anew, by a method, and with more in it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(SAID))) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        change(old, new)
    return out.getvalue()


def with_part(name: str, data: bytes | str) -> Made:
    def change(old: zipfile.ZipFile, new: zipfile.ZipFile) -> None:
        new.writestr(name, data)

    return lambda: rezipped(change)


def with_zeros(name: str, megabytes: int) -> Made:
    def change(old: zipfile.ZipFile, new: zipfile.ZipFile) -> None:
        with new.open(name, "w") as part:
            for _ in range(megabytes):
                part.write(b" " * 2**20)

    return lambda: rezipped(change)


def cases() -> Iterator[Case]:
    """Give the cases of Word files."""
    yield of_file("a Word file with nothing wrong", lambda: docx(SAID), READ, quick=True)
    for name, make in HIDDEN.items():
        right = reads("98宗", lacks=["77"])
        yield of_file(f"a text {name}", make, right, quick=name in ("struck out", "in a deleted row"))
    for form in (
        "lowerLetter",
        "upperLetter",
        "lowerRoman",
        "upperRoman",
        "chineseCounting",
        "decimalZero",
        "ordinal",
        "cardinalText",
        "hex",
        "ideographDigital",
        "decimalEnclosedCircle",
        "decimalFullWidth",
        "japaneseLegal",
        "none",
        "bullet",
        "a",
    ):
        for start in ("2147483647", "-2147483648", "-1", "0", "99999999999999999999999", "1e9", "９", ""):
            yield of_file(
                f"a list in {form} from {start}",
                lambda form=form, start=start: numbered(level(form, start=start), count=3),
                READ,
                quick=start == "2147483647" and form == "lowerLetter",
            )
    for name, (make, right) in _hostile().items():
        yield of_file(name, make, right, quick=name in QUICK)
    chance = random.Random(17)
    whole = docx(SAID, word_table([["项目", "数量"], ["办结", "98宗"]]))
    for n in range(30):
        yield of_file(f"a Word file with bytes changed, {n}", _changed(whole, chance), EITHER, quick=n == 0)
    for n in range(30):
        yield of_file(f"a Word file with its XML changed, {n}", _changed_within(whole, chance), EITHER)


QUICK = (
    "a list's text of 3 million characters",
    "styles based on each other in a loop",
    "5,000 overrides",
    "packed by LZMA and broken",
    "a part that unpacks to 1 GB",
)


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        changed[chance.randrange(4, len(changed))] = chance.randrange(256)
    return bytes(changed)


def _changed_within(data: bytes, chance: random.Random) -> bytes:
    """Return a file in whose document tags and values are swapped."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            said = old.read(name).decode()
            if name.startswith("word/"):
                names = [
                    "w:p",
                    "w:r",
                    "w:t",
                    "w:tbl",
                    "w:tr",
                    "w:tc",
                    "w:pPr",
                    "w:rPr",
                    "w:sdt",
                    "w:txbxContent",
                    "w:del",
                    "w:fldChar",
                ]
                one, other = chance.sample(names, 2)
                said = said.replace(f"<{one}>", f"<{other}>").replace(f"</{one}>", f"</{other}>")
                said = said.replace(
                    'w:val="', f'w:val="{chance.choice(["-", "9" * 30, "²", "&#xFFFD;", "1.5"])}', chance.randrange(5)
                )
            new.writestr(name, said)
    return out.getvalue()


def _hostile() -> dict[str, tuple[Made, Right | tuple[Right, ...]]]:
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    many = "".join(
        f'<w:lvlOverride w:ilvl="{n % 9}"><w:startOverride w:val="{n}"/>{level()}</w:lvlOverride>' for n in range(5000)
    )
    chain = "".join(style(f"s{n}", f"s{n + 1}", "<w:b/>") for n in range(20_000))
    text_box = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice></mc:AlternateContent></w:r></w:p>"

    def nested(outer: str, inner: str, deep: int) -> str:
        return outer * deep + SAID + inner * deep

    def zip64() -> bytes:
        return docx(SAID).replace(b"PK\x01\x02", b"PK\x01\x03")

    def lzma_broken() -> bytes:
        data = bytearray(rezipped(lambda old, new: None, zipfile.ZIP_LZMA))
        at = data.index(b"word/document.xml") + 20
        data[at : at + 30] = bytes(30)
        return bytes(data)

    def method(number: int) -> Made:
        def make() -> bytes:
            data = bytearray(docx(SAID))
            for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
                at = -1
                while (at := data.find(mark, at + 1)) >= 0:
                    data[at + offset] = number
            return bytes(data)

        return make

    def overlapping() -> bytes:
        # One packed part under 4,000 names, as in the bomb of D. Fifield.
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            new.writestr("[Content_Types].xml", "<Types/>")
            new.writestr("word/document.xml", " " * 2**20)
            first = new.infolist()[-1]
            for n in range(4000):
                info = zipfile.ZipInfo(f"word/a{n}.xml")
                info.header_offset, info.compress_size, info.file_size, info.CRC = (
                    first.header_offset,
                    first.compress_size,
                    first.file_size,
                    first.CRC,
                )
                info.compress_type = first.compress_type
                new.filelist.append(info)
        return out.getvalue()

    return {
        "a list's text of 3 million characters": (lambda: numbered(level(text="%1" + "法" * 3_000_000)), EITHER),
        "a list's text of 3 million, 500 times": (
            lambda: numbered(level(text="%1" + "法" * 3_000_000), count=500),
            EITHER,
        ),
        "a list's text of a million numbers": (lambda: numbered(level(text="%1" * 1_000_000), count=100), EITHER),
        "5,000 overrides": (lambda: numbered(level(), many, 2000), READ),
        "20,000 lists and 2,000 paragraphs": (
            lambda: numbered(
                level(),
                "",
                2000,
                "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/></w:num>' for n in range(2, 20_000)),
            ),
            READ,
        ),
        "levels that are negative": (lambda: numbered(level().replace('w:ilvl="0"', 'w:ilvl="-1"'), count=3), READ),
        "a level of a billion": (
            lambda: numbered(level() + level().replace('w:ilvl="0"', 'w:ilvl="999999999"'), count=3),
            READ,
        ),
        "a list that restarts beyond": (lambda: numbered(level(more='<w:lvlRestart w:val="-7"/>'), count=3), READ),
        "styles based on each other in a loop": (
            lambda: docx(
                SAID,
                *[paragraph("办结7宗。", properties='<w:pStyle w:val="a"/>')] * 50,
                styles=style("a", "b") + style("b", "a"),
            ),
            READ,
        ),
        "a style based on itself": (
            lambda: docx(SAID, paragraph("办结7宗。", properties='<w:pStyle w:val="a"/>'), styles=style("a", "a")),
            READ,
        ),
        "a chain of 20,000 styles": (
            lambda: docx(
                SAID,
                *[paragraph("办结7宗。", properties=f'<w:pStyle w:val="s{n}"/>') for n in range(2000)],
                styles=chain,
            ),
            READ,
        ),
        "a table in a chain of 20,000 styles": (
            lambda: docx(
                SAID, *[word_table([["办结", "7宗"]], f'<w:tblStyle w:val="s{n}"/>') for n in range(500)], styles=chain
            ),
            READ,
        ),
        "a list in a chain of 20,000 styles": (
            lambda: docx(
                SAID,
                *[paragraph("办结7宗。", properties=f'<w:pStyle w:val="s{n}"/>') for n in range(2000)],
                styles=chain,
                parts=[("word/numbering.xml", f"<w:numbering {SPACES}/>")],
                relations=[("rIdN", "numbering", "numbering.xml", "")],
            ),
            READ,
        ),
        "20,000 styles of one name": (lambda: docx(SAID, styles=style("a") * 20_000), READ),
        **{
            f"{name}, {deep:,} deep": (
                lambda outer=outer, inner=inner, deep=deep: docx(nested(outer, inner, deep)),
                EITHER,
            )
            for name, outer, inner in (
                ("tables in tables", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
                ("controls in controls", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
                ("paragraphs in paragraphs", "<w:p>", "</w:p>"),
                ("boxes in boxes", "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
                ("insertions in insertions", "<w:ins>", "</w:ins>"),
                ("tags of nobody", "<w:a>", "</w:a>"),
            )
            for deep in (40, 80, 240, 30_000)
        },
        "runs in runs": (
            lambda: docx("<w:p>" + "<w:r>" * 200 + "<w:t>全年办结调解98宗。</w:t>" + "</w:r>" * 200 + "</w:p>"),
            READ,
        ),
        "tables in tables, wide": (
            lambda: docx(nested("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 20 + "<w:tc>", "</w:tc></w:tr></w:tbl>", 60)),
            EITHER,
        ),
        "fields without end": (
            lambda: docx(SAID, "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + "</w:p>"),
            EITHER,
        ),
        "ends of fields": (
            lambda: docx(SAID, "<w:p>" + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 50_000 + "</w:p>"),
            READ,
        ),
        "80 fields over 20,000 runs": (
            lambda: docx(
                SAID,
                "<w:p>"
                + '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>A</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
                * 80
                + run("7") * 20_000
                + "</w:p>",
            ),
            READ,
        ),
        "a field's code of 2 million": (
            lambda: docx(
                SAID,
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/>'
                + "<w:instrText> EQ \\o (</w:instrText>" * 100_000
                + '<w:fldChar w:fldCharType="end"/></w:r></w:p>',
            ),
            READ,
        ),
        "a table of contents that never ends": (
            lambda: docx(
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/></w:r></w:p>',
                SAID,
            ),
            READ,
        ),
        "a span of a billion columns": (
            lambda: docx(
                SAID, word_table([["甲", "7宗"]]).replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="999999999"/>')
            ),
            READ,
        ),
        "a table of 300 by 300": (lambda: docx(SAID, word_table([[f"{n}宗" for n in range(300)]] * 300)), READ),
        "a table of 20,000 rows": (lambda: docx(SAID, word_table([["甲", "7宗"]] * 20_000)), READ),
        "a table merged down 5,000 rows": (
            lambda: docx(
                SAID, "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>" * 5000 + "</w:tbl>"
            ),
            READ,
        ),
        "2,000 tables": (lambda: docx(SAID, *[word_table([["甲", "7宗"]])] * 2000), READ),
        "100,000 paragraphs": (lambda: docx(SAID, "<w:p/>" * 100_000), READ),
        "30,000 paragraphs with text": (
            lambda: docx(SAID, *[paragraph(f"第{n}项办结{n}宗。") for n in range(30_000)]),
            READ,
        ),
        "100,000 runs in a paragraph": (lambda: docx(SAID, "<w:p>" + run("7") * 100_000 + "</w:p>"), READ),
        "50,000 raised runs": (
            lambda: docx(
                SAID, "<w:p>" + (run("7", '<w:vertAlign w:val="superscript"/>') + run("a")) * 25_000 + "</w:p>"
            ),
            READ,
        ),
        "joined paragraphs without end": (
            lambda: docx(SAID, *[paragraph("办结7宗", properties='<w:rPr><w:del w:id="1"/></w:rPr>')] * 20_000),
            READ,
        ),
        "2,100,000 characters": (lambda: docx(SAID, "法" * 2_100_000), refuses("characters")),
        "a word of 1,900,000 characters": (lambda: docx(SAID, "法" * 1_900_000), READ),
        "spaces without end": (lambda: docx(SAID, " " * 1_500_000 + "a"), READ),
        "a note that holds itself": (
            lambda: docx(
                SAID,
                '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
                parts=[
                    (
                        "word/footnotes.xml",
                        f'<w:footnotes {SPACES}><w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote></w:footnotes>',
                    )
                ],
                relations=[("rIdF", "footnotes", "footnotes.xml", "")],
            ),
            READ,
        ),
        "a chain of 3,000 notes": (
            lambda: docx(
                SAID,
                '<w:p><w:r><w:footnoteReference w:id="0"/></w:r></w:p>',
                parts=[
                    (
                        "word/footnotes.xml",
                        f"<w:footnotes {SPACES}>"
                        + "".join(
                            f'<w:footnote w:id="{n}"><w:p><w:r><w:t>7</w:t><w:footnoteReference w:id="{n + 1}"/></w:r></w:p></w:footnote>'
                            for n in range(3000)
                        )
                        + "</w:footnotes>",
                    )
                ],
                relations=[("rIdF", "footnotes", "footnotes.xml", "")],
            ),
            READ,
        ),
        "a part that is itself": (
            lambda: docx(SAID, '<w:altChunk r:id="rIdA"/>' * 1000, relations=[("rIdA", "aFChunk", "document.xml", "")]),
            EITHER,
        ),
        "parts within parts": (lambda: _chunks(6), EITHER),
        "a part read a thousand times": (
            lambda: docx(
                SAID,
                '<w:altChunk r:id="rIdA"/>' * 1000,
                parts=[("word/a.html", "<html><p>" + "办结7宗。" * 2000)],
                relations=[("rIdA", "aFChunk", "a.html", "")],
            ),
            EITHER,
        ),
        "relations that lead outside": (
            lambda: docx(
                SAID,
                relations=[
                    ("rIdA", "styles", "../../../etc/passwd", ""),
                    ("rIdB", "numbering", "file:///etc/passwd", "External"),
                ],
            ),
            READ,
        ),
        "20,000 relations": (
            lambda: docx(SAID, relations=[(f"rIdX{n}", "header", "styles.xml", "") for n in range(20_000)]),
            READ,
        ),
        "500 headers": (
            lambda: docx(
                SAID,
                parts=[(f"word/h{n}.xml", f"<w:hdr {SPACES}>{paragraph('页眉法治')}</w:hdr>") for n in range(500)],
                relations=[(f"rIdX{n}", "header", f"h{n}.xml", "") for n in range(500)],
            ),
            READ,
        ),
        "no relations": (lambda: _without("_rels/.rels"), EITHER),
        "no types": (lambda: _without("[Content_Types].xml"), EITHER),
        "no document": (lambda: _without("word/document.xml"), refuses()),
        "no styles": (lambda: _without("word/styles.xml"), READ),
        "a document that is no XML": (with_part("word/document.xml", b"\0\1\2"), EITHER),
        "entities": (
            with_part("word/styles2.xml", '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">]><a>&a;</a>'),
            refuses("entities"),
        ),
        "entities that expand": (
            lambda: _replaced(
                b"<w:document",
                b'<!DOCTYPE a [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]><w:document',
            ),
            refuses(),
        ),
        "entities from a file": (
            lambda: _replaced(b"<w:document", b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document'),
            refuses(),
        ),
        "entities in UTF-16": (lambda: _in_utf16(), refuses()),
        "a document in UTF-7": (
            lambda: _replaced(b"<w:document", b'<?xml version="1.0" encoding="utf-7"?><w:document'),
            EITHER,
        ),
        "a document in an encoding of nobody": (
            lambda: _replaced(b"<w:document", b'<?xml version="1.0" encoding="x-a"?><w:document'),
            EITHER,
        ),
        "a name of 1 MB in it": (lambda: _replaced(b"<w:body>", b"<w:body><" + b"a" * 1_000_000 + b"/>"), EITHER),
        "100,000 attributes": (
            lambda: _replaced(
                b"<w:body>", b"<w:body><w:p " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"
            ),
            EITHER,
        ),
        "10,000 names of spaces": (
            lambda: _replaced(
                b"<w:body>", b"<w:body><w:p " + b" ".join(b'xmlns:a%d="a"' % n for n in range(10_000)) + b"/>"
            ),
            EITHER,
        ),
        "names of spaces within each other": (
            lambda: _replaced(
                b"<w:body>", b"<w:body>" + b"".join(b'<w:p xmlns:a%d="a">' % n for n in range(200)) + b"</w:p>" * 200
            ),
            EITHER,
        ),
        "a part that unpacks to 1 GB": (with_zeros("word/a.xml", 1000), refuses()),
        "a picture that unpacks to 190 MB": (with_zeros("word/media/a.png", 190), READ),
        "a picture that unpacks to 1 GB": (with_zeros("word/media/a.png", 1000), refuses()),
        "a document that unpacks to 29 MB": (lambda: docx(SAID, "<w:p/>" * 4_800_000), EITHER),
        "a document that unpacks to 40 MB": (lambda: docx(SAID, "<w:p/>" * 6_800_000), refuses()),
        "styles that unpack to 25 MB": (lambda: docx(SAID, styles=style("a") * 250_000), EITHER),
        "5,001 parts": (lambda: docx(SAID, parts=[(f"a{n}", "") for n in range(5_001)]), refuses()),
        "one part under 4,000 names": (overlapping, refuses()),
        "two documents of one name": (
            with_part("word/document.xml", f"<w:document {SPACES}><w:body>{paragraph(SECRET)}</w:body></w:document>"),
            EITHER,
        ),
        "names that lead outside": (with_part("../../a.xml", "<a/>"), READ),
        "a name of 60,000 characters": (with_part("a" * 60_000, ""), READ),
        "a name with a null": (with_part("a\0b", ""), READ),
        "an archive whose directory is broken": (zip64, refuses()),
        "packed by LZMA": (lambda: rezipped(lambda old, new: None, zipfile.ZIP_LZMA), READ),
        "packed by BZIP2": (lambda: rezipped(lambda old, new: None, zipfile.ZIP_BZIP2), READ),
        "not packed": (lambda: rezipped(lambda old, new: None, zipfile.ZIP_STORED), READ),
        "packed by LZMA and broken": (lzma_broken, refuses()),
        **{
            f"packed by method {number}": (method(number), refuses())
            for number in (1, 6, 9, 12, 14, 93, 95, 97, 98, 99)
        },
        "an archive within an archive": (with_part("a.zip", docx(SAID)), READ),
        "only the end of an archive": (lambda: b"PK\x05\x06" + bytes(18), refuses()),
        "only the start of an archive": (lambda: b"PK\x03\x04" + bytes(100), refuses()),
        "100 MB of zeros in an archive": (lambda: b"PK\x03\x04" + bytes(99 * 2**20), refuses()),
        "an archive behind a comment": (lambda: docx(SAID)[:-2] + b"\xff\xff" + b"a" * 65535, EITHER),
        "what stands behind it": (lambda: docx(SAID) + b"a" * 60_000, EITHER),
        "Word's one XML, broken": (
            lambda: (
                b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
            ),
            refuses(),
        ),
        "Word's one XML with parts that are none": (
            lambda: (
                b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
                + b'<pkg:part pkg:name="/a"><pkg:binaryData>!!!</pkg:binaryData></pkg:part>' * 1000
                + b"</pkg:package>"
            ),
            refuses(),
        ),
        "zero-width characters": (lambda: docx("全年办结调解9\u200b8宗。"), READ),
        "a tab in a number": (
            lambda: docx(paragraph(run("全年办结调解98"), "<w:r><w:tab/></w:r>", run("宗。"))),
            reads("98"),
        ),
        "in boxes": (lambda: docx(SAID, *[text_box.format(paragraph("办结7宗。"))] * 5000), READ),
        "listed in nothing": (lambda: docx(paragraph("全年办结调解98宗。", properties=in_list)), READ),
    }


def _replaced(was: bytes, now: bytes, part: str = "word/document.xml") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(SAID))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            said = old.read(name)
            new.writestr(name, said.replace(was, now) if name == part else said)
    return out.getvalue()


def _in_utf16() -> bytes:
    def change(old: zipfile.ZipFile, new: zipfile.ZipFile) -> None:
        new.writestr(
            "word/a.xml",
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'.encode("utf-16"),
        )

    return rezipped(change)


def _without(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(SAID))) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    return out.getvalue()


def _chunks(deep: int) -> bytes:
    made = docx(SAID)
    for _ in range(deep):
        made = docx(
            SAID,
            '<w:altChunk r:id="rIdA"/>' * 10,
            parts=[("word/a.docx", made)],
            relations=[("rIdA", "aFChunk", "a.docx", "")],
        )
    return made
