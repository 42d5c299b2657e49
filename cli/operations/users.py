"""`orin users plan|apply|check`: the declared users and access rules against those of a cluster."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orin.cli.operations.changes import show

if TYPE_CHECKING:
    from orin.runtime.config.settings import Settings

app = typer.Typer(
    help="Compare the users and access rules of the cluster with infra/kafka/users.yaml, and apply the differences.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Secrets = Annotated[
    Path | None,
    typer.Option(
        "--secrets",
        metavar="DIR",
        file_okay=False,
        help="Folder for the passwords of new users, one file USER.env each; if a file exists, its password is used.",
    ),
]


@app.command(epilog="Example: orin users plan")
def plan(as_json: AsJson = False) -> None:
    """Show what `apply` would change."""
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka.user_plan import Users, declared

    show(Users(Settings()).changes(declared()), as_json, "the users are as declared")


@app.command(epilog="Example: orin users apply --secrets /etc/orin/users")
def apply(secrets: Secrets = None, as_json: AsJson = False) -> None:
    """Create missing users, add the declared access rules and withdraw the others.

    The files in --secrets contain settings: a process with such a file in its environment logs in as that user.
    """
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka.user_plan import Users, declared

    settings = Settings()
    users = Users(settings)
    changes = users.changes(declared())
    users.apply(changes, secrets, _connection(settings))
    show(changes, as_json, "the users are as declared")


@app.command(epilog="Example: orin users check --json")
def check(as_json: AsJson = False) -> None:
    """Show the differences; exit code 1 if there are any."""
    from orin.runtime.config.settings import Settings
    from orin.topologies.kafka.user_plan import Users, declared

    changes = Users(Settings()).changes(declared())
    show(changes, as_json, "the users are as declared")
    if changes:
        raise typer.Exit(1)


def _connection(settings: "Settings") -> dict[str, str]:
    """The settings that a new user needs besides name and password to connect as this process did."""
    if not settings.kafka_security_protocol.upper().startswith("SASL"):
        return {}  # an administrator with a certificate: users connect to another listener
    known = {
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_KAFKA_SECURITY_PROTOCOL": settings.kafka_security_protocol,
        "ORIN_KAFKA_SSL_CA": settings.kafka_ssl_ca,
    }
    return {name: str(value) for name, value in known.items() if value is not None}
