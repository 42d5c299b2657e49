"""Detect without Kafka: triage, images, inspection and the pipeline around them, on a backend that only looks."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Any

import cv2
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.processors.detection.backend import BackendBroken, DecodedFrame, FrameResult
from orin.runtime.frames.store import FrameGone
from orin.schemas.errors import OrinError
from orin.schemas.records import Box, DeadLetter, Detections, FrameRef, Model, Record, SessionEnd, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.detect.images import ImageLoader, decode
from orin.topologies.detect.inspect import MAX_FAILURES, Inspector
from orin.topologies.detect.pipeline import Pipeline
from orin.topologies.detect.triage import Triage, in_its_place
from orin.topologies.detect.work_item import WorkItem
from orin.topologies.kafka.messages import Message, Outgoing
from orin.topologies.kafka.topics import DETECTIONS, SPEC_KEY

SERDE = file_serde()
S = 1_000_000
NOW = 1_000 * S


def jpeg(value: int = 7, width: int = 16, height: int = 8) -> bytes:
    return bytes(cv2.imencode(".jpg", np.full((height, width, 3), value, np.uint8))[1])


class Store:
    """Frames by URI; `failures` answers fail first."""

    def __init__(self, failures: int = 0) -> None:
        self.frames: dict[str, bytes] = {}
        self.failures = failures

    def get(self, uri: str) -> bytes:
        if self.failures:
            self.failures -= 1
            raise OrinError("the store does not answer")
        if uri == "broken":
            return jpeg()[:-20]
        if uri == "gone":
            raise FrameGone("gone")
        return self.frames.get(uri, jpeg())


class Looker:
    """A backend that remembers what it saw, and fails where it is told to."""

    name = "looker"
    model = Model(name="m", sha256="0" * 64)

    def __init__(self) -> None:
        self.seen: list[tuple[str, int]] = []
        self.fails_at: set[int] = set()
        self.score = 0.5
        self.label = "person"
        self.words = "bad luck"
        self.forgotten: list[str] = []

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        if self.fails_at & {frame.captured_at for frame in frames}:
            raise ValueError(self.words)
        self.seen += [(frame.camera, frame.captured_at) for frame in frames]
        box = Box(label=self.label, score=self.score, x1=0, y1=0, x2=1, y2=1)
        return [FrameResult("seen", (box,), frame.captured_at) for frame in frames]

    def forget(self, cameras: Collection[str]) -> None:
        self.forgotten += sorted(cameras)

    def close(self) -> None: ...


def frame(at: int, camera: str = "hq/a", *, uri: str = "x", lossless: bool = True, published: int = NOW) -> FrameRef:
    return FrameRef(
        camera=camera,
        session="s",
        session_started_at=0,
        captured_at=at,
        previous_at=None,
        published_at=published,
        lossless=lossless,
        uri=uri,
        width=16,
        height=8,
        encoding="jpeg",
        source="test",
    )


def message(record: Record, offset: int, partition: int = 0, value: bytes | None = None) -> Message:
    key = SPEC_KEY if isinstance(record, Spec) else record.camera.encode()  # type: ignore[union-attr]
    at = record.captured_at if isinstance(record, FrameRef) else 0
    return Message(partition, offset, at // 1000, key, value or SERDE.encode(record), headers(record))


def triage() -> Triage:
    return Triage(SERDE, max_lag=5.0, takeover_after=10.0, backend="looker", clock=lambda: NOW)


def taken(step: Triage, msg: Message) -> WorkItem:
    item = step.take(msg)
    assert item is not None
    return item


def look(item: WorkItem, backend: Looker | None = None, store: Store | None = None) -> list[Record]:
    """The item's records, after all steps."""
    images = ImageLoader(store or Store(), sleep=lambda _: None)
    if item.frame is not None and item.status is None:
        images.settle(item, images.load(item.frame))
    Inspector(backend or Looker(), SERDE, lambda: NOW).look([item])
    return [SERDE.decode(output.value) for output in item.outputs]


def test_a_seen_frame_names_its_model_and_its_time() -> None:
    (record,) = look(taken(triage(), message(frame(5), 0)))
    assert isinstance(record, Detections)
    assert (record.status, record.inferred_at, record.backend, record.model) == ("seen", 5, "looker", Looker.model)
    assert record.boxes[0].label == "person"


@pytest.mark.parametrize(
    ("ref", "status"),
    [
        (frame(5, uri="gone"), "undecodable"),
        (frame(5, uri="broken"), "undecodable"),
        (frame(5, lossless=False, published=NOW - 5 * S - 1), "shed"),
        (frame(5, lossless=False, published=NOW - 5 * S), "seen"),
        (frame(5, lossless=True, published=0), "seen"),
    ],
)
def test_every_frame_is_accounted_for(ref: FrameRef, status: str) -> None:
    (record,) = look(taken(triage(), message(ref, 0)))
    assert isinstance(record, Detections)
    assert record.status == status
    assert (record.inferred_at is None) == (status != "seen")


def test_a_store_that_comes_back_in_time_costs_no_frame() -> None:
    (record,) = look(taken(triage(), message(frame(5), 0)), store=Store(failures=5))
    assert isinstance(record, Detections)
    assert record.status == "seen"
    (record,) = look(taken(triage(), message(frame(5), 0)), store=Store(failures=6))
    assert isinstance(record, Detections)
    assert record.status == "undecodable"


def test_identical_pictures_of_a_live_source_are_frozen_after_ten_seconds() -> None:
    images = ImageLoader(Store())
    # A clip has positions; a camera's frames that waited in the spool are lossless too.
    for position, lossless, expected in ((None, False, "frozen"), (None, True, "frozen"), (1.5, True, None)):
        images.forget({"hq/a"})
        statuses = []
        for at in (1, S, 10 * S, 10 * S + 1):
            ref = replace(frame(at, lossless=lossless), source_position=position)
            item = WorkItem(message(ref, 0), frame=ref, sequence="hq/a")
            images.settle(item, images.load(ref))
            statuses.append(item.status)
        assert statuses == [None, None, None, expected]


def test_markers_and_ends_pass_unchanged() -> None:
    step = triage()
    spec = Spec(kind="guard", name="g", revision="1-aaaaaaaa", body="{}", active_from=0)
    end = SessionEnd(camera="hq/a", session="s", ended_at=5)
    records: tuple[Record, ...] = (spec, end)
    for offset, record in enumerate(records):
        msg = message(record, offset, 3)
        assert taken(step, msg).outputs == [Outgoing(DETECTIONS, 3, msg.key or b"", msg.value or b"", msg.headers, 0)]


def test_what_was_taken_before_is_passed_over_and_what_was_lost_is_not() -> None:
    step = triage()
    taken(step, message(frame(5), 0))
    assert step.take(message(frame(5), 0)) is None
    again = taken(step, message(frame(5), 1))
    assert again.frame is None
    assert again.outputs == []
    assert step.lose({0}) == {"hq/a"}
    assert taken(step, message(frame(5), 0)).frame is not None


@given(st.binary(max_size=60))
def test_garbage_becomes_a_dead_letter_and_where_it_can_an_undecodable_record(garbage: bytes) -> None:
    ref = frame(7_001)
    item = taken(triage(), message(ref, 0)._replace(value=b"\xff" + garbage))
    letter, stand_in = (SERDE.decode(output.value) for output in item.outputs)
    assert isinstance(letter, DeadLetter)
    assert (letter.raw, letter.reason, letter.offset) == (b"\xff" + garbage, "undecodable", 0)
    assert isinstance(stand_in, Detections)
    assert (stand_in.camera, stand_in.session, stand_in.captured_at) == ("hq/a", "s", 7_001)


@pytest.mark.parametrize(
    "change",
    [
        {"key": None},
        {"key": b"@specs"},
        {"key": b"\xff/\xfe"},
        {"headers": []},
        {"timestamp": 8},
        {"headers": [("orin_session", b"s"), ("orin_captured_at", b"x7001")]},
    ],
)
def test_nothing_stands_in_for_what_is_not_surely_a_frame(change: dict[str, Any]) -> None:
    msg = message(frame(7_001), 0)
    assert in_its_place(msg, "looker") is not None
    assert in_its_place(msg._replace(**change), "looker") is None


def test_a_record_of_another_topic_and_a_wrong_key_are_refused() -> None:
    step = triage()
    other = msgspec.structs.replace(frame(1), camera="hq/other")
    items = [
        taken(step, message(frame(1), 0)._replace(key=other.camera.encode())),
        taken(step, message(frame(2), 1)._replace(value=SERDE.encode(in_its_place(message(frame(2), 1), "b")))),  # type: ignore[arg-type]
        taken(step, message(frame(3), 2)._replace(value=None)),
    ]
    letters = [SERDE.decode(item.outputs[0].value) for item in items]
    assert [letter.reason for letter in letters if isinstance(letter, DeadLetter)] == [
        "wrong_key",
        "unexpected_type",
        "undecodable",
    ]


def test_the_one_frame_that_breaks_the_backend_is_isolated() -> None:
    backend, step, images = Looker(), triage(), ImageLoader(Store())
    backend.fails_at = {3}
    items = [taken(step, message(frame(at), at)) for at in range(1, 6)]
    for item in items:
        images.settle(item, images.load(frame(1)))
    Inspector(backend, SERDE, lambda: NOW).look(items)
    records = [SERDE.decode(output.value) for item in items for output in item.outputs]
    assert [r.status for r in records if isinstance(r, Detections)] == ["seen", "seen", "undecodable", "seen", "seen"]
    (letter,) = (r for r in records if isinstance(r, DeadLetter))
    assert (letter.reason, letter.offset) == ("inference_failed", 3)


def test_a_backend_that_is_broken_stops_the_worker() -> None:
    backend, step, images = Looker(), triage(), ImageLoader(Store())
    backend.fails_at = set(range(MAX_FAILURES + 1))
    inspector = Inspector(backend, SERDE, lambda: NOW)
    items = [taken(step, message(frame(at), at)) for at in range(MAX_FAILURES)]
    for item in items:
        images.settle(item, images.load(frame(1)))
    inspector.look(items[:-1])
    with pytest.raises(OrinError, match=r"looker failed on 20 frames in a row.*bad luck"):
        inspector.look(items[-1:])


def test_a_backend_that_says_that_it_is_broken_costs_no_frame() -> None:
    class Broken(Looker):
        def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
            raise BackendBroken("no memory")

    item = taken(triage(), message(frame(1), 0))
    with pytest.raises(BackendBroken, match="no memory"):
        look(item, Broken())
    assert item.outputs == []


def test_the_models_labels_are_named_once_a_minute_and_camera() -> None:
    backend, step, images = Looker(), triage(), ImageLoader(Store())
    backend.model = Model(name="m", sha256="0" * 64, labels=("person",), min_score=0.1)
    inspector = Inspector(backend, SERDE, lambda: NOW)

    def labels(*cameras_and_seconds: tuple[str, int]) -> list[bool]:
        items = [taken(step, message(frame(at * S, camera), at)) for camera, at in cameras_and_seconds]
        for item in items:
            images.settle(item, images.load(frame(1)))
        inspector.look(items)
        models = [r.model for item in items for r in map(_decoded, item.outputs) if isinstance(r, Detections)]
        assert all(model is not None and model.min_score == 0.1 for model in models)
        return [model is not None and model.labels == ("person",) for model in models]

    assert labels(("hq/a", 1), ("hq/b", 2), ("hq/a", 3), ("hq/b", 60)) == [True, True, False, False]
    assert labels(("hq/a", 61), ("hq/b", 62), ("hq/a", 63)) == [True, True, False]
    inspector.forget({"hq/a"})
    assert labels(("hq/a", 64), ("hq/b", 65)) == [True, False]


def _decoded(output: Outgoing) -> Record:
    return SERDE.decode(output.value)


def test_what_no_message_can_hold_is_never_sent() -> None:
    """Sent, it would be refused and sent again for ever, and every partition of the worker would stand still."""
    backend = Looker()
    backend.label = "x" * 1_000_000
    letter, stand_in = look(taken(triage(), message(frame(S), 1)), backend)
    assert isinstance(letter, DeadLetter)
    assert (letter.reason, "a Detections of 1000" in letter.message) == ("inference_failed", True)
    assert isinstance(stand_in, Detections)
    assert stand_in.status == "undecodable"


def test_a_session_that_no_header_can_hold_is_refused() -> None:
    ref = replace(frame(S), session="s" * 500_000)
    item = taken(triage(), message(ref, 1))
    (letter,) = look(item)  # nothing stands in for it: its header is as long
    assert isinstance(letter, DeadLetter)
    assert letter.reason == "out_of_range"


def test_a_backend_that_says_much_writes_a_letter_that_fits() -> None:
    backend = Looker()
    backend.fails_at, backend.words = {S}, "bad luck " * 200_000
    letter, _ = look(taken(triage(), message(frame(S), 1)), backend)
    assert isinstance(letter, DeadLetter)
    assert len(letter.message) == 1000


def test_boxes_that_are_no_numbers_never_reach_the_topic() -> None:
    backend = Looker()
    backend.score = float("nan")
    letter, record = look(taken(triage(), message(frame(5), 0)), backend)
    assert isinstance(letter, DeadLetter)
    assert isinstance(record, Detections)
    assert (record.status, record.boxes) == ("undecodable", ())


def test_a_torn_jpeg_is_no_picture() -> None:
    whole = jpeg(200, 64, 64)
    assert decode(whole) is not None
    assert decode(whole + b"\0" * 10) is not None
    for cut in (0, 1, 10, len(whole) // 2, len(whole) - 3):
        assert decode(whole[:cut]) is None


class Kafka:
    """Where the pipeline's outputs and positions go; sends that `fails` says are refused once."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.positions: dict[int, int] = {}

    async def publish(self, outputs: Sequence[Outgoing]) -> None:
        await asyncio.sleep(0)
        self.sent += outputs

    async def commit(self, positions: dict[int, int]) -> None:
        for partition, offset in positions.items():
            sent = [o for o in self.sent if o.partition == partition]
            assert len(sent) >= offset, "a position moved before what it stands for was sent"
        self.positions.update(positions)


async def through(messages: Sequence[Message], max_batch: int, backend: Looker, lose_at: int | None = None) -> Kafka:
    kafka = Kafka()
    pipeline = Pipeline(
        triage(),
        ImageLoader(Store()),
        Inspector(backend, SERDE, lambda: NOW),
        kafka.publish,
        kafka.commit,
        max_batch=max_batch,
        commit_interval=0.001,
    )
    work = asyncio.create_task(pipeline.run())
    for number, msg in enumerate(messages):
        if number == lose_at:
            await pipeline.lose({0})
        await pipeline.put(msg)
    await pipeline.drain()
    work.cancel()
    await asyncio.wait({work})
    return kafka


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=40), st.integers(1, 9))
def test_order_and_content_do_not_depend_on_the_batches(steps: list[tuple[int, bool]], max_batch: int) -> None:
    offsets = [0, 0, 0]
    messages = []
    for number, (partition, is_end) in enumerate(steps, 1):
        camera = f"hq/{partition}"
        record = SessionEnd(camera=camera, session="x", ended_at=number) if is_end else frame(number * 1000, camera)
        messages.append(message(record, offsets[partition], partition))
        offsets[partition] += 1
    backend = Looker()
    kafka = asyncio.run(through(messages, max_batch, backend))
    for partition in range(3):
        wanted = [
            m.value if isinstance(SERDE.decode(m.value or b""), SessionEnd) else m.timestamp
            for m in messages
            if m.partition == partition
        ]
        found = [
            o.value if isinstance(SERDE.decode(o.value), SessionEnd) else o.timestamp
            for o in kafka.sent
            if o.partition == partition
        ]
        assert found == wanted
        at = [captured for camera, captured in backend.seen if camera == f"hq/{partition}"]
        assert at == sorted(at)
    assert kafka.positions == {p: n for p, n in enumerate(offsets) if n}


async def test_lost_partitions_are_forgotten_after_what_was_put_before() -> None:
    backend = Looker()
    messages = [message(frame(at), at) for at in range(6)]
    kafka = await through([*messages[:3], *messages[2:]], 2, backend, lose_at=3)
    assert backend.forgotten == ["hq/a"]
    assert [at for _, at in backend.seen] == [0, 1, 2, 2, 3, 4, 5]
    assert kafka.positions == {0: 6}


async def test_a_step_that_fails_ends_the_pipeline() -> None:
    async def refuse(_: Sequence[Outgoing]) -> None:
        raise OrinError("no")

    pipeline = Pipeline(
        triage(),
        ImageLoader(Store()),
        Inspector(Looker(), SERDE, lambda: NOW),
        refuse,
        Kafka().commit,
        max_batch=4,
        commit_interval=1,
    )
    work = asyncio.create_task(pipeline.run())
    await pipeline.put(message(frame(1), 0))
    with pytest.raises(ExceptionGroup) as raised:
        await work
    assert isinstance(raised.value.exceptions[0], OrinError)


@pytest.mark.parametrize(("max_wait", "batches"), [(0.0, [1, 1]), (30.0, [2])])
async def test_a_frame_waits_for_others_only_where_it_is_told_to(max_wait: float, batches: list[int]) -> None:
    looked: list[int] = []
    first_is_looked_at = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Counting(Looker):
        def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
            looked.append(len(frames))
            loop.call_soon_threadsafe(first_is_looked_at.set)
            return super().detect(frames)

    kafka = Kafka()
    pipeline = Pipeline(
        triage(),
        ImageLoader(Store()),
        Inspector(Counting(), SERDE, lambda: NOW),
        kafka.publish,
        kafka.commit,
        max_batch=2,
        commit_interval=0.001,
        max_wait=max_wait,
    )
    work = asyncio.create_task(pipeline.run())
    await pipeline.put(message(frame(1), 0))
    if not max_wait:
        await first_is_looked_at.wait()
    else:
        for _ in range(10):  # long enough for one that does not wait
            await asyncio.sleep(0)
    await pipeline.put(message(frame(2), 1))
    await pipeline.drain()
    work.cancel()
    await asyncio.wait({work})
    assert looked == batches
