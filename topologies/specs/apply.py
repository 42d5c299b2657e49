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
from typing import Literal, NamedTuple

import structlog
from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka import Message as SentMessage

from orin.processors.identity import revision, spec_name
from orin.processors.specs.armed import revision_number
from orin.processors.specs.body import check_readable
from orin.processors.specs.parse import ParsedSpec, check_references
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError, WireError
from orin.schemas.nearest import meant
from orin.schemas.records import Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import FRAMES, SPEC_KEY, SPECS
from orin.topologies.specs.history import ARMED_SUFFIX, History, Revision

_TIMEOUT = 30.0
"""Seconds for Kafka to answer a whole read, or to acknowledge a whole write; the client retries within them."""
_QUIET = {"log_level": 0}
"""librdkafka's own lines on stderr: what matters of them is raised as an OrinError."""

log = structlog.get_logger(__name__)


class Planned(NamedTuple):
    """What `apply` is to do for one document."""

    spec: Spec
    outcome: Literal["applied", "finished", "unchanged"]
    """A new revision; one whose `apply` was interrupted; nothing to do."""


class SpecLog:
    """The specs of the cluster that the settings name. Every method raises OrinError, naming it, when it fails."""

    def __init__(self, settings: Settings, serde: Serde | None = None) -> None:
        self._settings = settings
        self._serde = serde or open_serde(settings.schema_registry_url)
        self._producer = Producer(
            confluent_producer_config(settings) | _QUIET | {"message.timeout.ms": int(_TIMEOUT * 1000), "linger.ms": 5}
        )

    def history(self) -> History:
        """Everything on orin.specs.v1 up to its end now. Foreign records are skipped."""
        history = History()
        with Log(self._settings) as source:
            source.partitions(SPECS)
            for batch in source.read(SPECS, 0, 0, source.bounds(SPECS, 0).end):
                for message in batch:
                    self._take(history, message)
        return history

    def apply(self, specs: Sequence[ParsedSpec], active_from: int | None = None) -> list[Planned]:
        """Applies documents, cameras before guards; they hold for frames from `active_from` on (µs; default: now).

        A time in the past is taken as it is: no frame before the marker is judged again. Returns what was done, in
        the order in which it was. Raises SpecError for a guard that names a camera, zone or line neither among
        `specs` nor applied before and for a camera that lacks what an applied guard uses, and OrinError when
        another `apply` wrote the same name at the same time.
        """
        return self.carry_out(self.plan(specs, active_from))

    def plan(self, specs: Sequence[ParsedSpec], active_from: int | None = None) -> list[Planned]:
        """What `apply` would do now."""
        history = self.history()
        check_references(specs, history.cameras(), history.guards())
        now = wall_clock()
        return [
            _plan(spec, history, active_from, now)
            for kind in ("camera", "guard")
            for spec in specs
            if spec.kind == kind
        ]

    def withdraw(self, kind: Literal["camera", "guard"], name: str, active_from: int | None = None) -> Planned:
        """A revision that ends `name` at `active_from` (µs; default: now). Misuse where there is no such spec."""
        newest = self.newest(kind, name)
        held = newest.spec
        if held.active_until is not None and active_from in (None, held.active_from):
            return self.carry_out([Planned(held, "unchanged" if newest.armed else "finished")])[0]
        at = wall_clock() if active_from is None else active_from
        number = revision(revision_number(held) + 1, held.body)
        spec = Spec(kind=kind, name=name, revision=number, body=held.body, active_from=at, active_until=at)
        return self.carry_out([Planned(spec, "applied")])[0]

    def newest(self, kind: str, name: str) -> Revision:
        """The newest revision of `name`; Misuse, with the names that there are, where there is none."""
        history = self.history()
        newest = history.newest(kind, name)
        if newest is None:
            raise Misuse(f"no {kind} '{name}' was applied{meant(name, [r.spec.name for r in history.revisions(kind)])}")
        return newest

    def carry_out(self, planned: list[Planned]) -> list[Planned]:
        """Does what `plan` said, as of the moment it did."""
        new = [each.spec for each in planned if each.outcome == "applied"]
        if new:
            self._record(new)
        unarmed = [each.spec for each in planned if each.outcome != "unchanged"]
        if unarmed:
            self._arm(unarmed)
        return planned

    def _record(self, specs: Iterable[Spec]) -> None:
        specs = list(specs)
        self._send([(SPECS, 0, spec_name(spec).encode(), spec) for spec in specs])
        history = self.history()
        lost = []
        for spec in specs:
            holder = history.holder(spec)
            if holder is None or holder.spec != spec:
                lost.append(spec)
                # The winner's record under the same key, or a tombstone: a later reader finds no trace.
                same = holder is not None and holder.spec.revision == spec.revision
                self._send([(SPECS, 0, spec_name(spec).encode(), holder.spec if holder and same else None)])
        if lost:
            names = ", ".join(f"{spec.kind} {spec.name}" for spec in lost)
            raise OrinError(f"{names}: another `apply` wrote a revision at the same time; run it again")

    def _arm(self, specs: Sequence[Spec]) -> None:
        with Log(self._settings) as frames:
            count = frames.partitions(FRAMES)
        self._send([(FRAMES, p, SPEC_KEY, spec) for spec in specs for p in marked_partitions(spec, count)])
        self._send([(SPECS, 0, (spec_name(spec) + ARMED_SUFFIX).encode(), spec) for spec in specs])

    def _send(self, records: Iterable[tuple[str, int, bytes, Spec | None]]) -> None:
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
        self._producer.flush(_TIMEOUT)
        if failed or pending:
            what = failed[0] if failed else f"no acknowledgement within {_TIMEOUT:.0f} s"
            raise OrinError(f"Kafka at {self._address}: {what}; nothing is lost, run it again")

    def _take(self, history: History, message: Message) -> None:
        try:
            record = None if message.value is None else self._serde.decode(message.value)
            if isinstance(record, Spec):
                check_readable(record)
            if isinstance(record, Spec | None) and history.add((message.key or b"").decode(), message.offset, record):
                return
            reason = "not a spec under its own key"
        except (WireError, ValueError) as error:
            reason = str(error)
        log.warning("specs.skipped", topic=SPECS, offset=message.offset, reason=reason)

    @property
    def _address(self) -> str:
        return self._settings.kafka_bootstrap


def marked_partitions(spec: Spec, partitions: int) -> list[int]:
    """The partitions of a topic keyed by camera that a spec is for."""
    return [partition_of(spec.name, partitions)] if spec.kind == "camera" else list(range(partitions))


def _plan(parsed: ParsedSpec, history: History, active_from: int | None, now: int) -> Planned:
    newest = history.newest(parsed.kind, parsed.name)
    if newest is not None:
        held = newest.spec
        same = held.body == parsed.body and held.active_until is None
        if same and active_from in (None, held.active_from):
            return Planned(held, "unchanged" if newest.armed else "finished")
    number = revision_number(newest.spec) + 1 if newest else 1
    spec = Spec(
        kind=parsed.kind,
        name=parsed.name,
        revision=revision(number, parsed.body),
        body=parsed.body,
        active_from=now if active_from is None else active_from,
    )
    return Planned(spec, "applied")
