"""What all open conditions go through on every observed frame: certainty, and steps of severity."""

from orin.processors.guards.context import NEVER, NEXT, GuardContext
from orin.processors.guards.guard import Guard, micros
from orin.processors.guards.observed.coverage import share, unseen_at
from orin.processors.guards.state import OpenEvent, TrackedObject


def kept_up_until(guard: Guard, event: OpenEvent) -> int:
    """When `keep_up` has something to do for it next (context.Watch)."""
    if event.certainty == "indeterminate":
        return NEXT
    steps = getattr(guard.rule, "escalate", ())
    if event.escalated < len(steps):
        return event.opened_at + micros(steps[event.escalated].after)
    return NEVER


def keep_up(context: GuardContext, event: OpenEvent, tracked: TrackedObject | None) -> None:
    """An indeterminate event becomes certain once the last `for` was covered well enough; severity rises in time."""
    frame, guard, state, _, out = context
    if event.certainty == "indeterminate":
        begin = max(frame.at - guard.lasting, event.since)
        unseen = frame.state.unseen - unseen_at(frame.state, begin)
        whole = frame.at - begin
        if share(whole - unseen, whole) >= guard.min_coverage:
            out.become_certain(guard, state, event, tracked)
    steps = getattr(guard.rule, "escalate", ())
    if event.escalated < len(steps):
        step = steps[event.escalated]
        if frame.at >= event.opened_at + micros(step.after):
            event.escalated += 1
            event.severity = step.severity
            out.update(guard, state, event, tracked)
