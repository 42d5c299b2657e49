"""Who is told of what, as a step over the records of one camera: see docs/notifications.md for the rules.

The only clock is the last Tick. A step emits a Delivery for every decision, also for the decision not to tell. Each
time that a decision waits for is the `look_at` of a Delivery, so that whoever reads these knows when a Tick is due.
"""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from orin.processors.alerting.message import payload, summary
from orin.processors.alerting.refusals import muted, refusal
from orin.processors.alerting.state import AlertState, Asking, Batch, Group, Known
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.targets import TargetSpec, target_of
from orin.schemas.records import Delivery, DeliveryKind, Event, Record, Review, Tick

TAKEN = frozenset({"acknowledged", "assigned", "resolved", "false_alarm"})
"""Reviews that say that somebody takes care of an event, or that nothing is left to do."""
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_MOST_EVENTS = 1000
"""Events of a camera that are remembered; beyond it the oldest are forgotten, and their later phases told afresh."""

AlertInput = Event | Review | Tick


class AlertLogic:
    """A CameraLogic. `late_after`: seconds after which an event is not news any more and is told with others."""

    logic_version = 1

    def __init__(self, late_after: float = 60.0) -> None:
        self._late_us = round(late_after * _SECOND)
        self._specs: dict[str, TargetSpec] = {}

    def new(self, camera: str) -> AlertState:
        return AlertState(camera)

    def is_late(self, state: AlertState, record: AlertInput) -> bool:  # noqa: ARG002 - of the protocol
        """Never: what comes twice is nobody's fault here, and `step` takes it once."""
        return False

    def dump(self, state: AlertState) -> bytes:
        return msgspec.msgpack.encode(state)

    def load(self, data: bytes) -> AlertState:
        return msgspec.msgpack.decode(data, type=AlertState)

    def step(
        self,
        state: AlertState,
        record: AlertInput,
        armed: Armed,  # noqa: ARG002 - targets come with the ticks
        origin: Origin,  # noqa: ARG002
    ) -> tuple[AlertState, list[Record]]:
        """Repeats of an event's phase, a review or a tick change nothing."""
        if isinstance(record, Tick):
            if record.at < state.now:
                return state, []
            state.now, state.targets, state.mutes = record.at, record.targets, record.mutes
        targets = {spec.target: (spec, each.since) for each in state.targets if (spec := self._spec(each.body))}
        decision = _Decision(state, targets, self._late_us)
        match record:
            case Tick():
                decision.release()
                decision.escalate()
                _forget(state)
            case Event():
                decision.event(record)
            case Review():
                decision.review(record)
        return state, decision.said

    def _spec(self, body: str) -> TargetSpec | None:
        if body not in self._specs:
            try:
                self._specs[body] = target_of(body)
            except msgspec.ValidationError:  # a later build's: this one cannot tell by it
                return None
        return self._specs[body]


class _Decision:
    """One step: changes `state`, and says what was decided."""

    def __init__(self, state: AlertState, targets: dict[str, tuple[TargetSpec, int]], late_us: int) -> None:
        self._state = state
        self._targets = targets
        self._late_us = late_us
        self.said: list[Record] = []

    # ---- an event's phase

    def event(self, event: Event) -> None:
        state = self._state
        known = state.known.get(event.event_id)
        if known is not None and event.sequence <= known.sequence:
            return
        if known is None:
            taken_by, _ = state.taken_early.pop(event.event_id, ("", 0))
            known = Known(0, 0, False, event.guard, event.severity, "", taken_by=taken_by)
            state.known[event.event_id] = known
        known.sequence, known.touched_at, known.severity = event.sequence, state.now, event.severity
        known.over = event.phase in ("closed", "occurred")
        known.summary = summary(event)
        for name in dict.fromkeys((*event.notify_to, *known.told)):
            self._tell(name, event, known)

    def _tell(self, name: str, event: Event, known: Known) -> None:
        state = self._state
        batch = state.batches.get(name)
        if batch is not None and event.event_id in batch.events:
            self._say(name, event.event_id, "update", "suppressed", why="not_told_yet")
            return
        target = self._targets.get(name)
        if target is None:
            self._say(name, event.event_id, "first", "suppressed", why="no_target")
            return
        spec, since = target
        told = known.told.get(name)
        if told is not None:
            self._follow_up(name, event, told)
            return
        why = refusal(spec, since, event, state.now, state.mutes)
        if why is not None:
            self._say(name, event.event_id, "first", "suppressed", why=why)
        else:
            self._first(spec, event)

    def _follow_up(self, name: str, event: Event, told: str) -> None:
        kind: DeliveryKind = "closed" if event.phase == "closed" else "update"
        muted = self._muted(name, event.guard)
        if muted:
            self._say(name, event.event_id, kind, "suppressed", why=muted, part_of=told)
        else:
            self._send(name, [event.event_id], kind, part_of=told)

    def _first(self, spec: TargetSpec, event: Event) -> None:
        """Tells of an event now, or lets it wait to be told with others."""
        state, name = self._state, spec.target
        batch, group = state.batches.get(name), state.groups.get(name)
        if batch is None:
            if event.notify == "late" or state.now - event.at > self._late_us:
                batch = Batch(state.now + round(spec.group * _SECOND), "late", None, {})
            elif group is not None and state.now < group.until:
                batch = Batch(group.until, "group", group.head, {})
            elif (free_at := self._free_at(spec)) is not None:
                batch = Batch(free_at, "limit", None, {})
        if batch is None:
            self._send(name, [event.event_id], "first")
            return
        state.batches[name] = batch
        batch.events[event.event_id] = event.sequence
        self._say(name, event.event_id, "first", "waiting", why=batch.why, part_of=batch.part_of, look_at=batch.until)

    def _free_at(self, spec: TargetSpec) -> int | None:
        """When the limit allows a message again; None: it does now."""
        if spec.limit is None:
            return None
        per = round(spec.limit.per * _SECOND)
        sent = [at for at in self._state.sent.get(spec.target, []) if at > self._state.now - per]
        self._state.sent[spec.target] = sent
        return sent[-spec.limit.at_most] + per if len(sent) >= spec.limit.at_most else None

    # ---- what waited

    def release(self) -> None:
        """Tells what has waited long enough."""
        state = self._state
        for name in [name for name, batch in state.batches.items() if batch.until <= state.now]:
            batch = state.batches.pop(name)
            why = self._why_not_any_more(name, list(batch.events))
            key = None
            if why is None:
                key = self._send(name, list(batch.events), "more", part_of=batch.part_of)
            for event_id, sequence in batch.events.items():
                said = why or "told_with_others"
                self._say(name, event_id, "first", "suppressed", why=said, part_of=key, sequence=sequence)

    def _why_not_any_more(self, name: str, events: list[str]) -> str | None:
        if name not in self._targets:
            return "no_target"
        muted = [self._muted(name, self._state.known[event_id].guard) for event_id in events]
        return muted[0] if muted and all(muted) else None

    # ---- nobody takes care

    def escalate(self) -> None:
        """Tells others of what nobody has acknowledged in time."""
        state = self._state
        due, state.asking = _split(state.asking, state.now)
        for each in due:
            known = state.known.get(each.event_id)
            target = self._targets.get(each.target)
            if known is None or target is None or target[0].unacknowledged is None:
                continue
            plan = target[0].unacknowledged
            look_at = None
            if each.round <= plan.again:
                look_at = state.now + round(plan.after * _SECOND)
                state.asking.append(replace(each, due=look_at, round=each.round + 1))
            for name in plan.tell:
                self._escalate_to(name, each, known, look_at)

    def _escalate_to(self, name: str, asking: Asking, known: Known, look_at: int | None) -> None:
        suffix = f":unacknowledged-{asking.round}"
        target = self._targets.get(name)
        why = "no_target" if target is None else self._muted(name, known.guard)
        if why:
            event_id = asking.event_id
            self._say(name, event_id, "unacknowledged", "suppressed", why=why, suffix=suffix, look_at=look_at)
            return
        key = self._send(
            name, [asking.event_id], "unacknowledged", part_of=known.told.get(name), suffix=suffix, look_at=look_at
        )
        known.told.setdefault(name, key)
        if name not in known.escalated:
            known.escalated.append(name)

    def review(self, review: Review) -> None:
        """Somebody takes care of the event: nobody else is told, and those who were are told so."""
        state = self._state
        if review.action not in TAKEN or (review.action == "assigned" and review.assignee is None):
            return
        by = review.assignee or review.by
        known = state.known.get(review.event_id)
        if known is None:
            state.taken_early.setdefault(review.event_id, (by, state.now))
            return
        if known.taken_by:
            return
        known.taken_by = by
        state.asking = [each for each in state.asking if each.event_id != review.event_id]
        for name in known.escalated:
            if name in self._targets and not self._muted(name, known.guard):
                told = known.told.get(name)
                self._send(name, [review.event_id], "acknowledged", part_of=told, suffix=":acknowledged", note=by)

    # ---- what is said

    def _muted(self, name: str, guard: str) -> str | None:
        return muted(self._state.mutes, name, guard, self._state.camera, self._state.now)

    def _send(
        self,
        name: str,
        events: list[str],
        kind: DeliveryKind,
        *,
        part_of: str | None = None,
        suffix: str = "",
        note: str = "",
        look_at: int | None = None,
    ) -> str:
        """Decides on a message; returns its delivery_id. What counts as news starts a group, counts and asks."""
        state = self._state
        if kind == "more":
            suffix = ":more"
        key = f"{events[0]}:{state.known[events[0]].sequence}:{name}{suffix}"
        if kind in ("first", "more"):
            look_at = self._note(name, events, key)
        said = payload(kind, [state.known[each].summary for each in events], update_of=part_of, note=note)
        self._say(
            name,
            events[0],
            kind,
            "decided",
            part_of=part_of,
            suffix=suffix,
            look_at=look_at,
            events=tuple(events),
            text=said,
        )
        return key

    def _note(self, name: str, events: list[str], key: str) -> int | None:
        """What a message of news changes; returns when somebody must have acknowledged it."""
        state = self._state
        spec, _ = self._targets[name]
        if spec.limit is not None:
            state.sent.setdefault(name, []).append(state.now)
        if spec.group:
            state.groups[name] = Group(state.now + round(spec.group * _SECOND), key)
        due = None
        for event_id in events:
            known = state.known[event_id]
            known.told.setdefault(name, key)
            if spec.unacknowledged is not None and not known.taken_by:
                due = state.now + round(spec.unacknowledged.after * _SECOND)
                state.asking.append(Asking(event_id, name, due, 1))
        return due

    def _say(
        self,
        name: str,
        event_id: str,
        kind: DeliveryKind,
        status: str,
        *,
        why: str = "",
        part_of: str | None = None,
        suffix: str = "",
        look_at: int | None = None,
        events: tuple[str, ...] = (),
        text: str = "",
        sequence: int | None = None,
    ) -> None:
        """`sequence`: the event's phase; None: its last one."""
        state = self._state
        if sequence is None:
            sequence = state.known[event_id].sequence
        self.said.append(
            Delivery(
                delivery_id=f"{event_id}:{sequence}:{name}{suffix}",
                event_id=event_id,
                sequence=sequence,
                camera=state.camera,
                target=name,
                kind=kind,
                status=status,  # type: ignore[arg-type]
                why=why,
                part_of=part_of,
                events=events or (event_id,),
                payload=text,
                decided_at=state.now,
                at=state.now,
                look_at=look_at,
            )
        )


def _split(asking: Iterable[Asking], now: int) -> tuple[list[Asking], list[Asking]]:
    due: list[Asking] = []
    later: list[Asking] = []
    for each in asking:
        (due if each.due <= now else later).append(each)
    return due, later


def _forget(state: AlertState) -> None:
    """Events that are over for a day, open ones of which nothing was heard for a week, and the oldest of too many."""
    keep = {each for batch in state.batches.values() for each in batch.events} | {a.event_id for a in state.asking}
    by_age = sorted(state.known, key=lambda each: state.known[each].touched_at)
    for index, event_id in enumerate(by_age):
        known = state.known[event_id]
        old = state.now - known.touched_at > (_DAY if known.over else 7 * _DAY)
        if (old or len(by_age) - index > _MOST_EVENTS) and event_id not in keep:
            del state.known[event_id]
    for event_id in [e for e, (_, at) in state.taken_early.items() if state.now - at > _DAY]:
        del state.taken_early[event_id]
