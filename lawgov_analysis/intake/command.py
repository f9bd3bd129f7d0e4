"""What ``lawgov add`` shows: progress while it runs, a line for each file, a count, and what to do next."""

import json
import os
import shlex
import subprocess
import sys
from collections import Counter

import click
from tqdm import tqdm

from ..errors import LawgovError, Stopped
from ..messages import for_reader, in_chinese
from ..paths import PACKAGE_FILE, command
from ..presentation import check_language
from ..tables import Data, full_name_of, load_places, open_data
from ..text.terminal import harmless, one_line
from .rules import ADDED, KINDS, QUEUED, REFUSED, STATES, reasons_of
from .run import CONFLICT, LEFT, Added, add
from .store import folder_of

# Of what is counted in a report, what is said even where there is none.
ALWAYS = 2
JSON = ("file", "state", "place_code", "year", "figures", "statements", "reasons")
SAID = {
    "zh": {"added": "已入库", "queued": "待处理", "refused": "读不了", "unchanged": "没有变化"},
    "en": {state: state for state in STATES},
}
SAID["zh"] |= {LEFT: "放在一边", CONFLICT: "没有收下"}
SAID["en"] |= {LEFT: "put aside", CONFLICT: "not taken"}


def run(paths, as_json, lang, **options) -> None:
    """Add files as the command ``lawgov add`` says; see there.

    Raises
    ------
    LawgovError
        When a file was refused, after all others were done: with the exit code of the first that was.
    """
    check_language(lang)
    dry_run = options["dry_run"]
    unit = for_reader("file", sys.stderr)
    with tqdm(total=0, unit=unit, dynamic_ncols=True, disable=not sys.stderr.isatty()) as bar:

        def told(done: int, of: int) -> None:
            bar.total, bar.n = of, done
            bar.refresh() if done == of else bar.update(0)

        try:
            done = add(paths, told=told, **options)
        except KeyboardInterrupt:
            raise Stopped("stopped; the same command goes on from here") from None
    if as_json:
        click.echo(json.dumps([as_object(each) for each in done], ensure_ascii=False, indent=1))
    else:
        folder = folder_of(options["data_dir"])
        for line in lines_of(done, lang, open_data(folder if (folder / PACKAGE_FILE).is_file() else None)):
            click.echo(line)
        for line in closing(done, lang, dry_run, options["data_dir"]):
            click.echo(line)
    refused = [each for each in done if each.state == REFUSED]
    if refused:
        decisions = sum(each.reasons == (CONFLICT,) for each in refused)
        files = len(refused) - decisions
        parts = [f"{files} of {len(done) - decisions} files could not be read"] if files else []
        said = "; ".join([*parts, *([f"{decisions} decisions were not taken"] if decisions else [])])
        error = LawgovError(said)
        error.exit_code = refused[0].exit_code or error.exit_code
        raise error


def as_object(each: Added) -> dict:
    """Return what became of a file for machines."""
    return {name: list(value) if isinstance(value := getattr(each, name), tuple) else value for name in JSON}


def lines_of(done: list[Added], lang: str, data: Data):
    """Yield a line for each file."""
    reasons = reasons_of(data)
    for each in done:
        is_named = each.place and each.place_code not in load_places(data).index
        whose = each.place if is_named else full_name_of(each.place_code, data) if each.place_code else ""
        of = " ".join(map(str, filter(None, (whose, each.year))))
        if each.state == ADDED:
            said = said_of_added(each, lang)
        elif each.reasons == (LEFT,):
            said = ""
        else:
            said = ("；" if lang == "zh" else "; ").join(reasons.at[reason, lang] for reason in each.reasons)
            is_said = lang == "zh" and KINDS.issuperset(each.reasons)
            detail = " ".join(each.detail.split())
            said += f" ({in_chinese(detail) if lang == 'zh' else detail})" if detail and not is_said else ""
        named = f"{SAID[lang][_state_of(each)]}  {each.file}"
        # A name may hold what moves a console, and a text a line end.
        yield harmless(one_line(": ".join(filter(None, (f"{named}  {of}".rstrip(), said)))))


def _state_of(each: Added) -> str:
    """Return what is said of what became of a file: what was put aside or does not hold has words of its own."""
    return each.reasons[0] if each.reasons in ((LEFT,), (CONFLICT,)) else each.state


def said_of_added(each: Added, lang: str) -> str:
    """Return what is to be said of a report that was added.

    Examples
    --------
    >>> said_of_added(Added("a.html", "added", figures=67, statements=9, decided=(0, 5, 2)), "en")
    '67 figures, 9 statements, 5 decisions hold, 2 decisions wait'
    """
    made, held, waiting = each.decided
    is_zh = lang == "zh"
    if any(each.brought):
        taken, known = each.brought
        of = [
            (taken, "{} 条决定收下", "{} decisions taken"),
            (known, "{} 条早已记下", "{} known already"),
            (waiting, "{} 条决定等人处理", "{} decisions wait"),
        ]
        return ("，" if is_zh else ", ").join((zh if is_zh else en).format(n) for n, zh, en in of if n)
    counted = [
        (each.figures, "{} 个数", "{} figures"),
        (each.statements, "{} 条陈述", "{} statements"),
        (each.findings, "核查 {} 处", "{} findings"),
        (made, "表中改过的记作 {} 条决定", "{} decisions made of changes in the table"),
        (held, "{} 条决定仍有效", "{} decisions hold"),
        (waiting, "{} 条决定对不上、等人处理", "{} decisions wait"),
    ]
    said = [(zh if is_zh else en).format(n) for at, (n, zh, en) in enumerate(counted) if n or at < ALWAYS]
    if each.coverage != "full":
        said.insert(0, "只是节选，不是全文" if is_zh else "an excerpt, not the whole report")
    if each.put_aside:
        others = "、".join(each.put_aside)
        said.append(f"另一份正文放在一边：{others}" if is_zh else f"the other text was put aside: {others}")
    return ("，" if is_zh else ", ").join(said)


def closing(done: list[Added], lang: str, dry_run: bool, data_dir: str | os.PathLike[str] | None = None):
    """Yield how many files came to what, and what to do next."""
    counts = Counter(CONFLICT if each.reasons == (CONFLICT,) else each.state for each in done)
    states = [*STATES, CONFLICT] if counts[CONFLICT] else STATES
    said = SAID[lang]
    told = [f"{said[state]} {counts[state]}" if lang == "zh" else f"{counts[state]} {said[state]}" for state in states]
    rest = ("（试运行，什么也没有写）" if lang == "zh" else " (dry run: nothing was written)") if dry_run else ""
    yield ("，".join(told) if lang == "zh" else ", ".join(told)) + rest
    is_zh = lang == "zh"
    words = [] if data_dir is None else ["--data-dir", str(data_dir)]
    end = f" {subprocess.list2cmdline(words) if sys.platform == 'win32' else shlex.join(words)}" if words else ""
    if (counts[QUEUED] or any(each.decided[-1] for each in done)) and not dry_run:
        yield f"{'看看什么在等人处理：' if is_zh else 'what waits for a person: '}{command()} queue{end}"
    if counts[ADDED] and not dry_run:
        yield f"{'生成年度报告：' if is_zh else 'to make the yearly reports: '}{command()} batch{end}"
