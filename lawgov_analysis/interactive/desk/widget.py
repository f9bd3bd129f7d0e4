"""The review desk as a widget: its page asks, the desk answers."""

from collections.abc import Mapping
from typing import Any

import traitlets

from ...errors import BadParameter
from ...presentation.pages import page_templates
from ..kernel import Answering
from .desk import Desk

PACKAGE, SCRIPT, STYLE = "lawgov_analysis.interactive", "desk_widget.js", "desk.css"


class DeskWidget(Answering):
    """The page of a desk.

    Parameters
    ----------
    desk : Desk
    """

    lang = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        templates = page_templates(PACKAGE)
        # When it is made, not with the module: templates are read once a process.
        self._esm, self._css = (templates.get_template(name).render() for name in (SCRIPT, STYLE))
        super().__init__(lang=desk.lang, words=desk.words.texts())

    def answer_list(self, _said: dict[str, Any]) -> dict[str, Any]:
        """Answer what waits."""
        return self.desk.queue()

    def answer_name(self, said: dict[str, Any]) -> dict[str, Any]:
        """Take who decides, and answer what waits."""
        self.desk.name(said.get("by", ""))
        return self.desk.queue()

    def answer_show(self, said: dict[str, Any]) -> dict[str, Any]:
        """Answer all of a figure."""
        return self.desk.show(said.get("id", ""))

    def answer_accept(self, said: dict[str, Any]) -> dict[str, Any]:
        """Accept a figure."""
        return self.desk.accept(said.get("id", ""), _reason(said))

    def answer_correct(self, said: dict[str, Any]) -> dict[str, Any]:
        """Correct a figure."""
        values = said.get("values") or {}
        if not isinstance(values, Mapping):
            raise BadParameter(f"values must be those of fields, got {type(values).__name__}")
        return self.desk.correct(said.get("id", ""), values, _reason(said), bool(said.get("settle")))

    def answer_skip(self, said: dict[str, Any]) -> dict[str, Any]:
        """Leave a figure for later."""
        return self.desk.skip(said.get("id", ""))

    def answer_undo(self, _said: dict[str, Any]) -> dict[str, Any]:
        """Take back what was done last."""
        return self.desk.undo()

    def answer_approve(self, said: dict[str, Any]) -> dict[str, Any]:
        """Approve a report."""
        return self.desk.approve(said.get("place"), said.get("year"), _reason(said))

    def answer_others(self, _said: dict[str, Any]) -> dict[str, Any]:
        """Answer who else is here."""
        return self.desk.others()

    def answer_leave(self, _said: dict[str, Any]) -> dict[str, Any]:
        """Take note that the page was closed."""
        self.desk.close()
        return {}

    def close(self) -> None:
        """Close the page."""
        # Also of one that could not be made.
        if hasattr(self, "desk"):
            self.desk.close()
        super().close()


def _reason(said: dict[str, Any]) -> str:
    reason = said.get("reason") or ""
    if not isinstance(reason, str):
        raise BadParameter(f"reason: must be a text, got {type(reason).__name__}")
    return reason
