"""Limited: a call takes no more than it may, whatever it does, on systems that fork and on those that do not."""

import os
import pickle
import time
from threading import Event

import pytest

from lawgov_analysis.documents import read_report
from lawgov_analysis.errors import BadTable, UnreadableReport
from lawgov_analysis.files import limited
from lawgov_analysis.files.limited import LimitExceeded, Limits, call
from lawgov_analysis.tables import read_figures

ENOUGH = Limits(60, 1)
# What a system that knows no limits of processes would run.
UNLIMITED = "from lawgov_analysis.files import limited; limited._limit = lambda limits: None; limited.serve()"


@pytest.fixture(params=["forked", pytest.param("served", id="as on Windows")])
def way(request, monkeypatch):
    """Call in a fork, and as where there is none."""
    if request.param == "served":
        server = limited.Server(UNLIMITED)
        monkeypatch.delattr(os, "fork", raising=False)
        monkeypatch.setattr(limited, "_kept_server", lambda: server)
        yield
        server.end()
    elif hasattr(os, "fork"):
        yield
    else:
        pytest.skip("no fork here")


def test_it_gives_what_the_function_does_and_takes_no_more_than_it_may(way):
    assert call(divmod, 98, 10, limits=ENOUGH) == (9, 8)
    with pytest.raises(ZeroDivisionError):
        call(divmod, 98, 0, limits=ENOUGH)
    with pytest.raises(LimitExceeded) as ended:
        call(time.sleep, 60, limits=Limits(60, 1, clock=0.3))
    assert ended.value.what == "time"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_memory_that_is_not_there_a_crash_and_a_file_end_the_call_alone(tmp_path):
    with pytest.raises(LimitExceeded, match=r"memory 0\.5 GB"):
        call(bytearray, 2**32, limits=Limits(60, 0.5))
    with pytest.raises(LimitExceeded, match="died signal 6"):
        call(os.abort, limits=ENOUGH)
    call((tmp_path / "a").write_bytes, b"", limits=ENOUGH)
    with pytest.raises(OSError, match="large"):
        call((tmp_path / "b").write_bytes, b"of a library", limits=ENOUGH)


def test_an_error_of_ours_comes_back_whole():
    with pytest.raises(UnreadableReport) as raised:
        call(_refuse, limits=ENOUGH)
    assert (str(raised.value), raised.value.kind) == ("no report", "empty")


def test_a_server_ends_when_nobody_can_ask_it_any_more():
    reads, writes = os.pipe()
    ended = Event()
    with os.fdopen(reads, "rb") as asked:
        with os.fdopen(writes, "wb") as asks:
            calls = limited.calls_of(asked, ended.set)
            pickle.dump("a call", asks)
        assert calls.get() == "a call"
        assert ended.wait(60)


def _refuse():
    raise UnreadableReport("no report", "empty")


def ends(*_args):
    os._exit(3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="what ends the process is a function of this test")
@pytest.mark.parametrize(
    ("place", "reader", "read", "fault"),
    [
        ("documents.readers.any._reader_of", lambda _data: ends, read_report, UnreadableReport),
        ("tables.files._read_sheets", ends, read_figures, BadTable),
    ],
)
def test_a_file_that_ends_what_reads_it_is_refused(within_limits, monkeypatch, tmp_path, place, reader, read, fault):
    monkeypatch.setattr(f"lawgov_analysis.{place}", reader)
    (tmp_path / "file.xlsx").write_bytes(b"PK of a stranger")
    with pytest.raises(fault, match="exit code 3"):
        read(tmp_path / "file.xlsx")
