"""What the guards of a camera wait for, and what they hold to be so: read from the state of the watch stage."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orin.processors.guards.guard import micros
from orin.processors.guards.observed.attendance import attended, free_since, is_owners
from orin.processors.guards.schedule import Periods
from orin.processors.guards.state import Attendance, CameraState, Counted, Dwell, GuardState, Memory
from orin.processors.specs.models import Delivered, GuardSpec, Rule, Unattended


class Timer(NamedTuple):
    """A window that has begun, and, when `is_open`, the event that came of it. Times in µs."""

    guard: str
    subject: str
    """A track's id; empty for a condition without one."""
    since: int
    due_at: int
    is_open: bool
    inside: int | None = None
    """Of `occupancy` and `absent`: how many there are."""


def timers(state: CameraState, guards: Mapping[str, GuardSpec], periods: Mapping[str, Periods]) -> Iterator[Timer]:
    """Of the frame that `state` was stepped with last. `periods`: of the guards that have a schedule."""
    for name, held in state.guards.items():
        spec = guards.get(name)
        if spec is None:
            continue
        for subject, event in held.events.items():
            yield Timer(name, subject, event.since, event.due_at, is_open=True, inside=event.count)
        span = periods[name].at(state.observed_at) if name in periods else None
        if span is None or span.on:
            begin = held.started_at if span is None else max(held.started_at, span.begin)
            yield from _waiting(held, spec.when.rule, begin)


def _waiting(held: GuardState, rule: Rule, begin: int) -> Iterator[Timer]:
    lasting = micros(getattr(rule, "for_", 0.0))
    for subject, memory in held.memories.items():
        if subject in held.events:
            continue
        since = _since(memory, rule)
        if since:
            since = max(since, begin)
            yield Timer(held.guard, subject, since, since + lasting, is_open=False)


def _since(memory: Memory, rule: Rule) -> int:
    """When the window began, as the guard's kind decides it; 0: none runs."""
    if isinstance(memory, Dwell | Counted):
        return memory.since
    if not isinstance(memory, Attendance):
        return 0
    if isinstance(rule, Unattended):
        owners_too = rule.attended_by == "owner"
        by_owner = owners_too and is_owners(memory)
        if attended(memory, by_owner=by_owner):
            return 0
        return max(memory.rest_since, free_since(memory, owners=owners_too, anyone=not by_owner))
    if isinstance(rule, Delivered) and memory.owner_left and not memory.told and not attended(memory, by_owner=True):
        return max(memory.rest_since, memory.owner_left)
    return 0
