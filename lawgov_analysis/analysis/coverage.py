"""Coverage: which of the core indicators of its level a report states, and what else of the codebook."""

import re
from collections import Counter

import pandas as pd

from ..tables import KEY, DataDir, are_planned, data_of, levels_of, load_indicators, load_reports, of_data, records
from ..tables.folder import OF_FIGURES, check_dated
from ..tables.places import check_places

#: An item of the outline that is about more fields than these does not tell what an uncoded figure in it is about.
FEW_FIELDS = 2
COLUMNS = {"place_code": "str", "year": "int64", "level": "str", "domain": "str"}
COLUMNS |= dict.fromkeys(["core", "core_stated", "stated", "figures"], "int64")
COLUMNS |= {"not_stated": "Int64", "share": "float64", "coverage": "str"}


def coverage(figures: pd.DataFrame, data_dir: DataDir = None) -> pd.DataFrame:
    """Count, by domain, how many core indicators of its level each report gives, and what it gives beside them.

    The core indicators of a level are those that every place of that level can be expected to state (column ``core`` of
    the codebook); most of the codebook is of other levels or of rare matters, so the whole of it is never a
    denominator. An indicator counts as given when at least one figure of it is printed, narrowed by a scope or not; a
    growth rate alone does not give it. A core indicator counts as given too when a near kin is, as cases filed for
    cases decided (``data/rules/years/definitions.csv``, ``data/rules/coverage/kin.csv``): a town is not said to be
    silent for another word.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional
        Another data folder than the one that the figures were loaded from.

    Returns
    -------
    pandas.DataFrame
        One row a report and domain, in the order of the codebook, of domains that have a core indicator of the level
        or a figure: ``place_code``, ``year``, ``level``, ``domain``, ``core`` (core indicators of the level),
        ``core_stated``, ``stated`` (indicators, core or not), ``figures`` (printed on them), ``not_stated`` (core
        indicators) and ``share`` (`core_stated` as % of `core`), ``coverage`` (full or excerpt). Of an excerpt
        ``not_stated`` and ``share`` are missing: what it does not show, the report may well print.

    Raises
    ------
    UnknownPlace
        When the data have no such place: the figures are of another folder than the one that is asked.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> given = coverage(load_figures("横沥镇", 2020)).set_index("domain")
    >>> given.loc["政务公开", ["core_stated", "core"]].tolist()
    [1, 2]
    """
    data = data_of(figures, data_dir, columns=OF_FIGURES)
    check_dated(figures)
    check_places(figures["place_code"], data)
    domain_of = load_indicators(data)["domain"].to_dict()
    reports, given = figures[KEY].drop_duplicates(), {}
    known = load_reports(data_dir=data)
    known = known[known["place_code"].isin(reports["place_code"])]
    known = {(row.place_code, row.year): row.coverage for row in records(known)}
    for row in records(figures[[*KEY, "indicator", "relation"]]):
        if row.indicator in domain_of and row.relation != "growth":
            given.setdefault((row.place_code, row.year), []).append(row.indicator)
    levels, rows = levels_of(reports["place_code"], data), []
    for *key, level in zip(*(reports[name] for name in KEY), levels, strict=True):
        printed, core = given.get(tuple(key), []), core_of(level, data)
        stated = _counted(printed, data).intersection(core)
        counts = [Counter(map(domain_of.get, names)) for names in (core, stated, set(printed), printed)]
        for domain in dict.fromkeys(domain_of.values()):
            n, n_stated, *others = (count[domain] for count in counts)
            if n or any(others):
                extent = known.get(tuple(key))
                full = extent == "full"
                not_stated, share = (n - n_stated, 100 * n_stated / n if n else None) if full else (None, None)
                rows.append([*key, level, domain, n, n_stated, *others, not_stated, share, extent])
    return of_data(pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS), data)


def core_not_stated(figures, level, data_dir=None):
    """Name the core indicators of a level that a report does not state, nor a near kin of them.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of one report.
    level : str
        Its level, as of `lawgov_analysis.tables.levels_of`.
    data_dir : path-like or Data, optional

    Returns
    -------
    list of str
        Indicators, in the order of the codebook.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> core_not_stated(load_figures("横沥镇", 2020), "镇街")[:2]
    ['theory_group_law_study', 'collective_law_study_sessions']
    """
    data = data_of(figures, data_dir, columns=OF_FIGURES)
    stated = _counted(figures.loc[figures["relation"] != "growth", "indicator"], data)
    return [indicator for indicator in core_of(level, data) if indicator not in stated]


def silent_fields(figures, level, data_dir=None):
    """Name the fields of core indicators of which a report has no figure.

    None while a figure without an indicator may be of it: it may be of any field, but where it is related to a figure
    of a field, or stands in an item of the outline the coded figures of which are of one or two. Nor is a field silent
    by whose name a figure is called, however it is coded: 审查文件、合同67件 is of contracts too.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of one report.
    level : str
        Its level, as of `lawgov_analysis.tables.levels_of`.
    data_dir : path-like or Data, optional

    Returns
    -------
    list of str
        Domains, in the order of the codebook.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> city = "data/samples/city"
    >>> silent_fields(load_figures("柏湾街道", 2021, city), "镇街", city)
    ['政务服务', '法律顾问与合同', '行政应诉']
    """
    data = data_of(figures, data_dir, columns=OF_FIGURES)
    indicators = load_indicators(data)
    core = dict.fromkeys(indicators["domain"][[*core_of(level, data)]])
    heard = set(figures["indicator"].map(indicators["domain"]).dropna())
    heard |= _claimed(figures, data)
    heard |= {domain for domain in core if figures["measure"].str.contains(_words_of(domain)).any()}
    beside = [set(row.domains.split("|")) for row in records(data.table("sections"))]
    for row in records(figures[(figures["indicator"] == "") & ~are_planned(figures)]):
        of = _may_be_of(row, figures, indicators["domain"])
        if not 0 < len(of) <= FEW_FIELDS:
            return []
        heard |= of.union(*(fields for fields in beside if fields & of))
    return [domain for domain in core if domain not in heard]


def _words_of(domain):
    """Return a pattern of the words that a field is named by: 法律顾问与合同 is of legal advisers or of contracts."""
    return domain.removeprefix("行政").replace("与", "|")


def _claimed(figures, data):
    """Return the fields of the sections that claim whole items by a word: enforcement in an epidemic is emergency."""
    wording, years = figures["measure"] + " " + figures["scope"], set(figures["year"].astype("str"))
    claims = [
        row for row in records(data.table("sections")) if row.claims == "item" and years & set(row.years.split("|"))
    ]
    return {field for row in claims if wording.str.contains(row.words).any() for field in row.domains.split("|")}


def _may_be_of(uncoded, figures, domains):
    """Return the fields that a figure without an indicator may be of, as its relation or its place tells."""
    related = figures["figure"].isin([int(number) for number in re.findall(r"\d+", uncoded.related)])
    place = (figures["section"] == uncoded.section) & (uncoded.section != "")
    of = [set(figures.loc[rows, "indicator"].map(domains).dropna()) for rows in (related, place)]
    return of[0] or of[1]


def core_of(level, data):
    """Return the core indicators of a level, in the order of the codebook.

    Parameters
    ----------
    level : str
        As of `lawgov_analysis.tables.levels_of`.
    data : Data

    Returns
    -------
    list of str

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> len(core_of("镇街", open_data())), core_of("部门", open_data())
    (31, [])
    """
    return data.made(_core_of_levels).get(level, [])


def _core_of_levels(data):
    found = {}
    for indicator, levels in load_indicators(data)["core"].items():
        for level in filter(None, levels.split("|")):
            found.setdefault(level, []).append(indicator)
    return found


def _counted(names, data):
    """Return the indicators that some are or count for."""
    counts_for = data.made(_kin)
    return {counted for name in names for counted in counts_for.get(name, ())}


def _kin(data):
    return kin_of(data).groupby("indicator")["counts_for"].agg(list).to_dict()


def kin_of(data):
    """Return which core indicators an indicator counts for: itself, and those that are its near kin."""
    return data.made(_counts_for)


def _counts_for(data):
    own = (
        load_indicators(data)
        .index.to_frame(index=False, name="indicator")
        .assign(counts_for=lambda rows: rows["indicator"])
    )
    pairs = pd.concat([data.table("year_definitions"), data.table("core_kin")])[["one", "other"]]
    there, back = (pairs[names].set_axis(list(own), axis=1) for names in (["one", "other"], ["other", "one"]))
    return pd.concat([own, there, back], ignore_index=True)
