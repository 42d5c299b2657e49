"""History for notebooks and scripts: read a topic, judge what it holds by guards of your own, tabulate the events."""

import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from orin.processors.guards.logic import WatchLogic
from orin.processors.identity import revision
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import ParsedSpec
from orin.processors.specs.parse import parse_specs as _parse_specs
from orin.processors.specs.references import is_pattern
from orin.processors.track_and_watch import TrackAndWatch
from orin.processors.tracking.logic import TrackLogic
from orin.runtime.build import build_id
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.moments import parse_moment
from orin.runtime.plugins import load_guard_kinds
from orin.schemas.errors import Misuse, WireError
from orin.schemas.nearest import nearest
from orin.schemas.records import Detections, Event, Record, SessionEnd, Spec, Tracks
from orin.schemas.wire.serde import open_serde
from orin.tables import data_frame
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import EVENTS
from orin.topologies.offline.detections_file import read_detections
from orin.topologies.replay.cameras import check_cameras
from orin.topologies.specs.apply import SpecLog

if TYPE_CHECKING:
    import polars

__all__ = ["TimeLike", "events", "judge", "parse_specs", "read", "read_detections"]

TimeLike = str | int | datetime
"""A point in event time: a `datetime` with its time zone, ISO 8601 with its offset from UTC, a date (midnight UTC),
`now`, `-1d12h` (so long before now), or a number of seconds, ms or µs since 1970, told apart by size."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_specs(source: str | Path, *, labels: Iterable[str] = ()) -> list[ParsedSpec]:
    """The cameras and guards of a spec file: of the file, for a `Path`, or of the text itself.

    `labels` are further label names to accept, those of a model of your own. Raises SpecError, a Misuse, with every
    fault of the file, each with its line; Misuse where the file cannot be read.
    """
    load_guard_kinds()
    if isinstance(source, str):
        return _parse_specs(source, "<text>", labels=tuple(labels))
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misuse(f"{source}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return _parse_specs(text, str(source), labels=tuple(labels))


def judge(
    records: Iterable[Record],
    specs: Iterable[ParsedSpec | Spec],
    *,
    late_after: float = 60.0,
    takeover_after: float = 10.0,
) -> list[Event]:
    """The events that `specs` give on detections or on tracks, in order, as the stages would publish them.

    `records` are all of one kind, Detections (tracked and watched) or Tracks (watched), each camera's in the order of
    captured_at; ends of sessions among them count, other records are passed over: what `read` gives can be handed on
    as it is. What happened before the first record is not known: a condition that held already is timed from there.

    `specs` are drafts from `parse_specs`, in force from the beginning, and revisions from `orin.specs.v1`, in force
    when they were; a draft takes the place of every revision of its name. `late_after` and `takeover_after` are
    seconds, as the settings ORIN_LATE_AFTER and ORIN_TAKEOVER_AFTER.
    Raises Misuse where detections and tracks are mixed.
    """
    load_guard_kinds()
    armed = _armed(specs)
    stages = TrackAndWatch(TrackLogic(takeover_after), WatchLogic(late_after, build_id()))
    kinds: set[type[Record]] = set()
    found: list[Event] = []
    for number, record in enumerate(records):
        origin = Origin("offline", 0, number)
        if isinstance(record, Detections | Tracks):
            kinds.add(type(record))
            if len(kinds) > 1:
                raise Misuse("records are detections and tracks mixed: judge the records of one topic at a time")
        if isinstance(record, Detections) or (isinstance(record, SessionEnd) and Detections in kinds):
            found += stages.step(record, armed, origin)[1]
        elif isinstance(record, Tracks) or (isinstance(record, SessionEnd) and Tracks in kinds):
            found += stages.watch(record, armed, origin)
    return found


def _armed(specs: Iterable[ParsedSpec | Spec]) -> Armed:
    specs = list(specs)
    drafts = [spec for spec in specs if isinstance(spec, ParsedSpec)]
    drafted = {(draft.kind, draft.name) for draft in drafts}
    armed = Armed()
    for spec in specs:
        if isinstance(spec, Spec) and (spec.kind, spec.name) not in drafted:
            armed.add(spec)
    for draft in drafts:
        number = revision(1, draft.body)
        armed.add(Spec(kind=draft.kind, name=draft.name, revision=number, body=draft.body, active_from=0))
    return armed


def read(
    topic: str, from_: TimeLike | None = None, to: TimeLike | None = None, *, cameras: str = "*", **settings: Any
) -> Iterator[Record]:
    """The records of a topic with event times in [from_, to), read committed, partition by partition.

    Within a partition, so for each camera, they come in the order of the log. Without `from_` reading starts where
    the topic does; it goes to where the topic ends, because a clip that is ingested today may be of last week.
    `cameras` is a name or a pattern with `*` and `?`; a name reads one partition. Spec markers, which are about no one
    camera, come whatever `cameras` is. Messages that are no records are passed over, with one warning at the end that
    says how many.

    `settings` are those of docs/settings.md in lower case and without `ORIN_`: `kafka_bootstrap="kafka-1:9092"`. What
    is not given comes from the environment, as for every command.
    Raises Misuse for a time or setting that cannot be meant and, once all is read, for `cameras` that match no camera
    there is; OrinError where Kafka does not answer or lacks the topic.
    """
    now = wall_clock()
    begin = None if from_ is None else _micros("from_", from_, now)
    end = None if to is None else _micros("to", to, now)
    if begin is not None and end is not None and begin >= end:
        raise Misuse(f"from_ {from_!r} is not before to {to!r}")
    return _read(topic, begin, end, cameras, _settings(settings))


def _read(topic: str, begin: int | None, end: int | None, cameras: str, settings: Settings) -> Iterator[Record]:
    serde = open_serde(settings.schema_registry_url)
    unreadable: list[str] = []
    unmatched = cameras != "*"
    with Log(settings) as log:
        count = log.partitions(topic)
        for partition in range(count) if is_pattern(cameras) else [partition_of(cameras, count)]:
            bounds = log.bounds(topic, partition)
            first = bounds.start if begin is None else log.offset_at(topic, partition, begin)
            # To the end whatever `to` is: a clip, or a camera that was cut off, lies behind what was captured later.
            for batch in log.read(topic, partition, first, bounds.end):
                for message in batch:
                    if message.value is None:
                        continue
                    try:
                        record = serde.decode(message.value)
                    except WireError as error:
                        unreadable.append(f"offset {message.offset} of partition {partition}: {error}")
                        continue
                    camera = getattr(record, "camera", None)
                    if camera is not None:
                        if not fnmatchcase(camera, cameras):
                            continue
                        unmatched = False
                    at = _time_of(record, message.timestamp * 1000)
                    if (begin is None or at >= begin) and (end is None or at < end):
                        yield record
    if unreadable:
        warnings.warn(
            f"{topic}: passed over {len(unreadable)} messages that are no records, the first at {unreadable[0]}",
            stacklevel=2,
        )
    if unmatched:
        _check_cameras(settings, cameras)


def _check_cameras(settings: Settings, pattern: str) -> None:
    check_cameras(settings, pattern, {one.spec.name for one in SpecLog(settings).history().revisions("camera")})


@overload
def events(
    source: Iterable[Record] | None = None,
    *,
    from_: TimeLike | None = None,
    to: TimeLike | None = None,
    cameras: str = "*",
    library: Literal["polars"] = "polars",
    **settings: Any,
) -> "polars.DataFrame": ...


@overload
def events(
    source: Iterable[Record] | None = None,
    *,
    from_: TimeLike | None = None,
    to: TimeLike | None = None,
    cameras: str = "*",
    library: Literal["pandas"],
    **settings: Any,
) -> Any: ...


def events(
    source: Iterable[Record] | None = None,
    *,
    from_: TimeLike | None = None,
    to: TimeLike | None = None,
    cameras: str = "*",
    library: Literal["polars", "pandas"] = "polars",
    **settings: Any,
) -> Any:
    """A table of events, one row for each phase: of `source`, such as what `judge` gave, or of the events topic.

    Columns and types are fixed, whatever the rows hold (docs/python.md lists them); times are UTC with µs. A phase
    that is there twice counts once. `from_`, `to`, `cameras` and `settings` are those of `read`, for the topic.
    `library`: `polars`, or `pandas` where it is installed. Raises OrinError where it is not.
    """
    if source is None:
        source = read(EVENTS, from_, to, cameras=cameras, **settings)
    elif from_ is not None or to is not None or cameras != "*" or settings:
        raise Misuse("events: from_, to, cameras and settings are for the topic; leave them out where events are given")
    return data_frame(_phases(source), library)


def _phases(source: Iterable[Record]) -> Iterator[Event]:
    """The events among the records, without what a consumer ignores: a sequence not above the last one seen."""
    seen: dict[str, int] = {}
    for record in source:
        if isinstance(record, Event) and record.sequence > seen.get(record.event_id, -1):
            seen[record.event_id] = record.sequence
            yield record


def _settings(given: dict[str, Any]) -> Settings:
    for name in given:
        if name not in Settings.model_fields:
            near = nearest(name, Settings.model_fields)
            hint = f"; did you mean {near}?" if near else "; docs/settings.md lists them"
            raise Misuse(f"there is no setting {name!r}{hint}")
    return Settings(**given)


def _micros(name: str, at: TimeLike, now: int) -> int:
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise Misuse(f"{name}: {at.isoformat()} has no time zone; give it one, such as tzinfo=UTC")
        return (at - _EPOCH) // timedelta(microseconds=1)
    try:
        return parse_moment(str(at), now)
    except ValueError as error:
        raise Misuse(f"{name}: {error}") from None


def _time_of(record: Record, otherwise: int) -> int:
    """µs of event time; the message's own timestamp (ms) of records that have none."""
    for name in ("captured_at", "at", "ended_at"):
        at = getattr(record, name, None)
        if isinstance(at, int):
            return at
    return otherwise
