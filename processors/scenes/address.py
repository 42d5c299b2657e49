"""A scene's address: `scene://NAME?seed=N` with filters, such as `scene://doorway?seed=3&night=1&dark=20-24`."""

import math
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from orin.processors.scenes.filters import Filters
from orin.processors.scenes.scene import Scene
from orin.processors.scenes.scripts import SCENES
from orin.schemas.errors import Misuse
from orin.schemas.nearest import nearest

LIMITS = {
    "night": (0.0, 1.0), "rain": (0.0, 1.0), "noise": (0.0, 60.0), "shake": (0.0, 30.0), "light": (0.0, 4.0),
    "drop": (0.0, 0.95),
}  # fmt: skip
"""Least and greatest value of each number."""
PARAMETERS = ("seed", *LIMITS, "compress", "dark")


def scene_names() -> list[str]:
    """The built-in scenes."""
    return sorted(SCENES)


def describe(name: str) -> str:
    """What happens in a built-in scene, in one sentence."""
    return (SCENES[name].__doc__ or "").strip()


def open_scene(name: str, seed: int = 1, filters: Filters | None = None) -> Scene:
    """The scene called `name`; the same seed gives the same images and ground truth. Misuse for an unknown name."""
    try:
        make = SCENES[name]
    except KeyError:
        near = nearest(name, SCENES)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(scene_names())}"
        raise Misuse(f"no scene called {name!r}: {hint}") from None
    return replace(make(seed), filters=filters or Filters())


def open_address(url: str) -> Scene:
    """The scene at an address. Misuse, in one line with the nearest name, for one that is not valid."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Misuse(f"source {url!r}: write scene://NAME or scene://NAME?seed=N, with each parameter once") from None
    fields = parse_qsl(parts.query, keep_blank_values=True)
    given = dict(fields)
    if not parts.netloc or parts.path not in ("", "/") or parts.fragment or len(given) < len(fields):
        raise Misuse(f"source {url!r}: write scene://NAME or scene://NAME?seed=N, with each parameter once")
    for name in given:
        if name not in PARAMETERS:
            near = nearest(name, PARAMETERS)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(PARAMETERS)}"
            raise Misuse(f"source {url!r}: scene://NAME has no parameter {name!r}: {hint}")
    seed = _whole(url, "seed", given.pop("seed", "1"), 0, 2**63 - 1)
    scene = open_scene(parts.netloc, seed, _filters(url, given))
    if not scene.times():
        raise Misuse(f"source {url!r}: its filters leave no frame of the {scene.duration:g} s of scene://{scene.name}")
    return scene


def _filters(url: str, given: dict[str, str]) -> Filters:
    values: dict[str, Any] = {name: _number(url, name, given[name]) for name in given if name in LIMITS}
    if "compress" in given:
        values["compress"] = _whole(url, "compress", given["compress"], 1, 100)
    if "dark" in given:
        values["dark"] = tuple(_interval(url, text) for text in given["dark"].split(","))
    return Filters(**values)


def _number(url: str, name: str, text: str) -> float:
    least, most = LIMITS[name]
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise Misuse(f"source {url!r}: {name}={text}: {name} is a number from {least:g} to {most:g}")
    return value


def _whole(url: str, name: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)) or not least <= int(text) <= most:
        upward = f"from {least} to {most}" if most <= 100 else f"from {least}"
        raise Misuse(f"source {url!r}: {name}={text}: {name} is a whole number {upward}")
    return int(text)


def _interval(url: str, text: str) -> tuple[float, float]:
    begin, _, end = text.partition("-")
    try:
        interval = float(begin), float(end)
    except ValueError:
        interval = math.nan, math.nan
    if not 0 <= interval[0] < interval[1] < math.inf:
        raise Misuse(f"source {url!r}: dark={text}: write seconds from and to, as in 20-24 or 20-24,30-31")
    return interval
