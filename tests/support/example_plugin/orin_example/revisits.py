"""A guard kind: somebody comes into a zone again and again."""

from msgspec import Struct

from orin.plugins import NEVER, NEXT, Field, GuardContext, GuardKind, Rule, drop_ended, whole

MOST = 100


class Revisits(Rule, frozen=True, kw_only=True):
    """The fields under `when: {revisits: ...}`, besides those that every kind has."""

    objects: tuple[str, ...] = ("people",)
    zone: str
    visits: int = 2


class Visits(Struct, array_like=True):
    """What is remembered of one track."""

    count: int = 0
    inside: bool = False


def watch(context: GuardContext) -> int:
    """Fires once for each track, on the frame on which it comes into the zone for the `visits`th time."""
    frame, guard, state, _, out = context
    assert isinstance(guard.rule, Revisits)
    drop_ended(context)
    selected = frame.select(guard.filter)
    for sighting in selected:
        if not sighting.detected or not sighting.confirmed:
            continue
        memory = state.memories.setdefault(sighting.tracked.track_id, Visits())
        inside = bool(sighting.mask & guard.zone.bit)
        if inside and not memory.inside:
            memory.count += 1
            if memory.count == guard.rule.visits:
                out.moment(guard, state, sighting.tracked)
        memory.inside = inside
    return NEXT if selected else NEVER


KIND = GuardKind(
    name="revisits",
    rule=Revisits,
    watch=watch,
    memory=Visits,
    fires="The same one comes into the zone for the so-many-th time.",
    fields={
        "visits": Field(
            whole(1, MOST),
            {"type": "integer", "minimum": 1, "maximum": MOST, "description": "At which visit it fires."},
        )
    },
)
