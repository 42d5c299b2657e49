"""A camera that delivers MJPEG over HTTP."""

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Handler = http.server.BaseHTTPRequestHandler
Serve = Callable[[Handler], None]


@contextmanager
def serving(serve: Serve) -> Iterator[str]:
    """A server of one page; its address."""

    class Own(Handler):
        def do_GET(self) -> None:  # noqa: N802 - the base class calls it so
            try:
                serve(self)
            except OSError:
                return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Own)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/video"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def begin(handler: Handler, boundary: str = "frame") -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={boundary}")
    handler.end_headers()


def part(body: bytes, head: str | None = None) -> bytes:
    head = f"Content-Type: image/jpeg\r\nContent-Length: {len(body)}" if head is None else head
    return f"--frame\r\n{head}\r\n\r\n".encode() + body + b"\r\n"
