"""The detection backends by name: ORIN's own, and those of installed packages (entry points `orin.detectors`)."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from orin.processors.detection.backend import Backend
from orin.runtime.plugins import DETECTORS, installed, load, package_of
from orin.schemas.errors import Misuse, OrinError

BACKENDS = ("yolo", "motion", "yolo+motion")
"""ORIN's own."""
BATCH = 8


class DetectorOptions(NamedTuple):
    """What the settings say to a detector of another package when it is opened."""

    model: Path | None
    """ORIN_MODEL or `--model`, a local file or folder; not checked."""
    device: str
    """Where a model runs: `cpu`, `cuda:0`, `mps`."""
    batch: int
    """Most frames that should be inferred at once."""


DetectorFactory = Callable[[DetectorOptions], Backend]
"""What an entry point of `orin.detectors` names: it returns the backend, warmed up and ready, or raises OrinError."""


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

    `weights` is a local model file, needed by `yolo` and `yolo+motion`, unused by `motion`; `device` is where it
    runs (`cpu`, `cuda:0`, `mps`); `cache` is a folder for the settings file of ultralytics; `batch` bounds the frames
    that a model infers at once, and `on_smaller` is told a smaller bound when the device's memory asks for one;
    `gate`: levels of 255; a picture of which no block changed by more is not inferred again; 0: all are. A detector
    of another package is given every frame, whatever `gate` is.
    Raises Misuse for an unknown name or weights that do not go with it, OrinError for a model that does not load.
    """
    if name not in BACKENDS:
        return _open_installed(name, DetectorOptions(weights, device, batch))
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


def _open_installed(name: str, options: DetectorOptions) -> Backend:
    found = installed(DETECTORS)
    if name not in found:
        names = ", ".join([*BACKENDS, *(other for other in found if other not in BACKENDS)])
        raise Misuse(f"no detection backend is called {name!r}; there are {names}")
    entry = found[name]
    where = f"the detection backend {name!r} of {package_of(entry)}"
    factory = load(entry)
    if not callable(factory):
        raise OrinError(f"{where} is not callable: its entry point must name a function that takes DetectorOptions")
    try:
        backend: Backend = factory(options)
    except OrinError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        raise OrinError(f"{where} cannot be opened: {what}") from error
    missing = [part for part in ("name", "model", "detect", "forget", "close") if not hasattr(backend, part)]
    if missing:
        raise OrinError(f"{where} is not a detection backend: it has no {', '.join(missing)}")
    return backend
