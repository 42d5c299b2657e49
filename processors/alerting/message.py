"""What a message says: plain data in words that people can act on, the same for every way it goes."""

from typing import Any

import msgspec

from orin.schemas.json_forms import format_time
from orin.schemas.records import DeliveryKind, Event

_PHASES = {"occurred": "happened", "opened": "began", "updated": "goes on", "closed": "is over"}
_MOST_LISTED = 50
"""Events that one message lists; of the others it gives the number."""


def summary(event: Event) -> str:
    """One phase of an event as JSON: fields as docs/notifications.md gives them."""
    place = event.zone or event.line
    where = f"{event.camera}, {place}" if place else event.camera
    return _json(
        {
            "event_id": event.event_id,
            "sequence": event.sequence,
            "text": f"{event.guard}: {event.kind.replace('_', ' ')} {_PHASES[event.phase]} at {where}",
            "kind": event.kind,
            "phase": event.phase,
            "guard": event.guard,
            "camera": event.camera,
            "site": event.site,
            "zone": event.zone,
            "line": event.line,
            "label": event.subject.label if event.subject else None,
            "severity": event.severity,
            "since": format_time(event.since),
            "at": format_time(event.at),
            "closed_at": None if event.closed_at is None else format_time(event.closed_at),
            "outcome": event.outcome,
            "certainty": event.certainty,
            "coverage": event.coverage,
            "seen": _seen(event),
            "path": f"/v1/events/{event.event_id}",
        }
    )


def payload(kind: DeliveryKind, summaries: list[str], *, update_of: str | None = None, note: str = "") -> str:
    """A message about these events as JSON."""
    events = [msgspec.json.decode(each) for each in summaries[:_MOST_LISTED]]
    more = len(summaries) - 1
    text = {
        "unacknowledged": f"nobody has acknowledged: {events[0]['text']}",
        "acknowledged": f"{note} takes care of it: {events[0]['text']}",
        "more": f"{events[0]['text']}, and {more} more" if more else events[0]["text"],
    }.get(kind, events[0]["text"])
    return _json(
        {"kind": kind, "text": text, "count": len(summaries), "update_of": update_of, "note": note, "events": events}
    )


def _seen(event: Event) -> str:
    percent = f"{event.coverage:.0%} of the time was observed"
    return percent if event.certainty == "observed" else f"not certain: only {percent}"


def _json(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value, order="sorted").decode()
