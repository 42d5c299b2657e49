"""Whether a guard can fire on a camera at all: what it asks for must be somewhere to be seen."""

from collections.abc import Collection

from shapely.geometry import Polygon
from shapely.ops import unary_union

from orin.processors.labels import MOVING, OBJECT
from orin.processors.specs.labels import expand
from orin.processors.specs.meaning import lines_named, needs_ground, zones_named
from orin.processors.specs.models import CameraSpec, GuardSpec, Points
from orin.processors.specs.references import matches

_LEFT_OVER = 1e-4
"""Of a zone's area: less than this left beside what is ignored is no place where anybody can stand."""
_MOTION = frozenset({"person", MOVING, OBJECT})


def emitted(backend: str, labels: Collection[str] | None) -> frozenset[str] | None:
    """The labels that a backend's boxes can have, `labels` being its model's; None where those are not known."""
    if backend == "motion":
        return _MOTION
    if labels is None:
        return None
    return frozenset(labels) | ({OBJECT} if "motion" in backend else frozenset())


def blindness(guard: GuardSpec, camera: CameraSpec, emits: Collection[str] | None) -> str | None:
    """Why `guard` cannot fire on `camera`, one clause; None where it can, or is not for that camera.

    `emits`: as `emitted` has it; None: it is not known, and nothing is said of labels.
    """
    if not matches(guard.cameras, camera.camera):
        return None
    lacking = _lacking(guard, camera)
    if lacking is not None:
        # A pattern may match cameras that the guard is not meant for; a name in full is meant.
        return lacking if camera.camera in guard.cameras else None
    return _covered(guard, camera) or _unlabelled(guard, emits)


def _lacking(guard: GuardSpec, camera: CameraSpec) -> str | None:
    rule = guard.rule
    for zone in zones_named(rule):
        if zone not in camera.zones:
            return f"the camera has no zone '{zone}'"
    for line in lines_named(rule):
        if line not in camera.lines:
            return f"the camera has no line '{line}'"
    return "the camera has no 'ground'" if needs_ground(rule) and camera.ground is None else None


def _covered(guard: GuardSpec, camera: CameraSpec) -> str | None:
    """Bottom centres in `ignore` are not used at all, and anchors in `except` are passed over."""
    rule = guard.rule
    zone: str | None = getattr(rule, "zone", None)
    if zone is None:
        return None
    place = camera.zones[zone]
    if rule.anchor == "bottom" and camera.ignore and _lies_in(place, list(camera.ignore.values())):
        return f"its zone '{zone}' lies in what the camera ignores ({', '.join(sorted(camera.ignore))})"
    if rule.except_ and _lies_in(place, [camera.zones[name] for name in rule.except_]):
        return f"its zone '{zone}' lies in its own 'except' ({', '.join(rule.except_)})"
    return None


def _lies_in(zone: Points, covers: Collection[Points]) -> bool:
    shape = Polygon(zone)
    left = shape.difference(unary_union([Polygon(cover) for cover in covers]))
    return bool(left.area <= _LEFT_OVER * shape.area)


def _unlabelled(guard: GuardSpec, emits: Collection[str] | None) -> str | None:
    wanted = expand(guard.rule.objects)
    if emits is None or not wanted or wanted & frozenset(emits):
        return None
    if wanted == {OBJECT}:
        return "'object' needs a backend with motion (motion, yolo+motion)"
    return f"the camera's detector gives none of its labels ({', '.join(guard.rule.objects)})"
