"""Spec files; and which camera a source is and which guards watch it, where the user does not say."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from orin.cli.terminal.given_file import STDIN
from orin.processors.specs.models import CameraSpec
from orin.processors.specs.parse import ParsedSpec, check_references, parse_specs
from orin.schemas.errors import Misuse
from orin.schemas.names import LONGEST_PART, check_camera

if TYPE_CHECKING:
    from orin.processors.scenes.scene import Scene

_DEFAULT = Path(__file__).with_name("demo.yaml")
_PLACEHOLDER = "demo/clip"
_LARGEST = 4 * 2**20
"""Bytes of a spec file, thousands of cameras: a device has no end, and reading more of YAML takes minutes."""


def read_specs(path: Path, known_cameras: dict[str, CameraSpec] | None = None) -> list[ParsedSpec]:
    """The documents of a spec file; Misuse where it cannot be read or has mistakes."""
    return parse_specs(read_text(path), str(path), known_cameras)


def read_text(path: Path) -> str:
    """Of a file, or of stdin for `-`. Misuse where it cannot be read."""
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise Misuse(f"{path}: larger than {_LARGEST >> 20} MiB, which no spec file is; split it into several")
        return data.decode()
    except OSError as error:
        raise Misuse(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise Misuse(f"{path}: this is not a text file (byte {error.start} is not UTF-8)") from None


def scene_of(source: str) -> "Scene | None":
    """The scene at an address `scene://NAME?seed=N`; None for any other source."""
    if not source.startswith("scene://"):
        return None
    from orin.processors.scenes import open_address

    return open_address(source)


def specs_for(source: str, guards: Path | None, camera: str | None) -> tuple[list[ParsedSpec], str]:
    """The specs to run `source` with, and the camera that it is.

    A camera that is not given is the scene's own, or the only one of the guards file, or `demo/` and the source's name.
    Without a guards file a scene brings its own, and anything else is watched with demo.yaml.
    """
    if camera is not None:
        check_camera(camera)
    scene = scene_of(source)
    if guards is not None:
        specs = read_specs(guards)
        cameras = [spec.name for spec in specs if spec.kind == "camera"]
        only = cameras[0] if len(cameras) == 1 else None
        name = camera or (scene.camera if scene else None) or only or name_for(source)
        if cameras:
            # The names that guards use must be there; the camera that is tried is, with no zones but the file's.
            check_references(specs, {name: CameraSpec(camera=name)})
        return specs, name
    name = camera or (scene.camera if scene else name_for(source))
    text, filename = (scene.guards, source) if scene else (_DEFAULT.read_text(encoding="utf-8"), str(_DEFAULT))
    return parse_specs(text.replace(scene.camera if scene else _PLACEHOLDER, name), filename), name


def name_for(source: str) -> str:
    """`demo/` and what the source is called, in the letters that a camera's name may have."""
    # Never of the user and the password that an address may begin with.
    place = source.rpartition("@")[2] if "://" in source else source
    stem = Path(place.split("?", maxsplit=1)[0].rstrip("/")).stem.lower() or "camera"
    letters = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in stem)
    return f"demo/{letters.strip('-._')[:LONGEST_PART] or 'camera'}"
