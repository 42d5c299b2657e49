-- What lists of events walk along, so that every page reads about as many rows as it shows.

-- Events with the same site, camera, guard, kind, severity and certainty are a series; there are a few for each guard on
-- each camera. A filter selects series, and each gives its events in order: however rare they are, none is searched for.
CREATE FUNCTION series_of(site text, camera text, guard text, kind text, severity text, certainty text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT hashtextextended(concat_ws(E'\n', site, camera, guard, kind, severity, certainty), 0)
$$;

CREATE TABLE event_series (
    series    bigint PRIMARY KEY GENERATED ALWAYS AS (series_of(site, camera, guard, kind, severity, certainty)) STORED,
    site      text NOT NULL,
    camera    text NOT NULL,
    guard     text NOT NULL,
    kind      text NOT NULL,
    severity  text NOT NULL,
    certainty text NOT NULL
);
CREATE INDEX event_series_by_site ON event_series (site);
CREATE INDEX event_series_by_camera ON event_series (camera);
CREATE INDEX event_series_by_guard ON event_series (guard);

ALTER TABLE events ADD COLUMN series bigint
    GENERATED ALWAYS AS (series_of(site, camera, guard, kind, severity, certainty)) STORED;
INSERT INTO event_series (site, camera, guard, kind, severity, certainty)
SELECT DISTINCT site, camera, guard, kind, severity, certainty FROM events;

CREATE INDEX events_by_series ON events (series, xid DESC, number DESC) INCLUDE (opened_at, phase);
CREATE INDEX events_open_by_series ON events (series, xid DESC, number DESC) INCLUDE (opened_at)
    WHERE phase IN ('opened', 'updated');
DROP INDEX events_by_camera, events_by_guard, events_by_site;

-- The order of events in chunks of equal length, from the first row to the last, with the hours of opening that occur in
-- each: a window of time is read where it lies. Events that came late lie apart from the others of their hour.
CREATE TABLE event_chunks (
    last_xid     xid8        NOT NULL,
    last_number  bigint      NOT NULL,
    hour         timestamptz NOT NULL,
    first_xid    xid8        NOT NULL,
    first_number bigint      NOT NULL,
    PRIMARY KEY (last_xid, last_number, hour)
);

CREATE INDEX event_chunks_by_hour ON event_chunks (hour, last_xid, last_number);

-- Added to the server's transaction ids to make `xid`. A server that takes over another's dump counts from a lower id:
-- the shift then grows, so that what it writes comes after what it was given.
ALTER TABLE lineage ADD COLUMN shift bigint NOT NULL DEFAULT 0;

-- The newest of each camera.
CREATE INDEX health_events_of_cameras ON health_events (camera, at DESC) WHERE guard = '';

-- The minute that the newest frame of a camera lies in, and what was counted in it so far (minutes.py).
ALTER TABLE camera_frames ADD COLUMN minute timestamptz, ADD COLUMN counted jsonb;

-- The same answer sooner, most of all where a guard names the camera itself or every camera.
CREATE OR REPLACE FUNCTION unwatched_since(guard_name text, camera_name text) RETURNS timestamptz
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (
            SELECT body -> 'cameras' AS patterns, active_until FROM guards
            WHERE name = guard_name AND active_from <= now() ORDER BY number DESC LIMIT 1
        ) AS in_force
        WHERE active_until IS NULL AND jsonb_typeof(patterns) = 'array'
          AND (patterns ? camera_name OR patterns ? '*')
    ) AND NOT EXISTS (
        SELECT FROM (
            SELECT active_until FROM cameras
            WHERE name = camera_name AND active_from <= now() ORDER BY number DESC LIMIT 1
        ) AS in_force
        WHERE active_until <= now()
    ) THEN
        RETURN NULL;
    END IF;
    RETURN (
        WITH revision AS (
            SELECT number, active_from, active_until, watches(body -> 'cameras', camera_name) IS NOT FALSE AS matches
            FROM guards
            WHERE name = guard_name AND active_from <= now()
        )
        SELECT least(disabled_since(camera_name), (
            SELECT min(CASE WHEN matches THEN active_until ELSE active_from END)
            FROM revision
            WHERE number > coalesce(
                (SELECT max(number) FROM revision WHERE matches AND (active_until IS NULL OR active_until > now())), 0
            )
        ))
    );
END
$$;
