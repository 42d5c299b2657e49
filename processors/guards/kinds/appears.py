"""`appears`: a new track is confirmed."""

from orin.processors.guards.context import NEVER, GuardContext, drop_ended
from orin.processors.guards.state import Known


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
