"""The record of a figure, which grows stage by stage, and its parts, each of which one stage gives; all are frozen.

=============  ===========================  ================================================================
part           the stage that gives it      what it says
=============  ===========================  ================================================================
`Clause`       sentences.cut_sentences      the words around a figure that are its own
opened_from    relation.open_lists          the figure that 其中 or a bracket opens from
`Counted`      measure.tell_measures        what it counts
`Relation`     relation.relate              how it relates to other figures
`Coding`       indicator.code               which indicator it states, and by what `Evidence`
`Period`       period.date                  when
scope          scope.narrow                 what narrows it
=============  ===========================  ================================================================
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, cast

from ..errors import BadParameter
from ..quantities import Quantity
from ..tables.folder import Data
from ..text.offsets import Offset, Position
from .vocabulary import Vocabulary


class Heading(Protocol):
    """What the stages ask of a section; `Section` of documents, on which nothing here depends, has it."""

    @property
    def number(self) -> str:
        """Its outline path."""
        ...

    @property
    def mark(self) -> str:
        """What numbers it, as printed."""
        ...

    @property
    def title(self) -> str:
        """Its heading without the mark."""
        ...

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends, with all that is below it."""
        ...


class Readable(Protocol):
    """What extraction asks of a report; `Report` of documents, on which nothing here depends, has it.

    A type checker takes no cached property for the property that it is: those are of any type.
    """

    @property
    def text(self) -> str:
        """The text as it is printed."""
        ...

    @property
    def title(self) -> str:
        """The report's title, or nothing."""
        ...

    @property
    def lines(self) -> Any:
        """The text as it was written: `Lines`."""
        ...

    @property
    def written_sections(self) -> Any:
        """The outline with offsets in the text as it was written: a sequence of `Heading`."""
        ...

    @property
    def place_code(self) -> str:
        """The code of the place, or nothing."""
        ...

    @property
    def place_name(self) -> str:
        """The name of the place."""
        ...

    @property
    def year(self) -> int | None:
        """The year that is reported on."""
        ...

    def is_furniture_at(self, offset: Offset, /) -> bool:
        """Return whether an offset of the printed text lies in what is the page's and not the report's."""
        ...

    @property
    def glyphs(self) -> Sequence[Any]:
        """Of a scan, the characters of the text as they were recognised."""
        ...

    def glyphs_in(self, start: Offset, end: Offset, /) -> Sequence[Any]:
        """Return the characters of a piece of the printed text as they were recognised on a scan."""
        ...


def check_report(report: Readable) -> None:
    """Check that a report was read: its file or its text is none.

    Raises
    ------
    BadParameter
    """
    if not hasattr(report, "written_sections"):
        said = "report must be a Report as from read_report() or parse_report()"
        raise BadParameter(f"{said}, got {type(report).__name__}")


# Where a text begins.
START = Offset(0)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a figure of a scan stands, and how surely it was recognised.

    Attributes
    ----------
    page : int
        From 1; 0 where it is not known.
    box : tuple of float
        x0, y0, x1, y1 in points from the lower left corner of the page.
    certainty : float
        Of the character of its number that is least sure, 0 to 1.
    """

    page: int
    box: tuple[float, float, float, float]
    certainty: float


#: Of a figure of a scan of which it is not known where it stands: nothing is less sure.
NOWHERE = Seen(0, (0, 0, 0, 0), 0.0)


@dataclass(frozen=True, slots=True)
class Passage:
    """What all stages know of the report.

    Attributes
    ----------
    text : str
        As it was written, without line ends and spaces that nobody wrote; all offsets are in it.
    year : int or None
        The year that is reported on.
    level : str
        The level of the place, as of `place_level`.
    words : Vocabulary
    data : Data
    begins : Offset
        Where it begins behind the report's title, which is no evidence of what a figure counts.
    place : str
        The name of the place, ``""`` where it is not known or a department reports.
    """

    text: str
    year: int | None
    level: str
    words: Vocabulary
    data: Data
    begins: Offset = START
    place: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a figure.

    Attributes
    ----------
    start, end : Offset
    marks : tuple of tuple of (Offset, str)
        Where it is cut, and by what: open, close, clause, list.
    """

    start: Offset
    end: Offset
    marks: tuple[tuple[Offset, str], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """A figure's own words in its sentence.

    Attributes
    ----------
    sentence : Sentence
    before, after : str
        The words around it that belong to it, as printed; the beginning of a range (20至30家) has its end's.
    separator : str
        The mark between its words and those before: a comma, 、, a bracket, 和, or nothing.
    ahead : str
        The clauses without a figure between its words and the figure before it.
    compared : bool
        Whether it is the level of an earlier year that the figure before is compared with: 较上年的558件.
    ends_range : bool
        Whether it ends a range that the figure before begins.
    """

    sentence: Sentence
    before: str = ""
    after: str = ""
    separator: str = ""
    ahead: str = ""
    compared: bool = False
    ends_range: bool = False


class Deed(NamedTuple):
    """Whether what a figure counts has happened, and was what its words name.

    Attributes
    ----------
    kind : str
        ``""`` where it has; else planned, possible, prevented, helped (another did it), honoured (what is
        counted is a prize), undone, due (it ought to be done), each (so many for each person or place) or share
        (how much of all it is).
    names : tuple of str
        What says so, 力争, 有望, 防止, 获评, 撤销立案, and the prizes: 示范. A rule that codes it names one of them.
    goes_on : bool
        Whether what its sentence says next is wanted too, until it says what was done: 计划培训6期,发放资料3万份.
    """

    kind: str = ""
    names: tuple[str, ...] = ()
    goes_on: bool = False


#: A deed of which nothing says that it did not happen.
DONE = Deed()


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts.

    Attributes
    ----------
    own : str
        The words before it without what only leads up to it.
    phrase : str
        What it counts in its own words: `own`, or what stands behind it too where it stands before its noun.
    full_phrase : str
        `phrase` with the verb or the object that its sentence carries on.
    measure : str
        `full_phrase`, with the figure that it is a part of.
    verb : str
        The verb of the phrase, carried on through a list.
    actor : str
        Who acts through its sentence: 法律顾问.
    noun_follows : bool
        Whether the figure stands before its noun (35家企业).
    superseded : bool
        Whether it is an earlier level that the next figure replaces: 由9%下降到7%.
    deed : Deed
        Whether it has happened.
    by : tuple of str
        How the measure was put together: the rules, from its own words to what was carried on.
    """

    own: str = ""
    phrase: str = ""
    full_phrase: str = ""
    measure: str = ""
    verb: str = ""
    actor: str = ""
    noun_follows: bool = False
    superseded: bool = False
    deed: Deed = DONE
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How a figure relates to others.

    Attributes
    ----------
    kind : str
        part, subset, ratio, growth, or ``""``.
    to : tuple of Position
        The figures that it relates to; of a ratio those of which the numerator is the sum, and last the denominator.
    basis : str
        What tells it: computed (the words allow it and the numbers bear it out), stated (the words say it) or likely
        (the words suggest it). Two relations that differ in nothing else are one.
    rule : str
        The name of the finder that proposed it, with its case: ``growth.moved``.
    """

    kind: str = ""
    to: tuple[Position, ...] = ()
    basis: str = field(default="", compare=False)
    rule: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report says of a figure, from near to far.

    Attributes
    ----------
    phrase : str
        What it counts in its own words, e.g. ``受理``.
    carried : str
        The same with what its sentence carries on, e.g. ``受理行政复议申请``.
    whole : tuple of str
        What is said of the figure that it is a part of.
    before : str
        The text of its section before it, up to the figure.
    headings : str
        The headings that it stands under.
    behind : str
        The rest of its sentence, up to the next figure.
    actor : str
        Who acts through its sentence, e.g. ``法律顾问``.
    deed : Deed
        Whether it has happened.
    doers : str
        The places or bodies that are counted where the phrase goes on with what they did, e.g. ``成员单位``.
    cases : str
        Of which cases it counts those that are about something: ``行政复议案件`` of ``其中政府信息公开类17件``.
    everything : str
        All of them in one.
    """

    phrase: str
    carried: str = ""
    whole: tuple[str, ...] = ()
    before: str = ""
    headings: str = ""
    behind: str = ""
    actor: str = ""
    deed: Deed = DONE
    doers: str = ""
    cases: str = ""
    everything: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        said = (self.phrase, self.carried, self.before, self.behind, self.headings, self.actor)
        object.__setattr__(self, "everything", "\n".join(said))


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that a figure fits: what was found, and how much it is worth.

    Attributes
    ----------
    indicator : str
    score : float
        Characters of evidence.
    pattern : int
        The row of ``patterns.csv``.
    words : tuple of str
        The words found.
    borrowed : float
        How much of the score is of words that only the surroundings have.
    """

    indicator: str
    score: float
    pattern: int
    words: tuple[str, ...]
    borrowed: float = 0.0


@dataclass(frozen=True, slots=True)
class Coding:
    """The indicator of a figure, ``""`` when none fits or two fit alike.

    Attributes
    ----------
    indicator : str
    confidence : float
        0 to 1.
    matches : tuple of Match
        The best match of each indicator that fits, best first.
    doubts : tuple of str
        What speaks against the indicator, by the names of ``doubts.csv``.
    by : str
        What decided: rule (the best match), form (the heads of an official form), recoded (what it means at this
        level), growth or compared (the figure that it is a growth or an earlier level of), kind (the total that it is a
        kind of); and where there is none: none (a rule without an indicator), form (no column of it), doubtful (too
        little evidence, or two indicators alike), sum (of unlike figures), planned or superseded. Empty where no rule
        fits. A comparison does not look at it.
    """

    indicator: str
    confidence: float
    matches: tuple[Match, ...]
    doubts: tuple[str, ...] = ()
    by: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Period:
    """When a figure happened.

    Attributes
    ----------
    span : str
        In ISO 8601: ``2023``, ``2023-01/2023-06``, ``../2023-12-31``; ``""`` where the report's year is not known.
    basis : str
        flow (during the span), stock (as of its end) or cumulative (since an earlier year).
    by : str
        What said so: the name of an expression of time or of a rule of `period`; a comparison does not look at it.
    """

    span: str
    basis: str
    by: str = field(default="", compare=False)


# What a part is before its stage has given it.
UNCUT = Clause(Sentence(Offset(0), Offset(0)))
UNCOUNTED = Counted()
UNRELATED = Relation()
NOTHING = Coding("", 0.0, ())
UNDATED = Period("", "flow")


@dataclass(frozen=True)
class Figure:
    """One figure of a report, and what the stages said of it so far.

    It has no slots: a stage makes it anew by its dictionary, which takes a fifth of the time of `dataclasses.replace`.

    Attributes
    ----------
    quantity : Quantity
    section : str
        The number of its section.
    headings : tuple of Heading
        The sections that it lies in, outermost first.
    planned : bool
        Whether one of them is on what is still to be done.
    seen : Seen or None
        Of a scan, where it stands on a page and how surely it was recognised.
    clause : Clause
    opened_from : Position or None
        The figure that 其中 or a bracket opens from.
    counted : Counted
    relation : Relation
    evidence : Evidence or None
        What it was coded by; None when it has the coding of another figure, or is never coded.
    coding : Coding
    when : Period
    scope : str
        The narrower object that it is limited to.
    scope_by : str
        What told the scope: time (another year or several), place (a larger one), word (one that always narrows),
        carried (what its sentence dealt with before is limited so), part (some of another figure of its indicator),
        again (the same number was said before), beside (one of several of its indicator, and not the whole), whole
        (some of what is limited so); headline where nothing narrows it. Empty where it has no indicator of its own.
    """

    quantity: Quantity
    section: str
    headings: tuple[Heading, ...]
    planned: bool = False
    seen: Seen | None = None
    clause: Clause = UNCUT
    opened_from: Position | None = None
    counted: Counted = UNCOUNTED
    relation: Relation = UNRELATED
    evidence: Evidence | None = None
    coding: Coding = NOTHING
    when: Period = UNDATED
    scope: str = ""
    scope_by: str = ""

    def grown(self, **parts: object) -> "Figure":
        """Return the figure with what a stage gives.

        Examples
        --------
        >>> Figure(Quantity(Offset(0), Offset(3), "figure"), "1", ()).grown(scope="累计").scope
        '累计'
        """
        figure = object.__new__(Figure)
        object.__setattr__(figure, "__dict__", self.__dict__ | parts)
        return figure


def positions(first: int, end: int) -> Sequence[Position]:
    """Return the positions from one up to another."""
    return cast("Sequence[Position]", range(first, end))


def half_digit(quantity: Quantity, surface: str) -> float:
    """Return half of the last printed digit of a quantity: 500 of 90.1万起, 0 of 200宗."""
    scale = 1e8 if "亿" in surface else 1e4 if "万" in surface else 1.0
    is_whole = scale == 1.0 and quantity.decimals <= 0
    return 0.0 if is_whole else scale / 10.0 ** max(0, quantity.decimals) / 2


def value_of(quantity: Quantity) -> float:
    """Return the value of a quantity that is a figure, which has one."""
    return cast("float", quantity.value)
