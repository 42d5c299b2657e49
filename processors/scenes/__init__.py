"""Simulated scenes with ground truth: `scene://NAME?seed=N`."""

import difflib

from processors.scenes.scene import Expected, Scene
from processors.scenes.scripts import SCENES
from schemas.errors import Misuse

__all__ = ["Expected", "Scene", "open_scene", "scene_names"]


def scene_names() -> list[str]:
    """The shipped scenes."""
    return sorted(SCENES)


def open_scene(name: str, seed: int = 1) -> Scene:
    """The scene called `name`; the same seed gives the same pictures and truth. Misuse for an unknown name."""
    try:
        make = SCENES[name]
    except KeyError:
        near = difflib.get_close_matches(name, SCENES, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(scene_names())}"
        raise Misuse(f"no scene called {name!r}: {hint}") from None
    return make(seed)
