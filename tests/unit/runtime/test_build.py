"""The build id changes with what decides an event, and with nothing else."""

import shutil
from importlib.metadata import version
from pathlib import Path

import grimp
import pytest

from orin import processors, schemas
from orin.runtime import build
from tests.support.repository import ROOT

STEPS = ("orin.processors.tracking.logic", "orin.processors.guards.logic", "orin.schemas.wire.serde")
"""From a message of detections to the content of an event."""
DECIDE_NOTHING = {
    "orin.schemas.errors": "the classes of errors",
    "orin.schemas.registry.compatibility": "which schemas may be read at all: otherwise a dead letter",
    "orin.schemas.registry.file": "finds the schemas, which are listed themselves",
    "orin.schemas.registry.server": "finds the schemas, which are listed themselves",
    "orin.schemas.nearest": "words of messages",
    "orin.schemas.plain": "words of messages",
    "orin.processors.specs.nodes": "reads spec files, of which the result is recorded",
    "orin.processors.specs.problems": "words of messages",
    "orin.processors.specs.rule_fields": "reads spec files, of which the result is recorded",
}
"""What the steps import and the list leaves out, and why."""


def _listed() -> set[str]:
    return {name for name, _ in build.deciding_files()}


def _file(module: str) -> str:
    inside = module.removeprefix("orin.").replace(".", "/")
    return f"{inside}/__init__.py" if (ROOT / inside).is_dir() else f"{inside}.py"


def test_the_list_is_what_the_steps_import() -> None:
    graph = grimp.build_graph("orin", cache_dir=None)
    imported = {module for step in STEPS for module in graph.find_upstream_modules(step) | {step}}
    wanted = {_file(module) for module in imported - DECIDE_NOTHING.keys()}
    listed = {name for name in _listed() if not name.endswith((".avsc", "__init__.py"))}
    assert {name for name in wanted if not name.endswith("__init__.py")} == listed
    assert DECIDE_NOTHING.keys() <= imported


def test_packages_with_code_of_their_own_are_listed() -> None:
    graph = grimp.build_graph("orin", cache_dir=None)
    imported = {module for step in STEPS for module in graph.find_upstream_modules(step)}
    packages = {name for name in map(_file, imported) if name.endswith("__init__.py")}
    assert packages <= _listed()


def test_every_entry_names_a_file() -> None:
    for pattern in build.DECIDING:
        assert list(ROOT.glob(pattern)), pattern


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources, as the build id sees them."""
    for package in (processors, schemas):
        name = package.__name__.rpartition(".")[2]
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(package, "__path__", [str(tmp_path / name)])
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "processors/guards/kinds/loiters.py",
        "processors/guards/observed/frame.py",
        "processors/tracking/kalman.py",
        "processors/specs/models.py",
        "processors/geometry.py",
        "processors/identity.py",
        "processors/labels.py",
        "processors/logic.py",
        "schemas/records.py",
        "schemas/Tracks.avsc",
        "schemas/wire/serde.py",
    ],
)
def test_a_change_in_what_decides_is_another_build(copied: Path, name: str) -> None:
    assert _changed(copied / name)


@pytest.mark.parametrize(
    "name",
    [
        "processors/scenes/scripts/abandoned_bag.py",
        "processors/evaluation/scores.py",
        "processors/detection/backend.py",
        "processors/specs/parse.py",
        "processors/specs/problems.py",
        "schemas/versions/Tracks.1.avsc",
        "schemas/json_forms.py",
    ],
)
def test_a_change_in_what_does_not_decide_is_the_same_build(copied: Path, name: str) -> None:
    assert not _changed(copied / name)


def test_a_new_file_in_a_deciding_folder_is_another_build(copied: Path) -> None:
    before = build.hash_of(build.deciding_files())
    (copied / "processors/guards/kinds" / "hides.py").write_text("")
    assert build.hash_of(build.deciding_files()) != before


def test_the_id_names_version_and_hash() -> None:
    number, _, digest = build.build_id().partition("+")
    assert (number, digest) == (version("orin"), build.hash_of(build.deciding_files()))


def _changed(path: Path) -> bool:
    before = build.hash_of(build.deciding_files())
    path.write_text(path.read_text() + "\n")
    return build.hash_of(build.deciding_files()) != before
