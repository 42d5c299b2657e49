"""The file of many cameras: passwords stay out of it and of every message, and every mistake is said."""

from pathlib import Path

import pytest

from orin.schemas.errors import Misuse
from orin.topologies.ingest.cameras_file import read_cameras


def write(folder: Path, text: str) -> Path:
    path = folder / "cameras.yaml"
    path.write_text(text)
    return path


def test_sources_come_from_the_file_the_environment_or_a_secret(tmp_path: Path) -> None:
    (tmp_path / "lobby").write_text("rtsp://admin:s3cret@10.0.0.7/stream1\n")
    path = write(
        tmp_path,
        """
cameras:
  - camera: hq/lobby-1
    source_file: lobby
    fps: 10
  - {camera: hq/gate, source_env: GATE}
  - {camera: demo/bag, source: "scene://abandoned-bag", start: 2026-11-20T09:00:00Z}
  - {camera: hq/webcam, source: 0}
""",
    )
    found = read_cameras(path, {"GATE": "rtsp://10.0.0.8/a"})
    assert [(entry.camera, entry.source, entry.fps) for entry in found] == [
        ("hq/lobby-1", "rtsp://admin:s3cret@10.0.0.7/stream1", 10),
        ("hq/gate", "rtsp://10.0.0.8/a", None),
        ("demo/bag", "scene://abandoned-bag", None),
        ("hq/webcam", "0", None),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cameras: [", "line 1: this is not YAML"),
        ("[" * 5000, "this is not YAML"),
        ("", "Expected `object`, got `null`"),
        ("cameras: []", "there is no camera in it"),
        ("cameras: [{camera: hq/a, url: x}]", r"unknown field `url`.*cameras\[0\]"),
        ("cameras: [{camera: hq/a, source: scene://doorway, fps: fast}]", r"Expected `float \| null`, got `str`"),
        ("cameras: [{camera: hq/a}]", "cameras.0.: give one of source, source_env and source_file"),
        ("cameras: [{camera: hq/a, source: x, source_env: X}]", "give one of"),
        ("cameras: [{camera: hq/a, source_env: NOWHERE}]", "the environment has no NOWHERE"),
        ("cameras: [{camera: hq/a, source_file: none}]", "source_file none: cannot be read: No such file"),
        ("cameras: [{camera: lobby, source: scene://doorway}]", "SITE/NAME"),
        ("cameras: [{camera: hq/a, source: nothing.mp4}]", "there is no such file or folder"),
        ("cameras: [{camera: hq/a, source: 'rtsp://10.0.0.7/a', start: 2026-11-20T09:00:00Z}]", "start: only clips"),
        (
            "cameras: [{camera: hq/a, source: scene://doorway}, {camera: hq/a, source: scene://doorway}]",
            "hq/a is there 2 times",
        ),
    ],
)
def test_mistakes_are_said(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(Misuse, match=message) as caught:
        read_cameras(path, {})
    assert str(caught.value).startswith(f"--cameras {path}")
    assert "\n" not in str(caught.value)


def test_every_mistake_is_said_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "cameras: [{camera: x, source: '0'}, {camera: hq/a}, {camera: hq/b, source_env: B}]")
    with pytest.raises(Misuse, match=r"cameras\[0\]: .*cameras\[1\]: .*cameras\[2\]: "):
        read_cameras(path, {})


def test_a_password_in_the_file_is_never_shown(tmp_path: Path) -> None:
    path = write(tmp_path, "cameras: [{camera: hq/a, source: 'rtsp://admin:s3cr@et#x@10.0.0.7/a'}]")
    with pytest.raises(Misuse, match="percent-encode") as caught:
        read_cameras(path, {})
    assert "s3cr" not in str(caught.value)
    assert "et#x" not in str(caught.value)
