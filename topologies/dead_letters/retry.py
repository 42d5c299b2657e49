"""Which dead letters can still be processed, and how they are published again.

A camera's records count in the order of their capture, once. So a record can be retried only on topics
that any process may write (frames; and detections, of which the lowest offset counts for one captured_at), if this
build can read it, and as long as the camera has not gone past it: there is no record of the same or a later time on the
stage's input or output. A spec marker counts while its revision is the newest of its name. Everything else is history,
which only a replay can judge again.
"""

import shlex
from collections.abc import Mapping

from msgspec.structs import replace

from orin.processors.identity import spec_name
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameGone, FrameStore
from orin.schemas.errors import OrinError, WireError
from orin.schemas.json_forms import format_time
from orin.schemas.names import is_camera
from orin.schemas.records import DeadLetter, Detections, FrameRef, Record, SessionEnd, Spec
from orin.schemas.wire.dead_letters import letter_key
from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.appending import Published, append
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Outgoing
from orin.topologies.kafka.topics import DEAD_LETTERS, DETECTIONS, FRAMES, SPEC_KEY, TRACKS
from orin.topologies.specs.apply import SpecLog
from orin.topologies.stage.reading import event_time_of

_OUTPUT: Mapping[tuple[str, str], str] = {("detect", FRAMES): DETECTIONS, ("track", DETECTIONS): TRACKS}
"""Of each stage whose input takes a record again: what it writes."""
_INPUTS: Mapping[str, tuple[type[Record], ...]] = {
    FRAMES: (FrameRef, SessionEnd, Spec),
    DETECTIONS: (Detections, SessionEnd, Spec),
}
_AROUND = 10 * 60 * 1_000_000
"""µs before and after a record that its replay shows: as long as most guards' `for`."""


class CannotCount(OrinError):
    """Publishing the record again would have no effect, or change what is over; the message says why."""


def retry(settings: Settings, serde: Serde, letter: DeadLetter) -> Published:
    """Publishes the letter's record again and deletes the letter. Raises CannotCount where it would have no effect."""
    record = republished(settings, serde, letter)
    place = _publish(settings, serde, letter, record)
    _take_back(settings, letter)
    return place


def republished(settings: Settings, serde: Serde, letter: DeadLetter) -> Record:
    """The record as it would be published now. Raises CannotCount where it would have no effect."""
    output = _output(letter)
    record = _readable(serde, letter)
    if isinstance(record, Spec):
        _check_newest(settings, record)
        return record
    if letter.reason == "too_large":
        raise CannotCount("the stage processed the record; only its output was too large to be written")
    _check_ahead(settings, letter, record, output)
    return _frame(settings, record) if isinstance(record, FrameRef) else record


def replay_command(serde: Serde, letter: DeadLetter) -> str:
    """The `orin replay` that shows what the guards say of the time around the letter's record."""
    at, camera = letter.failed_at, _camera(letter.key)
    try:
        record = serde.decode(letter.raw)
    except WireError:
        pass
    else:
        found = event_time(record)
        at = letter.failed_at if found is None or not isinstance(format_time(found), str) else found
        camera = _camera(getattr(record, "camera", "").encode()) or camera
    window = f"--from {format_time(max(0, at - _AROUND))} --to {format_time(at + _AROUND)}"
    whose = "" if camera is None else f" --camera {shlex.quote(camera)}"
    return f"orin replay {window}{whose} --against production"


# ---- what can count


def _output(letter: DeadLetter) -> str:
    output = _OUTPUT.get((letter.stage, letter.topic))
    if output is not None:
        return output
    if letter.stage == "project":
        raise CannotCount(
            f"the projector has gone past it, and the record is still on {letter.topic}; if a newer build can store "
            "it, project into an empty database (ORIN_DATABASE_URL)"
        )
    raise CannotCount(f"only the stage before {letter.stage} may write to {letter.topic}")


def _readable(serde: Serde, letter: DeadLetter) -> Record:
    try:
        record = serde.decode(letter.raw)
    except WireError as error:
        raise CannotCount(f"this build cannot read it either: {error}") from None
    if not isinstance(record, _INPUTS[letter.topic]):
        raise CannotCount(f"a {type(record).__name__} does not belong on {letter.topic}")
    wanted = SPEC_KEY if isinstance(record, Spec) else record.camera.encode()  # type: ignore[union-attr]
    if letter.key != wanted:
        raise CannotCount(
            f"its key is {letter.key!r} but its content says {wanted!r}: it is not known which camera it belongs to"
        )
    return record


def _check_newest(settings: Settings, spec: Spec) -> None:
    newest = SpecLog(settings).history().newest(spec.kind, spec.name)
    if newest is None or newest.spec != spec:
        now = "there is no revision" if newest is None else f"the newest is {newest.spec.revision}"
        raise CannotCount(f"{spec_name(spec)} is not the newest revision of that name: {now}")


def _check_ahead(settings: Settings, letter: DeadLetter, record: Record, output: str) -> None:
    at = event_time(record)
    assert at is not None
    with Log(settings) as reader:
        for topic in (output, letter.topic):
            # A session's end belongs right after its last frame, at the same time.
            past = _later(reader, topic, letter, at + isinstance(record, SessionEnd))
            if past is not None:
                raise CannotCount(
                    f"{_camera(letter.key)} has gone past {format_time(at)}: {topic} already has its record of "
                    f"{format_time(past)}"
                )


def _later(reader: Log, topic: str, letter: DeadLetter, at: int) -> int | None:
    """The time of a record of the letter's camera that is of `at` or later; the letter's own aside."""
    own = letter.offset if topic == letter.topic else None
    begin = reader.offset_at(topic, letter.partition, at)
    for batch in reader.read(topic, letter.partition, begin, reader.bounds(topic, letter.partition).end):
        for message in batch:
            if message.key == letter.key and message.offset != own and (found := event_time_of(message)) >= at:
                return found
    return None


def _frame(settings: Settings, frame: FrameRef) -> FrameRef:
    """As a frame that had to wait in a spool: not shed for its age, late as of now."""
    try:
        FrameStore.of(settings).get(frame.uri)
    except FrameGone as error:
        raise CannotCount(f"its picture was deleted: {error}") from None
    return replace(frame, lossless=True, rejoined_at=wall_clock())


# ---- writing


def _publish(settings: Settings, serde: Serde, letter: DeadLetter, record: Record) -> Published:
    timestamp = (event_time(record) or 0) // 1000
    value, extra = serde.encode(record), headers(record)
    (published,) = append(settings, [Outgoing(letter.topic, letter.partition, letter.key, value, extra, timestamp)])
    return published


def _take_back(settings: Settings, letter: DeadLetter) -> None:
    """Once the record is on its topic again: were this lost, another retry would find the camera gone past it."""
    append(settings, [Outgoing(DEAD_LETTERS, None, letter_key(letter).encode(), None, [], None)])


def _camera(key: bytes | None) -> str | None:
    try:
        name = (key or b"").decode()
    except UnicodeDecodeError:
        return None
    return name if is_camera(name) else None
