"""/control/sign-in and /control/sign-out: for people with a browser, of any kind."""

from collections.abc import Mapping
from hmac import compare_digest
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Query, Request, Response

from orin.access.dependencies import current_principal
from orin.access.errors import ProviderUnavailable, Refused
from orin.access.same_site import own_path
from orin.access.sessions import close_session, cookie_of, session
from orin.control.signing_in import browser, page
from orin.control.signing_in.entrance import Entrance
from orin.control.signing_in.session import EntranceDep
from orin.runtime.http.parameters import TAKES_ANY
from orin.runtime.http.problems import Problem

router = APIRouter(prefix="/control", tags=["access"])

_HTML: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {}}}}
_PAGE_OR_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"text/html": {}}}
_FORM: dict[int | str, dict[str, Any]] = _HTML | dict.fromkeys((401, 429, 503), _PAGE_OR_PROBLEM)
_MOVES: dict[int | str, dict[str, Any]] = {303: {"description": "To where it goes on"}}
_LONG, _MOST_FIELDS = 8192, 10
_FAILED = "signing in did not work: try again, or ask whoever looks after ORIN"
Next = Annotated[str | None, Query(alias="next", max_length=2000, description="Path of this address to go to then.")]


@router.get("/sign-in", responses=_HTML, response_class=Response, summary="A page to sign in, for people")
async def shown(request: Request, entrance: EntranceDep, following: Next = None) -> Response:
    """Whoever is signed in already is shown as whom, and a button to sign out."""
    try:
        principal = await current_principal(request)
    except HTTPException as error:
        if error.status_code != 401:
            raise
        return _form(entrance, own_path(following))
    return page.signed_in(principal, await entrance.csrf_of(request))


@router.post("/sign-in", responses=_FORM | _MOVES, response_class=Response, summary="What the page sends")
async def sent(request: Request, entrance: EntranceDep) -> Response:
    """A form: `account`, `password`, `next`."""
    browser.check_own_page(request)
    form = await _fields(request)
    following = own_path(form.get("next"))
    try:
        principal = await entrance.by_password(request, form.get("account", ""), form.get("password", ""))
    except HTTPException as error:
        return _form(entrance, following, error.detail, error.status_code, error.headers)
    answer = Response(status_code=303, headers={"Location": following})
    browser.give_session(request, answer, await entrance.opened(request, principal))
    return answer


@router.post("/sign-out", responses=_MOVES, response_class=Response, summary="What the page's button sends")
async def left(request: Request, entrance: EntranceDep) -> Response:
    """A form: `csrf`, the token of the session that is to end."""
    browser.check_own_page(request)
    cookie, answer = cookie_of(request), Response(status_code=303, headers={"Location": "/control/sign-in"})
    if cookie is not None:
        given = (await _fields(request)).get("csrf", "")
        await _end(request, entrance, cookie, given)
    browser.end_session(request, answer)
    return answer


@router.get("/sign-in/provider", responses=_FORM | _MOVES, response_class=Response, summary="Sign in at the provider")
async def begin(request: Request, entrance: EntranceDep, following: Next = None) -> Response:
    """To the provider, by OpenID Connect's Authorization Code flow with PKCE."""
    if entrance.flow is None:
        raise HTTPException(404, "people do not sign in at a provider here: ORIN_OIDC_CLIENT_ID names none")
    try:
        begun = await entrance.flow.begin(browser.callback_of(request), own_path(following))
    except ProviderUnavailable:
        return _form(entrance, own_path(following), "the identity provider does not answer: try again later", 503)
    answer = Response(status_code=303, headers={"Location": begun.url})
    browser.give_begun(request, answer, begun.kept)
    return answer


@router.get(
    "/sign-in/callback",
    responses=_FORM,
    response_class=Response,
    openapi_extra={TAKES_ANY: True},
    summary="Where the provider sends the browser back to",
)
async def come_back(request: Request, entrance: EntranceDep) -> Response:
    """A page that leads on: to a request that another site's page began browsers send no strict cookie."""
    if entrance.flow is None:
        raise HTTPException(404, "people do not sign in at a provider here: ORIN_OIDC_CLIENT_ID names none")
    try:
        arrived = await entrance.flow.finish(
            browser.begun_of(request), dict(request.query_params), browser.callback_of(request)
        )
    except Refused as error:
        answer = _form(entrance, "/", _FAILED, 401)
        request.state.refused = error.reason
    except ProviderUnavailable:
        answer = _form(entrance, "/", "the identity provider does not answer: try again later", 503)
    else:
        request.state.principal = arrived.principal
        answer = page.leads_on(arrived.principal, arrived.following)
        browser.give_session(request, answer, await entrance.opened(request, arrived.principal))
    browser.end_begun(request, answer)
    return answer


async def _fields(request: Request) -> dict[str, str]:
    """Of a form, each once. HTTPException 422 for what is none."""
    body = await request.body()
    try:
        found = (
            parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS) if len(body) < _LONG else None
        )
    except ValueError:
        found = None
    if found is None:
        raise HTTPException(422, "this is not the form of the page: `GET /control/sign-in` shows it")
    return {name: values[-1] for name, values in found.items()}


async def _end(request: Request, entrance: Entrance, cookie: str, csrf: str) -> None:
    async with entrance.pool.connection() as connection:
        try:
            found = await session(connection, cookie)
        except Refused:
            return  # it has ended already
        request.state.principal = found.principal
        if not compare_digest(found.csrf.encode(), csrf.encode()):
            raise HTTPException(403, "the button is of another session: open the page again")
        await close_session(connection, cookie)


def _form(
    entrance: Entrance, following: str, message: str = "", status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    return page.form(following, None if entrance.flow is None else entrance.flow.issuer, message, status, headers)
