"""Mistakes in a spec file: all at once, each with its place and, where there is one, the name that was meant."""

from collections.abc import Iterable

import yaml

from orin.schemas.errors import Misuse
from orin.schemas.plain import plain


class SpecError(Misuse):
    """A spec file that cannot be meant; one line `file:line:column: message` a mistake, in the file's order."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        super().__init__("\n".join(self._lines))

    @property
    def lines(self) -> list[str]:
        return self._lines


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

    def raise_any(self) -> None:
        """Raises SpecError when there are mistakes."""
        if self._found:
            raise SpecError(
                plain(f"{self.filename}:{line}:{column}: {text}") for line, column, text in sorted(self._found)
            )
