"""`tailgating`: a track crosses a line shortly after another, in the same direction."""

from msgspec import Struct

from orin.processors.guards.context import NEVER, NEXT, GuardContext
from orin.processors.guards.guard import micros
from orin.processors.guards.observed.line_path import LineSide, crossings
from orin.processors.guards.state import PendingEvent
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Direction, Rule

_GATE = ""
"""The key of what is remembered of the line; no track has this id."""
_CONFIRMED_BY = 10_000_000
"""A crossing may become known this much later than it happened, when its track had to be confirmed first."""


class Tailgating(Rule, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("people",)
    line: str
    direction: Direction = "any"
    within: float


class Crossed(Struct, array_like=True):
    """`tailgating`: one crossing, and whether an event was written for it."""

    track_id: str
    pending: PendingEvent
    told: bool = False


class Followed(Struct, array_like=True, tag=8):
    """`tailgating`: the last crossings of the line."""

    crossed: list[Crossed] = []


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
            # The one ahead was confirmed only after the follower had crossed.
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


TAILGATING = GuardKind(
    name="tailgating",
    rule=Tailgating,
    watch=watch_tailgating,
    memory=LineSide | Followed,
    fires="A track crosses the line shortly after another.",
)
