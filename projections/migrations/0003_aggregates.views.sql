-- What each camera saw, by minute and hour, computed when asked.
-- The block range indexes let a query by bucket read only the table's part of that time.
CREATE INDEX observations_by_minute ON observations
    USING brin (date_bin('1 minute', captured_at, TIMESTAMPTZ 'epoch')) WITH (pages_per_range = 16);
CREATE INDEX observations_by_hour ON observations
    USING brin (date_bin('1 hour', captured_at, TIMESTAMPTZ 'epoch')) WITH (pages_per_range = 16);

CREATE VIEW activity_minute AS
SELECT camera,
       date_bin('1 minute', captured_at, TIMESTAMPTZ 'epoch') AS bucket,
       count(*)                                               AS frames,
       count(*) FILTER (WHERE status IN ('seen', 'still'))    AS observed,
       max(people) AS people_max, avg(people)::float8         AS people_mean,
       max(vehicles) AS vehicles_max, avg(vehicles)::float8   AS vehicles_mean,
       max(packages) AS packages_max, avg(packages)::float8   AS packages_mean,
       max(pets) AS pets_max, avg(pets)::float8               AS pets_mean,
       max(objects) AS objects_max, avg(objects)::float8      AS objects_mean,
       sum(covered)                                           AS covered
FROM observations
GROUP BY 1, 2;

CREATE VIEW activity_hour AS
SELECT camera,
       date_bin('1 hour', captured_at, TIMESTAMPTZ 'epoch') AS bucket,
       count(*)                                             AS frames,
       count(*) FILTER (WHERE status IN ('seen', 'still'))  AS observed,
       max(people) AS people_max, avg(people)::float8       AS people_mean,
       max(vehicles) AS vehicles_max, avg(vehicles)::float8 AS vehicles_mean,
       max(packages) AS packages_max, avg(packages)::float8 AS packages_mean,
       max(pets) AS pets_max, avg(pets)::float8             AS pets_mean,
       max(objects) AS objects_max, avg(objects)::float8    AS objects_mean,
       sum(covered)                                         AS covered
FROM observations
GROUP BY 1, 2;

CREATE VIEW coverage_hour AS
SELECT camera,
       date_bin('1 hour', captured_at, TIMESTAMPTZ 'epoch') AS bucket,
       sum(covered)                                         AS covered,
       least(sum(covered) / 3600, 1)                        AS coverage,
       count(*) FILTER (WHERE status = 'seen')              AS seen,
       count(*) FILTER (WHERE status = 'still')             AS still,
       count(*) FILTER (WHERE status = 'shed')              AS shed,
       count(*) FILTER (WHERE status = 'undecodable')       AS undecodable,
       count(*) FILTER (WHERE status = 'frozen')            AS frozen
FROM observations
GROUP BY 1, 2;
