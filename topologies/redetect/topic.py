"""A detections topic besides `orin.detections.v1`: created, filled, and deleted again on failure."""

import contextlib
import re
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from confluent_kafka import KafkaError, KafkaException, Message, Producer
from confluent_kafka.admin import AdminClient
from msgspec.structs import replace

from orin.runtime.config.kafka import confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.kafka.answers import no_topic
from orin.topologies.kafka.messages import Outgoing
from orin.topologies.kafka.topic_plan import TopicAdmin, compare, declared
from orin.topologies.kafka.topics import DETECTIONS

_TIMEOUT = 30.0
_NAME = re.compile(r"[A-Za-z0-9._-]{1,249}")


class DetectionsTopic:
    """Like `orin.detections.v1`, except for its name and number of partitions. It exists inside the context.

    Raises Misuse for a name that is taken or invalid, and OrinError when Kafka refuses or does not answer.
    """

    def __init__(self, settings: Settings, name: str, partitions: int) -> None:
        if not _NAME.fullmatch(name) or name in (".", ".."):
            raise Misuse(f"--topic {name!r}: a topic's name consists of letters, digits, `.`, `_` and `-`")
        if name in declared():
            raise Misuse(f"--topic {name}: the pipeline itself uses this topic; choose another name")
        self.name = name
        self.partitions = partitions
        self._settings = settings
        self._failed: list[str] = []
        self._producer = Producer(
            confluent_producer_config(settings) | {"message.timeout.ms": int(_TIMEOUT * 1000), "log_level": 0}
        )

    def __enter__(self) -> Self:
        cluster = TopicAdmin(self._settings)
        found = cluster.read([DETECTIONS, self.name])
        if self.name in found:
            raise Misuse(f"{self.name} already exists: choose another name with --topic, or delete it first")
        if DETECTIONS not in found:
            raise no_topic(DETECTIONS, self._settings.kafka_bootstrap)
        wanted = {self.name: replace(found[DETECTIONS], name=self.name, partitions=self.partitions)}
        cluster.apply(wanted, compare(wanted, {}))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._producer.purge()
            with contextlib.suppress(KafkaException):  # the first error is the one to report
                admin = AdminClient(confluent_config(self._settings) | {"log_level": 0})
                admin.delete_topics([self.name], operation_timeout=_TIMEOUT)[self.name].result()

    def send(self, outputs: Iterable[Outgoing]) -> None:
        """In order by partition; returns when all are acknowledged."""
        for each in outputs:
            assert each.partition is not None
            self._producer.produce(
                self.name,
                each.value,
                each.key,
                each.partition,
                timestamp=each.timestamp or 0,
                headers=[*each.headers],
                on_delivery=self._note,
            )
        left = self._producer.flush(_TIMEOUT)
        if self._failed or left:
            what = self._failed[0] if self._failed else f"no acknowledgement within {_TIMEOUT:.0f} s"
            raise OrinError(f"{self.name} on {self._settings.kafka_bootstrap} cannot be written: {what}")

    def _note(self, error: KafkaError | None, _: Message) -> None:
        if error is not None:
            self._failed.append(error.str())
