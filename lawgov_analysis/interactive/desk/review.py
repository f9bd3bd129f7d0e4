"""``lawgov.review``: the review desk in a notebook; where nobody can press a key, what waits as a table."""

from functools import cached_property
from html import escape
from typing import Any

from ...presentation import html_lang
from ...tables import DataDir
from ..shown import is_interactive
from .desk import Desk

# Of what waits, as much as is listed where nothing can be pressed.
LISTED = 12


def review(
    place: str | int | None = None,
    year: int | str | None = None,
    by: str | None = None,
    lang: str = "zh",
    data_dir: DataDir = None,
) -> "Review":
    """Review figures in a notebook, by the keyboard: what waits, one after another, the worst first.

    Each key is a decision at once, as ``lawgov decide`` writes it: there is nothing to save, and the notebook may be
    closed at any moment.

    Parameters
    ----------
    place : str, optional
        A code, slug or name; all places by default.
    year : int, optional
        With `place`, one report: all its figures are listed, those that wait first, then those that nobody has
        checked in the order of the text.
    by : str, optional
        Your name, which each decision bears; asked for where it is not given.
    lang : {"zh", "en"}
    data_dir : path-like or Data, optional

    Returns
    -------
    Review
        Shows itself: in JupyterLab, Jupyter Notebook and VS Code as the desk, elsewhere (papermill, nbconvert, nbval,
        a console) as a list of what waits. Its ``desk`` does the same without a page.

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> print(review("横沥镇", 2020))
    核对台 东莞市横沥镇 2020年：没有等人核对的数
    """
    return Review(Desk(place, year, by, lang, data_dir))


class Review:
    """What is reviewed, and the page to do it on.

    Attributes
    ----------
    desk : Desk
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def widget(self) -> Any:
        """The page; made when it is first shown."""
        from .widget import DeskWidget

        return DeskWidget(self.desk)

    def __repr__(self) -> str:
        shown = self._shown()
        lines = [shown["head"]]
        lines += [f"  {where} {surface}{': ' * bool(why)}{why}" for where, surface, why in shown["rows"]]
        return "\n".join([*lines, *shown["rest"]])

    def _repr_html_(self) -> str:
        shown, say = self._shown(), self.desk.words.say
        heads = [say("column_where"), say("column_printed"), say("column_why")]
        parts = [f"<p><b>{escape(shown['head'])}</b></p>"]
        if shown["rows"]:
            head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in shown["rows"]
            )
            parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
        parts += [f"<p>{escape(each)}</p>" for each in shown["rest"]]
        return f'<div lang="{html_lang(self.desk.lang)}">{"".join(parts)}</div>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        # What is kept in the notebook besides the page can be read where there is no kernel.
        said = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if not is_interactive():
            return said
        bundle = self.widget._repr_mimebundle_()
        data, about = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, **said}, about

    def _shown(self) -> dict[str, Any]:
        """Return what waits, as it is listed where nothing can be pressed."""
        desk, say = self.desk, self.desk.words.say
        queue = desk.queue()
        waits = [item for item in queue["items"] if not item["done"]]
        rows = [
            (
                desk.figure_name(item["id"]),
                item["surface"],
                item["why"],
            )
            for item in waits[:LISTED]
        ]
        rest = [say("more", n=len(waits) - LISTED)] if len(waits) > LISTED else []
        joint = "：" if desk.lang == "zh" else ": "
        return {
            "head": f"{say('title')} {queue['title']}{joint}{queue['said']}",
            "rows": rows,
            "rest": [*rest, *filter(None, [queue["elsewhere"], queue["readonly"]])],
        }
