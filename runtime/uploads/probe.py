"""Looks into files that somebody sent, in a process of its own: what they can make FFmpeg do ends with that process.

`python -m orin.runtime.uploads.probe` reads paths from stdin, and prints what they are as JSON, or which is refused.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from orin.schemas.errors import Misuse, OrinError

MOST_PIXELS = 4096 * 4096
"""Of a frame."""
MOST_SECONDS = 24 * 3600
_MEMORY = 2 * 2**30
_CPU_SECONDS = 20
_PATIENCE = 60.0
_REFUSED = 3


class NotTaken(Misuse):
    """Of the file at `place`."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place = place


class Probed(NamedTuple):
    """What there is to see: pixels, seconds (0 where it does not say), and the codec's name."""

    width: int
    height: int
    seconds: float
    codec: str


def probe(paths: Sequence[Path]) -> list[Probed]:
    """Of videos or pictures. NotTaken, with one line, for the first that is none or is beyond the bounds."""
    command = [sys.executable, "-P", "-m", __name__]
    said = "\n".join(map(str, paths)).encode()
    try:
        done = subprocess.run(command, input=said, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise NotTaken(0, "it takes more than a minute to look into: it is not what it seems") from None
    if done.returncode == 0:
        return [Probed(*found) for found in json.loads(done.stdout)]
    if done.returncode == _REFUSED:
        place, message = json.loads(done.stdout)
        raise NotTaken(place, message[:300])
    raise NotTaken(
        0, "it takes more memory or time to look into than a clip may: it is not what it seems, or is damaged"
    )


def _look(path: str) -> Probed:
    import av  # noqa: PLC0415 - after the bounds

    av.logging.set_level(None)
    try:
        with av.open(path, options={"protocol_whitelist": "file"}) as container:
            if not container.streams.video:
                raise OrinError("there is no picture in it: it has no video stream")
            stream = container.streams.video[0]
            context = stream.codec_context
            seconds = max(0.0, (container.duration or 0) / av.time_base)
            return Probed(int(context.width or 0), int(context.height or 0), seconds, str(context.name))
    except (av.error.FFmpegError, OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise OrinError(f"it cannot be read ({why}): check that it was copied completely") from None


class _BeyondBounds(OrinError):
    pass


def _check(found: Probed, first: Probed) -> None:
    if not found.width or not found.height:
        raise _BeyondBounds("it does not say how large its pictures are: check that it was copied completely")
    if found.width * found.height > MOST_PIXELS:
        most = round(MOST_PIXELS / 1e6)
        raise _BeyondBounds(
            f"its pictures are {found.width} x {found.height} px; at most {most} million pixels are taken"
        )
    if found.seconds > MOST_SECONDS:
        raise _BeyondBounds(f"it lasts {found.seconds / 3600:.0f} h; at most {MOST_SECONDS // 3600} h are taken")
    if (found.width, found.height) != (first.width, first.height):
        raise _BeyondBounds(
            f"it is {found.width} x {found.height} px, and the first picture {first.width} x {first.height}:"
            " the pictures of a job are of one size"
        )


def main() -> int:
    """Exit code 0 with JSON, 3 with a refusal."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found: list[Probed] = []
    try:
        for path in sys.stdin.read().splitlines():
            found.append(_look(path))
            _check(found[-1], found[0])
    except OrinError as error:
        # What fails in opening has no entry yet.
        json.dump([len(found) - (1 if isinstance(error, _BeyondBounds) else 0), str(error)], sys.stdout)
        return _REFUSED
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
