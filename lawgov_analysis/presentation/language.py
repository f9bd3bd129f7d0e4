"""How figures, labels and sentences are said in Chinese and in English.

The words themselves are tables under ``data/presentation``; they come with the package whatever data folder is used.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ..errors import BadParameter
from ..tables import load_indicators, load_places, open_data
from ..tables.folder import made_of
from ..text.around import bound_words
from .wordings import Wordings

# One table for what several analyses say, and one for each of them.
SENTENCES = ["sentences"] + [
    f"{about}_sentences" for about in ("front", "scorecard", "panel", "comparison", "supervision", "change")
]
LANGUAGES = {"zh": "中文", "en": "English"}
MARKS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "≈"}
# How a bound was printed, where it can be said the same way.
PRINTED = {
    "more": r"[余多几]",
    "over": r"超|逾|突破|多于|高于|大于",
    "near": r"近|逼",
    "above": r"以上$",
    "within": r"以[内下]$",
}
# 20万余次 is more than 200,000, 20余万次 may be 290,000: the word stays where it is printed.
SCALED, SCALES = re.compile(r"\d[余多几]?([万亿])"), {"万": 1e4, "亿": 1e8}
MORE_OF = re.compile("[余多几][万亿]")
AFTER_ALL, AFTER_NUMBER = r"((?:CNY )?[-−]?[\d,.]+[万亿]?)(.*)", r"((?:CNY )?[-−]?[\d,.]+)(.*)"
SAID = {
    ("at_least", "more"),
    ("at_least", "over"),
    ("about", "near"),
    ("at_least", "above"),
    ("at_least", "rate"),
    ("at_most", "within"),
}
FULL = {"(": "（", ")": "）", ":": "：", ",": "，", ";": "；"}
HALF = re.compile(r"[()]|(?<!\d)[:,;]|[:,;](?!\d)")
# What the name of an indicator ends in and a measure does not.
COUNTED = re.compile(r"(?:人次|场次|件次|次|期|件|宗|份|个|项|家|户|条|人|处|面积)?数$|(?:场次|金额|面积)$")

# What the name of an indicator ends in that a value says again: 审查合同数45份.
COUNT_OF = re.compile(r"(?:人次|场次|件次|次|期|件|宗|份|个|项|家|户|条|人|处)?数$|场次$")
# Words at the end of a measure that belong to its value, and words of its whole at its beginning.
OF_VALUE = re.compile(r"(?:不得?[低少高多]于|不[得]?超过|达到|保持在|稳定在|[低高]于|超过)$")
OF_WHOLE = re.compile(r"^[^，。、]{1,6}数中(?=..)")
# A measure with these is a piece of a sentence and names nothing.
PIECE = re.compile(
    r"^[^:：]*的$|[了按于]$|(?<![行作])为$|(?<!存)在$|(?<!集)中$|(?<!参)与$|(?<!公)共$"
    r"|(?:参加|开展|完成|进行|举办|组织|召开|建成|实现|作出)了|已(?:经|全部)|[应实][考训到].*率$"
)


def html_lang(lang):
    """Return what a page calls a language, which tells what reads it out how: Chinese as it is written on the mainland.

    Examples
    --------
    >>> html_lang("zh"), html_lang("en")
    ('zh-CN', 'en')
    """
    return "zh-CN" if lang == "zh" else lang


def check_language(lang):
    """Return `lang` when reports are written in it.

    Raises
    ------
    BadParameter
        When they are not.

    Examples
    --------
    >>> check_language("zh")
    'zh'
    """
    if lang not in LANGUAGES:
        raise BadParameter(f"unknown language {lang or '(empty)'}; lang must be one of {', '.join(LANGUAGES)}")
    return lang


def in_language(name, lang):
    """Return the name of a file of a report in a language: the Chinese one has the name itself, the others beside it.

    Examples
    --------
    >>> in_language("report.html", "zh"), in_language("report.html", "en")
    ('report.html', 'report.en.html')
    """
    stem, dot, rest = name.partition(".")
    return name if lang == "zh" else f"{stem}.{lang}{dot}{rest}"


def capital(text):
    """Return a text that begins with a capital letter, where its script has any.

    Examples
    --------
    >>> capital("cold stores"), capital("冷库")
    ('Cold stores', '冷库')
    """
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, eq=False)
class Language:
    """One language: its words, and how figures are said in it; see `load_language`."""

    lang: str
    sentences: Wordings
    labels: dict
    singulars: dict
    indicators: pd.DataFrame
    places: pd.DataFrame

    @cached_property
    def of_places(self):
        """What places are called, by column and code: cells of a frame take too long for thousands."""
        return self.places[["slug", "name", "full_name", "level"]].to_dict()

    def say(self, sentence, **values):
        """Return a sentence of the table with its values filled in."""
        return self.sentences.say(sentence, **values)

    def join(self, phrases):
        """Join phrases to a list within a sentence."""
        return self.say("comma").join(phrases)

    def gloss(self, text, kind="text"):
        """Return a Chinese word of the data in this language, or as it is where no translation is known."""
        return text if self.lang == "zh" else self.labels.get((kind, text), text)

    def number(self, value, digits=2):
        """Return a number with thousands separators and no idle decimals.

        Examples
        --------
        >>> [load_language("zh").number(value) for value in (1935.0, 99.5, 0.25, float("nan"))]
        ['1,935', '99.5', '0.25', '—']
        """
        if value is None or pd.isna(value):
            return "—"
        text = f"{value:,.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def percent(self, value, digits=1, bound="exact"):
        """Return a rate as printed text with the mark of its bound, always with its decimals so that columns line up.

        Examples
        --------
        >>> load_language("en").percent(98.1), load_language("zh").percent(94.44, bound="at_most")
        ('98.1%', '≤94.4%')
        """
        return "—" if pd.isna(value) else f"{MARKS[bound]}{value:.{digits}f}%"

    def quantity(self, value, unit, bound="exact"):
        """Return a value with its unit and the mark of its bound.

        Examples
        --------
        >>> load_language("zh").quantity(4500000, "元", "about"), load_language("en").quantity(1, "人")
        ('≈450万元', '1 person')
        """
        if pd.isna(value):
            return "—"
        mark = MARKS[bound]
        if unit == "%":
            return f"{mark}{self.number(value)}%"
        if unit == "元" and self.lang == "zh" and abs(value) >= 10_000:
            return f"{mark}{self.number(value / 10_000, 4)}万元"
        if unit == "元" and self.lang == "en":
            millions = abs(value) >= 1_000_000
            return f"{mark}CNY {self.number(value / 1e6, 3)} million" if millions else f"{mark}CNY {self.number(value)}"
        return f"{mark}{self.number(value)}{self._unit(unit, value)}"

    def said(self, value, unit, bound="exact", surface=""):
        """Return a value with its unit as running text has it, its bound in words.

        Parameters
        ----------
        value : float
        unit, bound : str
        surface : str
            As printed: 400余人次 stays 400余人次, and what was printed as 逾 or 近 is said so.

        Returns
        -------
        str

        Examples
        --------
        >>> zh, en = load_language("zh"), load_language("en")
        >>> zh.said(400, "人次", "at_least", "400余人次"), zh.said(4500000, "元", "about")
        ('400余人次', '约450万元')
        >>> zh.said(200000, "次", "at_least", "20万余次"), zh.said(26000, "件", "about", "2.6万件")
        ('20万余次', '约2.6万件')
        >>> en.said(400, "人次", "at_least", "400余人次"), en.said(94.4, "%", "at_most")
        ('more than 400 person-times', 'at most 94.4%')
        """
        shown = self._in_ten_thousands(value, unit, surface) or self.quantity(value, unit)
        if bound == "exact" or pd.isna(value):
            return shown
        printed = next((case for case, words in PRINTED.items() if re.search(words, surface)), "")
        # A rate is not fewer but lower.
        printed = printed or ("rate" if (bound, unit) == ("at_least", "%") else "")
        case = f"said_{bound}_{printed}" if (bound, printed) in SAID else f"said_{bound}"
        number, rest = re.fullmatch(AFTER_NUMBER if MORE_OF.search(surface) else AFTER_ALL, shown).groups()
        return self.say(case, value=shown, number=number, rest=rest)

    def _in_ten_thousands(self, value, unit, surface):
        """A number that is printed in 万 or 亿, in these; ``""`` of others, of amounts, and in English."""
        scale = SCALED.search(surface)
        if self.lang != "zh" or unit == "元" or scale is None or pd.isna(value):
            return ""
        return f"{self.number(value / SCALES[scale[1]], 4)}{scale[1]}{unit}"

    def figure_said(self, figure, text=""):
        """Return the value of a figure as running text has it.

        Parameters
        ----------
        figure : namedtuple
            A row of the figures.
        text : str
            Of its report, where that is at hand: its surface has not all words of its bound.

        Returns
        -------
        str
        """
        return self.said(figure.value, figure.unit, figure.bound, bound_words(text, figure))

    def _unit(self, unit, value):
        if self.lang == "zh" or not unit:
            return unit
        word = (self.singulars if value == 1 else self.labels).get(("unit", unit), unit)
        return f" {word}" if word and not word.startswith("(") else ""

    def name(self, figure):
        """Return what a figure counts, as the report says it.

        In Chinese its measure; where that is a piece of a sentence the name of its indicator and its scope, and where
        it has no indicator the measure in quotation marks. In English the translation of its measure, where the tables
        have one; else the name of its indicator and its scope, as far as the measure says what the indicator does; else
        the measure itself, in quotation marks.

        Parameters
        ----------
        figure : namedtuple
            A row of the figures.

        Returns
        -------
        str

        Examples
        --------
        >>> from lawgov_analysis import load_figures
        >>> rows = {row.figure: row for row in load_figures("横沥镇", 2020).itertuples()}
        >>> load_language("zh").name(rows[60]), load_language("en").name(rows[60])
        ('矛盾纠纷调解成功', 'Disputes mediated successfully')
        """
        if self.lang == "zh":
            return self._noun(figure)
        name, scope = self.labels.get(("measure", figure.measure)), figure.scope
        if name and scope in figure.measure:
            return capital(name)
        if not name:
            agrees = figure.indicator and self._says(figure.measure, figure.indicator)
            name = self.indicator(figure.indicator) if agrees else f"“{figure.measure}”"
            if agrees and figure.relation == "growth":
                name = self.say("growth_of", name=self.indicators.loc[figure.indicator, "name_en"])
        if not scope:
            return capital(name)
        return f"{capital(name)} ({self.labels.get(('text', scope), f'“{scope}”')})"

    def _noun(self, figure):
        measure = OF_WHOLE.sub("", OF_VALUE.sub("", figure.measure)) or figure.measure
        if not PIECE.search(measure):
            return full_width(measure)
        if not figure.indicator:
            return f"“{full_width(measure)}”"
        name = COUNT_OF.sub("", self.indicator(figure.indicator))
        return full_width(f"{name}（{figure.scope}）" if figure.scope else name)

    def _says(self, measure, indicator):
        """Return whether a measure has, in their order, the letters of a name of the indicator."""
        known = self.indicators.loc[indicator]
        names = [COUNTED.sub("", known["name_zh"]), *known["aliases"].split("|")]
        return any(is_within(name, measure) for name in names if name)

    def indicator(self, indicator):
        """Return the name of an indicator, or nothing for an uncoded figure."""
        if not indicator:
            return ""
        name = self.indicators.loc[indicator, f"name_{self.lang}"]
        return capital(name)

    def report_title(self, report):
        """Name a report: by its title as printed, else by its place and year, which say that they are no title.

        Parameters
        ----------
        report : pandas.Series
            A row of `lawgov_analysis.load_reports`.

        Returns
        -------
        str
        """
        if report["title"] and self.lang == "zh":
            return report["title"]
        said = "report_title" if report["title"] else "report_untitled"
        return self.say(said, place=self.place(report["place_code"]), year=report["year"])

    def place(self, code, full=True):
        """Return the name of a place.

        Examples
        --------
        >>> load_language("zh").place("441900106"), load_language("en").place("441900106")
        ('东莞市横沥镇', 'Hengli Town, Dongguan')
        """
        if self.lang == "zh":
            return self.of_places["full_name" if full else "name"][code]
        *above, own = (word.capitalize() for word in self.of_places["slug"][code].split("-"))
        own = f"{own} {self.gloss(self.of_places['level'][code], 'level')}"
        return ", ".join([own, *reversed(above)]) if full else own


def full_width(text):
    """Return a Chinese text with the punctuation of Chinese print, that between digits left alone.

    Examples
    --------
    >>> full_width("村(社区)法律顾问"), full_width("发布信息:组织机构信息"), full_width("12:30")
    ('村（社区）法律顾问', '发布信息：组织机构信息', '12:30')
    """
    return HALF.sub(lambda mark: FULL[mark[0]], text)


def is_within(name, text):
    """Return whether the letters of a name stand in a text in their order.

    Parameters
    ----------
    name, text : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_within("调解成功", "矛盾纠纷调解成功"), is_within("公平竞争审查", "收集相关政策文件")
    (True, False)
    """
    letters = iter(text)
    return all(letter in letters for letter in name)


def load_language(lang="zh", data_dir=None):
    """Load a language: its words, and how figures are said in it.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``; a `Language` is returned as it is.
    data_dir : path-like, optional
        Where the names of indicators and places are; the package's own data by default.

    Returns
    -------
    Language

    Raises
    ------
    BadParameter
        When `lang` is neither.

    Examples
    --------
    >>> load_language("en").gloss("冷库")
    'cold stores'
    """
    if isinstance(lang, Language):
        return lang
    check_language(lang)
    return open_data(data_dir).made(_language, lang)


def _language(data, lang):
    return Language(lang, *data.made(_words, lang), load_indicators(data), load_places(data))


@made_of("labels", *SENTENCES)
def _words(data, lang):
    sentences = Wordings(data, SENTENCES, ["sentence"], lang)
    labels = data.table("labels").set_index(["kind", "zh"])
    return sentences, labels["en"].to_dict(), labels["en_one"].to_dict()
