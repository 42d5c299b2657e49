"""Light that changes on scenes whose events are known: what `python -m benchmarks.real` measures on all of them."""

import pytest

from benchmarks.real.light import measure
from tests.support.accuracy.light import scene
from tests.support.footage import footage


@pytest.mark.parametrize(
    ("name", "true", "steps"),
    [
        ("empty room", 0, ("brightness +0.2",)),
        ("walkers", 8, ("brightness -0.2", "a lamp", "night grain")),  # four appear, four enter
        ("bag left", 6, ("colour to grey", "contrast x0.6")),  # two of each, the bag, and its alarm
    ],
)
def test_light_alone_is_no_event_and_hides_none(name: str, true: int, steps: tuple[str, ...]) -> None:
    for row in measure(scene(name), steps):
        assert row.true == true
        assert not row.false, row
        assert row.kept == true, row


@pytest.mark.footage
def test_nobody_and_nothing_comes_into_a_real_yard_with_the_light() -> None:
    for row in measure(scene("yard", footage("data/vtest.avi")), ("gamma 0.6", "exposure", "a lamp")):
        assert row.true >= 4
        assert not row.false, row
        assert row.kept >= 0.95 * row.true, row
