"""Waiting for what comes about by itself in another thread or process."""

import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def until(met: Callable[[], _T], seconds: float = 90.0, what: str = "it") -> _T:
    """The first answer of `met` that is true."""
    deadline = time.monotonic() + seconds
    while not (found := met()):
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} s"
        time.sleep(0.05)
    return found
