"""What routes declare: who asks, and which role that takes."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from orin.access.principal import LOCAL_READER, Principal, Role, may


async def current_principal(request: Request) -> Principal:
    """Who asks: whom the middleware recognised, or the local reader where there is no access control."""
    principal: Principal = getattr(request.state, "principal", LOCAL_READER)
    return principal


PrincipalDep = Annotated[Principal, Depends(current_principal)]


def require(needed: Role) -> Callable[[Principal], Principal]:
    """A dependency that gives the principal, and answers 403 to whoever has a lesser role."""

    def check(principal: PrincipalDep) -> Principal:
        if not may(principal, needed):
            raise HTTPException(403, f"this takes the role {needed}, and {principal.display_name} has {principal.role}")
        return principal

    return check
