"""The command ``lawgov``: each of its commands is the twin of a library call."""

import os
import shutil
import sys
from math import isfinite
from pathlib import Path

import click

from .commands import Commands
from .errors import MissingPackage, OutputError
from .files.streams import tell
from .messages import for_reader
from .paths import shown_path
from .text.dates import check_year

# How the name of a page ends.
PAGES = ("", ".html", ".htm")
# In seconds: what takes longer never ends.
A_YEAR = 365 * 24 * 60 * 60


class Named(click.Path):
    """A path: an empty one, as of a variable that is not set, is not the current folder."""

    def convert(self, value, param, ctx):
        """Return the path."""
        return super().convert(value, param, ctx) if value else self.fail("an empty path names nothing.", param, ctx)


class Year(click.ParamType):
    """A year, one that reports can be of."""

    name = "year"

    def convert(self, value, param, ctx):
        """Return the year as a number."""
        return check_year(value)


class Seconds(click.FloatRange):
    """A time that comes to an end."""

    def convert(self, value, param, ctx):
        """Return the seconds as a number."""
        seconds = super().convert(value, param, ctx)
        return seconds if isfinite(seconds) else self.fail(f"{value} is no number of seconds.", param, ctx)


YEAR = Year()
# Of what cannot be read what reads it says why, in one line.
PATH = Named(readable=False, path_type=Path)


def data_dir_option(command):
    """Add ``--data-dir``."""
    said = "Folder of tables, another than the package's own."
    return click.option("--data-dir", type=PATH, metavar="FOLDER", help=said)(command)


def reports_dir_option(command):
    """Add ``--reports-dir``."""
    said = "Where reports go; by default to the folder reports beside the data."
    return click.option("--reports-dir", type=PATH, metavar="FOLDER", help=said)(command)


def lang_option(command):
    """Add ``--lang``."""
    return click.option("--lang", default="zh", show_default=True, metavar="zh|en", help="Language.")(command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, option, asked: _tell_version(context) if asked else None,
    help="Show the version and exit.",
)
def main():
    """Turn China's yearly 法治政府建设 reports into checked figures and analyses."""


def _tell_version(context):
    from importlib.metadata import version

    click.echo(for_reader(f"lawgov, version {version('lawgov_analysis')}", sys.stdout))
    context.exit()


def format_option(command):
    """Add ``--format``."""
    said = "Of html, docx, pdf, xlsx, separated by commas; or all."
    return click.option("--format", "formats", default="html", show_default=True, metavar="LIST", help=said)(command)


@main.command()
@click.argument("place")
@click.argument("year", type=YEAR)
@format_option
@lang_option
@click.option("--force", is_flag=True, help="Make it even when nothing changed.")
@data_dir_option
@reports_dir_option
def report(place, year, **options):
    """Write the yearly analysis of PLACE for YEAR.

    PLACE is a code (441900106), a slug (dongguan-hengli) or a name (横沥镇, 东莞市横沥镇).
    """
    _one_thread()
    from .reporting import render_report

    _show_rendered(render_report(place, year, forked=True, **options))


def _one_thread():
    """Have numpy start none of its own: the process forks, and these few numbers need none."""
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _show_rendered(done):
    from .publishing.formats import file_of

    for name in done.formats:
        file = shown_path(done.folder / file_of(name, done.lang))
        click.echo(file if done.written else for_reader(f"{file} (unchanged; --force makes it again)", sys.stdout))
    if done.missing:
        raise MissingPackage("\n".join(done.missing))


@main.command()
@click.argument("name", metavar="NAME|FILE")
@click.option(
    "-p", "--parameter", "given", type=(str, str), multiple=True, metavar="KEY VALUE", help="A parameter of it."
)
@format_option
@click.option("--lang", metavar="zh|en", help="Language: the notebook's own by default.")
@click.option("--force", is_flag=True, help="Make it even when nothing changed.")
@data_dir_option
@reports_dir_option
def notebook(name, given, lang, **options):
    """Run the analysis NAME and write its report, as papermill runs its notebook.

    NAME is annual_report, disclosure_scorecard, panel_followup, peer_comparison, explore, or a FILE, a copy of one of
    them. Without a place it runs as it stands, on the invented city; the yearly report on Hengli.
    """
    _one_thread()
    from .reporting import render_notebook
    from .reporting.parameters import as_given

    _show_rendered(render_notebook(name, as_given(given, lang=lang), forked=True, **options))


@main.command()
@click.option("--year", "years", type=YEAR, multiple=True, help="Only of this year; may be repeated.")
@click.option("--place", "places", multiple=True, help="Only of this place (code, slug or name); may be repeated.")
@click.option("--excerpts", is_flag=True, help="Reports that are known from excerpts too.")
@click.option("--dry-run", is_flag=True, help="Say what would be made and why; write nothing.")
@click.option("--force", is_flag=True, help="Make those too that nothing changed of.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Reports at a time; one a processor by default.")
@click.option("--cluster", metavar="ADDRESS", help="Of a Dask scheduler that makes them, e.g. tcp://scheduler:8786.")
@click.option(
    "--timeout",
    type=Seconds(0, A_YEAR, min_open=True),
    metavar="SECONDS",
    default=600,
    show_default=True,
    help="How long a report may take.",
)
@click.option(
    "--notebook",
    multiple=True,
    metavar="NAME|FILE",
    help="Another analysis than the yearly report, one run a place, a year or a region as it says; may be repeated.",
)
@format_option
@lang_option
@data_dir_option
@reports_dir_option
def batch(**options):
    """Write the yearly analysis of every full report that is new or changed, side by side; or other analyses."""
    _one_thread()
    from .batch import command as batch_command

    batch_command.batch(**options)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=Named(readable=False), metavar="FILE|FOLDER...")
@click.option("--place", help="Code, slug or name of the place that all of them are of; told by each when not given.")
@click.option("--year", type=YEAR, help="The year that all of them are about; told by each when not given.")
@click.option("--url", metavar="URL", help="Where the one file was published; for several, a list urls.csv (file,url).")
@data_dir_option
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Files at a time; one a processor by default.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--force", is_flag=True, help="Read it anew; one file with --place and --year is added though doubtful.")
@click.option("--leave", is_flag=True, help="Put the files aside instead: they wait no longer.")
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects for machines.")
def add(paths, **options):
    """Add published reports to a data folder, from files, folders and archives.

    What is doubtful waits for a person (lawgov queue), with its reasons; what cannot be read is refused. A data folder
    that is not there is begun. A table of decisions (decisions-….csv, from the page of lawgov queue --html) is taken
    too: each decision whole or not at all, and once.
    """
    from .intake.command import run

    run(paths, **options)


@main.command()
@click.argument("file", type=PATH)
@click.option("--place", help="Code, slug or name of the place; recognised from the text when not given.")
@click.option("--year", type=YEAR, help="The year that is reported on; recognised from the text when not given.")
@click.option("-o", "--output", type=PATH, metavar="TABLE", help="Write it there (csv, xlsx), not to standard output.")
@click.option("--html", type=PATH, metavar="PAGE", help="Write a page with every figure marked in the text.")
@click.option("--statements", type=PATH, metavar="TABLE", help="Write there what falls short and what is planned.")
@click.option("--items", type=PATH, metavar="TABLE", help="Write there which required parts and practices it has.")
@click.option("--explain", "numbers", is_flag=True, help="List every number of the text and what it was taken for.")
@click.option("--diff", is_flag=True, help="Show what would change in the table that is there; write nothing.")
@click.option("--force", is_flag=True, help="Overwrite what is there; take a place and year that the text contradicts.")
@click.option("--by", metavar="NAME", help="Who corrected FILE, a table that comes back; the user by default.")
@click.option("--reason", metavar="WORDS", help="Why; the name of FILE by default.")
@data_dir_option
def extract(file, **options):
    """Draft the figures table of a published report (html, docx, doc, wps, rtf, ofd, pdf, txt).

    FILE may also be a draft that was corrected (csv, xlsx): it is checked and written as a table. Among the figures of
    a data folder what differs from the reading becomes decisions, where the reading or the text is at hand.
    """
    from .reviewing.drafting import draft

    draft(file, **options)


@main.command()
@click.argument("text", required=False)
@click.option("--report", "file", type=PATH, metavar="FILE", help="Trace a report (what extract reads), not TEXT.")
@click.option("--figure", "figures", type=int, multiple=True, metavar="N", help="Only this figure; may be repeated.")
@click.option("--place", help="Code, slug or name of the place whose report it is from.")
@click.option("--year", type=YEAR, help="The year that is reported on.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects for machines.")
@lang_option
@data_dir_option
def trace(text, file, figures, place, year, as_json, lang, data_dir):
    """Show how TEXT is read: for each number what every stage decided, and by which rule."""
    from .documents import parse_report, read_report
    from .reviewing.tracing import only_figures, trace_json, trace_text
    from .reviewing.tracing import trace as trace_numbers

    if (text is None) == (file is None):
        raise click.UsageError("give a sentence, or a report with --report")
    if file is None:
        source = parse_report(text, place=place, year=year, data_dir=data_dir)
    else:
        source = read_report(file, place, year, data_dir)
    for said in (*source.notes, *filter(None, [source.contradicted])):
        tell(f"{file or 'the text'}: {said}")
    table = trace_numbers(source, lang=lang, data_dir=data_dir)
    table = only_figures(table, figures) if figures else table
    click.echo(trace_json(table) if as_json else trace_text(table, lang))


@main.command()
@click.argument("place")
@click.argument("year", type=YEAR)
@click.argument("figure")
@click.argument("values", nargs=-1, metavar="FIELD=VALUE...")
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.option("--reason", required=True, metavar="WORDS", help="Why.")
@click.option("--settle", is_flag=True, help="What others decided of it, or waits, holds no longer.")
@lang_option
@data_dir_option
def decide(place, year, figure, values, by, reason, settle, lang, data_dir):
    """Write down what a person decides of FIGURE of the report of PLACE for YEAR; its table follows at once.

    FIGURE is a number of the table, 3,7-9 or all for several, new for one that was missed, 0 for the whole report.
    FIELD is a column of the figures; figure=no strikes one out, review=accepted says that it was read rightly,
    review=withdrawn takes your own last decision of it back.
    """
    from .decisions import decide as write_decision
    from .decisions.said import said_of
    from .presentation import check_language

    wrong = [value for value in values if value.find("=") < 1]
    if wrong:
        raise click.UsageError(f"{wrong[0]}: give FIELD=VALUE, e.g. unit=件")
    pairs = [value.split("=", 1) for value in values]
    given = dict(pairs)
    if len(given) < len(pairs):
        raise click.UsageError("a field is given twice; give each once")
    check_language(lang)
    done = write_decision(place, year, figure, given, by, reason, settle=settle, data_dir=data_dir)
    click.echo(said_of(done, lang, data_dir))


@main.group()
def codebook():
    """Look into the codebook of indicators."""


@codebook.command("test")
@click.argument("phrase")
@lang_option
@data_dir_option
def codebook_test(phrase, lang, data_dir):
    """Show which indicator each figure of PHRASE gets, by which rule, and what came near: a part of `lawgov trace`."""
    from .reviewing.tracing import CODING, trace_text
    from .reviewing.tracing import trace as trace_numbers

    table = trace_numbers(phrase, lang=lang, data_dir=data_dir)
    click.echo(trace_text(table[table["stage"].isin(CODING)], lang))


@codebook.command("check")
@click.argument("which", required=False, metavar="[FILE | INDICATOR]")
@data_dir_option
def codebook_check(which, data_dir):
    """Try every rule by its own examples and counter-examples, in all tables, one, or those of an indicator.

    Says in Chinese what is read otherwise, by file, row and column, and exits with 5; then lists rules and exclusions
    that no example uses, examples that are won narrowly, and words in two roles without a note.
    """
    from .codebook.check import check

    click.echo(check(which, data_dir))


@codebook.command("edit")
@click.argument("table", required=False)
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Where it goes (xlsx; csv of one table).")
@click.option(
    "--take", type=PATH, metavar="FILE", help="Take FILE back (xlsx, csv) after checking, whole or not at all."
)
@click.option("--force", is_flag=True, help="Overwrite FILE when it is there.")
@data_dir_option
def codebook_edit(table, output, take, force, data_dir):
    """Write the tables of the codebook, or TABLE, as a workbook to edit in Excel; --take takes it back."""
    from .codebook.workbook import save_edit, take_codebook

    if take and output:
        raise click.UsageError("-o writes a table and --take takes one back; give one of them")
    if take:
        written = take_codebook(take, table, data_dir)
        click.echo("\n".join(map(shown_path, written)) if written else for_reader("nothing changed", sys.stdout))
    else:
        click.echo(shown_path(save_edit(table, output, force, data_dir)))


@codebook.command("reliability")
@click.argument("marked", nargs=-1, required=True, metavar="MARKED...")
@click.option("-o", "--output", type=PATH, metavar="TABLE", help="Write each code with its mark there (csv).")
@click.option("--force", is_flag=True, help="Overwrite TABLE when it is there.")
@data_dir_option
def codebook_reliability(marked, output, force, data_dir):
    """Hold the codes of MARKED texts against their marks: how many are wrong, by confidence.

    MARKED are text files or folders of them, each figure marked as {12件|reconsideration_accepted}, or what -o wrote.
    """
    from .codebook.reliability import read_codes, reliability_text, save_codes

    codes = read_codes(marked, data_dir)
    if output:
        save_codes(codes, output, force)
    click.echo(reliability_text(codes))


@codebook.command("show")
@click.argument("indicator")
@data_dir_option
def codebook_show(indicator, data_dir):
    """Print the definition card of an INDICATOR, by its id or its Chinese name."""
    from .codebook.card import show_indicator

    click.echo(show_indicator(indicator, data_dir))


@main.command()
@click.argument("what")
@click.argument("year", type=YEAR, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects for machines.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there is an error that no correction explains.")
@click.option("--place", help="Of a file: code, slug or name of the place.")
@click.option("--year", "of_year", type=YEAR, help="Of a file: the year that is reported on.")
@click.option(
    "--against",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="Another report, to look for shared passages in, or a table, e.g. last year's, to compare with.",
)
@lang_option
@data_dir_option
@click.pass_context
def audit(context, what, year, as_json, strict, place, of_year, against, lang, data_dir):
    """Say what in a report does not add up.

    WHAT is a place whose report of YEAR is in the data, or a file: a published report (any file that extract reads),
    whose figures are drafted first, or a table of figures (csv, xlsx).
    """
    from .auditing import audit_file, audit_report, findings_json, findings_text, has_unexplained_error
    from .intake.judged import no_report

    if year is not None and (place or of_year):
        raise click.UsageError("--place and --year are of a file; the report of a place is named by WHAT and YEAR")
    if year is not None:
        audited = audit_report(what, year, against, lang, data_dir)
    elif Path(what).exists() or Path(what).suffix:
        audited = audit_file(what, place, of_year, against, lang, data_dir)
    else:
        raise click.UsageError(f"{what} is no file; for the report of a place name its year too")
    if audited.contradicted:
        tell(f"{what}: {audited.contradicted}; taken as given")
    if audited.report is not None and (doubt := no_report(audited.report, lang, data_dir)):
        tell(f"{what}: {doubt}")
    click.echo(findings_json(audited.findings) if as_json else findings_text(audited, lang, data_dir))
    if strict and has_unexplained_error(audited.findings):
        context.exit(1)


@main.command()
@click.option("--place", help="Only what is of this place (code, slug or name).")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the worst N: 50, 500 on a page, all as JSON.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects for machines.")
@click.option("--html", type=PATH, metavar="PAGE", help="Write a page of it, with the sentences and the commands.")
@click.option("--files", type=PATH, metavar="FOLDER", help="Where the published files are, for pictures on the page.")
@lang_option
@data_dir_option
def queue(place, limit, as_json, html, files, lang, data_dir):
    """List what waits for a person, over all reports, the worst first.

    That is: files that were not taken by themselves, decisions that no longer fit, persons who differ, figures whose
    code is in doubt or that look like what the report lacks, what the audit says, statements without a paraphrase.
    """
    from .files import write_whole
    from .reviewing.queue import LISTED, PAGED, queue_json, queue_text
    from .reviewing.queue import queue as what_waits
    from .reviewing.queue_page import queue_page

    if files and not (html and files.is_dir()):
        raise click.UsageError("--files is a folder of published files, for the page of --html")
    if html and html.suffix.lower() not in PAGES:
        # Else a slip would write it over a table.
        raise OutputError(f"{shown_path(html)}: a page is written as .html or .htm, and not as {html.suffix}")
    table = what_waits(place, limit or (PAGED if html else None if as_json else LISTED), lang, data_dir)
    if html:
        write_whole(html, queue_page(table, lang, files, data_dir))
    if as_json:
        click.echo(queue_json(table))
    elif html:
        click.echo(shown_path(html))
    else:
        wide = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(queue_text(table, lang, wide))


@main.command()
@click.option("--html", type=PATH, metavar="FILE", help="The page to write: one file, for any browser.")
@click.option(
    "--place",
    "places",
    multiple=True,
    help="Only of this place (code, slug or name), of a city or county with all below it; may be repeated.",
)
@click.option("--year", "years", type=YEAR, multiple=True, help="Only of this year; may be repeated.")
@click.option("--indicator", "indicators", multiple=True, help="Only this indicator (id or name); may be repeated.")
@click.option("--domain", "domains", multiple=True, help="Only of this domain; may be repeated.")
@lang_option
@data_dir_option
def explore(**options):
    """Write figures as a page to filter, sort, chart and open at their sentences, without network or server.

    In a notebook lawgov.explore() shows the same.
    """
    from .interactive.explorer.command import explore as write_page

    write_page(**options)


@main.command()
@click.argument("reports", required=False, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects for machines.")
@click.option(
    "--data-dir", type=PATH, metavar="FOLDER", help="Another folder of tables than the one each report names."
)
@lang_option
@click.pass_context
def check(context, reports, as_json, data_dir, lang):
    """Compare reports that were made with what they would say now, without a kernel; exit with 1 when any differs.

    REPORTS is a folder of reports, of one report, or an executed notebook; where reports go by default.
    """
    from .presentation import check_language
    from .reporting.changes import check_reports, check_text, diff_json

    check_language(lang)
    table = check_reports(reports, data_dir)
    click.echo(diff_json(table) if as_json else check_text(table, lang))
    failed = [error for _, error in table.attrs["failed"]]
    for error in failed:
        tell(error)
    if len(table) or failed:
        context.exit(1 if len(table) else failed[0].exit_code)


@main.command()
@click.argument("old", type=PATH, metavar="A")
@click.argument("new", type=PATH, metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects for machines.")
@lang_option
@click.pass_context
def diff(context, old, new, as_json, lang):
    """Say what is otherwise in B than in A, and why; exit with 1 when anything is.

    A and B are two data folders, or two folders of reports, each of one or of many.
    """
    from .reporting.changes import diff as between
    from .reporting.changes import diff_json, diff_text

    table = between(old, new, lang)
    click.echo(diff_json(table) if as_json else diff_text(table, lang))
    if len(table):
        context.exit(1)


@main.command()
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects for machines.")
@click.option("--markdown", is_flag=True, help="Print the page of documentation, docs/reference/audit-rules.md.")
@data_dir_option
def rules(lang, as_json, markdown, data_dir):
    """List the rules of the audit: id, severity and meaning."""
    from .auditing import rules_json, rules_markdown, rules_text

    if as_json and markdown:
        raise click.UsageError("--json and --markdown print two things; give one of them")
    if as_json:
        click.echo(rules_json(data_dir))
    else:
        click.echo(rules_markdown(data_dir).rstrip() if markdown else rules_text(lang, data_dir))
