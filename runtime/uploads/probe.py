"""Looks into a file that somebody sent, in a process of its own: what it can make FFmpeg do ends with that process.

`python -m orin.runtime.uploads.probe FILE` prints what it is as one line of JSON, or why it is refused.
"""

import json
import resource
import subprocess
import sys
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


class Probed(NamedTuple):
    """What there is to see: pixels, seconds (0 where it does not say), and the codec's name."""

    width: int
    height: int
    seconds: float
    codec: str


def probe(path: Path) -> Probed:
    """Of a video or a picture. Misuse, with one line, for what is none or is beyond the bounds."""
    command = [sys.executable, "-P", "-m", __name__, str(path)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise Misuse("it takes more than a minute to look into: it is not what it seems, or is damaged") from None
    if done.returncode == 0:
        return Probed(**json.loads(done.stdout))
    if done.returncode == _REFUSED:
        raise Misuse(done.stdout.decode(errors="replace").strip()[:300])
    raise Misuse("it takes more memory or time to look into than a clip may: it is not what it seems, or is damaged")


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


def _check(found: Probed) -> None:
    if not found.width or not found.height:
        raise OrinError("it does not say how large its pictures are: check that it was copied completely")
    if found.width * found.height > MOST_PIXELS:
        most = round(MOST_PIXELS / 1e6)
        raise OrinError(f"its pictures are {found.width} x {found.height} px; at most {most} million pixels are taken")
    if found.seconds > MOST_SECONDS:
        raise OrinError(f"it lasts {found.seconds / 3600:.0f} h; at most {MOST_SECONDS // 3600} h are taken")


def main() -> int:
    """Exit code 0 with JSON, 3 with a refusal."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = _look(sys.argv[1])
        _check(found)
    except OrinError as error:
        sys.stdout.write(str(error))
        return _REFUSED
    sys.stdout.write(json.dumps(found._asdict()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
