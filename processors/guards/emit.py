"""Makes the events: identity, sequence, certainty, notification; everything that all kinds have in common."""

import msgspec

from orin.processors.geometry import Rect, stretched
from orin.processors.guards.guard import Guard
from orin.processors.guards.observed.coverage import covered, share, unseen_at
from orin.processors.guards.observed.frame import ObservedFrame
from orin.processors.guards.state import GuardState, OpenEvent, PendingEvent, TrackedObject
from orin.processors.identity import event_id, seal
from orin.schemas.records import Event, Notify, Outcome, Phase, Provenance, Record, Severity, Subject, TakenBy

SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
_UNSEALED = ""


class Emitter:
    """Gathers the events of one frame."""

    def __init__(self, frame: ObservedFrame, late_after: int, build: str) -> None:
        """`late_after` in µs."""
        self.frame = frame
        self.events: list[Record] = []
        record = frame.record
        self._late = record.published_at - record.captured_at > late_after
        self._build = build

    def moment(
        self,
        guard: Guard,
        state: GuardState,
        tracked: TrackedObject,
        pending: PendingEvent | None = None,
        *,
        window: int | None = None,
        owner: str | None = None,
    ) -> None:
        """A moment of `tracked` on this frame, or of an earlier one: `pending`.

        `window`: since when it had to be watched to be known; how much of that was seen makes it certain or not.
        Off duty, or before the guard's start, nothing happens.
        """
        at = self.frame.at if pending is None else pending.at
        if at < state.started_at or not guard.on_duty(at):
            return
        box, uri, position = (
            (self._box(tracked), self.frame.record.uri, self.frame.record.source_position)
            if pending is None
            else (pending.box, pending.uri, pending.position)
        )
        coverage = 1.0 if window is None else self._coverage(window)
        certain = coverage >= guard.min_coverage
        notify, cooldown_event = self._notify(guard, state, at, certain=certain)
        ident = event_id(guard.name, guard.meaning, self.frame.state.camera, tracked.track_id, at)
        event = self._event(
            guard=guard,
            state=state,
            ident=ident,
            sequence=0,
            phase="occurred",
            times=(at, at, at, at),
            subject=_subject(tracked, box),
            uri=uri,
            position=position,
        )
        self._add(
            event,
            direction=None if pending is None else pending.direction,
            owner=owner,
            certainty="observed" if certain else "indeterminate",
            coverage=round(coverage, 6),
            notify=notify,
            cooldown_event=cooldown_event,
        )
        if notify == "send":
            state.notified_at, state.notified_event = at, ident

    def open(
        self,
        guard: Guard,
        state: GuardState,
        tracked: TrackedObject | None,
        *,
        since: int,
        due_at: int,
        owner: str | None = None,
        count: int | None = None,
    ) -> None:
        """A condition opens on this frame, as one whose window is too little covered or as a certain one."""
        camera, at = self.frame.state, self.frame.at
        certain = self._coverage(since) >= guard.min_coverage
        notify, cooldown_event = self._notify(guard, state, at, certain=certain)
        subject = "" if tracked is None else tracked.track_id
        opened = OpenEvent(
            event_id=event_id(guard.name, guard.meaning, camera.camera, subject, since),
            sequence=0,
            since=since,
            due_at=due_at,
            opened_at=at,
            unseen=unseen_at(camera, since),
            certainty="observed" if certain else "indeterminate",
            severity=guard.severity,
            notify=notify,
            cooldown_event=cooldown_event,
            owner=owner,
            count=count,
            extreme=count,
        )
        state.events[subject] = opened
        if notify == "send":
            state.notified_at, state.notified_event = at, opened.event_id
        self._phase(guard, state, opened, tracked, "opened")

    def update(self, guard: Guard, state: GuardState, event: OpenEvent, tracked: TrackedObject | None) -> None:
        """Something about an open event changed: `event` says what."""
        self._phase(guard, state, event, tracked, "updated")

    def become_certain(self, guard: Guard, state: GuardState, event: OpenEvent, tracked: TrackedObject | None) -> None:
        """The first frame whose trailing window is covered well enough."""
        event.certainty = "observed"
        event.notify, event.cooldown_event = self._notify(guard, state, self.frame.at, certain=True)
        if event.notify == "send":
            state.notified_at, state.notified_event = self.frame.at, event.event_id
        self._phase(guard, state, event, tracked, "updated")

    def close(
        self,
        guard: Guard | None,
        state: GuardState,
        subject: str,
        tracked: TrackedObject | None,
        outcome: Outcome,
        *,
        taken_by: TakenBy | None = None,
    ) -> None:
        """`guard` None: its revision is no longer in force."""
        event = state.events.pop(subject)
        if taken_by == "other":
            event.severity = SEVERITIES[min(SEVERITIES.index(event.severity) + 1, len(SEVERITIES) - 1)]
        self._phase(guard, state, event, tracked, "closed", outcome=outcome, taken_by=taken_by)

    def _phase(
        self,
        guard: Guard | None,
        state: GuardState,
        event: OpenEvent,
        tracked: TrackedObject | None,
        phase: Phase,
        *,
        outcome: Outcome | None = None,
        taken_by: TakenBy | None = None,
    ) -> None:
        record = self.frame.record
        built = self._event(
            guard=guard,
            state=state,
            ident=event.event_id,
            sequence=event.sequence,
            phase=phase,
            times=(event.since, event.due_at, event.opened_at, self.frame.at),
            subject=None if tracked is None else _subject(tracked, self._box(tracked)),
            uri=record.uri,
            position=record.source_position,
        )
        event.sequence += 1
        self._add(
            built,
            owner=event.owner,
            count=event.count,
            closed_at=self.frame.at if phase == "closed" else None,
            outcome=outcome,
            taken_by=taken_by,
            certainty=event.certainty,
            coverage=round(share(*covered(self.frame.state, event.since, event.unseen)), 6),
            severity=event.severity,
            notify="late" if self._late else event.notify,
            cooldown_event=event.cooldown_event,
        )

    def _event(
        self,
        *,
        guard: Guard | None,
        state: GuardState,
        ident: str,
        sequence: int,
        phase: Phase,
        times: tuple[int, int, int, int],
        subject: Subject | None,
        uri: str | None,
        position: float | None,
    ) -> Event:
        record, origin = self.frame.record, self.frame.origin
        since, due_at, opened_at, at = times
        return Event(
            event_id=ident,
            sequence=sequence,
            kind=state.kind,
            phase=phase,
            guard=state.guard,
            guard_revision=state.revision,
            camera_revision=state.camera_revision,
            camera=record.camera,
            site=record.camera.split("/", 1)[0],
            subject=subject,
            zone=state.zone,
            line=None if guard is None else guard.line_name,
            since=since,
            due_at=due_at,
            opened_at=opened_at,
            at=at,
            certainty="observed",
            coverage=1.0,
            severity="low" if guard is None else guard.severity,
            notify="send",
            notify_to=state.notify_to,
            late=self._late,
            source_position=position,
            provenance=Provenance(
                topic=origin.topic,
                partition=origin.partition,
                offset=origin.offset,
                uri=uri,
                model_sha256=record.model_sha256,
                build=self._build,
            ),
            digest=_UNSEALED,
        )

    def _add(self, event: Event, **changes: object) -> None:
        self.events.append(seal(msgspec.structs.replace(event, **changes)))

    def _box(self, tracked: TrackedObject) -> Rect:
        """In pixels of this frame."""
        return stretched(tracked.box, self.frame.picture)

    def _coverage(self, since: int) -> float:
        camera = self.frame.state
        return share(*covered(camera, since, unseen_at(camera, since)))

    def _notify(self, guard: Guard, state: GuardState, at: int, *, certain: bool) -> tuple[Notify, str | None]:
        """What becomes of an event that would be notified now, and with `cooldown` the event that was instead."""
        if self._late:
            return "late", None
        if not certain:
            return "indeterminate", None
        if guard.cooldown and state.notified_event is not None and at - state.notified_at < guard.cooldown:
            return "cooldown", state.notified_event
        return "send", None


def _subject(tracked: TrackedObject, box: Rect) -> Subject:
    x1, y1, x2, y2 = (round(value, 2) for value in box)
    return Subject(track_id=tracked.track_id, label=tracked.label, x1=x1, y1=y1, x2=x2, y2=y2)


def pending_now(frame: ObservedFrame, tracked: TrackedObject, direction: str | None = None) -> PendingEvent:
    """The moment of this frame, to be emitted now or once the track is confirmed."""
    return PendingEvent(
        frame.at, stretched(tracked.box, frame.picture), frame.record.uri, frame.record.source_position, direction
    )
