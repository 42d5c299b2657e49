"""The audit topic as people read it: the newest records that pass a filter."""

from heapq import nlargest
from typing import NamedTuple

from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.records import Audit, AuditOutcome
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import AUDIT

MOST_READ = 100_000
"""Records of one partition that are looked at, the newest: what is filtered is found within them."""


class AuditFilter(NamedTuple):
    """Records of [since, until), µs; `who` is a subject or a name as shown."""

    since: int
    until: int
    who: str | None = None
    outcome: AuditOutcome | None = None

    def passes(self, record: Audit) -> bool:
        """Whether it is one of those that are looked for."""
        return (
            self.since <= record.at < self.until
            and self.who in (None, record.who, record.name)
            and self.outcome in (None, record.outcome)
        )


def audit_records(settings: Settings, serde: Serde, wanted: AuditFilter, limit: int) -> list[Audit]:
    """The newest `limit` of them, newest first. Raises OrinError where Kafka does not answer."""
    found: list[Audit] = []
    with Log(settings) as log:
        for partition in range(log.partitions(AUDIT)):
            end = log.offset_at(AUDIT, partition, wanted.until)
            begin = max(log.offset_at(AUDIT, partition, wanted.since), end - MOST_READ)
            for batch in log.read(AUDIT, partition, begin, end):
                read = (_decoded(message, serde) for message in batch)
                passed = [record for record in read if record is not None and wanted.passes(record)]
                found = nlargest(limit, [*found, *passed], key=lambda record: record.at)
    return found


def _decoded(message: Message, serde: Serde) -> Audit | None:
    try:
        record = serde.decode(message.value)
    except WireError:
        return None
    return record if isinstance(record, Audit) else None
