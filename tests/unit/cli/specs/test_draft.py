"""`orin guards draft`, by the rules alone: one sentence, a batch, a conversation, and what goes into `orin try`."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from orin.cli.main import app
from orin.schemas.errors import Misuse, OrinError

SITE = """
camera: hall/door-1
zones: {desk: [[0, 0.5], [0.3, 0.5], [0.3, 0.8]]}
lines: {gate: [[0.3, 0.6], [0.6, 0.6]]}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    path = tmp_path / "site.yaml"
    path.write_text(SITE)
    return path


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, ["guards", "draft", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_draft_is_a_spec_file_with_what_was_assumed(site: Path, tmp_path: Path) -> None:
    printed = run("jemand betritt nachts den desk", "--site", site).stdout
    camera, guard = yaml.safe_load_all(printed)
    assert camera["camera"] == "hall/door-1"
    assert guard["when"] == {"enters": {"objects": ["people"], "zone": "desk"}}
    assert guard["schedule"] == {"hours": "22:00-06:00", "timezone": "Europe/Berlin"}
    assert "# Assumed: Nachts ist 22:00-06:00.\n" in printed
    drafted = tmp_path / "drafted.yaml"
    drafted.write_text(printed)
    said = CliRunner().invoke(app, ["guards", "words", str(drafted), "--lang", "de"])
    assert said.stdout.splitlines() == [f"desk-enters: {printed.split('# ')[1].splitlines()[0]}"]


def test_a_question_is_no_output(site: Path) -> None:
    with pytest.raises(OrinError, match="For how long"):
        run("somebody loiters at the desk", "--site", site)
    with pytest.raises(OrinError, match="“limited to” was not understood"):
        run("a person enters the desk limited to", "--site", site)


def test_a_misspelt_word_is_said_as_it_was_read(site: Path) -> None:
    answer = json.loads(run("a bakpack is alone at the desk for 5 minutes", "--site", site, "--json").stdout)
    assert answer["guards"][0]["when"]["unattended"]["objects"] == ["backpack"]
    assert "“bakpack” is read as “backpack”." in answer["assumptions"]


def test_a_batch_prints_an_answer_a_line(site: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    texts = ["a dog enters the desk", "somebody loiters at the desk", "Alert when Peter comes to the desk"]
    batch.write_text("".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts)))
    answers = [json.loads(line) for line in run("--batch", batch, "--site", site).stdout.splitlines()]
    assert [(each["id"], each["answer"]) for each in answers] == [(0, "guard"), (1, "ask"), (2, "refuse")]
    batch.write_text("{}\n")
    with pytest.raises(Misuse, match=r"batch\.jsonl:1: expected a line"):
        run("--batch", batch, "--site", site)


def test_a_conversation_goes_on_and_drops_nothing(site: Path, tmp_path: Path) -> None:
    kept = ("--site", site, "--json", "--continue", tmp_path / "said.json")
    first = json.loads(run("a zorbly person loiters at the desk", *kept).stdout)
    assert [question["about"] for question in first["questions"]] == ["duration"]
    second = json.loads(run("2 minutes", *kept).stdout)
    assert second["answer"] == "ask"
    assert second["unread"] == ["zorbly"]
    third = json.loads(run("yes, leave it out", *kept).stdout)
    assert third["guards"][0]["when"] == {"loiters": {"for": 120.0, "objects": ["people"], "zone": "desk"}}


def test_no_model_is_loaded_without_a_setting(site: Path) -> None:
    run("a dog enters the desk", "--site", site)
    from orin.cli.specs.draft import Drafter

    assert Drafter(site).model == ""
