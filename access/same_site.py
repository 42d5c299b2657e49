"""Whether a request may have been caused by a page of another site: browsers say where a command comes from."""

import re

from starlette.requests import HTTPConnection

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]{0,2000}", re.ASCII)
"""Printable, without blanks and backslashes, and no second slash: browsers take `//host` and `/\\host` for a host."""


def is_command(request: HTTPConnection) -> bool:
    """Whether it is to change something."""
    return request.scope.get("method", "GET") not in _READING


def foreign_origin(request: HTTPConnection) -> str | None:
    """The Origin of a page that is not of the address asked; None for a page of this one, and where none is named."""
    origin = request.headers.get("origin")
    if origin is None or origin.partition("://")[2] == request.headers.get("host"):
        return None
    return origin


def own_path(path: str | None) -> str:
    """The path of this app to go to after signing in: `path`, or `/` where that could lead anywhere else."""
    if path is None or _OWN_PATH.fullmatch(path) is None:
        return "/"
    return path
