"""What the backend knows of a camera, kept beside its frames: a worker that takes the camera over goes on from there.

Best effort: a view that cannot be written or read costs a few seconds of learning, never a frame.
"""

from collections.abc import Iterable
from typing import Protocol

import structlog

from orin.processors.detection.backend import Backend, Remembering
from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError

log = structlog.get_logger(__name__)

EVERY_US = 30_000_000
"""Between two saved views of one camera, by captured_at."""
NAME = "background"


class Store(Protocol):
    """What is needed of the frame store."""

    def keep(self, camera: str, name: str, data: bytes) -> None: ...

    def kept(self, camera: str, name: str) -> bytes | None: ...


class SavedViews:
    """Of all lanes (see sequences.py) of one backend. Only a camera's main lane has saved views."""

    def __init__(self, backend: Backend, store: Store) -> None:
        self._backend = backend if isinstance(backend, Remembering) else None
        self._store = store
        self._saved_at: dict[str, int] = {}

    def before(self, lane: str, captured_at: int) -> None:
        """To be called before a frame is inferred: the first of a lane looks for a saved view."""
        if self._backend is None or lane in self._saved_at or "#" in lane:
            return
        self._saved_at[lane] = captured_at
        try:
            saved = self._store.kept(lane, NAME)
        except OrinError as error:
            log.warning("saved view unreadable: the background is learnt again", camera=lane, fault=str(error))
            saved = None
        metrics.BACKGROUNDS.labels("learnt" if saved is None else "restored").inc()
        if saved is not None:
            self._backend.restore(lane, saved)

    def after(self, lane: str, captured_at: int) -> None:
        """To be called after a frame was inferred: saves what is known, every now and then."""
        if captured_at - self._saved_at.get(lane, captured_at) >= EVERY_US:
            self._saved_at[lane] = captured_at
            self._save(lane)

    def leave(self, lanes: Iterable[str] | None = None) -> None:
        """Saves these lanes (all, by default) a last time: they are another worker's from now on."""
        for lane in list(self._saved_at) if lanes is None else lanes:
            if self._saved_at.pop(lane, None) is not None:
                self._save(lane)

    def _save(self, lane: str) -> None:
        data = self._backend.save(lane) if self._backend else None
        if data is None:
            return
        try:
            self._store.keep(lane, NAME, data)
        except OrinError as error:
            log.warning("the view cannot be saved", camera=lane, fault=str(error))
