"""`unattended`: an object at rest that nobody attends to. Who attends is decided in attendance.py."""

from typing import Literal

from msgspec import field

from orin.processors.guards.conditions import keep_up, kept_up_until
from orin.processors.guards.context import NEVER, NEXT, GuardContext, rests_in_zone, rests_until
from orin.processors.guards.observed.attendance import (
    Attendance,
    attend,
    attended,
    begin_attendance,
    changes_at,
    free_since,
    is_owners,
    someone_undecided,
    taken,
)
from orin.processors.guards.observed.frame import Post
from orin.processors.guards.observed.sighting import Sighting
from orin.processors.guards.observed.tracked_objects import EVIDENCE, Departure
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Escalation, Rule

DECIDING = 2_000_000
"""How long past its due time a decision may wait for somebody who may turn out to attend."""


class Unattended(Rule, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("object", "packages")
    zone: str | None = None
    for_: float = field(name="for")
    radius: float = 1.5
    attended_by: Literal["owner", "anyone"] = "anyone"
    escalate: tuple[Escalation, ...] = ()


def watch_unattended(context: GuardContext) -> int:
    """Opens when an object has been at rest and unattended for `for`; the zone is that of its resting place."""
    frame, guard, state, _, _ = context
    rule = guard.rule
    assert isinstance(rule, Unattended)
    for departure in frame.departures:
        memory = state.memories.pop(departure.tracked.track_id, None)
        if isinstance(memory, Attendance):
            _gone(context, departure, memory)
    wake = rests_until(guard)
    for sighting in frame.select(guard.filter):
        tracked = sighting.tracked
        rest = tracked.rest
        memory = state.memories.get(tracked.track_id)
        attendance = memory if isinstance(memory, Attendance) else None
        if attendance is not None and (rest is None or rest.since != attendance.rest_since):
            _moved(context, rule, sighting, attendance)
            attendance = None
        if rest is None or not tracked.confirmed_at:
            continue
        if not rests_in_zone(guard, tracked, rest):
            if attendance is not None:
                _drop(context, sighting)
            continue
        if attendance is None:
            attendance = begin_attendance(frame, rest, rule.radius)
            state.memories[tracked.track_id] = attendance
        else:
            attend(frame, attendance, rest, rule.radius)
        place = frame.place(rest.x, rest.y, rule.radius)
        if sighting.detected and place.nearest is not None:
            attendance.meet(frame.at, place.nearest)
        due_at = _decide(context, rule, sighting, attendance)
        wake = min(wake, due_at, changes_at(attendance, place, frame.at))
        frame.posts.append(Post(place, attendance if sighting.detected else None))
    return wake


def _decide(context: GuardContext, rule: Unattended, sighting: Sighting, attendance: Attendance) -> int:
    """Opens and closes; returns when there is something to decide next, as long as the attendance is the same."""
    frame, guard, state, begin, out = context
    tracked = sighting.tracked
    owners_too = rule.attended_by == "owner"
    by_owner = owners_too and is_owners(attendance)
    event = state.events.get(tracked.track_id)
    if attended(attendance, by_owner=by_owner):
        if event is not None:
            event.owner = attendance.owner
            out.close(guard, state, tracked.track_id, tracked, "claimed" if by_owner else "ended")
        return NEVER
    if event is not None:
        keep_up(context, event, tracked)
        return kept_up_until(guard, event)
    if begin is None or not sighting.detected:
        return NEVER
    since = max(attendance.rest_since, begin, free_since(attendance, owners=owners_too, anyone=not by_owner))
    due_at = since + guard.lasting
    if frame.at < due_at:
        return due_at
    if by_owner or frame.at - due_at >= DECIDING or not someone_undecided(attendance, due_at):
        out.open(guard, state, tracked, since=since, due_at=due_at, owner=attendance.owner)
    return NEXT


def _moved(context: GuardContext, rule: Unattended, sighting: Sighting, attendance: Attendance) -> None:
    """The object was seen away from its place."""
    subject = sighting.tracked.track_id
    del context.state.memories[subject]
    if subject not in context.state.events:
        return
    carrier = context.frame.place(sighting.x, sighting.y, rule.radius).nearest
    if carrier is None and context.frame.at - attendance.near_at <= EVIDENCE:
        carrier = attendance.near
    context.out.close(
        context.guard, context.state, subject, sighting.tracked, "removed", taken_by=taken(attendance, carrier)
    )


def _gone(context: GuardContext, departure: Departure, attendance: Attendance) -> None:
    """The object is no longer detected: taken away, if there is evidence for it."""
    tracked = departure.tracked
    if tracked.track_id not in context.state.events:
        return
    met = attendance.near_at > 0 and tracked.last_at - attendance.near_at <= EVIDENCE
    in_gap = departure.reason == "gap" or tracked.after_gap
    if not in_gap and (met or departure.reason in ("removed", "edge")):
        by = taken(attendance, attendance.near if met else None)
        context.out.close(context.guard, context.state, tracked.track_id, tracked, "removed", taken_by=by)
    else:
        context.out.close(context.guard, context.state, tracked.track_id, tracked, "indeterminate")


def _drop(context: GuardContext, sighting: Sighting) -> None:
    """It was moved a little, out of the zone."""
    subject = sighting.tracked.track_id
    del context.state.memories[subject]
    if subject in context.state.events:
        context.out.close(context.guard, context.state, subject, sighting.tracked, "ended")


def _window_since(rule: Unattended, attendance: Attendance) -> int:
    owners_too = rule.attended_by == "owner"
    by_owner = owners_too and is_owners(attendance)
    if attended(attendance, by_owner=by_owner):
        return 0
    return max(attendance.rest_since, free_since(attendance, owners=owners_too, anyone=not by_owner))


UNATTENDED = GuardKind(
    name="unattended",
    rule=Unattended,
    watch=watch_unattended,
    memory=Attendance,
    fires="An object is at rest and unattended for so long.",
    walks=True,
    window_since=_window_since,
)
