"""Targets on orin.specs.v1: `apply` appends a revision, and of each name the newest counts."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from orin.processors.identity import revision
from orin.processors.specs.armed import revision_number_of
from orin.processors.specs.targets import ParsedTarget
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, WireError
from orin.schemas.nearest import meant
from orin.schemas.records import Target
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.kafka.appending import append
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Outgoing
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
        records = [
            Outgoing(
                SPECS,
                0,
                f"target/{each.name}@{each.revision}".encode(),
                self._serde.encode(each),
                [*headers(each)],
                each.at // 1000,
            )
            for each in targets
        ]
        if records:
            append(self._settings, records, self._timeout)


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
