"""`orin guards words`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orin.cli.main import app
from orin.schemas.errors import Misuse
from tests.support.repository import ROOT

GUARDS = """
camera: hq/lobby-1
zones: {floor: [[0, 0], [1, 0], [1, 1]]}
---
guard: bag
cameras: hq/lobby-1
when: {unattended: {objects: suitcase, zone: floor, for: 5m}}
---
guard: night
cameras: "*"
when: {enters: {objects: people, zone: floor}}
severity: high
"""


def run(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, ["guards", "words", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.stdout.splitlines()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "guards.yaml"
    path.write_text(GUARDS)
    return path


def test_each_guard_is_said_under_its_name(file: Path) -> None:
    assert run(str(file)) == [
        "bag: A suitcase stands unattended for 5 minutes in the zone “floor” on camera hq/lobby-1.",
        "night: A person enters the zone “floor” on all cameras. The severity is high.",
    ]


def test_json_has_one_object_a_guard(file: Path) -> None:
    first, second = (json.loads(line) for line in run(str(file), "--lang", "de", "--json"))
    assert (first["guard"], first["lang"], second["guard"]) == ("bag", "de", "night")
    assert second["words"] == "Eine Person kommt in die Zone „floor“ vor jeder Kamera. Die Dringlichkeit ist hoch."


def test_an_unknown_language_and_a_file_without_guards_are_misuse(file: Path, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="--lang 'xx': guards are said in en, de, ru, es, fr"):
        run(str(file), "--lang", "xx")
    cameras = tmp_path / "cameras.yaml"
    cameras.write_text("camera: hq/lobby-1\n")
    with pytest.raises(Misuse, match="the file has no guard"):
        run(str(cameras))


@pytest.mark.parametrize("path", sorted((ROOT / "guards").glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["en", "de", "ru", "es", "fr"])
def test_the_ready_made_guards_are_said(path: Path, lang: str) -> None:
    assert all(line.endswith(".") for line in run(str(path), "--lang", lang))


def test_the_page_shows_what_is_said() -> None:
    page = " ".join((ROOT / "docs" / "words.md").read_text("utf-8").split())
    assert (
        "orin guards words guards/unattended-bag.yaml " + run(str(ROOT / "guards" / "unattended-bag.yaml"))[0] in page
    )
