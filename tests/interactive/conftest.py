"""What the explorer's tests share: the script of the chart library is put together once in all, not once a process."""

import os
from hashlib import sha256

import pytest


@pytest.fixture(scope="session", autouse=True)
def one_chart_library(tmp_path_factory):
    """Keep what the library's package makes in a second, for the other processes of the same tests."""
    import vl_convert

    base = tmp_path_factory.getbasetemp()
    folder = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    make = vl_convert.javascript_bundle

    def kept(snippet):
        file = folder / f"charts-{sha256(snippet.encode()).hexdigest()[:12]}.js"
        if not file.exists():
            whole = file.with_suffix(f".{os.getpid()}")
            whole.write_bytes(make(snippet=snippet).encode())
            whole.replace(file)
        return file.read_bytes().decode()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vl_convert, "javascript_bundle", kept)
        yield
