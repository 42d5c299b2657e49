"""Headers of every message: CloudEvents (binary mode), W3C trace context, and what is read without the value.

All of them derive from the record, so a record that is written again carries the same ones, and all records that
one frame of one camera leads to, over all topics, share a trace id.
"""

from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote

from orin.schemas.records import (
    Audit,
    CameraSnapshot,
    DeadLetter,
    Delivery,
    Detections,
    Event,
    FrameRef,
    HealthEvent,
    Heartbeat,
    Job,
    Mute,
    Record,
    Review,
    SessionEnd,
    Spec,
    Target,
    Tick,
    Tracks,
)
from orin.schemas.registry.file import NAMESPACE
from orin.schemas.wire.dead_letters import letter_key

SEQUENCE_HEADER = "orin_seq"
"""Dense sequence number of a stage's outputs on one partition, ASCII digits."""
CAPTURED_AT_HEADER = "orin_captured_at"
"""Event time of the record, µs, ASCII digits."""
SESSION_HEADER = "orin_session"
"""Session of the camera. With the key, what an `undecodable` record needs when the value cannot be read."""

_SPECVERSION = ("ce_specversion", b"1.0")


def event_time(record: Record) -> int | None:
    """Event time of a record, µs; `// 1000` is its message's timestamp.

    None for Spec and DeadLetter, which are about no frame: they take the wall clock, and a forwarded spec marker
    keeps the timestamp it came with (active_from may lie further ahead than the topics allow). None for Delivery too,
    which keeps the timestamp of what it was decided on.
    """
    match record:
        case FrameRef() | Detections() | Tracks() | CameraSnapshot():
            return record.captured_at
        case Event() | Heartbeat() | HealthEvent() | Review() | Mute() | Audit() | Job() | Target() | Tick():
            return record.at
        case SessionEnd():
            return record.ended_at
    return None


def headers(record: Record, sequence: int | None = None) -> list[tuple[str, bytes]]:
    """The headers of a record's message; `sequence` is the stage's dense number of it on its output partition."""
    name = type(record).__name__
    at = event_time(record)
    ident = _ident(record, name, at)
    found = [
        _SPECVERSION,
        ("ce_id", ident.encode()),
        ("ce_type", f"{NAMESPACE}.{name}".encode()),
        ("ce_source", _source(_about(record))),
        ("traceparent", _traceparent(record, at, ident)),
    ]
    if at is not None:
        found.append((CAPTURED_AT_HEADER, b"%d" % at))
    if isinstance(record, FrameRef | Detections | Tracks | SessionEnd | Heartbeat):
        found.append((SESSION_HEADER, record.session.encode()))
    if sequence is not None:
        found.append((SEQUENCE_HEADER, b"%d" % sequence))
    return found


def _ident(record: Record, name: str, at: int | None) -> str:  # noqa: PLR0911 - one for each kind of record
    """The `ce_id`: with `ce_source`, the same for the same thing said again and for nothing else."""
    match record:
        case Target():
            return f"target/{record.name}@{record.revision}"
        case Delivery():
            return f"{record.delivery_id}:{record.status}:{record.attempts}"
        case Event():
            return f"{record.event_id}:{record.sequence}"
        case Spec():
            return f"{record.kind}/{record.name}@{record.revision}"
        case DeadLetter():
            return letter_key(record)
        case HealthEvent():
            return f"{record.camera}@{at}:{record.kind}:{record.guard or ''}"
        case Review(review_id=ident) | Mute(mute_id=ident) | Audit(audit_id=ident) | Job(job_id=ident):
            said = f"@{at}:{record.attempt}:{record.state}:{record.worker}" if isinstance(record, Job) else ""
            return f"{name.lower()}:{ident}{said}"
    return f"{record.camera}@{at}:{name}"


def _about(record: Record) -> str:
    match record:
        case Spec() | Target():
            return "specs"
        case DeadLetter():
            return f"stages/{record.stage}"
        case Mute():
            return f"mutes/{record.scope}"
        case Audit():
            return f"audit/{record.who}"
        case Job():
            return f"jobs/{record.job_id}"
    return record.camera


@lru_cache(maxsize=4096)
def _source(about: str) -> bytes:
    """The `ce_source`, a URI reference: `/site/camera`."""
    return b"/" + quote(about).encode()


def _traceparent(record: Record, at: int | None, ident: str) -> bytes:
    """Trace id from camera and event time, parent id from the `ce_id`; always sampled."""
    trace = ident if at is None else f"{_about(record)}@{at}"
    trace_id = blake2b(trace.encode(), digest_size=16).hexdigest()
    parent_id = blake2b(ident.encode(), digest_size=8, person=b"parent").hexdigest()
    return f"00-{trace_id}-{parent_id}-01".encode()
