"""One mixed run: a known workload through real stages on real Kafka and PostgreSQL, under harm from a seeded schedule.

At the end what the topics and the database hold is compared, row for row, with what the undisturbed processors make of
the same detections. `python -m tests.cluster.chaos --seconds 240 --seed 7`, or `make chaos SECONDS=3600 SEED=7`.
"""
