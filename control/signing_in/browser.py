"""What a browser is given and brings back: the cookies of its session and of a sign-in that it began."""

from typing import Literal, NamedTuple

from fastapi import HTTPException, Request, Response

from orin.access import sessions
from orin.access.oidc import code_flow
from orin.access.same_site import foreign_origin

CALLBACK = "/control/sign-in/callback"


class _Kind(NamedTuple):
    name: str
    secure_name: str
    same_site: Literal["strict", "lax"]


_SESSION = _Kind(sessions.COOKIE, sessions.SECURE_COOKIE, "strict")
"""No page of another site can send it."""
_BEGUN = _Kind(code_flow.COOKIE, code_flow.SECURE_COOKIE, "lax")
"""With this the browser comes back from the provider's site."""


def give_session(request: Request, answer: Response, opened: sessions.Opened) -> None:
    """Sets the cookie of a session; as the other one no script can read it."""
    _set(request, answer, _SESSION, opened.cookie, sessions.SECONDS)


def end_session(request: Request, answer: Response) -> None:
    _set(request, answer, _SESSION, "", 0)


def give_begun(request: Request, answer: Response, kept: str) -> None:
    """Sets the cookie of a sign-in at the provider."""
    _set(request, answer, _BEGUN, kept, code_flow.LIFETIME)


def end_begun(request: Request, answer: Response) -> None:
    _set(request, answer, _BEGUN, "", 0)


def begun_of(request: Request) -> str | None:
    """What `give_begun` set."""
    return request.cookies.get(_BEGUN.secure_name if sessions.is_secure(request) else _BEGUN.name)


def callback_of(request: Request) -> str:
    """Where the provider sends the browser back to. The Host is one of those that are known."""
    scheme = "https" if sessions.is_secure(request) else request.url.scheme
    return f"{scheme}://{request.headers['host']}{CALLBACK}"


def check_own_page(request: Request) -> None:
    """403 for what a page of another site sends: it could sign its visitor in as somebody else."""
    if foreign_origin(request) is not None:
        raise HTTPException(403, "people sign in from a page of this address, or from no page at all")


def _set(request: Request, answer: Response, kind: "_Kind", value: str, seconds: int) -> None:
    secure = sessions.is_secure(request)
    name = kind.secure_name if secure else kind.name
    answer.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite=kind.same_site, secure=secure)
