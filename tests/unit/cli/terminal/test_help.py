"""Help: quick, because nothing heavy is imported for it, and in one style for every command."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from orin.cli.main import COMMANDS, app

HEAVY = (
    "click", "confluent_kafka", "cv2", "faust", "fastapi", "fastavro", "lap", "msgspec", "numpy", "psycopg", "pydantic",
    "rich", "scipy", "shapely", "structlog", "torch", "ultralytics", "yaml",
)  # fmt: skip
_RUN = """
import sys
from orin.cli.main import main
try:
    main()
except SystemExit as done:
    code = done.code
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded_by(*words: str, folder: Path) -> tuple[str, set[str], str]:
    """Exit code, top-level modules loaded, and output of `orin WORDS…` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *words], capture_output=True, text=True, check=True, cwd=folder, timeout=120
    )
    *_, last = done.stderr.splitlines()
    code, *modules = last.split()
    return code, set(modules), done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--help",), "0", "Commands:"),
        (("try", "--help"), "0", "--plot FILE"),
        (("guards", "--help"), "0", "rollback"),
        (("try", "nosuch.mp4"), "2", "orin: source 'nosuch.mp4': there is no such file or folder"),
        (("try", "nosuch.jsonl", "--plot", "a.png"), "2", "'nosuch.jsonl': there is no such file or folder"),
        (("try", "scene://doorway", "--guards", "no.yaml"), "2", "--guards no.yaml: there is no such file"),
        (("try", "scene://doorway", "--video", "a.gif"), "2", "must end in .mp4 or .webm or .avi"),
        (("try", "scene://doorway", "--start", "noon"), "2", "--start 'noon'"),
        (("try", "gopher://a/b"), "2", "this kind of address is not supported"),
        (("ingest", "nosuch.mp4", "--camera", "hq/door"), "2", "'nosuch.mp4': there is no such file or folder"),
        (("ingest", "0", "--camera", "door"), "2", "camera 'door': a camera's name is SITE/NAME"),
        (("ingest", "0", "--camera", "hq/door", "--start", "noon"), "2", "--start 'noon'"),
        (("demo", "--source", "nosuch.mp4"), "2", "'nosuch.mp4': there is no such file or folder"),
        (("demo", "--guards", "no.yaml"), "2", "--guards no.yaml: there is no such file"),
        (("try", "rtsp://admin:secret@10.0.0.7/1"), "2", "an rtsp:// stream has no end"),
    ],
)
def test_help_and_refusals_import_nothing_heavy(words: tuple[str, ...], code: str, said: str, tmp_path: Path) -> None:
    # `click` aside where a command's own file still imports it.
    heavy = set(HEAVY) - ({"click"} if words[0] == "guards" else set())
    found, modules, output = loaded_by(*words, folder=tmp_path)
    assert (found, modules & heavy) == (code, set())
    assert said in output
    assert "secret" not in output


def every_command(command: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from every_command(each, *path, name)


ALL = dict(every_command(typer.main.get_command(app)))
_VALUE = re.compile(r"[A-Z][A-Z_]*(/[A-Z]+)?|[a-z]+(\|[a-z]+)*")
"""FILE, SITE/CAMERA, EVENT_ID; or the words that may be given, as in in|out|any."""


def test_every_command_of_the_table_is_there() -> None:
    assert {path[0] for path in ALL if path} == set(COMMANDS)
    assert len(ALL) > 40


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_names_each_value_by_one_word_in_capitals(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"])
    assert result.exit_code == 0, result.output
    assert not re.search(r"<[A-Za-z][^>]*>|ForwardRef|\blist\[|[{}]|[╭│]", result.output), result.output
    command = ALL[path]
    for parameter in command.params:
        if not getattr(parameter, "is_flag", False):
            assert _VALUE.fullmatch(parameter.metavar), parameter.metavar
            assert parameter.metavar != "TEXT", f"{parameter.name}: name what it is, such as NAME or TIME"
        assert parameter.help, f"{parameter.name} has no help"
        assert parameter.help.rstrip("…")[-1] in ".)", parameter.help


@pytest.mark.parametrize(
    "path", [path for path, command in ALL.items() if not hasattr(command, "commands")], ids=" ".join
)
def test_help_ends_with_an_example(path: tuple[str, ...]) -> None:
    command = ALL[path]
    assert "orin " in (command.epilog or ""), "EPILOG or epilog= is missing"
    assert "Example:" not in (command.help or ""), "an example stands under the options: epilog="


@pytest.mark.parametrize("path", [path for path, command in ALL.items() if hasattr(command, "commands")], ids=" ".join)
def test_no_line_on_a_command_is_cut_at_80_columns(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = CliRunner().invoke(app, [*path, "--help"]).output
    assert "..." not in said.partition("Commands:")[2]
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("events --severity hgh", "'hgh' is not one of low, medium, high, critical (did you mean 'high'?)"),
        ("scene render doorway --out a.avi --seed x", "'x' is not a whole number"),
        ("demo --fps x", "'x' is not a number"),
        ("topics plan --partitions 0", "0 is less than 1, the least possible"),
        ("topics plan --partitions 4000", "4000 is more than 1000, the most possible"),
        ("cluster up --restart-after nan", "nan is less than 0, the least possible"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_plain_words(words: str, said: str) -> None:
    result = CliRunner().invoke(app, words.split())
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_values_are_converted_and_refused_as_ever(tmp_path: Path) -> None:
    """Conversion is put off, not left out."""
    result = CliRunner().invoke(app, ["scene", "render", "doorway", "--out", str(tmp_path / "a.avi"), "--seed", "x"])
    assert result.exit_code == 2
    assert "--seed" in result.output
    result = CliRunner().invoke(app, ["evaluate", "tracking"])
    assert result.exit_code == 2
    assert "DIR" in result.output


def test_a_command_that_does_not_exist_is_answered_with_the_nearest() -> None:
    result = CliRunner().invoke(app, ["tri"])
    assert result.exit_code == 2
    assert "Did you mean 'try'?" in result.output


def test_the_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).output.startswith("orin ")
