"""How far a worker is behind the ends of its partitions, as a metric."""

import asyncio
from collections.abc import Callable, Mapping

import structlog
from aiokafka.errors import KafkaError

from orin.runtime.observability import metrics
from orin.topologies.stage.log_reader import LogReader

log = structlog.get_logger(__name__)

_EVERY_SECONDS = 5.0


async def measure_lag(stage: str, topic: str, reader: LogReader, positions: Callable[[], Mapping[int, int]]) -> None:
    """Until cancelled. `positions`: the next offset of each partition that is this worker's."""
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        reached = positions()
        if not reached:
            continue
        try:
            ends = await reader.ends(topic, list(reached))
        except KafkaError as error:
            log.debug("lag is unknown", fault=str(error))
            continue
        for partition, position in reached.items():
            metrics.LAG.labels(stage, topic, str(partition)).set(max(0, ends[partition] - position))
