"""A schema registry on 127.0.0.1 for tests: the part of Confluent's REST API that clients use.

The registry server is not ours and cannot run here. As the real one it gives one id to one schema over all
subjects, and answers with schemas that it has written anew, their keys in another order.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.support.servers.served import QuietHandler, served

Answer = tuple[int, Any]


class FakeRegistry:
    """State of the server: schemas by id, ids by subject and version (from 1)."""

    def __init__(self, first_id: int = 1) -> None:
        self.url = ""
        self.schemas: dict[int, str] = {}
        self.subjects: dict[str, list[int]] = {}
        self.levels: dict[str, str] = {}
        self.writes: list[str] = []
        self.authorizations: list[str | None] = []
        self.refuse: int | None = None
        """HTTP status of every answer, if set."""
        self._next_id = first_id

    def put(self, subject: str, schema: str) -> int:
        text = json.dumps(json.loads(schema), sort_keys=True)
        schema_id = next((i for i, held in self.schemas.items() if held == text), None)
        if schema_id is None:
            schema_id, self._next_id = self._next_id, self._next_id + 1
            self.schemas[schema_id] = text
        if schema_id not in self.subjects.setdefault(subject, []):
            self.subjects[subject].append(schema_id)
        return schema_id

    def answer(self, method: str, path: list[str], body: Any) -> Answer:
        match method, path:
            case "GET", ["schemas", "ids", schema_id]:
                return self._schema(int(schema_id))
            case "GET", ["subjects", subject, "versions", version]:
                return self._version(subject, version)
            case "POST", ["subjects", subject, "versions"]:
                self.writes.append(subject)
                return 200, {"id": self.put(subject, body["schema"])}
            case "POST", ["subjects", subject]:
                return self._look_up(subject, json.dumps(json.loads(body["schema"]), sort_keys=True))
            case "PUT", ["config", subject]:
                self.levels[subject] = body["compatibility"]
                return 200, body
        return 404, {"error_code": 404, "message": f"no such resource {'/'.join(path)}"}

    def _look_up(self, subject: str, text: str) -> Answer:
        for number, held in enumerate(self.subjects.get(subject, []), 1):
            if self.schemas[held] == text:
                return self._version(subject, str(number))
        return 404, {"error_code": 40403, "message": "Schema not found"}

    def _schema(self, schema_id: int) -> Answer:
        if schema_id not in self.schemas:
            return 404, {"error_code": 40403, "message": "Schema not found"}
        return 200, {"schema": self.schemas[schema_id]}

    def _version(self, subject: str, version: str) -> Answer:
        held = self.subjects.get(subject, [])
        number = len(held) if version == "latest" else int(version)
        if not 1 <= number <= len(held):
            return 404, {"error_code": 40402, "message": "Version not found"}
        schema_id = held[number - 1]
        return 200, {"subject": subject, "version": number, "id": schema_id, "schema": self.schemas[schema_id]}


@contextmanager
def fake_registry(first_id: int = 1) -> Iterator[FakeRegistry]:
    """A server on a free port, stopped at the end."""
    registry = FakeRegistry(first_id)

    class Handler(QuietHandler):
        def _serve(self) -> None:
            registry.authorizations.append(self.headers.get("Authorization"))
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            path = [unquote(part) for part in urlsplit(self.path).path.strip("/").split("/")]
            refused = registry.refuse, {"error_code": 40101, "message": "User cannot access this"}
            status, answer = refused if registry.refuse else registry.answer(self.command, path, body)
            data = json.dumps(answer).encode()
            self.send_response(status or 500)
            self.send_header("Content-Type", "application/vnd.schemaregistry.v1+json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815

    with served(Handler) as registry.url:
        yield registry
