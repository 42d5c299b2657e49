"""The archives that the tests of this folder install."""

from pathlib import Path

import pytest

from tests.support.processes.installed import BUILD, UV, run
from tests.support.repository import ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("built")
    run([UV, "build", "-q", *BUILD, "-o", folder, ROOT])
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found
