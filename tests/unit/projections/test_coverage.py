"""Observations and coverage: what was seen, from frame to frame."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from orin.projections.coverage import CameraFrames, counts
from orin.projections.rows import TableRow
from orin.schemas.records import Spec, Tracks
from tests.support.processes.projection_records import CAMERA, SECOND, camera_spec, track, tracks

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

frames = st.lists(
    st.tuples(st.integers(1, 12 * SECOND), st.sampled_from(["seen", "still", "shed", "undecodable", "frozen"])),
    max_size=30,
).map(
    lambda steps: [tracks(sum(gap for gap, _ in steps[: n + 1]), status=status) for n, (_, status) in enumerate(steps)]
)
markers = st.lists(st.tuples(st.integers(0, 30), st.floats(0.1, 20), st.integers(0, 100 * SECOND)), max_size=4)


def stored(state: CameraFrames) -> CameraFrames:
    """The state as it comes back from its row."""
    row = msgspec.json.decode(msgspec.json.encode(state.row()))
    times = [row[name] and datetime.fromisoformat(row[name]) for name in ("captured_at", "observed_at")]
    return CameraFrames.of(row["camera"], times[0], row["status"], times[1], row["tolerances"])


def project(log: list[Tracks | Spec], stored_after: set[int]) -> list[TableRow | None]:
    state = CameraFrames(CAMERA)
    found = []
    for index, record in enumerate(log):
        if isinstance(record, Spec):
            state.arm(record)
        else:
            found.append(state.observe(record))
        if index in stored_after:
            state = stored(state)
    return found


def with_markers(seen: list[Tracks], placed: list[tuple[int, float, int]]) -> list[Tracks | Spec]:
    log: list[Tracks | Spec] = list(seen)
    for number, (at, tolerance, since) in enumerate(placed, 1):
        log.insert(min(at, len(log)), camera_spec(number=number, gap_tolerance=round(tolerance, 3), active_from=since))
    return log


@given(frames, markers, st.sets(st.integers(0, 34)))
def test_rows_do_not_depend_on_how_the_log_is_cut_into_batches(
    seen: list[Tracks], placed: list[tuple[int, float, int]], cuts: set[int]
) -> None:
    log = with_markers(seen, placed)
    assert project(log, cuts) == project(log, set())


@given(frames)
def test_covered_is_the_time_between_observed_frames_that_are_no_gap(seen: list[Tracks]) -> None:
    rows = [row for row in project(list(seen), set()) if row is not None]
    observed = [frame.captured_at for frame in seen if frame.status in ("seen", "still")]
    intervals = [(b - a) / SECOND for a, b in pairwise(observed)]
    assert sum(row["covered"] for row in rows) == sum(i for i in intervals if i <= 5.0)  # type: ignore[misc]
    assert all(("people" in row) == (row["status"] in ("seen", "still")) for row in rows)


def test_a_repeated_frame_changes_nothing() -> None:
    state = CameraFrames(CAMERA)
    assert state.observe(tracks(5 * SECOND)) is not None
    before = state.row()
    assert state.observe(tracks(5 * SECOND, status="shed")) is None
    assert state.row() == before


def test_a_tolerance_holds_from_its_time_on_and_until_its_end() -> None:
    state = CameraFrames(CAMERA)
    state.observe(tracks(1 * SECOND))
    state.arm(camera_spec(number=1, gap_tolerance=1.0, active_from=4 * SECOND))
    covered = [state.observe(tracks(at * SECOND))["covered"] for at in (3, 5, 6)]  # type: ignore[index]
    assert covered == [2.0, 0.0, 1.0]
    state.arm(msgspec.structs.replace(camera_spec(number=2, gap_tolerance=9.0), active_until=20 * SECOND))
    assert [state.observe(tracks(at * SECOND))["covered"] for at in (14, 22)] == [8.0, 0.0]  # type: ignore[index]


def test_only_confirmed_tracks_count() -> None:
    seen = [
        track(),
        track("pedestrian"),
        track("person", "tentative"),
        track("car", "coasting"),
        track("object", "resting"),
        track("moving"),
    ]
    assert counts(seen) == {"people": 2, "packages": 0, "vehicles": 1, "pets": 0, "objects": 1}


def test_times_keep_every_microsecond() -> None:
    state = CameraFrames(CAMERA, captured_at=1_795_252_051_040_001, status="seen", observed_at=1)
    assert stored(state) == state
    assert datetime.fromisoformat(str(state.row()["captured_at"])) - _EPOCH == timedelta(
        microseconds=1_795_252_051_040_001
    )
