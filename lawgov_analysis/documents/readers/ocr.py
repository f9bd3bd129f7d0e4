"""The engine that recognises the text of a picture: RapidOCR, with the models that come in its wheel, nothing fetched.

It is an extra (``ocr``), loaded when a scan is read and not before. What it gives is in pixels from the upper left
corner; what becomes of that is no matter of the engine's, so another one would be a class of two members here.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from math import hypot
from pathlib import Path
from statistics import fmean
from typing import Protocol

import numpy as np
from PIL import Image

from ...errors import UnreadableReport

PACKAGE, EXTRA = "rapidocr", "ocr"
# In pixels: the longer sides of the pictures on which text is looked for.
LONG_SIDES = (1800, 1300)
# A box is another's if so much of the middle of either runs through the other, looked at in so many places.
ALIKE, SAMPLES = 0.4, 9
# A box that is so much higher than wide holds text that is turned, or a lone digit, which needs white around it.
TALL = 1.5
WHITE_AROUND = 0.6
LONGEST_LONE, SURE = 2, 0.7

# x, y
Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text as it was found on a picture.

    Attributes
    ----------
    text : str
    corners : tuple of Point
        Its box, from the upper left in the way that it is read: it may be turned.
    places : tuple of float
        Where the middle of each character is, from 0 at the left of the box to 1 at its right.
    certainties : tuple of float
        Of each character, how sure the engine is, 0 to 1.
    """

    text: str
    corners: Corners
    places: tuple[float, ...]
    certainties: tuple[float, ...]

    @property
    def certainty(self) -> float:
        """How sure the engine is of all of it."""
        return fmean(self.certainties)

    @property
    def width(self) -> float:
        """Its length in the way that it is read."""
        return _sides(self.corners)[0]

    @property
    def height(self) -> float:
        """How high its box is."""
        return _sides(self.corners)[1]

    def moved(self, x: float, y: float) -> "Run":
        """Return the run on a picture of which the one that it is on is a part that begins there."""
        upper, right, lower, left = ((at + x, height + y) for at, height in self.corners)
        return replace(self, corners=(upper, right, lower, left))

    def middle(self, n: int) -> Point:
        """Return the middle of a character."""
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.corners
        share = self.places[n]
        return (
            (x0 + x3 + share * (x1 - x0 + x2 - x3)) / 2,
            (y0 + y3 + share * (y1 - y0 + y2 - y3)) / 2,
        )


class Engine(Protocol):
    """What recognises the text of a picture."""

    @property
    def name(self) -> str:
        """Its name and version, as the notes of a report say it."""
        ...

    def __call__(self, picture: np.ndarray) -> list[Run]:
        """Return the runs of text on a picture, whose last axis is blue, green, red."""
        ...


def load_engine(why: str) -> Engine:
    """Return the engine, which takes half a second to load once.

    Parameters
    ----------
    why : str
        Why a file has to be recognised, as the message says it where there is no engine.

    Raises
    ------
    UnreadableReport
        When it is not installed, or its models are not.
    """
    if find_spec(PACKAGE) is None or find_spec("onnxruntime") is None:
        raise UnreadableReport(
            f"{why}; recognise its text first (OCR) and save that, or install what does it here: "
            f'pip install "lawgov_analysis[{EXTRA}]"',
            "scan",
        )
    try:
        # A forked process cannot go on with the threads of the one before.
        return _engine_of(os.getpid())
    except Exception as error:
        # Libraries that do not fit each other or this processor, or lack their models, fail in ways of their own.
        raise UnreadableReport(
            f"{why}, and what recognises it here does not start ({type(error).__name__}: {error}); install it anew: "
            f'pip install --force-reinstall "lawgov_analysis[{EXTRA}]"',
            "scan",
        ) from error


@lru_cache(maxsize=1)
def _engine_of(process: int) -> Engine:
    return RapidOcr()


class RapidOcr:
    """RapidOCR, which finds the lines of a picture and reads each."""

    def __init__(self) -> None:
        # It would send what it is used for to its makers, and leaves a file with the temporary ones.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        # Each model is named, for what the settings name by default may be fetched.
        module = import_module(PACKAGE)
        folder = Path(module.__file__ or "").parent / "models"
        models = {part: sorted(folder.glob(f"*_{part}_*.onnx")) for part in ("det", "rec", "cls")}
        if not all(models.values()):
            raise FileNotFoundError("its models are not there")
        settings = {f"{part.capitalize()}.model_path": str(found[-1]) for part, found in models.items()}
        settings |= {
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.use_cls": False,
            "Global.max_side_len": 1_000_000,
            "Global.return_word_box": True,
            # Files are read beside each other; threads of its own wait for each other at the cost of a third more.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
        self._read = module.RapidOCR(params=settings)
        self.name = f"RapidOCR {_version(PACKAGE)}, {models['rec'][-1].stem}"

    def __call__(self, picture: np.ndarray) -> list[Run]:
        """Return the runs of text on a picture, from the top."""
        whole = Image.fromarray(np.ascontiguousarray(picture))
        return [run for corners in self._find(whole) for run in self._read_box(whole, corners)]

    def _find(self, picture: Image.Image) -> list[Corners]:
        """Return the boxes of all runs: those found on a small picture, and those that a large one has besides.

        Of lines that a seal lies over each overlooks others.
        """
        found: list[Corners] = []
        for side in LONG_SIDES:
            share = min(1.0, side / max(picture.size))
            size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
            shown = picture.resize(size, Image.Resampling.BOX) if share < 1 else picture
            boxes = self._read(np.asarray(shown), use_det=True, use_rec=False).boxes
            new = [_corners(box, share) for box in (() if boxes is None else boxes)]
            found += [
                corners
                for corners in new
                if not any(is_same(corners, other) or is_same(other, corners) for other in found)
            ]
        return sorted(found, key=lambda corners: (corners[0][1], corners[0][0]))

    def _read_box(self, picture: Image.Image, corners: Corners) -> Iterator[Run]:
        """Yield what a box holds: one that is higher than wide is a lone character, or text that is turned."""
        width, height = _sides(corners)
        if min(width, height) < 2:
            return
        if height < TALL * width:
            run = self._read_line(picture, corners, 0)
        else:
            lone = self._read_line(picture, corners, WHITE_AROUND)
            upper, right, lower, left = corners
            turned = self._read_line(picture, (right, lower, left, upper), 0)
            is_lone = lone and len(lone.text) <= LONGEST_LONE and lone.certainty >= SURE
            run = lone if is_lone else turned or lone
        if run:
            yield run

    def _read_line(self, picture: Image.Image, corners: Corners, white: float) -> Run | None:
        """Return what is read in a box, with so much white on both sides in parts of its height."""
        width, height = (round(side) for side in _sides(corners))
        upper, right, lower, left = corners
        shown = picture.transform(
            (width, height), Image.Transform.QUAD, (*upper, *left, *lower, *right), Image.Resampling.BICUBIC
        )
        margin = round(white * height)
        line = np.pad(np.asarray(shown), ((0, 0), (margin, margin), (0, 0)), constant_values=255)
        read = self._read(line, use_det=False, use_rec=True)
        [text], [words] = read.txts or ("",), read.word_results or (None,)
        if not text.strip() or words is None:
            return None
        steps = [step for of_word in words.word_cols for step in of_word]
        certainties = [float(sure) for sure in words.confs]
        if len(steps) != len(text) or len(certainties) != len(text):
            steps = [(n + 0.5) * words.line_txt_len / len(text) for n in range(len(text))]
            certainties = [float(read.scores[0])] * len(text)
        whole = width + 2 * margin
        places = [((step + 0.5) / words.line_txt_len * whole - margin) / width for step in steps]
        return Run(text, corners, tuple(min(1.0, max(0.0, place)) for place in places), tuple(certainties))


def _corners(box: Sequence[Sequence[float]], share: float) -> Corners:
    upper, right, lower, left = ((float(x) / share, float(y) / share) for x, y in box)
    return upper, right, lower, left


def _sides(corners: Corners) -> tuple[float, float]:
    """Return the width and the height of a box."""
    (x0, y0), (x1, y1), _, (x3, y3) = corners
    return hypot(x1 - x0, y1 - y0), hypot(x3 - x0, y3 - y0)


def is_same(one: Corners, other: Corners) -> bool:
    """Return whether the middle of one line runs through the box of the other; both may be askew."""
    return _runs_through(one, other) or _runs_through(other, one)


def _runs_through(line: Corners, corners: Corners) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line
    shares = [(n + 0.5) / SAMPLES for n in range(SAMPLES)]
    points = [((x0 + x3 + n * (x1 - x0 + x2 - x3)) / 2, (y0 + y3 + n * (y1 - y0 + y2 - y3)) / 2) for n in shares]
    return sum(_is_in(point, corners) for point in points) > ALIKE * SAMPLES


def _is_in(point: Point, corners: Corners) -> bool:
    x, y = point
    ahead = (*corners[1:], corners[0])
    sides = [(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for (x0, y0), (x1, y1) in zip(corners, ahead, strict=True)]
    return min(sides) >= 0 or max(sides) <= 0


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
