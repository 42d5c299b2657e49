"""What is sent when: pauses, giving up, what was late told in one message. The clock is the test's."""

import msgspec
from msgspec.structs import replace

from orin.processors.alerting.message import payload, summary
from orin.schemas.records import Delivery
from orin.topologies.notify.outbox import Outbox, Outcome, Parcel, Pauses, Place
from orin.topologies.notify.webhook import Answer
from tests.support.alerting import CAMERA, at, event

PLACE = Place(0, 7)
OK = Answer(ok=True, code=200)
DOWN = Answer(ok=False, code=503, why="it answered 503")


def delivery(name: str = "e1", target: str = "desk", seconds: float = 0) -> Delivery:
    return Delivery(
        delivery_id=f"{name}:1:{target}",
        event_id=name,
        sequence=1,
        camera=CAMERA,
        target=target,
        kind="first",
        status="decided",
        events=(name,),
        payload=payload("first", [summary(event(name))]),
        decided_at=at(seconds),
        at=at(seconds),
    )


def outbox(*deliveries: Delivery, link: str = "", **pauses: float) -> Outbox:
    found = Outbox(Pauses(**pauses), link, chance=lambda: 1.0)
    for each in deliveries:
        found.take(each, PLACE)
    return found


def due(box: Outbox, seconds: float) -> list[Parcel]:
    return box.due(at(seconds), lambda _: True)


def answer(box: Outbox, parcel: Parcel, said: Answer, seconds: float) -> list[Delivery]:
    found = box.answered(Outcome(parcel, {"webhook-0": said}), at(seconds))
    for each in found:
        box.take(each, PLACE)
    return found


def test_one_message_at_a_time_for_each_target_and_the_oldest_first() -> None:
    box = outbox(delivery("b", seconds=2), delivery("a", seconds=1), delivery("c", "lead", 3))
    first = due(box, 4)
    assert [each.message_id for each in first] == ["a:1:desk", "c:1:lead"]
    assert due(box, 4) == []
    (done,) = answer(box, first[0], OK, 5)
    assert (done.status, done.attempts, done.code, done.channels) == ("delivered", 1, 200, ("webhook-0",))
    assert [each.message_id for each in due(box, 5)] == ["b:1:desk"]


def test_pauses_double_to_the_longest_and_begin_again_after_success() -> None:
    box = outbox(delivery(), longest=4.0)
    seconds = 0.0
    for pause in (1, 2, 4, 4):
        (parcel,) = due(box, seconds)
        (tried,) = answer(box, parcel, DOWN, seconds)
        assert (tried.status, tried.why) == ("attempted", "it answered 503")
        assert due(box, seconds + pause - 0.1) == []
        seconds += pause
    (parcel,) = due(box, seconds)
    answer(box, parcel, OK, seconds)
    box.take(delivery("b", seconds=seconds), PLACE)
    (parcel,) = due(box, seconds)
    answer(box, parcel, DOWN, seconds)
    assert due(box, seconds + 1)


def test_a_destination_that_asks_for_a_longer_pause_gets_it() -> None:
    box = outbox(delivery())
    (parcel,) = due(box, 0)
    answer(box, parcel, DOWN._replace(wait=30.0), 0)
    assert due(box, 29) == []
    assert due(box, 30)


def test_after_an_outage_everything_late_is_one_message() -> None:
    box = outbox(*(delivery(f"e{n}", seconds=n) for n in range(500)), delivery("new", seconds=3590))
    (parcel,) = due(box, 3600)
    assert len(parcel.deliveries) == 500
    said = msgspec.json.decode(parcel.body)
    assert (said["type"], said["data"]["count"]) == ("orin.more", 500)
    again = outbox(*parcel.deliveries)
    assert due(again, 3600)[0].message_id == parcel.message_id
    fewer = outbox(*parcel.deliveries[1:])
    assert due(fewer, 3600)[0].message_id != parcel.message_id
    done = answer(box, parcel, OK, 3601)
    assert {(each.status, each.part_of) for each in done} == {("delivered", parcel.message_id)}
    assert [each.message_id for each in due(box, 3601)] == ["new:1:desk"]


def test_what_is_too_old_is_given_up_and_says_why() -> None:
    box = outbox(delivery(), give_up_after=100.0)
    (parcel,) = due(box, 0)
    answer(box, parcel, DOWN, 0)
    assert box.too_old(at(100)) == []
    (gone,) = box.too_old(at(101))
    assert (gone.status, gone.why) == ("failed", "given up after 1 attempts: it answered 503")
    box.take(gone, PLACE)
    assert len(box) == 0


def test_what_is_of_no_use_is_not_tried_again() -> None:
    box = outbox(delivery())
    (parcel,) = due(box, 0)
    (gone,) = answer(box, parcel, Answer(ok=False, code=None, why="refused", final=True), 0)
    assert gone.status == "failed"


def test_nothing_is_sent_from_a_partition_that_was_not_read_to_its_end() -> None:
    box = outbox(delivery())
    assert box.due(at(0), lambda _: False) == []
    assert box.due(at(0), lambda _: True)


def test_partitions_that_moved_away_are_forgotten() -> None:
    box = outbox(delivery())
    box.take(delivery("b"), Place(1, 0))
    box.keep([1])
    assert [each.message_id for each in due(box, 1)] == ["b:1:desk"]
    assert box.place_of(delivery()) is None


def test_the_link_leads_to_the_event() -> None:
    box = outbox(delivery(), link="https://orin.example.org/")
    said = msgspec.json.decode(due(box, 0)[0].body)
    assert said["data"]["events"][0]["url"] == "https://orin.example.org/v1/events/e1"


def test_a_channel_that_has_taken_it_is_remembered() -> None:
    box = outbox(delivery())
    (parcel,) = due(box, 0)
    (half,) = box.answered(Outcome(parcel, {"webhook-0": OK, "webhook-1": DOWN}), at(0))
    assert (half.status, half.channels) == ("attempted", ("webhook-0",))
    assert replace(half, status="decided").channels == ("webhook-0",)
