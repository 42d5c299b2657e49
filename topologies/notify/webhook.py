"""One message to a webhook, by Standard Webhooks: https://www.standardwebhooks.com."""

import asyncio
import logging
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

import httpx2
from standardwebhooks.webhooks import Webhook as Signer

from orin.schemas.errors import Misuse, OrinError
from orin.topologies.notify.addresses import Allowed, Refused, resolve

logging.getLogger("httpx2").setLevel(logging.WARNING)
"""Its lines name whole addresses, which may be secrets."""
_MOST_BYTES = 64 * 1024
"""Of an answer: nothing in it is of use."""
_LONGEST_WAIT = 3600.0


class Answer(NamedTuple):
    """What became of one attempt."""

    ok: bool
    code: int | None
    """What the destination answered; None: nothing."""
    why: str = ""
    wait: float | None = None
    """Seconds that it asks us to wait."""
    final: bool = False
    """Trying again is of no use."""


class Sending(NamedTuple):
    """How messages are sent."""

    may: Allowed
    timeout: float
    """Seconds for one attempt, from the first byte to the last."""


def post(url: str, secret: str | None, delivery_id: str, body: bytes, how: Sending) -> Answer:
    """One attempt. `url` and `secret` are in the clear, and in no text that is returned."""
    return asyncio.run(_within(url, secret, delivery_id, body, how))


async def _within(url: str, secret: str | None, delivery_id: str, body: bytes, how: Sending) -> Answer:
    try:
        async with asyncio.timeout(how.timeout):
            return await _post(url, signed(secret, delivery_id, body), body, how)
    except TimeoutError:
        return Answer(ok=False, code=None, why=f"no whole answer within {how.timeout:g} s")
    except (Refused, Misuse) as error:
        return Answer(ok=False, code=None, why=str(error), final=True)
    except (httpx2.HTTPError, OrinError, OSError) as error:
        return Answer(ok=False, code=None, why=_said(error))


def signed(secret: str | None, delivery_id: str, body: bytes) -> dict[str, str]:
    """The headers of a message. Raises Misuse for a key that is not base64."""
    now = datetime.now(tz=UTC)
    found = {
        "content-type": "application/json",
        "user-agent": "orin",
        "webhook-id": delivery_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "idempotency-key": delivery_id,
    }
    if secret is not None:
        try:
            found["webhook-signature"] = Signer(secret).sign(delivery_id, now, body.decode())
        except ValueError:
            raise Misuse("the secret that signs is not base64, as `whsec_…` is") from None
    return found


async def _post(url: str, headers: Mapping[str, str], body: bytes, how: Sending) -> Answer:
    to = await asyncio.to_thread(resolve, url, how.may)
    address = f"[{to.address}]" if ":" in to.address else to.address
    name = f"[{to.host}]" if ":" in to.host else to.host
    async with (
        # Straight to the address that was checked, and nowhere else: no proxy, no redirect.
        httpx2.AsyncClient(verify=_context(), trust_env=False, follow_redirects=False, timeout=how.timeout) as client,
        client.stream(
            "POST",
            f"{to.scheme}://{address}:{to.port}{to.path}",
            content=body,
            headers={**headers, "host": f"{name}:{to.port}" if to.port not in (80, 443) else name},
            extensions={"sni_hostname": to.host},
        ) as response,
    ):
        read = 0
        async for part in response.aiter_raw():
            read += len(part)
            if read > _MOST_BYTES:
                break
        code = response.status_code
        if 200 <= code < 300:
            return Answer(ok=True, code=code)
        why = f"it answered {code}" + (", and redirects are not followed" if 300 <= code < 400 else "")
        return Answer(ok=False, code=code, why=why, wait=_retry_after(response.headers.get("retry-after")))


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _retry_after(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = (
            float(value) if value.isdigit() else (parsedate_to_datetime(value) - datetime.now(tz=UTC)).total_seconds()
        )
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _said(error: Exception) -> str:
    """Without the address, which may be a secret."""
    if isinstance(error, OrinError):
        return str(error)
    if isinstance(error, httpx2.ConnectError):
        return "it cannot be connected to" + (": its certificate is not valid" if "CERTIFICATE" in str(error) else "")
    return f"the connection failed ({type(error).__name__})"
