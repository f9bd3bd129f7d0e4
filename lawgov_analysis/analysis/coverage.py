"""Coverage: which of the core indicators of its level a report states, and what else of the codebook."""

import re

import pandas as pd

from ..tables import KEY, are_planned, levels_of, load_indicators, load_reports, open_data, records

#: An item of the outline that is about more fields than these does not tell what an uncoded figure in it is about.
FEW_FIELDS = 2


def coverage(figures, data_dir=None):
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
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a report and domain, in the order of the codebook, of domains that have a core indicator of the level
        or a figure: ``place_code``, ``year``, ``level``, ``domain``, ``core`` (core indicators of the level),
        ``core_stated``, ``stated`` (indicators, core or not), ``figures`` (printed on them), ``not_stated`` (core
        indicators) and ``share`` (`core_stated` as % of `core`), ``coverage`` (full or excerpt). Of an excerpt
        ``not_stated`` and ``share`` are missing: what it does not show, the report may well print.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> given = coverage(load_figures("横沥镇", 2020)).set_index("domain")
    >>> given.loc["政务公开", ["core_stated", "core"]].tolist()
    [1, 2]
    """
    data = open_data(data_dir)
    indicators = load_indicators(data)
    domains = indicators["domain"].drop_duplicates()
    known = load_reports(data_dir=data)[[*KEY, "coverage"]]
    reports = figures[KEY].drop_duplicates()
    reports = reports.assign(level=levels_of(reports["place_code"], data).astype("str"))
    given = figures[(figures["indicator"] != "") & (figures["relation"] != "growth")]
    given = given.assign(domain=given["indicator"].map(indicators["domain"]))
    counts = given.groupby([*KEY, "domain"])["indicator"].agg(stated="nunique", figures="size").reset_index()
    core = indicators["core"].str.split("|").explode().rename("level").rename_axis("indicator").reset_index()
    core = core[core["level"] != ""].assign(domain=lambda rows: rows["indicator"].map(indicators["domain"]))
    of_level = core.groupby(["level", "domain"]).size().rename("core").reset_index()
    stated = given[[*KEY, "indicator"]].drop_duplicates().merge(kin_of(data), on="indicator")
    stated = stated.drop(columns="indicator").rename(columns={"counts_for": "indicator"}).drop_duplicates()
    stated = stated.merge(reports, on=KEY).merge(core, on=["indicator", "level"])
    stated = stated.groupby([*KEY, "domain"]).size().rename("core_stated").reset_index()
    table = reports.merge(domains.rename("domain"), how="cross").merge(of_level, on=["level", "domain"], how="left")
    for more in (stated, counts):
        table = table.merge(more, on=[*KEY, "domain"], how="left")
    numbers = ["core", "core_stated", "stated", "figures"]
    table[numbers] = table[numbers].fillna(0).astype("int64")
    table = table[(table["core"] > 0) | (table["figures"] > 0)].merge(known, on=KEY, how="left")
    full = table["coverage"] == "full"
    table["not_stated"] = (table["core"] - table["core_stated"]).where(full).astype("Int64")
    table["share"] = (100 * table["core_stated"] / table["core"]).where(full & (table["core"] > 0))
    columns = [*KEY, "level", "domain", *numbers, "not_stated", "share", "coverage"]
    return table[columns].reset_index(drop=True)


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
    data = open_data(data_dir)
    core = load_indicators(data)["core"].str.split("|").map(lambda levels: level in levels)
    given = set(figures.loc[figures["relation"] != "growth", "indicator"])
    kin = kin_of(data)
    stated = set(kin.loc[kin["indicator"].isin(given), "counts_for"])
    return [indicator for indicator in core.index[core] if indicator not in stated]


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
    data = open_data(data_dir)
    indicators = load_indicators(data)
    core = indicators.loc[indicators["core"].str.split("|").map(lambda levels: level in levels), "domain"]
    heard = set(figures["indicator"].map(indicators["domain"]).dropna())
    heard |= _claimed(figures, data)
    heard |= {domain for domain in dict.fromkeys(core) if figures["measure"].str.contains(_words_of(domain)).any()}
    beside = [set(row.domains.split("|")) for row in records(data.table("sections"))]
    for row in records(figures[(figures["indicator"] == "") & ~are_planned(figures)]):
        of = _may_be_of(row, figures, indicators["domain"])
        if not 0 < len(of) <= FEW_FIELDS:
            return []
        heard |= of.union(*(fields for fields in beside if fields & of))
    return [domain for domain in dict.fromkeys(core) if domain not in heard]


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
