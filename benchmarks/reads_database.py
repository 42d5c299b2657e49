"""A large database for the reads: events, phases, observations, cameras and guards, made by the server itself.

Cameras are spread over sites, each with three guards; kinds and severities are as uneven as on real sites. A hundredth
of the events came up to six hours late, a hundredth is indeterminate, some are open, and some guards were withdrawn.
"""

from typing import LiteralString, NamedTuple

import psycopg

from orin.projections.event_chunks import extend
from orin.projections.event_order import shift_after_restore
from orin.projections.migrate import migrate
from orin.projections.statements import EVENT


class Size(NamedTuple):
    """How much of everything; `phases` are those of the newest events."""

    events: int
    cameras: int
    phases: int
    observations: int


_GUARDS: LiteralString = """
INSERT INTO guards (name, number, revision, body, active_from, active_until)
SELECT format('guard-%s-%s', c, j), 1, '1-abcdef01',
       jsonb_build_object('guard', format('guard-%s-%s', c, j),
                          'cameras', jsonb_build_array(format('site-%s/cam-%s', c % {sites}, c)),
                          'when', '{{"enters": {{}}}}'::jsonb),
       now() - INTERVAL '60 days',
       CASE WHEN c % 100 = 0 THEN now() - INTERVAL '1 day' END
FROM generate_series(0, {cameras} - 1) AS c, generate_series(0, 2) AS j
"""
_CAMERAS: LiteralString = """
INSERT INTO cameras (name, number, revision, body, active_from)
SELECT format('site-%s/cam-%s', c % {sites}, c), 1, '1-abcdef01', '{{"gap_tolerance": 5}}', now() - INTERVAL '60 days'
FROM generate_series(0, {cameras} - 1) AS c
"""
_BEATS: LiteralString = """
INSERT INTO heartbeats
SELECT name, 's', now(), 'running', now(), 1, 1, 0, 0, 'scene' FROM cameras
"""
_HEALTH: LiteralString = """
INSERT INTO health_events
SELECT name, 'camera.dark', '', now() - n * INTERVAL '1 hour', NULL, 'no frame for 10 s'
FROM cameras, generate_series(1, 20) AS n
"""
# Which guard an event is of decides its kind and severity; hashes spread the rest.
_EVENTS: LiteralString = """
INSERT INTO events (
    event_id, sequence, kind, phase, guard, guard_revision, camera_revision, camera, site, subject, zone, since, due_at,
    opened_at, at, closed_at, outcome, certainty, coverage, severity, notify, notify_to, late, provenance, digest, xid,
    number
)
SELECT md5(n::text)::uuid, 1,
       CASE WHEN c % 97 = 0 THEN 'queues' WHEN j = 0 THEN 'enters' WHEN j = 1 THEN 'crosses' ELSE 'unattended' END,
       CASE WHEN unclosed THEN 'opened' ELSE 'closed' END,
       format('guard-%s-%s', c, j), '1-abcdef01', '1-abcdef01', format('site-%s/cam-%s', c % {sites}, c),
       format('site-%s', c % {sites}),
       '{{"track_id": "8d2f6c1a9b3e4f70", "label": "person", "box": [412.5, 300.0, 466.25, 371.0]}}', 'floor',
       opened - INTERVAL '5 s', opened, opened, opened + INTERVAL '40 s',
       CASE WHEN unclosed THEN NULL ELSE opened + INTERVAL '40 s' END,
       CASE WHEN unclosed THEN NULL ELSE 'ended' END,
       CASE WHEN doubtful THEN 'indeterminate' ELSE 'observed' END, 0.998,
       CASE WHEN c % 101 = 1 AND j = 0 THEN 'critical' WHEN c % 7 = 1 THEN 'high' WHEN j = 2 THEN 'medium'
            ELSE 'low' END,
       'send', ARRAY['security-desk'], late,
       jsonb_build_object('topic', 'orin.tracks.v1', 'partition', c % 12, 'offset', n, 'model_sha256', NULL, 'uri',
           format('frames:site-%s/cam-%s/2026112109/07/%s.jpg', c % {sites}, c, n), 'build', '0.1.0+1c2d3e4f'),
       md5(n::text) || md5((n + 1)::text), (n / 20 + 1)::text::xid8, n
FROM (
    SELECT *, now() - INTERVAL '60 days' * (1 - n::float8 / {events})
              - CASE WHEN late THEN INTERVAL '6 hours' * (n % 997) / 997 ELSE INTERVAL '0' END AS opened
    FROM (
        SELECT n, abs(hashint8(n)::bigint) % {cameras} AS c, abs(hashint8(n + 1)::bigint) % 3 AS j,
               hashint8(n + 2) % 500 = 0 AS unclosed, hashint8(n + 3) % 100 = 0 AS doubtful,
               hashint8(n + 4) % 100 = 0 AS late
        FROM generate_series(1::bigint, {events}) AS n
    ) AS numbered
) AS made
"""
_PHASES: LiteralString = """
INSERT INTO event_phases ({columns}, xid, number) SELECT {columns}, xid, number FROM events
WHERE number > {events} - {phases}
"""
# A burst of frames an hour for 30 days.
_OBSERVATIONS: LiteralString = """
INSERT INTO observations
SELECT camera.name, date_bin('1 hour', now(), 'epoch') - hour * INTERVAL '1 hour' + frame * INTERVAL '1 s', 'seen',
       (frame + hour) % 4, 0, 0, 0, 0, 1.0
FROM generate_series(719, 0, -1) AS hour, cameras AS camera, generate_series(1, greatest(1, {frames})) AS frame
"""
_FRAMES: LiteralString = """
INSERT INTO camera_frames (camera, captured_at, status, observed_at, tolerances, minute, counted)
SELECT name, now(), 'seen', now(), '[]', date_bin('1 minute', now(), 'epoch'),
       '{{"frames": 1, "seen": 1, "still": 0, "shed": 0, "undecodable": 0, "frozen": 0, "covered": 1.0, "people_max": 9,
         "people_sum": 9, "vehicles_max": 0, "vehicles_sum": 0, "packages_max": 0, "packages_sum": 0, "pets_max": 0,
         "pets_sum": 0, "objects_max": 0, "objects_sum": 0}}'
FROM cameras
"""
_ROLLED: LiteralString = """
INSERT INTO {table}
SELECT camera.name, date_bin('1 hour', now(), 'epoch') - n * INTERVAL '{step}', 26, 26, 0, 0, 0, 0, 26.0,
       3, 39, 0, 0, 0, 0, 0, 0, 0, 0
FROM generate_series({count} - 1, 0, -1) AS n, cameras AS camera
"""


def build(url: str, size: Size) -> None:
    """Migrates and fills an empty database."""
    migrate(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'; SET timezone = 'UTC'")
        dropped = _drop_indexes(connection)
        for template in (_GUARDS, _CAMERAS, _BEATS, _HEALTH, _FRAMES, _EVENTS, _PHASES, _OBSERVATIONS):
            connection.execute(
                template.format(
                    sites=max(1, size.cameras // 20),
                    cameras=size.cameras,
                    events=size.events,
                    phases=size.phases,
                    frames=size.observations // size.cameras // 720,
                    columns=", ".join(EVENT),
                ).encode()
            )
        for table, step, count in (("activity_hours", "1 hour", 720), ("activity_minutes", "1 minute", 1440)):
            connection.execute(_ROLLED.format(table=table, step=step, count=count).encode())
        connection.execute(
            "INSERT INTO event_series (site, camera, guard, kind, severity, certainty)"
            " SELECT DISTINCT site, camera, guard, kind, severity, certainty FROM events"
        )
        for statement in dropped:
            connection.execute(statement.encode())
        connection.execute(f"ALTER TABLE events ALTER number RESTART {size.events + 1}".encode())
        connection.execute(f"ALTER TABLE event_phases ALTER number RESTART {size.events + 1}".encode())
        # The transactions of the rows are another server's, as after a restore.
        shift_after_restore(connection)
        extend(connection)
        connection.execute("VACUUM ANALYZE")


def _drop_indexes(connection: psycopg.Connection) -> list[str]:
    """Those of the large tables, which are built faster at the end; returns what creates them again."""
    found = connection.execute(
        "SELECT index.indexrelid::regclass::text, index.indrelid::regclass::text, conname,"
        " pg_get_indexdef(index.indexrelid), pg_get_constraintdef(constrained.oid)"
        " FROM pg_index AS index LEFT JOIN pg_constraint AS constrained ON conindid = index.indexrelid"
        " WHERE indrelid = ANY ('{events, event_phases, observations, activity_minutes, activity_hours}'::regclass[])"
    ).fetchall()
    again = []
    for name, table, constraint, definition, constrained in found:
        if constraint is None:
            connection.execute(f"DROP INDEX {name}".encode())
            again.append(definition)
        else:
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}".encode())
            again.append(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {constrained}")
    return again
