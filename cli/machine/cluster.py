"""`orin cluster up`: a Kafka cluster on this machine, to rehearse what takes more than one broker."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

if TYPE_CHECKING:
    from orin.runtime.embedded.cluster import Cluster

app = typer.Typer(help="A Kafka cluster on this machine, for rehearsals.", no_args_is_help=True)


@app.callback()
def _cluster() -> None:
    """Makes a group of the commands, even of one."""


@app.command(epilog="Example: ORIN_HOME=/tmp/rehearsal orin cluster up --secure")
def up(
    brokers: Annotated[int, typer.Option(min=1, max=9, help="How many; topics are declared for three.")] = 3,
    secure: Annotated[
        bool, typer.Option("--secure", help="Use TLS, passwords and access rules, with a user for each process.")
    ] = False,
    restart_after: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.0, help="Seconds until a broker that died is restarted.")
    ] = 10.0,
    as_json: Annotated[bool, typer.Option("--json", help="Addresses and process ids as one JSON object.")] = False,
) -> None:
    """Run brokers with ORIN's topics until stopped. Data survive a restart. Kill a broker and see what happens.

    Other `orin` commands with the same ORIN_HOME find the cluster by themselves; with --secure each also needs the file
    of its user, from the folder that is printed at the start.
    """
    from orin.cli.machine.one_machine import until_stopped
    from orin.runtime.config.home import HomeLock, remove_running
    from orin.runtime.config.settings import OwnSettings
    from orin.runtime.embedded.cluster import Cluster
    from orin.runtime.observability.logs import configure_logs

    settings = OwnSettings()
    configure_logs(settings.model_copy(update={"log_level": "error"}), process="cluster")
    lock = HomeLock(settings.home)
    lock.acquire()
    cluster = Cluster(
        settings.home,
        settings.engines_folder(),
        brokers=brokers,
        secure=secure,
        repository=settings.maven_repository,
        say=lambda line: click.echo(line, err=True),
    )
    try:
        with until_stopped(), cluster:
            _announce(cluster, settings.home, as_json)
            _tend(cluster, restart_after)
    finally:
        remove_running(settings.home)
        lock.release()


def _announce(cluster: "Cluster", home: Path, as_json: bool) -> None:
    import json

    from orin.runtime.config.home import write_running
    from orin.runtime.config.secret_files import read_secrets, write_secrets
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka import topic_plan
    from orin.topologies.kafka.user_plan import Users, declared

    superuser = Settings(**cluster.superuser())
    plan = topic_plan.TopicAdmin(superuser)
    plan.ensure(plan.is_one_machine())
    connection = cluster.connection()
    shown: dict[str, str] = {"kafka": cluster.bootstrap, "logs": str(home / "logs")}
    if cluster.secure:
        folder = home / "cluster" / "users"
        users = Users(superuser)
        users.apply(users.changes(declared()), folder, connection)
        for file in folder.glob("*.env"):  # ports change at each start
            write_secrets(file, read_secrets(file) | connection)
        shown |= {"ca": connection["ORIN_KAFKA_SSL_CA"], "users": str(folder)}
    write_running(home, connection)
    if as_json:
        click.echo(json.dumps(shown | {"pids": cluster.pids}))
        return
    click.echo("\n".join(f"{name:<6} {value}" for name, value in shown.items()))
    click.echo("pids   " + ", ".join(f"broker {number}: {pid}" for number, pid in cluster.pids.items()))
    click.echo("Ctrl-C stops everything; the data are kept.")


def _tend(cluster: "Cluster", restart_after: float) -> None:
    """Restarts brokers that died. Ends with the signal that stops the command."""
    import time

    down_since: dict[int, float] = {}
    while True:
        running = cluster.pids
        for number in cluster.numbers:
            if number in running:
                down_since.pop(number, None)
            elif number not in down_since:
                down_since[number] = time.monotonic()
                click.echo(
                    f"broker {number} died and is restarted in {restart_after:g} s; its log is {cluster.log(number)}",
                    err=True,
                )
            elif time.monotonic() - down_since[number] >= restart_after:
                cluster.restart(number, wait=False)
                click.echo(f"broker {number} was restarted: process {cluster.pids.get(number)}", err=True)
        time.sleep(0.5)
