"""Query parameters: what a route does not take is refused."""

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from orin.schemas.nearest import meant

TAKES_ANY = "x-takes-any-parameter"
"""Of an operation whose parameters somebody else chooses: what it does not know is passed over."""


def refuse(parameter: str, message: str) -> RequestValidationError:
    """A 422 that names a query parameter."""
    return RequestValidationError([refusal(parameter, message)])


def refusal(parameter: str, message: str) -> dict[str, Any]:
    """One entry of a RequestValidationError, about a query parameter."""
    return {"type": "value_error", "loc": ("query", parameter), "msg": message}


def only_known_parameters(request: Request) -> None:
    """422 for query parameters that the route does not have, and for one of a single value that comes twice:
    ignored, they would answer another question than was asked.
    """
    page: dict[str, Any] = (
        request.app.openapi()["paths"].get(request.scope["route"].path_format, {}).get(request.method.lower(), {})
    )
    if page.get(TAKES_ANY):
        return
    takes = {each["name"]: each["schema"] for each in page.get("parameters", ()) if each["in"] == "query"}
    wrong = []
    for name in dict.fromkeys(request.query_params):
        if name not in takes:
            hint = meant(name, takes) if takes else " (this path takes none)"
            wrong.append(refusal(name, f"there is no such parameter{hint}"))
        elif takes[name].get("type") != "array" and len(request.query_params.getlist(name)) > 1:
            wrong.append(refusal(name, "takes one value, and was given several"))
    if wrong:
        raise RequestValidationError(wrong)
