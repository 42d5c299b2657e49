"""A detection model of seeded random weights, and its exports: no file of anybody's is needed for them."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from orin.runtime.inference.ultralytics_model import import_ultralytics
from orin.testing import random_pictures

SIZE = 320
"""Side of the pictures as the exports see them, px: a quarter of the work of 640."""
WEIGHT, BIAS = 1.0, -6.0
"""Of the classes' last layer: such that a picture has some ten boxes above the least score."""


def random_model(folder: Path, *, bias: float = 0.0) -> Path:
    """`yolov8n.yaml` with random weights that give some boxes, other ones for other pictures.

    `bias` is added to every class's bias: NaN makes a model whose every value is none.
    """
    ultralytics = import_ultralytics(folder / "cache")
    torch: Any = importlib.import_module("torch")
    torch.manual_seed(1)
    yolo = ultralytics.YOLO("yolov8n.yaml", task="detect", verbose=False)
    model = yolo.model
    for layer in model.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 1.0  # learns these pictures' values in one go, so that they reach the end
    batch = torch.from_numpy(np.stack(random_pictures(4, SIZE, SIZE))).permute(0, 3, 1, 2).float() / 255
    with torch.no_grad():
        model.train()(batch)
        for branch in model.model[-1].cv3:
            branch[-1].weight *= WEIGHT
            branch[-1].bias.fill_(BIAS + bias)
    model.eval()
    path = folder / "random.pt"
    yolo.save(str(path))
    return path
