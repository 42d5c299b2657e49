"""What must hold for every row of the table, and whatever the frame rate."""

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orin.schemas.records import Event
from tests.support.guards_scene import Scene, Thing, at, bag, guard, person, watch
from tests.unit.processors.guards.scenarios import (
    test_counts,
    test_hours,
    test_kinds,
    test_owner,
    test_seeing,
    test_unattended,
)
from tests.unit.processors.guards.scenarios.language import Played, Scenario, play, scenarios

TABLE = scenarios(
    test_kinds.TABLE
    + test_owner.TABLE + test_unattended.ANYONE + test_unattended.CLOSING
    + test_seeing.SEEING + test_seeing.TRACKS
    + test_counts.LINES + test_counts.ZONES + test_counts.COUNTS
    + test_hours.HOURS + test_hours.COOLDOWN + test_hours.REVISIONS
)  # fmt: skip
ROWS = [pytest.param(number, id=row.sentence) for number, row in enumerate(TABLE)]
SWAPPED = {"in": "out", "out": "in", "any": "any", None: None}


@cache
def straight(number: int) -> Played:
    return play(TABLE[number])


def mirrored(scenario: Scenario) -> Scenario:
    """Left is right; the sides of lines swap with it."""
    things = [
        replace(thing, path=[(t, 1000 - x, y) for t, x, y in thing.path]) for thing in scenario.things
    ]  # fmt: skip
    changes = [(when, _mirror(text)) for when, text in scenario.changes]
    return replace(scenario, things=things, changes=changes, camera=_mirror(scenario.camera), mirrored=True)


def _mirror(text: str) -> str:
    text = re.sub(r"direction: (\w+)", lambda found: f"direction: {SWAPPED[found[1]]}", text)
    if "metres" in text:
        picture, metres = text.split(" metres")
        return f"{_mirror(picture)} metres{metres}"
    return re.sub(r"\[([\d.]+), ([\d.]+)\]", lambda found: f"[{round(1 - float(found[1]), 6)}, {found[2]}]", text)


def content(played: Played, event: Event) -> tuple[object, ...]:
    """What does not depend on which way round the picture is."""
    subject = played.name(event.subject.track_id if event.subject else None)
    return (
        event.guard, event.kind, event.phase, event.outcome, event.sequence, event.since, event.due_at,
        event.opened_at, event.at, event.closed_at, subject, played.name(event.owner), event.taken_by, event.count,
        event.zone, event.line, event.certainty, event.coverage, event.severity, event.notify, event.late,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("number", ROWS)
def test_a_mirrored_scene_gives_mirrored_events(number: int) -> None:
    here, there = straight(number), play(mirrored(TABLE[number]))
    assert [content(here, e) for e in here.events] == [content(there, e) for e in there.events]
    assert [e.direction for e in here.events] == [SWAPPED[e.direction] for e in there.events]


PICTURES = [(2000, 2000), (1000, 1000), (4000, 1000), (2000, 1000), (1000, 4000)]
"""Stretched by powers of two, so that what is exactly at a limit stays there."""


@pytest.mark.slow
@pytest.mark.parametrize("number", [pytest.param(n, id=TABLE[n].sentence) for n in range(1, len(TABLE), 2)])
def test_pictures_of_any_size_give_the_same_events(number: int) -> None:
    row = TABLE[number]
    every = 0.3 + number % 17 / 5
    changes = [((round(n * every, 2), round((n + 1) * every, 2)), PICTURES[n % 5]) for n in range(1, 200)]
    there, here = play(replace(row, pictures=changes), batch=7 + number % 29), straight(number)
    assert [content(here, e) for e in here.events] == [content(there, e) for e in there.events]
    assert [e.direction for e in here.events] == [e.direction for e in there.events]


BESIDE = """
guard a1 appears: {}
guard a2 occupancy: {zone: left, under: 1, for: 2s} with cooldown: 2s
guard z1 loiters: {zone: floor, for: 2s}
guard z2 crosses: {line: door}
guard z3 occupancy: {zone: floor, over: 0, for: 1s}
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [pytest.param(n, id=TABLE[n].sentence) for n in range(0, len(TABLE), 2)])
def test_guards_together_are_as_each_alone_and_batches_end_anywhere(number: int) -> None:
    """Others watch beside them, and all states are stored and read again, after each so many frames.

    None of the others asks for the ways of people, which a guard that is applied later would find (docs/guards.md).
    """
    row = TABLE[number]
    if "lines:" in row.camera:
        return
    others = [(-1.0, line) for line in BESIDE.strip().splitlines()]
    both = play(replace(row, changes=[*others, *row.changes]), batch=3 + number % 29)
    own = {e.guard for e in straight(number).events} | {"g"}
    kept = [(e.event_id, e.sequence, e.digest) for e in both.events if e.guard in own]
    assert kept == [(e.event_id, e.sequence, e.digest) for e in straight(number).events]


RATES = (25.0, 10.0, 5.0, 2.0)
RULES = {
    "appears": "appears: {}",
    "enters": "enters: {zone: left, inertia: 1s}",
    "exits": "exits: {zone: left, inertia: 1s}",
    "crosses": "crosses: {line: door}",
    "loiters": "loiters: {zone: left, for: 4s}",
    "crowded": "occupancy: {zone: left, over: 0, for: 4s}",
    "absent": "absent: {zone: left, for: 4s}",
    "anyone": "unattended: {for: 6s}",
    "owner": "unattended: {for: 6s, attended_by: owner}",
    "delivered": "delivered: {zone: floor, for: 6s}",
    "removed": "removed: {}",
}
GUARDS = [guard(rule, name=name) for name, rule in RULES.items()]
fractions = st.integers(0, 99).map(lambda n: n / 100)


@st.composite
def visits(draw: st.DrawFn) -> list[Thing]:
    """Somebody comes from the right with a bag, puts it down, stands, goes; later another takes it.

    Everything lasts clearly longer, or shorter, than what the guards wait for: the rate may move a time, and must
    not decide whether something happens.
    """
    begin = 3 + draw(fractions)
    speed = draw(st.integers(60, 120))
    halt = draw(st.integers(200, 380))
    comes = begin + (900 - halt) / speed
    stands = comes + 5 + draw(fractions)
    goes = stands + (980 - halt) / speed
    taken = goes + 12 + draw(fractions)

    def owner(t: float) -> tuple[float, float] | None:
        if t < begin:
            return None
        if t < comes:
            return (round(900 - speed * (t - begin), 2), 500)
        return (float(halt), 500) if t < stands else (round(halt + speed * (t - stands), 2), 500)

    def parcel(t: float) -> tuple[float, float] | None:
        if t < comes:
            return None
        return (halt + 40.0, 500) if t < taken else (round(halt + 40 + 80 * (t - taken), 2), 500)

    return [
        person("owner", owner, born=begin, dies=goes),
        bag("bag", parcel, born=comes, dies=taken + (650 - halt - 40) / 80),
    ]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(visits())
def test_the_frame_rate_moves_since_by_one_coarse_interval_at_most(things: list[Thing]) -> None:
    """Inertia is whole frames at every rate here: of a moment, which comes after it, it would round the time up."""
    until = things[1].dies + 2
    fine = _since(things, until, RATES[0])
    for rate in RATES[1:]:
        coarse = _since(things, until, rate)
        assert [one[:3] for one in coarse] == [one[:3] for one in fine], rate
        for one, other in zip(coarse, fine, strict=True):
            assert abs(one[3] - other[3]) <= 1 / rate + 1e-6, (rate, one, other)


def _since(things: list[Thing], until: float, rate: float) -> list[tuple[str, str, str, float]]:
    """(guard, subject, phase, since) in the order of guards and their events."""
    events = watch(Scene(things, until, fps=rate), *GUARDS)
    return [
        (e.guard, e.subject.track_id if e.subject else "", e.outcome or e.phase, at(e.since))
        for e in sorted(events, key=lambda e: e.guard)
    ]
