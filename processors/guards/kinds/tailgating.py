"""`tailgating`: one goes over a line shortly after another, the same way."""

from orin.processors.guards.context import NEVER, NEXT, GuardContext
from orin.processors.guards.guard import micros
from orin.processors.guards.observed.line_path import crossings
from orin.processors.guards.state import Crossed, Followed
from orin.processors.specs.models import Tailgating

_GATE = ""
"""Under this name stands what is remembered of the line; no track is called so."""
_CONFIRMED_BY = 10_000_000
"""A crossing may be known this much later than it was, when its track had to be confirmed first."""


def watch_tailgating(context: GuardContext) -> int:
    """Fires for the crossing that follows another's in the same direction within `within`, once each.

    Of two on one frame, one follows the other.
    """
    frame, guard, state, _, _ = context
    rule = guard.rule
    assert isinstance(rule, Tailgating)
    within = micros(rule.within)
    for tracked, pending in crossings(context, rule.direction):
        gate = state.memories.get(_GATE)
        if not isinstance(gate, Followed):
            gate = state.memories[_GATE] = Followed()
        gate.crossed = [one for one in gate.crossed if frame.at - one.pending.at <= within + _CONFIRMED_BY]
        now = Crossed(tracked.track_id, pending)
        others = [one for one in gate.crossed if _is_other(one, now)]
        gate.crossed.append(now)
        if any(0 <= pending.at - one.pending.at <= within for one in others):
            _fire(context, now)
        for one in others:
            # Somebody was confirmed after his follower had crossed.
            if not one.told and 0 < one.pending.at - pending.at <= within:
                _fire(context, one)
    return NEXT if frame.select(guard.filter) else NEVER


def _is_other(one: Crossed, now: Crossed) -> bool:
    return one.track_id != now.track_id and one.pending.direction == now.pending.direction


def _fire(context: GuardContext, crossed: Crossed) -> None:
    tracked = context.frame.tracked(crossed.track_id)
    crossed.told = True
    if tracked is not None:
        context.out.moment(context.guard, context.state, tracked, crossed.pending)
