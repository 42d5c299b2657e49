"""Deletes old rows where TimescaleDB's policies do not: 0004_policies.community.sql keeps as long."""

import psycopg

_MOST = 50_000
"""Rows of one go; it takes well under a second and is repeated."""
_OLD_OBSERVATIONS = """
DELETE FROM observations WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM observations
    WHERE date_bin('1 hour', captured_at, TIMESTAMPTZ 'epoch') < date_bin('1 hour', now(), TIMESTAMPTZ 'epoch')
                                                                 - INTERVAL '30 days'
    LIMIT %s
))
"""


def delete_old(connection: psycopg.Connection) -> int:
    """Deletes observations older than 30 days, some of them; returns how many. Nothing where policies do that."""
    plain = connection.execute("SELECT 1 FROM database_features WHERE name = 'views'").fetchone()
    return connection.execute(_OLD_OBSERVATIONS, [_MOST]).rowcount if plain else 0
