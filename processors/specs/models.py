"""What a camera and a guard are once validated: the shape of `Spec.body`.

Durations are seconds, coordinates 0..1 of the frame's width and height with y down. Every default is written out in
the body, so two specs of the same meaning have the same bytes and the same hash. A body is itself a valid document
of the language.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from orin.schemas.records import Severity

Points = tuple[tuple[float, float], ...]
Direction = Literal["in", "out", "any"]
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


class Watched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which tracks a guard looks at; an empty `objects` means any label."""

    objects: tuple[str, ...] = ()
    min_score: float = 0.0
    min_size: float = 0.0
    max_size: float = 1.0
    """Sizes: the box's larger side, each side as a share of the frame's."""
    anchor: Literal["bottom", "center"] = "bottom"
    except_: tuple[str, ...] = field(name="except", default=())


class Appears(Watched, frozen=True, kw_only=True):
    zone: str | None = None


class Enters(Watched, frozen=True, kw_only=True):
    zone: str
    inertia: float = 0.5


class Exits(Watched, frozen=True, kw_only=True):
    zone: str
    inertia: float = 0.5


class Crosses(Watched, frozen=True, kw_only=True):
    line: str
    direction: Direction = "any"


class Escalation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    after: float
    severity: Severity


class Unattended(Watched, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("object", "packages")
    zone: str | None = None
    for_: float = field(name="for")
    radius: float = 1.5
    attended_by: Literal["owner", "anyone"] = "anyone"
    escalate: tuple[Escalation, ...] = ()


class Loiters(Watched, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("people",)
    zone: str
    for_: float = field(name="for")
    inertia: float = 0.5


class Removed(Watched, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("object", "packages")
    zone: str | None = None
    radius: float = 1.5


class Delivered(Watched, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("object", "packages")
    zone: str
    for_: float = field(name="for")
    radius: float = 1.5


class Occupancy(Watched, frozen=True, kw_only=True):
    """Exactly one of `over` and `under` is set."""

    objects: tuple[str, ...] = ("people",)
    zone: str
    over: Annotated[int, Meta(ge=0)] | None = None
    under: Annotated[int, Meta(ge=1)] | None = None
    for_: float = field(name="for")
    inertia: float = 0.5


class Absent(Watched, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("people",)
    zone: str
    for_: float = field(name="for")
    inertia: float = 0.5


class Speeding(Watched, frozen=True, kw_only=True):
    over: float | str
    """A number is heights/s; text is a number and `km/h` or `m/s`."""
    zone: str | None = None
    for_: float = field(name="for", default=1.0)
    inertia: float = 0.5


class WrongWay(Watched, frozen=True, kw_only=True):
    line: str
    direction: Literal["in", "out"]


class Tailgating(Watched, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("people",)
    line: str
    direction: Direction = "any"
    within: float


class When(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Exactly one of these is set."""

    appears: Appears | None = None
    enters: Enters | None = None
    exits: Exits | None = None
    crosses: Crosses | None = None
    removed: Removed | None = None
    delivered: Delivered | None = None
    unattended: Unattended | None = None
    loiters: Loiters | None = None
    occupancy: Occupancy | None = None
    absent: Absent | None = None
    speeding: Speeding | None = None
    wrong_way: WrongWay | None = None
    tailgating: Tailgating | None = None

    @property
    def kind(self) -> str:
        return next(name for name in self.__struct_fields__ if getattr(self, name) is not None)

    @property
    def rule(self) -> "Rule":
        rule: Rule = getattr(self, self.kind)
        return rule


Rule = (
    Appears
    | Enters
    | Exits
    | Crosses
    | Removed
    | Delivered
    | Unattended
    | Loiters
    | Occupancy
    | Absent
    | Speeding
    | WrongWay
    | Tailgating
)
KINDS: dict[str, type[Rule]] = {
    "appears": Appears,
    "enters": Enters,
    "exits": Exits,
    "crosses": Crosses,
    "removed": Removed,
    "delivered": Delivered,
    "unattended": Unattended,
    "loiters": Loiters,
    "occupancy": Occupancy,
    "absent": Absent,
    "speeding": Speeding,
    "wrong_way": WrongWay,
    "tailgating": Tailgating,
}


class GuardSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    guard: str
    cameras: tuple[str, ...]
    """Names of cameras, or patterns with `*` and `?`."""
    when: When
    schedule: Schedule | None = None
    severity: Severity = "medium"
    min_coverage: float = 0.9
    cooldown: float = 0.0
    notify: tuple[str, ...] = ()
