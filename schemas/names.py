"""What a camera may be called: `site/name`, the key of everything ORIN says about it."""

import re

from orin.schemas.errors import Misuse

_PART = r"[a-z0-9][a-z0-9._-]{0,63}"
CAMERA_PATTERN = rf"{_PART}/{_PART}"
_CAMERA = re.compile(CAMERA_PATTERN)


def check_camera(name: str) -> str:
    """`name` itself; Misuse unless it is `site/name` of a-z, 0-9, dot, underscore and dash."""
    if not _CAMERA.fullmatch(name):
        raise Misuse(
            f"camera {name!r}: a camera is called SITE/NAME, each of a-z, 0-9, '.', '_' and '-', "
            "beginning with a letter or digit (say hq/lobby-1)"
        )
    return name
