"""What `orin replay` makes of a run's topics, against the events that production wrote there while it was harmed."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from orin.runtime.config.settings import Settings
from orin.topologies.camera_snapshots import PERIOD
from orin.topologies.replay.compare import Pair, compare
from orin.topologies.replay.parallel import partitions_of, replay
from orin.topologies.replay.partition import PartitionResult, ReplayJob
from orin.topologies.replay.progress import ignore_progress
from orin.topologies.replay.run import Window

_SHOWN = 6


class Replayed(Struct):
    """One window judged again by the guards that were armed then."""

    name: str
    records: int
    """Read from the tracks topic."""
    phases: int
    """Of production, in the window; each has to be told again."""
    verdicts: Counter[str] = field(default_factory=Counter)
    """Of the events that they belong to."""
    complaints: list[str] = field(default_factory=list)
    """Every event that differs, and all that would keep the window from being judged whole; one line each."""
    seconds: float = 0.0


def begin(now: int, seconds: float) -> int:
    """Event time (µs) at which a run of `seconds` begins: at most a period ago, so that a snapshot is in its midst."""
    return now - (now + round(seconds * 5e5)) % PERIOD


def windows(start: int, seconds: float) -> Iterator[tuple[str, Window]]:
    """The whole of a run that began at `start`; a part from before its snapshots to after them; its end, after them."""
    length = round(seconds * 1e6)
    yield "whole", Window(start - 1, start + length + 1)
    yield "middle", Window(start + length // 3, start + 3 * length // 4)
    yield "end", Window(start + 5 * length // 8, start + length + 1)


def replayed(settings: Settings, start: int, seconds: float) -> list[Replayed]:
    """Every window of `windows`."""
    return [_again(settings, name, window) for name, window in windows(start, seconds)]


def _again(settings: Settings, name: str, window: Window) -> Replayed:
    jobs = [ReplayJob(partition=p, window=window, cameras="*", against=True) for p in partitions_of(settings, "*")]
    results = replay(settings, jobs, ignore_progress, processes=1)
    pairs = compare(
        [event for result in results for event in result.output.events],
        [event for result in results for event in result.production],
        other_rules=False,
    )
    return Replayed(
        name=name,
        records=sum(result.output.records for result in results),
        phases=sum(len(result.production) for result in results),
        verdicts=Counter(pair.verdict for pair in pairs),
        complaints=[*_different(name, pairs), *_missing(name, results)],
        seconds=round(sum(_seconds(result) for result in results), 1),
    )


def _different(name: str, pairs: list[Pair]) -> Iterator[str]:
    wrong = [pair for pair in pairs if pair.verdict != "same"]
    for pair in wrong[:_SHOWN]:
        event = pair.event
        what = f"{event.guard} {event.phase} of {event.camera} at {event.at}, {event.event_id}"
        yield f"replay, {name}: {pair.verdict} {' '.join(pair.fields)}: {what}"
    if len(wrong) > _SHOWN:
        yield f"replay, {name}: {len(wrong) - _SHOWN} events more differ"


def _missing(name: str, results: list[PartitionResult]) -> Iterator[str]:
    for result in results:
        for each in result.missing:
            yield f"replay, {name}: {each.what}"


def _seconds(result: PartitionResult) -> float:
    return result.output.seconds.fetch + result.output.seconds.decode + result.output.seconds.guards
