"""Targets on orin.specs.v1: `apply` appends a revision, and of each name the newest counts."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka import Message as SentMessage

from orin.processors.identity import revision
from orin.processors.specs.armed import revision_number_of
from orin.processors.specs.targets import ParsedTarget
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError, WireError
from orin.schemas.nearest import meant
from orin.schemas.records import Target
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import SPECS

_TIMEOUT = 30.0


class AppliedTarget(NamedTuple):
    target: Target
    outcome: Literal["applied", "unchanged"]


class TargetLog:
    """The targets of the cluster that the settings name. Every method raises OrinError when it does not answer."""

    def __init__(self, settings: Settings, serde: Serde | None = None, timeout: float = _TIMEOUT) -> None:
        """`timeout`: seconds for Kafka to answer a read, or to acknowledge what is written."""
        self._settings = settings
        self._timeout = timeout
        self._serde = serde or open_serde(settings.schema_registry_url)

    def newest(self) -> dict[str, Target]:
        """The newest revision of each name, ended ones too."""
        found: dict[str, Target] = {}
        with Log(self._settings, self._timeout) as log:
            log.partitions(SPECS)
            for batch in log.read(SPECS, 0, 0, log.bounds(SPECS, 0).end):
                for message in batch:
                    target = read_target(self._serde, message.value)
                    if target is not None:
                        found[target.name] = target
        return found

    def in_force(self) -> dict[str, Target]:
        """Those that have not ended, by name."""
        return {name: target for name, target in sorted(self.newest().items()) if not target.ended}

    def apply(self, parsed: Sequence[ParsedTarget]) -> list[AppliedTarget]:
        """Appends what differs from the newest revision of its name."""
        newest, now = self.newest(), wall_clock()
        done = [_planned(each, newest.get(each.name), now) for each in parsed]
        self._append([each.target for each in done if each.outcome == "applied"])
        return done

    def end(self, name: str) -> Target:
        """Nobody is told by `name` from now on. Raises Misuse where it is not applied."""
        held = self.in_force()
        if name not in held:
            raise Misuse(f"no target '{name}' is applied{meant(name, held)}")
        last, now = held[name], wall_clock()
        number = revision(revision_number_of(last.revision) + 1, last.body)
        ended = Target(name=name, revision=number, body=last.body, since=last.since, at=now, ended=True)
        self._append([ended])
        return ended

    def _append(self, targets: Sequence[Target]) -> None:
        producer = Producer(
            confluent_producer_config(self._settings)
            | {"log_level": 0, "message.timeout.ms": int(self._timeout * 1000)}
        )
        failed: list[str] = []

        def answered(error: KafkaError | None, _message: SentMessage) -> None:
            if error is not None:
                failed.append(error.str())

        try:
            for each in targets:
                producer.produce(
                    SPECS,
                    self._serde.encode(each),
                    f"target/{each.name}@{each.revision}".encode(),
                    partition=0,
                    headers=[*headers(each)],
                    timestamp=each.at // 1000,
                    on_delivery=answered,
                )
            left = producer.flush(self._timeout)
        except KafkaException as error:
            failed, left = [error.args[0].str()], 0
        if failed or left:
            what = failed[0] if failed else f"no acknowledgement within {self._timeout:.0f} s"
            raise OrinError(f"Kafka at {self._settings.kafka_bootstrap}: {what}; run it again")


def read_target(serde: Serde, value: bytes | None) -> Target | None:
    """The target that a message of orin.specs.v1 holds; None for anything else."""
    try:
        record = serde.decode(value or b"")
    except WireError:
        return None
    return record if isinstance(record, Target) else None


def _planned(parsed: ParsedTarget, held: Target | None, now: int) -> AppliedTarget:
    if held is not None and held.body == parsed.body and not held.ended:
        return AppliedTarget(held, "unchanged")
    number = revision_number_of(held.revision) + 1 if held else 1
    since = now if held is None or held.ended else held.since
    return AppliedTarget(
        Target(name=parsed.name, revision=revision(number, parsed.body), body=parsed.body, since=since, at=now),
        "applied",
    )
