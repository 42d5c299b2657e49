"""`orin up`: all of ORIN on this machine, until stopped."""

from typing import Annotated

import click
import typer

EPILOG = "Example: ORIN_HOME=/var/lib/orin orin up"


def up(
    as_json: Annotated[
        bool, typer.Option("--json", help="Addresses and process ids as one JSON object, once everything runs.")
    ] = False,
) -> None:
    """Run Kafka, PostgreSQL, every stage and the api on this machine, until stopped. Data survive a restart.

    Other `orin` commands of the same user find it by themselves. Ctrl-C or SIGTERM stops everything within 10 s.
    """
    import json
    import time

    from orin.cli.machine.one_machine import OneMachine, until_stopped
    from orin.runtime.config.settings import OwnSettings
    from orin.runtime.observability.logs import configure_logs

    settings = OwnSettings()
    configure_logs(settings.model_copy(update={"log_level": "error"}), process="up")
    machine = OneMachine(settings, say=lambda line: click.echo(line, err=True))
    with until_stopped(), machine:
        machine.wait_ready()
        running = machine.settings
        addresses = {
            "api": machine.api_url,
            "link": machine.link,
            "kafka": running.kafka_bootstrap,
            "home": str(running.home),
            "logs": str(running.home / "logs"),
        }
        if as_json:
            click.echo(json.dumps(addresses | {"pids": machine.pids()}))
        else:
            click.echo("\n".join(f"{name:<6} {value}" for name, value in addresses.items()))
            click.echo("Ctrl-C stops everything; the data are kept.")
        while True:
            time.sleep(1.0)
            machine.tend()
    if not as_json:
        click.echo("stopped")
