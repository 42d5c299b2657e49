"""Which camera and which guards a source gets where the user does not say."""

from pathlib import Path

import pytest

from orin.cli.specs.files import read_text, specs_for
from orin.schemas.errors import Misuse

GUARDS = """
camera: hq/gate
zones: {yard: [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]}
---
guard: into-yard
cameras: ["hq/*"]
when: {enters: {objects: [people], zone: yard}}
"""


@pytest.fixture
def guards(tmp_path: Path) -> Path:
    path = tmp_path / "guards.yaml"
    path.write_text(GUARDS)
    return path


@pytest.mark.parametrize(
    ("source", "camera"),
    [
        ("scene://doorway?seed=3", "demo/doorway"),
        ("clips/Front Door.MP4", "demo/front-door"),
        ("rtsp://10.0.0.7/stream1?x=y/z", "demo/stream1"),
        ("0", "demo/0"),
        ("入口.mp4", "demo/camera"),
        (f"{'a' * 80}.mp4", f"demo/{'a' * 64}"),
    ],
)
def test_a_source_names_its_camera(source: str, camera: str) -> None:
    specs, name = specs_for(source, None, None)
    assert name == camera
    assert camera in [spec.name for spec in specs if spec.kind == "camera"]


def test_a_camera_that_cannot_be_called_so_is_misuse() -> None:
    with pytest.raises(Misuse, match="camera 'Hall 1': a camera's name is SITE/NAME"):
        specs_for("scene://doorway", None, "Hall 1")


def test_a_file_without_an_end_is_not_read_to_it() -> None:
    with pytest.raises(Misuse, match="/dev/zero: larger than 4 MiB"):
        read_text(Path("/dev/zero"))


def test_the_only_camera_of_the_file_is_the_sources(guards: Path) -> None:
    assert specs_for("clip.mp4", guards, None)[1] == "hq/gate"
    assert specs_for("clip.mp4", guards, "hq/other")[1] == "hq/other"


def test_a_scene_renamed_brings_its_guards_along() -> None:
    specs, name = specs_for("scene://loiterer", None, "hq/wall")
    assert name == "hq/wall"
    assert {spec.name for spec in specs} == {"hq/wall", "hangs-about"}
    assert all("demo/" not in spec.body for spec in specs)
