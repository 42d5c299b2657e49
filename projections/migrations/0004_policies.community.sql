-- Refresh, compression (a day after the last late frame of a chunk may have come) and retention (raw rows as long as
-- the topics they come from, the aggregates of them for good).
SELECT add_continuous_aggregate_policy('activity_minute', INTERVAL '3 hours', INTERVAL '2 minutes', INTERVAL '1 minute');
SELECT add_continuous_aggregate_policy('activity_hour', INTERVAL '2 days', INTERVAL '1 hour', INTERVAL '15 minutes');
SELECT add_continuous_aggregate_policy('coverage_hour', INTERVAL '2 days', INTERVAL '1 hour', INTERVAL '15 minutes');

ALTER TABLE observations
    SET (timescaledb.compress, timescaledb.compress_segmentby = 'camera', timescaledb.compress_orderby = 'captured_at');
SELECT add_compression_policy('observations', INTERVAL '2 days');
ALTER TABLE event_phases
    SET (timescaledb.compress, timescaledb.compress_segmentby = 'camera', timescaledb.compress_orderby = 'event_id, sequence, at');
SELECT add_compression_policy('event_phases', INTERVAL '30 days');

SELECT add_retention_policy('observations', INTERVAL '30 days');
SELECT add_retention_policy('event_phases', INTERVAL '365 days');
