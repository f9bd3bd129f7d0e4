"""Whether a person runs a cell is told by the message that asks for it, not by an environment that children have."""

from types import SimpleNamespace

import pytest

from lawgov_analysis.interactive.shown import is_interactive


@pytest.fixture
def asked(monkeypatch):
    """Returns a function that lets a cell be run by a message with some metadata."""
    import IPython

    def ask(metadata):
        parent = {"header": {"msg_type": "execute_request"}, "metadata": metadata}
        kernel = SimpleNamespace(get_parent=lambda channel: parent)
        monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(kernel=kernel))

    return ask


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"trusted": True, "deletedCells": [], "recordTiming": False, "cellId": "3f1c"}, True),
        ({"cellId": "vscode-notebook-cell:/a.ipynb#W0"}, True),
        ({}, False),
        (None, False),
    ],
    ids=["JupyterLab", "VS Code", "nbclient", "no metadata"],
)
def test_a_front_end_names_its_cell_and_what_runs_a_notebook_by_itself_does_not(asked, metadata, expected):
    asked(metadata)
    assert is_interactive({"JPY_SESSION_NAME": "a.ipynb", "VSCODE_PID": "7"}) is expected


def test_whoever_wants_no_widget_says_so(asked):
    asked({"cellId": "3f1c"})
    assert not is_interactive({"LAWGOV_STATIC": "1"})


def test_a_console_and_a_script_are_no_notebook(monkeypatch):
    import IPython

    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace())
    assert not is_interactive({"JPY_SESSION_NAME": "a.ipynb"})
