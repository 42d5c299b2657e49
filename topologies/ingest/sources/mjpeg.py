"""MJPEG over HTTP (`multipart/x-mixed-replace`), one JPEG a part, passed on byte for byte.

Parts that are empty, torn or no JPEG are frames that cannot be decoded, no reason to leave the camera.
"""

import time
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.request import (
    BaseHandler,
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    build_opener,
)

from orin.schemas.errors import OrinError
from orin.topologies.ingest.address import NetworkAddress
from orin.topologies.ingest.sources.base import EncodedImage, SourceInfo, decode_deep
from orin.topologies.ingest.sources.jpeg import jpeg_size

TIMEOUT = 5.0
"""Seconds without a byte after which a camera is gone."""
MOST_BYTES = 32 * 1024 * 1024
"""Of one part; more is no picture."""
_LINE = 64 * 1024


def open_mjpeg(address: NetworkAddress) -> "MjpegSource | None":
    """The camera at an HTTP address; None where something else than MJPEG answers. OrinError where nothing does."""
    try:
        response = _opener(address).open(address.bare, timeout=TIMEOUT)
    except HTTPError as error:
        error.close()
        advice = "check the user and the password" if error.code in (401, 403) else "check the path"
        raise OrinError(f"source {address.name}: it answers HTTP {error.code} ({error.reason}); {advice}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise OrinError(f"source {address.name}: {_why(address, error)}") from None
    if response.headers.get_content_maintype() == "multipart":
        return MjpegSource(response, address.name)
    response.close()
    return None


class MjpegSource:
    """A live source. Its position is seconds since it was opened, by the monotonic clock when a part has come."""

    part = 0

    def __init__(self, response: HTTPResponse, name: str) -> None:
        self._response = response
        self._boundary = (response.headers.get_boundary() or "").encode().strip(b"-")
        self._at_boundary = False
        self._opened = time.monotonic()
        self._data = b""
        self._size: tuple[int, int] | None = None
        self.info = SourceInfo(name=name, lossless=False)

    def grab(self) -> float | None:
        """As `Source.grab`. What comes before the first decodable picture has no size, and is left out."""
        while True:
            try:
                data = self._next()
            except (OSError, HTTPException, ValueError) as error:
                reason = f"no data for {TIMEOUT:.0f} s" if isinstance(error, TimeoutError) else str(error)
                raise OrinError(f"source {self.info.name}: the stream broke: {reason}") from None
            if data is None:
                return None
            self._size = _size(data) or self._size
            if self._size is not None:
                self._data = data
                return time.monotonic() - self._opened

    def retrieve(self) -> EncodedImage:
        if self._size is None:
            raise OrinError(f"source {self.info.name}: no frame was grabbed")
        return EncodedImage(self._data, "jpeg", *self._size)

    def remark(self) -> str | None:
        return None

    def close(self) -> None:
        self._response.close()

    def _next(self) -> bytes | None:
        """The next part's body; None at the stream's end."""
        while self._to_boundary():
            headers = self._headers()
            if headers is None:
                return None
            body = self._body(headers)
            if body is None:
                return None
            if headers.get("content-type", "image/jpeg").startswith(("image/", "application/octet-stream")):
                return body
        return None

    def _to_boundary(self) -> bool:
        """Reads past the next boundary, over whatever lies before it; False at the end."""
        while not self._at_boundary:
            line = self._response.readline(_LINE)
            if not line:
                return False
            self._at_boundary = self._is_boundary(line)
        self._at_boundary = False
        return True

    def _is_boundary(self, line: bytes) -> bool:
        # Cameras disagree about whether the dashes are part of the name.
        bare = line.strip()
        if not bare.startswith(b"--") and not (self._boundary and bare == self._boundary):
            return False
        return not self._boundary or bare.strip(b"-") == self._boundary

    def _headers(self) -> dict[str, str] | None:
        headers: dict[str, str] = {}
        while line := self._response.readline(_LINE):
            if not line.strip():
                return headers
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.strip().lower()] = value.strip().lower()
        return None

    def _body(self, headers: dict[str, str]) -> bytes | None:
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) <= MOST_BYTES:
            body = self._response.read(int(length))
            return body if len(body) == int(length) else None
        lines: list[bytes] = []
        size = 0
        while line := self._response.readline(_LINE):
            if self._is_boundary(line):
                self._at_boundary = True
                return b"".join(lines).lstrip(b"\r\n").removesuffix(b"\n").removesuffix(b"\r")
            size += len(line)
            if size > MOST_BYTES:
                raise ValueError(f"a part of more than {MOST_BYTES} bytes")
            lines.append(line)
        return None


def _size(data: bytes) -> tuple[int, int] | None:
    """(width, height) of a picture; None for one that cannot be decoded."""
    size = jpeg_size(data)
    if size is not None or not data:
        return size
    image = decode_deep(data)
    return None if image is None else (image.shape[1], image.shape[0])


class _CloseFirst(BaseHandler):
    """Closes the answer that asks for a password before another handler asks again: urllib leaves it open."""

    handler_order = 100

    def http_error_401(self, _request: object, response: HTTPResponse, *_: object) -> None:
        response.close()


def _opener(address: NetworkAddress) -> OpenerDirector:
    passwords = HTTPPasswordMgrWithDefaultRealm()
    if address.user:
        passwords.add_password(None, address.bare, address.user, address.password)
    return build_opener(_CloseFirst(), HTTPDigestAuthHandler(passwords), HTTPBasicAuthHandler(passwords))


def _why(address: NetworkAddress, error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, OSError) and "CERTIFICATE" in str(reason):
        return (
            f"the certificate of {address.host} is not trusted; name a file with the camera's certificate in "
            "SSL_CERT_FILE, or use http://"
        )
    words = (reason.strerror or str(reason)) if isinstance(reason, OSError) else str(reason)
    port = address.port or {"http": 80, "https": 443}[address.scheme]
    return f"{address.host}:{port} does not answer ({words or type(reason).__name__}); is the camera on and reachable?"
