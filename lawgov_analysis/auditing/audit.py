"""Auditing: figures → findings, what in a report does not add up.

The fault belongs to the source: an audit says which figure, what was printed, what was expected and why, and never
changes a figure. The rules are functions in ``rules/``; their severities, meanings and words are tables under
``data/rules/audit``.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..documents import Report, read_report
from ..errors import BadParameter, BadTable
from ..extraction import add_stated, extract_figures
from ..paths import shown_path
from ..presentation import check_language
from ..presentation.cells import lines_html
from ..quantities import unlike_print
from ..tables import (
    FIGURE_COLUMNS,
    KEY,
    Data,
    DataDir,
    data_of,
    find_place,
    is_table,
    left_out,
    load_corrections,
    load_figures,
    load_panel,
    load_reports,
    load_statements,
    open_data,
    places_together,
    read_figures,
)
from ..tables.figures import year_of
from .audited import Audited, Panel
from .corrections import explain_findings
from .findings import ABOUT, SEVERITIES, load_rules
from .identities import list_identities
from .layout import lay_out
from .messages import word_findings
from .rules import RULES

# What share of its figures an excerpt happens to show says nothing of the report.
OF_THE_WHOLE = ["vague", "all-hundred", "uncoded"]

# So many reports are audited at once in 20 seconds, in which none of them is made.
AT_ONCE = 10_000


def audit_figures(
    figures: pd.DataFrame,
    report: Report | Iterable[Report] | None = None,
    among: pd.DataFrame | Panel | None = None,
    against: Report | Iterable[Report] = (),
    lang: str = "zh",
    data_dir: DataDir = None,
    only: Collection[str] = (),
) -> pd.DataFrame:
    """Say what does not add up in the figures of reports, and in their texts.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `load_figures`, or from `extract_figures`: with the column ``confidence`` they are a draft, of which
        only what is certain is held against the report. Of any number of reports; none is changed.
    report : Report or list of Report, optional
        The texts that the figures are from, where they are at hand; rules on the text need them.
    among : pandas.DataFrame or Panel, optional
        Figures of other reports to compare with: last year's, and other places'; ``Panel(data)`` are those of the data.
    against : list of Report, optional
        Texts of other reports to look for shared passages in.
    lang : str
        Of the messages: ``zh`` or ``en``.
    data_dir : path-like or Data, optional
        Another data folder than the package's own.
    only : collection of str, optional
        The rules to check, by their ids; all by default.

    Returns
    -------
    pandas.DataFrame
        One row a finding, the report's faults before the library's notes, errors first, with the columns ``rule`` (an
        id of `load_rules`), ``severity`` (error, warning or note), ``place_code``, ``year``, ``figures`` (a tuple of
        the numbers of the figures involved), ``printed`` and ``expected`` (as text, ``""`` where there is no such
        thing), ``message``, ``explained`` (the reason given in ``corrections.csv``, or ``""``) and ``about`` (report
        or library).

    Raises
    ------
    BadTable
        When a figure's number comes twice, or a table breaks its schema.
    BadParameter
        When `lang` does not exist.

    Examples
    --------
    >>> findings = audit_figures(load_figures("横沥镇", 2020))
    >>> findings.loc[findings["figures"] == (61, 60, 59), ["rule", "figures", "printed", "expected"]].values.tolist()
    [['rate-truncated', (61, 60, 59), '99%', '99.5%']]
    """
    return _findings(_prepare(figures, report, among, against, data_of(figures, data_dir)), lang, only=only)


def _findings(audited: Audited, lang: str, strict: bool = False, only: Collection[str] = ()) -> pd.DataFrame:
    rules = load_rules(audited.data).index
    if unknown := [name for name in rules if name not in RULES]:
        file = shown_path(audited.data.files("rules")[0])
        raise BadTable([f"{file}: no such rule is checked, got “{name}”; drop the row" for name in unknown])
    found = [(name, finding) for name in rules if not only or name in only for finding in RULES[name](audited)]
    findings = word_findings(found, lang, audited.data)
    corrections = load_corrections(audited.data)
    return _in_order(explain_findings(findings, corrections, audited.figures, lang, strict))


@dataclass(frozen=True)
class Audit:
    """The audit of one report.

    Attributes
    ----------
    findings : pandas.DataFrame
        As from `audit_figures`.
    identities : pandas.DataFrame
        As from `check_identities`.
    contradicted : str
        As of `Report`: where a text says another place or year than was given.
    report : Report or None
        Of a published file, what was read of it.
    """

    findings: pd.DataFrame
    identities: pd.DataFrame
    contradicted: str = ""
    report: Report | None = None

    def __repr__(self) -> str:
        # Here, because what is said of an audit is said of this class.
        from .listing import findings_text

        return findings_text(self)

    def _repr_html_(self) -> str:
        return lines_html(repr(self).splitlines())


def audit_report(
    place: str | int,
    year: int | str,
    against: Sequence[str | Path] = (),
    lang: str = "zh",
    data_dir: DataDir = None,
) -> Audit:
    """Audit a report whose figures are in the data, beside those of the other reports there.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    against : iterable of path-like
        Tables of figures to compare with beside those of the data.
    lang, data_dir
        As for `audit_figures`.

    Returns
    -------
    Audit

    Raises
    ------
    UnknownPlace, NoData, BadParameter
    BadTable
        Also when a correction explains nothing any more.

    Examples
    --------
    >>> audit = audit_report("横沥镇", 2020, lang="en")
    >>> audit.findings.query("rule == 'rate-truncated'")["message"].item().split(";")[1]
    ' 199 of 200 is 99.5%.'
    """
    check_language(lang)
    texts = [str(other) for other in against if not is_table(other)]
    if texts:
        said = f"passages can be shared with a text only: audit the file of {place}, not its figures"
        raise BadParameter(f"{', '.join(texts)}: {said}")
    data = open_data(data_dir)
    year = year_of(year)
    about = find_place(place, data).name, year, lang
    if against:
        audit = _audit_report(data, *about, _among(against, data))
    else:
        audit = audited_beforehand(*about, data) or data.made_of_files(_audit_once, "figures", about=about)
    return Audit(audit.findings.copy(), audit.identities.copy())


def _audit_once(data: Data, _name: str, _files: tuple[Path, ...], code: str, year: int, lang: str) -> Audit:
    """Audit a report once for all who ask: its page, its manifest."""
    return _audit_report(data, code, year, lang, data.made_of_files(_panel, "figures"))


def _audit_report(data: Data, code: str, year: int, lang: str, among: Panel) -> Audit:
    audited = _prepare(load_figures(code, year, data), None, among, (), data, among.figures is None)
    findings = _findings(audited, lang, strict=True)
    if load_reports(code, year, data)["coverage"].item() == "excerpt":
        findings = findings[~findings["rule"].isin(OF_THE_WHOLE)].reset_index(drop=True)
    return Audit(findings, list_identities(audited))


def audit_file(
    path: str | Path,
    place: str | int | None = None,
    year: int | str | None = None,
    against: Sequence[str | Path] = (),
    lang: str = "zh",
    data_dir: DataDir = None,
) -> Audit:
    """Audit a published report, whose figures are drafted first, or a figures table, wherever it lies.

    Parameters
    ----------
    path : path-like
        A report, of any kind that `read_report` reads, or a table of figures (csv, xlsx).
    place, year : optional
        Of the report, when they are known; else they are recognised. Of a table, the report in it to audit.
    against : iterable of path-like
        Other reports, to look for shared passages in, and tables of figures, to compare with beside those of the data.
    lang, data_dir
        As for `audit_figures`.

    Returns
    -------
    Audit

    Raises
    ------
    UnreadableReport, UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> audit = audit_file(default_data_dir() / "samples" / "shili-2023.txt")
    >>> audit.findings.loc[audit.findings["rule"] == "cumulative-as-annual", "message"].iloc[0]
    '自2021年以来累计开展法律进校园活动210场是2021年以来的累计：本库按累计数处理，不与2023年一年的数相比。'
    """
    check_language(lang)
    data = open_data(data_dir)
    if is_table(path):
        report, figures = None, read_figures(path, data, place, year, unlike_print)
    else:
        report = read_report(path, place, year, data)
        figures = extract_figures(report, data)
    texts = [read_report(other, data_dir=data) for other in against if not is_table(other)]
    audited = _prepare(figures, report, _among(against, data), texts, data, are_of_data=False)
    contradicted = report.contradicted if report else ""
    return Audit(_findings(audited, lang), list_identities(audited), contradicted, report)


def _among(against: Sequence[str | Path], data: Data) -> Panel:
    """Return the figures to compare with; tables that are named take the place of the data's own of that report."""
    named = [read_figures(other, data, also=unlike_print) for other in against if is_table(other)]
    tables = [table.reindex(columns=FIGURE_COLUMNS, fill_value="") for table in named]
    if not tables:
        return data.made_of_files(_panel, "figures")
    given = pd.concat(tables, ignore_index=True).drop_duplicates([*KEY, "figure"])
    return Panel(data, lay_out(given, data))


def audit_all(lang: str = "zh", data_dir: DataDir = None, places: Iterable[str] | None = None) -> pd.DataFrame:
    """Audit every report of the data at once, which is quicker than one by one and finds the same.

    Parameters
    ----------
    lang, data_dir
        As for `audit_figures`.
    places : iterable of str, optional
        Only the reports of these, by their codes.

    Returns
    -------
    pandas.DataFrame
        As from `audit_figures`; tables of figures that break a rule are left out, as by `load_panel`.

    Raises
    ------
    BadParameter, BadTable

    Examples
    --------
    >>> findings = audit_all()
    >>> of_hengli = audit_report("横沥镇", 2020).findings
    >>> findings[findings["place_code"] == "441900106"]["message"].tolist() == of_hengli["message"].tolist()
    True
    """
    check_language(lang)
    data, among = open_data(data_dir), None if places is None else frozenset(places)
    if among is not None and all(name.partition("-")[0] in among for name in data.names("figures")):
        among = None  # once for who names all places and who names none
    return data.made_of_files(_audit_all, "figures", about=(lang, among)).findings.copy()


def _audit_all(data: Data, _name: str, _files: tuple[Path, ...], lang: str, among: frozenset[str] | None) -> Audit:
    panel = data.made_of_files(_panel, "figures")
    together = []
    for codes in places_together(data, among):
        audited = _prepare(load_panel(data, codes), None, panel, (), data)
        together.append((_findings(audited, lang, strict=True), list_identities(audited)))
    findings, identities = (pd.concat(each, ignore_index=True) for each in zip(*together, strict=True))
    reports = data.table("reports")
    excerpts = pd.MultiIndex.from_frame(reports.loc[reports["coverage"] == "excerpt", KEY])
    of_excerpt = pd.MultiIndex.from_frame(findings[KEY]).isin(excerpts)
    return Audit(findings[~(of_excerpt & findings["rule"].isin(OF_THE_WHOLE))].reset_index(drop=True), identities)


def audit_beforehand(places: Iterable[str], lang: str = "zh", data_dir: DataDir = None) -> None:
    """Audit the reports of some places at once, for those who ask for one after the other of held data.

    Parameters
    ----------
    places : iterable of str
        Their codes. Where they have very many reports, or one that cannot be audited, each is audited by itself when it
        is asked for, which takes many times as long in all, but is waited for by nobody else.
    lang, data_dir
        As for `audit_figures`.
    """
    data, places = open_data(data_dir), frozenset(places)
    names = [name for name in data.names("figures") if name.partition("-")[0] in places]
    data.made(_beforehand).clear()
    if len(names) > AT_ONCE:
        return
    # The pages over all reports ask for all of them.
    among = None if 2 * len(names) >= len(data.names("figures")) else places
    with suppress(Exception):  # which the report says that it is of, and ends no other
        audit = data.made_of_files(_audit_all, "figures", about=(lang, among))
        findings, identities = (dict(list(of.groupby(KEY, sort=False))) for of in (audit.findings, audit.identities))
        for name in set(names).difference(left_out(data)):
            code, _, year = name.removesuffix(".csv").partition("-")
            key = code, int(year)
            data.made(_beforehand)[*key, lang] = Audit(
                findings.get(key, audit.findings[:0]).reset_index(drop=True),
                identities.get(key, audit.identities[:0]).reset_index(drop=True),
            )


def audited_beforehand(code: str, year: int, lang: str, data: Data) -> Audit | None:
    """Return the audit of a report of held data that was made by `audit_beforehand`, None where there is none."""
    return data.made(_beforehand).get((code, year, lang)) if data.held else None


def _beforehand(_data: Data) -> dict[tuple[str, int, str], Audit]:
    return {}


def _panel(data: Data, _name: str, _files: tuple[Path, ...]) -> Panel:
    """Keep what is worked out of all figures, however many reports are audited."""
    return Panel(data)


def check_identities(
    figures: pd.DataFrame,
    report: Report | Iterable[Report] | None = None,
    among: pd.DataFrame | Panel | None = None,
    data_dir: DataDir = None,
) -> pd.DataFrame:
    """List every identity that the figures state, those that hold and those that do not.

    Parameters
    ----------
    figures, report, among, data_dir
        As for `audit_figures`.

    Returns
    -------
    pandas.DataFrame
        One row an identity, in the order of the text: ``place_code``, ``year``, ``identity`` (parts: they sum to their
        total; official: what an official form makes equal, by ``data/identities.csv``; ratio: a printed rate
        recomputes; subset: a part is no larger than its whole; growth: from the year before), ``figures`` (a tuple: the
        total and its parts; the rate, its count and its total; the part and its whole; the growth and what grew),
        ``printed``, ``expected`` (by the other figures), and whether it ``holds``.

    Examples
    --------
    >>> identities = check_identities(load_figures("横沥镇", 2020))
    >>> identities.loc[identities["identity"] == "parts", ["printed", "expected", "holds"]].values.tolist()
    [['1935条', '1935条', True]]
    """
    return list_identities(_prepare(figures, report, among, (), data_of(figures, data_dir)))


def _prepare(
    figures: pd.DataFrame,
    report: Report | Iterable[Report] | None,
    among: pd.DataFrame | Panel | None,
    against: Report | Iterable[Report],
    data: Data,
    are_of_data: bool = True,
) -> Audited:
    """Lay out figures, what their texts claim, and what they are compared with."""
    texts = (report,) if isinstance(report, Report) else tuple(report or ())
    is_draft = "confidence" in figures
    if is_draft and len(figures):
        # Without the text nothing tells a relation that the words state from one that numbers happen to fit.
        figures = _with_stated(figures, texts, data) if texts else figures.assign(unsure=True)
    laid_out = lay_out(figures, data)
    if not isinstance(among, Panel):
        among = Panel(data, None if among is None else lay_out(among, data), of_data=False).joined(laid_out)
    elif not are_of_data:
        among = among.joined(laid_out)
    return Audited(
        figures=laid_out,
        panel=among,
        data=data,
        texts=texts,
        recorded=data.table("reports"),
        statements=load_statements(data_dir=data),
        against=(against,) if isinstance(against, Report) else tuple(against),
        is_draft=is_draft,
    )


def _with_stated(figures: pd.DataFrame, texts: tuple[Report, ...], data: Data) -> pd.DataFrame:
    """Add to drafted figures what their texts state; a single text is that of all figures."""
    if len(texts) == 1:
        return add_stated(figures, texts[0], data)
    by_report = {(text.place_code, text.year): text for text in texts}
    groups = figures.groupby(["place_code", "year"], sort=False, dropna=False)
    stated = [
        add_stated(rows, by_report[report], data) if report in by_report else rows.assign(unsure=True, before=0)
        for report, rows in groups
    ]
    return pd.concat(stated).sort_index()


def _in_order(findings: pd.DataFrame) -> pd.DataFrame:
    order = findings["about"].map(ABOUT.index) * len(SEVERITIES) + findings["severity"].map(SEVERITIES.index)
    report = findings.groupby(["place_code", "year"], sort=False, dropna=False).ngroup()
    by = pd.DataFrame({"report": report, "order": order})
    return findings.loc[by.sort_values(["report", "order"], kind="stable").index].reset_index(drop=True)
