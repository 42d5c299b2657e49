"""What a package that extends ORIN builds on: docs/python.md, "Extending ORIN".

A detection backend is a class with the methods of `Backend`, opened by a function that takes `DetectorOptions`.
An entry point in the group `orin.detectors` names that function; `orin.testing.DetectorConformance` checks the backend.

A guard kind is a `GuardKind`: its fields are a subclass of `Rule`, and its function is called with a `GuardContext` on
each observed frame. An entry point in the group `orin.guard_kinds` names it; `orin.testing.GuardKindConformance`
checks it.
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
from orin.processors.guards.context import NEVER, NEXT, GuardContext, close_departed, drop_ended
from orin.processors.specs.kinds import Field, GuardKind
from orin.processors.specs.nodes import choice, duration, number, whole
from orin.processors.specs.rule import Rule
from orin.runtime.inference.backends import DetectorFactory, DetectorOptions
from orin.schemas.records import Box, Model, Place

__all__ = [
    "NEVER",
    "NEXT",
    "Backend",
    "BackendBroken",
    "Box",
    "DecodedFrame",
    "DetectorFactory",
    "DetectorOptions",
    "Field",
    "FrameResult",
    "GuardContext",
    "GuardKind",
    "Image",
    "Model",
    "Place",
    "Remembering",
    "Rule",
    "choice",
    "close_departed",
    "drop_ended",
    "duration",
    "number",
    "ordered",
    "tidy",
    "whole",
]
