"""How the text of a web page looks, as far as it says whether it is read: hidden, struck out, raised.

Of a page's style sheets those within the page are known, and of their rules those that may hide a text. tinycss2 tells
the rules and colours apart; which elements a rule is of, and which of several rules holds, is told here, within bounds.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count, islice
from typing import Any

import tinycss2
import tinycss2.color3
from lxml.etree import _Element as Element

from ...files.limits import MAX_STYLE_RULES, MAX_STYLE_TESTS

Rgb = tuple[int, int, int]
# {property: value}
Declared = dict[str, str]

PROPERTIES = frozenset(
    (
        *("display", "visibility", "opacity", "font", "font-size", "color", "background", "background-color"),
        *("background-image", "text-decoration", "text-decoration-line", "position", "left", "top", "right", "bottom"),
        *("text-indent", "margin-left", "clip", "clip-path", "width", "height", "max-width", "max-height", "overflow"),
        *("overflow-x", "overflow-y", "transform", "white-space", "vertical-align", "mso-hide", "content-visibility"),
        *("filter", "inset", "unicode-bidi", "direction"),
    )
)
# How deep the brackets of a style sheet may nest.
DEEPEST = 20
# What the value of a property takes from a variable, or instead of one that nothing gives.
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
# Of a value: how many variables it may take, and how long it may get; and how many a block may give.
MOST_VARIABLES, LONGEST_VALUE, MOST_GIVEN = 8, 1000, 50

STRUCK = frozenset(("s", "strike", "del"))
COMPOUND = re.compile(
    r"""
      (?P<tag>[\w-]+|\*)
    | \.(?P<class>[\w-]+)
    | \#(?P<id>[\w-]+)
    | \[\s*(?P<attribute>[\w:-]+)\s*(?:(?P<how>[~|^$*]?=)\s*(?P<quoted>"[^"]*"|'[^']*'|[\w-]+)\s*)?(?:i\s*)?\]
    | :(?P<place>(?:first|last|only)-(?:child|of-type)|root|nth-(?:child|of-type)\(\s*(?:\d{1,4}|odd|even)\s*\))
    | :(?:is|where)\((?P<any>[^():]{1,300})\)
    | :not\((?P<not>[^():,]{1,100})\)
    """,
    re.VERBOSE,
)
SELECTOR = re.compile(r"(?:[^,()]|\([^()]*\))+")
COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)")
NO_WIDTH = re.compile(r"rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)")
ALL_CUT = re.compile(r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0")
NO_OPACITY = re.compile(r"opacity\(\s*0*\.?0+%?\s*\)")
NO_SCALE = re.compile(r"scale[xy]?\(\s*0*\.?0+\s*[,)]")
# What holds on the screen of an office, which is wide.
OF_SCREEN = re.compile(r"(?:(?:only\s+)?(?:screen|all))?(?:(?:^|\s+and)\s*\(\s*min-width\s*:\s*\d{1,3}px\s*\))*")
FAR_OFF = -300
# In pixels; and how far two colours may be apart for one not to be seen on the other.
SMALLEST, NEAR = 1.5, 12
PAPER: Rgb = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks.

    Attributes
    ----------
    raised, preformatted : bool
    color, background : tuple of int or None
        None where it is not known.
    tiny, invisible, struck : bool
        What a part of it inherits.
    variables : dict of str
        The variables of its style sheets, by their names.
    """

    raised: bool = False
    preformatted: bool = False
    color: Rgb | None = None
    background: Rgb | None = PAPER
    tiny: bool = False
    invisible: bool = False
    struck: bool = False
    variables: Declared = field(default_factory=dict)

    @property
    def unseen(self) -> str:
        """Why a text is not seen: ``hidden``, ``white`` on white, or ``struck`` out; else ``""``."""
        if self.struck:
            return "struck"
        if self.tiny or self.invisible:
            return "hidden"
        if self.color and self.background and _is_near(self.color, self.background):
            return "white"
        return ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class _Part:
    """A compound of a selector: what an element must be, and how it stands to the compound on its right."""

    tag: str
    classes: frozenset[str]
    identifier: str
    others: tuple[tuple[str, str, str], ...]
    combinator: str


@dataclass(frozen=True, slots=True)
class _Rule:
    parts: tuple[_Part, ...]
    declared: Declared
    important: frozenset[str]
    specificity: tuple[int, int, int]
    order: int


class Looks:
    """The looks that the style sheets within a page give.

    Parameters
    ----------
    root : lxml element
        Of the page.
    """

    def __init__(self, root: Element) -> None:
        self._by_key: dict[str, list[_Rule]] = defaultdict(list)
        self._tests, self._is_cut = 0, False
        # Its rules may lay a colour behind a table's cells, which nobody knows.
        self._has_others = any("stylesheet" in link.get("rel", "").lower() for link in root.iter("link"))
        numbers = count(1)
        for sheet in root.iter("style"):
            source = "".join(sheet.itertext())
            if _is_deep(source):
                self._is_cut = True
            elif OF_SCREEN.fullmatch(sheet.get("media", "").strip().lower()):
                for rule in _rules(
                    tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True), numbers
                ):
                    if rule.order > MAX_STYLE_RULES:
                        self._is_cut = True
                        return
                    self._by_key[_key(rule.parts[-1])].append(rule)

    @property
    def is_given_up(self) -> bool:
        """Whether the page had more elements and rules than are held against each other."""
        return self._is_cut or self._tests > MAX_STYLE_TESTS

    def declared(self, element: Element) -> Declared:
        """Return what holds of an element of all that its style sheets and its own attributes say of it."""
        style = element.get("style")
        found: dict[str, tuple[tuple[bool, bool, int, int, int, int], str]] = {}
        for rule in self._rules_of(element) if self._by_key else ():
            for name, value in rule.declared.items():
                rank = (name in rule.important, False, *rule.specificity, rule.order)
                if name not in found or found[name][0] <= rank:
                    found[name] = rank, value
        said = {name: value for name, (_, value) in found.items()}
        if style:
            own, important = _declarations(style)
            for name, value in own.items():
                if name in important or name not in found or not found[name][0][0]:
                    said[name] = value
        return said

    def _rules_of(self, element: Element) -> Iterator[_Rule]:
        keys = [f"#{element.get('id')}", str(element.tag), "*"]
        keys += [f".{name}" for name in dict.fromkeys(element.get("class", "").split())]
        for key in keys:
            for rule in self._by_key.get(key, ()):
                if self._tests > MAX_STYLE_TESTS:
                    return
                if self._matches(element, rule.parts):
                    yield rule

    def _matches(self, element: Element, parts: tuple[_Part, ...]) -> bool:
        """Return whether an element is what the last part says, and those around it what the others say."""
        self._tests += 1
        part, before = parts[-1], parts[:-1]
        if self._tests > MAX_STYLE_TESTS or not _is_part(element, part):
            return False
        if not before:
            return True
        combinator = before[-1].combinator
        if combinator == "+":
            beside = element.getprevious()
            return beside is not None and self._matches(beside, before)
        near = element.itersiblings(preceding=True) if combinator == "~" else element.iterancestors()
        for each in near:
            if self._matches(each, before):
                return True
            if combinator == ">":
                return False
        return False

    def look(self, element: Element, around: Look) -> Look | None:
        """Return how the text of an element looks within what is around it; None where nothing in it is seen."""
        tag, attributes = element.tag, element.attrib
        if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
            return None
        if (tag == "dialog" and "open" not in attributes) or "popover" in attributes:
            return None
        # What is written backwards is seen as another number.
        if tag == "bdo" and attributes.get("dir", "").lower() == "rtl":
            return None
        look = around
        if tag in STRUCK:
            look = replace(look, struck=True)
        elif tag == "sup":
            look = replace(look, raised=True)
        elif tag == "pre":
            look = replace(look, preformatted=True)
        if not attributes and not self._by_key:
            return look
        if tag == "font" and "color" in attributes:
            look = replace(look, color=_color(attributes["color"]))
        if "bgcolor" in attributes:
            look = replace(look, background=_color(attributes["bgcolor"]))
        if "background" in attributes or (self._has_others and tag in CELLS and "class" in attributes):
            look = replace(look, background=None)
        declared = self.declared(element)
        if not declared:
            return look
        own = {name: value for name, value in declared.items() if name.startswith("--")}
        if own:
            look = replace(look, variables=look.variables | own)
        declared = {name: _filled(value, look.variables) for name, value in declared.items()}
        return None if _is_gone(declared) else _declared_look(look, declared)


CELLS = frozenset(("table", "thead", "tbody", "tr", "td", "th"))


def _is_deep(source: str) -> bool:
    depth = deepest = 0
    for mark in re.findall(r"[\[({})\]]", source):
        depth += 1 if mark in "[({" else -1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


def _rules(nodes: list[Any], numbers: Iterator[int], around: Sequence[str] = ()) -> Iterator[_Rule]:
    """Yield the rules of a style sheet, or of a rule with these selectors, that may hide a text, in their order."""
    for rule in nodes:
        if rule.type == "at-rule" and rule.content is not None:
            name, asked = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip().lower()
            if name in ("supports", "layer", "container") or (name == "media" and OF_SCREEN.fullmatch(asked)):
                if around:
                    yield from _block(around, rule.content, numbers)
                else:
                    yield from _rules(tinycss2.parse_rule_list(rule.content), numbers)
        elif rule.type == "qualified-rule":
            own = [each.strip() for each in SELECTOR.findall(tinycss2.serialize(rule.prelude))]
            within = (_within(outer, each) for outer in around or ("",) for each in own)
            yield from _block([*islice(within, MAX_STYLE_RULES + 1)], rule.content or [], numbers)


def _block(selectors: Sequence[str], content: list[Any], numbers: Iterator[int]) -> Iterator[_Rule]:
    """Yield what a block between braces says of elements, and what the rules within it do."""
    declared, important = _declarations(tinycss2.serialize(content))
    for selector in selectors if declared else ():
        parts = _parts(selector)
        if parts:
            yield _Rule(parts, declared, important, _specificity(parts), next(numbers))
    if any(each.type == "{} block" for each in content):
        yield from _rules(tinycss2.parse_blocks_contents(content, skip_whitespace=True), numbers, selectors)


def _within(around: str, selector: str) -> str:
    """Return the selector of a rule that stands within that of another: ``p`` or ``& p`` of ``.note``."""
    if not around:
        return selector
    return selector.replace("&", around) if "&" in selector else f"{around} {selector}"


def _filled(value: str, variables: Declared) -> str:
    """Return a value with what variables say in it."""
    for _ in range(MOST_VARIABLES if "var(" in value else 0):
        found = VARIABLE.search(value)
        said = "" if found is None else variables.get(found[1], found[2] or "")
        if found is None or len(value) + len(said) > LONGEST_VALUE:
            break
        value = f"{value[: found.start()]}{said}{value[found.end() :]}".strip()
    return value


@lru_cache(maxsize=2048)
def _declarations(style: str) -> tuple[Declared, frozenset[str]]:
    """Return what a style says of the properties that may hide a text, and which of it is important."""
    said: Declared = {}
    important: set[str] = set()
    if _is_deep(style):
        return said, frozenset()
    for each in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            continue
        if not (each.lower_name in PROPERTIES or (each.lower_name.startswith("--") and len(said) < MOST_GIVEN)):
            continue
        if each.lower_name in important and not each.important:
            continue
        said[each.lower_name] = tinycss2.serialize(each.value).strip().lower()
        if each.important:
            important.add(each.lower_name)
    return said, frozenset(important)


def _parts(selector: str) -> tuple[_Part, ...]:
    """Return the parts of a selector, from the left; none of one that is not understood (``:hover``, ``::before``)."""
    parts, at, combinators = [], 0, []
    while at < len(selector):
        if parts:
            between = COMBINATOR.match(selector, at)
            if between is None:
                return ()
            combinators.append(between[1] or " ")
            at = between.end()
        tag, classes, identifier, others, start = "*", set(), "", [], at
        while found := COMPOUND.match(selector, at):
            if found["tag"]:
                if at > start:
                    return ()
                tag = found["tag"].lower()
            elif found["class"]:
                classes.add(found["class"])
            elif found["id"]:
                identifier = found["id"]
            elif found["attribute"]:
                others.append((found["attribute"].lower(), found["how"] or "", (found["quoted"] or "").strip("\"'")))
            elif found["place"]:
                others.append((":place", found["place"], ""))
            elif found["any"]:
                others.append((":is", found["any"], ""))
            else:
                others.append((":not", found["not"], ""))
            at = found.end()
        if at == start:
            return ()
        parts.append((tag, frozenset(classes), identifier, tuple(others)))
    joined = zip(parts, [*combinators, ""], strict=True)
    return tuple(_Part(tag, classes, name, others, how) for (tag, classes, name, others), how in joined)


def _specificity(parts: tuple[_Part, ...]) -> tuple[int, int, int]:
    return (
        sum(bool(part.identifier) for part in parts),
        sum(len(part.classes) + len(part.others) for part in parts),
        sum(part.tag != "*" for part in parts),
    )


def _key(part: _Part) -> str:
    """Return what the elements that a part may be have in common."""
    if part.identifier:
        return f"#{part.identifier}"
    return f".{min(part.classes)}" if part.classes else part.tag


def _is_part(element: Element, part: _Part) -> bool:
    if part.tag not in ("*", element.tag) or (part.identifier and element.get("id") != part.identifier):
        return False
    if part.classes and not part.classes <= set(element.get("class", "").split()):
        return False
    return all(_has(element, *other) for other in part.others)


def _has(element: Element, name: str, how: str, value: str) -> bool:
    if name == ":not":
        inner = _parts(how.strip())
        return len(inner) == 1 and not _is_part(element, inner[0])
    if name == ":is":
        choices = (_parts(choice.strip()) for choice in how.split(","))
        return any(len(inner) == 1 and _is_part(element, inner[0]) for inner in choices)
    if name == ":place":
        return _stands(element, how)
    said = element.get(name)
    if said is None:
        return False
    if how in ("", "="):
        return not how or said == value
    if how == "~=":
        return value in said.split()
    if how == "|=":
        return said == value or said.startswith(f"{value}-")
    if not value:
        return False
    return said.startswith(value) if how == "^=" else said.endswith(value) if how == "$=" else value in said


def _stands(element: Element, how: str) -> bool:
    """Return whether an element stands at a place among those of its parent."""
    if how == "root":
        return element.getparent() is None
    of = element.tag if "of-type" in how else "*"
    is_first = next(element.itersiblings(of, preceding=True), None) is None
    is_last = next(element.itersiblings(of), None) is None
    if not how.startswith("nth"):
        return {"first": is_first, "last": is_last, "only": is_first and is_last}[how.partition("-")[0]]
    said = how.partition("(")[2].strip(" )")
    n = 1 + sum(1 for _ in element.itersiblings(of, preceding=True))
    return n % 2 == (said == "odd") if said in ("odd", "even") else n == int(said)


def _is_gone(declared: Declared) -> bool:
    """Return whether nothing of an element is seen, whatever is said of what is in it."""
    if declared.get("display") == "none" or declared.get("mso-hide") == "all":
        return True
    if "override" in declared.get("unicode-bidi", "") and declared.get("direction") == "rtl":
        return True
    if NO_OPACITY.search(declared.get("filter", "")):
        return True
    if declared.get("content-visibility") == "hidden" or _length(declared.get("opacity", "1"), 1) == 0:
        return True
    if declared.get("position") in ("absolute", "fixed"):
        if any(_length(declared.get(side, ""), 0) <= FAR_OFF for side in ("left", "top", "right", "bottom")):
            return True
        if NO_WIDTH.search(declared.get("clip", "")):
            return True
    # A centred page begins at 50% and goes back by half its width.
    if _length(declared.get("text-indent", ""), 0) <= FAR_OFF or _length(declared.get("margin-left", ""), 0) <= -3000:
        return True
    if ALL_CUT.search(declared.get("clip-path", "")) or NO_SCALE.search(declared.get("transform", "")):
        return True
    overflow = " ".join(declared.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    sides = ("width", "height", "max-width", "max-height")
    return bool(re.search("hidden|clip", overflow)) and any(
        0 <= _length(declared.get(side, ""), -1) <= SMALLEST for side in sides
    )


def _declared_look(look: Look, declared: Declared) -> Look:
    changed: dict[str, Any] = {}
    if "line-through" in declared.get("text-decoration", "") + declared.get("text-decoration-line", ""):
        changed["struck"] = True
    if "visibility" in declared and declared["visibility"] != "inherit":
        changed["invisible"] = declared["visibility"] in ("hidden", "collapse")
    size = declared.get("font-size") or _size_of_font(declared.get("font", ""))
    if size:
        changed["tiny"] = _is_tiny(size, look.tiny)
    if "color" in declared and declared["color"] != "inherit":
        changed["color"] = _color(declared["color"])
        if _is_clear(declared["color"]):
            changed["invisible"] = True
    if {"background", "background-color", "background-image"} & declared.keys():
        changed["background"] = _background(declared, look.background)
    if "white-space" in declared:
        changed["preformatted"] = declared["white-space"].startswith(("pre", "break-spaces"))
    lifted = declared.get("position") == "relative" and -20 <= _length(declared.get("top", ""), 0) < 0
    if declared.get("vertical-align") == "super" or lifted:
        changed["raised"] = True
    elif declared.get("vertical-align") == "baseline":
        changed["raised"] = False
    return replace(look, **changed) if changed else look


def _length(said: str, default: float) -> float:
    """Return a length in pixels, about; a share of the page's width in hundredths of ten pixels."""
    found = LENGTH.fullmatch(said.strip())
    if found is None:
        return default
    factor = {"em": 16, "rem": 16, "pt": 4 / 3, "cm": 38, "mm": 3.8, "in": 96, "%": 10, "vw": 10, "vh": 10}
    return float(found[1]) * factor.get(found[2], 1)


def _size_of_font(font: str) -> str:
    """Return the size that a shorthand gives: 0 of ``0/0 a``."""
    found = re.search(r"(?:^|\s)((?:\d+\.?\d*|\.\d+)(?:[a-z]{2,3}|%)?)(?:\s*/|\s+\S)", font)
    return found[1] if found else ""


def _is_tiny(size: str, around: bool) -> bool:
    found = LENGTH.fullmatch(size)
    if found is None:
        return around and size in ("inherit", "smaller", "larger")
    if found[2] in ("em", "%"):
        return around or float(found[1]) == 0
    return _length(size, SMALLEST + 1) <= SMALLEST


@lru_cache(maxsize=1024)
def _rgba(said: str) -> tuple[float, float, float, float] | None:
    color = tinycss2.color3.parse_color(said)
    return (color[0], color[1], color[2], color[3]) if isinstance(color, tuple) else None


def _color(said: str) -> Rgb | None:
    """Return a colour, None of one that is not known."""
    rgba = _rgba(said.strip() if not re.fullmatch("[0-9a-fA-F]{6}", said.strip()) else f"#{said.strip()}")
    if rgba is None or rgba[3] < 1:
        return None
    red, green, blue = (round(255 * part) for part in rgba[:3])
    return red, green, blue


def _is_clear(said: str) -> bool:
    rgba = _rgba(said)
    return rgba is not None and rgba[3] == 0


def _background(declared: Declared, around: Rgb | None) -> Rgb | None:
    """Return the colour behind a text, None where a picture or another colour than is known may be."""
    said = " ".join(declared.get(name, "") for name in ("background", "background-image"))
    if re.search(r"url\(|gradient\(", said):
        return None
    for name in ("background-color", "background"):
        for word in re.findall(r"[\w-]+\([^()]*\)|[^\s]+", declared.get(name, "")):
            if word in ("transparent", "none", "inherit", "initial", "unset") or _is_clear(word):
                return around
            if _rgba(word) is not None:
                return _color(word)
    return around


def _is_near(one: Rgb, other: Rgb) -> bool:
    return all(abs(first - second) <= NEAR for first, second in zip(one, other, strict=True))
