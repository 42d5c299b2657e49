"""Conformance suites for packages that extend ORIN: subclass one in a test module, and pytest runs its checks."""

from orin.testing.detectors import DetectorConformance, random_pictures
from orin.testing.guard_kinds import GuardKindConformance, walk

__all__ = ["DetectorConformance", "GuardKindConformance", "random_pictures", "walk"]
