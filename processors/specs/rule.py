"""What all rules have in common: a rule is what stands under `when: {KIND: ...}`, one model a kind."""

from typing import ClassVar, Literal

from msgspec import Struct, field

from orin.schemas.records import Severity

Direction = Literal["in", "out", "any"]


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which tracks a guard looks at; an empty `objects` means any label. Kinds add their own fields.

    Fields called `zone` and `except` name zones of the camera, `line` names a line: `check` looks them up.
    """

    objects: tuple[str, ...] = ()
    min_score: float = 0.0
    min_size: float = 0.0
    max_size: float = 1.0
    """Sizes: the box's larger side, each side as a share of the frame's."""
    anchor: Literal["bottom", "center"] = "bottom"
    except_: tuple[str, ...] = field(name="except", default=())

    ground_fields: ClassVar[tuple[str, ...]] = ()
    """Fields that are in metres when they are text, and then need the camera's `ground`."""


class Escalation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    after: float
    """Seconds from the opening."""
    severity: Severity
