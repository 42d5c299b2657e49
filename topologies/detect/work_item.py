"""What passes through detect: a message of the frames topic, its state, and the outputs for it."""

from dataclasses import dataclass, field

from orin.processors.detection.backend import FrameResult, Image
from orin.schemas.records import FrameRef, FrameStatus
from orin.topologies.kafka.messages import Message, Outgoing


@dataclass(slots=True)
class WorkItem:
    """One message on its way. Filled in step by step: triage, pictures, inspection; then `outputs` is complete."""

    message: Message
    outputs: list[Outgoing] = field(default_factory=list)
    frame: FrameRef | None = None
    """Set while a Detections record is still owed for it."""
    sequence: str = ""
    """What the backend knows the camera by (see sequences.py)."""
    status: FrameStatus | None = None
    """Decided without inference: `shed`, `undecodable`, `frozen`."""
    image: Image | None = None
    size: tuple[int, int] | None = None
    """Width and height of the decoded picture."""
    result: FrameResult | None = None
