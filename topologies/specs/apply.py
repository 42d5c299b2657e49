"""Specs as code: `apply` writes a revision into the history and a marker into the order of the frames.

In this order, so that running it again finishes an interrupted run:
1. read orin.specs.v1; what equals its newest revision and is armed is left alone;
2. append the revision `N-<hash8>` to orin.specs.v1, read back: for the same N the lower offset wins, and the other
   retracts its record and is told to run again;
3. append a marker (key `@specs`, the full spec) to every partition of orin.frames.v1, a camera's to its own only;
4. when every partition has acknowledged, append the revision's `armed` record to orin.specs.v1.

A revision without its armed record counts as interrupted: 3 and 4 are repeated with the spec as the history has it.
Markers that are already there are dropped as repeats, so nobody has to find out which are missing.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

import structlog
from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka import Message as SentMessage

from orin.processors.identity import spec_name
from orin.processors.specs.body import check_readable
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Spec, Target
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import COMMAND_HEADER, FRAMES, SPEC_KEY, SPECS
from orin.topologies.specs.history import ARMED_SUFFIX, History, Revision
from orin.topologies.specs.plan import Planned, SpecKind, newest_of, plan, withdrawal

_TIMEOUT = 30.0
_QUIET = {"log_level": 0}
"""librdkafka's own lines on stderr: what matters of them is raised as an OrinError."""

log = structlog.get_logger(__name__)


class AppliedMeanwhile(OrinError):
    """Another `apply` wrote a revision of the same name."""


class SpecLog:
    """The specs of the cluster that the settings name. Every method raises OrinError, naming it, when it fails."""

    def __init__(self, settings: Settings, serde: Serde | None = None, timeout: float = _TIMEOUT) -> None:
        """`timeout`: seconds for Kafka to answer a whole read, or to acknowledge a whole write; the client retries
        within them.
        """
        self._settings = settings
        self._timeout = timeout
        self._serde = serde or open_serde(settings.schema_registry_url)
        self._producer = Producer(
            confluent_producer_config(settings) | _QUIET | {"message.timeout.ms": int(timeout * 1000), "linger.ms": 5}
        )

    def history(self) -> History:
        """Everything on orin.specs.v1 up to its end now. Foreign records are skipped."""
        history = History()
        with self._reader() as source:
            source.partitions(SPECS)
            for batch in source.read(SPECS, 0, 0, source.bounds(SPECS, 0).end):
                for message in batch:
                    self._take(history, message)
        return history

    def apply(self, specs: Sequence[ParsedSpec], active_from: int | None = None) -> list[Planned]:
        """Applies documents, cameras before guards; they hold for frames from `active_from` on (µs; default: now).

        A time in the past is taken as it is: no frame before the marker is judged again. Returns what was done, in
        the order in which it was. Raises what `plan` raises, and AppliedMeanwhile.
        """
        return self.carry_out(self.plan(specs, active_from))

    def plan(self, specs: Sequence[ParsedSpec], active_from: int | None = None) -> list[Planned]:
        """What `apply` would do now."""
        return plan(specs, self.history(), active_from, wall_clock())

    def withdraw(self, kind: SpecKind, name: str, active_from: int | None = None) -> Planned:
        """Ends `name` as `withdrawal` says, and raises what it raises."""
        return self.carry_out([withdrawal(self.history(), kind, name, active_from, wall_clock())])[0]

    def newest(self, kind: SpecKind, name: str) -> Revision:
        """The newest revision of `name`. Raises UnknownSpec."""
        return newest_of(self.history(), kind, name)

    def carry_out(self, planned: list[Planned], command: UUID | None = None) -> list[Planned]:
        """Does what was planned, as of the moment it was. The revisions that it writes carry the command's id."""
        new = [each.spec for each in planned if each.outcome == "applied"]
        if new:
            self._record(new, command)
        unarmed = [each.spec for each in planned if each.outcome != "unchanged"]
        if unarmed:
            self._arm(unarmed)
        return planned

    def _record(self, specs: Sequence[Spec], command: UUID | None = None) -> None:
        self._send([(SPECS, 0, spec_name(spec).encode(), spec) for spec in specs], command)
        history = self.history()
        lost = []
        for spec in specs:
            holder = history.holder(spec)
            if holder is None or holder.spec != spec or holder.command != command:
                lost.append(spec)
                # The winner's record under the same key, or a tombstone: a later reader finds no trace.
                same = holder if holder is not None and holder.spec.revision == spec.revision else None
                self._send(
                    [(SPECS, 0, spec_name(spec).encode(), same.spec if same else None)], same.command if same else None
                )
        if lost:
            names = ", ".join(f"{spec.kind} {spec.name}" for spec in lost)
            raise AppliedMeanwhile(f"{names}: another `apply` wrote a revision at the same time; run it again")

    def _arm(self, specs: Sequence[Spec]) -> None:
        with self._reader() as frames:
            count = frames.partitions(FRAMES)
        self._send([(FRAMES, p, SPEC_KEY, spec) for spec in specs for p in marked_partitions(spec, count)])
        self._send([(SPECS, 0, (spec_name(spec) + ARMED_SUFFIX).encode(), spec) for spec in specs])

    def _send(self, records: Iterable[tuple[str, int, bytes, Spec | None]], command: UUID | None = None) -> None:
        """Appends in order (topic, partition, key, spec) and awaits every acknowledgement."""
        failed: list[str] = []
        pending = 0

        def acknowledged(error: KafkaError | None, message: SentMessage) -> None:
            nonlocal pending
            pending -= 1
            if error is not None:
                failed.append(f"{message.topic()} partition {message.partition()}: {error.str()}")

        for topic, partition, key, spec in records:
            pending += 1
            extra: list[tuple[str, str | bytes | None]] = [] if spec is None else [*headers(spec)]
            if command is not None:
                extra.append((COMMAND_HEADER, str(command)))
            try:
                self._producer.produce(
                    topic,
                    key=key,
                    value=None if spec is None else self._serde.encode(spec),
                    partition=partition,
                    headers=extra,
                    on_delivery=acknowledged,
                )
            except KafkaException as error:
                raise OrinError(f"{topic} on {self._address} rejects a spec: {error.args[0].str()}") from None
        self._producer.flush(self._timeout)
        if failed or pending:
            what = failed[0] if failed else f"no acknowledgement within {self._timeout:.0f} s"
            raise OrinError(f"Kafka at {self._address}: {what}; nothing is lost, run it again")

    def _take(self, history: History, message: Message) -> None:
        try:
            record = None if message.value is None else self._serde.decode(message.value)
            if isinstance(record, Target):  # of topologies/notify/targets.py
                return
            if isinstance(record, Spec):
                check_readable(record)
            key, command = (message.key or b"").decode(), _command(message)
            if isinstance(record, Spec | None) and history.add(key, message.offset, record, command):
                return
            reason = "not a spec under its own key"
        except (WireError, ValueError) as error:
            reason = str(error)
        log.warning("specs.skipped", topic=SPECS, offset=message.offset, reason=reason)

    def _reader(self) -> Log:
        return Log(self._settings, self._timeout)

    @property
    def _address(self) -> str:
        return self._settings.kafka_bootstrap


def _command(message: Message) -> UUID | None:
    try:
        return next((UUID(value.decode()) for name, value in message.headers if name == COMMAND_HEADER), None)
    except ValueError:
        return None  # a stranger's


def marked_partitions(spec: Spec, partitions: int) -> list[int]:
    """The partitions of a topic keyed by camera that a spec is for."""
    return [partition_of(spec.name, partitions)] if spec.kind == "camera" else list(range(partitions))
