"""Deletes old rows where TimescaleDB's policies do not: 0004_policies.community.sql keeps as long."""

import psycopg

_MOST = 50_000
"""Rows of one go; it takes well under a second and is repeated."""
_OLD_MINUTES = """
DELETE FROM activity_minutes WHERE (camera, bucket) IN (
    SELECT camera, bucket FROM activity_minutes
    WHERE bucket < date_bin('1 hour', now(), 'epoch') - INTERVAL '30 days' ORDER BY bucket LIMIT %s
)
"""
_OLD_OBSERVATIONS = """
DELETE FROM observations WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM observations
    WHERE date_bin('1 hour', captured_at, TIMESTAMPTZ 'epoch') < date_bin('1 hour', now(), TIMESTAMPTZ 'epoch')
                                                                 - INTERVAL '30 days'
    LIMIT %s
))
"""
_OLD_PHASES = """
DELETE FROM event_phases WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM (SELECT ctid, at FROM event_phases ORDER BY xid, number LIMIT %s) AS first
    WHERE at < now() - INTERVAL '365 days'
))
"""
_OF = {"views": (_OLD_OBSERVATIONS, _OLD_MINUTES), "community": (_OLD_PHASES,)}
"""By a feature of the database."""


def delete_old(connection: psycopg.Connection) -> int:
    """Deletes some of what is too old; returns how many rows.

    Without TimescaleDB's policies observations and minutes older than 30 days, hours stay; with them phases older than
    365 days, for which there was a policy while they lay in chunks.
    """
    features = connection.execute("SELECT name FROM database_features").fetchall()
    return sum(connection.execute(each, [_MOST]).rowcount for (name,) in features for each in _OF.get(name, ()))
