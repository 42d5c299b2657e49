"""A bag from a hand to the floor, through the whole chain: one thing, one alarm, the right owner, the right time."""

import pytest

from orin.processors.specs.parse import parse_specs
from orin.schemas.records import Box, Detections, Place
from orin.topologies.offline.chain import Chain

CAMERA = "hq/lobby"
START = 1_790_000_000_000_000
PUT_AT, BORN_AT, ALONE_AT, TAKEN_AT = 6.0, 10.5, 7.67, 40.0
"""Seconds: put down and not recognised from then on, born as an object, owner beyond 1.5 heights, taken."""
GUARDS = f"""
camera: {CAMERA}
---
guard: left-alone
cameras: ["{CAMERA}"]
when:
  unattended: {{objects: [packages, object], for: 10s, attended_by: owner}}
"""


def owner(t: float) -> Box | None:
    """100 px high: he strolls in from the left, puts the bag down at x = 320, walks on over the right edge."""
    x = 320 + (30 if t < PUT_AT else 90) * (t - PUT_AT)
    return box("person", x, 40, 100) if x < 640 else None


def passer(t: float) -> Box | None:
    """Somebody else, who was nearby before and walks away to the right."""
    x = 400 + 50 * t
    return box("person", x, 40, 100) if x < 640 else None


def box(label: str, x: float, width: float, height: float, *, feet: float = 300, since: float | None = None) -> Box:
    return Box(
        label=label, score=0.9, x1=round(x - width / 2, 2), y1=feet - height, x2=round(x + width / 2, 2), y2=feet,
        since=None if since is None else START + round(since * 1e6),
    )  # fmt: skip


def records(fps: float) -> list[Detections]:
    found: list[Detections] = []
    for i in range(round(45 * fps)):
        t = i / fps
        carrier = owner(t)
        boxes = [b for b in (carrier, passer(t)) if b is not None]
        gone: tuple[Place, ...] = ()
        if t < PUT_AT and carrier is not None:
            boxes.append(box("handbag", (carrier.x1 + carrier.x2) / 2, 30, 26, feet=286))
        elif BORN_AT <= t < TAKEN_AT:
            boxes.append(box("object", 322, 32, 28, since=PUT_AT))
        elif 0 <= t - TAKEN_AT - 1 < 1 / fps:
            gone = (Place(x1=306, y1=272, x2=338, y2=300),)
        found.append(
            Detections(
                camera=CAMERA, session="s", session_started_at=START, captured_at=START + round(t * 1e6),
                previous_at=found[-1].captured_at if found else None, published_at=START + round(t * 1e6), uri=None,
                width=640, height=360, status="seen", backend="yolo+motion", boxes=tuple(boxes), gone=gone,
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize("fps", [10, 5, 2])
def test_a_bag_put_down_and_lost_by_the_model_is_one_alarm_of_its_owner(fps: float) -> None:
    chain = Chain(parse_specs(GUARDS, "guards.yaml"), late_after=60.0, takeover_after=10.0, build="test")
    looked = [chain.analyse(record) for record in records(fps)]
    tracks = [track for look in looked for part in look.tracks for track in part.tracks]
    bags = {t.track_id for t in tracks if t.label != "person"}
    assert {t.label for t in tracks} == {"person", "handbag"}
    assert len(bags) == 1
    first = next(t.track_id for t in tracks if t.label == "person" and t.born_at == START and t.x1 < 200)
    opened, closed = [event for look in looked for event in look.events]
    assert opened.subject is not None
    assert (opened.phase, opened.subject.track_id, opened.owner) == ("opened", *bags, first)
    assert opened.since == pytest.approx(START + ALONE_AT * 1e6, abs=1e6 / fps)
    assert (closed.phase, closed.outcome) == ("closed", "removed")
    assert closed.closed_at == pytest.approx(START + (TAKEN_AT + 1) * 1e6, abs=1e6 / fps)
