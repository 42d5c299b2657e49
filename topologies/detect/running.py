"""Which backend and model detect on each camera now, from the last minutes of orin.detections.v1."""

from typing import NamedTuple

from orin.processors.specs.sight import emitted
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.records import Detections
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import DETECTIONS

_RECENT_US = 180_000_000
"""A camera's records name the labels once a minute."""
_MOST = 20_000
"""Records looked at in one partition at most, the last ones."""


class Detector(NamedTuple):
    """As far as the records say. `emits`: the labels that its boxes can have; None: not known."""

    backend: str
    model: str | None
    emits: frozenset[str] | None


def running_detectors(settings: Settings) -> dict[str, Detector]:
    """By camera; a camera without a record lately is not there. Raises OrinError where Kafka does not answer."""
    serde = open_serde(settings.schema_registry_url)
    found: dict[str, Detector] = {}
    since = wall_clock() - _RECENT_US
    with Log(settings) as log:
        for partition in range(log.partitions(DETECTIONS)):
            bounds = log.bounds(DETECTIONS, partition)
            begin = max(log.offset_at(DETECTIONS, partition, since), bounds.end - _MOST, bounds.start)
            for batch in log.read(DETECTIONS, partition, begin, bounds.end):
                for message in batch:
                    try:
                        record = serde.decode(message.value or b"")
                    except WireError:
                        continue
                    if isinstance(record, Detections):
                        found[record.camera] = newer(found.get(record.camera), record)
    return found


def newer(known: Detector | None, record: Detections) -> Detector:
    """What is known of a camera's detector after its next record."""
    model = None if record.model is None else record.model.sha256
    same = known is not None and (known.backend, known.model) == (record.backend, model)
    labels = None if record.model is None else record.model.labels
    if known is not None and same and (labels is None or known.emits is not None):
        return known
    return Detector(record.backend, model, emitted(record.backend, labels))
