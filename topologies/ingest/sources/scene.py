"""A built-in scene: a simulator whose ground truth is known."""

import numpy as np
from numpy.typing import NDArray

from orin.processors.scenes import open_address
from orin.schemas.errors import OrinError
from orin.topologies.ingest.sources.base import EncodedImage, SourceInfo, encode


class SceneSource:
    """`scene://NAME?seed=N`, with filters or without: the same frames every time for the same address."""

    part = 0

    def __init__(self, url: str) -> None:
        scene = open_address(url)
        self._times = scene.times()
        self.info = SourceInfo(
            name=url,
            lossless=True,
            fps=scene.fps,
            duration=scene.duration,
            frames=len(self._times),
            width=scene.width,
            height=scene.height,
        )
        self._frames = iter(scene.frames())
        self._image: NDArray[np.uint8] | None = None
        self._read = 0

    def grab(self) -> float | None:
        self._image = next(self._frames, None)
        if self._image is None:
            return None
        self._read += 1
        return self._times[self._read - 1]

    def retrieve(self) -> EncodedImage:
        if self._image is None:
            raise OrinError(f"source {self.info.name}: no frame was grabbed")
        return encode(self._image)

    def remark(self) -> str | None:
        return None

    def close(self) -> None:
        self._frames = iter(())
