"""docs/guards.md, "Detections by hand", as somebody meets them who runs `orin try` on a file of detections."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orin.cli.main import app
from orin.schemas.errors import Misuse
from orin.schemas.records import Event
from orin.topologies.offline.detections_file import read_detections
from tests.support.repository import ROOT

GUARDS = """
camera: hq/lobby-1
zones: {floor: [[0, 0], [1, 0], [1, 1], [0, 1]]}
---
guard: alone
cameras: ["hq/lobby-*"]
when:
  unattended: {objects: [packages, object], zone: floor, for: 5s}
severity: high
notify: [security-desk]
"""
START = datetime(2026, 11, 21, 9, tzinfo=UTC)
BAG = {"label": "suitcase", "score": 0.91, "box": [100, 100, 130, 130]}


def iso(seconds: float) -> str:
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def line(seconds: float, *boxes: object, **more: object) -> dict[str, object]:
    return {"camera": "hq/lobby-1", "captured_at": iso(seconds), "width": 1280, "height": 720, "status": "seen",
            "boxes": list(boxes)} | more  # fmt: skip


def scene(seconds: float, *boxes: object, rate: int = 10) -> list[dict[str, object]]:
    return [line(n / rate, *boxes) for n in range(round(seconds * rate) + 1)]


def tried(folder: Path, lines: list[dict[str, object]], guards: str = GUARDS) -> list[dict[str, object]]:
    """The events of `orin try --json`."""
    (folder / "in.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines))
    (folder / "guards.yaml").write_text(guards)
    result = CliRunner().invoke(
        app, ["try", str(folder / "in.jsonl"), "--guards", str(folder / "guards.yaml"), "--json"]
    )
    assert result.exit_code == 0, (result.output, result.exception)
    said = [json.loads(each) for each in result.stdout.splitlines()]
    return [each for each in said if "phase" in each]


def test_an_event_has_the_fields_of_the_record_under_their_own_names(tmp_path: Path) -> None:
    (event,) = tried(tmp_path, scene(6, BAG))
    named = {key: value for key, value in event.items() if key not in ("event_id", "digest", "provenance")}
    subject = named.pop("subject")
    assert set(event) == set(Event.__struct_fields__)
    assert isinstance(subject, dict)
    assert len(subject.pop("track_id")) > 0
    assert subject == {"label": "suitcase", "box": [100, 100, 130, 130]}
    revisions = [named.pop("guard_revision"), named.pop("camera_revision")]
    assert all(str(each).startswith("1-") for each in revisions)
    assert named == {
        "sequence": 0, "kind": "unattended", "phase": "opened", "guard": "alone", "camera": "hq/lobby-1", "site": "hq",
        "zone": "floor", "line": None, "direction": None, "count": None, "owner": None, "since": iso(0),
        "due_at": iso(5), "opened_at": iso(5), "at": iso(5), "closed_at": None, "outcome": None, "taken_by": None,
        "certainty": "observed", "coverage": 1.0, "severity": "high", "notify": "send",
        "notify_to": ["security-desk"], "cooldown_event": None, "late": False, "source_position": 5.0,
    }  # fmt: skip


def test_times_are_iso_8601_utc_with_microseconds_or_integers_of_them(tmp_path: Path) -> None:
    lines = scene(6, BAG)
    numbers = [
        each | {"captured_at": round(START.timestamp()) * 1_000_000 + 100_000 * n} for n, each in enumerate(lines)
    ]
    zoned = [each | {"captured_at": str(each["captured_at"]).replace("Z", "+00:00")} for each in lines]
    expected = tried(tmp_path, lines)
    assert tried(tmp_path, numbers) == expected
    assert tried(tmp_path, zoned) == expected


def test_what_a_line_may_leave_out(tmp_path: Path) -> None:
    short = [
        {key: value for key, value in each.items() if key != "status"}
        | {"boxes": [{"label": "suitcase", "box": BAG["box"]}]}
        for each in scene(6)
    ]
    assert [event["since"] for event in tried(tmp_path, short)] == [iso(0)]
    assert tried(tmp_path, [line(0), {k: v for k, v in line(1).items() if k != "boxes"}]) == []


@pytest.mark.parametrize("label", ["object", "suitcase"])
@pytest.mark.parametrize("since", [iso(2), round(START.timestamp()) * 1_000_000 + 2_000_000])
def test_a_static_box_may_carry_since(tmp_path: Path, label: str, since: object) -> None:
    box = BAG | {"label": label, "since": since}
    lines = scene(2.9) + [line(n / 10, box) for n in range(30, 81)]
    assert [(event["since"], event["at"]) for event in tried(tmp_path, lines)] == [(iso(2), iso(7))]


def test_the_end_of_the_input_closes_nothing(tmp_path: Path) -> None:
    assert [event["phase"] for event in tried(tmp_path, scene(5, BAG))] == ["opened"]


def test_cameras_may_be_mixed(tmp_path: Path) -> None:
    other = [each | {"camera": "hq/lobby-2"} for each in scene(6, BAG)]
    mixed = [each for pair in zip(scene(6, BAG), other, strict=True) for each in pair]
    # Cooldown is of each camera's own.
    both = (GUARDS + "cooldown: 1h\n").replace(
        "---", "---\ncamera: hq/lobby-2\nzones: {floor: [[0, 0], [1, 0], [1, 1], [0, 1]]}\n---", 1
    )
    events = tried(tmp_path, mixed, both)
    assert [(e["camera"], e["notify"]) for e in events] == [("hq/lobby-1", "send"), ("hq/lobby-2", "send")]


def boxed(**change: object) -> dict[str, object]:
    return line(1, BAG, BAG | change)


ODD = {
    "earlier": (line(-1), r"captured_at: 2026-11-21T08:59:59.000000Z after 2026-11-21T09:00:00.000000Z"),
    "no time": (line(1, captured_at="soon"), "captured_at: 'soon' is not a time"),
    "no offset": (line(1, captured_at="2026-11-21T09:00:01"), "captured_at: .* has no offset from UTC"),
    "right of the picture": (boxed(box=[1280, 0, 1300, 9]), r"boxes\[1\].box: .* outside the frame of 1280 x 720 px"),
    "left of the picture": (boxed(box=[-9, 0, 0, 9]), r"boxes\[1\].box: .* outside the frame"),
    "below the picture": (boxed(box=[0, 720, 9, 730]), r"boxes\[1\].box: .* outside the frame"),
    "above the picture": (boxed(box=[0, -9, 9, 0]), r"boxes\[1\].box: .* outside the frame"),
    "no width": (boxed(box=[5, 5, 5, 9]), r"boxes\[1\].box: \[5, 5, 5, 9\] has no area"),
    "no height": (boxed(box=[5, 5, 9, 5.004]), r"boxes\[1\].box: \[5, 5, 9, 5\] has no area"),
    "inside out": (boxed(box=[9, 5, 5, 9]), r"boxes\[1\].box: .* x1 ≤ x2"),
    "three corners": (boxed(box=[9, 5, 5]), r"boxes\[1\].box: "),
    "label": (boxed(label="suitcas"), r"boxes\[1\].label: unknown label 'suitcas' \(did you mean 'suitcase'\?\)"),
    "no label": (boxed(label=None), r"boxes\[1\].label: "),
    "score": (boxed(score=1.01), r"boxes\[1\].score: 1.01 is not within 0..1"),
    "negative score": (boxed(score=-0.1), r"boxes\[1\].score: -0.1 is not within 0..1"),
    "status": (line(1, status="unseen"), "status: Invalid enum value 'unseen'"),
    "another field": (line(1, frames=3), "unknown field `frames`"),
    "no size": (line(1, width=0), "width: 0 px"),
    "no camera": (line(1, camera="lobby"), "camera: 'lobby' is not SITE/NAME"),
    "a list": ([], "Expected `object`, got `array`"),
} | {
    f"without {name}": ({k: v for k, v in line(1).items() if k != name}, f"missing required field `{name}`")
    for name in ("camera", "captured_at", "width", "height")
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_odd_input_is_one_line_that_says_where(tmp_path: Path, odd: str) -> None:
    """Misuse, of which the command makes exit code 2 (below)."""
    wrong, said = ODD[odd]
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(line(0)) + "\n\n" + json.dumps(wrong) + "\n" + json.dumps(line(2)) + "\n")
    with pytest.raises(Misuse, match=rf"in\.jsonl:3: .*{said}") as raised:
        list(read_detections(path))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "in.jsonl: there is no detection in it"),
        (b"\n\n", "in.jsonl: there is no detection in it"),
        (json.dumps(line(0)).encode() + b"\n\xff\xfe\n", "in.jsonl:2: this is not a text file"),
        (json.dumps(line(0)).encode()[:-9], "in.jsonl:1: not JSON"),
    ],
)
def test_a_file_that_is_none_of_detections(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    with pytest.raises(Misuse, match=said):
        list(read_detections(path))


def test_boxes_that_are_partly_in_the_picture_and_a_models_own_labels_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    own = {"model": {"name": "ours.onnx", "sha256": "0" * 64}}
    lines = [line(0, BAG | {"box": [-5, -5, 2000, 900]}), line(1, BAG | {"label": "forklift"}, **own)]
    path.write_text("".join(json.dumps(each) + "\n" for each in lines))
    assert [len(record.boxes) for record in read_detections(path)] == [1, 1]


@pytest.mark.slow
def test_the_exit_code_is_2_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(line(0)) + "\n" + json.dumps(line(-1)) + "\n")
    (tmp_path / "guards.yaml").write_text(GUARDS)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "orin", "try", "in.jsonl", "--guards", "guards.yaml", "--json"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    (said,) = done.stderr.splitlines()
    assert "in.jsonl:2: captured_at:" in said
