"""Coverage: which indicators of the codebook the figures state."""

from ..tables import KEY, load_indicators, load_reports, open_data


def coverage(figures, data_dir=None):
    """Count, by domain, how many indicators of the codebook each report gives.

    An indicator counts as given when at least one figure of it is printed, narrowed by a scope or not; a growth rate
    alone does not give it.

    Parameters
    ----------
    figures : pandas.DataFrame
        Of any number of reports.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a report and domain, in the order of the codebook: ``place_code``, ``year``, ``domain``, ``indicators``
        (in the codebook), ``stated``, ``figures`` (printed on them), ``not_stated`` and ``share`` (`stated` as % of
        `indicators`), ``coverage`` (full or excerpt). Of an excerpt ``not_stated`` and ``share`` are missing: what
        it does not show, the report may well print.

    Examples
    --------
    >>> from lawgov_analysis import load_figures
    >>> given = coverage(load_figures("横沥镇", 2020)).set_index("domain")
    >>> given.loc["政务服务", ["stated", "indicators"]].tolist()
    [7, 18]
    """
    data = open_data(data_dir)
    indicators = load_indicators(data)
    known = load_reports(data_dir=data)[[*KEY, "coverage"]]
    grid = (
        figures[KEY]
        .drop_duplicates()
        .merge(indicators.groupby("domain", sort=False).size().rename("indicators").reset_index(), how="cross")
    )
    given = figures[(figures["indicator"] != "") & (figures["relation"] != "growth")]
    given = given.assign(domain=given["indicator"].map(indicators["domain"]))
    counts = given.groupby([*KEY, "domain"])["indicator"].agg(stated="nunique", figures="size").reset_index()
    table = grid.merge(counts, on=[*KEY, "domain"], how="left").merge(known, on=KEY, how="left")
    table[["stated", "figures"]] = table[["stated", "figures"]].fillna(0).astype("int64")
    full = table["coverage"] == "full"
    table["not_stated"] = (table["indicators"] - table["stated"]).where(full).astype("Int64")
    table["share"] = (100 * table["stated"] / table["indicators"]).where(full)
    return table[[*KEY, "domain", "indicators", "stated", "figures", "not_stated", "share", "coverage"]]
