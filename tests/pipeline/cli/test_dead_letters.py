"""`orin dead-letters` on real Kafka: what is listed, what can still count, and what a retry does and refuses."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Producer
from msgspec.structs import replace
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from orin.cli.main import app
from orin.processors.specs.parse import parse_specs
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import OrinError
from orin.schemas.records import DeadLetter, Detections, FrameRef, Record, SessionEnd, Spec
from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka import topics
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message
from orin.topologies.specs.apply import SpecLog
from tests.support.processes.detect_bench import jpeg
from tests.support.processes.projection_records import event, now, tracks
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
SERDE = file_serde()
SECOND = 1_000_000


class Desk:
    """Writes records and letters, and runs the commands."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._producer = Producer(confluent_producer_config(settings))

    def write(self, topic: str, *records: Record) -> None:
        for record in records:
            camera = record.camera  # type: ignore[union-attr]
            at = event_time(record)
            assert at is not None
            self._producer.produce(
                topic, SERDE.encode(record), camera, partition_of(camera, 4), timestamp=at // 1000,
                headers=list(headers(record)),
            )  # fmt: skip
        assert self._producer.flush(30) == 0

    def letter(self, stage: str, topic: str, content: Record | bytes, offset: int = 999, **fields: Any) -> str:
        """Writes a dead letter about `content`; its key."""
        raw = content if isinstance(content, bytes) else SERDE.encode(content)
        record_key = topics.SPEC_KEY if isinstance(content, Spec) else getattr(content, "camera", "hq/x").encode()
        values: dict[str, Any] = {
            "stage": stage, "topic": topic, "partition": partition_of(record_key.decode(), 4), "offset": offset,
            "key": record_key, "reason": "unknown_schema", "message": "no such schema", "raw": raw, "failed_at": now(),
        } | fields  # fmt: skip
        letter = DeadLetter(**values)
        key = f"{letter.stage}/{letter.topic}/{letter.partition}/{letter.offset}"
        self.raw_letter(key, SERDE.encode(letter))
        return key

    def garbage(self, topic: str, camera: str) -> int:
        """Writes bytes that are no record under the camera's key; their offset."""
        offsets: list[int | None] = []
        self._producer.produce(
            topic, b"garbage", camera, partition_of(camera, 4),
            on_delivery=lambda error, sent: offsets.append(sent.offset()),
        )  # fmt: skip
        assert self._producer.flush(30) == 0
        (offset,) = offsets
        assert offset is not None
        return offset

    def messages(self, topic: str) -> dict[str, Message]:
        """The newest message of each key."""
        with Log(self.settings) as log:
            batches = [
                batch
                for partition in range(log.partitions(topic))
                for batch in log.read(topic, partition, 0, log.bounds(topic, partition).end)
            ]
        return {(m.key or b"").decode(): m for batch in batches for m in batch}

    def raw_letter(self, key: str, value: bytes | None) -> None:
        self._producer.produce(topics.DEAD_LETTERS, value, key)
        assert self._producer.flush(30) == 0

    def read(self, topic: str, camera: str) -> list[tuple[int, Record]]:
        """Offsets and records of a camera, as far as they are committed."""
        partition = partition_of(camera, 4)
        with Log(self.settings) as log:
            batches = list(log.read(topic, partition, 0, log.bounds(topic, partition).end))
        return [(m.offset, SERDE.decode(m.value)) for batch in batches for m in batch if m.key == camera.encode()]

    def run(self, *arguments: str) -> Result:
        env = {
            "ORIN_KAFKA_BOOTSTRAP": self.settings.kafka_bootstrap,
            "ORIN_HOME": str(self.settings.home),
            "COLUMNS": "200",
        }
        result = CliRunner().invoke(app, arguments, env=env)
        assert result.exception is None or isinstance(result.exception, SystemExit | OrinError), result.exception
        return result

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run("dead-letters", *arguments, "--json").stdout.splitlines()]

    def refusal(self, key: str) -> dict[str, Any]:
        result = self.run("dead-letters", "retry", key, "--json")
        (said,) = [json.loads(line) for line in result.stdout.splitlines()]
        assert (result.exit_code, said["key"], said["outcome"]) == (1, key, "refused")
        return dict(said)


@pytest.fixture
def desk(kafka: Kafka, tmp_path: Path) -> Desk:
    return Desk(Settings(home=tmp_path, kafka_bootstrap=kafka.bootstrap, database_url=SecretStr("postgresql://unused")))


def seen(camera: str, at: int) -> Detections:
    return Detections(
        camera=camera, session="s", session_started_at=at, captured_at=at, previous_at=None, published_at=at, uri=None,
        width=64, height=48, status="seen", inferred_at=at, backend="test",
    )  # fmt: skip


def frame(camera: str, at: int, uri: str, lossless: bool = False) -> FrameRef:
    return FrameRef(
        camera=camera, session="s", session_started_at=at, captured_at=at, previous_at=None, published_at=at,
        lossless=lossless, uri=uri, width=64, height=48, encoding="jpeg", source="test",
    )  # fmt: skip


def test_list_and_show_say_what_where_and_why(desk: Desk) -> None:
    readable = desk.letter("track", topics.DETECTIONS, seen("hq/list", now()), offset=1, reason="failed")
    garbage = desk.letter("watch", topics.TRACKS, b"\x00bad\xff[red]", offset=2, message="two\nlines [bold]", key=None)
    again = desk.letter("watch", topics.TRACKS, b"newer", offset=2, key=None)
    gone = desk.letter("detect", topics.FRAMES, b"x", offset=3)
    desk.raw_letter(gone, None)
    desk.raw_letter("detect/orin.frames.v1/0/4", b"no letter")
    desk.raw_letter("not/its/own/5", SERDE.encode(seen("hq/list", 1)))
    assert again == garbage
    found = {line["key"]: line for line in desk.lines("list")}
    assert found.keys() >= {readable, garbage}
    assert not found.keys() & {gone, "detect/orin.frames.v1/0/4", "not/its/own/5"}
    assert (found[garbage]["bytes"], found[garbage]["record_key"]) == (5, None)
    assert [line["key"] for line in desk.lines("list", "--camera", "hq/list", "--reason", "failed")] == [readable]
    assert [line["key"] for line in desk.lines("list", "--limit", "1")] == [list(found)[-1]]
    table = desk.run("dead-letters", "list").stdout
    assert readable in table
    (shown,) = desk.lines("show", readable)
    assert (shown["record"]["type"], shown["record"]["camera"]) == ("Detections", "hq/list")
    text = desk.run("dead-letters", "show", garbage).stdout
    assert "6e 65 77 65 72" in text
    assert "newer" in text
    for key, code in (("nonsense", 2), ("track/orin.detections.v1/0/12345", 1)):
        result = desk.run("dead-letters", "show", key)
        assert isinstance(result.exception, OrinError)
        assert result.exception.exit_code == code


@pytest.mark.parametrize(
    ("stage", "source"), [("detect", topics.FRAMES), ("track", topics.DETECTIONS), ("watch", topics.TRACKS)]
)
def test_letters_of_every_stage_carry_headers(desk: Desk, tmp_path: Path, stage: str, source: str) -> None:
    camera = f"hq/headers-{stage}"
    offset = desk.garbage(source, camera)
    key = f"{stage}/{source}/{partition_of(camera, 4)}/{offset}"
    with Workers(desk.settings.kafka_bootstrap, tmp_path) as workers:
        workers.start(stage, kafka_session_timeout="6", backend="motion")
        until(lambda: key in desk.messages(topics.DEAD_LETTERS), 60)
    message = desk.messages(topics.DEAD_LETTERS)[key]
    letter = SERDE.decode(message.value)
    assert isinstance(letter, DeadLetter)
    assert (letter.stage, letter.topic, letter.key, letter.raw) == (stage, source, camera.encode(), b"garbage")
    assert list(message.headers) == list(headers(letter))
    found = dict(message.headers)
    assert (found["ce_id"], found["ce_source"]) == (key.encode(), f"/stages/{stage}".encode())
    assert message.timestamp == letter.failed_at // 1000


def test_a_record_whose_camera_has_not_gone_past_it_comes_through(desk: Desk, tmp_path: Path) -> None:
    camera, start = "hq/alive", now() - 60 * SECOND
    desk.write(topics.DETECTIONS, *(seen(camera, start + n * SECOND) for n in range(3)))
    late = seen(camera, start + 3 * SECOND)
    key = desk.letter("track", topics.DETECTIONS, late)
    with Workers(desk.settings.kafka_bootstrap, tmp_path) as workers:
        workers.start("track", kafka_session_timeout="6")
        until(lambda: len(desk.read(topics.TRACKS, camera)) == 3, 60)
        (said,) = desk.lines("retry", key)
        assert said["outcome"] == "republished"
        assert said["place"].startswith(f"{topics.DETECTIONS}/{partition_of(camera, 4)}/")
        until(lambda: len(desk.read(topics.TRACKS, camera)) == 4, 60)
    assert event_time(desk.read(topics.TRACKS, camera)[-1][1]) == late.captured_at
    assert isinstance(desk.run("dead-letters", "show", key).exception, OrinError)
    said = desk.refusal(desk.letter("track", topics.DETECTIONS, late))
    assert "has gone past" in said["why"]
    command = shlex.split(said["replay"])
    assert command[:2] == ["orin", "replay"]
    replayed = desk.run(*command[1:], "--json")
    assert replayed.exit_code == 0
    assert f'"{camera}"' in replayed.stdout


def test_a_camera_that_went_on_has_gone_past(desk: Desk) -> None:
    """By what the stage wrote, and by what still waits to be read by it; a record of its own is no such."""
    at = now() - 60 * SECOND
    passed: list[tuple[str, Record]] = [
        (topics.DETECTIONS, seen("hq/past-0", at + 1)),
        (topics.DETECTIONS, seen("hq/past-1", at)),
        (topics.TRACKS, tracks(at, "hq/past-2")),
        (topics.DETECTIONS, SessionEnd(camera="hq/past-3", session="s", ended_at=at + SECOND)),
    ]
    for number, (topic, later) in enumerate(passed):
        desk.write(topic, later)
        said = desk.refusal(desk.letter("track", topics.DETECTIONS, seen(f"hq/past-{number}", at)))
        assert f"{topic} already has its record" in said["why"]
    ended = SessionEnd(camera="hq/past-4", session="s", ended_at=at)
    desk.write(topics.DETECTIONS, seen("hq/past-4", at))
    key = desk.letter("track", topics.DETECTIONS, ended)
    assert [line["outcome"] for line in desk.lines("retry", key)] == ["republished"]
    own = seen("hq/past-5", at)
    desk.write(topics.DETECTIONS, own)
    ((place, _),) = desk.read(topics.DETECTIONS, "hq/past-5")
    key = desk.letter("track", topics.DETECTIONS, own, offset=place)
    assert [line["outcome"] for line in desk.lines("retry", key)] == ["republished"]


def test_a_live_frame_is_published_as_one_that_waited(desk: Desk) -> None:
    at = now() - 60 * SECOND
    uri = FrameStore.of(desk.settings).put("hq/frame", at, jpeg(1))
    key = desk.letter("detect", topics.FRAMES, frame("hq/frame", at, uri))
    assert [line["outcome"] for line in desk.lines("retry", key)] == ["republished"]
    ((_, record),) = desk.read(topics.FRAMES, "hq/frame")
    assert isinstance(record, FrameRef)
    assert record.lossless
    assert record.rejoined_at is not None
    assert record.rejoined_at >= at
    assert replace(record, lossless=False, rejoined_at=None) == frame("hq/frame", at, uri)
    gone = frame("hq/gone", at, uri.replace("hq/frame", "hq/gone"))
    assert "its picture was deleted" in desk.refusal(desk.letter("detect", topics.FRAMES, gone))["why"]


def test_a_marker_counts_while_its_revision_is_the_newest(desk: Desk) -> None:
    guard = "guard: retried\ncameras: ['*']\nwhen: {appears: {objects: [people]}}\nseverity: "
    specs = SpecLog(desk.settings)
    parsed = parse_specs("camera: hq/any\n---\n" + guard + "low\n", "g.yaml")
    (first,) = [done.spec for done in specs.apply(parsed) if done.spec.kind == "guard"]
    key = desk.letter("detect", topics.FRAMES, first)
    assert [line["outcome"] for line in desk.lines("retry", key)] == ["republished"]
    specs.apply(parse_specs(guard + "high\n", "g.yaml"))
    said = desk.refusal(desk.letter("detect", topics.FRAMES, first))
    assert "is not the newest revision" in said["why"]
    assert "--camera" not in said["replay"]
    unknown = Spec(kind="guard", name="lost", revision="1-00000000", body="{}", active_from=0)
    assert "there is no revision" in desk.refusal(desk.letter("track", topics.DETECTIONS, unknown))["why"]


@pytest.mark.parametrize(
    ("source", "content", "fields", "why"),
    [
        (("watch", topics.TRACKS), tracks(1), {}, "only the stage before"),
        (("project", topics.EVENTS), event(1), {}, "the projector has gone past it"),
        (("detect", topics.FRAMES), b"garbage", {}, "this build cannot read it either"),
        (("detect", topics.FRAMES), tracks(1), {}, "a Tracks does not belong on"),
        (("track", topics.DETECTIONS), seen("hq/a b", 1), {"key": b"hq/other"}, "but its content says b'hq/a b'"),
        (("track", topics.DETECTIONS), seen("hq/large", 1), {"reason": "too_large"}, "only its output was too large"),
        (("track", topics.TRACKS), tracks(1), {}, "only the stage before"),
    ],
)
def test_what_is_over_is_refused(
    desk: Desk, source: tuple[str, str], content: Record | bytes, fields: dict[str, Any], why: str
) -> None:
    said = desk.refusal(desk.letter(*source, content, **fields))
    assert why in said["why"]
    assert said["replay"].startswith("orin replay --from ")
