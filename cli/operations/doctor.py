"""`orin doctor`: whether everything that ORIN needs is there, and what to do where it is not."""

from typing import Annotated

import click
import typer

EPILOG = "Example: ORIN_KAFKA_BOOTSTRAP=kafka-1:9092 orin doctor --json"
_LOOK = {"ok": "green", "note": "yellow", "broken": "bold red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Check everything that ORIN needs; exit code 1 when something essential is broken.

    ok: nothing to do. note: it works, but is worth knowing. broken: ORIN cannot work; the last column says what to do.
    """
    import json

    import msgspec

    from orin.cli.operations.checks import examine
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.redact import redact

    findings = []
    for finding in examine(Settings()):
        findings.append(finding)
        if as_json:
            click.echo(redact(json.dumps(msgspec.to_builtins(finding))))
    if not as_json:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False)
        for column in ("check", "state", "found", "what to do"):
            table.add_column(column, overflow="fold")
        for found in findings:
            state = Text(found.state, style=_LOOK[found.state])
            table.add_row(found.check, state, Text(redact(found.found)), Text(redact(found.advice)))
        Console().print(table)
    if any(finding.state == "broken" for finding in findings):
        raise typer.Exit(1)
