"""Kafka as declared: topics.yaml and users.yaml, which `orin topics` and `orin users` compare with a cluster."""
