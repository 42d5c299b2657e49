"""The OpenAPI document of an app."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from orin.runtime.http.problems import MEDIA_TYPE


def document(app: FastAPI) -> dict[str, Any]:
    """FastAPI's OpenAPI document, with the media type that problems have."""
    if app.openapi_schema is None:
        page = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        for operations in page["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if status >= "400":
                        response["content"][MEDIA_TYPE] = response["content"].pop("application/json")
        app.openapi_schema = page
    return app.openapi_schema
