"""A name that does not exist is refused with file, line, column and the nearest valid name."""

from pathlib import Path

import pytest

from orin.cli.specs.files import specs_for
from orin.processors.specs.parse import parse_specs
from orin.schemas.errors import Misuse

SPEC = """camera: hq/lobby-1
zones: {floor: [[0, 0.4], [1, 0.4], [1, 1]]}
lines: {door: [[0.2, 0.5], [0.8, 0.5]]}
---
guard: alone
cameras: [hq/lobby-1]
when:
  unattended: {objects: [packages], zone: floor, for: 5m, except: [floor]}
schedule: {days: mon-fri, hours: "08:00-20:00", timezone: Europe/Berlin}
---
guard: across
cameras: [hq/lobby-1]
when:
  crosses: {line: door, direction: in}
"""


def test_the_specs_as_such_are_fine() -> None:
    assert [spec.name for spec in parse_specs(SPEC, "guards.yaml")] == ["hq/lobby-1", "alone", "across"]


@pytest.mark.parametrize(
    ("right", "wrong", "place", "nearest"),
    [
        ("cameras: [hq/lobby-1]", "cameras: [hq/loby-1]", "6:11", "hq/lobby-1"),
        ("zone: floor", "zone: flor", "8:43", "floor"),
        ("except: [floor]", "except: [flour]", "8:68", "floor"),
        ("line: door", "line: dor", "14:19", "door"),
        ("[packages]", "[package, suitcas]", "8:35", "suitcase"),
        ("unattended:", "unatended:", "8:3", "unattended"),
        ("for: 5m", "fro: 5m", "8:50", "for"),
        ("days: mon-fri", "day: mon-fri", "9:12", "days"),
        ("Europe/Berlin", "Europe/Berln", "9:59", "Europe/Berlin"),
        ("direction: in", "direction: inn", "14:36", "in"),
        ("zones:", "zone:", "2:1", "zones"),
    ],
)
def test_refused(right: str, wrong: str, place: str, nearest: str) -> None:
    with pytest.raises(Misuse) as raised:
        parse_specs(SPEC.replace(right, wrong, 1), "guards.yaml", {})
    assert raised.value.exit_code == 2
    lines = str(raised.value).splitlines()
    said = [line for line in lines if line.startswith(f"guards.yaml:{place}: ")]
    assert said, lines
    assert nearest in said[0]


@pytest.mark.parametrize("wrong", ["zone: flor", "line: dor"])
def test_refused_before_a_file_is_tried(tmp_path: Path, wrong: str) -> None:
    right = {"zone: flor": "zone: floor", "line: dor": "line: door"}[wrong]
    (tmp_path / "guards.yaml").write_text(SPEC.replace(right, wrong))
    with pytest.raises(Misuse, match=r"guards\.yaml:\d+:\d+: unknown"):
        specs_for("clip.jsonl", tmp_path / "guards.yaml", None)


def test_a_guard_may_be_tried_on_a_camera_that_the_file_does_not_have(tmp_path: Path) -> None:
    (tmp_path / "guards.yaml").write_text("guard: new\ncameras: ['hq/*']\nwhen: {appears: {}}\n")
    assert specs_for("clip.jsonl", tmp_path / "guards.yaml", None)[1] == "demo/clip"
    (tmp_path / "guards.yaml").write_text(SPEC.replace("cameras: [hq/lobby-1]", "cameras: [hq/lobby-1, hq/yard]"))
    with pytest.raises(Misuse, match="unknown zone 'floor' on camera 'hq/yard'"):
        specs_for("clip.jsonl", tmp_path / "guards.yaml", "hq/yard")
