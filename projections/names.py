"""Which cameras, guards, sites and kinds of guards there are: a filter by any other name is a mistake."""

from collections.abc import Mapping, Sequence
from typing import Literal, LiteralString, NamedTuple

from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.processors.specs.kinds import KINDS
from orin.schemas.nearest import meant

NameKind = Literal["camera", "guard", "site", "kind"]

_FOUND: dict[NameKind, LiteralString] = {
    "camera": "EXISTS (SELECT FROM cameras WHERE name = value)"
    " OR EXISTS (SELECT FROM camera_frames WHERE camera = value)"
    " OR EXISTS (SELECT FROM heartbeats WHERE camera = value)"
    " OR EXISTS (SELECT FROM event_series WHERE camera = value)",
    "guard": "EXISTS (SELECT FROM guards WHERE name = value) OR EXISTS (SELECT FROM event_series WHERE guard = value)",
    "site": "EXISTS (SELECT FROM event_series WHERE site = value)"
    " OR EXISTS (SELECT FROM cameras WHERE split_part(name, '/', 1) = value)"
    " OR EXISTS (SELECT FROM camera_frames WHERE split_part(camera, '/', 1) = value)"
    " OR EXISTS (SELECT FROM heartbeats WHERE split_part(camera, '/', 1) = value)"
    " OR EXISTS (SELECT FROM jobs WHERE site = value)",
    # Those that packages of others bring are known by the guards that use them.
    "kind": "value = ANY(%(kinds)s) OR EXISTS (SELECT FROM event_series WHERE kind = value)"
    " OR EXISTS (SELECT FROM guards"
    " WHERE CASE jsonb_typeof(body -> 'when') WHEN 'object' THEN body -> 'when' ? value END)",
}
"""Whether there is a `value`: it has a spec, is heard of, or events carry it still."""
_CAMERAS: LiteralString = (
    "SELECT name FROM cameras UNION SELECT camera FROM camera_frames UNION SELECT camera FROM heartbeats"
)
_LISTED: dict[NameKind, LiteralString] = {
    "camera": _CAMERAS,
    "guard": "SELECT DISTINCT name FROM guards",
    "site": f"SELECT DISTINCT split_part(name, '/', 1) FROM ({_CAMERAS}) AS camera (name)",  # noqa: S608 - constants
    "kind": "SELECT unnest(%(kinds)s::text[]) UNION SELECT kind FROM guards, jsonb_object_keys("
    "CASE jsonb_typeof(body -> 'when') WHEN 'object' THEN body -> 'when' END) AS kind",
}
"""The names to choose from; of a few rows a camera or guard."""


class UnknownName(NamedTuple):
    """A name that nothing has. `hint` is ` (did you mean 'X'?)`, the names there are, or empty."""

    kind: NameKind
    name: str
    hint: str


async def known_sites(connection: AsyncConnection[DictRow]) -> list[str]:
    """Every site that a camera, an event or a job is of, by name."""
    query = sql.SQL("{} UNION SELECT site FROM event_series UNION SELECT site FROM jobs ORDER BY 1").format(
        sql.SQL(_LISTED["site"])
    )
    return [next(iter(row.values())) for row in await (await connection.execute(query)).fetchall()]


async def unknown_names(
    connection: AsyncConnection[DictRow], wanted: Mapping[NameKind, Sequence[str]]
) -> list[UnknownName]:
    """Those of the names that do not exist."""
    found = []
    for kind, values in wanted.items():
        if not values:
            continue
        query = sql.SQL("SELECT value FROM unnest(%(values)s::text[]) AS value WHERE ({}) IS NOT TRUE").format(
            sql.SQL(_FOUND[kind])
        )
        parameters = {"values": list(dict.fromkeys(values)), "kinds": list(KINDS)}
        unknown = [row["value"] for row in await (await connection.execute(query, parameters)).fetchall()]
        if unknown:
            listed = sql.SQL("SELECT * FROM ({}) AS listed (name)").format(sql.SQL(_LISTED[kind]))
            valid = [row["name"] for row in await (await connection.execute(listed, parameters)).fetchall()]
            found += [UnknownName(kind, name, meant(name, valid)) for name in unknown]
    return found
