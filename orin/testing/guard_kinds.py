"""What every guard kind owes to the watch stage, as checks that pytest runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from orin.processors.guards.context import NEXT
from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.identity import revision, seal
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.kinds import KINDS, GuardKind
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import parse_specs
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import Box, Detections, Event, Spec, Tracks

START = 1_790_000_000_000_000
WIDTH, HEIGHT = 1280, 720
PERSON = (60.0, 160.0)
"""Width and height of a person in px."""
_PATIENCE = 10.0
"""Seconds for which the tracker keeps a track that is not detected, and some more."""

Walk = Sequence[tuple[float, float, float]]
"""Where the middle of somebody's feet is: (seconds, x, y in px), at constant speed between the points."""


def walk(*paths: Walk, camera: str = "test/camera", label: str = "person", fps: float = 10.0) -> list[Tracks]:
    """Tracks of a camera of 1280 x 720 px before which things move along `paths`, as the track stage makes them.

    A thing is there from the first point of its path to the last; the recording runs from 0 s until the track of the
    last has ended.
    """
    count = round((max(path[-1][0] for path in paths) + _PATIENCE) * fps)
    logic, armed = TrackLogic(), Armed()
    state = logic.new(camera)
    found: list[Tracks] = []
    for number in range(count):
        t = number / fps
        boxes = [_box(label, place) for path in paths if (place := _place(path, t)) is not None]
        at = START + round(t * 1e6)
        record = Detections(
            camera=camera,
            session="test",
            session_started_at=START,
            captured_at=at,
            previous_at=found[-1].captured_at if found else None,
            published_at=at,
            uri=None,
            width=WIDTH,
            height=HEIGHT,
            status="seen",
            backend="test",
            boxes=tuple(boxes),
        )
        state, out = logic.step(state, record, armed, Origin("test", 0, number))
        found += [tracks for tracks in out if isinstance(tracks, Tracks)]
    return found


def _place(path: Walk, t: float) -> tuple[float, float] | None:
    for (t1, x1, y1), (t2, x2, y2) in pairwise(path):
        if t1 <= t <= t2:
            share = (t - t1) / (t2 - t1)
            return x1 + share * (x2 - x1), y1 + share * (y2 - y1)
    return None


def _box(label: str, place: tuple[float, float]) -> Box:
    (x, y), (width, height) = place, PERSON
    left, top = round(x - width / 2, 2), round(y - height, 2)
    return Box(label=label, score=0.9, x1=left, y1=top, x2=round(left + width, 2), y2=round(top + height, 2))


class GuardKindConformance:
    """Subclass it in a test module that has three fixtures, `kind`, `spec` and `tracks`:

        @pytest.fixture
        def kind():
            return KIND

        @pytest.fixture
        def spec():
            return '''
            camera: test/camera
            zones: {desk: [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]}
            ---
            guard: g
            cameras: [test/camera]
            when:
              revisits: {zone: desk, visits: 2}
            '''

        @pytest.fixture
        def tracks():
            return walk([(0, 100, 700), (5, 1000, 700), (10, 100, 700), (15, 1000, 700)])

        class TestRevisits(GuardKindConformance):
            pass

    `spec` is a spec file with a guard of the kind, whose events the tracks give: one camera's, in order (`walk` makes
    some). The kind is registered for each check, and removed after it.
    """

    @pytest.fixture(autouse=True)
    def _registered(self, kind: GuardKind) -> Iterator[None]:
        before = KINDS.get(kind.name)
        if before is None:
            KINDS.register(kind)
        yield
        if before is None:
            KINDS.remove(kind.name)

    def test_the_spec_is_about_the_kind(self, kind: GuardKind, spec: str) -> None:
        guards = [msgspec.json.decode(s.body, type=GuardSpec) for s in parse_specs(spec, "spec") if s.kind == "guard"]
        assert kind.name in [guard.kind for guard in guards], f"`spec` has no guard with `when: {{{kind.name}: ...}}`"

    def test_the_guard_gives_events_of_its_kind(self, kind: GuardKind, spec: str, tracks: Sequence[Tracks]) -> None:
        found = judged(spec, tracks)
        assert found, "the tracks give no event"
        assert {event.kind for event in found} >= {kind.name}

    def test_equal_tracks_give_equal_events(self, spec: str, tracks: Sequence[Tracks]) -> None:
        assert judged(spec, tracks) == judged(spec, tracks), "`watch` depends on more than its context"

    def test_a_restart_at_any_frame_changes_nothing(self, spec: str, tracks: Sequence[Tracks]) -> None:
        """What the kind remembers is all in the state, and is the same after it was stored."""
        again = judged(spec, tracks, restart=True)
        assert again == judged(spec, tracks), "`watch` keeps something outside of context.state"

    def test_phases_are_in_order_and_sealed(self, spec: str, tracks: Sequence[Tracks]) -> None:
        by_event: dict[str, list[Event]] = {}
        for event in judged(spec, tracks):
            assert seal(event) == event, "an event was changed after the emitter sealed it"
            by_event.setdefault(event.event_id, []).append(event)
        for phases in by_event.values():
            named = [event.phase for event in phases]
            assert [event.sequence for event in phases] == list(range(len(phases))), f"sequences of {named}"
            assert named == ["occurred"] or named[0] == "opened", f"an event begins with {named[0]}"
            assert "occurred" not in named[1:], f"a moment has further phases: {named}"
            assert "opened" not in named[1:], f"a condition opens twice: {named}"
            assert "closed" not in named[:-1], f"phases follow the closing: {named}"

    def test_nothing_is_claimed_of_frames_that_were_not_looked_at(self, spec: str, tracks: Sequence[Tracks]) -> None:
        """Every third frame is shed; then a span of two thirds, the longest part of which is a gap."""
        every_third = {record.captured_at for record in tracks[1::3]}
        span = {record.captured_at for record in tracks[len(tracks) // 6 : -len(tracks) // 6]}
        for unseen in (every_third, span):
            mixed = [_shed(record) if record.captured_at in unseen else record for record in tracks]
            for event in judged(spec, mixed):
                assert event.at not in unseen, f"{event.phase} at a frame on which nothing was observed"

    def test_waking_early_changes_nothing(self, kind: GuardKind, spec: str, tracks: Sequence[Tracks]) -> None:
        """The time that `watch` returns only spares it frames on which it would have done nothing."""
        wanted = judged(spec, tracks)
        registered = KINDS[kind.name]
        KINDS.remove(kind.name)
        KINDS.register(replace(registered, watch=_always_awake(registered.watch)))
        try:
            found = judged(spec, tracks)
        finally:
            KINDS.remove(kind.name)
            KINDS.register(registered)
        assert found == wanted, "`watch` returns a time before which it has something to do"

    def test_what_ended_is_forgotten(self, spec: str, tracks: Sequence[Tracks]) -> None:
        """A camera runs for years: what is remembered of a track goes when the track has ended."""
        ended = {each.track_id for record in tracks for each in record.ended}
        for guard, memories in _memories(spec, tracks).items():
            assert not ended & set(memories), f"guard {guard} remembers tracks that ended; `drop_ended` forgets them"


def judged(spec: str, tracks: Iterable[Tracks], *, restart: bool = False) -> list[Event]:
    """The events of the watch stage; `restart`: a new process takes the state over before every frame."""
    armed = _armed(spec)
    logic = WatchLogic(build="test")
    state: WatchState | None = None
    found: list[Event] = []
    for number, record in enumerate(tracks):
        if restart and state is not None:
            stored = logic.dump(state)
            logic, armed = WatchLogic(build="test"), _armed(spec)
            state = logic.load(stored)
        state, out = logic.step(state or logic.new(record.camera), record, armed, Origin("test", 0, number))
        found += [event for event in out if isinstance(event, Event)]
    return found


def _memories(spec: str, tracks: Sequence[Tracks]) -> Mapping[str, Mapping[str, Any]]:
    armed, logic = _armed(spec), WatchLogic(build="test")
    state = logic.new(tracks[0].camera)
    for number, record in enumerate(tracks):
        state, _ = logic.step(state, record, armed, Origin("test", 0, number))
    return {name: guard.memories for name, guard in state.guards.items()}


def _armed(spec: str) -> Armed:
    armed = Armed()
    for each in parse_specs(spec, "spec"):
        armed.add(Spec(kind=each.kind, name=each.name, revision=revision(1, each.body), body=each.body, active_from=0))
    return armed


def _shed(record: Tracks) -> Tracks:
    return msgspec.structs.replace(record, status="shed", tracks=(), ended=())


def _always_awake(watch: Callable[[Any], int]) -> Callable[[Any], int]:
    def awake(context: Any) -> int:
        watch(context)
        return NEXT

    return awake
