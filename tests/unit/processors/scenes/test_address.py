"""Scenes' addresses: what can be meant is opened, what cannot is one line with the nearest name."""

import pytest

from orin.processors.scenes import Filters, open_address, scene_names
from orin.schemas.errors import Misuse


def test_every_parameter_is_taken() -> None:
    scene = open_address(
        "scene://doorway?seed=3&night=1&rain=0.5&noise=8&shake=2&light=1&compress=30&drop=0.1&dark=20-24,30.5-31"
    )
    assert (scene.name, scene.seed) == ("doorway", 3)
    assert scene.filters == Filters(
        night=1, rain=0.5, noise=8, shake=2, light=1, compress=30, drop=0.1, dark=((20, 24), (30.5, 31))
    )


@pytest.mark.parametrize("name", scene_names())
def test_without_parameters_it_is_the_first_seed_and_clear(name: str) -> None:
    scene = open_address(f"scene://{name}")
    assert (scene.name, scene.seed, scene.filters) == (name, 1, Filters())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("scene://dorway", "did you mean doorway?"),
        ("scene://xyz", "there are abandoned-bag, crowding,"),
        ("scene://doorway?nihgt=1", "did you mean night?"),
        ("scene://doorway?x=1", "there are seed, night,"),
        ("scene://doorway?seed=-1", "seed=-1: seed is a whole number from 0"),
        ("scene://doorway?seed=", "seed=: seed is a whole number"),
        ("scene://doorway?seed=1&seed=2", "with each parameter once"),
        ("scene://doorway?night=2", "night=2: night is a number from 0 to 1"),
        ("scene://doorway?noise=nan", "=nan: "),
        ("scene://doorway?rain=much", "=much: "),
        ("scene://doorway?drop=1", "from 0 to 0.95"),
        ("scene://doorway?compress=0", "compress=0: compress is a whole number from 1 to 100"),
        ("scene://doorway?dark=24-20", "=24-20: "),
        ("scene://doorway?dark=20-inf", "=20-inf: "),
        ("scene://doorway?dark=20-24,x", "=x: "),
        ("scene://doorway?dark=0-100", "its filters leave no frame of the 45 s of scene://doorway"),
        ("scene://doorway#3", "write scene://NAME"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_line(url: str, said: str) -> None:
    with pytest.raises(Misuse) as error:
        open_address(url)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
