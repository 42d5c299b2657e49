"""Cold recovery: seconds from the start of new workers to the first new event after all workers were killed.

    python -m benchmarks.cold_recovery [--cameras 1000] [--json]

Real Kafka on one node; one worker of track and one of watch have the state of all cameras. Both are killed and started
again at once, so the time contains the 6 s until the group gives up the dead ones, the start of Python, and the
reading of every camera's state. Goal: 30 s for 1,000 cameras.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from confluent_kafka import Consumer, Producer, TopicPartition
from msgspec import Struct

from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.kafka.topics import EVENTS
from tests.cluster.chaos.__main__ import own_engines
from tests.cluster.chaos.fleet import Fleet
from tests.cluster.chaos.workload import Sent, Workload

GOAL = 30.0
_FPS = 2.0
_BEFORE, _AFTER = 33, 2
"""Frames of each camera before the kill and after it. On the 34th every walker goes over the line."""
_EACH = 2
"""Events of each camera before the kill: the walker appears, and enters the zone."""
_PARTITIONS = 4
_PATIENCE = 300.0


class Recovery(Struct):
    """Seconds from the start of the workers."""

    cameras: int
    first_event: float
    last_event: float
    """The one new event of the camera that came last."""


def measure(settings: Settings, folder: Path, cameras: int) -> Recovery:
    """On the empty one-node cluster of `settings`; logs of the workers go to `folder`."""
    start = wall_clock() - round((_BEFORE + _AFTER + 10) / _FPS * 1e6)
    work = Workload(
        1, file_serde(), cameras=cameras, fps=_FPS, start=start, partitions=_PARTITIONS, noise=False
    ).messages()
    fleet = Fleet(folder, {"ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap, "ORIN_HOME": str(folder / "orin")})
    events = _Events(settings)
    try:
        _produce(settings, work, 1 + _BEFORE * cameras)
        _start(fleet)
        events.await_more(_EACH * cameras)
        fleet.kill_all()
        _produce(settings, work, _AFTER * cameras)
        started = time.monotonic()
        _start(fleet)
        events.await_more(1)
        first = time.monotonic() - started
        events.await_more(cameras - 1)
        return Recovery(cameras, round(first, 2), round(time.monotonic() - started, 2))
    finally:
        fleet.kill_all()
        events.close()


class _Events:
    """Counts what comes on the events topic."""

    def __init__(self, settings: Settings) -> None:
        self._ahead = 0
        self._consumer = Consumer(
            confluent_config(settings)
            | {"group.id": "benchmark", "enable.auto.commit": False, "isolation.level": "read_committed"}
        )
        self._consumer.assign([TopicPartition(EVENTS, partition, 0) for partition in range(_PARTITIONS)])
        self.close = self._consumer.close

    def await_more(self, count: int) -> None:
        """Returns when `count` events more have come than were awaited before."""
        deadline = time.monotonic() + _PATIENCE
        count -= self._ahead
        while count > 0:
            if time.monotonic() > deadline:
                raise AssertionError(f"{count} events are still missing after {_PATIENCE:g} s")
            count -= sum(message.error() is None for message in self._consumer.consume(1000, 0.1))
        self._ahead = -count


def _start(fleet: Fleet) -> None:
    for slot in ("track-0", "watch-0"):
        fleet.start(slot)


def _produce(settings: Settings, work: Iterable[tuple[float, list[Sent]]], turns: int) -> None:
    producer = Producer(
        confluent_producer_config(settings) | {"linger.ms": 20, "queue.buffering.max.messages": 1_000_000}
    )
    for _, messages in islice(work, turns):
        for each in messages:
            place: dict[str, Any] = {} if each.partition is None else {"partition": each.partition}
            headers: list[tuple[str, str | bytes | None]] = list(each.headers)
            producer.produce(each.topic, each.value, each.key, headers=headers, timestamp=each.timestamp, **place)
        producer.poll(0)
    if producer.flush(60):
        raise AssertionError("Kafka did not accept the recording")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold_recovery", description=__doc__)
    parser.add_argument("--cameras", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    engines = own_engines()
    with (
        tempfile.TemporaryDirectory(prefix="orin-recovery-", ignore_cleanup_errors=True) as name,
        Kafka(Path(name), engines, repository=Settings().maven_repository) as kafka,
    ):
        settings = Settings(kafka_bootstrap=kafka.bootstrap)
        TopicAdmin(settings).ensure(one_machine=True)
        found = measure(settings, Path(name) / "workers", given.cameras)
    if given.json:
        print(msgspec.json.encode(found).decode())
    else:
        print(f"{found.cameras} cameras: first new event after {found.first_event} s (goal {GOAL:g} s)")
        print(f"the new event of every camera after {found.last_event} s")
    return 0 if found.first_event <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
