"""Archives that reports are sent in: each file in them by a name that is safe, or the line that says why not."""

import io
import struct
import zipfile
import zlib

import pytest

from lawgov_analysis.errors import UnreadableReport
from lawgov_analysis.files import archives
from lawgov_analysis.files.archives import is_archive, members

from helpers.files import docx
from helpers.samples import SENTENCE


@pytest.fixture
def zipped(tmp_path):
    """Write files as an archive; a name may be bytes, as a program of Windows writes it."""

    def zipped(*files):
        path = tmp_path / "报告.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for n, (name, data) in enumerate(files):
                archive.writestr(name if isinstance(name, (str, zipfile.ZipInfo)) else f"{n:0{len(name)}}", data)
        data = path.read_bytes()
        for n, (name, _) in enumerate(files):
            if isinstance(name, bytes):
                data = data.replace(f"{n:0{len(name)}}".encode(), name)
        path.write_bytes(data)
        return path

    return zipped


def refused(path):
    (found,) = members(path)
    assert isinstance(found[1], UnreadableReport)
    assert str(found[1]).startswith(f"{found[0]}: ")
    return str(found[1])


def test_each_file_is_given_and_what_systems_put_beside_it_is_not(zipped):
    beside = ["a/", "__MACOSX/a/._b.txt", "a/.DS_Store", "Thumbs.db", "a/~$报告.docx", "a/._x"]
    path = zipped(*[(name, "") for name in beside], ("a/b.txt", SENTENCE), ("报告.docx", docx(SENTENCE)))
    assert list(members(path)) == [("a/b.txt", SENTENCE.encode()), ("报告.docx", docx(SENTENCE))]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_name_without_the_mark_of_utf_8_is_read_as_it_was_written(zipped, encoding):
    path = zipped(("2023年/横沥镇法治政府报告.doc".encode(encoding), "a"))
    assert [name for name, _ in members(path)] == ["2023年/横沥镇法治政府报告.doc"]


def test_the_name_that_is_said_beside_in_unicode_holds(zipped):
    info = zipfile.ZipInfo("0000000000.doc")
    said = "横沥镇.doc".encode()
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(said), 1, zlib.crc32(b"0000000000.doc")) + said
    assert [name for name, _ in members(zipped((info, "a")))] == ["横沥镇.doc"]


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/passwd", "C:\\a.txt", "..\\a.txt"])
def test_a_path_that_leads_outside_is_refused_by_name(zipped, name):
    assert "leads out of the archive" in refused(zipped((name, "a")))


def test_names_are_safe_on_every_system_and_unlike_each_other(zipped):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(
            ("a?.txt", "1"), ("A_.txt", "2"), ("CON.txt", "3"), ("x. /b.txt", "4"), ("b.txt", "5"), ("b.txt", "6")
        )
    assert [name for name, _ in members(path)] == ["a_.txt", "A_ (2).txt", "_CON.txt", "x/b.txt", "b.txt", "b (2).txt"]


def test_an_archive_in_an_archive_is_refused_and_the_others_are_given(zipped, tmp_path):
    inner = zipped(("a.txt", "a")).read_bytes()
    path = zipped(("in.docx", inner), ("b.rar", b"Rar!\x1a\7\0"), ("c.txt", "c"))
    said = dict(members(path))
    assert said.pop("c.txt") == b"c"
    assert all("an archive in an archive" in str(error) for error in said.values())


def test_an_encrypted_file_is_refused_by_name(zipped):
    path = zipped(("a.txt", "a"))
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    assert "password" in refused(path)


def test_a_link_is_no_file(zipped):
    link = zipfile.ZipInfo("a.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    assert "a link" in refused(zipped((link, "/etc/passwd")))


def test_a_damaged_file_is_refused_by_name_and_the_others_are_given(zipped):
    path = zipped(("a.txt", SENTENCE * 9), ("b.txt", "b"))
    data = bytearray(path.read_bytes())
    data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    said = dict(members(path))
    assert "damaged within the archive" in str(said["a.txt"])
    assert said["b.txt"] == b"b"


@pytest.mark.parametrize(
    ("limit", "value", "reason"),
    [
        ("MAX_MEMBERS", 1, "2 files in one archive"),
        ("MAX_SENT", 1000, "unpacks to more"),
        ("MIN_OF_RATIO", 1000, "far more"),
    ],
)
def test_an_archive_that_unpacks_to_too_much_gives_nothing(zipped, monkeypatch, limit, value, reason):
    monkeypatch.setattr(archives, limit, value)
    path = zipped(("a.txt", "a"), ("b.txt", b" " * 2_000_000))
    with pytest.raises(UnreadableReport, match=reason):
        next(members(path))


def test_a_file_that_is_larger_than_a_report_is_refused_by_name(zipped, monkeypatch):
    monkeypatch.setattr(archives, "MAX_ONE", 100)
    assert "no report" in refused(zipped(("a.txt", SENTENCE * 99)))


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"text", b"PK\5\6" + bytes(9)])
def test_what_is_no_archive_is_refused(tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(UnreadableReport, match=r"a\.zip: no zip archive"):
        next(members(path))


def test_an_archive_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableReport, match="no such file"):
        next(members(tmp_path / "none.zip"))


def test_a_document_is_no_archive(zipped):
    assert is_archive(zipped(("a.txt", "a")).read_bytes())
    assert not is_archive(docx(SENTENCE))
    # What is stored unpacked shows its own names.
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("report.docx", docx(SENTENCE))
        archive.writestr("材料.txt", "OFD.xml mimetype")
    assert is_archive(stored.getvalue())
    assert not is_archive(docx(SENTENCE)[:-200])
    assert not is_archive(SENTENCE.encode())
