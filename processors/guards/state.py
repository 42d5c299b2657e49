"""What the watch stage keeps of one camera between frames: plain numbers, the same after msgpack and back.

Times are µs, places px of the frame. Everything a guard concludes from is here; compiled guards hold none of it.
"""

from typing import NamedTuple

from msgspec import Struct

from orin.processors.geometry import Rect
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
    """Where a thing stands and since when; `size` is its box's."""

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
    """A person's, for when none of his boxes of 2 s is whole (trajectory.height_of)."""
    recent: list[TrajectoryPoint] = []
    """A person's last 2 s."""
    past: bytes = b""
    old: bytes = b""
    """The time before, packed and thinned (trajectory.py)."""
    ended: EndReason | None = None
    before_at: int = 0
    """The detection before the last; the same as that after the first."""


class PendingEvent(Struct, array_like=True):
    """A moment of a tentative track: counts once it is confirmed."""

    at: int
    box: Rect
    uri: str | None
    position: float | None
    direction: str | None = None


class Known(Struct, array_like=True, tag=0):
    """`appears`: this track needs no more attention."""


class ZoneSide(Struct, array_like=True, tag=1):
    """`enters`, `exits`: which side counts, and since when the other was seen."""

    inside: bool
    turn_at: int = 0
    pending: list[PendingEvent] = []


class LineSide(Struct, array_like=True, tag=2):
    """`crosses`: the last clear side (-1, 1; 0 none yet), the steps over the segment since, the last anchor."""

    side: int
    over: int
    x: float
    y: float
    pending: list[PendingEvent] = []


class Dwell(Struct, array_like=True, tag=3):
    """`loiters`: inside since, and first frame of an interruption."""

    since: int
    out_at: int = 0


class Stay(Struct, array_like=True):
    """One person's stay within the radius."""

    entered: int
    beyond: int = 0
    """First frame of the present excursion beyond the radius."""
    attends: bool = False
    """By the rule for anyone."""


class LostOwner(Struct, array_like=True):
    """Where and when an owner's track was lost in mid-picture, and how far from there it may go on."""

    at: int
    x: float
    y: float
    reach: float


class Attendance(Struct, array_like=True, tag=4):
    """`unattended`: who is with an object at rest, who was, and whose it is."""

    rest_since: int
    stays: dict[str, Stay] = {}
    owner: str | None = None
    owner_distance: float = 0.0
    owners: dict[str, str] = {}
    """The owner, heirs and companions: `here`, or how they went: `edge`, `lost`."""
    broken: dict[str, LostOwner] = {}
    """By those of `owners` whose tracks were lost lately."""
    left: dict[str, int] = {}
    """When somebody left lately, of whom it may yet turn out that he is the owner."""
    owner_left: int = 0
    anyone_left: int = 0
    """When the last of them left, dated back; 0: nobody did."""
    near_at: int = 0
    near: str = ""
    """The person nearest within the radius, on the last frame that showed the object and such a person."""
    told: bool = False
    """`delivered`: it was said."""


class Placed(Struct, array_like=True, tag=5):
    """`removed`: at rest since, when somebody was last near, and whether it is not seen any more."""

    rest_since: int
    near_at: int = 0
    lost: bool = False


class Inside(Struct, array_like=True):
    """One track inside a zone: its first detection there, and whether it is confirmed."""

    since: int
    counts: bool = False


class Counted(Struct, array_like=True, tag=6):
    """`occupancy`, `absent`: who is inside, whether they reach the level, and how long the condition has held."""

    inside: dict[str, Inside] = {}
    reached: bool = False
    since: int = 0
    broken: int = 0
    """When the present interruption began; 0: there is none."""


class SpeedWindow(Struct, array_like=True, tag=7):
    """`speeding`: the last steps, in px or metres, and since when an open event's subject is slow."""

    steps: list[TrajectoryPoint] = []
    slow_at: int = 0


class Crossed(Struct, array_like=True):
    """`tailgating`: one crossing, and whether it was told as following another."""

    track_id: str
    pending: PendingEvent
    told: bool = False


class Followed(Struct, array_like=True, tag=8):
    """`tailgating`: the last crossings of the line."""

    crossed: list[Crossed] = []


Memory = Known | ZoneSide | LineSide | Dwell | Attendance | Placed | Counted | SpeedWindow | Followed


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
    """How many are inside, and the highest, or lowest, number that was told."""


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
    memories: dict[str, Memory] = {}
    events: dict[str, OpenEvent] = {}
    """By subject's track id; conditions without a subject under ''."""
    notified_at: int = 0
    notified_event: str | None = None


class CameraState(Struct, array_like=True):
    """Everything that the watch stage keeps of one camera."""

    camera: str
    last_at: int = -1
    """captured_at of the last record."""
    observed_at: int = -1
    """captured_at of the last observed one; -1 before the first."""
    fresh_at: int = -1
    """First observed frame, or the first after the last gap: what is there then has not come in before our eyes."""
    width: int = 0
    height: int = 0
    unseen: int = 0
    """Sum of all gaps."""
    gaps: list[tuple[int, int]] = []
    """The late ones, for windows that are still to open."""
    objects: dict[str, TrackedObject] = {}
    gone: list[TrackedObject] = []
    """People whose tracks ended lately."""
    guards: dict[str, GuardState] = {}
