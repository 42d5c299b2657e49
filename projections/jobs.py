"""Jobs in the database: of each what its records come to, and what the api asks of them."""

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString
from uuid import UUID

import msgspec
import psycopg
from msgspec import Struct
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row

from orin.processors.jobs.following import follow
from orin.projections.rows import TableRow, job_row
from orin.projections.sites import SeenSites
from orin.schemas.records import Job

JOB: LiteralString = (
    "job_id, kind, state, site, name, owner, by, parameters - 'specs' AS parameters, attempt, progress, message,"
    " results, expires_at, submitted_at, at"
)


class JobFilter(Struct, frozen=True, kw_only=True):
    """Jobs of these sites, kinds and states, of any where there is none; those after the one named, newest first."""

    site: Sequence[str] = ()
    kind: Sequence[str] = ()
    state: Sequence[str] = ()
    after: UUID | None = None
    limit: int = 50


_HELD = """
SELECT job_id::text, kind, state, site, name, owner, by, parameters::text, attempt, worker, progress, message,
       results::text, (extract(epoch FROM expires_at) * 1000000)::bigint AS expires_at,
       (extract(epoch FROM at) * 1000000)::bigint AS at, submitted_at::text
FROM jobs WHERE job_id = ANY(%s::uuid[])
"""


def changed_rows(connection: psycopg.Connection, said: Iterable[Job]) -> list[TableRow]:
    """The rows of the jobs that these records change, in the order of the last change."""
    records = list(said)
    with connection.cursor(row_factory=dict_row) as cursor:
        stored = cursor.execute(_HELD, [[record.job_id for record in records]]).fetchall()
    submitted: dict[str, object] = {row["job_id"]: row.pop("submitted_at") for row in stored}
    held = {row["job_id"]: _job(row) for row in stored}
    changed: dict[str, TableRow] = {}
    for record in records:
        job = follow(held.get(record.job_id), record)
        if job is None or job is held.get(record.job_id):
            continue
        held[job.job_id] = job
        row = job_row(job)
        changed.pop(job.job_id, None)
        changed[job.job_id] = row | {"submitted_at": submitted.setdefault(job.job_id, row["at"])}
    return list(changed.values())


def _job(row: dict[str, Any]) -> Job:
    return msgspec.convert(row | {"results": msgspec.json.decode(row["results"])}, Job)


async def jobs(connection: AsyncConnection[DictRow], wanted: JobFilter, seen: SeenSites) -> list[DictRow]:
    """Newest first by submission."""
    conditions: list[LiteralString] = ["true"]
    if wanted.after is not None:
        conditions.append("(submitted_at, job_id) < (SELECT submitted_at, job_id FROM jobs WHERE job_id = %(after)s)")
    if wanted.site:
        conditions.append("site = ANY(%(site)s)")
    if wanted.kind:
        conditions.append("kind = ANY(%(kind)s)")
    if wanted.state:
        conditions.append("state = ANY(%(state)s)")
    if seen.names is not None:
        conditions.append("site = ANY(%(seen)s)")
    query: LiteralString = (
        f"SELECT {JOB} FROM jobs WHERE {' AND '.join(conditions)}"  # noqa: S608 - constants
        " ORDER BY submitted_at DESC, job_id DESC LIMIT %(limit)s"
    )
    values = {
        "after": wanted.after, "limit": wanted.limit, "site": list(wanted.site), "kind": list(wanted.kind),
        "state": list(wanted.state), "seen": list(seen.names or ()),
    }  # fmt: skip
    return await (await connection.execute(query, values)).fetchall()


async def job(connection: AsyncConnection[DictRow], job_id: UUID) -> DictRow | None:
    """One job; None where there is none."""
    query: LiteralString = f"SELECT {JOB} FROM jobs WHERE job_id = %(id)s"  # noqa: S608 - constants
    return await (await connection.execute(query, {"id": job_id})).fetchone()
