"""Camera streams in, trustworthy events out, on Kafka.

The folders beside this one hold the code; here they are linked, so that all of it is imported as `orin.…` and nothing
else is installed at the top level.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """`__version__`, read when it is asked for: importlib.metadata costs as much as the rest of the command line."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version  # noqa: PLC0415

    return version("orin")
