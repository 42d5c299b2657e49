-- What each camera saw, by minute and hour, without TimescaleDB: written by the projector as each camera's minutes end.
-- The running minute of a camera lies in `camera_frames`; its rows here are there from its first frame on.
CREATE TABLE activity_minutes (
    camera       text             NOT NULL,
    bucket       timestamptz      NOT NULL,
    frames       bigint           NOT NULL,
    seen         bigint           NOT NULL,
    still        bigint           NOT NULL,
    shed         bigint           NOT NULL,
    undecodable  bigint           NOT NULL,
    frozen       bigint           NOT NULL,
    covered      double precision NOT NULL,
    people_max   integer,
    people_sum   bigint           NOT NULL,
    vehicles_max integer,
    vehicles_sum bigint           NOT NULL,
    packages_max integer,
    packages_sum bigint           NOT NULL,
    pets_max     integer,
    pets_sum     bigint           NOT NULL,
    objects_max  integer,
    objects_sum  bigint           NOT NULL,
    PRIMARY KEY (camera, bucket)
);
CREATE TABLE activity_hours (LIKE activity_minutes INCLUDING ALL);
CREATE INDEX activity_minutes_by_bucket ON activity_minutes (bucket, camera);
CREATE INDEX activity_minutes_by_site ON activity_minutes (split_part(camera, '/', 1), bucket, camera);
CREATE INDEX activity_hours_by_bucket ON activity_hours (bucket, camera);
CREATE INDEX activity_hours_by_site ON activity_hours (split_part(camera, '/', 1), bucket, camera);

INSERT INTO activity_minutes
SELECT camera, date_bin('1 minute', captured_at, 'epoch'), count(*),
       count(*) FILTER (WHERE status = 'seen'), count(*) FILTER (WHERE status = 'still'),
       count(*) FILTER (WHERE status = 'shed'), count(*) FILTER (WHERE status = 'undecodable'),
       count(*) FILTER (WHERE status = 'frozen'), sum(covered),
       max(people), coalesce(sum(people), 0), max(vehicles), coalesce(sum(vehicles), 0),
       max(packages), coalesce(sum(packages), 0), max(pets), coalesce(sum(pets), 0),
       max(objects), coalesce(sum(objects), 0)
FROM observations GROUP BY 1, 2;
INSERT INTO activity_hours
SELECT camera, date_bin('1 hour', bucket, 'epoch'), sum(frames), sum(seen), sum(still), sum(shed), sum(undecodable),
       sum(frozen), sum(covered), max(people_max), sum(people_sum), max(vehicles_max), sum(vehicles_sum),
       max(packages_max), sum(packages_sum), max(pets_max), sum(pets_sum), max(objects_max), sum(objects_sum)
FROM activity_minutes GROUP BY 1, 2;

DROP VIEW activity_minute, activity_hour, coverage_hour;
DROP INDEX observations_by_minute;

-- What the running minutes add.
CREATE VIEW running_minutes AS
SELECT frames.camera, frames.minute, counted.*
FROM camera_frames AS frames CROSS JOIN LATERAL jsonb_to_record(frames.counted) AS counted (
    frames bigint, seen bigint, still bigint, shed bigint, undecodable bigint, frozen bigint, covered double precision,
    people_max integer, people_sum bigint, vehicles_max integer, vehicles_sum bigint, packages_max integer,
    packages_sum bigint, pets_max integer, pets_sum bigint, objects_max integer, objects_sum bigint
)
WHERE frames.minute IS NOT NULL;

CREATE VIEW activity_minute AS
SELECT stored.camera, stored.bucket,
       stored.frames + coalesce(running.frames, 0) AS frames,
       stored.seen + stored.still + coalesce(running.seen + running.still, 0) AS observed,
       greatest(stored.people_max, running.people_max) AS people_max,
       (stored.people_sum + coalesce(running.people_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS people_mean,
       greatest(stored.vehicles_max, running.vehicles_max) AS vehicles_max,
       (stored.vehicles_sum + coalesce(running.vehicles_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS vehicles_mean,
       greatest(stored.packages_max, running.packages_max) AS packages_max,
       (stored.packages_sum + coalesce(running.packages_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS packages_mean,
       greatest(stored.pets_max, running.pets_max) AS pets_max,
       (stored.pets_sum + coalesce(running.pets_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS pets_mean,
       greatest(stored.objects_max, running.objects_max) AS objects_max,
       (stored.objects_sum + coalesce(running.objects_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS objects_mean,
       stored.covered + coalesce(running.covered, 0) AS covered
FROM activity_minutes AS stored
LEFT JOIN running_minutes AS running
    ON running.camera = stored.camera AND running.minute = stored.bucket;

CREATE VIEW activity_hour AS
SELECT stored.camera, stored.bucket,
       stored.frames + coalesce(running.frames, 0) AS frames,
       stored.seen + stored.still + coalesce(running.seen + running.still, 0) AS observed,
       greatest(stored.people_max, running.people_max) AS people_max,
       (stored.people_sum + coalesce(running.people_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS people_mean,
       greatest(stored.vehicles_max, running.vehicles_max) AS vehicles_max,
       (stored.vehicles_sum + coalesce(running.vehicles_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS vehicles_mean,
       greatest(stored.packages_max, running.packages_max) AS packages_max,
       (stored.packages_sum + coalesce(running.packages_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS packages_mean,
       greatest(stored.pets_max, running.pets_max) AS pets_max,
       (stored.pets_sum + coalesce(running.pets_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS pets_mean,
       greatest(stored.objects_max, running.objects_max) AS objects_max,
       (stored.objects_sum + coalesce(running.objects_sum, 0))::float8
           / nullif(stored.seen + stored.still + coalesce(running.seen + running.still, 0), 0) AS objects_mean,
       stored.covered + coalesce(running.covered, 0) AS covered
FROM activity_hours AS stored
LEFT JOIN running_minutes AS running
    ON running.camera = stored.camera AND date_bin('1 hour', running.minute, 'epoch') = stored.bucket;

CREATE VIEW coverage_hour AS
SELECT stored.camera, stored.bucket,
       stored.covered + coalesce(running.covered, 0) AS covered,
       least((stored.covered + coalesce(running.covered, 0)) / 3600, 1) AS coverage,
       stored.seen + coalesce(running.seen, 0) AS seen,
       stored.still + coalesce(running.still, 0) AS still,
       stored.shed + coalesce(running.shed, 0) AS shed,
       stored.undecodable + coalesce(running.undecodable, 0) AS undecodable,
       stored.frozen + coalesce(running.frozen, 0) AS frozen
FROM activity_hours AS stored
LEFT JOIN running_minutes AS running
    ON running.camera = stored.camera AND date_bin('1 hour', running.minute, 'epoch') = stored.bucket;
