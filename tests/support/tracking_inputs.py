"""Detections for the tests of the tracker: 10 frames a second of a 640x480 picture unless a test says otherwise."""

from collections.abc import Iterable, Sequence

from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.processors.tracking.state import CameraTracks
from orin.schemas.records import Box, Detections, FrameStatus, Place, SessionEnd, Tracks

CAMERA = "hq/lobby"
START = 1_790_000_000_000_000
ORIGIN = Origin("orin.detections.v1", 0, 0)
Corners = tuple[float, float, float, float]


def seconds(t: float) -> int:
    return START + round(t * 1e6)


def box(label: str, corners: Corners, score: float = 0.9, since: int | None = None) -> Box:
    x1, y1, x2, y2 = corners
    return Box(label=label, score=score, x1=x1, y1=y1, x2=x2, y2=y2, since=since)


def frame(
    t: float,
    boxes: Sequence[Box] = (),
    *,
    status: FrameStatus = "seen",
    session: str = "s1",
    previous_at: int | None = None,
    size: tuple[int, int] = (640, 480),
    gone: Sequence[Corners] = (),
) -> Detections:
    return Detections(
        camera=CAMERA,
        session=session,
        session_started_at=START,
        captured_at=seconds(t),
        previous_at=previous_at,
        published_at=seconds(t),
        uri=None,
        width=size[0],
        height=size[1],
        status=status,
        backend="file",
        boxes=tuple(boxes),
        gone=tuple(Place(x1=x1, y1=y1, x2=x2, y2=y2) for x1, y1, x2, y2 in gone),
    )


class Run:
    """One camera's track stage, fed frame by frame."""

    def __init__(self, armed: Armed | None = None) -> None:
        self.logic = TrackLogic()
        self.state: CameraTracks = self.logic.new(CAMERA)
        self.armed = armed or Armed()

    def feed(self, records: Iterable[Detections | SessionEnd]) -> list[Tracks]:
        found: list[Tracks] = []
        for record in records:
            self.state, out = self.logic.step(self.state, record, self.armed, ORIGIN)
            found += [r for r in out if isinstance(r, Tracks)]
        return found


def walk(start: float, duration: float, x: float, speed: float, *, fps: float = 10.0) -> list[Detections]:
    """Somebody 40x100 px who walks to the right at `speed` px/s, feet on line 300."""
    count = round(duration * fps)
    return [
        frame(start + i / fps, [box("person", (x + speed * i / fps, 200.0, x + 40 + speed * i / fps, 300.0))])
        for i in range(count)
    ]


def stand(start: float, duration: float, *boxes: Box, fps: float = 10.0) -> list[Detections]:
    """The same boxes on every frame."""
    return [frame(start + i / fps, boxes) for i in range(round(duration * fps))]
