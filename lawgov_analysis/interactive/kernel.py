"""A widget that answers: what its page asks comes as a message, what it is told goes back under the same number."""

from collections.abc import Callable
from typing import Any

import anywidget

from ..errors import LawgovError

Answer = dict[str, Any] | tuple[dict[str, Any], list[bytes]]


class Answering(anywidget.AnyWidget):
    """A widget whose page asks the kernel, by `templates/kernel.js`, and always gets an answer.

    Each kind of question is a method ``answer_<kind>(payload)`` that returns a dict, or a dict and a list of bytes.
    """

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(self._asked)

    def _asked(self, _widget: Any, content: Any, _buffers: Any) -> None:
        number, kind = content.get("number"), content.get("kind")
        answer: Callable[[Any], Answer] | None = getattr(self, f"answer_{kind}", None)
        try:
            if answer is None:
                raise LawgovError(f"the page asks “{kind}”, which this kernel does not know; run the cell again")
            said = answer(content.get("payload") or {})
        except (LawgovError, OSError) as error:
            self.send({"number": number, "fault": str(error)})
            return
        except Exception as error:
            self.send({"number": number, "fault": f"{type(error).__name__}: {error}"})
            return
        said, buffers = said if isinstance(said, tuple) else (said, [])
        self.send({"number": number, "answer": said}, buffers)
