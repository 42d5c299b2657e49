"""`orin audit`: what was commanded, who signed in, who was refused."""

import json
from typing import Annotated

import click
import typer

from orin.schemas.plain import plain

EPILOG = "Example: orin audit --outcome refused --from -7d"
_TIME = "ISO 8601 with offset, a date (UTC), an epoch number, or `-24h`, so long ago."


def audit(
    from_: Annotated[str, typer.Option("--from", metavar="TIME", help=f"At or after this: {_TIME}")] = "-24h",
    to: Annotated[str, typer.Option("--to", metavar="TIME", help="Before this, in the same forms.")] = "now",
    who: Annotated[
        str | None, typer.Option(metavar="WHO", help="A subject, such as account:kim, or a name as it is shown.")
    ] = None,
    outcome: Annotated[str | None, typer.Option(metavar="OUTCOME", help="done, refused or failed.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show, the newest; newest last.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List commands, sign-ins and refusals from orin.audit.v1. Times are UTC."""
    from typing import get_args

    from orin.runtime.config.settings import Settings
    from orin.runtime.moments import moment
    from orin.schemas.errors import Misuse
    from orin.schemas.json_forms import to_json
    from orin.schemas.nearest import meant
    from orin.schemas.records import AuditOutcome
    from orin.schemas.wire.serde import open_serde
    from orin.topologies.kafka.audit_log import AuditFilter, audit_records

    outcomes: tuple[AuditOutcome, ...] = get_args(AuditOutcome)
    wanted = next((each for each in outcomes if each == outcome), None)
    if outcome is not None and wanted is None:
        raise Misuse(f"--outcome: there is no outcome {outcome!r}{meant(outcome, outcomes)}")
    settings = Settings()
    chosen = AuditFilter(moment("--from", from_), moment("--to", to), who, wanted)
    found = audit_records(settings, open_serde(settings.schema_registry_url), chosen, limit)
    for record in reversed(found):
        form = to_json(record)
        if as_json:
            click.echo(json.dumps(form))
            continue
        told = [form["at"][:19], record.outcome, str(record.status), record.who, record.action, record.target]
        more = " ".join(part for part in (f"from {record.address}" * bool(record.address), record.reason) if part)
        click.echo(plain("  ".join([*told, more])))
