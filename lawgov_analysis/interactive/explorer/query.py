"""What is asked of described figures: which of them, in what order, shown by which columns; as pandas code too.

The page's engine (``explorer_engine.js``) means the same by a query; ``tests/interactive/queries.json`` holds both to
it.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ...errors import BadParameter, nearest
from ...tables import DataDir

#: What figures are chosen by.
FACETS = ("place", "year", "domain", "indicator", "finding", "review")
#: What the words of a text are looked for in, beside the value.
SEARCHED = ("place_name", "indicator_name", "measure", "scope", "section", "surface", "unit")
CHARTS = ("years", "places", "composition")
DIRECTIONS = ("asc", "desc")
#: Facets whose values are shown by another column, by which they may be named too.
NAMES = {"place": "place_name", "indicator": "indicator_name"}
#: What parts the findings of one figure.
BAR = "|"
SHOWN, LONGEST = 5, 60


@dataclass(frozen=True)
class Query:
    """What is asked of a table of described figures.

    Attributes
    ----------
    facets : dict of tuple of str
        Of each facet the values chosen, any of which a figure may have; ``""`` is no value. A facet without values
        chooses all.
    text : str
        Words, each of which must be found in one of the texts of a figure or in its value.
    sort : tuple of (str, str)
        Columns and whether ``asc`` or ``desc``; what is missing comes last both ways.
    columns : tuple of str
        Those to show; all where there is none.
    chart : str
        ``years``, ``places``, ``composition`` or ``""``: which chart is drawn.
    """

    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    sort: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    chart: str = ""

    @classmethod
    def of(cls, asked: "Mapping[str, Any] | Query | None", table: pd.DataFrame) -> "Query":
        """Check what is asked of a table.

        Parameters
        ----------
        asked : mapping or Query, optional
            ``facets``, ``text``, ``sort``, ``columns``, ``chart``; a facet's values may be one value, years numbers,
            places and indicators their names.
        table : pandas.DataFrame
            As from `described_figures`.

        Returns
        -------
        Query

        Raises
        ------
        BadParameter
            When it asks for what is not there; the nearest that is there is said.

        Examples
        --------
        >>> from lawgov_analysis import described_figures
        >>> figures = described_figures("横沥镇", 2020)
        >>> Query.of({"facets": {"year": 2020, "place": ["东莞市横沥镇"]}, "text": "复议"}, figures).as_dict()
        {'facets': {'place': ['441900106'], 'year': ['2020']}, 'text': '复议'}
        """
        if isinstance(asked, Query):
            return asked
        if asked is None:
            return cls()
        if not isinstance(asked, Mapping):
            raise BadParameter(f"a query is a dict of {', '.join(cls.__dataclass_fields__)}; got {_short(asked)}")
        for name in asked:
            _one_of("a query", name, cls.__dataclass_fields__)
        facets = asked.get("facets") or {}
        if not isinstance(facets, Mapping):
            raise BadParameter(f"facets is a dict of {', '.join(FACETS)}; got {_short(facets)}")
        for name in facets:
            _one_of("a facet", name, FACETS)
        chosen = {name: _values(name, facets[name], table) for name in FACETS if name in facets}
        text, chart = asked.get("text") or "", asked.get("chart") or ""
        if not isinstance(text, str):
            raise BadParameter(f"text must be a text, got {_short(text)}")
        if chart:
            _one_of("a chart", chart, CHARTS)
        columns = _listed("columns", asked.get("columns"))
        for name in columns:
            _one_of("a column", name, table.columns)
        return cls(
            {name: values for name, values in chosen.items() if values},
            " ".join(text.split()),
            tuple(_order(one, table) for one in _listed("sort", asked.get("sort"))),
            tuple(dict.fromkeys(columns)),
            chart,
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the query as JSON holds it, what it does not ask left out.

        Examples
        --------
        >>> Query(text="复议", sort=(("value", "desc"),)).as_dict()
        {'text': '复议', 'sort': [['value', 'desc']]}
        """
        said: dict[str, Any] = {
            "facets": {name: list(values) for name, values in self.facets.items()},
            "text": self.text,
            "sort": [list(one) for one in self.sort],
            "columns": list(self.columns),
            "chart": self.chart,
        }
        return {name: part for name, part in said.items() if part}


def view(table: pd.DataFrame, query: Mapping[str, Any] | Query | None = None) -> pd.DataFrame:
    """Return the figures that a query asks for, in its order.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `described_figures`.
    query : mapping or Query, optional
        As of `Query.of`.

    Returns
    -------
    pandas.DataFrame
        Its index says which rows of the table they are.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> from lawgov_analysis import described_figures
    >>> asked = {"text": "调解 %", "sort": [["value", "desc"]], "columns": ["measure", "value", "unit"]}
    >>> view(described_figures("横沥镇", 2020), asked).values.tolist()
    [['矛盾纠纷调解成功率', 99.0, '%']]
    """
    query = Query.of(query, table)
    found = table
    for name, values in query.facets.items():
        found = found[_has(found[name], values)]
    if query.text:
        found = found[has_words(found, query.text)]
    if query.sort:
        # Sorting by the last column first, each time without disturbing equals, is what sorting by all of them is.
        for name, direction in reversed(query.sort):
            found = found.sort_values(
                name, ascending=direction == "asc", kind="stable", na_position="last", key=_missing_apart
            )
    return found[list(query.columns)] if query.columns else found


def _has(column: pd.Series, values: Iterable[str]) -> pd.Series:
    if column.name == "finding":
        return has_finding(column, values)
    if column.name == "year":
        found = column.isin([int(value) for value in values if value])
        return found | column.isna() if "" in values else found
    return column.isin(list(values))


def year_text(column: pd.Series) -> pd.Series:
    """Return years as texts, ``""`` where the year is not known."""
    codes, years = pd.factorize(column)
    return pd.Series(pd.array([*(str(int(year)) for year in years), ""], dtype="str").take(codes), index=column.index)


def has_finding(column: pd.Series, rules: Iterable[str]) -> pd.Series:
    """Return which figures have one of some findings; ``""`` is none.

    Parameters
    ----------
    column : pandas.Series of str
        The rules of the findings of each figure, joined by ``|``.
    rules : iterable of str

    Returns
    -------
    pandas.Series of bool

    Examples
    --------
    >>> has_finding(pd.Series(["vague|uncoded", "vague-share", ""]), ["vague", ""]).tolist()
    [True, False, True]
    """
    wanted = set(rules)
    return column.isin([said for said in column.unique() if wanted & set(said.split(BAR))])


def has_words(table: pd.DataFrame, text: str) -> pd.Series:
    """Return which figures have each word of a text in one of their texts, or in their value.

    Capitals and full widths are read as small and half-width letters; a value is found as it is written without
    thousands separators, and a word with them finds it too.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `described_figures`.
    text : str
        Words with blanks between them.

    Returns
    -------
    pandas.Series of bool

    Examples
    --------
    >>> from lawgov_analysis import described_figures
    >>> figures = described_figures("横沥镇", 2020)
    >>> figures.loc[has_words(figures, "调解 4,500,000"), "surface"].tolist()
    ['约450万元']
    """
    found = pd.Series(True, index=table.index)
    words = _plain(text).split()
    if not words:
        return found
    texts = [pd.factorize(table[name]) for name in SEARCHED]
    plain = [(codes, [_plain(one) for one in known]) for codes, known in texts]
    codes, known = pd.factorize(table["value"])
    values = codes, [value_text(one) for one in known]
    for word in words:
        number = word.replace(",", "")
        has = _where(values, number) if number else pd.Series(False, index=table.index).to_numpy()
        for column in plain:
            has = has | _where(column, word)
        found &= has
    return found


def _where(column: tuple[Any, list[str]], word: str) -> Any:
    """Return in which rows of a column, given by its codes and the texts that they stand for, a word is."""
    import numpy as np

    codes, texts = column
    # The last is for the code -1, of what is missing.
    return np.array([word in text for text in texts] + [False])[codes]


def value_text(value: float) -> str:
    """Return a value as it is written without thousands separators; ``""`` where it is missing.

    Examples
    --------
    >>> value_text(4500000.0), value_text(99.5), value_text(float("nan"))
    ('4500000', '99.5', '')
    """
    if value != value:
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _missing_apart(column: pd.Series) -> pd.Series:
    """Return a column with missing texts as missing, so that they are last in both directions."""
    return column if pd.api.types.is_numeric_dtype(column) else column.mask(column == "")


def code_of(
    query: Mapping[str, Any] | Query | None,
    table: pd.DataFrame,
    place: str | int | None = None,
    year: int | str | None = None,
    indicator: str | None = None,
    domain: str | None = None,
    lang: str = "zh",
    data_dir: DataDir = None,
    given: bool = False,
) -> str:
    """Return pandas code that makes a view again.

    Parameters
    ----------
    query : mapping or Query
        As of `Query.of`.
    table : pandas.DataFrame
        That it is asked of.
    place, year, indicator, domain, lang, data_dir
        What `described_figures` was given.
    given : bool
        Whether it was given the figures: they are called ``figures`` in the code too.

    Returns
    -------
    str

    Examples
    --------
    >>> from lawgov_analysis import described_figures
    >>> figures = described_figures("横沥镇", 2020)
    >>> print(code_of({"facets": {"domain": ["行政执法"]}, "sort": [["value", "desc"]]}, figures, "横沥镇", 2020))
    import lawgov_analysis as lawgov
    <BLANKLINE>
    view = lawgov.described_figures(place='横沥镇', year=2020)
    view = view[view["domain"].isin(['行政执法'])]
    view = view.sort_values("value", ascending=False, kind="stable", na_position="last")
    """
    query = Query.of(query, table)
    said = {"place": place, "year": year, "indicator": indicator, "domain": domain}
    said |= {"lang": None if lang == "zh" else lang, "data_dir": None if data_dir is None else _folder(data_dir)}
    arguments = ["figures=figures"] if given else []
    arguments += [f"{name}={value!r}" for name, value in said.items() if value is not None]
    lines, helpers = [f"view = lawgov.described_figures({', '.join(arguments)})"], []
    for name, values in query.facets.items():
        if name == "finding":
            helpers.append("has_finding")
            lines.append(f'view = view[has_finding(view["finding"], {list(values)!r})]')
        elif name == "year":
            lines.append(f"view = view[{_of_years(values)}]")
        else:
            lines.append(f'view = view[view["{name}"].isin({list(values)!r})]')
    if query.text:
        helpers.append("has_words")
        lines.append(f"view = view[has_words(view, {query.text!r})]")
    for name, direction in reversed(query.sort):
        key = "" if pd.api.types.is_numeric_dtype(table[name]) else ', key=lambda cells: cells.mask(cells == "")'
        order = f'ascending={direction == "asc"}, kind="stable", na_position="last"'
        lines.append(f'view = view.sort_values("{name}", {order}{key})')
    if query.columns:
        lines.append(f"view = view[{list(query.columns)!r}]")
    head = ["import lawgov_analysis as lawgov"]
    if helpers:
        head.append(f"from lawgov_analysis.interactive.explorer import {', '.join(helpers)}")
    return "\n".join([*head, "", *lines])


def _of_years(values: Iterable[str]) -> str:
    known = f'view["year"].isin({[int(value) for value in values if value]!r})'
    return known + (' | view["year"].isna()' if "" in values else "")


def _folder(data_dir: DataDir) -> str:
    return str(getattr(data_dir, "folder", data_dir))


def _values(name: str, given: Any, table: pd.DataFrame) -> tuple[str, ...]:
    """Return the values of a facet, each of which must be in the table."""
    wanted = [_text(one) for one in _listed(name, given)]
    if not wanted:
        return ()
    # Years are made texts when there are few of them: a table may have half a million rows.
    known = pd.Series(table[name].unique())
    codes = {"", *(year_text(known) if name == "year" else known)}
    if name == "finding":
        codes = {rule for said in codes for rule in said.split(BAR)}
    names = {}
    if (shown := NAMES.get(name)) and not all(one in codes for one in wanted):
        pairs = table[[shown, name]].drop_duplicates()
        names = dict(zip(pairs[shown], pairs[name], strict=True))
    for one in wanted:
        if one not in codes and one not in names:
            near = nearest(one, [*codes, *names]) or sorted(codes)[-SHOWN:]
            said = ", ".join(f"{_cut(code)}{_named(code, names)}" for code in near if code)
            hint = f"; the nearest are {said}" if said else "; there is none"
            raise BadParameter(f"{name}: none of the figures has {_short(one)}{hint}")
    return tuple(dict.fromkeys(one if one in codes else names[one] for one in wanted))


def _named(code: str, names: Mapping[str, str]) -> str:
    return next((f" ({name})" for name, of in names.items() if of == code and name), "")


def _order(one: Any, table: pd.DataFrame) -> tuple[str, str]:
    name, direction = one if isinstance(one, list | tuple) and len(one) == 2 else (one, "asc")
    return _one_of("a column", name, table.columns), _one_of("a direction", direction, DIRECTIONS)


def _one_of(what: str, name: Any, known: Iterable[str]) -> str:
    known = list(known)
    if not isinstance(name, str) or name not in known:
        near = nearest(name, known) or known
        raise BadParameter(f"{what} of that name is not known: {_short(name)}; there is {', '.join(near)}")
    return name


def _listed(name: str, given: Any) -> list[Any]:
    if given is None:
        return []
    if isinstance(given, str | int | float):
        return [given]
    if not isinstance(given, Iterable) or isinstance(given, Mapping):
        raise BadParameter(f"{name} must be a list, got {_short(given)}")
    return list(given)


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _short(value: Any) -> str:
    return f"“{_cut(value)}”"


def _cut(value: Any) -> str:
    said = " ".join(str(value).split())
    return said if len(said) <= LONGEST else said[:LONGEST] + "…"
