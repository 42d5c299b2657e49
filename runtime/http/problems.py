"""Every error of an app as `application/problem+json` (RFC 9457)."""

import re
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

from orin.schemas.nearest import meant

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
_QUOTED = re.compile("'([^']*)'")


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
    title: str = Field(description="The status in words.")
    status: int = Field(description="HTTP status.")
    detail: str = Field(description="This problem, in a sentence.")
    errors: list[dict[str, str]] | None = Field(None, description="Each refused parameter or unmet condition.")


def problem(
    status: int, detail: str, errors: list[dict[str, str]] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The response of a problem."""
    more = {"errors": errors} if errors else {}
    return Response(msgspec.json.encode(body(status, detail) | more), status, headers, MEDIA_TYPE)


def body(status: int, detail: str) -> dict[str, Any]:
    """What every problem has."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def unready(lacking: list[str]) -> Response:
    """503 of a readiness check: the migrations that are missing from the database."""
    errors = [{"where": "database", "message": f"migration {file} has not been applied"} for file in lacking]
    return problem(503, "the database has not been migrated: start `orin worker project`, which does it", errors)


def install(app: FastAPI, process: str, said: Mapping[int, str]) -> None:
    """Turns every error of `app` into a problem; unexpected ones are logged, and their answer does not say why.

    `process` is the command whose log has them, `said` what to say instead of the framework's word for a status.
    """

    def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = error.detail
        if detail == HTTPStatus(error.status_code).phrase:
            detail = said.get(error.status_code, detail)
        return problem(error.status_code, detail, headers=error.headers)

    def unexpected(request: Request, error: Exception) -> Response:
        log.error("request failed", path=request.url.path, exc_info=error)
        return problem(500, f"the request failed: see the log of `{process}`")

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(PoolTimeout, _unavailable)
    app.add_exception_handler(psycopg.OperationalError, _unavailable)
    app.add_exception_handler(psycopg.errors.UndefinedTable, _unavailable)
    app.add_exception_handler(psycopg.errors.UndefinedFunction, _unavailable)
    app.add_exception_handler(psycopg.errors.InsufficientPrivilege, _unavailable)
    app.add_exception_handler(psycopg.DataError, _invalid_value)
    app.add_exception_handler(Exception, unexpected)


def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"where": " ".join(map(str, e["loc"])), "message": _message(e)} for e in error.errors()]
    return problem(422, "; ".join(f"{e['where']}: {e['message']}" for e in errors), errors)


def _message(error: Mapping[str, Any]) -> str:
    if error["type"] != "literal_error":
        return str(error["msg"])
    given, valid = str(error["input"]), _QUOTED.findall(error["ctx"]["expected"])
    return f"there is no value {given!r}{meant(given, valid)}"


def _unavailable(request: Request, error: Exception) -> Response:
    log.warning("database unavailable", path=request.url.path, error=str(error).strip())
    detail = "the database does not answer, or `orin worker project` has not migrated it yet: try again later"
    return problem(503, detail, headers={"Retry-After": "2"})


def _invalid_value(_request: Request, error: Exception) -> Response:
    """A value that passed the parameters' checks and that the database refuses."""
    return problem(422, f"a parameter has an invalid value: {str(error).splitlines()[0]}")
