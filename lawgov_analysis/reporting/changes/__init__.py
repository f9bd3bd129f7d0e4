"""What changed: reports against their data, runs against runs, data folders against each other, and why."""

from .compared import check_reports, diff, diff_json
from .note import NOTE, change_note
from .said import check_text, diff_text

__all__ = ["NOTE", "change_note", "check_reports", "check_text", "diff", "diff_json", "diff_text"]
