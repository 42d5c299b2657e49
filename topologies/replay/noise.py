"""What the false alarms of a guard have in common, and which change of the guard would have spared them, by replay."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from orin.processors.identity import revision
from orin.processors.specs.armed import Armed
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.processors.specs.references import matches
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Event, Spec, Tracks
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import TRACKS
from orin.topologies.replay.compare import compare
from orin.topologies.replay.partition import ReplayJob, replay_partition
from orin.topologies.replay.progress import OnProgress, part
from orin.topologies.replay.rules import draft_cameras
from orin.topologies.replay.run import Window

Mark = Literal["false", "right", "unreviewed"]
_SIZES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
"""Of `min_size`: the box's larger side as a share of the picture's."""
_LONGER = (1.5, 2.0, 3.0, 5.0)
"""Times what `for` is."""
_MOST_ZONES = 20


class Change(NamedTuple):
    """Another meaning of a guard."""

    field: Literal["min_size", "except", "for"]
    value: float | str
    guard: GuardSpec


class Verdict(Struct, frozen=True, kw_only=True):
    """What a change would have done to the events that the guard as it is raises. By event id."""

    field: str
    value: float | str
    """Of `min_size` a share, of `for` seconds, of `except` the zone that is added."""
    spared: tuple[str, ...]
    """False alarms."""
    lost: tuple[str, ...]
    """Right ones."""
    unreviewed: int
    """Others that would not have been raised."""
    added: int
    """Events that only the changed guard raises."""


class Trait(Struct, frozen=True, kw_only=True):
    """One thing that false alarms may have in common."""

    what: Literal["camera", "zone", "hour", "size", "label", "coverage"]
    value: str
    false: int
    right: int


class Noise(Struct, frozen=True, kw_only=True):
    """Of one guard in a window."""

    guard: str
    counts: dict[Mark, int]
    traits: list[Trait]
    """Those of two false alarms or more, what sets them apart from the right ones first."""
    changes: list[Verdict]
    """Those that spare a false alarm, the fewest lost first."""
    gone: tuple[str, ...]
    """False alarms that the guard as it is now does not raise any more: they are not in `changes`."""


def noise(
    settings: Settings,
    guard: GuardSpec,
    cameras: Mapping[str, CameraSpec],
    marks: Mapping[str, Mark],
    window: Window,
    *,
    on_progress: OnProgress,
) -> Noise:
    """`marks`: of reviewed events, by id. One pass over the tracks of the guard's cameras, with zones and lines as they
    are now, judges every change.

    Raises OrinError where the topics cannot be read or hold no event of the guard.
    """
    mine = sorted(name for name in cameras if matches(guard.cameras, name))
    changes = list(_changes(guard, {zone for name in mine for zone in cameras[name].zones}))
    others = [_variant(each.guard, f"#{number}") for number, each in enumerate(changes)]
    variants = [_variant(guard, guard.guard), *others]
    judging = (*draft_cameras([_parsed(cameras[name]) for name in mine]), *variants)
    raised, production, sizes = _replayed(settings, judging, mine, window, on_progress)
    events = [event for event in production if event.guard == guard.guard]
    if not events:
        begin, end = map(format_time, window)
        raise OrinError(f"guard {guard.guard} raised nothing between {begin} and {end}: choose another window (--from)")
    held = {event.event_id for event in events}
    said: dict[str, Mark] = {ident: marks.get(ident, "unreviewed") for ident in held}
    kept = [_kept(raised.get(variant.name, ()), events, guard.guard) for variant in variants]
    before, now_gone = kept[0][0], {ident for ident in held - kept[0][0] if said[ident] == "false"}
    beside = kept[0][1]
    found = [
        _verdict(change, before - after, said, max(0, more - beside))
        for change, (after, more) in zip(changes, kept[1:], strict=True)
    ]
    return Noise(
        guard=guard.guard,
        counts={mark: list(said.values()).count(mark) for mark in ("false", "right", "unreviewed")},
        traits=traits(events, said, sizes, guard.schedule.timezone if guard.schedule else "UTC"),
        changes=sorted((each for each in found if each.spared), key=lambda each: (len(each.lost), -len(each.spared))),
        gone=tuple(sorted(now_gone)),
    )


def traits(
    events: Sequence[Event], marks: Mapping[str, Mark], sizes: Mapping[str, tuple[int, int]], timezone: str
) -> list[Trait]:
    """`sizes`: width and height of each camera's frames, px."""
    first: dict[str, Event] = {}
    for event in sorted(events, key=lambda event: event.sequence):
        first.setdefault(event.event_id, event)
    counts: dict[Mark, Counter[tuple[Any, str]]] = {"false": Counter(), "right": Counter(), "unreviewed": Counter()}
    for event in first.values():
        counts[marks[event.event_id]].update(_traits(event, sizes.get(event.camera), ZoneInfo(timezone)))
    totals = {mark: max(1, sum(marks[ident] == mark for ident in first)) for mark in ("false", "right")}
    found = [
        Trait(what=what, value=value, false=count, right=counts["right"][what, value])
        for (what, value), count in counts["false"].items()
        if count > 1
    ]
    return sorted(found, key=lambda each: (each.right / totals["right"] - each.false / totals["false"], each.what))


def _traits(event: Event, size: tuple[int, int] | None, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield "camera", event.camera
    if event.zone is not None:
        yield "zone", event.zone
    hour = datetime.fromtimestamp(event.opened_at / 1e6, UTC).astimezone(zone).hour
    yield "hour", f"{hour:02}:00-{(hour + 1) % 24:02}:00 {zone.key}"
    yield "coverage", f"{int(min(event.coverage, 0.999) * 10) * 10} % and above"
    if event.subject is not None:
        yield "label", event.subject.label
        if size is not None:
            subject = event.subject
            share = max((subject.x2 - subject.x1) / size[0], (subject.y2 - subject.y1) / size[1])
            yield "size", _between(share)


def _between(share: float) -> str:
    edges = (0.0, *_SIZES, 1.0)
    number = next((n for n, edge in enumerate(edges[1:]) if share < edge), len(edges) - 2)
    return f"{edges[number]:g}-{edges[number + 1]:g}"


def _changes(guard: GuardSpec, zones: Collection[str]) -> Iterator[Change]:
    rule = guard.rule
    for size in _SIZES:
        if rule.min_size < size < rule.max_size:
            yield Change("min_size", size, _with(guard, min_size=size))
    free = sorted(set(zones) - {*rule.except_, getattr(rule, "zone", None)})
    for zone in free[:_MOST_ZONES]:
        yield Change("except", zone, _with(guard, except_=(*rule.except_, zone)))
    lasting: float = getattr(rule, "for_", 0.0)
    for times in _LONGER if lasting else ():
        yield Change("for", lasting * times, _with(guard, for_=lasting * times))


def _with(guard: GuardSpec, **fields: object) -> GuardSpec:
    return replace(guard, when={guard.kind: replace(guard.rule, **fields)})


def _variant(guard: GuardSpec, name: str) -> Spec:
    """A guard of another name: no guard depends on another, so all can be judged in one pass."""
    body = msgspec.json.encode(replace(guard, guard=name), order="sorted").decode()
    return Spec(kind="guard", name=name, revision=revision(1, body), body=body, active_from=0)


def _parsed(camera: CameraSpec) -> ParsedSpec:
    return ParsedSpec("camera", camera.camera, msgspec.json.encode(camera, order="sorted").decode(), 1)


def _replayed(
    settings: Settings, judging: Sequence[Spec], cameras: Sequence[str], window: Window, on_progress: OnProgress
) -> tuple[dict[str, list[Event]], list[Event], dict[str, tuple[int, int]]]:
    """Events by variant; production's; and how large the frames of each camera are."""
    sizes: dict[str, tuple[int, int]] = {}

    def keep(record: Tracks, _armed: Armed) -> None:
        sizes[record.camera] = record.width, record.height

    with Log(settings) as log:
        count = log.partitions(TRACKS)
    partitions = sorted({partition_of(camera, count) for camera in cameras})
    raised: dict[str, list[Event]] = {}
    production: list[Event] = []
    for number, partition in enumerate(partitions):
        job = ReplayJob(
            partition=partition,
            window=window,
            cameras=cameras[0] if len(cameras) == 1 else "*",
            guards=tuple(judging),
            against=True,
        )
        result = replay_partition(settings, job, part(on_progress, number, len(partitions)), keep)
        production += result.production
        for event in result.output.events:
            raised.setdefault(event.guard, []).append(event)
    return raised, production, sizes


def _kept(replayed: Sequence[Event], production: Sequence[Event], guard: str) -> tuple[set[str], int]:
    """Of production's events those that the replay has as well, and how many it has beside them."""
    pairs = compare([replace(event, guard=guard) for event in replayed], production, other_rules=True)
    both = {pair.production.last.event_id for pair in pairs if pair.production is not None and pair.replay is not None}
    return both, sum(pair.verdict == "only_replay" for pair in pairs)


def _verdict(change: Change, gone: Collection[str], marks: Mapping[str, Mark], added: int) -> Verdict:
    by_mark = {mark: tuple(sorted(i for i in gone if marks[i] == mark)) for mark in ("false", "right", "unreviewed")}
    return Verdict(
        field=change.field,
        value=change.value,
        spared=by_mark["false"],
        lost=by_mark["right"],
        unreviewed=len(by_mark["unreviewed"]),
        added=added,
    )
