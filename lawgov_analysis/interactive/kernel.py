"""A widget that answers: what its page asks comes as a message, what it is told goes back under the same number."""

from collections.abc import Callable, Mapping
from typing import Any

import anywidget

from ..errors import LawgovError
from ..messages import for_reader
from ..text.terminal import one_line

Answer = dict[str, Any] | tuple[dict[str, Any], list[bytes]]
#: Of a fault that names what was asked, as much as a page shows.
LONGEST = 500


class Answering(anywidget.AnyWidget):
    """A widget whose page asks the kernel, by `templates/kernel.js`, and always gets an answer.

    Each kind of question is a method ``answer_<kind>(payload)`` that returns a dict, or a dict and a list of bytes.
    """

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(self._asked)

    def _asked(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, Mapping):
            # Nobody waits for an answer that has no number.
            return
        number, kind, payload = content.get("number"), content.get("kind"), content.get("payload") or {}
        answer: Callable[[Any], Answer] | None = getattr(self, f"answer_{kind}", None)
        try:
            if answer is None or not isinstance(payload, Mapping):
                raise LawgovError(f"the page asks “{kind}”, which this kernel does not know; run the cell again")
            said = answer(payload)
        except (LawgovError, OSError) as error:
            self.send({"number": number, "fault": _line(for_reader(str(error)))})
            return
        except Exception as error:
            self.send({"number": number, "fault": _line(f"{type(error).__name__}: {error}")})
            return
        said, buffers = said if isinstance(said, tuple) else (said, [])
        self.send({"number": number, "answer": said}, buffers)


def _line(fault: str) -> str:
    """Return a fault as one line, which a message can hold: half a character is none."""
    said = one_line(fault).encode("utf-8", "replace").decode("utf-8")
    return said if len(said) <= LONGEST else said[:LONGEST] + "…"
