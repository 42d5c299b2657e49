"""A scene: actors over a fixed background, its guards, and the events that these must give."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from orin.processors.scenes.actors import Actor, Corners, LabelledBox
from orin.processors.scenes.filters import Filters, Lens
from orin.processors.scenes.render import Renderer
from orin.schemas.records import Outcome, TakenBy


@dataclass(frozen=True)
class Expected:
    """An event that the scene's own guards must give; times in seconds from the scene's start."""

    guard: str
    kind: str
    since: float
    due: float
    outcome: Outcome | None = None
    """How it must close before the scene is over; None: it need not."""
    taken_by: TakenBy | None = None


@dataclass(frozen=True)
class Scene:
    """Deterministic by name and seed; images are 640×360 BGR."""

    name: str
    seed: int
    duration: float
    actors: tuple[Actor, ...]
    guards: str
    """The scene's cameras and guards, a YAML stream; the camera is `demo/NAME`."""
    expected: tuple[Expected, ...]
    """What `guards` must give."""
    ready_made: tuple[Expected, ...] | None = None
    """What the files of the top-level folder `guards/` that name this scene must give; None: the same as `expected`,
    empty: none names it."""
    filters: Filters = field(default_factory=Filters)
    width: int = 640
    height: int = 360
    fps: float = 10.0

    @property
    def camera(self) -> str:
        """The camera that the scene's guards are for."""
        return f"demo/{self.name}"

    @property
    def for_ready_made(self) -> tuple[Expected, ...]:
        """The events that the ready-made guards must give."""
        return self.expected if self.ready_made is None else self.ready_made

    def times(self) -> list[float]:
        """The seconds of its frames."""
        return self.filters.times([i / self.fps for i in range(round(self.duration * self.fps))], self.seed)

    def truth(self, t: float) -> list[LabelledBox]:
        """What is in the frame at second `t`, boxes cut at its edge."""
        return [(actor.name, actor.label, box) for actor in self.actors if (box := self._in_frame(actor, t))]

    def _in_frame(self, actor: Actor, t: float) -> Corners | None:
        box = actor.box(t)
        if box is None:
            return None
        x1, y1 = max(0.0, box[0]), max(0.0, box[1])
        x2, y2 = min(float(self.width), box[2]), min(float(self.height), box[3])
        return (x1, y1, x2, y2) if x2 - x1 >= 2 and y2 - y1 >= 2 else None

    def frames(self) -> Iterator[NDArray[np.uint8]]:
        """The images of `times`, (height, width, 3) uint8 BGR."""
        renderer = Renderer(self.width, self.height, self.seed)
        lens = Lens(self.filters, self.seed, self.duration)
        for t in self.times():
            number = round(t * self.fps)
            yield lens.through(renderer.draw(self.actors, t, number), t, number)
