"""Whether the cameras, zones and lines that a guard names are there."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

import msgspec

from orin.processors.specs.meaning import lines_named, needs_ground, zones_named
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.problems import Problems
from orin.schemas.nearest import meant


class Reference(NamedTuple):
    """A name in a guard and where it stands (line and column from 1)."""

    kind: str
    name: str
    line: int
    column: int


class CameraNames(NamedTuple):
    """The names that a camera has to offer."""

    camera: str
    zones: frozenset[str]
    lines: frozenset[str]
    ground: bool = False


def matches(patterns: Iterable[str], camera: str) -> bool:
    """Whether a guard with these `cameras` is for `camera`."""
    return any(fnmatchcase(camera, pattern) for pattern in patterns)


class _Watched(msgspec.Struct):
    cameras: tuple[str, ...]


def cameras_of(body: str) -> tuple[str, ...]:
    """Names and patterns of a guard's body. No more of it is read: the package of its kind may be gone."""
    return msgspec.json.decode(body, type=_Watched).cameras


def is_pattern(name: str) -> bool:
    """Whether `matches` may take it for more than one name."""
    return any(c in name for c in "*?[")


def check(references: Iterable[Reference], cameras: Mapping[str, CameraNames], problems: Problems) -> None:
    """Every camera named must be there, and every pattern match one.

    A zone or line must be on every camera that is named in full, and on at least one of those that patterns match.
    """
    references = list(references)
    named: list[str] = []
    matched: list[str] = []
    for ref in references:
        if ref.kind != "camera":
            continue
        found = sorted(name for name in cameras if fnmatchcase(name, ref.name))
        (named if ref.name in cameras else matched).extend(found)
        if not found:
            what = "pattern matches no camera" if any(c in ref.name for c in "*?") else "unknown camera"
            problems.add_at(ref.line, ref.column, f"{what}: '{ref.name}'{meant(ref.name, cameras)}")
    for ref in references:
        if ref.kind == "ground":
            _check_ground(ref, [cameras[n] for n in named], [cameras[n] for n in matched], problems)
        elif ref.kind != "camera":
            _check_part(ref, [cameras[n] for n in named], [cameras[n] for n in matched], problems)


def losses(old: CameraSpec, new: CameraSpec, guards: Iterable[GuardSpec]) -> list[str]:
    """What `new` lacks that guards use on `old`, one line each."""
    found = []
    for guard in sorted(guards, key=lambda guard: guard.guard):
        if not matches(guard.cameras, old.camera):
            continue
        rule = guard.rule
        lost = [f"zone '{zone}'" for zone in zones_named(rule) if zone in old.zones and zone not in new.zones]
        lost += [f"line '{line}'" for line in lines_named(rule) if line in old.lines and line not in new.lines]
        if needs_ground(rule) and old.ground is not None and new.ground is None:
            lost.append("'ground'")
        found += [
            f"camera '{new.camera}' would lose {what}, which guard '{guard.guard}' uses; "
            "keep it, or change the guard in the same file"
            for what in lost
        ]
    return found


def _check_part(ref: Reference, named: list[CameraNames], matched: list[CameraNames], problems: Problems) -> None:
    lacking = [camera for camera in named if ref.name not in _parts(camera, ref.kind)]
    if not lacking and (named or not matched or any(ref.name in _parts(camera, ref.kind) for camera in matched)):
        return
    where = lacking or matched
    valid = {name for camera in where for name in _parts(camera, ref.kind)}
    other: Literal["line", "zone"] = "line" if ref.kind == "zone" else "zone"
    hint = meant(ref.name, valid)
    if any(ref.name in _parts(camera, other) for camera in where):
        hint = f" ('{ref.name}' is a {other})"
    place = f"camera '{where[0].camera}'" if len(where) == 1 else f"any of the {len(where)} cameras of this guard"
    problems.add_at(ref.line, ref.column, f"unknown {ref.kind} '{ref.name}' on {place}{hint}")


def _check_ground(ref: Reference, named: list[CameraNames], matched: list[CameraNames], problems: Problems) -> None:
    lacking = [camera for camera in named if not camera.ground]
    if lacking or (not named and matched and not any(camera.ground for camera in matched)):
        place = (lacking or matched)[0].camera
        problems.add_at(
            ref.line, ref.column, f"'{ref.name}' needs 'ground' on camera '{place}'; without it write heights/s"
        )


def _parts(camera: CameraNames, kind: str) -> frozenset[str]:
    return camera.zones if kind == "zone" else camera.lines
