"""What commands read of events, straight from the database: short-lived connections, read-only."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from orin.projections.event_filter import STALE_SINCE, EventFilter
from orin.projections.statements import EVENT
from orin.schemas.json_forms import format_time

_SECONDS = 2
"""For the database to accept a connection."""
_SESSION = "SET default_transaction_read_only = on; SET statement_timeout = '30s'; SET timezone = 'UTC'"
_PLACE = "SELECT camera, (extract(epoch FROM since) * 1000000)::bigint FROM events WHERE event_id = %s"
_REVIEWED = """
SELECT event_id, review FROM events
WHERE guard = %s AND opened_at >= %s::timestamptz AND opened_at < %s::timestamptz AND review <> 'unreviewed'
"""
_COLUMNS = sql.SQL(", ").join([*map(sql.Identifier, EVENT), sql.SQL(STALE_SINCE)])


def find_event(url: str, event_id: str) -> tuple[str, int] | None:
    """Camera and `since` (µs) of an event; None where it is not there. Raises psycopg.Error."""
    with _connected(url) as database:
        row = database.execute(_PLACE, (event_id,)).fetchone()
    return None if row is None else (row[0], row[1])


def list_events(url: str, wanted: EventFilter) -> list[dict[str, Any]]:
    """The newest phase of each event in its JSON form and `stale_since`, in the order in which they opened.

    Raises psycopg.Error.
    """
    conditions, values = wanted.where()
    where = sql.SQL(" AND ").join(map(sql.SQL, conditions or ["true"]))
    query = sql.SQL("SELECT {} FROM events WHERE {} ORDER BY opened_at, event_id").format(_COLUMNS, where)
    with _connected(url) as database, database.cursor(row_factory=dict_row) as cursor:
        return [_plain(row) for row in cursor.execute(query, values)]


def reviewed(url: str, guard: str, begin: int, end: int) -> dict[str, str]:
    """What the reviews of a guard's events come to, by event id; of those that opened in [begin, end), µs, and that
    somebody reviewed. Raises psycopg.Error.
    """
    with _connected(url) as database:
        found = database.execute(_REVIEWED, (guard, format_time(begin), format_time(end)))
        return {str(ident): review for ident, review in found}


@contextmanager
def _connected(url: str) -> "Iterator[psycopg.Connection[Any]]":
    with psycopg.connect(url, connect_timeout=_SECONDS) as database:
        database.execute(_SESSION)
        yield database


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return str(value) if isinstance(value, UUID) else value
