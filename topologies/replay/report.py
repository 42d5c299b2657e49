"""What a replay found: how often each guard fires and about which subjects, and how that compares with production."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from msgspec import Struct

from orin.schemas.records import Event
from orin.topologies.replay.compare import PAIR_VERDICTS, Pair, PairVerdict
from orin.topologies.replay.partition import Missing, PartitionResult
from orin.topologies.replay.run import Seconds, Span, Window

_DAY = 86_400_000_000
MANY = 10.0
"""Events per camera-day above which people stop looking at them."""
LEAST_WATCHED = 3_600_000_000
"""µs of watched time below which a rate would mislead: one event in a minute is not 1,440 a day."""
_TOP = 3


class GuardReport(Struct, frozen=True, kw_only=True):
    """One guard over the window. An event counts where it opens or occurs."""

    guard: str
    camera_days: float
    """Watched time of the guard's cameras, added up."""
    events: int
    """Of the replay."""
    a_camera_day: float | None
    """Events per camera-day; None below an hour of watched time, from which no rate follows."""
    too_many: bool
    production_events: int | None
    """None without a comparison."""
    verdicts: dict[PairVerdict, int]
    top_subjects: list[tuple[str, int]]
    """`camera label id`, and how many events of the replay are about it."""


class Report(Struct, frozen=True, kw_only=True):
    window: Window
    cameras: dict[str, Span]
    guards: list[GuardReport]
    pairs: list[Pair]
    """Without a comparison every pair is an `only_replay`."""
    compared: bool
    missing: list[Missing]
    records: int
    out_of_order: int
    seconds: Seconds
    """Summed over the partitions."""
    builds: list[str]
    """Builds that produced the events of production."""

    @property
    def differs(self) -> bool:
        return self.compared and any(pair.verdict != "same" for pair in self.pairs)


def report(
    window: Window,
    results: Sequence[PartitionResult],
    pairs: list[Pair],
    guards: Mapping[str, tuple[str, ...]],
    *,
    compared: bool,
) -> Report:
    """`guards`: the guards that were replayed, each with the patterns of its cameras."""
    spans = {name: span for result in results for name, span in sorted(result.output.spans.items())}
    names = sorted(guards.keys() | {pair.event.guard for pair in pairs})
    seconds = Seconds()
    for result in results:
        seconds.fetch += result.output.seconds.fetch
        seconds.decode += result.output.seconds.decode
        seconds.guards += result.output.seconds.guards
    return Report(
        window=window,
        cameras=dict(sorted(spans.items())),
        guards=[_guard(name, guards.get(name, ("*",)), spans, pairs, compared) for name in names],
        pairs=pairs,
        compared=compared,
        missing=list(dict.fromkeys(each for result in results for each in result.missing)),
        records=sum(result.output.records for result in results),
        out_of_order=sum(result.output.out_of_order for result in results),
        seconds=seconds,
        builds=sorted({event.provenance.build for result in results for event in result.production}),
    )


def _guard(
    name: str, patterns: tuple[str, ...], spans: Mapping[str, Span], pairs: Sequence[Pair], compared: bool
) -> GuardReport:
    mine = [pair for pair in pairs if pair.event.guard == name]
    began = [pair.replay.last for pair in mine if pair.replay is not None and pair.replay.begins]
    seen = [span for camera, span in spans.items() if any(fnmatchcase(camera, pattern) for pattern in patterns)]
    watched = sum(span.watched for span in seen)
    rate = len(began) / (watched / _DAY) if watched >= LEAST_WATCHED else None
    counts = Counter(pair.verdict for pair in mine)
    return GuardReport(
        guard=name,
        camera_days=round(watched / _DAY, 6),
        events=len(began),
        a_camera_day=None if rate is None else round(rate, 2),
        too_many=rate is not None and rate > MANY,
        production_events=sum(1 for p in mine if p.production and p.production.begins) if compared else None,
        verdicts={verdict: counts[verdict] for verdict in PAIR_VERDICTS} if compared else {},
        top_subjects=_top(began),
    )


def _top(events: Sequence[Event]) -> list[tuple[str, int]]:
    counts = Counter(f"{e.camera} {e.subject.label} {e.subject.track_id}" for e in events if e.subject is not None)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:_TOP]
