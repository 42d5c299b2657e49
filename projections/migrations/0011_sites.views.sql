-- Views that read as whoever asks, over tables with the policy of 0011_sites.sql: the order of the tables' indexes stays.
DO $$
DECLARE
    guarded text;
BEGIN
    FOREACH guarded IN ARRAY ARRAY['activity_minutes', 'activity_hours'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded);
        EXECUTE format(
            $policy$
            CREATE POLICY sites ON %I FOR SELECT USING (
                (SELECT current_setting('orin.sites', true) = '*')
                OR split_part(camera, '/', 1)
                   = ANY ((SELECT string_to_array(current_setting('orin.sites', true), ','))::text[])
            )
            $policy$,
            guarded
        );
    END LOOP;
END
$$;
ALTER VIEW running_minutes SET (security_invoker = on);
ALTER VIEW activity_minute SET (security_invoker = on);
ALTER VIEW activity_hour SET (security_invoker = on);
CREATE VIEW site_activity_minute WITH (security_invoker = on) AS SELECT * FROM activity_minute;
CREATE VIEW site_activity_hour WITH (security_invoker = on) AS SELECT * FROM activity_hour;
