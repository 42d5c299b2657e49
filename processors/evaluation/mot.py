"""MOTChallenge's text format: detections and truth in, results out.

A sequence is a folder with `seqinfo.ini`, `det/det.txt` (`frame,-1,left,top,width,height,score,...`) and
`gt/gt.txt` (`frame,id,left,top,width,height,active[,class,visibility]`): pixels, frames from 1. Rows of 8 or 9
fields give an object's class (MOT16 and later); in rows of 10 the last three are world coordinates (MOT15) and all
objects are pedestrians. Nothing here opens a file: text in, text out.
"""

import configparser
import math
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from orin.schemas.errors import OrinError
from orin.schemas.records import Box

MotBox = tuple[float, float, float, float]
"""left, top, width, height: px"""

PEDESTRIAN = 1
_WITH_CLASS = (8, 9)
_FEWEST_FIELDS = {"det": 6, "gt": 7}
_MOST_FRAMES = 10_000_000


class TrueBox(NamedTuple):
    """The box of one object on one frame. Rows that are not active are never scored."""

    identity: int
    box: MotBox
    active: bool
    kind: int


class Sequence(NamedTuple):
    """A sequence as its files give it; `truth` is None where there is no `gt/gt.txt`."""

    name: str
    rate: float
    """Frames a second."""
    length: int
    width: int
    height: int
    boxes: Mapping[int, list[Box]]
    truth: Mapping[int, list[TrueBox]] | None


class TrackedBox(NamedTuple):
    """A tracker's box on one frame."""

    identity: int
    box: MotBox
    score: float


Result = Mapping[int, list[TrackedBox]]
"""By frame."""


def parse(where: str, seqinfo: str, det: str, gt: str | None) -> Sequence:
    """The sequence of these three texts; `where` begins the message of an error.

    Raises OrinError: one line with file, line and what was expected there.
    """
    about = configparser.ConfigParser(interpolation=None)
    try:
        about.read_string(seqinfo)
        info = about["Sequence"]
        name, rate = info["name"], float(info["frameRate"])
        length, width, height = (int(info[key]) for key in ("seqLength", "imWidth", "imHeight"))
    except KeyError as error:
        raise OrinError(f"{where}/seqinfo.ini lacks {error}; it needs [Sequence] with {_INFO}") from None
    except (configparser.Error, ValueError) as error:
        raise OrinError(f"{where}/seqinfo.ini cannot be read: {_first_line(error)}; it needs {_INFO}") from None
    if not (0 < rate < math.inf and 0 < length <= _MOST_FRAMES and width > 0 and height > 0):
        raise OrinError(f"{where}/seqinfo.ini: frameRate, seqLength, imWidth and imHeight must be above 0")
    if not name or "/" in name or "\\" in name or name in {".", ".."}:
        raise OrinError(f"{where}/seqinfo.ini: name={name!r} cannot be a file name")
    truth = None if gt is None else _truth(_rows(f"{where}/gt/gt.txt", gt, "gt"))
    return Sequence(name, rate, length, width, height, _boxes(_rows(f"{where}/det/det.txt", det, "det")), truth)


_INFO = "name, frameRate, seqLength, imWidth, imHeight"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _rows(where: str, text: str, kind: str) -> list[list[float]]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = [float(field) for field in line.split(",")]
        except ValueError:
            raise OrinError(f"{where}, line {number}: expected numbers separated by commas: {line[:60]!r}") from None
        if len(row) < _FEWEST_FIELDS[kind] or not all(map(math.isfinite, row)) or row[0] < 1:
            raise OrinError(
                f"{where}, line {number}: expected at least {_FEWEST_FIELDS[kind]} finite fields"
                f" that begin with a frame from 1: {line[:60]!r}"
            )
        rows.append(row)
    return rows


def _boxes(rows: list[list[float]]) -> dict[int, list[Box]]:
    scored = any(len(row) > 6 and row[6] > 0 for row in rows)
    """Older files have -1 for every score: then all boxes are as good."""
    boxes: dict[int, list[Box]] = defaultdict(list)
    for row in rows:
        x, y, w, h = row[2:6]
        x1, y1, x2, y2 = (round(v, 2) for v in (x, y, x + w, y + h))
        score = round(row[6], 4) if scored and len(row) > 6 else 1.0
        boxes[int(row[0])].append(Box(label="person", score=score, x1=x1, y1=y1, x2=x2, y2=y2))
    return dict(boxes)


def _truth(rows: list[list[float]]) -> dict[int, list[TrueBox]]:
    truth: dict[int, list[TrueBox]] = defaultdict(list)
    for row in rows:
        x, y, w, h = row[2:6]
        kind = int(row[7]) if len(row) in _WITH_CLASS and row[7] > 0 else PEDESTRIAN
        truth[int(row[0])].append(TrueBox(int(row[1]), (x, y, w, h), row[6] != 0, kind))
    return dict(truth)


def write(result: Result) -> str:
    """`frame,id,left,top,width,height,score,-1,-1,-1`, by frame and id."""
    lines = []
    for frame in sorted(result):
        for given in sorted(result[frame]):
            left, top, width, height = given.box
            lines.append(
                f"{frame},{given.identity},{left:.2f},{top:.2f},{width:.2f},{height:.2f},{given.score:.4f},-1,-1,-1\n"
            )
    return "".join(lines)
