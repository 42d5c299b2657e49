"""`orin schemas` and the offline half of `orin cameras|guards`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orin.cli.main import app
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.registry.file import RECORDS
from tests.support.servers.schema_registry import FakeRegistry, fake_registry


@pytest.fixture
def server() -> Iterator[FakeRegistry]:
    with fake_registry() as registry:
        yield registry


def run(*arguments: str, **env: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*arguments], env=env)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_list_shows_every_version_with_its_id() -> None:
    code, out = run("schemas", "list", "--json")
    entries = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert {entry["subject"] for entry in entries} == {f"orin.{name}" for name in RECORDS}
    assert [entry["id"] for entry in entries] == list(range(1, len(entries) + 1))


def test_register_then_check(server: FakeRegistry) -> None:
    url = {"ORIN_SCHEMA_REGISTRY_URL": server.url}
    with pytest.raises(OrinError, match="run `orin schemas register`"):
        run("schemas", "check", **url)
    code, out = run("schemas", "register", "--json", **url)
    assert (code, len(out.splitlines())) == (0, len(server.schemas))
    code, out = run("schemas", "check", **url)
    assert (code, "in the registry file and the server" in out) == (0, True)
    assert run("schemas", "register", **url) == (0, "the server already has every schema\n")


def test_check_without_a_server_is_offline() -> None:
    code, out = run("schemas", "check")
    assert (code, out.endswith("FULL_TRANSITIVE, in the registry file\n")) == (0, True)


def test_register_needs_a_server() -> None:
    with pytest.raises(Misuse, match="ORIN_SCHEMA_REGISTRY_URL is not set"):
        run("schemas", "register")


CAMERA = "camera: hq/lobby\nzones: {floor: [[0, 0], [1, 0], [1, 1]]}\n"
GUARD = "guard: bag\ncameras: [hq/lobby]\nwhen: {enters: {zone: flor}}\n"


def test_check_names_every_mistake_and_needs_no_kafka(tmp_path: Path) -> None:
    cameras, guards = tmp_path / "cameras.yaml", tmp_path / "guards.yaml"
    cameras.write_text(CAMERA)
    guards.write_text(GUARD)
    assert run("cameras", "check", str(cameras)) == (0, f"{cameras}: 1 camera, 0 guards, no mistake\n")
    code, out = run("guards", "check", str(guards))
    assert (code, "names of cameras, zones and lines are checked by `apply`" in out) == (0, True)
    with pytest.raises(Misuse, match=r"guards.yaml:3:\d+: unknown zone 'flor'.*did you mean 'floor'") as raised:
        run("guards", "check", str(guards), "--cameras", str(cameras))
    assert raised.value.exit_code == 2
    guards.write_text(CAMERA + "---\n" + GUARD.replace("flor", "floor"))
    code, out = run("guards", "check", str(guards), "--json")
    assert json.loads(out) == {"file": str(guards), "cameras": 1, "guards": 1, "names_checked": True}
    guards.write_text(GUARD + "severity: hihg\n")
    with pytest.raises(Misuse, match=r"guards.yaml:4:\d+: .*'hihg'.*did you mean 'high'"):
        run("guards", "check", str(guards))


def test_the_schema_of_the_language_is_printed() -> None:
    code, out = run("guards", "schema")
    assert (code, set(json.loads(out)["$defs"]) >= {"CameraSpec", "GuardSpec", "When"}) == (0, True)
