"""Light: twelve steps of it on five scenes, by `motion`: events that the steady scene does not have, and those kept."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.backend import MotionBackend
from orin.processors.specs.parse import parse_specs
from orin.schemas.records import Event
from orin.topologies.offline.chain import Chain
from tests.support.accuracy.light import FPS, STEPS, LitScene, under
from tests.support.accuracy.static_score import CAMERA, look

SAME_SECONDS = 2.0
"""An event of the steady scene is kept where the same guard says it again no further away than this."""
GUARDS = """
camera: {camera}
zones:
  floor: {zone}
---
guard: appears
cameras: ["{camera}"]
when:
  appears: {{objects: [people, object, moving]}}
---
guard: enters
cameras: ["{camera}"]
when:
  enters: {{objects: [people], zone: floor}}
---
guard: unattended
cameras: ["{camera}"]
when:
  unattended: {{objects: [packages, object], for: 4s}}
"""


class LightRow(NamedTuple):
    """What one step of light did to one scene."""

    step: str
    scene: str
    true: int
    """Events of the scene in steady light."""
    kept: int
    false: tuple[str, ...]


def measure(scene: LitScene, steps: Sequence[str] = tuple(STEPS)) -> list[LightRow]:
    """One row a step."""
    steady = events(scene, scene.frames)
    return [_row(step, scene, steady, events(scene, under(scene, step))) for step in steps]


def events(scene: LitScene, frames: Sequence[Image]) -> list[Event]:
    """What the guards say of these frames of the scene, without closings."""
    guards = GUARDS.format(camera=CAMERA, zone=[list(point) for point in scene.zone])
    chain = Chain(parse_specs(guards, "light.yaml"), late_after=60.0, takeover_after=10.0, build="light")
    records = look(MotionBackend(), frames, 1, FPS)
    return [e for r in records for e in chain.analyse(r).events if e.phase in ("occurred", "opened")]


def _row(step: str, scene: LitScene, steady: Sequence[Event], found: Sequence[Event]) -> LightRow:
    left = list(found)
    kept = 0
    for wanted in steady:
        near = [event for event in left if event.guard == wanted.guard and _apart(event, wanted) <= SAME_SECONDS]
        if near:
            left.remove(min(near, key=lambda event: _apart(event, wanted)))
            kept += 1
    return LightRow(step, scene.name, len(steady), kept, tuple(_named(event) for event in left))


def _apart(a: Event, b: Event) -> float:
    return abs(a.at - b.at) / 1e6


def _named(event: Event) -> str:
    label = event.subject.label if event.subject else "nobody"
    return f"{event.guard} {label} at {event.source_position:.1f} s"
