"""What holds for every scene: crash and repeat, splits, mirrors, strangers far away, guards side by side, coverage."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.observed.coverage import covered, note_gap, share, unseen_at
from orin.processors.guards.observed.trajectory import height_of, walk
from orin.processors.guards.observed.zones import Zone, ZoneMap
from orin.processors.guards.state import TrackedObject as Remembered
from orin.processors.guards.state import TrajectoryPoint, WatchState
from orin.processors.identity import seal
from orin.processors.logic import Origin
from orin.schemas.records import OBSERVED, Event, FrameStatus, Tracks
from tests.support.guards_scene import CAMERA, Run, Scene, Thing, arm, bag, guard, person, specs, us, watch, way

RULES = {
    "appears": "appears: {zone: left}",
    "enters": "enters: {zone: left}",
    "exits": "exits: {zone: left}",
    "crosses": "crosses: {line: door}",
    "removed": "removed: {zone: floor}",
    "delivered": "delivered: {zone: floor, for: 2s}",
    "loiters": "loiters: {zone: desk, for: 3s}",
    "crowded": "occupancy: {zone: floor, over: 1, for: 2s}",
    "sparse": "occupancy: {zone: floor, under: 2, for: 2s}",
    "absent": "absent: {zone: left, for: 2s}",
    "speeding": "speeding: {over: 1.5}",
    "hurrying": "speeding: {over: 3 km/h, zone: floor}",
    "tailgating": "tailgating: {objects: [people, packages], line: door, within: 3s}",
    "owners": "unattended: {for: 4s, zone: floor, attended_by: owner, escalate: [{after: 2s, severity: critical}]}",
    "anyones": "unattended: {for: 3s, attended_by: anyone}",
}
WRONG = guard("wrong_way: {line: door, direction: in}", name="wrong")
ALL = [guard(rule, "cooldown: 2s\nmin_coverage: 0.9", name) for name, rule in RULES.items()]

places = st.tuples(st.integers(30, 97).map(lambda n: n * 10.0), st.integers(25, 97).map(lambda n: n * 10.0))


@st.composite
def paths(draw: st.DrawFn) -> list[tuple[float, float, float]]:
    """A few points, one or more seconds apart; often staying where it is."""
    spots = draw(st.lists(places, min_size=1, max_size=4))
    found, t = [], 0.0
    for spot in spots:
        found.append((t, *spot))
        t += draw(st.integers(1, 6))
        if draw(st.booleans()):
            found.append((t, *spot))
            t += draw(st.integers(1, 3))
    return found


@st.composite
def things(draw: st.DrawFn, name: str) -> Thing:
    make = draw(st.sampled_from([person, person, bag]))
    born = draw(st.integers(0, 30)) / 10
    hidden = draw(st.integers(0, 150)) / 10
    return make(
        name,
        way(*((born + t, x, y) for t, x, y in draw(paths()))),
        born=born,
        dies=draw(st.one_of(st.just(1e9), st.integers(50, 180).map(lambda n: n / 10))),
        gone=draw(st.sampled_from(["edge", "lost", "removed"])),
        hidden=((hidden, hidden + draw(st.integers(0, 30)) / 10),),
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    dark = draw(st.integers(0, 150)) / 10
    gap = draw(st.integers(0, 150)) / 10
    return Scene(
        [draw(things(f"t{i}")) for i in range(draw(st.integers(1, 4)))],
        18,
        fps=draw(st.sampled_from([2, 5, 10])),
        unobserved=((dark, dark + draw(st.integers(0, 20)) / 10),),
        missing=((gap, gap + draw(st.sampled_from([0.0, 0.5, 3.0, 6.0]))),),
        status=draw(st.sampled_from(["shed", "frozen"])),
    )


def contents(events: Sequence[Event], guard_name: str | None = None) -> list[str]:
    return [f"{e.event_id}:{e.sequence}:{e.digest}" for e in events if guard_name in (None, e.guard)]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(scenes(), st.data())
def test_dumped_and_loaded_anywhere_and_repeated_it_says_the_same(scene: Scene, data: st.DataObject) -> None:
    """Batches end at any frame; after each the state is stored; now and then a batch is lost and done again."""
    records = scene.records()
    expected = Run(arm(*ALL)).feed(records)
    armed, logic = arm(*ALL), WatchLogic(build="test")
    stored, events, position = logic.dump(logic.new(CAMERA)), list[Event](), 0
    while position < len(records):
        end = min(position + data.draw(st.integers(1, 40)), len(records))
        for attempt in range(data.draw(st.integers(1, 2))):
            if attempt:
                logic = WatchLogic(build="test")
            state, batch = logic.load(stored), list[Event]()
            for offset in range(position, end):
                state, out = logic.step(state, records[offset], armed, Origin("tracks", 0, offset))
                batch += [event for event in out if isinstance(event, Event)]
        stored, position = logic.dump(state), end
        events += batch
    assert events == expected


@settings(max_examples=30, deadline=None)
@given(scenes())
def test_what_is_skipped_would_have_done_nothing(scene: Scene) -> None:
    """A state that was just read has nothing beside it that says which guards may be skipped: all of them look."""
    records = scene.records()
    skipping, looking = Run(arm(*ALL, WRONG)), Run(arm(*ALL, WRONG))
    for record in records:
        skipping.feed([record])
        looking.feed([record])
        assert looking.state is not None
        assert skipping.state == looking.state
        looking.state = looking.logic.load(looking.logic.dump(looking.state))
    assert skipping.events == looking.events


@settings(max_examples=30, deadline=None)
@given(scenes())
def test_every_event_is_well_formed(scene: Scene) -> None:
    records = scene.records()
    observed = {r.captured_at for r in records if r.status in OBSERVED}
    seen: dict[str, Event] = {}
    for event in Run(arm(*ALL)).feed(records):
        before = seen.get(event.event_id)
        assert event.sequence == (0 if before is None else before.sequence + 1)
        assert before is None or before.phase != "closed"
        assert (before is None) == (event.phase in ("occurred", "opened"))
        assert event.at in observed
        assert event.opened_at in observed
        assert event.since <= event.due_at <= event.opened_at <= event.at
        assert 0 <= event.coverage <= 1
        assert (event.closed_at is not None) == (event.outcome is not None) == (event.phase == "closed")
        assert (event.cooldown_event is not None) == (event.notify == "cooldown")
        assert event.digest == seal(event).digest
        seen[event.event_id] = event


@settings(max_examples=20, deadline=None)
@given(scenes())
def test_guards_side_by_side_are_as_each_alone(scene: Scene) -> None:
    together = watch(scene, *ALL)
    for name, rule in zip(RULES, ALL, strict=True):
        assert contents(together, name) == contents(watch(scene, rule))


@settings(max_examples=20, deadline=None)
@given(scenes())
def test_the_wrong_way_is_a_crossing_in_that_direction(scene: Scene) -> None:
    crossed = [e for e in watch(scene, guard("crosses: {line: door}", name="c")) if e.direction == "in"]
    wrong = watch(scene, WRONG)
    assert [(e.subject, e.at, e.direction) for e in wrong] == [(e.subject, e.at, e.direction) for e in crossed]


@settings(max_examples=25, deadline=None)
@given(scenes(), things("far"))
def test_somebody_far_away_changes_nothing(scene: Scene, stranger: Thing) -> None:
    """In a strip on the right that is 10 000 px off; only his own events are added."""
    inner = stranger.way

    def off(t: float) -> tuple[float, float] | None:
        place = inner(t)
        return place and (place[0] + 10_000, place[1])

    stranger.way = off
    alone = watch(scene, *ALL)
    scene.things = [*scene.things, stranger]
    both = [e for e in watch(scene, *ALL) if e.subject is None or e.subject.track_id != "far"]
    # His events may put others' into cooldown: what else is said is the same.
    assert [_without_notification(e) for e in both] == [_without_notification(e) for e in alone]


def _without_notification(event: Event) -> dict[str, object]:
    fields = asdict(event)
    for name in ("notify", "cooldown_event", "digest"):
        del fields[name]
    return fields


MIRRORED_ZONES = """
camera: hq/lobby
zones:
  floor: [[0, 0.2], [1, 0.2], [1, 1], [0, 1]]
  left: [[1, 0], [0.5, 0], [0.5, 1], [1, 1]]
  desk: [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]]
lines:
  door: [[0.5, 0.8], [0.5, 0.2]]
ground: {points: [[1, 0], [0, 0], [0, 1], [1, 1]], metres: [[0, 0], [10, 0], [10, 10], [0, 10]]}
"""


@settings(max_examples=20, deadline=None)
@given(scenes())
def test_a_mirrored_scene_has_mirrored_events(scene: Scene) -> None:
    straight = watch(scene, *ALL)
    run = Run(arm(*ALL))
    (camera,) = specs(MIRRORED_ZONES, 2)
    run.armed.add(camera)
    mirrored = run.feed([_mirror(record) for record in scene.records()])
    # A point on the line counts as right of it, so a crossing that ends on the segment's end may differ: none here.
    turned = {"in": "out", "out": "in", None: None}
    assert [(e.kind, e.phase, e.outcome, e.since, e.at, e.coverage, turned[e.direction]) for e in straight] == [
        (e.kind, e.phase, e.outcome, e.since, e.at, e.coverage, e.direction) for e in mirrored
    ]


def _mirror(record: Tracks) -> Tracks:
    tracks = tuple(replace(t, x1=round(1000 - t.x2, 2), x2=round(1000 - t.x1, 2)) for t in record.tracks)
    return replace(record, tracks=tracks)


@given(
    st.lists(places, min_size=3, max_size=7, unique=True),
    st.lists(st.tuples(st.integers(-50, 1050), st.integers(0, 1000)), max_size=40),
)
def test_a_zone_map_is_exact(corners: list[tuple[float, float]], points: list[tuple[int, int]]) -> None:
    """Whatever polygon, crossing itself or not: its corners, the middles of its edges, and points anywhere."""
    zones = [
        Zone("a", tuple(corners), bottom=True, bit=1),
        Zone("b", tuple(corners[1:] + corners[:1]), bottom=True, bit=2),
    ]
    found = ZoneMap(zones, 1000, 1000)
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    for x, y in [*points, *corners, *middles]:
        assert found.at(x, y) == sum(zone.bit for zone in zones if zone.holds(x, y))


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 9), st.booleans()), min_size=1, max_size=60))
def test_a_height_is_the_median_of_two_seconds_and_else_the_last_that_was(walked: list[tuple[int, int, bool]]) -> None:
    thing = Remembered("p", "person", 0, 0, 0, 1.0, 0, (0, 0, 1, 1), None, None)
    steps: list[TrajectoryPoint] = []
    now, expected = 0, 0.0
    for later, height, cut in walked:
        now += later * 100_000
        steps.append(TrajectoryPoint(now, 0.0, 0.0, float(-height if cut else height)))
        walk(thing, steps[-1])
        whole = [step.height for step in steps if step.at > now - 2_000_000 and step.height > 0]
        expected = median(whole) if whole else expected or float(height)
        assert height_of(thing) == expected


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=40),
    st.integers(0, 400),
    st.integers(1, 20),
    st.data(),
)
def test_coverage_against_counting_every_unit_of_time(
    steps: list[int], since: int, tolerance: int, data: st.DataObject
) -> None:
    """Brute force: every unit of the window is looked up in the intervals between frames."""
    frames = [0]
    for step in steps:
        frames.append(frames[-1] + step)
    state = WatchState(CAMERA)
    for a, b in pairwise(frames):
        if b - a > tolerance:
            note_gap(state, a, b)
    state.observed_at = frames[-1]
    since = data.draw(st.integers(0, frames[-1]))
    dark = {t for a, b in pairwise(frames) if b - a > tolerance for t in range(a, b)}
    window = range(since, frames[-1])
    seen, whole = covered(state, since, unseen_at(state, since))
    assert (seen, whole) == (sum(t not in dark for t in window), len(window))
    assert share(seen, whole) == (1.0 if not whole else seen / whole)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 600), st.integers(1, 120)), max_size=4),
    st.sampled_from([0.5, 0.8, 0.9, 0.95, 1.0]),
    st.sampled_from(["shed", "undecodable", "frozen"]),
)
def test_certainty_against_the_definition(dark: list[tuple[int, int]], least: float, status: FrameStatus) -> None:
    """A bag that is there all the time: opening, certainty and the first covered window follow from the frames."""
    spans = tuple((a / 10, (a + n) / 10) for a, n in dark)
    scene = Scene([bag("b", way((0, 320, 500)))], 80, unobserved=spans, status=status)
    rule = guard("unattended: {for: 12s}", f"min_coverage: {least}")
    events = watch(scene, rule)
    frames = [r.captured_at for r in scene.records() if r.status in OBSERVED]

    def coverage(since: int, at: int) -> float:
        inside = [t for t in frames if since <= t <= at]
        seen = sum(b - a for a, b in pairwise(inside) if b - a <= 5_000_000)
        return seen / (at - since)

    lasting = 12_000_000
    since = frames[0]
    if not _goes_on(frames):
        return
    opened = next(t for t in frames if t >= since + lasting)
    assert (events[0].phase, events[0].since, events[0].opened_at) == ("opened", since, opened)
    assert events[0].coverage == pytest.approx(coverage(since, opened), abs=1e-6)
    certain = coverage(since, opened) >= least
    assert events[0].certainty == ("observed" if certain else "indeterminate")
    later = [t for t in frames if t > opened and coverage(t - lasting, t) >= least]
    updates = [(e.phase, e.certainty, e.at) for e in events[1:]]
    assert updates == ([] if certain or not later else [("updated", "observed", later[0])])


def _goes_on(frames: list[int]) -> bool:
    """Before a first gap the bag has come to rest."""
    gaps = [a for a, b in pairwise(frames) if b - a > 5_000_000]
    return not gaps or (gaps[0] >= us(1.0) and frames[0] <= us(0))
