"""Files as people receive them: the text of the report and nothing else, or one line that says why not."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_analysis.documents.readers.any import MAX_BYTES, read_file
from lawgov_analysis.errors import UnreadableReport

from helpers.samples import LINES, SENTENCE

# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_a_text_is_read_in_its_encoding(read, encoding):
    text = "\n".join(LINES)
    assert read(text.encode(encoding)).text == text


def test_a_text_of_windows_has_the_offsets_that_python_gives_it(read, tmp_path):
    content = read("一、成效\r\n调解30宗。\r二、不足\n\n".encode("utf-8-sig"), "windows.txt")
    assert content.text == (tmp_path / "windows.txt").read_text(encoding="utf-8-sig")


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_a_text_keeps_every_character(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text(f"报告{text}", encoding="utf-8", newline="")
    assert read_file(path).text == f"报告{text}"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t", b"\0" * 64, "　\n　".encode()])
def test_an_empty_file_is_refused(refusal, data):
    assert re.search("empty|no text", refusal(data, "empty.txt"))


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(range(256)) * 20,
        "全镇调解纠纷30宗。".encode() * 9 + b"\xff" + "全镇调解纠纷30宗。".encode(),
        "全镇调解纠纷30宗。".encode()[:-1],
        "某鎮依法行政報告,全年受理案件".encode("big5") * 9,
    ],
    ids=["binary", "broken", "cut off", "another encoding"],
)
def test_what_is_no_text_is_refused_whatever_its_name(refusal, data):
    assert "UTF-8" in refusal(data, "report.txt")


# Refused


def test_a_file_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(UnreadableReport, match=r"none\.txt: no such file"):
        read_file(tmp_path / "none.txt")


def test_a_folder_is_no_report(tmp_path):
    with pytest.raises(UnreadableReport, match="a folder"):
        read_file(tmp_path)


def test_a_file_without_permission_is_named(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text(SENTENCE, encoding="utf-8")

    def deny(*_):
        raise PermissionError(13, "Permission denied")

    # As another user: the one who runs the tests may be allowed everything.
    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(UnreadableReport, match=r"secret\.txt: no permission"):
        read_file(path)


def test_a_device_that_never_ends_is_not_read():
    device = Path("/dev/zero")
    if not device.exists():
        pytest.skip("no such device here")
    with pytest.raises(UnreadableReport, match="no regular file"):
        read_file(device)


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(UnreadableReport, match="200 MB are no report"):
        read_file(path)
    assert MAX_BYTES < 200 * 2**20


def test_a_path_with_a_null_character_is_refused():
    with pytest.raises(UnreadableReport):
        read_file("a\0b.txt")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE, "Word file"),
        (rb"{\rtf1\ansi report", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
        (b"Rar!\x1a\x07\x00" + bytes(99), "archive"),
        ('<?xml version="1.0"?><report>调解30宗。</report>', "XML"),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "XML"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(refusal, data, reason):
    message = refusal(data, "report.docx")
    assert reason in message
    assert re.search("save|unpack", message)


def zip_of(*names):
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["[Content_Types].xml", "xl/workbook.xml"], "spreadsheet"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "presentation"),
        (["mimetype", "content.xml"], "OpenDocument"),
        (["OFD.xml"], "damaged OFD"),
        (["report.txt"], "archive"),
        ([], "archive"),
    ],
)
def test_a_zip_file_of_another_kind_is_named(refusal, names, reason):
    assert reason in refusal(zip_of(*names), "report.docx")


def test_an_encrypted_zip_file_is_refused(refusal):
    data = bytearray(zip_of("[Content_Types].xml", "word/document.xml"))
    for header, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(header, at + 1)) >= 0:
            data[at + flag] |= 1
    assert "encrypted" in refusal(bytes(data), "report.docx")


@given(
    data=st.binary(max_size=300),
    start=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", OLE[:8], b"\xff\xfe", b"{\\rtf1"]),
)
def test_no_bytes_raise_another_error(tmp_path_factory, data, start):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start + data)
    try:
        said = read_file(path).text
    except UnreadableReport as error:
        said = str(error).replace("\n", "")
    assert said.strip()
