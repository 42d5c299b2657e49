"""From one observed frame of tracks to what the guards remember of each: found, missing, at rest, lost, ended.

Only detections count: places that a tracker predicted are never used.
"""

from orin.processors.geometry import Point, Rect, covered, iou, size
from orin.processors.guards.observed.trajectory import REMEMBERED, walk
from orin.processors.guards.state import Rest, TimedAnchor, TrackedObject, TrajectoryPoint, WatchState
from orin.processors.labels import GROUPS, MOVING, OBJECT
from orin.schemas.records import EndReason, Track, Tracks

COAST = 1_000_000
"""A moving track that is not detected counts for the guards this long."""
PATIENCE = 10_000_000
"""A resting one."""
UNHEARD = 60_000_000
COVERED_SHARE = 0.3
SAME_PLACE_IOU = 0.7
REST_AFTER = 1_000_000
REST_SIZES, SAME_SUBJECT_SIZES = 0.25, 1.0
EDGE_SHARE = 0.01
"""Boxes this near to the picture's edge are cut by it."""
PEOPLE = GROUPS["people"]
MOST_GONE = 24
EVIDENCE = 5_000_000
"""Somebody near an object this shortly before it was seen last may have taken it."""


class Departure:
    """An object that is gone for the guards; `reason` None: the tracker has not given it up."""

    __slots__ = ("reason", "tracked")

    def __init__(self, tracked: TrackedObject, reason: EndReason | None) -> None:
        self.tracked = tracked
        self.reason = reason
        tracked.ended = reason


def observe(
    state: WatchState, record: Tracks, picture: Point, *, gap: bool, walks: bool
) -> tuple[list[Departure], bool]:
    """Takes one observed frame into `state.objects`; returns what is gone on it, in a fixed order, and whether
    objects have come or gone.

    `picture`: as TrackedObject has it.
    `walks`: whether people's trajectories have to be remembered.
    """
    at = record.captured_at
    objects = state.objects
    departures = _end(state, record, gap=gap)
    others = bool(departures)
    for track in record.tracks:
        if not track.detected:
            continue
        box = (track.x1, track.y1, track.x2, track.y2)
        tracked = objects.get(track.track_id)
        if tracked is not None and tracked.after_gap and iou(tracked.box, box) < SAME_PLACE_IOU:
            departures.append(Departure(tracked, "gap"))
            tracked = None
        if tracked is None:
            tracked = objects[track.track_id] = _new(track, box, at)
            others = True
        elif tracked.lost:
            others = True
        _found(tracked, track, box, record)
        tracked.picture = picture
        if walks and tracked.label in PEOPLE:
            height = box[3] - box[1]
            step = TrajectoryPoint(at, (box[0] + box[2]) / 2, box[3], -height if is_cut(box, record) else height)
            walk(tracked, step)
    for tracked in objects.values():
        if tracked.last_at != at and _missed(tracked, record):
            departures.append(Departure(tracked, None))
            others = True
    return departures, others


def forget(state: WatchState, departures: list[Departure], at: int) -> None:
    """Drops what ended, once the guards have seen it; people are remembered for a while."""
    for one in departures:
        if one.reason is None:
            continue
        if state.objects.get(one.tracked.track_id) is one.tracked:
            del state.objects[one.tracked.track_id]
        if one.tracked.recent:
            state.gone.append(one.tracked)
    if state.gone:
        state.gone = [tracked for tracked in state.gone if at - tracked.last_at <= REMEMBERED][-MOST_GONE:]


def _end(state: WatchState, record: Tracks, *, gap: bool) -> list[Departure]:
    at = record.captured_at
    departures: list[Departure] = []
    if not gap and not record.ended and all(at - tracked.last_at <= UNHEARD for tracked in state.objects.values()):
        return departures
    ended = {end.track_id: end.reason for end in record.ended}
    listed = {track.track_id for track in record.tracks}
    for track_id, tracked in state.objects.items():
        reason = ended.get(track_id)
        # A track that is not listed may still come back; one of which nothing is heard for long will not.
        if reason is None and track_id not in listed and at - tracked.last_at > UNHEARD:
            reason = "lost"
        if gap and reason != "gap" and (tracked.rest is None or tracked.lost):
            reason = "gap"
        if reason is not None:
            tracked.missing_since = tracked.missing_since or at
            departures.append(Departure(tracked, reason))
        elif gap:
            tracked.after_gap, tracked.patience_from = True, at
            tracked.missing_since = tracked.missing_since or at
    for one in departures:
        del state.objects[one.tracked.track_id]
    return departures


def _new(track: Track, box: Rect, at: int) -> TrackedObject:
    return TrackedObject(
        track_id=track.track_id,
        label=track.label,
        born_at=track.born_at,
        first_at=at,
        confirmed_at=0,
        score=track.score,
        last_at=at,
        box=box,
        uri=None,
        position=None,
    )


def _found(tracked: TrackedObject, track: Track, box: Rect, record: Tracks) -> None:
    at = record.captured_at
    newly, back = tracked.first_at == at, tracked.lost
    tracked.before_at = tracked.last_at
    tracked.label = track.label
    tracked.score = max(tracked.score, track.score)
    tracked.last_at = tracked.patience_from = at
    tracked.box, tracked.uri, tracked.position = box, record.uri, record.source_position
    tracked.missing_since = 0
    tracked.lost = tracked.after_gap = False
    if not tracked.confirmed_at and track.state != "tentative":
        tracked.confirmed_at = at
    x, y, rest = (box[0] + box[2]) / 2, box[3], tracked.rest
    if rest is not None and _is_in_place(rest, x, y):
        if tracked.starts:
            tracked.starts = []
        return
    reach = size(box)
    if newly and track.born_at < at and (track.label == OBJECT or track.state == "tentative"):
        # A static object, whatever its label, stood still before it became a track, since its first evidence.
        tracked.rest = Rest(track.born_at, x, y, reach)
    elif back and track.rest_since is not None:
        # A bag that was lost while it was carried, and found again where it stands.
        tracked.rest = Rest(track.rest_since, x, y, reach)
    elif rest is None:
        begun = _settle(tracked, TimedAnchor(at, x, y), reach)
        if begun is not None:
            tracked.rest = Rest(begun.at, begun.x, begun.y, reach)
    else:
        _stay(tracked, rest, TimedAnchor(at, x, y), reach)


def _is_in_place(rest: Rest, x: float, y: float) -> bool:
    dx, dy, reach = x - rest.x, y - rest.y, REST_SIZES * rest.size
    return dx * dx + dy * dy <= reach * reach


def _settle(tracked: TrackedObject, now: TimedAnchor, reach: float) -> TimedAnchor | None:
    """The place at which it came to rest a second ago or more and has stayed; None: it has not."""
    limit = REST_SIZES * reach
    tracked.starts = [p for p in tracked.starts if _near(p, now, limit)]
    tracked.starts.append(now)
    first = tracked.starts[0]
    if now.at - first.at < REST_AFTER:
        return None
    tracked.starts = []
    return first


def _stay(tracked: TrackedObject, rest: Rest, now: TimedAnchor, reach: float) -> None:
    """An object moved a little from its place that rests again is the same subject; moved farther, it has left."""
    place = TimedAnchor(rest.since, rest.x, rest.y)
    begun = _settle(tracked, now, reach)
    if not _near(place, now, SAME_SUBJECT_SIZES * rest.size):
        tracked.rest = None if begun is None else Rest(begun.at, begun.x, begun.y, reach)
    elif begun is not None:
        tracked.rest = Rest(rest.since, begun.x, begun.y, rest.size)


def _missed(tracked: TrackedObject, record: Tracks) -> bool:
    """Notes that an observed frame did not show it; True when that makes it lost."""
    at = record.captured_at
    tracked.missing_since = tracked.missing_since or at
    if tracked.lost:
        return False
    if tracked.rest is None:
        if at - tracked.last_at <= COAST:
            return False
    else:
        if _can_be_hidden(tracked) and any(_hides(track, tracked) for track in record.tracks):
            tracked.patience_from = at
        if at - tracked.patience_from <= PATIENCE:
            return False
    tracked.lost = True
    tracked.rest = None
    tracked.starts = []
    return True


def _can_be_hidden(tracked: TrackedObject) -> bool:
    """People, and what only moved, are never remembered beyond the patience."""
    return tracked.label not in PEOPLE and tracked.label != MOVING


def _hides(track: Track, tracked: TrackedObject) -> bool:
    """Whether a track stands in front of an object: it is seen there itself, and passes, or is a person's."""
    passes = track.detected and (track.state != "resting" or track.label in PEOPLE)
    return passes and covered(tracked.box, (track.x1, track.y1, track.x2, track.y2)) >= COVERED_SHARE


def _near(a: TimedAnchor, b: TimedAnchor, reach: float) -> bool:
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= reach * reach


def is_cut(box: Rect, record: Tracks) -> bool:
    mx, my = EDGE_SHARE * record.width, EDGE_SHARE * record.height
    return box[0] <= mx or box[1] <= my or box[2] >= record.width - mx or box[3] >= record.height - my
