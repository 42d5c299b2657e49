"""Where each camera of a partition is taken up: at its last snapshot before the window, or where it began.

A camera with records in a window has a snapshot from the period in which the window begins or later (snapshots.py).
One that was silent before needs an older one: the look back goes on until every camera has its own.
"""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from orin.schemas.errors import OrinError
from orin.schemas.records import CameraSnapshot
from orin.topologies.camera_snapshots import PERIOD
from orin.topologies.kafka.log import Bounds, Log
from orin.topologies.kafka.topics import SNAPSHOTS, TRACKS

_DAY = 86_400_000_000
SPOOLED = _DAY
"""Records that came later than this after their capture are not looked for (a spool that long was away)."""


class StartingPoint(Struct, frozen=True, kw_only=True):
    """Where one camera is taken up."""

    offset: int
    """The first record that is stepped over."""
    snapshot: CameraSnapshot | None
    """None: as a camera of which nothing is known, in a log of which nothing was read."""


class Plan(Struct, frozen=True, kw_only=True):
    """What to read of one partition, and with what to begin."""

    begin: int
    sure: int
    """An offset after every record of the window, of those cameras of which snapshots say so."""
    end: int
    """`sure`, or the log's end where a camera has no snapshot from after the window."""
    starting_points: dict[str, StartingPoint]
    restarts: dict[str, frozenset[int]]
    """By camera, the offsets of records at which the stage began anew, knowing nothing."""
    other_versions: tuple[str, ...]
    """Cameras with snapshots of another logic version."""


def plan(
    log: Log, partition: int, *, start: int, end: int, bounds: Bounds, decode: Callable[[bytes], object],
    logic_version: int, wanted: Callable[[str], bool],
) -> Plan:  # fmt: skip
    """For tracks captured in [start, end) of the cameras that are `wanted`.

    Raises OrinError for a snapshot that stands beyond the log's end: the topic was made anew.
    """
    until = log.offset_at(SNAPSHOTS, partition, end + SPOOLED)
    back, found = 2 * PERIOD, _read(log, partition, start - 2 * PERIOD, until, decode)
    first = log.bounds(SNAPSHOTS, partition).start
    while _unsettled(found, start) and log.offset_at(SNAPSHOTS, partition, start - back) > first:
        back *= 12
        found = _read(log, partition, start - back, until, decode)
    mine = [each for each in found if wanted(each.camera)]
    for each in mine:
        if each.offset >= bounds.end:
            raise OrinError(
                f"{SNAPSHOTS} partition {partition}: the snapshot of {each.camera} stands at offset {each.offset},"
                f" beyond the end of {TRACKS} ({bounds.end}): that topic was made anew; make {SNAPSHOTS} anew as well"
            )
    usable = [each for each in mine if each.logic_version == logic_version]
    starting_points = choose(usable, start)
    later = [offset for offset in _ends(usable, end).values() if offset is not None]
    silent = len(later) < len(starting_points) or not starting_points
    sure = min(max(later, default=bounds.start), bounds.end)
    return Plan(
        begin=min(
            (each.snapshot.offset for each in starting_points.values() if each.snapshot),
            default=log.offset_at(TRACKS, partition, start),
        ),
        sure=sure,
        end=bounds.end if silent else sure,
        starting_points=starting_points,
        restarts={
            camera: frozenset(each.offset for each in usable if each.camera == camera and each.began)
            for camera in starting_points
        },
        other_versions=tuple(sorted({each.camera for each in mine if each.logic_version != logic_version})),
    )


def choose(snapshots: Iterable[CameraSnapshot], start: int) -> dict[str, StartingPoint]:
    """By camera: after the last snapshot before `start`; else at the one with which the camera began."""
    chosen: dict[str, CameraSnapshot] = {}
    for each in snapshots:
        held = chosen.get(each.camera)
        if each.captured_at < start or (held is None and each.began):
            chosen[each.camera] = each
    return {
        camera: StartingPoint(
            offset=each.offset if each.captured_at >= start else each.offset + 1,
            snapshot=each,
        )
        for camera, each in chosen.items()
    }


def _unsettled(snapshots: Sequence[CameraSnapshot], start: int) -> bool:
    return len(choose(snapshots, start)) < len({each.camera for each in snapshots})


def _ends(snapshots: Iterable[CameraSnapshot], end: int) -> dict[str, int | None]:
    """By camera, an offset after its last record before `end`; None where no snapshot says."""
    found: dict[str, int | None] = {}
    for each in snapshots:
        found.setdefault(each.camera, None)
        if each.captured_at >= end and found[each.camera] is None:
            found[each.camera] = each.offset
    return found


def _read(log: Log, partition: int, since: int, until: int, decode: Callable[[bytes], object]) -> list[CameraSnapshot]:
    begin = log.offset_at(SNAPSHOTS, partition, since)
    records = (
        decode(message.value or b"") for batch in log.read(SNAPSHOTS, partition, begin, until) for message in batch
    )
    return [each for each in records if isinstance(each, CameraSnapshot)]
