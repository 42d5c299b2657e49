"""The checkpoint: a pure step per camera, made exactly-once on Kafka by transactions. See machine.py."""
