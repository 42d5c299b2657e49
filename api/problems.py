"""Every error of the api as `application/problem+json` (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import psycopg
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from psycopg_pool import PoolTimeout
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from orin.projections.queries import ForeignCursor

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, for people (`title`, `detail`) and programs (`status`, `errors`)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "about:blank",
                "title": "Unprocessable Content",
                "status": 422,
                "detail": "query limit: Input should be less than or equal to 500",
                "errors": [{"where": "query limit", "message": "Input should be less than or equal to 500"}],
            }
        }
    )
    type: str = Field("about:blank", description="URI of the kind of problem.")
    title: str = Field(description="The kind of problem: the status in words.")
    status: int = Field(description="HTTP status.")
    detail: str = Field(description="This problem, in a sentence.")
    errors: list[dict[str, str]] | None = Field(None, description="Each refused parameter, and each unmet condition.")


def problem(
    status: int, detail: str, errors: list[dict[str, str]] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The response of a problem."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return Response(msgspec.json.encode(body), status, headers, MEDIA_TYPE)


def unready(lacking: list[str]) -> Response:
    """503 of a readiness check: the migrations that the database lacks."""
    errors = [{"where": "database", "message": f"migration {file} has not been applied"} for file in lacking]
    return problem(503, "the database has not been migrated: start `orin worker project`", errors)


def install(app: FastAPI) -> None:
    """Makes every error of `app` a problem; what nobody foresaw is logged and says nothing of its cause."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ForeignCursor, _foreign_cursor)
    app.add_exception_handler(PoolTimeout, _unavailable)
    app.add_exception_handler(psycopg.OperationalError, _unavailable)
    app.add_exception_handler(psycopg.errors.UndefinedTable, _unavailable)
    app.add_exception_handler(psycopg.DataError, _no_value)
    app.add_exception_handler(Exception, _unforeseen)


def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, error.detail, headers=error.headers)


def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"where": " ".join(map(str, e["loc"])), "message": str(e["msg"])} for e in error.errors()]
    return problem(422, "; ".join(f"{e['where']}: {e['message']}" for e in errors), errors)


def _foreign_cursor(_request: Request, _error: Exception) -> Response:
    return problem(410, "the cursor is of another database, or from before it was restored: begin without one")


def _unavailable(request: Request, error: Exception) -> Response:
    log.warning("database unavailable", path=request.url.path, error=str(error).strip())
    detail = "the database does not answer, or has not been migrated by the projector yet"
    return problem(503, detail, headers={"Retry-After": "2"})


def _no_value(_request: Request, error: Exception) -> Response:
    """What the parameters' checks let through and the database does not take."""
    return problem(422, f"a parameter has a value that cannot be: {str(error).splitlines()[0]}")


def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("request failed", path=request.url.path, exc_info=error)
    return problem(500, "the request failed; the api's log says why")
