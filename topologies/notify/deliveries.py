"""The deliveries on their topic, for the command line: read whole, and tried again."""

from msgspec.structs import replace

from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, WireError
from orin.schemas.records import Delivery
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.appending import append
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Outgoing
from orin.topologies.kafka.topics import DELIVERIES


def newest(settings: Settings, serde: Serde) -> dict[str, tuple[int, Delivery]]:
    """Of each delivery_id the partition and the newest record, in the order of the decisions."""
    found: dict[str, tuple[int, Delivery]] = {}
    with Log(settings) as log:
        for partition in range(log.partitions(DELIVERIES)):
            bounds = log.bounds(DELIVERIES, partition)
            for batch in log.read(DELIVERIES, partition, bounds.start, bounds.end):
                for message in batch:
                    try:
                        record = serde.decode(message.value or b"")
                    except WireError:
                        continue
                    if isinstance(record, Delivery):
                        found[record.delivery_id] = (partition, record)
    return dict(sorted(found.items(), key=lambda item: item[1][1].decided_at))


def retry(settings: Settings, serde: Serde, delivery_id: str, now: int) -> Delivery:
    """Decides again on a message that was given up; its age counts from `now` (µs).

    Raises Misuse for a delivery that there is not, or that is not `failed`.
    """
    held = newest(settings, serde).get(delivery_id)
    if held is None:
        raise Misuse(f"there is no delivery '{delivery_id}'; `orin notifications list` shows those there are")
    partition, delivery = held
    if delivery.status != "failed":
        raise Misuse(f"delivery {delivery_id} is {delivery.status}: only what has failed is tried again")
    again = replace(delivery, status="decided", why="", decided_at=now, at=now)
    sent = Outgoing(
        DELIVERIES, partition, delivery_id.encode(), serde.encode(again), [*headers(again)], again.at // 1000
    )
    append(settings, [sent])
    return again
