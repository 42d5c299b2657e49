"""The ground truth of a scene as one JSON object: every box, the owner of every bag, the events that must come."""

from dataclasses import asdict
from typing import Any

from orin.processors.scenes.actors import Bag
from orin.processors.scenes.scene import Scene


def truth_of(scene: Scene) -> dict[str, Any]:
    """Seconds from the scene's start; boxes are px, [x1, y1, x2, y2], cut at the frame's edge, occluded or not.

    `frames` are those that the filters leave; ids do not change during the scene.
    """
    return {
        "scene": scene.name,
        "seed": scene.seed,
        "filters": {name: value for name, value in asdict(scene.filters).items() if value},
        "camera": scene.camera,
        "width": scene.width,
        "height": scene.height,
        "fps": scene.fps,
        "duration": scene.duration,
        "guards": scene.guards,
        "expected": [asdict(event) for event in scene.expected],
        "expected_of_ready_made": [asdict(event) for event in scene.for_ready_made],
        "bags": [_bag(actor) for actor in scene.actors if isinstance(actor, Bag)],
        "frames": [{"t": t, "boxes": _boxes(scene, t)} for t in scene.times()],
    }


def _bag(bag: Bag) -> dict[str, Any]:
    taken = {"taker": bag.taker.name, "taken": round(bag.taken, 3)} if bag.taker else {"taker": None, "taken": None}
    return {"id": bag.name, "owner": bag.owner.name, "put_down": round(bag.put_down, 3), **taken}


def _boxes(scene: Scene, t: float) -> list[dict[str, Any]]:
    return [
        {"id": name, "label": label, "box": [round(v, 2) for v in box]} for name, label, box in scene.truth(t)
    ]  # fmt: skip
