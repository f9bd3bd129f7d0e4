"""What stands under ``data/``: read, checked and typed, one object holds it."""

from .codebook import load_indicators, load_patterns, load_units
from .corrections import load_corrections
from .figures import FIGURE_COLUMNS, KEY, figures_csv, headline, load_figures, load_panel, read_figures, save_figures
from .files import is_table, is_workbook
from .places import find_place, load_places
from .read import load_fields, look_at, look_at_all, look_once, read_table, records, resolve_data_dir, table_files
from .reports import load_reports, load_statements, unlisted_tables
from .sources import is_official

__all__ = [
    "FIGURE_COLUMNS",
    "KEY",
    "figures_csv",
    "find_place",
    "headline",
    "is_official",
    "is_table",
    "is_workbook",
    "load_corrections",
    "load_fields",
    "load_figures",
    "load_indicators",
    "load_panel",
    "load_patterns",
    "load_places",
    "load_reports",
    "load_statements",
    "load_units",
    "look_at",
    "look_at_all",
    "look_once",
    "read_figures",
    "read_table",
    "records",
    "resolve_data_dir",
    "save_figures",
    "table_files",
    "unlisted_tables",
]
