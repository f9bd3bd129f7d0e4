"""Web archives (.mht, .mhtml) of browsers, of Word and of WPS Writer: the page in them, read as a page."""

from base64 import encodebytes
from quopri import encodestring

import pytest

from helpers.files import html_table, page
from helpers.samples import SENTENCE

BODY = f"<p>{SENTENCE}</p>{html_table([['事项', '2023年'], ['处罚', '98']])}"
IMAGE = b"Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACwAAAAAAQABAAA=\r\n"


def mht(*parts, head=b"From: <Saved by Blink>\r\nSubject: a\r\nMIME-Version: 1.0\r\n", kind="related", more=b""):
    head += f'Content-Type: multipart/{kind}; type="text/html"; boundary="--b"'.encode() + more + b"\r\n\r\n"
    return head + b"".join(b"----b\r\n" + part + b"\r\n" for part in parts) + b"----b--\r\n"


def part(data, charset="utf-8", way="quoted-printable", more=b""):
    said = {"quoted-printable": encodestring, "base64": encodebytes, "8bit": bytes}[way](data)
    kind = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {way}\r\n"
    return kind.encode() + more + b"\r\n" + said


def gbk(data):
    return data.decode().replace('<meta charset="utf-8">', "").encode("gb18030")


@pytest.mark.parametrize("name", ["报告.mht", "报告.mhtml", "报告.doc"])
@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
def test_the_page_is_read_in_each_encoding(read, way, name):
    content = read(mht(part(page(BODY), way=way), IMAGE), name)
    assert SENTENCE in content.text
    assert "处罚\t98" in content.text


@pytest.mark.parametrize(
    "head",
    [
        b"MIME-Version: 1.0\r\nX-Document-Type: Worddocument\r\n",
        "From: <由 WPS 保存>\r\nDate: Mon, 22 Jan 2024 10:30:00 +0800\r\nMIME-Version: 1.0\r\n".encode(),
        b"From: <Saved by UnMHT>\nSubject: =?gb2312?B?sai45g==?=\nDate: a\n b\nMIME-Version: 1.0\n",
    ],
    ids=["Word", "WPS Writer", "lines of Unix"],
)
def test_the_archives_of_other_programs_are_told(read, head):
    assert SENTENCE in read(mht(part(gbk(page(BODY)), charset="gb2312"), head=head)).text


def test_the_page_that_the_archive_begins_with_is_read(read):
    frame = part(page("<p>页眉99</p>", whole=False), more=b"Content-ID: <frame>\r\n")
    whole = part(page(BODY), more=b"Content-ID: <main>\r\n")
    content = read(mht(frame, whole, more=b'; start="<main>"'))
    assert SENTENCE in content.text
    assert "页眉" not in content.text


@pytest.mark.parametrize("end", [0.5, 0.9])
def test_an_archive_that_is_cut_off_is_not_read_in_part(refusal, end):
    data = mht(part(page(BODY * 20)))
    assert "cut off" in refusal(data[: int(end * len(data))])


def test_a_mail_that_carries_the_report_is_not_taken_for_it(refusal):
    report = b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\n%PDF-1.4'
    said = refusal(mht(part(page("<p>现报送3份材料，请查收。</p>")), report, kind="mixed"), "a.eml")
    assert "an e-mail with attachments" in said


@pytest.mark.parametrize(
    "data",
    [
        mht(IMAGE),
        mht(*[b"\r\na"] * 20_000),
        b"MIME-Version: 1.0\r\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(900)),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; " + b";" * 500_000,
    ],
    ids=["no page", "parts without end", "parts in parts", "a head without end"],
)
def test_another_archive_is_refused(refusal, data):
    assert "web archive" in refusal(data)
