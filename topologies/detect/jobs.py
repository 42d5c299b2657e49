"""What travels through detect: a message of the frames topic, what becomes of it, and what is sent for it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from orin.processors.detection.backend import Image, Verdict
from orin.schemas.records import FrameRef, FrameStatus

Headers = list[tuple[str, bytes]]


class Message(NamedTuple):
    """One message of `orin.frames.v1` as it came; `timestamp` in ms."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: int


class Output(NamedTuple):
    """One message to send. `partition` is None where the key decides."""

    topic: str
    partition: int | None
    key: bytes
    value: bytes
    headers: Headers
    timestamp: int


@dataclass(slots=True)
class Job:
    """One message on its way. Filled in step by step: intake, pictures, inspection; then `outputs` is complete."""

    message: Message
    outputs: list[Output] = field(default_factory=list)
    frame: FrameRef | None = None
    """Set while a Detections record is still owed for it."""
    lane: str = ""
    """What the backend knows the camera by (see lanes.py)."""
    status: FrameStatus | None = None
    """Decided without inference: `shed`, `undecodable`, `frozen`."""
    image: Image | None = None
    size: tuple[int, int] | None = None
    """Width and height of the decoded picture."""
    verdict: Verdict | None = None
