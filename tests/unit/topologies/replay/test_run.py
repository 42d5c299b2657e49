"""One partition judged again: starting points, what was poison to the stage, and logs that are not the snapshot's."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.schemas.errors import OrinError
from orin.schemas.records import CameraSnapshot, Event, Record, SessionEnd, Spec, Tracks
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.camera_snapshots import SnapshotLogic
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import SPEC_KEY, TRACKS
from orin.topologies.replay.rules import ArmedRules
from orin.topologies.replay.run import PartitionReplay, ReplayStepFailed, UnknownCamera, Window
from orin.topologies.replay.starting_points import StartingPoint, choose
from tests.support.guards_scene import CAMERA, START, ZONES, Scene, bag, guard, specs, still, us

SERDE = file_serde()
ALL = Window(0, us(1e6))
FRAMES = Scene([bag("a", still(300, 500)), bag("b", still(700, 500), born=30)], 120, fps=2).records()
MARKERS = [*specs(ZONES), *specs(guard("unattended: {objects: suitcase, for: 20s}"))]


def log(frames: list[Tracks] = FRAMES) -> list[Message]:
    found = []
    records: list[Spec | Tracks] = [*MARKERS, *frames]
    for offset, record in enumerate(records):
        key = SPEC_KEY if isinstance(record, Spec) else record.camera.encode()
        at = START if isinstance(record, Spec) else record.captured_at
        found.append(Message(0, offset, at // 1000, key, SERDE.encode(record), headers(record)))
    return found


def live(messages: list[Message]) -> tuple[list[Event], list[CameraSnapshot]]:
    """What the watch stage's logic makes of it."""
    logic, armed, outputs = SnapshotLogic(WatchLogic()), Armed(), list[Record]()
    state = logic.new(CAMERA)
    for message in messages:
        record: Any = SERDE.decode(message.value)
        if isinstance(record, Spec):
            armed.add(record)
        else:
            state, found = logic.step(state, record, armed, Origin(TRACKS, 0, message.offset))
            outputs += found
    return [e for e in outputs if isinstance(e, Event)], [s for s in outputs if isinstance(s, CameraSnapshot)]


def replaying(
    starting_points: Mapping[str, StartingPoint],
    *,
    window: Window = ALL,
    logic: Any = None,
    wanted: Callable[[str], bool] = lambda camera: True,
    **more: Any,
) -> PartitionReplay:
    return PartitionReplay(
        0, window, logic or WatchLogic(), ArmedRules(), SERDE.decode, starting_points=starting_points, restarts={},
        wanted=wanted, **more,
    )  # fmt: skip


def again(messages: list[Message], starting_points: Mapping[str, StartingPoint], **more: Any) -> list[Event]:
    run = replaying(starting_points, **more)
    run.feed(messages)
    return run.output.events


def test_from_the_logs_start_and_from_a_snapshot() -> None:
    events, snapshots = live(log())
    assert len(snapshots) >= 1
    assert len(events) == 2
    assert again(log(), {}, from_start=True) == events
    state, taken = snapshots[0], choose(snapshots, us(1))
    assert taken == {CAMERA: StartingPoint(offset=state.offset + 1, snapshot=state)}
    assert again(log()[state.offset :], taken) == events


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 121), st.integers(1, 20), st.integers(1, 30)), max_size=3))
def test_a_log_out_of_order_is_judged_as_the_stage_judged_it(moves: list[tuple[int, int, int]]) -> None:
    """A writer that is not idempotent may write a batch after those that follow it, or once more: markers as well."""
    messages = log()
    for begin, count, later in moves:
        batch = messages[begin : begin + count]
        messages[begin : begin + count + later] = [*messages[begin + count : begin + count + later], *batch]
    messages = [message._replace(offset=offset) for offset, message in enumerate([*messages, *messages[50:53]])]
    newest, dropped = 0, 0
    for message in messages:
        if message.key != SPEC_KEY:
            dropped += message.timestamp <= newest
            newest = max(newest, message.timestamp)
    run = replaying({}, from_start=True)
    run.feed(messages)
    assert run.output.events == live(messages)[0]
    assert run.output.out_of_order == dropped >= 3
    frames = sum(span.frames for span in run.output.spans.values())
    assert frames + dropped == len(messages) - len(MARKERS)


def test_a_window_holds_the_events_that_it_caused() -> None:
    events, _ = live(log())
    first = events[0].at
    assert again(log(), {}, from_start=True, window=Window(first, first + 1)) == events[:1]
    assert again(log(), {}, from_start=True, window=Window(first + 1, us(1e6))) == events[1:]


def test_a_camera_that_began_in_the_window_begins_with_its_first_record() -> None:
    _, snapshots = live(log())
    assert choose(snapshots, START - 1) == {CAMERA: StartingPoint(offset=snapshots[0].offset, snapshot=snapshots[0])}
    assert choose([replace(snapshots[0], began=False)], START - 1) == {}


def test_a_camera_of_which_nothing_is_known_is_said_and_an_unwanted_one_left_out() -> None:
    with pytest.raises(UnknownCamera):
        again(log(), {})
    assert again(log(), {}, wanted=lambda camera: camera == "hq/other") == []


def test_what_nobody_can_read_makes_no_camera_known() -> None:
    events, (snapshot, *_) = live(log())
    spoilt = [
        message._replace(key=key, value=b"garbage") for message, key in zip(log(), (b"a/b", b"junk"), strict=False)
    ]
    stray = log()[40]._replace(key=b"hq/other")
    messages = [m._replace(headers=[]) for m in (*spoilt, stray)]
    assert again([*messages, *log()[snapshot.offset :]], choose([snapshot], us(1))) == events


def test_another_log_than_the_snapshots_is_refused() -> None:
    _, (snapshot, *_) = live(log())
    moved = [message._replace(offset=message.offset + 5) for message in log()]
    with pytest.raises(OrinError, match="was re-created"):
        again(moved, {CAMERA: StartingPoint(offset=snapshot.offset + 6, snapshot=replace(snapshot, offset=20))})


class Failing(WatchLogic):
    """Raises on one frame, as the stage saw it do."""

    def step(
        self, state: WatchState, record: Tracks | SessionEnd, armed: Armed, origin: Origin
    ) -> tuple[WatchState, list[Record]]:
        if origin.offset == 30:
            raise ArithmeticError
        return super().step(state, record, armed, origin)


def test_a_record_on_which_the_logic_raises_is_left_out_as_the_stage_left_it() -> None:
    with pytest.raises(ReplayStepFailed) as failed:
        again(log(), {}, from_start=True, logic=Failing())
    without = [message for message in log() if message.offset != failed.value.offset]
    found = again(log(), {}, from_start=True, logic=Failing(), poison=frozenset({failed.value.offset}))
    assert found == live(without)[0]


def test_a_message_that_cannot_be_read_counts_as_a_frame_that_was_not_looked_at() -> None:
    messages = log()
    spoilt = [m._replace(value=b"garbage") if m.offset in range(40, 52) else m for m in messages]
    dark = [replace(f, status="undecodable", tracks=()) if 40 <= i + 2 < 52 else f for i, f in enumerate(FRAMES)]
    assert len(MARKERS) == 2
    coverage = {event.coverage for event in again(spoilt, {}, from_start=True)}
    assert coverage == {event.coverage for event in live(log(dark))[0]} != {1.0}
