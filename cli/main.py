"""`orin`: the commands, one file a group. Each imports what it needs when it runs, so that help is quick."""

import sys

import click
import typer

from cli import cluster, dead_letters, evaluate, model, scene, topics, users, worker
from cli.api import EPILOG as API_EPILOG
from cli.api import api
from cli.demo import EPILOG as DEMO_EPILOG
from cli.demo import demo
from cli.doctor import EPILOG as DOCTOR_EPILOG
from cli.doctor import doctor
from cli.explain import EPILOG as EXPLAIN_EPILOG
from cli.explain import explain
from cli.ingest import EPILOG as INGEST_EPILOG
from cli.ingest import ingest
from cli.redetect import EPILOG as REDETECT_EPILOG
from cli.redetect import redetect
from cli.replay import EPILOG as REPLAY_EPILOG
from cli.replay import replay
from cli.schemas import app as schemas_app
from cli.specs import cameras, guards
from cli.try_command import EPILOG as TRY_EPILOG
from cli.try_command import try_source
from cli.up import EPILOG as UP_EPILOG
from cli.up import up
from schemas.errors import OrinError

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


@app.callback()
def _orin() -> None:
    """Makes a group of the commands, even of one."""


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
