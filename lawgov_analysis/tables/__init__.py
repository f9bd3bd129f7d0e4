"""What stands under ``data/``: read, checked and typed, one object holds it."""

from .codebook import (
    check_roles,
    load_identities,
    load_indicators,
    load_patterns,
    load_renamed,
    load_units,
    same_unit,
)
from .corrections import load_corrections
from .figures import (
    DRAFT_COLUMNS,
    FIGURE_COLUMNS,
    KEY,
    MAY_LACK,
    are_planned,
    figure_sums,
    figures_csv,
    headline,
    hold_figures,
    left_out,
    load_figures,
    load_panel,
    panel,
    read_figures,
    save_figures,
    told_headline,
)
from .files import is_table, is_workbook
from .folder import Data, DataDir, column_names, data_of, load_fields, of_data, open_data, read_table
from .followups import load_followups
from .places import find_place, full_name_of, kinds_of, levels_of, load_places, place_in
from .read import records
from .reports import load_items, load_reports, load_statements, places_together, unlisted_tables
from .sources import address_of, is_official
from .texts import load_text, text_file, text_of_file
from .word_lists import WordLists, word_lists

__all__ = [
    "DRAFT_COLUMNS",
    "FIGURE_COLUMNS",
    "KEY",
    "MAY_LACK",
    "Data",
    "DataDir",
    "WordLists",
    "address_of",
    "are_planned",
    "check_roles",
    "column_names",
    "data_of",
    "figure_sums",
    "figures_csv",
    "find_place",
    "full_name_of",
    "headline",
    "hold_figures",
    "is_official",
    "is_table",
    "is_workbook",
    "kinds_of",
    "left_out",
    "levels_of",
    "load_corrections",
    "load_fields",
    "load_figures",
    "load_followups",
    "load_identities",
    "load_indicators",
    "load_items",
    "load_panel",
    "load_patterns",
    "load_places",
    "load_renamed",
    "load_reports",
    "load_statements",
    "load_text",
    "load_units",
    "of_data",
    "open_data",
    "panel",
    "place_in",
    "places_together",
    "read_figures",
    "read_table",
    "records",
    "same_unit",
    "save_figures",
    "text_file",
    "text_of_file",
    "told_headline",
    "unlisted_tables",
    "word_lists",
]
