"""How far each stage has come, by its position: the consumer group's for stages, the database's for the projector.

A position short of the partition's end does not show by itself that records are left: transactions leave markers behind
their last record, which are never read. So the records between the two are counted, read committed.
"""

import time
from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from orin.runtime.config.kafka import confluent_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.processes.patience import STALLED_AFTER, Patience
from orin.topologies.kafka.log import Bounds, Log
from orin.topologies.kafka.messages import PartitionId
from orin.topologies.kafka.topics import DETECTIONS, EVENTS, FRAMES, TRACKS

_LOOK = 100
"""A gap up to this many offsets is looked into for markers; in a longer one there are records."""
_POLL = 0.2
_TIMEOUT = 10.0


class Hop(NamedTuple):
    """A stage and what it reads."""

    stage: str
    topics: tuple[str, ...]

    @property
    def group(self) -> str:
        return consumer_group(self.stage)


HOPS = (
    Hop("detect", (FRAMES,)),
    Hop("track", (DETECTIONS,)),
    Hop("watch", (TRACKS,)),
    Hop("project", (EVENTS, TRACKS)),
)
"""In the order of the data: when one is through, what it wrote is there for the next."""


class Lag(NamedTuple):
    """Records that a stage has still to read from a partition. `records` counts markers where there are many."""

    stage: str
    topic: str
    partition: int
    records: int


Projected = Callable[[Settings], Mapping[PartitionId, int]]
"""Reads the projector's positions from the database (`orin.projections.positions.projected`)."""


class Progress:
    """Asks one cluster and one database. Blocks; of one thread. Raises OrinError where either does not answer."""

    def __init__(self, settings: Settings, projected: Projected) -> None:
        self._log = Log(settings)
        self._admin = AdminClient(confluent_config(settings))
        self._settings = settings
        self._projected = projected

    def close(self) -> None:
        self._log.close()

    def has_members(self, hop: Hop) -> bool:
        """Whether a process of the stage is in its group: one that loads its model is not yet."""
        found = self._admin.describe_consumer_groups([hop.group], request_timeout=_TIMEOUT)[hop.group]
        try:
            return bool(found.result().members)
        except KafkaException:
            return False  # a group that never was

    def ends(self, *topics: str) -> dict[PartitionId, Bounds]:
        """First and next offset of every partition of `topics`."""
        return {(t, p): self._log.bounds(t, p) for t in topics for p in range(self._log.partitions(t))}

    def lags(self, hop: Hop, ends: Mapping[PartitionId, Bounds]) -> list[Lag]:
        """What `hop` has still to read of each partition of `ends`, below its end."""
        positions = self._projected(self._settings) if hop.stage == "project" else self._log.committed(hop.group, ends)
        found = []
        for (topic, partition), (start, end) in ends.items():
            position = max(positions.get((topic, partition), start), start)
            behind = max(end - position, 0)
            if 0 < behind <= _LOOK:
                behind = sum(len(batch) for batch in self._log.read(topic, partition, position, end))
            found.append(Lag(hop.stage, topic, partition, behind))
        return found


class Behind(NamedTuple):
    """A stage that has not caught up with its input."""

    stage: str
    records: int
    """Still to be read, of `total`."""
    total: int


def wait_drained(
    settings: Settings,
    projected: Projected,
    stalled_after: float = STALLED_AFTER,
    told: Callable[[Behind], None] = lambda _: None,
    starting: Callable[[str], Hashable] = lambda _: None,
) -> None:
    """Returns when every stage and the projector have processed all that the frames topic holds now.

    However long that takes, as long as positions advance: raises OrinError after `stalled_after` seconds without any
    progress, naming who is behind and by how much. `told` hears how far the stages are. `starting` gives a sign
    that changes while the process of a stage works that has not joined its group yet: it may load a model for minutes.
    The source must have ended: what is published meanwhile may or may not be waited for.
    """
    progress = Progress(settings, projected)
    try:
        for hop in HOPS:
            ends, total = progress.ends(*hop.topics), 0
            patience = Patience(stalled_after=stalled_after)
            while behind := [lag for lag in progress.lags(hop, ends) if lag.records]:
                left = sum(lag.records for lag in behind)
                total = max(total, left)
                told(Behind(hop.stage, left, total))
                where = ", ".join(f"{lag.topic}/{lag.partition} by {lag.records}" for lag in behind)

                def sign(hop: Hop = hop, behind: list[Lag] = behind) -> Hashable:
                    return tuple(behind), hop.stage == "project" or progress.has_members(hop) or starting(hop.stage)

                patience.check(
                    sign,
                    f"{hop.stage}, which is behind on {where}",
                    "see its log, and whether it runs",
                )
                time.sleep(_POLL)
    finally:
        progress.close()
