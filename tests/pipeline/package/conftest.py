"""The archives that the tests of this folder install."""

from pathlib import Path

import pytest

from tests.support.processes.installed import BUILD, UV, Installed, fresh, run
from tests.support.repository import LINKED, ROOT


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


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    environment = fresh(tmp_path_factory.mktemp("installed") / "venv")
    environment.add(wheel)
    return environment


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A user's folder with modules that are named as ORIN's folders: nothing of them may run."""
    trapped = 'raise SystemExit("the user\'s module was imported")\n'
    for name in LINKED:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(trapped)
        (tmp_path / f"{name}.py").write_text(trapped)
    return tmp_path
