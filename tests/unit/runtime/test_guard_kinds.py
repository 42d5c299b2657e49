"""Guard kinds of other packages: there in every process from the start, or an error that names the package."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orin.processors.specs.kinds import KINDS
from orin.runtime import build
from orin.runtime.plugins import load_guard_kinds
from orin.schemas.errors import OrinError

KIND = """
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Rule


class Shows(Rule, frozen=True, kw_only=True):
    zone: str


def watch(context):
    return 0


KIND = GuardKind(name="NAME", rule=Shows, watch=watch, fires="Never.")
"""
Install = Callable[[str, str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a package (its name, the entry point's name, its source) where this process finds it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(KINDS)

    def put(package: str, name: str, source: str) -> None:
        module = package.replace("-", "_")
        monkeypatch.delitem(sys.modules, module, raising=False)
        (tmp_path / f"{module}.py").write_text(source)
        info = tmp_path / f"{module}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[orin.guard_kinds]\n{name} = {module}:KIND\n")

    load_guard_kinds.cache_clear()
    build.build_id.cache_clear()
    yield put
    load_guard_kinds.cache_clear()
    build.build_id.cache_clear()
    for name in set(KINDS) - before:
        KINDS.remove(name)


def test_a_kind_is_registered_once_and_its_package_is_part_of_the_build(install: Install) -> None:
    own = build.build_id()
    build.build_id.cache_clear()
    load_guard_kinds.cache_clear()
    install("orin-shows", "shows", KIND.replace("NAME", "shows"))
    assert load_guard_kinds() == load_guard_kinds() == ("orin-shows 1.2",)
    assert list(KINDS)[-1] == "shows"
    assert build.build_id() == f"{own}+orin-shows-1.2"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("KIND = 5\n", "expected a GuardKind, not int"),
        (KIND.replace("NAME", "hides"), "its GuardKind is called 'hides'"),
    ],
)
def test_a_kind_that_cannot_be_used_names_its_package_and_none_is_registered(
    install: Install, source: str, why: str
) -> None:
    before = list(KINDS)
    install("orin-appearing", "appearing", KIND.replace("NAME", "appearing"))
    install("orin-shows", "shows", source)
    with pytest.raises(OrinError, match=r"'shows' of orin-shows 1\.2") as error:
        load_guard_kinds()
    assert why in str(error.value)
    assert list(KINDS) == before


def test_two_packages_with_one_name_are_refused(install: Install) -> None:
    install("orin-one", "shows", KIND.replace("NAME", "shows"))
    install("orin-two", "shows", KIND.replace("NAME", "shows"))
    with pytest.raises(OrinError, match=r"orin-one 1\.2 and orin-two 1\.2 both provide 'shows'"):
        load_guard_kinds()


def test_no_name_of_our_own_can_be_taken(install: Install) -> None:
    install("orin-loiters", "loiters", KIND.replace("NAME", "loiters"))
    with pytest.raises(OrinError, match="there is already a kind of this name"):
        load_guard_kinds()


def test_the_command_line_knows_it(install: Install, tmp_path: Path) -> None:
    def schema(*, plugin: bool) -> tuple[int, str]:
        environment = os.environ | ({"PYTHONPATH": str(tmp_path)} if plugin else {})
        command = [sys.executable, "-m", "orin", "guards", "schema"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    install("orin-shows", "shows", KIND.replace("NAME", "shows"))
    assert '"shows"' in schema(plugin=True)[1]
    assert '"shows"' not in schema(plugin=False)[1]
    (tmp_path / "orin_shows.py").write_text("raise RuntimeError('half an update')\n")
    code, said = schema(plugin=True)
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith("orin: orin.guard_kinds: 'shows' of orin-shows 1.2 cannot be loaded: RuntimeError: half an")
