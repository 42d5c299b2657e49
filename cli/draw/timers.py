"""The running timers and the open events of a camera's guards, read from the state of the watch stage."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orin.processors.guards.guard import micros
from orin.processors.guards.schedule import Periods
from orin.processors.guards.state import GuardState, WatchState
from orin.processors.specs.kinds import KINDS
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.rule import Rule


class PendingWindow(NamedTuple):
    """A window that has begun and, when `is_open`, has become an event. Times in µs."""

    guard: str
    subject: str
    """A track's id; empty for a condition without one."""
    since: int
    due_at: int
    is_open: bool
    inside: int | None = None
    """Of `occupancy` and `absent`: how many people or objects are inside."""


def timers(
    state: WatchState, guards: Mapping[str, GuardSpec], periods: Mapping[str, Periods]
) -> Iterator[PendingWindow]:
    """Of the frame that `state` was stepped with last. `periods`: of the guards that have a schedule."""
    for name, held in state.guards.items():
        spec = guards.get(name)
        if spec is None:
            continue
        for subject, event in held.events.items():
            yield PendingWindow(name, subject, event.since, event.due_at, is_open=True, inside=event.count)
        span = periods[name].at(state.observed_at) if name in periods else None
        if span is None or span.on:
            begin = held.started_at if span is None else max(held.started_at, span.begin)
            yield from _waiting(held, spec.rule, begin)


def _waiting(held: GuardState, rule: Rule, begin: int) -> Iterator[PendingWindow]:
    lasting = micros(getattr(rule, "for_", 0.0))
    window_since = KINDS[held.kind].window_since
    for subject, memory in held.memories.items():
        if subject in held.events:
            continue
        since = window_since(rule, memory)
        if since:
            since = max(since, begin)
            yield PendingWindow(held.guard, subject, since, since + lasting, is_open=False)
