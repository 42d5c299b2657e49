-- What each camera saw, by minute and hour, kept up to date by TimescaleDB (its Timescale licence).
CREATE MATERIALIZED VIEW activity_minute
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT camera,
       time_bucket(INTERVAL '1 minute', captured_at)        AS bucket,
       count(*)                                             AS frames,
       count(*) FILTER (WHERE status IN ('seen', 'still'))  AS observed,
       max(people) AS people_max, avg(people)::float8       AS people_mean,
       max(vehicles) AS vehicles_max, avg(vehicles)::float8 AS vehicles_mean,
       max(packages) AS packages_max, avg(packages)::float8 AS packages_mean,
       max(pets) AS pets_max, avg(pets)::float8             AS pets_mean,
       max(objects) AS objects_max, avg(objects)::float8    AS objects_mean,
       sum(covered)                                         AS covered
FROM observations
GROUP BY 1, 2
WITH NO DATA;

CREATE MATERIALIZED VIEW activity_hour
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT camera,
       time_bucket(INTERVAL '1 hour', captured_at)          AS bucket,
       count(*)                                             AS frames,
       count(*) FILTER (WHERE status IN ('seen', 'still'))  AS observed,
       max(people) AS people_max, avg(people)::float8       AS people_mean,
       max(vehicles) AS vehicles_max, avg(vehicles)::float8 AS vehicles_mean,
       max(packages) AS packages_max, avg(packages)::float8 AS packages_mean,
       max(pets) AS pets_max, avg(pets)::float8             AS pets_mean,
       max(objects) AS objects_max, avg(objects)::float8    AS objects_mean,
       sum(covered)                                         AS covered
FROM observations
GROUP BY 1, 2
WITH NO DATA;

CREATE MATERIALIZED VIEW coverage_hour
WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT camera,
       time_bucket(INTERVAL '1 hour', captured_at)          AS bucket,
       sum(covered)                                         AS covered,
       least(sum(covered) / 3600, 1)                        AS coverage,
       count(*) FILTER (WHERE status = 'seen')              AS seen,
       count(*) FILTER (WHERE status = 'still')             AS still,
       count(*) FILTER (WHERE status = 'shed')              AS shed,
       count(*) FILTER (WHERE status = 'undecodable')       AS undecodable,
       count(*) FILTER (WHERE status = 'frozen')            AS frozen
FROM observations
GROUP BY 1, 2
WITH NO DATA;
