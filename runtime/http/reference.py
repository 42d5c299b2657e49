"""The description of an app: an index, OpenAPI for programs, and a page for people.

The page is made here: the usual one loads scripts from other servers into the browser.
"""

import json
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from orin.runtime.http.pages import page
from orin.runtime.http.responses import json_response


class IndexOut(BaseModel):
    """The paths of an app."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"name": "ORIN", "version": "0.1.0", "paths": {"/docs": "This list, for people"}},
        }
    )

    name: str
    version: str
    paths: dict[str, str] = Field(description="What each path answers.")


def router(prefix: str = "") -> APIRouter:
    """`PREFIX/`, `PREFIX/openapi.json` and `PREFIX/docs`."""
    made = APIRouter(tags=["service"])
    root, openapi, docs = f"{prefix}/", f"{prefix}/openapi.json", f"{prefix}/docs"
    pages = {docs: "This list with every parameter, for people", openapi: "The same, for programs"}

    @made.get(root, response_model=IndexOut, summary="What there is to ask for")
    def index(request: Request) -> Response:
        """Paths in braces take the value of a field: `{event_id}` that of an event."""
        description = request.app.openapi()
        info = description["info"]
        paths = {path: _summary(each) for path, each in description["paths"].items() if path != root}
        return json_response({"name": info["title"], "version": info["version"], "paths": paths | pages})

    @made.get(openapi, include_in_schema=False)
    def programs(request: Request) -> Response:
        return json_response(request.app.openapi())

    @made.get(docs, response_class=HTMLResponse, include_in_schema=False)
    def people(request: Request) -> HTMLResponse:
        description = request.app.openapi()
        info = description["info"]
        operations = [
            _operation(method, path, operation, description)
            for path, methods in description["paths"].items()
            for method, operation in methods.items()
        ]
        title = f"{info['title']} api"
        body = (
            f"<h1>{escape(title)}</h1><p>{escape(info['summary'])} "
            f"For programs: <a href={openapi}>openapi.json</a>.</p>{''.join(operations)}"
        )
        return page(title, body)

    return made


def _summary(methods: dict[str, Any]) -> str:
    """Of a GET as it is, of others with the method before it."""
    return "; ".join(
        each["summary"] if method == "get" else f"{method.upper()}: {each['summary']}"
        for method, each in methods.items()
    )


def _operation(method: str, path: str, operation: dict[str, Any], description: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(each['name'])}</code><td>{escape(each['in'])}<td>{escape(each.get('description', ''))}"
        for each in operation.get("parameters", [])
    )
    text = escape(operation.get("description", ""))
    return (
        f"<h2>{method.upper()} {escape(path)}</h2><p><b>{escape(operation['summary'])}.</b> {text}<table>{rows}</table>"
        + _example(operation, description)
    )


def _example(operation: dict[str, Any], description: dict[str, Any]) -> str:
    good: dict[str, Any] = next((each for status, each in operation["responses"].items() if status.startswith("2")), {})
    answer = good.get("content", {}).get("application/json", {}).get("schema", {})
    name = answer.get("$ref", "").rpartition("/")[2]
    example = description["components"]["schemas"].get(name, {}).get("example")
    return f"<pre>{escape(json.dumps(example, indent=2))}</pre>" if example else ""
