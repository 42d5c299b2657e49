"""The topics' names. What each one is (partitions, retention, cleanup) is declared in infra/kafka/topics.yaml."""

from orin.schemas.wire import headers

FRAMES = "orin.frames.v1"
DETECTIONS = "orin.detections.v1"
TRACKS = "orin.tracks.v1"
EVENTS = "orin.events.v1"
HEALTH = "orin.health.v1"
SPECS = "orin.specs.v1"
REVIEWS = "orin.reviews.v1"
MUTES = "orin.mutes.v1"
AUDIT = "orin.audit.v1"
JOBS = "orin.jobs.v1"
"""One partition: the order of all its records decides who works on what."""
ALERTING = "orin.alerting.v1"
"""Events and reviews with the time at which they came: what notify decides on."""
DELIVERIES = "orin.deliveries.v1"
NOTIFY_STATE = "orin.notify.state.v1"
DEAD_LETTERS = "orin.dead-letters.v1"
INGEST_STATE = "orin.ingest.state.v1"
"""Compacted: of each camera a frame near its last one, from where the last one is looked for (ingest/last_frame.py)."""
TRACK_STATE = "orin.track.state.v1"
WATCH_STATE = "orin.watch.state.v1"
SNAPSHOTS = "orin.snapshots.v1"
TOPICS = (
    FRAMES, DETECTIONS, TRACKS, EVENTS, HEALTH, SPECS, REVIEWS, MUTES, AUDIT, JOBS, DEAD_LETTERS, INGEST_STATE,
    TRACK_STATE, WATCH_STATE, SNAPSHOTS, ALERTING, DELIVERIES, NOTIFY_STATE
)  # fmt: skip
"""All that are declared."""

SPEC_KEY = b"@specs"
"""Key of a spec marker on the frames, detections and tracks topics, and of the armed set on state topics."""

SEQUENCE_HEADER = headers.SEQUENCE_HEADER
"""Dense sequence number of a stage's outputs on one partition, ASCII digits."""
CAPTURED_AT_HEADER = headers.CAPTURED_AT_HEADER
SESSION_HEADER = headers.SESSION_HEADER
"""With the key, what an `undecodable` record needs when the value cannot be read."""
COMMAND_HEADER = "ce_commandid"
"""On a spec's revision: the id of the command that wrote it, a UUID, where it has one. Repeated, the command finds by
it what it did."""
