"""Site: of which place a web site is, by the pinyin in its address."""

import re
from urllib.parse import urlsplit

from ..tables.divisions import Division, bare
from ..tables.gazetteer import Gazetteer

GOVERNMENT = re.compile(r"(?:^|\.)gov\.cn$")
# Fewer letters than these are those of many places.
SHORTEST_SPELT = 5
LABEL = re.compile(r"[.\-_]")
# What hosts begin with that names no place.
SERVICE = re.compile(r"^(?:www\d?|m|wap|xxgk|zwgk|sfj|sf|fzb|credit|zfxxgk)$")


def host_labels(url: str) -> tuple[str, ...]:
    """Return the parts of a government's host that may name a place; none of another host.

    Examples
    --------
    >>> host_labels("http://www.dg.gov.cn/zwgk/post_3455638.html"), host_labels("https://www.sznews.com/a.html")
    (('dg',), ())
    """
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower()
    except ValueError:
        return ()
    if not GOVERNMENT.search(host):
        return ()
    labels = LABEL.split(host.removesuffix("gov.cn").strip("."))
    return tuple(label for label in labels if label and not SERVICE.match(label))


def _spelt(pinyin: str, name: str) -> tuple[str, ...]:
    """Return a name in pinyin: whole, without its unit, and the first letters of both."""
    syllables = pinyin.split()
    if not syllables:
        return ()
    short = bare(name)
    kept = syllables[: len(short)] if name.startswith(short) and len(syllables) == len(name) else syllables
    full, initials = "".join(kept), "".join(each[0] for each in kept)
    unit = syllables[len(kept) :]
    said = [full, full + "".join(unit), initials, initials + "".join(each[0] for each in unit)]
    # 绿园 is spelt lvyuan or luyuan.
    said += [each.replace("lv", "lu").replace("nv", "nu") for each in said]
    return tuple(dict.fromkeys(said))


def spellings(place: Division, gazetteer: Gazetteer) -> dict[str, int]:
    """Return what the host of a place's government, or of one above it, may be called, with how much it says.

    Parameters
    ----------
    place : Division
    gazetteer : Gazetteer

    Returns
    -------
    dict of int
        2 of a name spelt out, or joined of two that are (hbdaye); 1 of first letters (dg, tjjh).

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> from lawgov_analysis.tables.gazetteer import gazetteer_of
    >>> gazetteer = gazetteer_of(open_data())
    >>> said = spellings(gazetteer["420281105"], gazetteer)
    >>> said["hbdaye"], said["dy"], "gz" in said
    (2, 1, False)
    """
    lineage = [_spelt(each.pinyin, each.name) for each in above_and_own(place, gazetteer)]
    said: dict[str, int] = {}
    for n, names in enumerate(lineage):
        for name in names:
            said.setdefault(name, 2 if _is_spelt(name, names) else 1)
        for below in lineage[n + 1 :]:
            for first in names:
                for second in below:
                    said.setdefault(first + second, 2 if _is_spelt(second, below) else 1)
    return {name: weight for name, weight in said.items() if len(name) > 1}


def _is_spelt(name: str, names: tuple[str, ...]) -> bool:
    return name in names[:2] and len(name) >= SHORTEST_SPELT - 1


def above_and_own(place: Division, gazetteer: Gazetteer) -> list[Division]:
    """Return the divisions that a place lies in, the widest first, and itself."""
    codes = [place.code[:2] + "0000", place.code[:4] + "00", place.code[:6]]
    above = [gazetteer[code] for code in codes if code in gazetteer and gazetteer[code].name in place.above]
    return [*(each for each in above if each.code != place.code), place]


def site_weight(labels: tuple[str, ...], place: Division, gazetteer: Gazetteer) -> int:
    """Return how much a host says that a page is of a place: 2 spelt out, 1 by first letters, 0 nothing."""
    said = spellings(place, gazetteer) if labels else {}
    return max((said.get(label, 0) for label in labels), default=0)


def names_another(labels: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes of the places above towns whose name a host spells out."""
    spelt = gazetteer.spelt
    return tuple(
        dict.fromkeys(code for label in labels if len(label) >= SHORTEST_SPELT for code in spelt.get(label, ()))
    )
