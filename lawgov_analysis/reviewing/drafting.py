"""Drafting: from a report's file to a draft table for review, and from that to the data; ``lawgov extract``."""

import sys
from getpass import getuser
from pathlib import Path

import pandas as pd

from ..decisions import diff_figures, may_be_laid, take_back, text_at_hand
from ..decisions.said import said_of
from ..documents import parse_report, read_report
from ..errors import BadParameter, NoData, OutputError, UnidentifiedReport
from ..extraction import extract_figures
from ..files import write_all
from ..files.streams import tell
from ..messages import for_reader
from ..paths import PACKAGE_FILE, shown_path
from ..quantities import unlike_print
from ..tables import KEY, figures_csv, find_place, full_name_of, is_table, is_workbook, open_data, read_figures
from ..tables.places import full_name_said
from .explain import explain
from .page import review_page
from .statements import draft_tables

# How many rows of another report, or places of one name, a message names.
NAMED = 5
# What a table lacks that is to be written among the figures: a place, a year.
LACKING = {
    (True, False): "place of the gazetteer (--place)",
    (False, True): "year (--year)",
    (True, True): "place of the gazetteer (--place) and no year (--year)",
}
# How the names of the files end that are written.
KINDS = {"a table": (".csv", ".xlsx"), "a page": (".html", ".htm")}


def draft(
    file,
    place=None,
    year=None,
    output=None,
    html=None,
    statements=None,
    items=None,
    numbers=False,
    diff=False,
    force=False,
    by=None,
    reason=None,
    data_dir=None,
):
    """Draft the figures table of a report and write or print it; or take over a draft that was corrected.

    Parameters
    ----------
    file : path-like
        The published report, or a table of its figures (csv, xlsx).
    place, year : optional
        Recognised from the text when not given. Of a table that comes back: of which of its reports.
    output : path-like, optional
        The table to write, a workbook when its name ends in ``.xlsx``; standard output when not given.
    html : path-like, optional
        A review page to write.
    statements, items : path-like, optional
        Tables to write of what the report says falls short and plans, and of what it has and has not; workbooks when
        their names end in ``.xlsx``, one with two sheets when they are the same.
    numbers : bool
        Print every number of the text with its class instead of the table.
    diff : bool
        Print what would change in the table that is there; nothing is written.
    force : bool
        Overwrite a table or a page that is there; take `place` and `year` though the text, or the table, says others.
    by, reason : str, optional
        Of a table that comes back to the figures of a data folder: who corrected it, and why.
    data_dir : path-like, optional
        By default that of `output`, where this lies among the figures of one.

    Raises
    ------
    UnreadableReport, UnknownPlace, BadTable, MissingPackage
    BadParameter
        When a page, the numbers or the statements of a text are asked for and `file` is a table; when tables are to be
        written and only shown at once, or two into one CSV file.
    OutputError
        When `output` is there and not `force`, or it cannot be written; when its name ends as that of no such file.
    UnidentifiedReport
        When the text, or the table, says another place or year than was given and not `force`; when `output` lies among
        the figures of a data folder and place or year are not known, or are not those of its name.
    NoData
        When `diff` has no table to compare with; when there is no figure to put among those of a data folder.
    """
    if (statements or items) and (numbers or diff):
        raise BadParameter("--statements and --items write tables; --explain and --diff only show")
    if (html and (numbers or diff)) or (output and numbers):
        raise BadParameter("-o and --html write files; --explain and --diff only show")
    if numbers and diff:
        raise BadParameter("--explain and --diff show two things; give one of them")
    if html and _is_one_file(html, output):
        raise BadParameter("--html needs a file of its own")
    if _is_one_file(statements, items):
        items = statements
    if data_dir is None and output and _is_among_figures(Path(output).resolve()):
        data_dir = Path(output).resolve().parent.parent
    targets = list(dict.fromkeys(filter(None, (output, html, statements, items))))
    for target in targets:
        if not is_table(file) and Path(file).exists() and Path(target).exists() and Path(target).samefile(file):
            raise OutputError(f"{shown_path(target)} is the report itself; name another file")
    if is_table(file):
        if html or numbers or statements or items:
            asked = "--statements and --items" if statements or items else "--html and --explain"
            raise BadParameter(f"{shown_path(file)}: {asked} need the report itself; this is a table")
        report, figures = None, _returned(file, place, year, force, data_dir)
        for note in figures.attrs["notes"]:
            tell(note)
    else:
        report = read_report(file, place, year, data_dir)
        for note in report.notes:
            tell(f"{report.source}: {note}")
        if report.contradicted and not force:
            said = f"{report.source}: {report.contradicted}"
            raise UnidentifiedReport(f"{said}; --force takes what --place and --year say")
        if report.contradicted:
            tell(f"{report.source}: {report.contradicted}; taken as given")
        if len(report.placed.candidates) > 1:
            tell(f"{report.source}: {_which_of(report.placed, data_dir)}")
        if numbers:
            _print(_numbers_csv(report, data_dir))
            return
        figures = extract_figures(report, data_dir)
    if diff:
        _print(_changes(figures, report, output, data_dir))
        return
    if output:
        if report is None:
            _check_of_one(figures, file)
        _check_belongs(figures, report, Path(output).resolve())
        if report is None and not html and _comes_back(figures, Path(output).resolve(), file, by, reason):
            return
    for target in targets:
        _check_kind(target, "a page" if target == html else "a table")
        if Path(target).exists() and not Path(target).is_dir() and not force:
            raise OutputError(f"{shown_path(target)} is there already and may be reviewed; --force overwrites it")
    contents = draft_tables(report, statements, items, data_dir) if statements or items else {}
    if any(_is_one_file(mine, other) for mine in (output, html) for other in contents):
        raise BadParameter("--statements and --items need files of their own")
    if html:
        contents[html] = review_page(report, figures, data_dir)
    if output:
        contents[output] = _table(figures, report, output, data_dir)
    write_all(contents)
    if not output:
        _print(figures_csv(figures))
    print(for_reader(_summary(figures, report, targets, data_dir), sys.stderr), file=sys.stderr)


def _is_one_file(one, other):
    """Return whether two paths lead to one file, which need not be there yet."""
    return one is not None and other is not None and Path(one).resolve() == Path(other).resolve()


def _check_kind(target, what):
    """Check that what is to be written is named as what it will be."""
    ending = Path(target).suffix.lower()
    if ending and ending not in KINDS[what]:
        kinds = " or ".join(KINDS[what])
        raise OutputError(f"{shown_path(target)}: {what} is written as {kinds}, and not as {ending}")


def _is_among_figures(output):
    return output.parent.name == "figures" and (output.parent.parent / PACKAGE_FILE).is_file()


def _returned(file, place, year, force, data_dir):
    """Read a table that came back; it is of the place and year that are given, though it was drafted for others."""
    try:
        return read_figures(file, data_dir, place, year, unlike_print)
    except NoData:
        figures = read_figures(file, data_dir, also=unlike_print)
        if figures.empty or len(figures[KEY].drop_duplicates()) > 1:
            raise
    code, of_year = _whose(figures, None)
    given = {} if place is None else {"place_code": str(find_place(place, data_dir).name)}
    given |= {} if year is None else {"year": int(year)}
    said = " ".join(str(value) for value in (given.get("place_code", place), year) if value is not None)
    said = f"{shown_path(file)}: its rows are of {full_name_of(code, data_dir)} {code} {of_year}, and not of {said}"
    if not force:
        raise UnidentifiedReport(f"{said}; --force takes what --place and --year say")
    tell(f"{said}; taken as given")
    return figures.assign(**given)


def _which_of(placed, data_dir):
    """Say which places have the name that a report gives, and how to say which it is."""
    reason = open_data(data_dir).table("intake_reasons", index="reason").loc["place-ambiguous"]
    codes = "、".join(f"{code} {full_name_of(code, data_dir)}" for code in placed.candidates[:NAMED])
    more = "…" if len(placed.candidates) > NAMED else ""
    return f"{placed.name}: {reason['en']}（{reason['zh']}）: {codes}{more}; say which with --place"


def _comes_back(figures, output, file, by, reason):
    """Take a table that was corrected as decisions, where what it was corrected from is at hand; return whether."""
    if not _is_among_figures(output):
        return False
    data = open_data(output.parent.parent)
    reading = None
    if not output.is_file():
        text = text_at_hand(output.stem, data)[0]
        if not text:
            return False
        code, year = _whose(figures, None)
        reading = extract_figures(parse_report(text, place=code, year=int(year), data_dir=data), data)
    elif not may_be_laid(output.stem, data):
        return False
    decided = take_back(figures, by or _user(), reason or f"{Path(file).name}", reading, data)
    print(said_of(decided, data_dir=data), file=sys.stderr)
    return True


def _user():
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        raise BadParameter("--by: say who corrected it") from None


def _check_of_one(figures, file):
    """Check that a table that came back is of one report, as its draft was: of a year typed wrongly it has two."""
    for column, titles, option in (("year", "报告年度", "--year"), ("place_code", "地区代码", "--place")):
        said, numbers = figures[column].astype("str").replace("<NA>", ""), figures["figure"].astype("str")
        counts = said.value_counts()
        if len(counts) < 2:
            continue
        *others, most = reversed(counts.index.tolist())
        told = [(value or "—", numbers[said == value].tolist()) for value in others]
        english = ", ".join(f"figures {_few(which)} have {value}" for value, which in told)
        chinese = "，".join(f"序号{_few(which)}是{value}" for value, which in told)
        raise UnidentifiedReport(
            f"{shown_path(file)}: a table that comes back is of one report, but its rows have several of {column}: "
            f"{english}, the other {counts[most]:,} {most or '—'}; correct them, or take those of one with {option}"
            f"（“{titles}”应各行相同：{chinese}，其余{counts[most]}行是{most or '空'}）"
        )


def _few(numbers):
    """Return the first of some numbers, and how many more there are."""
    return "、".join(numbers[:NAMED]) + (f"… ({len(numbers):,})" if len(numbers) > NAMED else "")


def _check_belongs(figures, report, output):
    """Check that a table to be written among the figures of a data folder can be read from there by its name."""
    if not _is_among_figures(output):
        return
    shown = shown_path(output)
    if figures.empty:
        raise NoData(f"{shown} not written: no figure was found in {report.source}")
    reports = [(code, None if pd.isna(year) else int(year)) for code, year in figures[KEY].drop_duplicates().to_numpy()]
    lacking = tuple(any(key[at] in ("", None) for key in reports) for at in (0, 1))
    if any(lacking):
        said = f"{shown} not written: its figures have no {LACKING[lacking]}"
        raise UnidentifiedReport(f"{said}; give it, or write the draft elsewhere")
    named = [f"{code}-{year}.csv" for code, year in reports]
    if named != [output.name]:
        other = "" if report else "; if it is of another place or year, say which with --place, --year and --force"
        raise UnidentifiedReport(
            f"{shown} not written: among the figures its name must be {' and '.join(named)}{other}"
        )


def _table(figures, report, output, data_dir):
    if not is_workbook(output):
        return figures_csv(figures)
    from .workbook import draft_workbook

    return draft_workbook(figures, report.text if report else "", data_dir)


def _numbers_csv(report, data_dir):
    numbers = explain(report, data_dir)
    shown = numbers.assign(value=[f"{value:.15g}" if value == value else "" for value in numbers["value"]])
    return shown.to_csv(index=False, lineterminator="\n")


def _changes(figures, report, output, data_dir):
    code, year = _whose(figures, report)
    if not output and not (code and year):
        raise NoData("no table to compare with, as the place or the year is not known; give --place and --year, or -o")
    file = Path(output) if output else open_data(data_dir).folder / f"figures/{code}-{year}.csv"
    if not file.is_file():
        raise NoData(f"{shown_path(file)}: no table to compare with; name one with -o")
    changes = diff_figures(read_figures(file, data_dir), figures)
    nothing = for_reader("nothing would change", sys.stdout)
    return changes.to_csv(index=False, lineterminator="\n") if len(changes) else f"{nothing}\n"


def _whose(figures, report):
    """Return the place code and the year of a draft; of a table of several reports those of the first."""
    if report:
        return report.place_code, report.year
    code, year = figures[["place_code", "year"]].iloc[0]
    return code, None if pd.isna(year) else year


def _print(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def _summary(figures, report, targets, data_dir):
    code, year = _whose(figures, report)
    named = (report and report.place_name) or "unknown place"
    titles = [report.title, report.issuer] if report else []
    called = full_name_said(code, titles, open_data(data_dir)) if code else ""
    place = f"{called} {code}" if code else f"{named} (give --place)"
    written = f"; wrote {'、'.join(map(shown_path, targets))}" if targets else ""
    coded = int((figures["indicator"] != "").sum())
    said = f"{place}, {year or 'unknown year (give --year)'}"
    return f"{said}: {len(figures)} figures, {coded} coded{written}"
