"""What is still to be sent: pure, the clock is passed in (µs). One message at a time for each target.

A target that did not take a message is left alone until its next attempt is due, whatever else waits for it: the pause
doubles from `first` to `longest`. What is older than `late_after` then goes together in one message. A message is tried
for `give_up_after`.
"""

import hashlib
import random
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from orin.schemas.json_forms import format_time
from orin.schemas.records import Delivery
from orin.topologies.notify.webhook import Answer

_SECOND = 1_000_000


class Pauses(NamedTuple):
    """Seconds."""

    late_after: float = 60.0
    give_up_after: float = 86_400.0
    first: float = 1.0
    longest: float = 300.0


class Place(NamedTuple):
    """Where a decision lies on orin.deliveries.v1."""

    partition: int
    offset: int


class Parcel(NamedTuple):
    """One message: of one delivery, or of several that were late together."""

    target: str
    deliveries: tuple[Delivery, ...]
    message_id: str
    """The idempotency key."""
    body: bytes


class Outcome(NamedTuple):
    """What became of a parcel: what each channel that was tried answered."""

    parcel: Parcel
    answers: Mapping[str, Answer]


class Outbox:
    """Not safe for threads."""

    def __init__(
        self,
        pauses: Pauses,
        link: str = "",
        chance: Callable[[], float] = lambda: random.uniform(0.5, 1.0),  # noqa: S311
    ) -> None:
        """`link` stands before the path of each event. `chance`: by what a pause is multiplied."""
        self._pauses = pauses
        self._link = link.rstrip("/")
        self._chance = chance
        self._waiting: dict[str, dict[str, tuple[Place, Delivery]]] = {}
        """By target and delivery_id."""
        self._under_way: set[str] = set()
        self._resting: dict[str, tuple[int, int]] = {}
        """By target, when it is tried again and how often in a row it failed."""

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def take(self, delivery: Delivery, place: Place) -> None:
        """What the topic says of a delivery now."""
        waiting = self._waiting.setdefault(delivery.target, {})
        if delivery.status in ("decided", "attempted"):
            waiting[delivery.delivery_id] = (place, delivery)
        else:
            waiting.pop(delivery.delivery_id, None)
            if not waiting:
                del self._waiting[delivery.target]

    def place_of(self, delivery: Delivery) -> Place | None:
        """None where it is not waited for: another worker may have it by now."""
        held = self._waiting.get(delivery.target, {}).get(delivery.delivery_id)
        return None if held is None else held[0]

    def keep(self, partitions: Iterable[int]) -> None:
        """Forgets what lies on other partitions: other workers send it."""
        ours = set(partitions)
        for target, waiting in list(self._waiting.items()):
            kept = {key: held for key, held in waiting.items() if held[0].partition in ours}
            self._waiting[target] = kept
            if not kept:
                del self._waiting[target]

    def too_old(self, now: int) -> list[Delivery]:
        """What is given up now, as it is to be written."""
        found = []
        for target, waiting in self._waiting.items():
            if target not in self._under_way:
                for _, each in waiting.values():
                    if now - each.decided_at > self._pauses.give_up_after * _SECOND:
                        why = f"given up after {each.attempts} attempts" + (f": {each.why}" if each.why else "")
                        found.append(replace(each, status="failed", why=why, at=now))
        return found

    def due(self, now: int, ready: Callable[[int], bool]) -> list[Parcel]:
        """What is to be sent now; each must be answered. `ready`: whether a partition was read to its end."""
        found = []
        for target, waiting in self._waiting.items():
            again_at, _ = self._resting.get(target, (0, 0))
            if target in self._under_way or now < again_at:
                continue
            held = sorted(
                (each for place, each in waiting.values() if ready(place.partition)), key=lambda each: each.decided_at
            )
            if held:
                self._under_way.add(target)
                found.append(self._parcel(target, held, now))
        return found

    def answered(self, outcome: Outcome, now: int) -> list[Delivery]:
        """What is to be written of it."""
        parcel, answers = outcome
        self._under_way.discard(parcel.target)
        failed = [answer for answer in answers.values() if not answer.ok]
        final = bool(failed) and all(answer.final for answer in failed)
        if failed and not final:
            self._rest(parcel.target, failed, now)
        else:
            self._resting.pop(parcel.target, None)
        told = tuple(name for name, answer in answers.items() if answer.ok)
        last = (failed or [*answers.values()])[-1] if answers else Answer(ok=True, code=None)
        return [
            replace(
                each,
                status="delivered" if not failed else "failed" if final else "attempted",
                why=last.why if failed else "",
                part_of=each.part_of if len(parcel.deliveries) == 1 else parcel.message_id,
                attempts=each.attempts + 1,
                code=last.code,
                channels=(*each.channels, *(name for name in told if name not in each.channels)),
                at=now,
            )
            for each in parcel.deliveries
        ]

    def _rest(self, target: str, failed: list[Answer], now: int) -> None:
        _, failures = self._resting.get(target, (0, 0))
        pause = min(self._pauses.longest, self._pauses.first * 2.0 ** min(failures, 30)) * self._chance()
        asked = max((answer.wait or 0.0 for answer in failed), default=0.0)
        self._resting[target] = (now + round(max(pause, asked) * _SECOND), failures + 1)

    def _parcel(self, target: str, held: list[Delivery], now: int) -> Parcel:
        late = [each for each in held if now - each.decided_at > self._pauses.late_after * _SECOND]
        if len(late) < 2:
            one = held[0]
            return Parcel(target, (one,), one.delivery_id, self._body(one.kind, one.decided_at, one.payload))
        ids = "\n".join(each.delivery_id for each in late)
        mark = hashlib.sha256(ids.encode()).hexdigest()[:8]
        said = [msgspec.json.decode(each.payload) for each in late]
        events = [event for each in said for event in each["events"]]
        text = f"{len(late)} messages that could not be sent in time; the first: {said[0]['text']}"
        whole = {"kind": "more", "text": text, "count": len(events), "update_of": None, "note": "", "events": events}
        body = self._body("more", late[0].decided_at, msgspec.json.encode(whole).decode())
        return Parcel(target, tuple(late), f"{late[0].delivery_id}:late-{mark}", body)

    def _body(self, kind: str, at: int, payload: str) -> bytes:
        """As Standard Webhooks has it: type, timestamp, data."""
        data = msgspec.json.decode(payload)
        for event in data["events"]:
            event["url"] = self._link + event["path"] if self._link else None
        return msgspec.json.encode({"type": f"orin.{kind}", "timestamp": format_time(at), "data": data})
