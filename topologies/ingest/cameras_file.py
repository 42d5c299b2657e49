"""Many cameras in one file: which there are, and where each one's pictures come from.

```yaml
cameras:
  - camera: hq/lobby-1
    source_file: /run/secrets/lobby-1     # a file that holds the address, so the password stays out of this one
    fps: 10
  - camera: hq/gate
    source_env: GATE_SOURCE               # or an environment variable
  - camera: hq/archive
    source: footage/monday.mp4            # or the source itself
    start: 2026-11-20T09:00:00Z
```
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from orin.schemas.errors import Misuse
from orin.schemas.names import check_camera
from orin.topologies.ingest.capture.clocks import parse_start
from orin.topologies.ingest.sources import parse_source


class CameraEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One camera. `source` is set once the file has been read, wherever it came from."""

    camera: str
    source: str | None = None
    source_env: str | None = None
    source_file: str | None = None
    fps: float | None = None
    start: str = "now"


class _File(Struct, forbid_unknown_fields=True):
    cameras: list[CameraEntry]


def read_cameras(path: Path, environment: Mapping[str, str]) -> list[CameraEntry]:
    """The cameras of a file, each with its `source`. Misuse, with every mistake, where it cannot be used.

    Messages never quote a source: it may hold a password.
    """
    try:
        # Every value as it is written: a webcam's number and a time are text here.
        document = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes nothing but text
        file = msgspec.convert(document, _File, strict=False)
    except OSError as error:
        raise Misuse(f"--cameras {path}: cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise Misuse(f"--cameras {path}{where}: this is not YAML; see docs/ingest.md for an example") from None
    except msgspec.ValidationError as error:
        raise Misuse(f"--cameras {path}: {error}; see docs/ingest.md for the fields") from None
    if not file.cameras:
        raise Misuse(f"--cameras {path}: there is no camera in it")
    found: list[CameraEntry] = []
    mistakes: list[str] = []
    names = [entry.camera for entry in file.cameras]
    mistakes += [f"{name} is there {names.count(name)} times" for name in dict.fromkeys(names) if names.count(name) > 1]
    for index, entry in enumerate(file.cameras):
        try:
            found.append(_resolved(entry, path.parent, environment))
        except Misuse as mistake:
            mistakes.append(f"cameras[{index}]: {mistake}")
    if mistakes:
        raise Misuse(f"--cameras {path}: {'; '.join(mistakes)}")
    return found


def _resolved(entry: CameraEntry, folder: Path, environment: Mapping[str, str]) -> CameraEntry:
    check_camera(entry.camera)
    source = _source(entry, folder, environment)
    live = parse_source(source, entry.fps).live
    if parse_start(entry.start) is not None and live:
        raise Misuse("start: only clips and scenes take one; a camera's frames are captured when they come")
    return msgspec.structs.replace(entry, source=source)


def _source(entry: CameraEntry, folder: Path, environment: Mapping[str, str]) -> str:
    if [entry.source, entry.source_env, entry.source_file].count(None) != 2:
        raise Misuse("give one of source, source_env and source_file")
    if entry.source is not None:
        return entry.source
    if entry.source_env is not None:
        if not environment.get(entry.source_env):
            raise Misuse(f"source_env: the environment has no {entry.source_env}")
        return environment[entry.source_env]
    try:
        return (folder / str(entry.source_file)).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise Misuse(f"source_file {entry.source_file}: cannot be read: {reason}") from None
