"""Where the replay of a partition starts for each camera: after its last snapshot before the window, or at its start.

A partition is in order of event time camera by camera, not as a whole: a clip of last week is written beside cameras
that are live. So a lookup by time finds where to begin, because nothing captured later lies before it, but never where
to stop. The snapshots say where to stop: they carry offsets, and are few enough to be read to their end.

A camera with frames in a window has a snapshot from the period in which the window begins or later
(camera_snapshots.py). One that was silent before the window needs an older one: the search goes back until every
camera has its own.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from orin.schemas.errors import OrinError
from orin.schemas.records import CameraSnapshot
from orin.topologies.camera_snapshots import PERIOD
from orin.topologies.kafka.log import Bounds, Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import SNAPSHOTS, TRACKS

_DAY = 86_400_000_000
SPOOLED = _DAY
"""µs. Frames published later than this after their capture (a spool that was away that long) are not looked for."""


class StartingPoint(Struct, frozen=True, kw_only=True):
    """Where the replay of one camera starts."""

    offset: int
    """The first record to step over."""
    snapshot: CameraSnapshot | None
    """None: a camera of which nothing is known, at the start of the log."""


class ReadPlan(Struct, frozen=True, kw_only=True):
    """What to read of one partition, and the starting points of its cameras."""

    begin: int
    settled: int
    """Before this offset reading never stops: the snapshots place records of the window there, or just before."""
    end: int
    """No record of the window lies at or after it. The log's end where a camera has no snapshot after the window."""
    starting_points: dict[str, StartingPoint]
    restarts: dict[str, frozenset[int]]
    """By camera, the offsets of records at which the watch stage started over without any state."""
    other_versions: tuple[str, ...]
    """Cameras that have snapshots of another logic version."""


class _CameraIndex:
    """What the snapshots of one camera say, gathered in the order of the log. Snapshots themselves are large."""

    def __init__(self) -> None:
        self.first: CameraSnapshot | None = None
        """The one with which the camera began."""
        self.before: CameraSnapshot | None = None
        """The last one before the window."""
        self.last_offset = 0
        self.after: int | None = None
        """The offset of the first one after the window: every record of the window lies before it."""
        self.restarts: set[int] = set()

    def add(self, snapshot: CameraSnapshot, start: int, end: int) -> None:
        if snapshot.captured_at < start:
            self.before = snapshot
        elif self.before is None and self.first is None and snapshot.began:
            self.first = snapshot
        if snapshot.captured_at >= end and self.after is None:
            self.after = snapshot.offset
        if snapshot.began:
            self.restarts.add(snapshot.offset)
        self.last_offset = snapshot.offset

    @property
    def starting_point(self) -> StartingPoint | None:
        if self.before is not None:
            return StartingPoint(offset=self.before.offset + 1, snapshot=self.before)
        if self.first is not None:
            return StartingPoint(offset=self.first.offset, snapshot=self.first)
        return None


class _Index:
    """The snapshots of a partition, by camera."""

    def __init__(self, start: int, end: int, logic_version: int) -> None:
        self._start = start
        self._end = end
        self._logic_version = logic_version
        self.cameras: dict[str, _CameraIndex] = {}
        self.other_versions: set[str] = set()

    def add(self, snapshot: CameraSnapshot) -> None:
        if snapshot.logic_version != self._logic_version:
            self.other_versions.add(snapshot.camera)
        else:
            self.cameras.setdefault(snapshot.camera, _CameraIndex()).add(snapshot, self._start, self._end)

    @property
    def starting_points(self) -> dict[str, StartingPoint]:
        found = {name: camera.starting_point for name, camera in self.cameras.items()}
        return {name: point for name, point in found.items() if point is not None}

    @property
    def complete(self) -> bool:
        return len(self.starting_points) == len(self.cameras)


def read_plan(
    log: Log, partition: int, *, start: int, end: int, snapshots: Bounds, bounds: Bounds,
    decode: Callable[[bytes], object], logic_version: int, wanted: Callable[[str], bool],
) -> ReadPlan:  # fmt: skip
    """For tracks captured in [start, end) of the `wanted` cameras.

    `snapshots` and `bounds` are the offsets of the partition's snapshots and tracks, asked for in this order.

    Raises OrinError for a snapshot beyond the end of the log: the tracks topic was re-created.
    """
    back = 2 * PERIOD
    while True:
        begin = log.offset_at(SNAPSHOTS, partition, start - back)
        index = _Index(start, end, logic_version)
        for snapshot in _read(log.read(SNAPSHOTS, partition, begin, snapshots.end), decode, wanted):
            if snapshot.offset >= bounds.end:
                raise OrinError(
                    f"{SNAPSHOTS} partition {partition}: the snapshot of {snapshot.camera} refers to offset"
                    f" {snapshot.offset}, beyond the end of {TRACKS} ({bounds.end}): {TRACKS} was re-created;"
                    f" re-create {SNAPSHOTS} as well"
                )
            index.add(snapshot)
        if index.complete or begin <= snapshots.start:
            break
        back *= 12
    starting_points = index.starting_points
    mine = [index.cameras[name] for name in starting_points]
    after = [camera.after for camera in mine if camera.after is not None]
    silent = [camera.last_offset for camera in mine if camera.after is None]
    return ReadPlan(
        begin=min(
            (point.snapshot.offset for point in starting_points.values() if point.snapshot),
            default=log.offset_at(TRACKS, partition, start),
        ),
        settled=min(max([*after, *silent], default=bounds.start), bounds.end),
        end=min(max(after), bounds.end) if after and not silent else bounds.end,
        starting_points=starting_points,
        restarts={name: frozenset(index.cameras[name].restarts) for name in starting_points},
        other_versions=tuple(sorted(index.other_versions)),
    )


def choose(snapshots: Iterable[CameraSnapshot], start: int) -> dict[str, StartingPoint]:
    """By camera: after the last snapshot before `start`, or else at the one with which the camera began."""
    index: dict[str, _CameraIndex] = {}
    for snapshot in snapshots:
        index.setdefault(snapshot.camera, _CameraIndex()).add(snapshot, start, start)
    return {name: point for name, camera in index.items() if (point := camera.starting_point) is not None}


def _read(
    batches: Iterable[list[Message]], decode: Callable[[bytes], object], wanted: Callable[[str], bool]
) -> Iterator[CameraSnapshot]:
    for batch in batches:
        for message in batch:
            record = decode(message.value or b"") if wanted((message.key or b"").decode(errors="replace")) else None
            if isinstance(record, CameraSnapshot):
                yield record
