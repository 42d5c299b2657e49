"""What the tests of cameras share: a camera on HTTP, and an ingest in a thread that can be watched."""

import http.server
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, repeat
from pathlib import Path

import cv2
import numpy as np

from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.run import Summary, ingest
from orin.topologies.ingest.sources.base import SourceInfo
from tests.support.servers.served import QuietHandler, served


class Run:
    """An ingest in a thread, and what it says of itself."""

    def __init__(self, settings: Settings, source: str, camera: str, fps: float | None) -> None:
        self.counters: Counters | None = None
        self.summary: Summary | None = None
        self.error: OrinError | None = None
        self.stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(settings, source, camera, fps))
        self._thread.start()

    def _run(self, settings: Settings, source: str, camera: str, fps: float | None) -> None:
        try:
            self.summary = ingest(settings, source, camera, fps=fps, stop=self.stop, observe=self._observe)
        except OrinError as error:
            self.error = error

    def _observe(self, _info: SourceInfo | None, counters: Counters) -> None:
        self.counters = counters

    def until(self, condition: Callable[[Counters], bool], timeout: float = 90.0) -> Counters:
        deadline = time.monotonic() + timeout
        while self.counters is None or not condition(self.counters):
            assert self._thread.is_alive(), self.error
            assert time.monotonic() < deadline, vars(self.counters) if self.counters else "nothing came"
            time.sleep(0.05)
        return self.counters

    def finish(self) -> Summary:
        self.stop.set()
        self._thread.join(40)
        assert self.error is None
        assert self.summary is not None
        return self.summary


@contextmanager
def running(settings: Settings, source: str, camera: str, fps: float | None = None) -> Iterator[Run]:
    run = Run(settings, source, camera, fps)
    try:
        yield run
    finally:
        run.stop.set()
        run._thread.join(40)


class Handler(QuietHandler, http.server.SimpleHTTPRequestHandler):
    """Files of the folder, and MJPEG at about 50 pictures a second.

    /stream.mjpg: 160×120, from the 20th picture 320×240. /restarts.mjpg: 20 pictures of 160×120, then the connection
    ends; every later connection has 320×240.
    """

    restarts = 0

    def do_GET(self) -> None:
        if self.path == "/stream.mjpg":
            self._stream(chain([(160, 120)] * 20, repeat((320, 240))))
        elif self.path == "/restarts.mjpg":
            first = type(self).restarts == 0
            type(self).restarts += 1
            self._stream([(160, 120)] * 20 if first else repeat((320, 240)))
        else:
            super().do_GET()

    def _stream(self, sizes: Iterable[tuple[int, int]]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        try:
            for index, (width, height) in enumerate(sizes):
                body = cv2.imencode(".jpg", np.full((height, width, 3), index % 256, np.uint8))[1].tobytes()
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(body)}\r\n\r\n"
                self.wfile.write(head.encode() + body + b"\r\n")
                time.sleep(0.02)
        except OSError:
            return


@contextmanager
def mjpeg_server(folder: Path) -> Iterator[str]:
    """A camera at `/stream.mjpg` of the address, and others; see Handler."""
    handler = type("OwnHandler", (Handler,), {})
    with served(partial(handler, directory=str(folder))) as address:
        yield address
