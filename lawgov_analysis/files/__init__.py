"""Files of any kind: written whole or not at all, and archives that are not believed before they are checked."""

from .reading import read_json, regular
from .writing import DISK_FAULTS, MOVES, hold_folder, replace_folder, restore_folder, write_all, write_whole, writing

__all__ = [
    "DISK_FAULTS",
    "MOVES",
    "hold_folder",
    "read_json",
    "regular",
    "replace_folder",
    "restore_folder",
    "write_all",
    "write_whole",
    "writing",
]
