"""Structured logs of every process: key-value events on stderr, as JSON or for people, without secrets.

What libraries log through `logging` takes the same way. `structlog.get_logger(__name__)` anywhere; `configure_logs`
once a process.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

from orin.runtime.config.settings import Settings
from orin.runtime.observability.redact import MASK, is_secret_name, redact
from orin.schemas.errors import Misuse
from orin.schemas.plain import plain

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_TRACEBACKS = ("exception", "stack")
_TALKATIVE = ("aiokafka", "faust", "mode", "kafka", "uvicorn.access", "asyncio", "ultralytics", "urllib3", "fsspec")


def configure_logs(settings: Settings, stream: TextIO | None = None, **bound: str) -> None:
    """Routes all logs of this process to `stream` (stderr); `bound` goes on every line, e.g. process="track".

    Raises Misuse for a level or format that does not exist.
    """
    output = stream or sys.stderr
    level = _LEVELS.get(settings.log_level.lower())
    if level is None:
        raise Misuse(f"ORIN_LOG_LEVEL is {settings.log_level!r}; it must be one of {', '.join(_LEVELS)}")
    shared = _shared(bound)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(output)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(settings.log_format, output),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)


def _shared(bound: dict[str, str]) -> list[Processor]:
    def bind(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in bound.items():
            event.setdefault(key, value)
        return event

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        bind,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        redact_event,
    ]


def redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: no value leaves with a secret in it, whatever it is nested in."""
    for key, value in event.items():
        if not key.startswith("_"):
            event[key] = MASK if is_secret_name(key) and value else _clean(value)
    return event


def show_as_text(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: no terminal obeys what came with a record, and nothing but a traceback has lines."""
    for key, value in event.items():
        if isinstance(value, str) and not key.startswith("_"):
            lines = value.split("\n") if key in _TRACEBACKS else [value]
            event[key] = "\n".join(map(plain, lines))
    return event


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {k: MASK if is_secret_name(str(k)) and v else _clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(each) for each in value]
    return redact(str(value))


def _rendering(form: str, output: TextIO) -> list[Processor]:
    if form not in ("json", "console", "auto"):
        raise Misuse(f"ORIN_LOG_FORMAT is {form!r}; it must be json, console or auto")
    terminal = output.isatty()
    if form == "console" or (form == "auto" and terminal):
        return [show_as_text, structlog.dev.ConsoleRenderer(colors=terminal)]
    return [structlog.processors.JSONRenderer()]
