-- An open event whose guard no longer watches its camera (the camera was renamed, or the guard's cameras were changed)
-- is stale once its camera delivers no more frames: none will ever close it. Where frames still come, the next one does.

-- Whether a guard with these patterns (`*`, `?`) watches the camera; null where they are no list.
CREATE FUNCTION watches(patterns jsonb, camera text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE jsonb_typeof(patterns) WHEN 'array' THEN EXISTS (
        SELECT FROM jsonb_array_elements_text(patterns) AS pattern
        WHERE camera LIKE replace(replace(regexp_replace(pattern, '([\\%_])', '\\\1', 'g'), '*', '%'), '?', '_')
    ) END
$$;

-- Since when a guard has not watched a camera; null where it does, or where the guard is not known.
CREATE FUNCTION unwatched_since(guard_name text, camera_name text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH revision AS (
        SELECT number, active_from, active_until, watches(body -> 'cameras', camera_name) IS NOT FALSE AS matches
        FROM guards
        WHERE name = guard_name AND active_from <= now()
    )
    SELECT min(CASE WHEN matches THEN active_until ELSE active_from END)
    FROM revision
    WHERE number > coalesce(
        (SELECT max(number) FROM revision WHERE matches AND (active_until IS NULL OR active_until > now())), 0
    )
$$;

CREATE VIEW stale_events AS
SELECT event_id, guard, camera, site, kind, severity, opened_at, unwatched_since(guard, camera) AS stale_since
FROM events
WHERE phase IN ('opened', 'updated') AND unwatched_since(guard, camera) IS NOT NULL;
