"""What infra/kafka/topics.yaml declares, what a cluster has, and the way from one to the other."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml
from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import AlterConfigOpType, ConfigEntry, ConfigResource, ConfigSource
from confluent_kafka.admin._resource import ResourceType
from confluent_kafka.cimpl import NewTopic
from msgspec import Struct

from schemas.errors import OrinError

_TIMEOUT = 30.0
_ENOUGH_BROKERS = 3
"""From here on a cluster is a cluster; below, the `one_machine` scale holds."""


class Topic(Struct, frozen=True, kw_only=True):
    """A topic as declared, or as a cluster has it. `config` holds what is set on the topic itself."""

    name: str
    partitions: int
    replication: int
    config: dict[str, str]


class Change(Struct, frozen=True, kw_only=True):
    """One difference. `refused` is one that no `apply` can make good: a number of partitions or of replicas."""

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
    "partitions": "refused, because keys would move away from their state: declare what is there, or start anew",
    "replication": "refused here: use kafka-reassign-partitions, or declare what is there",
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


def compare(wanted: Mapping[str, Topic], found: Mapping[str, Topic]) -> list[Change]:
    """What stands between a cluster and the declaration, by topic; topics that are not declared are left alone."""
    changes: list[Change] = []
    for name, topic in wanted.items():
        there = found.get(name)
        if there is None:
            what = f"{topic.partitions} partitions, replication {topic.replication}"
            changes.append(Change(topic=name, action="create", key="topic", found=None, wanted=what))
        else:
            changes += _compare_topic(topic, there)
    return changes


def _compare_topic(wanted: Topic, found: Topic) -> Iterable[Change]:
    for key in ("partitions", "replication"):
        want, have = getattr(wanted, key), getattr(found, key)
        if want != have:
            yield Change(topic=wanted.name, action="refused", key=key, found=str(have), wanted=str(want))
    for key in sorted(wanted.config.keys() | found.config.keys()):
        expected, actual = wanted.config.get(key), found.config.get(key)
        if expected is None:
            yield Change(topic=wanted.name, action="unset", key=key, found=actual, wanted=None)
        elif actual is None or not _same(expected, actual):
            yield Change(topic=wanted.name, action="set", key=key, found=actual, wanted=expected)


def broker_count(admin: AdminClient) -> int:
    """How many brokers the cluster has; OrinError where none answers."""
    return len(_metadata(admin).brokers)


def is_one_machine(admin: AdminClient) -> bool:
    """Whether the cluster is too small for the `cluster` scale."""
    return broker_count(admin) < _ENOUGH_BROKERS


def read(admin: AdminClient, names: Iterable[str]) -> dict[str, Topic]:
    """Those of the named topics that the cluster has, with the configuration that is set on the topic itself."""
    there = {name: meta for name, meta in _metadata(admin).topics.items() if meta.error is None}
    wanted = [name for name in names if name in there]
    if not wanted:
        return {}
    asked = [ConfigResource(ResourceType.TOPIC, name) for name in wanted]
    answers = admin.describe_configs(asked, request_timeout=_TIMEOUT)
    topics = {}
    for resource, future in answers.items():
        entries = _result(future, f"the configuration of {resource.name} cannot be read")
        own = ConfigSource.DYNAMIC_TOPIC_CONFIG.value
        meta = there[resource.name]
        topics[resource.name] = Topic(
            name=resource.name,
            partitions=len(meta.partitions),
            replication=len(next(iter(meta.partitions.values())).replicas),
            config={key: str(entry.value) for key, entry in entries.items() if entry.source == own},
        )
    return topics


def apply(admin: AdminClient, wanted: Mapping[str, Topic], changes: Iterable[Change]) -> None:
    """Makes the changes. Raises OrinError, having changed nothing, when one of them is refused."""
    listed = list(changes)
    refused = [change for change in listed if change.action == "refused"]
    if refused:
        raise OrinError(str(refused[0]).removeprefix("! "))
    created = [wanted[change.topic] for change in listed if change.action == "create"]
    if created:
        _create(admin, created)
    altered: dict[str, list[ConfigEntry]] = {}
    for change in listed:
        if change.action in ("set", "unset"):
            operation = AlterConfigOpType.SET if change.action == "set" else AlterConfigOpType.DELETE
            entry = ConfigEntry(change.key, change.wanted, incremental_operation=operation)
            altered.setdefault(change.topic, []).append(entry)
    if altered:
        asked = [ConfigResource(ResourceType.TOPIC, name, incremental_configs=e) for name, e in altered.items()]
        for resource, future in admin.incremental_alter_configs(asked, request_timeout=_TIMEOUT).items():
            _result(future, f"{resource.name} cannot be changed")


def ensure(admin: AdminClient, one_machine: bool) -> list[Change]:
    """Brings a cluster in line with the declaration; returns what it changed."""
    wanted = declared(one_machine)
    changes = compare(wanted, read(admin, wanted))
    apply(admin, wanted, changes)
    return changes


def _create(admin: AdminClient, topics: list[Topic]) -> None:
    asked = [NewTopic(t.name, t.partitions, t.replication, config=t.config) for t in topics]
    for name, future in admin.create_topics(asked, operation_timeout=_TIMEOUT, request_timeout=_TIMEOUT).items():
        try:
            future.result()
        except KafkaException as error:
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise OrinError(f"{name} cannot be created: {error.args[0].str()}") from error


def _metadata(admin: AdminClient) -> Any:
    try:
        return admin.list_topics(timeout=_TIMEOUT / 3)
    except KafkaException as error:
        raise OrinError(
            f"Kafka does not answer: {error.args[0].str()}; is it running, is ORIN_KAFKA_BOOTSTRAP right?"
        ) from error


def _result(future: "Future[Any]", what: str) -> Any:
    try:
        return future.result()
    except KafkaException as error:
        raise OrinError(f"{what}: {error.args[0].str()}") from error


@cache
def _document() -> dict[str, Any]:
    text = resources.files("infra.kafka").joinpath("topics.yaml").read_text()
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
