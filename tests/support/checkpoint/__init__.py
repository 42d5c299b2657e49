"""A model of Kafka and a small world around the checkpoint's machine."""
