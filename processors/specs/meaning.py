"""What a guard means on a camera, as a hash: equal for revisions that would fire alike."""

import hashlib
from collections.abc import Mapping

import msgspec

from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.rule import Rule

_ENCODER = msgspec.json.Encoder(order="sorted")


def zones_named(rule: Rule) -> tuple[str, ...]:
    zone = getattr(rule, "zone", None)
    return tuple(sorted({*rule.except_, *([zone] if zone else [])}))


def lines_named(rule: Rule) -> tuple[str, ...]:
    line = getattr(rule, "line", None)
    return (line,) if line else ()


def needs_ground(rule: Rule) -> bool:
    """Whether it speaks of metres."""
    return any(isinstance(getattr(rule, name), str) for name in rule.ground_fields)


def is_answerable(rule: Rule, camera: CameraSpec) -> bool:
    """Whether the camera has the zones, lines and ground that the rule needs."""
    if needs_ground(rule) and camera.ground is None:
        return False
    return all(z in camera.zones for z in zones_named(rule)) and all(n in camera.lines for n in lines_named(rule))


def meaning_hash(guard: GuardSpec, camera: CameraSpec) -> str:
    """16 hex digits of the sha256 of `when` and of the camera's zones, lines and ground that it uses.

    The camera must have them all (`is_answerable`). Severity, schedule, receivers and coverage are not part of it.
    """
    rule = guard.rule
    zones: Mapping[str, object] = {name: camera.zones[name] for name in zones_named(rule)}
    lines: Mapping[str, object] = {name: camera.lines[name] for name in lines_named(rule)}
    parts: dict[str, object] = {"when": guard.when, "zones": zones, "lines": lines}
    if needs_ground(rule):
        parts["ground"] = camera.ground
    body = _ENCODER.encode(parts)
    return hashlib.sha256(body).hexdigest()[:16]
