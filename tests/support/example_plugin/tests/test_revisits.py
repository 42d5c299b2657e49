"""The example's guard kind keeps the contract, and fires when it should."""

import pytest
from orin_example.revisits import KIND

from orin.plugins import GuardKind
from orin.schemas.records import Tracks
from orin.testing import GuardKindConformance, walk
from orin.testing.guard_kinds import judged

SPEC = """
camera: test/camera
zones: {desk: [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]}
---
guard: back-again
cameras: [test/camera]
when:
  revisits: {zone: desk, visits: 2}
"""
TWICE = [(0, 100, 700), (5, 1000, 700), (10, 100, 700), (15, 1000, 700), (16, 1000, 700)]


@pytest.fixture
def kind() -> GuardKind:
    return KIND


@pytest.fixture
def spec() -> str:
    return SPEC


@pytest.fixture
def tracks() -> list[Tracks]:
    return walk(TWICE, [(1, 1200, 600), (16, 1200, 600)])


class TestRevisits(GuardKindConformance):
    def test_it_fires_at_the_second_visit(self, spec: str, tracks: list[Tracks]) -> None:
        (event,) = judged(spec, tracks)
        assert (event.kind, event.guard, event.phase) == ("revisits", "back-again", "occurred")
        assert 12_500_000 <= event.at - tracks[0].captured_at <= 14_000_000
