"""What people decided of a reading: kept with its words, laid over every new reading, never lost."""

from .deciding import Brought, Decided, bring, decide, may_be_laid, take_back, text_at_hand
from .diff import diff_figures
from .differences import decisions_between, match_rows
from .laying import Overlaid, overlay, unlaid
from .status import STATUSES, figure_status, review_status, settled, waiting
from .store import add_decisions, deciding, decisions_file, keep_state, load_decisions

__all__ = [
    "STATUSES",
    "Brought",
    "Decided",
    "Overlaid",
    "add_decisions",
    "bring",
    "decide",
    "deciding",
    "decisions_between",
    "decisions_file",
    "diff_figures",
    "figure_status",
    "keep_state",
    "load_decisions",
    "match_rows",
    "may_be_laid",
    "overlay",
    "review_status",
    "settled",
    "take_back",
    "text_at_hand",
    "unlaid",
    "waiting",
]
