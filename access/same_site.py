"""Whether a request may have been caused by a page of another site: browsers say where a command comes from."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def is_command(request: HTTPConnection) -> bool:
    """Whether it is to change something."""
    return request.scope.get("method", "GET") not in _READING


def foreign_origin(request: HTTPConnection) -> str | None:
    """The Origin of a page that is not of the address asked; None for a page of this one, and where none is named."""
    origin = request.headers.get("origin")
    if origin is None or urlsplit(origin).netloc == request.headers.get("host"):
        return None
    return origin
