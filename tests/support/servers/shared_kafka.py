"""One broker for the modules of a test process: a JVM that is warm already costs a tenth of one that starts."""

from collections.abc import Callable
from pathlib import Path

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.topologies.kafka.topic_plan import TopicAdmin
from tests.support.waiting import until

_SECONDS = 30
SHORT_SESSIONS = {"group.min.session.timeout.ms": "1000"}
"""Lets workers have sessions of a second: their partitions move soon after a kill."""


class SharedKafka:
    """`home` names a new folder for each broker that is started."""

    def __init__(self, home: Callable[[], Path], engines: Path) -> None:
        self._home = home
        self._engines = engines
        self._kafka: Kafka | None = None

    def empty(self) -> Kafka:
        """A broker with ORIN's topics, no record and no consumer group."""
        if self._kafka is None:
            self._kafka = Kafka(
                self._home(),
                self._engines,
                repository=Settings().maven_repository,
                overrides=SHORT_SESSIONS,
                say=print,
            )
            self._kafka.start()
        TopicAdmin(Settings(kafka_bootstrap=self._kafka.bootstrap)).ensure(one_machine=True)
        return self._kafka

    def clear(self) -> None:
        """The next module gets another broker where this one cannot be cleared, of a killed worker's group say."""
        if self._kafka is not None and not (self._kafka.running() and _cleared(self._kafka.bootstrap)):
            self.close()

    def close(self) -> None:
        if self._kafka is not None:
            self._kafka.stop()
            self._kafka = None


def _cleared(bootstrap: str) -> bool:
    admin = AdminClient({"bootstrap.servers": bootstrap, "log_level": 0})
    try:
        groups = [group.group_id for group in admin.list_consumer_groups(request_timeout=_SECONDS).result().valid]
        for deleted in admin.delete_consumer_groups(groups, request_timeout=_SECONDS).values() if groups else ():
            deleted.result()
        topics = _topics(admin)
        for each in admin.delete_topics(topics, request_timeout=_SECONDS).values() if topics else ():
            each.result()
    except KafkaException:
        return False
    until(lambda: not _topics(admin), what="the topics' end")
    return True


def _topics(admin: AdminClient) -> list[str]:
    return [name for name in admin.list_topics(timeout=_SECONDS).topics if not name.startswith("__")]
