"""What the machine of one partition hears (events) and asks for (actions).

Whatever answers an action carries the `attempt` of that action; the machine ignores answers to an attempt that is over.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from orin.schemas.records import Record
from orin.topologies.kafka.messages import Headers, Message, Outgoing

FailureKind = Literal["fenced", "too_large", "other"]
TimerName = Literal["gather", "silence", "refetch", "restart", "drain"]


# ---- events


class Assigned(Struct, frozen=True):
    """The partition is ours."""


class Revoked(Struct, frozen=True):
    """The partition is being taken from us, or the process stops."""


class Arrived(Struct, frozen=True):
    """The consumer delivered these; nothing is assumed of their order or completeness."""

    messages: Sequence[Message]


class ProducerStarted(Struct, frozen=True):
    attempt: int


class StateRead(Struct, frozen=True):
    """Some records of the state partition, in offset order; `value` None is a tombstone."""

    attempt: int
    records: Sequence[tuple[bytes, bytes | None, Headers]]


class StateEnd(Struct, frozen=True):
    attempt: int


class Refetched(Struct, frozen=True):
    """What a second, independent read_committed consumer found in the source from the asked offset on."""

    attempt: int
    log_start: int
    log_end: int
    """Last stable offset (high watermark where the source has no transactions)."""
    messages: Sequence[Message]
    """The first visible messages at or after the asked offset, none left out; may be only some of them."""
    position: int
    """No message below this is visible but not among `messages`."""


class Begun(Struct, frozen=True):
    attempt: int


class Sent(Struct, frozen=True):
    """Every record of the Send is acknowledged."""

    attempt: int


class Committed(Struct, frozen=True):
    attempt: int


class Failed(Struct, frozen=True):
    attempt: int
    kind: FailureKind
    error: str


class ProducerStopped(Struct, frozen=True):
    attempt: int


class TimerFired(Struct, frozen=True):
    attempt: int
    name: TimerName


Answer = ProducerStarted | StateEnd | Begun | Sent | Committed
"""What a call leads to when it went well."""

MachineEvent = (
    Assigned
    | Revoked
    | Arrived
    | ProducerStarted
    | StateRead
    | StateEnd
    | Refetched
    | Begun
    | Sent
    | Committed
    | Failed
    | ProducerStopped
    | TimerFired
)

# ---- actions


class StartProducer(Struct, frozen=True):
    """Start the partition's transactional producer, which fences every earlier owner."""

    attempt: int


class ReadState(Struct, frozen=True):
    """Read the state partition to its end, read_committed."""

    attempt: int


class Refetch(Struct, frozen=True):
    """Say where the source's log starts and ends, and read from `offset` with a consumer of its own."""

    attempt: int
    offset: int


class Begin(Struct, frozen=True):
    attempt: int


class Send(Struct, frozen=True):
    attempt: int
    records: Sequence[Outgoing]


class Commit(Struct, frozen=True):
    attempt: int


class StopProducer(Struct, frozen=True):
    """Give up what is under way, abort an open transaction, stop the producer. Always answered."""

    attempt: int


class Seek(Struct, frozen=True):
    """Move the stream's consumer; messages may come twice or not at all, the machine sorts it out."""

    offset: int


class Pause(Struct, frozen=True):
    """The stream's consumer need not deliver for now; Resume follows, and then a Seek."""


class Resume(Struct, frozen=True):
    pass


class SetTimer(Struct, frozen=True):
    attempt: int
    name: TimerName
    seconds: float


class Idle(Struct, frozen=True):
    """Nothing is held and nothing is under way: the partition may go to another owner."""


class Refuse(Struct, frozen=True):
    """A human must decide; `message` says what and where and what to do."""

    message: str


class StageReport(Struct, frozen=True):
    """Something for the log and the metrics."""

    what: str
    details: Mapping[str, object]


class BatchDone(Struct, frozen=True):
    """One committed batch, for the metrics."""

    records: int
    late: int
    """Of them, those that came out of order."""
    outputs: Sequence[Record]
    decode_seconds: float
    step_seconds: float
    encode_seconds: float
    send_seconds: float
    commit_seconds: float
    state_bytes: int
    next_offset: int


Action = (
    StartProducer
    | ReadState
    | Refetch
    | Begin
    | Send
    | Commit
    | StopProducer
    | Seek
    | Pause
    | Resume
    | SetTimer
    | Idle
    | Refuse
    | StageReport
    | BatchDone
)
