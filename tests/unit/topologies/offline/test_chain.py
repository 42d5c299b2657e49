"""The chain without a broker, over detections written by hand."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orin.cli.main import app
from orin.processors.specs.parse import parse_specs
from orin.schemas.errors import Misuse, OrinError
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
    return [event for path in paths for record in read_detections(path) for event in chain.analyse(record).events]


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


def line(captured_at: str = "1700000000", width: str = "640", boxes: Sequence[Sequence[float]] = ()) -> bytes:
    found = json.dumps([{"label": "person", "box": box} for box in boxes])
    text = f'{{"camera": "hq/gate", "captured_at": {captured_at}, "width": {width}, "height": 360, "boxes": {found}}}'
    return text.encode()


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "marked.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line() + b"\r\n")
    assert len(list(read_detections(path))) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "there is no detection in it"),
        (b"{\n", ":1"),
        (b'{"camera": "hq/gate"}\n', ":1.*captured_at"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"{" + b" " * (16 * 2**20) + b"}", ":1: a line of more than 16 MiB"),
        (line(width="2147483647"), ":1: picture size out of range"),
        (line(boxes=[[0, 0, 1e308, 1e308]]), ":1: bounding box or score out of range"),
        (line(boxes=[[0, 0, k, 5] for k in range(1, 1002)]), ":1: 1001 bounding boxes on one frame"),
        (line(captured_at="-999999999999999"), ":1: the record's time.*before 1970"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(OrinError, match=message) as raised:
        list(read_detections(path))
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_of_repeated_lines_the_first_counts(tmp_path: Path) -> None:
    """As on the topic, where the lowest offset of a camera and captured_at counts: repeats near and far."""
    path = walk(tmp_path / "walk.jsonl")
    lines = [line for line in path.read_text().splitlines() if line]
    other = json.dumps(json.loads(lines[30]) | {"boxes": []})
    expected, records = events_of([path]), list(read_detections(path))
    path.write_text("\n".join([*lines[:31], other, lines[30], *lines[31:], lines[5], other]))
    repeats: list[str] = []
    assert list(read_detections(path, repeats.append)) == records
    assert repeats == [f"{path}:{number}" for number in (32, 33, 83, 84)]
    assert [event.digest for event in events_of([path])] == [event.digest for event in expected]


def test_the_same_time_of_another_camera_is_no_repeat(tmp_path: Path) -> None:
    path = walk(tmp_path / "walk.jsonl")
    lines = [line for line in path.read_text().splitlines() if line]
    path.write_text("".join(f"{line}\n{line.replace('hq/gate', 'hq/yard')}\n" for line in lines))
    repeats: list[str] = []
    assert len(list(read_detections(path, repeats.append))) == 160
    assert repeats == []


def test_try_says_how_many_lines_repeat(tmp_path: Path) -> None:
    path, guards = walk(tmp_path / "walk.jsonl"), tmp_path / "guards.yaml"
    guards.write_text(GUARDS)
    path.write_text(path.read_text() + path.read_text())
    result = CliRunner().invoke(app, ["try", str(path), "--guards", str(guards), "--json"])
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 1
    assert f"80 lines repeat an earlier camera and captured_at, first at {path}:82: left out" in result.stderr


@pytest.mark.parametrize("unit", [1, 1_000, 1_000_000])
def test_times_as_numbers_are_told_apart_by_their_size(tmp_path: Path, unit: int) -> None:
    """Seconds, milliseconds, microseconds."""
    path = tmp_path / "in.jsonl"
    lines = [
        {"camera": "hq/gate", "captured_at": (1_700_000_000 + n) * unit, "width": 9, "height": 9} for n in range(3)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert [r.captured_at for r in read_detections(path)] == [(1_700_000_000 + n) * 1_000_000 for n in range(3)]


@pytest.mark.parametrize("number", [0, 20261121, 1_700_000_000_000_000_000])
def test_a_number_that_is_no_time_is_refused(tmp_path: Path, number: int) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"camera": "hq/gate", "captured_at": number, "width": 9, "height": 9}) + "\n")
    with pytest.raises(Misuse, match=rf"in\.jsonl:1: captured_at: {number} is too (small|large) to be a time"):
        list(read_detections(path))
