"""The second step of detect: fetching a frame's bytes and decoding them."""

import time
import zlib
from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np
import structlog

from orin.processors.detection.backend import Image
from orin.runtime.frames.store import FrameGone
from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError
from orin.schemas.records import FrameRef
from orin.topologies.detect.work_item import WorkItem
from orin.topologies.ingest.sources.base import decode_deep
from orin.topologies.ingest.sources.stretch import RangeStretch

log = structlog.get_logger(__name__)

FROZEN_AFTER_US = 10_000_000
"""A live source that delivers identical pixels for this long is `frozen` (docs/guards.md)."""
_STORE_BACKOFF = (0.1, 0.3, 1.0, 3.0, 6.0)
"""Seconds between attempts while the store does not answer; then the frame is `undecodable`."""


class FrameReader(Protocol):
    """What detect needs from the frame store."""

    def get(self, uri: str) -> bytes: ...


class LoadedImage(NamedTuple):
    """A decoded frame, or None and the reason; `checksum` of its bytes."""

    image: Image | None
    checksum: int
    fault: str


class ImageLoader:
    """Fetches and decodes, in any thread, several at a time; `settle` then goes over them in order."""

    def __init__(self, store: FrameReader, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._store = store
        self._sleep = sleep
        self._same: dict[str, tuple[int, int]] = {}
        self._sizes: dict[str, tuple[int, int]] = {}

    def load(self, frame: FrameRef) -> LoadedImage:
        """The image of `frame`. Blocks, and waits a while for a store that does not answer."""
        with metrics.DETECT_SECONDS.labels("fetch").time():
            try:
                data = self._fetch(frame.uri)
            except OrinError as error:
                return LoadedImage(None, 0, str(error))
        with metrics.DETECT_SECONDS.labels("decode").time():
            image = decode(data)
        if image is None:
            return LoadedImage(None, 0, f"{frame.uri}: {len(data)} bytes that cannot be decoded as an image")
        return LoadedImage(image, zlib.crc32(data), "")

    def settle(self, item: WorkItem, loaded: LoadedImage) -> None:
        """Enters into the item what was loaded for it; to be called in the order of the camera's frames."""
        frame = item.frame
        assert frame is not None
        if loaded.image is None:
            log.warning("frame undecodable", camera=frame.camera, captured_at=frame.captured_at, fault=loaded.fault)
            item.status = "undecodable"
            return
        height, width = loaded.image.shape[:2]
        item.size = (width, height)
        if item.size != (frame.width, frame.height) and self._sizes.get(item.sequence) != item.size:
            self._sizes[item.sequence] = item.size
            log.warning(
                "frame differs in size from what was announced; its own size is used",
                camera=frame.camera,
                announced=f"{frame.width}x{frame.height}",
                decoded=f"{width}x{height}",
            )
        if self._is_frozen(item.sequence, frame, loaded.checksum):
            item.status = "frozen"
        else:
            item.image = loaded.image

    def forget(self, sequences: set[str]) -> None:
        for sequence in sequences:
            self._same.pop(sequence, None)
            self._sizes.pop(sequence, None)

    def _fetch(self, uri: str) -> bytes:
        for pause in (*_STORE_BACKOFF, None):
            try:
                return self._store.get(uri)
            except FrameGone:
                raise
            except OrinError as error:
                if pause is None:
                    raise
                log.warning("frame store does not answer", uri=uri, fault=str(error), again_in=pause)
                self._sleep(pause)
        raise AssertionError("unreachable")

    def _is_frozen(self, sequence: str, frame: FrameRef, checksum: int) -> bool:
        """Equal bytes stand for equal pixels: ingest's encoder is deterministic."""
        known, since = self._same.get(sequence, (None, frame.captured_at))
        if known != checksum:
            self._same[sequence] = (checksum, frame.captured_at)
            return False
        # A clip may stand still. A camera's frame that lay in the spool is lossless too, so that does not tell.
        live = frame.source_position is None
        return live and frame.captured_at - since >= FROZEN_AFTER_US


def decode(data: bytes) -> Image | None:
    """The image as (height, width, 3) BGR; None if it cannot be decoded. A torn JPEG counts as undecodable.

    More than 8 bits a channel are stretched by the image's own range; ingest itself only sends 8 bits.
    """
    if data[:2] == b"\xff\xd8" and data.rfind(b"\xff\xd9", -64) < 0:
        return None  # OpenCV would fill the missing part with grey
    image = decode_deep(data)
    if image is None:
        return None
    flat = image.astype(np.uint8, copy=False) if image.dtype == np.uint8 else RangeStretch().apply(image)[0]
    return flat if flat.ndim == 3 else np.repeat(flat[:, :, np.newaxis], 3, axis=2)
