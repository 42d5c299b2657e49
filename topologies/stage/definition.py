"""What a stage consists of: its topics, its logic, and the types of its inputs and outputs."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, Protocol, TypeVar

from msgspec import Struct

from orin.processors.logic import CameraLogic, InputT_contra, StateT
from orin.runtime.config.settings import Settings
from orin.schemas.records import Record
from orin.topologies.kafka.messages import Headers

InputT = TypeVar("InputT")


class Codec(Protocol):
    """Records to bytes and back: wire.py, or a test's own."""

    def encode(self, record: Record) -> bytes: ...

    def decode(self, data: bytes) -> Record:
        """Raises WireError."""
        ...

    def headers(self, record: Record, sequence: int | None) -> Headers:
        """`sequence` is the dense number of the record on its topic's partition; None for a dead letter."""
        ...


class Stage(Struct, Generic[StateT, InputT_contra], frozen=True, kw_only=True):
    """One stage of the pipeline: `track`, `watch`."""

    name: str
    source: str
    state: str
    """The compacted state topic, as many partitions as the source."""
    outputs: Mapping[type, str]
    """Topic of each output type; outputs of other types (SessionEnd in `watch`) are not written."""
    dense: Literal["offset", "sequence"]
    """What shows that no message of the source is missing: its offsets, or the writer's `orin_seq` header."""
    inputs: tuple[type, ...]
    """Types that the logic handles. Spec markers are handled by the checkpoint."""
    logic: CameraLogic[StateT, InputT_contra]
    undecodable: Callable[[str, str, int], Any]
    """(camera, session, captured_at) -> the record that stands for a message whose value cannot be read."""


class Limits(Struct, frozen=True, kw_only=True):
    """Sizes and times of the checkpoint; seconds where nothing else is said."""

    commit_interval: float = 0.1
    batch_records: int = 500
    batch_bytes: int = 8 * 2**20
    buffered_records: int = 5000
    value_bytes: int = 900_000
    """Longest value that is sent: Kafka's default limit of 1 MiB less room for key, headers and framing."""
    silence: float = 3.0
    overslept: float = 2.0
    """By how much a timer may be late in a process that runs. With `silence` less than the session timeout."""
    refetch_interval: float = 1.0
    parked: float = 8.0
    drain: float = 2.0
    backoff_first: float = 0.2
    backoff_longest: float = 10.0

    @staticmethod
    def of(settings: Settings) -> "Limits":
        session = settings.kafka_session_timeout
        return Limits(
            commit_interval=settings.commit_interval, silence=min(3.0, session / 2), overslept=min(2.0, session / 3)
        )
