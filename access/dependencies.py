"""What routes declare: who asks, and which role that takes."""

from collections.abc import Callable, Collection
from typing import Annotated

import psycopg
import structlog
from fastapi import Depends, HTTPException, Request
from psycopg_pool import PoolTimeout

from orin.access.errors import NotSignedIn, ProviderUnavailable, Refused
from orin.access.gate import CrossSite, Gate
from orin.access.principal import LOCAL_READER, Principal, Role, may
from orin.runtime.http.middleware import address_of

log = structlog.get_logger(__name__)

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="orin"'}
_INVALID = {"WWW-Authenticate": 'Bearer realm="orin", error="invalid_token"'}


async def current_principal(request: Request) -> Principal:
    """Who asks, by the application's gate; the local reader where it has none: without access control.

    401 for whoever is not recognised: it does not say why, which is logged.
    """
    known: Principal | None = getattr(request.state, "principal", None)
    if known is None:
        gate: Gate | None = getattr(request.app.state, "gate", None)
        known = request.state.principal = LOCAL_READER if gate is None else await _recognised(gate, request)
    return known


PrincipalDep = Annotated[Principal, Depends(current_principal)]


async def still_recognised(request: Request) -> bool:
    """Whether who began a long answer may have the rest: the gate is asked again, which knows what was revoked."""
    gate: Gate | None = getattr(request.app.state, "gate", None)
    if gate is None:
        return True
    try:
        return await gate.recognise(request) == await current_principal(request)
    except (Refused, ProviderUnavailable):
        return False
    except (psycopg.OperationalError, PoolTimeout):
        return True  # nor does anything new come from the database


async def _recognised(gate: Gate, request: Request) -> Principal:
    try:
        return await gate.recognise(request)
    except NotSignedIn:
        raise HTTPException(401, "sign in, or send `Authorization: Bearer TOKEN`", _CHALLENGE) from None
    except CrossSite as error:
        _note(request, error)
        raise HTTPException(
            403, "a command by cookie needs the X-CSRF-Token of its session, from the same site"
        ) from None
    except Refused as error:
        _note(request, error)
        raise HTTPException(
            401, "the token or session is not valid, or not any more: sign in again", _INVALID
        ) from None
    except ProviderUnavailable:
        detail = "the identity provider's keys are not to be had: try again later"
        raise HTTPException(503, detail, {"Retry-After": "10"}) from None


def require(needed: Role) -> Callable[[Principal], Principal]:
    """A dependency that gives the principal, and answers 403 to whoever has a lesser role."""

    def check(principal: PrincipalDep) -> Principal:
        if not may(principal, needed):
            raise HTTPException(403, f"this takes the role {needed}, and {principal.display_name} has {principal.role}")
        return principal

    return check


def signed_in_but_for(public: Collection[str]) -> Callable[[Request], object]:
    """A dependency of a whole application: every route but those at these paths answers recognised people only.

    An entry is a path, for every method, or `POST /path`.
    """

    async def check(request: Request) -> None:
        path = request.scope["route"].path
        if path not in public and f"{request.method} {path}" not in public:
            await current_principal(request)

    return check


def _note(request: Request, error: Refused) -> None:
    request.state.refused = error.reason
    address = address_of(request) or None
    log.warning("refused", reason=error.reason, address=address, method=request.method, path=request.url.path)
