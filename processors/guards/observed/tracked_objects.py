"""From one observed frame of tracks to what the guards remember of each: found, missing, at rest, lost, ended.

Only detections count: places that a tracker predicted are never used.
"""

from orin.processors.geometry import Rect, covered, iou, size
from orin.processors.guards.observed.trajectory import REMEMBERED, walk
from orin.processors.guards.state import CameraState, Place, Rest, Step, Thing
from orin.processors.labels import GROUPS, OBJECT
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


class Over:
    """A thing that is no more for the guards; `reason` None: the tracker has not given it up."""

    __slots__ = ("reason", "thing")

    def __init__(self, thing: Thing, reason: EndReason | None) -> None:
        self.thing = thing
        self.reason = reason
        thing.ended = reason


def observe(state: CameraState, record: Tracks, *, gap: bool, walks: bool) -> tuple[list[Over], bool]:
    """Takes one observed frame into `state.things`; returns what is over on it, in a fixed order, and whether things
    have come or gone.

    `walks`: whether the way that people take has to be remembered.
    """
    at = record.captured_at
    things = state.things
    over = _end(state, record, gap=gap)
    others = bool(over)
    for track in record.tracks:
        if not track.detected:
            continue
        box = (track.x1, track.y1, track.x2, track.y2)
        thing = things.get(track.track_id)
        if thing is not None and thing.after_gap and iou(thing.box, box) < SAME_PLACE_IOU:
            over.append(Over(thing, "gap"))
            thing = None
        if thing is None:
            thing = things[track.track_id] = _new(track, box, at)
            others = True
        elif thing.lost:
            others = True
        _found(thing, track, box, record)
        if walks and thing.label in PEOPLE:
            height = box[3] - box[1]
            step = Step(at, (box[0] + box[2]) / 2, box[3], -height if is_cut(box, record) else height)
            walk(thing, step)
    for thing in things.values():
        if thing.last_at != at and _missed(thing, record):
            over.append(Over(thing, None))
            others = True
    return over, others


def forget(state: CameraState, over: list[Over], at: int) -> None:
    """Drops what ended, once the guards have seen it; people are remembered for a while."""
    for one in over:
        if one.reason is None:
            continue
        if state.things.get(one.thing.track_id) is one.thing:
            del state.things[one.thing.track_id]
        if one.thing.recent:
            state.gone.append(one.thing)
    if state.gone:
        state.gone = [thing for thing in state.gone if at - thing.last_at <= REMEMBERED][-MOST_GONE:]


def _end(state: CameraState, record: Tracks, *, gap: bool) -> list[Over]:
    at = record.captured_at
    over: list[Over] = []
    if not gap and not record.ended and all(at - thing.last_at <= UNHEARD for thing in state.things.values()):
        return over
    ended = {end.track_id: end.reason for end in record.ended}
    listed = {track.track_id for track in record.tracks}
    for track_id, thing in state.things.items():
        reason = ended.get(track_id)
        # A track that is not listed may still come back; one of which nothing is heard for long will not.
        if reason is None and track_id not in listed and at - thing.last_at > UNHEARD:
            reason = "lost"
        if gap and reason != "gap" and (thing.rest is None or thing.lost):
            reason = "gap"
        if reason is not None:
            thing.missing_since = thing.missing_since or at
            over.append(Over(thing, reason))
        elif gap:
            thing.after_gap, thing.patience_from = True, at
            thing.missing_since = thing.missing_since or at
    for one in over:
        del state.things[one.thing.track_id]
    return over


def _new(track: Track, box: Rect, at: int) -> Thing:
    return Thing(
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


def _found(thing: Thing, track: Track, box: Rect, record: Tracks) -> None:
    at = record.captured_at
    newly, back = thing.first_at == at, thing.lost
    thing.before_at = thing.last_at
    thing.label = track.label
    thing.score = max(thing.score, track.score)
    thing.last_at = thing.patience_from = at
    thing.box, thing.uri, thing.position = box, record.uri, record.source_position
    thing.missing_since = 0
    thing.lost = thing.after_gap = False
    if not thing.confirmed_at and track.state != "tentative":
        thing.confirmed_at = at
    x, y, rest = (box[0] + box[2]) / 2, box[3], thing.rest
    if rest is not None and _is_in_place(rest, x, y):
        if thing.starts:
            thing.starts = []
        return
    reach = size(box)
    if newly and track.born_at < at and (track.label == OBJECT or track.state == "tentative"):
        # A static object, whatever it is called, stood still before it became a track, since its first evidence.
        thing.rest = Rest(track.born_at, x, y, reach)
    elif back and track.rest_since is not None:
        # A bag that was lost while it was carried, and found again where it stands.
        thing.rest = Rest(track.rest_since, x, y, reach)
    elif rest is None:
        begun = _settle(thing, Place(at, x, y), reach)
        if begun is not None:
            thing.rest = Rest(begun.at, begun.x, begun.y, reach)
    else:
        _stay(thing, rest, Place(at, x, y), reach)


def _is_in_place(rest: Rest, x: float, y: float) -> bool:
    dx, dy, reach = x - rest.x, y - rest.y, REST_SIZES * rest.size
    return dx * dx + dy * dy <= reach * reach


def _settle(thing: Thing, now: Place, reach: float) -> Place | None:
    """The place at which it came to rest a second ago or more and has stayed; None: it has not."""
    limit = REST_SIZES * reach
    thing.starts = [p for p in thing.starts if _near(p, now, limit)]
    thing.starts.append(now)
    first = thing.starts[0]
    if now.at - first.at < REST_AFTER:
        return None
    thing.starts = []
    return first


def _stay(thing: Thing, rest: Rest, now: Place, reach: float) -> None:
    """A thing that is moved a little from its place and rests again is the same subject; further, and it has left."""
    place = Place(rest.since, rest.x, rest.y)
    begun = _settle(thing, now, reach)
    if not _near(place, now, SAME_SUBJECT_SIZES * rest.size):
        thing.rest = None if begun is None else Rest(begun.at, begun.x, begun.y, reach)
    elif begun is not None:
        rest.x, rest.y = begun.x, begun.y


def _missed(thing: Thing, record: Tracks) -> bool:
    """Notes that an observed frame did not show it; True when that makes it lost."""
    at = record.captured_at
    thing.missing_since = thing.missing_since or at
    if thing.lost:
        return False
    if thing.rest is None:
        if at - thing.last_at <= COAST:
            return False
    else:
        if any(t.detected and t.track_id != thing.track_id and _covers(t, thing.box) for t in record.tracks):
            thing.patience_from = at
        if at - thing.patience_from <= PATIENCE:
            return False
    thing.lost = True
    thing.rest = None
    thing.starts = []
    return True


def _covers(track: Track, box: Rect) -> bool:
    return covered(box, (track.x1, track.y1, track.x2, track.y2)) >= COVERED_SHARE


def _near(a: Place, b: Place, reach: float) -> bool:
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= reach * reach


def is_cut(box: Rect, record: Tracks) -> bool:
    mx, my = EDGE_SHARE * record.width, EDGE_SHARE * record.height
    return box[0] <= mx or box[1] <= my or box[2] >= record.width - mx or box[3] >= record.height - my
