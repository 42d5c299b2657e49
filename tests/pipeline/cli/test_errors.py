"""Bad input on the command line: one line that says what, where and what to do; no traceback, the right exit code."""

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from orin.cli.main import main
from tests.support.hostile import huge_png
from tests.support.processes.orin_command import environment, orin

MISUSE, FAILURE = 2, 1


def fails(arguments: list[str], home: Path, code: int, kafka: str = "") -> str:
    """What `orin` says on stderr when it fails, one line."""
    done = subprocess.run(
        orin(*arguments),
        env=environment(home, home / "engines") | ({"ORIN_KAFKA_BOOTSTRAP": kafka} if kafka else {}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return the_line(done.stderr)


def fails_here(arguments: list[str], home: Path, code: int, kafka: str = "") -> str:
    """The same in this process, without the seconds that a process takes to import what it needs."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()), redirect_stderr(said):
        patch.setattr(sys, "argv", ["orin", *arguments])
        patch.setenv("PYTHONSAFEPATH", "1")
        patch.setenv("ORIN_HOME", str(home))
        patch.setenv("ORIN_ENGINES", str(home / "engines"))
        if kafka:
            patch.setenv("ORIN_KAFKA_BOOTSTRAP", kafka)
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == code, said.getvalue()
    return the_line(said.getvalue())


def the_line(stderr: str) -> str:
    assert "Traceback" not in stderr
    said = [line for line in stderr.splitlines() if line.startswith("orin: ") and "no model given" not in line]
    assert len(said) == 1, stderr
    return said[0]


@pytest.mark.parametrize("command", ["try", "demo"])
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nothing.mp4", "there is no such file"),
        ("scene://abandonned-bag", "did you mean abandoned-bag"),
        ("scene://abandoned-bag?sed=1", "scene://NAME"),
        ("gopher://x", "this kind of address is not supported"),
    ],
)
def test_a_source_that_is_not_there(command: str, source: str, message: str, tmp_path: Path) -> None:
    arguments = ["try", source] if command == "try" else ["demo", "--source", source]
    assert message in fails_here(arguments, tmp_path, MISUSE)
    assert not (tmp_path / "kafka").exists()


def test_a_process_says_it_and_exits_with_the_code(tmp_path: Path) -> None:
    assert "there is no such file" in fails(["demo", "--source", "nothing.mp4"], tmp_path, MISUSE)
    (tmp_path / "clip.avi").write_bytes(b"this is no video" * 100)
    assert "not a video" in fails(["try", str(tmp_path / "clip.avi")], tmp_path, FAILURE)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"this is no video" * 100, "not a video"), (b"\x00" * 4096, "not a video")],
)
def test_a_file_that_is_no_clip(content: bytes, message: str, tmp_path: Path) -> None:
    clip = tmp_path / "clip.avi"
    clip.write_bytes(content)
    said = fails_here(["try", str(clip)], tmp_path, FAILURE)
    assert str(clip) in said
    assert message in said


def test_a_model_that_is_none(tmp_path: Path) -> None:
    model = tmp_path / "model.onnx"
    model.write_bytes(b"not a model")
    said = fails(["try", "scene://doorway", "--model", str(model)], tmp_path, FAILURE)
    assert str(model) in said


def test_a_picture_of_more_pixels_than_any_camera_gives_takes_no_memory(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "0.png").write_bytes(huge_png(9000, 9000))
    assert "none of the first 1 images can be decoded" in fails_here(["try", str(folder)], tmp_path, FAILURE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("guards.yaml", 'camera: a/b\n"\\e]0;mine\\a\\n": 3\n'),
        ("found.jsonl", '{"camera": "a/b", "\\u001b]0;mine\\u0007\\n": 3}\n'),
        ("\x1b]0;mine\x07\n.jsonl", "{"),
    ],
)
def test_what_a_file_says_or_is_called_is_shown_as_text(name: str, text: str, tmp_path: Path) -> None:
    """A terminal would obey it, and a line of its own would look like ORIN's word."""
    path = tmp_path / name
    path.write_text(text)
    arguments = ["guards", "check", str(path)] if name == "guards.yaml" else ["try", str(path)]
    said = fails_here(arguments, tmp_path, MISUSE)
    assert said.isprintable()
    assert r"\x1b]0;mine\x07\n" in said


def test_an_empty_source_and_numbers_without_an_end(tmp_path: Path) -> None:
    assert "it is empty" in fails_here(["ingest", "", "--camera", "a/b"], tmp_path, MISUSE)
    assert "there is no such file" in fails_here(["try", "9" * 40], tmp_path, MISUSE)
    assert "seed is a whole number" in fails_here(["try", f"scene://doorway?seed={'9' * 5000}"], tmp_path, MISUSE)


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            orin("guards", "schema"),
            env=environment(tmp_path, tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert (done.returncode, done.stderr) == (FAILURE, "orin: the output: No space left on device\n")


def test_guards_with_a_mistake_name_the_place(tmp_path: Path) -> None:
    guards = tmp_path / "guards.yaml"
    guards.write_text("guard: g\ncameras: ['a/b']\nwhen:\n  entres: {zone: floor}\n")
    said = fails_here(["try", "scene://doorway", "--guards", str(guards)], tmp_path, MISUSE)
    assert f"{guards}:4:3" in said
    assert "enters" in said


def test_a_draft_is_read_before_kafka_is_asked(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("guard: bags\ncameras: [a/*]\nwhen: {unatended: {}}\n")
    said = fails_here(
        ["replay", "--from", "-1d", "--guards", str(draft)], tmp_path / "home", MISUSE, kafka="127.0.0.1:1"
    )
    assert "unattended" in said


def test_an_address_with_a_password_comes_by_the_environment(tmp_path: Path) -> None:
    """A command line is for all users of the machine to see."""
    done = subprocess.run(
        orin("ingest", "--camera", "hq/gate"),
        env=environment(tmp_path, tmp_path) | {"ORIN_SOURCE": "gopher://me:s3cret@10.0.0.7/x"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == MISUSE
    assert "this kind of address is not supported" in done.stderr
    assert "s3cret" not in done.stdout + done.stderr


def test_kafka_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.run(
        orin("guards", "list"),
        env=environment(tmp_path, tmp_path) | {"ORIN_KAFKA_BOOTSTRAP": "127.0.0.1:1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == FAILURE
    assert "127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
