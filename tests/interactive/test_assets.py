"""The chart library of the explorer is put together once, and again where what is kept of it is not whole."""

import pytest

from lawgov_analysis.interactive.explorer import assets


@pytest.fixture
def made(monkeypatch, tmp_path):
    """How often the library was put together, with a cache of its own."""
    import vl_convert

    made = []

    def make(snippet):
        made.append(snippet)
        return f"library();{snippet}"

    monkeypatch.setattr(vl_convert, "javascript_bundle", make)
    monkeypatch.setattr(assets, "user_cache_path", lambda name: tmp_path / "cache" / name)
    return made


def vega():
    return assets.vega_source.__wrapped__()


def test_it_is_put_together_once(made, tmp_path):
    assert vega() == vega() == "library();window.lawgovVega={vegaEmbed};"
    assert len(made) == 1
    (file,) = (tmp_path / "cache").rglob("*.js")
    file.write_bytes(file.read_bytes()[:-3])
    assert vega() == "library();window.lawgovVega={vegaEmbed};"
    assert len(made) == 2


def test_a_cache_that_cannot_be_written_is_done_without(made, tmp_path):
    (tmp_path / "cache").touch()
    assert vega() == vega() == "library();window.lawgovVega={vegaEmbed};"
    assert len(made) == 2
