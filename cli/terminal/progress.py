"""How far a long command has come, on stderr: a bar on a terminal, a line every few seconds in a pipe or a log."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from orin.cli.terminal.pace import Pace

_FIRST = 1.0
"""Seconds after which a pipe gets its first line: a quick command says nothing."""
_EVERY = 5.0
_PARTS = 1_000_000
"""Into which the whole is divided to tell the pace."""


class Shown:
    """What a command tells of its progress: the share that is done, with what it is doing; and lines that stay."""

    def __init__(self, console: Console, note: Callable[[float, str], None]) -> None:
        self._console = console
        self._note = note

    def __call__(self, share: float, doing: str) -> None:
        self._note(share, doing)

    def say(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


@contextmanager
def progress(command: str, *, first: float = _FIRST, every: float = _EVERY) -> Iterator[Shown]:
    """Shows what it is told until the block ends. In a pipe, lines also come while nothing advances."""
    console = Console(stderr=True)
    if not console.is_terminal:
        lines = _Lines(command, console, first, every)
        lines.start()
        try:
            yield Shown(console, lines.note)
        finally:
            lines.stop()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(command, total=1.0)
        yield Shown(console, lambda share, doing: bar.update(task, completed=share, description=f"{command}: {doing}"))


class _Lines(threading.Thread):
    """Prints the newest state by the clock, so that a long silent step is not taken for a hang."""

    def __init__(self, command: str, console: Console, first: float, every: float) -> None:
        super().__init__(name="progress", daemon=True)
        self._command = command
        self._console = console
        self._first = first
        self._every = every
        self._state = (0.0, "starting")
        self._pace = Pace()
        self._over = threading.Event()

    def note(self, share: float, doing: str) -> None:
        self._state = (share, doing)

    def run(self) -> None:
        wait = self._first
        while not self._over.wait(wait):
            wait = self._every
            share, doing = self._state
            self._pace.note(round(share * _PARTS))
            left = self._pace.left(round(share * _PARTS), _PARTS)
            self._console.out(f"{self._command}: {share:.0%} done, {doing}{left and f', {left} left'}", highlight=False)

    def stop(self) -> None:
        self._over.set()
        self.join()
