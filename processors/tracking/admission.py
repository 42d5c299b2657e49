"""Which records of a camera count: one per captured_at, from the one session that owns the camera."""

from typing import Literal

from orin.processors.tracking.state import CameraTracks
from orin.schemas.records import Detections, SessionEnd

Admission = Literal["admitted", "repeat", "contended"]


def admit(state: CameraTracks, record: Detections, takeover_after: float) -> Admission:
    """Decides on one record, in the log's order, and takes note of it in `state`.

    The first record of a captured_at is the one with the lowest offset, so whatever is not later than the last is a
    repeat. Another session's records are dropped until the owner wrote its end or has been silent for
    `takeover_after` seconds by the newcomer's captured_at. A `previous_at` later than the last record means that
    frames between never came: counted, nothing more.
    """
    if record.captured_at <= state.last_at:
        state.repeats += 1
        return "repeat"
    if record.session != state.session:
        silent = record.captured_at - state.last_at
        if state.session and not state.session_over and silent < takeover_after * 1e6:
            state.contended += 1
            return "contended"
        state.session, state.session_started_at = record.session, record.session_started_at
    state.session_over = False
    if record.previous_at is not None and 0 <= state.last_at < record.previous_at:
        state.input_gaps += 1
    state.last_at = record.captured_at
    return "admitted"


def end_session(state: CameraTracks, record: SessionEnd) -> bool:
    """Notes the owner's end; False for another session's, or a repeat, which say nothing about the camera."""
    if record.session != state.session or state.session_over:
        return False
    state.session_over = True
    return True
