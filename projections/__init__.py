"""Kafka to TimescaleDB: migrations, the writer, the queries that the api uses."""
