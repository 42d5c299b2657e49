"""One batch of records into the database: positions and rows in one transaction, or nothing at all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

import psycopg

from orin.projections import statements
from orin.projections.coverage import CameraFrames
from orin.projections.jobs import changed_rows
from orin.projections.rows import (
    TableRow,
    Unstorable,
    delivery_row,
    event_row,
    health_row,
    heartbeat_row,
    job_row,
    mute_row,
    review_row,
    spec_row,
)
from orin.runtime.failpoints import reach
from orin.schemas.records import Delivery, Event, HealthEvent, Heartbeat, Job, Mute, Record, Review, Spec, Tracks

Partition = tuple[str, int]
Offsets = Mapping[Partition, int]


class Item(NamedTuple):
    """A message and where it lies; `key` and `raw` are for the dead letter that it may become."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    raw: bytes
    record: Record | None
    """None where it could not be decoded."""
    marker: bool
    """A Spec in the order of the frames, rather than one of the specs' history."""


class Refused(NamedTuple):
    """A record that was not projected; `reason` is the machine-readable word of its dead letter."""

    item: Item
    reason: str
    message: str


class Written(NamedTuple):
    """Rows written by table, and what was refused: what no row can hold, what differs from a stored phase."""

    rows: dict[str, int]
    refused: list[Refused]


class Moved(Exception):
    """The positions are not where this projector believed: another one has the partition. Nothing was written."""


DIVERGENCE = "divergence"
UNSTORABLE = "unstorable"


def write(connection: psycopg.Connection, items: Iterable[Item], expected: Offsets, following: Offsets) -> Written:
    """Inside the caller's transaction: moves the positions from `expected` to `following`, then writes the rows.

    Raises Moved, and psycopg's errors; of those, DataError and IntegrityError mean that the server refused some
    record of the batch.
    """
    _move(connection, expected, following)
    reach("project.moved", psycopg.OperationalError)
    rows = _Rows()
    for item in items:
        rows.add(item)
    rows.write(connection)
    return Written(rows.written, rows.refused)


def _move(connection: psycopg.Connection, expected: Offsets, following: Offsets) -> None:
    moves: list[TableRow] = [
        {"topic": topic, "partition": partition, "expected": expected[topic, partition], "new": new}
        for (topic, partition), new in sorted(following.items())
    ]
    if statements.execute(connection, statements.MOVE, moves) != len(moves):
        raise Moved


class _Rows:
    """A batch sorted by table."""

    def __init__(self) -> None:
        self._events: list[tuple[Item, Event, TableRow]] = []
        self._frames: list[tuple[Item, Tracks | Spec]] = []
        self._cameras: list[TableRow] = []
        self._guards: list[TableRow] = []
        self._heartbeats: dict[str, tuple[int, TableRow]] = {}
        self._health: list[TableRow] = []
        self._reviews: list[TableRow] = []
        self._mutes: list[TableRow] = []
        self._jobs: list[Job] = []
        self._deliveries: dict[str, TableRow] = {}
        self.written: dict[str, int] = {}
        self.refused: list[Refused] = []

    def add(self, item: Item) -> None:
        try:
            self._add(item)
        except Unstorable as error:
            self.refused.append(Refused(item, UNSTORABLE, str(error)))

    def _add(self, item: Item) -> None:
        match item.record:
            case Tracks() as tracks:
                self._frames.append((item, tracks))
            case Event() as event:
                self._events.append((item, event, event_row(event)))
            case Spec() as spec if item.marker:
                if spec.kind == "camera":
                    self._frames.append((item, spec))
            case Spec() as spec:
                (self._cameras if spec.kind == "camera" else self._guards).append(spec_row(spec))
            case Heartbeat() as beat:
                held = self._heartbeats.get(beat.camera)
                if held is None or held[0] <= beat.at:
                    self._heartbeats[beat.camera] = (beat.at, heartbeat_row(beat))
            case HealthEvent() as event:
                self._health.append(health_row(event))
            case _:
                self._add_said(item.record)

    def _add_said(self, record: Record | None) -> None:
        """What people say and ask for, and what they are told."""
        match record:
            case Review() as review:
                self._reviews.append(review_row(review))
            case Mute() as mute:
                self._mutes.append(mute_row(mute))
            case Delivery() as delivery:
                self._deliveries[delivery.delivery_id] = delivery_row(delivery)
            case Job() as job:
                job_row(job)  # whether a row can hold it
                self._jobs.append(job)

    def write(self, connection: psycopg.Connection) -> None:
        if self._frames:
            self._write_frames(connection)
        if self._events or self._reviews:
            self._write_events(connection)
        self._insert(connection, "mutes", self._mutes)
        self._insert(connection, "deliveries", list(self._deliveries.values()))
        if self._jobs:
            self._insert(connection, "jobs", changed_rows(connection, self._jobs))
        self._insert(connection, "cameras", self._cameras)
        self._insert(connection, "guards", self._guards)
        beats = [row for _, (_, row) in sorted(self._heartbeats.items())]
        self._insert(connection, "heartbeats", beats)
        self._insert(connection, "health_events", self._health)

    def _insert(self, connection: psycopg.Connection, table: str, rows: Sequence[TableRow]) -> None:
        if rows:
            self.written[table] = statements.execute(connection, statements.INTO[table], rows)

    def _write_frames(self, connection: psycopg.Connection) -> None:
        states = _camera_frames(connection, {_camera(record) for _, record in self._frames})
        observations: list[TableRow] = []
        for item, record in self._frames:
            state = states[_camera(record)]
            try:
                if isinstance(record, Spec):
                    state.arm(record)
                elif (row := state.observe(record)) is not None:
                    observations.append(row)
            except Unstorable as error:
                self.refused.append(Refused(item, UNSTORABLE, str(error)))
        self._insert(connection, "observations", observations)
        minutes = [row for _, state in sorted(states.items()) if state.minute for row in state.minute.ended]
        if minutes and _has_rollups(connection):
            self._insert(connection, "activity_minutes", minutes)
            self._insert(connection, "activity_hours", minutes)
        self._insert(connection, "camera_frames", [state.row() for _, state in sorted(states.items())])

    def _write_events(self, connection: psycopg.Connection) -> None:
        """Events and what people said of them: a review may be written before its event, or after."""
        lock = statements.LOCK_REVIEWS if self._reviews else statements.LOCK_EVENTS
        connection.execute(lock, [statements.REVIEWS_LOCK])
        about = {str(row["event_id"]) for row in self._reviews} | self._write_phases(connection)
        self._insert(connection, "reviews", self._reviews)
        connection.execute(statements.REVIEW, {"events": list(about)})

    def _write_phases(self, connection: psycopg.Connection) -> set[str]:
        """Returns the ids of the events."""
        digests = _digests(connection, {event.event_id for _, event, _ in self._events})
        phases: list[TableRow] = []
        newest: dict[str, TableRow] = {}
        for item, event, row in self._events:
            stored = digests.setdefault((event.event_id, event.sequence), event.digest)
            if stored != event.digest:
                message = (
                    f"event {event.event_id} sequence {event.sequence} has digest {event.digest}, stored is {stored}"
                )
                self.refused.append(Refused(item, DIVERGENCE, message))
                continue
            phases.append(row)
            held = newest.get(event.event_id)
            if held is None or event.sequence > cast("int", held["sequence"]):
                newest[event.event_id] = row
        self._insert(connection, "event_phases", phases)
        series = {tuple(row[name] for name in statements.SERIES) for row in newest.values()}
        self._insert(connection, "event_series", [dict(zip(statements.SERIES, each, strict=True)) for each in series])
        self._insert(connection, "events", list(newest.values()))
        return set(newest)


def _camera(record: Tracks | Spec) -> str:
    return record.name if isinstance(record, Spec) else record.camera


def _has_rollups(connection: psycopg.Connection) -> bool:
    """Where TimescaleDB makes its own aggregates there are no tables for them."""
    return connection.execute("SELECT to_regclass('activity_minutes') IS NOT NULL").fetchone() == (True,)


def _camera_frames(connection: psycopg.Connection, cameras: set[str]) -> dict[str, CameraFrames]:
    states = {camera: CameraFrames(camera) for camera in cameras}
    for row in connection.execute(
        "SELECT camera, captured_at, status, observed_at, tolerances, minute, counted FROM camera_frames"
        " WHERE camera = ANY(%s)",
        [list(cameras)],
    ):
        states[row[0]] = CameraFrames.of(*row)
    return states


def _digests(connection: psycopg.Connection, events: set[str]) -> dict[tuple[str, int], str]:
    """Digests of the stored phases of these events, by event and sequence."""
    rows = connection.execute(
        "SELECT event_id::text, sequence, digest FROM event_phases WHERE event_id = ANY(%s::uuid[])", [list(events)]
    )
    return {(event_id, sequence): digest for event_id, sequence, digest in rows}
