"""A built-in scene: a simulator whose ground truth is known."""

from urllib.parse import parse_qsl, urlsplit

import numpy as np
from numpy.typing import NDArray

from processors.scenes import open_scene
from schemas.errors import Misuse, OrinError
from topologies.ingest.sources.base import Picture, SourceInfo, encode


class SceneSource:
    """`scene://NAME?seed=N`: the same pictures every time for the same name and seed (default 1)."""

    def __init__(self, url: str) -> None:
        name, seed = parse_scene(url)
        scene = open_scene(name, seed)
        self.info = SourceInfo(
            name=url,
            lossless=True,
            fps=scene.fps,
            duration=scene.duration,
            frames=round(scene.duration * scene.fps),
            width=scene.width,
            height=scene.height,
        )
        self._fps = scene.fps
        self._frames = iter(scene.frames())
        self._image: NDArray[np.uint8] | None = None
        self._read = 0

    def grab(self) -> float | None:
        self._image = next(self._frames, None)
        if self._image is None:
            return None
        self._read += 1
        return (self._read - 1) / self._fps

    def picture(self) -> Picture:
        if self._image is None:
            raise OrinError(f"source {self.info.name}: no picture was grabbed")
        return encode(self._image)

    def remark(self) -> str | None:
        return None

    def close(self) -> None:
        self._frames = iter(())


def parse_scene(url: str) -> tuple[str, int]:
    """Name and seed of a scene's address; Misuse for one that cannot be meant."""
    parts = urlsplit(url)
    fields = dict(parse_qsl(parts.query))
    seed = fields.pop("seed", "1")
    if not parts.netloc or parts.path not in ("", "/") or fields or not (seed.isascii() and seed.isdigit()):
        raise Misuse(f"source {url!r}: a scene is scene://NAME or scene://NAME?seed=N")
    return parts.netloc, int(seed)
