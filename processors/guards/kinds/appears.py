"""`appears`: a new track is confirmed."""

from orin.processors.guards.context import NEVER, Turn, drop_ended
from orin.processors.guards.state import Known


def watch_appears(turn: Turn) -> int:
    """Fires on the frame on which a track is confirmed, where its anchor is in the zone then."""
    frame, guard, state, _, out = turn
    drop_ended(turn)
    memories = state.memories
    for seen in frame.select(guard.filter):
        thing = seen.thing
        if thing.track_id in memories or not thing.confirmed_at:
            continue
        memories[thing.track_id] = Known()
        new = thing.confirmed_at == frame.at
        if new and (guard.zone is None or seen.mask & guard.zone.bit):
            out.moment(guard, state, thing)
    return NEVER
