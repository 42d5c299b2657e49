"""Detection backends of other packages: found by name, and refused in one line that names the package."""

from pathlib import Path

import pytest

from orin.runtime.inference.backends import open_backend
from orin.schemas.errors import Misuse, OrinError

BACKEND = """
class Backend:
    name, model = "{name}", None
    def detect(self, frames): return []
    def forget(self, cameras): pass
    def close(self): pass
def opened(options): return Backend()
"""


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def add(packages: Path, package: str, name: str, source: str, target: str = "opened") -> None:
    """An installed package whose module names a backend."""
    module = package.replace("-", "_")
    (packages / f"{module}.py").write_text(source)
    info = packages / f"{module}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[orin.detectors]\n{name} = {module}:{target}\n")


def refused(name: str) -> str:
    with pytest.raises(OrinError) as caught:
        open_backend(name, None, "cpu")
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_an_installed_backend_is_opened_by_its_name(packages: Path) -> None:
    add(packages, "far-sight", "far", BACKEND.format(name="far"))
    assert open_backend("far", None, "cpu").name == "far"


def test_an_unknown_name_lists_the_installed_ones(packages: Path) -> None:
    add(packages, "far-sight-listed", "far", BACKEND.format(name="far"))
    with pytest.raises(Misuse, match=r"'fra'; there are yolo, motion, yolo\+motion, far"):
        open_backend("fra", None, "cpu")


def test_orins_own_names_stay_its_own(packages: Path) -> None:
    add(packages, "usurper", "motion", "raise SystemExit('imported')")
    assert open_backend("motion", None, "cpu").name == "motion"


def test_a_name_that_two_packages_use_is_refused(packages: Path) -> None:
    add(packages, "first-twin", "twin", BACKEND.format(name="twin"))
    add(packages, "second-twin", "twin", BACKEND.format(name="twin"))
    assert refused("twin") == (
        "orin.detectors: first-twin 1.2 and second-twin 1.2 both provide 'twin'; uninstall one of them"
    )


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("import nowhere_to_be_found", "opened", "cannot be loaded: ModuleNotFoundError: No module named"),
        ("", "opened", "cannot be loaded: AttributeError"),
        ("opened = 3", "opened", "its entry point must name a function"),
        (
            "def opened(options):\n    raise ValueError('no GPU\\nhere')",
            "opened",
            "cannot be opened: ValueError: no GPU",
        ),
        ("def opened(options):\n    return object()", "opened", "it has no name, model, detect, forget, close"),
    ],
)
def test_a_broken_package_is_named(
    packages: Path, source: str, target: str, said: str, request: pytest.FixtureRequest
) -> None:
    package = f"broken-{request.node.callspec.indices['source']}"
    add(packages, package, "broken", source, target)
    message = refused("broken")
    assert said in message
    assert f"{package} 1.2" in message


def test_an_error_that_the_backend_words_itself_is_left_as_it_is(packages: Path) -> None:
    source = "from orin.schemas.errors import Misuse\ndef opened(options):\n    raise Misuse('give it a model')"
    add(packages, "careful", "careful", source)
    assert refused("careful") == "give it a model"
