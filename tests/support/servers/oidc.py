"""An OpenID Connect provider on 127.0.0.1: its description, its keys, tokens as it or a forger would sign them, and
codes for people who sign in.
"""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from tests.support.servers.served import QuietHandler, served

AUDIENCE = "orin"
CLIENT = "orin-browser"


class FakeProvider:
    """`asked` counts requests by path."""

    def __init__(self) -> None:
        self.issuer = ""
        self.asked: dict[str, int] = {}
        self.key = self.published = _key("first")
        self.codes: dict[str, dict[str, str]] = {}
        """What each was asked for with, and the claims that its ID token gets."""
        self.userinfo: dict[str, Any] | None = None

    def token(self, lifetime: int = 300, key: ECKey | None = None, **claims: Any) -> str:
        """A viewer's of the site `hq`, unless the claims say otherwise."""
        now = int(time.time())
        own = {"iss": self.issuer, "aud": AUDIENCE, "sub": "kim", "iat": now, "nbf": now, "exp": now + lifetime}
        key = key or self.key
        return jwt.encode(
            {"alg": "ES256", "kid": key.kid}, own | {"orin_role": "viewer", "orin_sites": "hq"} | claims, key
        )

    def unsigned(self) -> str:
        """`alg: none`, with the claims of a good token."""
        _, body, _ = self.token(orin_role="admin", orin_sites="*").split(".")
        return f"{_text({'alg': 'none', 'kid': self.key.kid})}.{body}."

    def by_public_key(self) -> str:
        """HS256, with what everybody may know as the secret."""
        _, body, _ = self.token(orin_role="admin", orin_sites="*").split(".")
        head = f"{_text({'alg': 'HS256', 'kid': self.key.kid})}.{body}"
        mark = hmac.digest(self.key.as_pem(private=False), head.encode(), "sha256")
        return f"{head}.{urlsafe_b64encode(mark).decode().rstrip('=')}"

    def rotate(self, kid: str = "second") -> None:
        """Another key signs, and is published."""
        self.key = self.published = _key(kid)

    def code(self, url: str, **claims: Any) -> str:
        """Somebody signs in who was sent to `url`; with the code their ID token has the claims."""
        asked = dict(parse_qsl(urlsplit(url).query))
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked | {"claims": json.dumps({"aud": CLIENT, "nonce": asked["nonce"]} | claims)}
        return code

    def answer(self, path: str, form: dict[str, str] | None = None) -> Any:
        self.asked[path] = self.asked.get(path, 0) + 1
        if path == "/.well-known/openid-configuration":
            ends = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")}
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"} | ends
        if path == "/token" and form is not None:
            return self._redeemed(form)
        if path == "/userinfo":
            return self.userinfo
        return {"keys": [self.published.as_dict(private=False)]} if path == "/keys" else None

    def _redeemed(self, form: dict[str, str]) -> Any:
        """None where the code is not there, was used, or whoever brings it does not know its verifier."""
        asked = self.codes.pop(form["code"], None)
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if asked is None or (asked["code_challenge"], asked["redirect_uri"]) != (proof, form["redirect_uri"]):
            return None
        claims = json.loads(asked["claims"])
        return {"id_token": self.token(**claims), "access_token": "opaque", "token_type": "Bearer"}


def _key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"}, private=True)


def _text(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    """On a free port, stopped at the end."""
    provider = FakeProvider()

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802 - the base class calls it so
            self._send(provider.answer(self.path))

        def do_POST(self) -> None:  # noqa: N802
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(provider.answer(self.path, dict(parse_qsl(sent))))

        def _send(self, answer: Any) -> None:
            body = json.dumps(answer).encode()
            self.send_response(400 if answer is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with served(Handler) as provider.issuer:
        yield provider
