"""`orin explain`: why an event fired, from the topics."""

from pathlib import Path
from typing import Annotated

import typer

EPILOG = "Example: orin explain 972f47e6-af88-5de1-9bd6-24bf44708ed5 --html why.html"


def explain(
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="The id, as `orin events` lists it.")],
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with frames, boxes and a timeline.")
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="The site's time zone, shown beside UTC on the page. Default: the guard's."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object: both sides and the details.")] = False,
) -> None:
    """Compute an event again from the topics and show why it fired; exit code 1 if it does not come out equal."""
    import json

    import click

    from orin.cli.draw.files import check_writable
    from orin.cli.history.explain_locate import locate
    from orin.cli.history.explain_page import page
    from orin.cli.history.explain_times import times_of, zone_named
    from orin.cli.history.explain_words import facts, show
    from orin.cli.terminal.progress import progress
    from orin.runtime.config.settings import Settings
    from orin.runtime.frames.evidence import Evidence
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.replay.explain import explain as run

    zone = None if timezone is None else zone_named(timezone)
    if html is not None:
        check_writable("--html", html)
    settings = Settings()
    configure_logs(settings, process="explain")
    hint = locate(settings, _canonical(event_id))
    with progress("explain") as on_progress:
        found = run(settings, _canonical(event_id), on_progress, hint)
    if html is not None:
        html.write_text(page(found, Evidence(settings).get, times_of(found, zone)), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(facts(found)))
    else:
        show(found)
        if html is not None:
            click.echo(f"wrote {html}")
    if not found.equal:
        raise typer.Exit(1)


def _canonical(event_id: str) -> str:
    from uuid import UUID

    from orin.schemas.errors import Misuse

    try:
        return str(UUID(event_id))
    except ValueError:
        raise Misuse(f"{event_id!r} is not an event id, which is a UUID; `orin events` lists event ids") from None
