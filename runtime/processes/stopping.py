"""The end of a worker: asked to stop it drains, and is gone after a bounded time whatever still hangs."""

import os
import signal
import sys
import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


def on_stop_signals(stop: Callable[[], object], seconds: float) -> None:
    """SIGTERM and SIGINT call `stop`; a process that is still there `seconds` later ends, with 0 all the same.

    What that cuts off is no more than a crash would, and every worker survives a crash: a client library that waits
    for brokers which are gone must not hold up a shutdown.
    """

    def handle(*_: object) -> None:
        stop()
        guard = threading.Timer(seconds, _end, (seconds,))
        guard.daemon = True
        guard.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


def _end(seconds: float) -> None:
    log.warning("stopped without a farewell: it was not through in time", seconds=seconds)
    sys.stderr.flush()
    os._exit(0)
