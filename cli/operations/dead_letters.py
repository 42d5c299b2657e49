"""`orin dead-letters list|show|retry`: the records that could not be processed, and retrying them."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import click
import typer

from orin.schemas.plain import plain

if TYPE_CHECKING:
    from orin.runtime.config.settings import Settings
    from orin.schemas.records import DeadLetter
    from orin.schemas.wire.serde import Serde

app = typer.Typer(
    help="List, show and retry records that could not be processed. Keys: stage/topic/partition/offset.",
    no_args_is_help=True,
)

Key = Annotated[str, typer.Argument(help="stage/topic/partition/offset, as `orin dead-letters list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line; bytes as base64.")]
_BYTES = 512


@app.command("list", epilog="Example: orin dead-letters list --stage detect --reason unknown_schema")
def list_letters(
    stage: Annotated[str | None, typer.Option(metavar="STAGE", help="Only dead letters of this stage.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="REASON", help="Only dead letters with this reason.")] = None,
    camera: Annotated[str | None, typer.Option(metavar="SITE/CAMERA", help="Only dead letters of this camera.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many to show, newest last; 0: all.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the dead letters on orin.dead-letters.v1, newest last."""
    from orin.topologies.dead_letters.topic import dead_letters

    found = [
        letter
        for letter in dead_letters(*_cluster())
        if stage in (None, letter.stage)
        and reason in (None, letter.reason)
        and (camera is None or letter.key == camera.encode())
    ]
    shown = found[-limit:] if limit else found
    if as_json:
        for letter in shown:
            click.echo(json.dumps(_form(letter)))
    else:
        _table(shown, len(found))


@app.command(epilog="Example: orin dead-letters show track/orin.detections.v1/3/1042")
def show(key: Key, as_json: AsJson = False) -> None:
    """Show one dead letter: the reason, its origin, and its content as far as this build can read it."""
    from orin.schemas.json_forms import to_json
    from orin.topologies.dead_letters.topic import dead_letter

    settings, serde = _cluster()
    letter = dead_letter(settings, serde, key)
    record, fault = _content(serde, letter)
    if as_json:
        content = None if record is None else {"type": type(record).__name__} | to_json(record)
        click.echo(json.dumps(_form(letter) | {"raw": to_json(letter)["raw"], "record": content}))
        return
    for name, value in _form(letter).items():
        click.echo(f"{name:<12}{'–' if value is None else plain(str(value))}")
    if record is None:
        click.echo(f"{'content':<12}{len(letter.raw)} bytes; {fault}\n{_hex(letter.raw[:_BYTES])}")
    else:
        click.echo(f"{'content':<12}{type(record).__name__}\n{json.dumps(to_json(record), indent=2)}")


@app.command(epilog="Example: orin dead-letters retry detect/orin.frames.v1/0/77")
def retry(
    keys: Annotated[list[str], typer.Argument(metavar="KEY", help="One or more keys: stage/topic/partition/offset.")],
    as_json: AsJson = False,
) -> None:
    """Publish records again for their stage, if that can still have an effect.

    Other records are refused with exit code 1 and the `orin replay` command that shows the time around them.
    """
    from orin.topologies.dead_letters.retry import CannotCount, replay_command
    from orin.topologies.dead_letters.retry import retry as try_again
    from orin.topologies.dead_letters.topic import dead_letter

    settings, serde = _cluster()
    refused = False
    for letter in [dead_letter(settings, serde, key) for key in keys]:
        try:
            place = try_again(settings, serde, letter)
        except CannotCount as error:
            refused = True
            _say_refused(letter, str(error), replay_command(serde, letter), as_json)
        else:
            _say_republished(letter, "/".join(map(str, place)), as_json)
    if refused:
        raise typer.Exit(1)


def _cluster() -> "tuple[Settings, Serde]":
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.schemas.wire.serde import open_serde

    settings = Settings()
    configure_logs(settings, process="dead-letters")
    return settings, open_serde(settings.schema_registry_url)


def _say_republished(letter: "DeadLetter", place: str, as_json: bool) -> None:
    from orin.schemas.wire.dead_letters import letter_key

    form = {"key": letter_key(letter), "outcome": "republished", "place": place}
    click.echo(json.dumps(form) if as_json else f"{form['key']}: published again as {place}")


def _say_refused(letter: "DeadLetter", why: str, replay: str, as_json: bool) -> None:
    from orin.schemas.wire.dead_letters import letter_key

    form = {"key": letter_key(letter), "outcome": "refused", "why": why, "replay": replay}
    click.echo(json.dumps(form) if as_json else f"{form['key']}: cannot be retried: {why}\n  see: {replay}")


def _form(letter: "DeadLetter") -> dict[str, Any]:
    from orin.schemas.json_forms import format_time
    from orin.schemas.wire.dead_letters import letter_key

    return {
        "key": letter_key(letter),
        "reason": letter.reason,
        "message": letter.message,
        "stage": letter.stage,
        "topic": letter.topic,
        "partition": letter.partition,
        "offset": letter.offset,
        "record_key": None if letter.key is None else letter.key.decode(errors="backslashreplace"),
        "failed_at": format_time(letter.failed_at),
        "bytes": len(letter.raw),
    }


def _content(serde: "Serde", letter: "DeadLetter") -> tuple[Any, str]:
    """The record, or None and why it cannot be read."""
    from orin.schemas.errors import WireError

    try:
        return serde.decode(letter.raw), ""
    except WireError as error:
        return None, str(error)


def _hex(data: bytes) -> str:
    lines = (data[start : start + 16] for start in range(0, len(data), 16))
    return "\n".join(
        f"  {start * 16:04x}  {line.hex(' '):<47}  {''.join(chr(b) if 32 <= b < 127 else '.' for b in line)}"
        for start, line in enumerate(lines)
    )


def _table(letters: "list[DeadLetter]", of: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not letters:
        click.echo("no dead letters")
        return
    table = Table(box=None, header_style="bold")
    for name in ("failed at", "key", "reason"):
        table.add_column(name, no_wrap=True)
    table.add_column("camera", overflow="fold")
    table.add_column("why", overflow="ellipsis", no_wrap=True)
    for letter in letters:
        form = _form(letter)
        cells = (form["failed_at"], form["key"], form["reason"], form["record_key"] or "–", form["message"])
        table.add_row(*(Text(plain(str(cell).replace("\n", " "))) for cell in cells))
    console = Console()
    console.print(table)
    if len(letters) < of:
        console.print(f"[dim]the newest {len(letters)} of {of}; --limit 0 shows all, `show KEY` one[/]")
