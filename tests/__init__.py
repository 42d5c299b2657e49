"""unit: pure and fast; pipeline: real Kafka and PostgreSQL; cluster: three brokers; accuracy: footage with truth."""
