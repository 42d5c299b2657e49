"""What the embedded servers have in common: they run as long as a `with` block."""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Engine(ABC):
    """`start` and `stop` may be repeated."""

    @abstractmethod
    def start(self) -> None:
        """Returns once it answers. Raises OrinError, nothing left running, where it does not."""

    @abstractmethod
    def stop(self) -> None:
        """Returns once it has ended."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
