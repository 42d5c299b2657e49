"""AsyncAPI's own JSON Schema of its documents, from npm."""

import json
from pathlib import Path
from typing import Any

from tests.support.servers.npm import installed


def document_schema(engines: Path) -> dict[str, Any]:
    """Of version 3.0.0, with the Kafka bindings."""
    folder = installed(Path(__file__).parent, engines, "against AsyncAPI's schema")
    path = folder / "node_modules" / "@asyncapi" / "specs" / "schemas" / "3.0.0-without-$id.json"
    schema: dict[str, Any] = json.loads(path.read_text())
    return schema
