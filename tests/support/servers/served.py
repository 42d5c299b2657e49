"""An HTTP server of a test's own: on 127.0.0.1, on a free port, stopped at the end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class QuietHandler(BaseHTTPRequestHandler):
    """Logs nothing."""

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the base class names it so


@contextmanager
def served(handler: Callable[..., BaseHTTPRequestHandler], *, awaited: bool = False) -> Iterator[str]:
    """The server's address. `awaited`: requests that hang at the end are waited for, and so are seen."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = not awaited
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
