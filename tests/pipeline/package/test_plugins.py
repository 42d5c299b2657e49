"""A package of somebody's own extends ORIN: installed, checked by the conformance suites, used."""

from pathlib import Path

import pytest

from tests.support.processes.installed import Installed, copied, fresh
from tests.support.repository import ROOT

EXAMPLE = ROOT / "tests" / "support" / "example_plugin"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example package's sources."""
    return copied(EXAMPLE, tmp_path_factory.mktemp("example") / "orin-example")


@pytest.fixture(scope="module")
def installed(wheel: Path, example: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An environment with ORIN and the example."""
    environment = fresh(tmp_path_factory.mktemp("installed") / "venv")
    environment.add(wheel, example)
    return environment


def test_the_example_passes_the_conformance_suites(installed: Installed, example: Path) -> None:
    printed = installed.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=example)
    assert "passed" in printed
    assert "skipped" not in printed


def test_its_detector_finds_what_a_scene_shows(installed: Installed, tmp_path: Path) -> None:
    printed = installed.run("orin", "try", "scene://doorway", "--backend", "example", "--fps", "5", cwd=tmp_path)
    assert "7 of 7 expected events" in printed
