"""`unattended`: an object at rest that nobody attends to. Who attends is decided in attendance.py."""

from orin.processors.guards.conditions import keep_up
from orin.processors.guards.context import NEVER, NEXT, Turn, rest_anchor
from orin.processors.guards.observed.attendance import (
    attend,
    attended,
    begin_attendance,
    free_since,
    is_owners,
    nearest,
    someone_undecided,
    taken,
)
from orin.processors.guards.observed.frame import Seen
from orin.processors.guards.observed.tracked_objects import EVIDENCE, Over
from orin.processors.guards.state import Attendance
from orin.processors.specs.models import Unattended

DECIDING = 2_000_000
"""How long past its due time a decision may wait for somebody who may turn out to attend."""


def watch_unattended(turn: Turn) -> int:
    """Opens when an object has been at rest and unattended for `for`; the zone is that of its resting place."""
    frame, guard, state, _, _ = turn
    rule = guard.rule
    assert isinstance(rule, Unattended)
    for over in frame.over:
        memory = state.memories.pop(over.thing.track_id, None)
        if isinstance(memory, Attendance):
            _gone(turn, over, memory)
    wake = NEVER
    for seen in frame.select(guard.filter):
        thing = seen.thing
        rest = thing.rest
        memory = state.memories.get(thing.track_id)
        attendance = memory if isinstance(memory, Attendance) else None
        if attendance is not None and (rest is None or rest.since != attendance.rest_since):
            _moved(turn, rule, seen, attendance)
            attendance = None
        if rest is None or not thing.confirmed_at:
            continue
        wake = NEXT
        if guard.zone is not None and not guard.zone.holds(*rest_anchor(guard, thing, rest)):
            if attendance is not None:
                _drop(turn, seen)
            continue
        if attendance is None:
            attendance = begin_attendance(frame, rest, rule.radius)
            state.memories[thing.track_id] = attendance
        else:
            attend(frame, attendance, rest, rule.radius)
        if seen.detected:
            near = nearest(frame, rest.x, rest.y, rule.radius)
            if near is not None:
                attendance.near_at, attendance.near = frame.at, near
        _decide(turn, rule, seen, attendance)
    return wake


def _decide(turn: Turn, rule: Unattended, seen: Seen, attendance: Attendance) -> None:
    frame, guard, state, begin, out = turn
    thing = seen.thing
    owners_too = rule.attended_by == "owner"
    by_owner = owners_too and is_owners(attendance)
    event = state.events.get(thing.track_id)
    if attended(attendance, by_owner=by_owner):
        if event is not None:
            event.owner = attendance.owner
            out.close(guard, state, thing.track_id, thing, "claimed" if by_owner else "ended")
        return
    if event is not None:
        keep_up(turn, event, thing)
        return
    if begin is None or not seen.detected:
        return
    since = max(attendance.rest_since, begin, free_since(attendance, owners=owners_too, anyone=not by_owner))
    due_at = since + guard.lasting
    if frame.at < due_at:
        return
    if not by_owner and frame.at - due_at < DECIDING and someone_undecided(attendance, due_at):
        return
    out.open(guard, state, thing, since=since, due_at=due_at, owner=attendance.owner)


def _moved(turn: Turn, rule: Unattended, seen: Seen, attendance: Attendance) -> None:
    """The object was seen away from its place."""
    subject = seen.thing.track_id
    del turn.state.memories[subject]
    if subject not in turn.state.events:
        return
    carrier = nearest(turn.frame, seen.x, seen.y, rule.radius)
    if carrier is None and turn.frame.at - attendance.near_at <= EVIDENCE:
        carrier = attendance.near
    turn.out.close(turn.guard, turn.state, subject, seen.thing, "removed", taken_by=taken(attendance, carrier))


def _gone(turn: Turn, over: Over, attendance: Attendance) -> None:
    """The object is not seen any more: taken away, if there is evidence for it."""
    thing = over.thing
    if thing.track_id not in turn.state.events:
        return
    met = attendance.near_at > 0 and thing.last_at - attendance.near_at <= EVIDENCE
    in_gap = over.reason == "gap" or thing.after_gap
    if not in_gap and (met or over.reason in ("removed", "edge")):
        by = taken(attendance, attendance.near if met else None)
        turn.out.close(turn.guard, turn.state, thing.track_id, thing, "removed", taken_by=by)
    else:
        turn.out.close(turn.guard, turn.state, thing.track_id, thing, "indeterminate")


def _drop(turn: Turn, seen: Seen) -> None:
    """It was moved a little, out of the zone."""
    subject = seen.thing.track_id
    del turn.state.memories[subject]
    if subject in turn.state.events:
        turn.out.close(turn.guard, turn.state, subject, seen.thing, "ended")
