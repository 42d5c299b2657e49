"""An OpenID Connect provider on 127.0.0.1: its description, its keys, and tokens as it or a forger would sign them."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from tests.support.servers.served import QuietHandler, served

AUDIENCE = "orin"


class FakeProvider:
    """`asked` counts requests by path."""

    def __init__(self) -> None:
        self.issuer = ""
        self.asked: dict[str, int] = {}
        self.key = self.published = _key("first")

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

    def answer(self, path: str) -> Any:
        self.asked[path] = self.asked.get(path, 0) + 1
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}
        return {"keys": [self.published.as_dict(private=False)]} if path == "/keys" else None


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
            body = json.dumps(provider.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with served(Handler) as provider.issuer:
        yield provider
