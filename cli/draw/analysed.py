"""What is drawn: a frame with all that the chain made of it, and the specs of its camera."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from orin.cli.draw.paint import Colour, guard_colours
from orin.cli.draw.timers import PendingWindow
from orin.processors.detection.backend import Image
from orin.processors.guards.schedule import Periods
from orin.processors.specs.meaning import is_answerable, lines_named, zones_named
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.processors.specs.references import matches
from orin.schemas.records import Detections, Event, Tracks


class AnalysedFrame(NamedTuple):
    """One frame; `image` is None where there are no pictures, as in a file of detections."""

    record: Detections
    tracks: tuple[Tracks, ...]
    events: tuple[Event, ...]
    timers: tuple[PendingWindow, ...]
    image: Image | None


class ColouredGuards:
    """A camera's spec and the guards that watch it, each with its colour."""

    def __init__(self, specs: Sequence[ParsedSpec], camera: str) -> None:
        bodies = {spec.name: spec.body for spec in specs if spec.kind == "camera"}
        self.camera = (
            msgspec.json.decode(bodies[camera], type=CameraSpec) if camera in bodies else CameraSpec(camera=camera)
        )
        found = [msgspec.json.decode(spec.body, type=GuardSpec) for spec in specs if spec.kind == "guard"]
        self.guards = {
            guard.guard: guard
            for guard in found
            if matches(guard.cameras, camera) and is_answerable(guard.rule, self.camera)
        }
        self.colours: dict[str, Colour] = guard_colours(list(self.guards))
        self.periods = {name: Periods(guard.schedule) for name, guard in self.guards.items() if guard.schedule}

    def users(self, name: str, *, line: bool) -> list[str]:
        """The guards that use a zone or a line of the camera."""
        named = lines_named if line else zones_named
        return [guard for guard, spec in self.guards.items() if name in named(spec.rule)]


def short(track_id: str) -> str:
    """The first characters of an id: enough to tell the tracks of a frame apart."""
    return track_id[:4]
