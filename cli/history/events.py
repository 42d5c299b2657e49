"""`orin events`: the events there are, and those that come."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from orin.cli.history.event_list import EventRow, Wanted
    from orin.runtime.config.settings import Settings

EPILOG = "Example: orin events --camera 'hq/*' --severity high --from -7d"
_TIME = "ISO 8601 with offset, a date (UTC), an epoch number, or `-24h`, so long ago."


class Severity(StrEnum):
    low = "low"
    medium = "medium"
    high = "high"
    critical = "critical"


def events(
    camera: Annotated[str, typer.Option(metavar="PATTERN", help="Cameras, with `*` and `?`.")] = "*",
    guard: Annotated[str, typer.Option(metavar="PATTERN", help="Guards, with `*` and `?`.")] = "*",
    severity: Annotated[
        Severity | None, typer.Option(metavar="SEVERITY", help="low, medium, high or critical.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="TIME", help=f"Opened at or after this: {_TIME} Default: -24h; with --open, any time."
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="TIME", help="Opened before this, in the same forms. Default: now.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Only events that are still open, and not stale.")] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Then show phases as they come, until Ctrl-C.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One event a line: its newest phase, and `stale_since`.")
    ] = False,
) -> None:
    """List events, from the database or, without one, from the topic. Times are UTC."""
    from orin.cli.history.event_list import Wanted
    from orin.cli.history.event_list import events as read
    from orin.cli.terminal.progress import progress
    from orin.runtime.config.settings import Settings
    from orin.runtime.moments import moment
    from orin.runtime.observability.logs import configure_logs
    from orin.schemas.errors import Misuse
    from orin.schemas.wire.serde import open_serde
    from orin.topologies.kafka.event_feed import EventFeed

    if follow and to is not None:
        raise Misuse("--follow shows what comes next: leave out --to")
    since = moment("--from", from_ or "-24h") if from_ is not None or not open_ else None
    until = None if to is None else moment("--to", to)
    if since is not None and until is not None and since >= until:
        raise Misuse(f"--from {from_ or '-24h'} is not before --to {to}")
    settings = Settings()
    configure_logs(settings, process="events")
    wanted = Wanted(
        camera=camera,
        guard=guard,
        severity=None if severity is None else severity.value,
        start=since,
        end=until,
        open=open_,
    )
    view = _Json() if as_json else _Table()
    feed = EventFeed(settings, open_serde(settings.schema_registry_url)) if follow else None
    with progress("events") as on_progress:
        on_progress(0.0, "reading events")
        found = read(settings, wanted, of_topic=follow)  # with no gap to what follows
    if not found and not follow:
        _check_names(settings, wanted)
    for row in found:
        view.show(row)
    if feed is None:
        view.end(found)
    else:
        with feed:
            _follow(feed, wanted, {row["event_id"]: row["sequence"] for row in found}, view)


def _follow(feed: Any, wanted: "Wanted", shown: dict[str, int], view: "_Table | _Json") -> None:
    """Every further phase, also the last of an event that `--open` lists no more."""
    import msgspec

    from orin.schemas.json_forms import to_json

    wanted = msgspec.structs.replace(wanted, open=False, start=None)
    try:
        while True:
            for event in feed.poll(0.5):
                row = to_json(event) | {"stale_since": None}
                if wanted.holds(row) and event.sequence > shown.get(event.event_id, -1):
                    shown[event.event_id] = event.sequence
                    view.show(row)
    except KeyboardInterrupt:
        return


def _check_names(settings: "Settings", wanted: "Wanted") -> None:
    """Misuse, with the nearest name, where nothing was found because no camera or guard has such a name."""
    from fnmatch import fnmatchcase

    from orin.schemas.errors import Misuse, OrinError
    from orin.schemas.nearest import meant
    from orin.topologies.replay.cameras import check_cameras
    from orin.topologies.specs.apply import SpecLog

    try:
        history = SpecLog(settings).history()
        known = {revision.spec.name for revision in history.revisions("guard")}
        unknown = not any(fnmatchcase(name, wanted.guard) for name in known)
        if wanted.camera != "*":
            check_cameras(settings, wanted.camera, {revision.spec.name for revision in history.revisions("camera")})
    except Misuse:
        raise
    except OrinError:
        return  # without Kafka nothing is known of names
    if wanted.guard != "*" and unknown:
        raise Misuse(
            f"no guard matches {wanted.guard!r}{meant(wanted.guard, known)}; `orin guards list` lists the guards"
        )


class _Json:
    """One object a line on stdout."""

    def show(self, row: "EventRow") -> None:
        import json

        typer.echo(json.dumps(row))

    def end(self, found: "list[EventRow]") -> None:
        """Nothing is left to say."""


class _Table:
    """Two lines an event: its id, as `orin explain` takes it, is never broken, and 80 columns are enough."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console()
        self._titled = False

    def show(self, row: "EventRow") -> None:
        if not self._titled:
            self._titled = True
            _print(self._console, ("opened (UTC)", "event", "guard, camera"), "bold")
        subject = row["subject"]
        about = f" {subject['label']} {subject['track_id'][:6]}" if subject else ""
        direction = f" {row['direction']}" if row["direction"] else ""
        time = str(row["opened_at"])[:19].replace("T", " ")
        what = f"{row['kind']}{direction}{about}, {row['severity']}"
        _print(
            self._console,
            (f"{time}\n{_state(row)}", f"{what}\n{row['event_id']}", f"{row['guard']}\n{row['camera']}"),
            _STYLE[row["severity"]],
        )

    def end(self, found: "list[EventRow]") -> None:
        from orin.cli.history.event_list import is_open

        if not found:
            self._console.print("no events")
            return
        events = f"{len(found)} event{'s' if len(found) != 1 else ''}, {sum(map(is_open, found))} open"
        stale = sum(row["stale_since"] is not None for row in found)
        if stale:
            events += f", {stale} stale (never closed, and no frame will)"
        self._console.print(f"{events}; why one fired: orin explain EVENT_ID", highlight=False)


_STYLE = {"low": "", "medium": "yellow", "high": "red", "critical": "bold red"}


def _state(row: "EventRow") -> str:
    """`open`, `stale`, `occurred`, or how it ended; whether it is certain where it is not."""
    still = "open" if row["stale_since"] is None else "stale"
    state = str(row["outcome"] or (still if row["phase"] in ("opened", "updated") else row["phase"]))
    return f"{state}, uncertain" if row["certainty"] == "indeterminate" and state != "indeterminate" else state


def _print(console: "Console", cells: tuple[str, str, str], style: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from orin.schemas.plain import plain

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=19, overflow="fold")
    table.add_column(width=36, overflow="fold")
    table.add_column(width=max(console.width - 59, 20), overflow="fold")
    table.add_row(*(Text("\n".join(map(plain, cell.split("\n"))), style) for cell in cells))
    console.print(table)
