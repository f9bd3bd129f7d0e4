"""Together: what several files, and the reports of the data, say of one report: twins, and texts that contradict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from ..tables import Data, full_name_of
from .rules import ADDED, QUEUED, UNCHANGED, limit
from .staged import Staged, alike, words_of_text

# Of twins the one whose text was least guessed at is taken.
BEST_FIRST = (".docx", ".html", ".htm", ".txt")

Key = tuple[str, int]


@dataclass(frozen=True)
class Recorded:
    """A report of the data.

    Attributes
    ----------
    sha256, coverage, source : str
        As of ``reports.csv``.
    text : str
        ``""`` where it is not at hand.
    surfaces : str
        As of `Staged`.
    """

    sha256: str
    coverage: str
    source: str
    text: str
    surfaces: str


def judge_together(
    staged: Sequence[Staged],
    recorded: Callable[[Key], Recorded | None],
    rivals: Callable[[Key], list[Staged]],
    key_of_text: dict[str, Key],
    is_anew: Callable[[Staged], bool],
    force: bool,
    data: Data,
) -> list[Staged]:
    """Hold files that are of one report against each other and against the data.

    Parameters
    ----------
    staged : sequence of Staged
        Each by itself.
    recorded : callable
        Gives the report of the data with a key, or None.
    rivals : callable
        Gives the texts that wait because they too claim to be the report with a key, and are not among `staged`.
    key_of_text : dict
        The key of each text of the data, by its sha256.
    is_anew : callable
        Says of a file whether it is read anew though it is in the data.
    force : bool
        Whether a file takes the place of another text of that report.
    data : Data

    Returns
    -------
    list of Staged
        In their order; those for which nothing speaks against it are ``added``.
    """
    result = list(staged)
    groups: dict[Key, list[int]] = {}
    for at, each in enumerate(staged):
        if each.state == ADDED and each.year is not None:
            groups.setdefault((each.place_code, each.year), []).append(at)
    least = limit("near_twin", data)
    for key, members in groups.items():
        members.sort(key=lambda at: (_rank(staged[at]), at))
        of_data = recorded(key)
        group = [staged[at] for at in members]
        judged = (
            _new(group, [] if force else rivals(key), least)
            if of_data is None
            else _known(group, of_data, least, is_anew, force)
        )
        for at, each in zip(members, judged, strict=True):
            result[at] = each
    return _elsewhere(result, key_of_text, data)


def _rank(staged: Staged) -> tuple[bool, int]:
    suffix = PurePath(staged.name).suffix.lower()
    return staged.coverage != "full", BEST_FIRST.index(suffix) if suffix in BEST_FIRST else len(BEST_FIRST)


def _new(group: list[Staged], rivals: list[Staged], least: float) -> list[Staged]:
    """Judge the files of a report that the data do not have: one is added, unless another one contradicts it."""
    first, *others = group
    judged, against = [], []
    for other in others:
        if other.words_hash == first.words_hash:
            judged.append(_twin(other, first.name))
        elif _is_near(other, first, least):
            judged.append(_queued(other, "near-twin", first.name))
        else:
            judged.append(_queued(other, "two-texts", first.name))
            against += [other] if other.coverage == first.coverage else []
    against += [each for each in rivals if each.words_hash != first.words_hash and not _is_near(each, first, least)]
    return [_queued(first, "two-texts", against[0].name) if against else first, *judged]


def _is_near(other: Staged, first: Staged, least: float) -> bool:
    return other.surfaces == first.surfaces and alike(other, first.sentences) >= least


def _known(
    group: list[Staged], of_data: Recorded, least: float, is_anew: Callable[[Staged], bool], force: bool
) -> list[Staged]:
    """Judge the files of a report that the data have."""
    judged, read_anew = [], False
    words, sentences = words_of_text(of_data.text) if of_data.text else ("", [])
    has_same = any(each.text_sha256 == of_data.sha256 for each in group)
    others = {each.text_sha256 for each in group} - {of_data.sha256}
    for each in group:
        if each.text_sha256 == of_data.sha256:
            if is_anew(each) and not read_anew:
                read_anew = True
                judged.append(each)
            else:
                judged.append(replace(each, state=UNCHANGED, doubts=[("in-data", "")]))
        elif words and each.words_hash == words:
            judged.append(_twin(each, of_data.source))
        elif force and not has_same and len(others) == 1 and not read_anew:
            read_anew = True
            judged.append(each)
        elif sentences and each.surfaces == of_data.surfaces and alike(each, sentences) >= least:
            judged.append(_queued(each, "near-twin", of_data.source))
        else:
            judged.append(_queued(each, "two-texts", of_data.source or "已入库的正文"))
    return judged


def _elsewhere(staged: list[Staged], key_of_text: dict[str, Key], data: Data) -> list[Staged]:
    """Queue texts that are word for word those of another place or year."""
    keys: dict[str, set[Key]] = {}
    for each in staged:
        if each.state == ADDED and each.year is not None:
            keys.setdefault(each.words_hash, set()).add((each.place_code, each.year))
    result = []
    for each in staged:
        if each.state == ADDED and each.year is not None:
            key = each.place_code, each.year
            others = {*keys[each.words_hash], key_of_text.get(each.text_sha256, key)} - {key}
            if others:
                said = "、".join(f"{full_name_of(code, data)} {year}" for code, year in sorted(others))
                each = _queued(each, "same-text-elsewhere", said)
        result.append(each)
    return result


def _twin(staged: Staged, of: str) -> Staged:
    return replace(staged, state=UNCHANGED, doubts=[("twin", PurePath(of).name)])


def _queued(staged: Staged, reason: str, detail: str) -> Staged:
    # Of another file its name alone, as the data know it when they have it.
    return replace(staged, state=QUEUED, doubts=[*staged.doubts, (reason, PurePath(detail).name)])
