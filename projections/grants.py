"""The database's roles: what the api may read once there is access control, and what control may write.

Roles belong to the server, not to a database, and whoever migrates may not be allowed to create them. They are then
left to an administrator, and granted their rights at the next start.
"""

from typing import LiteralString

import psycopg
import structlog
from psycopg import sql

from orin.runtime.database import CONTROL, READER

log = structlog.get_logger(__name__)

_READ = (
    "events",
    "event_phases",
    "event_series",
    "event_chunks",
    "cameras",
    "guards",
    "camera_frames",
    "heartbeats",
    "health_events",
    "reviews",
    "mutes",
    "mutes_in_force",
    "jobs",
    "deliveries",
    "event_reviews",
    "response_times",
    "lineage",
    "migrations",
    "database_features",
    "site_activity_minute",
    "site_activity_hour",
)
_READ_THROUGH = ("activity_minute", "activity_hour", "running_minutes", "activity_minutes", "activity_hours")
"""What the views of activity read as whoever asks; with TimescaleDB's aggregates they read it as their owner."""
_RIGHTS = """
GRANT USAGE ON SCHEMA access TO {reader}, {control};
GRANT SELECT (name, display_name, role, sites, created_at, valid_from, disabled_at) ON access.accounts TO {reader};
GRANT SELECT (kid, public, created_at, retired_at) ON access.keys TO {reader};
GRANT SELECT ON access.tokens, access.sessions TO {reader};
GRANT EXECUTE ON FUNCTION access.token_used(text) TO {reader};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA access TO {control};
"""


def grant(connection: psycopg.Connection, migrated: bool) -> None:
    """Creates the roles where that is allowed; gives them their rights after a migration, or where they lack them."""
    if not (_exists(connection, READER) and _exists(connection, CONTROL)):
        log.warning("the database's user may not create roles: access control needs them", roles=[READER, CONTROL])
        return
    if not _one(connection, "SELECT to_regclass(%s) IS NOT NULL", "site_activity_hour"):
        return  # an earlier build's database, whose migration stopped half way
    member = _one(connection, "SELECT pg_has_role(%s, 'MEMBER')", CONTROL)
    if not migrated and member and _one(connection, "SELECT has_schema_privilege(%s, 'access', 'USAGE')", CONTROL):
        return
    with connection.transaction():
        read = _READ + (
            () if _one(connection, "SELECT true FROM database_features WHERE name = %s", "community") else _READ_THROUGH
        )
        names = {"reader": sql.Identifier(READER), "control": sql.Identifier(CONTROL)}
        tables = sql.SQL(", ").join(map(sql.Identifier, read))
        connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(tables, names["reader"]))
        connection.execute(sql.SQL(_RIGHTS).format(**names))
        if not _one(connection, "SELECT pg_has_role(%s, 'orin_reader', 'MEMBER')", CONTROL):
            connection.execute(sql.SQL("GRANT {reader} TO {control}").format(**names))
        for role in (READER, CONTROL):  # the apps of one machine connect as this user
            if not _one(connection, "SELECT pg_has_role(%s, 'MEMBER')", role):
                connection.execute(sql.SQL("GRANT {} TO current_user").format(sql.Identifier(role)))


def _exists(connection: psycopg.Connection, role: str) -> bool:
    """Whether there is the role now."""
    if _one(connection, "SELECT true FROM pg_roles WHERE rolname = %s", role):
        return True
    try:
        with connection.transaction():
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    except psycopg.errors.InsufficientPrivilege:
        return False
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        pass  # the migration of another database of this server was first
    return True


def _one(connection: psycopg.Connection, question: LiteralString, name: str) -> bool:
    return connection.execute(question, [name]).fetchone() == (True,)
