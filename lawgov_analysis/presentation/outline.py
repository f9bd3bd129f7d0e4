"""Outline: the place of a sentence in a report, as readers of official papers name it."""

from ..text.numerals import write_chinese
from .language import load_language

SIGNATURE = "sig"
# What stands before the first heading.
BEFORE = "0"


def section_name(section, lang="zh"):
    """Return the name of a section as a reader of the report would give it.

    Parameters
    ----------
    section : str
        Outline path; ``sig`` is the signature, ``0`` what stands before the first heading.
    lang : str or Language

    Returns
    -------
    str
        ``""`` where the section is not known.

    Examples
    --------
    >>> section_name("1.7.2"), section_name("2.1"), section_name("3"), section_name("sig")
    ('一、（七）2', '二、（一）', '第三部分', '落款')
    >>> section_name("1.7.2", "en"), section_name("3", "en"), section_name("0"), section_name("")
    ('1(7)2', 'part 3', '正文', '')
    """
    language = load_language(lang)
    if not section:
        return ""
    if section == SIGNATURE:
        return language.say("signature")
    if section == BEFORE:
        return language.say("section_before")
    first, *below = (int(number) for number in section.split("."))
    if not below:
        return language.say("section_part", part=write_chinese(first) if language.lang == "zh" else first)
    if language.lang == "zh":
        named = [f"{write_chinese(first)}、", f"（{write_chinese(below[0])}）"]
    else:
        named = [f"{first}", f"({below[0]})"]
    for depth, number in enumerate(below[1:]):
        named.append(f"{number}" if depth % 2 == 0 else f"（{number}）" if language.lang == "zh" else f"({number})")
    return "".join(named)
