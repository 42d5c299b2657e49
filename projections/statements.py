"""How rows are written: one statement a table, one JSON array a statement.

One parameter whatever the number of rows, and the server checks every value. Not COPY: it takes no ON CONFLICT, and
one of the databases that the tests run on does not survive it.
"""

from collections.abc import Iterable, Sequence
from typing import LiteralString

import msgspec
import psycopg
from psycopg import sql

from orin.projections.minutes import ADDED, GREATEST
from orin.projections.rows import TableRow
from orin.schemas.records import Delivery, Event, Heartbeat, Job, Mute, Review

_ENCODER = msgspec.json.Encoder()
_SPEC = ("name", "number", "revision", "body", "active_from", "active_until")
_OBSERVATION = ("camera", "captured_at", "status", "people", "vehicles", "packages", "pets", "objects", "covered")
_CAMERA_FRAMES = ("camera", "captured_at", "status", "observed_at", "tolerances", "minute", "counted")
_HEALTH = ("camera", "kind", "guard", "at", "since", "message")
EVENT = Event.__struct_fields__
_DELIVERY = tuple(name for name in Delivery.__struct_fields__ if name not in ("payload", "look_at"))
_JOB = (*Job.__struct_fields__, "submitted_at")
SERIES = ("site", "camera", "guard", "kind", "severity", "certainty")
"""What the events of a series have in common (0007_event_order.sql)."""


def _insertion(table: LiteralString, columns: Iterable[str], then: sql.Composable) -> sql.Composed:
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s) {then}"
    ).format(table=sql.Identifier(table), columns=sql.SQL(", ").join(map(sql.Identifier, columns)), then=then)


def _or_replace(columns: Iterable[str], key: str, condition: LiteralString) -> sql.Composed:
    replaced = [sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in columns if name != key]
    return sql.SQL("ON CONFLICT ({key}) DO UPDATE SET {replaced} WHERE {condition}").format(
        key=sql.Identifier(key), replaced=sql.SQL(", ").join(replaced), condition=sql.SQL(condition)
    )


def _addition(table: LiteralString, bucket: LiteralString) -> sql.Composed:
    """Adds rows of minutes to those of their buckets."""
    parts = {name: sql.SQL("sum({0})").format(sql.Identifier(name)) for name in ADDED}
    parts |= {name: sql.SQL("max({0})").format(sql.Identifier(name)) for name in GREATEST}
    added = [sql.SQL("{0} = stored.{0} + EXCLUDED.{0}").format(sql.Identifier(name)) for name in ADDED]
    added += [sql.SQL("{0} = greatest(stored.{0}, EXCLUDED.{0})").format(sql.Identifier(name)) for name in GREATEST]
    return sql.SQL(
        "INSERT INTO {table} AS stored (camera, bucket, {columns}) SELECT camera, {bucket}, {parts}"
        " FROM json_populate_recordset(NULL::{table}, %s) GROUP BY 1, 2"
        " ON CONFLICT (camera, bucket) DO UPDATE SET {added}"
    ).format(
        table=sql.Identifier(table),
        bucket=sql.SQL(bucket),
        columns=sql.SQL(", ").join(map(sql.Identifier, parts)),
        parts=sql.SQL(", ").join(parts.values()),
        added=sql.SQL(", ").join(added),
    )


_OR_KEEP = sql.SQL("ON CONFLICT DO NOTHING")

INTO: dict[str, sql.Composed] = {
    "cameras": _insertion("cameras", _SPEC, _OR_KEEP),
    "guards": _insertion("guards", _SPEC, _OR_KEEP),
    "event_phases": _insertion("event_phases", EVENT, _OR_KEEP),
    "event_series": _insertion("event_series", SERIES, _OR_KEEP),
    "events": _insertion("events", EVENT, _or_replace(EVENT, "event_id", "events.sequence < EXCLUDED.sequence")),
    "observations": _insertion("observations", _OBSERVATION, _OR_KEEP),
    "activity_minutes": _addition("activity_minutes", "bucket"),
    "activity_hours": _addition("activity_hours", "date_bin('1 hour', bucket, 'epoch')"),
    "camera_frames": _insertion("camera_frames", _CAMERA_FRAMES, _or_replace(_CAMERA_FRAMES, "camera", "true")),
    "reviews": _insertion("reviews", Review.__struct_fields__, _OR_KEEP),
    "mutes": _insertion("mutes", Mute.__struct_fields__, _OR_KEEP),
    # A job that changes moves to the end of the order.
    "deliveries": _insertion("deliveries", _DELIVERY, _or_replace(_DELIVERY, "delivery_id", "true")),
    "jobs": _insertion("jobs", _JOB, _or_replace((*_JOB, "xid", "number"), "job_id", "true")),
    "health_events": _insertion("health_events", _HEALTH, _OR_KEEP),
    "heartbeats": _insertion(
        "heartbeats",
        Heartbeat.__struct_fields__,
        _or_replace(Heartbeat.__struct_fields__, "camera", "heartbeats.at <= EXCLUDED.at"),
    ),
}
"""The statement of each table; each takes an array of rows."""

MOVE = """
UPDATE positions SET next_offset = move.new, updated_at = now()
FROM json_to_recordset(%s) AS move (topic text, partition integer, expected bigint, new bigint)
WHERE (positions.topic, positions.partition, positions.next_offset) = (move.topic, move.partition, move.expected)
"""

LOCK_REVIEWS = "SELECT pg_advisory_xact_lock(%s)"
LOCK_EVENTS = "SELECT pg_advisory_xact_lock_shared(%s)"
"""A review and its event come from two topics, perhaps to two projectors at once: whichever transaction is the later
one must see what the other wrote, or the event would stay without its review.
"""
REVIEWS_LOCK = 0x72657669
REVIEW = """
UPDATE events
SET review = said.review, assignee = said.assignee,
    acknowledged_at = said.acknowledged_at, resolved_at = said.resolved_at
FROM event_reviews AS said
WHERE said.event_id = ANY(%(events)s::uuid[]) AND events.event_id = said.event_id
  AND (events.review, events.assignee, events.acknowledged_at, events.resolved_at)
      IS DISTINCT FROM (said.review, said.assignee, said.acknowledged_at, said.resolved_at)
"""
"""Into the rows of events what their reviews come to."""


def execute(connection: psycopg.Connection, statement: sql.Composed | LiteralString, rows: Sequence[TableRow]) -> int:
    """Runs one of the statements above over `rows`; returns how many rows it wrote."""
    if not rows:
        return 0
    return connection.execute(statement, [_ENCODER.encode(rows).decode()]).rowcount
