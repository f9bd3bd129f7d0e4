"""Archives, folders, lists of addresses and tables of decisions that are sent in: nothing leads outside of its folder."""

import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from ..case import Case, Limits, Right
from .table import folder_of_data

REPORT = (
    "横沥镇2023年度法治政府建设年度报告\n2023年，横沥镇扎实推进法治政府建设，现将有关情况报告如下：\n一、主要成效\n"
    "全年办理投诉1234件，办结率97%。\n二、存在问题\n执法力量不足。\n三、下一步打算\n加强培训。\n横沥镇人民政府\n2024年1月18日\n"
).encode()
DONE, REFUSED = Right(0), Right(7)
EITHER = (DONE, REFUSED)
Members = list[tuple[zipfile.ZipInfo | str, bytes]]


def cases() -> Iterator[Case]:
    """Give the cases of what is sent in."""
    for what, (members, ways) in ZIPS.items():
        put = lambda folder, members=members: (folder / "sent.zip").write_bytes(_zip(members()))  # noqa: E731
        yield _case(f"a zip: {what}", put, ways)
    for what, (make, ways) in FILES.items():
        yield _case(f"sent: {what}", lambda folder, make=make: (folder / "sent.zip").write_bytes(make()), ways)
    for what, (put, ways) in FOLDERS.items():
        yield _case(f"a folder: {what}", put, ways, "sent")
    for what, (said, ways) in LISTS.items():

        def put_list(folder: Path, said: bytes = said) -> None:
            (folder / "sent").mkdir()
            (folder / "sent" / "a.txt").write_bytes(REPORT)
            (folder / "sent" / "urls.csv").write_bytes(said)

        yield _case(f"a list of addresses: {what}", put_list, ways, "sent")
    for what, (said, ways) in DECISIONS.items():

        def put_decisions(folder: Path, said: bytes = said) -> None:
            folder_of_data(folder)
            (folder / "data").rename(folder / "new")
            (folder / "decisions-a.csv").write_bytes(said)

        yield _case(f"decisions: {what}", put_decisions, ways, "decisions-a.csv")
    for what, name in NAMES.items():

        def put_named(folder: Path, name: str = name) -> None:
            (folder / "sent").mkdir()
            Path(os.fsdecode(os.fsencode(folder / "sent") + b"/" + os.fsencode(name))).write_bytes(REPORT)

        yield _case(f"a name: {what}", put_named, (DONE, REFUSED), "sent")


def _case(name: str, put: Callable[[Path], object], ways: tuple[Right, ...], sent: str = "sent.zip") -> Case:
    return Case(
        name, put, ("add", sent, "--data-dir", "new"), ways, ("new", "new/*"), limits=Limits(seconds=40, lines=12)
    )


def _zip(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def info(name: str, mode: int = 0o644, **said: object) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    for key, value in said.items():
        setattr(made, key, value)
    return made


LINK = stat.S_IFLNK | 0o777
ZIPS: dict[str, tuple[Callable[[], Members], tuple[Right, ...]]] = {
    "a report": (lambda: [("a.txt", REPORT)], (DONE,)),
    "a report in folders": (lambda: [("一/二/a.txt", REPORT)], (DONE,)),
    "a report that leads up": (lambda: [("../../../../escaped.txt", REPORT)], EITHER),
    "a report that leads up by strokes of Windows": (lambda: [("..\\..\\escaped.txt", REPORT)], EITHER),
    "a report from the root": (lambda: [("/tmp/escaped.txt", REPORT)], EITHER),
    "a report on a drive": (lambda: [("C:\\escaped.txt", REPORT)], EITHER),
    "a report on a server": (lambda: [("\\\\server\\share\\escaped.txt", REPORT)], EITHER),
    "a report of a stream": (lambda: [("a.txt:stream", REPORT)], EITHER),
    "a device of Windows": (lambda: [("CON.txt", REPORT)], EITHER),
    "a name that ends with a point": (lambda: [("a.txt.", REPORT)], EITHER),
    "a name that ends with a space": (lambda: [("a.txt ", REPORT)], EITHER),
    "a name of points": (lambda: [("...", REPORT)], EITHER),
    "a name of one point": (lambda: [(".", REPORT)], EITHER),
    "a link to a file": (lambda: [(info("a.txt", LINK), b"/etc/passwd"), ("b.txt", REPORT)], EITHER),
    "a link to a folder and a file below": (lambda: [(info("d", LINK), b"/tmp"), ("d/escaped.txt", REPORT)], EITHER),
    "a link to itself": (lambda: [(info("a", LINK), b"a")], EITHER),
    "a pipe": (lambda: [(info("a.txt", stat.S_IFIFO | 0o644), b""), ("b.txt", REPORT)], EITHER),
    "a device": (lambda: [(info("a.txt", stat.S_IFCHR | 0o644), b""), ("b.txt", REPORT)], EITHER),
    "two of one name": (lambda: [("a.txt", REPORT), ("a.txt", REPORT.replace(b"1234", b"9999"))], EITHER),
    "two of one name but for its case": (
        lambda: [("a.txt", REPORT), ("A.TXT", REPORT.replace(b"1234", b"9999"))],
        EITHER,
    ),
    "two of one name but for its form": (lambda: [("é.txt", REPORT), ("e\u0301.txt", b"x")], EITHER),
    "a file and a folder of one name": (lambda: [("a", REPORT), ("a/b.txt", REPORT)], EITHER),
    "names in GBK": (lambda: [(info("\u00d6\u00d0.txt"), REPORT)], EITHER),
    "names that turn around": (lambda: [("a\u202etxt.exe", REPORT)], EITHER),
    "names with line ends": (lambda: [("a\nb.txt", REPORT)], EITHER),
    "names with escapes": (lambda: [("a\x1b[2Jb.txt", REPORT)], EITHER),
    "names of formulas": (lambda: [("=cmd|'/c calc'!A1.txt", REPORT)], EITHER),
    "names of pages": (lambda: [("<img src=x onerror=alert(1)>.txt", REPORT)], EITHER),
    "names of options": (lambda: [("--force.txt", REPORT)], EITHER),
    "a program": (lambda: [("a.exe", b"MZ" + b"\0" * 1000), ("a.txt", REPORT)], EITHER),
    "a link of Windows": (lambda: [("a.lnk", b"L\0\0\0"), ("a.txt", REPORT)], EITHER),
    "tables of our own": (
        lambda: [
            ("reports.csv", b"place_code,year\n1,2\n"),
            ("places.csv", b"x\n"),
            ("datapackage.json", b"{}"),
            ("a.txt", REPORT),
        ],
        EITHER,
    ),
    "a table of figures": (lambda: [("figures/441900106-2023.csv", b"x\n"), ("a.txt", REPORT)], EITHER),
    "a list of addresses that leads up": (
        lambda: [("urls.csv", b"file,url\n../a.txt,http://nowhere.invalid/\n"), ("a.txt", REPORT)],
        EITHER,
    ),
    "a table of decisions": (lambda: [("decisions-x.csv", b"a,b\n1,2\n"), ("a.txt", REPORT)], EITHER),
    "zips in zips": (lambda: [("a.zip", _zip([("b.zip", _zip([("a.txt", REPORT)]))]))], EITHER),
    "zips in zips, 100 deep": (lambda: [("a.zip", _deep(100))], EITHER),
    "a zip that holds a zip of its own size again": (
        lambda: [(f"{n}.zip", _zip([("a.txt", REPORT)])) for n in range(300)],
        EITHER,
    ),
    "a million empty names": (lambda: [(f"{n}", b"") for n in range(60_000)], EITHER),
    "2,000 reports of one name in folders": (lambda: [(f"{n}/a.txt", b"x") for n in range(2000)], EITHER),
    "a file of zeros": (lambda: [("a.txt", b"\0" * 90_000_000), ("b.txt", REPORT)], EITHER),
    "a file of letters packed": (lambda: [("a.txt", "法".encode() * 20_000_000), ("b.txt", REPORT)], EITHER),
    "nothing": (list, EITHER),
    "folders alone": (lambda: [("a/", b""), ("a/b/", b"")], EITHER),
    "what systems put beside": (lambda: [("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("a.txt", REPORT)], (DONE,)),
    "a name of 60,000 letters": (lambda: [("a" * 60_000, REPORT)], EITHER),
    "folders 2,000 deep": (lambda: [("a/" * 2000 + "a.txt", REPORT)], EITHER),
    "a day that is none": (lambda: [(info("a.txt", date_time=(1980, 0, 0, 0, 0, 0)), REPORT)], EITHER),
    "a remark of 65,535": (lambda: [(info("a.txt", comment=b"x" * 65_535), REPORT)], EITHER),
}


def _deep(depth: int) -> bytes:
    data = _zip([("a.txt", REPORT)])
    for _ in range(depth):
        data = _zip([("a.zip", data)])
    return data


def _changed(old: bytes, new: bytes) -> Callable[[], bytes]:
    def make() -> bytes:
        data = _zip([("aaaaaaaaaaaaa.txt", REPORT)])
        return data.replace(old, new)

    return make


def _encrypted() -> bytes:
    data = bytearray(_zip([("a.txt", REPORT)]))
    data[6] |= 1
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _tar(kind: str) -> Callable[[], bytes]:
    def make() -> bytes:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=f"w{kind}") as archive:
            member = tarfile.TarInfo("../escaped.txt")
            member.size = len(REPORT)
            archive.addfile(member, io.BytesIO(REPORT))
        return out.getvalue()

    return make


def _other_name() -> bytes:
    """Return a zip that says one name before the file and another in its directory."""
    data = _zip([("aaaaaaaaaaaaa.txt", REPORT)])
    return data.replace(b"aaaaaaaaaaaaa.txt", b"../../escaped.txt", 1)


def _overlapping() -> bytes:
    """Return a zip whose names all stand for one packed file."""
    data = _zip([("a.txt", b"\0" * 1_000_000)])
    at = data.rfind(b"PK\x01\x02")
    entry, end = data[at : data.rfind(b"PK\x05\x06")], data[data.rfind(b"PK\x05\x06") :]
    count = 2000
    directory = b"".join(entry.replace(b"a.txt", b"%05d" % n) for n in range(count))
    return data[:at] + directory + end[:8] + struct.pack("<HHLL", count, count, len(directory), at) + end[20:]


FILES: dict[str, tuple[Callable[[], bytes], tuple[Right, ...]]] = {
    "a tar": (_tar(""), EITHER),
    "a tar.gz": (_tar(":gz"), EITHER),
    "a tar.xz": (_tar(":xz"), EITHER),
    "a zip with a password": (_encrypted, EITHER),
    "a zip with two names of a file": (_other_name, EITHER),
    "a zip whose files overlap": (_overlapping, EITHER),
    "a zip with a wrong sum": (_changed(b"\x03\x04\x14\x00", b"\x03\x04\x14\x00"), EITHER),
    "a zip cut off": (lambda: _zip([("a.txt", REPORT)])[:-30], EITHER),
    "a zip behind a program": (lambda: b"MZ" + b"\0" * 5000 + _zip([("a.txt", REPORT)]), EITHER),
    "a zip of more than one disk": (
        lambda: _zip([("a.txt", REPORT)]).replace(b"PK\x05\x06\0\0\0\0", b"PK\x05\x06\1\0\1\0"),
        EITHER,
    ),
    "a zip of two billion files": (
        lambda: (lambda d: d[:-14] + b"\xff\xff\xff\xff" + d[-10:])(_zip([("a.txt", REPORT)])),
        EITHER,
    ),
    "a zip that is a workbook": (
        lambda: _zip([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]),
        EITHER,
    ),
    "a rar": (lambda: b"Rar!\x1a\x07\x01\0" + b"\0" * 100, (REFUSED,)),
    "a 7z": (lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 100, (REFUSED,)),
    "a cab": (lambda: b"MSCF" + b"\0" * 100, (REFUSED,)),
    "nothing": (lambda: b"", (REFUSED,)),
    "a zip stored by a way of nobody": (
        lambda: (lambda d: d.replace(d[8:10], b"\x63\x00"))(_zip([("a.txt", REPORT)])),
        EITHER,
    ),
}


def _folder(*files: tuple[str, bytes]) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        for name, data in files:
            file = folder / "sent" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    return put


def _with(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        _folder(("a.txt", REPORT))(folder)
        make(folder / "sent")

    return put


def _deep_folder(sent: Path) -> None:
    at = os.open(sent, os.O_RDONLY)
    for _ in range(150):
        os.mkdir("d" * 20, dir_fd=at)
        below = os.open("d" * 20, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)


FOLDERS: dict[str, tuple[Callable[[Path], object], tuple[Right, ...]]] = {
    "a link to itself": (_with(lambda sent: (sent / "b").symlink_to(sent)), (DONE, REFUSED)),
    "a link to the root": (_with(lambda sent: (sent / "b").symlink_to("/")), (DONE, REFUSED)),
    "a link to a report": (_with(lambda sent: (sent / "b.txt").symlink_to("a.txt")), (DONE, REFUSED)),
    "a link to nothing": (_with(lambda sent: (sent / "b.txt").symlink_to("nowhere")), (DONE, REFUSED)),
    "a link to a device": (_with(lambda sent: (sent / "b.txt").symlink_to("/dev/zero")), (DONE, REFUSED)),
    "a link to a password": (_with(lambda sent: (sent / "b.txt").symlink_to("/etc/passwd")), (DONE, REFUSED)),
    "a pipe": (_with(lambda sent: os.mkfifo(sent / "b.txt")), (DONE, REFUSED)),
    "a file of no size": (_with(lambda sent: (sent / "b.txt").touch()), (DONE, REFUSED)),
    "a sparse file of 1 TB": (_with(lambda sent: os.truncate(_made(sent / "b.pdf"), 2**34)), (DONE, REFUSED)),
    "150 folders deep": (_with(_deep_folder), (DONE, REFUSED)),
    "5,000 files of nothing": (_with(lambda sent: [(sent / f"{n}.txt").touch() for n in range(5000)]), (DONE, REFUSED)),
    "a folder named as a report": (_with(lambda sent: (sent / "b.docx").mkdir()), (DONE, REFUSED)),
    "a folder of pictures of a page": (_folder(("a.html", b"<p>x"), ("a_files/b.txt", REPORT)), (DONE, REFUSED)),
    "the data folder itself": (lambda folder: (folder / "sent").symlink_to("new"), (REFUSED, Right(6), Right(2))),
    "a folder of nothing": (lambda folder: (folder / "sent").mkdir(), (REFUSED, Right(6), DONE)),
    "files that systems hide": (_folder((".a.txt", REPORT), ("~$a.docx", b"x")), (DONE, REFUSED)),
    "a report, and it again": (_folder(("a.txt", REPORT), ("b.txt", REPORT)), (DONE, REFUSED)),
    "two reports of one place that differ": (
        _folder(("a.txt", REPORT), ("b.txt", REPORT.replace(b"1234", b"4321"))),
        (DONE, REFUSED),
    ),
}


def _made(file: Path) -> Path:
    file.write_bytes(b"%PDF-1.7\n")
    return file


GOOD = b"file,url\na.txt,https://example.org/a.html\n"
LISTS: dict[str, tuple[bytes, tuple[Right, ...]]] = {
    "right": (GOOD, (DONE,)),
    "with its mark": (b"\xef\xbb\xbf" + GOOD, (DONE,)),
    "in GBK": ("file,url\na.txt,https://example.org/报告.html\n".encode("gbk"), (DONE, REFUSED)),
    "of nothing": (b"", (DONE, REFUSED)),
    "of a head alone": (b"file,url\n", (DONE,)),
    "of other columns": (b"a,b\n1,2\n", (DONE, REFUSED)),
    "with a script": (b"file,url\na.txt,javascript:alert(1)\n", (DONE, REFUSED)),
    "with data": (b"file,url\na.txt,data:text/html,<script>alert(1)</script>\n", (DONE, REFUSED)),
    "with a file": (b"file,url\na.txt,file:///etc/passwd\n", (DONE, REFUSED)),
    "with a quotation mark": (b'file,url\na.txt,https://example.org/"onclick=alert(1)\n', (DONE, REFUSED)),
    "with a formula": (b"file,url\na.txt,=HYPERLINK(1)\n", (DONE, REFUSED)),
    "with a line end": (b'file,url\na.txt,"https://example.org/\na"\n', (DONE, REFUSED)),
    "with an address of 1 MB": (b"file,url\na.txt,https://example.org/" + b"a" * 1_000_000 + b"\n", (DONE, REFUSED)),
    "with a name of somebody": (b"file,url\na.txt,https://user:password@example.org/\n", (DONE, REFUSED)),
    "with a place of six numbers": (b"file,url\na.txt,https://[::1/\n", (DONE, REFUSED)),
    "with a port that is none": (b"file,url\na.txt,https://example.org:99999999/\n", (DONE, REFUSED)),
    "of a file twice": (b"file,url\na.txt,https://example.org/a\na.txt,https://example.org/b\n", (DONE, REFUSED)),
    "of a file that is not there": (b"file,url\nb.txt,https://example.org/a\n", (DONE, REFUSED)),
    "of a file outside": (b"file,url\n../../etc/passwd,https://example.org/a\n", (DONE, REFUSED)),
    "of 200,000 lines": (b"file,url\n" + b"b.txt,https://example.org/a\n" * 200_000, (DONE, REFUSED)),
    "of NUL": (b"file,url\na.txt,\0\n", (DONE, REFUSED)),
    "in UTF-16": ("file,url\na.txt,https://example.org/a\n".encode("utf-16"), (DONE, REFUSED)),
}
NAMES = {
    "in no encoding": "\udcff.txt",
    "of a formula": "=1+1.txt",
    "of a page": "<b>.txt",
    "of a quotation": "\"'.txt",
    "with a comma": "a,b.txt",
    "with a line end": "a\nb.txt",
    "with an escape": "a\x1b[31m.txt",
    "of an option": "--force",
    "that turns around": "a\u202etxt.pdf.txt",
    "of 250 letters": "a" * 246 + ".txt",
    "of 80 characters": "长" * 80 + ".txt",
    "of spaces": "   .txt",
    "of a percent": "%00%2e%2e.txt",
    "of a variable": "$(touch x).txt",
    "with a stroke of Windows": "..\\..\\a.txt",
    "of another place": "441900106-1999.txt",
}
HEADS = "place_code,year,figure,field,value,by,on,reason"
DECISIONS: dict[str, tuple[bytes, tuple[Right, ...]]] = {
    "of nothing": (b"", (Right(5), REFUSED)),
    "of other columns": (b"a,b\n1,2\n", (Right(5), REFUSED)),
    "cut off": (HEADS.encode()[:20], (Right(5), REFUSED)),
    "bytes": (b"\xff\xfe\0\1" * 100, (Right(5), REFUSED)),
    "of a folder of another": (f"{HEADS}\n../../x,2020,1,value,3,a,2024-01-01,b\n".encode(), (Right(5), REFUSED, DONE)),
}
