"""Documents: a published report, read from its file."""

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from os import PathLike
from pathlib import Path

import pandas as pd

from ..errors import BadParameter, UnreadableReport
from ..files.limits import MAX_CHARACTERS
from ..presentation.cells import card_html
from ..tables import DataDir, find_place
from ..tables.figures import year_of
from ..text.characters import as_typed
from ..text.lines import Lines, Span, as_written, set_right
from ..text.offsets import Offset
from .furniture import find_contents
from .identity import judge_year, read_identity
from .outline import Section, find_sections
from .place import Placed, identify
from .readers.any import read_file
from .readers.content import TOO_LONG, Content, Glyph, left_out

__all__ = ["Placed", "Report", "Section", "parse_report", "read_report"]


@dataclass(frozen=True)
class Report:
    """A report: its text, its outline, and what it says of itself.

    Attributes
    ----------
    text : str
        The text that all offsets point into. Of a txt, its decoded content, without the marks of Markdown and with tabs
        between the cells of a table; of other files, the body without page furniture, one paragraph a line. Radicals
        are the characters that they stand for, one for one.
    source : str
        Name of the file.
    sha256 : str
        Of `text` in UTF-8.
    title : str
        As printed, ``""`` where there is none.
    place_code, place_name : str
        Code in the gazetteer, ``""`` where it does not have the place or several have its name, and the name.
    year : int or None
        The year that is reported on.
    issuer : str
        The bodies that signed it, separated by a space.
    issued_on, published_on : datetime.date or None
        The date of the signature, and the one of the web page.
    sections : tuple of Section
        The outline, in the order of the text.
    furniture : tuple of (Offset, Offset)
        Offsets of what a copied page has around the report (浏览次数, 相关新闻) and of the table of contents. Their
        numbers are no figures.
    notes : tuple of str
        What of the file was not read, a line each.
    contradicted : str
        Where the text says another place or year than was given: both of them; else ``""``.
    contradicted_zh : str
        The same in Chinese.
    placed : Placed
        How the place is known, and which it may be where it is not.
    glyphs : tuple of Glyph
        Of a scan, where the characters of the text stand on its pages, in order; of other files none.
    """

    text: str
    source: str = ""
    sha256: str = ""
    title: str = ""
    place_code: str = ""
    place_name: str = ""
    year: int | None = None
    issuer: str = ""
    issued_on: date | None = None
    published_on: date | None = None
    sections: tuple[Section, ...] = ()
    furniture: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    contradicted: str = ""
    contradicted_zh: str = ""
    placed: Placed = field(default_factory=Placed)
    glyphs: tuple[Glyph, ...] = ()

    def __repr__(self) -> str:
        told = [(label, said.replace("\n", "；")) for label, said in self._told()]
        return "\n".join([f"Report {self.title}", *(f"  {label}：{said}" for label, said in told)])

    def _repr_html_(self) -> str:
        return card_html(self.title or self.source or "—", self._told())

    def _told(self) -> list[tuple[str, str]]:
        """Return what is known of it, label and text, without its text."""
        parts = "\n".join(f"{each.mark}{each.title}" for each in self.sections if each.number.isdecimal())
        told = [
            ("地方", f"{self.place_name} {self.place_code}".strip() or "未认出"),
            ("报告年度", str(self.year or "未认出")),
            ("发布机关", self.issuer),
            ("落款日期", str(self.issued_on or "")),
            ("发布日期", str(self.published_on or "")),
            ("字数", f"{len(self.text):,}"),
            ("章节", parts),
            ("文件", self.source),
            ("不一致", self.contradicted_zh),
            ("没有读的", "\n".join(self.notes)),
        ]
        return [(label, said) for label, said in told if said]

    @cached_property
    def lines(self) -> Lines:
        """The text read on, without line ends and spaces that nobody wrote: ``running`` of `set_right`."""
        return set_right(self.text).running

    @cached_property
    def written_sections(self) -> tuple[Section, ...]:
        """The outline with its titles as they were written and its offsets in ``lines.text``."""
        if not self.lines.cuts:
            return self.sections
        read_at = self.lines.read_at
        return tuple(
            replace(each, title=as_written(each.title), start=read_at(each.start), end=read_at(each.end))
            for each in self.sections
        )

    def section_at(self, offset: Offset) -> str:
        r"""Return the number of the narrowest section that an offset of the text lies in.

        Parameters
        ----------
        offset : Offset

        Returns
        -------
        str
            ``1.7.2`` for 一、(七)二是; ``sig`` in the signature; ``0`` in no section.

        Examples
        --------
        >>> report = parse_report("前言。\n一、成效\n(一)普法。办讲座8场。")
        >>> report.section_at(0), report.section_at(report.text.index("8"))
        ('0', '1.1')
        """
        narrowest = "0"
        for section in self.sections:
            if section.start > offset:
                break
            if offset < section.end:
                narrowest = section.number
        return narrowest

    def is_furniture_at(self, offset: Offset) -> bool:
        r"""Return whether an offset of the text lies in what is the page's and not the report's.

        Examples
        --------
        >>> report = parse_report("全年调解纠纷86宗。\n相关新闻\n新增学位1500个")
        >>> report.is_furniture_at(report.text.index("86")), report.is_furniture_at(report.text.index("1500"))
        (False, True)
        """
        return any(start <= offset < end for start, end in self.furniture)

    def glyphs_in(self, start: Offset, end: Offset) -> tuple[Glyph, ...]:
        """Return the characters of a piece of the text as they were recognised on a scan.

        Examples
        --------
        >>> parse_report("调解纠纷86宗。").glyphs_in(4, 7)
        ()
        """
        places = self._glyph_places
        return self.glyphs[bisect_left(places, start) : bisect_left(places, end)]

    @cached_property
    def _glyph_places(self) -> list[Offset]:
        return [glyph.offset for glyph in self.glyphs]


def read_report(
    path: str | PathLike[str],
    place: str | int | None = None,
    year: int | str | None = None,
    data_dir: DataDir = None,
    url: str = "",
) -> Report:
    """Read a report from the file that was published.

    Parameters
    ----------
    path : path-like
        A text (UTF-8, UTF-16 with its mark, GB18030), a web page (html, mht), a file of Word or WPS (docx, docm, dotx,
        doc, wps, rtf), an OFD or a PDF; told by its content, whatever its name. A scan, which is a PDF without a text
        layer or a picture (png, jpg, tif), is recognised if the extra ``ocr`` is installed; `Report.glyphs` and the
        notes say so.
    place : str, optional
        Code or name of the place, when it is known; else it is recognised. It holds against the text, which the report
        says in `Report.contradicted`.
    year : int, optional
        The year reported on, when it is known; else it is recognised. It holds alike.
    data_dir : path-like, optional
        Another data folder than the package's own.
    url : str, optional
        The address that it was published at, which helps to tell places of one name apart.

    Returns
    -------
    Report

    Raises
    ------
    UnreadableReport
        When the file cannot be read; the message says why and what to do.
    UnknownPlace
        When `place` is not in the gazetteer.
    BadParameter
        When `path` is no path, or `year` no year.

    Examples
    --------
    >>> from lawgov_analysis.paths import default_data_dir
    >>> report = read_report(default_data_dir() / "samples" / "shili-2023.docx")
    >>> report.place_name, report.year, len(report.sections)
    ('示例镇', 2023, 40)
    """
    if not isinstance(path, str | PathLike):
        raise BadParameter(f"path must be the path of a report's file, got {type(path).__name__}")
    content = read_file(path)
    return _report(content, Path(path).name, place, year, data_dir, url, str(path))


def parse_report(
    text: str, source: str = "", place: str | int | None = None, year: int | str | None = None, data_dir: DataDir = None
) -> Report:
    r"""Make a report of its text.

    Parameters
    ----------
    text : str
        The text, of any length: a phrase has no outline, but its figures can be read.
    source : str, optional
        Name of the file that the text is from.
    place, year, data_dir : optional
        As of `read_report`.

    Returns
    -------
    Report

    Raises
    ------
    UnreadableReport
        When the text is longer than any report.
    UnknownPlace
        When `place` is not in the gazetteer.
    BadParameter
        When `text` is no text, or `year` no year.

    Examples
    --------
    >>> report = parse_report("2020年,横沥镇依法办事。\n东莞市横沥镇人民政府\n2021年1月29日")
    >>> report.place_code, report.year, report.issuer, str(report.issued_on)
    ('441900106', 2020, '东莞市横沥镇人民政府', '2021-01-29')
    """
    if not isinstance(text, str):
        raise BadParameter(f"text must be a text, got {type(text).__name__}")
    return _report(Content(text), str(source), place, year, data_dir)


def _report(
    content: Content,
    source: str,
    place: str | int | None,
    year: int | str | None,
    data_dir: DataDir,
    url: str = "",
    path: str = "",
) -> Report:
    text = as_typed(content.text)
    if len(text) > MAX_CHARACTERS:
        raise UnreadableReport(f"{source or 'the text'}: {TOO_LONG}", "too-large")
    # Whose it is and how it is laid out is said line by line; find_sections and read_identity give offsets in that.
    written = set_right(text)
    lines = written.by_line
    by_line = lines.take_out(written.tabbed)
    identity = read_identity(by_line, content.title)
    contents = find_contents(by_line)
    sections = find_sections(by_line, identity.body_end)
    if identity.signature:
        start, end = identity.signature
        sections.append(Section("sig", 1, "", identity.issuer, start, end))
    published_on = content.published_on or identity.published_on
    judged = judge_year(written, identity.title, sections, identity.issued_on, published_on)
    year = None if year is None else year_of(year)
    about = judged if year is None else year
    placed = identify(by_line, identity.title, identity.issuer, url, path, data_dir, year=about)
    against: list[tuple[str, str]] = []
    if place is not None:
        row = find_place(place, data_dir)
        against = _against(placed, row)
        placed = Placed(row.name, row["name"], row["level"], basis="given", why="given by who read it")
    if year is None:
        year = judged
    elif judged not in (None, year):
        against.append((f"{judged}, not {year}", f"{judged}年，不是{year}年"))
    return Report(
        text=text,
        source=source,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=identity.title,
        place_code=placed.code,
        place_name=placed.name,
        year=year,
        issuer=identity.issuer,
        issued_on=identity.issued_on,
        published_on=published_on,
        sections=tuple(
            replace(each, start=start, end=end)
            for each in sections
            for start, end in [lines.printed_part(each.start, each.end)]
        ),
        furniture=tuple(lines.printed_part(*span) for span in (*filter(None, (contents,)), *identity.furniture)),
        notes=(*content.notes, *([left_out("the table of contents", "目录")] if contents else ())),
        contradicted=f"the text says {'; and '.join(said for said, _ in against)}" if against else "",
        contradicted_zh=f"正文是{'；又是'.join(said for _, said in against)}" if against else "",
        placed=placed,
        glyphs=content.glyphs,
    )


def _against(placed: Placed, row: pd.Series) -> list[tuple[str, str]]:
    """Return what a text says against the place that was given, in English and Chinese."""
    given = f"{row['name']} ({row.name})"
    if placed.code in ("", row.name) and (placed.code or not placed.name or row.name in placed.candidates):
        return []
    if placed.name != row["name"]:
        return [(f"{placed.name}, not {given}", f"{placed.name}，不是{given}")]
    # Many places share a name; which of them it is may be left open, but not be another.
    given = f"{row['full_name']} ({row.name})"
    return [(f"a {placed.name} elsewhere, not {given}", f"别处的{placed.name}，不是{given}")]
