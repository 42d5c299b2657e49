"""`orin`: the table of commands. A command is imported when it is called, and imports what it needs when it runs."""

import os
import sys
from typing import Annotated

import typer

from orin.cli.terminal.help import Lazy, LazyGroup
from orin.schemas.errors import OrinError
from orin.schemas.plain import plain

COMMANDS = {
    "demo": Lazy("orin.cli.machine.demo", "demo", "Run all of ORIN here on one source and show its events."),
    "try": Lazy("orin.cli.tryout.command", "try_source", "Show the events that a clip gives, without a broker."),
    "init": Lazy("orin.cli.tryout.init", "init", "Write a first camera and guards file from a picture of the camera."),
    "up": Lazy("orin.cli.machine.up", "up", "Run Kafka, PostgreSQL, every stage and the api here, until stopped."),
    "guards": Lazy("orin.cli.specs.commands", "guards", "Apply, list, check and roll back guards."),
    "cameras": Lazy("orin.cli.specs.commands", "cameras", "Apply, list and check camera specs."),
    "targets": Lazy("orin.cli.specs.targets", "app", "Apply, list, check and try who is told of events."),
    "ingest": Lazy("orin.cli.parts.ingest", "ingest", "Publish the frames of a camera, a clip or a scene."),
    "events": Lazy("orin.cli.history.events", "events", "List events, and follow those that come."),
    "explain": Lazy("orin.cli.history.explain", "explain", "Compute an event again and show why it fired."),
    "replay": Lazy("orin.cli.history.replay", "replay", "Judge the past again, by the guards armed then or a draft."),
    "redetect": Lazy("orin.cli.history.redetect", "redetect", "Run another model over frames that are still kept."),
    "status": Lazy("orin.cli.operations.status", "status", "Show what runs, which cameras see and what is behind."),
    "doctor": Lazy("orin.cli.operations.doctor", "doctor", "Check everything that ORIN needs."),
    "dead-letters": Lazy("orin.cli.operations.dead_letters", "app", "List, show and retry what was not processed."),
    "notifications": Lazy("orin.cli.operations.notifications", "app", "List, show and retry what targets were told."),
    "worker": Lazy("orin.cli.parts.worker", "app", "Run one stage of the pipeline."),
    "api": Lazy("orin.cli.parts.api", "api", "Serve the read-only HTTP api."),
    "control": Lazy("orin.cli.parts.control", "control", "Serve the commands: reviews and mutes."),
    "web": Lazy("orin.cli.parts.web", "web", "Serve the api and the commands on one port."),
    "jobs": Lazy("orin.cli.jobs.commands", "app", "Submit clips and pictures to ORIN; fetch what comes of them."),
    "topics": Lazy("orin.cli.operations.topics", "app", "Compare Kafka's topics with the declared ones; apply them."),
    "users": Lazy("orin.cli.operations.users", "app", "Compare Kafka's users and rights with the declared ones."),
    "accounts": Lazy("orin.cli.operations.accounts", "app", "Add, list and disable accounts; set passwords."),
    "tokens": Lazy("orin.cli.operations.tokens", "app", "Create, list and revoke tokens for machines."),
    "audit": Lazy("orin.cli.operations.audit", "audit", "List commands, sign-ins and refusals."),
    "schemas": Lazy("orin.cli.operations.schemas", "app", "List, check and register the Avro schemas."),
    "cluster": Lazy("orin.cli.machine.cluster", "app", "Run a Kafka cluster on this machine, for rehearsals."),
    "model": Lazy("orin.cli.models.model", "app", "Show detection models and export them."),
    "scene": Lazy("orin.cli.scenes.commands", "app", "List and render simulated scenes with ground truth."),
    "evaluate": Lazy("orin.cli.models.evaluate", "app", "Score tracking against ground truth."),
}
"""In the order in which people meet them: to try, to run and watch, to look after, for a cluster, to measure."""


class _Commands(LazyGroup):
    table = COMMANDS


app = typer.Typer(
    name="orin", cls=_Commands, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from orin.runtime.build import build_id

        typer.echo(f"orin {build_id()}")
        raise typer.Exit


@app.callback()
def _orin(
    version: Annotated[  # noqa: ARG001  its callback does it
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Show version and build.")
    ] = False,
) -> None:
    """Camera streams in, trustworthy events out, on Kafka."""
    from orin.runtime.plugins import load_guard_kinds

    load_guard_kinds()


def main() -> None:
    """Runs the command line. An OrinError, or a file that the system refuses, is one line on stderr and an exit code,
    never a traceback.
    """
    os.environ["PYTHONSAFEPATH"] = "1"  # no Python that is started from here imports what lies in the user's folder
    try:
        app()
    except OrinError as error:
        _say(*error.lines)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.strerror is None:
            raise  # not the system's word: a library's own, whose place in the code is of use
        _say(f"{error.strerror}: {error.filename}" if error.filename else f"the output: {error.strerror}")
        sys.exit(OrinError.exit_code)


def _say(*lines: str) -> None:
    """Files, records and others' programs write parts of messages: a terminal must not obey those."""
    typer.echo("orin: " + "\n".join(map(plain, lines)), err=True)


if __name__ == "__main__":
    main()
