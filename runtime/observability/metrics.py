"""Every metric of every process, in one place; docs/metrics.md is this table, and a test compares them.

Times are seconds, sizes bytes. `stage` is detect, track, watch, health, project or ingest. Labels stay few: only
what is asked about a single camera carries one.
"""

import threading
from typing import Any
from wsgiref.simple_server import WSGIServer

from prometheus_client import Counter, Gauge, Histogram, start_http_server

from orin.schemas.errors import OrinError

_FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_DELAY = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30, 60, 300)
_COUNT = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)

# Ingest
FRAMES_READ = Counter("orin_frames_read", "Frames read from a camera's source.", ["camera"])
FRAMES_PUBLISHED = Counter("orin_frames_published", "Frames published on orin.frames.v1.", ["camera"])
FRAMES_REFUSED = Counter(
    "orin_frames_refused", "Frames that were read but not published, by reason; each is a gap.", ["camera", "reason"]
)
SPOOL_FRAMES = Gauge(
    "orin_spool_frames", "Frames of a camera that are waiting on disk for Kafka or the frame store.", ["camera"]
)
SPOOL_BYTES = Gauge("orin_spool_bytes", "Bytes of a camera's frames that are waiting on disk.", ["camera"])
RECONNECTS = Counter("orin_source_reconnects", "Times that a camera's source was reopened.", ["camera"])
FRAME_STORE_BYTES = Gauge("orin_frame_store_bytes", "Bytes held by the frame store.")
FRAME_STORE_ERRORS = Counter("orin_frame_store_errors", "Operations of the frame store that failed.", ["operation"])

# Every stage
FRAMES_IN = Counter("orin_frames_in", "Frame records read by a stage.", ["stage"])
FRAMES_OUT = Counter("orin_frames_out", "Frame records written by a stage, by status.", ["stage", "status"])
FRAMES_SHED = Counter("orin_frames_shed", "Frames of a camera that detect skipped because it was behind.", ["camera"])
FRAMES_REPEATED = Counter("orin_frames_repeated", "Frames that detect received again; the first record counts.")
RECORDS_OUT = Counter("orin_records_out", "Records written by a stage, by type.", ["stage", "type"])
LAST_CAPTURED_AT = Gauge(
    "orin_last_captured_at_seconds", "captured_at of the last frame of a camera, as a Unix time.", ["stage", "camera"]
)
BATCH_SECONDS = Histogram(
    "orin_batch_seconds", "Time a stage spends on a batch, by step: decode, step, encode, send, commit.",
    ["stage", "step"], buckets=_FAST,
)  # fmt: skip
BATCH_RECORDS = Histogram("orin_batch_records", "Records in a stage's batch.", ["stage"], buckets=_COUNT)
TRANSACTIONS = Counter(
    "orin_transactions", "Kafka transactions of a stage, by outcome: committed, aborted, fenced.", ["stage", "outcome"]
)
LAG = Gauge(
    "orin_lag_records", "Records between a stage's position and the end of the partition, as the broker reports it.",
    ["stage", "topic", "partition"],
)  # fmt: skip
STATE_BYTES = Gauge("orin_state_bytes", "Size of the camera states of a partition.", ["stage", "partition"])
REBALANCE_SECONDS = Histogram(
    "orin_rebalance_seconds", "Duration of a rebalance of a stage's group, as one worker sees it: from giving up its"
    " partitions until the new ones are known.", ["stage"], buckets=_DELAY,
)  # fmt: skip
STATE_LOAD_SECONDS = Histogram(
    "orin_state_load_seconds", "Time to recover a partition after a rebalance or an error: fence the previous owner,"
    " read the state.",
    ["stage"], buckets=_DELAY,
)  # fmt: skip
REBUILT_STATES = Counter(
    "orin_rebuilt_states", "Camera states that were reset, by reason: logic_version, unreadable, topic.",
    ["stage", "reason"],
)  # fmt: skip
DELIVERY_HOLES = Counter(
    "orin_delivery_holes",
    "Gaps in the delivery of a stage's input that were filled by reading the log again.",
    ["stage"],
)
INPUT_GAPS = Counter(
    "orin_input_gaps",
    "Frames that a later frame names as its predecessor and that never arrived: unseen time.",
    ["stage"],
)
RECORDS_LOST = Counter(
    "orin_records_lost",
    "Offsets of a stage's input that retention deleted before they were read: records, and transaction markers.",
    ["stage"],
)
RECORDS_OUT_OF_ORDER = Counter(
    "orin_records_out_of_order",
    "Frames of a stage's input that came after a later one of their camera, or twice: they are dropped.",
    ["stage"],
)
DEAD_LETTERS = Counter("orin_dead_letters", "Records that could not be processed, by reason.", ["stage", "reason"])
DIVERGENCE = Counter(
    "orin_divergence", "Phases of an event that were repeated with different content; the first is kept.", ["stage"]
)
RESTARTS = Counter("orin_restarts", "Times that a stage restarted a partition after an error.", ["stage"])

# Detect
DETECT_SECONDS = Histogram(
    "orin_detect_seconds", "Duration of the steps of detect: fetch, decode, infer, send.", ["step"], buckets=_FAST
)
DETECT_BATCH = Histogram("orin_detect_batch_frames", "Frames in one inference.", buckets=_COUNT)
DETECT_BATCH_LIMIT = Gauge(
    "orin_detect_batch_limit_frames",
    "The most frames that detect infers at once; lowered when the device runs out of memory.",
)
BACKGROUNDS = Counter(
    "orin_backgrounds", "Backgrounds of cameras that detect started with, by origin: restored, learnt.", ["origin"]
)

# Watch and project
EVENTS = Counter("orin_events", "Phases of events written, by kind and phase.", ["kind", "phase"])
ROWS = Counter("orin_rows", "Rows written to the database, by table.", ["table"])
CAPTURE_TO_ROW_SECONDS = Histogram(
    "orin_capture_to_row_seconds", "From captured_at to the commit of the row, by table.", ["table"], buckets=_DELAY
)
HEALTH_EVENTS = Counter("orin_health_events", "Health events of cameras and guards, by kind.", ["kind"])

DELIVERIES = Counter("orin_deliveries", "Attempts to tell a target, by what became of them.", ["status"])
DELIVERIES_PENDING = Gauge("orin_deliveries_pending", "Messages to targets that are decided and not yet taken.")

# Api
API_SECONDS = Histogram(
    "orin_api_seconds", "Time to answer a request, by route and status.", ["route", "status"], buckets=_FAST
)
API_STREAMS = Gauge("orin_api_streams", "Open event streams (SSE).")

# Supervision
CHILD_RESTARTS = Counter("orin_child_restarts", "Times that a supervised process was restarted.", ["name"])


class MetricsServer:
    """A running /metrics endpoint. `port` is the one that it listens on."""

    def __init__(self, server: WSGIServer, thread: threading.Thread) -> None:
        self._server = server
        self._thread = thread
        self.port = int(server.server_port)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def serve_metrics(port: int, host: str = "127.0.0.1") -> MetricsServer:
    """Serves all metrics of this process on http://host:port/metrics; port 0 takes a free one.

    Raises OrinError naming the port when it is taken.
    """
    try:
        server, thread = start_http_server(port, host)
    except OSError as error:
        raise OrinError(
            f"metrics cannot be served on {host}:{port}: {error.strerror or error}; change ORIN_METRICS_PORT"
        ) from error
    return MetricsServer(server, thread)


def catalogue() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(name as scraped, type, help, labels) of every metric of this module."""
    found: list[Any] = [value for value in globals().values() if isinstance(value, (Counter, Gauge, Histogram))]
    return [(_scraped_name(m), m._type, m._documentation, tuple(m._labelnames)) for m in found]


def _scraped_name(metric: Any) -> str:
    return f"{metric._name}_total" if metric._type == "counter" else str(metric._name)
