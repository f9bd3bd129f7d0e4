"""The rule on boilerplate: long passages that two reports share, numbers and set phrases aside."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...tables import Data, DataDir, open_data
from ...text.characters import HAN_RANGE, TITLED
from ...text.offsets import Offset
from ..audited import Audited
from ..findings import Finding
from ..words import audit_words

# A shared passage has so many characters, numbers, names of documents and punctuation aside.
PASSAGE = 40
# So many characters of passages, or so much of a report, are more than chance.
CHARACTERS = 80
SHARE = 0.1
# Where so many letters are the same, a passage may begin.
STEP = 12
# How many characters of the longest passage a message quotes.
QUOTED = 60
LETTER = re.compile(rf"{TITLED}|[A-Za-z{HAN_RANGE}]")


def boilerplate(audited: Audited) -> Iterator[Finding]:
    """Long passages shared with another report that was given."""
    for subject in audited.subjects:
        if subject.text is None:
            continue
        text = subject.text.text
        for other in audited.against:
            if other.sha256 and other.sha256 == subject.text.sha256:
                continue
            passages = shared_passages(text, other.text, audited.data)
            characters = sum(end - start for start, end in passages)
            if characters < CHARACTERS and characters < SHARE * len(text):
                continue
            start, end = max(passages, key=lambda passage: passage[1] - passage[0])
            share = f"{100 * characters / len(text):.0f}%"
            name = f"{other.place_name}{other.year or ''}" or other.source
            values = {"other": name, "n": len(passages), "chars": characters, "share": share}
            yield audited.finding_of(subject, share, **values, quote=text[start:end].replace("\n", "")[:QUOTED])


def shared_passages(text: str, other: str, data_dir: DataDir = None) -> list[tuple[Offset, Offset]]:
    """Find the long passages of a text that another has too.

    Numbers, names of documents, white space and punctuation are no part of the comparison; set phrases of such reports
    do not count towards the length.

    Parameters
    ----------
    text, other : str
    data_dir : path-like or Data, optional
        Where the set phrases are; the package's own data by default.

    Returns
    -------
    list of (int, int)
        Offsets in `text`, in order.

    Examples
    --------
    >>> sentence = "窗口把材料清单贴在门口,来办事的人照着带齐,缺一样就打电话到村里核对,"
    >>> sentence += "不让群众为一张纸再跑一趟,全年办件30件。"
    >>> [(start, end)] = shared_passages("我镇。" + sentence, "别处也写:" + sentence.replace("30", "45"))
    >>> start, end > 50
    (3, True)
    """
    set_phrase = open_data(data_dir).made(_set_phrase)
    letters, places = compared_letters(text)
    others, _ = compared_letters(other)
    starts: dict[str, int] = {}
    for at in range(len(others) - STEP + 1):
        starts.setdefault(others[at : at + STEP], at)
    passages, at = [], 0
    while at <= len(letters) - STEP:
        there = starts.get(letters[at : at + STEP])
        if there is None:
            at += 1
            continue
        length = STEP
        while at + length < len(letters) and letters[at + length] == others[there + length : there + length + 1]:
            length += 1
        if len(set_phrase.sub("", letters[at : at + length])) >= PASSAGE:
            passages.append((places[at], Offset(places[at + length - 1] + 1)))
        at += length
    return passages


# Each of some reports is compared with every other one.
@lru_cache(maxsize=64)
def compared_letters(text: str) -> tuple[str, tuple[Offset, ...]]:
    """Return the letters that are compared, and the offset of each."""
    kept = [
        (match[0], Offset(match.start()))
        for match in LETTER.finditer(text)
        if len(match[0]) == 1 and match[0] not in "零一二三四五六七八九十百千万亿两余多约"
    ]
    return "".join(letter for letter, _ in kept), tuple(at for _, at in kept)


def _set_phrase(data: Data) -> re.Pattern[str]:
    return re.compile(audit_words(data)["set_phrase"])
