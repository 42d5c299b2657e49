"""`orin tokens create|list|revoke`: tokens for machines."""

import json
from typing import Annotated

import click
import typer

from orin.cli.operations.accounts import AsJson, RoleName, Sites
from orin.schemas.plain import plain

app = typer.Typer(help="Create, list and revoke tokens for machines.", no_args_is_help=True)


@app.command(epilog="Example: orin tokens create wall-display --role viewer --site hq --days 90")
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for; shown in lists.")],
    role: RoleName,
    site: Sites,
    days: Annotated[float, typer.Option("--days", min=0.001, max=3650, help="Days until it expires.")] = 365,
    as_json: AsJson = False,
) -> None:
    """Create a token and show it, this once."""
    from datetime import UTC, datetime, timedelta

    from orin.access import machine_tokens
    from orin.access.principal import role_named, site_patterns
    from orin.cli.operations.noted import noted_at_database, who

    needed, sites = role_named(role), site_patterns(site)
    expiry = datetime.now(UTC) + timedelta(days=days)
    made = noted_at_database(
        "orin tokens create",
        f"a token for {name}",
        lambda c: machine_tokens.create(c, name, role=needed, sites=sites, expires_at=expiry, created_by=who()),
    )
    click.echo(json.dumps(made._asdict()) if as_json else made.token)


@app.command("list", epilog="Example: orin tokens list --json")
def list_tokens(as_json: AsJson = False) -> None:
    """List the tokens, newest first."""
    from datetime import UTC, datetime

    from orin.access import machine_tokens
    from orin.access.command_line import at_database

    now = datetime.now(UTC)
    for row in at_database(machine_tokens.tokens):
        if as_json:
            click.echo(json.dumps(row, default=str))
            continue
        state = "revoked" if row["revoked_at"] else "expired" if row["expires_at"] <= now else "active"
        click.echo(plain(f"{row['id']}  {row['role']:<10}{state:<10}{row['name']:<24}{', '.join(row['sites'])}"))


@app.command(epilog="Example: orin tokens revoke 3k9x1f02ab")
def revoke(token_id: Annotated[str, typer.Argument(metavar="ID", help="As `orin tokens list` shows it.")]) -> None:
    """Revoke a token: from the next request on it opens nothing."""
    from orin.access import machine_tokens
    from orin.cli.operations.noted import noted_at_database

    noted_at_database("orin tokens revoke", f"token:{token_id}", lambda c: machine_tokens.revoke(c, token_id))
    click.echo(f"revoked token {token_id}")
