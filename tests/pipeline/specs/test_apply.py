"""Specs as code on real Kafka: history, markers, races, and what was broken off."""

import json
import threading
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, Message, Producer, TopicPartition
from pydantic import SecretStr
from typer.testing import CliRunner

from orin.cli.main import app
from orin.processors.identity import spec_name
from orin.processors.specs.parse import ParsedSpec, SpecError, parse_specs
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.errors import OrinError
from orin.schemas.records import Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topics import FRAMES, SPEC_KEY, SPECS
from orin.topologies.specs.apply import SpecLog, marked_partitions

pytestmark = pytest.mark.kafka
PARTITIONS = 4
SERDE = file_serde()


@pytest.fixture
def kafka_settings(kafka: Kafka, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, kafka_bootstrap=kafka.bootstrap, database_url=SecretStr("postgresql://unused"))


@pytest.fixture
def specs(kafka_settings: Settings) -> SpecLog:
    return SpecLog(kafka_settings)


def camera(name: str, zone: str = "floor") -> str:
    return f"camera: {name}\nzones: {{{zone}: [[0, 0], [1, 0], [1, 1]]}}\n"


def guard(name: str, cameras: str, zone: str = "floor", severity: str = "low") -> str:
    return f"guard: {name}\ncameras: [{cameras}]\nwhen: {{enters: {{zone: {zone}}}}}\nseverity: {severity}\n"


def parsed(*documents: str) -> list[ParsedSpec]:
    return parse_specs("---\n".join(documents), "guards.yaml")


def read(settings: Settings, topic: str, partitions: int) -> list[Message]:
    """Everything on a topic, to the ends as they are now."""
    config = {
        "group.id": "test",
        "enable.partition.eof": True,
        "isolation.level": "read_committed",
        "fetch.wait.max.ms": 10,
    }
    consumer = Consumer(confluent_config(settings) | config)
    consumer.assign([TopicPartition(topic, p, OFFSET_BEGINNING) for p in range(partitions)])
    found: list[Message] = []
    ended: set[int | None] = set()
    while len(ended) < partitions:
        message = consumer.poll(10)
        assert message is not None, "Kafka does not answer"
        error = message.error()
        if error is None:
            found.append(message)
        else:
            assert error.code() == KafkaError._PARTITION_EOF, error
            ended.add(message.partition())
    consumer.close()
    return found


def markers(settings: Settings, name: str) -> list[tuple[int | None, Spec]]:
    """(partition, spec) of every marker of a name, in the order of each partition."""
    found = []
    for message in read(settings, FRAMES, PARTITIONS):
        if message.key() == SPEC_KEY:
            record = SERDE.decode(message.value())
            assert isinstance(record, Spec)
            assert dict(message.headers() or [])["ce_id"] == spec_name(record).encode()
            if record.name == name:
                found.append((message.partition(), record))
    return sorted(found, key=lambda marker: marker[0] or 0)


def test_a_camera_marks_its_partition_and_a_guard_marks_all(specs: SpecLog, kafka_settings: Settings) -> None:
    before = wall_clock()
    done = specs.apply(parsed(guard("g1", "site1/cam"), camera("site1/cam")))
    assert [(d.spec.kind, d.spec.name, d.outcome) for d in done] == [
        ("camera", "site1/cam", "applied"),
        ("guard", "g1", "applied"),
    ]
    for each in done:
        assert each.spec.revision.startswith("1-")
        assert before <= each.spec.active_from <= wall_clock()
        expected = marked_partitions(each.spec, PARTITIONS)
        assert markers(kafka_settings, each.spec.name) == [(p, each.spec) for p in expected]
        newest = specs.history().newest(each.spec.kind, each.spec.name)
        assert newest is not None
        assert newest.armed
        assert newest.spec == each.spec
    assert len(marked_partitions(done[0].spec, PARTITIONS)) == 1
    keys = {message.key() for message in read(kafka_settings, SPECS, 1)}
    assert {spec_name(each.spec).encode() for each in done} <= keys


def test_a_camera_goes_where_librdkafka_puts_its_frames(kafka_settings: Settings) -> None:
    placed: dict[str, int | None] = {}

    def acknowledged(_: KafkaError | None, message: Message) -> None:
        placed[(message.key() or b"").decode()] = message.partition()

    producer = Producer(confluent_producer_config(kafka_settings))
    names = [f"placed-{number}/càm-{number * 7}" for number in range(60)]
    for name in names:
        producer.produce(FRAMES, key=name.encode(), value=b"not a frame", on_delivery=acknowledged)
    assert producer.flush(30) == 0
    assert set(placed) == set(names)
    ours = {
        name: marked_partitions(Spec(kind="camera", name=name, revision="1-x", body="", active_from=0), PARTITIONS)
        for name in placed
    }
    assert ours == {name: [partition] for name, partition in placed.items()}
    assert len(set(placed.values())) == PARTITIONS


def test_what_is_unchanged_and_armed_is_left_alone(specs: SpecLog, kafka_settings: Settings) -> None:
    files = parsed(camera("site2/cam"), guard("g2", "site2/cam"))
    first = specs.apply(files)
    written = len(read(kafka_settings, FRAMES, PARTITIONS)), len(read(kafka_settings, SPECS, 1))
    again = specs.apply(files)
    assert [d.outcome for d in again] == ["unchanged", "unchanged"]
    assert [d.spec for d in again] == [d.spec for d in first]
    assert (len(read(kafka_settings, FRAMES, PARTITIONS)), len(read(kafka_settings, SPECS, 1))) == written


def test_a_change_is_the_next_revision(specs: SpecLog, kafka_settings: Settings) -> None:
    specs.apply(parsed(camera("site3/cam"), guard("g3", "site3/cam")))
    later = wall_clock() + 3_600_000_000
    (done,) = specs.apply(parsed(guard("g3", "site3/cam", severity="high")), active_from=later)
    assert done.spec.revision.startswith("2-")
    assert done.spec.active_from == later
    assert [s.revision[0] for p, s in markers(kafka_settings, "g3") if p == 0] == ["1", "2"]
    (moved,) = specs.apply(parsed(guard("g3", "site3/cam", severity="high")), active_from=later + 1)
    assert moved.outcome == "applied"
    assert moved.spec.revision.startswith("3-")


@pytest.mark.parametrize("marked", [[], [0], [0, 1, 2, 3]])
def test_a_broken_off_apply_is_finished_by_running_it_again(
    specs: SpecLog, kafka_settings: Settings, marked: list[int]
) -> None:
    """The history record and the markers of some partitions are there; the armed record is not."""
    name = f"g4-{len(marked)}"
    specs.apply(parsed(camera("site4/cam")))
    files = parsed(guard(name, "site4/cam"))
    (planned,) = specs.plan(files)
    places = [(SPECS, 0, spec_name(planned.spec).encode()), *((FRAMES, p, SPEC_KEY) for p in marked)]
    producer = Producer(confluent_producer_config(kafka_settings))
    for topic, partition, key in places:
        value = SERDE.encode(planned.spec)
        producer.produce(topic, key=key, value=value, partition=partition, headers=[*headers(planned.spec)])
    assert producer.flush(30) == 0
    assert [r.armed for r in specs.history().revisions("guard") if r.spec.name == name] == [False]
    (done,) = specs.apply(files)
    assert done.outcome == "finished"
    assert done.spec == planned.spec
    assert {p for p, s in markers(kafka_settings, name) if s == planned.spec} == set(range(PARTITIONS))
    assert [d.outcome for d in specs.apply(files)] == ["unchanged"]


def test_of_two_at_once_the_first_wins_and_the_other_is_told(specs: SpecLog, kafka_settings: Settings) -> None:
    specs.apply(parsed(camera("site5/cam")))
    slow = specs.plan(parsed(guard("g5", "site5/cam", severity="low")))
    (won,) = SpecLog(kafka_settings).apply(parsed(guard("g5", "site5/cam", severity="high")))
    with pytest.raises(OrinError, match="guard g5: another `apply` wrote a revision at the same time; run it"):
        specs.carry_out(slow)
    assert [r.spec for r in specs.history().revisions("guard") if r.spec.name == "g5"] == [won.spec]
    assert {s for _, s in markers(kafka_settings, "g5")} == {won.spec}
    (retried,) = specs.apply(parsed(guard("g5", "site5/cam", severity="low")))
    assert retried.spec.revision.startswith("2-")


def test_two_who_apply_the_same_at_once_agree_on_its_time(specs: SpecLog, kafka_settings: Settings) -> None:
    specs.apply(parsed(camera("site6/cam")))
    files = parsed(guard("g6", "site6/cam"))
    slow = specs.plan(files)
    (won,) = SpecLog(kafka_settings).apply(files)
    with pytest.raises(OrinError, match="run it again"):
        specs.carry_out(slow)
    values = [
        SERDE.decode(m.value()) for m in read(kafka_settings, SPECS, 1) if m.key() == spec_name(won.spec).encode()
    ]
    assert values[-1] == won.spec, "compaction keeps the winner's"
    assert [(d.outcome, d.spec) for d in specs.apply(files)] == [("unchanged", won.spec)]


def test_many_at_once_never_share_a_number(specs: SpecLog, kafka_settings: Settings) -> None:
    specs.apply(parsed(camera("site7/cam")))
    done: list[Spec] = []
    told: list[str] = []

    def work(worker: int) -> None:
        mine = SpecLog(kafka_settings)
        for turn in range(3):
            cooldown = f"cooldown: {worker * 100 + turn + 1}s\n"
            try:
                done.append(mine.apply(parsed(guard("g7", "site7/cam") + cooldown))[0].spec)
            except OrinError as error:
                told.append(str(error))

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) + len(told) == 9
    assert all("run it again" in line for line in told)
    numbers = Counter(spec.revision.split("-")[0] for spec in done)
    assert set(numbers.values()) == {1}
    held = [r for r in specs.history().revisions("guard") if r.spec.name == "g7"]
    assert sorted(r.spec.revision for r in held) == sorted(spec.revision for spec in done)
    assert all(r.armed for r in held)
    assert {s for _, s in markers(kafka_settings, "g7")} == set(done)


def test_a_guard_may_name_cameras_that_were_applied_before(specs: SpecLog, kafka_settings: Settings) -> None:
    specs.apply(parsed(camera("site8/cam", zone="hall")))
    specs.apply(parsed(guard("g8", "site8/cam", zone="hall")))
    before = len(read(kafka_settings, SPECS, 1))
    with pytest.raises(SpecError, match=r"guards.yaml:3:\d+: unknown zone 'hal' on camera 'site8/cam'.*'hall'"):
        specs.apply(parsed(guard("g8", "site8/cam", zone="hal")))
    with pytest.raises(SpecError, match=r"guards.yaml:2:\d+: unknown camera: 'site8/cm'.*did you mean 'site8/cam'"):
        specs.apply(parsed(guard("g8", "site8/cm", zone="hall")))
    assert len(read(kafka_settings, SPECS, 1)) == before


def test_strangers_on_the_topic_are_passed_over(specs: SpecLog, kafka_settings: Settings) -> None:
    producer = Producer(confluent_producer_config(kafka_settings))
    stray = Spec(kind="guard", name="stray", revision="1-00000000", body="{}", active_from=0)
    for key, value in (
        (b"guard/other@1-x", b"garbage"),
        (b"\xff\xfe", SERDE.encode(stray)),
        (b"guard/wrong-key@1-00000000", SERDE.encode(stray)),
        (b"guard/none@1-00000000", None),
    ):
        producer.produce(SPECS, key=key, value=value, partition=0)
    assert producer.flush(30) == 0
    assert [r for r in specs.history().revisions() if r.spec.name in {"stray", "other", "wrong-key", "none"}] == []


def run(settings: Settings, *arguments: str) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, JSON lines, and the message of an OrinError."""
    result = CliRunner().invoke(app, [*arguments], env={"ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        assert isinstance(result.exception, OrinError), result.exception
        return result.exception.exit_code, [], str(result.exception)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines() if line[:1] == "{"], ""


def test_the_commands(kafka_settings: Settings, tmp_path: Path) -> None:
    both, cameras = tmp_path / "guards.yaml", tmp_path / "cameras.yaml"
    cameras.write_text(camera("site9/cam"))
    both.write_text(camera("site9/cam") + "---\n" + guard("g9", "site9/*"))
    code, lines, _ = run(kafka_settings, "cameras", "apply", str(cameras), "--json")
    assert (code, [line["outcome"] for line in lines]) == (0, ["applied"])
    code, lines, _ = run(kafka_settings, "guards", "apply", str(both), "--json", "--from", "2100-01-01T00:00:00Z")
    assert [(line["name"], line["outcome"]) for line in lines] == [("site9/cam", "applied"), ("g9", "applied")]
    code, lines, _ = run(kafka_settings, "guards", "list", "--json")
    (found,) = [line for line in lines if line["name"] == "g9"]
    assert found["armed"] is True
    assert found["active_from"] == "2100-01-01T00:00:00.000000Z"
    assert str(found["revision"]).startswith("1-")
    code, lines, _ = run(kafka_settings, "cameras", "list", "--all", "--json")
    assert sum(line["name"] == "site9/cam" for line in lines) == 2


def test_what_the_commands_refuse(kafka_settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "guards.yaml"
    file.write_text(guard("g10", "site10/cam"))
    code, _, said = run(kafka_settings, "guards", "apply", str(file), "--from", "2020-01-01T00:00:00Z")
    assert (code, "use `orin replay`" in said) == (2, True)
    code, _, said = run(kafka_settings, "guards", "apply", str(file), "--from", "tomorrow")
    assert (code, said.startswith("--from: 'tomorrow' is not a time")) == (2, True)
    code, _, said = run(kafka_settings, "guards", "apply", str(file))
    assert (code, "unknown camera: 'site10/cam'" in said) == (2, True)
    code, _, said = run(kafka_settings, "cameras", "apply", str(file))
    assert (code, "the file has no camera" in said) == (2, True)
    code, _, said = run(kafka_settings, "guards", "apply", str(tmp_path / "none.yaml"))
    assert (code, "cannot be read" in said) == (2, True)


def test_a_kafka_that_does_not_answer_is_named(kafka_settings: Settings) -> None:
    nowhere = kafka_settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    with pytest.raises(OrinError, match=r"Kafka at 127.0.0.1:1 does not answer: .*ORIN_KAFKA_BOOTSTRAP"):
        SpecLog(nowhere).history()


def test_the_serialised_spec_is_the_one_that_was_planned(specs: SpecLog) -> None:
    specs.apply(parsed(camera("site11/cam")))
    (revision,) = [r for r in specs.history().revisions("camera") if r.spec.name == "site11/cam"]
    assert msgspec.json.decode(revision.spec.body)["camera"] == "site11/cam"
