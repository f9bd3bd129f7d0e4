"""PDFs, written object by object: drawn in every way that hides a text, packed, nested, looped and broken."""

import random
import zlib
from collections.abc import Callable, Iterator

from ..case import EITHER, Case, Right, of_file, reads, refuses
from helpers.files import CLOSING, HEADING, OPENING, TITLE

READ = reads("98宗")
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype"
    b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
LINES = [TITLE, OPENING[:34], OPENING[34:], HEADING, "全年办结调解98宗。", *CLOSING]
Made = Callable[[], bytes]


def shown(text: str, x: float = 72, y: float = 600, size: float = 12, before: str = "") -> bytes:
    """Return the drawing of a line."""
    return f"BT {before} /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


REPORT = b"".join(shown(line, y=780 - 20 * n) for n, line in enumerate(LINES))
SECRET = shown("另调解77宗。", y=560)


def stream(data: bytes, said: str = "") -> bytes:
    """Return an object that is a stream."""
    return f"<<{said}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def packed(data: bytes, said: str = "", times: int = 1) -> bytes:
    """Return a stream that is packed, more than once."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, f"{said}/Filter[{'/FlateDecode' * times}]")


def zeros(megabytes: int) -> bytes:
    """Return many spaces, packed."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()


def pdf(
    contents: bytes = REPORT,
    page: str = "",
    resources: str = "",
    catalog: str = "",
    objects: dict[int, bytes] | None = None,
    pages: int = 1,
    box: str = "0 0 595 842",
    trailer: str = "",
) -> bytes:
    """Return a PDF; of what it has besides the objects begin with 10."""
    kids = " ".join(["3 0 R"] * pages)
    made = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>{resources}>>"
        f"{page}>>".encode(),
        4: FONT,
        5: stream(contents),
        **(objects or {}),
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in made.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(made) + 1)
    for number in range(1, max(made) + 1):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += f"trailer<</Size {max(made) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def forms(deep: int, wide: int, last: bytes) -> dict[int, bytes]:
    """Return forms that each draw the next one several times."""
    made = {}
    for n in range(deep):
        draws = b"/X Do " * wide if n < deep - 1 else last
        said = (
            f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</X {11 + n} 0 R>>>>"
        )
        made[10 + n] = stream(draws, said)
    return made


OFF = "/OCProperties<</OCGs[20 0 R]/D<</OFF[20 0 R]/Order[20 0 R]>>>>"
LAYER = {20: b"<</Type/OCG/Name(a)>>"}
HIDDEN: dict[str, Made] = {
    "without ink": lambda: pdf(REPORT + shown("另调解77宗。", y=560, before="3 Tr")),
    "in white": lambda: pdf(REPORT + b"1 g " + SECRET),
    "in clear ink": lambda: pdf(REPORT + b"/G gs " + SECRET, resources="/ExtGState<</G<</ca 0/CA 0>>>>"),
    "beside the page": lambda: pdf(REPORT + shown("另调解77宗。", x=700)),
    "below the page": lambda: pdf(REPORT + shown("另调解77宗。", y=-60)),
    "outside of what the page is cut to": lambda: pdf(REPORT + SECRET, page="/CropBox[0 600 595 842]"),
    "in a layer that is off": lambda: pdf(
        REPORT + b"/OC /L BDC " + SECRET + b"EMC", resources="/Properties<</L 20 0 R>>", catalog=OFF, objects=LAYER
    ),
    "in a form of a layer that is off": lambda: pdf(
        REPORT + b"/X Do",
        resources="/XObject<</X 10 0 R>>",
        catalog=OFF,
        objects={
            10: stream(
                SECRET, "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/OC 20 0 R/Resources<</Font<</F1 4 0 R>>>>"
            ),
            **LAYER,
        },
    ),
    "in a layer that all layers off turn off": lambda: pdf(
        REPORT + b"/OC /L BDC " + SECRET + b"EMC",
        resources="/Properties<</L 20 0 R>>",
        catalog="/OCProperties<</OCGs[20 0 R]/D<</BaseState/OFF>>>>",
        objects=LAYER,
    ),
    "by a policy of layers": lambda: pdf(
        REPORT + b"/OC /L BDC " + SECRET + b"EMC",
        resources="/Properties<</L 21 0 R>>",
        catalog=OFF,
        objects={**LAYER, 21: b"<</Type/OCMD/OCGs[20 0 R]/P/AllOn>>"},
    ),
    "below a white area": lambda: pdf(REPORT + SECRET + b"1 g 60 550 300 30 re f"),
    "in no size": lambda: pdf(REPORT + shown("另调解77宗。", y=560, size=0.1)),
    "clipped away": lambda: pdf(REPORT + b"q 0 0 10 10 re W n " + SECRET + b"Q"),
    "clipped to nothing": lambda: pdf(REPORT + b"q 0 0 0 0 re W n " + SECRET + b"Q"),
    "squeezed to nothing": lambda: pdf(REPORT + b"q 0.001 0 0 0.001 0 0 cm " + SECRET + b"Q"),
    "below a picture": lambda: pdf(
        REPORT + SECRET + b"q 300 0 0 30 60 550 cm /P Do Q",
        resources="/XObject<</P 10 0 R>>",
        objects={
            10: stream(b"\xff", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
        },
    ),
}


def cases() -> Iterator[Case]:
    """Give the cases of PDFs."""
    yield of_file("a PDF with nothing wrong", pdf(), READ, quick=True)
    for name, make in HIDDEN.items():
        yield of_file(
            f"a text {name}", make, reads("98宗", lacks=["77"]), quick=name in ("in white", "in a layer that is off")
        )
    for name, (make, right) in _hostile().items():
        yield of_file(name, make, right, quick=name in QUICK)
    whole = pdf()
    chance = random.Random(17)
    for n in range(40):
        yield of_file(f"a PDF with bytes changed, {n}", _changed(whole, chance, 1 + n % 12), EITHER, quick=n == 0)
    for n in range(8):
        yield of_file(f"a PDF cut off, {n} of 8", whole[: len(whole) * n // 8], EITHER)


QUICK = ("forms nested 9 by 10", "pages in a loop", "a stream that unpacks to 1 GB")


def _changed(data: bytes, chance: random.Random, times: int) -> bytes:
    changed = bytearray(data)
    for _ in range(times):
        changed[chance.randrange(9, len(changed))] = chance.choice(b"0123456789<>[]()/ RQ\xff\0")
    return bytes(changed)


def _hostile() -> dict[str, tuple[Made, Right | tuple[Right, ...]]]:
    form = "/XObject<</X 10 0 R>>"
    image = "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
    draw = REPORT + b"q 100 0 0 100 10 10 cm /X Do Q"
    deep = b"[" * 100_000 + b"]" * 100_000
    return {
        "forms nested 9 by 10": (
            lambda: pdf(REPORT + b"/X Do", resources=form, objects=forms(9, 10, b"0 0 1 1 re f")),
            EITHER,
        ),
        "forms of text nested 7 by 8": (
            lambda: pdf(REPORT + b"/X Do", resources=form, objects=forms(7, 8, shown("7"))),
            EITHER,
        ),
        "forms nested 20 by 3": (
            lambda: pdf(REPORT + b"/X Do", resources=form, objects=forms(20, 3, b"0 0 1 1 re f")),
            EITHER,
        ),
        "forms nested 2,000 deep": (
            lambda: pdf(REPORT + b"/X Do", resources=form, objects=forms(2000, 1, b"0 0 1 1 re f")),
            EITHER,
        ),
        "a form that draws itself": (
            lambda: pdf(
                REPORT + b"/X Do",
                resources=form,
                objects={
                    10: stream(
                        b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>"
                    )
                },
            ),
            EITHER,
        ),
        "a stream that unpacks to 1 GB": (lambda: pdf(objects={5: stream(zeros(1000), "/Filter/FlateDecode")}), EITHER),
        "a stream that unpacks to 4 GB": (lambda: pdf(objects={5: stream(zeros(4000), "/Filter/FlateDecode")}), EITHER),
        "a stream that is packed three times": (lambda: pdf(objects={5: packed(zeros(1000), times=2)}), EITHER),
        "a stream of runs": (
            lambda: pdf(objects={5: stream(b"\x81 " * 3_000_000 + b"\x80", "/Filter/RunLengthDecode")}),
            EITHER,
        ),
        "a picture that unpacks to 1 GB": (
            lambda: pdf(
                draw,
                resources=form,
                objects={10: stream(zeros(1000), image + "/Width 32000/Height 32000/Filter/FlateDecode")},
            ),
            EITHER,
        ),
        "a picture that says it is huge": (
            lambda: pdf(
                draw, resources=form, objects={10: stream(b"a", image + "/Width 2000000000/Height 2000000000")}
            ),
            EITHER,
        ),
        "a fax picture without end": (
            lambda: pdf(
                draw,
                resources=form,
                objects={
                    10: stream(
                        b"\0" * 99,
                        "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 1/Width 60000/Height 60000/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>",
                    )
                },
            ),
            EITHER,
        ),
        "pages in a loop": (lambda: pdf(objects={2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"}), EITHER),
        "pages in a loop of two": (
            lambda: pdf(
                objects={
                    2: b"<</Type/Pages/Kids[10 0 R]/Count 9>>",
                    10: b"<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>",
                }
            ),
            EITHER,
        ),
        "a parent in a loop": (lambda: pdf(objects={2: b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>"}), EITHER),
        "a tree of pages 1,000 deep": (
            lambda: pdf(
                objects={
                    2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
                    **{
                        10 + n: f"<</Type/Pages/Parent {9 + n} 0 R/Kids[{11 + n} 0 R]/Count 1>>".encode()
                        for n in range(1000)
                    },
                    1010: b"3 0 R",
                }
            ),
            EITHER,
        ),
        "two billion pages": (lambda: pdf(objects={2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"}), EITHER),
        "less than no pages": (lambda: pdf(objects={2: b"<</Type/Pages/Kids[3 0 R]/Count -1>>"}), EITHER),
        "601 pages": (lambda: pdf(pages=601), refuses("limit 600")),
        "300 pages": (lambda: pdf(pages=300), READ),
        "a page a million points wide": (lambda: pdf(REPORT + b"1 g " + SECRET, box="0 0 1000000 1000000"), EITHER),
        "a page of no size": (lambda: pdf(REPORT + b"1 g " + SECRET, box="0 0 0 0"), EITHER),
        "a page of less than no size": (lambda: pdf(REPORT + b"1 g " + SECRET, box="595 842 0 0"), EITHER),
        "a page of a size beyond numbers": (
            lambda: pdf(REPORT + b"1 g " + SECRET, box="0 0 1e308 99999999999999999999"),
            EITHER,
        ),
        "a page of no number": (lambda: pdf(REPORT + b"1 g " + SECRET, box="/a (b) [] <<>>"), EITHER),
        "a very narrow page": (lambda: pdf(REPORT + b"1 g " + SECRET, box="0 0 0.001 100000"), EITHER),
        "a page scaled a million times": (lambda: pdf(REPORT + b"1 g " + SECRET, page="/UserUnit 1000000"), EITHER),
        "a page turned by 45": (lambda: pdf(page="/Rotate 45"), EITHER),
        "a page turned by a billion": (lambda: pdf(page="/Rotate 99999999990"), EITHER),
        "arrays 100,000 deep": (lambda: pdf(objects={10: deep}, trailer="/A 10 0 R"), EITHER),
        "arrays 100,000 deep in the drawing": (lambda: pdf(deep + REPORT), EITHER),
        "states saved without end": (lambda: pdf(b"q " * 1_000_000 + REPORT), EITHER),
        "a million rectangles": (lambda: pdf(b"0 0 100 100 re f " * 1_000_000 + REPORT), EITHER),
        "a path of a million lines": (
            lambda: pdf(b"0 0 m " + b"100 100 l 0 100 l " * 500_000 + b"S " + REPORT),
            EITHER,
        ),
        "100,000 rules of tables": (
            lambda: pdf(
                b"".join(b"%d %d m %d %d l S " % (n % 500, n % 800, n % 500 + 50, n % 800) for n in range(100_000))
                + REPORT
            ),
            EITHER,
        ),
        "a grid of 300 by 300": (
            lambda: pdf(
                b"".join(b"%d 0 m %d 800 l S 0 %d m 590 %d l S " % (n, n, 2 * n, 2 * n) for n in range(1, 300)) + REPORT
            ),
            EITHER,
        ),
        "100,000 characters on a page": (
            lambda: pdf(REPORT + b"".join(shown("法" * 50, y=n % 800, size=5) for n in range(2000))),
            EITHER,
        ),
        "text on text": (lambda: pdf(REPORT + shown("全年办结调解98宗。") * 3000), EITHER),
        "text in doubt without end": (
            lambda: pdf(REPORT + b"1 g " + b"".join(shown("宗", x=n % 500, y=n % 800) for n in range(5000))),
            EITHER,
        ),
        "clips without end": (
            lambda: pdf(REPORT + b"".join(b"0 0 500 %d re W n " % (n % 800) for n in range(20_000)) + SECRET),
            EITHER,
        ),
        "a pattern within a pattern": (
            lambda: pdf(
                REPORT + b"/Pattern cs /P scn 0 0 500 800 re f",
                resources="/Pattern<</P 10 0 R>>",
                objects={
                    10: stream(
                        b"/Pattern cs /P scn 0 0 1 1 re f",
                        "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<</Pattern<</P 10 0 R>>>>",
                    )
                },
            ),
            EITHER,
        ),
        "a pattern of tiny steps over a text in white": (
            lambda: pdf(
                REPORT + b"/Pattern cs /P scn 0 0 500 800 re f 1 g " + SECRET,
                resources="/Pattern<</P 10 0 R>>",
                objects={
                    10: stream(
                        b"0 0 1 1 re f",
                        "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001/Resources<<>>",
                    )
                },
            ),
            EITHER,
        ),
        "a shading of a function in a loop": (
            lambda: pdf(
                REPORT + b"/S sh 1 g " + SECRET,
                resources="/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function 10 0 R>>>>",
                objects={10: b"<</FunctionType 3/Domain[0 1]/Functions[10 0 R 10 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>"},
            ),
            EITHER,
        ),
        "a length in a loop": (
            lambda: pdf(objects={5: b"<</Length 5 0 R>>stream\n" + REPORT + b"\nendstream"}),
            EITHER,
        ),
        "a length beyond the file": (
            lambda: pdf(objects={5: b"<</Length 999999999>>stream\n" + REPORT + b"\nendstream"}),
            EITHER,
        ),
        "a negative length": (lambda: pdf(objects={5: b"<</Length -5>>stream\n" + REPORT + b"\nendstream"}), EITHER),
        "an object that is itself": (lambda: pdf(objects={5: b"5 0 R"}), EITHER),
        "resources in a loop": (
            lambda: pdf(
                objects={3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources 3 0 R>>"}
            ),
            EITHER,
        ),
        "a font in a loop": (
            lambda: pdf(
                objects={4: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]>>"}
            ),
            EITHER,
        ),
        "a font drawn by itself": (
            lambda: pdf(
                objects={
                    4: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255/Widths["
                    + b"1 " * 256
                    + b"]/Encoding<</Differences[0"
                    + b"/a" * 256
                    + b"]>>/CharProcs<</a 10 0 R>>/Resources<</Font<</F1 4 0 R>>>>>>",
                    10: stream(b"1 0 d0 BT /F1 1 Tf (aaaaaaaaaa) Tj ET"),
                }
            ),
            EITHER,
        ),
        "a map of characters without end": (
            lambda: pdf(
                objects={
                    4: FONT[:-2] + b"/ToUnicode 10 0 R>>",
                    10: packed(
                        b"1 begincodespacerange <0000> <ffff> endcodespacerange "
                        + b"1 beginbfrange <0000> <ffff> <0041> endbfrange " * 5000
                    ),
                }
            ),
            EITHER,
        ),
        "a name tree in a loop": (
            lambda: pdf(catalog="/Names<</Dests<</Kids[10 0 R]>>>>", objects={10: b"<</Kids[10 0 R]>>"}),
            EITHER,
        ),
        "a form field in a loop": (
            lambda: pdf(
                catalog="/AcroForm<</Fields[10 0 R]>>",
                page="/Annots[10 0 R]",
                objects={10: b"<</FT/Tx/T(a)/V(7)/Kids[10 0 R]/Parent 10 0 R/Subtype/Widget/Rect[0 0 9 9]>>"},
            ),
            EITHER,
        ),
        "50,000 remarks": (
            lambda: pdf(
                page=f"/Annots[{'10 0 R ' * 50_000}]",
                objects={10: b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(a)>>"},
            ),
            EITHER,
        ),
        "a field of 5 MB": (
            lambda: pdf(
                catalog="/AcroForm<</Fields[10 0 R]>>",
                page="/Annots[10 0 R]",
                objects={10: b"<</FT/Tx/T(a)/V(" + b"7" * 5_000_000 + b")/Subtype/Widget/Rect[0 0 99 99]>>"},
            ),
            EITHER,
        ),
        "a script that runs": (lambda: pdf(catalog="/OpenAction<</S/JavaScript/JS(while(true){})>>"), READ),
        "a form of XFA": (
            lambda: pdf(catalog="/AcroForm<</XFA 10 0 R/Fields[]>>", objects={10: stream(b"<a>" * 100_000)}),
            EITHER,
        ),
        "a title of 5 MB": (lambda: pdf(trailer="/Info<</Title(" + "a" * 5_000_000 + ")>>"), READ),
        "encrypted without a key": (
            lambda: pdf(
                trailer="/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O("
                + "a" * 32
                + ")/U("
                + "b" * 32
                + ")>>/ID[(a)(b)]"
            ),
            refuses(),
        ),
        "encrypted in a way that is none": (lambda: pdf(trailer="/Encrypt<</Filter/A/V 99>>/ID[(a)(b)]"), refuses()),
        "a table of objects without end": (
            lambda: b"%PDF-1.7\nxref\n0 99999999\n" + b"0000000000 65535 f \n" * 100_000,
            refuses(),
        ),
        "a table of objects in a loop": (lambda: pdf(trailer="/Prev 9"), EITHER),
        "objects in a stream in a loop": (
            lambda: pdf(
                objects={10: stream(b"10 0 11 5 <<>> <<>>", "/Type/ObjStm/N 2000000000/First 10/Extends 10 0 R")}
            ),
            EITHER,
        ),
        "only a head": (lambda: b"%PDF-1.7\n", refuses()),
        "a head and 50 MB of nothing": (lambda: b"%PDF-1.7\n" + b"\0" * 50 * 2**20, refuses()),
        "a head and 20 MB of objects": (lambda: b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 1_000_000, refuses()),
        "zero-width characters": (
            lambda: pdf(
                REPORT.replace(
                    "98宗".encode("utf-16-be").hex().encode(), "9\u200b8宗".encode("utf-16-be").hex().encode()
                )
            ),
            reads("98宗"),
        ),
        "blank pages": (lambda: pdf(b"", pages=3), refuses()),
    }
