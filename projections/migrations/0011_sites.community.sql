-- Compressed hypertables accept policies and ignore them: the api's role may not read them, nor what is aggregated from
-- them, but these views, which let no condition of the one who asks come before their own.
CREATE VIEW site_activity_minute WITH (security_barrier = on) AS
SELECT * FROM activity_minute
WHERE (SELECT current_setting('orin.sites', true) = '*')
   OR split_part(camera, '/', 1) = ANY ((SELECT string_to_array(current_setting('orin.sites', true), ','))::text[]);

CREATE VIEW site_activity_hour WITH (security_barrier = on) AS
SELECT * FROM activity_hour
WHERE (SELECT current_setting('orin.sites', true) = '*')
   OR split_part(camera, '/', 1) = ANY ((SELECT string_to_array(current_setting('orin.sites', true), ','))::text[]);
