"""Hours of duty: periods against a brute force over the wall clock, and what they do to guards."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.processors.guards.schedule import Periods
from orin.processors.specs.models import DAYS, Schedule
from orin.schemas.records import Event
from tests.support.guards_scene import (
    START,
    Run,
    Scene,
    Thing,
    arm,
    at,
    bag,
    guard,
    person,
    still,
    told,
    us,
    watch,
    way,
)

UTC = dt.UTC
MINUTE = 60_000_000


def instant(text: str) -> int:
    return round(dt.datetime.fromisoformat(text).timestamp()) * 1_000_000


def spans(schedule: Schedule, begin: str, end: str) -> list[tuple[str, ...]]:
    """The periods of duty in [begin, end), in UTC."""
    periods, found = Periods(schedule), list[tuple[str, ...]]()
    now = instant(begin)
    while now < instant(end):
        span = periods.at(now)
        if span.on:
            found.append(tuple(dt.datetime.fromtimestamp(t / 1e6, UTC).strftime("%d %H:%M") for t in span[1:]))
        now = span.end
    return found


BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("schedule", "begin", "end", "expected"),
    [
        (Schedule(hours="08:00-20:00", timezone=BERLIN), "2026-11-21T00:00Z", "2026-11-22T00:00Z",
         [("21 07:00", "21 19:00")]),
        (Schedule(hours="22:00-06:00", timezone=BERLIN, days=("fri",)), "2026-11-16T00:00Z", "2026-11-23T00:00Z",
         [("20 21:00", "21 05:00")]),
        (Schedule(hours="22:00-06:00", timezone=BERLIN, except_=("2026-11-20",)), "2026-11-20T12:00Z",
         "2026-11-22T12:00Z", [("21 21:00", "22 05:00")]),
        (Schedule(timezone=BERLIN, days=("sat", "sun")), "2026-11-16T00:00Z", "2026-11-30T00:00Z",
         [("20 23:00", "22 23:00"), ("27 23:00", "29 23:00")]),
        # The clocks go from 03:00 back to 02:00 on 25 October 2026: that hour is there twice.
        (Schedule(hours="02:15-02:45", timezone=BERLIN), "2026-10-25T00:00Z", "2026-10-25T12:00Z",
         [("25 00:15", "25 00:45"), ("25 01:15", "25 01:45")]),
        (Schedule(hours="02:30-04:00", timezone=BERLIN), "2026-10-25T00:00Z", "2026-10-25T12:00Z",
         [("25 00:30", "25 01:00"), ("25 01:30", "25 03:00")]),
        # On 29 March 2026 they go from 02:00 to 03:00: that hour is not there.
        (Schedule(hours="02:15-02:45", timezone=BERLIN), "2026-03-29T00:00Z", "2026-03-29T12:00Z", []),
        (Schedule(hours="02:30-04:00", timezone=BERLIN), "2026-03-29T00:00Z", "2026-03-29T12:00Z",
         [("29 01:00", "29 02:00")]),
        (Schedule(hours="01:30-02:30", timezone=BERLIN), "2026-03-29T00:00Z", "2026-03-29T12:00Z",
         [("29 00:30", "29 01:00")]),
    ],
)  # fmt: skip
def test_periods(schedule: Schedule, begin: str, end: str, expected: list[tuple[str, str]]) -> None:
    assert spans(schedule, begin, end) == expected


def test_always_on_is_one_period_without_a_beginning() -> None:
    span = Periods(Schedule(timezone=BERLIN)).at(instant("2026-11-21T00:00Z"))
    assert (span.on, span.begin) == (True, 0)


clock = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")


@given(
    st.tuples(clock, clock).filter(lambda pair: pair[0] != pair[1]),
    st.sets(st.sampled_from(DAYS), min_size=1),
    st.sampled_from([BERLIN, "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.sampled_from(["2026-03-28", "2026-10-24", "2026-04-04", "2026-11-01", "2026-07-01"]),
    st.integers(0, 5 * 24 * 4),
)
def test_against_the_wall_clock(hours: tuple[str, str], days: set[str], zone: str, first: str, quarter: int) -> None:
    """Every quarter of an hour of some days, each judged by its own wall time alone."""
    schedule = Schedule(hours="-".join(hours), days=tuple(d for d in DAYS if d in days), timezone=zone)
    periods = Periods(schedule)

    def on(t: int) -> bool:
        local = dt.datetime.fromtimestamp(t / 1e6, ZoneInfo(zone))
        minute = f"{local:%H:%M}"
        begin, end = hours
        if begin < end:
            return begin <= minute < end and DAYS[local.weekday()] in days
        yesterday = DAYS[(local.weekday() - 1) % 7]
        return (minute >= begin and DAYS[local.weekday()] in days) or (minute < end and yesterday in days)

    now = instant(f"{first}T00:00Z") + quarter * 15 * MINUTE
    span = periods.at(now)
    assert span.on == on(now)
    inside = range(max(span.begin, now - 3 * 86_400_000_000), min(span.end, now + 3 * 86_400_000_000), 5 * MINUTE)
    assert all(on(t) == span.on for t in inside)
    assert on(span.end) != span.on
    assert span.begin == 0 or on(span.begin - 1) != span.on


# START is 22:13:20 UTC on a Tuesday.
def hours(begin: str, end: str) -> str:
    return f"schedule: {{hours: '{begin}-{end}', timezone: UTC}}"


OPENS = (instant("2023-11-14T22:14:00Z") - START) / 1e6
"""40 s into the scene."""


def run(thing: Thing, when: str, schedule: str, seconds: float = 120) -> list[Event]:
    return watch(Scene([thing], seconds, fps=5), guard(when, schedule))


def test_a_moment_counts_from_the_opening_and_not_from_the_end_on() -> None:
    assert OPENS == 40.0
    for begin, fires in ((39.4, False), (39.6, True)):
        thing = person("p", still(100, 500), born=begin)
        assert bool(run(thing, "enters: {zone: left, inertia: 0.4s}", hours("22:14", "22:15"), 60)) == fires
    for begin, fires in ((99.4, True), (99.6, False)):
        thing = person("p", still(100, 500), born=begin)
        assert bool(run(thing, "enters: {zone: left, inertia: 0.4s}", hours("22:14", "22:15"))) == fires


def test_timers_start_no_earlier_than_the_opening_and_its_end_withdraws() -> None:
    events = run(bag("b", still(320, 500)), "unattended: {for: 20s}", hours("22:14", "22:15"))
    assert told(events) == [("opened", "b", 60.0), ("withdrawn", "b", 100.0)]
    assert at(events[0].since) == 40.0


def test_what_is_at_rest_is_known_from_before_the_opening() -> None:
    """Its owner leaves ten seconds before."""
    owner = person("o", way((0, 300, 500), (29, 300, 500), (31, 900, 500)))
    scene = Scene([owner, bag("b", still(320, 500))], 120, fps=5)
    events = watch(scene, guard("unattended: {for: 20s, attended_by: owner}", hours("22:14", "22:15")))
    assert [(e.owner, at(e.since)) for e in events] == [("o", 40.0), ("o", 40.0)]


def test_a_period_that_ended_unseen_withdraws_on_the_next_frame() -> None:
    """Dark over the end of one day's hours and the opening of the next."""
    records = Scene([bag("b", still(320, 500))], 60, fps=1).records()
    day = 86_400_000_000
    rule = guard("unattended: {for: 20s}", hours("22:13", "22:20"))
    run_ = Run(arm(rule))
    run_.feed(records)
    assert told(run_.events) == [("opened", "b", 20.0)]
    run_.feed([replace(r, captured_at=r.captured_at + day, published_at=r.published_at + day) for r in records])
    assert [e.outcome or e.phase for e in run_.events][:2] == ["opened", "withdrawn"]
    assert run_.events[1].at == us(0) + day
    assert run_.events[2].since == instant("2023-11-15T22:13:00Z")


def test_cooldown_suppresses_notification_and_nothing_else() -> None:
    things = [person(f"p{i}", still(100, 500), born=born) for i, born in enumerate((3, 6, 12.9, 13, 14))]
    events = watch(Scene(things, 20), guard("enters: {zone: left}", "cooldown: 10s"))
    assert [(at(e.at), e.notify) for e in events] == [
        (3.5, "send"), (6.5, "cooldown"), (13.4, "cooldown"), (13.5, "send"), (14.5, "cooldown"),
    ]  # fmt: skip
    assert [e.cooldown_event for e in events] == [
        None, events[0].event_id, events[0].event_id, None, events[3].event_id,
    ]  # fmt: skip


def test_no_cooldown_suppresses_nothing_however_the_frames_of_events_lie() -> None:
    """One leaves the zone at 6.4 s, the other left the picture at 5.4 s, which is known at 7.0 s."""
    things = [
        person("p", way((3, 400, 500), (5.9, 400, 500), (6, 600, 500)), born=3),
        person("q", still(100, 500), born=3, dies=7, hidden=((5.5, 7),)),
    ]
    events = watch(Scene(things, 20), guard("exits: {zone: left}"))
    assert [(at(e.at), e.notify) for e in events] == [(6.5, "send"), (5.4, "send")]


def test_late_events_do_not_notify_and_start_no_cooldown() -> None:
    things = [person("p", still(100, 500), born=3)]
    rule = guard("enters: {zone: left}", "cooldown: 10s")
    for late, notify in ((60.0, "send"), (60.001, "late")):
        (event,) = watch(Scene(things, 20, late=late), rule)
        assert (event.notify, event.late) == (notify, notify == "late")
