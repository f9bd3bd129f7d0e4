"""Schemas: what ``datapackage.json`` (a Frictionless Data Package) says of each table of a data folder.

It is the one source of column names, types and rules.
"""

import json
from pathlib import Path
from typing import Any

from ..errors import BadTable
from ..paths import shown_path

PACKAGE_FILE = "datapackage.json"


def read_package(folder: Path) -> dict[str, dict[str, Any]]:
    """Read what a data folder says of its tables.

    Parameters
    ----------
    folder : pathlib.Path

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
        resources = json.loads(file.read_text(encoding="utf-8"))["resources"]
        return {resource["name"]: _table(resource) for resource in resources}
    except OSError:
        raise BadTable([f"{shown_path(folder)}: not a data folder: it has no {PACKAGE_FILE}"]) from None
    except (ValueError, KeyError, TypeError) as error:
        raise BadTable([f"{shown_path(file)}: not a data package: {error}"]) from None


def _table(resource: dict[str, Any]) -> dict[str, Any]:
    schema, path = resource["schema"], resource.get("files", resource["path"])
    if Path(path).is_absolute() or ".." in Path(path).parts or "\\" in path:
        raise ValueError(f"the path {path} of the table {resource['name']} leads out of its folder")
    optional = [{**field, "optional": True} for field in schema.get("draft_fields", [])]
    # The standard knows no pattern and no column that may be left out. `path` is one file of a table of many, which
    # `files` has all of; `draft_fields` are columns that a file may have.
    return {
        "path": path,
        "schema": {**schema, "fields": [*schema["fields"], *optional]},
    }


def draft_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a draft: columns that are ``open_in_draft`` may be empty, keys on them unknown."""
    left_open = {field["name"] for field in schema["fields"] if field.get("open_in_draft")}
    fields = [
        {**field, "constraints": {**field.get("constraints", {}), "required": False}}
        if field["name"] in left_open
        else field
        for field in schema["fields"]
    ]
    keys = [key for key in schema.get("foreignKeys", []) if not left_open.issuperset(key["fields"])]
    return {**schema, "fields": fields, "foreignKeys": keys}
