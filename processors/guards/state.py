"""What the watch stage keeps of one camera between frames: plain numbers, the same after msgpack and back.

Times are µs, places px of the frame. Everything a guard concludes from is here; compiled guards hold none of it.
"""

from typing import Any, NamedTuple

from msgspec import Struct

from orin.processors.geometry import Point, Rect, stretched
from orin.processors.specs.kinds import KINDS
from orin.schemas.records import Certainty, EndReason, Notify, Severity


class TimedAnchor(NamedTuple):
    """Where an anchor was, and when."""

    at: int
    x: float
    y: float


class TrajectoryPoint(NamedTuple):
    """Where a person's bottom centre was, and how tall the box; negative height: cut by the picture's edge."""

    at: int
    x: float
    y: float
    height: float


class Rest(Struct, array_like=True):
    """Where an object stands and since when; `size` is its box's."""

    since: int
    x: float
    y: float
    size: float


class TrackedObject(Struct, array_like=True):
    """One track as the guards remember it."""

    track_id: str
    label: str
    born_at: int
    first_at: int
    """First frame on which it was detected."""
    confirmed_at: int
    """Frame on which it was confirmed; 0: tentative."""
    score: float
    """Best so far."""
    last_at: int
    """Last detection; box, uri and position are those of that frame."""
    box: Rect
    uri: str | None
    position: float | None
    missing_since: int = 0
    """First observed frame since on which it was not detected; 0: it was detected on the last one."""
    patience_from: int = 0
    lost: bool = False
    """Not detected for too long for the guards, though the tracker has not given up."""
    after_gap: bool = False
    """At rest before a gap, not detected since."""
    starts: list[TimedAnchor] = []
    """Places within reach of which it has stayed ever since: any may turn out to be where it came to rest."""
    rest: Rest | None = None
    height: float = 0.0
    """A person's, for when the edge cuts all their boxes of 2 s (trajectory.height_of)."""
    recent: list[TrajectoryPoint] = []
    """A person's last 2 s."""
    past: bytes = b""
    old: bytes = b""
    """The time before, packed and thinned (trajectory.py)."""
    ended: EndReason | None = None
    before_at: int = 0
    """The detection before the last; the same as that after the first."""
    picture: Point = (1.0, 1.0)
    """From the places here to those in the picture of the last detection, along x and y."""


class PendingEvent(Struct, array_like=True):
    """A moment that is known, or emitted, later than it happened."""

    at: int
    box: Rect
    """In the pixels of its own frame."""
    uri: str | None
    position: float | None
    direction: str | None = None


def last_moment(tracked: TrackedObject, direction: str | None = None) -> PendingEvent:
    """The moment of an object's last detection."""
    box = stretched(tracked.box, tracked.picture)
    return PendingEvent(tracked.last_at, box, tracked.uri, tracked.position, direction)


class OpenEvent(Struct, array_like=True):
    """A condition that holds."""

    event_id: str
    sequence: int
    """Of the next phase."""
    since: int
    due_at: int
    opened_at: int
    unseen: int
    """The camera's total of unseen time when the window began (coverage.py)."""
    certainty: Certainty
    severity: Severity
    notify: Notify
    cooldown_event: str | None
    owner: str | None
    escalated: int = 0
    """Steps taken."""
    count: int | None = None
    extreme: int | None = None
    """How many are inside, and the highest, or lowest, number that an event gave."""


class GuardState(Struct, array_like=True):
    """One guard on this camera, under one meaning."""

    guard: str
    meaning: str
    kind: str
    zone: str | None
    revision: str
    camera_revision: str | None
    notify_to: tuple[str, ...]
    started_at: int
    """First observed frame under this meaning."""
    opening: int = 0
    """Opening of the schedule's last period."""
    memories: dict[str, Any] = {}
    """By track id, or whatever else the kind remembers by; the values are of the kind's own type (GuardKind.memory)."""
    events: dict[str, OpenEvent] = {}
    """By subject's track id; conditions without a subject under ''."""
    notified_at: int = 0
    notified_event: str | None = None

    def __post_init__(self) -> None:
        """Gives memories that come out of msgpack their types."""
        kind = KINDS.get(self.kind) if self.memories else None
        if kind is not None:
            self.memories = kind.remembered(self.memories)


class WatchState(Struct, array_like=True):
    """Everything that the watch stage keeps of one camera."""

    camera: str
    last_at: int = -1
    """captured_at of the last record."""
    observed_at: int = -1
    """captured_at of the last observed one; -1 before the first."""
    fresh_at: int = -1
    """First observed frame, or the first after the last gap: nobody saw how what is there then came in."""
    width: int = 0
    height: int = 0
    """The picture in whose pixels everything is held; frames of other sizes are stretched to it."""
    measured_in: str = ""
    """The session that `width` and `height` are from."""
    unseen: int = 0
    """Sum of all gaps."""
    gaps: list[tuple[int, int]] = []
    """The recent ones, for windows that are still to open."""
    objects: dict[str, TrackedObject] = {}
    gone: list[TrackedObject] = []
    """People whose tracks ended recently."""
    guards: dict[str, GuardState] = {}
