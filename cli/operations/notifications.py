"""`orin notifications`: who was told of what, and why not; what was given up is tried again."""

import json
from typing import TYPE_CHECKING, Annotated, get_args

import click
import typer

from orin.schemas.plain import plain

if TYPE_CHECKING:
    from orin.runtime.config.settings import Settings
    from orin.schemas.records import Delivery
    from orin.schemas.wire.serde import Serde

app = typer.Typer(help="Who was told of what, and why not, as Kafka has it.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="A delivery's id: EVENT_ID:SEQUENCE:TARGET.")]


@app.command("list", epilog="Example: orin notifications list --status failed --from -1d")
def list_(
    target: Annotated[str | None, typer.Option(metavar="NAME", help="Of one target.")] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="waiting, decided, attempted, delivered, failed or suppressed."),
    ] = None,
    event: Annotated[str | None, typer.Option(metavar="ID", help="That tell of one event.")] = None,
    from_: Annotated[str, typer.Option("--from", metavar="TIME", help="Decided then or later.")] = "-1d",
    as_json: AsJson = False,
) -> None:
    """List deliveries in the order of the decisions, each as it stands."""
    from orin.runtime.moments import moment
    from orin.schemas.errors import Misuse
    from orin.schemas.json_forms import format_time, to_json
    from orin.schemas.nearest import meant
    from orin.schemas.records import DeliveryStatus
    from orin.topologies.notify.deliveries import newest

    if status is not None and status not in get_args(DeliveryStatus):
        raise Misuse(f"--status {status} is none{meant(status, get_args(DeliveryStatus))}")
    since = moment("--from", from_)
    for _, each in newest(*_cluster()).values():
        asked = (target in (None, each.target), status in (None, each.status), event is None or event in each.events)
        if each.decided_at < since or not all(asked):
            continue
        if as_json:
            click.echo(json.dumps(to_json(each)))
        else:
            at = str(format_time(each.decided_at))[:19]
            why = f"  {plain(each.why)}" if each.why else ""
            click.echo(f"{at}  {each.status:<10} {each.kind:<14} {each.target:<20} {each.delivery_id}{why}")


@app.command(epilog="Example: orin notifications show EVENT_ID:1:security-desk")
def show(ident: Id, as_json: AsJson = False) -> None:
    """Show one delivery, and what its message says."""
    from orin.schemas.errors import Misuse
    from orin.schemas.json_forms import to_json
    from orin.topologies.notify.deliveries import newest

    held = newest(*_cluster()).get(ident)
    if held is None:
        raise Misuse(f"there is no delivery '{ident}'; `orin notifications list` shows those there are")
    form = to_json(held[1])
    if as_json:
        click.echo(json.dumps(form))
        return
    said = form.pop("payload")
    for name, value in form.items():
        shown = ", ".join(value) if isinstance(value, list | tuple) else value
        click.echo(f"{name:<12}{'–' if shown in (None, '') else plain(str(shown))}")
    click.echo(f"{'message':<12}{plain(json.dumps(json.loads(said), indent=2)) if said else '–'}")


@app.command(epilog="Example: orin notifications retry EVENT_ID:1:security-desk")
def retry(idents: Annotated[list[str], typer.Argument(metavar="ID", help="One or more ids of deliveries.")]) -> None:
    """Send what was given up once more, by the target as it is now; it is tried as long as a new message."""
    from orin.runtime.clock import wall_clock
    from orin.topologies.notify.deliveries import retry as try_again

    settings, serde = _cluster()
    for ident in idents:
        delivery: Delivery = try_again(settings, serde, ident, wall_clock())
        click.echo(f"{delivery.delivery_id}: to be sent again")


def _cluster() -> "tuple[Settings, Serde]":
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.schemas.wire.serde import open_serde

    settings = Settings()
    configure_logs(settings, process="notifications")
    return settings, open_serde(settings.schema_registry_url)
