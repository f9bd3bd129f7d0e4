"""Narrowing: which words of a phrase limit what it counts; fills the column ``scope`` with them.

Words that the indicator's own name has limit nothing, nor the field of the department that reports, nor the examples
of a list that 等 leaves open: 检查医疗机构、公共场所、学校等 are all that are inspected.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from ..tables import load_indicators
from ..tables.folder import Data
from .record import Figure, Passage
from .vocabulary import Vocabulary

# The length of the longest of the words that narrow nothing.
LONGEST_IDLE = 4
# What begins and ends words that narrow nothing, and others: 县长, 中央, 以案释法.
STEMS = frozenset("镇市区县局中以街道")
# What is counted where things are inspected.
INSPECTED = frozenset(["inspections", "objects_inspected"])
# 新桥镇, 和平街道: places whose names begin with a generic word.
_NAME = re.compile("[新和中共多][^,，、各]{1,3}(?:镇|乡|街道|县)")
_TITLES = re.compile("《[^《》]*》")
_DEPARTMENTS = ("局", "厅", "委", "委员会", "办", "队")
# 县级 of a county: 乡 and 街道 call theirs 镇级 too.
_LEVEL = re.compile("(?:自治)?([省市州盟县区旗镇乡街])级")
_LEVEL_OF = {"乡": "镇", "道": "镇街", "街": "镇", "旗": "县旗", "区": "区县", "州": "州市"}


def narrowed_by(figure: Figure, passage: Passage) -> str:
    """Return to what the words of a figure limit it, empty where nothing does.

    Parameters
    ----------
    figure : Figure
    passage : Passage

    Returns
    -------
    str
    """
    words = passage.words
    # 学习《职业病防治法》: what a law is called is no field of those who learn it.
    said = _TITLES.sub("", without_examples(figure, words))
    narrow = next(_narrowing(said, figure, passage), "")
    if narrow:
        rest = beyond(said, figure, words)
        # 走进校园、企业、工地: one of several, cut out of their list, is not all.
        is_one_of = f"{narrow}、" in said or f"、{narrow}" in said
        return rest if narrow in rest else "" if is_one_of else narrow
    return _inspected(said, figure, passage)


def without_examples(figure: Figure, words: Vocabulary) -> str:
    """Return the phrase of a figure without the examples of a list that 等 leaves open."""
    phrase = figure.counted.phrase
    is_open = figure.clause.before.rstrip().endswith("等")
    said = words.of_scopes.patterns["and_so_on"].sub("", f"{phrase}等" if is_open else phrase)
    return said.removesuffix("等") if is_open else said


def _narrowing(said: str, figure: Figure, passage: Passage) -> Iterator[str]:
    """Yield the words that always narrow, where they do."""
    scopes = passage.words.of_scopes.patterns
    names = passage.data.made(names_of)[figure.coding.indicator]
    all_of_it = [found.span() for found in scopes["all_of_it"].finditer(said)]
    for word in chain(passage.words.narrow.finditer(said), scopes["of_field"].finditer(said)):
        is_all = any(start <= word.start() < end for start, end in all_of_it)
        # 交通运输局查处交通运输违法案件: its field is all that it deals with.
        if not (is_all or word[0] in names or _is_field(word[0], passage.place) or _is_own(word[0], said, passage)):
            yield word[0]


def kind_named(figure: Figure, passage: Passage) -> str:
    """Return the kind that a figure's indicator names, which limits others: 医疗 of 医疗纠纷134件,调解成功121件."""
    names = passage.data.made(names_of)[figure.coding.indicator]
    found = passage.words.narrow.finditer(figure.counted.phrase)
    return next((word[0] for word in found if word[0] in names), "")


def _is_own(word: str, said: str, passage: Passage) -> bool:
    """Return whether a word is the level of the place itself, which has things of its own: 镇级权责清单 of a town."""
    level = _LEVEL.fullmatch(word)
    own = passage.place[-1:]
    is_own = level is not None and level[1] in _LEVEL_OF.get(own, own)
    return is_own and bool(passage.words.of_scopes.patterns["own_things"].search(said))


def _is_field(word: str, place: str) -> bool:
    """Return whether a word names the field of a department, in short too: 文旅 of 文化和旅游局."""
    chars = iter(place)
    return place.endswith(_DEPARTMENTS) and all(char in chars for char in word)


def _inspected(said: str, figure: Figure, passage: Passage) -> str:
    """Return which kind of objects alone was inspected: 检查加油站28家次."""
    if figure.coding.indicator not in INSPECTED:
        return ""
    scopes = passage.words.of_scopes.patterns
    found = scopes["inspects", "(?:{})(?P<what>[一-龥]{{2,12}})$".format].search(said)
    what = found["what"] if found else ""
    if not what or scopes["any_object"].fullmatch(what) or passage.words.verb.match(what):
        return ""
    ending = scopes["any_object", "(?:{})$".format].search(what)
    return "" if _is_field(what[: ending.start()] if ending else what, passage.place) else what


def beyond(phrase: str, figure: Figure, words: Vocabulary) -> str:
    """Return what a phrase says beyond its indicator's words, verbs and generic ones: 检查食品销售单位 → 食品销售."""
    return _rest(phrase, figure.coding.matches[0].words, words) if figure.coding.matches else ""


@lru_cache(maxsize=1024)
def _rest(phrase: str, found: tuple[str, ...], words: Vocabulary) -> str:
    own = [word for word in found if not words.narrow.fullmatch(word)]
    rest = max((_trimmed(piece, words) for piece in (_any_of(tuple(own)).split(phrase) if own else [phrase])), key=len)
    # 村(社区)调委会 is cut within its bracket.
    is_one = len(re.findall("[(（]", rest)) == len(re.findall("[)）]", rest))
    return rest if len(rest) > 1 and is_one else ""


@lru_cache(maxsize=1024)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _trimmed(piece: str, words: Vocabulary) -> str:
    """Return words without the verbs and generic words at their ends; 县 of 县长 is neither."""
    longest = range(LONGEST_IDLE, 0, -1)

    def idle(word: str) -> bool:
        is_whole = STEMS.isdisjoint(word) or word[0] in "全我本各"
        is_empty = words.generic.fullmatch(word) or words.verb.fullmatch(word)
        return bool(words.of_scopes.patterns["idle"].fullmatch(word) or (is_whole and is_empty))

    while tail := next((n for n in longest if len(piece) >= n and idle(piece[-n:])), 0):
        piece = piece[:-tail]
    while not _NAME.fullmatch(piece) and (head := next((n for n in longest if len(piece) >= n and idle(piece[:n])), 0)):
        piece = piece[head:]
    is_quoted = piece.count("“") == piece.count("”") and piece.count("《") == piece.count("》")
    return piece if is_quoted else piece.strip("“”《》")


def names_of(data: Data) -> dict[str, str]:
    """Return by which words each indicator is known."""
    rows = load_indicators(data)
    return (rows["name_zh"] + "|" + rows["aliases"]).to_dict()
