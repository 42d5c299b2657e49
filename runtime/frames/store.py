"""The frame store: bytes of frames while they are needed, in a local directory or anything that fsspec reaches.

Layout: `SITE/CAMERA/YYYYMMDDHH/MM/CAPTURED_AT.jpg`, hour and minute (UTC) of writing, so that retention deletes
whole directories without looking at a file and a clip of another day is kept as long as a live frame. A frame's URI
is `frames:` and that path: it names a place in the store, never one outside, and holds when the store is mounted
elsewhere.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.frames.files import Files, open_files
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.names import CAMERA_PATTERN, check_camera

_URI = re.compile(rf"frames:({CAMERA_PATTERN}/[0-9]{{10}}/[0-5][0-9]/[0-9]{{1,19}}\.[a-z0-9]{{1,8}})")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_MINUTE_US = 60_000_000
_SETTLED_US = 2 * _MINUTE_US
"""A minute's directory grows no more once it began this long ago: no write takes a minute."""


_LAST_MINUTE = 253_402_300_799 // 60
"""Of the year 9999, from the epoch."""
_NEAR = 2
"""Minutes of writing around a frame's own in which its neighbours are looked for."""


class FrameGone(OrinError):
    """The bytes are not in the store: deleted by retention, or never written."""


class SweepResult(NamedTuple):
    """What one sweep did: files and bytes deleted, bytes held afterwards."""

    files: int
    freed: int
    held: int


class FrameStore:
    """Bytes by camera and capture time, kept `retention_s` seconds and within `max_bytes`, oldest deleted first.

    Only `sweep` deletes: between two of them the store may exceed its bounds by what is written meanwhile.
    Several processes may share a store. Local writes are atomic: a reader sees a whole frame or none.
    """

    def __init__(self, url: str, retention_s: float, max_bytes: int, *, clock: Callable[[], int] = wall_clock) -> None:
        self._files: Files = open_files(url)
        self._retention_us = round(retention_s * 1_000_000)
        self._max_bytes = max_bytes
        self._clock = clock
        self._minute = -1
        self._minute_path = ""
        self._sizes: dict[str, int] = {}

    @classmethod
    def of(cls, settings: Settings) -> "FrameStore":
        """The store the settings name; `frames` in ORIN_HOME unless ORIN_FRAMES_URL is set."""
        url = settings.frames_url or (settings.home.absolute() / "frames").as_uri()
        return cls(url, settings.frames_retention, settings.frames_max_bytes)

    @property
    def label(self) -> str:
        """The store's place as errors and logs name it, without credentials."""
        return self._files.label

    def put(self, camera: str, captured_at: int, data: bytes, suffix: str = ".jpg") -> str:
        """Stores `data` and returns its URI. Raises OrinError if the store refuses, Misuse for an invalid name."""
        check_camera(camera)
        if captured_at < 0 or not _SUFFIX.fullmatch(suffix):
            raise Misuse(f"frame of {camera} at {captured_at} with suffix {suffix!r}: not a valid frame name")
        path = f"{camera}/{self._minute_now()}/{captured_at}{suffix}"
        self._files.write(path, data)
        return f"frames:{path}"

    def get(self, uri: str) -> bytes:
        """The bytes of a frame. Raises FrameGone if they are gone, OrinError if `uri` is not a frame's."""
        path = _path(uri)
        try:
            return self._files.read(path)
        except FileNotFoundError:
            raise FrameGone(
                f"{uri} is not in {self.label}: deleted by retention (ORIN_FRAMES_RETENTION, ORIN_FRAMES_MAX_BYTES) "
                "or written to another store (ORIN_FRAMES_URL)"
            ) from None

    def exists(self, uri: str) -> bool:
        """Whether `get` would find it."""
        return self._files.exists(_path(uri))

    def put_back(self, uri: str, data: bytes) -> None:
        """Stores bytes under a URI that another store has given them."""
        self._files.write(_path(uri), data)

    def around(self, uri: str, begin: int, end: int) -> list[str]:
        """URIs of the frames of the same camera that were captured in [begin, end] (µs), in order.

        Only what was written within two minutes of the frame `uri` is looked at.
        """
        camera_path, _, _ = _path(uri).rsplit("/", 2)[0].rpartition("/")
        minute = _began(_path(uri).rpartition("/")[0])
        found = [
            frame
            for offset in range(-_NEAR, _NEAR + 1)
            for frame in self._frames(f"{camera_path}/{_minute_path(minute // _MINUTE_US + offset)}")
            if begin <= frame[0] <= end
        ]
        return [uri for _, uri in sorted(found)]

    def newest(self, camera: str) -> str | None:
        """URI of the frame with the latest capture among those of the camera that were written last; None: none is
        left. OrinError when the store does not answer.
        """
        check_camera(camera)
        for hour in self._descending(camera):
            for minute in self._descending(f"{camera}/{hour}"):
                found = self._frames(f"{camera}/{hour}/{minute}")
                if found:
                    return max(found)[1]
        return None

    def nearest(self, camera: str, at: int, within: int) -> str | None:
        """URI of the camera's frame that was captured nearest to `at` (µs), at most `within` µs from it; None: there is
        none among those that were written within two minutes of then, as a live camera's are. OrinError as `newest`.
        """
        check_camera(camera)
        minute = at // _MINUTE_US
        found = [
            frame
            for written in range(max(minute - _NEAR, 0), min(minute + _NEAR, _LAST_MINUTE) + 1)
            for frame in self._frames(f"{camera}/{_minute_path(written)}")
            if abs(frame[0] - at) <= within
        ]
        return min(found, key=lambda frame: (abs(frame[0] - at), frame[0]))[1] if found else None

    def _descending(self, path: str) -> list[str]:
        return sorted((name for name in self._files.folders(path) if name.isdecimal()), reverse=True)

    def _frames(self, minute: str) -> list[tuple[int, str]]:
        """Capture time and URI of each frame that was written in a minute."""
        uris = [f"frames:{path}" for path, _ in self._files.sizes(minute)]
        return [(captured_at(uri), uri) for uri in uris if _URI.fullmatch(uri)]

    def keep(self, camera: str, name: str, data: bytes) -> None:
        """Stores what belongs to a camera, not to a frame, over what was there; `sweep` leaves it alone.

        OrinError when the store refuses.
        """
        check_camera(camera)
        self._files.write(f"{camera}/{name}", data)

    def kept(self, camera: str, name: str) -> bytes | None:
        """What `keep` stored last; None when there is none, OrinError when the store does not answer."""
        check_camera(camera)
        try:
            return self._files.read(f"{camera}/{name}")
        except FileNotFoundError:
            return None

    def sweep(self, now: int) -> SweepResult:
        """Deletes what was written more than the retention before `now` (µs), then the oldest over the byte bound.

        Retention goes by whole minutes: a frame lives at most a minute longer. The bound is met to the file.
        """
        minutes = self._files.minutes()
        expired = [m for m in minutes if _began(m) + _MINUTE_US + self._retention_us <= now]
        files = freed = 0
        for minute in expired:
            count, size = self._files.delete_minute(minute)
            self._sizes.pop(minute, None)
            files, freed = files + count, freed + size
        kept = sorted(set(minutes) - set(expired), key=lambda minute: (_began(minute), minute))
        held = sum(self._size(minute, now) for minute in kept)
        for minute in kept:
            if held <= self._max_bytes:
                break
            count, size = self._trim(minute, held - self._max_bytes)
            files, freed, held = files + count, freed + size, held - size
        return SweepResult(files, freed, held)

    def _minute_now(self) -> str:
        minute = self._clock() // _MINUTE_US
        if minute != self._minute:
            self._minute_path = _minute_path(minute)
            self._minute = minute
        return self._minute_path

    def _size(self, minute: str, now: int) -> int:
        if minute in self._sizes:
            return self._sizes[minute]
        size = sum(size for _, size in self._files.sizes(minute))
        if _began(minute) + _SETTLED_US <= now:
            self._sizes[minute] = size
        return size

    def _trim(self, minute: str, excess: int) -> tuple[int, int]:
        """Deletes the minute's earliest frames until `excess` bytes are gone, or all of it."""
        self._sizes.pop(minute, None)
        count = freed = 0
        for path, size in sorted(self._files.sizes(minute), key=lambda item: (len(item[0]), item[0])):
            if freed >= excess:
                break
            self._files.delete(path)
            count, freed = count + 1, freed + size
        return count, freed


def _minute_path(minute: int) -> str:
    """Directories of a minute, counted from the epoch."""
    return datetime.fromtimestamp(minute * 60, UTC).strftime("%Y%m%d%H/%M")


def captured_at(uri: str) -> int:
    """When a frame was captured, µs. OrinError for what is no frame's URI."""
    return int(_path(uri).rpartition("/")[2].partition(".")[0])


def _path(uri: str) -> str:
    match = _URI.fullmatch(uri)
    if not match:
        raise OrinError(f"{uri[:200]!r} is not the URI of a frame (frames:SITE/CAMERA/YYYYMMDDHH/MM/TIME.jpg)")
    return match[1]


def _began(minute: str) -> int:
    """When the minute `…/YYYYMMDDHH/MM` began, µs."""
    hour, minutes = minute.split("/")[-2:]
    return round(datetime.strptime(hour + minutes, "%Y%m%d%H%M").replace(tzinfo=UTC).timestamp()) * 1_000_000
