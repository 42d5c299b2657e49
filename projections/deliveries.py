"""Deliveries in the database: what the api asks of them."""

from collections.abc import Sequence
from typing import LiteralString
from uuid import UUID

from msgspec import Struct
from psycopg import AsyncConnection
from psycopg.rows import DictRow

from orin.projections.sites import SeenSites
from orin.schemas.records import DeliveryStatus

DELIVERY: LiteralString = (
    "delivery_id, event_id, sequence, camera, site, target, kind, status, why, part_of, events, decided_at, at,"
    " attempts, code, channels"
)


class DeliveryFilter(Struct, frozen=True, kw_only=True):
    """Deliveries of these sites, targets and states, of any where there is none; those after the one named, newest
    decision first.
    """

    site: Sequence[str] = ()
    target: Sequence[str] = ()
    status: Sequence[DeliveryStatus] = ()
    after: str | None = None
    limit: int


async def deliveries(connection: AsyncConnection[DictRow], wanted: DeliveryFilter, seen: SeenSites) -> list[DictRow]:
    """Newest first by decision."""
    conditions: list[LiteralString] = ["true"]
    if wanted.after is not None:
        conditions.append(
            "(decided_at, delivery_id) < (SELECT decided_at, delivery_id FROM deliveries WHERE delivery_id = %(after)s)"
        )
    if wanted.site:
        conditions.append("site = ANY(%(site)s)")
    if wanted.target:
        conditions.append("target = ANY(%(target)s)")
    if wanted.status:
        conditions.append("status = ANY(%(status)s)")
    if seen.names is not None:
        conditions.append("site = ANY(%(seen)s)")
    query: LiteralString = (
        f"SELECT {DELIVERY} FROM deliveries WHERE {' AND '.join(conditions)}"  # noqa: S608 - constants
        " ORDER BY decided_at DESC, delivery_id DESC LIMIT %(limit)s"
    )
    values = {
        "after": wanted.after, "limit": wanted.limit, "site": list(wanted.site), "target": list(wanted.target),
        "status": list(wanted.status), "seen": list(seen.names or ()),
    }  # fmt: skip
    return await (await connection.execute(query, values)).fetchall()


async def of_event(connection: AsyncConnection[DictRow], event_id: UUID) -> list[DictRow]:
    """Every delivery that tells of an event, in the order of the decisions."""
    query: LiteralString = (
        f"SELECT {DELIVERY} FROM deliveries WHERE events @> ARRAY[%(id)s::uuid]"  # noqa: S608 - constants
        " ORDER BY decided_at, delivery_id"
    )
    return await (await connection.execute(query, {"id": event_id})).fetchall()
