"""How a camera is doing: a table over what is known of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.processors.camera_state import STATES, IngestState, Sightings, camera_state, reported_state

S = 1_000_000
DARK_AFTER = 10.0


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ((None, 0, 0, 0, True), "never_seen"),
        (("connecting", 1, 0, 29, True), "starting"),
        (("connecting", 1, 0, 31, True), "dark"),
        (("connecting", 11, 0, 12, True), "dark"),
        (("running", 1, 0, 1, True), "starting"),
        (("running", 1, 9, 10, False), "live"),
        (("running", 1, 9, 11, False), "dark"),
        (("running", 11, 9, 1, False), "dark"),
        (("connecting", 1, 9, 11, False), "dark"),
        (("waiting", 1, 9, 1, False), "live"),
        (("ended", 99, 9, 99, False), "ended"),
        (("ended", 99, 0, 99, True), "failed"),
        (("ended", 1, 0, 1, False), "failed"),
    ],
)
def test_the_state_of_a_camera(seen: tuple[IngestState | None, int, int, int, bool], expected: str) -> None:
    """`seen`: what the ingest said, seconds since then, its frames, seconds since a frame is due, whether the first."""
    now, (ingest, heard_ago, frames, due_ago, first) = 1000 * S, seen
    known = Sightings(ingest, now - heard_ago * S, frames, now - due_ago * S, first)
    assert camera_state(known, now, DARK_AFTER) == expected


@pytest.mark.parametrize(
    ("ingest", "silent", "seen", "health", "expected"),
    [
        (None, None, False, None, "never_seen"),
        (None, None, True, None, "dark"),
        ("connecting", 1.0, False, None, "starting"),
        ("running", 1.0, False, None, "starting"),
        ("connecting", 1.0, True, None, "starting"),
        ("connecting", 1.0, True, "camera.dark", "dark"),
        ("running", 1.0, True, None, "live"),
        ("running", 1.0, True, "camera.back", "live"),
        ("waiting", 1.0, True, "camera.ended", "live"),
        ("running", 11.0, True, "camera.back", "dark"),
        ("ended", 1e6, True, "camera.dark", "ended"),
        ("ended", 1.0, True, "camera.failed", "failed"),
        ("ended", 1.0, False, None, "failed"),
    ],
)
def test_the_state_that_is_kept_of_a_camera(
    ingest: IngestState | None, silent: float | None, seen: bool, health: str | None, expected: str
) -> None:
    assert reported_state(ingest=ingest, silent=silent, seen=seen, health=health, dark_after=DARK_AFTER) == expected


SIGHTINGS = st.builds(
    Sightings,
    st.sampled_from([None, "connecting", "running", "waiting", "ended"]),
    st.integers(0, 100 * S),
    st.integers(0, 2),
    st.integers(0, 100 * S),
    st.booleans(),
)


@given(SIGHTINGS, st.integers(0, 100 * S))
def test_time_alone_only_darkens(seen: Sightings, later: int) -> None:
    before, after = (camera_state(seen, 100 * S + passed, DARK_AFTER) for passed in (0, later))
    assert {before, after} <= set(STATES)
    assert after in (before, "dark")
    assert before != "dark" or after == "dark"
