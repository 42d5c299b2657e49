"""The plumbing: topics, the checkpoint, and each stage of the pipeline on Kafka."""
