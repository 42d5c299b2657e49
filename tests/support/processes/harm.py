"""Harm done to a worker process at a named step (runtime/failpoints.py).

`NAME:DEED[:NTH][,…]` does DEED once, when the process reaches NAME for the NTH time (the first by default): `kill`
(SIGKILL), `stop` (SIGSTOP, until somebody sends SIGCONT), `error` (raises what the step may raise).
"""

import os
import signal

import structlog

from orin.runtime import failpoints

log = structlog.get_logger(__name__)


def arm(text: str) -> None:
    """From now on in this process. Raises ValueError for a text that is not a list of failpoints."""
    armed: dict[str, tuple[str, int]] = {}
    for each in filter(None, text.split(",")):
        name, deed, *nth = each.split(":")
        if deed not in ("kill", "stop", "error") or len(nth) > 1:
            raise ValueError(f"{each!r} is not NAME:kill|stop|error[:NTH]")
        armed[name] = (deed, int(nth[0]) if nth else 1)

    def harm(name: str, error: failpoints.ErrorFactory) -> None:
        if name not in armed:
            return
        deed, left = armed.pop(name)
        if left > 1:
            armed[name] = (deed, left - 1)
            return
        log.warning("failpoint", name=name, deed=deed)
        if deed == "error":
            raise error(f"failpoint {name}")
        os.kill(os.getpid(), signal.SIGKILL if deed == "kill" else signal.SIGSTOP)

    failpoints.on_reach = harm
