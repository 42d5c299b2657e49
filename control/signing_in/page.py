"""The pages of signing in, as HTML: one form, which a phone and a browser without pictures show alike."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

from fastapi.responses import HTMLResponse

from orin.access.principal import Principal
from orin.runtime.http.pages import page

_NOT_KEPT = {"Cache-Control": "no-store"}


def form(
    following: str, issuer: str | None, message: str = "", status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Account and password, and a way to the provider where there is one; `message` says what went wrong."""
    alert = f"<p role=alert>{escape(message[:1].upper() + message[1:])}.</p>" if message else ""
    elsewhere = ""
    if issuer is not None:
        query = urlencode({"next": following})
        elsewhere = (
            f'<p><a href="/control/sign-in/provider?{escape(query)}">'
            f"Sign in with {escape(urlsplit(issuer).hostname or issuer)}</a></p>"
        )
    body = (
        f"<main><h1>Sign in to ORIN</h1>{alert}<form method=post action=/control/sign-in>"
        f'<input type=hidden name=next value="{escape(following)}">'
        "<p><label for=account>Account</label>"
        "<input id=account name=account autocomplete=username autocapitalize=none spellcheck=false required></p>"
        "<p><label for=password>Password</label>"
        "<input id=password name=password type=password autocomplete=current-password required></p>"
        f"<p><button>Sign in</button></p></form>{elsewhere}</main>"
    )
    return page("Sign in to ORIN", body, status, _NOT_KEPT | dict(headers or {}))


def signed_in(principal: Principal, csrf: str | None) -> HTMLResponse:
    """Who it is, and a button to sign out where there is a session to end."""
    end = ""
    if csrf is not None:
        end = (
            "<form method=post action=/control/sign-out>"
            f'<input type=hidden name=csrf value="{escape(csrf)}"><p><button>Sign out</button></p></form>'
        )
    sites = ", ".join(principal.sites) or "none"
    body = (
        f"<main><h1>Signed in to ORIN</h1><p>You are {escape(principal.display_name)}, {principal.role} of the sites "
        f"{escape(sites)}.</p><p><a href=/>Go on</a></p>{end}</main>"
    )
    return page("Signed in to ORIN", body, headers=_NOT_KEPT)


def leads_on(principal: Principal, following: str) -> HTMLResponse:
    """After signing in elsewhere: goes on by itself, and by a link."""
    target = escape(following)
    body = (
        f"<main><h1>Signed in to ORIN</h1><p>You are {escape(principal.display_name)}.</p>"
        f'<p><a href="{target}">Go on</a></p></main>'
    )
    refresh = f'<meta http-equiv=refresh content="0;url={target}">'
    return page("Signed in to ORIN", body, headers=_NOT_KEPT, head=refresh)
