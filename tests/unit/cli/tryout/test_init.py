"""`orin init`: a first spec file and its picture, from whatever shows the camera."""

from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest
from typer.testing import CliRunner, Result

from orin.cli.draw.paint import guard_colours
from orin.cli.main import app
from orin.cli.tryout.first_specs import LINE, ZONE
from orin.processors.specs.models import CameraSpec
from orin.processors.specs.parse import ParsedSpec, parse_specs
from orin.schemas.errors import Misuse, OrinError

MARGIN = 34


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORIN_SOURCE", raising=False)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["init", *words])


def written(path: str) -> list[ParsedSpec]:
    return parse_specs(Path(path).read_text(), path)


def picture(path: str) -> "np.typing.NDArray[np.uint8]":
    image = cv2.imread(path)
    assert image is not None
    return image.astype(np.uint8)


def test_a_scene_gives_a_valid_file_and_a_picture_of_it() -> None:
    result = run("scene://doorway", "--camera", "hq/door-1", "--out", "door.yaml")
    assert result.exit_code == 0, (result.output, result.exception)
    camera, *guards = written("door.yaml")
    assert (camera.kind, camera.name) == ("camera", "hq/door-1")
    assert {guard.name for guard in guards} == {"door-1-loitering", "door-1-unattended", "door-1-door"}
    spec = msgspec.json.decode(camera.body, type=CameraSpec)
    assert (set(spec.zones["floor"]), spec.lines["door"]) == (set(ZONE), LINE)
    assert "  orin guards check door.yaml\n  orin try scene://doorway --guards door.yaml" in result.output
    assert "#   orin try scene://doorway --guards door.yaml" in Path("door.yaml").read_text()
    checked = CliRunner().invoke(app, ["guards", "check", "door.yaml"])
    assert checked.exit_code == 0, checked.output


def test_the_picture_shows_the_zone_and_the_line_where_the_file_has_them() -> None:
    """Shares of the picture, whatever its size: here 320 x 240 px, enlarged."""
    cv2.imwrite("camera.png", np.full((240, 320, 3), 90, np.uint8))
    assert run("camera.png").exit_code == 0
    image = picture("guards.png")
    height, width = image.shape[0] - 2 * MARGIN, image.shape[1] - 2 * MARGIN
    assert (width, height) == (640, 480)
    loitering, _, door = guard_colours(["loitering", "unattended", "door"]).values()

    def colours_near(x: float, y: float) -> "np.typing.NDArray[np.uint8]":
        across, down = round(MARGIN + x * (width - 1)), round(MARGIN + y * (height - 1))
        return image[down - 2 : down + 3, across - 2 : across + 3].reshape(-1, 3)

    for corner in ZONE:
        assert np.abs(colours_near(*corner).astype(int) - loitering).max(axis=1).min() < 60, corner
    for share in (0.0, 0.3, 0.7, 1.0):
        x, y = (a + (b - a) * share for a, b in zip(*LINE, strict=True))
        assert np.abs(colours_near(x, y).astype(int) - door).max(axis=1).min() < 60, share
    ground = colours_near(0.25, 0.25)
    assert (np.abs(ground.astype(int) - 90) < 5).all(), "between the lines of the grid is the picture"
    assert (colours_near(0.3, 0.25)[:, 0] > 120).any(), "a line of the grid"


def test_a_clip_is_shown_after_its_first_second(tmp_path: Path) -> None:
    """The first frames are black, as clips often begin."""
    writer = cv2.VideoWriter("entrance.avi", cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for number in range(30):
        writer.write(np.full((240, 320, 3), 0 if number < 8 else 200, np.uint8))
    writer.release()
    assert run("entrance.avi").exit_code == 0
    assert written("guards.yaml")[0].name == "demo/entrance"
    assert picture("guards.png")[MARGIN + 20, MARGIN + 20, 0] > 190
    folder = tmp_path / "shots"
    folder.mkdir()
    cv2.imwrite("shots/1.jpg", np.full((240, 320, 3), 200, np.uint8))
    result = run("shots", "--out", "shots.yml")
    assert result.exit_code == 0, "one frame alone is enough"
    assert "orin try shots --guards shots.yml" in result.output


@pytest.mark.parametrize("name", ["a", "1", "a.b_c-d", "x" * 64])
def test_every_camera_name_gives_a_valid_file(name: str) -> None:
    assert run("--camera", f"hq/{name}").exit_code == 0
    checked = CliRunner().invoke(app, ["guards", "check", "guards.yaml"])
    assert checked.exit_code == 0, (checked.output, checked.exception)


def test_without_a_source_the_picture_is_empty() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert written("guards.yaml")[0].name == "hq/camera-1"
    assert picture("guards.png").shape == (720 + 2 * MARGIN, 1280 + 2 * MARGIN, 3)
    assert "orin try CLIP --guards guards.yaml" in result.output


@pytest.mark.parametrize("there", ["guards.yaml", "guards.png"])
def test_nothing_is_overwritten(there: str) -> None:
    Path(there).write_text("mine")
    result = run("scene://doorway")
    assert isinstance(result.exception, Misuse)
    assert f"{there} exists already" in str(result.exception)
    assert [path.read_text() for path in Path().iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (("nosuch.mp4",), Misuse, "there is no such file"),
        (("nosuch.jpg",), Misuse, "No such file"),
        (("torn.jpg",), OrinError, "not an image"),
        (("torn.mp4",), OrinError, "torn.mp4"),
        (("scene://dorway",), Misuse, "did you mean doorway"),
        (("scene://doorway", "--camera", "lobby"), Misuse, "camera 'lobby'"),
        (("scene://doorway", "--out", "guards.json"), Misuse, "must end in .yaml or .yml"),
        (("scene://doorway", "--out", "away/guards.yaml"), Misuse, "there is no folder away"),
        (("rtsp://admin:secret@127.0.0.1:1/stream",), OrinError, "127.0.0.1:1 does not answer"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(
    words: tuple[str, ...], error: type[OrinError], said: str
) -> None:
    Path("torn.jpg").write_bytes(b"\xff\xd8\xff\xe0torn")
    Path("torn.mp4").write_bytes(b"torn")
    result = run(*words)
    assert isinstance(result.exception, error), (result.output, result.exception)
    assert said in str(result.exception)
    assert "secret" not in str(result.exception) + result.output
    assert "\n" not in str(result.exception)
    assert sorted(path.name for path in Path().iterdir()) == ["torn.jpg", "torn.mp4"]
