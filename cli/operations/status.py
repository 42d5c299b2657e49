"""`orin status`: what runs, which cameras see, which stage is behind, at one look."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from orin.cli.operations.look import SystemStatus

EPILOG = "Example: orin status --json"
_LOOK = {"live": "green", "starting": "cyan", "dark": "bold red", "failed": "bold red"}


def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show processes, cameras, lag by stage, open events and dead letters.

    Of what runs in ORIN_HOME, or of the Kafka and the database that the settings name. Exit code 1 when nothing runs or
    something does not answer.
    """
    import json

    import msgspec

    from orin.cli.operations.look import look, nothing_is_meant
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.redact import redact
    from orin.schemas.errors import OrinError
    from orin.schemas.plain import plain

    settings = Settings()
    if nothing_is_meant(settings):
        raise OrinError(
            f"nothing runs in {settings.home}, and neither ORIN_KAFKA_BOOTSTRAP nor ORIN_DATABASE_URL is set: start"
            " ORIN with `orin up`, or set both"
        )
    found = look(settings)
    if as_json:
        typer.echo(redact(json.dumps(msgspec.to_builtins(found))))
    else:
        _show(found)
    for fault in found.faults:
        typer.echo(f"orin: {plain(redact(fault))}", err=True)
    if found.faults:
        raise typer.Exit(1)


def _show(found: "SystemStatus") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from orin.schemas.plain import plain

    owner = "nothing runs here" if found.owner is None else f"process {found.owner}"
    facts = {"home": f"{found.home} ({owner})", "api": found.api, "kafka": found.kafka, "database": found.database}
    if found.processes:
        facts["processes"] = ", ".join(f"{p.name} {'is down' if p.pid is None else p.pid}" for p in found.processes)
    if found.lag is not None:
        facts["behind"] = ", ".join(f"{stage} by {records}" for stage, records in found.lag.items())
    if found.open_events is not None:
        facts["open events"] = str(found.open_events)
    if found.dead_letters is not None:
        facts["dead letters"] = str(found.dead_letters)
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value is not None:
            table.add_row(name, Text(value))
    console = Console()
    console.print(table)
    if found.cameras is None:
        return
    if not found.cameras:
        console.print("no camera yet: start one with `orin ingest SOURCE --camera SITE/CAMERA`")
        return
    cameras = Table(box=None, pad_edge=False)
    for column in ("camera", "state", "last frame", "health"):
        cameras.add_column(column, overflow="fold")
    for camera in found.cameras:
        state = Text(camera.state.replace("_", " "), style=_LOOK.get(camera.state, ""))
        health = "" if camera.health is None else f"{camera.health}: {camera.message}"
        cameras.add_row(Text(plain(camera.camera)), state, camera.last_frame or "never", Text(plain(health)))
    console.print()
    console.print(cameras)
