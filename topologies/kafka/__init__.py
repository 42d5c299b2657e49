"""What every part asks of Kafka: topics, users, log, lag, and its answers in words."""
