"""The tables under ``data/``: read, validated and typed by the schemas of ``data/datapackage.json``.

``datapackage.json`` (a Frictionless Data Package) is the one source of column names, types and rules. A table that
breaks a rule is refused whole, with every fault at once.
"""

import dataclasses
import json
from collections import namedtuple
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from ..errors import BadTable
from ..paths import default_data_dir, shown_path
from .checks import field_faults, primary_key_faults, said, typed
from .files import read_rows


def resolve_data_dir(data_dir=None):
    """Return `data_dir` as an absolute path, or the package's own data when it is None.

    Raises
    ------
    BadTable
        When the folder has no ``datapackage.json``.
    """
    return default_data_dir() if data_dir is None else _known_data_dir(Path(data_dir).absolute())


@lru_cache(maxsize=64)
def _known_data_dir(folder):
    if not Path(folder, "datapackage.json").is_file():
        raise BadTable([f"{shown_path(folder)}: not a data folder: it has no datapackage.json"])
    return Path(folder)


def table_files(name, data_dir=None):
    """Return the files of a table, sorted by name.

    Parameters
    ----------
    name : str
        A resource of ``datapackage.json``: ``places``, ``indicators``, ``reports``, ``statements`` or ``figures``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    list of pathlib.Path

    Examples
    --------
    >>> [file.name for file in table_files("places")]
    ['places.csv']
    """
    return list(look_at(name, data_dir).files)


def column_names(name, data_dir=None):
    """Return the columns of a table in order, without those a file may leave out.

    Examples
    --------
    >>> column_names("places")[:3]
    ['code', 'slug', 'name']
    """
    return [
        field["name"]
        for field in _descriptor(resolve_data_dir(data_dir), name)["schema"]["fields"]
        if not field.get("optional")
    ]


@dataclasses.dataclass(frozen=True)
class Look:
    """The files of a table as they were at one time; what is made of them can be kept by it.

    Attributes
    ----------
    stamp : str
        Another one when a file was changed, added or taken away.
    files : tuple of pathlib.Path
    """

    stamp: str
    files: tuple = dataclasses.field(compare=False)


def look_at(name, data_dir=None, which="*"):
    """Look at the files of a table, sorted by name.

    Parameters
    ----------
    name : str
        As of `read_table`.
    data_dir : path-like, optional
    which : str
        What stands for the ``*`` in the path of a table of many files, to choose some of them.

    Returns
    -------
    Look

    Examples
    --------
    >>> [file.name for file in look_at("figures", which="441900119-*").files]
    ['441900119-2024.csv']
    """
    return _look_at(resolve_data_dir(data_dir), name, which)


def look_at_all(data_dir=None):
    """Look at the files of every table; return a tuple of `Look`.

    Examples
    --------
    >>> look_at_all() == look_at_all()
    True
    """
    folder = resolve_data_dir(data_dir)
    return tuple(look_at(name, folder) for name in _package(folder))


def look_once():
    """Take every table from now on as it is at the first look, in this process and in those forked from it.

    A process that makes many reports need not look at the same files again for each, and gives all of them the same
    data.
    """
    global _look_at
    if not hasattr(_look_at, "cache_info"):
        _look_at = lru_cache(maxsize=None)(_look_at)


def _look_at(folder, name, which):
    return _look_at_files(sorted(folder.glob(_descriptor(folder, name)["path"].replace("*", which))))


def _look_at_files(files):
    stamps = [(str(file), file.stat().st_mtime_ns if file.is_file() else None) for file in files]
    return Look(sha256(repr(stamps).encode()).hexdigest(), tuple(files))


def read_table(name, data_dir=None, files=None, draft=False, index=None):
    """Read a table, or some of its files, typed by its schema.

    Parameters
    ----------
    name : str
        A resource of ``datapackage.json``.
    data_dir : path-like, optional
        Another data folder than the package's own.
    files : list of pathlib.Path or Look, optional
        Only these files of the table.
    draft : bool
        Whether columns that the schema calls ``open_in_draft`` may be empty, and the keys on them need not be known;
        columns that a file may leave out are then in the table where they are filled.
    index : str, optional
        A column to be the index.

    Returns
    -------
    pandas.DataFrame
        One row a record, columns in the order of the schema. Text is ``str`` with ``""`` for nothing; whole numbers
        are ``int64``, or ``Int64`` where they may be missing; numbers are ``float64``; dates ``datetime64``.

    Raises
    ------
    BadTable
        With all faults of all files, each with file, row, column and rule.

    Examples
    --------
    >>> read_table("places").loc[lambda t: t["slug"] == "dongguan-hengli", ["code", "name"]].values.tolist()
    [['441900106', '横沥镇']]
    """
    folder = resolve_data_dir(data_dir)
    if files is None:
        files = look_at(name, folder)
    look = files if isinstance(files, Look) else _look_at_files(files)
    if not look.files:
        raise BadTable([f"{folder}: no file of the table {name} ({_descriptor(folder, name)['path']})"])
    table = _read(folder, name, look, draft) if index is None else _indexed(folder, name, look, draft, index)
    # Shares its data until someone writes to it.
    return table.copy(deep=False)


@lru_cache(maxsize=64)
def _indexed(folder, name, look, draft, index):
    return _read(folder, name, look, draft).set_index(index)


@lru_cache(maxsize=64)
def _read(folder, name, look, draft):
    schema = _descriptor(folder, name)["schema"]
    if draft:
        schema = _draft_schema(schema)
    parts, faults = [], []
    for file in look.files:
        try:
            parts.append(_cells(file, schema["fields"]))
        except BadTable as error:
            faults += error.faults
    if parts:
        # The index is the origin of each row: (file, line).
        cells = pd.concat(parts)
        faults += field_faults(cells, schema["fields"])
        faults += primary_key_faults(cells, schema.get("primaryKey", []))
        if not faults:
            for key in schema.get("foreignKeys", []):
                faults += _foreign_key_faults(cells, key, folder)
    if faults:
        raise BadTable(faults)
    kept = [f for f in schema["fields"] if not f.get("optional") or (draft and cells[f["name"]].ne("").any())]
    return pd.DataFrame({f["name"]: typed(cells[f["name"]], f) for f in kept}).reset_index(drop=True)


def load_fields(name, data_dir=None):
    """Return the fields of a table's schema.

    Parameters
    ----------
    name : str
    data_dir : path-like, optional

    Returns
    -------
    list of dict
        Each with ``name``, ``type``, ``title`` (its Chinese heading), ``description`` and ``constraints``.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> [field["title"] for field in load_fields("figures")][:3]
    ['地区代码', '报告年度', '序号']
    """
    return _descriptor(resolve_data_dir(data_dir), name)["schema"]["fields"]


def _draft_schema(schema):
    left_open = {field["name"] for field in schema["fields"] if field.get("open_in_draft")}
    fields = [
        {**field, "constraints": {**field.get("constraints", {}), "required": False}}
        if field["name"] in left_open
        else field
        for field in schema["fields"]
    ]
    keys = [key for key in schema.get("foreignKeys", []) if not left_open.issuperset(key["fields"])]
    return {**schema, "fields": fields, "foreignKeys": keys}


def _package(folder):
    file = folder / "datapackage.json"
    return _parse_package(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _parse_package(file, _stamp):
    try:
        package = json.loads(file.read_text(encoding="utf-8"))
        return {resource["name"]: resource for resource in package["resources"]}
    except (ValueError, KeyError, TypeError) as error:
        raise BadTable([f"{shown_path(file)}: not a data package: {error}"]) from None


def records(table):
    """Return the rows of a table as named tuples, without the index.

    They are those of `pandas.DataFrame.itertuples`, whole columns at once: many small tables are gone through.

    Parameters
    ----------
    table : pandas.DataFrame
        A column whose name Python does not allow has its place as its name: ``_3``.

    Returns
    -------
    list of tuple

    Examples
    --------
    >>> records(pd.DataFrame({"unit": ["宗"], "value": [200.0]}))
    [Row(unit='宗', value=200.0)]
    """
    row = _row(tuple(table.columns))
    return [*map(row._make, zip(*(table[name].tolist() for name in table.columns), strict=True))]


@lru_cache(maxsize=256)
def _row(columns):
    return namedtuple("Row", columns, rename=True)


def _descriptor(folder, name):
    resources = _package(folder)
    if name not in resources:
        raise BadTable([f"{shown_path(folder / 'datapackage.json')}: has no table {name}"])
    return resources[name]


def _cells(file, fields):
    """Read one file as text, refusing rows that do not fit its header."""
    shown = shown_path(file)
    try:
        names = {field.get(part): field["name"] for field in fields for part in ("name", "title")}
        (_, header), *numbered = read_rows(file, names, shown) or [(1, [])]
    except OSError as error:
        raise BadTable([f"{shown}: cannot be read: {error.strerror}"]) from None
    known = [f["name"] for f in fields]
    missing = [f["name"] for f in fields if f["name"] not in header and not f.get("optional")]
    extra = [name or "(empty)" for name in header if name not in known]
    repeated = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    faults = [
        f"{shown}:1:{','.join(names)}: {rule}; the columns are {','.join(known)}"
        for names, rule in ((missing, "missing"), (extra, "unknown"), (repeated, "repeated"))
        if names
    ]
    faults += [
        f"{shown}:{line}: has {len(row)} cells, the header has {len(header)}"
        for line, row in numbered
        if len(row) != len(header)
    ]
    if faults:
        raise BadTable(faults)
    index = pd.MultiIndex.from_product([[shown], [line for line, _ in numbered]])
    return pd.DataFrame([row for _, row in numbered], index=index, columns=header, dtype="str").reindex(
        columns=known, fill_value=""
    )


def _foreign_key_faults(cells, key, folder):
    other = read_table(key["reference"]["resource"], folder)
    known = pd.MultiIndex.from_frame(other[key["reference"]["fields"]].astype("str"))
    given = cells[key["fields"]]
    unknown = given[~pd.MultiIndex.from_frame(given).isin(known) & given.ne("").all(axis=1)]
    if unknown.empty:
        return []
    rule = f"is not in the table {key['reference']['resource']}"
    return said(unknown.agg("-".join, axis=1), rule, ",".join(key["fields"]))
