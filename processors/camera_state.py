"""How a camera is doing, from what is known of its ingest and its frames. Pure: the clock is passed in.

| from | to | when |
|---|---|---|
| `never_seen`, `ended`, `failed` | `starting` | an ingest of it begins |
| `starting`, `dark` | `live` | a frame comes |
| `starting`, `live` | `dark` | no frame comes in time, or nothing is heard from the ingest |
| any | `ended` | its ingest ends |
| any | `failed` | its ingest ends before its first frame |
"""

from typing import Literal, NamedTuple, get_args

CameraState = Literal["never_seen", "starting", "live", "dark", "ended", "failed"]
STATES: tuple[CameraState, ...] = get_args(CameraState)
IngestState = Literal["connecting", "running", "waiting", "ended"]

START_AFTER = 30.0
"""Seconds that a camera has for the first frame of its ingest: an ingest itself gives up after so long."""


class Sightings(NamedTuple):
    """What is known of a camera; times in µs of one clock."""

    ingest: IngestState | None
    """What its newest ingest said last; None where nothing was ever heard of one."""
    heard_at: int = 0
    """When that was, or a frame of it came."""
    frames: int = 0
    """Of the newest ingest."""
    expected_since: int = 0
    """Since when the next frame is due: the newest frame, or the start of the first ingest after an orderly end."""
    first: bool = True
    """No frame has come since `expected_since`."""


def camera_state(seen: Sightings, now: int, dark_after: float) -> CameraState:
    """The state at `now`; a camera that delivers is dark `dark_after` seconds after its last frame."""
    if seen.ingest is None:
        return "never_seen"
    if seen.ingest == "ended":
        return "ended" if seen.frames else "failed"
    if now - seen.heard_at > dark_after * 1_000_000:
        return "dark"
    bound = max(START_AFTER, dark_after) if seen.first else dark_after
    if now - seen.expected_since > bound * 1_000_000:
        return "dark"
    return "starting" if seen.first else "live"


def reported_state(
    *, ingest: IngestState | None, silent: float | None, seen: bool, health: str | None, dark_after: float
) -> CameraState:
    """The state as what is kept of a camera tells it.

    `ingest` is what its last heartbeat said, `silent` seconds ago. `seen`: a frame of it is known. `health` is the kind
    of its newest health event, which tells what the last heartbeat alone does not show.
    """
    if ingest is None:
        return "dark" if seen else "never_seen"
    if ingest == "ended":
        return "failed" if health == "camera.failed" or not seen else "ended"
    if silent is None or silent > dark_after or health == "camera.dark":
        return "dark"
    return "live" if seen and ingest != "connecting" else "starting"
