"""When a wish is to be watched: schedules of the language, as many as it takes."""

from collections.abc import Iterable
from typing import Any

from orin.processors.specs.models import DAYS
from orin.processors.words.lexicon.replies import Replies
from orin.processors.words.slots import Slots

_DAY = 24 * 60
_WEEK = 7 * _DAY
NIGHT = (22 * 60, 6 * 60)
OFFICE = (9 * 60, 17 * 60)
WORKDAYS = DAYS[:5]
_LATE = 20 * 60
_WHOLE = frozenset({"all", "whole", "entire", "ganze", "ganzen", "ganzes", "todo", "tout", "весь", "все"})
Part = tuple[tuple[str, ...], int, int]
"""Days, from, to; over midnight where `to` is not after `from`."""


class Unsettled(Exception):
    """The hours can be read in more than one way; the text of the question."""


def schedules(slots: Slots, timezone: str, say: Replies) -> tuple[list[dict[str, Any] | None], list[str]]:
    """The schedules (None: always), one a guard, and what was assumed. Raises Unsettled."""
    if slots.open_clock:
        raise Unsettled(say("ask-hours"))
    for name, _ in slots.named_hours:
        if name in ("vague", "holiday"):
            raise Unsettled(say("ask-holidays" if name == "holiday" else "ask-hours-of"))
    notes: list[str] = []
    dates = [date for date, excluded in slots.dates if excluded]
    if len(dates) != len(slots.dates):
        raise Unsettled(say("ask-holidays"))
    included = _included(slots, notes, say)
    excluded = _excluded(slots, notes, say)
    out = {day for days, is_excluded, _ in slots.days if is_excluded for day in days}
    if excluded:
        included = _without(included or [(DAYS, 0, _DAY)], excluded)
    if out:
        included = [
            (tuple(day for day in days if day not in out), begin, end)
            for days, begin, end in included or [(DAYS, 0, _DAY)]
        ]
    if not included and not dates:
        return [None], notes
    if set(included) == {(DAYS, 0, _DAY)} and not dates:
        return [None], notes
    zone = slots.zone_name or timezone
    return [_written(part, zone, dates) for part in included or [(DAYS, 0, _DAY)] if part[0]], notes


def _included(slots: Slots, notes: list[str], say: Replies) -> list[Part]:
    groups = [(days, at) for days, excluded, at in slots.days if not excluded]
    days = _days_of(groups)
    ranges = [(int(each.value), int(each.other), each.begin) for each, excluded in slots.hours if not excluded]
    if len(ranges) > 1 and len(groups) > 1:
        return [(_nearest(groups, at), begin, end) for begin, end, at in ranges]
    if len(ranges) == 1 and len(groups) > 1:
        begin, end, place = ranges[0]
        later = [group for group in groups if group[1] > place]
        if later and len(later) < len(groups):
            if not all(_is_whole(slots, at) for _, at in later):
                raise Unsettled(say("ask-hours"))
            earlier = [group for group in groups if group[1] < place]
            return [(_days_of(earlier), begin, end), (_days_of(later), 0, _DAY)]
    parts: list[Part] = [(days, begin, end) for begin, end, _ in ranges]
    for name, excluded in slots.named_hours:
        if not excluded:
            parts += _named(name, groups, parts, notes, say)
    if not parts and (slots.after is not None or slots.before is not None):
        parts = [_open(days, slots.after, slots.before, notes, say)]
    return parts or ([(days, 0, _DAY)] if groups else [])


def _is_whole(slots: Slots, at: int) -> bool:
    """Whether a day is said to be meant from its beginning to its end: `all weekend`."""
    return any(piece.text.lower() in _WHOLE for piece in slots.pieces[max(0, at - 2) : at])


def _days_of(groups: list[tuple[tuple[str, ...], int]]) -> tuple[str, ...]:
    return tuple(day for day in DAYS if any(day in group for group, _ in groups)) or DAYS


def _nearest(groups: list[tuple[tuple[str, ...], int]], at: int) -> tuple[str, ...]:
    """The days that are said before the hours; where none are, those after."""
    before = [days for days, place in groups if place < at]
    found = before[-1] if before else groups[0][0]
    close = [
        days
        for days, place in groups
        if place < at and not any(other < at and other > place + 4 for _, other in groups)
    ]
    return tuple(day for day in DAYS if any(day in days for days in close)) if close else found


def _named(
    name: str, groups: list[tuple[tuple[str, ...], int]], parts: list[Part], notes: list[str], say: Replies
) -> list[Part]:
    if parts:
        return []  # `at night, 22:00 to 06:00`: the hours are said
    days = _days_of(groups)
    if name == "night":
        notes.append(say("night", hours=_hours(*NIGHT)))
        return [(days, *NIGHT)]
    notes.append(say("office" if name == "office" else "closed", hours=_hours(*OFFICE)))
    if name == "office":
        return [(days if groups else WORKDAYS, *OFFICE)]
    return _without([(days, 0, _DAY)], [(WORKDAYS, *OFFICE)])


def _open(days: tuple[str, ...], after: float | None, before: float | None, notes: list[str], say: Replies) -> Part:
    if after is not None and before is not None:
        return (days, int(after) % _DAY, int(before))
    if after is not None:
        end = NIGHT[1] if after >= _LATE else _DAY
        notes.append(say("until", hours=_clock(end)))
        return (days, int(after) % _DAY, end)
    notes.append(say("since", hours="00:00"))
    return (days, 0, int(before or 0))


def _excluded(slots: Slots, notes: list[str], say: Replies) -> list[Part]:
    parts: list[Part] = [(DAYS, int(each.value), int(each.other)) for each, excluded in slots.hours if excluded]
    for name, excluded in slots.named_hours:
        if excluded and name == "night":
            notes.append(say("night", hours=_hours(*NIGHT)))
            parts.append((DAYS, *NIGHT))
        elif excluded and name == "office":
            notes.append(say("office", hours=_hours(*OFFICE)))
            parts.append((WORKDAYS, *OFFICE))
        elif excluded:
            parts += _without([(DAYS, 0, _DAY)], [(WORKDAYS, *OFFICE)])
    return parts


def _minutes(parts: Iterable[Part]) -> set[int]:
    found: set[int] = set()
    for days, begin, end in parts:
        stop = end if end > begin else end + _DAY
        for day in days:
            first = DAYS.index(day) * _DAY
            found.update(each % _WEEK for each in range(first + begin, first + stop))
    return found


def _without(included: list[Part], excluded: list[Part]) -> list[Part]:
    """What is left of the week, in as few parts as stretches of the same hours make."""
    left = _minutes(included) - _minutes(excluded)
    found: dict[tuple[int, int], list[str]] = {}
    for begin in sorted(each for each in left if (each - 1) % _WEEK not in left):
        end = begin
        while end % _WEEK in left and end - begin < _WEEK:
            end += 1
        for day, first, last in _pieces(begin, end):
            found.setdefault((first, last), []).append(DAYS[day % 7])
    if not found and left:
        return [(DAYS, 0, _DAY)]
    return [(tuple(day for day in DAYS if day in days), begin, end) for (begin, end), days in found.items()]


def _pieces(begin: int, end: int) -> Iterable[tuple[int, int, int]]:
    """A stretch as periods of the language, each shorter than a day or a whole one: day, from, to."""
    day, first = divmod(begin, _DAY)
    while begin < end:
        last = min(end, (day + 1) * _DAY)
        if end - begin < _DAY and end > last:
            yield day, first, end - (day + 1) * _DAY
            return
        yield day, first, last - day * _DAY
        begin, day, first = last, day + 1, 0


def _written(part: Part, timezone: str, dates: list[str]) -> dict[str, Any]:
    days, begin, end = part
    schedule: dict[str, Any] = {}
    if days != DAYS:
        schedule["days"] = list(days)
    if (begin, end) != (0, _DAY):
        schedule["hours"] = _hours(begin, end)
    schedule["timezone"] = timezone
    if dates:
        schedule["except"] = sorted(set(dates))
    return schedule


def _hours(begin: int, end: int) -> str:
    return f"{_clock(begin)}-{_clock(end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
