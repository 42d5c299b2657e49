-- Who was told of what, and why not: the records of orin.deliveries.v1, of each delivery the newest.

CREATE TABLE deliveries (
    delivery_id text        PRIMARY KEY, -- event_id:sequence:target, with a suffix for what is told later
    event_id    uuid        NOT NULL, -- the first of `events`
    sequence    integer     NOT NULL,
    camera      text        NOT NULL,
    site        text        NOT NULL GENERATED ALWAYS AS (split_part(camera, '/', 1)) STORED,
    target      text        NOT NULL,
    kind        text        NOT NULL,
    status      text        NOT NULL,
    why         text        NOT NULL,
    part_of     text, -- the message that it updates, or in which it was told
    events      uuid[]      NOT NULL, -- all of which it tells
    decided_at  timestamptz NOT NULL,
    at          timestamptz NOT NULL, -- of this status
    attempts    integer     NOT NULL,
    code        integer, -- what the destination answered last
    channels    text[]      NOT NULL -- those that have taken it
);
CREATE INDEX deliveries_decided ON deliveries (decided_at DESC, delivery_id DESC);
CREATE INDEX deliveries_by_event ON deliveries USING gin (events);

-- Who sees them (0011_sites.sql).
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY sites ON deliveries FOR SELECT USING (
    (SELECT current_setting('orin.sites', true) = '*')
    OR site = ANY ((SELECT string_to_array(current_setting('orin.sites', true), ','))::text[])
);
