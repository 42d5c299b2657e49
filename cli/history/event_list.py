"""The events there are, from the database or, without one, from the topic: what `orin events` and `apply` read."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import psycopg
from msgspec import Struct

from orin.processors.specs.references import is_pattern
from orin.projections.command_line import list_events
from orin.projections.event_filter import EventFilter
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.json_forms import format_time, to_json
from orin.schemas.records import Event
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import EVENTS
from orin.topologies.specs.apply import SpecLog
from orin.topologies.specs.watched import sending_cameras, unwatched_since

EventRow = dict[str, Any]
"""The newest phase of an event in its JSON form, and `stale_since` as in the api."""
OPEN = ("opened", "updated")
"""The newest phase of an event that is still open."""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which events are asked for. Cameras and guards are patterns with `*` and `?`; times are of `opened_at`, µs."""

    camera: str = "*"
    guard: str = "*"
    severity: str | None = None
    start: int | None = None
    end: int | None = None
    open: bool = False

    def holds(self, row: EventRow) -> bool:
        """Whether the newest phase of an event is one of them."""
        return (
            fnmatchcase(row["camera"], self.camera)
            and fnmatchcase(row["guard"], self.guard)
            and self.severity in (None, row["severity"])
            and (self.start is None or row["opened_at"] >= format_time(self.start))
            and (self.end is None or row["opened_at"] < format_time(self.end))
            and (not self.open or is_open(row))
        )


def is_open(row: EventRow) -> bool:
    """Whether the event holds now, as far as frames tell: a stale one does not."""
    return row["phase"] in OPEN and row["stale_since"] is None


def events(settings: Settings, wanted: Wanted, *, of_topic: bool = False) -> list[EventRow]:
    """In the order in which they opened. Raises OrinError where neither the database nor Kafka answers.

    `of_topic`: from the topic in any case, of which the database may lag behind.
    """
    found = None if of_topic else _in_database(settings, wanted)
    if found is None:
        found = list(filter(wanted.holds, _on_topic(settings, wanted)))
        _mark_stale(settings, found)
    return sorted(filter(wanted.holds, found), key=lambda row: (row["opened_at"], row["event_id"]))


def _mark_stale(settings: Settings, rows: list[EventRow]) -> None:
    still = [row for row in rows if is_open(row)]
    if still:
        history, sending = SpecLog(settings).history(), sending_cameras(settings)
        for row in still:
            since = unwatched_since(history, row["guard"], row["camera"], sending, wall_clock())
            row["stale_since"] = None if since is None else format_time(since)


def _in_database(settings: Settings, wanted: Wanted) -> list[EventRow] | None:
    """None where no database answers."""
    try:
        return list_events(settings.database_url.get_secret_value(), _filter(wanted))
    except psycopg.Error:
        return None


def _filter(wanted: Wanted) -> EventFilter:
    return EventFilter(
        camera=() if is_pattern(wanted.camera) else (wanted.camera,),
        guard=() if is_pattern(wanted.guard) else (wanted.guard,),
        severity=() if wanted.severity is None else (wanted.severity,),
        opened_from=None if wanted.start is None else str(format_time(wanted.start)),
        opened_to=None if wanted.end is None else str(format_time(wanted.end)),
        open=True if wanted.open else None,
    )


def _on_topic(settings: Settings, wanted: Wanted) -> Iterator[EventRow]:
    """No phase of an event lies before `opened_at`, so nothing is lost by beginning there."""
    serde = open_serde(settings.schema_registry_url)
    newest: dict[str, Event] = {}
    with Log(settings) as log:
        for partition in range(log.partitions(EVENTS)):
            begin, end = log.bounds(EVENTS, partition)
            if wanted.start is not None:
                begin = log.offset_at(EVENTS, partition, wanted.start)
            for batch in log.read(EVENTS, partition, begin, end):
                for message in batch:
                    try:
                        event = serde.decode(message.value or b"")
                    except WireError:
                        continue  # the projector makes a dead letter of it
                    if isinstance(event, Event) and event.sequence >= _sequence(newest.get(event.event_id)):
                        newest[event.event_id] = event
    yield from (to_json(event) | {"stale_since": None} for event in newest.values())


def _sequence(event: Event | None) -> int:
    return -1 if event is None else event.sequence
