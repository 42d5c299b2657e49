"""The conformance suites pass ORIN's own guard kinds, and catch each way in which one can be broken."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from msgspec import Struct
from msgspec.structs import replace

from orin.plugins import NEVER, NEXT, DecodedFrame, FrameResult, GuardContext, GuardKind, Rule, drop_ended, tidy
from orin.processors.specs.kinds import KINDS
from orin.schemas.records import Tracks
from orin.testing import DetectorConformance, GuardKindConformance, random_pictures, walk
from orin.testing.guard_kinds import START

CAMERA = """
camera: test/camera
zones: {desk: [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]}
lines: {door: [[0.5, 0], [0.5, 1]]}
---
guard: g
cameras: [test/camera]
when:
  """
OWN = {
    "appears": "{}",
    "enters": "{zone: desk}",
    "exits": "{zone: desk}",
    "crosses": "{line: door, direction: any}",
    "loiters": "{zone: desk, for: 3s}",
    "occupancy": "{zone: desk, over: 1, for: 2s}",
    "absent": "{zone: desk, for: 500ms}",
    "speeding": "{over: 0.5, for: 1s}",
    "wrong_way": "{line: door, direction: in}",
}
WALKS = (
    [(0, 100, 700), (6, 1000, 700), (8, 1000, 690), (14, 100, 700), (15, 100, 700)],
    [(1, 1200, 600), (8, 900, 600), (10, 1000, 600), (14, 1000, 600)],
    [(9, 640, 500), (10, 640, 500)],
)


@pytest.fixture(scope="module", name="tracks")
def walked() -> list[Tracks]:
    return walk(*WALKS, fps=5)


@pytest.fixture(params=OWN)
def kind(request: pytest.FixtureRequest) -> GuardKind:
    return KINDS[request.param]


@pytest.fixture
def spec(kind: GuardKind) -> str:
    return f"{CAMERA}{kind.name}: {OWN[kind.name]}\n"


class TestOwnKinds(GuardKindConformance):
    pass


class Broken(Rule, frozen=True, kw_only=True):
    zone: str


class Memory(Struct):
    inside: bool = False


LEAKED: set[str] = set()


def _enters(context: GuardContext, memories: dict[str, Any], *, forget: bool = True) -> None:
    if forget:
        drop_ended(context)
    assert context.guard.zone is not None
    for sighting in context.frame.select(context.guard.filter):
        memory = memories.setdefault(sighting.tracked.track_id, Memory())
        inside = bool(sighting.mask & context.guard.zone.bit) and sighting.confirmed
        if inside and not memory.inside:
            context.out.moment(context.guard, context.state, sighting.tracked)
        memory.inside = inside


def _sound(context: GuardContext) -> int:
    _enters(context, context.state.memories)
    return NEXT


def _forgets_nothing(context: GuardContext) -> int:
    _enters(context, context.state.memories, forget=False)
    return NEXT


def _leaks(context: GuardContext) -> int:
    for sighting in context.frame.select(context.guard.filter):
        if sighting.confirmed and sighting.tracked.track_id not in LEAKED:
            LEAKED.add(sighting.tracked.track_id)
            context.out.moment(context.guard, context.state, sighting.tracked)
    return NEXT


def _oversleeps(context: GuardContext) -> int:
    """5.5 s into the recording nothing changes but places."""
    memory = context.state.memories.setdefault("", Memory())
    if context.frame.at >= START + 5_500_000 and not memory.inside:
        memory.inside = True
        for sighting in context.frame.select(context.guard.filter):
            context.out.moment(context.guard, context.state, sighting.tracked)
    return NEVER


def _opens_twice(context: GuardContext) -> int:
    for sighting in context.frame.select(context.guard.filter):
        at = context.frame.at
        context.out.open(context.guard, context.state, sighting.tracked, since=sighting.tracked.first_at, due_at=at)
    return NEXT


def _is_silent(context: GuardContext) -> int:
    return NEVER


@pytest.fixture
def suite(tracks: list[Tracks]) -> Iterator[Callable[[Callable[[GuardContext], int], str], None]]:
    """Runs one check on a kind that watches so."""
    LEAKED.clear()

    def check(watch: Callable[[GuardContext], int], name: str) -> None:
        kind = GuardKind(name="broken", rule=Broken, watch=watch, memory=Memory, fires="When it is broken.")
        KINDS.register(kind)
        try:
            method = getattr(GuardKindConformance(), name)
            given = {"kind": kind, "spec": f"{CAMERA}broken: {{zone: desk}}\n", "tracks": tracks}
            method(**{parameter: given[parameter] for parameter in inspect.signature(method).parameters})
        finally:
            KINDS.remove("broken")

    yield check
    LEAKED.clear()


CHECKS = sorted(name for name in vars(GuardKindConformance) if name.startswith("test_"))


@pytest.mark.parametrize("check", CHECKS)
def test_a_sound_kind_passes(suite: Callable[..., None], check: str) -> None:
    suite(_sound, check)


@pytest.mark.parametrize(
    ("watch", "check", "said"),
    [
        (_is_silent, "test_the_guard_gives_events_of_its_kind", "give no event"),
        (_leaks, "test_equal_tracks_give_equal_events", "depends on more than its context"),
        (_forgets_nothing, "test_what_ended_is_forgotten", "remembers tracks that ended"),
        (_oversleeps, "test_waking_early_changes_nothing", "before which it has something to do"),
        (_opens_twice, "test_phases_are_in_order_and_sealed", "opens twice|sequences of"),
    ],
)
def test_a_broken_kind_is_caught(
    suite: Callable[..., None], watch: Callable[[GuardContext], int], check: str, said: str
) -> None:
    with pytest.raises(AssertionError, match=said):
        suite(watch, check)


def test_a_kind_that_keeps_state_elsewhere_is_caught(suite: Callable[..., None]) -> None:
    """It remembers by the guard's object, which does not outlive a restart."""

    def watch(context: GuardContext) -> int:
        kept = vars(context.guard).setdefault("kept", {})
        _enters(context, kept)
        return NEXT

    with pytest.raises(AssertionError, match=r"outside of context\.state"):
        suite(watch, "test_a_restart_at_any_frame_changes_nothing")


class Detector:
    """Finds the middle of every picture; `broken` names what is wrong with it."""

    name, model = "middle", None

    def __init__(self, broken: str = "") -> None:
        self.broken = broken
        self.seen = 0

    def detect(self, frames: list[DecodedFrame]) -> list[FrameResult]:
        return [self._one(frame) for frame in frames][1 if self.broken == "drops" else 0 :]

    def _one(self, frame: DecodedFrame) -> FrameResult:
        self.seen += 1
        height, width = frame.image.shape[:2]
        corners = [width / 3, height / 3, 2 * width / 3, 2 * height / 3]
        if self.broken == "counts":
            corners[0] -= self.seen
        if self.broken == "outside":
            corners[2] = width + 1
        if self.broken == "paints":
            frame.image[0] = np.uint8(0)
        box = tidy("person", 0.9, corners)
        if self.broken == "rough":
            box = replace(box, x1=1.23456)
        return FrameResult(status="seen", boxes=(box,), inferred_at=frame.captured_at)

    def forget(self, cameras: Any) -> None:
        pass

    def close(self) -> None:
        pass


DETECTOR_CHECKS = {
    "drops": "test_gives_one_result_for_each_frame_in_order",
    "counts": "test_batches_make_no_difference",
    "outside": "test_boxes_are_quantised_ordered_and_within_the_picture",
    "rough": "test_boxes_are_quantised_ordered_and_within_the_picture",
    "paints": "test_does_not_change_the_pictures",
}


@pytest.mark.parametrize(("broken", "check"), DETECTOR_CHECKS.items())
def test_a_broken_detector_is_caught(broken: str, check: str) -> None:
    run = getattr(DetectorConformance(), check)
    run(Detector(), random_pictures())
    with pytest.raises(AssertionError):
        run(Detector(broken), random_pictures())
