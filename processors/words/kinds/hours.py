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
Group = tuple[tuple[str, ...], int]
"""Days that are said together, and the piece."""
Range = tuple[int, int, int]
"""From, to, and the piece."""
_FAR = 1_000_000


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
    out = {day for days, is_excluded, _ in slots.days if is_excluded and not slots.joined for day in days}
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
    parts = dict.fromkeys(included or [(DAYS, 0, _DAY)])
    return [_written(part, zone, dates) for part in parts if part[0]], notes


def _included(slots: Slots, notes: list[str], say: Replies) -> list[Part]:
    groups = [(days, at) for days, excluded, at in slots.days if not excluded]
    ranges = [(int(each.value), int(each.other), each.begin) for each, excluded in slots.hours if not excluded]
    spans = [part for span, excluded in slots.spans if not excluded for part in _span(*span)]
    groups, whole = _whole_days(groups, slots)
    parts: list[Part] = [*spans, *((days, 0, _DAY) for days in whole)]
    if spans and (groups or ranges or whole):
        raise Unsettled(say("ask-hours"))
    if len(ranges) > 1 and len(groups) > 1:
        return parts + [(days, begin, end) for days, (begin, end, _) in _paired(groups, ranges, say)]
    sides = {at > ranges[0][2] for _, at in groups} if len(ranges) == 1 else set()
    if len(sides) > 1:
        raise Unsettled(say("ask-hours"))  # `Mondays 9 to 5, Tuesdays`
    days = _days_of(groups)
    parts += [(days, begin, end) for begin, end, _ in ranges]
    named = [name for name, excluded in slots.named_hours if not excluded]
    if named and whole:
        raise Unsettled(say("ask-hours"))
    for name in named:
        parts += _named(name, groups, parts, notes, say)
    if not parts and (slots.after is not None or slots.before is not None):
        parts = [_open(days, slots.after, slots.before, notes, say)]
    if whole and groups and not ranges:
        raise Unsettled(say("ask-hours"))
    return parts or ([(days, 0, _DAY)] if groups else [])


def _whole_days(groups: list[Group], slots: Slots) -> tuple[list[Group], list[tuple[str, ...]]]:
    """Without `all day` and the days that it is said of, where other days have hours; and these days."""
    every = [at for days, at in groups if days == DAYS]
    others = [group for group in groups if group[0] != DAYS]
    if not others:
        return groups, []
    if not slots.hours and not slots.named_hours and slots.after is None and slots.before is None:
        return others, []  # `on weekdays, around the clock`
    whole = [min(others, key=lambda group: abs(group[1] - at)) for at in every]
    whole += [group for group in others if _is_whole(slots, group[1])]
    return [group for group in others if group not in whole], [days for days, _ in dict.fromkeys(whole)]


def _paired(groups: list[Group], ranges: list[Range], say: Replies) -> list[tuple[tuple[str, ...], Range]]:
    """The days of each range of hours: those before it, or after it where the first range stands before all days."""
    first = ranges[0][2] < groups[0][1]
    bounds = [at for _, _, at in ranges]
    found = []
    for number, each in enumerate(ranges):
        low = bounds[number] if first else (bounds[number - 1] if number else -1)
        high = (bounds[number + 1] if number + 1 < len(bounds) else _FAR) if first else bounds[number]
        mine = [group for group in groups if low < group[1] < high]
        if not mine:
            raise Unsettled(say("ask-hours"))
        found.append((_days_of(mine), each))
    return found


def _span(first: str, begin: float, last: str, end: float) -> list[Part]:
    """From a time of one day to a time of another: `Friday 20:00 through Monday 06:00`."""
    start = DAYS.index(first) * _DAY + int(begin)
    stop = DAYS.index(last) * _DAY + int(end)
    stop += _WEEK if stop <= start else 0
    found: dict[tuple[int, int], list[str]] = {}
    for day, low, high in _pieces(start, stop):
        found.setdefault((low, high), []).append(DAYS[day % 7])
    return [(tuple(day for day in DAYS if day in days), low, high) for (low, high), days in found.items()]


def _is_whole(slots: Slots, at: int) -> bool:
    """Whether a day is said to be meant from its beginning to its end: `all weekend`."""
    return any(piece.text.lower() in _WHOLE for piece in slots.pieces[max(0, at - 2) : at])


def _days_of(groups: list[tuple[tuple[str, ...], int]]) -> tuple[str, ...]:
    return tuple(day for day in DAYS if any(day in group for group, _ in groups)) or DAYS


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
    days = _days_of([(days, at) for days, is_excluded, at in slots.days if is_excluded and slots.joined])
    parts: list[Part] = [(days, int(each.value), int(each.other)) for each, excluded in slots.hours if excluded]
    parts += [part for span, excluded in slots.spans if excluded for part in _span(*span)]
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
