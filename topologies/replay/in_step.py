"""Several partitions in one process, in step: whichever has come least far goes on.

So all of a window's first day is judged before the second begins, and there is an answer about every camera long before
the last one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from orin.topologies.replay.partition import PartitionResult, Running
from orin.topologies.replay.run import ReplayOutput


class FirstDay(Struct, frozen=True, kw_only=True):
    """What the beginning of a window gave, before the rest of it is known."""

    until: int
    """µs of event time, exclusive."""
    cameras: int
    """With frames until then."""
    events: dict[str, int]
    """By guard, those that opened or occurred."""


def in_step(
    running: Mapping[int, Running], until: int | None, on_first: Callable[[FirstDay], None]
) -> dict[int, PartitionResult]:
    """The results, by the numbers that `running` has; the first error of any ends all.

    `on_first` is told once, when each has passed `until`, or is done; None: there is nothing to tell early.
    """
    going = dict(running)
    reached = dict.fromkeys(going, 0)
    early: dict[int, FirstDay] = {}
    results: dict[int, PartitionResult] = {}
    try:
        while going:
            number = min(going, key=lambda each: reached[each])
            try:
                now = next(going[number])
            except StopIteration as end:
                results[number] = end.value
                del going[number]
                output: ReplayOutput | None = results[number].output
            else:
                reached[number] = now.at
                output = now.output if until is not None and now.at >= until else None
            if until is not None and output is not None and number not in early:
                early[number] = first_day(output, until)
                if len(early) == len(running):
                    on_first(together(early.values()))
    finally:
        for each in going.values():
            each.close()
    return results


def first_day(output: ReplayOutput, until: int) -> FirstDay:
    """Of what one partition gave."""
    began = (event for event in output.events if event.at < until and event.phase in ("opened", "occurred"))
    return FirstDay(until=until, cameras=len(output.spans), events=dict(Counter(event.guard for event in began)))


def together(parts: Iterable[FirstDay]) -> FirstDay:
    """Of several partitions."""
    found = list(parts)
    events: Counter[str] = Counter()
    for each in found:
        events.update(each.events)
    return FirstDay(
        until=found[0].until, cameras=sum(each.cameras for each in found), events=dict(sorted(events.items()))
    )
