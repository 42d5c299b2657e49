"""A camera that delivers MJPEG over HTTP."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.support.servers.served import QuietHandler, served

Handler = BaseHTTPRequestHandler
Serve = Callable[[Handler], None]


@contextmanager
def serving(serve: Serve) -> Iterator[str]:
    """A server of one page; its address."""

    class Own(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802 - the base class calls it so
            try:
                serve(self)
            except OSError:
                return

    with served(Own) as address:
        yield f"{address}/video"


def begin(handler: Handler, boundary: str = "frame") -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={boundary}")
    handler.end_headers()


def part(body: bytes, head: str | None = None) -> bytes:
    head = f"Content-Type: image/jpeg\r\nContent-Length: {len(body)}" if head is None else head
    return f"--frame\r\n{head}\r\n\r\n".encode() + body + b"\r\n"
