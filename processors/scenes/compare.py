"""Compares the events of a run with those that the scene must give."""

from collections.abc import Iterable
from dataclasses import dataclass

from orin.processors.scenes.scene import Expected
from orin.schemas.records import Event

TOLERANCE = 3.0
"""Seconds between an expected event's due time and the opening of the event that is taken for it."""


@dataclass(frozen=True)
class Comparison:
    """`found` holds each expected event that came, and how many seconds after its true due time it opened."""

    found: tuple[tuple[Expected, float], ...]
    missing: tuple[Expected, ...]
    unexpected: tuple[Event, ...]
    misjudged: tuple[tuple[Expected, str], ...] = ()
    """Those that came but did not close as expected, each with how it closed instead."""

    def summary(self) -> str:
        """One line for people: `1 of 1 expected events, opened 40 ms after due`."""
        total = len(self.found) + len(self.missing)
        text = f"{len(self.found)} of {total} expected events"
        if self.found:
            delays = sorted(round(delay * 1000) for _, delay in self.found)
            text += f", opened {_when(delays[0], delays[-1])}"
        for expected in self.missing:
            text += f"; missing: {expected.guard}, due at {expected.due:.1f} s"
        for expected, said in self.misjudged:
            text += f"; {expected.guard}, due at {expected.due:.1f} s, {said} instead of {_ending(expected)}"
        if self.unexpected:
            text += f"; {len(self.unexpected)} not expected: " + ", ".join(
                f"{e.guard} at {e.source_position or 0:.1f} s" for e in self.unexpected
            )
        return text


def compare(expected: Iterable[Expected], events: Iterable[Event]) -> Comparison:
    """Pairs each expected event with the nearest opening of its guard within TOLERANCE, each event once.

    Positions in the clip are compared, so the run's wall clock does not matter: events need `source_position`.
    """
    told = list(events)
    openings = [e for e in told if e.phase in ("occurred", "opened")]
    closings = {e.event_id: e for e in told if e.phase == "closed"}
    found: list[tuple[Expected, float]] = []
    missing: list[Expected] = []
    misjudged: list[tuple[Expected, str]] = []
    for want in sorted(expected, key=lambda e: e.due):
        near = [e for e in openings if e.guard == want.guard and abs(_opened(e) - want.due) <= TOLERANCE]
        if not near:
            missing.append(want)
            continue
        best = min(near, key=lambda e: (abs(_opened(e) - want.due), e.event_id))
        openings.remove(best)
        found.append((want, _opened(best) - want.due))
        ended = closings.get(best.event_id)
        said = "stayed open" if ended is None else _ending(ended)
        if want.outcome is not None and said != _ending(want):
            misjudged.append((want, said))
    return Comparison(tuple(found), tuple(missing), tuple(openings), tuple(misjudged))


def _ending(one: Expected | Event) -> str:
    return f"closed as {one.outcome}" + (f" by {one.taken_by}" if one.taken_by else "")


def _opened(event: Event) -> float:
    """Seconds into the clip at which the event opened."""
    return (event.source_position or 0.0) - (event.at - event.opened_at) / 1e6


def _when(least: int, most: int) -> str:
    """Delays in ms: `40 ms after due`, `40 to 90 ms after due`, or on either side of it."""
    if least < 0 <= most:
        return f"between {-least} ms before due and {most} ms after due" if most else f"up to {-least} ms before due"
    near, far = sorted((abs(least), abs(most)))
    span = f"{near} ms" if near == far else f"{near} to {far} ms"
    return f"{span} {'before' if most < 0 else 'after'} due"
