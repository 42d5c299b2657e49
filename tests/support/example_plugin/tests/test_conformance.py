"""The example's detector keeps the contract of ORIN's own."""

import pytest
from orin_example.detector import ExampleDetector, open_example

from orin.plugins import DetectorOptions, Image
from orin.testing import DetectorConformance, random_pictures


@pytest.fixture
def detector() -> ExampleDetector:
    return open_example(DetectorOptions(model=None, device="cpu", batch=8))


@pytest.fixture
def pictures() -> list[Image]:
    return random_pictures()


class TestExample(DetectorConformance):
    finds_boxes = True
