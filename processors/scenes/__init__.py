"""Simulated scenes with ground truth: `scene://NAME?seed=N`, with filters over their pictures."""

from orin.processors.scenes.address import describe, open_address, open_scene, scene_names
from orin.processors.scenes.filters import Filters
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.truth import truth_of

__all__ = ["Expected", "Filters", "Scene", "describe", "open_address", "open_scene", "scene_names", "truth_of"]
