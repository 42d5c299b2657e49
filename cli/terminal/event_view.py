"""How events are shown as they come: a live table on a terminal, plain lines in a pipe, JSON with `--json`."""

from collections import OrderedDict
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from orin.cli.terminal.plain import plain
from orin.schemas.json_forms import event_line, format_time
from orin.schemas.records import Event

_SHOWN = 20
_STYLE = {"low": "", "medium": "yellow", "high": "red", "critical": "bold red"}


class EventView(Protocol):
    """Takes each phase of each event once, in order."""

    def show(self, event: Event) -> None: ...

    def note(self, text: str) -> None:
        """Says something that is not an event."""

    def close(self) -> None: ...


def open_view(json: bool) -> EventView:
    """The view that fits where the output goes."""
    if json:
        return _JsonLines()
    console = Console()
    return _LiveTable(console) if console.is_terminal else _Lines(console)


class _JsonLines:
    """One Event a line on stdout, everything else on stderr."""

    def __init__(self) -> None:
        self._out = Console(soft_wrap=True, markup=False, highlight=False)
        self._err = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)

    def show(self, event: Event) -> None:
        self._out.out(event_line(event), highlight=False)
        self._out.file.flush()

    def note(self, text: str) -> None:
        self._err.out(text, highlight=False)

    def close(self) -> None:
        """Nothing is open."""


class _Lines:
    """One line a phase, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, event: Event) -> None:
        self._console.out("  ".join(_cells(event)), highlight=False)
        self._console.file.flush()

    def note(self, text: str) -> None:
        self._console.out(text, highlight=False)
        self._console.file.flush()

    def close(self) -> None:
        """Nothing is open."""


class _LiveTable:
    """One row an event, its newest phase; the latest rows stay in view."""

    def __init__(self, console: Console) -> None:
        self._rows: OrderedDict[str, Event] = OrderedDict()
        self._live = Live(self._table(), console=console, refresh_per_second=8)
        self._live.start()

    def show(self, event: Event) -> None:
        self._rows[event.event_id] = event
        self._rows.move_to_end(event.event_id)
        while len(self._rows) > _SHOWN:
            self._rows.popitem(last=False)
        self._live.update(self._table())

    def note(self, text: str) -> None:
        self._live.console.print(text, highlight=False, markup=False)

    def close(self) -> None:
        self._live.stop()

    def _table(self) -> Table:
        table = Table("at", "camera", "guard", "what", "subject", "severity", "certainty", title="events")
        for event in self._rows.values():
            table.add_row(*map(Text, _cells(event)), style=_STYLE[event.severity])
        return table


def _cells(event: Event) -> tuple[str, ...]:
    what = f"{event.kind} {event.phase}" + (f" {event.direction}" if event.direction else "")
    if event.outcome:
        what += f" ({event.outcome})"
    subject = f"{event.subject.label} {event.subject.track_id[:6]}" if event.subject else "-"
    certainty = f"{event.certainty} {event.coverage:.0%}"
    at = str(format_time(event.at))[11:23]
    cells = (at, event.camera, event.guard, what, subject, event.severity, certainty)
    return tuple(map(plain, cells))
