"""Frames of events, copied out of retention's reach: `evidence/` in the frame store, which no sweep looks into.

Best effort: a frame that is gone before it is copied stays gone. What is here stays until somebody deletes it.
"""

from runtime.frame_files import open_files
from runtime.frame_store import FrameGone, FrameStore
from runtime.settings import Settings


class Evidence:
    """The frame store, and the copies beside it."""

    def __init__(self, settings: Settings) -> None:
        self._frames = FrameStore.of(settings)
        self._copies = open_files(settings.frames_url or (settings.home.absolute() / "frames").as_uri())

    def pin(self, uri: str) -> bool:
        """Copies a frame; False when it is gone. OrinError for what is no frame's URI, and when the store refuses."""
        try:
            data = self._frames.get(uri)
        except FrameGone:
            return False
        self._copies.write(_copy(uri), data)
        return True

    def get(self, uri: str) -> bytes:
        """A frame's bytes, or its copy's. FrameGone where there is neither; OrinError as `pin`."""
        try:
            return self._frames.get(uri)
        except FrameGone as gone:
            try:
                return self._copies.read(_copy(uri))
            except FileNotFoundError:
                raise gone from None


def _copy(uri: str) -> str:
    # The store has checked the URI: it names a place under its root.
    return f"evidence/{uri.removeprefix('frames:')}"
