"""What a client may do with a connection, before any request reaches the application."""

import asyncio
from typing import Any

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from orin.runtime.http.problems import MEDIA_TYPE, body

HEAD_TIMEOUT = 10.0
"""Seconds for the whole head of a request, from its first byte on (of the first request: from the connection on)."""
MOST_CONNECTIONS = 800


class _Connection(h11.Connection):
    """Refuses a request that states its length in two ways: a proxy in front may take the rest for another request."""

    def next_event(self) -> Any:
        event = super().next_event()
        if isinstance(event, h11.Request):
            names = {name for name, _ in event.headers}
            if {b"content-length", b"transfer-encoding"} <= names:
                raise h11.RemoteProtocolError("Content-Length and Transfer-Encoding exclude each other")
        return event


class BoundedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 with bounds: on open connections, and on the time that the head of a request takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn = _Connection(h11.SERVER)
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self._refuse(503, f"{MOST_CONNECTIONS} connections are open: close one, or try again later")
        else:
            self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        # Idle between two requests is what the keep-alive timeout is for; idle in the middle of a head is not.
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0] and not self.transport.is_closing():
            self._await_head()
        elif self.conn.their_state is not h11.IDLE:
            self._end_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_timer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self._refuse(400, f"{msg} The connection is closed.")

    def _await_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_TIMEOUT, self._head_overdue)

    def _end_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_overdue(self) -> None:
        if not self.transport.is_closing():
            self._refuse(408, f"the head of the request did not come within {HEAD_TIMEOUT:g} s")

    def _refuse(self, status: int, detail: str) -> None:
        self._end_timer()
        text = msgspec.json.encode(body(status, detail))
        headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(text)), "Connection": "close"}
        if status == 503:
            headers["Retry-After"] = "2"
        for event in (
            h11.Response(status_code=status, headers=list(headers.items())),
            h11.Data(data=text),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
