"""How soon people acknowledge and resolve, by guard."""

from typing import Any, LiteralString

from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.projections.event_filter import EventFilter

_BY_GUARD: LiteralString = """
SELECT guard, count(*) AS acknowledged, count(resolved_at) AS resolved,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_to_acknowledge) AS acknowledge_median,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds_to_acknowledge) AS acknowledge_p95,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_to_resolve) AS resolve_median,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds_to_resolve) AS resolve_p95
FROM response_times WHERE guard > %(after)s{conditions}
GROUP BY guard ORDER BY guard LIMIT %(limit)s
"""


async def by_guard(
    connection: AsyncConnection[DictRow], wanted: EventFilter, after: str, limit: int
) -> list[dict[str, Any]]:
    """Of events that somebody acknowledged or resolved, by guards whose names come after `after`; s from opening."""
    conditions: LiteralString = "".join(f" AND {each}" for each in (*wanted.about(), *wanted.window()))
    query = sql.SQL(_BY_GUARD).format(conditions=sql.SQL(conditions))
    values = wanted.parameters() | {"after": after, "limit": limit}
    return await (await connection.execute(query, values)).fetchall()
