"""`orin model`: what it shows, and what it refuses. Exports that work are in test_detection_backends.py."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orin.cli.main import app
from orin.runtime.inference.weights import identify
from orin.schemas.errors import Misuse
from tests.support.random_model import SIZE, random_model

pytestmark = pytest.mark.models


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ORIN_HOME", str(tmp_path / "home"))


def orin(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["model", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_an_export_lies_beside_its_source_replaces_the_one_before_and_is_shown(tmp_path: Path) -> None:
    weights = random_model(tmp_path)
    target = tmp_path / "random.onnx"
    target.write_text("an old one")
    arguments = ("export", str(weights), "--format", "onnx", "--dynamic", "--size", str(SIZE), "--json")
    made = json.loads(orin(*arguments))
    assert {path.name for path in tmp_path.iterdir()} == {"random.pt", "random.onnx", "cache", "home"}
    assert made == json.loads(orin("show", str(target), "--json"))
    assert (made["sha256"], made["input"], made["batch"]) == (identify(target).sha256, [640, 640], 8)
    shown = orin("show", str(target))
    assert "80 labels: 0, 1, 2" in shown
    assert identify(target).sha256 in shown


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("m.onnx", ("--format", "openvino"), "only .pt models can"),
        ("m.pt", ("--format", "tflite"), "choose one of onnx, openvino, engine"),
        ("m.pt", ("--format", "engine"), "built on the GPU that will run it"),
        ("absent.pt", ("--format", "onnx"), "no model at"),
    ],
)
def test_what_cannot_be_exported_is_misuse(name: str, arguments: tuple[str, ...], why: str, tmp_path: Path) -> None:
    if name != "absent.pt":
        (tmp_path / name).write_text("x")
    with pytest.raises(Misuse, match=why):
        orin("export", str(tmp_path / name), *arguments)
