"""Lag and drainedness by positions, on real Kafka with transactions and a real database."""

import threading
import time
from itertools import count

import psycopg
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from orin.projections.positions import projected
from orin.runtime.config.kafka import confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.kafka.lag import HOPS, Behind, Hop, Progress, wait_drained
from orin.topologies.kafka.topics import DETECTIONS, EVENTS, FRAMES, TRACKS
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]


def write(settings: Settings, topic: str, count: int, transactional: bool) -> None:
    config = confluent_producer_config(settings)
    producer = Producer(config | {"transactional.id": "test-lag"} if transactional else config)
    if transactional:
        producer.init_transactions(20)
        producer.begin_transaction()
    for _ in range(count):
        producer.produce(topic, b"x", b"hq/lobby", partition=0)
    producer.flush(20)
    if transactional:
        producer.commit_transaction(20)


def commit(settings: Settings, group: str, topic: str, offset: int) -> None:
    consumer = Consumer(confluent_config(settings) | {"group.id": group})
    consumer.commit(offsets=[TopicPartition(topic, 0, offset)], asynchronous=False)
    consumer.close()


def test_drained_means_every_stage_and_the_database(settings: Settings) -> None:
    write(settings, FRAMES, 3, transactional=False)
    with pytest.raises(OrinError, match=r"no progress .* detect, which is behind on orin.frames.v1/0 by 3; see"):
        wait_drained(settings, projected, 0.1)
    commit(settings, "orin.detect", FRAMES, 3)
    wait_drained(settings, projected, 5)

    write(settings, DETECTIONS, 2, transactional=False)
    commit(settings, "orin.track", DETECTIONS, 1)
    with pytest.raises(OrinError, match=r"track, which is behind on orin.detections.v1/0 by 1"):
        wait_drained(settings, projected, 0.1)
    commit(settings, "orin.track", DETECTIONS, 2)

    write(settings, TRACKS, 2, transactional=True)
    commit(settings, "orin.watch", TRACKS, 2)  # the marker at 2 is nobody's to read
    write(settings, EVENTS, 1, transactional=True)
    with pytest.raises(OrinError, match=r"project, which is behind on .*orin.events.v1/0 by 1.*orin.tracks.v1/0 by 2"):
        wait_drained(settings, projected, 0.1)
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        connection.execute("CREATE TABLE positions (topic text, partition integer, next_offset bigint)")
        connection.execute(f"INSERT INTO positions VALUES ('{EVENTS}', 0, 1), ('{TRACKS}', 0, 2)")
    wait_drained(settings, projected, 5)


def test_a_slow_stage_is_waited_for_as_long_as_it_advances(settings: Settings) -> None:
    write(settings, FRAMES, 8, transactional=False)
    patience = 3.0
    told: list[Behind] = []

    def advance() -> None:
        for offset in range(first + 1, first + 9):
            time.sleep(patience / 4)
            commit(settings, "orin.detect", FRAMES, offset)

    progress = Progress(settings, projected)
    _, end = progress.ends(FRAMES)[FRAMES, 0]
    progress.close()
    first = end - 8
    for stage, topic in (("track", DETECTIONS), ("watch", TRACKS)):
        commit(settings, f"orin.{stage}", topic, 100)
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        connection.execute("CREATE TABLE positions (topic text, partition integer, next_offset bigint)")
        connection.execute(f"INSERT INTO positions VALUES ('{EVENTS}', 0, 100), ('{TRACKS}', 0, 100)")
    commit(settings, "orin.detect", FRAMES, first)
    began = time.monotonic()
    slow = threading.Thread(target=advance)
    slow.start()
    try:
        wait_drained(settings, projected, patience, told.append)
    finally:
        slow.join()
    assert time.monotonic() - began > 1.5 * patience, "no single deadline"
    assert {behind.stage for behind in told} == {"detect"}
    left = [behind.records for behind in told]
    assert left == sorted(left, reverse=True)
    assert {behind.total for behind in told} == {8}


def test_a_stage_that_has_not_begun_is_waited_for_as_long_as_its_process_works(settings: Settings) -> None:
    """It loads its model; once it is in its group only its position counts."""
    write(settings, FRAMES, 1, transactional=False)
    patience, works = 2.0, count()
    began, joined_at = time.monotonic(), None
    member = Consumer(confluent_config(settings) | {"group.id": "orin.detect", "enable.auto.commit": False})

    def starting(stage: str) -> int:
        nonlocal joined_at
        if joined_at is None and time.monotonic() - began > 1.5 * patience:
            member.subscribe([FRAMES])
            until(lambda: (member.poll(0.1), member.assignment())[1], 60, "the assignment")
            joined_at = time.monotonic()
        return next(works)

    try:
        with pytest.raises(OrinError, match=r"no progress for 2 s .* detect, which is behind on orin.frames.v1/0 by"):
            wait_drained(settings, projected, patience, starting=starting)
    finally:
        member.close()
    assert joined_at is not None
    assert next(works) > patience


def test_a_long_gap_is_not_read_through(settings: Settings) -> None:
    progress = Progress(settings, projected)
    write(settings, FRAMES, 500, transactional=False)
    ends = progress.ends(FRAMES)
    commit(settings, "orin.detect", FRAMES, 0)
    lags = progress.lags(HOPS[0], ends)
    progress.close()
    assert sum(lag.records for lag in lags) == sum(high for _, high in ends.values()) >= 500


def test_an_absent_topic_and_a_broker_that_is_not_there_are_named(settings: Settings) -> None:
    progress = Progress(settings, projected)
    with pytest.raises(OrinError, match=r"there is no topic orin\.nothing\.v1 on"):
        progress.ends("orin.nothing.v1")
    progress.close()
    nowhere = settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    progress = Progress(nowhere, projected)
    with pytest.raises(OrinError, match=r"127\.0\.0\.1:1"):
        progress.ends(FRAMES)
    progress.close()


def test_hops_follow_the_data() -> None:
    assert [hop.stage for hop in HOPS] == ["detect", "track", "watch", "project"]
    assert Hop("detect", (FRAMES,)).group == "orin.detect"
