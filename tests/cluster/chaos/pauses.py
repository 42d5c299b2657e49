"""How long a partition stood still after harm: from the harm to its next committed position, from the state topics."""

import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from confluent_kafka import Consumer, TopicPartition

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.topologies.kafka.topics import TRACK_STATE, WATCH_STATE
from orin.topologies.stage.checkpoint.state import POSITION_KEY
from tests.cluster.chaos.logs import partitions_of

_TOPICS = {TRACK_STATE: "track", WATCH_STATE: "watch"}
_ISOLATED = 12.0
"""Seconds without other harm to the stage or to a broker, before and after, for harm to count as isolated."""


class Harmed:
    """One harm to a process of a stage, or to a broker (then `stage` is empty and all partitions count)."""

    def __init__(self, kind: str, at: float, stage: str, partitions: Sequence[int]) -> None:
        self.kind = kind
        self.at = at
        """Wall clock, s since the epoch."""
        self.stage = stage
        self.partitions = partitions


class Pauses:
    """Follows the committed positions of every partition of track and watch, in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._written: dict[tuple[str, int], list[float]] = defaultdict(list)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="pauses", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(30)

    def of(self, harm: Harmed) -> list[float]:
        """Seconds until each partition that `harm` befell was written to again; those that never were are left out."""
        found = []
        for (stage, partition), times in self._written.items():
            if harm.stage in ("", stage) and (not harm.stage or partition in harm.partitions):
                following = bisect_right(times, harm.at)
                if following < len(times):
                    found.append(times[following] - harm.at)
        return found

    def summary(self, harms: Sequence[Harmed]) -> dict[str, dict[str, float]]:
        """By kind of harm, and for isolated kills: how many pauses, their median and longest, in seconds."""
        groups: dict[str, list[float]] = defaultdict(list)
        for harm in harms:
            pauses = self.of(harm)
            groups[harm.kind] += pauses
            if harm.kind == "kill" and _is_isolated(harm, harms):
                groups["kill, isolated"] += pauses
        return {
            kind: {"partitions": len(found), "p50": round(median(found), 2), "max": round(max(found), 2)}
            for kind, found in sorted(groups.items())
            if found
        }

    def _follow(self) -> None:
        consumer = Consumer(
            confluent_config(self._settings)
            | {
                "group.id": "chaos-pauses",
                "enable.auto.commit": False,
                "isolation.level": "read_committed",
                "log_level": 0,
            }
        )
        places = [TopicPartition(t, p, 0) for t in _TOPICS for p in partitions_of(self._settings, t)]
        consumer.assign(places)
        try:
            while not self._stop.is_set():
                for message in consumer.consume(1000, 0.5):
                    if message.error() is None and message.key() == POSITION_KEY:
                        stage = _TOPICS[message.topic() or ""]
                        # The producer's clock is this machine's, and says when the batch was sent.
                        self._written[stage, message.partition() or 0].append(message.timestamp()[1] / 1000)
        finally:
            consumer.close()


def _is_isolated(harm: Harmed, harms: Sequence[Harmed]) -> bool:
    others = [other for other in harms if other is not harm and other.stage in ("", harm.stage)]
    return not any(abs(other.at - harm.at) < _ISOLATED for other in others)
