"""The explorer as a widget: its page has the figures, and asks the kernel for all else."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import traitlets

from ..kernel import Answer, Answering
from .assets import styles, vega_source, widget_module

if TYPE_CHECKING:
    from .explorer import Explorer


class ExplorerWidget(Answering):
    """The page of an `Explorer`, which answers what is asked in it.

    Parameters
    ----------
    explorer : Explorer
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    header = traitlets.Dict().tag(sync=True)
    buffers = traitlets.List().tag(sync=True)
    query = traitlets.Dict().tag(sync=True)

    def __init__(self, explorer: "Explorer") -> None:
        header, buffers = explorer.packed()
        source = widget_module(explorer.lang, explorer.data)
        super().__init__(_esm=source, _css=styles(), header=header, buffers=buffers, query=explorer.query)
        self._explorer = explorer

    def answer_detail(self, payload: Mapping[str, Any]) -> Answer:
        """What there is on a figure."""
        return self._explorer.details.detail(payload.get("row"))

    def answer_card(self, payload: Mapping[str, Any]) -> Answer:
        """What an indicator is."""
        return self._explorer.details.card(str(payload.get("id")))

    def answer_report(self, payload: Mapping[str, Any]) -> Answer:
        """Where a report comes from."""
        return self._explorer.details.report(str(payload.get("id")))

    def answer_finding(self, payload: Mapping[str, Any]) -> Answer:
        """What was found."""
        return self._explorer.details.finding(str(payload.get("id")))

    def answer_code(self, payload: Mapping[str, Any]) -> Answer:
        """The code that makes a view."""
        return {"code": self._explorer.code_of(payload.get("query"))}

    def answer_xlsx(self, payload: Mapping[str, Any]) -> Answer:
        """A view as a workbook."""
        return {}, [self._explorer.workbook(payload.get("query"))]

    def answer_vega(self, _payload: Mapping[str, Any]) -> Answer:
        """The chart library, which no page has until it draws."""
        return {}, [vega_source().encode()]

    def answer_findings(self, _payload: Mapping[str, Any]) -> Answer:
        """The findings, where they were left for later."""
        column, buffers = self._explorer.work_out_findings()
        return {"column": column}, buffers
