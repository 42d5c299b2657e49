"""Everything that the api's role can read of a database, and what of it belongs to nobody who asks."""

import psycopg
from psycopg import sql

from tests.support.two_sites import OTHER, OWN

_OF_NO_SITE = {
    ("public", "lineage"),
    ("public", "migrations"),
    ("public", "database_features"),
    ("public", "event_chunks"),
}
"""What tells of no site, and is read whatever `orin.sites` says."""
_RELATIONS = """
SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'v', 'm', 'p', 'f')
  AND nspname NOT IN ('pg_catalog', 'information_schema', 'access') AND nspname NOT LIKE 'pg\\_%'
  AND nspname NOT LIKE '%timescaledb%'
"""


def rows(connection: psycopg.Connection, setting: str | None) -> dict[str, list[str]]:
    """By table or view: each row that is shown, as text. What may not be read at all is left out."""
    found = {}
    for schema, name in connection.execute(_RELATIONS).fetchall():
        query = sql.SQL("SELECT shown::text FROM {} AS shown").format(sql.Identifier(schema, name))
        try:
            with connection.transaction():
                if setting is not None:
                    connection.execute("SELECT set_config('orin.sites', %s, true)", [setting])
                found[schema, name] = [text for (text,) in connection.execute(query).fetchall()]
        except psycopg.errors.InsufficientPrivilege:
            continue
    return {name: texts for (schema, name), texts in found.items() if (schema, name) not in _OF_NO_SITE}


def leaks(connection: psycopg.Connection, setting: str | None) -> dict[str, list[str]]:
    """Rows that tell of a site that the setting does not name. What a guard over several sites says of its cameras is
    for the api to cut: its row is of all of them.
    """
    hidden = {OWN, OTHER} - set((setting or "").split(","))
    found = {}
    for name, texts in rows(connection, setting).items():
        own = [text for text in texts if not (name == "guards" and "both-bags" in text and OWN not in hidden)]
        wrong = [text for text in own if any(f"{site}/" in text or f"{site}-bags" in text for site in hidden)]
        if wrong:
            found[name] = wrong
    return found


def shown(connection: psycopg.Connection, setting: str) -> set[str]:
    """Tables and views that show something."""
    return {name for name, texts in rows(connection, setting).items() if texts}
