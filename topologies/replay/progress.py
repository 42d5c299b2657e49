"""How far a long read of history has come, for whoever shows it."""

from collections.abc import Callable

OnProgress = Callable[[float, str], None]
"""Told the share of the work that is done (0..1) and what is being done now."""


def part(on_progress: OnProgress, number: int, of: int, prefix: str = "") -> OnProgress:
    """The progress of part `number` (from 0) of `of` equal parts, as progress of the whole."""
    return lambda share, doing: on_progress((number + share) / of, prefix + doing)


def ignore_progress(share: float, doing: str) -> None:
    """For callers that show no progress."""
