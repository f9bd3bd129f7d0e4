"""What is said of decisions: why one waits, and what became of those just made."""

from ..paths import shown_path
from .deciding import Decided

#: Why a decision waits, in English and Chinese.
WAITS = {
    "gone": ("its words are not in the text any more", "文本里找不到这处文字了"),
    "alike": ("it fits two places alike", "有两处文字同样相符"),
    "number": ("another number stands there now", "那里现在是另一个数"),
    "unread": ("no figure is read there any more", "那里现在没有读出数"),
    "split": ("several figures are read there now", "那里现在读成了几个数"),
    "differ": ("two persons differ", "两人决定不同"),
    "related": ("a figure that it names is not found", "所关联的数找不到了"),
    "schema": ("the codebook does not have this value any more", "指标库里已没有这个值"),
}


def said_of(decided: Decided) -> str:
    """Return what became of decisions, a line for each that waits and one for all."""
    rows = decided.rows
    lines = [
        f"figure {row.figure}: {row.field} waits (待定): {' · '.join(WAITS[row.waits])}"
        for row in rows.itertuples()
        if row.waits
    ]
    laid = len(rows) - len(lines)
    if rows.empty:
        return f"{shown_path(decided.decisions_file)}: it was decided so already"
    return "\n".join([f"{laid} of {len(rows)} laid over {shown_path(decided.figures_file)}", *lines])
