"""Files of every kind with bytes changed, cut out and said again: read, or refused in one line."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_analysis.documents.readers import ocr
from lawgov_analysis.documents.readers.any import _reader_of
from lawgov_analysis.documents.readers.content import NeedsEngine
from lawgov_analysis.errors import UnreadableReport

from campaign.kinds.other import WORD_FILE, mail, ofd, part, rtf, said
from campaign.kinds.pdf import pdf
from helpers.files import docx, html_table, markdown, page, paragraph, piped, word_table

SENTENCE = "全年办结调解98宗。"
ROWS = [["项目", "数量"], ["办结", "98宗"]]
WHOLE = {
    "page": page(f"<p style='color:red'>{SENTENCE}</p>{html_table(ROWS)}<sup>2</sup>"),
    "markdown": markdown(f"**{SENTENCE}**\n\n{piped(ROWS)}\n\n<table><tr><td>1</td></tr></table>"),
    "mail": mail(part(page(f"<p>{SENTENCE}</p>"), way="quoted-printable")),
    "doc": WORD_FILE,
    "rtf": rtf(SENTENCE, before=rb"{\fonttbl{\f0 a;}}\trowd\cellx9\intbl a\cell\row ", after=rb"{\footnote 7}{\v 7}"),
    "pdf": pdf(),
}
PACKED = {
    "docx": docx(paragraph(SENTENCE), word_table(ROWS), styles='<w:style w:styleId="a"><w:name w:val="a"/></w:style>'),
    "ofd": ofd(said(SENTENCE)),
}
PIECES = [
    b"<",
    b">",
    b"</p>",
    b"{",
    b"}",
    b"\\",
    b'"',
    b"\0",
    b"\xff",
    b"-1",
    b"9" * 20,
    b"=",
    b"%",
    b"[",
    b"(",
    b"&#x0;",
]
# Where, how many bytes are taken away, and what is put there: anything, or what stood elsewhere.
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from([0, 1, 2, 7, 40, 300]),
        st.sampled_from(PIECES) | st.binary(max_size=4) | st.tuples(st.floats(0, 1), st.integers(1, 200)),
    ),
    min_size=1,
    max_size=5,
)


def changed(data, changes):
    for where, taken, put in changes:
        at = int(where * len(data))
        new = data[int(put[0] * len(data)) :][: put[1]] if isinstance(put, tuple) else put
        data = data[:at] + new + data[at + taken :]
    return data


def read_or_refuse(data):
    # Without a process of its own: no other error than a refusal comes out of a reader.
    with suppress(NeedsEngine, UnreadableReport):
        _reader_of(data)(data)


@pytest.fixture(autouse=True)
def _without(without_engine):
    """Recognise nothing."""
    assert not ocr.find_spec("rapidocr")


@pytest.mark.parametrize("kind", WHOLE)
@given(changes=CHANGES)
@settings(max_examples=min(settings.default.max_examples, 5000) // 4)
def test_a_broken_file_is_read_or_refused(kind, changes):
    read_or_refuse(changed(WHOLE[kind], changes))


@pytest.mark.parametrize("kind", PACKED)
@given(changes=CHANGES, which=st.integers(0, 20))
@settings(max_examples=min(settings.default.max_examples, 5000) // 4)
def test_a_broken_part_of_a_package_is_read_or_refused(kind, changes, which):
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(PACKED[kind])) as old, zipfile.ZipFile(written, "w") as new:
        names = old.namelist()
        for name in names:
            part_of = old.read(name)
            new.writestr(name, changed(part_of, changes) if name == names[which % len(names)] else part_of)
    read_or_refuse(written.getvalue())
