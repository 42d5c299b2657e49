"""Single situations of the checkpoint, one after the other, against the model broker's world where it helps."""

from typing import Any

import msgspec
import pytest

from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.schemas.records import DeadLetter, Record
from orin.topologies.kafka.messages import Headers, Message, Outgoing
from orin.topologies.kafka.topics import DEAD_LETTERS, SEQUENCE_HEADER
from orin.topologies.stage.checkpoint import signals as s
from orin.topologies.stage.checkpoint.machine import Checkpoint, MachinePhase
from orin.topologies.stage.checkpoint.state import POSITION_KEY, Position, encode_position, version_header
from orin.topologies.stage.definition import Limits
from tests.support.checkpoint.toy import Ping, Pong, ToyCodec, ToyLogic, ToyState, as_message, ping, toy_stage

AT = 1_000_000
StateRecord = tuple[bytes, bytes | None, Headers]


class Bench:
    """A machine on a bench: every call is answered as if it had worked."""

    def __init__(self, dense: str = "offset", stage: Any = None, **limits: Any) -> None:
        self.machine: Checkpoint[Any, Any] = Checkpoint(
            stage or toy_stage(dense), 0, ToyCodec(), limits=Limits(**limits), wall_clock=lambda: 7
        )
        self.now = 100.0
        self.actions: list[s.Action] = []

    def feed(self, event: s.MachineEvent) -> list[s.Action]:
        found = self.machine.handle(event, self.now)
        self.actions += found
        return found

    def load(self, *state: StateRecord, log: tuple[int, int] = (0, 0), messages: tuple[Message, ...] = ()) -> None:
        """Assigned, with `state` on the state topic and a source from `log[0]` to `log[1]`."""
        self.feed(s.Assigned())
        attempt = self.machine.attempt
        self.feed(s.ProducerStarted(attempt))
        self.feed(s.StateRead(attempt, state))
        self.feed(s.StateEnd(attempt))
        self.feed(s.Refetched(attempt, *log, messages, max(log[1], log[0])))

    def arrive(self, *messages: Message) -> list[Outgoing]:
        """The records of the batch that `messages` lead to, committed."""
        before = len(self.actions)
        self.feed(s.Arrived(messages))
        return self.commit(before)

    def commit(self, since: int = 0) -> list[Outgoing]:
        attempt = self.machine.attempt
        for event in (s.Begun(attempt), s.Sent(attempt), s.Committed(attempt)):
            self.feed(event)
        sends = [action for action in self.actions[since:] if isinstance(action, s.Send)]
        return list(sends[0].records) if sends else []

    def of(self, kind: type[Any]) -> list[Any]:
        return [action for action in self.actions if isinstance(action, kind)]

    def reports(self, what: str) -> list[s.StageReport]:
        return [report for report in self.of(s.StageReport) if report.what == what]


def position(next_offset: int, seq_in: int | None = None) -> StateRecord:
    return (POSITION_KEY, encode_position(Position(next_offset, seq_in, {"toy.out": 5})), version_header(1))


def numbered(offset: int, sequence: int) -> Message:
    key, value, headers, timestamp = ping("site/a", AT + offset * 1000, offset)
    return Message(0, offset, timestamp, key, value, [*headers, (SEQUENCE_HEADER, b"%d" % sequence)])


def plain(offset: int, number: int = 2) -> Message:
    return as_message(offset, ping("site/a", AT + offset * 1000, number))


def letters(records: list[Outgoing]) -> list[DeadLetter]:
    found = [ToyCodec().decode(r.value or b"") for r in records if r.topic == DEAD_LETTERS]
    return [each for each in found if isinstance(each, DeadLetter)]


def test_a_batch_is_outputs_state_and_position_in_one_transaction() -> None:
    bench = Bench()
    bench.load()
    records = bench.arrive(plain(0), plain(1))
    assert [r.topic for r in records] == ["toy.out", "toy.out", "toy.state", "toy.state"]
    assert [dict(r.headers)[SEQUENCE_HEADER] for r in records[:2]] == [b"0", b"1"]
    assert [r.key for r in records[2:]] == [b"site/a", POSITION_KEY]
    assert [r.timestamp for r in records] == [1000, 1001, None, None]
    kinds = [type(action).__name__ for action in bench.actions if not isinstance(action, s.StageReport | s.SetTimer)]
    assert kinds == ["StartProducer", "ReadState", "Refetch", "Begin", "Send", "Commit", "BatchDone"]


def test_what_is_below_the_position_is_skipped() -> None:
    bench = Bench()
    bench.load(position(10), log=(0, 10))
    assert bench.arrive(plain(8), plain(9)) == []
    assert dict(bench.arrive(plain(10))[0].headers)[SEQUENCE_HEADER] == b"5"


def test_a_state_beyond_the_logs_end_is_refused_after_three_looks() -> None:
    bench = Bench()
    bench.load(position(50), log=(0, 10))
    for _ in range(2):
        assert not bench.of(s.Refuse)
        bench.feed(s.ProducerStopped(bench.machine.attempt))
        bench.now += 2
        bench.feed(s.TimerFired(bench.machine.attempt, "restart"))
        attempt = bench.machine.attempt
        bench.feed(s.ProducerStarted(attempt))
        bench.feed(s.StateRead(attempt, [position(50)]))
        bench.feed(s.StateEnd(attempt))
        bench.feed(s.Refetched(attempt, 0, 10, (), 10))
    (refusal,) = bench.of(s.Refuse)
    assert "toy.in partition 0" in refusal.message
    assert "beyond the log's end 10" in refusal.message


def test_a_topic_made_anew_under_a_stage_at_work_is_noticed() -> None:
    bench = Bench()
    bench.load(position(50), log=(0, 50))
    for _ in range(4):  # the new log's records look old
        bench.now += 1
        bench.feed(s.Arrived([plain(0), plain(1)]))
    bench.feed(s.TimerFired(bench.machine.attempt, "silence"))
    assert bench.of(s.Refetch)[-1].offset == 50
    bench.feed(s.Refetched(bench.machine.attempt, 0, 2, (), 50))
    assert "beyond the log's end 2" in str(bench.reports("failed")[-1].details["error"])
    assert bench.machine.phase is MachinePhase.STOPPING


def test_a_position_before_the_logs_start_begins_there_and_says_so() -> None:
    bench = Bench()
    bench.load(position(10), log=(30, 30))
    assert [dict(r.details) for r in bench.reports("gap")] == [{"from": 10, "to": 30}]
    assert bench.arrive(plain(30))


def test_a_new_stage_on_an_old_topic_reports_no_gap() -> None:
    bench = Bench()
    bench.load(log=(30, 30))
    assert not bench.reports("gap")


@pytest.mark.parametrize("stored", [(b"\xc1", version_header(1)), (encode_position(Position(1, None, {})), [])])
def test_an_unreadable_position_is_refused_rather_than_guessed(stored: tuple[bytes, Headers]) -> None:
    bench = Bench()
    bench.load((POSITION_KEY, *stored))
    assert "cannot be read" in bench.of(s.Refuse)[0].message


@pytest.mark.parametrize("stored", [(b"no json", version_header(1)), (b"[1, 2]", version_header(9))])
def test_an_unreadable_camera_state_starts_anew(stored: tuple[bytes, Headers]) -> None:
    bench = Bench()
    bench.load(position(10), (b"site/a", *stored), log=(0, 10))
    record = ToyCodec().decode(bench.arrive(plain(10))[0].value or b"")
    assert isinstance(record, Pong)
    assert record.count == 1
    assert len(bench.reports("state_rebuilt")) == 1


def test_a_hole_in_the_offsets_is_read_from_the_log() -> None:
    bench = Bench()
    bench.load()
    assert bench.arrive(plain(1)) == []
    assert bench.of(s.Refetch)[-1].offset == 0
    bench.feed(s.Refetched(bench.machine.attempt, 0, 2, (plain(0), plain(1)), 2))
    assert len([r for r in bench.commit() if r.topic == "toy.out"]) == 2
    assert [dict(r.details)["records"] for r in bench.reports("hole")] == [1]


def test_a_hole_that_stays_is_asked_for_once_a_second() -> None:
    bench = Bench()
    bench.load()
    bench.feed(s.Arrived([plain(1)]))
    asked = len(bench.of(s.Refetch))
    bench.feed(s.Refetched(bench.machine.attempt, 0, 0, (), 0))
    bench.now += 0.5
    bench.feed(s.Arrived([plain(2)]))
    assert len(bench.of(s.Refetch)) == asked
    bench.now += 0.5
    bench.feed(s.TimerFired(bench.machine.attempt, "refetch"))
    assert len(bench.of(s.Refetch)) == asked + 1


def test_numbers_make_offsets_with_holes_dense() -> None:
    bench = Bench("sequence")
    bench.load(position(10, seq_in=7), log=(0, 10))
    asked = len(bench.of(s.Refetch))
    assert bench.arrive(numbered(11, 7), numbered(14, 8))
    assert len(bench.of(s.Refetch)) == asked
    bench.feed(s.Arrived([numbered(20, 10)]))
    assert len(bench.of(s.Refetch)) == asked + 1


@pytest.mark.parametrize("header", [[], [(SEQUENCE_HEADER, b"x")], [(SEQUENCE_HEADER, b"9" * 5000)]])
def test_unnumbered_garbage_is_settled_by_the_log(header: Headers) -> None:
    bench = Bench("sequence")
    bench.load(position(10, seq_in=7), log=(0, 10))
    garbage = Message(0, 10, 1, b"k", b"garbage", header)
    bench.feed(s.Arrived([garbage, numbered(11, 7)]))
    bench.feed(s.Refetched(bench.machine.attempt, 0, 12, (garbage, numbered(11, 7)), 12))
    records = bench.commit()
    assert [letter.offset for letter in letters(records)] == [10]
    assert [r.topic for r in records if r.topic == "toy.out"] == ["toy.out", "toy.out"]
    assert not bench.reports("hole")


def test_silence_makes_it_look_at_the_log() -> None:
    bench = Bench()
    bench.load()
    asked = len(bench.of(s.Refetch))
    bench.now += 3.0
    bench.feed(s.TimerFired(bench.machine.attempt, "silence"))
    assert len(bench.of(s.Refetch)) == asked + 1
    bench.feed(s.Refetched(bench.machine.attempt, 0, 1, (plain(0),), 1))
    assert bench.reports("hole")
    assert bench.of(s.Seek)[-1].offset == 1


def test_far_behind_it_reads_the_log_until_it_is_there() -> None:
    bench = Bench()
    bench.feed(s.Assigned())
    attempt = bench.machine.attempt
    for event in (s.ProducerStarted(attempt), s.StateEnd(attempt)):
        bench.feed(event)
    bench.feed(s.Refetched(attempt, 0, 4, (plain(0), plain(1)), 2))
    assert bench.of(s.Pause)
    assert bench.of(s.Refetch)[-1].offset == 2
    bench.feed(s.Refetched(attempt, 0, 4, (plain(2), plain(3)), 4))
    assert bench.of(s.Resume)
    assert bench.of(s.Seek)[-1].offset == 4
    assert not bench.reports("hole")


def test_an_undecodable_message_becomes_a_letter_and_a_frame_on_which_nothing_was_observed() -> None:
    bench = Bench()
    bench.load()
    key, _, headers, timestamp = ping("site/a", AT, 1)
    records = bench.arrive(Message(0, 0, timestamp, key, b"\xff", headers))
    (letter,) = letters(records)
    assert (letter.reason, letter.raw, letter.failed_at) == ("undecodable", b"\xff", 7)
    assert [r.key for r in records if r.topic == DEAD_LETTERS] == [b"toy/toy.in/0/0"]
    assert [r for r in records if r.topic == "toy.out"]


@pytest.mark.parametrize(
    "change",
    [
        {"key": None},
        {"key": b"\xff/\xff"},
        {"key": b"@specs"},
        {"headers": []},
        {"timestamp": 5},  # the log's own time disagrees with the header
    ],
)
def test_nothing_stands_for_a_message_that_does_not_say_whose_it_was(change: dict[str, Any]) -> None:
    bench = Bench()
    bench.load()
    key, _, headers, timestamp = ping("site/a", AT, 1)
    fields: dict[str, Any] = {
        "partition": 0,
        "offset": 0,
        "timestamp": timestamp,
        "key": key,
        "value": None,
        "headers": headers,
    } | change
    records = bench.arrive(Message(**fields))
    assert [r.topic for r in records] == [DEAD_LETTERS, "toy.state"]


def test_records_of_another_type_or_key_are_letters() -> None:
    bench = Bench()
    bench.load()
    key, value, headers, timestamp = ping("site/a", AT, 1)
    pong: Any = Pong("site/a", AT, 1, 1, 1, 1)
    records = bench.arrive(
        Message(0, 0, timestamp, b"site/b", value, headers),
        Message(0, 1, timestamp, key, ToyCodec().encode(pong), []),
        as_message(2, ping("@position", AT, 1)),
    )
    assert [letter.reason for letter in letters(records)] == ["wrong_key", "unexpected_type", "wrong_key"]


class _Grows(ToyLogic):
    """Outputs as long as the number it is given; a state as long as their sum."""

    def step(self, state: ToyState, record: Any, armed: Armed, origin: Origin) -> tuple[ToyState, list[Record]]:
        state.count += record.number
        out: Any = Ping(record.camera + "x" * record.number, record.captured_at, 0)
        return state, [out]

    def dump(self, state: ToyState) -> bytes:
        return b"x" * state.count


def _growing_stage() -> Any:
    return msgspec.structs.replace(toy_stage(), logic=_Grows(), outputs={Ping: "toy.out"})


def test_an_output_over_the_limit_becomes_a_letter() -> None:
    bench = Bench(stage=_growing_stage(), value_bytes=500)
    bench.load()
    records = bench.arrive(plain(0, 10), plain(1, 460), plain(2, 10))
    assert [(letter.reason, letter.offset) for letter in letters(records)] == [("too_large", 1)]
    assert [dict(r.headers)[SEQUENCE_HEADER] for r in records if r.topic == "toy.out"] == [b"0", b"1"]


def test_a_state_over_the_limit_becomes_a_letter_and_starts_anew() -> None:
    bench = Bench(stage=_growing_stage(), value_bytes=500)
    bench.load()
    records = bench.arrive(plain(0, 300), plain(1, 300))
    assert [letter.reason for letter in letters(records)] == ["too_large"]
    assert [r.value for r in records if r.key == b"site/a" and r.topic == "toy.state"] == [b""]


def test_a_broker_that_takes_less_than_we_thought_does_not_make_it_loop() -> None:
    bench = Bench(stage=_growing_stage(), value_bytes=1000)
    bench.load()
    bench.feed(s.Arrived([plain(0, 700)]))
    bench.feed(s.Begun(bench.machine.attempt))
    bench.feed(s.Failed(bench.machine.attempt, "too_large", "MESSAGE_SIZE_TOO_LARGE"))
    bench.feed(s.ProducerStopped(bench.machine.attempt))
    bench.now += 1
    bench.feed(s.TimerFired(bench.machine.attempt, "restart"))
    attempt = bench.machine.attempt
    before = len(bench.actions)
    for event in (s.ProducerStarted(attempt), s.StateEnd(attempt), s.Refetched(attempt, 0, 1, (plain(0, 700),), 1)):
        bench.feed(event)
    assert {letter.reason for letter in letters(bench.commit(before))} == {"too_large"}


def test_fenced_it_parks_and_starts_again_only_if_still_assigned() -> None:
    bench = Bench()
    bench.load()
    bench.feed(s.Failed(bench.machine.attempt, "fenced", "another owner"))
    bench.feed(s.ProducerStopped(bench.machine.attempt))
    timer = bench.of(s.SetTimer)[-1]
    assert (timer.name, timer.seconds) == ("restart", 8.0)
    bench.feed(s.Revoked())
    assert bench.of(s.Idle)
    bench.now += 8
    bench.feed(s.TimerFired(bench.machine.attempt, "restart"))
    assert bench.machine.phase is MachinePhase.IDLE


def test_revoked_in_a_transaction_it_finishes_or_gives_up() -> None:
    bench = Bench()
    bench.load()
    bench.feed(s.Arrived([plain(0)]))
    bench.feed(s.Begun(bench.machine.attempt))
    bench.feed(s.Revoked())
    assert not bench.of(s.StopProducer)
    bench.feed(s.TimerFired(bench.machine.attempt, "drain"))
    assert bench.of(s.StopProducer)
    bench.feed(s.ProducerStopped(bench.machine.attempt))
    assert bench.of(s.Idle)


def test_answers_to_an_attempt_that_is_over_mean_nothing() -> None:
    bench = Bench()
    bench.load()
    old = bench.machine.attempt
    bench.feed(s.Failed(old, "other", "x"))
    bench.feed(s.ProducerStopped(old))
    bench.now += 1
    bench.feed(s.TimerFired(old, "restart"))
    for event in (s.ProducerStarted(old), s.StateEnd(old), s.Committed(old), s.Failed(old, "fenced", "x")):
        bench.feed(event)
    assert bench.machine.phase is MachinePhase.STARTING
