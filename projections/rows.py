"""Records as rows: JSON objects whose names and values are those of the tables' columns. Pure.

They are the records' JSON forms; the server checks what no row can hold, such as a time past the year 9999.
"""

from uuid import UUID

import msgspec

from orin.processors.specs.armed import revision_number
from orin.schemas.json_forms import TIMES, to_json
from orin.schemas.records import Delivery, Event, HealthEvent, Heartbeat, Job, Mute, Record, Review, Spec

TableRow = dict[str, object]


class Unstorable(ValueError):
    """A record that no row can hold; the message says which value."""


def fault(record: Record) -> str | None:
    """The commonest reasons for which the server refuses a row, found without it; None where there may be others.

    Too expensive for every record, and far cheaper than having the server find each one of many.
    """
    form = to_json(record)
    for name in sorted(TIMES[type(record)]):
        if isinstance(form[name], int):
            return f"{name} {form[name]} µs lies outside the years 1 to 9999"
    return next((f"{name} contains a NUL character" for name, value in form.items() if _has_nul(value)), None)


def _has_nul(value: object) -> bool:
    if isinstance(value, dict | list):
        return any(map(_has_nul, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and "\0" in value


def event_row(event: Event) -> TableRow:
    """Unstorable where the event's id is not written as UUIDs are, or two rows could be one."""
    _check_uuid("event_id", event.event_id)
    return to_json(event) | {"notify": event.notify}


def review_row(review: Review) -> TableRow:
    """Unstorable where an id is not written as UUIDs are."""
    _check_uuid("review_id", review.review_id)
    _check_uuid("event_id", review.event_id)
    return to_json(review)


def mute_row(mute: Mute) -> TableRow:
    """Unstorable where the id is not written as UUIDs are."""
    _check_uuid("mute_id", mute.mute_id)
    return to_json(mute)


def delivery_row(delivery: Delivery) -> TableRow:
    """Unstorable where an event's id is not written as UUIDs are."""
    for event_id in (delivery.event_id, *delivery.events):
        _check_uuid("event_id", event_id)
    return to_json(delivery)


def job_row(job: Job) -> TableRow:
    """Unstorable where the id is not written as UUIDs are or the parameters are no JSON object."""
    _check_uuid("job_id", job.job_id)
    try:
        parameters = msgspec.json.decode(job.parameters, type=dict[str, object])
    except msgspec.MsgspecError as error:
        raise Unstorable(f"job {job.job_id}: parameters: {error}") from None
    row: TableRow = to_json(job)
    return row | {"parameters": parameters}


def spec_row(spec: Spec) -> TableRow:
    """Unstorable where the revision has no number or the body is not JSON."""
    try:
        parsed = {"number": revision_number(spec), "body": msgspec.json.decode(spec.body)}
    except ValueError as error:
        raise unstorable_spec(spec, error) from None
    row: TableRow = to_json(spec)
    return row | parsed


def unstorable_spec(spec: Spec, error: ValueError) -> Unstorable:
    return Unstorable(f"spec {spec.kind}/{spec.name}@{spec.revision}: {error}")


def heartbeat_row(beat: Heartbeat) -> TableRow:
    return to_json(beat)


def health_row(event: HealthEvent) -> TableRow:
    return to_json(event) | {"guard": event.guard or ""}


def _check_uuid(name: str, value: str) -> None:
    try:
        canonical = str(UUID(value)) == value
    except ValueError:
        canonical = False
    if not canonical:
        raise Unstorable(f"{name} {value!r} is not a UUID in canonical form")
