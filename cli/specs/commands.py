"""`orin cameras` and `orin guards`: specs, applied, checked, listed and taken back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import click
import typer

from orin.runtime.clock import wall_clock

if TYPE_CHECKING:
    from orin.processors.specs.parse import ParsedSpec

cameras = typer.Typer(help="Cameras as code: zones, lines and ground, kept in files.", no_args_is_help=True)
guards = typer.Typer(help="Guards as code: what to watch for, kept in files.", no_args_is_help=True)

SpecKind = Literal["camera", "guard"]
File = Annotated[Path, typer.Argument(help="A spec file: a YAML stream, each document a camera or a guard.")]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="TIME",
        help="Event time from which it applies, ISO 8601 with offset, a date (UTC), or an epoch number. Default: now.",
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The guard's name.")]
CameraName = Annotated[str, typer.Argument(metavar="SITE/CAMERA", help="The camera's name.")]
To = Annotated[
    str | None,
    typer.Option(metavar="REV", help="The revision, or its number. Default: the last one with a different meaning."),
]
Revisions = Annotated[bool, typer.Option("--all", help="Every revision, not only the newest.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@cameras.command("apply", epilog="Example: orin cameras apply cameras.yaml")
def apply_cameras(file: File, from_: From = None, as_json: AsJson = False) -> None:
    """Apply the cameras of a file, in order with the frames. Safe to run again; finishes an interrupted run."""
    from orin.cli.specs.apply import apply
    from orin.schemas.errors import Misuse

    specs = [spec for spec in _read(file) if spec.kind == "camera"]
    if not specs:
        raise Misuse(f"{file}: the file has no camera; apply guards with `orin guards apply`")
    apply(specs, _active_from(from_), as_json=as_json)


@guards.command("apply", epilog="Example: orin guards apply guards.yaml --from 2026-12-24T18:00:00+01:00")
def apply_guards(
    file: File,
    from_: From = None,
    backtest: Annotated[
        bool, typer.Option(help="Show how often the guards would have alarmed in the last 7 days; takes 20 s at most.")
    ] = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and do nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Apply a file, its cameras first, in order with the frames. Safe to run again; finishes an interrupted run.

    First shows how the file differs from what is armed, which guards cannot fire, which open events no frame will
    close, and how many alarms a day the changed guards would have given. Every revision is kept for `rollback`.
    """
    from orin.cli.specs.apply import apply

    apply(_read(file), _active_from(from_), as_json=as_json, backtest=backtest, dry_run=dry_run)


@guards.command("rollback", epilog="Example: orin guards rollback lobby-unattended-bag --to 3")
def rollback(name: Name, to: To = None, from_: From = None, as_json: AsJson = False) -> None:
    """Apply an earlier revision of a guard again, as a new revision; a disabled guard is armed again."""
    _rollback("guard", name, to, from_, as_json)


@cameras.command("rollback", epilog="Example: orin cameras rollback hq/lobby-1")
def rollback_camera(name: CameraName, to: To = None, from_: From = None, as_json: AsJson = False) -> None:
    """Apply an earlier revision of a camera again, as a new revision; a disabled camera is back."""
    _rollback("camera", name, to, from_, as_json)


@guards.command("disable", epilog="Example: orin guards disable lobby-unattended-bag")
def disable_guard(name: Name, from_: From = None, as_json: AsJson = False) -> None:
    """Withdraw a guard: a revision that ends it. Its open events close as withdrawn; its history is kept."""
    from orin.cli.specs.disable import disable

    disable("guard", name, _active_from(from_), as_json=as_json)


@cameras.command("disable", epilog="Example: orin cameras disable hq/lobby-1")
def disable_camera(name: CameraName, from_: From = None, as_json: AsJson = False) -> None:
    """End a camera that was taken away or renamed. Events left open are stale, not open; its history is kept."""
    from orin.cli.specs.disable import disable

    disable("camera", name, _active_from(from_), as_json=as_json)


@cameras.command("list", epilog="Example: orin cameras list")
def list_cameras(every: Revisions = False, as_json: AsJson = False) -> None:
    """Show the cameras that were applied."""
    _list("camera", every, as_json)


@guards.command("list", epilog="Example: orin guards list --all")
def list_guards(every: Revisions = False, as_json: AsJson = False) -> None:
    """Show the guards that were applied."""
    _list("guard", every, as_json)


@cameras.command("check", epilog="Example: orin cameras check cameras.yaml")
def check_cameras(file: File, as_json: AsJson = False) -> None:
    """Check a file without running anything; exit code 2, with file, line and column of every mistake."""
    _check(file, [], as_json)


@guards.command("check", epilog="Example: orin guards check guards.yaml --cameras cameras.yaml")
def check_guards(
    file: File,
    cameras_file: Annotated[
        list[Path] | None, typer.Option("--cameras", help="Spec file with the cameras that the guards name.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a file without running anything; exit code 2, with file, line and column of every mistake.

    Names of cameras, zones and lines are checked against the cameras in the file and in `--cameras`; without any
    camera, only `apply` checks them.
    """
    _check(file, cameras_file or [], as_json)


@guards.command(
    "draft", epilog='Example: orin guards draft "a bag alone in the lobby for 5 minutes" --site cameras.yaml'
)
def draft(
    sentence: Annotated[
        str | None, typer.Argument(metavar="SENTENCE", help="What to watch for, in en, de, ru, es or fr.")
    ] = None,
    site: Annotated[Path, typer.Option("--site", help="Spec file with the cameras.")] = ...,  # type: ignore[assignment]
    as_json: Annotated[bool, typer.Option("--json", help="The whole answer as one JSON object.")] = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="JSON lines with id and text; prints one JSON object a line.")
    ] = None,
    conversation: Annotated[
        Path | None,
        typer.Option("--continue", metavar="FILE", help="Keeps what was said; SENTENCE then replies to its question."),
    ] = None,
) -> None:
    """Turn words into guards, or ask, or say what cannot be done. Prints a spec file; arms nothing.

    On a terminal it asks what is open, and goes on with the reply. Otherwise a question or a refusal is on stderr,
    with exit code 1; with `--json` and `--batch` it is an answer like others.
    """
    from orin.cli.specs.draft import draft_batch, draft_one
    from orin.schemas.errors import Misuse

    if (sentence is None) == (batch is None):
        raise Misuse("give a SENTENCE, or --batch FILE")
    if batch is not None:
        draft_batch(batch, site)
    else:
        draft_one(sentence or "", site, conversation, as_json=as_json)


@guards.command("noise", epilog="Example: orin guards noise lobby-loitering --from -14d")
def noise(
    name: Name,
    from_: Annotated[str, typer.Option("--from", metavar="TIME", help="Events that opened then or later.")] = "-7d",
    to: Annotated[str, typer.Option("--to", metavar="TIME", help="Events that opened before then.")] = "now",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say what false alarms have in common, and which change of the guard would have spared how many of them.

    Goes by what people marked as false alarms and resolved, and judges the recorded tracks again with each change of
    `min_size`, `except` and `for`; says which right ones it would have lost. Nothing is changed.
    """
    from orin.cli.specs.noise import show
    from orin.runtime.moments import moment
    from orin.schemas.errors import Misuse
    from orin.topologies.replay.run import Window

    window = Window(moment("--from", from_), moment("--to", to))
    if window.start >= window.end:
        raise Misuse(f"--from {from_} is not before --to {to}")
    show(name, window, as_json=as_json)


@guards.command("words", epilog="Example: orin guards words guards.yaml --lang de")
def words(
    file: File,
    lang: Annotated[str, typer.Option(metavar="LANG", help="en, de, ru, es or fr.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Say each guard of a file in one or two sentences: for people who do not read specs.

    Every field that differs from its default is said; `orin guards draft` reads the sentences back to the same guards.
    """
    from orin.cli.specs.words import show

    show(file, _read(file), lang, as_json=as_json)


@guards.command("schema", epilog="Example: orin guards schema > orin.schema.json")
def schema() -> None:
    """Print the JSON Schema of the language, one document of a file, for editors."""
    from orin.cli.specs.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


def _read(file: Path) -> "list[ParsedSpec]":
    from orin.cli.specs.files import read_specs

    return read_specs(file)


def _active_from(text: str | None) -> int | None:
    from orin.topologies.specs.plan import applies_from

    return applies_from("--from", text, wall_clock())


def _rollback(kind: SpecKind, name: str, to: str | None, from_: str | None, as_json: bool) -> None:
    from orin.cli.specs.apply import apply
    from orin.runtime.config.settings import Settings
    from orin.topologies.specs.apply import SpecLog
    from orin.topologies.specs.plan import earlier

    apply([earlier(SpecLog(Settings()).history(), kind, name, to)], _active_from(from_), as_json=as_json)


def _list(kind: SpecKind, every: bool, as_json: bool) -> None:
    from orin.cli.specs.revisions import show
    from orin.runtime.config.settings import Settings
    from orin.topologies.specs.apply import SpecLog

    show(SpecLog(Settings()).history(), kind, every=every, as_json=as_json)


def _check(file: Path, camera_files: list[Path], as_json: bool) -> None:
    from orin.cli.specs.files import read_text
    from orin.cli.terminal.spans import counting
    from orin.processors.specs.parse import camera_specs, parse_and_check

    known = camera_specs([spec for path in camera_files for spec in _read(path)])
    specs, names_checked = parse_and_check(read_text(file), str(file), known)
    counted = {kind: sum(spec.kind == kind for spec in specs) for kind in ("camera", "guard")}
    if as_json:
        fields = {"file": str(file), "cameras": counted["camera"], "guards": counted["guard"]}
        click.echo(json.dumps(fields | {"names_checked": names_checked}))
        return
    rest = "" if names_checked else "; without --cameras FILE, names of cameras, zones and lines are checked by `apply`"
    counts = ", ".join(counting(number, kind) for kind, number in counted.items())
    click.echo(f"{file}: {counts}, no mistake{rest}")
