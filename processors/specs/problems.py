"""Mistakes in a spec file: all at once, each with its place and, where there is one, the name that was meant."""

from collections.abc import Iterable
from typing import NamedTuple

import yaml

from orin.schemas.errors import Misuse
from orin.schemas.plain import plain


class Fault(NamedTuple):
    """One mistake; line and column from 1."""

    filename: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return plain(f"{self.filename}:{self.line}:{self.column}: {self.message}")


class SpecError(Misuse):
    """A spec file that cannot be meant; one line `file:line:column: message` a mistake, in the file's order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> list[str]:
        return [str(fault) for fault in self.faults]


class Problems:
    """Gathers the mistakes of one file."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self._found: set[tuple[int, int, str]] = set()
        self._about = ""

    def of(self, what: str) -> "Problems":
        """The same list; what is added through this begins with `WHAT: `."""
        part = Problems(self.filename)
        part._found, part._about = self._found, f"{what}: "
        return part

    def add(self, node: yaml.Node, message: str) -> None:
        self.add_at(node.start_mark.line + 1, node.start_mark.column + 1, message)

    def add_at(self, line: int, column: int, message: str) -> None:
        self._found.add((line, column, self._about + message))

    @property
    def faults(self) -> list[Fault]:
        """In the file's order."""
        return [Fault(self.filename, *found) for found in sorted(self._found)]

    def raise_any(self) -> None:
        """Raises SpecError when there are mistakes."""
        if self._found:
            raise SpecError(self.faults)
