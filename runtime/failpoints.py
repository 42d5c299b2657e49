"""Harm done on purpose at a named step of a running process, for tests of recovery. Does nothing unless asked to.

ORIN_FAILPOINT=NAME:DEED[:NTH][,…] does DEED once, when the process reaches NAME for the NTH time (the first by
default): `kill` (SIGKILL), `stop` (SIGSTOP, until somebody sends SIGCONT), `error` (raises what the step may raise).
"""

import os
import signal
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

VARIABLE = "ORIN_FAILPOINT"


def _armed(text: str) -> dict[str, tuple[str, int]]:
    """(deed, how many times to go) by name. Raises ValueError for a text that is no list of failpoints."""
    armed = {}
    for each in filter(None, text.split(",")):
        name, deed, *nth = each.split(":")
        if deed not in ("kill", "stop", "error") or len(nth) > 1:
            raise ValueError(f"{VARIABLE}: {each!r} is not NAME:kill|stop|error[:NTH]")
        armed[name] = (deed, int(nth[0]) if nth else 1)
    return armed


_ARMED = _armed(os.environ.get(VARIABLE, ""))


def reach(name: str, error: Callable[[str], Exception]) -> None:
    """The step `name` was reached; `error` makes what may be raised here."""
    if name in _ARMED:
        _harm(name, error)


def _harm(name: str, error: Callable[[str], Exception]) -> None:
    deed, left = _ARMED.pop(name)
    if left > 1:
        _ARMED[name] = (deed, left - 1)
        return
    log.warning("failpoint", name=name, deed=deed)
    if deed == "error":
        raise error(f"failpoint {name}")
    os.kill(os.getpid(), signal.SIGKILL if deed == "kill" else signal.SIGSTOP)
