"""What guards of objects at rest need not look at: who is far away, and who stays where they are."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.processors.geometry import distance
from orin.processors.guards.context import GuardContext
from orin.processors.guards.observed.places import AWAY, LEAVE_RADII, LEAVING, NEAR, Place
from orin.processors.guards.observed.sighting import Sighting
from orin.processors.guards.observed.trajectory import height_of, walk
from orin.processors.guards.state import TrackedObject, TrajectoryPoint
from orin.processors.specs.kinds import KINDS, GuardKind
from tests.support.guards_scene import Run, Scene, arm, bag, guard, person, still, way

STEPS = st.tuples(
    st.integers(1, 30), st.integers(-40, 40), st.integers(-40, 40), st.integers(1, 9), st.booleans(), st.booleans()
)


@given(st.lists(st.lists(STEPS, min_size=12, max_size=40), min_size=1, max_size=3), st.sampled_from([0.5, 1.5, 4.0]))
def test_who_is_near_is_as_the_definition_says(
    walks: list[list[tuple[int, int, int, int, bool, bool]]], radius: float
) -> None:
    """Whatever heights people have, cut by the picture's edge or not, and whether a frame shows them."""
    people = [Sighting(TrackedObject(f"p{n}", "person", 0, 0, 1, 1.0, 0, (0, 0, 1, 1), None, None)) for n in range(3)]
    place, at = Place(0.0, 0.0, radius), 0
    for steps in zip(*walks, strict=False):
        at += steps[0][0] * 100_000
        for sighting, (_, x, y, height, cut, shown) in zip(people, steps, strict=False):
            sighting.detected = shown
            if shown:
                tracked = sighting.tracked
                tracked.before_at, tracked.last_at = tracked.last_at, at
                sighting.x, sighting.y = float(x), float(y)
                walk(tracked, TrajectoryPoint(at, float(x), float(y), float(-height if cut else height)))
        seen = [(_away(one), one) for one in people if one.detected and height_of(one.tracked) > 0]
        place.look(at, people)
        assert place.zones == [_zone(_away(one), radius) if one.detected else AWAY for one in people]
        near = [(away, one.tracked.track_id) for away, one in seen if away <= radius]
        assert place.nearest == (min(near)[1] if near else None)


def _away(sighting: Sighting) -> float:
    height = height_of(sighting.tracked)
    return distance((0.0, 0.0), (sighting.x, sighting.y)) / height if height else float("inf")


def _zone(away: float, radius: float) -> int:
    return NEAR if away <= radius else LEAVING if away <= LEAVE_RADII * radius else AWAY


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The guards' names, one for each time that one of them is run."""
    found: list[str] = []

    def counted(watch: Callable[[GuardContext], int]) -> Callable[[GuardContext], int]:
        def run(context: GuardContext) -> int:
            found.append(context.guard.name)
            return watch(context)

        return run

    kinds: dict[str, GuardKind] = dict(KINDS)
    for name, kind in kinds.items():
        monkeypatch.setitem(KINDS._registered, name, _with(kind, counted(kind.watch)))
    return found


def _with(kind: GuardKind, watch: Callable[[GuardContext], int]) -> GuardKind:
    values = {name: getattr(kind, name) for name in kind.__dataclass_fields__}
    return GuardKind(**values | {"watch": watch})


RULES = {
    "owners": "unattended: {for: 40s, attended_by: owner, escalate: [{after: 5s, severity: critical}]}",
    "anyones": "unattended: {for: 20s}",
    "taken": "removed: {}",
    "brought": "delivered: {zone: floor, for: 30s}",
}


def test_a_bag_beside_which_nothing_happens_is_not_looked_at_again(looks: list[str]) -> None:
    """Its owner leaves, somebody walks past far away, and somebody stands beside it: 100 s at 10 frames a second."""
    scene = Scene(
        [
            bag("bag", still(300, 600)),
            person("owner", way((0, 310, 610), (6, 310, 610), (8, 900, 610)), dies=9, gone="edge"),
            person("far", way((20, 990, 300), (40, 700, 300)), born=20, dies=40, gone="edge"),
            person("beside", way((70, 310, 620)), born=70),
        ],
        100,
    )  # fmt: skip
    run = Run(arm(*(guard(rule, name=name) for name, rule in RULES.items())))
    run.feed(scene.records())
    assert {(event.guard, event.phase) for event in run.events} >= {
        ("owners", "opened"), ("owners", "updated"), ("anyones", "opened"), ("anyones", "closed"),
        ("brought", "occurred"),
    }  # fmt: skip
    for name in RULES:
        assert 5 <= looks.count(name) <= 250, (name, looks.count(name))
