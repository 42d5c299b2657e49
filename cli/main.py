"""`orin`: the commands, one file a group. Each imports what it needs when it runs, so that help is quick."""

import sys
from typing import Annotated

import click
import typer

from orin.cli.history.explain import EPILOG as EXPLAIN_EPILOG
from orin.cli.history.explain import explain
from orin.cli.history.redetect import EPILOG as REDETECT_EPILOG
from orin.cli.history.redetect import redetect
from orin.cli.history.replay import EPILOG as REPLAY_EPILOG
from orin.cli.history.replay import replay
from orin.cli.machine import cluster
from orin.cli.machine.demo import EPILOG as DEMO_EPILOG
from orin.cli.machine.demo import demo
from orin.cli.machine.up import EPILOG as UP_EPILOG
from orin.cli.machine.up import up
from orin.cli.models import evaluate, model
from orin.cli.operations import dead_letters, topics, users
from orin.cli.operations.doctor import EPILOG as DOCTOR_EPILOG
from orin.cli.operations.doctor import doctor
from orin.cli.operations.schemas import app as schemas_app
from orin.cli.parts import worker
from orin.cli.parts.api import EPILOG as API_EPILOG
from orin.cli.parts.api import api
from orin.cli.parts.ingest import EPILOG as INGEST_EPILOG
from orin.cli.parts.ingest import ingest
from orin.cli.scenes import commands as scene
from orin.cli.specs.commands import cameras, guards
from orin.cli.tryout.command import EPILOG as TRY_EPILOG
from orin.cli.tryout.command import try_source
from orin.schemas.errors import OrinError

app = typer.Typer(
    name="orin",
    help="Camera streams in, trustworthy events out, on Kafka.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command(epilog=DEMO_EPILOG)(demo)
app.command("try", epilog=TRY_EPILOG)(try_source)
app.command(epilog=INGEST_EPILOG)(ingest)
app.command(epilog=REPLAY_EPILOG)(replay)
app.command(epilog=EXPLAIN_EPILOG)(explain)
app.command(epilog=REDETECT_EPILOG)(redetect)


def _print_version(wanted: bool) -> None:
    if wanted:
        from orin.runtime.build import build_id

        typer.echo(f"orin {build_id()}")
        raise typer.Exit


@app.callback()
def _orin(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show version and build.")
    ] = False,
) -> None:
    """The options of `orin` itself."""


app.add_typer(topics.app, name="topics")
app.add_typer(users.app, name="users")
app.add_typer(cluster.app, name="cluster")
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(schemas_app, name="schemas")
app.add_typer(cameras, name="cameras")
app.add_typer(guards, name="guards")
app.command(epilog=UP_EPILOG)(up)
app.command(epilog=DOCTOR_EPILOG)(doctor)
app.add_typer(worker.app, name="worker")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(model.app, name="model")
app.add_typer(scene.app, name="scene")
app.command(epilog=API_EPILOG)(api)


def main() -> None:
    """Runs the command line; an OrinError is one line on stderr and an exit code, never a traceback."""
    try:
        app()
    except OrinError as error:
        click.echo(f"orin: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
