"""The real engines of the one-machine mode: Apache Kafka and PostgreSQL as child processes."""
