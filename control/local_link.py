"""Who may command while there is no access control: whoever holds the link that `orin up` prints.

Its token lies in ORIN_HOME, which is nobody else's. A browser that opens the link gets a cookie; programs send the
token as `Authorization: Bearer`. Requests that come from another site's page are refused whatever they carry.
"""

from hmac import compare_digest

from fastapi import HTTPException, Request, Response
from starlette.requests import HTTPConnection

from orin.access.principal import EVERY_SITE, LOCAL_READER, Principal, Role
from orin.access.same_site import foreign_origin, is_command
from orin.runtime.config.home import LINK_FILE

COOKIE = "orin_link"
LOCAL_COMMANDER = Principal("local", "this machine", Role.ADMIN, (EVERY_SITE,), "local")
_HOW = f"commands take the link that `orin up` printed (also `{LINK_FILE}` in ORIN_HOME): open it, or send its token"


class LocalLink:
    """The link of one run."""

    def __init__(self, token: str) -> None:
        self._token = token

    def holds(self, token: str) -> bool:
        return compare_digest(token.encode(), self._token.encode())

    def opened(self) -> Response:
        """The answer to whoever opened the link: a cookie, and the page without the token in its address."""
        answer = Response(status_code=303, headers={"Location": "/"})
        answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict", path="/")
        return answer

    def principal(self, request: HTTPConnection) -> Principal:
        """Who asks. HTTPException 401 for a wrong token and for a command without one, 403 for one that another site's
        page may have caused.
        """
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        token = bearer.strip() if scheme.lower() == "bearer" else request.cookies.get(COOKIE, "")
        command = is_command(request)
        if command:
            _check_same_site(request, by_cookie=not bearer)
        if self.holds(token):
            return LOCAL_COMMANDER
        if command or bearer:
            raise HTTPException(401, f"{_HOW} as `Authorization: Bearer TOKEN`", {"WWW-Authenticate": "Bearer"})
        return LOCAL_READER


def recognise(request: Request) -> None:
    """A dependency of the whole application."""
    link: LocalLink = request.app.state.link
    request.state.principal = link.principal(request)


def _check_same_site(request: HTTPConnection, by_cookie: bool) -> None:
    """Browsers say where a command comes from; whoever is no browser has no cookie of ours."""
    is_nameless = "origin" not in request.headers and by_cookie and COOKIE in request.cookies
    if is_nameless or foreign_origin(request) is not None:
        raise HTTPException(403, "a command comes from a page of this address, or from no page at all")
