-- A camera that was disabled and sends no frames closes no event either: those are stale, whatever its guards' patterns.

-- Since when a camera has been disabled; null where it is not, or has sent a frame within a minute.
CREATE FUNCTION disabled_since(camera_name text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT active_until
    FROM (
        SELECT active_until FROM cameras
        WHERE name = camera_name AND active_from <= now() ORDER BY number DESC LIMIT 1
    ) AS in_force
    WHERE active_until <= now() AND NOT EXISTS (
        SELECT FROM camera_frames WHERE camera = camera_name AND captured_at > now() - interval '1 minute'
    )
$$;

-- As before, and since when nothing has come of its camera.
CREATE OR REPLACE FUNCTION unwatched_since(guard_name text, camera_name text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
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
$$;
