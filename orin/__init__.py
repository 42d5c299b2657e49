"""Camera streams in, trustworthy events out, on Kafka.

The public Python API, for notebooks and scripts: docs/python.md shows it at work. Names are loaded when they are first
used, so `import orin` costs nothing. The folders beside this one hold the code; here they are linked, so that all of it
is imported as `orin.…` and nothing else is installed at the top level.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orin.analysis import events, judge, parse_specs, read, read_detections
    from orin.schemas import errors, records
    from orin.schemas.wire import serde

__version__: str
"""Of the installed distribution."""

__all__ = [
    "__version__",
    "errors",
    "events",
    "judge",
    "parse_specs",
    "read",
    "read_detections",
    "records",
    "serde",
]

_MODULES = {"errors": "orin.schemas.errors", "records": "orin.schemas.records", "serde": "orin.schemas.wire.serde"}
_FUNCTIONS = frozenset({"events", "judge", "parse_specs", "read", "read_detections"})


def __getattr__(name: str) -> Any:
    from importlib import import_module

    value: Any
    if name == "__version__":
        from importlib.metadata import version

        value = version("orin")
    elif name in _MODULES:
        value = import_module(_MODULES[name])
    elif name in _FUNCTIONS:
        value = getattr(import_module("orin.analysis"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
