"""The guards that a job runs: given as a spec file, or named among those that are applied. The frames are of the camera
`uploads/JOB`, so guards and zones are put onto it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from orin.access.principal import Principal
from orin.control.spec_sites import seen_cameras
from orin.processors.specs.models import CameraSpec
from orin.processors.specs.parse import Fault, ParsedSpec, SpecError, check_references, parse_specs
from orin.processors.specs.references import cameras_of, matches
from orin.schemas.errors import Misuse
from orin.schemas.nearest import meant
from orin.topologies.specs.history import History

_FILE = "guards"
Body = dict[str, Any]


def given(text: str, camera: str | None, target: str) -> list[Body]:
    """Of a spec file, for the frames of `target`; `camera` says which of the file's cameras they are.

    SpecError with every fault of the file; Misuse where it is not clear which camera is meant.
    """
    specs = parse_specs(text, _FILE)
    cameras = [spec.name for spec in specs if spec.kind == "camera"]
    if camera is None and len(cameras) > 1:
        raise Misuse(f"camera: the file has {len(cameras)} cameras; name the one that the frames are of")
    if camera is not None and camera not in cameras:
        raise Misuse(f"camera: the file has no camera {camera!r}{meant(camera, cameras)}")
    bodies = _put([(spec.kind, spec.name, spec.body) for spec in specs], camera or next(iter(cameras), None), target)
    _check(bodies, target)
    return bodies


def named(names: Sequence[str], camera: str | None, target: str, principal: Principal, history: History) -> list[Body]:
    """Of the applied guards these, and the zones of `camera`. Misuse for what the principal does not see."""
    newest = {
        name: held.spec
        for (kind, name), held in history.newest_revisions().items()
        if kind == "guard" and held.spec.active_until is None
    }
    cameras = seen_cameras(principal, history)
    if camera is not None and camera not in cameras:
        raise Misuse(f"camera: no camera {camera!r} was applied{meant(camera, cameras)}")
    seen = [name for name, spec in newest.items() if _watches_any(spec.body, cameras)]
    for name in names:
        if name not in seen:
            raise Misuse(f"guard: no guard {name!r} was applied{meant(name, seen)}")
    parts: list[tuple[str, str, str]] = [("guard", name, newest[name].body) for name in names]
    if camera is not None:
        held = history.newest("camera", camera)
        assert held is not None
        parts.insert(0, ("camera", camera, held.spec.body))
    bodies = _put(parts, None, target)
    _check(bodies, target)
    return bodies


def _watches_any(body: str, cameras: Iterable[str]) -> bool:
    patterns = cameras_of(body)
    return any(matches(patterns, camera) for camera in cameras)


def _put(parts: Sequence[tuple[str, str, str]], source: str | None, target: str) -> list[Body]:
    """The bodies for the camera `target`: of cameras `source` alone, of guards those that watch it; without a `source`
    all of them.
    """
    found = []
    for kind, name, text in parts:
        body = msgspec.json.decode(text)
        if kind == "camera":
            if source is None or name == source:
                found.append(body | {"camera": target})
        elif source is None or matches(body["cameras"], source):
            found.append(body | {"cameras": [target]})
    return found


def _check(bodies: Sequence[Body], target: str) -> None:
    """SpecError where a guard names a zone that there is not, and where there is no guard."""
    specs: list[ParsedSpec] = []
    if bodies:
        specs = parse_specs("\n---\n".join(msgspec.json.encode(body).decode() for body in bodies), _FILE)
        check_references(specs, {target: CameraSpec(camera=target)})
    if not any(spec.kind == "guard" for spec in specs):
        raise SpecError([Fault(_FILE, 1, 1, "there is no guard of this camera in it")])
