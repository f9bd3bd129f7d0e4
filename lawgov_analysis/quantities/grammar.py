"""The forms that numbers take in Chinese administrative reports, compiled once from patterns and tables.

Patterns match *plain* text (`plain_text`): one form for each digit, dash and space, offsets kept. Every
repetition is possessive or bounded, so that the cost of reading grows only with the length of the text.

The words are data: ``data/units.csv`` holds the measure words, ``rules/quantities/words.csv`` the words around
a number.
"""

import re
from collections.abc import Iterable
from types import SimpleNamespace

from ..tables import Data, check_roles
from ..tables.folder import made_of
from ..text.alternatives import alternatives_of
from ..text.characters import CN, HAN, HAN_RANGE
from ..text.numerals import CAPITALS, NUMERAL_CHARS
from .shapes import CHINESE_SHAPES, CN_DIGIT, DIGIT_SHAPES, NUMBER, SCALE, SHORT_SCALE, SPACED, TO, Shape

BOUNDS = ("at_least", "at_most", "about")
# What a shape may have right behind its digits, where a measure word may stand too, or right before them.
SHAPED_BEHIND = frozenset("年月日号至到、和与及×加时点季页版后星〕】〉届级学财成分半·")
SHAPED_BEFORE = frozenset("图表件+跑后 ")
# Classes of which each number counts, however small it is; and those of which so few may be due each time.
PLAIN_CLASSES = {"money": 1, "area": 1, "length": 1, "weight": 1, "volume": 1, "times": 1, "person_times": 1, "kind": 1}
PLAIN_CLASSES |= {"rate": 1, "event": 3, "count": 3, "person": 3}
DIGIT_RULE_ROLES = ("ordinal_before", "rank_before", "session_before")
SIDES = ("before", "after")
# What any of the next three begins with: most numbers need not be looked at thrice.
SHARE_AHEAD = re.compile(rf"(?:[0-9]{{1,3}}[ ]?|{CN}{{1,3}})[成分/半]|半")
# 百分之九十九点五, 千分之零点八, 万分之3: as in 百分之三十至五十, a numeral alone may go on with it.
PART = rf"(?:(?P<n>{NUMBER})|(?P<c>{CN}++)(?:点(?P<f>{CN_DIGIT}++))?)"
PER = {"百": ("%", 0), "千": ("‰", 0), "万": ("%", 2)}
PER_CENT = re.compile(rf"(?P<per>[百千万])分之{PART}|(?P<all>百分百)")
SHARED_PART = re.compile(rf"{PART}(?![0-9])")
FRACTION = re.compile(
    rf"(?P<d>[0-9]{{1,3}}|{CN}{{1,3}})分之(?P<n>[0-9]{{1,3}}|{CN}{{1,3}})"
    r"|(?P<sn>[0-9]{1,2})/(?P<sd>[0-9]{1,3})(?![0-9/])"
)
# 三成, 两成五; not 三成员, 一成不变.
TENTHS = re.compile(
    rf"(?P<n>[1-9][ ]?|(?!零){CN_DIGIT}|两)成"
    r"(?P<f>半|[一二三四五六七八九](?!成))?(?![立员为功果效长就本都熟型品分绩因交不])"
)
# 一半的窗口, 半数以上, 近半案件; what stands behind it, or before it, must not make it another word.
HALF = re.compile(
    r"(?:一半|半数)(?![个天年月日夜空径途山身])"
    r"|(?<=[近过超大])半(?![数年天月日个小分世载辈夜晌程途径里截成百生价路边点圈])"
)
BETWEEN_RANGE = frozenset([" ", "-", "~", "至", "到"])
RANGE = re.compile(rf"{TO}(?=[0-9]|{CN})")
# 元/人, 件/万人, 微克/立方米. 家/户 is either, 人/次 is 人次.
PER_EACH = (
    r"/(?:万人|千人|百人|人(?!次)|年|月|日|天|周|村|小时|季度|亩|平方米|立方米|平方公里|公里|㎡|m²|m³|吨|升)"
    r"|(?<=[个份天时次])/(?:件|项|户|家|案|宗)(?!次)"
    r"|(?<=元)/(?:户|家|台|套|件|个|间|次|头|只|株|张|份|本|辆)"
)
# A Latin run with what belongs to a URL, a mail address or a model number; PM2.5 ends where the concentration begins,
# and A. is a list mark.
WORD = re.compile(r"PM(?:2\.5|10(?![0-9]))|[A-Z]\.(?=[0-9])|[A-Za-z][0-9A-Za-z_./:?=&%#@~+-]*+")
# GB/T 1234—2020, DB44/T 12, ISO 9001:2015, HJ 25.1: the number of a standard, in which a space may stand.
STANDARD = re.compile(
    r"(?:AQ|CJJ?|CNAS|DBJ?|GA|GBZ?|HG|HJ|IEC|ISO|JB|JC|JGJ|JTG?|LY|MH|NY|QB|RB|SB|SC|SF|SL|TD|TSG|WS|YY)[0-9]{0,4}"
    r"(?:/[A-Z]{1,8})?[ -]?(?=[0-9]{1,6}[.:-][0-9]|[0-9]{3})[0-9]{1,6}(?:\.[0-9]{1,3}){0,3}(?:[-:](?:19|20)?[0-9]{2})?"
    r"(?![0-9A-Za-z件个台辆次户家万亿余多])"
)
# 1.2.3, 1 ) and 3 加强领导: no style of `mark_of` has levels, or a space for a mark.
OUTLINE = re.compile(rf"[0-9]{{1,2}}(?>(?:\.[0-9]{{1,2}})*)(?:[ ]?[.、)](?![0-9])|[ ](?={HAN}))")
# 1.1本镇, 2.3.1加强领导 at the head of a line; 2.5公里 is read before.
LEVELS = re.compile(rf"[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}(?![.0-9])(?={HAN})")
PAGE = re.compile(r"(?P<n>[0-9]{1,4})[ ]?(?P<dash>-{0,2})[ ]*(?=\n|$)")


class Grammar(SimpleNamespace):
    """The compiled patterns, and a tuple of words for each role of ``quantity_words``.

    Attributes
    ----------
    unit_classes : dict of str to tuple of str
        The class of each unit, and whether a Chinese numeral before it is a number: always, only after a verb, never.
    begin_bound, end_bound : frozenset of str
        What a bound behind a number may begin with, and what one before it may end with.
    end_rule : frozenset of str
        What stands right before a number that a rule of `context.DIGIT_RULES` may hold for.
    time_units : frozenset of str
    plain_units : dict of str to int
        The units with which a number of more than so many counts, where nothing beside it says otherwise.
    beside_number, behind_number : frozenset of str
        What may say otherwise right before a number and right behind its unit.
    digit_shapes, chinese_shapes : re.Pattern
        All forms of `DIGIT_SHAPES` and `CHINESE_SHAPES`, each a group.
    """

    unit_classes: dict[str, tuple[str, str]]
    anchor: re.Pattern[str]
    digit_shapes: re.Pattern[str]
    chinese_shapes: re.Pattern[str]
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    person: re.Pattern[str]
    counting: re.Pattern[str]
    uncounted: re.Pattern[str]
    bounds: dict[str, str]
    begin_bound: frozenset[str]
    end_bound: frozenset[str]
    end_rule: frozenset[str]
    plain_units: dict[str, int]
    time_units: frozenset[str]
    beside_number: frozenset[str]
    behind_number: frozenset[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    sized: re.Pattern[str]
    sized_money: re.Pattern[str]
    bound_then_verb: re.Pattern[str]
    none_in_words: re.Pattern[str]
    none_of_it: re.Pattern[str]


@made_of("units", "quantity_words")
def compile_grammar(data: Data) -> Grammar:
    """Compile the patterns with the tables of a data folder.

    Parameters
    ----------
    data : Data
        Whose tables ``units`` and ``quantity_words`` are taken.

    Returns
    -------
    Grammar

    Raises
    ------
    BadTable
        When a table breaks its schema, or a role has no row.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> compile_grammar(open_data()).unit_classes["人次"]
    ('person_times', 'always')
    """
    units = data.table("units").to_dict("records")
    words = _words(data)
    words_of_side = {side: [word for bound in BOUNDS for word in words[f"{bound}_{side}"]] for side in SIDES}
    unit = _any_unit(units)
    latin = "|".join(re.escape(row["unit"]) for row in units if _is_latin(row["unit"]))
    # 人(次), 件/次, and a 次 that no row of the table has.
    tail = (
        rf"(?:[ ]?(?P<inner>[余多几]|来(?=[ ]?(?:{unit}))))?"
        rf"(?:[ ]{{0,2}}(?P<unit>{unit})(?P<more>{PER_EACH}|\([ ]?次\)|\([艘架台辆只户]\)次|/次"
        rf"|(?<![名位])次(?![数要日年品序生])|(?<=台)\(套\))?"
        rf"(?P<half>(?<=[倍里米吨亩顷斤克升元天年时])半(?![年月天个日小数导截路径途价夜生成]))?"
        rf"|[ ]?\([ ]?(?P<bracketed>{unit})[ ]?\))?"
    )
    end_rule = frozenset(["(", ":", *(word[-1] for role in DIGIT_RULE_ROLES for word in words[role])])
    # Most numbers have none of these beside them, and no bound.
    begin_bound = frozenset([" ", "(", "多", "余", "强", *(word[0] for word in words_of_side["after"])])
    end_bound = frozenset([*"为有达了共 ", *(word[-1] for word in words_of_side["before"])])
    return Grammar(
        **words,
        unit_classes={row["unit"]: (row["class"], row["chinese"]) for row in units},
        anchor=re.compile(f"[0-9A-Za-z{NUMERAL_CHARS}{CAPITALS}半①-⒛⓪❶-➓]"),
        digit_shapes=_alternatives(DIGIT_SHAPES, unit, latin),
        chinese_shapes=_alternatives(CHINESE_SHAPES, unit, latin),
        # 1万3千, 1亿2345万6789, 1万零500 have more parts; they need a unit behind them, or 投入1亿2020年 would be one
        # number.
        arabic=re.compile(
            rf"(?P<n>{SPACED}(?=[ ]?[余多]?[ ]?(?:[万亿]|{unit}))|{NUMBER})"
            rf"(?:[ ]?(?P<early>[余多几])?[ ]?(?P<scale>{SCALE}|{SHORT_SCALE})"
            rf"(?P<rest>(?=[0-9零])(?>(?:零?[0-9]{{1,4}}(?:千万|百万|万|千(?![克米瓦伏])|百(?![分姓货强])|十)){{0,4}})"
            rf"(?:(?:零[0-9]|[0-9]{{2}})[0-9]{{0,6}}+(?:\.[0-9]++)?(?!年))?(?<![零亿])"
            rf"(?=[ ]?[余多]?[ ]?(?:{unit})|(?<=[万亿])(?:[余多,。;、)\n]|$)))?)?"
            rf"(?P<plus>\+(?=[ ]?(?:{unit})|[^0-9A-Za-z“{HAN_RANGE}]|$)|(?<=[万wWk])\+(?={HAN}))?{tail}"
        ),
        # 两点一线: the decimal point 点 needs a scale or a unit behind its digits.
        chinese=re.compile(
            rf"(?P<n>{CN}++)(?:点(?P<f>{CN_DIGIT}++)(?P<f_scale>[万亿])?(?={unit}|[,。;)\n]|$))?"
            rf"(?:(?P<early>[余多几])(?P<scale>{SCALE}))?{tail}"
        ),
        person=re.compile(f"{HAN}{{0,4}}?(?:{'|'.join(words['person_noun'])})"),
        counting=re.compile("|".join(words["counting_verb"])),
        uncounted=re.compile("|".join(words["not_final"])),
        bounds={word: bound for bound in BOUNDS for side in SIDES for word in words[f"{bound}_{side}"]},
        begin_bound=begin_bound,
        end_bound=end_bound,
        end_rule=end_rule,
        time_units=frozenset(row["unit"] for row in units if row["class"] == "time"),
        plain_units={
            row["unit"]: PLAIN_CLASSES[row["class"]]
            for row in units
            if row["class"] in PLAIN_CLASSES and row["unit"][0] not in SHAPED_BEHIND and not _is_latin(row["unit"])
        },
        beside_number=SHAPED_BEFORE | end_rule | end_bound | frozenset("\n\t。;!?-↓▼个负"),
        behind_number=begin_bound | BETWEEN_RANGE | frozenset("及的0123456789"),
        # Matched against the reversed text, so that it stands right before the number.
        bound_before=re.compile(_longest_first(word[::-1] for word in words_of_side["before"])),
        # 两成多, 1倍多; 20人多次参加 is no bound.
        bound_after=re.compile(
            rf"[ ]?(?:\(含[^()\n]{{0,4}}\))?(?P<word>{_longest_first(words_of_side['after'])})"
            r"|(?<=[成倍%])(?P<more>[多余])|(?<=[成一二三四五六七八九])(?P<strong>强(?![化调国度制]))"
        ),
        # 5万元以上大要案57件, 5万元以上的案件: so large are those that are counted.
        sized=re.compile(
            rf"(?:及|\(含\))?以[上下][^,。;、0-9\n]{{0,6}}(?:{'|'.join(words['sized_noun'])})[^,。;、0-9\n]{{0,3}}[0-9]"
        ),
        sized_money=re.compile(
            rf"(?:及|\(含\))?以[上下]的?(?:{'|'.join(words['sized_modifier'])}){{0,3}}(?:{'|'.join(words['sized_noun'])})"
        ),
        # 至少开展2次: a bound of what the verb counts; 超过 and 约 stand right before their number.
        bound_then_verb=re.compile(
            rf"(?P<word>至少|最少|起码|至多|最多|最高|最低)可?(?:{'|'.join(words['counting_verb'])})了?$"
        ),
        # 没有发生行政诉讼败诉案件: nothing but what is named stands up to the end of the clause.
        none_in_words=re.compile(
            rf"(?P<none>(?<![若如凡有毫并])(?:{'|'.join(words['none_before'])})过?)"
            rf"[^,。;:、()\n0-9{NUMERAL_CHARS}和及与或]{{0,12}}?(?:{_longest_first(words['none_of'])})(?=[,。;)\n]|$)"
        ),
        # 行政诉讼未发生
        none_of_it=re.compile(
            rf"(?:{_longest_first(words['none_of'])})(?P<none>{'|'.join(words['none_behind'])})(?=[,。;)\n]|$)"
        ),
    )


def _longest_first(words: Iterable[str]) -> str:
    # 不少于 ends with 少于, 不超过 with 超过.
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _words(data: Data) -> dict[str, tuple[str, ...]]:
    check_roles(data, "quantity_words")
    return data.table("quantity_words").set_index("role")["words"].str.split("|").map(tuple).to_dict()


def _is_latin(unit: str) -> bool:
    return unit[0].isascii() and unit[0].isalpha()


def _any_unit(units: list[dict[str, str]]) -> str:
    """Return the pattern of any unit, the longest first."""
    # What matches nothing keeps Python from making a set of the words that may not follow: each takes longer to compile
    # than the words.
    return alternatives_of(
        {
            row["unit"]: (f"(?!{row['not_before']}|(?!))" if row["not_before"] else "")
            + ("(?![A-Za-z])" if _is_latin(row["unit"]) else "")
            for row in units
        }
    )


def _alternatives(shapes: Iterable[Shape], unit: str, latin: str) -> re.Pattern[str]:
    forms = (shape.form.replace("UNIT", unit).replace("LATIN", latin) for shape in shapes)
    return re.compile("|".join(f"({form})" for form in forms))
