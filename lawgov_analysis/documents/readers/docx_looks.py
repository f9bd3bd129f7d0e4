"""How a run of a Word file looks, as far as it says whether its text is read: struck out, unseen, raised.

Word takes each property from the run itself, else from its character style, its paragraph style, or the defaults.
"""

from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element as Element

from .docx_package import qn

VALUE, FILL, COLOR, THEME = qn("w:val"), qn("w:fill"), qn("w:color"), qn("w:themeColor")
PARAGRAPH_PROPERTIES, RUN_PROPERTIES, SHADE = qn("w:pPr"), qn("w:rPr"), qn("w:shd")
DEFAULTS = ("w:docDefaults", "w:rPrDefault", "w:rPr")
OFF = ("0", "false", "off")
# In half-points: what is no larger is not seen.
SMALLEST = 4
# The least of red, green and blue that is white on paper.
WHITE = 0xF4
RAISED_BY = 4
# Of styles that are based on each other: Word has no more.
LONGEST_CHAIN = 50
SWITCHES = {qn(f"w:{name}"): name for name in ("vanish", "strike", "dstrike")}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    struck: bool = False
    hidden: bool = False
    white: bool = False
    raised: bool = False


PLAIN = Look()


@dataclass(slots=True)
class _Style:
    name: str
    kind: str
    based_on: str
    element: Element


class Looks:
    """The looks that the styles of a document give.

    Parameters
    ----------
    styles : lxml element or None
        The root of ``styles.xml``.
    """

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._seen: dict[tuple[str, ...], Look] = {}
        self._shading: dict[str, bool] = {}
        self._default = ""
        defaults = None if styles is None else styles.find("/".join(map(qn, DEFAULTS)))
        self._defaults = {} if defaults is None else _given(defaults)
        for style in () if styles is None else styles.iter(qn("w:style")):
            name, base = style.find(qn("w:name")), style.find(qn("w:basedOn"))
            kind, identifier = style.get(qn("w:type"), "paragraph"), style.get(qn("w:styleId"), "")
            named = "" if name is None else name.get(VALUE, "")
            self._styles[identifier] = _Style(named, kind, "" if base is None else base.get(VALUE, ""), style)
            if kind == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
                self._default = identifier

    def style_of(self, paragraph: Element) -> str:
        """Return the id of a paragraph's style."""
        style = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{qn('w:pStyle')}")
        return self._default if style is None else style.get(VALUE, "")

    def name_of(self, style: str) -> str:
        """Return the name of a style: ``toc 1``."""
        return self._styles[style].name if style in self._styles else ""

    def look(self, properties: Element | None, style: str, follows_raised: bool = False, table: str = "") -> Look:
        """Return how a run looks.

        Parameters
        ----------
        properties : lxml element or None
            Its ``w:rPr``.
        style : str
            The id of its paragraph's style.
        follows_raised : bool
            Whether the run before it is moved up: then both are as the line is.
        table : str
            The id of the style of the table that it stands in.
        """
        if properties is None or len(properties) == 0:
            return self._of_styles(table, style, "")
        own_style = properties.find(qn("w:rStyle"))
        named = "" if own_style is None else own_style.get(VALUE, "")
        own = _given(properties)
        if not own:
            return self._of_styles(table, style, named)
        return _look({**self._from_styles(table, style, named), **own}, follows_raised)

    def _of_styles(self, *styles: str) -> Look:
        if styles not in self._seen:
            self._seen[styles] = _look(self._from_styles(*styles), False)
        return self._seen[styles]

    def _from_styles(self, table: str, paragraph: str, run: str) -> dict[str, str]:
        around, above, own = self._chain(table), self._chain(paragraph), self._chain(run)
        both = {**self._defaults, **around, **above, **own}
        for switch in SWITCHES.values():
            if switch in above and switch in own:
                # Two styles that switch the same switch it back.
                both[switch] = "1" if (above[switch] == "1") != (own[switch] == "1") else "0"
        return both

    def _chain(self, style: str) -> dict[str, str]:
        """Return the properties that a style and those that it is based on give."""
        given: dict[str, str] = {}
        for each in reversed(self._chain_of(style)):
            properties = each.element.find(RUN_PROPERTIES)
            given |= {} if properties is None else _given(properties)
            shade = each.element.find(f"{PARAGRAPH_PROPERTIES}/{SHADE}")
            given |= {"shade": "1"} if is_dark(shade) else {}
        return given

    def _chain_of(self, style: str) -> list[_Style]:
        """Return a style and those that it is based on."""
        chain: dict[str, _Style] = {}
        while style in self._styles and style not in chain and len(chain) < LONGEST_CHAIN:
            chain[style] = self._styles[style]
            style = self._styles[style].based_on
        return [*chain.values()]

    def shades_cells(self, style: str) -> bool:
        """Return whether a table's style lays a colour behind some of its cells, where white text is seen."""
        if style not in self._shading:
            chain = self._chain_of(style)
            self._shading[style] = any(is_dark(shade) for each in chain for shade in each.element.iter(SHADE))
        return self._shading[style]

    @cached_property
    def contents(self) -> frozenset[str]:
        """The ids of the styles that the lines of a table of contents have."""
        return frozenset(
            identifier
            for identifier, style in self._styles.items()
            if style.kind == "paragraph" and _is_of_contents(style.name)
        )


def _is_of_contents(name: str) -> bool:
    first, _, rest = name.strip().lower().partition(" ")
    return first in ("toc", "目录", "contents", "wps目录") and (rest.isdigit() or rest in ("heading", "标题"))


def is_on(switch: Element | None) -> bool:
    """Return whether a property that is there is switched on."""
    return switch is not None and switch.get(VALUE, "1") not in OFF


def is_dark(shade: Element | None) -> bool:
    """Return whether a shading is of another colour than the paper."""
    if shade is None:
        return False
    fill = shade.get(FILL, "auto")
    if shade.get(qn("w:themeFill"), "background1") not in ("background1", "light1"):
        return True
    pattern = shade.get(VALUE, "clear")
    return not (fill == "auto" or is_white(fill)) or pattern == "solid" or pattern.startswith("pct")


def _given(properties: Element) -> dict[str, str]:
    """Return what a ``w:rPr`` says."""
    given: dict[str, str] = {}
    for each in properties.iterchildren("{*}*"):
        if each.tag in SWITCHES:
            given[SWITCHES[each.tag]] = "1" if is_on(each) else "0"
        elif each.tag == qn("w:vertAlign"):
            given["align"] = each.get(VALUE, "")
        elif each.tag == qn("w:sz"):
            given["size"] = each.get(VALUE, "")
        elif each.tag == qn("w:position"):
            given["position"] = each.get(VALUE, "")
        elif each.tag == COLOR:
            said = each.get(VALUE, "auto")
            is_paper = each.get(THEME) in ("background1", "light1")
            given["color"] = "FFFFFF" if is_paper and said == "auto" else said
        elif (each.tag == SHADE and is_dark(each)) or (
            each.tag == qn("w:highlight") and each.get(VALUE) not in ("white", "none", None)
        ):
            given["shade"] = "1"
    return given


def _look(given: dict[str, str], follows_raised: bool) -> Look:
    moved = _number(given.get("position", "0"), 0) >= RAISED_BY and not follows_raised
    return Look(
        struck="1" in (given.get("strike"), given.get("dstrike")),
        hidden=given.get("vanish") == "1" or 0 < _number(given.get("size", ""), 99) <= SMALLEST,
        white=is_white(given.get("color", "")) and "shade" not in given,
        raised=given.get("align") == "superscript" or moved,
    )


def is_white(color: str) -> bool:
    """Return whether a colour is that of paper, or as good as that."""
    color = color.removeprefix("#")
    if len(color) != 6:
        return False
    try:
        return min(bytes.fromhex(color)) >= WHITE
    except ValueError:
        return False


def _number(said: str, default: float) -> float:
    try:
        return float(said.removesuffix("pt")) * (2 if said.endswith("pt") else 1)
    except ValueError:
        return default
