"""The detection backend that the settings ask for."""

from processors.detection.backend import Backend
from processors.detection.factory import default_backend, open_backend
from runtime.settings import Settings


def configured_backend(settings: Settings) -> Backend:
    """Opens ORIN_BACKEND on ORIN_MODEL and ORIN_DEVICE; without a model `motion`, with one `yolo+motion`.

    Raises OrinError (one line) for a missing or unreadable model, or when the extra `vision` is not installed.
    """
    name = settings.backend or default_backend(settings.model)
    weights = None if name == "motion" else settings.model
    return open_backend(name, weights, settings.device, settings.home / "ultralytics")
