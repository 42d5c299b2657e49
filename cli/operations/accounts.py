"""`orin accounts add|list|disable|password|rotate-key`: ORIN's own accounts, for sites without an identity provider."""

import json
from typing import Annotated

import click
import typer

from orin.schemas.plain import plain

app = typer.Typer(
    help="Add, list and disable accounts, and set their passwords. The password is asked for, or read from stdin.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name, such as kim or kim@example.org.")]
RoleName = Annotated[str, typer.Option("--role", metavar="ROLE", help="viewer, operator, author or admin.")]
Sites = Annotated[
    list[str],
    typer.Option("--site", metavar="PATTERN", help="A site, or a pattern such as 'depot-*'; repeat for more."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command(epilog="Example: orin accounts add kim --role operator --site hq --site 'depot-*'")
def add(
    name: Name,
    role: RoleName,
    site: Sites,
    display_name: Annotated[str | None, typer.Option("--name", metavar="WORDS", help="How it is shown.")] = None,
) -> None:
    """Add an account."""
    from orin.access import accounts
    from orin.access.principal import role_named, site_patterns
    from orin.cli.operations.noted import noted_at_database

    needed, sites, password = role_named(role), site_patterns(site), _password()
    noted_at_database(
        "orin accounts add",
        f"account:{name}",
        lambda c: accounts.add(c, name, password, role=needed, sites=sites, display_name=display_name),
    )
    click.echo(f"added account {name}: {needed} of {', '.join(sites)}")


@app.command("list", epilog="Example: orin accounts list --json")
def list_accounts(as_json: AsJson = False) -> None:
    """List the accounts."""
    from orin.access import accounts
    from orin.access.command_line import at_database

    for row in at_database(accounts.accounts):
        if as_json:
            click.echo(json.dumps(row, default=str))
            continue
        state = "disabled" if row["disabled_at"] else "active"
        click.echo(plain(f"{row['name']:<24}{row['role']:<10}{state:<10}{', '.join(row['sites'])}"))


@app.command(epilog="Example: orin accounts disable kim")
def disable(name: Name) -> None:
    """End an account's sessions and tokens; it cannot sign in until it is given a new password."""
    from orin.access import accounts
    from orin.cli.operations.noted import noted_at_database

    noted_at_database("orin accounts disable", f"account:{name}", lambda c: accounts.disable(c, name))
    click.echo(f"disabled account {name}")


@app.command(epilog="Example: orin accounts password kim")
def password(name: Name) -> None:
    """Set an account's password and end its sessions and tokens; a disabled account can sign in again."""
    from orin.access import accounts
    from orin.cli.operations.noted import noted_at_database

    chosen = _password()
    noted_at_database("orin accounts password", f"account:{name}", lambda c: accounts.set_password(c, name, chosen))
    click.echo(f"set the password of account {name}")


@app.command("rotate-key", epilog="Example: orin accounts rotate-key")
def rotate_key() -> None:
    """Make a new key for the tokens of accounts; what the one before signed ends within 20 minutes."""
    from orin.access import own_tokens
    from orin.cli.operations.noted import noted_at_database

    key = noted_at_database("orin accounts rotate-key", "keys", own_tokens.rotate)
    click.echo(f"key {key} signs from now on")


def _password() -> str:
    """Never an argument: those are seen by everybody on the machine."""
    stdin = click.get_text_stream("stdin")
    if stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return stdin.readline().rstrip("\r\n")
