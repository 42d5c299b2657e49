"""The detection backends by name."""

from collections.abc import Callable
from pathlib import Path

from orin.processors.detection.backend import Backend
from orin.schemas.errors import Misuse

BACKENDS = ("yolo", "motion", "yolo+motion")
BATCH = 8


def default_backend(weights: Path | None) -> str:
    """`yolo+motion` when a model is given, else `motion`."""
    return "motion" if weights is None else "yolo+motion"


def open_backend(
    name: str,
    weights: Path | None,
    device: str,
    cache: Path | None = None,
    *,
    batch: int = BATCH,
    on_smaller: Callable[[int], None] = lambda _: None,
    gate: float = 0.0,
) -> Backend:
    """The backend `name`, warmed up and ready.

    `weights` is a local model file, needed by `yolo` and `yolo+motion`, of no use to `motion`; `device` is where it
    runs (`cpu`, `cuda:0`, `mps`); `cache` is a folder for the settings file of ultralytics; `batch` bounds the frames
    that a model looks at at once, and `on_smaller` is told a smaller bound when the device's memory asks for one;
    `gate`: levels of 255; a picture of which no block changed by more is not looked at by the model again; 0: all are.
    Raises Misuse for an unknown name or weights that do not go with it, OrinError for a model that does not load.
    """
    if name not in BACKENDS:
        raise Misuse(f"no detection backend is called {name!r}; there are {', '.join(BACKENDS)}")
    if name == "motion":
        from orin.processors.detection.motion.backend import MotionBackend  # noqa: PLC0415 OpenCV only where it is used

        return MotionBackend()
    if weights is None:
        raise Misuse(f"the backend {name} needs a model: name a weights file with --model or ORIN_MODEL")
    from orin.runtime.inference.yolo import open_yolo  # noqa: PLC0415 torch only where it is used

    yolo: Backend = open_yolo(weights, device, cache, batch, on_smaller)
    if gate:
        from orin.processors.detection.gate import GatedBackend  # noqa: PLC0415

        yolo = GatedBackend(yolo, gate)
    if name == "yolo":
        return yolo
    from orin.processors.detection.combined import CombinedBackend  # noqa: PLC0415

    return CombinedBackend(yolo)
