"""One message to a target by hand: `orin targets test`."""

import uuid
from collections.abc import Mapping

import msgspec

from orin.processors.specs.targets import target_of
from orin.runtime.config.settings import Settings
from orin.schemas.json_forms import format_time
from orin.schemas.records import Delivery, Target
from orin.topologies.notify.addresses import allowed
from orin.topologies.notify.channels import Ways, send
from orin.topologies.notify.outbox import Parcel
from orin.topologies.notify.webhook import Answer, Sending


def try_target(target: Target, settings: Settings, now: int) -> Mapping[str, Answer]:
    """What each way of the target answered; `now` in µs. Nothing is written to Kafka."""
    key = f"test:{uuid.uuid4()}:{target.name}"
    data = {
        "kind": "test",
        "text": f"A test of target {target.name}: nothing has happened",
        "count": 0,
        "update_of": None,
        "note": "",
        "events": [],
    }
    body = msgspec.json.encode({"type": "orin.test", "timestamp": format_time(now), "data": data})
    delivery = Delivery(
        delivery_id=key,
        event_id="",
        sequence=0,
        camera="",
        target=target.name,
        kind="test",
        status="decided",
        decided_at=now,
        at=now,
    )
    ways = Ways(Sending(allowed(settings.notify_allow), settings.notify_timeout), settings.secrets)
    return send(Parcel(target.name, (delivery,), key, body), target_of(target.body), ways).answers
