"""From published files to the tables: each file added whole, or put before a person with the reason."""

from .run import Added, add

__all__ = ["Added", "add"]
