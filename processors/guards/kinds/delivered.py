"""`delivered`: a person brings an object and leaves, and it stays. Who brought it is decided in attendance.py."""

from msgspec import field

from orin.processors.guards.context import GuardContext, rests_in_zone, rests_until
from orin.processors.guards.observed.attendance import Attendance, attend, attended, begin_attendance, changes_at
from orin.processors.guards.observed.frame import Post
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Rule


class Delivered(Rule, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("object", "packages")
    zone: str
    for_: float = field(name="for")
    radius: float = 1.5


def watch_delivered(context: GuardContext) -> int:
    """Fires when the object has rested in the zone for `for` since its owner left its radius, once per place.

    When the owner comes back in between, the time starts again as they leave. An object that nobody was
    seen bringing is not a delivery.
    """
    frame, guard, state, begin, out = context
    memories = state.memories
    for departure in frame.departures:
        memories.pop(departure.tracked.track_id, None)
    wake = rests_until(guard)
    for sighting in frame.select(guard.filter):
        tracked = sighting.tracked
        rest = tracked.rest
        memory = memories.get(tracked.track_id)
        attendance = memory if isinstance(memory, Attendance) else None
        if attendance is not None and (rest is None or rest.since != attendance.rest_since):
            del memories[tracked.track_id]
            attendance = None
        if rest is None or not tracked.confirmed_at:
            continue
        if not rests_in_zone(guard, tracked, rest):
            memories.pop(tracked.track_id, None)
            continue
        if attendance is None:
            attendance = memories[tracked.track_id] = begin_attendance(frame, rest, guard.radius)
        else:
            attend(frame, attendance, rest, guard.radius)
        place = frame.place(rest.x, rest.y, guard.radius)
        wake = min(wake, changes_at(attendance, place, frame.at))
        frame.posts.append(Post(place, None))
        if attendance.told or begin is None or not sighting.detected or not attendance.owner_left:
            continue
        since = max(rest.since, begin, attendance.owner_left)
        if frame.at < since + guard.lasting:
            wake = min(wake, since + guard.lasting)
        elif not attended(attendance, by_owner=True):
            attendance.told = True
            out.moment(guard, state, tracked, window=since, owner=attendance.owner)
    return wake


def _window_since(_: Delivered, attendance: Attendance) -> int:
    if attendance.owner_left and not attendance.told and not attended(attendance, by_owner=True):
        return max(attendance.rest_since, attendance.owner_left)
    return 0


DELIVERED = GuardKind(
    name="delivered",
    rule=Delivered,
    watch=watch_delivered,
    memory=Attendance,
    fires="A person brings an object and leaves, and it stays for so long.",
    walks=True,
    window_since=_window_since,
)
