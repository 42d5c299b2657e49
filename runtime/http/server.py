"""Serves an app: on this machine, or with access control on any address."""

import ipaddress
import signal
import socket
import sys
from types import FrameType

import structlog
import uvicorn
from fastapi import FastAPI

from orin.runtime.config.settings import Settings
from orin.runtime.http.connections import BoundedProtocol
from orin.runtime.observability.metrics import serve_metrics
from orin.schemas.errors import Misuse, OrinError

log = structlog.get_logger(__name__)

_BACKLOG = 128


class _Server(uvicorn.Server):
    """Tells the app when it is told to stop: it would wait for open streams for ever otherwise."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if hasattr(self._app.state, "stop"):
            self._app.state.stop()


def serve(settings: Settings, app: FastAPI, name: str = "api") -> None:
    """Serves `app`, which the log calls `name`, at ORIN_API_HOST and ORIN_API_PORT until SIGTERM or SIGINT.

    Then it drains; `app.state.stop`, where there is one, is called as soon as the signal comes. With ORIN_METRICS_PORT
    its /metrics is there as well, for a Prometheus that has no token.

    Without access control Misuse for an address other than this machine's loopback; OrinError that names the port when
    it is in use.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn drains on these and then raises them again, for the handler that was there before.
        signal.signal(number, lambda *_: sys.exit(0))
    listener = _listen(settings.api_host, settings.api_port, anywhere=settings.access == "on")
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.proxies is not None,
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=max(1, round(settings.drain_timeout)),
    )
    host, port = listener.getsockname()[:2]
    log.info(f"{name} listens", url=f"http://{f'[{host}]' if ':' in host else host}:{port}")
    metrics = None if settings.metrics_port is None else serve_metrics(settings.metrics_port, settings.metrics_host)
    try:
        _Server(config, app).run(sockets=[listener])
    finally:
        listener.close()
        if metrics is not None:
            metrics.close()


def _listen(host: str, port: int, anywhere: bool = False) -> socket.socket:
    if not anywhere and not _is_loopback(host):
        raise Misuse(
            f"ORIN_API_HOST is {host}: without access control the api listens on this machine only, on 127.0.0.1 or"
            " ::1; for other addresses set ORIN_ACCESS=on"
        )
    # The protocol is named: asyncio sets TCP_NODELAY only on what it knows to be TCP, and answers took 40 ms without.
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise OrinError(
            f"the api cannot listen on {host}:{port}: {error.strerror}; stop the process that does, "
            "or change ORIN_API_PORT"
        ) from error
    return listener


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
