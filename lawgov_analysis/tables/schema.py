"""Schemas: what ``datapackage.json`` (a Frictionless Data Package) says of each table of a data folder.

It is the one source of column names, types and rules.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import BadTable
from ..files import regular
from ..paths import PACKAGE_FILE, shown_path
from .checks import TYPES

NUMBERS = {"integer", "number"}


def read_package(folder: Path, known: Mapping[str, dict[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    """Read what a data folder says of its tables.

    Parameters
    ----------
    folder : pathlib.Path
    known : dict of dict, optional
        Tables whose columns the program reads, the package's own: those of the same names must have them.

    Returns
    -------
    dict of dict
        The descriptor of each table by its name: ``path``, which has a ``*`` where the table is of many files, and
        ``schema``.

    Raises
    ------
    BadTable
        When the folder has no ``datapackage.json``, or one that is none.

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> read_package(default_data_dir())["figures"]["path"]
    'figures/*.csv'
    """
    file = folder / PACKAGE_FILE
    try:
        resources = json.loads(regular(file).read_text(encoding="utf-8-sig"))["resources"]
        tables = {resource["name"]: _table(resource) for resource in resources}
        for name, table in tables.items():
            _check_keys(name, table["schema"], tables)
        known = known or {}
        for name in [name for name in tables if name in known]:
            _check_columns(name, tables[name]["schema"], known[name]["schema"])
        return tables
    except (FileNotFoundError, NotADirectoryError):
        raise BadTable([f"{shown_path(folder)}: not a data folder: it has no {PACKAGE_FILE}"]) from None
    except OSError as error:
        raise BadTable([f"{shown_path(file)}: cannot be read: {error.strerror}"]) from None
    except KeyError as error:
        raise BadTable([f"{shown_path(file)}: not a data package: it lacks {error}"]) from None
    except (TypeError, AttributeError, RecursionError):
        said = "a list, a text or a number stands where the standard has another, or it is too deep"
        raise BadTable([f"{shown_path(file)}: not a data package: {said}"]) from None
    except UnicodeDecodeError:
        raise BadTable([f"{shown_path(file)}: not UTF-8; save it as “UTF-8”"]) from None
    except ValueError as error:
        raise BadTable([f"{shown_path(file)}: not a data package: {error}"]) from None


def _table(resource: dict[str, Any]) -> dict[str, Any]:
    name, schema, path = resource["name"], resource["schema"], resource.get("files", resource["path"])
    _check_path(name, path)
    optional = [{**field, "optional": True} for field in schema.get("draft_fields", [])]
    fields = [*schema["fields"], *optional]
    for field in fields:
        _check_field(name, field)
    # The standard knows no pattern and no column that may be left out. `path` is one file of a table of many, which
    # `files` has all of; `draft_fields` are columns that a file may have.
    schema = {**schema, "table": name, "fields": fields}
    return {"path": path, "title": resource.get("title", name), "schema": schema}


def _check_path(name: str, path: object) -> None:
    if not isinstance(path, str):
        raise ValueError(f"the path of the table {name} must be text, got {path}")
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or set(path) & set("\\:"):
        raise ValueError(f"the path {path} of the table {name} leads out of its folder")
    if not path.lower().endswith(".csv") or set(path) & set("\0?["):
        raise ValueError(f"the path {path!r} of the table {name} must be of a CSV file")
    if "*" in "".join(parts[:-1]) or parts[-1].count("*") > 1:
        raise ValueError(f"the path {path} of the table {name} may have one *, in the name of the file")


def _check_field(table: str, field: dict[str, Any]) -> None:
    name, constraints = field["name"], field.get("constraints", {})
    if field["type"] not in TYPES:
        raise ValueError(f"the column {name} of {table} must be one of {', '.join(TYPES)}, got “{field['type']}”")
    try:
        re.compile(constraints.get("pattern", ""))
    except re.error as error:
        raise ValueError(f"the pattern of the column {name} of {table}: {error}") from None
    for limit in ("minimum", "maximum"):
        if limit in constraints and not (field["type"] in NUMBERS and isinstance(constraints[limit], int | float)):
            raise ValueError(f"the {limit} of the column {name} of {table} must be a number, of a column of numbers")


def _check_keys(name: str, schema: dict[str, Any], tables: dict[str, dict[str, Any]]) -> None:
    """Check that the keys of a table are of columns that are there; a table that is not is of the package."""
    keys = [(name, schema.get("primaryKey", []))]
    for key in schema.get("foreignKeys", []):
        keys += [(name, key["fields"]), (key["reference"]["resource"], key["reference"]["fields"])]
    for table, columns in keys:
        known = [field["name"] for field in tables[table]["schema"]["fields"]] if table in tables else columns
        unknown = [column for column in ([columns] if isinstance(columns, str) else columns) if column not in known]
        if unknown:
            raise ValueError(f"a key of {name} is on {', '.join(unknown)}, which the table {table} does not have")


def _check_columns(name: str, schema: dict[str, Any], known: dict[str, Any]) -> None:
    """Check that a table has the columns that the program reads, those of the package's own."""
    types = {field["name"]: field["type"] for field in schema["fields"]}
    for field in known["fields"]:
        if not field.get("optional") and types.get(field["name"]) != field["type"]:
            raise ValueError(f"the table {name} must have the column {field['name']}, of type {field['type']}")


def draft_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a draft: columns that are ``open_in_draft`` may be empty, keys on them unknown."""
    left_open = {field["name"] for field in schema["fields"] if field.get("open_in_draft")}
    fields = [
        {**field, "constraints": {**field.get("constraints", {}), "required": False}, "required_where": {}}
        if field["name"] in left_open
        else field
        for field in schema["fields"]
    ]
    keys = [key for key in schema.get("foreignKeys", []) if not left_open.issuperset(key["fields"])]
    return {**schema, "fields": fields, "foreignKeys": keys}
