"""A package of somebody's own extends ORIN: installed, checked by the conformance suites, used."""

import json
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


GUARDS = """
camera: hq/desk
zones: {desk: [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]}
---
guard: back-again
cameras: [hq/desk]
when:
  revisits: {zone: desk, visits: 2}
"""


def _there_and_back(path: Path) -> Path:
    """Somebody goes right, left and right again, 8 s each, at 10 fps."""
    lines = []
    for n in range(240):
        turn, step = divmod(n, 80)
        x = 100 + 12 * (step if turn % 2 == 0 else 80 - step)
        line = {"camera": "hq/desk", "captured_at": 1_790_000_000_000_000 + 100_000 * n, "width": 1280, "height": 720}
        lines.append(json.dumps(line | {"boxes": [{"label": "person", "box": [x, 400, x + 60, 600]}]}))
    path.write_text("\n".join(lines) + "\n")
    return path


def test_its_guard_kind_is_checked_and_fires(installed: Installed, tmp_path: Path) -> None:
    guards = tmp_path / "guards.yaml"
    guards.write_text(GUARDS)
    installed.run("orin", "guards", "check", str(guards), cwd=tmp_path)
    clip = _there_and_back(tmp_path / "walk.jsonl")
    printed = installed.run("orin", "try", str(clip), "--guards", str(guards), "--json", cwd=tmp_path)
    (event,) = [json.loads(line) for line in printed.splitlines()]
    assert (event["guard"], event["kind"], event["phase"]) == ("back-again", "revisits", "occurred")
    assert event["provenance"]["build"] == installed.run("orin", "--version", cwd=tmp_path).split()[1]
    assert event["provenance"]["build"].endswith("+orin-example-1.0")


def test_a_mistake_in_its_fields_is_told_like_any_other(installed: Installed, tmp_path: Path) -> None:
    guards = tmp_path / "guards.yaml"
    guards.write_text(GUARDS.replace("visits: 2", "visits: never"))
    with pytest.raises(AssertionError, match=r"guards\.yaml:8:\d+: expected a number, not 'never'"):
        installed.run("orin", "guards", "check", str(guards), cwd=tmp_path)
