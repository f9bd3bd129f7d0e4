"""A file of any bytes, read or refused."""

import pytest

from lawgov_analysis.documents.readers import ocr
from lawgov_analysis.documents.readers.any import read_file
from lawgov_analysis.errors import UnreadableReport


@pytest.fixture
def without_engine(monkeypatch):
    """Read as one does who has not installed what recognises scans."""
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)


@pytest.fixture
def read(tmp_path):
    """Read bytes as a file of a name."""

    def read(data, name="report"):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_file(path)

    return read


@pytest.fixture
def refusal(read):
    """Say why bytes are refused as a file: one line that begins with its name."""

    def refusal(data, name="report.bin"):
        with pytest.raises(UnreadableReport) as caught:
            read(data, name)
        message = str(caught.value)
        assert message.startswith(f"{name}: ")
        assert "\n" not in message
        return message

    return refusal
