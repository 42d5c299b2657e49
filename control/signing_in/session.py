"""/control/v1/me, /control/v1/session and what else an account may do for itself, for programs and the console."""

import time
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from orin.access import accounts, own_tokens
from orin.access.dependencies import PrincipalDep
from orin.access.principal import Principal
from orin.access.sessions import close_session, cookie_of
from orin.control.models import example
from orin.control.signing_in import browser
from orin.control.signing_in.entrance import Entrance, entrance_of
from orin.runtime.http.responses import json_response
from orin.schemas.errors import Misuse

who = APIRouter(prefix="/control/v1", tags=["access"])
"""Also without access control."""
router = APIRouter(prefix="/control", tags=["access"])

EntranceDep = Annotated[Entrance, Depends(entrance_of)]
Password = Annotated[str, Field(max_length=1024)]
_NOT_KEPT = {"Cache-Control": "no-store"}


class MeOut(BaseModel):
    """Who asks."""

    model_config = example(
        subject="account:kim", name="Kim", role="operator", sites=["hq", "depot-*"], via="account", csrf=None
    )

    subject: str = Field(description="Unique over all who may be recognised.")
    name: str
    role: Literal["viewer", "operator", "author", "admin"]
    sites: list[str] = Field(description="Patterns of the sites that they see: `*` any characters, `?` one.")
    via: Literal["local", "oidc", "account", "token"] = Field(description="What they were recognised by.")
    csrf: str | None = Field(
        None, description="For whoever comes by a session: what their commands carry as `X-CSRF-Token`."
    )


class CredentialsIn(BaseModel):
    """Of an account of ORIN's own."""

    model_config = example(account="kim", password="correct horse battery")  # noqa: S106 - an example

    account: Annotated[str, Field(max_length=100)]
    password: Password


class NewPasswordIn(BaseModel):
    """The password that it is, and the one that it is to be."""

    model_config = example(password="correct horse battery", new_password="staple walks on water")  # noqa: S106

    password: Password
    new_password: Password


class AccessTokenOut(BaseModel):
    """A token for programs, to be sent as `Authorization: Bearer`."""

    model_config = example(access_token="eyJhbGciOiJFUzI1NiIs…", token_type="Bearer", expires_in=900)  # noqa: S106

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds.")


class KeysOut(BaseModel):
    """Public keys (RFC 7517)."""

    model_config = example(keys=[{"kty": "EC", "crv": "P-256", "kid": "…", "x": "…", "y": "…"}])

    keys: list[dict[str, object]]


@who.get("/me", response_model=MeOut, summary="Who asks, with which role and for which sites")
async def me(request: Request, principal: PrincipalDep) -> Response:
    """The same for every way in; a session's token for commands is told to its own browser alone."""
    entrance: Entrance | None = getattr(request.app.state, "entrance", None)
    return _told(principal, None if entrance is None else await entrance.csrf_of(request))


@router.post("/v1/session", status_code=201, response_model=MeOut, summary="Sign in: a session for a browser")
async def sign_in(request: Request, entrance: EntranceDep, said: CredentialsIn) -> Response:
    """Sets the session's cookie, which scripts cannot read; commands by it carry `csrf` as `X-CSRF-Token`."""
    browser.check_own_page(request)
    principal = await entrance.by_password(request, said.account, said.password)
    opened = await entrance.opened(request, principal)
    answer = _told(principal, opened.csrf, 201)
    browser.give_session(request, answer, opened)
    return answer


@router.delete("/v1/session", status_code=204, summary="Sign out", response_class=Response)
async def sign_out(request: Request, entrance: EntranceDep) -> Response:
    """From the next request on the session opens nothing. 404 for whoever came by a token."""
    cookie = cookie_of(request)
    if cookie is None or "authorization" in request.headers:
        raise HTTPException(404, "there is no session: a token ends by `orin tokens revoke`, or by itself")
    async with entrance.pool.connection() as connection:
        await close_session(connection, cookie)
    answer = Response(status_code=204)
    browser.end_session(request, answer)
    return answer


@router.post("/v1/access-token", response_model=AccessTokenOut, summary="A short-lived token of an account")
async def access_token(request: Request, entrance: EntranceDep, said: CredentialsIn) -> Response:
    """For programs that act for a person; machines have tokens of their own (`orin tokens create`)."""
    browser.check_own_page(request)
    await entrance.by_password(request, said.account, said.password)
    async with entrance.pool.connection() as connection:
        token = await own_tokens.issue(connection, said.account, int(time.time()))
    return json_response(
        {"access_token": str(token), "token_type": "Bearer", "expires_in": own_tokens.LIFETIME}, headers=_NOT_KEPT
    )


@router.post("/v1/me/password", status_code=204, summary="Change one's own password", response_class=Response)
async def change_password(
    request: Request, entrance: EntranceDep, principal: PrincipalDep, said: NewPasswordIn
) -> Response:
    """Ends every session and token of the account, this one included. 404 for whoever is no account of ORIN's own."""
    if principal.via != "account":
        raise HTTPException(404, "this is for accounts of ORIN's own: others change their password where it is kept")
    account = principal.subject.partition(":")[2]
    await entrance.by_password(request, account, said.password)
    try:
        async with entrance.pool.connection() as connection:
            await accounts.set_password(connection, account, said.new_password)
    except Misuse as error:
        wrong = {"type": "value_error", "loc": ("body", "new_password"), "msg": str(error)}
        raise RequestValidationError([wrong]) from None
    answer = Response(status_code=204)
    browser.end_session(request, answer)
    return answer


@router.get("/jwks.json", response_model=KeysOut, summary="The public keys of the tokens that ORIN issues")
async def keys(entrance: EntranceDep) -> Response:
    """For whoever is to check them: issuer and audience are `urn:orin`."""
    async with entrance.pool.connection() as connection:
        found = await own_tokens.public_keys(connection)
    return json_response({"keys": found}, headers={"Cache-Control": "public, max-age=300"})


def _told(principal: Principal, csrf: str | None, status: int = 200) -> Response:
    told = {
        "subject": principal.subject,
        "name": principal.display_name,
        "role": str(principal.role),
        "sites": list(principal.sites),
        "via": principal.via,
        "csrf": csrf,
    }
    return json_response(told, status, _NOT_KEPT)
