"""Which frames a backend sees as one sequence."""

from hypothesis import given
from hypothesis import strategies as st

from orin.schemas.records import FrameRef, SessionEnd
from orin.topologies.detect.sequences import FrameSequences

CAMERA = "hq/lobby"
S = 1_000_000


def frame(at: int, session: str = "a", camera: str = CAMERA) -> FrameRef:
    return FrameRef(
        camera=camera,
        session=session,
        session_started_at=0,
        captured_at=at,
        previous_at=None,
        published_at=at,
        lossless=True,
        uri="frames:x",
        width=8,
        height=8,
        encoding="jpeg",
        source="test",
    )


def test_one_session_is_the_cameras_own_lane() -> None:
    sequences = FrameSequences(10.0)
    assert [sequences.enter(frame(at), 0) for at in (1, 2, 3)] == [CAMERA] * 3


def test_repeats_and_earlier_frames_are_passed_over() -> None:
    sequences = FrameSequences(10.0)
    assert sequences.enter(frame(5), 0) == CAMERA
    assert sequences.enter(frame(5), 0) is None
    assert sequences.enter(frame(4), 0) is None
    assert sequences.enter(frame(6), 0) == CAMERA


def test_a_second_ingest_gets_a_lane_of_its_own() -> None:
    sequences = FrameSequences(10.0)
    sequences.enter(frame(100), 0)
    assert sequences.enter(frame(50, "b"), 0) == f"{CAMERA}#b"
    assert sequences.enter(frame(200, "b"), 0) == f"{CAMERA}#b"
    assert sequences.enter(frame(150), 0) == CAMERA, "a clock ahead does not shadow the owner"


def test_a_newcomer_takes_over_after_silence() -> None:
    sequences = FrameSequences(10.0)
    sequences.enter(frame(0), 0)
    assert sequences.enter(frame(10 * S - 1, "b"), 0) == f"{CAMERA}#b"
    assert sequences.enter(frame(10 * S, "b"), 0) == CAMERA
    assert sequences.enter(frame(10 * S, "a"), 0) == f"{CAMERA}#a"


def test_a_newcomer_takes_over_after_the_end() -> None:
    sequences = FrameSequences(10.0)
    sequences.enter(frame(5), 0)
    sequences.end(SessionEnd(camera=CAMERA, session="a", ended_at=5))
    assert sequences.enter(frame(6, "b"), 0) == CAMERA


def test_an_end_of_another_session_ends_nothing() -> None:
    sequences = FrameSequences(10.0)
    sequences.enter(frame(5), 0)
    sequences.end(SessionEnd(camera=CAMERA, session="z", ended_at=5))
    assert sequences.enter(frame(6, "b"), 0) == f"{CAMERA}#b"


def test_lost_partitions_are_forgotten_and_no_others() -> None:
    sequences = FrameSequences(10.0)
    sequences.enter(frame(5), 0)
    sequences.enter(frame(5, "b"), 0)
    sequences.enter(frame(5, camera="hq/door"), 1)
    assert sequences.lose({0}) == {CAMERA, f"{CAMERA}#b"}
    assert sequences.enter(frame(5), 0) == CAMERA
    assert sequences.enter(frame(5, camera="hq/door"), 1) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 40 * S), st.booleans()), max_size=60))
def test_time_rises_within_every_lane(steps: list[tuple[str, int, bool]]) -> None:
    sequences = FrameSequences(10.0)
    last: dict[tuple[str, str], int] = {}
    by_sequence: dict[str, int] = {}
    for session, at, end in steps:
        if end:
            sequences.end(SessionEnd(camera=CAMERA, session=session, ended_at=at))
            continue
        sequence = sequences.enter(frame(at, session), 0)
        if sequence is None:
            assert at <= last[CAMERA, session]
            continue
        assert at > by_sequence.get(sequence, -1)
        by_sequence[sequence] = at
        last[CAMERA, session] = max(at, last.get((CAMERA, session), -1))
