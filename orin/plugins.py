"""What a package that extends ORIN builds on: docs/python.md, "Extending ORIN".

A detection backend is a class with the methods of `Backend`, opened by a function that takes `DetectorOptions`.
An entry point in the group `orin.detectors` names that function; `orin.testing.DetectorConformance` checks the backend.
"""

from orin.processors.detection.backend import (
    Backend,
    BackendBroken,
    DecodedFrame,
    FrameResult,
    Image,
    Remembering,
    ordered,
    tidy,
)
from orin.runtime.inference.backends import DetectorFactory, DetectorOptions
from orin.schemas.records import Box, Model, Place

__all__ = [
    "Backend",
    "BackendBroken",
    "Box",
    "DecodedFrame",
    "DetectorFactory",
    "DetectorOptions",
    "FrameResult",
    "Image",
    "Model",
    "Place",
    "Remembering",
    "ordered",
    "tidy",
]
