"""A report file → `Report`: its text, its outline, whose it is and of which year."""

from .report import Report, parse_report, read_report

__all__ = ["Report", "line_picture", "parse_report", "read_report"]


def __getattr__(name: str) -> object:
    """Return `line_picture`, whose libraries take a while to load, when it is asked for."""
    if name == "line_picture":
        from .readers.scan import line_picture

        return line_picture
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
