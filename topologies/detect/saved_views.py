"""What the backend knows of a camera, saved beside its frames: a worker that takes the camera over resumes from it.

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
    """Of all sequences (see sequences.py) of one backend. Only a camera's main sequence has saved views."""

    def __init__(self, backend: Backend, store: Store) -> None:
        self._backend = backend if isinstance(backend, Remembering) else None
        self._store = store
        self._saved_at: dict[str, int] = {}

    def before(self, sequence: str, captured_at: int) -> None:
        """To be called before a frame is inferred: the first of a sequence looks for a saved view."""
        if self._backend is None or sequence in self._saved_at or "#" in sequence:
            return
        self._saved_at[sequence] = captured_at
        try:
            saved = self._store.kept(sequence, NAME)
        except OrinError as error:
            log.warning("saved view unreadable: the background is learnt again", camera=sequence, fault=str(error))
            saved = None
        metrics.BACKGROUNDS.labels("learnt" if saved is None else "restored").inc()
        if saved is not None:
            self._backend.restore(sequence, saved)

    def after(self, sequence: str, captured_at: int) -> None:
        """To be called after a frame was inferred: saves what is known, every now and then."""
        if captured_at - self._saved_at.get(sequence, captured_at) >= EVERY_US:
            self._saved_at[sequence] = captured_at
            self._save(sequence)

    def leave(self, sequences: Iterable[str] | None = None) -> None:
        """Saves these sequences (all, by default) a last time: they are another worker's from now on."""
        for sequence in list(self._saved_at) if sequences is None else sequences:
            if self._saved_at.pop(sequence, None) is not None:
                self._save(sequence)

    def _save(self, sequence: str) -> None:
        data = self._backend.save(sequence) if self._backend else None
        if data is None:
            return
        try:
            self._store.keep(sequence, NAME, data)
        except OrinError as error:
            log.warning("the view cannot be saved", camera=sequence, fault=str(error))
