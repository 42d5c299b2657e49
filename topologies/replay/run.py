"""The watch stage's logic over one partition of history: messages in, the events of a window out."""

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple

from msgspec import Struct, field

from orin.processors.guards.state import WatchState
from orin.processors.logic import CameraLogic, Origin
from orin.processors.specs.armed import Armed
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Event, Record, SessionEnd, Spec, Tracks
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import SNAPSHOTS, SPEC_KEY, TRACKS
from orin.topologies.replay.rules import SpecSource
from orin.topologies.replay.starting_points import StartingPoint
from orin.topologies.stage.reading import check, substitute
from orin.topologies.watch import watch_stage

Keep = Callable[[Tracks, Armed], None]


_UNWATCHED = 60_000_000
"""µs. An interval between two frames that is longer than this does not count as watched."""


class Window(NamedTuple):
    """[start, end) in µs of event time."""

    start: int
    end: int


class Seconds(Struct):
    """Time spent, s."""

    fetch: float = 0.0
    decode: float = 0.0
    guards: float = 0.0


class Span(Struct):
    """The frames of one camera in the window."""

    first: int
    """captured_at of the first frame, and below of the last."""
    last: int
    first_offset: int
    last_offset: int
    frames: int = 0
    watched: int = 0
    """µs between consecutive frames, intervals longer than a minute left out."""

    def add(self, at: int, offset: int) -> None:
        """Takes the next frame, captured at `at` (µs)."""
        if at - self.last <= _UNWATCHED:
            self.watched += at - self.last
        self.last, self.last_offset = at, offset
        self.frames += 1


class ReplayStepFailed(Exception):
    """The logic raised on the record at `offset`: the state is unusable, and the stage skipped that record as well."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class UnknownCamera(Exception):
    """A camera without a starting point has records before the end of the window."""

    def __init__(self, camera: str) -> None:
        super().__init__(camera)
        self.camera = camera


class _Camera:
    __slots__ = ("armed", "beginning", "restarts", "span", "state")

    def __init__(self, state: WatchState, armed: Armed, beginning: StartingPoint, restarts: frozenset[int]) -> None:
        self.state = state
        self.armed = armed
        self.beginning = beginning
        self.restarts = restarts
        self.span: Span | None = None


class ReplayOutput(Struct):
    """Events whose cause was captured in the window, in the order of the log, and what was read for them."""

    events: list[Event] = []
    spans: dict[str, Span] = {}
    records: int = 0
    out_of_order: int = 0
    """Frames of the window that the log holds after a later one of their camera, or twice: nobody judges them."""
    seconds: Seconds = field(default_factory=Seconds)


class PartitionReplay:
    """Steps over the messages of one partition, in offset order. `wanted` cameras only.

    `from_start`: the log is read from its start, so a camera without a starting point starts with its first message.
    `keep` is told of every frame of the window, and of the specs that were armed on it.
    """

    def __init__(
        self,
        partition: int,
        window: Window,
        logic: CameraLogic[WatchState, Tracks | SessionEnd],
        rules: SpecSource,
        decode: Callable[[bytes], Record],
        *,
        starting_points: Mapping[str, StartingPoint],
        restarts: Mapping[str, frozenset[int]],
        wanted: Callable[[str], bool],
        from_start: bool = False,
        poison: frozenset[int] = frozenset(),
        keep: Keep | None = None,
    ) -> None:
        self._partition = partition
        self._window = window
        self._logic = logic
        self._rules = rules
        self._decode = decode
        self._restarts = restarts
        self._wanted = wanted
        self._from_start = from_start
        self._poison = poison
        self._keep = keep
        self._stage = watch_stage()
        self._cameras: dict[bytes, _Camera | None] = {}
        self._markers: list[Spec] = []
        self.output = ReplayOutput()
        for name, beginning in starting_points.items():
            self._cameras[name.encode()] = self._begin(name, beginning)

    def feed(self, messages: Sequence[Message]) -> None:
        """Raises UnknownCamera, ReplayStepFailed, and OrinError where the log is not that of a snapshot."""
        started = perf_counter()
        found = [(m, record) for m in messages if (record := self._read(m)) is not None]
        decoded = perf_counter()
        for message, record in found:
            if isinstance(record, Spec):
                self._mark(record)
            else:
                self._step(message, record)
        self.output.records += len(messages)
        self.output.seconds.decode += decoded - started
        self.output.seconds.guards += perf_counter() - decoded

    # ---- which messages count

    def _read(self, message: Message) -> Record | None:
        if message.key != SPEC_KEY and not self._is_due(message):
            return None
        record: Record | None
        try:
            record = self._decode(message.value or b"")
            check(self._stage, message, record)
        except WireError:
            record = substitute(self._stage, message)
        return record if record is not None and self._is_wanted(message, record) else None

    def _is_due(self, message: Message) -> bool:
        # The log's time is captured_at in whole ms, so this leaves no frame of the window out.
        if message.timestamp * 1000 >= self._window.end or message.offset in self._poison or message.key is None:
            return False
        camera = self._cameras.get(message.key)
        if camera is None:
            return message.key not in self._cameras
        snapshot = camera.beginning.snapshot
        if snapshot is not None and message.offset == snapshot.offset:
            self._compare(message, snapshot.captured_at)
        return message.offset >= camera.beginning.offset

    def _is_wanted(self, message: Message, record: Record) -> bool:
        """Whether it is a spec or of a wanted camera. An unreadable message makes no camera known."""
        if isinstance(record, Spec):
            return True
        key = message.key or b""
        if key not in self._cameras:
            self._cameras[key] = self._discover(key)
        return self._cameras[key] is not None

    def _discover(self, key: bytes) -> _Camera | None:
        name = key.decode(errors="replace")
        if not self._wanted(name):
            return None
        if not self._from_start:
            raise UnknownCamera(name)
        camera = self._begin(name, StartingPoint(offset=0, snapshot=None))
        for spec in self._markers:
            self._rules.add(camera.armed, spec)
        return camera

    def _compare(self, message: Message, captured_at: int) -> None:
        if message.timestamp != captured_at // 1000:
            raise OrinError(
                f"{TRACKS} partition {self._partition} offset {message.offset} is not the record that the snapshot of"
                f" {(message.key or b'').decode(errors='replace')} follows: {TRACKS} was re-created; re-create"
                f" {SNAPSHOTS} as well"
            )

    # ---- what they lead to

    def _begin(self, name: str, beginning: StartingPoint) -> _Camera:
        snapshot, state, armed = beginning.snapshot, self._logic.new(name), Armed()
        if snapshot is not None:
            armed = Armed.load(snapshot.armed)
            if beginning.offset > snapshot.offset:
                state = self._logic.load(snapshot.state)
        return _Camera(
            self._rules.begin(state), self._rules.armed(armed), beginning, self._restarts.get(name, frozenset())
        )

    def _mark(self, spec: Spec) -> None:
        self._markers.append(spec)
        for camera in self._cameras.values():
            if camera is not None:
                self._rules.add(camera.armed, spec)

    def _step(self, message: Message, record: Record) -> None:
        assert isinstance(record, Tracks | SessionEnd)
        camera = self._cameras[message.key or b""]
        assert camera is not None
        if message.offset in camera.restarts:
            camera.state = self._logic.new(record.camera)
        if isinstance(record, Tracks):
            if record.captured_at >= self._window.end:
                return
            self._count(camera, record, message.offset)
        origin = Origin(TRACKS, self._partition, message.offset)
        try:
            camera.state, outputs = self._logic.step(camera.state, record, camera.armed, origin)
        except Exception as error:
            raise ReplayStepFailed(message.offset) from error
        if outputs and isinstance(record, Tracks) and record.captured_at >= self._window.start:
            self.output.events.extend(each for each in outputs if isinstance(each, Event))

    def _count(self, camera: _Camera, record: Tracks, offset: int) -> None:
        at = record.captured_at
        if at < self._window.start:
            return
        if at <= camera.state.last_at:
            self.output.out_of_order += 1
            return
        span = camera.span
        if span is None:
            span = camera.span = Span(first=at, last=at, first_offset=offset, last_offset=offset)
            self.output.spans[record.camera] = span
        span.add(at, offset)
        if self._keep is not None:
            self._keep(record, camera.armed)
