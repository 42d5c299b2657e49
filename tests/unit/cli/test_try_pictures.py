"""What `orin try` draws: a video and a time line of a run, looked at as files and as what they say."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from orin.cli.draw.history import History
from orin.cli.draw.look import Look, Rules
from orin.cli.draw.paint import Spot, guard_colours
from orin.cli.draw.timers import Timer, timers
from orin.cli.draw.video import Video
from orin.cli.main import app
from orin.processors.guards.logic import WatchLogic
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import ParsedSpec, parse_specs
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Event
from orin.topologies.offline.chain import Chain
from orin.topologies.offline.detections_file import read_detections
from tests.support.guards_scene import START as SCENE_START
from tests.support.guards_scene import ZONES, Scene, bag, person, still, way
from tests.support.guards_scene import specs as guard_specs

START = 1_700_000_000_000_000
SPECS = """
camera: hq/hall
zones: {floor: [[0, 0.2], [1, 0.2], [1, 1], [0, 1]]}
lines: {door: [[0.5, 0], [0.5, 1]]}
---
guard: lingers
cameras: ["hq/*"]
when: {loiters: {zone: floor, for: 4s}}
---
guard: full
cameras: ["hq/*"]
when: {occupancy: {zone: floor, over: 0, for: 2s}}
---
guard: passes
cameras: ["hq/*"]
when: {crosses: {objects: [people], line: door}}
---
guard: at-night
cameras: ["hq/*"]
when: {loiters: {zone: floor, for: 1s}}
schedule: {hours: "00:00-00:01", timezone: UTC}
"""


def detections(path: Path, seconds: float = 8.0, *, gap: tuple[float, float] = (9e9, 9e9)) -> Path:
    """One who walks from left to right at 5 frames/s, through the picture's middle in the middle of the time."""
    lines = []
    for number in range(int(seconds * 5)):
        t = number / 5
        if gap[0] <= t < gap[1]:
            continue
        x = 20 + 280 * t / seconds
        box = f'{{"label": "person", "score": 0.9, "box": [{x}, 60, {x + 30}, 160]}}'
        head = f'"camera": "hq/hall", "captured_at": "{format_time(START + round(t * 1e6))}"'
        lines.append(f'{{{head}, "width": 320, "height": 200, "status": "seen", "boxes": [{box}]}}\n')
    path.write_text("".join(lines))
    return path


@pytest.fixture
def specs() -> list[ParsedSpec]:
    return parse_specs(SPECS, "guards.yaml", {})


def looks(specs: list[ParsedSpec], path: Path) -> list[Look]:
    chain = Chain(specs, late_after=60, takeover_after=10, build="test")
    rules = Rules(specs, "hq/hall")
    found = []
    for record in read_detections(path):
        looked = chain.look(record)
        assert looked.state is not None
        running = tuple(timers(looked.state, rules.guards, rules.periods))
        found.append(Look(record, looked.tracks, looked.events, running, None))
    return found


def test_a_timer_says_what_the_event_then_says(specs: list[ParsedSpec], tmp_path: Path) -> None:
    """On the frame before one opens, the timer has the event's since and due time already."""
    found = looks(specs, detections(tmp_path / "walk.jsonl"))
    opened = [(number, event) for number, look in enumerate(found) for event in look.events if event.phase == "opened"]
    assert sorted(event.guard for _, event in opened) == ["full", "lingers"]
    for number, event in opened:
        before = [timer for timer in found[number - 1].timers if timer.guard == event.guard]
        assert [(t.since, t.due_at, t.is_open) for t in before] == [(event.since, event.due_at, False)]
        after = [timer for timer in found[number].timers if timer.guard == event.guard]
        assert [(t.since, t.due_at, t.is_open) for t in after] == [(event.since, event.due_at, True)]
    assert not any(timer.guard == "at-night" for look in found for timer in look.timers), "it is off duty"


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ("{unattended: {objects: suitcase, zone: floor, for: 10s, attended_by: owner}}", "opened"),
        ("{unattended: {objects: suitcase, zone: floor, for: 10s}}", "opened"),
        ("{delivered: {objects: suitcase, zone: floor, for: 10s}}", "occurred"),
    ],
)
def test_the_timer_of_a_bag_runs_from_when_its_owner_left(when: str, kind: str) -> None:
    """He comes at 1 s, puts it down at 6 s, is beyond reach after 13 s."""
    text = ZONES + f"---\nguard: bag\ncameras: [hq/lobby]\nwhen: {when}\n"
    owner = way((1, 100, 600), (6, 300, 600), (12, 310, 600), (20, 900, 600))
    things = [person("owner", owner, born=1, dies=20), bag("bag", still(320, 600), born=6)]
    parsed = parse_specs(text, "guards.yaml")
    rules, logic, armed = Rules(parsed, "hq/lobby"), WatchLogic(), Armed()
    for spec in guard_specs(text):
        armed.add(spec)
    state = logic.new("hq/lobby")
    before: list[Timer] = []
    for number, frame in enumerate(Scene(things, 40).records()):
        state, events = logic.step(state, frame, armed, Origin("scene", 0, number))
        fired = [event for event in events if isinstance(event, Event) and event.phase == kind]
        running = list(timers(state, rules.guards, rules.periods))
        if fired:
            assert [(timer.due_at, timer.is_open) for timer in before] == [(fired[0].at, False)]
            assert [timer.is_open for timer in running] == ([True] if kind == "opened" else [])
            assert before[0].since == fired[0].at - 10_000_000 > SCENE_START + 12_000_000
            return
        if frame.captured_at < SCENE_START + 12_000_000:
            assert running == [], "its owner is with it"
        before = running
    pytest.fail("it does not fire")


def test_a_timer_begins_no_earlier_than_its_period_of_duty() -> None:
    """The scene begins at 22:13:20 UTC; the bag stands since 6 s, the guard is on duty from 40 s on."""
    when = "{unattended: {objects: suitcase, zone: floor, for: 10s}}"
    hours = 'schedule: {hours: "22:14-24:00", timezone: UTC}'
    text = ZONES + f"---\nguard: bag\ncameras: [hq/lobby]\nwhen: {when}\n{hours}\n"
    rules, logic, armed = Rules(parse_specs(text, "guards.yaml"), "hq/lobby"), WatchLogic(), Armed()
    for spec in guard_specs(text):
        armed.add(spec)
    state = logic.new("hq/lobby")
    seen: set[int] = set()
    for number, frame in enumerate(Scene([bag("bag", still(320, 600), born=6)], 45, fps=5).records()):
        state, _ = logic.step(state, frame, armed, Origin("scene", 0, number))
        seen |= {timer.since for timer in timers(state, rules.guards, rules.periods)}
    assert seen == {SCENE_START + 40_000_000}


def test_the_history_has_bars_moments_and_gaps(specs: list[ParsedSpec], tmp_path: Path) -> None:
    history = History(5.0)
    for look in looks(specs, detections(tmp_path / "walk.jsonl", 24.0, gap=(14.0, 20.0))):
        history.add(look)
    first, *rest = history.bars("lingers")
    assert first.opened_at == first.due_at == first.since + 4_000_000
    assert first.outcome == "indeterminate", "the gap took him"
    assert first.label == "person"
    assert all(bar.since >= START + 20_000_000 for bar in rest)
    assert [moment.label for moment in history.moments["passes"]] == ["out"]
    kinds = [(each.kind, (each.begin - START) / 1e6, (each.end - START) / 1e6) for each in history.stretches]
    assert kinds == [("seen", 0.0, 13.8), ("gap", 13.8, 20.0), ("seen", 20.0, 23.8)]
    assert max(count for _, count in history.counts) == 1


def test_both_pictures_of_a_file_of_detections(tmp_path: Path) -> None:
    guards, video, plot = tmp_path / "guards.yaml", tmp_path / "out.mp4", tmp_path / "out.png"
    guards.write_text(SPECS)
    source = detections(tmp_path / "walk.jsonl")
    result = CliRunner().invoke(
        app, ["try", str(source), "--guards", str(guards), "--video", str(video), "--plot", str(plot)]
    )
    assert result.exit_code == 0, result.output
    assert "drawn: " in result.output
    frames = frames_of(video)
    assert len(frames) == 40
    assert frames[0].shape[1] == 640, "small pictures are enlarged"
    colours = guard_colours(["lingers", "full", "passes", "at-night"])
    picture = frames[35][:400]
    assert shows(picture, colours["lingers"]), "the box of who lingers"
    image = cv2.imread(str(plot))
    assert image is not None
    assert all(shows(image[150:].astype(np.uint8), colours[guard]) for guard in ("lingers", "full", "passes"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["guards.yaml", "out.mp4", "out.png", "walk.jsonl"]


def test_both_pictures_of_a_folder_of_images(tmp_path: Path) -> None:
    folder, video, plot = tmp_path / "shots", tmp_path / "out.avi", tmp_path / "out.png"
    folder.mkdir()
    for number in range(6):
        image = np.full((120, 160, 3), 90, np.uint8)
        cv2.rectangle(image, (10 * number, 40), (10 * number + 20, 100), (0, 0, 250), -1)
        cv2.imwrite(str(folder / f"{number:03}.png"), image)
    result = CliRunner().invoke(app, ["try", str(folder), "--video", str(video), "--plot", str(plot)])
    assert result.exit_code == 0, result.output
    assert plot.exists()
    first = frames_of(video)[0]
    assert shows(first[:400], (0, 0, 250), least=2000), "the picture itself is the ground"


def frames_of(path: Path) -> list["np.typing.NDArray[np.uint8]"]:
    capture, frames = cv2.VideoCapture(str(path)), []
    while (read := capture.read())[0]:
        frames.append(read[1].astype(np.uint8))
    capture.release()
    return frames


def shows(image: "np.typing.NDArray[np.uint8]", colour: tuple[int, int, int], least: int = 60) -> bool:
    """Whether at least so many pixels are of a colour, as near as a codec leaves it."""
    away = np.abs(image.astype(int) - np.array(colour)).max(axis=2)
    return int((away < 40).sum()) >= least


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--video", "out.gif", "must end in .mp4 or .webm or .avi"),
        ("--video", "none/out.mp4", "there is no folder"),
        ("--plot", "out.jpg", "must end in .png"),
        ("--plot", "folder.png", "this is a folder"),
    ],
)
def test_a_file_that_cannot_be_meant_is_said_before_any_work(tmp_path: Path, option: str, name: str, said: str) -> None:
    (tmp_path / "folder.png").mkdir()
    source = detections(tmp_path / "walk.jsonl", 1.0)
    result = CliRunner().invoke(app, ["try", str(source), option, str(tmp_path / name)])
    assert isinstance(result.exception, Misuse)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)


def test_a_camera_that_the_file_does_not_have(tmp_path: Path) -> None:
    source = detections(tmp_path / "walk.jsonl", 1.0)
    arguments = ["try", str(source), "--camera", "hq/roof", "--video", str(tmp_path / "out.mp4")]
    result = CliRunner().invoke(app, arguments)
    assert isinstance(result.exception, Misuse)
    assert "no frame of hq/roof" in str(result.exception)


def test_a_video_that_was_not_written_whole_is_no_video(tmp_path: Path) -> None:
    """As on a full disk, where OpenCV says nothing."""
    video = Video(tmp_path / "out.mp4")
    for number in range(5):
        video.add(START + number * 200_000, np.zeros((64, 64, 3), np.uint8))
    part = tmp_path / ".out.part.mp4"
    part.unlink()
    with pytest.raises(OrinError, match="could not be written whole"):
        video.close()
    assert list(tmp_path.iterdir()) == []


def test_a_video_keeps_the_pace_of_its_frames(tmp_path: Path) -> None:
    """What has no frame is a picture that stands, for two seconds at most."""
    video = Video(tmp_path / "out.avi")
    for t in (0, 0.2, 0.4, 1.4, 60.0):
        video.add(START + round(t * 1e6), np.zeros((64, 64, 3), np.uint8))
    video.close()
    assert len(frames_of(tmp_path / "out.avi")) == 1 + 1 + 5 + 10 + 1


def test_spots_that_touch_do_not_meet() -> None:
    assert not Spot(0, 0, 10, 10).meets(Spot(10, 0, 20, 10))
    assert Spot(0, 0, 10, 10).meets(Spot(9, 9, 20, 20))
