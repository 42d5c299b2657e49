"""`orin targets`: who is told, applied, checked, listed, ended and tried."""

import json
from pathlib import Path
from typing import Annotated

import click
import typer

app = typer.Typer(help="Targets as code: who is told of events, kept in files.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A file of targets: a YAML stream, each document a target.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The target's name.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.command(epilog="Example: orin targets apply targets.yaml")
def apply(file: File, as_json: AsJson = False) -> None:
    """Apply the targets of a file. Safe to run again; what is not in the file stays as it is."""
    from orin.cli.specs.files import read_text
    from orin.processors.specs.targets import parse_targets
    from orin.runtime.config.settings import Settings
    from orin.topologies.notify.targets import TargetLog

    parsed = parse_targets(read_text(file), str(file))
    for target, outcome in TargetLog(Settings()).apply(parsed):
        if as_json:
            click.echo(json.dumps({"name": target.name, "revision": target.revision, "outcome": outcome}))
        else:
            click.echo(f"target {target.name} {target.revision}: {outcome}")


@app.command(epilog="Example: orin targets check targets.yaml")
def check(file: File, as_json: AsJson = False) -> None:
    """Check a file without running anything; exit code 2, with file, line and column of every mistake."""
    from orin.cli.specs.files import read_text
    from orin.cli.terminal.spans import counting
    from orin.processors.specs.targets import parse_targets

    parsed = parse_targets(read_text(file), str(file))
    if as_json:
        click.echo(json.dumps({"file": str(file), "targets": len(parsed)}))
    else:
        click.echo(f"{file}: {counting(len(parsed), 'target')}, no mistake")


@app.command("list", epilog="Example: orin targets list --json")
def list_(as_json: AsJson = False) -> None:
    """Show the targets that are told now."""
    from orin.runtime.config.settings import Settings
    from orin.schemas.json_forms import format_time
    from orin.topologies.notify.targets import TargetLog

    held = TargetLog(Settings()).in_force()
    for target in held.values():
        spec = json.loads(target.body)
        if as_json:
            fields = {"name": target.name, "revision": target.revision, "since": format_time(target.since)}
            click.echo(json.dumps(fields | {"spec": spec}))
        else:
            ways = ", ".join(name for channel in spec["send"] for name in channel)
            click.echo(f"{target.name:<24} {ways:<24} {','.join(spec['severities']):<28} {target.revision}")
    if not held and not as_json:
        click.echo("no target has been applied; apply some with `orin targets apply FILE`")


@app.command(epilog="Example: orin targets disable security-desk")
def disable(name: Name) -> None:
    """End a target: it is told of nothing from now on. Applied again, it is told of what happens after that."""
    from orin.runtime.config.settings import Settings
    from orin.topologies.notify.targets import TargetLog

    ended = TargetLog(Settings()).end(name)
    click.echo(f"target {name} {ended.revision}: disabled")


@app.command("test", epilog="Example: orin targets test security-desk")
def try_(name: Name, as_json: AsJson = False) -> None:
    """Send one message to a target from here, and say what each of its ways answered; exit code 1 if one failed.

    It says that it is a test. Secrets are looked for in the environment and the folder of this command.
    """
    from orin.runtime.clock import wall_clock
    from orin.runtime.config.settings import Settings
    from orin.schemas.errors import Misuse
    from orin.schemas.nearest import meant
    from orin.topologies.notify.targets import TargetLog
    from orin.topologies.notify.trial import try_target

    settings = Settings()
    held = TargetLog(settings).in_force()
    if name not in held:
        raise Misuse(f"no target '{name}' is applied{meant(name, held)}")
    answers = try_target(held[name], settings, wall_clock())
    for way, answer in answers.items():
        if as_json:
            click.echo(json.dumps({"way": way, "ok": answer.ok, "code": answer.code, "why": answer.why}))
        else:
            code = f" ({answer.code})" if answer.code is not None else ""
            click.echo(f"{way}: {'taken' if answer.ok else answer.why}{code if answer.ok else ''}")
    if not all(answer.ok for answer in answers.values()):
        raise typer.Exit(1)
