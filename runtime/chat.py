"""One question to a chat model behind an OpenAI-compatible endpoint; what it answers is text from a stranger."""

import asyncio
import ipaddress
import json
import ssl
from typing import Any
from urllib.parse import urlsplit

import httpx2
import truststore

from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError

LARGEST = 256 * 1024
"""Bytes of an answer; dozens of guards take a tenth of it."""
PATIENCE = 120.0
"""Seconds without progress: to the head of the answer, then to each STEP of it. A model may think before it speaks."""
STEP = 16 * 1024
"""Bytes that count as progress: single ones could drip for days."""
_NOT_THIS_WAY = frozenset({400, 404, 415, 422, 501})
"""Statuses by which servers say that they know no `response_format`."""


class NoAnswer(OrinError):
    """The model gave nothing that could be read."""


class ChatModel:
    """The model of `ORIN_WORDS_MODEL` at `ORIN_WORDS_URL`. The key is in no message."""

    def __init__(self, url: str, name: str, key: str | None, *, insecure: bool, patience: float = PATIENCE) -> None:
        self.name = name
        self.host = _checked(url, insecure=insecure)
        if key is not None and not (key.isascii() and key.isprintable()):
            raise Misuse("ORIN_WORDS_KEY holds characters that no key has; give it without line breaks")
        self._address = f"{url.rstrip('/')}/chat/completions"
        self._key = key
        self._patience = patience

    def ask(self, order: str, wish: str, schema: dict[str, Any]) -> str:
        """The content of the answer, which is to be JSON of the `schema`. Raises NoAnswer.

        A server that refuses the format is asked again without it, with the schema in the `order`.
        """
        shape = {"type": "json_schema", "json_schema": {"name": "guards", "schema": schema}}
        status, body = self._post(_question(self.name, order, wish) | {"response_format": shape})
        if status in _NOT_THIS_WAY:
            order = f"{order}\nThe schema:\n{json.dumps(schema, separators=(',', ':'))}"
            status, body = self._post(_question(self.name, order, wish))
        if status != 200:
            raise NoAnswer(f"the model at {self.host} {_refusal(status)}")
        try:
            content = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            content = None
        if not isinstance(content, str):
            raise NoAnswer(f"the answer from {self.host} is not that of a chat model; check ORIN_WORDS_URL")
        return content

    def _post(self, question: dict[str, Any]) -> tuple[int, bytes]:
        try:
            return asyncio.run(self._posted(json.dumps(question).encode()))
        except TimeoutError:
            reason = f"has sent nothing new for {self._patience:g} s"
        except httpx2.ConnectError:
            reason = "cannot be reached; check ORIN_WORDS_URL and that it runs"
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            # Only the kind: the texts of these errors may hold headers, and one of them is the key.
            reason = f"does not answer as it should ({type(error).__name__})"
        raise NoAnswer(f"the model at {self.host} {reason}") from None

    async def _posted(self, body: bytes) -> tuple[int, bytes]:
        """Status and, of a good one, the body. Raises TimeoutError and what the client raises."""
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        far = urlsplit(self._address).scheme == "https"
        verify = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if far else False
        clock = asyncio.get_running_loop().time
        async with (
            asyncio.timeout(self._patience) as limit,
            # Proxies see what goes to them in plain text, so http:// is always sent straight to its host.
            httpx2.AsyncClient(timeout=None, follow_redirects=False, trust_env=far, verify=verify) as client,
            client.stream("POST", self._address, content=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                return response.status_code, b""
            found, said = bytearray(), 0
            async for piece in response.aiter_raw():  # not decoded: a small body could unpack to a huge one
                found += piece
                if len(found) > LARGEST:
                    raise NoAnswer(f"the answer from {self.host} is larger than {LARGEST >> 10} KiB")
                if len(found) - said >= STEP:
                    said = len(found)
                    limit.reschedule(clock() + self._patience)
            return 200, bytes(found)


def chat_model(settings: Settings) -> ChatModel | None:
    """As the settings say; None where they name none. Raises Misuse for half of it."""
    url, name, key = settings.words_url, settings.words_model, settings.words_key
    if url is None and name is None:
        return None
    if url is None or name is None:
        given, missing = (
            ("ORIN_WORDS_MODEL", "ORIN_WORDS_URL") if url is None else ("ORIN_WORDS_URL", "ORIN_WORDS_MODEL")
        )
        raise Misuse(f"{given} is set without {missing}; set both, or neither")
    return ChatModel(url, name, key.get_secret_value() if key else None, insecure=settings.words_insecure)


def _question(name: str, order: str, wish: str) -> dict[str, Any]:
    messages = [{"role": "system", "content": order}, {"role": "user", "content": wish}]
    return {"model": name, "messages": messages, "temperature": 0, "stream": False}


def _refusal(status: int) -> str:
    if status in (401, 403):
        return f"refuses the key (HTTP {status}); check ORIN_WORDS_KEY"
    if 300 <= status < 400:
        return f"redirects (HTTP {status}), which is not followed; set ORIN_WORDS_URL to where it really is"
    if status == 429:
        return "has had too many questions (HTTP 429); try again later"
    if status >= 500:
        return f"has failed (HTTP {status}); try again later"
    return f"refuses the question (HTTP {status}); check ORIN_WORDS_URL and ORIN_WORDS_MODEL"


def _checked(url: str, *, insecure: bool) -> str:
    """The host of an address that may be asked."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise Misuse("ORIN_WORDS_URL is no address; it is like https://HOST/v1")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise Misuse("ORIN_WORDS_URL must have no user, password or query; give the key as ORIN_WORDS_KEY")
    if parts.scheme == "http" and not insecure and not _is_here(host):
        raise Misuse(
            f"ORIN_WORDS_URL is http:// to {host}, where others could read the sentences and the key;"
            " use https://, or set ORIN_WORDS_INSECURE=true"
        )
    return host


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
