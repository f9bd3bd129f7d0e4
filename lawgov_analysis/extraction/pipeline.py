"""Extraction: from a report to its figures.

Each quantity that `read_quantities` calls a figure becomes a `Figure`, a record that grows from stage to stage and at
the end is a row. All stages read the report without the line ends and spaces that nobody wrote; a row says where its
figure is printed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..quantities import Quantity, read_quantities
from ..quantities.find import NONE_IN_WORDS
from ..tables import DRAFT_COLUMNS, FIGURE_COLUMNS, of_data, open_data
from ..tables.folder import Data, DataDir
from ..text.formulas import FORMULA
from ..text.lines import Lines, set_right
from ..text.numerals import printed_decimals
from ..text.offsets import FigureNumber, Offset, Position
from .indicator import code, place_level, without_office
from .measure import name_measure, tell_measures
from .parts import PLANS, Piece, pieces_of
from .period import date
from .recognised import see
from .record import Figure, Heading, Passage, Readable, Relation, check_report, positions
from .relation import open_lists, relate, state
from .scope import narrow
from .sentences import cut_sentences
from .vocabulary import compile_words

TYPES = {
    "year": "Int64",
    "figure": "int64",
    "value": "float64",
    "start": "Int64",
    "end": "Int64",
    "confidence": "float64",
    "page": "Int64",
    "certainty": "float64",
}


# The rule of a relation that a table has.
TOLD = "table"


class Stage(NamedTuple):
    """A stage of the work: what it does, and the parts of a `Figure` that it reads and gives."""

    function: Callable[[Sequence[Figure], Passage], list[Figure]]
    needs: str
    gives: str


#: What a figure is when the stages begin: a number of the text, under its headings.
GIVEN = "quantity section headings planned seen"
STAGES = (
    Stage(cut_sentences, needs="quantity", gives="clause"),
    Stage(open_lists, needs="quantity clause", gives="opened_from"),
    Stage(tell_measures, needs="quantity clause opened_from", gives="counted"),
    Stage(relate, needs="quantity section clause opened_from counted", gives="relation"),
    Stage(
        code,
        needs="quantity section headings planned seen clause opened_from counted relation",
        gives="evidence coding",
    ),
    Stage(date, needs="quantity planned clause counted relation coding", gives="when"),
    Stage(narrow, needs="quantity clause counted relation coding when", gives="scope scope_by"),
)


def extract_figures(report: Readable, data_dir: DataDir = None) -> pd.DataFrame:
    """Draft the figures table of a report.

    Parameters
    ----------
    report : Report
        As from `read_report`.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a figure, in the order of the text, with the columns `FIGURE_COLUMNS` and ``confidence``: 0 to 1 for a
        coded figure, missing for one left uncoded. ``place_code`` is ``""`` and ``year`` missing where the report
        does not say them. The figures of a scan have ``page``, ``box`` and ``certainty`` too: where each stands, in
        points of its page, and how sure what recognised it is.

    Raises
    ------
    BadTable
        When the codebook breaks its schema.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("2020年,全镇调解矛盾纠纷200宗,调解成功199宗,成功率达99%。")
    >>> extract_figures(report)[["indicator", "value", "unit", "relation", "related"]].values.tolist()
    ... # doctest: +NORMALIZE_WHITESPACE
    [['mediation_accepted', 200.0, '宗', '', ''],
     ['mediation_succeeded', 199.0, '宗', 'subset', '1'],
     ['mediation_success_rate', 99.0, '%', 'ratio', '2/1']]
    """
    data = open_data(data_dir)
    return of_data(tabulate(code_report(report, data), report), data)


def code_report(report: Readable, data_dir: DataDir = None) -> list[Figure]:
    """Read the figures of a report: what each counts, its indicator and why, and how it relates to the others.

    Parameters
    ----------
    report, data_dir
        As of `extract_figures`.

    Returns
    -------
    list of Figure
        One a figure, in the order of the text.

    Raises
    ------
    BadTable

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> [figure] = code_report(parse_report("受理行政复议申请12件。"))
    >>> figure.evidence.phrase, figure.coding.indicator
    ('受理行政复议申请', 'reconsideration_accepted')
    """
    check_report(report)
    data = open_data(data_dir)
    return pass_stages(begin(report, data), passage_of(report, data))


def pass_stages(figures: list[Figure], passage: Passage) -> list[Figure]:
    """Return figures as all stages know them, of a passage that they read with its words."""
    for stage in STAGES:
        figures = stage.function(figures, passage)
    return figures


def begin(report: Readable, data: Data) -> list[Figure]:
    """Return the figures of a report in order, of which no more is known than where they stand."""
    lines: Lines = report.lines
    quantities = [
        quantity
        for quantity in read_quantities(lines.text, data)
        if quantity.kind == "figure" and not report.is_furniture_at(Offset(lines.printed_at(quantity.start)))
    ]
    places = _places(report.written_sections, quantities)
    planned = _planned(pieces_of(report, data), quantities)
    return [
        Figure(quantity, *place, planned=ahead, seen=see(quantity, report))
        for quantity, place, ahead in zip(quantities, places, planned, strict=True)
    ]


def passage_of(report: Readable, data: Data) -> Passage:
    """Return what all stages know of a report."""
    lines: Lines = report.lines
    text = lines.take_out(set_right(report.text).tabbed)
    begins = text.find(report.title) + len(report.title) if report.title in text else 0
    level = place_level(report.place_name, data)
    place = without_office(report.place_name)
    return Passage(text, report.year, level, data.made(compile_words), data, Offset(begins), place)


def tabulate(figures: Sequence[Figure], report: Readable) -> pd.DataFrame:
    """Lay out the figures of a report as a table.

    Parameters
    ----------
    figures : sequence of Figure
        As from `code_report`.
    report : Report

    Returns
    -------
    pandas.DataFrame
        As of `extract_figures`.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("受理行政复议申请12件。")
    >>> tabulate(code_report(report), report)[["surface", "measure"]].values.tolist()
    [['12件', '受理行政复议申请']]
    """
    columns = cells_of(figures, report)
    # A column with its type costs a third of a table of records that is typed afterwards.
    names = [name for name in (*FIGURE_COLUMNS, *DRAFT_COLUMNS) if name in columns]
    return pd.DataFrame({name: _typed(name, columns[name]) for name in names}, copy=False)


def cells_of(figures: Sequence[Figure], report: Readable) -> dict[str, Sequence]:
    """Return what `tabulate` lays out, by column: of many short texts a table of each would take most of the time.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("受理行政复议申请12件。")
    >>> cells_of(code_report(report), report)["measure"]
    ['受理行政复议申请']
    """
    lines: Lines = report.lines
    text = lines.take_out(report.text)
    quantities = [figure.quantity for figure in figures]
    spans = [lines.printed_span(quantity.start, quantity.end) for quantity in quantities]
    everywhere = positions(0, len(figures))
    columns: dict[str, Sequence] = {
        "place_code": [report.place_code] * len(figures),
        "year": [report.year] * len(figures),
        "figure": [number_of(position) for position in everywhere],
        "section": [figure.section for figure in figures],
        "indicator": [figure.coding.indicator for figure in figures],
        "scope": [figure.scope for figure in figures],
        # A bare number says nothing of what it counts: its own digits stand for that.
        "measure": [
            name_measure(position, figures).lstrip("".join(FORMULA)) or text[quantity.start : quantity.end]
            for position, quantity in zip(everywhere, quantities, strict=True)
        ],
        "value": [quantity.value for quantity in quantities],
        "unit": [quantity.unit for quantity in quantities],
        "bound": [quantity.bound for quantity in quantities],
        "period": [figure.when.span for figure in figures],
        "basis": [figure.when.basis for figure in figures],
        "relation": [figure.relation.kind for figure in figures],
        "related": [related(figure) for figure in figures],
        "relation_by": [figure.relation.basis for figure in figures],
        "stated_as": ["words" if quantity.rule == NONE_IN_WORDS else "" for quantity in quantities],
        **{name: [""] * len(figures) for name in ("overlaps", "out_of_field")},
        "surface": [report.text[start:end] for start, end in spans],
        "start": [start for start, _ in spans],
        "end": [end for _, end in spans],
        "confidence": [figure.coding.confidence if figure.coding.indicator else None for figure in figures],
    }
    if any(figure.seen for figure in figures):
        seen = [figure.seen for figure in figures]
        columns["page"] = [each.page or None if each else None for each in seen]
        columns["box"] = [" ".join(f"{edge:.1f}" for edge in each.box) if each and each.page else "" for each in seen]
        columns["certainty"] = [None if each is None else round(each.certainty, 3) for each in seen]
    return columns


def add_stated(figures: pd.DataFrame, report: Readable, data_dir: DataDir = None) -> pd.DataFrame:
    """Add to drafted figures the relations that the text states of them and that do not add up.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `extract_figures`, of one report; what a reviewer changed of a relation is kept.
    report : Report
    data_dir : path-like or Data, optional
        Where the words are; the package's own data by default.

    Returns
    -------
    pandas.DataFrame
        The figures, some with ``relation`` and ``related`` that they did not have; with ``before``, the number of the
        figure of the year before that the text gives beside a growth (0 for none); and with ``unsure``, whether the
        relation is likely rather than said.

    Examples
    --------
    >>> from lawgov_analysis.documents import parse_report
    >>> report = parse_report("2023年,评查行政执法案卷40宗,合格38宗,合格率96%。")
    >>> add_stated(extract_figures(report), report)[["surface", "relation", "related"]].values.tolist()
    [['40宗', '', ''], ['38宗', 'subset', '1'], ['96%', 'ratio', '2/1']]
    """
    data = open_data(data_dir)
    at = [place for place, start in enumerate(figures["start"]) if not pd.isna(start)]
    at.sort(key=figures["start"].tolist().__getitem__)
    numbers = [int(figures["figure"].iloc[place]) for place in at]
    passage = passage_of(report, data)
    drafted = list(_from_rows(figures.iloc[at], numbers, report))
    for stage in (cut_sentences, open_lists, tell_measures):
        drafted = stage(drafted, passage)
    relations, before = state(drafted, passage)
    told = {name: figures[name].tolist() for name in ("relation", "related")}
    unsure, years = (figures["relation_by"] == "likely").tolist(), [0] * len(figures)
    for position, place in enumerate(at):
        relation = relations[position]
        if relation.rule != TOLD:
            told["relation"][place] = relation.kind
            told["related"][place] = _shown(relation, numbers)
            unsure[place] = relation.basis == "likely"
        if position in before:
            years[place] = numbers[before[Position(position)]]
    added = {name: pd.Series(column, index=figures.index, dtype="str") for name, column in told.items()}
    added["before"] = pd.Series(years, index=figures.index, dtype="int64")
    return figures.assign(**added, unsure=pd.Series(unsure, index=figures.index, dtype=bool))


def _from_rows(figures: pd.DataFrame, numbers: list[int], report: Readable) -> Iterator[Figure]:
    """Yield the rows of a draft as figures that are related, but for what a table does not say of them."""
    lines: Lines = report.lines
    position_of = {number: Position(position) for position, number in enumerate(numbers)}
    for row in figures.itertuples():
        start, end = Offset(lines.read_at(Offset(int(row.start)))), Offset(lines.read_at(Offset(int(row.end))))
        decimals = printed_decimals(row.surface, row.value)
        quantity = Quantity(start, end, "figure", row.value, row.unit, row.bound, decimals=decimals)
        to = [position_of.get(int(number)) for number in re.findall(r"\d+", row.related)]
        known = tuple(position for position in to if position is not None)
        relation = Relation(row.relation, known if len(known) == len(to) else (), row.relation_by, TOLD)
        yield Figure(quantity, row.section, (), relation=relation)


def number_of(position: Position) -> FigureNumber:
    """Return the number of a figure in its table."""
    return FigureNumber(position + 1)


def related(figure: Figure) -> str:
    """Return the figures that a figure relates to, as the table has them: 41, 51/50."""
    return _shown(figure.relation, range(1, max(figure.relation.to, default=0) + 2))


def _shown(relation: Relation, numbers: Sequence[int]) -> str:
    """Return what a relation is to, by the numbers of the figures: 41, 51/50, 8+9/5 or 8 9."""
    to = [str(numbers[other]) for other in relation.to]
    return "/".join(("+".join(to[:-1]), to[-1])) if relation.kind == "ratio" and len(to) > 1 else " ".join(to)


def _typed(name: str, values: Sequence) -> object:
    kind = TYPES.get(name)
    if kind is None:
        return pd.array(values, dtype="str") if values else np.array([], dtype=object)
    return pd.array(values, dtype=kind) if kind == "Int64" else np.array(values, dtype=kind)


def _places(sections: Sequence[Heading], quantities: Sequence[Quantity]) -> Iterator[tuple[str, tuple[Heading, ...]]]:
    """Yield of each quantity, in order, its section's number and those that it lies in."""
    outline = {section.number: section for section in sections}
    opened: list[Heading] = []
    following = 0
    of_section: dict[str, tuple[str, tuple[Heading, ...]]] = {}
    for quantity in quantities:
        while following < len(sections) and sections[following].start <= quantity.start:
            opened.append(sections[following])
            following += 1
        while opened and opened[-1].end <= quantity.start:
            opened.pop()
        number = opened[-1].number if opened else "0"
        if number not in of_section:
            parts = number.split(".")
            paths = (".".join(parts[: n + 1]) for n in range(len(parts)))
            of_section[number] = number, tuple(outline[path] for path in paths if path in outline)
        yield of_section[number]


def _planned(pieces: Sequence[Piece], quantities: Sequence[Quantity]) -> Iterator[bool]:
    """Yield of each quantity, in order, whether it stands in what the report plans, as its statements have it."""
    following, part = 0, ""
    for quantity in quantities:
        while following < len(pieces) and pieces[following].start <= quantity.start:
            part = pieces[following].part
            following += 1
        yield part == PLANS and quantity.start < pieces[following - 1].end
