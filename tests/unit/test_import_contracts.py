"""The import contracts of pyproject.toml, broken on purpose in a copy of the tree: each breach must be reported."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.repository import ROOT

_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """`orin` and the folders that it links to, without what is not code."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "orin", tmp_path / "orin", symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for link in (ROOT / "orin").iterdir():
        if link.is_symlink():
            shutil.copytree(
                ROOT / link.name,
                tmp_path / link.name,
                ignore=lambda folder, names: {
                    n for n in names if (Path(folder) / n).is_file() and Path(n).suffix != ".py"
                },
            )
    return tmp_path


def lint(copy: Path) -> tuple[int, str]:
    """Exit code and output of lint-imports there."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_what_touches_files_threads_clocks_or_networks_does_not_enter_processors(copy: Path) -> None:
    (forbidden,) = (c["forbidden_modules"] for c in _CONTRACTS if c.get("source_modules") == ["orin.processors"])
    assert {"os", "pathlib", "threading", "concurrent", "socket", "time", "subprocess", "asyncio"} <= set(forbidden)
    module = copy / "processors" / "guards" / "impure.py"
    module.write_text("".join(f"import {name}\n" for name in forbidden))
    code, said = lint(copy)
    assert code == 1
    missed = [name for name in forbidden if f"orin.processors.guards.impure -> {name} " not in said]
    assert not missed, said


def test_imports_point_one_way(copy: Path) -> None:
    astray = [
        ("schemas", "orin.processors.geometry"),
        ("processors", "orin.runtime.build"),
        ("runtime", "orin.topologies.kafka.topics"),
        ("topologies", "orin.projections.queries"),
        ("topologies", "orin.cli.main"),
        ("projections", "orin.topologies.kafka.topics"),
        ("api", "orin.topologies.kafka.topics"),
        ("api", "orin.processors.geometry"),
        ("api", "orin.projections.writer"),
        ("control", "orin.projections.writer"),
        ("control", "orin.api.factory"),
    ]
    for number, (importer, imported) in enumerate(astray):
        (copy / importer / f"astray{number}.py").write_text(f"import {imported}\n")
    code, said = lint(copy)
    assert code == 1
    missed = [
        (importer, imported)
        for number, (importer, imported) in enumerate(astray)
        if f"orin.{importer}.astray{number} -> {imported} " not in said
    ]
    assert not missed, said


def test_the_tree_as_it_is_keeps_the_contracts(copy: Path) -> None:
    code, said = lint(copy)
    assert code == 0, said
