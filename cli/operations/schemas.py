"""`orin schemas list|check|commit|register`: the schemas of the wire, and those of a schema registry server."""

import json
from typing import TYPE_CHECKING, Annotated

import click
import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orin.schemas.registry.file import Entry

app = typer.Typer(help="List, check and register the Avro schemas of the records.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command("list", epilog="Example: orin schemas list")
def list_(as_json: AsJson = False) -> None:
    """List every version of every schema with its id."""
    from orin.schemas.registry.file import file_registry

    _show(file_registry().entries(), as_json)


@app.command(epilog="Example: orin schemas check")
def check(as_json: AsJson = False) -> None:
    """Check the schemas, and the registry server if ORIN_SCHEMA_REGISTRY_URL is set. Exit code 1 on any problem."""
    from orin.runtime.config.settings import Settings
    from orin.schemas.registry.file import RECORDS, file_registry
    from orin.schemas.registry.server import ServerRegistry

    registry = file_registry()
    problems = [f"{record}.avsc has changed: run `orin schemas commit`" for record in registry.uncommitted()]
    problems += [problem for record in RECORDS for problem in registry.incompatibilities(record)]
    for problem in problems:
        click.echo(json.dumps({"problem": problem}) if as_json else problem)
    if problems:
        raise typer.Exit(1)
    url = Settings().schema_registry_url
    if url is not None:
        ServerRegistry(url).verify()
    where = "the registry file and the server" if url else "the registry file"
    if not as_json:
        click.echo(f"{len(registry.entries())} schemas, FULL_TRANSITIVE, in {where}")


@app.command(epilog="Example: orin schemas commit")
def commit(as_json: AsJson = False) -> None:
    """Give every changed .avsc its next version and id (for developers, in a checkout)."""
    from orin.schemas.registry.file import file_registry

    _show(file_registry().commit(), as_json)


@app.command(epilog="Example: ORIN_SCHEMA_REGISTRY_URL=http://registry:8081 orin schemas register")
def register(as_json: AsJson = False) -> None:
    """Register the missing schemas at ORIN_SCHEMA_REGISTRY_URL. Refused if the server has other ids than the file."""
    from orin.runtime.config.settings import Settings
    from orin.schemas.errors import Misuse
    from orin.schemas.registry.server import ServerRegistry

    url = Settings().schema_registry_url
    if url is None:
        raise Misuse("ORIN_SCHEMA_REGISTRY_URL is not set: set it to the address of the schema registry")
    added = ServerRegistry(url).register()
    _show(added, as_json)
    if not added and not as_json:
        click.echo("the server already has every schema")


def _show(entries: "Iterable[Entry]", as_json: bool) -> None:
    import msgspec

    for entry in entries:
        line = f"{entry.id:>4}  {entry.subject} {entry.version}"
        click.echo(json.dumps(msgspec.to_builtins(entry)) if as_json else line)
