"""How a worker ends: asked to stop it drains, and exits after a bounded time even if something hangs."""

import os
import signal
import sys
import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


def on_stop_signals(stop: Callable[[], object], seconds: float) -> None:
    """SIGTERM and SIGINT call `stop`; a process that is still there `seconds` later ends, with 0 all the same.

    That loses no more than a crash would, and every worker survives a crash: a client library that waits for brokers
    that are gone must not hold up a shutdown.
    """

    def handle(*_: object) -> None:
        stop()
        guard = threading.Timer(seconds, _end, (seconds,))
        guard.daemon = True
        guard.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


def _end(seconds: float) -> None:
    log.warning("stopped before it had drained: that took too long", seconds=seconds)
    sys.stderr.flush()
    os._exit(0)
