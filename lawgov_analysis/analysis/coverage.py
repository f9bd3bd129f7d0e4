"""Coverage: which of the core indicators of its level a report states, and what else of the codebook."""

from ..tables import KEY, levels_of, load_indicators, load_reports, open_data


def coverage(figures, data_dir=None):
    """Count, by domain, how many core indicators of its level each report gives, and what it gives beside them.

    The core indicators of a level are those that every place of that level can be expected to state (column ``core`` of
    the codebook); most of the codebook is of other levels or of rare matters, so the whole of it is never a
    denominator. An indicator counts as given when at least one figure of it is printed, narrowed by a scope or not; a
    growth rate alone does not give it.

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
    stated = given[[*KEY, "indicator"]].drop_duplicates().merge(reports, on=KEY).merge(core, on=["indicator", "level"])
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
