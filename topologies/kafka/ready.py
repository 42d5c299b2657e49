"""Before a worker starts: do the brokers answer, and do its topics exist?"""

import asyncio
import contextlib
import random
from collections.abc import Sequence

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from orin.runtime.config.kafka import aiokafka_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.kafka.answers import no_topic

log = structlog.get_logger(__name__)

_LONGEST_PAUSE = 10.0


async def kafka_ready(
    settings: Settings, stop: asyncio.Event, equal: Sequence[str], others: Sequence[str] = ()
) -> bool:
    """Waits for the brokers, as long as it takes; False if `stop` was set meanwhile.

    Raises OrinError when a topic is missing, or when those of `equal` differ in their number of partitions.
    """
    pause = 0.5
    while not stop.is_set():
        consumer = AIOKafkaConsumer(**aiokafka_config(settings))
        try:
            await consumer.start()
            await _check(consumer, settings.kafka_bootstrap, equal, others)
        except (KafkaError, OSError) as error:
            log.warning(
                "Kafka does not answer", address=settings.kafka_bootstrap, fault=str(error), again_in=round(pause, 1)
            )
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause * random.uniform(0.8, 1.2))  # noqa: S311
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return True
        finally:
            await consumer.stop()
    return False


async def _check(consumer: AIOKafkaConsumer, where: str, equal: Sequence[str], others: Sequence[str]) -> None:
    there = await consumer.topics()
    for topic in (*equal, *others):
        if topic not in there:
            raise no_topic(topic, where)
    counts = {topic: len(consumer.partitions_for_topic(topic) or ()) for topic in equal}
    if len(set(counts.values())) > 1:
        found = ", ".join(f"{topic} {count}" for topic, count in counts.items())
        raise OrinError(
            f"these topics must have the same number of partitions, but have {found}; see `orin topics plan`"
        )
