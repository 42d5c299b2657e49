"""`orin users plan|apply|check`: the declared users and access rules against those of a cluster."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

if TYPE_CHECKING:
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka.user_plan import UserChange

app = typer.Typer(
    help="The users that infra/kafka/users.yaml declares and what each may do, and those that the cluster has.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Secrets = Annotated[
    Path | None,
    typer.Option(
        "--secrets",
        metavar="DIR",
        file_okay=False,
        help="Folder for the passwords of new users, a file USER.env each; a file that is there already is used.",
    ),
]


@app.command(epilog="Example: orin users plan")
def plan(as_json: AsJson = False) -> None:
    """Show what `apply` would change."""
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka.user_plan import Users, declared

    _show(Users(Settings()).changes(declared()), as_json)


@app.command(epilog="Example: orin users apply --secrets /etc/orin/users")
def apply(secrets: Secrets = None, as_json: AsJson = False) -> None:
    """Make missing users, give them what is declared, withdraw what is not.

    The files in --secrets are settings: a process that has one in its environment logs in as that user.
    """
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka.user_plan import Users, declared

    settings = Settings()
    users = Users(settings)
    changes = users.changes(declared())
    users.apply(changes, secrets, _connection(settings))
    _show(changes, as_json)


@app.command(epilog="Example: orin users check --json")
def check(as_json: AsJson = False) -> None:
    """Exit code 1 where the cluster differs from the declaration."""
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka.user_plan import Users, declared

    changes = Users(Settings()).changes(declared())
    _show(changes, as_json)
    if changes:
        raise typer.Exit(1)


def _connection(settings: "Settings") -> dict[str, str]:
    """What a new user needs besides name and password to come in as this process did."""
    if not settings.kafka_security_protocol.upper().startswith("SASL"):
        return {}  # an administrator with a certificate: users come in by another listener
    known = {
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_KAFKA_SECURITY_PROTOCOL": settings.kafka_security_protocol,
        "ORIN_KAFKA_SSL_CA": settings.kafka_ssl_ca,
    }
    return {name: str(value) for name, value in known.items() if value is not None}


def _show(changes: "list[UserChange]", as_json: bool) -> None:
    import msgspec

    for change in changes:
        click.echo(json.dumps(msgspec.to_builtins(change)) if as_json else str(change))
    if not changes and not as_json:
        click.echo("the users are as declared")
