"""An OpenAI-compatible endpoint on 127.0.0.1 that answers by a script, well or badly."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.support.servers.served import QuietHandler, served

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


class FakeChat:
    """`url` is what ORIN_WORDS_URL is; `asked` holds the requests: path, Authorization, body."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[tuple[str, str | None, dict[str, Any]]] = []


def says(content: object) -> Answer:
    """A well-formed answer with this content; what is no text becomes JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return raw(json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def raw(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        own = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        for name, value in (own | dict(headers or {})).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def chat(script: Sequence[Answer]) -> Iterator[FakeChat]:
    """Answers the first request by the first of `script`, and so on; the last one again and again."""

    class Own(QuietHandler):
        def do_POST(self) -> None:  # noqa: N802 - the base class calls it so
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.asked.append((self.path, self.headers["Authorization"], body))
            try:
                script[min(len(fake.asked), len(script)) - 1](self)
            except OSError:
                return

    with served(Own, awaited=True) as address:
        fake = FakeChat(f"{address}/v1")
        yield fake
