"""Which cameras, guards, sites and kinds of guards there are: a filter by any other name is a mistake."""

from collections.abc import Mapping, Sequence
from typing import Literal, LiteralString, NamedTuple

from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.processors.specs.kinds import KINDS
from orin.schemas.nearest import meant

NameKind = Literal["camera", "guard", "site", "kind"]

_CAMERAS: LiteralString = (
    "SELECT name FROM cameras UNION SELECT camera FROM camera_frames UNION SELECT camera FROM heartbeats"
)
_LISTED: dict[NameKind, LiteralString] = {
    "camera": _CAMERAS,
    "guard": "SELECT name FROM guards",
    "site": f"SELECT split_part(name, '/', 1) FROM ({_CAMERAS}) AS camera (name)",  # noqa: S608 - constants
    # Those that packages of others bring are known by the guards that use them.
    "kind": "SELECT unnest(%(kinds)s::text[]) UNION SELECT kind FROM guards, jsonb_object_keys("
    "CASE jsonb_typeof(body -> 'when') WHEN 'object' THEN body -> 'when' END) AS kind",
}
"""Every name, from tables of a few rows a camera or guard."""
_OF_EVENTS: dict[NameKind, LiteralString] = {
    "camera": " AND NOT EXISTS (SELECT FROM events WHERE camera = value)",
    "guard": " AND NOT EXISTS (SELECT FROM events WHERE guard = value)",
    "site": " AND NOT EXISTS (SELECT FROM events WHERE site = value)",
    "kind": "",
}
"""Names that only events still carry; each has an index."""
_UNKNOWN: LiteralString = (
    "SELECT value FROM unnest(%(values)s::text[]) AS value WHERE value NOT IN (SELECT * FROM ({}) AS listed){}"
)


class UnknownName(NamedTuple):
    """A name that nothing has. `hint` is ` (did you mean 'X'?)`, the names there are, or empty."""

    kind: NameKind
    name: str
    hint: str


async def unknown_names(
    connection: AsyncConnection[DictRow], wanted: Mapping[NameKind, Sequence[str]]
) -> list[UnknownName]:
    """Those of the names that do not exist."""
    found = []
    for kind, values in wanted.items():
        if not values:
            continue
        listed = sql.SQL(_LISTED[kind])
        query = sql.SQL(_UNKNOWN).format(listed, sql.SQL(_OF_EVENTS[kind]))
        parameters = {"values": list(dict.fromkeys(values)), "kinds": list(KINDS)}
        unknown = [row["value"] for row in await (await connection.execute(query, parameters)).fetchall()]
        if unknown:
            named = await (
                await connection.execute(sql.SQL("SELECT * FROM ({}) AS listed (name)").format(listed), parameters)
            ).fetchall()
            valid = [row["name"] for row in named]
            found += [UnknownName(kind, name, meant(name, valid)) for name in unknown]
    return found
