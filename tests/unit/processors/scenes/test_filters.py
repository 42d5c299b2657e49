"""Filters over a scene: each does what it says, the same for the same seed, and the truth stays."""

from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray

from orin.processors.scenes import open_address

SHAKY = "night=0.5&rain=1&noise=8&shake=3&light=1&compress=30&drop=0.2"


def pictures(query: str, count: int = 4, seed: int = 1) -> list[NDArray[np.uint8]]:
    return list(islice(open_address(f"scene://doorway?seed={seed}&{query}").frames(), count))


def difference(query: str) -> NDArray[np.float64]:
    """Of the second picture from the clear one, (height, width, 3)."""
    return pictures(query, 2)[1].astype(np.float64) - pictures("", 2)[1]


def test_a_seed_fixes_what_the_filters_do() -> None:
    one, two, other = pictures(SHAKY), pictures(SHAKY), pictures(SHAKY, seed=2)
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_a_picture_does_not_hang_on_the_frames_before_it() -> None:
    dropped, whole = (open_address(f"scene://doorway?rain=1&shake=4&noise=3{more}") for more in ("&dark=1-2", ""))
    one = next(islice(dropped.frames(), dropped.times().index(2.0), None))
    assert np.array_equal(one, next(islice(whole.frames(), 20, None)))


def test_night_is_dark_and_grey() -> None:
    night, clear = pictures("night=1", 1)[0], pictures("", 1)[0]
    assert night.mean() == pytest.approx(clear.mean() * 0.3, rel=0.1)
    spread = [np.ptp(p.astype(np.float64).mean(axis=(0, 1))) for p in (night, clear)]
    assert spread[0] < spread[1] * 0.5


def test_noise_has_the_strength_asked_for() -> None:
    assert difference("noise=8").std() == pytest.approx(8, rel=0.1)


def test_rain_falls_anew_on_every_frame() -> None:
    one, two = (p.astype(np.int16) for p in pictures("rain=1", 2))
    streaks = (np.abs(one - two).max(axis=2) > 30).mean()
    assert 0.002 < streaks < 0.05


def test_shake_moves_the_whole_picture_by_no_more_than_asked() -> None:
    clear = pictures("", 1)[0].astype(np.float64)
    shifts = []
    for picture in pictures("shake=3", 20):
        moved = picture.astype(np.float64)[20:140, 20:180]
        costs = {
            (dx, dy): np.abs(moved - clear[20 - dy : 140 - dy, 20 - dx : 180 - dx]).mean()
            for dx in range(-5, 6)
            for dy in range(-5, 6)
        }
        shifts.append(min(costs, key=lambda shift: costs[shift]))
    assert len(set(shifts)) > 5
    assert all(abs(v) <= 3 for shift in shifts for v in shift)


def test_light_changes_in_steps() -> None:
    levels = [float(p.mean()) for p in pictures("light=2", 300)]
    steps = np.abs(np.diff(levels))
    assert 2 <= (steps > 2).sum() <= 6
    assert np.median(steps) < 0.5


def test_compression_takes_detail() -> None:
    def edges(picture: NDArray[np.uint8]) -> float:
        return float(np.abs(np.diff(picture.astype(np.float64), axis=1)).mean())

    assert edges(pictures("compress=5", 1)[0]) < 0.7 * edges(pictures("", 1)[0])


def test_dropped_frames_and_dark_spells_are_missing() -> None:
    scene = open_address("scene://doorway?drop=0.3&dark=20-24")
    times = scene.times()
    assert not [t for t in times if 20 <= t < 24]
    assert len(times) == pytest.approx(0.7 * 410, rel=0.1)
    assert len(list(scene.frames())) == len(times)
    assert open_address("scene://doorway?drop=0.3&dark=20-24").times() == times
    assert open_address("scene://doorway?seed=2&drop=0.3&dark=20-24").times() != times


def test_the_truth_stays() -> None:
    filtered, clear = open_address(f"scene://doorway?{SHAKY}"), open_address("scene://doorway")
    assert filtered.expected == clear.expected
    assert all(filtered.truth(t) == clear.truth(t) for t in clear.times()[::10])
