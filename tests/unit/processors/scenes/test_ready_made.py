"""The gate on scenes: the ready-made guards, or its own, say what happens in each, and nothing else."""

import pytest

from benchmarks.scenes import GUARDS, measure, ready_made
from orin.processors.scenes import open_scene, scene_names
from orin.processors.specs.parse import parse_specs

LATEST = 1.7
"""Seconds between an opening and its due time, at most."""


@pytest.mark.parametrize("name", scene_names())
def test_at_box_level(name: str) -> None:
    for row in measure(name, "boxes", range(1, 6)):
        assert row.expected
        assert not row.misses, row
        assert all(abs(delay) <= LATEST for delay in row.delays), row


@pytest.mark.slow
@pytest.mark.parametrize("name", ["removed-object", "speeding"])
def test_rendered(name: str) -> None:
    (row,) = measure(name, "motion", [1])
    assert (row.precision, row.recall, row.misses) == (1.0, 1.0, ())
    assert all(abs(delay) <= LATEST for delay in row.delays), row


def test_every_ready_made_guard_has_a_scene_that_expects_it() -> None:
    expected = {event.guard for name in scene_names() for event in open_scene(name).for_ready_made}
    assert expected == {path.stem for path in GUARDS.glob("*.yaml")}
    for name in scene_names():
        assert {event.guard for event in open_scene(name).for_ready_made} == set(ready_made(name))


@pytest.mark.parametrize("name", [n for n in scene_names() if open_scene(n).ready_made is None])
def test_a_scene_with_its_ready_made_guard_has_it_as_it_is_shipped(name: str) -> None:
    own = parse_specs(open_scene(name).guards, name, {})
    ((_, shipped),) = ready_made(name).items()
    assert {(spec.kind, spec.name, spec.body) for spec in own} == {(s.kind, s.name, s.body) for s in shipped}
