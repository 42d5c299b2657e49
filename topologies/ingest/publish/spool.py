"""Frames that wait on this machine's disk for Kafka or for the frame store.

Layout: `SITE/CAMERA/SESSION/CAPTURED_AT.frame`, one file a frame, in a folder that the session's process holds locked.
A file is written to a temporary name and renamed, so a killed process leaves whole files or none; its checksum tells
what a power cut tore. One file a frame rather than one database: deleting makes room even on a full disk, and what is
torn is one frame.
"""

import fcntl
import math
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import structlog

from orin.schemas.errors import OrinError
from orin.schemas.records import FrameRef

_MAGIC = b"ORS1"
_HEAD = len(_MAGIC) + 4
_SUFFIX = ".frame"
_LOCK = "lock"
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC

log = structlog.get_logger(__name__)


class SpoolFull(OrinError):
    """There is no more room in the spool."""


class PendingFrame(NamedTuple):
    """One frame on its way to Kafka; `image` is empty if `frame.uri` says that the store has it."""

    frame: FrameRef
    image: bytes


class Spool:
    """One session's folder. Two processes never share one; whoever adopts a dead process's has it alone.

    Closing removes the folder if no frame is left in it. `torn`: frames that were being written when the process died.
    """

    def __init__(self, folder: Path, lock: int) -> None:
        self._folder = folder
        self._lock = lock
        self.torn = 0
        for path in folder.glob("*.tmp"):
            with suppress(OSError):
                path.unlink()
                self.torn += 1

    @property
    def session(self) -> str:
        return self._folder.name

    @classmethod
    def create(cls, root: Path, camera: str, session: str) -> "Spool":
        """A new session's spool. Raises OrinError if the folder cannot be created."""
        folder = root / camera / session
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # images of people are private
            lock = os.open(folder / _LOCK, _LOCK_FLAGS, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OrinError(
                f"spool {folder} cannot be used: {error.strerror}; free space there, or set another "
                "directory (ORIN_SPOOL)"
            ) from error
        return cls(folder, lock)

    @classmethod
    def adopt(cls, root: Path, camera: str) -> "list[Spool]":
        """Take over the camera's spools whose processes have ended."""
        found = []
        for path in sorted((root / camera).glob(f"*/{_LOCK}")):
            with suppress(OSError):
                lock = os.open(path, _LOCK_FLAGS)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    os.close(lock)  # its ingest lives
                else:
                    found.append(cls(path.parent, lock))
        return found

    def write(self, pending: PendingFrame, room: float = math.inf) -> int:
        """Add a frame; returns its size on disk.

        Raises SpoolFull if that exceeds `room` or the disk refuses; nothing of the frame is left then.
        """
        target = self._path(pending.frame.captured_at)
        temporary = target.with_suffix(".tmp")
        body = msgspec.msgpack.encode(pending)
        data = _MAGIC + zlib.crc32(body).to_bytes(4, "big") + body
        if len(data) > room:
            raise SpoolFull(f"spool {self._folder.parent} is full; raise ORIN_SPOOL_MAX_BYTES to keep more")
        try:
            temporary.write_bytes(data)
            temporary.replace(target)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise SpoolFull(f"spool {self._folder} cannot be written: {error.strerror}; free space there") from error
        return len(data)

    def read(self, captured_at: int) -> PendingFrame | None:
        """A frame listed by `entries`; None if it is torn. Raises OrinError if the disk cannot be read."""
        try:
            data = self._path(captured_at).read_bytes()
        except OSError as error:
            raise OrinError(f"spool {self._folder} cannot be read: {error.strerror}") from error
        body = memoryview(data)[_HEAD:]
        if data[: len(_MAGIC)] != _MAGIC or zlib.crc32(body) != int.from_bytes(data[len(_MAGIC) : _HEAD], "big"):
            return None
        try:
            return msgspec.msgpack.decode(body, type=PendingFrame)
        except msgspec.MsgspecError:
            return None

    def delete(self, captured_at: int) -> None:
        try:
            self._path(captured_at).unlink(missing_ok=True)
        except OSError as error:
            log.warning("spool.not_deleted", folder=str(self._folder), error=error.strerror)

    def entries(self) -> list[tuple[int, int]]:
        """(captured_at, bytes) of every frame, in order."""
        return sorted(self._scan())

    def close(self) -> None:
        """Release the folder; what is in it waits for the camera's next ingest."""
        if not any(self._scan()):
            with suppress(OSError):
                (self._folder / _LOCK).unlink()
                self._folder.rmdir()
        os.close(self._lock)

    def _scan(self) -> Iterator[tuple[int, int]]:
        with suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            for entry in entries:
                stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122
                if suffix == _SUFFIX and stem.isdecimal():
                    yield int(stem), entry.stat().st_size

    def _path(self, captured_at: int) -> Path:
        return self._folder / f"{captured_at:020d}{_SUFFIX}"
