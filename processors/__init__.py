"""The thinking: pure functions and state machines; no Kafka, no database, no clock, no files."""
