"""Simulated scenes with ground truth: `scene://NAME?seed=N`, with filters over their pictures."""

from processors.scenes.address import open_address, open_scene, scene_names
from processors.scenes.filters import Filters
from processors.scenes.scene import Expected, Scene

__all__ = ["Expected", "Filters", "Scene", "open_address", "open_scene", "scene_names"]
