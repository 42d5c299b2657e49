"""Conformance suites for packages that extend ORIN: subclass one in a test module, and pytest runs its checks."""

from orin.testing.detectors import DetectorConformance, random_pictures

__all__ = ["DetectorConformance", "random_pictures"]
