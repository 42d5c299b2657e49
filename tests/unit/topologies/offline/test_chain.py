"""The chain without a broker, over detections written by hand."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from orin.processors.specs.parse import parse_specs
from orin.schemas.errors import OrinError
from orin.schemas.records import Event
from orin.topologies.offline.chain import Chain
from orin.topologies.offline.detections_file import read_detections

GUARDS = """
camera: hq/gate
zones: {yard: [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]}
---
guard: into-yard
cameras: ["hq/*"]
when:
  enters: {objects: [people], zone: yard}
"""


def walk(path: Path, speed: float = 80.0) -> Path:
    """Somebody walks from left to right through the picture for 8 s at 10 fps; `speed` in px/s."""
    lines = []
    for i in range(80):
        x = 5 + speed * i / 10
        box = {"label": "person", "score": 0.9, "box": [x, 100, x + 40, 200]}
        lines.append(
            {"camera": "hq/gate", "captured_at": 1_700_000_000_000_000 + i * 100_000, "width": 640, "height": 360,
             "status": "seen", "boxes": [box]}
        )  # fmt: skip
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n")
    return path


def events_of(paths: Iterable[Path]) -> list[Event]:
    chain = Chain(parse_specs(GUARDS, "guards.yaml"), late_after=60.0, takeover_after=10.0, build="test")
    return [event for path in paths for record in read_detections(path) for event in chain.feed(record)]


def test_a_detections_file_gives_the_event_at_its_place_in_the_clip(tmp_path: Path) -> None:
    (event,) = events_of([walk(tmp_path / "walk.jsonl")])
    assert (event.guard, event.kind, event.phase) == ("into-yard", "enters", "occurred")
    # The anchor, 20 px right of the box's left side, passes the middle (320 px) 3.7 s into the clip.
    assert event.source_position is not None
    assert 3.7 <= event.source_position <= 4.3


def test_who_stays_left_gives_nothing(tmp_path: Path) -> None:
    assert events_of([walk(tmp_path / "walk.jsonl", speed=30.0)]) == []


def test_records_name_the_one_before_them(tmp_path: Path) -> None:
    records = list(read_detections(walk(tmp_path / "walk.jsonl")))
    assert records[0].previous_at is None
    assert [r.previous_at for r in records[1:]] == [r.captured_at for r in records[:-1]]
    assert records[-1].source_position == pytest.approx(7.9)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "there is no detection in it"),
        (b"{\n", ":1"),
        (b'{"camera": "hq/gate"}\n', ":1.*captured_at"),
        (b"\xff\xfe\x00", "not a text file"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(OrinError, match=message) as raised:
        list(read_detections(path))
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)
