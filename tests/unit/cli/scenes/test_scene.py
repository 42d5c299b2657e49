"""`orin scene`: the list, and a clip with its truth."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orin.cli.scenes.commands import app
from orin.processors.scenes import open_address, scene_names
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.ingest.sources import open_source


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_list_names_every_scene() -> None:
    lines = [json.loads(line) for line in run("list", "--json").splitlines()]
    assert [line["scene"] for line in lines] == scene_names()
    assert all(line["shows"].endswith(".") and line["seconds"] > 0 for line in lines)
    shown = run("list")
    assert all(name in shown for name in scene_names())


@pytest.mark.slow
def test_a_rendered_scene_is_a_clip_with_its_truth(tmp_path: Path) -> None:
    out, truth = tmp_path / "clip.avi", tmp_path / "truth.json"
    said = run("render", "abandoned-bag?drop=0.2&dark=5-44", "--out", str(out), "--truth", str(truth), "--seed", "3")
    assert said == f"{out}: 460 frames, 46 s; {truth}: the ground truth\n"
    assert sorted(tmp_path.iterdir()) == [out, truth]
    source = open_source(str(out))
    assert (source.info.frames, source.info.fps, source.info.width, source.info.height) == (460, 10, 640, 360)
    source.close()
    scene = open_address("scene://abandoned-bag?drop=0.2&dark=5-44&seed=3")
    found = json.loads(truth.read_text())
    assert [frame["t"] for frame in found["frames"]] == scene.times()
    assert found["filters"] == {"drop": 0.2, "dark": [[5.0, 44.0]]}
    (bag,) = found["bags"]
    assert (bag["id"], bag["owner"], bag["taker"]) == ("bag", "owner", None)
    assert [event["guard"] for event in found["expected_of_ready_made"]] == ["unattended-bag"]
    last = {box["id"]: box for box in found["frames"][-1]["boxes"]}
    assert last["bag"]["label"] == "suitcase"
    assert last["bag"]["box"] == pytest.approx(next(b for i, _, b in scene.truth(45.9) if i == "bag"), abs=0.01)


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (("doorway", "--out", "a.gif"), Misuse, "must end in .mp4 or .webm or .avi"),
        (("dorway", "--out", "a.mp4"), Misuse, "did you mean doorway"),
        (("doorway?seed=2", "--seed", "3", "--out", "a.mp4"), Misuse, "each parameter once"),
        (("doorway?dark=1-44", "--out", "nowhere/a.avi"), Misuse, "there is no folder nowhere"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: tuple[str, ...], error: type[OrinError], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=said):
        run("render", *words)
    assert not list(tmp_path.iterdir())
