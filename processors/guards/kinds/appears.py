"""`appears`: a new track is confirmed."""

from msgspec import Struct

from orin.processors.guards.context import NEVER, GuardContext, drop_ended
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Rule


class Appears(Rule, frozen=True, kw_only=True):
    zone: str | None = None


class Known(Struct, array_like=True, tag=0):
    """`appears`: this track needs no more attention."""


def watch_appears(context: GuardContext) -> int:
    """Fires on the frame on which a track is confirmed, where its anchor is in the zone then."""
    frame, guard, state, _, out = context
    drop_ended(context)
    memories = state.memories
    for sighting in frame.select(guard.filter):
        tracked = sighting.tracked
        if tracked.track_id in memories or not tracked.confirmed_at:
            continue
        memories[tracked.track_id] = Known()
        new = tracked.confirmed_at == frame.at
        if new and (guard.zone is None or sighting.mask & guard.zone.bit):
            out.moment(guard, state, tracked)
    return NEVER


APPEARS = GuardKind(
    name="appears",
    rule=Appears,
    watch=watch_appears,
    memory=Known,
    fires="A new track is confirmed, once.",
)
