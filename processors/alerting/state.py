"""What alerting knows of one camera. Times are µs of the wall clock, as the ticks say it."""

from msgspec import Struct

from orin.schemas.records import MuteInForce, Severity, TargetInForce


class Known(Struct):
    """An event of which something was decided."""

    sequence: int
    """Of its last phase."""
    touched_at: int
    over: bool
    guard: str
    severity: Severity
    summary: str
    """The last phase as messages say it, JSON."""
    told: dict[str, str] = {}
    """By target the delivery_id of the message in which it was told first."""
    escalated: list[str] = []
    """Targets that were told because nobody took care of it."""
    taken_by: str = ""
    """Who takes care of it; empty: nobody has said so."""


class Asking(Struct):
    """A target waits for somebody to take care of an event."""

    event_id: str
    target: str
    due: int
    round: int
    """Of the next escalation, from 1."""


class Batch(Struct):
    """What one target is told together, at `until`."""

    until: int
    why: str
    part_of: str | None
    """The message that it updates."""
    events: dict[str, int]
    """Each event with the phase that waits."""


class Group(Struct):
    """What happens before `until` is told with the message `head`."""

    until: int
    head: str


class AlertState(Struct):
    camera: str
    now: int = 0
    targets: tuple[TargetInForce, ...] = ()
    mutes: tuple[MuteInForce, ...] = ()
    known: dict[str, Known] = {}
    taken_early: dict[str, tuple[str, int]] = {}
    """Reviews of events that have not come yet: who said it, and when that was."""
    sent: dict[str, list[int]] = {}
    """By target, when messages were sent lately."""
    groups: dict[str, Group] = {}
    batches: dict[str, Batch] = {}
    asking: list[Asking] = []
