"""Kafka to PostgreSQL or TimescaleDB: migrations, the projector, and every query that ORIN makes."""
