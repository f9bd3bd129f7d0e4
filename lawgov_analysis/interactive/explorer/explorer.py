"""Exploring figures in a notebook: one call shows them, and what is chosen there is at hand as a table and as code."""

import os
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from ...auditing.findings import FINDING_COLUMNS
from ...files import write_whole
from ...presentation import check_language
from ...tables import Data, DataDir, data_of, open_data
from ..shown import is_interactive
from .detail import Details
from .pack import finding_column, pack
from .query import Query, code_of, view
from .saved import csv_text, workbook_of
from .static import static_chart, static_table
from .table import (
    FINDINGS_LATER,
    One,
    are_own,
    checked,
    chosen_figures,
    described_figures,
    found_in,
    is_described,
    rules_of,
)

BOM = "\ufeff"


def explore(
    place: "One | pd.DataFrame" = None,
    year: One = None,
    indicator: One = None,
    domain: One = None,
    figures: pd.DataFrame | None = None,
    lang: str = "zh",
    data_dir: DataDir = None,
) -> "Explorer":
    """Explore figures in a notebook: choose, search, sort, chart, and click a number to see its sentence.

    In JupyterLab, Jupyter Notebook 7 and VS Code the cell shows a page with filters, a table and charts. Where a
    notebook is run by itself (papermill, nbconvert, nbval) it shows a table of the first rows, and a chart where one
    indicator is in view.

    Parameters
    ----------
    place : str or list of str, optional
        Codes, slugs or names; all places by default. Figures may stand in its place.
    year : int or list of int, optional
    indicator : str or list of str, optional
        Ids or names.
    domain : str or list of str, optional
        Of indicators, in either language.
    figures : pandas.DataFrame, optional
        As from `load_figures`, `extract_figures` or `described_figures`, in the place of those of the data.
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    Explorer

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> found = explore("横沥镇", 2020)
    >>> found
    Explorer(65 of 65 figures)
    >>> found.query = {"text": "调解 %"}
    >>> found.frame[["measure", "value"]].values.tolist()
    [['矛盾纠纷调解成功率', 99.0]]
    """
    check_language(lang)
    if isinstance(place, pd.DataFrame):
        place, figures = None, place
    return Explorer({"place": place, "year": year, "indicator": indicator, "domain": domain}, figures, lang, data_dir)


class Explorer:
    """Figures that are explored; see `explore`.

    Attributes
    ----------
    table : pandas.DataFrame
        All of them, as from `described_figures`.
    query : dict
        What is chosen of them now, by hand or here: ``facets``, ``text``, ``sort``, ``columns``, ``chart``.
    frame : pandas.DataFrame
        What is chosen, in its order; its index is that of `table`.
    code : str
        That makes it again.
    """

    def __init__(
        self, asked: Mapping[str, Any], figures: pd.DataFrame | None, lang: str, data_dir: DataDir = None
    ) -> None:
        self.data: Data = open_data(data_dir) if figures is None else data_of(figures, data_dir)
        self.lang = lang
        self._asked = {name: value for name, value in asked.items() if value is not None}
        self._data_dir = data_dir
        self._given = figures
        self.table = described_figures(**asked, figures=figures, findings=False, lang=lang, data_dir=self.data)
        self._query = Query()
        self._widget: Any = None
        self._pending = not is_described(figures)
        if self._pending and len(self.table) <= FINDINGS_LATER:
            self.work_out_findings()

    def __repr__(self) -> str:
        return f"Explorer({len(view(self.table, self._now())):,} of {len(self.table):,} figures)"

    @property
    def query(self) -> dict[str, Any]:
        """What is chosen of the figures."""
        return self._now().as_dict()

    @query.setter
    def query(self, asked: Mapping[str, Any] | None) -> None:
        self._query = Query.of(asked, self.table)
        if self._widget is not None:
            self._widget.query = self._query.as_dict()

    def _now(self) -> Query:
        """Return what is chosen, in the page where there is one."""
        if self._widget is not None and self._widget.query != self._query.as_dict():
            self._query = Query.of(self._widget.query, self.table)
        return self._query

    @property
    def frame(self) -> pd.DataFrame:
        """What is chosen, as a table."""
        return view(self.table, self._now())

    @property
    def code(self) -> str:
        """Pandas code that makes what is chosen again."""
        return self.code_of(self._now())

    def code_of(self, query: Mapping[str, Any] | Query | None) -> str:
        """Return pandas code that makes a view again; figures that were given are called ``figures`` in it."""
        given = {"lang": self.lang, "data_dir": self._data_dir, "given": self._given is not None}
        return code_of(query, self.table, **self._asked, **given)

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write what is chosen as a CSV table in words, as the page saves it.

        Raises
        ------
        OutputError
        """
        query = self._now()
        write_whole(path, BOM + csv_text(self._whole(query), self.lang, self.data, query.columns))

    def to_excel(self, path: str | os.PathLike[str]) -> None:
        """Write what is chosen as a workbook in words.

        Raises
        ------
        OutputError, MissingPackage
        BadParameter
            When it has too many rows.
        """
        write_whole(path, self.workbook(self._now()))

    def workbook(self, query: Mapping[str, Any] | Query | None) -> bytes:
        """Return a view as the bytes of a workbook."""
        query = Query.of(query, self.table)
        return workbook_of(self._whole(query), self.lang, self.data, query.columns)

    def _whole(self, query: Query) -> pd.DataFrame:
        """Return a view with all its columns."""
        return self.table.loc[view(self.table, query).index]

    def packed(self) -> tuple[dict[str, Any], list[bytes]]:
        """Return the figures as a page takes them."""
        header, buffers = pack(self.table, self.lang, self.data)
        for column in header["columns"]:
            if column["name"] == "finding" and self._pending:
                column["pending"] = True
        return header, buffers

    def work_out_findings(self) -> tuple[dict[str, Any], list[bytes]]:
        """Work the findings out, which of many figures are left for later; return their column as a page takes it."""
        self.table["finding"] = rules_of(self.table, self.findings)
        self._pending = False
        self.__dict__.pop("details", None)
        return finding_column(self.table, self.lang, self.data)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What the audit finds in the figures, as from `audit_figures`."""
        given = self._given
        if given is None or is_described(given):
            own = are_own(self.table, self.data)
            return found_in(self.table, self.lang, self.data) if own else pd.DataFrame(columns=FINDING_COLUMNS)
        given = chosen_figures(checked(given), self._asked.get("place"), self._asked.get("year"), self.data)
        return found_in(self.table, self.lang, self.data, given)

    @cached_property
    def details(self) -> Details:
        """What may be asked of a figure."""
        findings = pd.DataFrame(columns=FINDING_COLUMNS) if self._pending else self.findings
        return Details(self.table, self.data, self.lang, findings)

    def _shown(self) -> Any:
        """Return the widget, made when it is first shown."""
        if self._widget is None:
            from .widget import ExplorerWidget

            self._widget = ExplorerWidget(self)
        return self._widget

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, **_: Any) -> Any:
        query = self._now()
        html, text = static_table(self._whole(query), query, len(self.table), self.lang, self.data)
        said = {"text/html": html, "text/plain": text}
        if not is_interactive():
            return said
        bundle = self._shown()._repr_mimebundle_()
        shown, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**shown, **said}, metadata

    def _ipython_display_(self) -> None:
        from IPython.display import display

        bundle = self._repr_mimebundle_()
        shown, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display(shown, metadata=metadata, raw=True)
        # The widget draws its own.
        if self._widget is None and (chart := static_chart(self._whole(self._now()), self.lang, self.data)):
            display(chart)
