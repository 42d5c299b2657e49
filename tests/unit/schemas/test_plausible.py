"""What a record must be besides well-formed, and what a marker must hold."""

from typing import Any

import pytest
from msgspec.structs import replace

from benchmarks.stage_load import detections, specs
from orin.processors.specs.body import check_marker
from orin.schemas.errors import WireError
from orin.schemas.plausible import MOST_THINGS, check_plausible
from orin.schemas.records import Box, Place, SessionEnd, Spec, Track, Tracks

AT = 1_700_000_000_000_000
(GOOD,) = detections(1, AT)
BOX = Box(label="person", score=0.5, x1=1, y1=2, x2=3, y2=4)


def test_what_is_of_its_messages_time_is_taken() -> None:
    check_plausible(GOOD, AT // 1000)
    check_plausible(replace(GOOD, status="undecodable", width=0, height=0, boxes=()), AT // 1000)
    check_plausible(SessionEnd(camera="a/b", session="s", ended_at=AT + 999), AT // 1000)
    check_plausible(specs()[0], 5)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"captured_at": AT + 1000}, "wrong_time"),
        ({"captured_at": 2**62}, "wrong_time"),
        ({"captured_at": -AT}, "wrong_time"),
        ({"width": 0}, "out_of_range"),
        ({"session": "s" * 4097}, "out_of_range"),
        ({"uri": "u" * 4097}, "out_of_range"),
        ({"height": -5}, "out_of_range"),
        ({"width": 2**31 - 1}, "out_of_range"),
        ({"boxes": (BOX, replace(BOX, x2=1e300))}, "out_of_range"),
        ({"boxes": (replace(BOX, y1=-1e300),)}, "out_of_range"),
        ({"boxes": (replace(BOX, x1=10.0),)}, "out_of_range"),
        ({"boxes": (replace(BOX, score=1e9),)}, "out_of_range"),
        ({"boxes": (replace(BOX, score=float("nan")),)}, "out_of_range"),
        ({"boxes": (BOX,) * (MOST_THINGS + 1)}, "out_of_range"),
        ({"gone": (Place(x1=1, y1=2, x2=3, y2=4),) * (MOST_THINGS + 1)}, "out_of_range"),
    ],
)
def test_what_means_nothing_is_refused(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(WireError) as refused:
        check_plausible(replace(GOOD, **fields), AT // 1000)
    assert refused.value.reason == reason


@pytest.mark.parametrize("at", [-1000, 253_402_300_800_000_000, 2**62])
def test_a_time_outside_the_calendar_is_refused_though_its_message_agrees(at: int) -> None:
    with pytest.raises(WireError, match="before 1970 or after the year 9999"):
        check_plausible(replace(GOOD, captured_at=at), at // 1000)


def test_a_frame_may_have_the_most_boxes_there_are_and_some_more_tracks() -> None:
    check_plausible(replace(GOOD, boxes=(BOX,) * MOST_THINGS), AT // 1000)
    check_plausible(tracks(MOST_THINGS + 1), AT // 1000)
    with pytest.raises(WireError, match="the limit is"):
        check_plausible(tracks(4 * MOST_THINGS + 1), AT // 1000)


def tracks(count: int) -> Tracks:
    track = Track(
        track_id="t", label="person", label_held=False, score=0.5, x1=1, y1=2, x2=3, y2=4, state="confirmed",
        born_at=AT, detected=True, velocity_x=0.0, velocity_y=0.0, rest_since=None,
    )  # fmt: skip
    return Tracks(
        camera="a/b", session="s", session_started_at=AT, captured_at=AT, previous_at=None, published_at=AT, uri=None,
        width=8, height=8, status="seen", backend="x", tracks=(track,) * count,
    )  # fmt: skip


def test_every_spec_that_can_be_applied_is_taken() -> None:
    for spec in specs():
        check_marker(spec)
    own = '{"cameras":["hq/*"],"guard":"g","when":{"appears":{"objects":["forklift"]}}}'
    check_marker(Spec(kind="guard", name="g", revision="1-x", body=own, active_from=0))


@pytest.mark.parametrize(
    ("kind", "revision", "body"),
    [
        ("guard", "x-1", '{"cameras":["hq/*"],"guard":"g","when":{"appears":{}}}'),
        ("guard", "1-x", ""),
        ("guard", "1-x", "{"),
        ("guard", "1-x", "{}"),
        ("guard", "1-x", "\x00"),
        ("guard", "1-x", '{"cameras":["hq/*"],"guard":"g","when":{}}'),
        ("guard", "1-x", '{"cameras":["hq/*"],"guard":"other","when":{"appears":{}}}'),
        ("guard", "1-x", '{"cameras":["hq/*"],"guard":"g","when":{"appears":{},"loiters":{"zone":"a","for":5.0}}}'),
        (
            "guard", "1-x",
            ('{"cameras":["hq/*"],"guard":"g","when":{"appears":{}},'
            '"schedule":{"days":[0],"hours":[0,60],"timezone":"Mars/Olympus","except":[]}}'),
        ),
        ("camera", "1-x", '{"cameras":["hq/*"],"guard":"g","when":{"appears":{}}}'),
        ("camera", "1-x", '{"camera":"g","zones":{"z":[[0,0],[1,1]]}}'),
    ],
)  # fmt: skip
def test_a_marker_that_could_not_be_carried_out_is_refused(kind: Any, revision: str, body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        check_marker(Spec(kind=kind, name="g", revision=revision, body=body, active_from=0))
