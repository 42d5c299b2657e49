"""How a message of a topic keyed by camera is read: the same rules for detect, the stages and replay."""

from typing import Any, NamedTuple, TypeVar

from orin.processors.logic import StateT
from orin.schemas.errors import WireError
from orin.schemas.names import is_camera
from orin.schemas.plausible import check_plausible
from orin.schemas.records import Detections, Record, Spec, Tracks
from orin.topologies.kafka.messages import Headers, Message
from orin.topologies.kafka.topics import CAPTURED_AT_HEADER, SESSION_HEADER, SPEC_KEY
from orin.topologies.stage.definition import InputT, Stage

FrameRecord = TypeVar("FrameRecord", Detections, Tracks)

_LONGEST_TIME = 19
"""Digits of the largest 64-bit number of µs."""
_LONGEST_SESSION = 4096
"""Bytes; the session goes into the value and into a header of what stands for the message."""


class Named(NamedTuple):
    """Whose frame a message is, and of when (µs)."""

    camera: str
    session: str
    captured_at: int


def check(stage: Stage[StateT, InputT], message: Message, record: Record) -> None:
    """Raises WireError for a record that does not belong on the stage's source, as `check_record`."""
    check_record(record, stage.inputs, stage.source, message.key, message.timestamp)


def check_record(record: Record, inputs: tuple[type, ...], topic: str, key: bytes | None, timestamp: int) -> None:
    """Raises WireError for a record that is neither a spec marker nor one of `inputs`, whose message has another key or
    time (ms), or whose numbers make no sense.
    """
    if isinstance(record, Spec):
        wanted = SPEC_KEY
    elif isinstance(record, inputs):
        camera: str = record.camera  # type: ignore[union-attr]
        if not is_camera(camera):
            raise WireError("wrong_key", f"the record's camera is {camera[:80]!r}, which is not SITE/CAMERA")
        wanted = camera.encode()
    else:
        raise WireError("unexpected_type", f"a {type(record).__name__} does not belong on {topic}")
    if key != wanted:
        raise WireError("wrong_key", f"the key is {(key or b'')[:80]!r}, the record's own is {wanted[:80]!r}")
    check_plausible(record, timestamp)


def substitute(stage: Stage[StateT, InputT], message: Message) -> Any | None:
    """What stands for a message that cannot be read: an `undecodable` record of the stage's input, or None."""
    found = named(message.key, message.headers, message.timestamp)
    return None if found is None else stage.undecodable(*found)


def undecodable_frame(
    record: type[FrameRecord], camera: str, session: str, captured_at: int, backend: str = ""
) -> FrameRecord:
    """Stands for a message whose value cannot be read: a frame on which nothing was observed."""
    return record(
        camera=camera,
        session=session,
        session_started_at=captured_at,
        captured_at=captured_at,
        previous_at=None,
        published_at=captured_at,
        uri=None,
        width=0,
        height=0,
        status="undecodable",
        backend=backend,
    )


def named(key: bytes | None, headers: Headers, timestamp: int) -> Named | None:
    """Camera, session and time of an unreadable message, from its key and headers.

    None where they are missing, or where the time differs from the log's own (`timestamp`, ms): a damaged header must
    not move the camera's clock.
    """
    found = dict(headers)
    session, at = found.get(SESSION_HEADER), _time(found)
    if key is None or session is None or len(session) > _LONGEST_SESSION or at is None or at // 1000 != timestamp:
        return None
    try:
        camera = key.decode()
        return Named(camera, session.decode(), at) if is_camera(camera) else None
    except UnicodeDecodeError:
        return None


def event_time_of(message: Message) -> int:
    """Event time of a message, µs, its value unread: as its header says, or in whole ms as the log does."""
    at = _time(dict(message.headers))
    return message.timestamp * 1000 if at is None else at


def _time(headers: dict[str, bytes]) -> int | None:
    at = headers.get(CAPTURED_AT_HEADER, b"")
    return int(at) if at.isdigit() and len(at) <= _LONGEST_TIME else None
