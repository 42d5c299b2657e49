"""The one place that touches private parts of Faust: its consumer reads committed, fetches quickly and seeks safely.

Written against faust-streaming 0.15.3; tests/unit/topologies/stage/test_faust_consumer.py fails when Faust changes.

Faust reads uncommitted unless its own exactly-once mode is on, and lets a fetch of a quiet topic wait for 1.5 s.
Neither is a setting, so the thread that creates the consumer is replaced by one that changes both on it.

Faust seeks from another thread than the one in which the consumer fetches. In the middle of a fetch, that raises a
KeyError in aiokafka's fetcher, and the worker ends.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from faust import App
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from orin.topologies.stage.header_names import take_any_header_name

log = structlog.get_logger(__name__)

FAUST_VERSION = "0.15.3"
_READ_COMMITTED = "read_committed"
_FETCH_MAX_WAIT_MS = 100


class _ReadCommittedThread(driver.AIOKafkaConsumerThread):
    def _create_worker_consumer(self, transport: Any) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = _READ_COMMITTED
        consumer._fetch_max_wait_ms = _FETCH_MAX_WAIT_MS
        return consumer

    async def seek_between_fetches(self, partition: TP, offset: int) -> None:
        await self.call_thread(self._ensure_consumer().seek, partition, offset)

    async def note_offsets(self, offsets: Mapping[TopicPartition, int]) -> bool:
        """Faust's own commit stops the process on any error; these offsets only serve tools, so here it is logged."""
        try:
            await self.call_thread(self._ensure_consumer().commit, dict(offsets))
        except KafkaError as error:
            log.debug("the group's offsets were not noted", fault=str(error))
            return False
        return True


class _ReadCommittedConsumer(driver.Consumer):
    def _new_consumer_thread(self) -> _ReadCommittedThread:
        return _ReadCommittedThread(self, loop=self.loop, beacon=self.beacon)

    async def _seek(self, partition: TP, offset: int) -> None:
        thread: Any = self._thread
        await thread.seek_between_fetches(partition, offset)


# Every service logs under the module of its class; these are Faust's all the same, and as quiet.
_ReadCommittedThread.logger = _ReadCommittedConsumer.logger = driver.logger


class _ReadCommittedTransport(driver.Transport):
    Consumer = _ReadCommittedConsumer


def read_committed(app: App) -> None:
    """Makes `app`, not yet started, read committed, and read on where a header's name is not UTF-8."""
    take_any_header_name()
    app.transport = _ReadCommittedTransport(app.conf.broker_consumer, app)


async def note_offsets(app: App, offsets: Mapping[TopicPartition, int]) -> bool:
    """Commits `offsets` as the group's, for tools that look at lag; False if that failed."""
    consumer: Any = app.consumer
    done: bool = await consumer._thread.note_offsets(offsets)
    return done
