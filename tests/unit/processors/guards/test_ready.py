"""The guards that are shipped as files: each is read without a mistake, and fires in the scene that it names."""

import re
from pathlib import Path

import pytest

from orin.processors.guards.kinds import OWN
from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.logic import Origin
from orin.processors.scenes import open_scene, scene_names
from orin.processors.scenes.scene import Scene
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import parse_specs
from orin.processors.tracking.logic import TrackLogic
from orin.processors.tracking.state import CameraTracks
from orin.schemas.records import Box, Detections, Event, Tracks
from tests.support.guards_scene import specs
from tests.support.repository import ROOT

FILES = sorted((ROOT / "guards").glob("*.yaml"))
START = 1_700_000_000_000_000
OWN_NAMES = {kind.name for kind in OWN}


def scene_of(path: Path) -> str:
    found = re.search(r"^# Scene: scene://([a-z-]+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path.name} names no scene"
    return found[1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_is_read_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    camera, guard = parse_specs(text, path.name, {})
    assert (camera.name, guard.name) == (f"demo/{scene_of(path)}", path.stem)


def test_there_is_one_for_nearly_every_kind() -> None:
    used = {kind for path in FILES for kind in OWN_NAMES if re.search(rf"^  {kind}:", path.read_text(), re.MULTILINE)}
    assert OWN_NAMES - used == {"appears", "exits"}
    assert len(FILES) == 11


@pytest.mark.parametrize(
    "path", [path for path in FILES if scene_of(path) in scene_names()], ids=lambda path: path.stem
)
def test_fires_in_its_scene(path: Path) -> None:
    """With the scene's true boxes."""
    events = _watch(open_scene(scene_of(path), 1), path.read_text(encoding="utf-8"))
    assert {event.guard for event in events} == {path.stem}


def _watch(scene: Scene, text: str) -> list[Event]:
    armed = Armed()
    for spec in specs(text):
        armed.add(spec)
    tracking, watching = TrackLogic(), WatchLogic()
    tracks: CameraTracks = tracking.new(scene.camera)
    state: WatchState = watching.new(scene.camera)
    events: list[Event] = []
    for number, t in enumerate(scene.times()):
        origin = Origin("scene", 0, number)
        tracks, out = tracking.step(tracks, _seen(scene, t), armed, origin)
        for record in out:
            assert isinstance(record, Tracks)
            state, found = watching.step(state, record, armed, origin)
            events += [event for event in found if isinstance(event, Event)]
    return events


def _seen(scene: Scene, t: float) -> Detections:
    boxes = tuple(
        Box(label=label, score=0.9, x1=box[0], y1=box[1], x2=box[2], y2=box[3]) for _, label, box in scene.truth(t)
    )
    at = START + round(t * 1e6)
    return Detections(
        camera=scene.camera, session="s", session_started_at=START, captured_at=at, previous_at=None, published_at=at,
        uri=None, width=scene.width, height=scene.height, source_position=t, status="seen", backend="truth",
        boxes=boxes,
    )  # fmt: skip
