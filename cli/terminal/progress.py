"""How far a long command has come, on stderr: a bar on a terminal, a line every few seconds in a pipe or a log."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from orin.topologies.replay.progress import OnProgress

_FIRST = 1.0
"""Seconds after which a pipe gets its first line: a quick command says nothing."""
_EVERY = 5.0


@contextmanager
def progress(command: str, *, first: float = _FIRST, every: float = _EVERY) -> Iterator[OnProgress]:
    """Shows what it is told until the block ends. In a pipe, lines also come while nothing advances."""
    console = Console(stderr=True)
    if not console.is_terminal:
        lines = _Lines(command, console, first, every)
        lines.start()
        try:
            yield lines.note
        finally:
            lines.stop()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(command, total=1.0)
        yield lambda share, doing: bar.update(task, completed=share, description=f"{command}: {doing}")


class _Lines(threading.Thread):
    """Prints the newest state by the clock, so that a long silent step is not taken for a hang."""

    def __init__(self, command: str, console: Console, first: float, every: float) -> None:
        super().__init__(name="progress", daemon=True)
        self._command = command
        self._console = console
        self._first = first
        self._every = every
        self._state = (0.0, "starting")
        self._over = threading.Event()

    def note(self, share: float, doing: str) -> None:
        self._state = (share, doing)

    def run(self) -> None:
        wait = self._first
        while not self._over.wait(wait):
            wait = self._every
            share, doing = self._state
            self._console.out(f"{self._command}: {share:.0%} done, {doing}", highlight=False)

    def stop(self) -> None:
        self._over.set()
        self.join()
