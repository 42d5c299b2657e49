"""Boxes that detectors gave on real footage, and what the guards must make of them (../shared/cases)."""

import pytest

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.observed.tracked_objects import PATIENCE
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import parse_specs
from orin.processors.track_and_watch import TrackAndWatch
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import Event, Spec, Tracks
from orin.topologies.offline.detections_file import read_detections
from tests.support.footage import footage

pytestmark = pytest.mark.footage
FRAME = 0.3
"""Seconds, at the footage's frame rate or more."""


def events(name: str, guards: str, changed: tuple[str, str] = ("", "")) -> list[Event]:
    """What the guards of a file say, with one word of it changed."""
    armed = Armed()
    path = footage(f"cases/{guards}")
    for parsed in parse_specs(path.read_text().replace(*changed), str(path)):
        armed.add(Spec(kind=parsed.kind, name=parsed.name, revision="1", body=parsed.body, active_from=0))
    both = TrackAndWatch(TrackLogic(), WatchLogic())
    found: list[Event] = []
    for number, record in enumerate(read_detections(footage(f"cases/{name}"))):
        found += both.step(record, armed, Origin("orin.detections.v1", 0, number))[1]
    return found


def seconds(at: int) -> float:
    """Of the minute."""
    return at % 60_000_000 / 1e6


def test_an_owner_who_stops_beside_the_edge_and_is_missed_for_a_while_is_there() -> None:
    assert events("A-owner-stops-near-edge.jsonl", "unattended.yaml") == []


def test_whoever_is_only_remembered_does_not_attend() -> None:
    """The last person beside the suitcase is detected until 46.8 s: with `radius: 1` it is alone from then on.

    With the 1.5 of the case's own guard it is not, though the case asks for an alarm after 15 s: at 54.5 s somebody
    detected on nearly every frame until the end stops 1.22 of their heights from it, and by the meaning of `radius`
    and `anyone` they attend. Those 15 s are not over by then; 6 s are.
    """
    found = events("B-ghost-attends.jsonl", "unattended-anyone.yaml", ("radius: 1.5", "radius: 1.0"))
    assert [event.phase for event in found] == ["opened"]
    assert seconds(found[0].since) == pytest.approx(46.8, abs=FRAME)
    assert (found[0].at - found[0].since) / 1e6 == pytest.approx(15, abs=FRAME)
    found = events("B-ghost-attends.jsonl", "unattended-anyone.yaml", ("15s", "6s"))
    assert [event.phase for event in found] == ["opened", "closed"]
    assert seconds(found[0].since) == pytest.approx(46.8, abs=FRAME)
    assert seconds(found[0].at) == pytest.approx(52.8, abs=FRAME)
    assert found[1].outcome == "ended"
    assert seconds(found[1].at) == pytest.approx(55, abs=1)
    assert events("B-ghost-attends.jsonl", "unattended-anyone.yaml") == []


def test_nobody_is_remembered_beyond_the_patience() -> None:
    """A suitcase covers the places of people who have gone; the guards count nobody among them."""
    logic = TrackLogic()
    state, armed = logic.new("demo/clip"), Armed()
    seen: dict[str, int] = {}
    longest = 0
    for number, record in enumerate(read_detections(footage("cases/B-ghost-attends.jsonl"))):
        state, out = logic.step(state, record, armed, Origin("", 0, number))
        for track in (track for found in out if isinstance(found, Tracks) for track in found.tracks):
            if track.detected:
                seen[track.track_id] = record.captured_at
            elif track.label in {"person", "moving"}:
                longest = max(longest, record.captured_at - seen[track.track_id])
    assert 2_000_000 < longest <= PATIENCE


def test_a_static_object_is_found_whatever_a_weak_label_says() -> None:
    found = events("C-weak-label-hides-static.jsonl", "unattended-8s.yaml")
    assert [event.phase for event in found] == ["opened"]
    assert seconds(found[0].at) == pytest.approx(24.6, abs=0.21)


def test_over_the_line_by_a_tenth_of_their_height_and_back_is_two_crossings() -> None:
    found = events("E-count-extra.jsonl", "cross.yaml")
    assert [(event.direction, round(seconds(event.at), 2)) for event in found] == [
        ("out", 28.14), ("in", 30.57), ("in", 31.71),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["ropen", "rflap"])
def test_another_picture_size_restarts_and_repeats_nothing(name: str) -> None:
    found = events(f"size-change/{name}.jsonl", "size-change/all.yaml")
    assert [(event.guard, event.phase, seconds(event.since), seconds(event.at)) for event in found] == [
        ("new", "occurred", 0.3, 0.3),
        ("new", "occurred", 0.3, 0.3),
        ("bag", "opened", 0, 8),
        ("linger", "opened", 0, 10),
    ]
