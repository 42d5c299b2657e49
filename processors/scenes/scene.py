"""A scene: actors over a fixed background, its guards, and the events that these must give."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.scenes.actors import Actor, Truth
from processors.scenes.render import Renderer


@dataclass(frozen=True)
class Expected:
    """An event that the scene's own guards must give; times in seconds from the scene's start."""

    guard: str
    kind: str
    since: float
    due: float


@dataclass(frozen=True)
class Scene:
    """Deterministic by name and seed; pictures are 640×360 BGR."""

    name: str
    seed: int
    duration: float
    actors: tuple[Actor, ...]
    guards: str
    """The scene's cameras and guards, a YAML stream; the camera is `demo/NAME`."""
    expected: tuple[Expected, ...]
    """What `guards` must give."""
    ready_made: tuple[Expected, ...] | None = None
    """What the files of the top-level folder `guards/` that name this scene must give; None: the same as `expected`."""
    width: int = 640
    height: int = 360
    fps: float = 10.0

    @property
    def camera(self) -> str:
        """The camera that the scene's guards are for."""
        return f"demo/{self.name}"

    def times(self) -> list[float]:
        """Seconds of the frames."""
        return [i / self.fps for i in range(round(self.duration * self.fps))]

    def truth(self, t: float) -> list[Truth]:
        """What is in the picture at second `t`, boxes cut at the picture's edge."""
        seen: list[Truth] = []
        for actor in self.actors:
            box = actor.box(t)
            if box is None:
                continue
            x1, y1 = max(0.0, box[0]), max(0.0, box[1])
            x2, y2 = min(float(self.width), box[2]), min(float(self.height), box[3])
            if x2 - x1 >= 2 and y2 - y1 >= 2:
                seen.append((actor.name, actor.label, (x1, y1, x2, y2)))
        return seen

    def frames(self) -> Iterator[NDArray[np.uint8]]:
        """The pictures, (height, width, 3) uint8 BGR."""
        renderer = Renderer(self.width, self.height, self.seed)
        for t in self.times():
            yield renderer.draw(self.actors, t)
