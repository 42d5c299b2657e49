"""What `orin try` draws: a video and a time line of a run, analysis at as files and as what they say."""

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import msgspec
import numpy as np
import pytest
from typer.testing import CliRunner

from orin.cli.draw import frame, plot, strip
from orin.cli.draw.analysed import AnalysedFrame, ColouredGuards
from orin.cli.draw.frame import FramePainter
from orin.cli.draw.history import GuardTimeline
from orin.cli.draw.paint import ImageRect, guard_colours, mixed, put, text_rect
from orin.cli.draw.plot import draw_plot
from orin.cli.draw.timers import PendingWindow, timers
from orin.cli.draw.video import Video
from orin.cli.main import app
from orin.cli.terminal.clip_time import clip_time
from orin.cli.tryout.drawings import Drawings
from orin.processors.detection.backend import Image
from orin.processors.guards.logic import WatchLogic
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import ParsedSpec, parse_specs
from orin.schemas.errors import Misuse
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


def analysed(specs: list[ParsedSpec], path: Path) -> list[AnalysedFrame]:
    chain = Chain(specs, late_after=60, takeover_after=10, build="test")
    rules = ColouredGuards(specs, "hq/hall")
    found = []
    for record in read_detections(path):
        analysis = chain.analyse(record)
        assert analysis.state is not None
        running = tuple(timers(analysis.state, rules.guards, rules.periods))
        found.append(AnalysedFrame(record, analysis.tracks, analysis.events, running, None))
    return found


def test_a_timer_says_what_the_event_then_says(specs: list[ParsedSpec], tmp_path: Path) -> None:
    """On the frame before one opens, the timer has the event's since and due time already."""
    found = analysed(specs, detections(tmp_path / "walk.jsonl"))
    opened = [(number, event) for number, each in enumerate(found) for event in each.events if event.phase == "opened"]
    assert sorted(event.guard for _, event in opened) == ["full", "lingers"]
    for number, event in opened:
        before = [timer for timer in found[number - 1].timers if timer.guard == event.guard]
        assert [(t.since, t.due_at, t.is_open) for t in before] == [(event.since, event.due_at, False)]
        after = [timer for timer in found[number].timers if timer.guard == event.guard]
        assert [(t.since, t.due_at, t.is_open) for t in after] == [(event.since, event.due_at, True)]
    assert not any(timer.guard == "at-night" for frame in found for timer in frame.timers), "it is off duty"


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
    rules, logic, armed = ColouredGuards(parsed, "hq/lobby"), WatchLogic(), Armed()
    for spec in guard_specs(text):
        armed.add(spec)
    state = logic.new("hq/lobby")
    before: list[PendingWindow] = []
    for number, record in enumerate(Scene(things, 40).records()):
        state, events = logic.step(state, record, armed, Origin("scene", 0, number))
        fired = [event for event in events if isinstance(event, Event) and event.phase == kind]
        running = list(timers(state, rules.guards, rules.periods))
        if fired:
            assert [(timer.due_at, timer.is_open) for timer in before] == [(fired[0].at, False)]
            assert [timer.is_open for timer in running] == ([True] if kind == "opened" else [])
            assert before[0].since == fired[0].at - 10_000_000 > SCENE_START + 12_000_000
            return
        if record.captured_at < SCENE_START + 12_000_000:
            assert running == [], "its owner is with it"
        before = running
    pytest.fail("it does not fire")


def test_a_timer_begins_no_earlier_than_its_period_of_duty() -> None:
    """The scene begins at 22:13:20 UTC; the bag stands since 6 s, the guard is on duty from 40 s on."""
    when = "{unattended: {objects: suitcase, zone: floor, for: 10s}}"
    hours = 'schedule: {hours: "22:14-24:00", timezone: UTC}'
    text = ZONES + f"---\nguard: bag\ncameras: [hq/lobby]\nwhen: {when}\n{hours}\n"
    rules, logic, armed = ColouredGuards(parse_specs(text, "guards.yaml"), "hq/lobby"), WatchLogic(), Armed()
    for spec in guard_specs(text):
        armed.add(spec)
    state = logic.new("hq/lobby")
    seen: set[int] = set()
    for number, record in enumerate(Scene([bag("bag", still(320, 600), born=6)], 45, fps=5).records()):
        state, _ = logic.step(state, record, armed, Origin("scene", 0, number))
        seen |= {timer.since for timer in timers(state, rules.guards, rules.periods)}
    assert seen == {SCENE_START + 40_000_000}


def test_the_history_has_bars_moments_and_gaps(specs: list[ParsedSpec], tmp_path: Path) -> None:
    history = GuardTimeline(5.0)
    for each in analysed(specs, detections(tmp_path / "walk.jsonl", 24.0, gap=(14.0, 20.0))):
        history.add(each)
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
    assert "wrote " in result.output
    frames = frames_of(video)
    assert len(frames) == 40
    assert frames[0].shape[1] == 640, "small drawings are enlarged"
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
    assert "--camera hq/roof: the source has no frame of it" in str(result.exception)


def test_a_video_that_cannot_be_written_whole_is_no_video(tmp_path: Path) -> None:
    """As on a full disk: here a process may write files of 20 kB at most."""
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path / "out.mp4")], capture_output=True, text=True, check=False
    )
    assert done.stdout == "File too large\n", done.stderr
    assert list(tmp_path.iterdir()) == []


_FULL = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from orin.cli.draw.video import Video
from orin.schemas.errors import OrinError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
video = Video(Path(sys.argv[1]))
noise = np.random.default_rng(1)
try:
    for number in range(50):
        video.add(1 + number * 200_000, noise.integers(0, 255, (320, 320, 3), np.uint8))
    video.close()
except OrinError as error:
    print(str(error).rpartition(": ")[2])
"""


@pytest.mark.parametrize(
    ("suffix", "codec", "pixels"),
    [(".mp4", "h264", "yuv420p"), (".webm", "vp9", "yuv420p"), (".avi", "mjpeg", "yuvj420p")],
)
def test_a_videos_codec_is_one_that_players_have(tmp_path: Path, suffix: str, codec: str, pixels: str) -> None:
    """Browsers play H.264 of this kind in .mp4 and VP9 in .webm, and begin before the whole file is there."""
    path, colour = tmp_path / f"out{suffix}", guard_colours(["a"])["a"]
    video = Video(path)
    for number in range(20):
        video.add(START + number * 100_000, np.full((120, 160, 3), colour, np.uint8))
    video.close()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == (codec, pixels)
        assert stream.average_rate == Fraction(10)
        assert container.duration == 2_000_000
    frames = frames_of(path)
    assert len(frames) == 20
    assert all(shows(frame, colour, least=160 * 120) for frame in frames), "its colours are those of the images"
    if suffix == ".mp4":
        data = path.read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")


def test_a_video_keeps_the_pace_of_its_frames(tmp_path: Path) -> None:
    """What has no frame is a picture that stands, for two seconds at most."""
    video = Video(tmp_path / "out.avi")
    for t in (0, 0.2, 0.4, 1.4, 60.0):
        video.add(START + round(t * 1e6), np.zeros((64, 64, 3), np.uint8))
    video.close()
    assert len(frames_of(tmp_path / "out.avi")) == 1 + 1 + 5 + 10 + 1


def test_rectangles_that_touch_do_not_meet() -> None:
    assert not ImageRect(0, 0, 10, 10).meets(ImageRect(10, 0, 20, 10))
    assert ImageRect(0, 0, 10, 10).meets(ImageRect(9, 9, 20, 20))


class Texts:
    """Every piece of text that is put on an image, with the image's size."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found: dict[int, list[tuple[str, ImageRect]]] = {}
        self._images: dict[int, Image] = {}
        for module in (frame, strip, plot):
            monkeypatch.setattr(module, "put", self._put)

    def _put(self, image: Image, text: str, x: int, y: int, size: float, *colour: Any, right: bool = False) -> None:
        put(image, text, x, y, size, *colour, right=right)
        if text:
            self._images[id(image)] = image  # kept, so that no other gets its number
            self.found.setdefault(id(image), []).append((text, text_rect(text, x, y, size, right=right)))

    def check(self) -> None:
        for number, texts in self.found.items():
            height, width, _ = self._images[number].shape
            for text, rect in texts:
                assert rect.left >= 0, text
                assert rect.top >= 0, text
                assert rect.right <= width, text
                assert rect.bottom <= height, text
            for (one, here), (other, there) in itertools.combinations(texts, 2):
                assert not here.meets(there), (one, other)

    def all(self) -> list[str]:
        return [text for texts in self.found.values() for text, _ in texts]


LONG = "the-northern-entrance-hall-beside-the-lifts-and-the-stairs"


def crowd(path: Path, width: int, height: int, people: int, seconds: int) -> Path:
    """People who stand close together and step about, some of them at the very edge; a gap of 8 s in the middle."""
    lines = []
    for number in range(seconds * 5):
        if seconds / 2 < number / 5 < seconds / 2 + 8:
            continue
        boxes = []
        for who in range(people):
            x = (width - 20) * (who % 7) / 6 + 3 * ((number // 5 + who) % 3)
            y = (height - 40) * (who // 7) / 3
            boxes.append({"label": "person", "score": 0.9, "box": [x, y, x + 20, y + 40]})
        at = format_time(START + number * 200_000)
        lines.append({"camera": "hq/hall", "captured_at": at, "width": width, "height": height, "boxes": boxes})
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.mark.parametrize("size", [(160, 120), (320, 200), (1920, 1080)])
def test_no_label_lies_on_another_or_leaves_the_image(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    zones = ", ".join(f"{LONG}-{n}: [[0, 0.{n}], [1, 0.{n}], [1, 1], [0, 1]]" for n in range(4))
    text = f"camera: hq/hall\nzones: {{{zones}}}\nlines: {{{LONG}: [[0.98, 0], [0.98, 1]]}}\n"
    for number in range(9):
        rule = f"loiters: {{zone: {LONG}-{number % 4}, for: {1 + number % 3}s}}"
        text += f"---\nguard: {LONG}-{number}\ncameras: [hq/*]\nwhen: {{{rule}}}\n"
    text += f"---\nguard: passes\ncameras: [hq/*]\nwhen: {{crosses: {{line: {LONG}, objects: [people]}}}}\n"
    text += f"---\nguard: full\ncameras: [hq/*]\nwhen: {{occupancy: {{zone: {LONG}-0, over: 3, for: 1s}}}}\n"
    specs = parse_specs(text, "guards.yaml", {})
    rules, texts = ColouredGuards(specs, "hq/hall"), Texts(monkeypatch)
    frames = analysed(specs, crowd(tmp_path / "crowd.jsonl", *size, people=24, seconds=20))
    painter, history = FramePainter(rules, *size, f"hq/hall in {LONG}.mp4"), GuardTimeline(5.0)
    for number, each in enumerate(frames):
        history.add(each)
        if number % 4 == 0 or each.events:
            painter.paint(each)
    unseen = msgspec.structs.replace(frames[-1].record, status="shed")
    painter.paint(frames[-1]._replace(record=unseen))
    draw_plot(history, rules, f"hq/hall in {LONG}.mp4")
    texts.check()
    assert len(texts.found) > 40
    said = texts.all()
    assert any(text.startswith("person ") for text in said)
    assert any("opened" in text for text in said), "events come first where there is little room"
    assert any("not observed" in text for text in said)
    assert any(text.endswith("...") for text in said), "what is too long is cut"


def test_the_keys_colours_are_those_of_what_it_names(
    specs: list[ParsedSpec], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each word of the key has the colours beside it in which that thing is drawn below."""
    history, rules, texts = GuardTimeline(5.0), ColouredGuards(specs, "hq/hall"), Texts(monkeypatch)
    for each in analysed(specs, detections(tmp_path / "walk.jsonl", 24.0, gap=(14.0, 20.0))):
        history.add(each)
    image = draw_plot(history, rules, "hq/hall in walk.jsonl")
    (placed,) = texts.found.values()
    key = {text: rect for text, rect in placed if rect.bottom < 84 and rect.top > 40}
    assert set(key) == {"tracks", "timer", "open", "uncertain", "moment", "not observed"}
    assert list(rules.colours) == ["lingers", "full", "passes", "at-night"]
    guards = list(rules.colours.values())
    begin, below = 300, image[90:]
    for word, rect in key.items():
        swatch = image[rect.top - 2 : rect.bottom + 2, begin : rect.left - 2]
        begin = rect.right + 12
        colours = {tuple(int(c) for c in pixel) for pixel in swatch.reshape(-1, 3)} - {(255, 255, 255)}
        if word in ("open", "moment", "uncertain"):
            assert set(guards) <= colours, word
        if word in ("tracks", "not observed"):
            (colour,) = colours
            assert exactly(below, colour) > 50, word
        if word == "timer":
            assert len(colours) == len(guards)
            assert all(exactly(below, colour) > 50 for colour in list(mixed_of(guards, colours))[:2]), word
    assert exactly(below, rules.colours["passes"]) > 50, "its moment"


def exactly(image: Image, colour: tuple[int, ...]) -> int:
    """How many pixels have a colour."""
    return int((image == np.array(colour)).all(axis=2).sum())


def mixed_of(guards: list[tuple[int, int, int]], colours: set[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """The tint of each guard, which must be among the colours."""
    for guard in guards:
        tint = mixed(guard, (255, 255, 255), 0.3)
        assert tint in colours
        yield tint


def test_the_video_and_the_plot_name_the_clip(
    specs: list[ParsedSpec], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = Texts(monkeypatch)
    drawings = Drawings(
        specs, source="http://admin:secret@10.0.0.7/walk.mp4", camera=None, video=tmp_path / "a.mp4",
        plot=tmp_path / "a.png",
    )  # fmt: skip
    chain = Chain(specs, late_after=60, takeover_after=10, build="test")
    for record in read_detections(detections(tmp_path / "walk.jsonl")):
        drawings.add(record, chain.analyse(record), None)
    drawings.close()
    said = texts.all()
    assert said.count("hq/hall in http://***@10.0.0.7/walk.mp4") == 40 + 1, "on each frame, and on the plot"
    assert any(text.startswith("0:00 to 0:07, from 2023-11-14 22:13:20 UTC") for text in said)
    assert any(text.startswith("0:05    2023-11-14") for text in said)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (41.97, "0:41"), (61, "1:01"), (3599.99, "59:59"), (3723, "1:02:03")]
)
def test_times_of_a_clip(seconds: float, said: str) -> None:
    assert clip_time(seconds) == said


def test_events_of_a_clip_are_told_with_its_own_time(tmp_path: Path) -> None:
    guards = tmp_path / "guards.yaml"
    guards.write_text(SPECS)
    source = detections(tmp_path / "walk.jsonl")
    result = CliRunner().invoke(app, ["try", str(source), "--guards", str(guards)])
    assert [line.split()[:2] for line in result.output.splitlines() if "opened" in line] == [
        ["at", "0:02"],
        ["at", "0:04"],
    ]
    in_json = CliRunner().invoke(app, ["try", str(source), "--guards", str(guards), "--json"])
    event = json.loads(in_json.stdout.splitlines()[0])
    assert (event["source_position"], event["at"][:4]) == (pytest.approx(2.0, abs=0.5), "2023")
