"""The wheel and the source archive: what is in them, and that they work where there is no checkout."""

import json
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from orin.runtime.build import build_id
from tests.support.processes.installed import UV, Installed, run
from tests.support.repository import LINKED, ROOT

NOT_PACKAGED = ("infra/compose/", "infra/helm/", "infra/images/")
"""Read by other tools from a checkout or the source archive."""
GENERATED = {"PKG-INFO", "setup.cfg"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (archive,) = built.glob("*.tar.gz")
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    return root


def _files(root: Path) -> Iterator[str]:
    """The files below, without what tools leave behind."""
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if not path.is_dir() and not any(part == "__pycache__" or part.endswith(".egg-info") for part in path.parts):
            yield name


def test_the_wheel_has_one_name_and_every_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"orin"}
    folders = {f"{folder}/{name}" for folder in LINKED for name in _files(ROOT / folder)}
    wanted = {f"orin/{name}" for name in folders if not name.startswith(NOT_PACKAGED)}
    own = {f"orin/{name}" for name in _files(ROOT / "orin") if name.partition("/")[0] not in LINKED}
    assert {name for name in names if name.startswith("orin/")} == wanted | own
    assert {name.rpartition(".")[2] for name in wanted | own} >= {"avsc", "json", "sql", "yaml", "typed"}


def test_the_source_archive_has_the_folders_once_and_the_links(unpacked: Path) -> None:
    links = {path.name: path.readlink() for path in (unpacked / "orin").iterdir() if path.is_symlink()}
    assert links == {name: Path("..", name) for name in LINKED}
    for folder in (*LINKED, "tests", "benchmarks", "docs", "requirements", ".ci"):
        assert set(_files(unpacked / folder)) == set(_files(ROOT / folder)), folder
    on_top = {path.name for path in unpacked.iterdir()} - GENERATED
    assert {"Makefile", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"} <= on_top


def test_lint_and_tests_run_in_the_unpacked_source_archive(unpacked: Path, installed: Installed) -> None:
    run([UV.with_name("ruff"), "check", "--no-cache", "."], cwd=unpacked)
    run([UV.with_name("lint-imports"), "--no-cache"], cwd=unpacked)
    module = "from pathlib import Path; import orin; print(Path(orin.__file__).resolve())"
    assert run([installed.python, "-c", module], cwd=unpacked).strip() == str(unpacked / "orin/__init__.py")
    tests = ("tests/unit/schemas/test_serde.py", "tests/unit/runtime/test_build.py")
    printed = run([installed.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests], cwd=unpacked)
    assert " passed" in printed


def test_the_installed_package_runs_anywhere(installed: Installed, trap: Path) -> None:
    printed = installed.run("python", "-c", "import orin; print(orin.__file__, orin.__version__)", cwd=trap)
    assert printed.startswith(str(installed.folder))
    assert installed.run("orin", "--version", cwd=trap) == f"orin {build_id()}\n"
    assert installed.run("python", "-P", "-m", "orin", "--version", cwd=trap) == f"orin {build_id()}\n"


@pytest.mark.kafka
@pytest.mark.postgres
def test_all_of_it_runs_in_a_folder_with_modules_of_the_same_names(
    installed: Installed, trap: Path, engines: Path
) -> None:
    """The one-machine mode starts every part as a process of its own, in the user's folder."""
    with tempfile.TemporaryDirectory(prefix="orin-anywhere-") as home:  # not pytest's: PostgreSQL is another user's
        env = {"ORIN_HOME": home, "ORIN_ENGINES": str(engines)}
        printed = installed.run("orin", "demo", "--exit-when-done", "--json", cwd=trap, env=env)
    events = [json.loads(line) for line in printed.splitlines()]
    assert [event["phase"] for event in events if event.get("kind") == "unattended"][:1] == ["opened"]


def test_a_scene_is_tried_anywhere(installed: Installed, trap: Path) -> None:
    printed = installed.run("orin", "try", "scene://abandoned-bag", cwd=trap, env={"HOME": str(trap)})
    assert "unattended opened" in printed
    assert "1 of 1 expected events" in printed
