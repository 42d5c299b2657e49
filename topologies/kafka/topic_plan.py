"""What infra/kafka/topics.yaml declares, what a cluster has, and the changes from one to the other."""

import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml
from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    ConfigSource,
    NewTopic,
    ResourceType,
)
from msgspec import Struct

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.kafka.answers import no_answer

_TIMEOUT = 30.0
_ENOUGH_BROKERS = 3
"""With fewer brokers, the `one_machine` scale holds."""


class Topic(Struct, frozen=True, kw_only=True):
    """A topic as declared, or as a cluster has it. `config` holds what is set on the topic itself."""

    name: str
    partitions: int
    replication: int
    config: dict[str, str]


class TopicChange(Struct, frozen=True, kw_only=True):
    """One difference. `refused`: `apply` cannot make this change, to the number of partitions or of replicas."""

    topic: str
    action: Literal["create", "set", "unset", "refused"]
    key: str
    found: str | None
    wanted: str | None

    def __str__(self) -> str:
        if self.action == "create":
            return f"+ {self.topic} ({self.wanted})"
        if self.action == "set":
            return f"~ {self.topic} {self.key}: {self.found or 'the default'} -> {self.wanted}"
        if self.action == "unset":
            return f"~ {self.topic} {self.key}: {self.found} -> the default"
        return f"! {self.topic} {self.key}: {self.found}, declared {self.wanted}; {_WHY_REFUSED[self.key]}"


_WHY_REFUSED = {
    "partitions": "refused, because keys would move to other partitions than their state: pass --partitions with the"
    " number found, or re-create the topics",
    "replication": "not changed here: use kafka-reassign-partitions, or pass --replication with the number found",
}


def declared(
    one_machine: bool = False, partitions: int | None = None, replication: int | None = None
) -> dict[str, Topic]:
    """The topics by name; `partitions` and `replication` override the scale's."""
    document = _document()
    scale = dict(document["one_machine" if one_machine else "cluster"])
    insync = int(scale["min.insync.replicas"])
    if replication is not None:
        insync = min(insync, max(1, replication - 1))
    topics = {}
    for name, fields in document["topics"].items():
        config = {**document["classes"].get(fields.get("class"), {}), **fields, "min.insync.replicas": insync}
        config.pop("class", None)
        topics[name] = Topic(
            name=name,
            partitions=int(config.pop("partitions", partitions or scale["partitions"])),
            replication=replication or int(scale["replication"]),
            config={key: _text(value) for key, value in config.items()},
        )
    return topics


def retention_ms(topic: str) -> int:
    """How long a topic keeps its records, by their timestamps."""
    return int(declared()[topic].config["retention.ms"])


def compare(wanted: Mapping[str, Topic], found: Mapping[str, Topic]) -> list[TopicChange]:
    """The differences of a cluster from the declaration, by topic; topics that are not declared are ignored."""
    changes: list[TopicChange] = []
    for name, topic in wanted.items():
        there = found.get(name)
        if there is None:
            what = f"{topic.partitions} partitions, replication {topic.replication}"
            changes.append(TopicChange(topic=name, action="create", key="topic", found=None, wanted=what))
        else:
            changes += _compare_topic(topic, there)
    return changes


def _compare_topic(wanted: Topic, found: Topic) -> Iterable[TopicChange]:
    for key in ("partitions", "replication"):
        want, have = getattr(wanted, key), getattr(found, key)
        if want != have:
            yield TopicChange(topic=wanted.name, action="refused", key=key, found=str(have), wanted=str(want))
    for key in sorted(wanted.config.keys() | found.config.keys()):
        expected, actual = wanted.config.get(key), found.config.get(key)
        if expected is None:
            yield TopicChange(topic=wanted.name, action="unset", key=key, found=actual, wanted=None)
        elif actual is None or not _same(expected, actual):
            yield TopicChange(topic=wanted.name, action="set", key=key, found=actual, wanted=expected)


class TopicAdmin:
    """The topics of the cluster that the settings name. Every method raises OrinError, naming it, when it fails."""

    def __init__(self, settings: Settings) -> None:
        self._address = settings.kafka_bootstrap
        self._refused: str | None = None
        self._admin = AdminClient(confluent_config(settings) | {"log_level": 0, "error_cb": self._on_error})

    def brokers(self) -> int:
        """How many brokers there are."""
        return len(self._metadata().brokers)

    def is_one_machine(self) -> bool:
        """Whether there are too few brokers for the `cluster` scale."""
        return self.brokers() < _ENOUGH_BROKERS

    def read(self, names: Iterable[str]) -> dict[str, Topic]:
        """Those of the named topics that exist, with the configuration that is set on the topic itself."""
        there = {name: meta for name, meta in self._metadata().topics.items() if meta.error is None}
        asked = [ConfigResource(ResourceType.TOPIC, name) for name in names if name in there]
        if not asked:
            return {}
        topics = {}
        for resource, future in self._admin.describe_configs(asked, request_timeout=_TIMEOUT).items():
            entries = self._result(future, f"the configuration of {resource.name} cannot be read")
            partitions = there[resource.name].partitions
            topics[resource.name] = Topic(
                name=resource.name,
                partitions=len(partitions),
                replication=len(next(iter(partitions.values())).replicas),
                config={key: str(entry.value) for key, entry in entries.items() if _set_on_topic(entry)},
            )
        return topics

    def apply(self, wanted: Mapping[str, Topic], changes: Iterable[TopicChange]) -> None:
        """Makes the changes. Where one of them is refused, raises OrinError and changes nothing."""
        listed = list(changes)
        refused = [change for change in listed if change.action == "refused"]
        if refused:
            raise OrinError(str(refused[0]).removeprefix("! "))
        self._create([wanted[change.topic] for change in listed if change.action == "create"])
        altered = [change for change in listed if change.action in ("set", "unset")]
        self._alter(altered)
        self._await_altered({change.topic: wanted[change.topic] for change in altered})

    def ensure(self, one_machine: bool) -> list[TopicChange]:
        """Brings the topics in line with the declaration; returns what that changed."""
        wanted = declared(one_machine)
        changes = compare(wanted, self.read(wanted))
        self.apply(wanted, changes)
        return changes

    def _create(self, topics: list[Topic]) -> None:
        if not topics:
            return
        asked = [NewTopic(t.name, t.partitions, t.replication, config=t.config) for t in topics]
        answers = self._admin.create_topics(asked, operation_timeout=_TIMEOUT, request_timeout=_TIMEOUT)
        for name, future in answers.items():
            try:
                future.result()
            except KafkaException as error:
                # Another `apply` at the same time is no failure; what it made is compared at the next `check`.
                if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                    raise OrinError(f"{name} cannot be created on {self._address}: {error.args[0].str()}") from error
        self._await_leaders({topic.name for topic in topics})

    def _await_leaders(self, names: set[str]) -> None:
        # A topic is created before brokers lead its partitions, and whoever writes at once would be refused.
        deadline = time.monotonic() + _TIMEOUT
        while time.monotonic() < deadline:
            there = self._metadata().topics
            partitions = [p for name in names & there.keys() for p in there[name].partitions.values()]
            if names <= there.keys() and partitions and all(p.leader >= 0 for p in partitions):
                return
            time.sleep(0.05)
        raise OrinError(
            f"partitions of the new topics on {self._address} still have no leader; check the brokers' logs"
        )

    def _alter(self, changes: list[TopicChange]) -> None:
        altered: dict[str, list[ConfigEntry]] = {}
        for change in changes:
            operation = AlterConfigOpType.SET if change.action == "set" else AlterConfigOpType.DELETE
            entry = ConfigEntry(change.key, change.wanted, incremental_operation=operation)
            altered.setdefault(change.topic, []).append(entry)
        asked = [ConfigResource(ResourceType.TOPIC, name, incremental_configs=e) for name, e in altered.items()]
        if asked:
            for resource, future in self._admin.incremental_alter_configs(asked, request_timeout=_TIMEOUT).items():
                self._result(future, f"{resource.name} cannot be changed")

    def _await_altered(self, wanted: Mapping[str, Topic]) -> None:
        # A change is acknowledged before every broker knows it, and whoever looks at once would see a difference.
        deadline = time.monotonic() + _TIMEOUT
        while changes := compare(wanted, self.read(wanted)):
            if time.monotonic() > deadline:
                raise OrinError(
                    f"{self._address} acknowledged a change but does not show it: {changes[0]}; run `orin topics check`"
                )
            time.sleep(0.05)

    def _metadata(self) -> Any:
        deadline = time.monotonic() + _TIMEOUT / 3
        while True:
            try:
                return self._admin.list_topics(timeout=1.0)
            except KafkaException as error:
                self._admin.poll(0)  # calls _on_error
                if self._refused is not None:
                    raise OrinError(
                        f"Kafka at {self._address} refuses the user or the password: {self._refused};"
                        " check ORIN_KAFKA_SASL_USERNAME and ORIN_KAFKA_SASL_PASSWORD"
                    ) from error
                if time.monotonic() > deadline:
                    raise no_answer(self._address, error) from error

    def _on_error(self, error: KafkaError) -> None:
        if error.code() == KafkaError._AUTHENTICATION:
            self._refused = error.str().rpartition(": ")[2]

    def _result(self, future: "Future[Any]", what: str) -> Any:
        try:
            return future.result()
        except KafkaException as error:
            raise OrinError(f"{what} on {self._address}: {error.args[0].str()}") from error


def _set_on_topic(entry: ConfigEntry) -> bool:
    return ConfigSource(entry.source) is ConfigSource.DYNAMIC_TOPIC_CONFIG  # the client leaves it a number


@cache
def _document() -> dict[str, Any]:
    text = resources.files("orin.infra.kafka").joinpath("topics.yaml").read_text()
    document: dict[str, Any] = yaml.safe_load(text)
    return document


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _same(expected: str, actual: str) -> bool:
    return sorted(expected.split(",")) == sorted(actual.split(",")) or _number(expected) == _number(actual) is not None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
