"""Case: one input, what is done with it, what is right, and what it may cost; and the faults of what came of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawgov_analysis.documents import read_report
from lawgov_analysis.documents.readers import ocr

# Of what is said when all is well, and when a file is refused.
MOST_LINES, LONGEST_LINE = 6, 1500
# What files that nothing is wrong with say, and what no user should ever see.
TRACEBACK = re.compile(r"Traceback \(most recent call last\)|^\w*(?:Error|Exception)\b", re.MULTILINE)


@dataclass(frozen=True)
class Limits:
    """What a case may take.

    Attributes
    ----------
    seconds : float
        Of the processors; and four times as many by the clock, as others may be at work.
    megabytes : int
        Of memory; the process begins with about 250.
    written : int
        Megabytes of files.
    lines : int
        Of a refusal: a table may have many faults.
    """

    seconds: float = 30
    megabytes: int = 1500
    written: int = 50
    lines: int = 1


@dataclass(frozen=True)
class Right:
    """One way in which it is right.

    Attributes
    ----------
    exit_code : int
    says : tuple of str
        What it must print: to the standard output, or to the errors where the code is not 0.
    lacks : tuple of str
        What it must not print there.
    """

    exit_code: int = 0
    says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """An input and what is right.

    Attributes
    ----------
    name : str
        Unlike all others of its kind.
    make : callable
        Called with an empty folder, which it writes the input to.
    act : tuple of str or callable
        What is done in that folder: the words of a command after ``lawgov``, or a call.
    right : Right or sequence of Right
        What may come of it.
    writes : tuple of str
        What it may leave in the folder beside the input, as patterns.
    quick : bool
        Whether it is of the part that the suite runs.
    limits : Limits
    """

    name: str
    make: Callable[[Path], object]
    act: tuple[str, ...] | Callable[[], object]
    right: Right | Sequence[Right]
    writes: tuple[str, ...] = ()
    quick: bool = False
    limits: Limits = Limits()


@dataclass(frozen=True)
class Outcome:
    """What came of a case.

    Attributes
    ----------
    exit_code : int
        Negative for a signal.
    out, errors : str
        What was printed.
    is_late : bool
        Whether it was ended by the clock.
    seconds, megabytes : float
        Seconds of the processors, and memory.
    left : list of str
        Files that were not there before, in the folder and where temporary ones go.
    left_running : bool
        Whether a process of it was at work when it had ended.
    """

    exit_code: int
    out: str
    errors: str
    is_late: bool = False
    seconds: float = 0
    megabytes: float = 0
    left: tuple[str, ...] = ()
    left_running: bool = False


def reads(*says: str, lacks: Sequence[str] = ()) -> Right:
    """Return that it ends well and prints this."""
    return Right(0, says, tuple(lacks))


def refuses(*says: str, code: int = 7) -> Right:
    """Return that it is refused in one line that says this."""
    return Right(code, says)


# Whatever becomes of a file that is broken at random: it is read or refused.
EITHER = (reads(), refuses())


def of_file(
    name: str,
    data: bytes | Callable[[], bytes],
    right: Right | Sequence[Right],
    file: str = "report",
    *,
    quick: bool = False,
    limits: Limits = Limits(),
    recognises: bool = False,
) -> Case:
    """Return the case of a file that is read as a report: what it prints is its text.

    Parameters
    ----------
    name : str
    data : bytes or callable
        What is in the file, or makes it.
    right, quick, limits
        As of `Case`.
    file : str
        Its name.
    recognises : bool
        Whether a scan is recognised, which takes seconds; else the engine is not found.
    """

    def make(folder: Path) -> None:
        (folder / file).write_bytes(data() if callable(data) else data)

    def act() -> None:
        if not recognises:
            ocr.find_spec = lambda name: None
        print(read_report(file).text)

    return Case(name, make, act, right, (), quick, limits)


def faults_of(case: Case, outcome: Outcome) -> list[str]:
    """Return what is wrong with what came of a case."""
    if outcome.is_late:
        return [f"still at work after {outcome.seconds:,.0f} s"]
    faults = []
    if outcome.exit_code < 0:
        faults.append(f"killed by signal {-outcome.exit_code}")
    if TRACEBACK.search(outcome.errors):
        faults.append("a traceback: " + outcome.errors.strip().splitlines()[-1][:200])
    if outcome.seconds > case.limits.seconds:
        faults.append(f"{outcome.seconds:,.0f} s of the processors")
    if outcome.megabytes > case.limits.megabytes:
        faults.append(f"{outcome.megabytes:,.0f} MB of memory")
    if outcome.left:
        faults.append(f"left behind: {', '.join(outcome.left[:5])}")
    if outcome.left_running:
        faults.append("left a process at work")
    lines = outcome.errors.strip().splitlines()
    if len(lines) > (MOST_LINES if outcome.exit_code == 0 else case.limits.lines) or any(
        len(line) > LONGEST_LINE for line in lines
    ):
        faults.append(f"{len(lines)} lines, the longest of {max(map(len, lines))} characters, on the standard error")
    ways = [case.right] if isinstance(case.right, Right) else case.right
    if not faults and not any(_is_right(way, outcome) for way in ways):
        faults.append(_otherwise(ways, outcome))
    return faults


def _is_right(way: Right, outcome: Outcome) -> bool:
    said = outcome.out if outcome.exit_code == 0 else outcome.errors
    if way.exit_code and not said.strip():
        return False
    return (
        way.exit_code == outcome.exit_code
        and all(each in said for each in way.says)
        and not any(each in said for each in way.lacks)
    )


def _otherwise(ways: Sequence[Right], outcome: Outcome) -> str:
    wanted = " or ".join(
        f"{way.exit_code} {' '.join((*way.says, *(f'not {each}' for each in way.lacks)))}" for way in ways
    )
    said = " ".join((outcome.out if outcome.exit_code == 0 else outcome.errors).split())
    return f"wanted {wanted.strip()}; got {outcome.exit_code} {said[:300]}"
