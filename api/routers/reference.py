"""The description of the api: an index, OpenAPI for programs, and a page for people.

The page is made here: the usual one loads scripts from other servers into the browser.
"""

import json
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from orin.api.models import IndexOut
from orin.api.responses import json_response

router = APIRouter(tags=["service"])

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h2{font:600 1.1rem ui-monospace,monospace;margin-top:2.5rem}code,pre{font-family:ui-monospace,monospace}"
    "pre{background:#f4f4f4;padding:1rem;overflow:auto;font-size:.8rem}"
    "td{padding:.2rem 1rem .2rem 0;vertical-align:top}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}pre{background:#222}a{color:#8bf}}"
)


@router.get("/", response_model=IndexOut, summary="What there is to ask for")
def index(request: Request) -> Response:
    """Paths in braces take the value of a field: `{event_id}` that of an event."""
    description = request.app.openapi()
    info = description["info"]
    paths = {path: each["get"]["summary"] for path, each in description["paths"].items() if path != "/"}
    pages = {"/docs": "This list with every parameter, for people", "/openapi.json": "The same, for programs"}
    return json_response({"name": info["title"], "version": info["version"], "paths": paths | pages})


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    return json_response(request.app.openapi())


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
def page(request: Request) -> HTMLResponse:
    description = request.app.openapi()
    operations = [_operation(path, each["get"], description) for path, each in description["paths"].items()]
    body = (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(description['info']['title'])} api</title>"
        f"<style>{_STYLE}</style><h1>{escape(description['info']['title'])} api</h1>"
        f"<p>{escape(description['info']['summary'])} For programs: <a href=/openapi.json>openapi.json</a>.</p>"
    )
    return HTMLResponse(body + "".join(operations))


def _operation(path: str, operation: dict[str, Any], description: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(each['name'])}</code><td>{escape(each['in'])}<td>{escape(each.get('description', ''))}"
        for each in operation.get("parameters", [])
    )
    text = escape(operation.get("description", ""))
    return (
        f"<h2>GET {escape(path)}</h2><p><b>{escape(operation['summary'])}.</b> {text}<table>{rows}</table>"
        + _example(operation, description)
    )


def _example(operation: dict[str, Any], description: dict[str, Any]) -> str:
    answer = operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
    name = answer.get("$ref", "").rpartition("/")[2]
    example = description["components"]["schemas"].get(name, {}).get("example")
    return f"<pre>{escape(json.dumps(example, indent=2))}</pre>" if example else ""
