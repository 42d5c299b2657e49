"""A guard compiled for one camera and frame size: its rule in px and µs. It holds no state."""

from orin.processors.geometry import Point, distance
from orin.processors.guards.observed.frame import Filter, ShapeIndex
from orin.processors.guards.observed.zones import Zone
from orin.processors.guards.schedule import Periods
from orin.processors.specs.ground import Homography, homography
from orin.processors.specs.kinds import KINDS
from orin.processors.specs.labels import expand
from orin.processors.specs.meaning import lines_named, meaning_hash, needs_ground
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.rule import Rule
from orin.schemas.records import Severity, Spec


def micros(seconds: float) -> int:
    return round(seconds * 1e6)


class CameraShapes:
    """The zones and filters of one camera at one frame size, one object each however many guards use them."""

    def __init__(self, camera: CameraSpec, width: int, height: int) -> None:
        self.camera = camera
        self.width = width
        self.height = height
        self._zones: dict[tuple[str, bool], Zone] = {}
        self._filters: dict[object, Filter] = {}

    def zone(self, name: str, *, bottom: bool) -> Zone:
        key = (name, bottom)
        if key not in self._zones:
            self._zones[key] = Zone(
                name, self._in_pixels(self.camera.zones[name]), bottom=bottom, bit=1 << len(self._zones)
            )
        return self._zones[key]

    def ignored(self) -> tuple[Zone, ...]:
        """The parts of the picture that are not used at all."""
        return tuple(Zone(name, self._in_pixels(zone), bottom=True) for name, zone in self.camera.ignore.items())

    def filter(self, rule: Rule) -> Filter:
        bottom = rule.anchor == "bottom"
        sizes = (rule.min_size, rule.max_size)
        key = (rule.objects, rule.min_score, sizes, rule.except_, bottom)
        if key not in self._filters:
            excluded = tuple(self.zone(name, bottom=bottom) for name in rule.except_)
            self._filters[key] = Filter(expand(rule.objects), rule.min_score, sizes, excluded, 1 << len(self._filters))
        return self._filters[key]

    def index(self) -> ShapeIndex:
        """All zones and filters that were asked for."""
        return ShapeIndex(list(self._zones.values()), list(self._filters.values()), self.width, self.height)

    def ground(self) -> Homography:
        """From shares of the picture to metres; the camera must have it."""
        assert self.camera.ground is not None
        return homography(self.camera.ground)

    def _in_pixels(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple((x * self.width, y * self.height) for x, y in points)

    def line(self, name: str) -> tuple[Point, Point]:
        a, b = self._in_pixels(self.camera.lines[name])
        return a, b


class Guard:
    """`rule` is its `when`."""

    def __init__(self, spec: Spec, guard: GuardSpec, camera_revision: str | None, shapes: CameraShapes) -> None:
        rule, kind = guard.rule, KINDS[guard.kind]
        self.name = guard.guard
        self.revision = spec.revision
        self.camera_revision = camera_revision
        self.kind = kind.name
        self.watch = kind.watch
        self.walks = kind.walks
        self.rule = rule
        self.meaning = meaning_hash(guard, shapes.camera)
        self.severity: Severity = guard.severity
        self.min_coverage = guard.min_coverage
        self.cooldown = micros(guard.cooldown)
        self.notify_to = guard.notify
        self.periods = Periods(guard.schedule) if guard.schedule else None
        self.bottom = rule.anchor == "bottom"
        self.filter = shapes.filter(rule)
        zone: str | None = getattr(rule, "zone", None)
        self.zone = shapes.zone(zone, bottom=self.bottom) if zone else None
        lines = lines_named(rule)
        self.line_name = lines[0] if lines else None
        self.line = shapes.line(lines[0]) if lines else None
        self.length = distance(*self.line) if self.line else 0.0
        self.inertia = micros(getattr(rule, "inertia", 0.0))
        self.lasting = micros(getattr(rule, "for_", 0.0))
        self.radius: float = getattr(rule, "radius", 0.0)
        self.ground = shapes.ground() if needs_ground(rule) else None

    def on_duty(self, at: int) -> bool:
        return self.periods is None or self.periods.at(at).on
