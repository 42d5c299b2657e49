-- A guard is looked for among the cameras that somebody sees only where its patterns could name one of their sites: asked
-- of every guard and camera, of thousands of guards, the question took seconds.

-- Whether a camera of one of the sites can match one of the patterns, by what stands before their first wildcard.
CREATE FUNCTION may_watch(patterns jsonb, sites text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE jsonb_typeof(patterns) WHEN 'array' THEN EXISTS (
        SELECT FROM jsonb_array_elements_text(patterns) AS pattern,
                    substring(pattern FROM '^[^*?]*') AS beginning,
                    unnest(sites) AS site
        WHERE starts_with(beginning, site || '/') OR starts_with(site || '/', beginning)
    ) END
$$;

DROP POLICY sites ON guards;
CREATE POLICY sites ON guards FOR SELECT USING (
    (SELECT current_setting('orin.sites', true) = '*')
    OR EXISTS (SELECT FROM event_series WHERE event_series.guard = guards.name)
    OR (
        may_watch(guards.body -> 'cameras', (SELECT string_to_array(current_setting('orin.sites', true), ','))::text[])
        AND (
            EXISTS (SELECT FROM cameras WHERE watches(guards.body -> 'cameras', cameras.name))
            OR EXISTS (SELECT FROM camera_frames WHERE watches(guards.body -> 'cameras', camera_frames.camera))
        )
    )
);
