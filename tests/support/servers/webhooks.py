"""A webhook that fails in every way: what a path does, it does for as many requests as the path says, then it takes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import NamedTuple

import msgspec

from tests.support.servers.served import QuietHandler, served


class Got(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes
    taken: bool
    at: float
    """Seconds of the monotonic clock."""

    @property
    def key(self) -> str:
        return self.headers["webhook-id"]

    def text(self) -> str:
        found: str = msgspec.json.decode(self.body)["data"]["text"]
        return found


class Webhooks:
    """What came in, in order."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[Got] = []
        self.broken = True
        """Whether `/broken/…` answers 500."""
        self._tried: dict[str, int] = {}
        self._lock = threading.Lock()

    def at(self, path: str) -> list[Got]:
        return [each for each in self.got if each.path == path]

    def taken(self, path: str) -> list[Got]:
        return [each for each in self.at(path) if each.taken]

    def tries(self, path: str) -> int:
        with self._lock:
            self._tried[path] = self._tried.get(path, 0) + 1
            return self._tried[path]


class _Handler(QuietHandler):
    def __init__(self, hooks: Webhooks, *args: object) -> None:
        self._hooks = hooks
        super().__init__(*args)  # type: ignore[arg-type]

    def do_POST(self) -> None:  # noqa: N802 - the base class calls it so
        body = self.rfile.read(int(self.headers["content-length"]))
        kind, _, times = self.path.partition("?")[0].strip("/").partition("/")
        fails = (
            self._hooks.broken
            if kind == "broken"
            else self._hooks.tries(self.path) <= int(times.partition("/")[0] or 0)
        )
        self._hooks.got.append(
            Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body, not fails, time.monotonic())
        )
        if not fails:
            self._answer(200)
        elif kind == "limited":
            self._answer(429, "Retry-After", "2")
        elif kind == "redirect":
            self._answer(302, "Location", f"{self._hooks.url}/elsewhere")
        elif kind == "slow":
            self._drip()
        elif kind == "silent":
            self._drip(answer=False)
        elif kind == "cut":
            self.close_connection = True
        else:
            self._answer(500)

    def _answer(self, status: int, *header: str) -> None:
        self.send_response(status)
        if header:
            self.send_header(*header)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self, *, answer: bool = True) -> None:
        """A body that goes on for longer than anybody waits, or no answer at all: until the other side hangs up."""
        self.close_connection = True
        if answer:
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.write(b"a")
        self.connection.settimeout(20)
        with suppress(OSError):
            self.connection.recv(1)


@contextmanager
def webhooks() -> Iterator[Webhooks]:
    hooks = Webhooks()
    with served(partial(_Handler, hooks)) as url:
        hooks.url = url
        yield hooks
