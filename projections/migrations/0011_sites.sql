-- Whoever is not the owner sees the rows of the sites that `orin.sites` names, separated by commas, and all rows where it
-- is `*`. Where it is not set there is no row: a question that forgot to say for whom it asks leaks nothing.
-- The setting is read once a statement (the SELECTs), not once a row.
DO $$
DECLARE
    guarded record;
BEGIN
    FOR guarded IN
        SELECT * FROM (VALUES
            ('events', 'site'), ('event_phases', 'site'), ('event_series', 'site'),
            ('cameras', $site$split_part(name, '/', 1)$site$),
            ('camera_frames', $site$split_part(camera, '/', 1)$site$),
            ('heartbeats', $site$split_part(camera, '/', 1)$site$),
            ('health_events', $site$split_part(camera, '/', 1)$site$)
        ) AS named (name, site)
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded.name);
        EXECUTE format(
            $policy$
            CREATE POLICY sites ON %I FOR SELECT USING (
                (SELECT current_setting('orin.sites', true) = '*')
                OR %s = ANY ((SELECT string_to_array(current_setting('orin.sites', true), ','))::text[])
            )
            $policy$,
            guarded.name, guarded.site
        );
    END LOOP;
END
$$;

-- A guard is of no site: whoever sees a camera that it watches, or an event of it, sees the guard.
ALTER TABLE guards ENABLE ROW LEVEL SECURITY;
CREATE POLICY sites ON guards FOR SELECT USING (
    (SELECT current_setting('orin.sites', true) = '*')
    OR EXISTS (SELECT FROM event_series WHERE event_series.guard = guards.name)
    OR EXISTS (SELECT FROM cameras WHERE watches(guards.body -> 'cameras', cameras.name))
    OR EXISTS (SELECT FROM camera_frames WHERE watches(guards.body -> 'cameras', camera_frames.camera))
);

-- Whether a guard watches a camera does not depend on who asks: of every event that is seen the answer is the same.
ALTER FUNCTION unwatched_since(text, text) SECURITY DEFINER;
ALTER FUNCTION unwatched_since(text, text) SET search_path FROM CURRENT;
