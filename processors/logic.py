"""What a stage of the pipeline computes, apart from Kafka: one camera's state, one record in, records out.

`track` and `watch` are both a `CameraLogic`; the stages (topologies/stage), `orin try` and replay drive it alike.
"""

from typing import NamedTuple, Protocol, TypeVar

from orin.processors.specs.armed import Armed
from orin.schemas.records import Record

StateT = TypeVar("StateT")
InputT_contra = TypeVar("InputT_contra", contravariant=True)


class Origin(NamedTuple):
    """Where an input record lies in the log."""

    topic: str
    partition: int
    offset: int


class CameraLogic(Protocol[StateT, InputT_contra]):
    """A deterministic step over the records of one camera.

    `step` owns the state it is given: it may change it in place, and the caller uses only the state that is
    returned. Whoever needs the old state keeps `dump(state)`. `load(dump(s))` behaves exactly as `s`.
    """

    logic_version: int
    """Rises whenever a stored state of an older version would be read wrongly."""

    def new(self, camera: str) -> StateT: ...

    def is_late(self, state: StateT, record: InputT_contra) -> bool:
        """Whether `step` will drop the record because the camera has gone on: it came out of order, or twice."""
        ...

    def step(
        self, state: StateT, record: InputT_contra, armed: Armed, origin: Origin
    ) -> tuple[StateT, list[Record]]: ...

    def dump(self, state: StateT) -> bytes: ...

    def load(self, data: bytes) -> StateT: ...
