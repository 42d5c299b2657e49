"""Waiting for what comes about by itself in another thread or process."""

import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


class NotYet(AssertionError):
    """What was waited for did not come about in time."""


def until(met: Callable[[], _T], seconds: float = 90.0, what: str = "it") -> _T:
    """The first answer of `met` that is true. Raises NotYet where there is none in time."""
    deadline = time.monotonic() + seconds
    while not (found := met()):
        if time.monotonic() >= deadline:
            raise NotYet(f"{what} did not happen within {seconds} s")
        time.sleep(0.05)
    return found
