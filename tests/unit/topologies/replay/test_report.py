"""What a replay counts: events per camera-day, and no rate where too little was watched."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from orin.schemas.records import Event
from orin.topologies.replay.compare import compare
from orin.topologies.replay.partition import PartitionResult
from orin.topologies.replay.report import GuardReport, report
from orin.topologies.replay.run import ReplayOutput, Span, Window
from tests.support.guards_scene import CAMERA, Scene, guard, person, watch, way

SECOND = 1_000_000
HOUR = 3600 * SECOND
PERSON = person("ann", way((1, 500, 500), (20, 505, 505)), born=1, dies=20)
(OPENED, *_) = watch(Scene([PERSON], 30, fps=4), guard("loiters: {objects: people, zone: floor, for: 5s}"))


def span(*times: int) -> Span:
    found = Span(first=times[0], last=times[0], first_offset=0, last_offset=0)
    for offset, at in enumerate(times):
        found.add(at, offset)
    return found


def counted(watched: Sequence[int], events: int) -> GuardReport:
    """The one guard of a replay over a camera with frames at these times (µs), and so many events."""
    phases: list[Event] = [replace(OPENED, event_id=f"{number}", guard="g") for number in range(events)]
    output = ReplayOutput(events=phases, spans={CAMERA: span(*watched)})
    result = PartitionResult(partition=0, output=output, production=[], missing=[])
    pairs = compare(phases, [], other_rules=False)
    (found,) = report(Window(0, 1), [result], pairs, {"g": ("*",)}, compared=False).guards
    return found


def every(step: int, until: int) -> list[int]:
    return list(range(0, until + 1, step))


def test_a_clip_of_46_seconds_gives_a_count_and_no_rate() -> None:
    found = counted(every(SECOND, 46 * SECOND), 1)
    assert (found.events, found.a_camera_day, found.too_many) == (1, None, False)
    assert found.camera_days * 86400 == pytest.approx(46, abs=0.1)


@pytest.mark.parametrize(("seconds", "rate"), [(3590, None), (3600, 24.0), (86400, 1.0)])
def test_a_rate_needs_an_hour(seconds: int, rate: float | None) -> None:
    assert counted(every(10 * SECOND, seconds * SECOND), 1).a_camera_day == rate


def test_a_clip_that_was_sent_on_two_days_was_watched_twice_and_not_for_two_days() -> None:
    clip = every(SECOND, 46 * SECOND)
    found = counted([*clip, *(48 * HOUR + at for at in clip)], 2)
    assert found.camera_days * 86400 == pytest.approx(92, abs=0.1)
    assert found.a_camera_day is None


def test_more_than_ten_a_camera_day_is_too_many() -> None:
    assert not counted(every(10 * SECOND, 24 * HOUR), 10).too_many
    assert counted(every(10 * SECOND, 24 * HOUR), 11).too_many
