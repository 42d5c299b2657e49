"""What a camera may be called: `SITE/NAME`, the key of everything ORIN says about it, and a path in the frame store.

Neither part can be `.` or `..`, because each begins with a letter or digit. Names that differ only in case are two
cameras; a frame store on a file system that ignores case (macOS, Windows) has one folder for both, so avoid them there.
"""

import re

from orin.schemas.errors import Misuse

LONGEST_PART = 64
"""Characters of either part."""
_PART = rf"[A-Za-z0-9][A-Za-z0-9_.-]{{0,{LONGEST_PART - 1}}}"
CAMERA_PATTERN = rf"{_PART}/{_PART}"
CAMERA_RULE = (
    f"SITE/NAME, each part at most {LONGEST_PART} characters of a-z, A-Z, 0-9, '_', '.' and '-', "
    "beginning with a letter or digit (such as hq/lobby-1)"
)
"""The grammar in words, for messages."""
_CAMERA = re.compile(CAMERA_PATTERN)


def is_camera(name: str) -> bool:
    return _CAMERA.fullmatch(name) is not None


def is_site(name: str) -> bool:
    """Whether cameras of a site may be so called."""
    return is_camera(f"{name}/x")


def check_camera(name: str) -> str:
    """`name` itself; Misuse unless it is a camera's name."""
    if not is_camera(name):
        raise Misuse(f"camera {name!r}: a camera's name is {CAMERA_RULE}")
    return name
