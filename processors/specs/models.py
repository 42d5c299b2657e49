"""What a camera and a guard are once validated: the shape of `Spec.body`.

Durations are seconds, coordinates 0..1 of the frame's width and height with y down. Every default is written out in
the body, so two specs of the same meaning have the same bytes and the same hash. A body is itself a valid document
of the language.
"""

from typing import Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import force_setattr

from orin.processors.specs.kinds import KINDS
from orin.processors.specs.rule import Rule
from orin.schemas.records import Severity

Points = tuple[tuple[float, float], ...]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Ground(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Four or more points of the picture and where they lie on the ground, in metres."""

    points: Points
    metres: Points


class CameraSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    camera: str
    """`site/name`"""
    zones: dict[str, Points] = {}
    lines: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {}
    ignore: dict[str, Points] = {}
    ground: Ground | None = None
    gap_tolerance: float = 5.0


class Schedule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hours [from, to) of local wall time on some weekdays; a period is named by the day on which it opens."""

    days: tuple[str, ...] = DAYS
    hours: str = "00:00-24:00"
    timezone: str
    except_: tuple[str, ...] = field(name="except", default=())


class GuardSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    guard: str
    cameras: tuple[str, ...]
    """Names of cameras, or patterns with `*` and `?`."""
    when: dict[str, Any]
    """The kind's name and its Rule: one entry."""
    schedule: Schedule | None = None
    severity: Severity = "medium"
    min_coverage: float = 0.9
    cooldown: float = 0.0
    notify: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Gives `when` its rule's type; a ValueError here reaches the caller as a msgspec.ValidationError."""
        if len(self.when) != 1:
            raise ValueError(f"'when' needs exactly one kind, this has {len(self.when)}")
        ((name, rule),) = self.when.items()
        kind = KINDS.get(name)
        if kind is None:
            raise ValueError(f"unknown kind of guard '{name}': the package that defines it is not installed here")
        if not isinstance(rule, kind.rule):
            force_setattr(self, "when", {name: msgspec.convert(rule, type=kind.rule)})

    @property
    def kind(self) -> str:
        return next(iter(self.when))

    @property
    def rule(self) -> Rule:
        rule: Rule = self.when[self.kind]
        return rule
