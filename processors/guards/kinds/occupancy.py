"""`occupancy`, `absent`: more, or fewer, tracks than a limit are inside a zone for some time.

The count is of confirmed tracks whose last detection was inside and that are not lost. Whether it reaches a level
changes at a time of its own, which may lie before the frame that shows it: a track counts from its first
detection inside, even from before it was confirmed; one that is gone was there until its last. After a gap only tracks
that were detected since count.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from orin.processors.guards.conditions import keep_up, kept_up_until
from orin.processors.guards.context import NEVER, NEXT, GuardContext
from orin.processors.guards.guard import Guard
from orin.processors.guards.observed.frame import ObservedFrame
from orin.processors.specs.kinds import Field, GuardKind
from orin.processors.specs.nodes import whole
from orin.processors.specs.rule import Rule

MOST_COUNTED = 10_000
_PLACE = ""
"""The condition has no subject."""


class Occupancy(Rule, frozen=True, kw_only=True):
    """Exactly one of `over` and `under` is set."""

    objects: tuple[str, ...] = ("people",)
    zone: str
    over: Annotated[int, Meta(ge=0)] | None = None
    under: Annotated[int, Meta(ge=1)] | None = None
    for_: float = field(name="for")
    inertia: float = 0.5


class Absent(Rule, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("people",)
    zone: str
    for_: float = field(name="for")
    inertia: float = 0.5


class Inside(Struct, array_like=True):
    """One track inside a zone: its first detection there, and whether it is confirmed."""

    since: int
    counts: bool = False


class Counted(Struct, array_like=True, tag=6):
    """`occupancy`, `absent`: who is inside, whether they reach the level, and how long the condition has held."""

    inside: dict[str, Inside] = {}
    reached: bool = False
    since: int = 0
    broken: int = 0
    """When the present interruption began; 0: there is none."""


def watch_occupancy(context: GuardContext) -> int:
    """Opens when the condition has held for `for`; what interrupts it for less than `inertia` is none."""
    frame, guard, state, begin, out = context
    rule = guard.rule
    over = rule.over if isinstance(rule, Occupancy) else None
    under = rule.under if isinstance(rule, Occupancy) else 1
    level = over + 1 if over is not None else under or 1
    memory = state.memories.get(_PLACE)
    if not isinstance(memory, Counted):
        memory = state.memories[_PLACE] = Counted()
    count, turned = _count(frame, guard, memory, level)
    holds = memory.reached == (over is not None)
    event = state.events.get(_PLACE)
    if event is not None:
        event.count = count
    if holds:
        memory.broken = 0
        memory.since = memory.since or turned
    elif memory.since:
        memory.broken = memory.broken or turned
        if _is_over(frame, guard, memory):
            memory.since = memory.broken = 0
            if event is not None:
                out.close(guard, state, _PLACE, None, "ended")
            return NEXT
    if event is not None:
        keep_up(context, event, None)
        if (
            holds
            and event.extreme is not None
            and (count > event.extreme if over is not None else count < event.extreme)
        ):
            event.extreme = count
            out.update(guard, state, event, None)
        return NEXT if memory.broken else kept_up_until(guard, event)
    if not holds or begin is None:
        return NEXT if memory.broken else NEVER
    since = max(memory.since, begin)
    if frame.at < since + guard.lasting:
        return since + guard.lasting
    out.open(guard, state, None, since=since, due_at=since + guard.lasting, count=count)
    return NEXT


def _is_over(frame: ObservedFrame, guard: Guard, memory: Counted) -> bool:
    """Whether an interruption has lasted for `inertia`, on two observed frames or more.

    Who came is seen on the first of them; who left was seen last before it.
    """
    two = frame.before >= memory.broken if memory.reached else frame.before > memory.broken
    return two and frame.at - memory.broken >= guard.inertia


def _count(frame: ObservedFrame, guard: Guard, memory: Counted, level: int) -> tuple[int, int]:
    """How many are inside, and when that last began, or ceased, to be `level` or more: `memory.reached`."""
    assert guard.zone is not None
    bit = guard.zone.bit
    before = memory.inside
    inside: dict[str, Inside] = {}
    entered = []
    for sighting in frame.select(guard.filter):
        if not sighting.mask & bit:
            continue
        tracked = sighting.tracked
        if tracked.after_gap:
            continue
        one = before.get(tracked.track_id)
        if one is None:
            if not sighting.detected:
                continue
            one = Inside(frame.at)
        one.counts = sighting.confirmed
        inside[tracked.track_id] = one
        if one.counts:
            entered.append(one.since)
    count, turned = len(entered), frame.at
    if count >= level and not memory.reached:
        turned = sorted(entered)[level - 1]
    elif count < level and memory.reached and not frame.fresh:
        # What a gap took away may have gone at any time in it: it counts as gone on the first frame after.
        left = sorted(_last_inside(frame, name) for name, one in before.items() if one.counts and name not in inside)
        turned = left[max(count + len(left) - level, 0)]
    memory.inside = inside
    memory.reached = count >= level
    return count, turned


def _last_inside(frame: ObservedFrame, track_id: str) -> int:
    """The last detection inside of one that was inside on the frame before."""
    tracked = frame.tracked(track_id)
    if tracked is None:
        return frame.before
    return tracked.before_at if tracked.last_at == frame.at else tracked.last_at


def _check(values: Mapping[str, Any]) -> str | None:
    if len(values.keys() & {"over", "under"}) != 1:
        return "occupancy needs exactly one of 'over' and 'under'"
    return None


def _given(name: str) -> dict[str, Any]:
    return {"required": [name], "properties": {name: {"type": "integer"}}}


def _limit(least: int, description: str) -> Field:
    schema = {"type": "integer", "minimum": least, "maximum": MOST_COUNTED, "description": description}
    return Field(whole(least, MOST_COUNTED), schema)


OCCUPANCY = GuardKind(
    name="occupancy",
    rule=Occupancy,
    watch=watch_occupancy,
    memory=Counted,
    fires="More, or fewer, than so many are inside for so long.",
    fields={"over": _limit(0, "More than so many."), "under": _limit(1, "Fewer than so many.")},
    check=_check,
    schema={"oneOf": [_given("over"), _given("under")]},
    window_since=lambda _, counted: counted.since,
)
ABSENT = GuardKind(
    name="absent",
    rule=Absent,
    watch=watch_occupancy,
    memory=Counted,
    fires="Nobody is inside for so long.",
    window_since=lambda _, counted: counted.since,
)
