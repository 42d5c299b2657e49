"""Named steps of the code that must survive a crash. Tests put something in their way; in the product nothing happens.

A step is named `STAGE.STEP`; tests/support/processes/harm.py kills, stops or fails a worker process there.
"""

from collections.abc import Callable

ErrorFactory = Callable[[str], Exception]


def _go_on(_name: str, _error: ErrorFactory) -> None:
    pass


on_reach: Callable[[str, ErrorFactory], None] = _go_on
"""Called at every step."""


def reach(name: str, error: ErrorFactory) -> None:
    """The step `name` was reached; `error` makes what may be raised here."""
    on_reach(name, error)
