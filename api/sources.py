"""What streams are made of: phases of events; or all that is new of events, reviews, the health of cameras and jobs."""

from typing import NamedTuple

from orin.api.live import Asked, Batch, Message
from orin.projections.event_filter import EventFilter
from orin.projections.event_order import Cursor
from orin.projections.queries import Reads
from orin.runtime.http.responses import encode

_OF_PHASES = ("site", "camera", "guard", "kind", "severity", "certainty")


class Phases(NamedTuple):
    """Phases of events that pass a filter."""

    reads: Reads
    wanted: EventFilter = EventFilter()

    async def now(self) -> Cursor:
        return await self.reads.now()

    async def after(self, cursor: Cursor, limit: int) -> Batch:
        found = await self.reads.phases(self.wanted, cursor, limit)
        messages = [
            (reached, Message(_text(reached, encode(phase)), tuple(phase[name] for name in _OF_PHASES)))
            for reached, phase in found
            if phase is not None
        ]
        return Batch(messages, found[-1][0] if found else cursor, more=len(found) >= limit)


class Everything(NamedTuple):
    """Events, reviews, health events and jobs; the message of each names its kind."""

    reads: Reads

    async def now(self) -> Cursor:
        return await self.reads.now()

    async def after(self, cursor: Cursor, limit: int) -> Batch:
        found = await self.reads.news(cursor, limit)
        messages = [
            (
                each.cursor,
                Message(
                    b"event: %s\n" % each.kind.encode() + _text(each.cursor, encode(each.row)),
                    (each.row["site"], each.row.get("camera", ""), each.kind),
                ),
            )
            for each in found.pieces
        ]
        return Batch(messages, found.reached, found.more)


def asked_of_phases(wanted: EventFilter) -> Asked:
    """What `Phases` pass for this filter."""
    asked = [(number, set(values)) for number, name in enumerate(_OF_PHASES) if (values := getattr(wanted, name))]
    return asked if wanted.seen is None else [*asked, (_OF_PHASES.index("site"), set(wanted.seen))]


def asked_of_everything(wanted: EventFilter, kinds: list[str]) -> Asked:
    """What passes of `Everything`, by site, camera and kind."""
    groups = ((0, wanted.site), (1, wanted.camera), (2, kinds))
    asked = [(number, set(values)) for number, values in groups if values]
    return asked if wanted.seen is None else [*asked, (0, set(wanted.seen))]


def _text(cursor: Cursor, data: bytes) -> bytes:
    return b"id: %s\ndata: %s\n\n" % (str(cursor).encode(), data)
