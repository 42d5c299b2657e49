"""TCP ports on this machine."""

import random
import socket

from orin.schemas.errors import OrinError

_FREE_RANGE = range(20000, 32000)
"""Below the kernel's ephemeral range, so that no outgoing connection takes the port before its server does."""


class PortTaken(OrinError):
    """Another process listens on the port."""


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on `host:port` now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str = "127.0.0.1") -> int:
    """A port on which nothing listens now; another process may take it before its server does."""
    for _ in range(200):
        port = random.choice(_FREE_RANGE)  # noqa: S311 - a lottery, not a secret
        if is_free(port, host):
            return port
    raise OrinError(f"no free port found on {host} between {_FREE_RANGE.start} and {_FREE_RANGE.stop}; stop a server")


def choose_port(wanted: int, *, explicit: bool, what: str, setting: str, host: str = "127.0.0.1") -> int:
    """`wanted` if it is free, else a free one; a taken port that the user named is an error naming it."""
    if wanted and is_free(wanted, host):
        return wanted
    if wanted and explicit:
        raise PortTaken(
            f"port {wanted} on {host}, wanted for {what}, is already taken: stop the process there, or change {setting}"
        )
    return free_port(host)
