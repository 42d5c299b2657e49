-- The append-only tables by time.
SELECT create_hypertable('observations', by_range('captured_at', INTERVAL '1 day'));
SELECT create_hypertable('event_phases', by_range('at', INTERVAL '7 days'));
