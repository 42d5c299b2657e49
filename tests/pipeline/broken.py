"""Mutations of the checkpoint and the projector for worker processes of tests: what must be caught, and how."""

from collections.abc import Callable

BREAK: dict[str, Callable[[], None]] = {}
