"""A newer build, whose rule differs, takes over worker by worker, under kills: each phase names the build it is of."""

from pathlib import Path

import pytest

from orin.runtime.build import build_id
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import Event
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topics import EVENTS
from orin.topologies.stage.checkpoint.delivery import sequence_of
from tests.support.processes.broken import NEWER_BUILD, NEWER_DESK
from tests.support.processes.stage_processes import Load, Tail, Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(240)]


def test_each_phase_is_decided_by_one_build_which_it_names(kafka: Kafka, tmp_path: Path) -> None:
    tail = Tail(kafka.bootstrap, EVENTS)
    found: dict[int, list[Event]] = {partition: [] for partition in tail.partitions}

    def builds() -> list[str]:
        for partition, message in tail.read():
            event = file_serde().decode(message.value)
            assert isinstance(event, Event)
            assert sequence_of(message) == len(found[partition])
            found[partition].append(event)
        return [event.provenance.build for events in found.values() for event in events]

    with Workers(kafka.bootstrap, tmp_path) as workers, Load(kafka.bootstrap, rate=200.0) as load:
        workers.start("track", kafka_session_timeout="6")
        old = [workers.start("watch", kafka_session_timeout="6") for _ in range(2)]
        load.flow()
        until(lambda: builds().count(build_id()) > 10, 90, "events of the old build")
        for each in old:
            each.kill()
            workers.start("watch", broken=["newer_build"], kafka_session_timeout="6")
        until(lambda: builds().count(NEWER_BUILD) > 10, 90, "events of the new build")
        load.rest()
    builds()
    tail.close()
    for events in found.values():
        decided = [event.provenance.build for event in events]
        assert decided == sorted(decided, key=[build_id(), NEWER_BUILD].index)
        assert all((event.notify_to == (NEWER_DESK,)) == (event.provenance.build == NEWER_BUILD) for event in events)
        phases = [(event.event_id, event.sequence) for event in events]
        assert len(set(phases)) == len(phases)
