"""What one wish says, as slots: objects, places, verbs, quantities and conditions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from orin.processors.labels import GROUPS
from orin.processors.specs.labels import COCO
from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.places import Place
from orin.processors.words.reading.quantities import Quantity

BAGS = frozenset({"bag", "box", "parcel", "packages", "backpack", "suitcase", "handbag", "object"})
THINGS = (COCO | BAGS) - frozenset().union(*(GROUPS[name] for name in ("people", "vehicles", "pets"))) - {
    "bird", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe"
}  # fmt: skip
"""What is carried and left; the rest moves by itself."""
GONE = frozenset({"remove", "leave", "left", "exit"})
"""Whoever does not, stays."""
_NO = frozenset({"no", "kein", "keine", "pas de", "pas d'"})
_DOING = frozenset({"run", "stay", "enter", "cross", "speed"})
"""What `no` before it forbids."""


@dataclass
class Spot:
    """A place that is named, and what is said of it."""

    place: Place
    at: int
    excluded: bool = False
    camera: bool = False


@dataclass
class Slots:
    """`at` everywhere: the number of the piece, for what comes before what."""

    pieces: Sequence[Piece]
    objects: list[tuple[str, int]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    """Objects that are excepted."""
    spots: list[Spot] = field(default_factory=list)
    verbs: list[tuple[str, int]] = field(default_factory=list)
    durations: list[tuple[float, int]] = field(default_factory=list)
    vague: bool = False
    """A duration is meant that is no number."""
    shorter: bool = False
    """Less than a duration is meant, which no kind says."""
    instant: bool = False
    counts: list[tuple[str, float, int]] = field(default_factory=list)
    """Comparison, number, place; comparison is empty where none is said."""
    speeds: list[tuple[str, Quantity]] = field(default_factory=list)
    min_score: float | None = None
    min_size: float | None = None
    max_size: float | None = None
    min_coverage: float | None = None
    radius: tuple[float, str] | None = None
    within: float | None = None
    cooldown: float | None = None
    escalate: list[tuple[float, str, bool]] = field(default_factory=list)
    """Seconds, severity, whether they count from the opening."""
    severities: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    hours: list[tuple[Quantity, bool]] = field(default_factory=list)
    """Ranges, and whether they are excepted."""
    named_hours: list[tuple[str, bool]] = field(default_factory=list)
    after: float | None = None
    before: float | None = None
    days: list[tuple[tuple[str, ...], bool, int]] = field(default_factory=list)
    dates: list[tuple[str, bool]] = field(default_factory=list)
    spans: list[tuple[tuple[str, float, str, float], bool]] = field(default_factory=list)
    """From a time of one day to a time of another, in minutes of the day, and whether they are excepted."""
    joined: bool = False
    """Whether excepted days and excepted hours are said as one: `outside Mon-Fri 8-18`."""
    open_clock: bool = False
    directions: list[tuple[str, int]] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    """Tags `m:` and `cm:` that are there."""
    used: set[int] = field(default_factory=set)
    """Pieces that are accounted for beyond their own tags."""
    told: set[int] = field(default_factory=set)
    """Of these, the pieces that say who is told, or a span of the week: each says that and nothing else."""
    missing_place: str | None = None
    """A place that people call so, but the site has none."""
    zone_name: str | None = None
    """A time zone that is named."""

    def has(self, verb: str) -> bool:
        return any(each == verb for each, _ in self.verbs)

    @property
    def forbids(self) -> bool:
        """`nobody may enter`, `no parking`: what is not allowed is what to watch for."""
        denied = "m:not" in self.marks or "m:nobody" in self.marks or "m:denied" in self.marks or self.has("absent")
        may = "m:may" in self.marks or ("cm:allowed" in self.marks and not self.counts)
        return (may and denied) or "m:denied" in self.marks or self._denies_doing

    @property
    def _denies_doing(self) -> bool:
        """`no running`, `no parking`: a negation of things right before a verb, and no count."""
        return any(
            at > 0 and self.pieces[at - 1].has("m:no") and not self.pieces[at - 1].has("m:nobody")
            and self.pieces[at - 1].text.lower() in _NO and verb in _DOING
            and not (at > 1 and self.pieces[at - 2].value("o"))
            for verb, at in self.verbs
        )  # fmt: skip

    def where(self, verb: str) -> int:
        return next((at for each, at in self.verbs if each == verb), -1)

    @property
    def places(self) -> list[Spot]:
        return [spot for spot in self.spots if not spot.excluded]

    @property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(label for label, _ in self.objects))
