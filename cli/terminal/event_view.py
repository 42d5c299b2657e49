"""How events are shown as they come: a live table on a terminal, plain lines in a pipe, JSON with `--json`."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from orin.cli.terminal.clip_time import clip_time
from orin.cli.terminal.pace import Pace
from orin.schemas.json_forms import event_line, format_time
from orin.schemas.plain import plain
from orin.schemas.records import Event

_SHOWN = 20
_LINE_EVERY = 5.0
"""Seconds between two lines of progress where there is no terminal to draw a bar on."""
_STYLE = {"low": "", "medium": "yellow", "high": "red", "critical": "bold red"}


class EventView(Protocol):
    """Takes each phase of each event once, in order."""

    def show(self, event: Event) -> None: ...

    def note(self, text: str) -> None:
        """Says something that is not an event."""

    def progress(self, what: str, done: int, total: int, *, growing: bool = False) -> None:
        """Shows how many frames or records of `total` the stage `what` has processed; `growing`: more are coming."""

    def close(self) -> None: ...


def open_view(json: bool) -> EventView:
    """The view that fits where the output goes."""
    if json:
        return _JsonLines()
    console = Console()
    return _LiveTable(console) if console.is_terminal else _Lines(console)


class _PlainProgress:
    """Progress as a line every few seconds, while there is something left."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._say, self._clock = say, clock
        self._stage = ""
        self._due = clock() + _LINE_EVERY

    def show(self, stage: str, done: int, total: int, *, growing: bool) -> None:
        if stage != self._stage:
            self._stage, self._pace = stage, Pace(self._clock)
        self._pace.note(done)
        if self._clock() >= self._due and done < total:
            self._due = self._clock() + _LINE_EVERY
            self._say(f"{stage}: {self._pace.describe(done, total, _unit(stage), growing=growing)}")


class _JsonLines:
    """One Event a line on stdout, everything else on stderr."""

    def __init__(self) -> None:
        self._progress = _PlainProgress(self.note)
        self._out = Console(soft_wrap=True, markup=False, highlight=False)
        self._err = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)

    def show(self, event: Event) -> None:
        self._out.out(event_line(event), highlight=False)
        self._out.file.flush()

    def note(self, text: str) -> None:
        self._err.out(plain(text), highlight=False)

    def progress(self, what: str, done: int, total: int, *, growing: bool = False) -> None:
        self._progress.show(what, done, total, growing=growing)

    def close(self) -> None:
        """Nothing is open."""


class _Lines:
    """One line a phase, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = _PlainProgress(self.note)

    def show(self, event: Event) -> None:
        at, *rest = _cells(event)
        self._console.out("  ".join((f"at {at}", *rest)), highlight=False)
        self._console.file.flush()

    def note(self, text: str) -> None:
        self._console.out(plain(text), highlight=False)
        self._console.file.flush()

    def progress(self, what: str, done: int, total: int, *, growing: bool = False) -> None:
        self._progress.show(what, done, total, growing=growing)

    def close(self) -> None:
        """Nothing is open."""


class _LiveTable:
    """One row an event, its newest phase; the latest rows stay in view. Nothing is drawn before there is something."""

    def __init__(self, console: Console) -> None:
        self._rows: OrderedDict[str, Event] = OrderedDict()
        self._stage = ""
        self._bar: Table | None = None
        self._live = Live(console=console, refresh_per_second=8)

    def show(self, event: Event) -> None:
        self._rows[event.event_id] = event
        self._rows.move_to_end(event.event_id)
        while len(self._rows) > _SHOWN:
            self._rows.popitem(last=False)
        self._draw()

    def note(self, text: str) -> None:
        self._live.console.print(plain(text), highlight=False, markup=False)

    def progress(self, what: str, done: int, total: int, *, growing: bool = False) -> None:
        if what != self._stage:
            self._stage, self._pace = what, Pace()
        self._pace.note(done)
        self._bar = Table.grid(padding=(0, 1))
        words = self._pace.describe(done, total, _unit(what), growing=growing)
        self._bar.add_row(what, ProgressBar(total=max(total, 1), completed=done, width=30), words)
        self._draw()

    def close(self) -> None:
        self._bar = None
        if self._live.is_started:
            self._live.update(self._shown())
            self._live.stop()

    def _draw(self) -> None:
        self._live.update(self._shown())
        if not self._live.is_started:
            self._live.start(refresh=True)

    def _shown(self) -> RenderableType:
        shown = ((self._table(),) if self._rows else ()) + (() if self._bar is None else (self._bar,))
        return Group(*shown)

    def _table(self) -> Table:
        """Two lines an event, so that 80 columns hold its names whole; what does not fit is folded, never cut."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        table.add_column("at\n", no_wrap=True)
        for heading in ("guard\ncamera", "what\nsubject", "severity\ncertainty"):
            table.add_column(heading, overflow="fold")
        for event in self._rows.values():
            at, camera, guard, what, subject, severity, certainty = _cells(event)
            pairs = ((guard, camera), (what, subject), (severity, certainty))
            table.add_row(at, *(Text("\n".join(pair)) for pair in pairs), style=_STYLE[event.severity])
        return table


def _unit(stage: str) -> str:
    return "frames" if stage == "detect" else "records"


def _cells(event: Event) -> tuple[str, ...]:
    what = f"{event.kind} {event.phase}" + (f" {event.direction}" if event.direction else "")
    if event.outcome:
        what += f" ({event.outcome})"
    subject = f"{event.subject.label} {event.subject.track_id[:6]}" if event.subject else "-"
    certainty = f"{event.certainty} {event.coverage:.0%}"
    # A clip counts its own time; what has none is read by the clock.
    position = event.source_position
    at = str(format_time(event.at))[11:23] if position is None else clip_time(position)
    cells = (at, event.camera, event.guard, what, subject, event.severity, certainty)
    return tuple(map(plain, cells))
