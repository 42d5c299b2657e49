"""Addresses of cameras: taken apart strictly, so that no part of a password is ever taken for a host."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from orin.runtime.observability.redact import MASK, redact
from orin.schemas.errors import Misuse

_AUTHORITY_END = re.compile(r"[/?#]")
_USERINFO = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._~-]+)?\]|[^\s:@\[\]/\\%]*)(?::([0-9]{1,5}))?")


class NetworkAddress(NamedTuple):
    """A camera's address. `name` is how it is shown; it holds neither user nor password."""

    url: str
    name: str
    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    """User and password decoded; empty where there are none."""

    @property
    def bare(self) -> str:
        """The URL without user and password."""
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"  # the path has no @: parse_address saw to that


def parse_address(text: str) -> NetworkAddress:
    """The parts of `SCHEME://[USER[:PASSWORD]@]HOST[:PORT]…` (RFC 3986, 3.2).

    Misuse, which quotes nothing but the scheme, where it is not clear what belongs to the password: URL parsers differ
    about unencoded characters, and what one takes for a password another looks up as a host.
    """
    scheme, _, rest = text.partition("://")
    shown = f"source {scheme.lower()}://…"
    end = _AUTHORITY_END.search(rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    userinfo, _, host_and_port = authority.rpartition("@")
    if "@" in tail or not _USERINFO.fullmatch(userinfo):
        raise Misuse(
            f"{shown}: the user or the password has a character that an address cannot hold; percent-encode it "
            "(@ as %40, # as %23, / as %2F, ? as %3F, [ as %5B, % as %25), also an @ in the path"
        )
    found = _HOST.fullmatch(host_and_port)
    if not found or (found[2] and int(found[2]) > 65535):
        raise Misuse(f"{shown}: the host or the port is not one; write {scheme.lower()}://HOST:PORT/PATH")
    if any(not character.isprintable() or character.isspace() for character in tail):
        raise Misuse(f"{shown}: the path has a space or a control character; percent-encode it (a space as %20)")
    user, _, password = userinfo.partition(":")
    name = redact(f"{scheme}://{MASK + '@' if userinfo else ''}{host_and_port}{tail}")
    host = found[1].strip("[]")
    port = int(found[2]) if found[2] else None
    return NetworkAddress(text, name, scheme.lower(), host, port, unquote(user), unquote(password))
